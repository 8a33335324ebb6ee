"""Where a name is told: provinces then and now, and the district and commune of a place."""

from __future__ import annotations

import re
from collections import Counter
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


@lru_cache(maxsize=100_000)
def within(place: str) -> tuple[str | None, str | None]:
    """Return the district and the commune that a stated place names, in comparable form."""
    plain = ", ".join(name_key(part) for part in place.split(","))
    district, commune = _DISTRICT.search(plain), _COMMUNE.search(plain)
    return district.group() if district else None, commune.group() if commune else None


@lru_cache(maxsize=100_000)
def of_district(key: str) -> str | None:
    """Return the province of the district that a name in comparable form ends with, when only one has such a district."""
    found = re.search(r"\b(?:huyện|quận|thị xã) .+\Z", key)
    district = units.unit(found.group(), units.Level.DISTRICT, "2025-06-30") if found else None
    return district.within if district is not None else None
