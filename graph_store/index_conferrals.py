"""Conferrals as of one generation: one, pages of them, facets, and who awarded whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_store import index_summed
from graph_store.index_reading import Row, Snapshot, Where, after, mark
from graph_store.rows import ConferralFilter, ConferralRow, Edge, Facet, Group, Named, Order, Page, Party, PartyRole

_COLUMNS = (
    "c.owner, c.award, c.category, c.grade, c.level, c.status, c.date, c.period, c.decision, c.event, c.province,"
    " c.province_now, c.reason, c.named, c.at_least, c.unsized, c.evidence, c.documents"
)
_TERMS = (0, 1, 2, 8, 9, 10, 11)
_KEYS = {
    Order.NEWEST: ("c.date", "DESC"),
    Order.OLDEST: ("CASE c.date WHEN '' THEN '~' ELSE c.date END", "ASC"),
    Order.EVIDENCE: ("c.evidence", "DESC"),
}
_BY_RECIPIENT = "(SELECT min(s.sort) FROM party s WHERE s.owner = c.owner AND s.role = 'recipient' AND {})"
_FACETS = {
    "award": "c.award",
    "level": "c.level",
    "year": "nullif(substr(c.date, 1, 4), '')",
    "province": "c.province",
    "province_now": "c.province_now",
    "status": "c.status",
}
GROUPS = {
    "award": "c.award",
    "category": "c.category",
    "year": "nullif(substr(c.date, 1, 4), '')",
    "level": "c.level",
    "province": "c.province",
    "province_now": "c.province_now",
}
_TERM_FACETS = frozenset({"award", "category", "province", "province_now"})
_RECIPIENT_KIND = "coalesce(r.member_kind, (SELECT e.kind FROM entity e WHERE e.owner = r.who AND {}))"


def one(snapshot: Snapshot, claim: str) -> ConferralRow | None:
    """Return one conferral, or None."""
    rows = snapshot.rows(
        f"SELECT {_COLUMNS} FROM conferral c WHERE c.owner = ? AND {snapshot.holds('c')}", (snapshot.term(claim),)
    )
    return next(_shown(snapshot, rows), None)


def page(
    snapshot: Snapshot, choice: ConferralFilter, order: Order, cursor: str | None, limit: int
) -> Page[ConferralRow]:
    """Return conferrals in order, a page at a time."""
    leading = _parties(snapshot, choice)[:1] if order is Order.NEWEST else []
    where = conditions(snapshot, choice, leading)
    first, way = _KEYS.get(order) or (f"coalesce({_BY_RECIPIENT.format(snapshot.holds('s'))}, '~')", "ASC")
    owner, source = "c.owner", "conferral c"
    for column, role, term in leading:  # read along the party's index, which has the dates, too
        first, owner, source = "p.date", "p.owner", "party p CROSS JOIN conferral c ON c.owner = p.owner"
        where.add(f"p.{column} = ? AND p.role = ? AND {snapshot.holds('p')}", term, role)
    start = after(cursor, 2)
    if start is not None:
        where.add(f"({first}, {owner}) {'<' if way == 'DESC' else '>'} (?, ?)", *start)
    found: dict[int, Row] = {}
    for row in snapshot.each(
        f"SELECT {first}, {_COLUMNS} FROM {source} WHERE {where.sql} ORDER BY {first} {way}, {owner} {way}"
        f" LIMIT {-1 if leading else limit + 1}",
        where.values,
    ):
        found.setdefault(row[1], row)  # a presenter may be there for two principals
        if len(found) > limit:
            break
    rows = list(found.values())
    following = mark(rows[limit - 1][:2]) if len(rows) > limit else None
    return Page(tuple(_shown(snapshot, [row[1:] for row in rows[:limit]])), following)


def facets(snapshot: Snapshot, choice: ConferralFilter) -> dict[str, tuple[Facet, ...]]:
    """Return exact counts of the conferrals asked for, by what they may be filtered by."""
    summed = index_summed.conferrals(snapshot, choice)
    if summed is not None:
        return _summed_facets(snapshot, summed)
    where = conditions(snapshot, choice)
    found: dict[str, tuple[Facet, ...]] = {}
    for name, column in _FACETS.items():
        rows = snapshot.rows(f"SELECT {column}, count(*) FROM conferral c WHERE {where.sql} GROUP BY 1", where.values)
        found[name] = _facet(snapshot, name, rows)
    kind = _RECIPIENT_KIND.format(snapshot.holds("e"))
    rows = snapshot.rows(
        f"SELECT {kind}, count(DISTINCT c.owner) FROM conferral c JOIN party r ON r.owner = c.owner"
        f" AND r.role = 'recipient' AND {snapshot.holds('r')} WHERE {where.sql} GROUP BY 1",
        where.values,
    )
    found["recipient_kind"] = _facet(snapshot, "recipient_kind", rows)
    return found


def edges(
    snapshot: Snapshot, choice: ConferralFilter, by: str, group: str | None, limit: int, start: int = 0
) -> list[Edge]:
    """Return who awarded whom, summed, most conferrals first; the first `start` are left out."""
    if by not in ("grantor", "presenter", "principal"):
        raise ValueError(f"who awarded is a grantor, a presenter or a principal, not {by!r}")
    summed = index_summed.edges(snapshot, choice, by, limit, start) if group is None else None
    if summed is not None:
        return _edges(snapshot, [(*row[:2], None, *row[2:]) for row in summed])
    where = conditions(snapshot, choice)
    if group is None:  # between those asked for, not with whom they share conferrals
        for column, iri in (("g.who", getattr(choice, by)), ("r.who", choice.recipient)):
            if iri is not None:
                where.add(f"{column} = ?", snapshot.term(iri) or -1)
    grouped = _grouped(snapshot, group)
    giver = f"SELECT DISTINCT owner, {'principal' if by == 'principal' else 'who'} AS who FROM party q WHERE"
    giver += f" q.role = '{'grantor' if by == 'grantor' else 'presenter'}' AND {snapshot.holds('q')}"
    target = "NULL" if group else "CASE WHEN r.wording IS NULL THEN r.who END"
    rows = snapshot.rows(
        f"SELECT g.who, {target} AS target, {grouped} AS grouped, count(DISTINCT c.owner),"
        " sum(r.size),"
        " sum(r.wording IS NOT NULL AND r.count IS NULL AND r.minimum IS NULL),"
        " min(nullif(c.date, '')), max(nullif(c.date, ''))"
        f" FROM conferral c LEFT JOIN ({giver}) g ON g.owner = c.owner"
        f" LEFT JOIN party r ON r.owner = c.owner AND r.role = 'recipient' AND {snapshot.holds('r')}"
        f" WHERE {where.sql} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 8 DESC, 1, 2, 3 LIMIT ? OFFSET ?",
        [*where.values, limit, start],
    )
    return _edges(snapshot, rows)


# --- inside


def _edges(snapshot: Snapshot, rows: list[Row]) -> list[Edge]:
    names = snapshot.named(term for row in rows for term in (row[0], row[1]))
    groups = snapshot.iris(row[2] for row in rows if isinstance(row[2], int))
    return [
        Edge(
            names.get(row[0]), names.get(row[1]), groups.get(row[2], row[2]), row[3], row[4] or 0, row[5] or 0, *row[6:]
        )
        for row in rows
    ]


def _summed_facets(snapshot: Snapshot, summed: list[Row]) -> dict[str, tuple[Facet, ...]]:
    """Return the facets of conferrals that were counted beforehand."""
    places = {"award": 0, "level": 2, "year": 3, "province": 4, "province_now": 5, "status": 6}
    found = {
        name: _facet(snapshot, name, ((value or None, number) for value, number in index_summed.counted(summed, place)))
        for name, place in places.items()
    }
    kinds = [(kind, row[-1]) for row in summed for kind in row[7].strip("|").split("|") if kind]
    found["recipient_kind"] = _facet(snapshot, "recipient_kind", index_summed.counted(kinds, 0))
    return found


def _parties(snapshot: Snapshot, choice: ConferralFilter) -> list[tuple[str, str, int]]:
    """Return (column, role, term) of the parties asked for, those that take part in few conferrals first."""
    return [
        (column, role, snapshot.term(iri) or -1)
        for column, role, iri in (
            ("who", "recipient", choice.recipient),
            ("who", "presenter", choice.presenter),
            ("principal", "presenter", choice.principal),
            ("who", "grantor", choice.grantor),
        )
        if iri is not None
    ]


def conditions(snapshot: Snapshot, choice: ConferralFilter, leading: list[tuple[str, str, int]] | None = None) -> Where:
    """Return under which conditions conferrals are read, those on a leading party excepted."""
    where = Where()
    where.add(snapshot.holds("c"))
    for column, role, term in _parties(snapshot, choice)[len(leading or ()) :]:
        condition = f"SELECT q.owner FROM party q WHERE q.{column} = ? AND q.role = ? AND {snapshot.holds('q')}"
        where.add(f"c.owner IN ({condition})", term, role)
    _by_columns(snapshot, choice, where)
    _by_recipients(snapshot, choice, where)
    return where


def _by_columns(snapshot: Snapshot, choice: ConferralFilter, where: Where) -> None:
    if choice.award is not None:
        term = snapshot.term(choice.award) or -1
        is_category = snapshot.rows("SELECT 1 FROM conferral WHERE category = ? LIMIT 1", (term,))
        where.add(f"c.{'category' if is_category else 'award'} = ?", term)
    province = "province_now" if choice.now else "province"
    for column, iri in (("decision", choice.decision), ("event", choice.event), (province, choice.province)):
        if iri is not None:
            where.add(f"c.{column} = ?", snapshot.term(iri) or -1)
    for column, value in (("grade", choice.grade), ("level", choice.level)):
        if value is not None:
            where.add(f"c.{column} = ?", value)
    where.between("c.date", choice.since, choice.until)
    where.any_of("c.status", choice.statuses)


def _by_recipients(snapshot: Snapshot, choice: ConferralFilter, where: Where) -> None:
    if choice.recipient_kinds:
        kinds = [f"|{kind}|" for kind in choice.recipient_kinds]
        where.add(f"({' OR '.join(['instr(c.kinds, ?)'] * len(kinds))})", *kinds)
    if choice.unnamed_only:
        where.add("c.named = 0")
    if choice.grantor_unstated:
        held = snapshot.holds("r")
        where.add(f"NOT EXISTS (SELECT 1 FROM party r WHERE r.owner = c.owner AND r.role = 'grantor' AND {held})")


def _grouped(snapshot: Snapshot, group: str | None) -> str:
    if group is None:
        return "NULL"
    if group == "recipient_kind":
        return _RECIPIENT_KIND.format(snapshot.holds("e"))
    if group not in GROUPS:
        raise ValueError(f"edges are grouped by {', '.join((*GROUPS, 'recipient_kind'))}, not {group!r}")
    return GROUPS[group]


def _facet(snapshot: Snapshot, name: str, rows: Iterable[Row]) -> tuple[Facet, ...]:
    counted = [(value, number) for value, number in rows if value is not None]
    names = snapshot.named(value for value, _ in counted) if name in _TERM_FACETS else {}
    shown = [
        Facet(names[value].iri, names[value].label, number) if names else Facet(str(value), None, number)
        for value, number in counted
    ]
    return tuple(sorted(shown, key=lambda facet: (-facet.count, facet.value)))


def _shown(snapshot: Snapshot, rows: list[Row]) -> Iterator[ConferralRow]:
    parties: dict[int, list[Row]] = {}
    owners = [row[0] for row in rows]
    marks = ", ".join("?" * len(owners))
    for party in snapshot.rows(
        "SELECT p.owner, p.role, p.who, p.count, p.minimum, p.maximum, p.qualifier, p.member_kind, p.wording,"
        f" p.principal, p.presentation FROM party p WHERE p.owner IN ({marks}) AND {snapshot.holds('p')}"
        " ORDER BY p.role, p.sort, p.who, p.principal, p.presentation",
        owners,
    ):
        parties.setdefault(party[0], []).append(party)
    terms = [row[place] for row in rows for place in _TERMS]
    terms += [party[place] for some in parties.values() for party in some for place in (2, 9, 10)]
    names = snapshot.named(terms)
    for row in rows:
        yield _row(row, [_party(party, names) for party in parties.get(row[0], ())], names)


def _row(row: Row, parties: list[Party], names: dict[int, Named]) -> ConferralRow:
    iri = {place: names[row[place]].iri for place in (0, 10, 11) if row[place] is not None}
    return ConferralRow(
        iri[0],
        names.get(row[1]),
        names.get(row[2]),
        row[3],
        row[4],
        row[5],
        row[6] or None,
        row[7],
        names.get(row[8]),
        names.get(row[9]),
        iri.get(10),
        iri.get(11),
        row[12],
        tuple(parties),
        *row[13:],
    )


def _party(row: Row, names: dict[int, Named]) -> Party:
    _, role, who, count, minimum, maximum, qualifier, member_kind, wording, principal, presentation = row
    group = Group(count, minimum, maximum, qualifier, member_kind, wording) if wording is not None else None
    handed = names[presentation].iri if presentation is not None else None
    return Party(PartyRole(role), names[who], group, names.get(principal), handed)
