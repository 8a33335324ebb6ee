"""Kills the writer at every stage and at random moments, and sees what is left: `python -m bench.faults [--json]`.

Each fault is a process of its own that is ended with SIGKILL. Afterwards readers must see the old or the new
generation, what was acknowledged must be there, and the next run must end in the very graph, and the very index,
that an undisturbed run ends in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from bench.synthetic import documents, persons
from graph_store.archive import Archive
from graph_store.generations import Data, Generation
from graph_store.quads import Reader, canonical_hash
from graph_store.rows import ConferralFilter
from graph_store.writer import STAGES, Hook
from ingest.load import Loaded, load, rebuild, withdraw

STEPS = ("first", "changes", "withdrawal", "merge", "rebuild")
"""What is done to the data folder, one after the other; each may be killed."""

_DOCUMENTS = 24
_NOTHING = ("no generation", "")


def step(name: str, data: Data, *, seed: int = 0, hook: Hook | None = None) -> Loaded:
    """Do one of the steps: it must lead to the same graph whenever it is repeated."""
    match name:
        case "first":
            return load(data, documents(_DOCUMENTS, seed=seed), hook=hook, batch=8)
        case "changes":
            half = documents(_DOCUMENTS, seed=seed + 1, first=_DOCUMENTS // 2, variant=1)
            return load(data, half, hook=hook, batch=8)
        case "withdrawal":
            gone = [entry.document for entry in documents(3, seed=seed)]
            return withdraw(data, gone, "bench", hook=hook)
        case "merge":
            return load(data, [], survivors=survivors, hook=hook)
        case "rebuild":
            return rebuild(data, survivors=survivors, hook=hook)
    raise ValueError(f"no step {name!r}")


def survivors(archive: Archive) -> dict[str, str]:
    """Merge the first two persons of the world."""
    del archive
    first, second = persons(2, 2)
    return {second: first}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a data folder says: the graph's canonical hash and a digest of the side index."""

    graph: str
    index: str


def seen(data: Data) -> Seen:
    """Return what readers see of a data folder."""
    generation = data.current()
    return Seen(*_NOTHING) if generation is None else Seen(canonical_hash(generation.graph_path), digest(generation))


def digest(generation: Generation) -> str:
    """Return a digest of everything the index says as of a generation, in whatever order it arrived."""
    said: list[str] = []
    with generation.index() as index:
        kinds = index.stats()
        said.append(repr(kinds))
        for kind in kinds:
            for one in index.entities(kind, limit=100_000).rows:
                said.append(repr(index.entity(one.iri)))
                said += (repr(row) for row in index.relations(one.iri, limit=100_000).rows)
        everything = index.conferrals(ConferralFilter(statuses=()), limit=100_000).rows
        said += (repr(row) for row in everything)
    return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to die: at the n-th time a stage is reached, or so many seconds after the start."""

    step: str
    stage: str | None = None
    time: int = 1
    after: float = 0.0

    def __str__(self) -> str:
        """Return how it is shown."""
        return f"{self.step}: {f'{self.stage} ({self.time})' if self.stage else f'after {self.after:.3f} s'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one fault did: whether it struck, what was lost, and whether the next run converged."""

    struck: bool
    torn: bool = False
    lost: int = 0
    converged: bool = True


def strike(fault: Fault, before: Path, folder: Path, old: Seen, new: Seen, *, seed: int = 0) -> Outcome:
    """Copy a data folder, do the step there, die of the fault, and see what the next runs make of it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder, symlinks=True)
    data = Data(folder)
    written = Archive(data).length()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.faults", "--die", str(folder), json.dumps(_plan(fault)), "--seed", str(seed)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
    )
    if fault.stage is None and process.stdout is not None:
        process.stdout.readline()  # it has imported everything and begins
        time.sleep(fault.after)
        process.kill()
    process.communicate()
    if process.returncode != -signal.SIGKILL:
        return Outcome(struck=False)
    left = seen(data)
    _tear(data)
    load(data, [])
    lost = missing(data, written)
    step(fault.step, data, seed=seed)
    return Outcome(True, left not in (old, new), lost, seen(data) == new)


def missing(data: Data, since: int) -> int:
    """Return how many documents acknowledged after byte `since` of the journal are not in the graph as archived."""
    archive = Archive(data)
    acknowledged = {revision.document: revision for revision, _ in archive.revisions(since)}
    generation = data.current()
    if generation is None:
        return len(acknowledged)
    store = Store.read_only(str(generation.graph_path))
    reader = Reader()
    lost = 0
    for revision in acknowledged.values():
        wanted = set() if revision.withdrawn is not None else reader.read(archive.read(revision.quads), revision.graph)
        lost += set(store.quads_for_pattern(None, None, None, NamedNode(revision.graph))) != wanted
    return lost


def undisturbed(folder: Path, *, seed: int = 0) -> dict[str, tuple[Path, Seen, Seen]]:
    """Do all steps without a fault; return for each the data folder before it, and what is seen before and after."""
    found: dict[str, tuple[Path, Seen, Seen]] = {}
    data = Data(folder / "data")
    data.path.mkdir(parents=True)
    for name in STEPS:
        before = folder / f"before-{name}"
        shutil.copytree(data.path, before, symlinks=True)
        old = seen(data)
        step(name, data, seed=seed)
        found[name] = (before, old, seen(data))
    return found


def faults(chance: random.Random, at_random: int) -> Iterator[Fault]:
    """Yield every stage of every step (batches: the first two times), then deaths at random moments."""
    for name in STEPS:
        for stage in STAGES:
            yield from (Fault(name, stage, time) for time in ((1, 2) if stage in ("archived", "applying") else (1,)))
    for _ in range(at_random):
        yield Fault(chance.choice(STEPS), after=chance.uniform(0.0, 0.4))


def main() -> None:
    """Inject all faults and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--random", type=int, default=20, metavar="N", help="so many deaths at random moments (20)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print one JSON object on the last line")
    parser.add_argument("--die", nargs=2, metavar=("DATA", "PLAN"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.die:
        _die(Data(options.die[0]), json.loads(options.die[1]), options.seed)
        return
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="htxgraph-faults-") as name:
        folder = Path(name)
        states = undisturbed(folder, seed=options.seed)
        for fault in faults(random.Random(options.seed), options.random):
            outcome = strike(
                fault, states[fault.step][0], folder / "struck", *states[fault.step][1:], seed=options.seed
            )
            if outcome.struck:
                counts.update(injected=1, lost=outcome.lost, torn=outcome.torn, converged=outcome.converged)
                _tell(fault, outcome)
    print(f"{counts['injected']} faults, {counts['converged']} converged, {counts['lost']} acknowledged documents lost")
    if options.json:
        result = {
            "faults_injected": counts["injected"],
            "acknowledged_lost": counts["lost"],
            "converged": counts["converged"] == counts["injected"],
            "neither_old_nor_new": counts["torn"],
        }
        print(json.dumps(result))


def _tell(fault: Fault, outcome: Outcome) -> None:
    verdict = "converged" if outcome.converged else "DID NOT CONVERGE"
    verdict += ", NEITHER OLD NOR NEW" if outcome.torn else ""
    print(f"{fault!s:38} {verdict}" + (f", {outcome.lost} LOST" if outcome.lost else ""), flush=True)


def _plan(fault: Fault) -> dict[str, str | int | None]:
    return {"step": fault.step, "stage": fault.stage, "time": fault.time}


def _die(data: Data, plan: dict[str, Any], seed: int) -> None:
    """Do a step in this process and end it where the plan says (or be ended from outside)."""
    reached: Counter[str] = Counter()

    def hook(stage: str) -> None:
        reached[stage] += 1
        if stage == plan["stage"] and reached[stage] == plan["time"]:
            os.kill(os.getpid(), signal.SIGKILL)

    print("begun", flush=True)
    step(plan["step"], data, seed=seed, hook=hook)


def _tear(data: Data) -> None:
    """Leave half a line at the end of the log, as a cut of power may."""
    journal = data.archive_path / "journal.jsonl"
    if journal.exists():
        with journal.open("ab") as file:
            file.write(b'{"document": "https://w3id.org/htxgr')


if __name__ == "__main__":
    main()
