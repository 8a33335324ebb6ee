"""What HTTP costs over the raw engine, requests a second beside peers, and what runaway queries do to others.

    python -m bench.sparql [--scale 100k|1m|10m] [--seed N] [--peers FOLDER] [--json]

Raw engine, our endpoint and the peers answer the same queries on the same triples in one run. `--peers` names an
environment with the peers (made there on first use); without it, those installed beside us are measured. Throughput
is of distinct lookups with nothing kept (`htxgraph_…`) and, apart from that, of answers kept (`htxgraph_kept_…`); each
is the better of two rounds in turns with the native server, as others may use the machine meanwhile.
"""

from __future__ import annotations

import http.client
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from bench import endpoints, report
from bench.endpoints import Endpoint
from bench.hammer import hammer
from bench.synthetic import QUADS_PER_DOCUMENT, documents
from bench.virtuoso import virtuoso
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
_PATIENCE = 10.0
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
    triples = folder / "triples" / "triples.nt"
    triples.parent.mkdir()
    store.dump(str(triples), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    shapes = {name: [text.replace("THING", thing) for thing in things[:50]] for name, text in _SHAPES.items()}
    shapes = {"lookup": lookups[:600], **shapes, "rows_10k": [_ROWS] * 15}
    with (
        endpoints.ours(data.path, log, HTXGRAPH_CACHE_MB="0") as mine,
        endpoints.native(environment, graph, log) as native,
    ):
        for name, texts in shapes.items():
            result |= _latency(name, store, {"http": mine, "native": native}, texts)
        result["overhead_ms_p50"] = round(result["lookup_ms_p50_http"] - result["lookup_ms_p50_raw"], 3)
        result["overhead_ratio_10k_rows"] = round(result["rows_10k_ms_p50_http"] / result["rows_10k_ms_p50_raw"], 3)
        for _ in range(2):
            for name, endpoint in (("htxgraph", mine), ("native", native)):
                result |= _better(result, _throughput(name, endpoint, lookups))
        result |= _isolation("", mine)
    with endpoints.ours(data.path, log) as mine:
        result |= _throughput("htxgraph_kept", mine, lookups)
    with virtuoso(folder / "virtuoso", triples) as peer:
        for name, texts in shapes.items():
            result |= _latency(name, None, {"virtuoso": peer}, texts)
        result |= _throughput("virtuoso", peer, lookups)
    if quads <= _SCALES["1m"]:
        with endpoints.rdflib_endpoint(environment, triples, log) as peer:
            for name, texts in shapes.items():
                result |= _latency(name, None, {"rdflib_endpoint": peer}, texts[:10])
            result |= _throughput("rdflib_endpoint", peer, lookups)
            if peer is not None:
                result |= _isolation("rdflib_endpoint_", peer)
    return result | _ratios(result)


def _ratios(result: Mapping[str, Any]) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name in ("native", "rdflib_endpoint", "virtuoso"):
        for suffix in ("", "_at_16"):
            theirs = result.get(f"{name}_per_s{suffix}")
            found[f"throughput_vs_{name}{suffix}"] = (
                round(result[f"htxgraph_per_s{suffix}"] / theirs, 2) if theirs else None
            )
        if found[f"throughput_vs_{name}"] is None:
            sys.stderr.write(f"{name} is not measured: it is not installed here, or the graph is too large for it\n")
    return found


def _better(before: Mapping[str, Any], now: dict[str, float]) -> dict[str, float]:
    """Return the better of two rounds: more a second, or sooner."""
    return {name: (max if "_per_s" in name else min)(value, before.get(name, value)) for name, value in now.items()}


def _things(store: Store, chance: random.Random) -> list[str]:
    found = store.query(_PREFIXES + "SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p LIMIT 5000")
    assert isinstance(found, QuerySolutions)
    people = [str(row["p"].value) for row in found]
    return chance.sample(people, min(5000, len(people)))


def _raw(store: Store, text: str) -> bytes | None:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=QueryResultsFormat.JSON)


def _latency(
    name: str, store: Store | None, peers: Mapping[str, Endpoint | None], texts: list[str]
) -> dict[str, float]:
    """Measure the same queries on the raw engine and over HTTP, in turns."""
    asking: dict[str, Callable[[str], object]] = {"raw": partial(_raw, store)} if store is not None else {}
    connections = []
    for peer, endpoint in peers.items():
        if endpoint is not None:
            connections.append(endpoint.connect())
            asking[peer] = partial(_get, connections[-1], endpoint)
    times: dict[str, list[float]] = {peer: [] for peer in asking}
    for text in texts:
        for peer, ask in asking.items():
            times[peer].append(_ms(partial(ask, text)))
    for connection in connections:
        connection.close()
    skip = len(texts) // 10  # the first ones warm caches up
    found: dict[str, float] = {}
    for peer, taken in times.items():
        found[f"{name}_ms_p50_{peer}"] = round(statistics.median(taken[skip:]), 3)
        found[f"{name}_ms_p95_{peer}"] = _p95(taken[skip:])
    return found


def _get(connection: http.client.HTTPConnection, endpoint: Endpoint, text: str) -> bytes:
    return _answered(connection, endpoint.target(text))


def _answered(connection: http.client.HTTPConnection, target: str) -> bytes:
    status, body = endpoints.ask(connection, target)
    if status != 200:
        raise RuntimeError(f"{status}: {body[:300]!r}")
    return body


def _throughput(name: str, endpoint: Endpoint | None, lookups: list[str]) -> dict[str, float]:
    """Measure lookups a second at 1, 8, 16 and 32 connections; the ratios are of 8."""
    if endpoint is None:
        return {}
    requests = [endpoint.request(text) for text in lookups]
    hammer(endpoint.port, requests, connections=8, seconds=1)
    found: dict[str, float] = {}
    for connections in (1, 8, 16, 32):
        got = hammer(endpoint.port, requests, connections=connections, seconds=3)
        if got.errors:
            raise RuntimeError(f"{name}: {got.errors} errors at {connections} connections")
        suffix = "" if connections == 8 else f"_at_{connections}"
        found[f"{name}_per_s{suffix}"] = got.per_second
        found[f"{name}_p95_ms{suffix}"] = got.p95_ms
    return found


def _isolation(prefix: str, endpoint: Endpoint) -> dict[str, Any]:
    """Measure ASK alone, then beside runaways without end, and how late after its deadline each of them ends.

    Where a small question gets no answer within a time, that time stands for it, and the rest is not waited for.
    """
    idle = _asks(endpoint, seconds=4)
    late: list[float] = []
    stop = threading.Event()
    crowd = [threading.Thread(target=_run_away, args=(endpoint, late, stop), daemon=True) for _ in range(_RUNAWAYS)]
    for one in crowd:
        one.start()
    time.sleep(1)
    beside = _asks(endpoint, seconds=10)
    stop.set()
    for one in crowd:
        one.join(_PATIENCE)
    return {
        f"{prefix}ask_p95_ms_idle": _p95(idle),
        f"{prefix}ask_p95_ms_under_runaways": _p95(beside),
        f"{prefix}asks_answered_under_runaways": sum(taken < 1000 * _PATIENCE for taken in beside),
        f"{prefix}runaways_ended": len(late),
        f"{prefix}runaway_latest_s_after_deadline": round(max(late), 3) if late else None,
    }


def _asks(endpoint: Endpoint, seconds: float) -> list[float]:
    times: list[float] = []
    until = time.monotonic() + seconds
    connection = endpoint.connect(timeout=_PATIENCE)
    while time.monotonic() < until:
        try:
            times.append(_ms(partial(_get, connection, endpoint, _ASK)))
        except OSError:
            times.append(1000 * _PATIENCE)
            connection.close()
            connection = endpoint.connect(timeout=_PATIENCE)
        time.sleep(0.02)
    connection.close()
    return times


def _run_away(endpoint: Endpoint, late: list[float], stop: threading.Event) -> None:
    connection = endpoint.connect(timeout=_PATIENCE)
    while not stop.is_set():
        began = time.monotonic()
        try:
            status, body = endpoints.ask(connection, endpoint.target(_RUNAWAY, timeout=str(_DEADLINE)))
        except OSError:
            return  # it does not end: there is nothing that this server would do about it
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
