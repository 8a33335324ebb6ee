"""The SPARQL 1.1 Protocol: what senders may send, what is refused, and that one query is nobody else's trouble."""

import threading
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

ARTICLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
ASK = "ASK { ?c a htx:Conferral }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("protocol") / "data"
    pipeline.ingest([ARTICLE], Data(data), jobs=1)
    settings = Settings(data=data, workers=2, query_timeout=3)
    with TestClient(create_app(settings), raise_server_exceptions=False) as found:
        yield found


def graph_of(client: TestClient) -> str:
    rows = client.get("/sparql", params={"query": "SELECT ?g WHERE { GRAPH ?g { ?c a htx:Conferral } } LIMIT 1"})
    return str(rows.json()["results"]["bindings"][0]["g"]["value"])


def test_parameters_of_a_posted_body_stand_in_the_address(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?c a htx:Conferral }"
    headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
    here = client.post(f"/sparql?default-graph-uri={graph_of(client)}&format=csv", content=count, headers=headers)
    assert here.headers["content-type"].startswith("text/csv")
    assert int(here.text.split()[1]) > 0


def test_a_named_graph_of_the_dataset_is_reached_by_graph_only(client: TestClient) -> None:
    named = {"named-graph-uri": graph_of(client)}
    inside = client.post("/sparql", data={"query": "ASK { GRAPH ?g { ?c a htx:Conferral } }", **named})
    outside = client.post("/sparql", data={"query": ASK, **named})
    assert (inside.json()["boolean"], outside.json()["boolean"]) == (True, False)


def test_a_head_tells_what_a_get_would_send(client: TestClient) -> None:
    got, head = client.get("/sparql", params={"query": ASK}), client.head("/sparql", params={"query": ASK})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(got.content))


def test_pages_of_other_sites_may_read_the_answers(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
    ],
)
def test_the_format_liked_best_is_given(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(media_type)


def test_a_format_that_cannot_be_given_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png"})
    assert (answer.status_code, answer.json()["title"]) == (406, "Not acceptable")


REFUSED = [
    ({"query": [ASK, ASK]}, 400),
    ({"query": ASK, "timeout": "nan"}, 400),
    ({"query": ASK, "timeout": "soon"}, 400),
    ({"query": ASK, "generation": "last"}, 400),
    ({"query": ASK, "default-graph-uri": "no iri"}, 400),
    ({"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, 403),
    ({"query": "SELECT * { { { sErViCe\n#\nSILENT<http://127.0.0.1/>{ ?s ?p ?o } } } }"}, 403),
    ({"query": "ASK {" + "{" * 200 + "}" * 200 + "}"}, 422),
    ({"update": "LOAD <http://127.0.0.1/>"}, 400),
]


@pytest.mark.parametrize(("sent", "status"), REFUSED)
def test_what_is_not_taken_is_refused_by_get_and_post_alike(
    client: TestClient, sent: dict[str, str], status: int
) -> None:
    for answer in (client.get("/sparql", params=sent), client.post("/sparql", data=sent)):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_graph_from_outside_is_not_fetched_but_empty(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK FROM <http://127.0.0.1/data.ttl> { ?s ?p ?o }"})
    assert answer.json()["boolean"] is False


def test_a_mistake_is_shown_in_its_line_with_a_caret(client: TestClient) -> None:
    told = client.get("/sparql", params={"query": "SELECT * WHERE {\n  ?s ?p . }"}).json()
    assert (told["line"], told["column"]) == (2, 9)
    assert told["excerpt"] == "  ?s ?p . }\n        ^"


def test_an_unknown_prefix_is_answered_with_the_one_that_may_be_meant(client: TestClient) -> None:
    told = client.get("/sparql", params={"query": "ASK { ?s fofa:name ?name }"}).json()
    assert "unknown prefix fofa: (did you mean foaf:?)" in told["detail"]
    assert "PREFIX" in told["what_to_do"]


def test_a_body_that_is_too_large_or_no_text_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"#" * (3 << 20), headers=headers).status_code == 413
    assert client.post("/sparql", content=b"ASK { \xff }", headers=headers).status_code == 400


def test_an_answer_larger_than_allowed_is_an_error_and_never_cut(client: TestClient) -> None:
    app = client.app
    graph = app.state.graph  # type: ignore[attr-defined]
    allowed, graph.max_bytes = graph.max_bytes, 1000
    try:
        answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    finally:
        graph.max_bytes = allowed
    assert (answer.status_code, answer.json()["title"]) == (422, "Answer too large")


def test_runaways_end_with_an_error_each_while_others_are_answered(client: TestClient) -> None:
    ended: list[int] = []

    def run() -> None:
        ended.append(client.get("/sparql", params={"query": RUNAWAY, "timeout": 2}).status_code)

    crowd = [threading.Thread(target=run) for _ in range(4)]
    for one in crowd:
        one.start()
    answers = [client.get("/sparql", params={"query": ASK}) for _ in range(20)]
    for one in crowd:
        one.join()
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json()["boolean"] for answer in answers)
    assert set(ended) <= {503, 504}
    assert len(ended) == 4


def test_a_mistake_of_ours_is_a_problem_document_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.entities.Graph.search", lambda *_, **__: 1 / 0)
    answer = client.get("/api/search?q=a")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "division" not in answer.text
