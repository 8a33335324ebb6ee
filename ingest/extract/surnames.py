"""Family names: where a person's name begins inside a run of capitals."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

from ingest.values import fold, unify_tones

PERSONS: dict[str, Any] = tomllib.loads(
    (resources.files("ingest.extract.lexicon") / "persons.toml").read_text(encoding="utf-8")
)
SURNAMES = frozenset(unify_tones(PERSONS["surnames"]).split())
COMMON = frozenset(unify_tones(PERSONS["common"]).split())
HIGHLAND = frozenset(unify_tones(PERSONS["highland"]).split())
SYLLABLE = r"[^\W\d_](?:[^\W\d_]|['’](?=\w))*"
_RUN = re.compile(rf"{SYLLABLE}(?: {SYLLABLE}){{0,5}}")


def run_at(text: str, start: int, most: int = 5) -> list[tuple[int, int]]:
    """Return the spans of the words in capitals (first letter) that follow one another from `start`."""
    words: list[tuple[int, int]] = []
    run = _RUN.match(text, start)
    if run is None:
        return words
    position = start
    for word in run.group().split(" "):
        if not word[:1].isupper() or len(words) == most:
            break
        words.append((position, position + len(word)))
        position += len(word) + 1
    return words


_THI = frozenset({"Thị", "Văn", "A"})


def is_person(text: str, start: int) -> bool:
    """Tell whether a full name of three or four words with any known family name begins here."""
    words = [text[a:b] for a, b in run_at(text, start)]
    return 3 <= len(words) <= 4 and (words[0] in SURNAMES or words[1] in _THI)


_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_VIETNAMESE = re.compile(rf"{_ONSET}[aeiouy]{{1,3}}(?:ch|ng|nh|[cmnpt])?\Z")


def is_vietnamese(word: str) -> bool:
    """Tell whether a word is spelled as a Vietnamese syllable."""
    return _VIETNAMESE.match(fold(word)) is not None


def begins_person(text: str, start: int) -> bool:
    """Tell whether a person's full name (a common family name and at least two more words) begins here."""
    words = run_at(text, start)
    spelled = [text[a:b] for a, b in words]
    if spelled[:3] == ["Hồ", "Chí", "Minh"]:
        return False  # *Bảo tàng Đường Hồ Chí Minh*
    return 3 <= len(words) <= 4 and (spelled[0] in COMMON or (spelled[1] in _THI and spelled[0] in SURNAMES))
