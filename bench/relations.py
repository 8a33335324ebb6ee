"""How long lookups of relations take, and publishing ten documents: `python -m bench.relations [--scale 1m] [--json]`."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench import report
from bench.synthetic import QUADS_PER_DOCUMENT, documents
from graph_store.generations import Data, Generation
from graph_store.index import Index
from graph_store.rows import ConferralFilter
from ingest.load import load
from queries.network import Networks

_SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_SEARCHES = (
    "nguyen van an", "Đ/c Trần Đức Hiền", "htx che doi xanh", "UBND tỉnh số 24", "hợp tác xã rau", "le quang", "nguyen",
    "bằng khen", "Phạm Thị Lan", "chu tich", "lễ tổng kết số 7", "n",
)  # fmt: skip


def main() -> None:
    """Measure a graph of the scale asked for and one of a tenth, and print both."""
    options = report.arguments(__doc__ or "").parse_args()
    small, large = (measured(quads, options.seed) for quads in (_SCALES[options.scale] // 10, _SCALES[options.scale]))
    report.table(("what", "a tenth", options.scale), [(name, small[name], large[name]) for name in large])
    growth = {f"{name}_growth": round(large[name] / max(small[name], 0.001), 2) for name in large if name != "quads"}
    report.finish({"scale": options.scale, **large, **growth}, options.json)


def measured(quads: int, seed: int) -> dict[str, float]:
    """Return the figures for a graph of about so many quads."""
    number = max(20, quads // QUADS_PER_DOCUMENT)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="htxgraph-relations-") as folder:
        data = Data(folder)
        started = time.perf_counter()
        load(data, documents(number, seed=seed), batch=1000)
        loaded = time.perf_counter() - started
        published = [_publish(data, number, seed, variant) for variant in range(1, 6)]
        generation = data.in_force()
        with generation.index() as index:
            asked = _entities(index, chance)
            posts = [one.iri for one in index.entities("post").rows]
            found: dict[str, float] = {
                "quads": generation.manifest.quads,
                "card_p95_ms": p95(index.entity, asked),
                "relations_p95_ms": p95(index.relations, asked),
                "timeline_p95_ms": p95(index.timeline, asked),
                "facets_p95_ms": p95(index.facets, asked),
                "latest_p95_ms": p95(lambda _: index.conferrals(limit=20), range(60)),
                "latest_of_grantor_p95_ms": p95(
                    lambda post: index.conferrals(ConferralFilter(grantor=post), limit=20), posts * 3
                ),
                "who_awarded_whom_p95_ms": p95(lambda post: index.awarding_edges(ConferralFilter(grantor=post)), posts),
                "search_p95_ms": p95(index.search, _SEARCHES * 5),
            }
        found["path_p95_ms"] = _paths(data, generation, asked)
        found["publish_s"] = round(sorted(published)[len(published) // 2], 3)
        found["load_s"] = round(loaded, 1)
    return found


def p95(ask: Callable[[Any], object], what: Sequence[Any]) -> float:
    """Return how many milliseconds all but the slowest twentieth of the answers take."""
    times: list[float] = []
    for one in what:
        started = time.perf_counter()
        ask(one)
        times.append(1000 * (time.perf_counter() - started))
    return round(sorted(times)[int(0.95 * (len(times) - 1))], 3)


def _publish(data: Data, number: int, seed: int, variant: int) -> float:
    """Change ten documents; return how many seconds it took until they were published."""
    some = list(documents(10, seed=seed, first=variant * number // 10, variant=variant))
    started = time.perf_counter()
    load(data, some)
    return time.perf_counter() - started


def _entities(index: Index, chance: random.Random) -> list[str]:
    """Return entities of all kinds, those with the most relations among them."""
    found: list[str] = []
    for kind in ("person", "organization", "event"):
        some = [one.iri for one in index.entities(kind, limit=2000).rows]
        found += chance.sample(some, min(60, len(some)))
    return found + [one.iri for kind in ("post", "award") for one in index.entities(kind).rows]


def _paths(data: Data, generation: Generation, entities: list[str]) -> float:
    network = Networks(data)
    network.of(generation)  # read once for a generation
    pairs = list(zip(entities[:40], entities[40:80], strict=False))
    return p95(lambda pair: network.paths(generation, pair[0], pair[1], limit=3), pairs)


if __name__ == "__main__":
    main()
