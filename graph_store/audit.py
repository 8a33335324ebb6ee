"""What a data folder keeps, held against each other: archive, engine, default graph, manifest and side index."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph_store import index_build
from graph_store.archive import Archive
from graph_store.errors import StoreError
from graph_store.generations import Data, Generation
from graph_store.index import Index
from graph_store.index_schema import connect_to_read
from graph_store.merged import Overlay
from graph_store.quads import Reader
from graph_store.rows import ConferralFilter
from ontology.iris import OWN_GRAPHS, own_graph
from ontology.terms import SKOS

_NAMING = (NamedNode(SKOS.prefLabel), NamedNode(SKOS.altLabel))
_PAGE = 1000
_ANEW = "`htxgraph rebuild` makes it anew from the archive"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as what it follows from says: where, and what."""

    where: str
    what: str


def differences(data: Data) -> Iterator[Difference]:
    """Yield what in the generation in force is not as archive, manifest and the engine's own quads say.

    The archive is the source of truth: whatever is told here, `htxgraph rebuild` mends. StoreMissing without a
    generation.
    """
    generation = data.in_force()
    try:
        store = Store.read_only(str(generation.graph_path))
        yield from _orders(generation, store)
        yield from _graphs(data, generation, store)
        if not generation.manifest.plain:
            yield from _merged(generation, store)
            yield from _index(generation, store)
    except (OSError, RuntimeError) as error:
        yield Difference(str(generation.graph_path), f"the engine cannot read its files: {error}; {_ANEW}")


def _orders(generation: Generation, store: Store) -> Iterator[Difference]:
    """See whether each order in which the engine keeps quads has them all: it reads one or another, by what is asked."""
    number: Counter[object] = Counter()
    predicates: defaultdict[object, set[NamedNode]] = defaultdict(set)
    things: defaultdict[object, set[Any]] = defaultdict(set)
    for quad in store:
        for graph in (quad.graph_name, None):
            number[graph] += 1
            predicates[graph].add(quad.predicate)
            things[graph].add(quad.object)
    for graph, whole in number.items():
        name = graph if isinstance(graph, NamedNode | DefaultGraph) else None
        by_predicate = sum(1 for one in predicates[graph] for _ in store.quads_for_pattern(None, one, None, name))
        # Asked for the number 255 the engine (0.5.13) gives numbers after it, too.
        by_object = sum(
            quad.object == one for one in things[graph] for quad in store.quads_for_pattern(None, None, one, name)
        )
        if not whole == by_predicate == by_object:
            what = f"{whole} quads by subject, {by_predicate} by predicate and {by_object} by object of {name or 'all graphs'}"
            yield Difference(str(generation.graph_path), f"{what}; {_ANEW}")


def _graphs(data: Data, generation: Generation, store: Store) -> Iterator[Difference]:
    """Hold document graphs against the archive, and their numbers against the manifest."""
    archive, reader, manifest = Archive(data), Reader(), generation.manifest
    own = {own_graph(name, manifest.base) for name in OWN_GRAPHS}
    newest = {one.graph: one for one, end in archive.revisions() if end <= manifest.journal}
    there = {one.value for one in store.named_graphs() if isinstance(one, NamedNode)} - own
    number = documents = 0
    for graph, revision in sorted(newest.items()):
        have = set(store.quads_for_pattern(None, None, None, NamedNode(graph) if graph else DefaultGraph()))
        number += len(have)
        there.discard(graph)
        if revision.withdrawn is not None:
            if have:
                yield Difference(graph, f"is still in the graph, though its document was withdrawn; {_ANEW}")
            continue
        documents += 1
        want = reader.read(archive.read(revision.quads), graph, anything=manifest.plain)
        if have != want:
            lost, more = len(want - have), len(have - want)
            yield Difference(graph, f"{lost} quads of the archive are missing, {more} are not in it; {_ANEW}")
    yield from (Difference(graph, f"no archived document has this graph; {_ANEW}") for graph in sorted(there))
    vocabulary = own_graph("vocabulary", manifest.base)
    number += sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(vocabulary)))
    for name, told, found in (("quads", manifest.quads, number), ("documents", manifest.documents, documents)):
        if told != found:
            yield Difference(str(generation.path / "manifest.json"), f"{name}: {told} told, {found} found; {_ANEW}")


def _merged(generation: Generation, store: Store) -> Iterator[Difference]:
    """Hold the default graph against the document graphs, under the overlay; which name is the label may differ."""
    base = generation.manifest.base
    overlay = Overlay.stored(store, base)
    apart = {DefaultGraph(), *(NamedNode(own_graph(name, base)) for name in ("identity", "shortcuts"))}

    def stated(quad: Quad) -> bool:
        terms = _NAMING if quad.predicate in _NAMING else (quad.predicate,)
        originals = chain.from_iterable(overlay.originals(Quad(quad.subject, one, quad.object)) for one in terms)
        return any(
            found.graph_name not in apart and found.object == one.object
            for one in originals
            for found in store.quads_for_pattern(one.subject, one.predicate, one.object)
        )

    def merged(quad: Quad) -> bool:
        one = overlay.merged(quad)
        terms = _NAMING if one.predicate in _NAMING else (one.predicate,)
        return any(Quad(one.subject, term, one.object) in store for term in terms)

    more = [quad for quad in store.quads_for_pattern(None, None, None, DefaultGraph()) if not stated(quad)]
    lost = [quad for quad in store if quad.graph_name not in apart and not merged(quad)]
    for quads, what in ((more, "no document states"), (lost, "a document states, but the default graph has not")):
        if quads:
            yield Difference("default graph", f"{len(quads)} triples that {what}, as {quads[0]}; {_ANEW}")


def _index(generation: Generation, store: Store) -> Iterator[Difference]:
    """Hold the side index against one that is made anew from the engine's quads."""
    path = str(generation.index_path)
    try:
        with closing(connect_to_read(generation.index_path)) as connection:
            wrong = [str(row[0]) for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
        if wrong:
            yield Difference(path, f"the file is damaged: {wrong[0]}; {_ANEW}")
            return
        with generation.index() as index, tempfile.TemporaryDirectory(prefix="htxgraph-") as folder:
            anew = Path(folder) / "index.sqlite"
            index_build.update(
                anew,
                store,
                generation.number,
                base=generation.manifest.base,
                previous=0,
                touched=None,
                oldest=generation.number,
                hook=lambda stage: None,
            )
            with Index(anew, generation.number) as wanted:
                have, want = _rows(index), _rows(wanted)
    except (StoreError, sqlite3.DatabaseError) as error:
        yield Difference(path, f"cannot be read: {error}; {_ANEW}")
        return
    for iri in sorted(have.keys() | want.keys()):
        if have.get(iri) != want.get(iri):
            yield Difference(path, f"its rows of {iri} are not what the graph says; {_ANEW}")


def _rows(index: Index) -> dict[str, list[str]]:
    """Return all that an index says, by the entity that it is said of."""
    found: dict[str, list[str]] = {}
    for kind in index.stats():
        cursor = None
        while True:
            page = index.entities(kind, cursor=cursor, limit=_PAGE)
            for one in page.rows:
                found[one.iri] = [repr(index.entity(one.iri)), *_relations(index, one.iri)]
            cursor = page.cursor
            if cursor is None:
                break
    cursor = None
    while True:
        given = index.conferrals(ConferralFilter(statuses=()), cursor=cursor, limit=_PAGE)
        for row in given.rows:
            found.setdefault(row.claim, []).append(repr(row))
        cursor = given.cursor
        if cursor is None:
            return {iri: sorted(said) for iri, said in found.items()}


def _relations(index: Index, iri: str) -> Iterator[str]:
    cursor = None
    while True:
        page = index.relations(iri, cursor=cursor, limit=_PAGE)
        yield from map(repr, page.rows)
        cursor = page.cursor
        if cursor is None:
            return
