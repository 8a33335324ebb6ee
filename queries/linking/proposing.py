"""Entities of the graph asked for in a dataset: what is linked, what people are asked of, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from queries import catalog
from queries.entities import Graph
from queries.linking.comparing import Asked, Entry
from queries.linking.entries import Entries
from queries.linking.matching import Candidate, Verdict, match
from queries.linking.places import where

_SHOWN = 3
KINDS = ("organization", "product")
"""What registers have entries of."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entity of ours and an entry that may be of it: how likely, what is to become of it, and the reasons."""

    entity: str
    name: str
    target: str
    target_name: str
    score: float
    verdict: Verdict
    reasons: tuple[str, ...]
    code: str | None = None


def proposals(
    ours: Entries,
    theirs: Entries,
    *,
    different: Mapping[str, Collection[str]] | None = None,
    contexts: Mapping[str, frozenset[str]] | None = None,
) -> Iterator[Proposal]:
    """Yield what entities and entries may be of one another, by entity, the likeliest first.

    `different` are the entries that each entity is decided not to be: they are as if they were not there; `contexts` are
    hints where an entity without a place is (see `contexts`). An entity has one entry that is to be linked at most.
    """
    refused = different or {}
    for entity in ours.each():
        if entity.kind in KINDS:
            without = frozenset(refused.get(entity.iri, ()))
            context = (contexts or {}).get(entity.iri, frozenset())
            for one in best(theirs, entity, without, context):
                if one.verdict is not Verdict.NONE:
                    yield of(entity, one)


def contexts(graph: Graph) -> dict[str, frozenset[str]]:
    """Return the provinces now that documents are about which name an organization whose place nobody states."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in graph.rows(catalog.find("mentioned-in"), {}):
        province = where(f"tỉnh {row['province']}").province or where(str(row["province"])).province
        if province is not None:
            found[row["entity"]].add(province)
    return {entity: frozenset(provinces) for entity, provinces in found.items()}


def of(entity: Entry, one: Candidate) -> Proposal:
    """Return a candidate for an entity as a proposal."""
    reasons = tuple(f"{reason.feature}: {reason.why}" for reason in one.reasons)
    return Proposal(
        entity.iri, entity.name, one.iri, one.name, round(one.probability, 4), one.verdict, reasons, one.compared.entry.code
    )  # fmt: skip


def best(
    theirs: Entries, entity: Entry, without: frozenset[str] = frozenset(), context: frozenset[str] = frozenset()
) -> list[Candidate]:
    """Return the candidates for an entity under whichever of its names finds one most surely."""
    asked = (replace(one, context=context) for one in questions(entity))
    found = [match(theirs, one, types=(entity.kind,), limit=_SHOWN, without=without) for one in asked]
    return max(found, key=lambda some: some[0].probability if some else 0.0)


def questions(entity: Entry) -> list[Asked]:
    """Return an entity as it is asked for elsewhere, once for each of its names."""
    first = Asked(entity.name, entity.code, entity.where, entity.representative, entity.date)
    return [first, *(replace(first, name=name) for name in entity.names)]


def shared(some: Iterable[Proposal]) -> dict[str, list[str]]:
    """Return the entries to be linked to several entities, with those: they may be one and not yet merged."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in some:
        if one.verdict is Verdict.LINK:
            found[one.target].append(one.entity)
    return {target: entities for target, entities in sorted(found.items()) if len(entities) > 1}
