"""A graph opened for one command, and what people mean by a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_store.generations import Data
from graph_store.workers import Pool
from htxgraph import output
from queries.entities import Graph


@contextmanager
def opened(data: Path, base: str) -> Iterator[Graph]:
    """Give the graph of a data folder, asked by one reader; StoreMissing when there is none."""
    found = Data(data)
    found.in_force()
    with Pool(found, 1) as pool:
        yield Graph(found, pool, base=base)


def meant(graph: Graph, given: str, kinds: Iterable[str] = ()) -> str:
    """Return the IRI of what a name, key or IRI means, of its survivor if it was merged.

    Raises ValueError for a name that means nothing, or several things.
    """
    if "://" in given or ("/" in given and " " not in given):
        return _survivor(graph, graph.iri(given))
    hits = graph.search(given, kinds=kinds, limit=5)
    best = [hit for hit in hits if hit.quality == hits[0].quality]
    if len(best) != 1:
        named = "; ".join(f"{hit.label} ({hit.kind}, {hit.iri})" for hit in best)
        raise ValueError(f"{given!r} means " + (f"several things: {named}" if best else "nothing in this graph"))
    return best[0].iri


def perhaps(graph: Graph, given: str | None, kinds: Iterable[str] = ()) -> str | None:
    """Return the IRI of what is meant, as `meant` does; None for nothing given."""
    return None if given is None else meant(graph, given, kinds)


def _survivor(graph: Graph, iri: str) -> str:
    with graph.generation().index() as index:
        survivor = index.survivor(iri)
    if survivor is None or survivor == iri:
        return iri
    output.complain(f"note: {iri} was merged into {survivor}, which is shown")
    return survivor
