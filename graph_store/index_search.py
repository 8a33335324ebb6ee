"""Search by name: typed diacritics bind, missing ones fold; exact names first, then the most written about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_store.index_reading import Snapshot, Where
from graph_store.index_words import askings, binds, is_toned
from graph_store.rows import Hit
from ontology.spelling import fold

_LOOKED_AT = 400
_EXACT, _SAME, _BEGINS, _PHRASE, _ORDERED, _WORDS = 100, 90, 80, 70, 60, 50
_AS_TYPED = 5
_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Found:
    owner: int
    text: str
    quality: int


def search(
    snapshot: Snapshot, text: str, kinds: Iterable[str], province: str | None, now: bool, limit: int
) -> list[Hit]:
    """Return entities by name, best match first, then those with most documents, then with most relations."""
    where = Where()
    where.any_of("e.kind", kinds)
    if province is not None:
        where.add(f"e.{'province_now' if now else 'province'} IS ?", snapshot.term(province) or -1)
    best: dict[int, _Found] = {}
    for asked in askings(text):
        for found in _found(snapshot, asked, where, limit):
            known = best.get(found.owner)
            if known is None or (-found.quality, found.text) < (-known.quality, known.text):
                best[found.owner] = found
    return _hits(snapshot, best.values(), limit)


def _found(snapshot: Snapshot, asked: tuple[str, ...], where: Where, limit: int) -> Iterator[_Found]:
    """Yield names that match, in steps from the best matches on, no further than is needed."""
    whole = list(_matching(snapshot, "name n WHERE n.folded = ?", fold(" ".join(asked)), asked, where))
    yield from whole
    owners = {one.owner for one in whole}
    for anchor in ("^", ""):
        if len(owners) >= limit:
            return
        words = _expression(snapshot, asked, anchor)
        source = "words w JOIN name n ON n.id = w.rowid WHERE words MATCH ?"
        for one in _matching(snapshot, source, words, asked, where) if words else ():
            owners.add(one.owner)
            yield one


def _expression(snapshot: Snapshot, asked: tuple[str, ...], anchor: str) -> str:
    """Return what the full-text index is asked for: all words, the last one perhaps only begun; '' finds nothing."""
    parts: list[str] = []
    for number, word in enumerate(asked[:_MOST_WORDS]):
        last = number == len(asked) - 1
        here = anchor if number == 0 else ""
        if is_toned(word):
            spelt = [other for other in _syllables(snapshot, word, last) if binds(word, other, start=last)]
            if not spelt:
                return ""
            parts.append(f"toned : ({' OR '.join(f'{here}{_quoted(other)}' for other in spelt)})")
        else:
            parts.append(f"folded : ({here}{_quoted(fold(word))}{'*' if last else ''})")
    return " AND ".join(parts)


def _quoted(word: str) -> str:
    return f'"{word}"'


def _syllables(snapshot: Snapshot, word: str, begun: bool) -> Iterator[str]:
    """Yield the words with diacritics that names have for a folded word, or for one that begins so."""
    folded = fold(word)
    rows = snapshot.each(
        "SELECT toned FROM syllable WHERE folded >= ? AND folded < ?", (folded, f"{folded}{'￿' if begun else ' '}")
    )
    yield from (toned for (toned,) in rows)


def _matching(snapshot: Snapshot, source: str, value: str, asked: tuple[str, ...], where: Where) -> Iterator[_Found]:
    """Yield the names of a source that bind to what was asked."""
    rows = snapshot.each(
        f"SELECT n.owner, n.text, n.toned FROM {source} AND {snapshot.holds('n')} AND EXISTS ("
        f"SELECT 1 FROM entity e WHERE e.owner = n.owner AND {snapshot.holds('e')} AND {where.sql}) LIMIT {_LOOKED_AT}",
        [value, *where.values],
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
    owners = json.dumps([one.owner for one in best])
    rows = snapshot.rows(
        "SELECT e.owner, t.iri, e.label, e.kind, e.date, p.iri FROM json_each(?) j"
        f" JOIN entity e ON e.owner = j.value AND {snapshot.holds('e')} JOIN term t ON t.id = e.owner"
        " LEFT JOIN term p ON p.id = e.province",
        [owners],
    )
    counted = snapshot.rows(
        "SELECT c.owner, sum(c.number), sum(c.number * (c.direction = 'in' AND c.kind = 'mentions'))"
        f" FROM json_each(?) j JOIN tally c ON c.owner = j.value AND {snapshot.holds('c')} GROUP BY 1",
        [owners],
    )
    degrees = {owner: degree for owner, degree, _ in counted}
    documents = {owner: number for owner, _, number in counted}
    hits: list[tuple[int, Hit]] = []
    for owner, iri, label, kind, date, province in rows:
        found_by, number = by_owner[owner], documents.get(owner, 0)
        hit = Hit(iri, label, kind, found_by.text, found_by.quality, number, province, date)
        hits.append((degrees.get(owner, 0), hit))
    hits.sort(key=lambda one: (-one[1].quality, -one[1].documents, -one[0], fold(one[1].label), one[1].iri))
    return [hit for _, hit in hits[:limit]]
