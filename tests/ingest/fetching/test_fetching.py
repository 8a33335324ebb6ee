"""Pages fetched politely from a server of the test's own: rules, pauses, changes, and what is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.fetcher import Fetcher, _is_public
from ingest.fetching import Kept, fetch
from ingest.issues import Issue
from ingest.sources.feeds import listed

LOCAL = "127.0.0.1"


class Site:
    """What the server answers: by path a status, headers and a body; and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, b""))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer((LOCAL, 0), Answers)
        self.host = f"vanhac.example:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        self.pages[path] = (status, {name.replace("_", "-"): text for name, text in headers.items()}, body.encode())

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


def fetcher(site: Site, **options: object) -> Fetcher:
    given = {"pause": 0.0, "private": frozenset([LOCAL]), "resolve": lambda host, port: [LOCAL], **options}
    return Fetcher(frozenset([site.host]), **given)  # type: ignore[arg-type]


def sitemap(site: Site, **changed: str) -> str:
    urls = "".join(
        f"<url><loc>{site.address('/' + p)}</loc><lastmod>{day}</lastmod></url>" for p, day in changed.items()
    )
    return f"<?xml version='1.0'?><urlset>{urls}</urlset>"


def test_pages_of_a_sitemap_are_kept_with_their_addresses_and_fetched_again_only_when_they_change(site, tmp_path):
    site.put("/sitemap.xml", sitemap(site, a="2024-01-01", b="2024-01-01"))
    site.put("/a", "<p>một</p>", ETag='"1"')
    site.put("/b", "<p>hai</p>")
    found = list(fetch([site.address("/sitemap.xml")], tmp_path, fetcher(site)))
    assert [type(one) for one in found] == [Kept, Kept]
    assert found[0].path.read_text() == "<p>một</p>"
    assert site.address("/a") in found[0].path.with_name(found[0].path.name + ".meta.json").read_text()
    site.asked.clear()
    assert list(fetch([site.address("/sitemap.xml")], tmp_path, fetcher(site))) == []
    assert site.paths() == ["/robots.txt", "/sitemap.xml"]
    site.put("/sitemap.xml", sitemap(site, a="2024-01-02", b="2024-01-02"))
    site.put("/b", "<p>hai, sửa</p>")
    assert [one.new for one in fetch([site.address("/sitemap.xml")], tmp_path, fetcher(site))] == [False, True]
    assert next(headers for path, headers in reversed(site.asked) if path == "/a")["If-None-Match"] == '"1"'


def test_what_robots_txt_does_not_want_is_not_asked_for(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /rieng\n")
    site.put("/rieng/a", "x")
    site.put("/b", "x")
    with pytest.raises(SourceError, match=r"robots\.txt does not want"):
        fetcher(site).get(site.address("/rieng/a"))
    assert fetcher(site).get(site.address("/b")).body == b"x"
    assert "/rieng/a" not in site.paths()


def test_where_the_rules_cannot_be_told_nothing_is_fetched(site):
    site.put("/robots.txt", "", status=500)
    site.put("/b", "x")
    with pytest.raises(SourceError, match=r"robots\.txt does not want"):
        fetcher(site).get(site.address("/b"))
    assert "/b" not in site.paths()


def test_between_two_requests_there_is_a_pause_the_hosts_own_if_it_is_longer(site):
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.put("/b", "x")
    polite = fetcher(site, pause=2.0, sleep=slept.append)
    polite.get(site.address("/b"))
    polite.get(site.address("/b"))
    (pause,) = slept
    assert 2 < pause <= 7


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://other.example/a", "the host other.example is not allowed"),
        ("http://vanhac.example/a", "the host vanhac.example is not allowed"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:word@vanhac.example/", "with a name and password"),
        ("http://vanhac.example:port/", "is no address"),
    ],
)
def test_addresses_that_are_not_allowed_are_refused_unasked(address, says, site):
    with pytest.raises(SourceError, match=says):
        fetcher(site).get(address)
    assert site.asked == []


def test_a_redirect_is_looked_at_as_an_address_of_its_own(site):
    site.put("/a", "", status=302, Location="/b")
    site.put("/b", "x")
    site.put("/c", "", status=301, Location="http://169.254.169.254/latest")
    site.put("/d", "", status=302, Location="/d")
    assert fetcher(site).get(site.address("/a")).address == site.address("/b")
    with pytest.raises(SourceError, match=r"the host 169\.254\.169\.254 is not allowed"):
        fetcher(site).get(site.address("/c"))
    with pytest.raises(SourceError, match="more than 5 times"):
        fetcher(site).get(site.address("/d"))


def test_a_name_that_leads_into_a_private_net_is_refused_also_when_it_did_not_before(site):
    site.put("/a", "x")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        fetcher(site, private=frozenset()).get(site.address("/a"))
    assert site.asked == []
    answers = iter([[LOCAL], ["10.0.0.1"]])
    with pytest.raises(SourceError, match=r"is at 10\.0\.0\.1, which is in a private net"):
        fetcher(site, resolve=lambda host, port: next(answers)).get(site.address("/a"))
    with pytest.raises(SourceError, match=r"robots\.txt"):  # one of several is enough
        fetcher(site, resolve=lambda host, port: [LOCAL, "192.168.1.1"]).get(site.address("/a"))
    assert "/a" not in site.paths()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        *((one, False) for one in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0")),
        *((one, False) for one in ("::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1")),
    ],
)  # fmt: skip
def test_private_nets_are_told_from_public_ones(address, public):
    assert _is_public(address) is public


def test_what_is_too_large_or_not_there_is_told(site, monkeypatch):
    monkeypatch.setattr("ingest.fetcher.LARGEST", 10)
    site.put("/a", "x" * 11)
    site.put("/b", "", status=503, Retry_After="120")
    with pytest.raises(SourceError, match="is larger than 10 bytes"):
        fetcher(site).get(site.address("/a"))
    with pytest.raises(SourceError, match="503 Service Unavailable; it asks to come back in 120"):
        fetcher(site).get(site.address("/b"))


def test_what_cannot_be_fetched_is_an_issue_and_the_rest_goes_on(site, tmp_path):
    site.put("/sitemap.xml", sitemap(site, a="1", b="1", c="1"))
    site.put("/b", "x")
    site.put("/c", "x", Content_Type="image/png")
    found = list(fetch([site.address("/sitemap.xml"), site.address("/none.xml")], tmp_path, fetcher(site)))
    assert [one.what.split(":")[0] if isinstance(one, Issue) else one.path.suffix for one in found] == [
        "is answered with 404 Not Found",
        ".html",
        "is of the type image/png, which is not read",
        "is answered with 404 Not Found",
    ]


LISTS = [
    (
        "<rss><channel><link>https://v.example/</link><item><title>A</title><link><![CDATA[https://v.example/a?x=1&y=2]]></link>"
        "<pubDate>Mon, 1 Jan 2024</pubDate></item></channel></rss>",
        [("https://v.example/a?x=1&y=2", "Mon, 1 Jan 2024", False)],
    ),
    (
        "<feed xmlns='x'><entry><link rel='self' href='/s'/><link rel='alternate' href='/a?x=1&amp;y=2'/><updated>2024</updated></entry></feed>",
        [("https://v.example/a?x=1&y=2", "2024", False)],
    ),
    (
        "<sitemapindex><sitemap><loc> https://v.example/1.xml </loc></sitemap></sitemapindex>",
        [("https://v.example/1.xml", None, True)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_feeds_and_sitemaps_list_addresses(text, expected):
    found = listed(text.encode(), "https://v.example/list")
    assert [(one.address, one.changed, one.further) for one in found] == expected


def test_a_page_is_no_list():
    with pytest.raises(SourceError, match="no feed"):
        listed(b"<html><p>x</p></html>", "https://v.example/")


def test_the_folder_of_a_fetch_can_be_ingested(site, tmp_path: Path):
    site.put("/sitemap.xml", sitemap(site, a="1"))
    site.put("/a", "<p>x</p>")
    (kept,) = fetch([site.address("/sitemap.xml")], tmp_path, fetcher(site))
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names == sorted([".fetched.json", kept.path.name, kept.path.name + ".meta.json"])
