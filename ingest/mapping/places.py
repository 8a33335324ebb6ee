"""The dated administrative unit that a stated place or an organization's name means."""

from __future__ import annotations

from ingest.model import Mention
from ingest.values import PartialDate
from ontology import units


def unit_of(place: str, on: PartialDate | None) -> str | None:
    """Return the IRI of the province a place names, in the catalogue in force on a day; None when it names none."""
    return units.province_in(place, str(on) if on is not None else None)


def province_of(mention: Mention, on: PartialDate | None) -> str | None:
    """Return the IRI of the province that an organization's own name says it is of; None when it says none."""
    return units.province_in(mention.name, str(on) if on is not None else None, own=True)
