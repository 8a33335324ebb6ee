"""The network of entities as of one generation, as rows of numbers; and who was together with whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from graph_store.index_reading import Snapshot
from graph_store.rows import LinkRow, RelationKind, Together, TogetherRow

CODES = {str(kind): code for code, kind in enumerate((k for k in RelationKind if k is not RelationKind.MENTIONS), 1)}
"""A number for every kind of relation that is in the network; documents' mentions are not."""

_DAY = "CAST(substr(replace({0}, '-', '') || '00000000', 1, 8) AS INTEGER)"


def links(snapshot: Snapshot) -> Iterator[LinkRow]:
    """Yield (subject, object, kind, day, evidence) of every relation of the network, all as numbers.

    `kind` is one of CODES, `day` is 20220322, 20220300 or 20220000 as precise as stated and 0 where there is none.
    """
    kinds = " ".join(f"WHEN '{kind}' THEN {code}" for kind, code in CODES.items())
    wanted = ", ".join(f"'{kind}'" for kind in CODES)
    day = f"CASE r.date WHEN '' THEN 0 ELSE {_DAY.format('r.date')} END"
    yield from snapshot.each(
        f"SELECT r.subject, r.object, CASE r.kind {kinds} END, {day}, r.evidence FROM relation r"
        f" WHERE {snapshot.holds('r')} AND r.kind IN ({wanted}) AND r.subject <> r.object"
    )


def kinds(snapshot: Snapshot) -> Iterator[tuple[int, str]]:
    """Yield every entity's number with its kind, in the order of numbers."""
    yield from snapshot.each(f"SELECT e.owner, e.kind FROM entity e WHERE {snapshot.holds('e')} ORDER BY e.owner")


def day(date: str, *, last: bool = False) -> int:
    """Return a date of any precision as a number; as the `last` of a period it takes in all that begins with it."""
    digits = date.replace("-", "")
    return int(digits.ljust(8, "9" if last else "0"))


def together(snapshot: Snapshot, iri: str, how: Together, limit: int) -> list[TogetherRow]:
    """Return who was together with an entity and how often, most often first."""
    term = snapshot.term(iri)
    if term is None:
        return []
    rows = snapshot.rows(_TOGETHER[how].format(*(snapshot.holds(alias) for alias in "abc")), [term, term, limit])
    names = snapshot.named(row[0] for row in rows)
    return [TogetherRow(names[who], number, first or None, last or None) for who, number, first, last in rows]


def meetings(snapshot: Snapshot, iris: Iterable[str], how: Together) -> Iterator[tuple[int, int, str]]:
    """Yield (entity, event or conferral, date) as numbers for some entities, no date as ''; the earliest first."""
    known = sorted({term for iri in set(iris) if (term := snapshot.term(iri)) is not None})
    yield from snapshot.each(_MEETINGS[how].format(*(snapshot.holds(alias) for alias in "ac")), [json.dumps(known)])


def met(snapshot: Snapshot, iri: str, how: Together) -> int:
    """Return with how many others an entity was together."""
    term = snapshot.term(iri)
    if term is None:
        return 0
    query = _TOGETHER[how].format(*(snapshot.holds(alias) for alias in "abc"))
    return int(snapshot.rows(f"SELECT count(*) FROM ({query})", [term, term, -1])[0][0])


_MEETINGS = {
    Together.EVENTS: (
        "SELECT a.subject, a.object, a.date FROM json_each(?) j JOIN relation a ON a.subject = j.value"
        " AND a.kind = 'participation' AND {0} WHERE NOT EXISTS"
        " (SELECT 1 FROM entity c WHERE c.owner = a.subject AND c.kind = 'group' AND {1}) ORDER BY a.date, a.object"
    ),
    Together.AWARDS: (
        "SELECT a.who, a.owner, a.date FROM json_each(?) j JOIN party a ON a.who = j.value AND a.role = 'recipient'"
        " AND a.wording IS NULL AND {0} JOIN conferral c ON c.owner = a.owner"
        " AND c.status IN ('conferred', 'decided') AND {1} ORDER BY a.date, a.owner"
    ),
}

_TOGETHER = {
    Together.EVENTS: (
        "SELECT b.subject, count(DISTINCT b.object), min(nullif(b.date, '')), max(b.date) FROM relation a"
        " JOIN relation b ON b.object = a.object AND b.kind = 'participation' AND {1}"
        " WHERE a.subject = ? AND a.kind = 'participation' AND {0} AND b.subject <> ?"
        " AND NOT EXISTS (SELECT 1 FROM entity c WHERE c.owner = b.subject AND c.kind = 'group' AND {2})"
        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    ),
    Together.AWARDS: (
        "SELECT b.who, count(DISTINCT b.owner), min(nullif(b.date, '')), max(b.date) FROM party a"
        " JOIN party b ON b.owner = a.owner AND b.role = 'recipient' AND b.wording IS NULL AND {1}"
        " JOIN conferral c ON c.owner = a.owner AND c.status IN ('conferred', 'decided') AND {2}"
        " WHERE a.who = ? AND a.role = 'recipient' AND a.wording IS NULL AND {0} AND b.who <> ?"
        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    ),
}
