"""What HTTP costs over the raw engine, requests a second beside peers, and what runaway queries do to others.

    python -m bench.sparql [--scale 100k|1m|10m] [--seed N] [--peers FOLDER] [--json]

Raw engine, our endpoint and the peers answer the same queries on the same triples in one run. `--peers` names an
environment with the peers (made there on first use); without it, those installed beside us are measured.
"""

from __future__ import annotations

import http.client
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from bench import endpoints, report
from bench.endpoints import Endpoint
from bench.hammer import hammer
from bench.synthetic import QUADS_PER_DOCUMENT, documents
from graph_store.generations import Data
from ingest.load import load
from ontology.terms import PREFIXES

_SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("foaf", "htx", "rdf", "skos"))
_ROWS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10000"
_ASK = "ASK {}"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_RUNAWAYS = 8
_DEADLINE = 2.0
_SHAPES = {
    "who_awarded_whom": _PREFIXES
    + "SELECT ?grantor ?name WHERE { ?c htx:recipient <THING> ; htx:grantor ?grantor . ?grantor skos:prefLabel ?name }",
    "two_hops": _PREFIXES
    + "SELECT DISTINCT ?other WHERE { ?a htx:participant <THING> ; htx:event ?e . ?b htx:event ?e ; htx:participant ?other }",
    "aggregate": _PREFIXES
    + "SELECT ?award (COUNT(?c) AS ?n) WHERE { ?c htx:award ?award } GROUP BY ?award ORDER BY DESC(?n) LIMIT 20",
}


def main() -> None:
    """Measure and print."""
    parser = report.arguments("What HTTP costs over the raw engine, and what runaway queries do to others.")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="environment with the peers; made if not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="htxgraph-sparql-") as folder:
        result = _measured(Path(folder), _SCALES[options.scale], options.seed, endpoints.peers(options.peers))
    report.table(("what", "value"), list(result.items()))
    report.finish({"scale": options.scale, **result}, options.json)


def _measured(folder: Path, quads: int, seed: int, environment: Path) -> dict[str, Any]:
    data, log = Data(folder / "data"), folder / "log"
    load(data, documents(max(20, quads // QUADS_PER_DOCUMENT), seed=seed), batch=1000)
    graph = data.in_force().graph_path
    store = Store.read_only(str(graph))
    things = _things(store, random.Random(seed))
    lookups = [f"SELECT ?p ?o WHERE {{ <{thing}> ?p ?o }}" for thing in things]
    result: dict[str, Any] = {"quads": data.in_force().manifest.quads}
    with endpoints.ours(data.path, log) as mine:
        result |= _overhead(store, mine, lookups)
        for name, text in _SHAPES.items():
            result |= _both(name, store, mine, [text.replace("THING", thing) for thing in things[:50]])
        result |= _throughput("htxgraph", mine, lookups)
        result |= _isolation(mine)
    triples = folder / "triples.nt"
    store.dump(str(triples), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    with endpoints.native(environment, graph, log) as peer:
        result |= _throughput("native", peer, lookups)
    if quads <= _SCALES["1m"]:
        with endpoints.rdflib_endpoint(environment, triples, log) as peer:
            result |= _throughput("rdflib_endpoint", peer, lookups)
    for name in ("native", "rdflib_endpoint"):
        theirs = result.get(f"{name}_per_s")
        result[f"throughput_vs_{name}"] = round(result["htxgraph_per_s"] / theirs, 2) if theirs else None
        if not theirs:
            sys.stderr.write(f"{name} is not measured: it is not installed here, or the graph is too large for it\n")
    return result


def _things(store: Store, chance: random.Random) -> list[str]:
    found = store.query(_PREFIXES + "SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p LIMIT 5000")
    assert isinstance(found, QuerySolutions)
    people = [str(row["p"].value) for row in found]
    return chance.sample(people, min(200, len(people)))


def _raw(store: Store, text: str) -> bytes | None:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=QueryResultsFormat.JSON)


def _overhead(store: Store, mine: Endpoint, lookups: list[str]) -> dict[str, float]:
    """Measure the same small lookup and the same 10,000 rows on the raw engine and over HTTP, in turns."""
    found = _both("lookup", store, mine, lookups * 3)
    rows = _both("rows_10k", store, mine, [_ROWS] * 15)
    return {
        "overhead_ms_p50": round(found["lookup_ms_p50_http"] - found["lookup_ms_p50_raw"], 3),
        "overhead_ratio_10k_rows": round(rows["rows_10k_ms_p50_http"] / rows["rows_10k_ms_p50_raw"], 3),
        **found,
        **rows,
    }


def _both(name: str, store: Store, mine: Endpoint, texts: list[str]) -> dict[str, float]:
    connection = mine.connect()
    raw: list[float] = []
    over: list[float] = []
    for text in texts:
        target = mine.target(text)
        raw.append(_ms(lambda text=text: _raw(store, text)))  # type: ignore[misc]
        over.append(_ms(lambda target=target: _answered(connection, target)))  # type: ignore[misc]
    connection.close()
    skip = len(texts) // 10  # the first ones warm caches up
    return {
        f"{name}_ms_p50_raw": round(statistics.median(raw[skip:]), 3),
        f"{name}_ms_p50_http": round(statistics.median(over[skip:]), 3),
        f"{name}_ms_p95_raw": _p95(raw[skip:]),
        f"{name}_ms_p95_http": _p95(over[skip:]),
    }


def _answered(connection: http.client.HTTPConnection, target: str) -> bytes:
    status, body = endpoints.ask(connection, target)
    if status != 200:
        raise RuntimeError(f"{status}: {body[:300]!r}")
    return body


def _throughput(name: str, endpoint: Endpoint | None, lookups: list[str]) -> dict[str, float]:
    """Measure lookups a second at 1, 8 and 32 connections; the ratios are of 8."""
    if endpoint is None:
        return {}
    requests = [endpoint.request(text) for text in lookups]
    hammer(endpoint.port, requests, connections=8, seconds=1)
    found: dict[str, float] = {}
    for connections in (1, 8, 32):
        got = hammer(endpoint.port, requests, connections=connections, seconds=4)
        if got.errors:
            raise RuntimeError(f"{name}: {got.errors} errors at {connections} connections")
        suffix = "" if connections == 8 else f"_at_{connections}"
        found[f"{name}_per_s{suffix}"] = got.per_second
        found[f"{name}_p95_ms{suffix}"] = got.p95_ms
    return found


def _isolation(mine: Endpoint) -> dict[str, float]:
    """Measure ASK alone, then beside runaways without end, and how late after its deadline each of them ends."""
    idle = _asks(mine, seconds=4)
    late: list[float] = []
    stop = threading.Event()
    crowd = [threading.Thread(target=_run_away, args=(mine, late, stop)) for _ in range(_RUNAWAYS)]
    for one in crowd:
        one.start()
    time.sleep(1)
    beside = _asks(mine, seconds=10)
    stop.set()
    for one in crowd:
        one.join()
    return {
        "ask_p95_ms_idle": _p95(idle),
        "ask_p95_ms_under_runaways": _p95(beside),
        "runaways_ended": len(late),
        "runaway_latest_s_after_deadline": round(max(late), 3),
    }


def _asks(mine: Endpoint, seconds: float) -> list[float]:
    connection = mine.connect()
    target = mine.target(_ASK)
    times: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        times.append(_ms(lambda: _answered(connection, target)))
        time.sleep(0.02)
    connection.close()
    return times


def _run_away(mine: Endpoint, late: list[float], stop: threading.Event) -> None:
    connection = mine.connect()
    while not stop.is_set():
        began = time.monotonic()
        status, body = endpoints.ask(connection, mine.target(_RUNAWAY, timeout=str(_DEADLINE)))
        if status == 200:
            raise RuntimeError(f"a runaway came to an end: {body[:300]!r}")
        late.append(time.monotonic() - began - _DEADLINE)
    connection.close()


def _ms(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)


def _p95(times: list[float]) -> float:
    return round(sorted(times)[int(0.95 * (len(times) - 1))], 3)


if __name__ == "__main__":
    main()
