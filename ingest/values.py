"""Values that claims are made of: partial dates, periods, and text in comparable forms."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it was stated: "2024", "2024-06" or "2024-06-05"; never filled in.

    Raises ValueError for a day or month that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse dates that are not in the calendar."""
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None and not 1 <= self.day <= calendar.monthrange(self.year, self.month or 1)[1]:
            raise ValueError(f"no such day: {self.year}-{self.month}-{self.day}")

    def __str__(self) -> str:
        """Return the ISO 8601 form with the stated precision."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @classmethod
    def read(cls, iso: str) -> PartialDate:
        """Return the date an ISO form says; ValueError when it is none."""
        found = _ISO.match(iso.strip())
        if not found:
            raise ValueError(f"not a date of the form 2024, 2024-06 or 2024-06-05: {iso!r}")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def covers(self, other: PartialDate) -> bool:
        """Tell whether `other` lies within this date at this date's precision."""
        return str(other).startswith(str(self))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as stated: one partial date, a quarter (`2025-Q1`), or `start/end` (both inclusive)."""

    start: PartialDate
    end: PartialDate | None = None
    quarter: int | None = None

    def __str__(self) -> str:
        """Return `2021`, `2025-Q1` or `2020-05/2020-08`."""
        if self.quarter is not None:
            return f"{self.start.year:04d}-Q{self.quarter}"
        return str(self.start) if self.end is None or self.end == self.start else f"{self.start}/{self.end}"


# Old and new tone placement are the same word: "uỷ" = "ủy", "hoà" = "hòa" (only in open syllables).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# It begins with a set of letters, which `re` looks for much faster than for a choice.
_TONE = re.compile(r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?<![qQ][^\W\d_]{2})(?![^\W\d_])")


def _place_tone(found: re.Match[str]) -> str:
    pair = found.group()
    new = _TONES[pair.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(pair, new, strict=True))


def unify_tones(text: str) -> str:
    """Return NFC text with one tone placement (`uỷ ban` → `ủy ban`); the length in NFC code points is unchanged."""
    return _TONE.sub(_place_tone, text)


def fold(text: str) -> str:
    """Return text lower-case, without diacritics (đ → d) and with single spaces: for finding, never for deciding."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())
