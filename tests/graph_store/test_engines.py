"""An engine elsewhere gives the answers that our readers give, or an error; and it is kept up with the data folder."""

import json
import threading
from importlib import resources
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from bench.synthetic import documents
from graph_store import pushing
from graph_store.errors import (
    EngineAway,
    EngineBehind,
    QueryCrashed,
    QuerySyntax,
    QueryTimeout,
    QueryTooBig,
    StoreBusy,
    StoreDamaged,
)
from graph_store.generations import Data, Generation
from graph_store.pushing import push
from graph_store.remote import Holding, Remote
from graph_store.workers import Format, Pool
from ingest import pipeline
from ingest.load import load, withdraw
from queries import catalog
from queries.catalog import NamedQuery
from queries.entities import Graph, simple
from tests.graph_store.engines import ENGINES, Engine

SAMPLES = Path(str(resources.files("ingest") / "samples"))
ARTICLE = SAMPLES / "bac-giang-2022-03-22.html"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
LEFT_OUT = {"dataset-description", "service-description", "members-of-class"}
"""Asked with parameters that only the service knows, or for any few of many."""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Data:
    found = Data(tmp_path_factory.mktemp("engines") / "data")
    pipeline.ingest([ARTICLE], found, jobs=1)
    return found


@pytest.fixture(scope="module", params=ENGINES)
def graphs(request, data, tmp_path_factory):
    """The same data asked of our readers and of an engine."""
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as remote:
        if remote is None:
            pytest.skip(f"{request.param} is not installed")
        push(data, remote, anew=True)
        with Pool(data, 1) as ours, Pool(data, 1, remote=remote) as theirs:
            yield Graph(data, ours), Graph(data, theirs)


@pytest.fixture
def engine():
    found = Engine()
    yield found
    found.close()


def test_named_queries_give_the_same_rows(graphs):
    differing = {name for name in set(catalog.catalog()) - LEFT_OUT if not same(*graphs, catalog.find(name))}
    assert differing == set()


@pytest.mark.parametrize("media_type", [Format.CSV, Format.TSV, Format.XML, Format.PARQUET])
def test_rows_come_in_every_format(graphs, media_type):
    text = "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o } ORDER BY ?s ?o"
    ours, theirs = (graph.ask(text, formats=(media_type, Format.TURTLE)) for graph in graphs)
    assert ours.body == theirs.body
    assert len(ours.body) > 1000


def test_a_mistake_is_told_in_the_same_words(graphs):
    said = []
    for graph in graphs:
        with pytest.raises(QuerySyntax) as caught:
            graph.pool.query("SELECT ?x WHERE { ?x foaf:name }")
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_what_changes_is_sent_and_nothing_else(tmp_path, engine):
    data = world(tmp_path)
    push(data, engine.remote, anew=True)
    first = data.in_force()
    asked: list[str] = []
    engine.before = asked.append
    with Pool(data, 1, remote=engine.remote) as pool:
        assert count(pool) == merged(first)
        assert asked == ["/query"]
        withdraw(data, [entry.document for entry in documents(2)], "test")
        second = data.in_force()
        assert count(pool) == merged(second) != merged(first)
        assert asked == ["/query"]  # it lacks the new generation, so it was not asked
        done = push(data, engine.remote)
        assert (done.generation, done.added > 100, done.removed > 100) == (2, False, True)
        assert count(pool) == merged(second)
        assert asked == ["/query", "/update", "/query"]
        assert count(pool, generation=1) == merged(first)
        assert asked == ["/query", "/update", "/query"]  # earlier generations are asked of their snapshots
    assert set(engine.store) == quads(second)
    assert push(data, engine.remote).removed == 0


def test_an_interrupted_push_is_gone_on_with_and_meanwhile_our_readers_answer(tmp_path, engine, monkeypatch):
    monkeypatch.setattr(pushing, "_ONE_REQUEST", 50)
    data = world(tmp_path)
    push(data, engine.remote, anew=True)
    load(data, documents(4, first=4))
    left = iter([None, None, b"503"])
    engine.before = lambda path: next(left) if path == "/update" else None
    with pytest.raises(EngineAway, match="answers 503"):
        push(data, engine.remote)
    engine.before = lambda path: None
    assert set(engine.store) not in (quads(data.generation(1)), quads(data.generation(2)))
    assert Holding(data, engine.remote).number() is None
    with Pool(data, 1, remote=engine.remote) as pool:
        assert count(pool) == merged(data.in_force())
    load(data, documents(2, first=8))
    assert push(data, engine.remote).generation == 3
    assert set(engine.store) == quads(data.in_force())


def test_a_push_begins_with_an_empty_engine_only_when_it_is_told_to(tmp_path, engine):
    data = world(tmp_path)
    with pytest.raises(EngineBehind, match="push --anew"):
        push(data, engine.remote)
    push(data, engine.remote, anew=True)
    for place in range(6):  # so many generations are not kept
        load(data, documents(1, first=4 + place))
    with pytest.raises(EngineBehind, match=r"generation 1, .* is gone"):
        push(data, engine.remote)
    other = Remote("http://127.0.0.1:9/query", "http://127.0.0.1:9/update")
    assert Holding(data, other).number() is None
    with pytest.raises(EngineAway, match="cannot be reached"):
        push(data, other, anew=True)


def test_two_do_not_push_at_once(tmp_path, engine):
    data = world(tmp_path)
    inside, done = threading.Event(), threading.Event()
    engine.before = lambda path: (inside.set(), done.wait(10), None)[2]
    first = threading.Thread(target=push, args=(data, engine.remote), kwargs={"anew": True})
    first.start()
    assert inside.wait(10)
    with pytest.raises(StoreBusy, match="another process is bringing"):
        push(data, engine.remote)
    done.set()
    first.join()


def test_what_an_engine_cannot_do_is_one_clear_error(tmp_path, engine):
    data = world(tmp_path)
    push(data, engine.remote, anew=True)
    with Pool(data, 1, remote=engine.remote) as pool:
        with pytest.raises(QueryTooBig, match="larger than 1,000 bytes"):
            pool.query("SELECT * WHERE { ?s ?p ?o }", max_bytes=1000)
        for status, kind, said in (
            (b"503", EngineAway, "answers 503: no"),
            (b"401", EngineAway, "does not let us in"),
            (b"400", QueryCrashed, "answers 400: no"),
        ):
            engine.before = lambda path, status=status: status
            with pytest.raises(kind, match=said):
                pool.query(COUNT)
        waiting = threading.Event()
        engine.before = lambda path: (waiting.wait(10), None)[1]
        with pytest.raises(QueryTimeout):
            pool.query(COUNT, deadline=0.5)
        waiting.set()
        engine.before = lambda path: None
        assert count(pool) == merged(data.in_force())
    engine.close()
    with Pool(data, 1, remote=engine.remote) as pool, pytest.raises(EngineAway, match="cannot be asked"):
        pool.query(COUNT)


def test_an_update_that_comes_while_an_answer_is_under_way_leads_to_another_answer(tmp_path, engine):
    data = world(tmp_path)
    push(data, engine.remote, anew=True)
    holding = Holding(data, engine.remote)
    engine.before = lambda path: holding.note(1, 2)
    engine.store.clear()
    with Pool(data, 1, remote=engine.remote) as pool:
        assert count(pool) == merged(data.in_force())


def test_what_is_noted_of_an_engine_can_be_read_or_is_told(tmp_path, engine):
    data = world(tmp_path)
    holding = Holding(data, engine.remote)
    holding.path.write_text("{")
    with pytest.raises(StoreDamaged, match=r"engine\.json cannot be read"):
        push(data, engine.remote)
    push(data, engine.remote, anew=True)
    assert holding.number() == 1
    assert json.loads(holding.path.read_text())["address"] == engine.remote.address


def same(ours: Graph, theirs: Graph, query: NamedQuery) -> bool:
    told = []
    for graph in (ours, theirs):
        try:
            answer = graph.named(query, query.example, formats=(Format.JSON, Format.N_TRIPLES))
        except (QueryCrashed, QueryTimeout):
            return False
        triples = answer.kind == "graph"
        told.append(
            set(parse(answer.body, format=RdfFormat.N_TRIPLES)) if triples else sorted(map(repr, simple(answer.body)))
        )
    return told[0] == told[1]


def world(folder: Path) -> Data:
    data = Data(folder / "data")
    load(data, documents(4))
    return data


def quads(generation: Generation) -> set[Quad]:
    return set(Store.read_only(generation.graph))


def merged(generation: Generation) -> int:
    return sum(isinstance(quad.graph_name, DefaultGraph) for quad in quads(generation))


def count(pool: Pool, **options: int) -> int:
    return int(pool.select(COUNT, **options)[0]["n"]["value"])
