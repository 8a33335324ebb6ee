"""Sums that are kept because counting takes too long: relations of those with very many, conferrals, who awarded whom.

Of every sum only what changed is changed, by what the conferrals and relations were before and are now; where that does
not tell (the first day of a pair is withdrawn, an entity becomes of another kind), it is counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph_store.index_awards import IN_FORCE
from graph_store.index_rows import Row, RowKeeper
from graph_store.index_schema import CONFERRAL, CUBE, EDGE, FACET, OPEN, PARTY, RELATION
from graph_store.rows import Direction

MANY = 500
"""From so many relations (or conferrals) on, an entity's are counted beforehand."""
GIVERS = ("grantor", "presenter", "principal")
EVERYBODY, NOBODY = 0, 0
"""Owner of what is counted of all conferrals; who stands where no giver is stated, and for recipients without names."""
_STATUSES = ", ".join(f"'{status}'" for status in sorted(IN_FORCE))
_SIDES = ((Direction.OUT, "subject", "object"), (Direction.IN, "object", "subject"))

Pair = tuple[str, int, int]
"""Role of the giver, giver, target."""


class _Given(NamedTuple):
    """What of a conferral is summed: its dimensions but the role, date, whether in force, and its parties."""

    cube: tuple[object, ...]
    date: str
    in_force: bool
    parties: tuple[Mapping[str, Any], ...]


@dataclass(slots=True)
class _Change:
    """How a pair changed: numbers by which, and days that came or went."""

    conferrals: int = 0
    at_least: int = 0
    unsized: int = 0
    came: set[str] = field(default_factory=set)
    went: set[str] = field(default_factory=set)


class Sums:
    """Keeps the sums true to what `conferral` and `relations` are told of, once `settle` is called."""

    def __init__(self, rows: RowKeeper) -> None:
        """Keep the sums beside these rows."""
        self._rows = rows
        self._pairs: dict[Pair, _Change] = {}
        self._cubes: dict[tuple[str, int], Counter[tuple[object, ...]]] = {}
        self._facets: list[tuple[Row, int]] = []
        self._unsure: set[int] = set()

    def conferral(self, before: tuple[Sequence[Row], Sequence[Row]], now: tuple[Sequence[Row], Sequence[Row]]) -> None:
        """Take note of a conferral's own row and its parties' rows, as they were and as they are."""
        for (given, parties), step in ((before, -1), (now, 1)):
            for row in given:
                self._count(_given(row, parties), step)

    def relations(self, added: Iterable[Row], removed: Iterable[Row]) -> None:
        """Take note of relations that came and went."""
        self._facets += [(row, 1) for row in added]
        self._facets += [(row, -1) for row in removed]

    def another_kind(self, owner: int) -> None:
        """Take note that an entity is of another kind now: whoever has very many relations is counted again."""
        for _, mine, theirs in _SIDES:
            found = self._rows.select(
                f"SELECT DISTINCT {theirs} FROM relation WHERE {mine} = ? AND last = {OPEN}", (owner,)
            )
            self._unsure.update(other for (other,) in found)

    def settle(self, *, whole: bool) -> None:
        """Bring the sums up to date, the rows they sum up being written; with `whole`, count everything again."""
        if whole:
            self._all()
            return
        for pair, change in sorted(self._pairs.items()):
            self._edge(pair, change)
        for (role, owner), cells in sorted(self._cubes.items()):
            self._cube(role, owner, cells)
        self._relations()

    # --- who awarded whom

    def _count(self, one: _Given, step: int) -> None:
        self._cubes.setdefault(("", EVERYBODY), Counter())[one.cube] += step
        for role, who in sorted(_taking_part(one.parties)):
            self._cubes.setdefault((role, who), Counter())[one.cube] += step
        if not one.in_force:
            return
        targets = _targets(one.parties)
        for role in GIVERS:
            for giver in _givers(one.parties, role):
                for target, (size, unsized) in targets.items():
                    change = self._pairs.setdefault((role, giver, target), _Change())
                    change.conferrals += step
                    change.at_least += step * size
                    change.unsized += step * unsized
                    if one.date:
                        (change.came if step > 0 else change.went).add(one.date)

    def _edge(self, pair: Pair, change: _Change) -> None:
        role, giver, target = pair
        columns = ", ".join(EDGE.columns)
        found = self._rows.select(
            f"SELECT {columns} FROM edge INDEXED BY edge_pair"
            f" WHERE target = ? AND role = ? AND owner = ? AND last = {OPEN}",
            (target, role, giver),
        )
        old = found[0] if found else None
        _, _, conferrals, at_least, unsized, since, until = old or (role, target, 0, 0, 0, None, None)
        conferrals += change.conferrals
        if conferrals <= 0:
            self._rows.exchange(EDGE, giver, old, None)
            return
        if change.went & {since, until}:
            since, until = (self._day(pair, way) for way in ("ASC", "DESC"))
        else:
            days = [*change.came, *(day for day in (since, until) if day is not None)]
            since, until = min(days, default=None), max(days, default=None)
        new = role, target, conferrals, at_least + change.at_least, unsized + change.unsized, since, until
        if new != old:
            self._rows.exchange(EDGE, giver, old, new)

    def _day(self, pair: Pair, way: str) -> str | None:
        """Return the first (or last) day on which one awarded another."""
        role, giver, target = pair
        held = f"q.owner = c.owner AND q.last = {OPEN}"
        who = "q.principal" if role == "principal" else "q.who"
        giving = f"EXISTS (SELECT 1 FROM party q WHERE {held} AND q.role = '{_party(role)}' AND {who} IS ?)"
        if giver == NOBODY:
            giving += f" OR NOT EXISTS (SELECT 1 FROM party q WHERE {held} AND q.role = '{_party(role)}')"
        values: list[object] = [giver or None]
        taking = f"EXISTS (SELECT 1 FROM party q WHERE {held} AND q.role = 'recipient' AND q.wording IS NOT NULL)"
        taking += f" OR NOT EXISTS (SELECT 1 FROM party q WHERE {held} AND q.role = 'recipient')"
        source = "conferral c"
        if target != NOBODY:
            source = f"party p CROSS JOIN conferral c ON c.owner = p.owner AND p.last = {OPEN}"
            taking = "p.who = ? AND p.role = 'recipient' AND p.wording IS NULL"
            values.append(target)
        date = "c.date" if target == NOBODY else "p.date"
        found = self._rows.select(
            f"SELECT c.date FROM {source} WHERE c.last = {OPEN} AND c.status IN ({_STATUSES}) AND {date} <> ''"
            f" AND ({giving}) AND ({taking}) ORDER BY {date} {way} LIMIT 1",
            values,
        )
        return str(found[0][0]) if found else None

    # --- conferrals by dimension

    def _cube(self, role: str, owner: int, changes: Mapping[tuple[object, ...], int]) -> None:
        known = self._rows.open(CUBE, owner)
        mine = Counter({row[1:-1]: row[-1] for row in known if row[0] == role})
        if mine or not role:
            mine.update(changes)
        elif self._many(role, owner):
            mine = Counter({row[2:-1]: row[-1] for row in self._rows.select(_cells(role, "?"), (owner,))})
        else:
            return
        others = [row for row in known if row[0] != role]
        self._rows.replace(CUBE, owner, [*others, *((role, *cell, number) for cell, number in mine.items() if number)])
        self._rows.flush()

    def _many(self, role: str, owner: int) -> bool:
        column = "principal" if role == "principal" else "who"
        found = self._rows.select(
            f"SELECT count(*) FROM (SELECT 1 FROM party WHERE {column} = ? AND role = '{_party(role)}' AND last = {OPEN}"
            f" LIMIT {MANY})",
            (owner,),
        )
        return bool(found[0][0] >= MANY)

    # --- relations by dimension

    def _relations(self) -> None:
        cells: dict[int, Counter[tuple[object, ...]]] = {}
        kinds = self._kinds({row[place] for row, _ in self._facets for place in (2, 3)})
        for row, step in self._facets:
            for owner, cell in _facets(row, kinds):
                cells.setdefault(owner, Counter())[cell] += step
        for owner in sorted(cells.keys() | self._unsure):
            known = Counter({row[:-1]: row[-1] for row in self._rows.open(FACET, owner)})
            if owner in self._unsure or not known:
                if not known and not self._has_many(owner):
                    continue
                known = Counter({row[1:-1]: row[-1] for row in self._rows.select(_related("?"), (owner, owner))})
            else:
                known.update(cells[owner])
            self._rows.replace(FACET, owner, [(*cell, number) for cell, number in known.items() if number])
        self._rows.flush()

    def _has_many(self, owner: int) -> bool:
        found = self._rows.select(f"SELECT sum(number) FROM tally WHERE owner = ? AND last = {OPEN}", (owner,))
        return bool((found[0][0] or 0) >= MANY)

    def _kinds(self, owners: Iterable[int]) -> dict[int, str | None]:
        asked = f"SELECT kind FROM entity WHERE owner = ? AND last = {OPEN}"
        return {owner: next((kind for (kind,) in self._rows.select(asked, (owner,))), None) for owner in owners}

    # --- everything

    def _all(self) -> None:
        self._rows.sum_up(EDGE, " UNION ALL ".join(_edges(role) for role in GIVERS))
        parties = " UNION ALL ".join(_cells(role, _MANY_OF.format(*_column(role))) for role in (*GIVERS, "recipient"))
        self._rows.sum_up(CUBE, f"{_EVERY_CELL} UNION ALL {parties}")
        self._rows.sum_up(FACET, _related(_MANY_RELATED))


def _given(row: Row, parties: Iterable[Row]) -> _Given:
    one = dict(zip(CONFERRAL.columns, row, strict=True))
    cell = tuple(one["date"][:4] if name == "year" else one[name] for name in CUBE.columns[1:-1])
    told = tuple(dict(zip(PARTY.columns, party, strict=True)) for party in parties)
    return _Given(cell, one["date"], one["status"] in IN_FORCE, told)


def _party(role: str) -> str:
    """Return which parties are looked at for a role: for whom somebody stands in is told with the presenter."""
    return "presenter" if role == "principal" else role


def _column(role: str) -> tuple[str, str]:
    return ("principal" if role == "principal" else "who"), _party(role)


def _givers(parties: Iterable[Mapping[str, Any]], role: str) -> set[int]:
    column, told = _column(role)
    return {party[column] or NOBODY for party in parties if party["role"] == told} or {NOBODY}


def _taking_part(parties: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for party in parties:
        found.add((party["role"], party["who"]))
        if party["role"] == "presenter" and party["principal"] is not None:
            found.add(("principal", party["principal"]))
    return found


def _targets(parties: Iterable[Mapping[str, Any]]) -> dict[int, tuple[int, int]]:
    """Return each recipient (those without names together) with its size and how many groups have none."""
    found: dict[int, tuple[int, int]] = {}
    for party in parties:
        if party["role"] == "recipient":
            named = party["wording"] is None
            target = party["who"] if named else NOBODY
            size, unsized = found.get(target, (0, 0))
            nothing_told = not named and party["count"] is None and party["minimum"] is None
            found[target] = size + party["size"], unsized + nothing_told
    return found or {NOBODY: (0, 0)}


def _facets(row: Row, kinds: Mapping[int, str | None]) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield under whom and as what a relation is counted."""
    one = dict(zip(RELATION.columns, row, strict=True))
    for direction, mine, theirs in _SIDES:
        told = one["award"], one["level"], one["date"][:4], one["province"]
        yield one[mine], (str(direction), one["kind"], kinds[one[theirs]], *told)


# --- counting in SQL

_DIMENSIONS = ", ".join("substr(c.date, 1, 4)" if column == "year" else f"c.{column}" for column in CUBE.columns[1:-1])
_PLACES = ", ".join(str(place) for place in range(1, len(CUBE.columns) + 1))
_EVERY_CELL = (
    f"SELECT {EVERYBODY}, '', {_DIMENSIONS}, count(*) FROM conferral c WHERE c.last = {OPEN} GROUP BY {_PLACES}"
)
_MANY_OF = (
    f"SELECT {{0}} FROM party WHERE role = '{{1}}' AND last = {OPEN} AND {{0}} IS NOT NULL"
    f" GROUP BY 1 HAVING count(*) >= {MANY}"
)
_MANY_RELATED = f"SELECT owner FROM tally WHERE last = {OPEN} GROUP BY owner HAVING sum(number) >= {MANY}"


def _cells(role: str, owners: str) -> str:
    """Return what counts the conferrals of some parties by dimension: owner, role, dimensions, number."""
    column, told = _column(role)
    parties = f"SELECT DISTINCT owner, {column} AS who FROM party WHERE role = '{told}' AND last = {OPEN}"
    return (
        f"SELECT g.who, '{role}', {_DIMENSIONS}, count(*) FROM ({parties} AND {column} IN ({owners})) g"
        f" CROSS JOIN conferral c ON c.owner = g.owner AND c.last = {OPEN} GROUP BY {_PLACES}"
    )


def _related(owners: str) -> str:
    """Return what counts the relations of some entities by dimension: owner, dimensions, number."""
    return " UNION ALL ".join(
        f"SELECT r.{mine}, '{direction}', r.kind, o.kind, r.award, r.level, substr(r.date, 1, 4), r.province, count(*)"
        f" FROM relation r LEFT JOIN entity o ON o.owner = r.{theirs} AND o.last = {OPEN}"
        f" WHERE r.{mine} IN ({owners}) AND r.last = {OPEN} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
        for direction, mine, theirs in _SIDES
    )


def _edges(role: str) -> str:
    """Return what sums up who awarded whom in force: giver, role, target and the sums."""
    column, told = _column(role)
    givers = f"SELECT DISTINCT owner, {column} AS who FROM party WHERE role = '{told}' AND last = {OPEN}"
    return (
        f"SELECT coalesce(g.who, {NOBODY}), '{role}',"
        f" CASE WHEN r.wording IS NULL THEN coalesce(r.who, {NOBODY}) ELSE {NOBODY} END, count(DISTINCT c.owner),"
        " coalesce(sum(r.size), 0), coalesce(sum(r.wording IS NOT NULL AND r.count IS NULL AND r.minimum IS NULL), 0),"
        " min(nullif(c.date, '')), max(nullif(c.date, ''))"
        f" FROM conferral c LEFT JOIN ({givers}) g ON g.owner = c.owner"
        f" LEFT JOIN party r ON r.owner = c.owner AND r.role = 'recipient' AND r.last = {OPEN}"
        f" WHERE c.last = {OPEN} AND c.status IN ({_STATUSES}) GROUP BY 1, 2, 3"
    )
