"""Documents become generations: exactly once, each triple once, and back again."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest
import zstandard
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph_store.archive import Archive, Entry
from graph_store.errors import BadQuads, StoreBusy, StoreDamaged, StoreError, StoreMissing, UnknownGeneration
from graph_store.generations import Data, Generation
from graph_store.quads import canonical_hash
from graph_store.writer import Applied, DocumentChange, Writer
from ingest.load import load, rebuild, withdraw
from ontology.iris import own_graph

EX = "https://example.org/"
VOCABULARY = b'<https://example.org/award> <https://example.org/label> "Gi\xe1\xba\xa5y khen"@vi .\n'


def iri(name: str) -> str:
    return f"{EX}{name}"


def graph(document: str) -> str:
    return iri(f"graph/{document}")


def quads(document: str, *triples: str) -> bytes:
    lines = []
    for triple in triples:
        subject, predicate, thing = triple.split(" ", 2)
        thing = thing if thing.startswith('"') else f"<{iri(thing)}>"
        lines.append(f"<{iri(subject)}> <{iri(predicate)}> {thing} <{graph(document)}> .\n")
    return "".join(lines).encode()


def entry(document: str, *triples: str) -> Entry:
    text = f"bài {document}: {triples}"
    return Entry(iri(document), graph(document), text.encode(), text, b"[]", quads(document, *triples))


def default(generation: Generation | None) -> set[str]:
    assert generation is not None
    found = Store.read_only(str(generation.graph_path)).quads_for_pattern(None, None, None, DefaultGraph())
    return {f"{short(quad.subject)} {short(quad.predicate)} {short(quad.object)}" for quad in found}


def named(generation: Generation | None, document: str) -> set[str]:
    assert generation is not None
    found = Store.read_only(str(generation.graph_path)).quads_for_pattern(None, None, None, NamedNode(graph(document)))
    return {f"{short(quad.subject)} {short(quad.predicate)} {short(quad.object)}" for quad in found}


def short(term: object) -> str:
    return term.value.removeprefix(EX) if isinstance(term, NamedNode) else str(term)


def digest(generation: Generation | None) -> str:
    assert generation is not None
    return canonical_hash(generation.graph_path)


@pytest.fixture
def data(tmp_path):
    return Data(tmp_path / "data")


def test_a_document_becomes_a_named_graph_and_the_default_graph(data):
    loaded = load(data, [entry("a", "an knows binh", 'an age "5"')])
    assert loaded.applied == Applied(new=1, added=2)
    assert loaded.generation is not None
    assert loaded.generation.number == 1
    assert default(loaded.generation) == named(loaded.generation, "a") == {"an knows binh", 'an age "5"'}
    assert (loaded.generation.manifest.quads, loaded.generation.manifest.documents) == (2, 1)


def test_the_same_file_twice_changes_no_quad_and_publishes_nothing(data):
    numbers = '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    document = entry(
        "a", *(f"an age {number}" for number in numbers), 'an on "2022"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    )
    first = load(data, [document], vocabulary=VOCABULARY)
    again = load(data, [document], vocabulary=VOCABULARY)
    assert again.applied == Applied(unchanged=1)
    assert again.generation == first.generation
    other_bytes = Entry(document.document, document.graph, b"other", "other", b"[]", document.quads)
    assert load(data, [other_bytes]).applied == Applied(unchanged=1)


def test_a_changed_document_touches_only_quads_that_differ(data):
    load(data, [entry("a", "an knows binh", "an knows chi")])
    loaded = load(data, [entry("a", "an knows binh", "an knows dung")])
    assert loaded.applied == Applied(changed=1, added=1, removed=1)
    assert default(loaded.generation) == {"an knows binh", "an knows dung"}


def test_a_triple_is_in_the_default_graph_once_until_the_last_document_drops_it(data):
    loaded = load(data, [entry("a", "an knows binh"), entry("b", "an knows binh", "an knows chi")])
    assert default(loaded.generation) == {"an knows binh", "an knows chi"}
    loaded = withdraw(data, [iri("a")], "nhầm")
    assert loaded.applied == Applied(withdrawn=1, removed=1)
    assert default(loaded.generation) == {"an knows binh", "an knows chi"}
    assert default(withdraw(data, [iri("b")], "nhầm").generation) == set()


def test_a_triple_that_moves_from_one_document_to_another_stays(data):
    load(data, [entry("a", "an knows binh", "x y z"), entry("b", "an knows chi")])
    loaded = load(data, [entry("a", "x y z"), entry("b", "an knows chi", "an knows binh")])
    assert default(loaded.generation) == {"x y z", "an knows chi", "an knows binh"}


def test_withdrawing_what_is_not_there_is_refused_by_name(data):
    with pytest.raises(StoreError, match="no document"):
        withdraw(data, [iri("nowhere")], "nhầm")


def test_a_withdrawn_document_can_come_back(data):
    first = load(data, [entry("a", "an knows binh")])
    withdraw(data, [iri("a")], "nhầm")
    assert digest(load(data, [entry("a", "an knows binh")]).generation) == digest(first.generation)


def test_the_vocabulary_is_in_its_own_graph_and_in_the_default_graph(data):
    loaded = load(data, [entry("a", "an has award")], vocabulary=VOCABULARY)
    assert default(loaded.generation) == {"an has award", 'award label "Giấy khen"@vi'}
    assert loaded.generation is not None
    store = Store.read_only(str(loaded.generation.graph_path))
    assert len(list(store.quads_for_pattern(None, None, None, NamedNode(own_graph("vocabulary"))))) == 1
    assert default(load(data, [], vocabulary=b"").generation) == {"an has award"}


def merging(pairs: dict[str, str]):
    def survivors(_: Archive) -> Mapping[str, str]:
        return {iri(loser): iri(survivor) for loser, survivor in pairs.items()}

    return survivors


def test_merged_names_are_replaced_in_the_default_graph_only_and_come_back_when_unmerged(data):
    documents = [entry("a", "an knows binh", "an2 knows chi"), entry("b", "x knows an2", "x knows an", "an2 knows an3")]
    before = digest(load(data, documents).generation)
    merged = load(data, [], survivors=merging({"an2": "an", "an3": "an2"}))
    assert default(merged.generation) == {"an knows binh", "an knows chi", "x knows an", "an knows an"}
    assert named(merged.generation, "a") == {"an knows binh", "an2 knows chi"}
    later = load(data, [entry("c", "an3 knows dung", "an2 knows binh")], survivors=merging({"an2": "an", "an3": "an2"}))
    assert "an knows dung" in default(later.generation)
    kept = withdraw(data, [iri("a")], "nhầm", survivors=merging({"an2": "an", "an3": "an2"}))
    assert "an knows binh" in default(kept.generation)  # the third document says so of the one merged into an
    load(data, [documents[0]])
    withdraw(data, [iri("c")], "nhầm")
    unmerged = load(data, [], survivors=merging({}))
    assert digest(unmerged.generation) == before


def test_one_pair_of_many_can_be_unmerged(data):
    load(data, [entry("a", "an knows x", "an2 knows y", "an3 knows z")])
    load(data, [], survivors=merging({"an2": "an", "an3": "an"}))
    loaded = load(data, [], survivors=merging({"an3": "an"}))
    assert default(loaded.generation) == {"an knows x", "an2 knows y", "an knows z"}


def test_identities_in_a_circle_are_refused_and_nothing_is_published(data):
    first = load(data, [entry("a", "an knows x")])
    with pytest.raises(StoreError, match="circle"):
        load(data, [entry("b", "an knows y")], survivors=merging({"an": "binh", "binh": "an"}))
    assert data.current() == first.generation
    assert default(load(data, []).generation) == {
        "an knows x",
        "an knows y",
    }  # it was archived: the next run applies it


def test_rebuild_from_the_archive_gives_the_same_graph(data):
    load(data, [entry("a", "an knows binh", "an2 knows chi"), entry("b", "an knows binh")], vocabulary=VOCABULARY)
    load(data, [entry("c", "chi knows an"), entry("a", "an knows binh", "an2 knows dung")])
    withdraw(data, [iri("b")], "nhầm")
    live = load(data, [], survivors=merging({"an2": "an"}))
    again = rebuild(data, vocabulary=VOCABULARY, survivors=merging({"an2": "an"}))
    assert again.generation is not None
    assert live.generation is not None
    assert again.generation.number == live.generation.number + 1
    assert digest(again.generation) == digest(live.generation)
    assert again.generation.manifest.quads == live.generation.manifest.quads
    assert again.generation.manifest.documents == live.generation.manifest.documents == 2


BAD = [
    (b"<https://example.org/x> <https://example.org/y> _:b .\n", "blank"),
    (
        b"<https://example.org/x> <https://example.org/y> <https://example.org/z> <https://example.org/other> .\n",
        "another graph",
    ),
    (b'<https://example.org/x> <https://example.org/y> "z .\n', "line 1"),
]


@pytest.mark.parametrize(("content", "reason"), BAD)
def test_quads_that_cannot_be_stored_are_refused_and_the_last_generation_stays(data, content, reason):
    first = load(data, [entry("a", "an knows binh")])
    with Writer(data) as writer, pytest.raises(BadQuads, match=reason):
        writer.apply([DocumentChange(iri("b"), graph("b"), content)])
    assert data.current() == first.generation
    assert default(load(data, []).generation) == {"an knows binh"}


def test_two_writers_at_once_are_refused(data):
    with Writer(data), pytest.raises(StoreBusy, match="another process"):
        load(data, [entry("a", "an knows binh")])
    assert load(data, [entry("a", "an knows binh")]).applied.new == 1


def test_what_was_applied_and_not_published_is_forgotten(data):
    first = load(data, [entry("a", "an knows binh")])
    with Writer(data) as writer:
        writer.apply([DocumentChange(iri("b"), graph("b"), quads("b", "x y z"))])
    assert data.current() == first.generation
    with Writer(data) as writer:
        again = writer.apply([DocumentChange(iri("b"), graph("b"), quads("b", "x y z"))])
    assert again == Applied(new=1, added=1)


def test_old_generations_stay_as_they_were_until_pruned(data):
    for number in range(8):
        load(data, [entry(f"d{number}", f"an knows p{number}")])
    assert data.numbers() == (4, 5, 6, 7, 8)
    assert default(data.generation(4)) == {f"an knows p{number}" for number in range(4)}
    with pytest.raises(UnknownGeneration, match="it has 4 to 8"):
        data.generation(3)


def test_an_empty_data_folder_says_what_to_do(data):
    assert data.current() is None
    with pytest.raises(StoreMissing, match="htxgraph ingest"):
        data.in_force()


def test_another_base_is_refused(data):
    load(data, [entry("a", "an knows binh")])
    with pytest.raises(StoreError, match="HTXGRAPH_BASE"):
        load(data, [], base="https://elsewhere.example/")


def test_archive_files_packed_by_gzip_are_read_too(data):
    first = load(data, [entry("a", "an knows binh")])
    for blob in (data.archive_path / "blobs").glob("*/*.zst"):
        packed = gzip.compress(zstandard.ZstdDecompressor().decompress(blob.read_bytes()))
        blob.with_suffix(".gz").write_bytes(packed)
        blob.unlink()
    assert canonical_hash(rebuild(data).generation.graph_path) == canonical_hash(first.generation.graph_path)


def test_an_altered_archive_file_is_named_and_the_last_generation_stays(data):
    first = load(data, [entry("a", "an knows binh")])
    revision = Archive(data).latest(iri("a"))
    assert revision is not None
    assert revision.quads is not None
    blob = data.archive_path / "blobs" / revision.quads[:2] / f"{revision.quads}.zst"
    blob.write_bytes(b"nothing of the kind")
    with pytest.raises(StoreDamaged, match=str(blob.name)):
        rebuild(data)
    assert data.current() == first.generation
