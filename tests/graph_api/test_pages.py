"""The pages: what they show on the shipped samples, in both languages, without scripts, and safely."""

import html
import json
import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.pages import awarding, questions, things, view
from graph_api.settings import Settings
from graph_store.archive import Entry
from graph_store.generations import Data
from ingest import pipeline
from ingest.load import load
from ontology import iris, units
from ontology.terms import DCT, FOAF, HTX, RDF, SKOS
from queries import catalog, entities

SAMPLES = Path(str(resources.files("ingest") / "samples"))
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
DOCUMENT = iris.mint("document", "hostile")
PERSON = iris.mint("person", "hostile")
NAME = "<script>alert(1)</script> \u202ejavascript:alert(2)"
PAGES = (
    "/",
    "/search?q=nguyen duc hien",
    "/search?q=khongcoaiten",
    "/who-awarded-whom",
    "/who-awarded-whom?show=flow&by=presenter",
    "/who-awarded-whom?show=network",
    "/who-awarded-whom?show=flow&group=year",
    "/who-awarded-whom?group=province_now",
    "/who-awarded-whom?show=conferrals&since=2022&until=2023",
    "/who-awarded-whom?since=1900&until=1901",
    "/paths",
    "/paths?left=nguyen duc hien&right=tra suong lam",
    "/page/vocab/unit/2025-06-30/province/24",
    "/questions",
    "/questions/delegated-presentations?ask=1",
    "/questions/posts-of-person",
    "/workbench",
    "/workbench?question=award-counts",
    "/workbench?query=SELECT%20%2A%20%7B%20%3C%2Ftextarea%3E%20%7D",
    "/docs",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = Data(tmp_path_factory.mktemp("pages") / "data")
    pipeline.ingest([SAMPLES], data, jobs=1)
    graph = iris.graph(DOCUMENT)
    quads = (
        f"<{PERSON}> <{RDF.type}> <{FOAF.Person}> <{graph}> .\n"
        f'<{PERSON}> <{SKOS.prefLabel}> "{NAME}"@vi <{graph}> .\n'
        f"<{DOCUMENT}> <{RDF.type}> <{HTX.Document}> <{graph}> .\n"
        f'<{DOCUMENT}> <{DCT.title}> "{NAME}"@vi <{graph}> .\n'
    )
    metadata = {"url": "javascript:alert(3)", "publisher": NAME}
    load(data, [Entry(DOCUMENT, graph, b"-", NAME, b"{}", quads.encode(), extractor="hostile", metadata=metadata)])
    with TestClient(create_app(Settings(data=data.path, workers=1)), headers=BROWSER) as found:
        yield found


class Links(HTMLParser):
    """Collects where a page leads, and which files it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        at = found.get("src") or (found.get("href") if found.get("rel") in ("stylesheet", "icon") else None)
        if at:
            self.loaded.append(at)


def key_of(client: TestClient, text: str, kind: str) -> str:
    items = client.get("/api/search", params={"q": text, "kind": kind}).json()["items"]
    return str(items[0]["key"])


@pytest.mark.parametrize("language", view.LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_shown_in_each_language_with_a_strict_policy(client: TestClient, address: str, language: str) -> None:
    page = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.text.count("<h1") == 1
    assert all(at.startswith("/static/") for at in Links(page.text).loaded)
    assert not re.search(r"<[^>]+ (?:style|on\w+)=", page.text)


@pytest.mark.parametrize("address", ["/", "/who-awarded-whom", "/who-awarded-whom?show=conferrals", "/questions"])
def test_every_link_of_a_page_leads_somewhere(client: TestClient, address: str) -> None:
    for link in sorted({one for one in Links(client.get(address).text).links if one.startswith(("/", "?"))}):
        answer = client.get(link if link.startswith("/") else address.partition("?")[0] + link)
        assert answer.status_code == 200, link


def test_the_language_once_chosen_is_kept(client: TestClient) -> None:
    client.cookies.clear()
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/").text
    client.cookies.clear()
    assert '<html lang="vi">' in client.get("/").text
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en-GB,en"}).text


def test_a_conferral_leads_to_the_passage_in_its_document(client: TestClient) -> None:
    flag = client.get("/api/conferrals", params={"grantor": key_of(client, "UBND tinh Bac Giang", "organization")})
    claim = next(one["key"] for one in flag.json()["items"] if one["award"]["label"] == "Cờ thi đua")
    why = client.get(f"/page/{claim}")
    assert "<mark>" in why.text
    passage = next(link for link in Links(why.text).links if "#passage" in link)
    document = client.get(passage)
    assert document.status_code == 200
    assert '<span id="passage"></span>' in document.text
    assert re.search(r'<mark class="(?:\w+ )?target">Cờ thi đua', document.text)


def test_an_entity_s_page_shows_awards_posts_and_where_they_are_said(client: TestClient) -> None:
    page = client.get(f"/page/{key_of(client, 'HTX Tra Suong Lam', 'organization')}").text
    for shown in ("Huân chương Lao động hạng Ba", "Chủ tịch nước", "Được nhận", "Đã tặng", "dẫn chứng"):
        assert shown in page


def test_counts_of_unnamed_recipients_are_never_a_false_total(client: TestClient) -> None:
    page = client.get("/who-awarded-whom").text
    assert re.search(r"ít nhất \d+, và \d+ lượt không rõ số lượng", page)


def test_a_document_s_text_is_shown_whole(client: TestClient) -> None:
    key = key_of(client, "nhìn lại năm 2021", "document")
    page = client.get(f"/page/{key}").text
    article = re.sub(r"<[^>]+>", "", page[page.index('<article class="card article"') : page.index("</article>")])
    documents = client.app.state.documents  # type: ignore[attr-defined]
    text = documents.article(iris.iri(key)).text
    assert "".join(text.split()) in "".join(article.replace("&#34;", '"').replace("&amp;", "&").split())


def test_texts_cannot_bring_markup_or_links_of_their_own(client: TestClient) -> None:
    for key in (iris.key(PERSON), iris.key(DOCUMENT)):
        page = client.get(f"/page/{key}").text
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
        assert not any(link.startswith("javascript:") for link in Links(page).links)


def test_a_problem_is_a_page_for_a_browser_and_a_document_for_a_program(client: TestClient) -> None:
    address = "/page/person/nobody-000000000000"
    page = client.get(address)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "nobody-000000000000" in page.text
    told = client.get(address, headers={"Accept": "*/*"})
    assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
    assert client.get("/who-awarded-whom?grantor=nobody").status_code == 400


def test_suggestions_are_links_to_entities(client: TestClient) -> None:
    found = client.get("/search/suggestions?q=nguyen duc h")
    assert f'href="/page/{key_of(client, "nguyen duc hien", "person")}"' in found.text
    assert client.get("/search/suggestions?q=").text.strip() == ""


def test_files_of_pages_are_there_and_change_their_address_with_their_content(client: TestClient) -> None:
    for at in Links(client.get("/").text).loaded:
        assert client.get(at).status_code == 200
        assert re.search(r"\?v=[0-9a-f]{10}$", at)


def test_files_of_others_are_as_their_packages_ship_them() -> None:
    static = resources.files("graph_api") / "static"
    told = tomllib.loads((static / "vendor" / "manifest.toml").read_text(encoding="utf-8"))
    for name, one in told.items():
        assert sha256((static / name).read_bytes()).hexdigest() == one["sha256"], name
    shipped = {f"vendor/{f.name}" for f in (static / "vendor").iterdir() if f.name.endswith((".js", ".css"))}
    assert shipped | {f"fonts/{f.name}" for f in (static / "fonts").iterdir() if f.name.endswith("woff2")} == set(told)


@pytest.mark.parametrize(("catalogue", "old"), [("2025-06-30", True), ("2025-07-01", False)])
def test_the_map_has_each_province_of_its_catalogue(catalogue: str, old: bool) -> None:
    shapes = json.loads((resources.files("graph_api") / "static" / f"provinces-{catalogue}.geojson").read_bytes())
    drawn = {one["id"]: one["properties"]["name"] for one in shapes["features"] if one["geometry"]["type"] != "Point"}
    assert drawn == {one.iri.partition("/unit/")[2]: one.name for one in units.provinces() if one.old is old}


def test_the_workbench_holds_a_question_written_out_and_knows_our_terms(client: TestClient) -> None:
    page = client.get("/workbench?question=award-counts").text
    assert f'?year = "{catalog.find("award-counts").example["year"]}"' in html.unescape(page)
    assert client.get("/workbench?question=posts-of-person").status_code == 200
    known = client.get("/workbench/terms?lang=en").json()
    found = {one["name"]: one for one in known["terms"]}
    assert found["htx:Conferral"]["sort"] == "class" and found["htx:grantor"]["sort"] == "property"
    assert found["htx:grantor"]["label"] and "org:member" in found
    assert known["prefixes"]["htx"] == HTX.NAMESPACE


def test_everything_pages_say_is_said_in_every_language() -> None:
    said = view.words()
    assert all(set(texts) == set(view.LANGUAGES) and all(texts.values()) for texts in said.values())
    templates = "".join(
        path.read_text(encoding="utf-8") for path in Path(str(resources.files("graph_api") / "templates")).iterdir()
    )
    used = set(re.findall(r"""\bt\(["']([\w-]+)["']\s*[,)]""", templates))
    assert used
    assert used <= set(said)


MORE = re.compile(r'<a class="button[^"]*" href="([^"]+)">Xem tiếp</a>')


def read(client: TestClient, address: str) -> list[str]:
    """Return a list's pages, from the first to the last, as a reader turns them."""
    pages = [client.get(address).text]
    while found := MORE.search(pages[-1]):
        pages.append(client.get(html.unescape(found[1])).text)
    return pages


def test_a_thing_s_lists_are_read_to_their_end(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(things, "_ROWS", 2)
    key = client.get("/api/search", params={"q": "lien minh htx tinh van hac"}).json()["items"][0]["key"]
    told = client.get(f"/api/entities/{key}/relations", params={"kind": "mentions", "limit": 500}).json()["items"]
    assert len(told) > 4
    assert f"/page/{key}?list=mentioned-in" in client.get(f"/page/{key}").text
    pages = read(client, f"/page/{key}?list=mentioned-in")
    listed = [link for page in pages for link in re.findall(r'</time> \n?<a href="(/page/document/[^"]+)"', page)]
    assert sorted(listed) == sorted(f"/page/{one['subject']['key']}" for one in told)
    assert client.get(f"/page/{key}.json?list=mentioned-in").json()["total"] == len(told)
    refused = client.get(f"/page/{key}?list=everything")
    assert refused.status_code == 400 and "mentioned-in" in refused.text


@pytest.mark.parametrize("show", ["table", "flow"])
def test_who_awarded_whom_is_read_to_its_end_and_each_page_is_a_table(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, show: str
) -> None:
    whole = client.get("/who-awarded-whom.json").json()["awarding"]
    monkeypatch.setattr(awarding, "_EDGES", 7)
    monkeypatch.setattr(awarding, "_RIBBONS", 7)
    pages = read(client, f"/who-awarded-whom?show={show}")
    assert len(pages) == -(-len(whole) // 7) > 1
    rows = []
    for page in pages:
        link = re.search(r'href="(/api/who-awarded-whom[^"]+)"', page)
        assert link is not None
        rows += client.get(html.unescape(link[1])).text.splitlines()[1:]
    assert len(rows) == len(set(rows)) == len(whole)


def test_search_says_when_there_is_more_and_narrows_before_it_cuts(client: TestClient) -> None:
    assert MORE.search(client.get("/search?q=van hac&most=1").text)
    assert not MORE.search(client.get("/search?q=van hac").text)
    events = client.get("/search.json?q=van hac&most=1&kind=event").json()["hits"]
    assert [one["kind"] for one in events] == ["event"]


def test_rows_of_a_question_are_read_to_their_end(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "_ROWS", 2)
    whole = client.get("/questions/delegated-presentations.json?ask=1").json()
    pages = read(client, "/questions/delegated-presentations?ask=1")
    assert len(pages) == -(-whole["count"] // 2) > 1
    assert all("start" not in {one.name for one in query.parameters} for query in catalog.catalog().values())


@pytest.mark.parametrize("few", [entities.SOME_PASSAGES, 2])
def test_passages_are_all_told_whether_few_or_many(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    assert f"LIMIT {entities.SOME_PASSAGES} }}" in catalog.find("some-passages").text
    monkeypatch.setattr(entities, "SOME_PASSAGES", few)
    graph = client.app.state.graph
    (found,) = graph.search("lien minh htx tinh van hac", limit=1)
    every = graph.rows(catalog.find("evidence"), {"claim": found.iri})
    assert 2 < len(every) == len(graph.evidence(found.iri))
    assert [one.evidence for one in graph.evidence(found.iri)] == [row["evidence"] for row in every]
