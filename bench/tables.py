"""How fast rows of tables become a published graph, and how that grows.

    python -m bench.tables [--rows N] [--curve N,N,…] [--peers FOLDER] [--json]

The table is an award list of invented cooperatives and persons. With `--curve`, each size is read in a process of its own.
With `--peers`, morph-kgc (in an environment of its own, made in the folder) maps the same table, in turn with our mapping
alone: it writes what a row says, we also write names, evidence and provenance, so that quads a second are told, too.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median

from bench import report
from graph_store.generations import Data
from ingest import pipeline
from ingest.context import Metadata

_STATED = Metadata(place="tỉnh Vân Hạc", published="2024-01-10", url="https://bench.example/khen", mapping="award-list")
_HEAD = ("STT", "Tập thể, cá nhân", "Hình thức khen thưởng", "Số quyết định", "Ngày quyết định", "Cấp khen thưởng")
_FAMILY = ("Lò", "Quàng", "Giàng", "Tòng", "Nông", "Bế", "Hoàng", "Vi", "Lương", "Đàm")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thanh", "Quang", "Minh")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân", "Sơn")
_RML = """
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix x: <https://bench.example/> .
<#T> rml:logicalSource [ rml:source "TABLE" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "https://bench.example/conferral/{STT}" ; rr:class x:Conferral ] ;
  rr:predicateObjectMap [ rr:predicate x:recipient ; rr:objectMap [ rr:template "https://bench.example/who/{Tập thể, cá nhân}" ] ] ;
  rr:predicateObjectMap [ rr:predicate x:award ; rr:objectMap [ rml:reference "Hình thức khen thưởng" ] ] ;
  rr:predicateObjectMap [ rr:predicate x:decision ; rr:objectMap [ rml:reference "Số quyết định" ] ] ;
  rr:predicateObjectMap [ rr:predicate x:issued ; rr:objectMap [ rml:reference "Ngày quyết định" ] ] ;
  rr:predicateObjectMap [ rr:predicate x:grantor ; rr:objectMap [ rml:reference "Cấp khen thưởng" ] ] .
"""
_PEER = """
import json, time
import morph_kgc
config = "[CONFIGURATION]\\nlogging_level: ERROR\\nnumber_of_processes: 1\\n[DataSource1]\\nmappings: MAPPING\\n"
start = time.perf_counter()
triples = morph_kgc.materialize_set(config)
print(json.dumps([time.perf_counter() - start, len(triples)]))
"""
_AWARDS = ("Bằng khen", "Giấy khen", "Cờ thi đua", "Chiến sĩ thi đua cơ sở", "Huân chương Lao động hạng Ba")
_GRANTORS = ("UBND tỉnh", "Liên minh HTX tỉnh", "Chủ tịch UBND tỉnh", "Liên minh HTX Việt Nam")


def main() -> None:
    """Measure and print."""
    parser = report.arguments("How fast rows of tables become a published graph.")
    parser.add_argument("--rows", type=int, default=10_000, help="rows to read")
    parser.add_argument("--curve", help="sizes to read, each in a process of its own, such as 1000,10000,100000")
    parser.add_argument("--peers", type=Path, help="the folder of the peer's environment; it is made when not there")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone is not None:
        print(json.dumps(alone(options.alone)))
        return
    folder = Path(tempfile.mkdtemp(prefix="htxgraph-bench-"))
    try:
        if options.curve:
            result = curve(folder, [int(size) for size in options.curve.split(",")], options.seed)
        else:
            result = measure(folder, options.rows, options.seed)
        if options.peers is not None:
            result |= beside(folder, options.rows, options.seed, options.peers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.table(["what", "measured"], [[key, value] for key, value in result.items()])
    report.finish(result, options.json)


def curve(folder: Path, sizes: list[int], seed: int) -> dict[str, float]:
    """Return for each size rows a second, the processor's milliseconds for a row, and peak memory."""
    result: dict[str, float] = {}
    for size in sizes:
        path = folder / f"{size}.csv"
        write(path, size, seed)
        told = json.loads(
            subprocess.run(
                [sys.executable, "-m", "bench.tables", "--alone", str(path)], check=True, stdout=subprocess.PIPE
            ).stdout.splitlines()[-1]
        )
        result[f"rows_per_s_{size}"] = round(size / told["seconds"], 1)
        result[f"cpu_ms_per_row_{size}"] = round(1000 * told["cpu_s"] / size, 2)
        result[f"peak_memory_mb_{size}"] = told["peak_mb"]
    if len(sizes) > 1:
        result["growth"] = round(result[f"cpu_ms_per_row_{sizes[0]}"] / result[f"cpu_ms_per_row_{sizes[-1]}"], 2)
    return result


def alone(path: Path) -> dict[str, float]:
    """Read one table into a new graph; return seconds, the processor's seconds of all processes, and peak memory."""
    seconds = timed(path, Data(path.with_suffix(".data")))
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "cpu_s": sum(one.ru_utime + one.ru_stime for one in usage),
        "peak_mb": round(sum(one.ru_maxrss for one in usage) / 1024, 1),
    }


def beside(folder: Path, rows: int, seed: int, peers: Path, rounds: int = 3) -> dict[str, float]:
    """Return rows and quads a second of our mapping alone and of morph-kgc, one process each, in turn."""
    python = peers / "bin" / "python"
    if not python.exists():
        venv.create(peers, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "morph-kgc"], check=True)
    table = folder / "beside.csv"
    write(table, rows, seed)
    mapping, script = folder / "mapping.ttl", folder / "peer.py"
    mapping.write_text(_RML.replace("TABLE", str(table)), encoding="utf-8")
    script.write_text(_PEER.replace("MAPPING", str(mapping)), encoding="utf-8")
    ours: list[float] = []
    theirs: list[float] = []
    quads = peer_quads = 0
    for _ in range(rounds):
        start = time.perf_counter()
        reads = list(pipeline.read_files([table], _STATED, jobs=1))
        ours.append(time.perf_counter() - start)
        quads = sum(read.entry.quads.count(b"\n") for read in reads if read.entry is not None)
        told = subprocess.run([str(python), str(script)], check=True, stdout=subprocess.PIPE, cwd=folder).stdout
        seconds, peer_quads = json.loads(told.splitlines()[-1])
        theirs.append(seconds)
    ratios = [theirs_took / ours_took for ours_took, theirs_took in zip(ours, theirs, strict=True)]
    return {
        "mapped_rows_per_s_one_process": round(rows / median(ours), 1),
        "morph_kgc_rows_per_s": round(rows / median(theirs), 1),
        "rows_ratio": round(median(ratios), 3),
        "quads_per_row": round(quads / rows, 1),
        "morph_kgc_quads_per_row": round(peer_quads / rows, 1),
        "quads_ratio": round(median(ratios) * quads / peer_quads, 3),
    }


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
