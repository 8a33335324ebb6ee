"""Events and conferrals that wait for a person's decision: found in the graph in force, side by side, with reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice

from graph_store.index import Index
from graph_store.quoted import Quotes
from graph_store.rows import (
    ConferralFilter,
    ConferralRow,
    Direction,
    EntityNames,
    PartyRole,
    RelationFilter,
    RelationKind,
)
from ingest.resolve.judge import Judgement, Kind
from ingest.resolve.linker import purpose
from ingest.resolve.names import name_key
from ingest.resolve.occasions import NEAR, Occasion, may_be_one, telling_words

_LARGEST = 60
"""Events of one day, or conferrals of one block: each is compared with so many that come after it."""
_DAY, _MONTH = len("2022-03-22"), len("2022-03")
_PAGE, _MOST = 500, 200
_ALIKE = 0.34

Pair = tuple[Occasion, Occasion, Judgement]


def pairs(index: Index, quotes: Quotes, kind: Kind) -> Iterator[Pair]:
    """Yield pairs of events, or of conferrals, that may be one, each once."""
    found = _events(index, quotes) if kind is Kind.EVENT else _conferrals(index, quotes)
    seen: set[tuple[str, str]] = set()
    for left, right in found:
        key = (left.iri, right.iri) if left.iri < right.iri else (right.iri, left.iri)
        if key not in seen:
            seen.add(key)
            judgement = may_be_one(left, right)
            if judgement is not None:
                yield (left, right, judgement) if left.iri < right.iri else (right, left, judgement)


@dataclass(frozen=True, slots=True)
class _Row:
    """An event as it is told from others before anything is looked up."""

    named: EntityNames
    day: str
    aim: str | None
    words: frozenset[str]


def _events(index: Index, quotes: Quotes) -> Iterator[tuple[Occasion, Occasion]]:
    rows = [
        _Row(one, one.date, purpose(name_key(one.label)), telling_words(one.label))
        for one in index.named(("event",))
        if one.date is not None and len(one.date) >= _MONTH
    ]
    rows.sort(key=lambda row: (row.day, row.named.iri))
    known: dict[str, Occasion] = {}
    for place, left in enumerate(rows):
        near = (right for right in _until(rows, place + 1, _last(left.day)) if _worth_a_look(left, right))
        for right in islice(near, _LARGEST):
            for row in (left, right):
                if row.named.iri not in known:
                    known[row.named.iri] = _event(index, quotes, row.named)
            yield known[left.named.iri], known[right.named.iri]


def _until(rows: Sequence[_Row], start: int, last: str) -> Iterator[_Row]:
    for place in range(start, len(rows)):
        if rows[place].day > last:
            return
        yield rows[place]


def _last(day: str) -> str:
    """Return the last day of what an event of a day, or of a month, may be one with."""
    return str(date.fromisoformat(day) + timedelta(NEAR)) if len(day) == _DAY else f"{day}-99"


def _worth_a_look(left: _Row, right: _Row) -> bool:
    """Tell from names and places alone whether two events are to be compared."""
    ours, theirs = left.named.province, right.named.province
    if ours and theirs and ours != theirs:
        return False
    if left.aim is not None and left.aim == right.aim:
        return True
    return len(left.words & right.words) >= _ALIKE * max(1, min(len(left.words), len(right.words)))


def _event(index: Index, quotes: Quotes, row: EntityNames) -> Occasion:
    told = RelationFilter(kinds=(RelationKind.ORGANIZES, RelationKind.PARTICIPATION), direction=Direction.IN)
    relations = index.relations(row.iri, told, limit=_MOST).rows
    hosts = {one.subject for one in relations if one.kind is RelationKind.ORGANIZES}
    people = {one.subject for one in relations if one.kind is RelationKind.PARTICIPATION}
    return Occasion(
        row.iri,
        Kind.EVENT,
        row.label,
        row.date,
        province=row.province,
        hosts=frozenset(one.iri for one in hosts),
        people=frozenset(one.iri for one in people),
        documents=quotes.documents(row.iri),
        facts=_facts(
            date=[row.date],
            province=[_label(index, row.province)],
            organizers=sorted(one.label for one in hosts),
            participants=sorted(one.label for one in people),
        ),
    )


def _conferrals(index: Index, quotes: Quotes) -> Iterator[tuple[Occasion, Occasion]]:
    blocks: defaultdict[tuple[str, ...], list[ConferralRow]] = defaultdict(list)
    for row in _all(index):
        for key in _keys(row):
            blocks[key].append(row)
    known: dict[str, Occasion] = {}
    for key in sorted(blocks):
        some = sorted(blocks[key], key=lambda row: (row.date or "", row.claim))
        for place, left in enumerate(some):
            for right in some[place + 1 : place + 1 + _LARGEST]:
                for row in (left, right):
                    if row.claim not in known:
                        known[row.claim] = _conferral(index, quotes, row)
                yield known[left.claim], known[right.claim]


def _all(index: Index) -> Iterator[ConferralRow]:
    cursor = None
    while True:
        page = index.conferrals(ConferralFilter(), cursor=cursor, limit=_PAGE)
        yield from page.rows
        cursor = page.cursor
        if cursor is None:
            return


def _keys(row: ConferralRow) -> Iterator[tuple[str, ...]]:
    """Yield by what a conferral is found: its award with a named recipient, or with the grantor, in a year."""
    award, year = _award(row), (row.date or row.period or "")[:4]
    if award and year:
        for party in row.parties:
            if party.group is None and party.role is not PartyRole.PRESENTER:
                yield award, year, str(party.role), party.who.iri


def _conferral(index: Index, quotes: Quotes, row: ConferralRow) -> Occasion:
    of = {role: [one for one in row.parties if one.role is role] for role in PartyRole}
    named = [one.who for one in of[PartyRole.RECIPIENT] if one.group is None]
    groups = [one.group for one in of[PartyRole.RECIPIENT] if one.group is not None]
    return Occasion(
        row.claim,
        Kind.CONFERRAL,
        row.award.label if row.award is not None else row.claim,
        row.date,
        row.period,
        _award(row),
        row.decision.iri if row.decision is not None else None,
        row.event.iri if row.event is not None else None,
        row.status,
        row.province,
        frozenset(one.who.iri for one in of[PartyRole.GRANTOR]),
        frozenset(one.iri for one in named),
        frozenset(f"{one.member_kind} {one.count} {one.minimum} {one.maximum}" for one in groups),
        quotes.documents(row.claim),
        _facts(
            date=[row.date],
            period=[row.period],
            grantor=sorted(one.who.label for one in of[PartyRole.GRANTOR]),
            recipients=[*sorted(one.label for one in named), *sorted(one.wording for one in groups)],
            presenters=sorted(one.who.label for one in of[PartyRole.PRESENTER]),
            decision=[row.decision.label if row.decision is not None else None],
            event=[row.event.label if row.event is not None else None],
            province=[_label(index, row.province)],
        ),
    )


def _award(row: ConferralRow) -> str | None:
    """Return by what two awards are one: their category with the grade, else the award itself."""
    if row.category is not None:
        return f"{row.category.iri} {row.grade or ''}"
    return row.award.iri if row.award is not None else None


def _label(index: Index, iri: str | None) -> str | None:
    found = index.entity(iri) if iri is not None else None
    return found.label if found is not None else None


def _facts(**told: Iterable[str | None]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what there is to show, each with its values in order, nothing twice."""
    pairs = ((name, tuple(dict.fromkeys(chain(one for one in values if one)))) for name, values in told.items())
    return tuple((name, values) for name, values in pairs if values)
