"""Places as linking compares them: wherever an address or a unit is, said in the units in force now."""

from __future__ import annotations

from ontology import addresses, units
from ontology.addresses import Address
from ontology.units import Day, Level
from queries.linking.comparing import NOWHERE, Where


def where(text: str, on: Day = None) -> Where:
    """Return where an address is, as far as it is understood."""
    return of_address(addresses.understood(text, on))


def of_address(found: Address) -> Where:
    """Return the same for an address that was understood."""
    if found.province is None:
        return NOWHERE
    communes = found.communes_now if found.commune is not None else ()
    return Where(found.province_now, found.district.iri if found.district else None, frozenset(communes))


def of_unit(iri: str) -> Where:
    """Return where a unit is; NOWHERE for what is none."""
    found = units.find(iri)
    if found is None:
        return NOWHERE
    province = units.province_now(iri)
    if found.level is Level.COMMUNE:
        later = found.later if found.old else (found.iri,)
        return Where(province, found.within if found.old else None, frozenset(later))
    return Where(province, found.iri if found.level is Level.DISTRICT else None)
