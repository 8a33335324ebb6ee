"""The short way for plain queries answers as the long way does, header by header, and hands over what is not plain."""

import asyncio
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.lean import Lean
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.workers import Pool
from ingest import pipeline
from queries import syntax
from queries.entities import Graph
from queries.errors import QueryError

SAMPLES = Path(str(resources.files("ingest") / "samples"))
NAMES = "SELECT ?name WHERE { ?p a foaf:Person ; skos:prefLabel ?name } ORDER BY ?name"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = {"accept": "application/sparql-results+json"}


class Counting(Lean):
    """Counts what is answered the short way."""

    short = 0

    async def _send(self, *given):
        Counting.short += 1
        await super()._send(*given)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Iterator[tuple[TestClient, TestClient]]:
    data = tmp_path_factory.mktemp("lean") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    app = create_app(Settings(data=data, workers=2, query_timeout=60, cache_mb=1))
    with TestClient(app) as long:
        short = TestClient(Counting(app))
        short.portal = long.portal  # one loop for both
        yield long, short


def query(text: str, more: str = "") -> str:
    return f"/sparql?query={quote_plus(text)}{more}"


ASKED = [
    (query("ASK {}"), {}, True),
    (query(NAMES), JSON, True),
    (query(NAMES), {"accept": "text/csv"}, True),
    (query(NAMES), {"accept": "text/csv;q=0.2, application/sparql-results+xml"}, True),
    (query(NAMES, "&format=tsv&timeout=2"), {}, True),
    (query(NAMES, "&generation=1"), JSON, True),
    (query(NAMES, "&default-graph-uri=https%3A%2F%2Fexample.org%2Fg"), JSON, True),
    (query("CONSTRUCT WHERE { ?p a foaf:Person }"), {"accept": "text/turtle"}, True),
    (query("SELECT ('a=b+c%20 Nguyễn Đức Hiền' AS ?x) {}"), JSON, True),
    ("/sparql?query=SELECT+('%zz'+AS+?x)+{}", JSON, True),
    ("/sparql?query=SELECT%20('%ff'%20AS%20?x){}", JSON, True),
    (query("SELECT (1 > RAND() AS ?x) {}"), JSON, False),
    (query("SELECT * WHERE { ?s ?p }"), JSON, False),
    (query("SELECT * WHERE { ?s ?p ?o } %"), JSON, False),
    (query("SELECT * WHERE { ?s foa:name ?p }"), JSON, False),
    (query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), JSON, False),
    (query("INSERT DATA { <x:a> <x:b> 1 }"), JSON, False),
    (query(NAMES), {"accept": "image/png"}, False),
    (query(NAMES, "&timeout=none"), JSON, False),
    (query(NAMES, "&generation=99"), JSON, False),
    (query(NAMES, "&format=docx"), JSON, False),
    (query(NAMES, "&query=ASK%7B%7D"), JSON, False),
    (query(RUNAWAY, "&timeout=0.3"), JSON, False),
    ("/sparql?query=", JSON, False),
    ("/sparql?update=CLEAR+ALL", JSON, False),
    ("/sparql", {"accept": "text/turtle"}, False),
    (query("ASK {}"), {"origin": "https://example.org"}, False),
    (query("ASK {}"), {"if-none-match": "*"}, False),
]


@pytest.mark.parametrize(("address", "headers", "short"), ASKED)
def test_both_ways_answer_alike(both, address, headers, short):
    longer, shorter = both
    headers = {"accept-encoding": "identity", **headers}
    shorter.get(address, headers=headers)  # the first of its kind goes the long way
    before = Counting.short
    told = shorter.get(address, headers=headers)
    assert Counting.short - before == short
    wanted = longer.get(address, headers=headers)
    assert (told.status_code, told.content) == (wanted.status_code, wanted.content)
    assert dict(told.headers) == dict(wanted.headers)


def test_large_answers_are_packed_by_the_long_way_alone(both):
    longer, shorter = both
    address = query("SELECT * WHERE { ?s ?p ?o } LIMIT 50")
    headers = {"accept-encoding": "gzip", **JSON}
    told, wanted = (client.get(address, headers=headers) for client in (shorter, longer))
    assert (told.status_code, told.content, dict(told.headers)) == (200, wanted.content, dict(wanted.headers))


GLANCES = [
    ("SELECT * WHERE { ?s ?p ?o }", ()),
    ("select ?s where { ?s a foaf:Person, :x ; htx:award ?a }", ("foaf", "", "htx")),
    (
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nASK { ?s a foaf:Person . ?s <http://a.example/b:c> skos:x }",
        ("skos",),
    ),
    ("BASE <http://a.example/> PREFIX : <x#> DESCRIBE :a", ()),
    ("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?o < 5 && ?o > 2) }", ()),
]


@pytest.mark.parametrize(("text", "undeclared"), GLANCES)
def test_a_glance_finds_what_a_full_check_finds(text, undeclared):
    seen, checked = syntax.quick(text), syntax.check(text)
    assert seen is not None
    assert (seen.operation, set(seen.undeclared)) == (checked.operation, set(undeclared))
    assert set(seen.undeclared) == set(checked.undeclared)


NO_GLANCE = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { sErViCe?x { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE ?x { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1/>",
    "INSERT DATA { <x:a> <x:b> 1 }",
    "SELECT * # a comment\n { ?s ?p ?o }",
    "SELECT * { ?s ?p 'text' }",
    "SELECT * WHERE " + "{" * 101 + "}" * 101,
    "SELECT * WHERE {" + " ?s ?p ?o OPTIONAL { ?s ?p ?o }" * 60 + "}",
    "",
]


@pytest.mark.parametrize("text", NO_GLANCE)
def test_a_glance_passes_nothing_that_needs_a_closer_look(text):
    assert syntax.quick(text) is None


def test_answers_are_kept_by_generation_and_given_again(both):
    longer, _ = both
    graph: Graph = longer.app.state.graph
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?o ?q ?r }"
    first = longer.get(query(text), headers=JSON)
    before = graph.pool.load
    again = longer.get(query(text), headers=JSON)
    assert again.content == first.content
    assert graph.pool.load.hits == before.hits + 1
    for changing in ("SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"):
        longer.get(query(changing))
        hits = graph.pool.load.hits
        longer.get(query(changing))
        assert graph.pool.load.hits == hits


def test_a_cancelled_coroutine_cancels_its_query(tmp_path):
    data = Data(tmp_path / "data")
    pipeline.ingest([SAMPLES], data, jobs=1)

    async def cancelled() -> int:
        with Pool(data, 1, loop=asyncio.get_running_loop()) as pool:
            graph = Graph(data, pool)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(graph.answer(RUNAWAY, deadline=30), 0.3)
            answer = await asyncio.wait_for(graph.answer("ASK {}", deadline=5), 5)
            with pytest.raises(RuntimeError, match="answer"):
                pool.query("ASK {}")
            with pytest.raises(QueryError):
                await graph.answer("SELECT")
            return answer.generation

    assert asyncio.run(cancelled()) == 1
