"""SPARQL 1.1 Service Description: the service at its own address, and only what is true of it."""

from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.namespace import RDF

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.writer import Writer

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = rdflib.Namespace("http://www.w3.org/ns/formats/")
HERE = rdflib.URIRef("http://testserver/sparql")


def described(data: Path, **settings: str) -> rdflib.Graph:
    with TestClient(create_app(Settings(data=data, workers=1, **settings))) as client:  # type: ignore[arg-type]
        answer = client.get("/sparql", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Writer(Data(tmp_path)) as writer:
        writer.publish()
    return tmp_path


def test_without_a_query_the_address_of_the_service_describes_it(data: Path) -> None:
    graph = described(data)
    assert (HERE, RDF.type, SD.Service) in graph
    assert graph.value(HERE, SD.endpoint) == HERE
    assert set(graph.objects(HERE, SD.supportedLanguage)) == {SD.SPARQL10Query, SD.SPARQL11Query}
    dataset = graph.value(HERE, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    assert (graph.value(dataset, SD.defaultGraph), RDF.type, SD.Graph) in graph


def test_every_result_format_that_is_named_can_be_had(data: Path) -> None:
    types = {
        FORMATS.SPARQL_Results_JSON: "application/sparql-results+json",
        FORMATS.SPARQL_Results_XML: "application/sparql-results+xml",
        FORMATS.SPARQL_Results_CSV: "text/csv",
        FORMATS.SPARQL_Results_TSV: "text/tab-separated-values",
        FORMATS.Turtle: "text/turtle",
        FORMATS["N-Triples"]: "application/n-triples",
        FORMATS.RDF_XML: "application/rdf+xml",
        FORMATS["JSON-LD"]: "application/ld+json",
    }
    assert set(described(data).objects(HERE, SD.resultFormat)) == set(types)
    with TestClient(create_app(Settings(data=data, workers=1))) as client:
        for kind in types.values():
            query = "SELECT * {}" if "results" in kind or "csv" in kind or "tab" in kind else "CONSTRUCT {} WHERE {}"
            answer = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
            assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_the_description_comes_in_each_graph_format(data: Path, accept: str) -> None:
    with TestClient(create_app(Settings(data=data, workers=1))) as client:
        answer = client.get("/sparql", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, accept)
        assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_updates_are_described_once_a_key_may_write(data: Path) -> None:
    update = rdflib.URIRef("http://testserver/update")
    assert (update, RDF.type, SD.Service) not in described(data)
    Keys(data).add("An", [Scope.READ])
    assert (update, RDF.type, SD.Service) not in described(data)
    Keys(data).add("Binh", [Scope.WRITE])
    graph = described(data)
    assert set(graph.objects(update, SD.supportedLanguage)) == {SD.SPARQL11Update}
    assert graph.value(update, SD.endpoint) == update


@pytest.mark.parametrize("address", ["/sparql", "/sparql?format=ttl", "/sparql?hints=1"])
def test_each_service_has_one_endpoint_and_it_is_where_it_was_asked(data: Path, address: str) -> None:
    Keys(data).add("Binh", [Scope.WRITE])
    with TestClient(create_app(Settings(data=data, workers=1)), base_url="https://graph.example.org") as client:
        answer = client.get(address, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    services = {one: set(graph.objects(one, SD.endpoint)) for one in graph.subjects(RDF.type, SD.Service)}
    here = [rdflib.URIRef(f"https://graph.example.org{path}") for path in ("/sparql", "/update")]
    assert services == {one: {one} for one in here}


def test_features_are_told_where_they_are(data: Path, tmp_path: Path) -> None:
    assert set(described(data).objects(HERE, SD.feature)) == {SD.UnionDefaultGraph}
    calling = described(data, services="https://query.example.org/")
    assert set(calling.objects(HERE, SD.feature)) == {SD.UnionDefaultGraph, SD.BasicFederatedQuery}
    with Writer(Data(tmp_path / "plain"), plain=True) as writer:
        writer.publish()
    assert set(described(tmp_path / "plain").objects(HERE, SD.feature)) == set()
