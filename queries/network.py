"""The network of entities: shortest paths and neighbourhoods, as a networkx view of one generation."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph_store.generations import Data, Generation
from graph_store.rows import Named, RelationRow
from queries.errors import BadParameter, UnknownEntity

LONGEST = 6
"""Hops: everyone in a province's news is related to everyone over more."""
_MOST_PATHS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a path: between two entities, with the relations that join them directly."""

    left: Named
    right: Named
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest way between two entities."""

    steps: tuple[Step, ...]


class Networks:
    """Keeps the network of the generation last asked for. Thread-safe."""

    def __init__(self, data: Data) -> None:
        """Speak of a data folder; nothing is read before it is asked for."""
        self._data = data
        self._lock = threading.Lock()
        self._kept: tuple[int, nx.Graph[str]] | None = None

    def of(self, generation: Generation) -> nx.Graph[str]:
        """Return the network of a generation: entities are nodes, edges carry the kinds of relation."""
        with self._lock:
            if self._kept is None or self._kept[0] != generation.number:
                graph: nx.Graph[str] = nx.Graph()
                with generation.index() as index:
                    for subject, kind, thing in index.links():
                        if graph.has_edge(subject, thing):
                            graph[subject][thing]["kinds"].add(kind)
                        else:
                            graph.add_edge(subject, thing, kinds={kind})
                self._kept = (generation.number, graph)
            return self._kept[1]

    def paths(
        self, generation: Generation, left: str, right: str, *, limit: int = 5, longest: int = LONGEST
    ) -> list[Path]:
        """Return the shortest paths between two entities, none when they are not connected within `longest` hops.

        Raises UnknownEntity for an end that nothing relates to, BadParameter for limits out of range.
        """
        if not 1 <= limit <= _MOST_PATHS or not 1 <= longest <= LONGEST:
            raise BadParameter(f"limit is 1 to {_MOST_PATHS}, longest is 1 to {LONGEST}")
        graph = self.of(generation)
        for end in (left, right):
            if end not in graph:
                raise UnknownEntity(f"nothing is related to {end}")
        return [self._path(generation, nodes) for nodes in islice(_ways(graph, left, right, longest), limit)]

    def _path(self, generation: Generation, nodes: list[str]) -> Path:
        with generation.index() as index:
            shown = index.names(nodes)
            steps = [
                Step(
                    shown.get(a, Named(a, a, "thing")),
                    shown.get(b, Named(b, b, "thing")),
                    tuple(index.between(a, b, limit=10)),
                )
                for a, b in pairwise(nodes)
            ]
        return Path(tuple(steps))


def _ways(graph: nx.Graph[str], left: str, right: str, longest: int) -> Iterator[list[str]]:
    if left == right:
        return
    try:
        nearest = nx.bidirectional_shortest_path(graph, left, right)
    except nx.NetworkXNoPath:
        return
    if len(nearest) - 1 > longest:
        return
    for way in nx.all_shortest_paths(graph, left, right):
        yield list(way)
