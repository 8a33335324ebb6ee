"""How fast rows of tables become a published graph, and how that grows.

    python -m bench.tables [--rows N] [--json]

The table is an award list of invented cooperatives and persons.
"""

from __future__ import annotations

import csv
import random
import shutil
import tempfile
import time
from pathlib import Path

from bench import report
from graph_store.generations import Data
from ingest import pipeline
from ingest.context import Metadata

_STATED = Metadata(place="tỉnh Vân Hạc", published="2024-01-10", url="https://bench.example/khen", mapping="award-list")
_HEAD = ("STT", "Tập thể, cá nhân", "Hình thức khen thưởng", "Số quyết định", "Ngày quyết định", "Cấp khen thưởng")
_FAMILY = ("Lò", "Quàng", "Giàng", "Tòng", "Nông", "Bế", "Hoàng", "Vi", "Lương", "Đàm")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thanh", "Quang", "Minh")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân", "Sơn")
_AWARDS = ("Bằng khen", "Giấy khen", "Cờ thi đua", "Chiến sĩ thi đua cơ sở", "Huân chương Lao động hạng Ba")
_GRANTORS = ("UBND tỉnh", "Liên minh HTX tỉnh", "Chủ tịch UBND tỉnh", "Liên minh HTX Việt Nam")


def main() -> None:
    """Measure and print."""
    parser = report.arguments("How fast rows of tables become a published graph.")
    parser.add_argument("--rows", type=int, default=10_000, help="rows to read")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="htxgraph-bench-"))
    try:
        result = measure(folder, options.rows, options.seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.table(["what", "measured"], [[key, value] for key, value in result.items()])
    report.finish(result, options.json)


def measure(folder: Path, rows: int, seed: int) -> dict[str, float]:
    """Return rows a second, all and mapped only, and growth: the rate with all rows over that with a tenth of them."""
    few, all_rows = folder / "few.csv", folder / "all.csv"
    write(few, max(1, rows // 10), seed)
    write(all_rows, rows, seed)
    small = timed(few, Data(folder / "small"))
    seconds = timed(all_rows, Data(folder / "data"))
    start = time.perf_counter()
    done = pipeline.ingest([all_rows], Data(folder / "data"), _STATED)
    again = time.perf_counter() - start
    assert done.loaded is not None
    assert done.loaded.applied.added == 0
    start = time.perf_counter()
    mapped = sum(read.rows for read in pipeline.read_files([all_rows], _STATED))
    mapping = time.perf_counter() - start
    assert mapped == rows
    return {
        "rows": rows,
        "rows_per_s": round(rows / seconds, 1),
        "second_run_rows_per_s": round(rows / again, 1),
        "mapped_rows_per_s": round(rows / mapping, 1),
        "growth": round((rows / seconds) / (max(1, rows // 10) / small), 2),
    }


def timed(path: Path, data: Data) -> float:
    """Return the seconds from a table to a published graph; no row may be refused."""
    start = time.perf_counter()
    done = pipeline.ingest([path], data, _STATED)
    seconds = time.perf_counter() - start
    assert (done.refused, done.rows_refused) == (0, 0), done.issues[:3]
    return seconds


def write(path: Path, rows: int, seed: int) -> None:
    """Write an award list of so many rows."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for number in range(1, rows + 1):
            name = f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"
            who = name if chance.random() < 0.5 else f"HTX {chance.choice(_GIVEN)} {chance.choice(_GIVEN)} {number}"
            day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2015, 2024)}"
            act = f"{chance.randint(1, 3000)}/QĐ-UBND"
            writer.writerow((number, who, chance.choice(_AWARDS), act, day, chance.choice(_GRANTORS)))


if __name__ == "__main__":
    main()
