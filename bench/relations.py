"""How long lookups of relations take over HTTP, beside the same questions as SPARQL, and publishing ten documents.

    python -m bench.relations [--scale 100k|1m|10m] [--seed N] [--peers FOLDER] [--json]

The world is `awardworld`: a few ministries with most of the awards, many others with a handful. Every figure is taken on a
graph of the scale and on one of a tenth, to show how it grows. `…_p50_ms` and `…_p95_ms` are over HTTP on one connection,
`…_first_ms` is the first answer of a service just started; `…_p50_ms_<peer>` are the raw engine in this process, the native
Oxigraph server and Virtuoso, on the same triples (`--peers` names an environment with the native server, made if not there).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import networkx as nx
from pyoxigraph import DefaultGraph, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from bench import awardworld, endpoints, report
from bench.endpoints import Endpoint
from bench.lookups import Question, questions
from bench.virtuoso import virtuoso
from graph_store.generations import Data, Generation
from ingest.load import load
from queries import compact

_SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_TIMES, _BUDGET = 120, 15.0
"""Answers of one question, and seconds that they may take in all."""
_COUNTED = 50_000
"""Relations of which networkx is weighed."""


def main() -> None:
    """Measure a graph of the scale asked for and one of a tenth, and print both."""
    parser = report.arguments("How long lookups of relations take, beside the same questions as SPARQL.")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="environment with the peers; made if not there")
    options = parser.parse_args()
    environment = endpoints.peers(options.peers)
    scales = (_SCALES[options.scale] // 10, _SCALES[options.scale])
    small, large = (measured(quads, options.seed, environment) for quads in scales)
    report.table(("what", "a tenth", options.scale), [(name, small.get(name), large[name]) for name in large])
    growth = {
        f"{name}_growth": round(large[name] / max(small[name], 0.001), 2)
        for name in large
        if name.endswith(("_p95_ms", "_s")) and name in small
    }
    report.table(("growth from a tenth", "times"), list(growth.items()))
    report.finish({"scale": options.scale, **large, **_ratios(large), **growth}, options.json)


def measured(quads: int, seed: int, environment: Path) -> dict[str, Any]:
    """Return the figures for a graph of about so many quads."""
    with tempfile.TemporaryDirectory(prefix="htxgraph-relations-") as name:
        folder = Path(name)
        data, log = Data(folder / "data"), folder / "log"
        started = time.perf_counter()
        load(data, awardworld.documents(quads, seed=seed), batch=1000)
        loaded = time.perf_counter() - started
        published = [_publish(data, quads, seed, variant) for variant in range(1, 6)]
        generation = data.in_force()
        found: dict[str, Any] = {
            "quads": generation.manifest.quads,
            "load_s": round(loaded, 1),
            "publish_s": round(statistics.median(published), 3),
            **_weighed(generation),
        }
        with generation.index() as index:
            asked = list(questions(index, seed))
        with endpoints.ours(data.path, log, HTXGRAPH_CACHE_MB="0") as mine:
            for question in asked:
                found |= _over_http(question, mine)
        return found | _peers(asked, generation, environment, folder)


def _publish(data: Data, quads: int, seed: int, variant: int) -> float:
    """Change ten documents; return how many seconds it took until they were published."""
    first = variant * awardworld.number(quads) // 10
    some = [awardworld.document(first + place, quads, seed=seed, variant=variant) for place in range(10)]
    started = time.perf_counter()
    load(data, some)
    return time.perf_counter() - started


def _over_http(question: Question, endpoint: Endpoint) -> dict[str, float]:
    connection = endpoint.connect()
    times = _timed(partial(_get, connection), question.addresses)
    connection.close()
    name = question.name
    return {f"{name}_first_ms": times[0], f"{name}_p50_ms": _middle(times), f"{name}_p95_ms": _p95(times[1:])}


def _get(connection: HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status not in (200, 404):  # two who are not connected
        raise RuntimeError(f"{address}: {answer.status} {body[:300]!r}")


def _peers(asked: Sequence[Question], generation: Generation, environment: Path, folder: Path) -> dict[str, Any]:
    graph = generation.graph_path
    store = Store.read_only(str(graph))
    found: dict[str, Any] = {}
    for one in asked:
        if one.sparql:
            found[f"{one.name}_p50_ms_raw"] = _middle(_timed(partial(_raw, store), one.sparql))
    with endpoints.native(environment, graph, folder / "log") as native:
        found |= _peer("native", native, asked)
    triples = folder / "triples" / "triples.nt"
    triples.parent.mkdir()
    store.dump(str(triples), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    with virtuoso(folder / "virtuoso", triples) as peer:
        found |= _peer("virtuoso", peer, asked)
    return found


def _raw(store: Store, text: str) -> None:
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    answer.serialize(format=QueryResultsFormat.JSON)


def _peer(name: str, peer: Endpoint | None, asked: Sequence[Question]) -> dict[str, float]:
    if peer is None:
        sys.stderr.write(f"{name} is not measured: it is not installed here\n")
        return {}
    found: dict[str, float] = {}
    connection = peer.connect()

    def ask(text: str) -> None:
        status, body = endpoints.ask(connection, peer.target(text))
        if status != 200:
            raise RuntimeError(f"{name}: {status} {body[:300]!r}")

    for one in asked:
        if one.sparql:
            try:
                found[f"{one.name}_p50_ms_{name}"] = _middle(_timed(ask, one.sparql))
            except (OSError, RuntimeError) as error:
                sys.stderr.write(f"{one.name} is not measured: {error}\n")
                connection.close()
    connection.close()
    return found


def _ratios(found: dict[str, Any]) -> dict[str, float]:
    """Return how much sooner the soonest peer answers each question than we do over HTTP (below 1: later)."""
    ratios: dict[str, float] = {}
    for name in [one.removesuffix("_p50_ms") for one in found if one.endswith("_p50_ms")]:
        theirs = [found[one] for one in found if one.startswith(f"{name}_p50_ms_")]
        if theirs:
            ratios[f"{name}_vs_fastest"] = round(min(theirs) / max(found[f"{name}_p50_ms"], 0.001), 2)
    return ratios


def _weighed(generation: Generation) -> dict[str, float]:
    """Return how long the network takes to read, and its bytes a relation, beside those of networkx."""
    with generation.index() as index:
        started = time.perf_counter()
        network = compact.read(index)
        took = time.perf_counter() - started
        number = max(1, len(network.others) // 2)
        rows = [row for row, _ in zip(index.numbers(), range(_COUNTED), strict=False)]
    tracemalloc.start()
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for subject, thing, kind, day, evidence in rows:
        graph.add_edge(subject, thing, kind=kind, day=day, evidence=evidence)
    heavy = tracemalloc.get_traced_memory()[0] / max(1, len(rows))
    tracemalloc.stop()
    return {
        "relations": number,
        "network_read_s": round(took, 3),
        "network_bytes_per_relation": round(network.bytes / number, 1),
        "networkx_bytes_per_relation": round(heavy, 1),
    }


def _timed(ask: Callable[[str], object], variants: Sequence[str]) -> list[float]:
    """Return milliseconds of answers, each variant in turn, as far as time allows."""
    until = time.perf_counter() + _BUDGET
    times: list[float] = []
    while len(times) < 2 or (len(times) < _TIMES and time.perf_counter() < until):
        started = time.perf_counter()
        ask(variants[len(times) % len(variants)])
        times.append(1000 * (time.perf_counter() - started))
    return [round(one, 3) for one in times]


def _middle(times: Sequence[float]) -> float:
    return round(statistics.median(times), 3)


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


if __name__ == "__main__":
    main()
