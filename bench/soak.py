"""A mixed load for minutes on end, beside ingests that publish generations, and runaways: does anything fail or grow?

    python -m bench.soak [--minutes N] [--scale 100k|1m|10m] [--seed N] [--json]

Every request must be answered as it ought to: queries with 200, runaways with 504 (or 503 where the queue was full).
Memory (PSS of all processes of the service) and open files are told in a series; growth is the median of the last third
over that of the first, after a minute to warm up.
"""

from __future__ import annotations

import http.client
import os
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from pyoxigraph import QuerySolutions, Store

from bench import endpoints, report
from bench.endpoints import Endpoint
from bench.synthetic import QUADS_PER_DOCUMENT, documents
from graph_store.generations import Data
from ingest.load import load
from ontology.terms import PREFIXES

_SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_READERS = 6
_PUBLISH_SECONDS = 10.0
_RUNAWAY_SECONDS = 5.0
_SAMPLE_SECONDS = 5.0
_WARM_SECONDS = 60.0
_KEPT_GENERATIONS = 3
_RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_JSON = {"Accept": "application/sparql-results+json"}


@dataclass(slots=True)
class Tally:
    """What came back so far."""

    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    generations: set[str] = field(default_factory=set)
    series: list[tuple[float, float, int, int]] = field(default_factory=list)
    published: int = 0


def main() -> None:
    """Measure and print."""
    parser = report.arguments("A mixed load beside ingests and runaways: does anything fail or grow?")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="htxgraph-soak-") as folder:
        result, series = _soak(Path(folder), _SCALES[options.scale], options.seed, 60 * options.minutes)
    report.table(("minute", "memory MB", "open files", "processes"), series)
    report.table(("what", "value"), list(result.items()))
    report.finish({"scale": options.scale, "minutes": options.minutes, **result}, options.json)


def _soak(folder: Path, quads: int, seed: int, seconds: float) -> tuple[dict[str, Any], list[tuple[object, ...]]]:
    data, log = Data(folder / "data"), folder / "log"
    number = max(20, quads // QUADS_PER_DOCUMENT)
    more = int(seconds / _PUBLISH_SECONDS) + 10
    pages = documents(number + more, seed=seed)
    load(data, [page for page, _ in zip(pages, range(number), strict=False)], batch=1000)
    mixture = _mixture(Store.read_only(data.in_force().graph))
    tally, stop = Tally(), threading.Event()
    with endpoints.ours(data.path, log) as mine, ThreadPoolExecutor(_READERS + 3) as threads:
        running = [
            threads.submit(_read, mine, mixture, random.Random(seed + at), tally, stop) for at in range(_READERS)
        ]
        running.append(threads.submit(_run_away, mine, tally, stop))
        running.append(threads.submit(_publish, data, pages, tally, stop))
        running.append(threads.submit(_watch, mine.pid, tally, stop))
        time.sleep(seconds)
        stop.set()
        for one in running:
            one.result()
    memory = [(at, mb) for at, mb, _, _ in tally.series]
    files = [(at, float(count)) for at, _, count, _ in tally.series]
    result: dict[str, Any] = {
        "requests": sum(tally.answered.values()) + len(tally.failed),
        "requests_failed": len(tally.failed),
        **{f"answered_{name}": count for name, count in sorted(tally.answered.items())},
        "generations_published": tally.published,
        "generations_seen": len(tally.generations),
        "memory_growth": _growth(memory),
        "open_files_growth": _growth(files),
        "first_failures": "; ".join(tally.failed[:3]),
    }
    step = max(1, len(tally.series) // 30)
    return result, [
        (round(at / 60, 1), round(mb, 1), count, processes) for at, mb, count, processes in tally.series[::step]
    ]


def _mixture(store: Store) -> list[tuple[str, Mapping[str, str]]]:
    """Return addresses to ask for, with their headers: SPARQL in several formats, the relationship API, pages."""
    found = store.query(f"SELECT ?p WHERE {{ ?p a <{PREFIXES['foaf']}Person> }} ORDER BY ?p LIMIT 300")
    assert isinstance(found, QuerySolutions)
    people = [str(row["p"].value) for row in found]
    asked: list[tuple[str, Mapping[str, str]]] = []
    for person in people:
        key = person.partition("/id/")[2]
        asked.append((f"/sparql?{urlencode({'query': f'SELECT ?p ?o WHERE {{ <{person}> ?p ?o }}'})}", _JSON))
        asked.append((f"/sparql?{urlencode({'query': f'DESCRIBE <{person}>'})}", {"Accept": "text/turtle"}))
        asked.append((f"/api/entities/{quote(key)}/relations", {}))
        asked.append((f"/api/entities/{quote(key)}", {}))
    top = "SELECT ?award (COUNT(?c) AS ?n) WHERE { ?c htx:award ?award } GROUP BY ?award ORDER BY DESC(?n)"
    rows = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 2000"
    for text, accept in (
        (top, "text/csv"),
        (rows, "application/sparql-results+xml"),
        (rows, "application/vnd.apache.parquet"),
    ):
        asked += [(f"/sparql?{urlencode({'query': text})}", {"Accept": accept})] * 20
    asked += [
        ("/api/search?q=nguyen", {}),
        ("/api/who-awarded-whom", {}),
        ("/api/conferrals", {}),
        ("/readyz", {}),
    ] * 20
    return asked


def _read(
    mine: Endpoint,
    mixture: list[tuple[str, Mapping[str, str]]],
    chance: random.Random,
    tally: Tally,
    stop: threading.Event,
) -> None:
    connection = mine.connect()
    while not stop.is_set():
        target, headers = chance.choice(mixture)
        _asked(connection, target, headers, tally, ("200",))
        time.sleep(0.01)
    connection.close()


def _run_away(mine: Endpoint, tally: Tally, stop: threading.Event) -> None:
    number = 0
    while not stop.wait(_RUNAWAY_SECONDS):
        number += 1
        connection = mine.connect()
        target = mine.target(f"{_RUNAWAY} LIMIT {number}", timeout="2")
        _asked(connection, target, _JSON, tally, ("504", "503"))
        connection.close()
        gone = mine.connect()
        gone.request("GET", mine.target(f"{_RUNAWAY} OFFSET {number}"), headers=_JSON)  # and goes away at once
        gone.close()


def _asked(
    connection: http.client.HTTPConnection,
    target: str,
    headers: Mapping[str, str],
    tally: Tally,
    right: tuple[str, ...],
) -> None:
    try:
        connection.request("GET", target, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        tally.failed.append(f"{target[:80]}: {error!r}")
        connection.close()
        return
    if str(answer.status) in right:
        tally.answered[str(answer.status)] += 1
        if generation := answer.headers.get("x-generation"):
            tally.generations.add(generation)
    else:
        tally.failed.append(f"{target[:80]}: {answer.status} {body[:200]!r}")


def _publish(data: Data, pages: Iterator[Any], tally: Tally, stop: threading.Event) -> None:
    while not stop.wait(_PUBLISH_SECONDS):
        page = next(pages, None)
        if page is None:
            return
        load(data, [page])
        with data.lock():
            data.prune(_KEPT_GENERATIONS)
        tally.published += 1


def _watch(pid: int, tally: Tally, stop: threading.Event) -> None:
    began = time.monotonic()
    while not stop.wait(_SAMPLE_SECONDS):
        processes = _family(pid)
        memory = sum(_memory(one) for one in processes) / 1024
        files = sum(_files(one) for one in processes)
        tally.series.append((time.monotonic() - began, memory, files, len(processes)))


def _family(pid: int) -> list[int]:
    """Return a process with all that it started, and they."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(told[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(children.get(found[-1], ()))
    return found


def _memory(pid: int) -> int:
    """Return a process's share of memory in kB (shared pages count in part); 0 when it is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _files(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - it may be gone in the middle of it
    except OSError:
        return 0


def _growth(series: list[tuple[float, float]]) -> float | None:
    warm = [value for at, value in series if at > min(_WARM_SECONDS, series[-1][0] / 4)] if series else []
    third = len(warm) // 3
    return round(statistics.median(warm[-third:]) / statistics.median(warm[:third]), 3) if third else None


if __name__ == "__main__":
    main()
