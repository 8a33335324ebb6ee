"""Whatever is altered behind the project's back is found, and told with its place."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from bench.synthetic import documents, persons
from graph_store.audit import differences
from graph_store.generations import Data
from ingest.load import load, rebuild, withdraw
from ontology.iris import own_graph
from ontology.terms import SKOS
from ontology.vocabulary import vocabulary_quads


def survivors(archive):
    first, second = persons(2, 2)
    return {second: first}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    data = Data(tmp_path_factory.mktemp("audit") / "data")
    entries = list(documents(12, seed=1))
    load(data, entries, vocabulary=vocabulary_quads(), survivors=survivors)
    withdraw(data, [entries[3].document], "thử", survivors=survivors)
    return data


@pytest.fixture
def data(kept, tmp_path):
    shutil.copytree(kept.path, tmp_path / "data", symlinks=True)
    return Data(tmp_path / "data")


def told(data):
    return [(one.where, one.what) for one in differences(data)]


def altered(data, *, add=(), remove=()):
    store = Store(str(data.in_force().graph_path))
    for quad in remove:
        store.remove(quad)
    store.extend(add)
    store.flush()


def a_quad(data, graph):
    quads = Store.read_only(str(data.in_force().graph_path)).quads_for_pattern(None, None, None, graph)
    return next(quad for quad in quads if quad.predicate.value not in (SKOS.prefLabel, SKOS.altLabel))


def a_document(data):
    own = {own_graph(name) for name in ("identity", "shortcuts", "vocabulary")}
    store = Store.read_only(str(data.in_force().graph_path))
    return min((one for one in store.named_graphs() if one.value not in own), key=str)


def test_what_an_ingest_and_a_withdrawal_left_is_sound(data):
    assert told(data) == []


def test_a_quad_that_a_document_lost_is_found(data):
    graph = a_document(data)
    altered(data, remove=[a_quad(data, graph)])
    found = dict(told(data))
    assert "1 quads of the archive are missing, 0 are not in it" in found[graph.value]
    assert any("quads:" in what for what in found.values())


def test_a_graph_that_no_document_has_is_found(data):
    name = NamedNode("https://example.org/graph/stray")
    altered(data, add=[Quad(name, NamedNode(SKOS.hiddenLabel), Literal("x"), name)])
    assert "no archived document has this graph" in dict(told(data))[name.value]


def test_a_triple_of_the_default_graph_that_nobody_states_is_found_and_one_that_is_missing(data):
    stray = Quad(NamedNode("https://example.org/x"), NamedNode(SKOS.hiddenLabel), Literal("x"), DefaultGraph())
    altered(data, add=[stray])
    assert any("1 triples that no document states" in what for _, what in told(data))
    altered(data, remove=[stray, a_quad(data, DefaultGraph())])
    assert any("1 triples that a document states, but" in what for _, what in told(data))


def test_a_manifest_with_other_numbers_is_found(data):
    path = data.in_force().path / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "documents": 99}))
    assert next(what for where, what in told(data) if where == str(path)).startswith("documents: 99 told, 11 found")


def test_a_row_of_the_index_that_does_not_follow_is_found(data):
    with closing(sqlite3.connect(data.index_path)) as connection, connection:
        connection.execute("UPDATE entity SET label = 'ai khác' WHERE kind = 'person' AND id % 3 = 0")
    found = told(data)
    assert found
    assert {where for where, _ in found} == {str(data.index_path)}
    assert all("its rows of https://" in what for _, what in found)


@pytest.mark.parametrize("bytes_", [b"", b"nothing of the kind" * 100])
def test_a_damaged_index_is_found(data, bytes_):
    data.index_path.write_bytes(bytes_)
    assert [where for where, _ in told(data)] == [str(data.index_path)]


def test_damage_to_any_file_of_the_engine_is_found_and_a_rebuild_mends_it(data):
    for path in sorted(data.in_force().graph_path.glob("*.sst")):
        content = path.read_bytes()
        path.unlink()  # the writer's own copy is the same file
        path.write_bytes(bytes(len(content) // 2) + content[len(content) // 2 :])
        assert any("the engine cannot read its files" in what for _, what in told(data)), path.name
        path.write_bytes(content)
    assert told(data) == []
    path.write_bytes(b"")
    rebuild(data, vocabulary=vocabulary_quads(), survivors=survivors)
    assert told(data) == []


def test_the_number_255_is_not_taken_for_those_after_it(data):
    quads = [
        Quad(NamedNode(f"https://example.org/{number}"), NamedNode(SKOS.hiddenLabel), Literal(number), DefaultGraph())
        for number in (254, 255, 256, 257)
    ]
    altered(data, add=quads)
    assert [what for _, what in told(data)] == [
        what for _, what in told(data) if what.startswith("4 triples that no document states")
    ]
