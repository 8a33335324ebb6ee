"""Passages for what lookups answer: the first few of each claim, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph_store.rows import RelationKind, RelationRow
from queries.entities import Graph, Passage
from queries.network import Path


def passages(
    graph: Graph, claims: Iterable[str], generation: int, *, each: int = 1
) -> Mapping[str, tuple[Passage, ...]]:
    """Return the first `each` passages of every claim, by claim."""
    return {claim: tuple(graph.evidence(claim, generation)[:each]) for claim in dict.fromkeys(claims)}


def of_paths(
    graph: Graph, paths: Iterable[Path], generation: int, *, each: int = 1
) -> Mapping[str, tuple[Passage, ...]]:
    """Return passages for the hops of paths: of each hop's first relation that any passage says, by claim."""
    found: dict[str, tuple[Passage, ...]] = {}
    for path in paths:
        for step in path.steps:
            for row in step.relations:
                if row.claim not in found:
                    found[row.claim] = of_relation(graph, row, generation, each=each)
                if found[row.claim]:
                    break
    return {claim: told for claim, told in found.items() if told}


def of_relation(graph: Graph, row: RelationRow, generation: int, *, each: int = 1) -> tuple[Passage, ...]:
    """Return the first passages that say a relation; of a mention those of the document that mentions."""
    if row.kind is RelationKind.MENTIONS:
        told = (one for one in graph.evidence(row.object.iri, generation) if one.document == row.subject.iri)
        return tuple(told)[:each]
    return tuple(graph.evidence(row.claim, generation)[:each])
