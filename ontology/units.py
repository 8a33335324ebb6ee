"""Provinces of both catalogues: which one a name means on a day, and what became of it on 2025-07-01.

Resolution 202/2025/QH15 made 34 provinces of 63; codes were reused, so every IRI carries its catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pyoxigraph import RdfFormat, parse

from ontology.iris import VOCABULARY
from ontology.terms import DCT, HTX, SKOS

LAST_DAY = "2025-06-30"
"""The last day of the catalogue of 63 provinces."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one catalogue: its bare name, its code there, and the IRI of what it is since 2025-07-01."""

    iri: str
    name: str
    code: str
    old: bool
    now: str


@cache
def provinces() -> tuple[Province, ...]:
    """Return the provinces of both catalogues, the old ones first, by code."""
    return tuple(sorted(_read(), key=lambda one: (not one.old, one.code)))


@cache
def _by_iri() -> dict[str, Province]:
    return {one.iri: one for one in provinces()}


@cache
def _by_name() -> dict[tuple[str, bool], Province]:
    return {(one.name.lower(), one.old): one for one in provinces()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({re.escape(one.name) for one in provinces()}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def province_in(text: str, on: str | None, *, own: bool = False) -> str | None:
    """Return the IRI of the province that a text names last, in the catalogue in force on an ISO day; None if none.

    A name that only one catalogue has is that catalogue's on any day; one that both have needs the day. With `own` the
    text must end with the name: *UBND tỉnh Bắc Giang* is of the province, *HTX Hà Nam Xanh* is not.
    """
    found = list(_pattern().finditer(text))
    if not found or (own and found[-1].end() != len(text.rstrip())):
        return None
    name = found[-1].group().lower()
    old, new = _by_name().get((name, True)), _by_name().get((name, False))
    if old is None or new is None:
        only = old or new
        return only.iri if only is not None else None
    if on is None:
        return None
    return old.iri if on[:10] <= LAST_DAY[: len(on)] else new.iri


def province_now(iri: str) -> str | None:
    """Return the IRI of what a province is since 2025-07-01 (itself, if it is of that catalogue); None if unknown."""
    known = _by_iri().get(iri)
    return known.now if known is not None else None


def province(iri: str) -> Province | None:
    """Return the province with an IRI, or None."""
    return _by_iri().get(iri)


def _read() -> list[Province]:
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    later: dict[str, str] = {}
    with (resources.files("ontology") / "places.ttl").open("rb") as file:
        for triple in parse(file, format=RdfFormat.TURTLE):
            subject, predicate = str(triple.subject.value), triple.predicate.value
            if "/province/" not in subject or not subject.startswith(f"{VOCABULARY}unit/"):
                continue
            if predicate == SKOS.prefLabel and triple.object.language == "vi":
                names[subject] = triple.object.value
            elif predicate == HTX.unitCode:
                codes[subject] = triple.object.value
            elif predicate == DCT.isReplacedBy:
                later[subject] = triple.object.value
    found = []
    for iri, name in names.items():
        bare = re.sub(r"^(?:Tỉnh|Thành phố) ", "", name)
        found.append(Province(iri, bare, codes[iri], f"/unit/{LAST_DAY}/" in iri, later.get(iri, iri)))
    return found
