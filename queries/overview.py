"""What a graph holds at a glance: how many of what, and the newest documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from graph_store.generations import Generation
from graph_store.rows import Named
from queries.entities import Graph


@dataclass(frozen=True, slots=True)
class Overview:
    """Exact counts by kind of entity, and of relations and conferrals; documents with their day, newest first."""

    counts: Mapping[str, int]
    documents: tuple[tuple[Named, str | None], ...]


def overview(graph: Graph, generation: int | None = None, *, newest: int = 10) -> Overview:
    """Return what a generation holds, with its `newest` documents by day of publication."""
    found = graph.generation(generation)
    counts = _counted(found, found.manifest_path.stat().st_mtime_ns)
    with found.index() as index:
        return Overview(counts, tuple(index.newest("document", limit=newest)))


@lru_cache(maxsize=16)
def _counted(found: Generation, _published: int) -> Mapping[str, int]:
    """Return the counts of a generation; kept, as one never changes and counting reads all of it."""
    with found.index() as index:
        return MappingProxyType(index.stats())
