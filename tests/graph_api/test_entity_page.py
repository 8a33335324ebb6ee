"""The page of an entity: names, passages and relations, with everything from texts escaped."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.archive import Entry
from graph_store.generations import Data
from ingest import pipeline
from ingest.load import load
from ontology import iris
from ontology.terms import FOAF, RDF, SKOS

ARTICLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
DOCUMENT = iris.mint("document", "hostile")
PERSON = iris.mint("person", "hostile")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = Data(tmp_path_factory.mktemp("page") / "data")
    pipeline.ingest([ARTICLE], data, jobs=1)
    graph = iris.graph(DOCUMENT)
    quads = (
        f"<{PERSON}> <{RDF.type}> <{FOAF.Person}> <{graph}> .\n"
        f'<{PERSON}> <{SKOS.prefLabel}> "<script>alert(1)</script>"@vi <{graph}> .\n'
    )
    load(data, [Entry(DOCUMENT, graph, b"-", "-", b"{}", quads.encode(), extractor="hostile")])
    with TestClient(create_app(Settings(data=data.path, workers=1))) as found:
        yield found


def test_a_reader_who_follows_an_address_gets_to_the_page(client: TestClient) -> None:
    key = client.get("/api/search?q=nguyen duc hien").json()["items"][0]["key"]
    page = client.get(f"/id/{key}", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for shown in ("<h1>Nguyễn Đức Hiền</h1>", "<mark>", "Cờ thi đua", f"/data/{key}?format=ttl"):
        assert shown in page.text


def test_texts_cannot_bring_markup_of_their_own(client: TestClient) -> None:
    page = client.get(f"/page/{iris.key(PERSON)}").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_page_of_nothing_is_a_problem_document(client: TestClient) -> None:
    answer = client.get("/page/person/nobody-000000000000")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
