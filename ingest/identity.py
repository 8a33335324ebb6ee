"""Who is who in the graph in force: candidates with reasons, decisions and their undoing, and the overlay they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.index import Index
from graph_store.rows import Direction, RelationFilter, RelationKind, RelationRow
from ingest import load as loading
from ingest.load import Loaded
from ingest.resolve import blocking
from ingest.resolve.decisions import BY_RULES, Decision, Verdict, read, standing, survivors
from ingest.resolve.judge import Judgement, Kind, Profile, Seat, judge
from ontology.iris import DEFAULT_BASE

_MOST = 500
_TOLD = (RelationKind.MEMBERSHIP, RelationKind.HOLDS, RelationKind.PARTICIPATION, RelationKind.LOCATED_IN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that waits for a decision: both profiles, and what the rules think."""

    left: Profile
    right: Profile
    judgement: Judgement


def overlay(archive: Archive) -> Mapping[str, str]:
    """Return the identity overlay (loser → survivor) that the logged decisions give."""
    return survivors(read(archive.decisions()))


def candidates(data: Data, kind: Kind = Kind.PERSON, *, only: frozenset[str] | None = None) -> Iterator[Candidate]:
    """Yield pairs without a standing decision, names in order; with `only`, those that one of these entities is in."""
    stands = standing(read(Archive(data).decisions()))
    with data.in_force().index() as index:
        named = list(_named(index, kind))
        known: dict[str, Profile] = {}
        for left, right in blocking.pairs(named, people=kind is Kind.PERSON):
            if (left, right) in stands or (only is not None and left not in only and right not in only):
                continue
            for iri in (left, right):
                if iri not in known:
                    known[iri] = profile(index, iri, kind)
            yield Candidate(known[left], known[right], judge(known[left], known[right]))


def decide(data: Data, decisions: Iterable[Decision], *, base: str = DEFAULT_BASE) -> Loaded:
    """Log decisions and publish the graph with the overlay they give; no claim is rewritten."""
    return loading.decide(data, [one.row() for one in decisions], survivors=overlay, base=base)


def automatic(data: Data, on: str, *, only: frozenset[str] | None = None, base: str = DEFAULT_BASE) -> list[Decision]:
    """Merge persons whose posts and organizations agree, and return what was decided; nothing is published if none."""
    decided = [
        Decision(one.left.iri, one.right.iri, Verdict.SAME, BY_RULES, on, "; ".join(one.judgement.reasons), "automatic")
        for one in candidates(data, Kind.PERSON, only=only)
        if one.judgement.verdict is Verdict.SAME
    ]
    if decided:
        decide(data, decided, base=base)
    return decided


def profile(index: Index, iri: str, kind: Kind) -> Profile:
    """Return what the graph says of an entity that tells it apart."""
    row = index.entity(iri)
    relations = list(index.relations(iri, RelationFilter(kinds=_TOLD), limit=_MOST).rows)
    seats = tuple(_seats(relations)) if kind is Kind.PERSON else ()
    bodies = {seat.organization for seat in seats if seat.organization is not None}
    provinces = {row.province} if row is not None and row.province is not None else set()
    for body in sorted(bodies):
        found = index.entity(body)
        if found is not None and found.province is not None:
            provinces.add(found.province)
    documents = index.relations(
        iri, RelationFilter(kinds=(RelationKind.MENTIONS,), direction=Direction.IN), limit=_MOST
    ).rows
    return Profile(
        iri,
        kind,
        row.label if row is not None else iri,
        seats,
        frozenset(provinces),
        frozenset(r.object.iri for r in relations if r.kind is RelationKind.PARTICIPATION),
        frozenset(r.subject.iri for r in documents),
        frozenset(row.classes if row is not None else ()) if kind is Kind.ORGANIZATION else frozenset(),
    )


def _seats(relations: Iterable[RelationRow]) -> Iterator[Seat]:
    bodies = {r.claim: r for r in relations if r.kind is RelationKind.MEMBERSHIP}
    for one in relations:
        if one.kind is RelationKind.HOLDS:
            body = bodies.get(one.claim)
            years = [int(date[:4]) for date in (one.date, one.end) if date]
            yield Seat(
                one.object.iri,
                body.object.iri if body is not None else None,
                min(years, default=None),
                max(years, default=None),
            )


def _named(index: Index, kind: Kind) -> Iterator[tuple[str, str]]:
    cursor = None
    while True:
        page = index.entities(str(kind), cursor=cursor, limit=1000)
        for one in page.rows:
            yield one.iri, one.label
        cursor = page.cursor
        if cursor is None:
            return
