"""Who is who, decided by people: pairs that wait, what is decided of them, and its undoing.

Deciding belongs to the write side, which the service does not import: it is done by the command `htxgraph review` in a
process of its own, which takes the writer's lock, logs what is decided and publishes the graph that follows from it.
"""

from __future__ import annotations

import asyncio
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import Field

from graph_api.schemas import EvidencePassage, Model
from graph_api.settings import Settings
from graph_store.errors import StoreBusy, StoreError
from queries.entities import Graph
from queries.errors import BadParameter

_SECONDS, _BUSY, _PASSAGES, _MOST = 600, 3, 3, 500
BATCH = r"^[^\x00-\x1f]+$"
"""A name under which something is decided."""


class Side(Model):
    """One of two that may be the same: what tells it apart, and the first passages that name it.

    `facts` are by name: dates, organizers, participants, grantor, recipients, province, whatever there is.
    """

    iri: str
    name: str
    posts: list[dict[str, Any]]
    facts: dict[str, list[str]]
    documents: list[str]
    evidence: list[EvidencePassage]


class Pair(Model):
    """Two that may be the same, what the rules think (0 to 1 for the same), and why."""

    left: Side
    right: Side
    verdict: str
    score: float
    reasons: list[str]


class Pairs(Model):
    """Pairs that wait for a decision; `total` counts all of them."""

    items: list[Pair]
    total: int
    generation: int


class Verdict(Model):
    """What is decided of two entities; `undo` takes back what was decided before."""

    left: Annotated[str, Field(pattern=r"^[a-z]+://\S+$", max_length=2000)]
    right: Annotated[str, Field(pattern=r"^[a-z]+://\S+$", max_length=2000)]
    verdict: Literal["same", "different", "unsure", "undo"]
    why: Annotated[str, Field(max_length=2000)] = ""


class Verdicts(Model):
    """What is decided together, under a name by which all of it can be taken back."""

    decisions: Annotated[list[Verdict], Field(min_length=1, max_length=1000)]
    batch: Annotated[str | None, Field(max_length=200, pattern=BATCH)] = None


class Decided(Model):
    """How many decisions were logged, and the generation that follows from them."""

    decided: int
    generation: int


class Decision(Model):
    """A decision as it is logged; `stands` when nothing later was decided of the pair."""

    left: str
    right: str
    verdict: str
    by: str
    on: str
    why: str = ""
    batch: str | None = None
    stands: bool


def logged(graph: Graph) -> list[dict[str, Any]]:
    """Return all decisions, oldest first, each with whether it stands."""
    path = graph.data.decisions_path
    lines = path.read_bytes().splitlines() if path.exists() else []
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    last = {frozenset((row["left"], row["right"])): number for number, row in enumerate(rows)}
    return [
        {**row, "stands": row["verdict"] != "undo" and last[frozenset((row["left"], row["right"]))] == number}
        for number, row in enumerate(rows)
    ]


async def decided(request: Request, by: str, given: Verdicts) -> Decided:
    """Log decisions and publish what follows. StoreBusy when another writer is at work."""
    with tempfile.TemporaryDirectory(prefix="htxgraph-") as folder:
        path = Path(folder) / "decisions.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, ("left", "right", "verdict", "why", "batch"))
            rows.writeheader()
            rows.writerows({**one.model_dump(), "batch": given.batch or "review"} for one in given.decisions)
        return await _decide(request, "--import", str(path), "--by", by)


async def imported(request: Request, by: str, content: str, sssom: bool, batch: str | None) -> Decided:
    """Log the decisions of a file as those of whoever sends it, and publish what follows.

    Raises BadParameter, naming the row and what is wrong with it; then nothing is logged.
    """
    with tempfile.TemporaryDirectory(prefix="htxgraph-") as folder:
        path = Path(folder) / ("decisions.sssom.tsv" if sssom else "decisions.csv")
        path.write_text(content, encoding="utf-8", newline="")
        named = ("--batch", batch or f"{by} {datetime.now(UTC).isoformat(timespec='seconds')}")
        try:
            return await _decide(request, "--import", str(path), "--own", "--by", by, *named)
        except BadParameter as error:
            raise BadParameter(str(error).replace(f"{folder}/", "")) from None


async def taken_back(request: Request, by: str, batch: str) -> Decided:
    """Take back all that still stands of what was decided under a name, and publish what follows."""
    return await _decide(request, "--undo-batch", batch, "--by", by)


async def waiting(request: Request, kind: str) -> list[dict[str, Any]]:
    """Return the pairs that wait, the likeliest first; kept until the graph or the decisions change."""
    graph: Graph = request.app.state.graph
    path = graph.data.decisions_path
    mark = graph.generation().number, path.stat().st_size if path.exists() else 0, kind
    kept: dict[tuple[int, int, str], list[dict[str, Any]]] = request.app.state.pairs
    if mark not in kept:
        answer = await run(request, "--list", "--kind", kind, "--json")
        kept.clear()
        kept[mark] = sorted(json.loads(answer), key=lambda row: (-row["score"], row["left"], row["right"]))
    return kept[mark]


def side_by_side(graph: Graph, row: dict[str, Any], generation: int) -> Pair:
    """Return a pair that waits, with the first passages that name each."""
    sides = [
        Side(
            iri=iri,
            name=row["names"][place],
            posts=row["posts"][place],
            facts=row["facts"][place],
            documents=row["documents"][place][:_MOST],
            evidence=[EvidencePassage.of(one) for one in graph.evidence(iri, generation)[:_PASSAGES]],
        )
        for place, iri in enumerate((row["left"], row["right"]))
    ]
    return Pair(left=sides[0], right=sides[1], verdict=row["verdict"], score=row["score"], reasons=row["reasons"])


async def _decide(request: Request, *options: str) -> Decided:
    answer = json.loads(await run(request, *options, "--json"))
    return Decided(decided=answer["decided"], generation=request.app.state.graph.generation().number)


async def run(request: Request, *options: str) -> str:
    """Return what `htxgraph review` answers; BadParameter for what it refuses, StoreBusy when another writer is at work."""
    settings: Settings = request.app.state.settings
    command = [sys.executable, "-m", "htxgraph", "review", "--data", str(settings.data), "--base", settings.base]
    return await asyncio.to_thread(_answer, [*command, *options])


def _answer(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise StoreBusy(f"the review took longer than {_SECONDS} seconds; what it logged is kept") from None
    if done.returncode == 0:
        return done.stdout
    said = _last(done.stderr.splitlines()) or _last(done.stdout.splitlines()) or "the review failed"
    if done.returncode == _BUSY:
        raise StoreBusy(said)
    if done.returncode in (1, 2):
        raise BadParameter(said)
    raise StoreError(said)


def _last(lines: Iterable[str]) -> str:
    found = next((line.strip() for line in reversed(list(lines)) if line.strip()), "")
    return found.removeprefix("error: ")
