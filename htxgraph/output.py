"""How commands speak: results on standard output, messages and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.issues import Issue, Level
from ingest.pipeline import Progress as Told

DONE, REFUSED, USAGE, STORE = 0, 1, 2, 3
"""Exit codes: done; some input was refused (and listed); wrong usage; the store is busy, missing or damaged."""

_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks to whoever called: to people, or with `as_json` to programs; `quiet` keeps to errors."""

    quiet: bool = False
    as_json: bool = False

    def say(self, text: str) -> None:
        """Say a line to people."""
        if not self.quiet and not self.as_json:
            print_line(text)

    def result(self, value: Mapping[str, Any] | Sequence[Any], text: str) -> None:
        """Give the result of a command: one JSON value, or a text."""
        if self.as_json:
            print_line(json.dumps(value, ensure_ascii=False, default=str))
        elif not self.quiet:
            print_line(text)

    def issues(self, issues: Iterable[Issue]) -> None:
        """List what went wrong, each with file, place and reason: errors always, notes unless quiet."""
        notes = 0
        for issue in issues:
            if issue.level is Level.NOTE:
                notes += 1
                if self.quiet or self.as_json or notes > _MOST_NOTES:
                    continue
            complain(f"{issue.level}: {located(issue)}")
        if notes > _MOST_NOTES and not self.quiet and not self.as_json:
            complain(f"note: … and {notes - _MOST_NOTES} notes more")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
        """Show rows as a table for people."""
        table = Table(*head, title=title or None, title_justify="left", header_style="bold")
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        Console(file=sys.stdout, markup=False).print(table)

    @contextmanager
    def progress(self, label: str, count: Callable[[], int]) -> Iterator[Told | None]:
        """Give something to call after each file; it shows a bar, up to `count`, where a terminal watches."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            yield None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
            task = bar.add_task(label, total=count())

            def told(path: Path, done: int) -> None:
                bar.update(task, completed=done, description=f"{label} {path.name[:40]}")

            yield told


def located(issue: Issue) -> str:
    """Return an issue as one line: file, place, reason."""
    return ": ".join(part for part in (issue.source, issue.where, issue.what) if part)


def as_value(issue: Issue) -> dict[str, str]:
    """Return an issue as plain values."""
    return {"level": str(issue.level), "source": issue.source, "where": issue.where, "what": issue.what}


def print_line(text: str) -> None:
    """Print to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """Print to standard error."""
    sys.stderr.write(f"{text}\n")
