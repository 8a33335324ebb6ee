"""The twins of pages: each holds what its page shows, as JSON and as triples."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.pages import twins
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline
from ontology import iris

SAMPLES = Path(str(resources.files("ingest") / "samples"))
NAMES = {
    "person": "nguyen duc hien",
    "organization": "Liên minh HTX tỉnh Vân Hạc",
    "post": "Chủ tịch Liên minh HTX tỉnh Bắc Giang",
    "award": "Cờ thi đua",
    "event": "Hội nghị tổng kết",
    "document": "nhìn lại năm 2021",
}
PAGES = (
    "/",
    "/search?q=nguyen",
    "/search?q=khongcoaiten",
    "/who-awarded-whom?show=conferrals",
    "/paths?left=nguyen duc hien&right=tra suong lam",
    "/questions/delegated-presentations?ask=1",
    "/page/vocab/unit/2025-06-30/province/24",
    *NAMES,
)
SUMS = ("/who-awarded-whom", "/who-awarded-whom?show=flow&group=year", "/who-awarded-whom?show=network", "/questions")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = Data(tmp_path_factory.mktemp("twins") / "data")
    pipeline.ingest([SAMPLES], data, jobs=1)
    with TestClient(create_app(Settings(data=data.path, workers=1)), headers={"Accept": "text/html"}) as found:
        yield found


class Page(HTMLParser):
    """What stands in a page's main part: links to things with their words, and quotes; and the twins it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.quotes: list[str] = []
        self.twins: dict[str, str] = {}
        self._main = self._link = self._quote = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and found.get("rel") == "alternate":
            self.twins[found["type"]] = found["href"]
        if tag == "main":
            self._main = True
        if self._main and tag == "a" and found.get("href", "").startswith("/page/"):
            self.links.append((unquote(found["href"].removeprefix("/page/").partition("?")[0]), ""))
            self._link = True
        if tag == "title":
            self._link = False  # what a picture tells of a mark
        if self._main and tag == "mark" and not found.get("class"):
            self.quotes.append("")
            self._quote = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        if tag == "a":
            self._link = False
        if tag == "mark":
            self._quote = False

    def handle_data(self, data: str) -> None:
        if self._link:
            key, said = self.links[-1]
            self.links[-1] = key, said + data
        if self._quote:
            self.quotes[-1] += data


def texts(content: object) -> Iterator[str]:
    """All texts in a JSON value, names of members included."""
    match content:
        case str():
            yield content
        case dict():
            for name, value in content.items():
                yield name
                yield from texts(value)
        case list():
            for value in content:
                yield from texts(value)


def address(client: TestClient, page: str) -> str:
    if page not in NAMES:
        return page
    items = client.get("/api/search", params={"q": NAMES[page], "kind": page}).json()["items"]
    return f"/page/{items[0]['key']}"


@pytest.mark.parametrize("page", PAGES)
def test_the_json_twin_holds_every_thing_and_quote_of_its_page(client: TestClient, page: str) -> None:
    shown = Page(client.get(address(client, page)).text)
    answer = client.get(shown.twins["application/json"])
    assert answer.headers["content-type"] == "application/json"
    held = set(texts(answer.json()))
    assert {key for key, _ in shown.links if iris.iri(key) not in held and key not in held} == set()
    assert set(shown.quotes) <= held


@pytest.mark.parametrize("page", PAGES)
def test_the_page_names_every_thing_of_its_json_twin(client: TestClient, page: str) -> None:
    text = client.get(address(client, page)).text
    twin = client.get(Page(text).twins["application/json"]).json()
    seen = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    rows = [*twin.get("hits", ()), *twin.get("conferrals", ()), *(twin.get("page") or {}).get("rows", ())]
    named = [one["label"] for one in rows if "label" in one]
    named += [party["who"]["label"] for one in rows for party in one.get("parties", ()) if party["who"]["key"]]
    named += [
        row[end]["label"] for rows in twin.get("lists", {}).values() for row in rows for end in ("subject", "object")
    ]
    named += [one["quote"] for one in twin.get("passages", ())]
    assert [label for label in named if " ".join(label.split()) not in seen] == []


@pytest.mark.parametrize("media", ["text/turtle", "application/ld+json"])
@pytest.mark.parametrize("page", PAGES)
def test_twins_in_rdf_hold_every_thing_and_quote_of_the_page(client: TestClient, page: str, media: str) -> None:
    shown = Page(client.get(address(client, page)).text)
    answer = client.get(shown.twins[media])
    assert answer.headers["content-type"].startswith(media)
    triples = list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))
    spoken = {term.value for one in triples for term in (one.subject, one.object)}
    assert {key for key, _ in shown.links if iris.iri(key) not in spoken} == set()
    assert set(shown.quotes) <= spoken
    labels = {said for key, said in shown.links if key.partition("/")[0] in NAMES}
    assert {said for said in labels if said and said not in spoken and "dẫn chứng" not in said} == set()


@pytest.mark.parametrize("page", SUMS)
def test_a_page_of_sums_has_a_twin_in_json_and_refuses_others_by_name(client: TestClient, page: str) -> None:
    shown = Page(client.get(page).text)
    assert list(shown.twins) == ["application/json"]
    held = set(texts(client.get(shown.twins["application/json"]).json()))
    assert {key for key, _ in shown.links if iris.iri(key) not in held} == set()
    path, _, asked = page.partition("?")
    refused = client.get(f"{path}.ttl?{asked}", headers={"Accept": "*/*"})
    assert refused.status_code == 406
    assert "not as ttl" in refused.json()["detail"]


def test_sums_in_the_twin_are_those_of_the_table(client: TestClient) -> None:
    table = re.findall(r'<td class="n"><a[^>]*>([\d.]+)</a>', client.get("/who-awarded-whom").text)
    sums = client.get("/who-awarded-whom.json").json()["awarding"]
    assert [str(one["conferrals"]) for one in sums] == table
    assert table


def test_a_document_s_twin_holds_its_text_and_where_each_claim_is_said(client: TestClient) -> None:
    twin = client.get(f"{address(client, 'document')}.json").json()
    said = twin["claims"]
    assert said
    assert all(twin["text"][one["said"]["start"] : one["said"]["end"]] == one["quote"] for one in said)


def test_a_twin_is_tagged_by_its_generation_and_of_one_language(client: TestClient) -> None:
    answer = client.get("/index.json?lang=en")
    assert answer.headers["x-generation"] == str(answer.json()["generation"])
    assert client.get("/index.json?lang=en", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert json.dumps(client.get("/index.json?lang=vi").json()) == json.dumps(answer.json())


def test_a_twin_of_nothing_is_not_found(client: TestClient) -> None:
    for twin in twins.TWINS:
        assert client.get(f"/page/person/nobody-000000000000.{twin}").status_code == 404
    assert client.get("/page/person/nobody-000000000000.docx").status_code in (400, 404)
