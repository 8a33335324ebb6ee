"""Reading the sums that are kept beforehand (`index_sums`), where they can answer what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph_store.index_reading import Row, Snapshot
from graph_store.rows import ConferralFilter, RelationFilter

_ROLES = ("grantor", "presenter", "principal", "recipient")
_YEAR = 4
_IN_FORCE = ConferralFilter().statuses


def related(snapshot: Snapshot, term: int, choice: RelationFilter) -> list[Row] | None:
    """Return an entity's relations as (direction, kind, other kind, award, level, year, province, number).

    None when they are not counted beforehand, or not by what is asked for.
    """
    known = snapshot.rows(
        "SELECT direction, kind, other_kind, award, level, year, province, number FROM facet f"
        f" WHERE owner = ? AND {snapshot.holds('f')}",
        (term,),
    )
    if not known or choice.counterpart or choice.roles or (choice.now and choice.province) or not _in_years(choice):
        return None
    award, province = _wanted(snapshot, choice.award), _wanted(snapshot, choice.province)
    return [
        row
        for row in known
        if choice.direction in (None, row[0])
        and (not choice.kinds or row[1] in choice.kinds)
        and (not choice.counterpart_kinds or row[2] in choice.counterpart_kinds)
        and award in (None, row[3])
        and choice.level in (None, row[4])
        and _dated(row[5], choice)
        and province in (None, row[6])
    ]


def conferrals(snapshot: Snapshot, choice: ConferralFilter) -> list[Row] | None:
    """Return conferrals as (award, category, level, year, province, province now, status, recipients' kinds, number).

    None when they are not counted beforehand, or not by what is asked for.
    """
    parties = _parties(choice)
    plain = replace(
        choice, grantor=None, presenter=None, principal=None, recipient=None, award=None, level=None, province=None,
        now=False, since=None, until=None, statuses=_IN_FORCE, recipient_kinds=(),
    )  # fmt: skip
    if plain != ConferralFilter() or len(parties) > 1 or not _in_years(choice):
        return None
    role, iri = parties[0] if parties else ("", None)
    known = snapshot.rows(
        "SELECT award, category, level, year, province, province_now, status, kinds, number FROM cube c"
        f" WHERE owner = ? AND role = ? AND {snapshot.holds('c')}",
        ((snapshot.term(iri) or -1) if iri else 0, role),
    )
    if not known:
        return None
    award, province = _wanted(snapshot, choice.award), _wanted(snapshot, choice.province)
    where = 5 if choice.now else 4
    return [
        row
        for row in known
        if (award is None or award in row[:2])
        and choice.level in (None, row[2])
        and _dated(row[3], choice)
        and province in (None, row[where])
        and (not choice.statuses or row[6] in choice.statuses)
        and (not choice.recipient_kinds or any(f"|{kind}|" in row[7] for kind in choice.recipient_kinds))
    ]


def edges(snapshot: Snapshot, choice: ConferralFilter, by: str, limit: int, start: int = 0) -> list[Row] | None:
    """Return (giver, target, conferrals, at least, unsized, first, last), most conferrals first; None as above.

    The first `start` of them are left out.
    """
    given, taken = getattr(choice, by), choice.recipient
    others = [role for role, _ in _parties(choice) if role not in (by, "recipient")]
    if others or replace(choice, grantor=None, presenter=None, principal=None, recipient=None) != ConferralFilter():
        return None
    condition, values = "", []
    for column, iri in (("owner", given), ("target", taken)):
        if iri is not None:
            condition += f" AND e.{column} = ?"
            values.append(snapshot.term(iri) or -1)
    return snapshot.rows(
        "SELECT nullif(e.owner, 0), nullif(e.target, 0), e.conferrals, e.at_least, e.unsized, e.since, e.until"
        f" FROM edge e WHERE e.role = ?{condition} AND {snapshot.holds('e')}"
        " ORDER BY e.conferrals DESC, e.until DESC, e.owner, e.target LIMIT ? OFFSET ?",
        [by, *values, limit, start],
    )


def _parties(choice: ConferralFilter) -> list[tuple[str, str]]:
    return [(role, iri) for role in _ROLES if (iri := getattr(choice, role)) is not None]


def _wanted(snapshot: Snapshot, iri: str | None) -> int | None:
    return None if iri is None else snapshot.term(iri) or -1


def _in_years(choice: RelationFilter | ConferralFilter) -> bool:
    """Tell whether only whole years are asked for, if any."""
    return all(day is None or len(day) == _YEAR for day in (choice.since, choice.until))


def _dated(year: str, choice: RelationFilter | ConferralFilter) -> bool:
    if not year:
        return choice.since is None and choice.until is None
    return (choice.since is None or year >= choice.since) and (choice.until is None or year <= choice.until)


def counted(rows: Iterable[Row], place: int) -> list[tuple[object, int]]:
    """Return how often each value stands in a place, by the numbers at the rows' ends."""
    numbers: dict[object, int] = {}
    for row in rows:
        numbers[row[place]] = numbers.get(row[place], 0) + row[-1]
    return list(numbers.items())
