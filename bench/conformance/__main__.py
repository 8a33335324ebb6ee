"""Take the W3C SPARQL 1.1 tests through our HTTP endpoint, and beside it with the engine alone.

    python -m bench.conformance PATH [--group NAME …] [--junit FILE] [--json]

PATH is a checkout of the tests (or one manifest). Ends with 1 when a test fails that the engine passes, or that
`explained.toml` does not explain; nothing is left out: tests of an unknown kind count as skipped, with their kind.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import compress
from pathlib import Path

from bench.conformance.junit import write
from bench.conformance.manifests import Kind, cases, missing, start
from bench.conformance.running import Outcome, Result, Runner
from bench.conformance.targets import Engine, Service
from bench.endpoints import ours
from bench.report import finish, table
from graph_api.keys import Keys, Scope
from graph_store.generations import Data
from graph_store.writer import Writer

_EXPLAINED = Path(__file__).with_name("explained.toml")
_KINDS = {
    "query evaluation": (Kind.QUERY,),
    "CSV": (Kind.CSV,),
    "update evaluation": (Kind.UPDATE,),
    "syntax": (Kind.QUERY_READS, Kind.QUERY_REFUSED, Kind.UPDATE_READS, Kind.UPDATE_REFUSED),
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests passed, failed and were skipped, and how many the engine alone passes."""

    passed: int
    failed: int
    skipped: int
    engine: int


def main(arguments: Sequence[str]) -> int:
    """Take the tests and tell what came of them; 1 when something failed that should not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path, help="a checkout of the tests, or a manifest")
    parser.add_argument("--group", action="append", help="take these groups only")
    parser.add_argument("--junit", type=Path, help="write JUnit XML to this file")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    given = parser.parse_args(arguments)
    try:
        manifest = start(given.path)
    except FileNotFoundError as error:
        parser.error(str(error))
    wanted = [case for case in cases(manifest) if given.group is None or case.group in given.group]
    if not wanted:
        parser.error(f"no tests there{f' in {given.group}' if given.group else ''}")
    with service() as target:
        runner = Runner(target)
        outcomes = [runner.run(case) for case in wanted]
    alone = Runner(Engine())
    engine = [alone.run(case) for case in wanted]
    if given.junit is not None:
        write(given.junit, outcomes)
    return told(outcomes, engine, missing(manifest), as_json=given.json)


@contextmanager
def service() -> Iterator[Service]:
    """Serve an empty data folder that keeps graphs as they are written, with a key that may write."""
    with tempfile.TemporaryDirectory(prefix="conformance") as folder:
        path = Path(folder) / "data"
        with Writer(Data(path), plain=True) as writer:
            writer.publish(journal=0, decisions=0)
        _, key = Keys(path).add("conformance", [Scope.WRITE])
        log = Path(folder) / "log"
        with (
            ours(path, log, HTXGRAPH_PROCESSES="1", HTXGRAPH_WORKERS="1") as endpoint,
            closing(Service(endpoint.port, key)) as target,
        ):
            yield target


def told(outcomes: Sequence[Outcome], engine: Sequence[Outcome], absent: Sequence[str], *, as_json: bool) -> int:
    """Print tables of what came of the tests; return the exit code."""
    explained = explanations()
    groups = sorted({one.case.group for one in outcomes})
    head = ("group", "passed", "failed", "skipped", "engine alone")
    by_group = {group: count(outcomes, engine, [one.case.group == group for one in outcomes]) for group in groups}
    table(head, [(group, *asdict(one).values()) for group, one in by_group.items()])
    print()
    by_kind = {
        name: count(outcomes, engine, [one.case.kind in kinds for one in outcomes]) for name, kinds in _KINDS.items()
    }
    by_kind["all"] = count(outcomes, engine, [True] * len(outcomes))
    table(("kind", *head[1:]), [(name, *asdict(one).values()) for name, one in by_kind.items()])
    if absent:
        print(f"\nnot in this checkout: {', '.join(absent)}")
    worse, unexplained = [], []
    for one, other in zip(outcomes, engine, strict=True):
        if one.result is Result.PASSED:
            continue
        name = f"{one.case.group}/{one.case.iri}"
        print(f"\n{one.result}: {name} ({one.case.name})\n  {one.why}\n  {explained.get(name, 'NOT EXPLAINED')}")
        if other.result is Result.PASSED:
            worse.append(name)
        if name not in explained:
            unexplained.append(name)
    passing = sorted(
        {f"{one.case.group}/{one.case.iri}" for one in outcomes if one.result is Result.PASSED} & explained.keys()
    )
    for label, names in (
        ("failed though the engine passes it", worse),
        ("not explained", unexplained),
        ("explained, but passes now", passing),
    ):
        if names:
            print(f"\n{label}: {', '.join(names)}")
    finish(
        {
            "groups": {name: asdict(one) for name, one in by_group.items()},
            "kinds": {name: asdict(one) for name, one in by_kind.items()},
            "worse_than_engine": worse,
            "unexplained": unexplained,
        },
        as_json,
    )
    return 1 if worse or unexplained or passing else 0


def explanations() -> dict[str, str]:
    """Return why tests fail, by `group/name`."""
    found: dict[str, str] = {}
    for one in tomllib.loads(_EXPLAINED.read_text(encoding="utf-8"))["failure"]:
        found |= dict.fromkeys(one["tests"], one["why"])
    return found


def count(outcomes: Sequence[Outcome], engine: Sequence[Outcome], of: Sequence[bool]) -> Count:
    """Count what came of some tests."""
    found = [one.result for one in compress(outcomes, of)]
    alone = sum(one.result is Result.PASSED for one in compress(engine, of))
    return Count(found.count(Result.PASSED), found.count(Result.FAILED), found.count(Result.SKIPPED), alone)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
