"""Administrative units of two catalogues: which one a name means on a day, and what became of it on 2025-07-01.

Resolution 202/2025/QH15 made 34 provinces of 63 and districts were abolished; codes were reused, so every IRI
carries its catalogue and no name or code that both catalogues have means anything without a day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from ontology import turtle
from ontology.iris import VOCABULARY
from ontology.spelling import comparable
from ontology.terms import DCT, HTX, ORG, SKOS

LAST_DAY = "2025-06-30"
"""The last day of the catalogue of 63 provinces."""

FIRST_DAY = "2025-07-01"
"""The first day of the catalogue of 34 provinces."""

_CODE = re.compile(r"\d{1,5}")

Day = date | str | None
"""A day, an ISO date that may stop at month or year, or None when not known."""


class Level(StrEnum):
    """How high a unit stands."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one catalogue: its full name, the bare one, other names, its code there and the unit above.

    `old` units are of the catalogue that ended on 2025-06-30; `later` are the units that took a province or commune
    over, itself excluded, and empty for units in force and for districts, which nothing took over whole.
    """

    iri: str
    level: Level
    name: str
    bare: str
    aliases: tuple[str, ...]
    code: str
    kind: str
    old: bool
    within: str | None
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that became one on a day: those that went in whole and those of which only a part did.

    `name` and `name_en` are what the change is called; empty for communes.
    """

    iri: str
    on: date
    originals: tuple[str, ...]
    parts: tuple[str, ...]
    resulting: str
    source: str | None
    name: str = ""
    name_en: str = ""


@cache
def provinces() -> tuple[Unit, ...]:
    """Return the provinces of both catalogues, the old ones first, by code."""
    return _read("places.ttl", HTX.Province, Level.PROVINCE)


@cache
def districts() -> tuple[Unit, ...]:
    """Return the districts, abolished on 2025-07-01, by code."""
    return _read("places.ttl", HTX.District, Level.DISTRICT)


@cache
def communes() -> tuple[Unit, ...]:
    """Return the communes of both catalogues, the old ones first, by code. Read only when asked for: there are 13,000."""
    return _read("communes.ttl", HTX.Commune, Level.COMMUNE)


@cache
def successions(level: Level = Level.PROVINCE) -> tuple[Succession, ...]:
    """Return how provinces, or communes, became others on 2025-07-01, by what they became."""
    name = {Level.PROVINCE: "places.ttl", Level.COMMUNE: "communes.ttl"}.get(level)
    if name is None:
        raise ValueError("districts were abolished and became nothing")
    found = [
        Succession(
            entry.iri,
            date.fromisoformat(entry.one(HTX.date) or ""),
            entry.every(HTX.originalUnit),
            entry.every(HTX.originalUnitPart),
            entry.one(HTX.resultingUnit) or "",
            entry.one(DCT.source),
            entry.one(SKOS.prefLabel, "vi") or "",
            entry.one(SKOS.prefLabel, "en") or "",
        )
        for entry in turtle.of_class(name, ORG.ChangeEvent)
    ]
    return tuple(sorted(found, key=lambda one: one.iri))


def unit(name: str, level: Level | str | None = None, on: Day = None, province: str | None = None) -> Unit | None:
    """Return the unit that a name means on a day, perhaps within a province (a name or an IRI); None unless one alone.

    A name with its kind (`huyện Yên Thế`) or without; without a level, provinces come first, then districts, then
    communes. A name that both catalogues have needs the day.
    """
    for one in (Level(level),) if level is not None else tuple(Level):
        found = [candidate for candidate in _named(one).get(comparable(name), ()) if _in_force(candidate, on)]
        if province is not None:
            found = [candidate for candidate in found if _is_in(candidate, province)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def unit_with_code(level: Level | str, code: str, on: Day) -> Unit | None:
    """Return the unit that had a code on a day. Codes are reused, so without a day there is no answer."""
    old = side(on)
    found = [one for one in _all(Level(level)) if one.code == code and one.old is old]
    return found[0] if len(found) == 1 else None


def undated_code(text: str) -> str | None:
    """Return why a bare code means no province, naming what it meant in each catalogue; None for what is no such code."""
    code = text.strip()
    if not _CODE.fullmatch(code):
        return None
    meant = [one for one in provinces() if one.code == code.zfill(len("24"))]
    told = [
        f"{one.name} {'until ' + LAST_DAY if one.old else 'since ' + FIRST_DAY} ({one.iri.replace(VOCABULARY, 'vocab/')})"
        for one in meant
    ]
    among = f"; it was {', '.join(told)}" if told else ""
    return f"the code {code} alone means nothing without a day, as codes were given anew on {FIRST_DAY}{among}"


def find(iri: str) -> Unit | None:
    """Return the unit with an IRI, or None."""
    return next((_by_iri(level)[iri] for level in Level if f"/{level}/" in iri and iri in _by_iri(level)), None)


def province_of(iri: str) -> Unit | None:
    """Return the province a unit is in (itself, if it is one), in the unit's own catalogue; None if unknown."""
    found = find(iri)
    while found is not None and found.level is not Level.PROVINCE:
        found = find(found.within) if found.within is not None else None
    return found


def province_now(iri: str) -> str | None:
    """Return the IRI of the province that a unit's area is in since 2025-07-01; None if the unit is unknown."""
    found = province_of(iri)
    if found is None:
        return None
    return found.later[0] if found.later else found.iri


@lru_cache(maxsize=50_000)
def province_in(text: str, on: Day, *, own: bool = False) -> str | None:
    """Return the IRI of the province that a text names last, in the catalogue in force on a day; None if none.

    A name that only one catalogue has is that catalogue's on any day; one that both have needs the day. With `own` the
    text must end with the name: *UBND tỉnh Bắc Giang* is of the province, *HTX Hà Nam Xanh* is not.
    """
    found = list(_province_names().finditer(text))
    if not found or (own and found[-1].end() != len(text.rstrip())):
        return None
    known = unit(found[-1].group(), Level.PROVINCE, on)
    return known.iri if known is not None else None


def side(on: Day) -> bool | None:
    """Tell whether a day is of the catalogue that ended on 2025-06-30; None when that is not known."""
    if on is None:
        return None
    day = on.isoformat() if isinstance(on, date) else on[: len(LAST_DAY)]
    return None if day == LAST_DAY[: len("2025")] else day <= LAST_DAY[: len(day)]


def _in_force(candidate: Unit, on: Day) -> bool:
    """Tell whether a unit can be meant on a day; one whose name the other catalogue lacks is meant on any day."""
    old = side(on)
    if old is None or candidate.old is old:
        return True
    return candidate.level is Level.PROVINCE and not any(
        other.old is old for other in _named(candidate.level)[comparable(candidate.bare)]
    )


def _is_in(candidate: Unit, province: str) -> bool:
    own = province_of(candidate.iri)
    if own is None:
        return False
    wanted = comparable(province)
    return (
        province in (own.iri, province_now(own.iri))
        or own.iri == province_now(province)
        or wanted in {comparable(name) for name in (own.name, own.bare, *own.aliases)}
    )


@cache
def _all(level: Level) -> tuple[Unit, ...]:
    return {Level.PROVINCE: provinces, Level.DISTRICT: districts, Level.COMMUNE: communes}[level]()


@cache
def _by_iri(level: Level) -> dict[str, Unit]:
    return {one.iri: one for one in _all(level)}


@cache
def _named(level: Level) -> dict[str, list[Unit]]:
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for one in _all(level):
        for name in sorted({comparable(name) for name in _names(one)}):
            found[name].append(one)
    return dict(found)


def _names(one: Unit) -> Iterator[str]:
    yield from (one.name, one.bare, *one.aliases)
    if one.level is Level.PROVINCE:
        yield f"{one.kind} {one.bare}"


@cache
def _province_names() -> re.Pattern[str]:
    names = {name for one in provinces() for name in (one.bare, *one.aliases)}
    longest = sorted(map(re.escape, names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)


def _read(name: str, kind: str, level: Level) -> tuple[Unit, ...]:
    return tuple(sorted(_units(turtle.of_class(name, kind), level), key=lambda one: (not one.old, one.iri)))


def _units(entries: Iterable[turtle.Entry], level: Level) -> Iterator[Unit]:
    for entry in entries:
        name, kind = entry.named("vi"), entry.one(HTX.unitType) or ""
        yield Unit(
            entry.iri,
            level,
            name,
            name.removeprefix(kind).strip() or name,
            entry.every(SKOS.altLabel, "vi"),
            entry.one(HTX.unitCode) or "",
            kind,
            entry.one(HTX.validTo) is not None,
            entry.one(HTX.within),
            entry.every(DCT.isReplacedBy),
        )
