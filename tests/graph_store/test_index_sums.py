"""Sums kept beforehand stay what counting again gives, whatever comes, changes and goes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from pyoxigraph import Store

from bench import awardworld
from graph_store import index_build, index_summed
from graph_store.generations import Data, Generation
from graph_store.index_reading import Snapshot
from graph_store.index_schema import CUBE, EDGE, FACET, OPEN
from graph_store.rows import ConferralFilter, RelationFilter, RelationKind
from graph_store.writer import DocumentChange, Writer

QUADS = 40_000
MINISTRY = awardworld.ministry(0)


def _change(place: int, variant: int = 0, *, gone: bool = False) -> DocumentChange:
    one = awardworld.document(place, QUADS, seed=1, variant=variant)
    return DocumentChange(one.document, one.graph, None if gone else one.quads)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    data = Data(tmp_path_factory.mktemp("sums") / "data")
    number = awardworld.number(QUADS)
    with Writer(data) as writer:
        writer.apply(_change(place) for place in range(number - 20))
        writer.publish()
        writer.apply(_change(place) for place in range(number - 20, number))
        writer.publish()
        writer.apply(_change(place, gone=place % 3 == 0, variant=1) for place in range(0, 30))
        writer.publish()
        for place in range(number - 10, number):  # one after the other, so that first and last days go, too
            writer.apply([_change(place, gone=True)])
            writer.publish()
    return data


def _sums(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all sums in force, entities by IRI."""
    found = {}
    with sqlite3.connect(path) as connection:
        iris = {0: "", None: None, **dict(connection.execute("SELECT id, iri FROM term"))}
        for table in (FACET, CUBE, EDGE):
            terms = {"award", "category", "province", "province_now", "target"} & set(table.columns)
            columns = ("owner", *table.columns)
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table.name} WHERE last = {OPEN}")
            found[table.name] = sorted(
                (
                    tuple(
                        iris[cell] if name in terms | {"owner"} else cell
                        for name, cell in zip(columns, row, strict=True)
                    )
                    for row in rows
                ),
                key=repr,
            )
    connection.close()
    return found


def _anew(generation: Generation, path: Path) -> Path:
    store = Store.read_only(str(generation.graph_path))
    base = generation.manifest.base
    index_build.update(path, store, 1, base=base, previous=0, touched=None, oldest=1, hook=lambda _: None)
    return path


def test_sums_after_many_generations_are_those_of_an_index_made_anew(data: Data, tmp_path: Path) -> None:
    generation = data.in_force()

    kept, anew = _sums(data.index_path), _sums(_anew(generation, tmp_path / "anew.sqlite"))

    assert kept["edge"] == anew["edge"]
    owners = {row[0] for row in anew["facet"]}
    assert len(owners) > 3
    assert [row for row in kept["facet"] if row[0] in owners] == anew["facet"]
    counted = {row[:2] for row in anew["cube"]}
    assert ("", "") in counted
    assert [row for row in kept["cube"] if row[:2] in counted] == anew["cube"]


@pytest.mark.parametrize(
    "choice",
    [
        RelationFilter(),
        RelationFilter(kinds=(RelationKind.GRANTS,), counterpart_kinds=("person",)),
        RelationFilter(since="2010", until="2015"),
        RelationFilter(level="nationalLevel"),
        RelationFilter(since="2010-05"),
    ],
)
def test_facets_counted_beforehand_are_those_that_counting_gives_in_every_generation(
    data: Data, choice: RelationFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in data.numbers():
        with data.generation(number).index() as index:
            summed = index.facets(MINISTRY, choice)
            with monkeypatch.context() as patch:
                patch.setattr(index_summed, "related", lambda *_: None)
                assert summed == index.facets(MINISTRY, choice)
            assert summed["kind"] or choice.level


@pytest.mark.parametrize(
    "choice",
    [
        ConferralFilter(),
        ConferralFilter(grantor=MINISTRY),
        ConferralFilter(grantor=MINISTRY, since="2010", until="2019"),
        ConferralFilter(statuses=("proposed",)),
        ConferralFilter(recipient_kinds=("person",)),
        ConferralFilter(since="2010-02-03"),
    ],
)
def test_conferral_facets_and_edges_counted_beforehand_are_those_that_counting_gives(
    data: Data, choice: ConferralFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in data.numbers():
        with data.generation(number).index() as index:
            summed = index.conferral_facets(choice), index.awarding_edges(choice, limit=50)
            with monkeypatch.context() as patch:
                patch.setattr(index_summed, "conferrals", lambda *_: None)
                patch.setattr(index_summed, "edges", lambda *_: None)
                assert summed == (index.conferral_facets(choice), index.awarding_edges(choice, limit=50))


@pytest.mark.parametrize("by", ["grantor", "presenter", "principal"])
def test_who_awarded_one_recipient_names_no_other_recipient(data: Data, by: str) -> None:
    with data.in_force().index() as index:
        top = next(edge.target for edge in index.awarding_edges(by=by) if edge.target is not None)
        edges = index.awarding_edges(ConferralFilter(recipient=top.iri), by=by)
        filtered = index.awarding_edges(ConferralFilter(recipient=top.iri, since="2005-01-02"), by=by)

    assert edges == filtered
    assert {edge.target for edge in edges} == {top}


def test_what_is_counted_beforehand_is_used_for_the_largest(data: Data) -> None:
    generation = data.in_force()
    with generation.index() as index:
        snapshot: Snapshot = index._snapshot

        assert index_summed.related(snapshot, snapshot.term(MINISTRY) or 0, RelationFilter()) is not None
        assert index_summed.conferrals(snapshot, ConferralFilter()) is not None
