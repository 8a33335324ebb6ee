"""The intermediate picture of a text that the claim rules share: phrases with their meaning, and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ingest.model import BlockKind


class PhraseKind(StrEnum):
    """What a phrase found in the shadow text is. One private-use character stands for each in an encoded sentence."""

    PERSON = "person"
    ORGANIZATION = "organization"
    POST = "post"
    PLACE = "place"
    AWARD = "award"
    GRADE = "grade"
    GROUP = "group"
    DATE = "date"
    NUMBER = "number"
    EVENT = "event"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the shadow text with what it means; `value` is a typed value of that kind's module."""

    kind: PhraseKind
    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block, in shadow offsets; `block` is the index of its block in the document."""

    start: int
    end: int
    block: int
    kind: BlockKind
