"""Who is who in the graph in force: candidates with reasons, decisions and their undoing, and the overlay they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.index import Index
from graph_store.quoted import Quotes
from graph_store.rows import Direction, RelationFilter, RelationKind, RelationRow
from ingest import load as loading
from ingest import occasions
from ingest.load import Loaded
from ingest.mapping.telling import tellings
from ingest.resolve import blocking
from ingest.resolve.corpus import resolve
from ingest.resolve.decisions import BY_RULES, Decision, Verdict, read, standing
from ingest.resolve.judge import Judgement, Kind, Profile, Seat, judge
from ingest.resolve.ledger import Ledger
from ingest.resolve.occasions import Occasion
from ingest.resolve.tellings import Telling
from ontology.iris import DEFAULT_BASE
from ontology.turtle import Graph, graph_of

_MOST = 500
_HELD_BACK = 0.6
_AGAINST = "something speaks against it: posts held at one time, or what people decided of others"
_TOLD = (RelationKind.MEMBERSHIP, RelationKind.HOLDS, RelationKind.PARTICIPATION, RelationKind.LOCATED_IN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that waits for a decision: both profiles, and what the rules think."""

    left: Profile | Occasion
    right: Profile | Occasion
    judgement: Judgement


def overlay(archive: Archive) -> Mapping[str, str]:
    """Return the identity overlay (loser → survivor) that all documents and the logged decisions give.

    Only what documents and decisions since the last time may concern is resolved again; the ledger beside the archive
    remembers the rest, and is made anew when it does not fit the archive.
    """
    with Resolving() as resolving:
        return resolving.survivors(archive)


class Resolving:
    """The identity overlay in the making, which documents can be told to as they are archived.

    It is opened with the first of them, by when whoever archives has locked the data folder, and kept when the `with`
    block ends without an error.
    """

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._held = ExitStack()
        self._ledger: Ledger | None = None
        self._told: dict[str, Sequence[Telling]] = {}
        self._changed: set[str] = set()

    def __enter__(self) -> Self:
        """Return what can be told to."""
        self._held.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what was resolved, or forget it after an error."""
        self._held.__exit__(kind, error, trace)

    def tell(self, graph: str, told: Sequence[Telling]) -> None:
        """Take what a document tells that is about to be archived, so that it need not be read again."""
        self._told[graph] = told

    def archived(self, archive: Archive) -> None:
        """Take in what was archived since the last time."""
        if self._ledger is None:
            self._ledger = self._held.enter_context(_ledger(archive))
        ledger = self._ledger
        since = int(ledger.note("journal", "0"))
        if since and archive.mark(since) != ledger.note("mark"):
            ledger.clear()
            since = 0
        newest = {revision.graph: revision for revision, _ in archive.revisions(since)}
        for graph, revision in newest.items():
            told: Sequence[Telling] | None = () if revision.withdrawn is not None else self._told.get(graph)
            self._changed |= ledger.tell(
                graph, telling(graph_of(archive.read(revision.quads))) if told is None else told
            )
        self._told.clear()
        end = archive.length()
        ledger.keep("journal", str(end))
        ledger.keep("mark", archive.mark(end))

    def survivors(self, archive: Archive) -> Mapping[str, str]:
        """Return the overlay that all documents and the logged decisions give."""
        self.archived(archive)
        assert self._ledger is not None
        return resolve(self._ledger, self._changed, standing(read(archive.decisions())))


def telling(graph: Graph) -> list[Telling]:
    """Return what a document's graph tells of who is who."""
    return [Telling.of(*told) for told in tellings(graph)]


def overlay_anew(archive: Archive) -> Mapping[str, str]:
    """Return the identity overlay, forgetting what is remembered."""
    with _ledger(archive) as ledger:
        ledger.clear()
    return overlay(archive)


def joined_by_rules(data: Data, iri: str | None = None) -> list[Judgement]:
    """Return the pairs that rules made one by themselves, with score and reasons; all, or those of one entity."""
    with _ledger(Archive(data), change=False) as ledger:
        return [
            Judgement(left, right, Verdict.SAME, score, tuple(why.split("; ")))
            for left, right, score, why in ledger.reasons(iri)
        ]


@contextmanager
def _ledger(archive: Archive, *, change: bool = True) -> Iterator[Ledger]:
    ledger = Ledger(archive.beside("identity.sqlite"), change=change)
    done = False
    try:
        yield ledger
        done = True
    finally:
        ledger.close(commit=done)


def candidates(data: Data, kind: Kind = Kind.PERSON, *, only: frozenset[str] | None = None) -> Iterator[Candidate]:
    """Yield pairs without a standing decision, names in order; with `only`, those that one of these entities is in."""
    stands = standing(read(Archive(data).decisions()))
    generation = data.in_force()
    with generation.index() as index:
        if kind in (Kind.EVENT, Kind.CONFERRAL):
            for one, other, judgement in occasions.pairs(index, Quotes(generation), kind):
                if (one.iri, other.iri) not in stands and (only is None or one.iri in only or other.iri in only):
                    yield Candidate(one, other, judgement)
            return
        named = list(_named(index, kind))
        known: dict[str, Profile] = {}
        for left, right in blocking.pairs(named, people=kind is Kind.PERSON):
            if (left, right) in stands or (only is not None and left not in only and right not in only):
                continue
            for iri in (left, right):
                if iri not in known:
                    known[iri] = profile(index, iri, kind)
            found = judge(known[left], known[right])
            if found.verdict is Verdict.SAME:  # an ingest joins these, unless more is known that speaks against it
                found = replace(found, verdict=Verdict.UNSURE, score=_HELD_BACK, reasons=(*found.reasons, _AGAINST))
            yield Candidate(known[left], known[right], found)


def decide(data: Data, decisions: Iterable[Decision], *, base: str = DEFAULT_BASE) -> Loaded:
    """Log decisions and publish the graph with the overlay they give; no claim is rewritten."""
    return loading.decide(data, [one.row() for one in decisions], survivors=overlay, base=base)


def automatic(data: Data, on: str, *, only: frozenset[str] | None = None, base: str = DEFAULT_BASE) -> list[Decision]:
    """Resolve what was archived by older rules or not yet, publish it, and return the pairs that rules join anew.

    An ingest does so by itself; the pairs are not logged, since they follow from the documents.
    """
    before = {(one.left, one.right) for one in joined_by_rules(data)}
    loading.decide(data, [], survivors=overlay, base=base)
    return [
        Decision(one.left, one.right, Verdict.SAME, BY_RULES, on, "; ".join(one.reasons), "automatic")
        for one in joined_by_rules(data)
        if (one.left, one.right) not in before and (only is None or one.left in only or one.right in only)
    ]


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
    places = sorted(found.label for one in provinces if (found := index.entity(one)) is not None)
    met = [f"{one.object.label} ({one.date or '?'})" for one in relations if one.kind is RelationKind.PARTICIPATION]
    return Profile(
        iri,
        kind,
        row.label if row is not None else iri,
        seats,
        frozenset(provinces),
        frozenset(r.object.iri for r in relations if r.kind is RelationKind.PARTICIPATION),
        frozenset(r.subject.iri for r in documents),
        frozenset(row.classes if row is not None else ()) if kind is Kind.ORGANIZATION else frozenset(),
        tuple((what, tuple(values)) for what, values in (("province", places), ("events", met)) if values),
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
                one.object.label,
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
