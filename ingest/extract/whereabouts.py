"""Where organizations are, as told right after their names: what tells those of one name in one province apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import Level, PlaceValue
from ingest.extract.tokens import Page
from ingest.model import Mention, OrganizationFact, OrganizationFactKind, Origin
from ontology import units

_APPOSED = Origin("organization.place", 0.9)
# *tại huyện Y* may be where something was handed over; a seat is told with a word of its own.
_LEAD = re.compile(r"(?:,| [-–])? ?\(? ?(?:(?:(?:có )?(?:trụ sở|địa chỉ)|đóng)(?: tại| ở|:)? |thuộc |ở |địa bàn )?")
_BRACKETED = re.compile(r" \(([^()\d,]{2,30})\)")
_SEATED = frozenset({"cooperative", "cooperative_union", "cooperative_group", "enterprise", "school", "fund", "bank"})
_OF_COMMUNE = re.compile(r"(?<!hợp tác )(?<!thị )\b(?:xã|phường|thị trấn) (?!hội\b|viên\b)", re.IGNORECASE)


def read(page: Page) -> Iterator[OrganizationFact]:
    """Yield where each organization is that has its seat in one district: once for each place, with all passages."""
    found: dict[tuple[str, str], OrganizationFact] = {}
    places = {phrase.start: phrase for phrase in page.of_kind(PhraseKind.PLACE)}
    for phrase in page.of_kind(PhraseKind.ORGANIZATION):
        mention: Mention = phrase.value
        if mention.subkind not in _SEATED and not _OF_COMMUNE.search(mention.name):
            continue
        told = _apposed(page, phrase, places) or _bracketed(page, phrase) or _going_on(phrase, places)
        if told is None:
            continue
        place, end = told
        evidence = page.evidence(phrase.start, end)
        known = found.get((mention.name, place))
        passages = (evidence,) if known is None else (*known.evidence, evidence)
        body = mention if known is None else known.organization
        found[mention.name, place] = OrganizationFact(body, OrganizationFactKind.LOCATED_IN, place, passages, _APPOSED)
    yield from found.values()


def _apposed(page: Page, phrase: Phrase, places: dict[int, Phrase]) -> tuple[str, int] | None:
    lead = _LEAD.match(page.shadow.text, phrase.end)
    place = places.get(lead.end()) if lead is not None and lead.group() else None
    if place is None:
        return None
    value: PlaceValue = place.value
    if value.level not in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.VILLAGE) or not value.units[0].type:
        return None
    return value.name, place.end


def _going_on(phrase: Phrase, places: dict[int, Phrase]) -> tuple[str, int] | None:
    """Read *UBND xã Hương Vĩ, huyện Yên Thế*: the place begins within the name and goes on after it."""
    for start in range(phrase.start, phrase.end):
        place = places.get(start)
        if place is not None and place.end > phrase.end and len(place.value.units) > 1:
            return ", ".join(unit.full for unit in place.value.units[1:]), place.end
    return None


def _bracketed(page: Page, phrase: Phrase) -> tuple[str, int] | None:
    """Read *HTX Tân Tiến (Yên Thế)*: a district of the province that the page is about, named without its kind."""
    found = _BRACKETED.match(page.shadow.text, phrase.end)
    province = page.context.province
    if found is None or province is None:
        return None
    district = units.unit(found.group(1), units.Level.DISTRICT, units.LAST_DAY, province)
    if district is None:
        return None
    return f"{district.kind.lower()} {district.bare}", found.end()
