"""Numbers of award decisions in a text: *Quyết định số 1034/QĐ-UBND*, also with stray spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.phrases import Phrase, PhraseKind


@dataclass(frozen=True, slots=True)
class DecisionValue:
    """A decision's number in its regular form (`1034/QĐ-UBND`)."""

    number: str


_NUMBER = re.compile(
    r"(?:(?:quyết định|qđ) ?)?(?:số ?:? ?)?(?P<serial>\d{1,5}[a-z]?) ?(?:/ ?(?P<year>\d{4}) ?)?/ ?(?P<type>qđ|qđkt|qđ-kt)"
    r" ?[-–] ?(?P<issuer>[^\W\d_]{2,12}(?: ?[-–&] ?[A-ZĐ]{2,10})*)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


def find(text: str) -> list[Phrase]:
    """Return the decision numbers of a text; the phrase takes in *Quyết định số* before the number."""
    if "qđ" not in text.lower():
        return []
    return [_phrase(found) for found in _NUMBER.finditer(text)]


def _phrase(found: re.Match[str]) -> Phrase:
    year = f"/{found.group('year')}" if found.group("year") else ""
    issuer = _SPACES.sub("", found.group("issuer")).replace("–", "-")
    number = f"{found.group('serial')}{year}/{found.group('type').upper()}-{issuer}"
    return Phrase(PhraseKind.DECISION, found.start(), found.end(), DecisionValue(number))
