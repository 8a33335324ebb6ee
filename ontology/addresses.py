"""Addresses as registers and lists have them, understood as dated administrative units, old and new.

An address of before 2025-07-01 names commune, district and province; one of after it commune and province. Either is
carried over to the units in force now, where what became of its commune leaves no choice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from ontology import units
from ontology.spelling import comparable
from ontology.units import Day, Unit

_COMMAS, _DASHES = re.compile(r"\s*[,;]\s*"), re.compile(r"\s+[-–]\s+")
_DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_SHORT = {
    "p": "phường", "x": "xã", "tt": "thị trấn", "h": "huyện", "q": "quận", "tx": "thị xã", "tp": "thành phố",
    "t": "tỉnh",
}  # fmt: skip
_DOTTED = re.compile(r"\A(tp|tx|tt|p|x|h|q|t)\.\s*(?=\S)|\A(tp|tx|tt|p|x|h|q)\s+(?=[^\W\d_]|\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: units of the catalogue it was written by, and those in force since 2025-07-01.

    `communes_now` are the communes that took the named one over: several where it was divided, none where only a
    district or province is named. `old` tells the catalogue; None where the names fit both.
    """

    province: Unit | None = None
    district: Unit | None = None
    commune: Unit | None = None
    province_now: str | None = None
    communes_now: tuple[str, ...] = ()
    old: bool | None = None

    @property
    def commune_now(self) -> str | None:
        """The commune in force, where there is only one that it can be."""
        return self.communes_now[0] if len(self.communes_now) == 1 else None


_NOTHING = Address()


@lru_cache(maxsize=200_000)
def understood(text: str, on: Day = None) -> Address:
    """Return the units that an address names, read from its end: province, district if any, commune.

    What is not known stays None. Without a day the names decide the catalogue: a district is of the old one.
    """
    # A dash parts an address only where no comma does: names such as Bà Rịa - Vũng Tàu have one.
    sign = _COMMAS if _COMMAS.search(text) else _DASHES
    parts = [_spelled(part) for part in sign.split(text) if part.strip()]
    for index in range(len(parts) - 1, -1, -1):
        if _provinces().get(parts[index]):
            return _within(parts[:index], parts[index], on)
    return _NOTHING


@lru_cache(maxsize=200_000)
def of_parts(commune: str | None, district: str | None, province: str | None, on: Day = None) -> Address:
    """Return the same for an address whose parts are told apart."""
    return understood(", ".join(part for part in (commune, district, province) if part), on)


def _spelled(part: str) -> str:
    short = _DOTTED.sub(lambda found: _SHORT[(found[1] or found[2]).lower()] + " ", part.strip())
    return comparable(short)


def _within(before: list[str], province: str, on: Day) -> Address:
    """Return the address in whichever catalogue fits: by the day, else by what is named."""
    found = [_in_catalogue(before, one) for one in _provinces()[province] if _may_be(one, on)]
    if not found:
        found = [_in_catalogue(before, one) for one in _provinces()[province]]
    best = max(map(_named, found))
    fitting = [one for one in found if _named(one) == best]
    if len(fitting) == 1:
        return fitting[0]
    return _common(fitting)


def _may_be(one: Unit, on: Day) -> bool:
    side = units.side(on)
    return side is None or one.old is side


def _named(address: Address) -> tuple[bool, bool, int]:
    return address.commune is not None, address.district is not None, len(address.communes_now) == 1


def _common(fitting: list[Address]) -> Address:
    """Return what two readings agree on; a name that both catalogues have is of the commune in force."""
    now = next((one for one in fitting if one.old is False), fitting[0])
    then = next((one for one in fitting if one.old), fitting[0])
    if now.commune is None:
        same = now.province_now == then.province_now
        return Address(now.province, None, None, now.province_now if same else None, (), None)
    both = tuple(sorted({*now.communes_now, *then.communes_now}))
    same = now.province_now == then.province_now
    return Address(now.province, None, now.commune, now.province_now if same else None, both, None)


def _in_catalogue(before: list[str], province: Unit) -> Address:
    now = units.province_now(province.iri)
    bare = Address(province, None, None, now, (), province.old)
    district: Unit | None = None
    rest = list(reversed(before))
    if province.old and rest:
        found = _districts().get((province.iri, rest[0])) or _districts().get((province.iri, _bare(rest[0])), ())
        if len(found) == 1:
            district, rest = found[0], rest[1:]
    for part in rest:
        found = _commune(part, province, district)
        if len(found) == 1:
            return _carried(found[0], province, district)
        if part.startswith(_COMMUNES):
            break  # the commune is named, and is not known here
    return Address(province, district, None, now, _of_district(district), province.old) if district else bare


def _bare(part: str) -> str:
    """Return a district's name without its kind: some became towns or cities, and are called by either."""
    kind = next((one for one in _DISTRICTS if part.startswith(f"{one} ")), "")
    return part.removeprefix(kind).strip()


def _carried(commune: Unit, province: Unit, district: Unit | None) -> Address:
    later = commune.later if commune.old else (commune.iri,)
    if district is None and commune.old and commune.within is not None:
        district = units.find(commune.within)
    provinces = {found.iri for one in later if (found := units.province_of(one)) is not None}
    now = provinces.pop() if len(provinces) == 1 else units.province_now(province.iri)
    return Address(province, district, commune, now, later, commune.old)


def _commune(part: str, province: Unit, district: Unit | None) -> tuple[Unit, ...]:
    if district is not None:
        return _communes().get((district.iri, part), ())
    return _communes().get((province.iri, part), ())


def _of_district(district: Unit) -> tuple[str, ...]:
    return _taken_over().get(district.iri, ())


@cache
def _provinces() -> dict[str, tuple[Unit, ...]]:
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for one in units.provinces():
        for name in {comparable(name) for name in (one.name, one.bare, *one.aliases, f"{one.kind} {one.bare}")}:
            found[name].append(one)
    return {name: tuple(some) for name, some in found.items()}


@cache
def _districts() -> dict[tuple[str, str], tuple[Unit, ...]]:
    found: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
    for one in units.districts():
        for name in {comparable(one.name), comparable(one.bare)}:
            found[one.within or "", name].append(one)
    return {name: tuple(some) for name, some in found.items()}


@cache
def _communes() -> dict[tuple[str, str], tuple[Unit, ...]]:
    """Communes by name within their district, their province then, and (those in force) their province."""
    found: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
    for one in units.communes():
        names = {comparable(one.name), comparable(one.bare)}
        own = units.find(one.within) if one.within is not None else None
        above = {place for place in (one.within, own.within if own is not None else None) if place is not None}
        for place in above:
            for name in names:
                found[place, name].append(one)
    return {name: tuple(some) for name, some in found.items()}


@cache
def _taken_over() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in units.communes():
        if one.old and one.within is not None:
            found[one.within].update(one.later)
    return {district: tuple(sorted(later)) for district, later in found.items()}
