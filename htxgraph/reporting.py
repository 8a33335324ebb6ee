"""Reports of runs: as text, as JSON, and in a file that others can look at while a run goes on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph_store import durable
from graph_store.runs import Problem, Runs
from htxgraph import output
from htxgraph.output import DONE, REFUSED, Speaker
from ingest.issues import Level
from ingest.tally import Report

_EVERY = 0.5
_MOST_ISSUES = 1_000


def told(speaker: Speaker, report: Report, data: Path) -> int:
    """Say what a run did, as text or JSON, keep it among the runs, and return the exit code."""
    speaker.issues(report.issues)
    if report.loaded is not None:
        generation = report.loaded.generation
        Runs(data).add(
            (Problem(o.level, o.source, o.where, o.what) for o in report.issues if o.level is not Level.NOTE),
            generation.number if generation is not None else None,
            read=report.read,
            refused=report.refused,
            rows=report.rows,
            rows_refused=report.rows_refused,
        )
    if report.loaded is not None or not report.issues:
        speaker.result(value(report), text(report, data))
    return code(report)


def code(report: Report) -> int:
    """Return how a run ended: whether something was refused."""
    return REFUSED if any(issue.level is Level.ERROR for issue in report.issues) else DONE


def text(report: Report, data: Path) -> str:
    """Return what a run did, on one line."""
    if report.loaded is None:
        return "nothing was read"
    applied, generation = report.loaded.applied, report.loaded.generation
    rows = f"{report.rows:,} rows, {report.rows_refused:,} of them refused; " if report.rows else ""
    return (
        f"{report.read} read ({applied.new} new, {applied.changed} changed, {applied.unchanged} unchanged), "
        f"{report.refused} refused; {rows}{applied.added:,} quads added, {applied.removed:,} removed; "
        f"generation {generation.number if generation is not None else 'none'} in {data}"
    )


def value(report: Report) -> dict[str, Any]:
    """Return what a run did as plain values."""
    applied = report.loaded.applied if report.loaded is not None else None
    generation = report.loaded.generation if report.loaded is not None else None
    return {
        "read": report.read,
        "refused": report.refused,
        "rows": report.rows,
        "rows_refused": report.rows_refused,
        "new": applied.new if applied else 0,
        "changed": applied.changed if applied else 0,
        "unchanged": applied.unchanged if applied else 0,
        "quads_added": applied.added if applied else 0,
        "quads_removed": applied.removed if applied else 0,
        "generation": generation.number if generation is not None else None,
        "issues": [output.as_value(issue) for issue in report.issues],
    }


class ReportFile:
    """A file with the state of a run: `running` with how much is done, then `done`, `refused` or `failed`."""

    def __init__(self, path: Path) -> None:
        """Say that the run begins."""
        self._path = path
        self._last = 0.0
        self._write({"state": "running", "done": 0, "pid": os.getpid()})

    def progress(self, _path: Path, done: int) -> None:
        """Say how many pieces are done; at most twice a second."""
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            self._write({"state": "running", "done": done, "pid": os.getpid()})

    def end(self, report: Report) -> None:
        """Say what the run did; of very many issues the first."""
        told = value(report)
        told["issues_total"] = len(told["issues"])
        told["issues"] = told["issues"][:_MOST_ISSUES]
        self._write({"state": "done" if code(report) == DONE else "refused", **told})

    def failed(self, why: str) -> None:
        """Say why there is no report."""
        self._write({"state": "failed", "why": why})

    def _write(self, told: Mapping[str, Any]) -> None:
        durable.write(self._path, json.dumps(told, ensure_ascii=False).encode())
