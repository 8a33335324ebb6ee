"""Relations of an entity as of one generation: pages, timelines, facets, neighbours and the whole network."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from graph_store import index_summed
from graph_store.index_reading import Row, Snapshot, Where, after, mark
from graph_store.rows import (
    Direction,
    Facet,
    Named,
    Neighbour,
    Order,
    Page,
    RelationFilter,
    RelationKind,
    RelationRow,
)

_COLUMNS = (
    "r.kind, r.claim, r.subject, r.object, r.role, r.date, r.end, r.former, r.event, r.award, r.level, r.province,"
    " r.province_now, r.status, r.evidence, r.documents"
)
_TERMS = (1, 2, 3, 8, 9, 11, 12)
_SIDES = {Direction.OUT: ("subject", "object"), Direction.IN: ("object", "subject")}
_KEYS = {
    Order.NEWEST: ("r.date", "DESC"),
    Order.OLDEST: ("r.date", "ASC"),
    Order.EVIDENCE: ("r.evidence", "DESC"),
    Order.COUNTERPART: ("coalesce(o.sort, '~')", "ASC"),
}


def page(
    snapshot: Snapshot, iri: str, choice: RelationFilter, order: Order, cursor: str | None, limit: int
) -> Page[RelationRow]:
    """Return an entity's relations in order, a page at a time."""
    term = snapshot.term(iri)
    start = after(cursor, 6)
    if term is None:
        return Page((), None)
    descending = _KEYS[order][1] == "DESC"
    found: list[tuple[Row, Row]] = []
    for direction, kind in _branches(snapshot, term, choice):
        found += _branch(snapshot, term, direction, kind, choice, order, start, limit + 1)
    found.sort(key=lambda one: one[0], reverse=descending)
    rows = found[:limit]
    following = mark(rows[-1][0]) if len(found) > limit else None
    return Page(tuple(_shown(snapshot, [row for _, row in rows])), following)


def of_claims(snapshot: Snapshot, claims: Iterable[str]) -> dict[str, list[RelationRow]]:
    """Return the relations that claims stand for, by claim; claims that stand for none are left out."""
    terms = [term for claim in claims if (term := snapshot.term(claim)) is not None]
    rows = snapshot.rows(
        f"SELECT {_COLUMNS} FROM relation r WHERE r.owner IN (SELECT value FROM json_each(?)) AND {snapshot.holds('r')}"
        " ORDER BY r.owner, r.kind, r.subject, r.object",
        [json.dumps(terms)],
    )
    found: dict[str, list[RelationRow]] = {}
    for row in _shown(snapshot, rows):
        found.setdefault(row.claim, []).append(row)
    return found


def facets(snapshot: Snapshot, iri: str, choice: RelationFilter) -> dict[str, tuple[Facet, ...]]:
    """Return exact counts of an entity's relations by what they may be filtered by."""
    term = snapshot.term(iri)
    counts: dict[str, Counter[object]] = {name: Counter() for name in _FACETS}
    for *values, number in _numbers(snapshot, term, choice) if term is not None else ():
        for name, value in zip(_FACETS, values, strict=True):
            if value not in (None, ""):
                counts[name][value] += number
    return {name: _facet(snapshot, counter, name in ("award", "province")) for name, counter in counts.items()}


def neighbours(snapshot: Snapshot, iri: str, choice: RelationFilter, limit: int) -> list[Neighbour]:
    """Return the entities one hop away, most often related first."""
    term = snapshot.term(iri)
    if term is None:
        return []
    kinds: dict[int, set[RelationKind]] = {}
    numbers: Counter[int] = Counter()
    for direction, kind in _branches(snapshot, term, choice):
        _, theirs = _SIDES[direction]
        join = _join(theirs, snapshot) if choice.counterpart_kinds else ""
        where = _where(snapshot, term, direction, kind, choice)
        for other, number in snapshot.rows(
            f"SELECT r.{theirs}, count(*) FROM relation r{join} WHERE {where.sql} GROUP BY 1",
            where.values,
        ):
            kinds.setdefault(other, set()).add(kind)
            numbers[other] += number
    best = sorted(numbers, key=lambda other: (-numbers[other], other))[:limit]
    names = snapshot.named(best)
    degrees = _degrees(snapshot, best)
    return [
        Neighbour(names[other], tuple(sorted(kinds[other])), numbers[other], degrees.get(other, 0)) for other in best
    ]


def between(snapshot: Snapshot, left: str, right: str, limit: int) -> list[RelationRow]:
    """Return the relations that join two entities, in either direction, newest first; with a limit of -1 all."""
    terms = snapshot.term(left), snapshot.term(right)
    rows = [
        row
        for ends in (terms, terms[::-1])
        for row in snapshot.rows(
            f"SELECT {_COLUMNS} FROM relation r WHERE r.subject = ? AND r.object = ? AND {snapshot.holds('r')}", ends
        )
    ]
    rows.sort(key=lambda row: (row[5], row[1], row[0]), reverse=True)
    return list(_shown(snapshot, rows if limit < 0 else rows[:limit]))


def links(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield (subject, kind, object) of every relation but mentions, each once."""
    yield from snapshot.each(
        "SELECT s.iri, r.kind, o.iri FROM (SELECT DISTINCT subject, kind, object FROM relation r"
        f" WHERE {snapshot.holds('r')} AND kind <> 'mentions') r"
        " JOIN term s ON s.id = r.subject JOIN term o ON o.id = r.object"
    )


def counts(snapshot: Snapshot, term: int) -> dict[tuple[Direction, RelationKind], int]:
    """Return how many relations an entity has, by direction and kind."""
    rows = snapshot.rows(
        f"SELECT direction, kind, number FROM tally c WHERE owner = ? AND {snapshot.holds('c')}", (term,)
    )
    return {(Direction(direction), RelationKind(kind)): number for direction, kind, number in sorted(rows)}


# --- inside

_FACETS = ("direction", "kind", "counterpart_kind", "award", "level", "year", "province")


def _branches(snapshot: Snapshot, term: int, choice: RelationFilter) -> list[tuple[Direction, RelationKind]]:
    """Return which kinds of relations an entity has, of those asked for."""
    return [
        (direction, kind)
        for direction, kind in counts(snapshot, term)
        if (not choice.kinds or kind in choice.kinds) and choice.direction in (None, direction)
    ]


def _where(snapshot: Snapshot, term: int, direction: Direction, kind: RelationKind, choice: RelationFilter) -> Where:
    mine, theirs = _SIDES[direction]
    where = Where()
    where.add(f"r.{mine} = ? AND r.kind = ? AND {snapshot.holds('r')}", term, str(kind))
    for column, iri in ((theirs, choice.counterpart), ("award", choice.award)):
        if iri is not None:
            where.add(f"r.{column} = ?", snapshot.term(iri) or -1)
    if choice.province is not None:
        column = "province_now" if choice.now else "province"
        where.add(f"r.{column} = ?", snapshot.term(choice.province) or -1)
    if choice.level is not None:
        where.add("r.level = ?", choice.level)
    where.any_of("o.kind", choice.counterpart_kinds)
    where.any_of("r.role", choice.roles)
    where.between("r.date", choice.since, choice.until)
    return where


def _join(theirs: str, snapshot: Snapshot) -> str:
    return f" LEFT JOIN entity o ON o.owner = r.{theirs} AND {snapshot.holds('o')}"


def _branch(
    snapshot: Snapshot,
    term: int,
    direction: Direction,
    kind: RelationKind,
    choice: RelationFilter,
    order: Order,
    start: list[Any] | None,
    limit: int,
) -> list[tuple[Row, Row]]:
    """Return the next rows of one kind and direction, each after its key."""
    rows: list[tuple[Row, Row]] = []
    for first, condition in _parts(choice, order, start):
        if len(rows) < limit:
            rows += _part(
                snapshot, term, (direction, kind), choice, (order, first, condition), start, limit - len(rows)
            )
    return rows


def _parts(choice: RelationFilter, order: Order, start: list[Any] | None) -> list[tuple[str, str]]:
    """Return what rows are ordered by first, and which rows; of the oldest first, undated ones come after all others."""
    if order is not Order.OLDEST or choice.since:
        return [(_KEYS[order][0], "")]
    undated = ("'~'", "r.date = ''")
    return [undated] if start is not None and start[0] == "~" else [("r.date", "r.date <> ''"), undated]


def _part(
    snapshot: Snapshot,
    term: int,
    branch: tuple[Direction, RelationKind],
    choice: RelationFilter,
    ordered: tuple[Order, str, str],
    start: list[Any] | None,
    limit: int,
) -> list[tuple[Row, Row]]:
    direction, kind = branch
    order, first, condition = ordered
    _, theirs = _SIDES[direction]
    way = _KEYS[order][1]
    where = _where(snapshot, term, direction, kind, choice)
    if condition:
        where.add(condition)
    if start is not None:
        sign = "<" if way == "DESC" else ">"
        where.add(
            f"({first}, r.claim, r.{theirs}, r.role, ?, ?) {sign} (?, ?, ?, ?, ?, ?)", str(direction), str(kind), *start
        )
    join = _join(theirs, snapshot) if choice.counterpart_kinds or order is Order.COUNTERPART else ""
    leading = "" if first.startswith("'") else f"{first} {way}, "
    rows = snapshot.rows(
        f"SELECT {first}, r.claim, r.{theirs}, r.role, {_COLUMNS} FROM relation r{join} WHERE {where.sql}"
        f" ORDER BY {leading}r.claim {way}, r.{theirs} {way}, r.role {way} LIMIT ?",
        [*where.values, limit],
    )
    return [((*row[:4], str(direction), str(kind)), row[4:]) for row in rows]


def _numbers(snapshot: Snapshot, term: int, choice: RelationFilter) -> Iterator[Row]:
    """Yield the values of all facets with how many relations have them."""
    summed = index_summed.related(snapshot, term, choice)
    if summed is not None:
        yield from summed
        return
    for direction, kind in _branches(snapshot, term, choice):
        yield from ((str(direction), str(kind), *row) for row in _counted(snapshot, term, direction, kind, choice))


def _counted(
    snapshot: Snapshot, term: int, direction: Direction, kind: RelationKind, choice: RelationFilter
) -> list[Row]:
    _, theirs = _SIDES[direction]
    where = _where(snapshot, term, direction, kind, choice)
    return snapshot.rows(
        f"SELECT o.kind, r.award, r.level, substr(r.date, 1, 4), r.province, count(*) FROM relation r"
        f"{_join(theirs, snapshot)} WHERE {where.sql} GROUP BY 1, 2, 3, 4, 5",
        where.values,
    )


def _facet(snapshot: Snapshot, counter: Counter[object], terms: bool) -> tuple[Facet, ...]:
    names: dict[int, Named] = {}
    if terms:
        names = snapshot.named(value for value in counter if isinstance(value, int))
    shown = [
        Facet(names[value].iri, names[value].label, number)
        if isinstance(value, int)
        else Facet(str(value), None, number)
        for value, number in counter.items()
    ]
    return tuple(sorted(shown, key=lambda one: (-one.count, one.value)))


def _degrees(snapshot: Snapshot, terms: Iterable[int]) -> dict[int, int]:
    wanted = list(terms)
    marks = ", ".join("?" * len(wanted))
    return dict(
        snapshot.rows(
            f"SELECT owner, sum(number) FROM tally c WHERE owner IN ({marks}) AND {snapshot.holds('c')} GROUP BY 1",
            wanted,
        )
    )


def _shown(snapshot: Snapshot, rows: list[Row]) -> Iterator[RelationRow]:
    names = snapshot.named(row[place] for row in rows for place in _TERMS)
    for row in rows:
        yield RelationRow(
            RelationKind(row[0]),
            names[row[1]].iri,
            names[row[2]],
            names[row[3]],
            row[4] or None,
            row[5] or None,
            row[6],
            bool(row[7]),
            names.get(row[8]),
            names.get(row[9]),
            row[10],
            names[row[11]].iri if row[11] is not None else None,
            names[row[12]].iri if row[12] is not None else None,
            row[13],
            row[14],
            row[15],
        )
