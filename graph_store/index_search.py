"""Search by name: typed diacritics bind, missing ones fold; exact names first, then the most written about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_store.index_reading import Snapshot, Where
from graph_store.index_words import askings, binds
from graph_store.rows import Hit
from ontology.spelling import fold

_LOOKED_AT = 3_000
_EXACT, _SAME, _BEGINS, _PHRASE, _ORDERED, _WORDS = 100, 90, 80, 70, 60, 50
_AS_TYPED = 5


@dataclass(frozen=True, slots=True)
class _Found:
    owner: int
    text: str
    quality: int


def search(
    snapshot: Snapshot, text: str, kinds: Iterable[str], province: str | None, now: bool, limit: int
) -> list[Hit]:
    """Return entities by name, best match first, then most documents, then by name."""
    where = Where()
    where.any_of("e.kind", kinds)
    if province is not None:
        where.add(f"e.{'province_now' if now else 'province'} IS ?", snapshot.term(province) or -1)
    best: dict[int, _Found] = {}
    for asked in askings(text):
        for found in _found(snapshot, asked, where, limit):
            if found.owner not in best or best[found.owner].quality < found.quality:
                best[found.owner] = found
    return _hits(snapshot, best.values(), limit)


def _found(snapshot: Snapshot, asked: tuple[str, ...], where: Where, limit: int) -> Iterator[_Found]:
    folded = fold(" ".join(asked))
    whole = list(_matching(snapshot, "n.folded = ?", folded, asked, where))
    yield from whole
    if len({one.owner for one in whole}) < limit:
        yield from _matching(snapshot, "n.folded > ? AND n.folded < ?", folded, asked, where)
        parts = [f'"{fold(word)}"' for word in asked]
        yield from _matching(snapshot, "", " AND ".join([*parts[:-1], f"{parts[-1]}*"]), asked, where)


def _matching(snapshot: Snapshot, condition: str, value: str, asked: tuple[str, ...], where: Where) -> Iterator[_Found]:
    """Yield the names that a condition (or, without one, the words) finds and that bind to what was asked."""
    values: list[object] = [value, f"{value}￿"] if condition.count("?") > 1 else [value]
    source = f"name n WHERE {condition}" if condition else "words w JOIN name n ON n.id = w.rowid WHERE words MATCH ?"
    rows = snapshot.each(
        f"SELECT n.owner, n.text, n.toned FROM {source} AND {snapshot.holds('n')} AND EXISTS ("
        f"SELECT 1 FROM entity e WHERE e.owner = n.owner AND {snapshot.holds('e')} AND {where.sql}) LIMIT {_LOOKED_AT}",
        [*values, *where.values],
    )
    for owner, text, toned in rows:
        quality = _quality(asked, tuple(toned.split(" ")))
        if quality:
            yield _Found(owner, text, quality)


def _quality(asked: tuple[str, ...], have: tuple[str, ...]) -> int:
    """Return how well a name's words match; 0 when they do not."""
    if asked == have:
        return _EXACT
    if len(asked) == len(have) and _follows(asked, have, whole=True):
        return _SAME
    places = [start for start in range(len(have) - len(asked) + 1) if _follows(asked, have[start:])]
    if places:
        as_typed = any(asked == have[place : place + len(asked)] for place in places)
        return (_BEGINS if places[0] == 0 else _PHRASE) + _AS_TYPED * as_typed
    return _scattered(asked, have)


def _follows(asked: tuple[str, ...], have: tuple[str, ...], *, whole: bool = False) -> bool:
    last = len(asked) - 1
    return all(
        binds(word, other, start=place == last and not whole)
        for place, (word, other) in enumerate(zip(asked, have, strict=False))
    )


def _scattered(asked: tuple[str, ...], have: tuple[str, ...]) -> int:
    """Match words wherever they stand, each word of the name once."""
    free = list(range(len(have)))
    places: list[int] = []
    for number, word in enumerate(asked):
        start = number == len(asked) - 1
        place = next((one for one in free if binds(word, have[one], start=start)), None)
        if place is None:
            return 0
        free.remove(place)
        places.append(place)
    return _ORDERED if places == sorted(places) else _WORDS


def _hits(snapshot: Snapshot, found: Iterable[_Found], limit: int) -> list[Hit]:
    by_owner = {one.owner: one for one in found}
    best = sorted(by_owner.values(), key=lambda one: -one.quality)
    rows = snapshot.rows(
        "SELECT e.owner, t.iri, e.label, e.kind, e.date, p.iri, coalesce(c.number, 0) FROM json_each(?) j"
        f" JOIN entity e ON e.owner = j.value AND {snapshot.holds('e')} JOIN term t ON t.id = e.owner"
        " LEFT JOIN term p ON p.id = e.province LEFT JOIN tally c ON c.owner = e.owner AND c.direction = 'in'"
        f" AND c.kind = 'mentions' AND {snapshot.holds('c')}",
        [json.dumps([one.owner for one in best])],
    )
    hits = [
        Hit(iri, label, kind, by_owner[owner].text, by_owner[owner].quality, documents, province, date)
        for owner, iri, label, kind, date, province, documents in rows
    ]
    return sorted(hits, key=lambda hit: (-hit.quality, -hit.documents, fold(hit.label), hit.iri))[:limit]
