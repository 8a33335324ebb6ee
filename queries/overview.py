"""What a graph holds at a glance: how many of what, and the newest documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_store.rows import Named
from queries.entities import Graph


@dataclass(frozen=True, slots=True)
class Overview:
    """Exact counts by kind of entity, and of relations and conferrals; documents with their day, newest first."""

    counts: Mapping[str, int]
    documents: tuple[tuple[Named, str | None], ...]


def overview(graph: Graph, generation: int | None = None, *, newest: int = 10) -> Overview:
    """Return what a generation holds, with its `newest` documents by day of publication."""
    with graph.generation(generation).index() as index:
        return Overview(index.stats(), tuple(index.newest("document", limit=newest)))
