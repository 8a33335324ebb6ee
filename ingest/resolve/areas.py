"""Where a name is told: provinces then and now, and the district and commune of a place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.resolve.names import name_key
from ontology import units


@cache
def _merged() -> Counter[str]:
    """Return how many old provinces went into each of today's."""
    return Counter(later for one in units.provinces() if one.old for later in one.later)


@lru_cache(maxsize=1000)
def area(unit: str) -> str:
    """Return a province as an area: one that 2025-07-01 left as it was is the same area before and after."""
    province = units.province_of(unit)
    if province is None:
        return unit
    if len(province.later) == 1 and _merged()[province.later[0]] == 1:
        return province.later[0]
    return province.iri


@lru_cache(maxsize=10_000)
def named(province: str, on: str) -> str:
    """Return the area that a province's name means on a day; of one that no catalogue has, the name itself."""
    found = units.province_in(province, on or None)
    return area(found) if found is not None else name_key(province)


@lru_cache(maxsize=1000)
def area_now(unit: str) -> str:
    """Return the province of today that an area lies in."""
    return units.province_now(unit) or unit


@lru_cache(maxsize=1000)
def bare(unit: str) -> str | None:
    """Return a province's name without its kind."""
    province = units.province_of(unit)
    return province.bare if province is not None else None


_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã|thành phố) [^,;]+")
_COMMUNE = re.compile(r"(?<!thị )(?<!hợp tác )\b(?:xã|phường|thị trấn) [^,;]+")


@dataclass(frozen=True, slots=True)
class Within:
    """Where in a province a place is: districts, and communes with the catalogue of their day."""

    districts: frozenset[str]
    communes: frozenset[str]


@lru_cache(maxsize=100_000)
def within(place: str, province: str | None, on: str) -> Within:
    """Return where a stated place is, on a day: a commune of today is in the districts that it was made from."""
    plain = ", ".join(name_key(part) for part in place.split(","))
    district, commune = _DISTRICT.search(plain), _COMMUNE.search(plain)
    districts = {district.group()} if district is not None else set()
    if commune is None:
        return Within(frozenset(districts), frozenset())
    old = on <= units.LAST_DAY
    if not districts and province is not None:
        found = [one for one in _communes().get(commune.group(), ()) if one.old is old and _is_of(one, province)]
        if len(found) == 1:
            districts = {_district(one) for one in ([found[0]] if old else _made_from().get(found[0].iri, ()))} - {""}
    return Within(frozenset(districts), frozenset({f"{commune.group()} {'then' if old else 'now'}"}))


@cache
def _communes() -> dict[str, list[units.Unit]]:
    found: defaultdict[str, list[units.Unit]] = defaultdict(list)
    for one in units.communes():
        found[name_key(f"{one.kind} {one.bare}")].append(one)
    return dict(found)


@cache
def _made_from() -> dict[str, list[units.Unit]]:
    found: defaultdict[str, list[units.Unit]] = defaultdict(list)
    for one in units.communes():
        for later in one.later:
            found[later].append(one)
    return dict(found)


def _is_of(commune: units.Unit, province: str) -> bool:
    own = units.province_of(commune.iri)
    return own is not None and area_now(own.iri) == area_now(province)


def _district(commune: units.Unit) -> str:
    found = units.find(commune.within) if commune.within is not None else None
    return name_key(f"{found.kind} {found.bare}") if found is not None and found.level is units.Level.DISTRICT else ""


@lru_cache(maxsize=100_000)
def of_district(key: str) -> str | None:
    """Return the province of the district that a name in comparable form ends with, when only one has such a district."""
    found = re.search(r"\b(?:huyện|quận|thị xã) .+\Z", key)
    district = units.unit(found.group(), units.Level.DISTRICT, "2025-06-30") if found else None
    return district.within if district is not None else None
