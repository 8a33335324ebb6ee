"""New documents go to the engine as the lines they came in, and mean the same as quads that were compared."""

from importlib import resources
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from graph_store import fresh
from graph_store.errors import BadQuads
from graph_store.generations import Data
from graph_store.quads import Reader
from graph_store.writer import DocumentChange, Writer
from ingest import pipeline
from ontology import iris
from ontology.terms import FOAF, RDF, SKOS, XSD

DOCUMENT = iris.mint("document", "fresh")
GRAPH = iris.graph(DOCUMENT)
PERSON = iris.mint("person", "fresh")
SAMPLES = sorted(Path(str(resources.files("ingest") / "samples")).glob("*.txt"))


def line(predicate: str, thing: str, graph: str = GRAPH) -> str:
    return f"<{PERSON}> <{predicate}> {thing} <{graph}> .\n"


NAMED = line(RDF.type, f"<{FOAF.Person}>") + line(SKOS.prefLabel, '"Bàn \\"Văn\\" Mẫu"@vi')


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_lines_of_a_document_are_its_quads(path):
    entry = pipeline.read_file(path).entry
    found = fresh.triples(entry.quads, entry.graph, Reader())
    assert found is not None and found.quads == entry.quads
    store = Store()
    store.load(found.quads, format=RdfFormat.N_QUADS)
    assert set(store) == Reader().read(entry.quads, entry.graph)
    assert found.number == len(store)


@pytest.mark.parametrize(
    "doubtful",
    [
        line(SKOS.altLabel, f'"01"^^<{XSD.integer}>'),  # the engine makes it 1
        line(RDF.type, "_:blank"),
        line(SKOS.altLabel, '"tên"@VI'),  # the engine makes it vi
        line(SKOS.altLabel, '"a" "b"'),
        NAMED[:-1] + "\r\n",
        line(RDF.type, f"<{FOAF.Person}>", iris.graph(iris.mint("document", "other"))),
        f"<{PERSON}> <{RDF.type}> <{FOAF.Person}> .\n",
        line(RDF.type, "<a b>"),
        line(RDF.type, "<http://example.org/\\u0041>"),
        f"<{PERSON}> <{RDF.type}> <<( <{PERSON}> <{RDF.type}> <{PERSON}> )>> <{GRAPH}> .\n",
        "nonsense\n",
    ],
)
def test_what_is_not_as_the_engine_writes_it_is_left_to_the_reader(doubtful):
    assert fresh.triples((NAMED + doubtful).encode(), GRAPH, Reader()) is None


def test_texts_that_are_no_utf_8_are_left_to_the_reader():
    assert fresh.triples(b"\xff", GRAPH, Reader()) is None


def test_losers_stand_as_their_survivors():
    found = fresh.triples(NAMED.encode(), GRAPH, Reader())
    told = found.quads.replace(f" <{GRAPH}> .".encode(), b" .")
    survivor, loser = "http://example.org/survivor", f"<{PERSON}>".encode()
    merged = fresh.merged(2 * found.quads.splitlines(keepends=True), {loser: f"<{survivor}>".encode()})
    assert merged.triples == told.replace(loser, f"<{survivor}>".encode())
    assert merged.things == merged.named == {survivor}


def test_only_terms_are_replaced():
    loser, text = f"<{PERSON}>", f'"> <{PERSON}> ."'
    told = [f"{loser} {loser} {text} <x:g> .\n", f"<http://example.org/other> {loser} {loser} <x:g> .\n"]
    want = f"<x:y> {loser} {text} .\n<http://example.org/other> {loser} <x:y> .\n"
    assert fresh.merged(map(str.encode, told), {loser.encode(): b"<x:y>"}).triples.decode() == want


@pytest.mark.parametrize("times", [1, 3000])  # transactional, and in bulk
def test_an_iri_that_the_engine_refuses_is_told_and_nothing_is_published(times, tmp_path):
    data = Data(tmp_path / "data")
    names = "".join(line(SKOS.altLabel, f'"tên {number}"@vi') for number in range(times * 10))
    bad = NAMED + names + line(RDF.type, "<not-an-iri>")
    with Writer(data) as writer, pytest.raises(BadQuads, match=GRAPH):
        writer.apply([DocumentChange(DOCUMENT, GRAPH, bad.encode())])
        writer.publish()
    assert data.current() is None
    with Writer(data) as writer:
        assert writer.apply([DocumentChange(DOCUMENT, GRAPH, NAMED.encode())]).added == 2
        writer.publish()
    assert Store.read_only(str(data.in_force().graph_path)).quads_for_pattern(None, None, None, None)
