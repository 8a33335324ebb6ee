"""How fast documents become a published graph: end to end, and beside the engine's own bulk load of the same quads.

    python -m bench.ingest [--documents N] [--rows N] [--json]

The documents are the shipped samples with other names and days, so that each is a document of its own.
"""

from __future__ import annotations

import random
import resource
import shutil
import tempfile
import time
from importlib import resources
from pathlib import Path

import pyoxigraph

from bench import report, tables
from graph_store.generations import Data
from ingest import pipeline

_NAMES = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tú",
)
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thanh", "Quang", "Minh")
_FAMILY = ("Lò", "Quàng", "Giàng", "Tòng", "Nông", "Bế", "Hoàng", "Vi", "Lương", "Đàm")


def main() -> None:
    """Measure and print."""
    parser = report.arguments("How fast documents become a published graph.")
    parser.add_argument("--documents", type=int, default=1000, help="documents to read")
    parser.add_argument("--rows", type=int, default=1000, help="rows of a table to read")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="htxgraph-bench-"))
    try:
        result = measure(folder, options.documents, options.seed, options.rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.table(["what", "measured"], [[key, value] for key, value in result.items()])
    report.finish(result, options.json)


def measure(folder: Path, documents: int, seed: int, rows: int) -> dict[str, float]:
    """Return the keys of this measurement; growth is the rate with all documents over the rate with a tenth of them."""
    write(folder / "news", documents, seed)
    tenth = sorted((folder / "news").iterdir())[: max(1, documents // 10)]
    small = timed(tenth, Data(folder / "small"))
    data = Data(folder / "data")
    seconds = timed([folder / "news"], data)
    again = time.perf_counter()
    report_again = pipeline.ingest([folder / "news"], data)
    again = time.perf_counter() - again
    assert report_again.loaded is not None
    assert report_again.loaded.applied.added == 0
    quads = data.in_force().manifest.quads
    bulk = bulk_load(data, folder / "bulk")
    tables.write(folder / "rows.csv", rows, seed)
    table = tables.timed(folder / "rows.csv", Data(folder / "rows"))
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "documents": documents,
        "documents_per_s": round(documents / seconds, 1),
        "rows_per_s": round(rows / table, 1),
        "quads": quads,
        "quads_per_s": round(quads / seconds),
        "second_run_documents_per_s": round(documents / again, 1),
        "bulk_load_ratio": round(seconds / bulk, 2),
        "peak_memory_mb": round(usage / 1024, 1),
        "growth": round((documents / seconds) / (len(tenth) / small), 2),
    }


def timed(paths: list[Path], data: Data) -> float:
    """Return the seconds of reading, linking, mapping and publishing; nothing may be refused."""
    start = time.perf_counter()
    done = pipeline.ingest(paths, data)
    seconds = time.perf_counter() - start
    assert done.refused == 0
    return seconds


def bulk_load(data: Data, path: Path) -> float:
    """Return the seconds that the engine alone takes to load the same quads from a file."""
    store = pyoxigraph.Store.read_only(str(data.in_force().graph_path))
    dump = path.with_suffix(".nq")
    with dump.open("wb") as file:
        store.dump(file, format=pyoxigraph.RdfFormat.N_QUADS)
    start = time.perf_counter()
    fresh = pyoxigraph.Store(str(path))
    fresh.bulk_load(path=str(dump), format=pyoxigraph.RdfFormat.N_QUADS)
    fresh.flush()
    return time.perf_counter() - start


def write(folder: Path, documents: int, seed: int) -> None:
    """Write so many articles, each a sample with another day and another person in it."""
    folder.mkdir()
    chance = random.Random(seed)
    with resources.as_file(resources.files("ingest") / "samples") as samples:
        texts = [
            (path.suffix, path.read_text(encoding="utf-8"))
            for path in sorted(samples.iterdir())
            if path.suffix in (".txt", ".html")
        ]
    for number in range(documents):
        suffix, text = texts[number % len(texts)]
        name = f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_NAMES)}"
        day = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(2015, 2024)}"
        other = text.replace("Nguyễn Đức Hiền", name).replace("Lương Bạch Vĩ", name).replace("14/01/2022", day)
        ending = f"\nSố tin {number}\n" if suffix == ".txt" else f"<!-- {number} -->\n"
        other = other.replace("example.org/htxgraph/samples", f"example.org/bench/{number}")
        (folder / f"{number:06}{suffix}").write_text(other + ending, encoding="utf-8")


if __name__ == "__main__":
    main()
