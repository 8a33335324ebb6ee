"""Keeps the graph of what follows from claims true to them: adds what follows now, takes out what does no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from graph_store.fresh import BULK
from graph_store.index_shortcuts import Edge, Shortcuts
from graph_store.index_successions import PARTS, Told
from ontology.terms import HTX


def keep(store: Store, graph: NamedNode, found: Shortcuts) -> None:
    """Make the graph of a store what follows, given what does of the things that changed."""
    wanted = _edges(found.wanted, graph) | _told(found.changes, graph)
    gone = set(_all(store, graph)) if found.whole else _edges(found.unwanted, graph) | set(_judged(store, graph, found))
    gone -= wanted
    (store.bulk_extend if len(wanted) > BULK else store.extend)(wanted)
    for quad in gone:
        store.remove(quad)
    for event in {quad.subject for quad in gone if quad.predicate.value in PARTS}:
        about = list(store.quads_for_pattern(event, None, None, graph))
        if not any(quad.predicate.value in PARTS for quad in about):
            for quad in about:
                store.remove(quad)


def _edges(edges: Iterable[Edge], graph: NamedNode) -> set[Quad]:
    return {Quad(NamedNode(left), NamedNode(term), NamedNode(right), graph) for left, term, right in edges}


def _told(changes: Iterable[Told], graph: NamedNode) -> set[Quad]:
    lines = "".join(f"<{subject}> <{term}> {thing} .\n" for subject, term, thing in changes)
    return {
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in parse(lines, format=RdfFormat.N_TRIPLES)
    }


def _all(store: Store, graph: NamedNode) -> Iterator[Quad]:
    return store.quads_for_pattern(None, None, None, graph)


def _judged(store: Store, graph: NamedNode, found: Shortcuts) -> Iterator[Quad]:
    """Yield what was inferred of the things that were looked at again."""
    for presentation in found.judged:
        yield from store.quads_for_pattern(NamedNode(presentation), NamedNode(HTX.inferredHolder), None, graph)
    for body in found.bodies:
        for term in PARTS:
            yield from store.quads_for_pattern(None, NamedNode(term), NamedNode(body), graph)
