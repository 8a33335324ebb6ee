"""What a text's own context settles: which province *tỉnh* means, which unit *huyện* means, whose page it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.phrases import Phrase
from ingest.extract.places import MUNICIPALITIES
from ingest.extract.surnames import SURNAMES, run_at

_TYPES = {
    "tp": ("tp", "tp.", "thành phố"),
    "thành phố": ("tp", "tp.", "thành phố"),
    "tx": ("tx", "tx.", "thị xã"),
    "thị xã": ("tx", "tx.", "thị xã"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """The province a page is about (bare name), the organization that publishes it, and its places."""

    province: str | None
    organization: str | None
    places: Sequence[Phrase]

    def unit(self, word: str, position: int) -> str | None:
        """Return the unit that a bare level word means at a place, with its type word (*tỉnh Bắc Giang*), or None."""
        if word == "tỉnh" or (word in ("thành phố", "tp") and self.province and self.is_city(self.province)):
            if self.province is None or (word == "tỉnh" and self.is_city(self.province)):
                return self._nearest("tỉnh", position)
            return f"{word} {self.province}"
        return self._nearest(word, position)

    def level_of(self, province: str) -> str:
        """Return *tỉnh* or *thành phố* for a province's bare name."""
        return "thành phố" if self.is_city(province) else "tỉnh"

    @staticmethod
    def is_city(province: str) -> bool:
        """Tell whether a province is a city under the central government."""
        return province in MUNICIPALITIES

    @staticmethod
    def is_person(text: str, start: int) -> bool:
        """Tell whether a person's name may begin here: a known family name and one to three more words."""
        words = run_at(text, start)
        return 2 <= len(words) <= 5 and text[words[0][0] : words[0][1]] in SURNAMES

    def _nearest(self, word: str, position: int) -> str | None:
        types = _TYPES.get(word, (word,))
        before, after = None, None
        for phrase in self.places:
            for unit in phrase.value.units:
                if unit.type.lower() in types:
                    if phrase.start < position:
                        before = unit
                    elif after is None:
                        after = unit
        unit = before or after
        return None if unit is None else f"{word} {unit.name}"
