"""What organizations' names begin with, and which kind of organization such a name tells of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

from ingest.extract.wordlist import WordList


class Follows(StrEnum):
    """What follows the head of an organization's name."""

    NOTHING = "fixed"
    LEVEL = "level"
    PLACE = "own_level"
    SUBJECT = "subjects"
    NAME = "named"
    PURPOSE = "committees"
    UNIT = "units"
    MEMBERS = "groups"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of organizations' names: its usual spelling, the kind it tells of and what follows it."""

    text: str
    kind: str
    follows: Follows
    level: str | None = None


WORDS: dict[str, Any] = tomllib.loads(
    (resources.files("ingest.extract.lexicon") / "organizations.toml").read_text(encoding="utf-8")
)


def spaced(words: str) -> list[str]:
    """Return the wordings of a list in which a hyphen stands for a space within one wording."""
    return [word.replace("-", " ") for word in words.split()]


def _heads() -> Iterator[tuple[str, Head]]:
    for follows in (Follows.NOTHING, Follows.LEVEL, Follows.NAME, Follows.PURPOSE, Follows.UNIT, Follows.MEMBERS):
        for kind, texts in WORDS[follows.value].items():
            for text in texts:
                yield text, Head(text, kind, follows)
    for kind, pairs in WORDS[Follows.PLACE.value].items():
        for text, level in pairs:
            yield text, Head(text, kind, Follows.PLACE, level)
    for text, kind in WORDS["subjects"]["heads"]:
        yield text, Head(text, kind, Follows.SUBJECT)


HEADS: WordList[Head] = WordList(_heads())
SUBJECTS: WordList[str] = WordList((name, name) for name in WORDS["subjects"]["names"])
STOP: WordList[bool] = WordList((word, True) for word in spaced(WORDS["words"]["stop"]))
BUSINESS: WordList[bool] = WordList((word, True) for word in spaced(WORDS["words"]["business"]))
COMPOUNDS: WordList[bool] = WordList((word, True) for word in WORDS["words"]["compounds"])
GENERIC: tuple[str, ...] = tuple(WORDS["words"]["generic_before"])
ORGANS: WordList[bool] = WordList((word, True) for word in WORDS["words"]["organs"])
PAPERS: WordList[bool] = WordList((word, True) for word in WORDS["words"]["papers"])
