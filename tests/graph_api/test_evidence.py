"""With `evidence=1` every row of anyone's SELECT has passages that stand in their documents, or names its rule."""

import csv
import io
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.archive import Archive
from graph_store.generations import Data
from ingest import pipeline
from queries import catalog, syntax

SAMPLES = Path(str(resources.files("ingest") / "samples"))
BASE = "https://w3id.org/htxgraph/id/"
NAMED = "SELECT ?name ?date { ?c htx:recipient ?p ; htx:conferredOn ?date . ?p skos:prefLabel ?name } ORDER BY ?name"
PEOPLE = "SELECT ?p { ?p a foaf:Person } ORDER BY ?p"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("evidence") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    settings = Settings(data=data, workers=2, query_timeout=10)
    with TestClient(create_app(settings), raise_server_exceptions=False) as found:
        yield found


def asked(client: TestClient, text: str, **more: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the rows with their evidence."""
    answer = client.get("/sparql", params={"query": text, "evidence": "1", **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/sparql-results+json"
    content = answer.json()
    return list(zip(content["results"]["bindings"], content["evidence"], strict=True))


SELECTS = [
    NAMED,
    PEOPLE,
    "SELECT DISTINCT ?name { ?c htx:recipient/skos:prefLabel ?name }",
    "SELECT ?l { [ htx:recipient ?p ; htx:award [ skos:prefLabel ?l ] ] }",
    "SELECT ?award (COUNT(?c) AS ?n) { ?c htx:award ?award } GROUP BY ?award",
    "SELECT (COUNT(?c) AS ?n) { ?c htx:conferredOn ?d } GROUP BY (SUBSTR(STR(?d), 1, 4))",
    "SELECT ?a ?l { ?a a htx:AwardCategory ; skos:prefLabel ?l } LIMIT 5",
    "SELECT ?x { VALUES ?x { 1 2 } }",
    "SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?p ?note { ?p a foaf:Person OPTIONAL { ?p skos:note ?note } }",
]


@pytest.mark.parametrize("text", SELECTS)
def test_every_row_has_passages_or_names_its_rule(client: TestClient, text: str) -> None:
    rows = asked(client, text)
    assert rows
    for _, evidence in rows:
        assert evidence["passages"] or evidence["inferred_by"]


def test_every_named_select_asked_as_a_text_is_proven(client: TestClient) -> None:
    selects = [one for one in catalog.catalog().values() if one.operation is syntax.Operation.SELECT]
    proven = 0
    for query in selects:
        if query.parameters:
            continue
        for _, evidence in asked(client, query.text):
            assert evidence["passages"] or evidence["inferred_by"], query.name
            proven += bool(evidence["passages"])
    assert proven > 20


def test_the_passages_of_a_row_of_texts_are_those_of_its_own_claims(client: TestClient) -> None:
    for row, evidence in asked(client, NAMED):
        name, date = row["name"]["value"], row["date"]["value"]
        claims = {one["about"] for one in evidence["passages"]}
        assert claims
        for claim in claims:
            told = f'ASK {{ <{claim}> htx:recipient ?p ; htx:conferredOn ?d . ?p skos:prefLabel ?n FILTER(STR(?n) = "{name}" && STR(?d) = "{date}") }}'
            assert client.get("/sparql", params={"query": told, "format": "json"}).json()["boolean"]


def test_a_count_shows_claims_of_its_own_group_and_how_it_was_made(client: TestClient) -> None:
    for row, evidence in asked(client, "SELECT ?award (COUNT(?c) AS ?n) { ?c htx:award ?award } GROUP BY ?award"):
        assert evidence["inferred_by"] == "computed: (COUNT(?c) AS ?n)"
        for one in evidence["passages"]:
            told = f"ASK {{ <{one['about']}> htx:award <{row['award']['value']}> }}"
            assert client.get("/sparql", params={"query": told, "format": "json"}).json()["boolean"]


def test_an_open_value_is_not_proven_by_a_solution_that_has_one(client: TestClient) -> None:
    text = "SELECT ?r ?d { ?c htx:award ?a ; htx:recipient ?r OPTIONAL { ?c htx:conferredOn ?d } }"
    for row, evidence in asked(client, text):
        for one in evidence["passages"]:
            if "/id/conferral/" in one["about"]:
                dated = f"ASK {{ <{one['about']}> htx:conferredOn ?d }}"
                answer = client.get("/sparql", params={"query": dated, "format": "json"}).json()
                assert answer["boolean"] == ("d" in row)


def test_passages_stand_in_their_documents(client: TestClient) -> None:
    archive = Archive(client.app.state.graph.data)  # type: ignore[attr-defined]
    for _, evidence in asked(client, PEOPLE):
        for one in evidence["passages"]:
            revision = archive.latest(one["document"])
            assert revision is not None
            assert archive.read_text(revision)[one["start"] : one["end"]] == one["quote"]


def test_what_no_document_says_names_the_graph_that_does(client: TestClient) -> None:
    for _, evidence in asked(client, "SELECT ?a { ?a a htx:AwardCategory } LIMIT 3"):
        assert evidence["inferred_by"] == "stated in https://w3id.org/htxgraph/graph/vocabulary, not by a document"


def test_rows_with_evidence_come_as_plain_json_and_as_csv(client: TestClient) -> None:
    told = asked(client, NAMED)
    plain = client.get("/sparql", params={"query": NAMED, "evidence": "1"}, headers={"Accept": "application/json"})
    assert plain.headers["content-type"] == "application/json"
    rows = plain.json()["rows"]
    assert [row["evidence"] for row in rows] == [evidence["passages"] for _, evidence in told]
    sheet = client.get("/sparql", params={"query": NAMED, "evidence": "1", "format": "csv"})
    lines = list(csv.DictReader(io.StringIO(sheet.text)))
    assert list(lines[0]) == ["name", "date", "quotes", "documents", "inferred_by"]
    assert [line["name"] for line in lines] == [row["name"]["value"] for row, _ in told]
    assert all(line["quotes"] and "#char=" in line["documents"] for line in lines)
    nothing = client.get(
        "/sparql", params={"query": "SELECT ?x ?y { ?x <urn:no> ?y }", "evidence": "1", "format": "csv"}
    )
    assert nothing.text == "x,y,quotes,documents,inferred_by\r\n"


@pytest.mark.parametrize("way", ["form", "body"])
def test_evidence_is_given_to_posted_queries_too(client: TestClient, way: str) -> None:
    if way == "form":
        answer = client.post("/sparql", data={"query": PEOPLE, "evidence": "true"})
    else:
        kind = {"Content-Type": "application/sparql-query"}
        answer = client.post("/sparql", params={"evidence": "1"}, content=PEOPLE, headers=kind)
    assert len(answer.json()["evidence"]) == len(answer.json()["results"]["bindings"]) > 0


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"query": "ASK {}"}, 400, "evidence is of rows"),
        ({"query": "DESCRIBE <urn:x>"}, 400, "evidence is of rows"),
        ({"query": PEOPLE, "format": "xml"}, 406, "rows with their evidence come as JSON or CSV"),
        ({"query": "SELECT * { ?s ?p ?o } LIMIT 501"}, 422, "evidence is given for 500 at most"),
        ({"query": "SELECT * { ?s ?p }"}, 400, "unexpected"),
        ({"query": RUNAWAY, "timeout": "0.5"}, 504, "0.5 s"),
        ({"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"}, 403, "SERVICE is refused"),
    ],
)
def test_what_cannot_be_proven_is_told(client: TestClient, sent: dict[str, str], status: int, said: str) -> None:
    answer = client.get("/sparql", params={**sent, "evidence": "1"})
    assert answer.status_code == status, answer.text
    assert said in answer.json()["detail"]


def test_the_evidence_of_the_past_is_that_of_its_generation(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": PEOPLE, "evidence": "1", "generation": "1"})
    assert (answer.status_code, answer.headers["x-generation"]) == (200, "1")
    assert client.get("/sparql", params={"query": PEOPLE, "evidence": "1", "generation": "9"}).status_code == 404


def test_no_cell_of_a_table_is_a_formula(client: TestClient) -> None:
    text = "SELECT ?x { VALUES ?x { '=1+1' '@SUM(A1)' '-2,5' '+84' '\\t=1' 'Bằng khen' } }"
    sheet = client.get("/sparql", params={"query": text, "evidence": "1", "format": "csv"})
    cells = [line["x"] for line in csv.DictReader(io.StringIO(sheet.text, newline=""))]
    assert cells == ["'=1+1", "'@SUM(A1)", "-2,5", "+84", "'\t=1", "Bằng khen"]
