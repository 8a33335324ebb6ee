"""An event as named: its kind, name, edition and years, and whether the name is one of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.event_name_ends import ABBREVIATION
from ingest.model import EventKind


@dataclass(frozen=True, slots=True)
class EventValue:
    """An event as named. `bare` when it is only called by its noun (*hội nghị*), so that context must tell which.

    `edition` is the number of a congress, contest or meeting in a series; `proper` when the name is a name of its
    own (quoted, or with an edition or a year it belongs to), so that it counts even where it is only alluded to.
    """

    kind: EventKind
    name: str
    head: str
    bare: bool
    proper: bool
    capital: bool
    vague: bool
    edition: int | None = None
    years: frozenset[int] = frozenset()


_ROMAN = {c: n for n, c in ((1, "i"), (5, "v"), (10, "x"), (50, "l"))}
_EDITION = re.compile(
    r"lần (?:thứ )?(?P<lan>[ivxl]+(?!\w)|\d{1,3}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:kỳ họp|phiên họp|họp) (?:lần )?thứ (?P<ky>[ivxl]+(?!\w)|\d{1,3}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
)
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ANNIVERSARY = re.compile(r"kỷ niệm \d+ năm")


def value_of(
    text: str, start: int, end: int, kind: EventKind, head: str, *, bare: bool, vague: bool = False
) -> EventValue:
    """Return what the name at `start`–`end` tells of its event; `bare` when it is the noun alone."""
    name = tidy(text[start:end])
    small = name.lower()
    edition = edition_of(small)
    described = small[len(head) :].strip()
    proper = not bare and (
        edition is not None
        or described[:1] in "“\"‘'"
        or bool(re.search(r"(?:nhiệm kỳ|khóa|khoá) (?:\d|[ivx]+\b)", small))
        or (kind in (EventKind.FAIR, EventKind.CONTEST) and bool(YEARS.search(small)))
        or (
            kind in (EventKind.FAIR, EventKind.CONTEST, EventKind.CAMPAIGN)
            and text[start + len(head) + 1 :][:1].isupper()
        )
        or _ANNIVERSARY.search(small) is not None
    )
    years = frozenset(int(y) for y in YEARS.findall(small))
    return EventValue(kind, name, head, bare, proper, text[start].isupper(), vague, edition, years)


def edition_of(small: str) -> int | None:
    """Return the number of a congress, contest or meeting in a series, by its name in small letters, or None."""
    found = _EDITION.search(small)
    if found is None:
        return None
    said = found["lan"] or found["ky"]
    return ordinal(said)


def ordinal(said: str) -> int | None:
    """Return the number an ordinal says: *VI*, *6*, *sáu*, *nhất*."""
    if said.isdigit():
        return int(said)
    if said in _ORDINALS:
        return _ORDINALS[said]
    values = [_ROMAN[c] for c in said.lower() if c in _ROMAN]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)) or None


def tidy(name: str) -> str:
    """Return a name as it is written at the beginning of a sentence, with single spaces and without abbreviations."""
    name = ABBREVIATION.sub(" ", name)
    name = " ".join(name.split())
    return name[:1].upper() + name[1:]
