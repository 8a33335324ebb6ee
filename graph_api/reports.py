"""What readers report as wrong: kept in the data folder for reviewers; nothing in the graph follows from it by itself."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from graph_store import durable
from graph_store.errors import StoreDamaged

FILE = "reports.jsonl"
MOST_OPEN = 2000
LONGEST = 2000
"""Characters of a note."""


class Wrong(StrEnum):
    """What a reader says is wrong."""

    CLAIM = "claim"  # the passage does not say so
    IDENTITY = "identity"  # two are taken for one, or one for two
    MISSING = "missing"  # the passage says something that was not read
    TEXT = "text"  # the text is not as it was published
    OTHER = "other"


class Outcome(StrEnum):
    """What a reviewer made of a report."""

    MENDED = "mended"
    REFUSED = "refused"


class ReportsFull(Exception):
    """So many reports wait for reviewers that no more are taken."""


class UnknownReport(Exception):
    """There is no report of that number."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader reports of a document: a passage of it (code points), a claim, both or neither.

    `on` is when (UTC); `by` is what the reader gave as a name, if anything. `outcome` is None as long as it waits.
    """

    id: str
    on: str
    document: str
    wrong: Wrong
    note: str
    by: str | None = None
    claim: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    outcome: Outcome | None = None
    resolved_by: str | None = None
    resolved_on: str | None = None
    answer: str | None = None


class Reports:
    """The reports of one data folder: an append-only log. Safe between processes."""

    def __init__(self, data: Path) -> None:
        """Speak of the reports of a data folder; nothing is read yet."""
        self._path = data / FILE

    def all(self) -> tuple[Report, ...]:
        """Return all reports, oldest first. Raises StoreDamaged for a log that is not as it was written."""
        try:
            length = durable.whole_lines(self._path)
            content = self._path.read_bytes()[:length]
        except FileNotFoundError:
            return ()
        found: dict[str, Report] = {}
        for number, line in enumerate(content.splitlines(), 1):
            try:
                _take(found, json.loads(line))
            except (ValueError, KeyError, TypeError):
                raise StoreDamaged(f"{self._path}, line {number}: this is no report") from None
        return tuple(found.values())

    def find(self, number: str) -> Report:
        """Return the report of a number; UnknownReport when there is none."""
        for report in self.all():
            if report.id == number:
                return report
        raise UnknownReport(f"there is no report {number!r}")

    def add(self, document: str, wrong: Wrong, note: str, **more: str | int | None) -> Report:
        """Keep a report for reviewers; `more` are other fields of one. Raises ReportsFull when too many wait."""
        with durable.alone(self._path):
            waiting = sum(1 for report in self.all() if report.outcome is None)
            if waiting >= MOST_OPEN:
                raise ReportsFull(f"{waiting:,} reports wait for reviewers; no more are taken until some are resolved")
            given = {"id": secrets.token_hex(6), "on": _now(), "document": document, "wrong": wrong, "note": note}
            report = _report({**given, **more})
            told = {name: value for name, value in asdict(report).items() if value is not None}
            durable.append(self._path, [json.dumps(told, ensure_ascii=False).encode()])
        return report

    def resolve(self, number: str, outcome: Outcome, by: str, answer: str = "") -> Report:
        """Log what a reviewer made of a report; a later word on it counts. Raises UnknownReport."""
        with durable.alone(self._path):
            report = self.find(number)
            line = {"resolved": number, "outcome": outcome, "by": by, "on": _now(), "answer": answer}
            durable.append(self._path, [json.dumps(line, ensure_ascii=False).encode()])
        return replace(report, outcome=outcome, resolved_by=by, resolved_on=str(line["on"]), answer=answer or None)


def _take(found: dict[str, Report], told: Mapping[str, object]) -> None:
    """Add what a line of the log says to the reports known so far."""
    if "resolved" not in told:
        report = _report(told)
        found[report.id] = report
        return
    number = str(told["resolved"])
    found[number] = replace(
        found[number],
        outcome=Outcome(str(told["outcome"])),
        resolved_by=str(told["by"]),
        resolved_on=str(told["on"]),
        answer=str(told["answer"]) or None,
    )


def _report(told: Mapping[str, object]) -> Report:
    given: dict[str, object] = {**told, "wrong": Wrong(str(told["wrong"]))}
    return Report(**given)  # type: ignore[arg-type]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
