"""The ontology: pages with pictures, queries and examples within the site's frame, and RDF for programs."""

import html
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import unquote_plus

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.pages import diagram
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline
from ontology import documentation

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SAMPLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
TERMS = [(section.name, term) for section in documentation.sections("vi") for term in section.terms]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = Data(tmp_path_factory.mktemp("ontology") / "data")
    pipeline.ingest([SAMPLE], data, jobs=1)
    with TestClient(create_app(Settings(data=data.path, workers=1)), headers={"Accept": BROWSER}) as found:
        yield found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_tells_every_term_with_label_and_definition_under_its_anchor(
    client: TestClient, language: documentation.Language
) -> None:
    answer = client.get(f"/ontology?lang={language}")
    assert answer.headers["content-language"] == language
    page = html.unescape(answer.text)
    assert "<nav" in page and page.count("<h1") == 1
    for section in documentation.sections(language):
        for term in section.terms:
            assert f'<li id="{term.name}"><a href="/ontology/{term.name}">{term.label}</a>' in page
            assert term.definition in page


def test_the_page_is_there_before_any_graph(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path, workers=1)), headers={"Accept": BROWSER}) as client:
        assert client.get("/ontology").status_code == 200


@pytest.mark.parametrize("sort", ["classes", "objects", "literals", "others", "concepts"])
def test_a_term_has_a_page_of_its_own(client: TestClient, sort: str) -> None:
    term = next(term for section, term in TERMS if section == sort)
    for language in ("vi", "en"):
        answer = client.get(f"/ontology/{term.name}?lang={language}")
        assert answer.status_code == 200
        assert answer.text.count("<h1") == 1 and term.iri in answer.text


def test_a_class_shows_what_it_is_has_and_examples_with_passages(client: TestClient) -> None:
    page = html.unescape(client.get("/ontology/Conferral?lang=vi").text)
    picture = page.partition('<svg class="diagram"')[2].partition("</svg>")[0]
    assert "htx:Claim" in picture and "htx:grantor" in picture and 'href="/ontology/grantor"' in picture
    assert re.search(r'href="/page/conferral/', page) and "<mark>" in page
    assert 'href="/questions/award-counts"' in page


def test_a_property_leads_from_its_domain_to_its_range(client: TestClient) -> None:
    page = client.get("/ontology/onBehalfOf").text
    picture = page.partition('<svg class="diagram"')[2].partition("</svg>")[0]
    assert picture.index("htx:Presentation") < picture.index("htx:onBehalfOf")


@pytest.mark.parametrize("name", ["Conferral", "grantor", "attestedOn"])
def test_the_query_of_a_term_answers_with_its_examples(client: TestClient, name: str) -> None:
    page = html.unescape(client.get(f"/ontology/{name}").text)
    query = unquote_plus(re.findall(r'href="/workbench\?query=([^"]+)"', page)[0])
    rows = client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"}).json()
    shown = client.get(f"/ontology/{name}.json").json()["examples"]
    assert len(rows["results"]["bindings"]) == len(shown) > 0
    assert all(one["thing"]["iri"] for one in shown)


def test_an_unknown_term_is_told(client: TestClient) -> None:
    assert client.get("/ontology/Nonsense", headers={"Accept": "*/*"}).status_code == 404


def test_boxes_of_a_picture_stand_apart_and_within_it() -> None:
    node = diagram.Node("một lớp có tên rất dài để thử xem có vừa không", "htx:Long", None, "class")
    drawn = diagram.of_class(node, [(node, node)] * 14, [node] * 3)
    assert drawn.hidden == 14 - diagram.MOST
    for one in drawn.boxes:
        assert one.x >= 0 and one.x + one.width <= drawn.width
        assert one.y >= 0 and one.y + one.height <= drawn.height
    for i, one in enumerate(drawn.boxes):
        for other in drawn.boxes[i + 1 :]:
            assert (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )


FORMATS = [
    ({"Accept": "text/turtle"}, "", "text/turtle"),
    ({"Accept": "application/rdf+xml"}, "", "application/rdf+xml"),
    ({"Accept": BROWSER}, "?format=nt", "application/n-triples"),
    ({}, "?format=jsonld", "application/ld+json"),
    ({}, ".ttl", "text/turtle"),
    ({}, ".jsonld", "application/ld+json"),
]


@pytest.mark.parametrize(("headers", "rest", "media"), FORMATS)
def test_a_program_gets_the_ontology_in_the_format_it_asks_for(
    client: TestClient, headers: dict[str, str], rest: str, media: str
) -> None:
    answer = client.get(f"/ontology{rest}", headers=headers)
    assert answer.headers["content-type"].startswith(media)
    assert len(list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))) > 2000


def test_every_term_is_in_the_json_twin(client: TestClient) -> None:
    told = client.get("/ontology.json").json()
    assert {one["iri"] for name, terms in told.items() if name != "ontology" for one in terms} == {
        term.iri for _, term in TERMS
    }


def test_an_unknown_format_is_refused_by_name(client: TestClient) -> None:
    answer = client.get("/ontology?format=docx", headers={"Accept": "*/*"})
    assert answer.status_code == 406
    assert "docx" in answer.json()["detail"]
