"""How well and how fast entries of a register are found: `python -m bench.linking [--scale 1m] [--seed N] [--json]`.

Invented registers (`bench.registers`) are asked for with the errors real lists have; every fifth question is for a
cooperative that is not in the register. Beside our linking: exact names with the place, and rapidfuzz ≥ 90 with it.
`--pairs left.csv right.csv truth.csv` measures a public matching set instead. Growth is that of the core, one question after
the other, and (`served_…`) of the running service: batches of 10 and 50 over HTTP from four clients, two processes.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rapidfuzz import fuzz, process

from bench import report
from bench.linking_served import sampled, served
from bench.mistaken import Question, questions
from bench.registers import Cooperative, cooperatives
from ontology import addresses
from ontology.spelling import comparable
from queries.linking.comparing import Asked, Entry, Where
from queries.linking.entries import Entries
from queries.linking.matching import LINK, match
from queries.linking.places import where

_SCALES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_QUESTIONS = 4000
_WARDS = Path(__file__).parents[2] / "shared/domain/places"
_BINS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of linking gives for one question: the code it links to, if any, and how sure it is."""

    code: str | None
    probability: float = 1.0


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__ or "")
    parser.add_argument("--quality-only", action="store_true", help="leave out the growth")
    parser.add_argument("--pairs", nargs=3, type=Path, metavar=("LEFT", "RIGHT", "TRUTH"), help="a public matching set")
    parser.add_argument("--wards", type=Path, default=_WARDS / "ward_conversion_2025.tsv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="htxgraph-linking-") as folder:
        if options.pairs:
            result: dict[str, Any] = of_pairs(Path(folder), *options.pairs)
            report.table(("what", "figure"), list(result.items()))
            report.finish(result, options.json)
            return
        result = quality(Path(folder), 20_000, options.seed)
        report.table(
            ("way", "precision", "recall", "f1"),
            [(way, *(result[f"{prefix}{name}"] for name in ("precision", "recall", "f1"))) for way, prefix in _WAYS],
        )
        report.table(("said", "questions", "right"), result["calibration"])
        result |= wards(options.wards)
        if not options.quality_only:
            sizes = [name for name in _SCALES if _SCALES[name] <= _SCALES.get(options.scale, 1_000_000)]
            grown = {
                name: speed(Path(folder), _SCALES[name], options.seed)
                | served(Path(folder), Path(folder) / f"speed-{_SCALES[name]}.sqlite", _SCALES[name], options.seed)
                for name in sizes
            }
            names = list(next(iter(grown.values())))
            report.table(("what", *sizes), [(name, *(grown[size][name] for size in sizes)) for name in names])
            result |= grown[sizes[-1]] | {"growth": grown}
    report.table(("what", "figure"), [(name, value) for name, value in result.items() if isinstance(value, float)])
    report.finish({"scale": options.scale, "seed": options.seed, **result}, options.json)


_WAYS = (("ours", ""), ("exact name and place", "exact_"), ("rapidfuzz >= 90 with place", "rapidfuzz_"))


def entry(one: Cooperative) -> Entry:
    """Return a cooperative as it is matched."""
    return Entry(
        one.code,
        "organization",
        (),
        one.name,
        (),
        one.code,
        where(one.address, one.registered),
        one.representative,
        one.registered,
    )


def asked(one: Question) -> Asked:
    """Return a question as the service understands it."""
    return Asked(one.name, one.code, where(one.place) if one.place else Where(), one.representative, one.date)


def quality(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Return precision, recall and F1 of our linking and of the simple ways, and how well probabilities hold."""
    register = list(cooperatives(count, seed * 1000 + 1))
    entries = _filled(folder / "quality.sqlite", map(entry, register))
    some = list(questions(register, _QUESTIONS, seed * 1000 + 2))
    ours = [_ours(entries, one) for one in some]
    entries.close()
    result: dict[str, Any] = dict(_measured(some, ours, ""))
    result["calibration"] = _calibration(some, ours)
    by_place = _by_place(register)
    result |= _measured(some, [_exact(by_place, one) for one in some], "exact_")
    result |= _measured(some, [_fuzzy(by_place, one) for one in some], "rapidfuzz_")
    return result


def _ours(entries: Entries, one: Question) -> Found:
    best = match(entries, asked(one), limit=1)
    return Found(best[0].iri, best[0].probability) if best else Found(None, 0.0)


def _measured(some: Sequence[Question], found: Sequence[Found], prefix: str) -> Iterator[tuple[str, float]]:
    linked = [
        (one, got) for one, got in zip(some, found, strict=True) if got.code is not None and got.probability >= LINK
    ]
    right = sum(one.truth == got.code for one, got in linked)
    precision = right / max(1, len(linked))
    recall = right / max(1, sum(one.truth is not None for one in some))
    yield f"{prefix}precision", round(precision, 4)
    yield f"{prefix}recall", round(recall, 4)
    yield f"{prefix}f1", round(2 * precision * recall / max(1e-9, precision + recall), 4)


def _calibration(some: Sequence[Question], found: Sequence[Found]) -> list[tuple[str, int, float]]:
    bins: defaultdict[int, list[bool]] = defaultdict(list)
    for one, got in zip(some, found, strict=True):
        if got.code is not None:
            bins[min(_BINS - 1, int(got.probability * _BINS))].append(one.truth == got.code)
    return [
        (f"{at / _BINS:.1f}–{(at + 1) / _BINS:.1f}", len(right), round(sum(right) / len(right), 3))
        for at, right in sorted(bins.items())
    ]


def _by_place(register: Iterable[Cooperative]) -> dict[str | None, dict[str, str]]:
    found: defaultdict[str | None, dict[str, str]] = defaultdict(dict)
    for one in register:
        place = where(one.address, one.registered)
        found[place.province][one.code] = comparable(one.name)
    return found


def _near(by_place: dict[str | None, dict[str, str]], one: Question) -> dict[str, str]:
    place = where(one.place) if one.place else Where()
    if place.province is not None:
        return by_place.get(place.province, {})
    return {code: name for some in by_place.values() for code, name in some.items()}


def _exact(by_place: dict[str | None, dict[str, str]], one: Question) -> Found:
    wanted = comparable(one.name)
    same = [code for code, name in _near(by_place, one).items() if name == wanted]
    return Found(same[0]) if len(same) == 1 else Found(None)


def _fuzzy(by_place: dict[str | None, dict[str, str]], one: Question) -> Found:
    best = process.extractOne(comparable(one.name), _near(by_place, one), scorer=fuzz.ratio, score_cutoff=90)
    return Found(str(best[2])) if best is not None else Found(None)


def wards(path: Path) -> dict[str, float]:
    """Return how many old addresses, written out, give the commune in force that two sources agree on."""
    provinces = path.with_name("provinces_legacy_63.tsv")
    if not path.is_file() or not provinces.is_file():
        print(f"{path} is not there: wards are not measured")
        return {}
    name = {row["code"]: row["full_name_vi"] for row in _tsv(provinces)}
    right = total = 0
    for row in _tsv(path):
        if row["old_ward_name"]:  # islands that were a district without communes have none to be asked for
            old = (row["old_ward_name"], row["old_district_name"], name[row["old_province_code"]])
            found = addresses.understood(f"Thôn 3, {', '.join(old)}")
            total += 1
            right += found.commune is not None and any(
                one.endswith(f"/{row['new_ward_code']}") for one in found.communes_now
            )
    return {"ward_accuracy": round(right / total, 5), "wards": float(total)}


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def speed(folder: Path, count: int, seed: int) -> dict[str, float]:
    """Return how fast questions are answered by the core, one after the other, on a register of so many."""
    started = time.perf_counter()
    path = folder / f"speed-{count}.sqlite"
    kept = sampled(count, seed)

    def coming() -> Iterator[Entry]:
        yield from map(entry, cooperatives(count, seed * 1000 + 3))

    filling = _filled(path, coming())
    filling.close()
    built = time.perf_counter() - started
    some = [asked(one) for one in questions(kept, 2000, seed * 1000 + 4)]
    entries = Entries(path)
    for one in some[:200]:
        match(entries, one)
    times: list[float] = []
    spent = time.process_time()
    for one in some:
        began = time.perf_counter()
        match(entries, one)
        times.append((time.perf_counter() - began) * 1000)
    spent = time.process_time() - spent
    entries.close()
    return {
        "entries": float(count),
        "build_s": round(built, 1),
        "index_mb": round(path.stat().st_size / 1e6, 1),
        "query_p50_ms": round(median(times), 3),
        "query_p95_ms": round(quantiles(times, n=20)[-1], 3),
        "queries_per_s": round(1000 * len(times) / sum(times), 1),
        "queries_per_s_of_cpu": round(len(times) / spent, 1),
    }


def _filled(path: Path, entries: Iterable[Entry]) -> Entries:
    filling = Entries(path, write=True)
    filling.fill(entries)
    filling.close()
    return Entries(path)


def of_pairs(folder: Path, left: Path, right: Path, truth: Path) -> dict[str, Any]:
    """Return precision, recall and F1 on two CSV tables with an `id` and a name first, and the pairs that are one."""
    named = {row[0]: row[1] for row in _rows(right)}
    entries = _filled(folder / "pairs.sqlite", (Entry(key, "thing", (), name) for key, name in named.items()))
    wanted = {(row[0], row[1]) for row in _rows(truth)}
    linked = set()
    for key, name, *_ in _rows(left):
        best = match(entries, Asked(name), limit=1, least=0.5)
        linked |= {(key, one.iri) for one in best}
    entries.close()
    hits = len(linked & wanted)
    precision, recall = hits / max(1, len(linked)), hits / max(1, len(wanted))
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
    }


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        yield from rows


if __name__ == "__main__":
    main()
