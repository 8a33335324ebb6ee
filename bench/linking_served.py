"""How fast the running reconciliation service answers over HTTP: batches from several clients, on a register of any size."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import resources
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench import endpoints
from bench.endpoints import Endpoint
from bench.mistaken import Question, questions
from bench.registers import Cooperative, cooperatives
from graph_store.generations import Data
from ingest import pipeline
from queries.linking.entries import Entries

_CLIENTS = 4


def sampled(count: int, seed: int) -> list[Cooperative]:
    """Return cooperatives of a register of so many to ask for: the first ones, and of the others one of fifty."""
    chance = random.Random(seed)
    register = cooperatives(count, seed * 1000 + 3)
    return [one for number, one in enumerate(register) if number < 5000 or chance.random() < 0.02]


def served(folder: Path, register: Path, count: int, seed: int, asked: int = 3000) -> dict[str, float]:
    """Return how fast the service answers over HTTP, on a file of entries of a register of so many."""
    data = Data(folder / f"served-{count}")
    with resources.as_file(resources.files("ingest") / "samples" / "van-hai-ocop-2023.txt") as article:
        pipeline.ingest([article], data, jobs=1)
    generation = data.in_force().number
    shutil.copy(register, data.path / "matching.sqlite")
    with closing(Entries(data.path / "matching.sqlite", write=True)) as entries, entries.changing():
        entries.change((), (), {"generation": str(generation)})
    some = [_query(one) for one in questions(sampled(count, seed), asked, seed * 1000 + 5)]
    found: dict[str, float] = {}
    settings = {"HTXGRAPH_PROCESSES": "2", "HTXGRAPH_WORKERS": "1"}
    with endpoints.ours(data.path, folder / "served.log", **settings) as endpoint:
        _clients(endpoint, some[:200], 10, 2)
        for batch in (10, 50):
            began = time.perf_counter()
            _clients(endpoint, some, batch, _CLIENTS)
            found[f"served_{batch}_queries_per_s"] = round(len(some) / (time.perf_counter() - began), 1)
        times = _clients(endpoint, some[:500], 1, 1)
    return found | {"served_query_p95_ms": round(quantiles(times, n=20)[-1], 2)}


def _query(one: Question) -> dict[str, Any]:
    stated = {"code": one.code, "place": one.place, "representative": one.representative, "foundedOn": one.date}
    properties = [{"pid": name, "v": value} for name, value in stated.items() if value]
    return {"query": one.name, "type": "organization"} | ({"properties": properties} if properties else {})


def _clients(endpoint: Endpoint, some: Sequence[dict[str, Any]], batch: int, clients: int) -> list[float]:
    """Ask everything in batches from several clients at once; return the milliseconds of each batch."""
    batches = [some[at : at + batch] for at in range(0, len(some), batch)]

    def ask(own: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
        times = []
        with closing(endpoint.connect()) as connection:
            for questions in own:
                body = urlencode({"queries": json.dumps({f"q{n}": one for n, one in enumerate(questions)})})
                began = time.perf_counter()
                connection.request("POST", "/reconcile", body, {"Content-Type": "application/x-www-form-urlencoded"})
                answer = connection.getresponse()
                content = answer.read()
                times.append((time.perf_counter() - began) * 1000)
                if answer.status != 200:
                    raise RuntimeError(f"the service answers {answer.status}: {content[:200].decode()}")
        return times

    with ThreadPoolExecutor(clients) as pool:
        return [one for times in pool.map(ask, (batches[n::clients] for n in range(clients))) for one in times]
