"""What went wrong, and where: bad data is an issue that is reported, never an exception or silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Span


class Level(StrEnum):
    """How bad an issue is: a `note` is for readers, a `warning` left something out, an `error` refused the input."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: `source` is a file or address, `where` the place in it (line, row, block), `what` the reason."""

    level: Level
    source: str
    where: str
    what: str
    span: Span | None = None
