import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    # Without its lifespan the service has no readers; the ontology needs none.
    return TestClient(create_app(Settings(data=tmp_path_factory.mktemp("data"))))


def test_a_browser_gets_the_page_in_vietnamese(client):
    answer = client.get("/ontology", headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == "vi"
    assert '<section id="Conferral">' in answer.text


def test_a_browser_gets_the_page_in_english_on_demand(client):
    answer = client.get("/ontology?lang=en", headers={"Accept": BROWSER})
    assert '<html lang="en">' in answer.text


FORMATS = [
    ({"Accept": "text/turtle"}, "", "text/turtle"),
    ({"Accept": "application/rdf+xml"}, "", "application/rdf+xml"),
    ({"Accept": BROWSER}, "?format=nt", "application/n-triples"),
    ({}, "?format=jsonld", "application/ld+json"),
]


@pytest.mark.parametrize(("headers", "query", "media"), FORMATS)
def test_a_program_gets_the_ontology_in_the_format_it_asks_for(client, headers, query, media):
    answer = client.get(f"/ontology{query}", headers=headers)
    assert answer.headers["content-type"].startswith(media)
    assert len(list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))) > 2000


def test_an_unknown_format_is_refused_by_name(client):
    answer = client.get("/ontology?format=docx")
    assert answer.status_code == 406
    assert "docx" in answer.json()["detail"]
