"""The dated administrative unit that a stated place or an organization's name means."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.model import Mention
from ingest.values import PartialDate
from ontology import units
from ontology.units import Level

_DISTRICT = re.compile(r"\b(huyện|quận|thị xã|thành phố|h\.|q\.|tx\.?|tp\.?) ?(?=([^,;()–]+))", re.IGNORECASE)
_KINDS = {"h.": "huyện", "q.": "quận", "tx": "thị xã", "tp": "thành phố"}
_LONGEST = 5
"""Words of a district's name at most."""


def unit_of(place: str, on: PartialDate | None) -> str | None:
    """Return the IRI of the province a place names, in the catalogue in force on a day; None when it names none."""
    return units.province_in(place, _day(on))


def place_of(place: str, on: PartialDate | None) -> str | None:
    """Return the IRI of the unit a place names on a day: its district where there were districts, else its province.

    None when it names none, or names of which none is meant alone. Communes are kept in words: the graph has no units
    of theirs.
    """
    return _place_of(place, _day(on))


def province_of(mention: Mention, on: PartialDate | None) -> str | None:
    """Return the IRI of the province that an organization's own name says it is of; None when it says none."""
    return units.province_in(mention.name, _day(on), own=True)


@lru_cache(maxsize=50_000)
def _place_of(place: str, day: str | None) -> str | None:
    province = units.province_in(place, day)
    districts = {found for one in _DISTRICT.finditer(place) if (found := _district(one[1], one[2], day, province))}
    return districts.pop() if len(districts) == 1 else province


def _district(kind: str, rest: str, day: str | None, province: str | None) -> str | None:
    """Return the district whose name is the longest that follows its kind."""
    words = rest.split()
    for length in range(min(len(words), _LONGEST), 0, -1):
        name = f"{_KINDS.get(kind.lower().rstrip('.'), _KINDS.get(kind.lower(), kind))} {' '.join(words[:length])}"
        found = units.unit(name, Level.DISTRICT, day, province)
        if found is not None:
            return found.iri
    return None


def _day(on: PartialDate | None) -> str | None:
    return str(on) if on is not None else None
