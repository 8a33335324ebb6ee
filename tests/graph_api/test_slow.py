"""A query that passes its deadline is told why by its own patterns, by every way in."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.lean import Lean
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))
RUNAWAY = "SELECT (COUNT(*) AS ?n)\nWHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("slow") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    with TestClient(Lean(create_app(Settings(data=data, workers=2))), raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("way", ["short", "form", "body", "evidence"])
def test_a_late_query_is_explained(client: TestClient, way: str) -> None:
    late = {"query": RUNAWAY, "timeout": "0.4"}
    match way:
        case "short":
            answer = client.get("/sparql", params=late)
        case "form":
            answer = client.post("/sparql", data=late)
        case "body":
            kind = {"Content-Type": "application/sparql-query"}
            answer = client.post("/sparql", params={"timeout": "0.4"}, content=RUNAWAY, headers=kind)
        case _:
            answer = client.get("/sparql", params={**late, "evidence": "1"})
    problem = answer.json()
    assert (answer.status_code, problem["title"]) == (504, "Query took too long")
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"].startswith("the query did not end within 0.4 s; ?d ?e ?f (line 2) shares no variable")
    assert (problem["line"], problem["column"]) == (2, 20)
    assert problem["excerpt"] == "WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }\n" + " " * 19 + "^"
    assert [one["pattern"] for one in problem["why"]] == ["?d ?e ?f", "?g ?h ?i", "?a ?b ?c"]
    assert problem["instead"][0]["address"] == "/.well-known/void"


def test_the_addresses_told_instead_answer(client: TestClient) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a htx:award ?x ; htx:grantor ?g . ?b ?p ?q . ?d ?e ?f . ?g2 ?h ?i }"
    problem = client.get("/sparql", params={"query": text, "timeout": "0.4"}).json()
    addresses = [one["address"] for one in problem["instead"] if not one["address"].startswith("/queries/")]
    assert addresses
    for address in addresses:
        assert client.get(address).status_code == 200


def test_a_plain_text_says_so_too(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": RUNAWAY, "timeout": "0.4"}, headers={"Accept": "text/plain"})
    assert "?d ?e ?f (line 2) shares no variable" in answer.text
