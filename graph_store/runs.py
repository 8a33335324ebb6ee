"""What ingest took and what it refused, run by run: an append-only log in the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph_store import durable
from graph_store.errors import StoreDamaged

FILE = "runs.jsonl"
HELD = "quarantine.jsonl"
"""What was refused and may be corrected, a line each."""
MOST = 1000
"""Issues kept of one run; those beyond are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was refused or left out: `level` (error, warning), the file or address, the place in it, why."""

    level: str
    source: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ingest: when it ended (UTC), documents and rows read and refused, the generation it published.

    `problems` are the first MOST, errors before warnings; `more` counts those that are not kept.
    """

    on: str
    read: int
    refused: int
    rows: int
    rows_refused: int
    generation: int | None
    problems: tuple[Problem, ...]
    more: int = 0


class Runs:
    """The runs of one data folder. Safe between processes."""

    def __init__(self, data: Path) -> None:
        """Speak of the runs of a data folder; nothing is read yet."""
        self._path = data / FILE

    def all(self) -> tuple[Run, ...]:
        """Return all runs, oldest first. Raises StoreDamaged for a log that is not as it was written."""
        try:
            content = self._path.read_bytes()[: durable.whole_lines(self._path)]
        except FileNotFoundError:
            return ()
        found: list[Run] = []
        for number, line in enumerate(content.splitlines(), 1):
            try:
                found.append(_run(json.loads(line)))
            except (ValueError, KeyError, TypeError):
                raise StoreDamaged(f"{self._path}, line {number}: this is no run") from None
        return tuple(found)

    def add(self, problems: Iterable[Problem], generation: int | None, **counts: int) -> Run:
        """Log a run with its `counts` (read, refused, rows, rows_refused); return what is kept of it."""
        told = sorted(problems, key=lambda one: one.level != "error")
        on = datetime.now(UTC).isoformat(timespec="seconds")
        run = Run(on, generation=generation, problems=tuple(told[:MOST]), more=len(told[MOST:]), **counts)
        with durable.alone(self._path):
            durable.append(self._path, [json.dumps(asdict(run), ensure_ascii=False).encode()])
        return run


def _run(told: Mapping[str, object]) -> Run:
    problems = told["problems"]
    if not isinstance(problems, list):
        raise TypeError("problems is a list")
    given: dict[str, object] = {**told, "problems": tuple(Problem(**one) for one in problems)}
    return Run(**given)  # type: ignore[arg-type]


def held(data: Path) -> int:
    """Return how many rows and documents a data folder holds back to be corrected."""
    try:
        return (data / HELD).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0
