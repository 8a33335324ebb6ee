"""Awards summed as of one generation: who or what has most of them, and who both hands over and receives."""

from __future__ import annotations

from graph_store.index_conferrals import GROUPS, conditions
from graph_store.index_reading import Snapshot, after, mark
from graph_store.rows import ConferralFilter, Honoured, Page, Total

PARTIES = ("grantor", "presenter", "principal", "recipient")
OF = (*PARTIES, "award", "category", "event", "year", "level", "province", "province_now")
"""What awards are summed by."""
_SUMS = (
    "count(DISTINCT c.owner), sum(r.size),"
    " sum(r.wording IS NOT NULL AND r.count IS NULL AND r.minimum IS NULL), min(nullif(c.date, '')),"
    " max(nullif(c.date, ''))"
)


def totals(snapshot: Snapshot, choice: ConferralFilter, of: str, limit: int) -> list[Total]:
    """Return how many conferrals each value of `of` (one of OF) has, most first; ValueError for another `of`.

    Recipients are at least so many, plus groups of unstated size. Unnamed groups are no recipients to sum by.
    """
    where = conditions(snapshot, choice)
    value, giver, named = _value(snapshot, of)
    join = "JOIN" if of == "recipient" else "LEFT JOIN"
    rows = snapshot.rows(
        f"SELECT {value}, {_SUMS} FROM conferral c{giver}"
        f" {join} party r ON r.owner = c.owner AND r.role = 'recipient' AND {snapshot.holds('r')}{named}"
        f" WHERE {where.sql} AND {value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?",
        [*where.values, limit],
    )
    names = snapshot.named(row[0] for row in rows if isinstance(row[0], int))
    return [
        Total(
            names.get(row[0]) if isinstance(row[0], int) else None,
            names[row[0]].iri if isinstance(row[0], int) else str(row[0]),
            row[1],
            row[2] or 0,
            row[3] or 0,
            *row[4:],
        )
        for row in rows
    ]


def _value(snapshot: Snapshot, of: str) -> tuple[str, str, str]:
    """Return what is summed by, the join that gives it, and which recipients count."""
    if of not in OF:
        raise ValueError(f"awards are summed by {', '.join(OF)}, not {of!r}")
    if of == "recipient":
        return "r.who", "", " AND r.wording IS NULL"
    if of not in PARTIES:
        return GROUPS.get(of, f"c.{of}"), "", ""
    column, role = ("principal", "presenter") if of == "principal" else ("who", of)
    giver = f"SELECT DISTINCT owner, {column} AS who FROM party q WHERE q.role = '{role}' AND {snapshot.holds('q')}"
    return "g.who", f" JOIN ({giver}) g ON g.owner = c.owner", ""


def both(snapshot: Snapshot, cursor: str | None, limit: int) -> Page[Honoured]:
    """Return who both hands over awards and receives some, by name, a page at a time."""
    start = after(cursor, 2)
    candidates = snapshot.each(
        "SELECT e.sort, e.owner FROM (SELECT DISTINCT q.who FROM party q INDEXED BY party_presenter"
        f" WHERE q.role = 'presenter' AND {snapshot.holds('q')}) g JOIN entity e ON e.owner = g.who AND {snapshot.holds('e')}"
        f" WHERE EXISTS (SELECT 1 FROM party r WHERE r.who = g.who AND r.role = 'recipient' AND {snapshot.holds('r')})"
        f"{' AND (e.sort, e.owner) > (?, ?)' if start else ''} ORDER BY e.sort, e.owner",
        start or (),
    )
    found: list[tuple[str, int, int, int]] = []
    for sort, owner in candidates:  # counted one by one, as far as the page goes
        presented, received = (_in_force(snapshot, owner, role) for role in ("presenter", "recipient"))
        if presented and received:
            found.append((sort, owner, presented, received))
        if len(found) > limit:
            break
    names = snapshot.named(owner for _, owner, _, _ in found)
    following = mark(found[limit - 1][:2]) if len(found) > limit else None
    return Page(tuple(Honoured(names[row[1]], row[2], row[3]) for row in found[:limit]), following)


def _in_force(snapshot: Snapshot, owner: int, role: str) -> int:
    """Return in how many conferrals in force an entity has a role."""
    return int(
        snapshot.rows(
            "SELECT count(DISTINCT p.owner) FROM party p JOIN conferral c ON c.owner = p.owner"
            f" AND {snapshot.holds('c')} AND c.status IN ('conferred', 'decided')"
            f" WHERE p.who = ? AND p.role = ? AND p.wording IS NULL AND {snapshot.holds('p')}",
            (owner, role),
        )[0][0]
    )
