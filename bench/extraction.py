"""How well and how fast claims are read: F1 by kind on hand-made facts, characters a second, beside name taggers.

    python -m bench.extraction [--gold DIR…] [--json]

Each `--gold` folder holds `<id>.json` facts and, beside them, `<id>.txt` texts (or one text in a sister folder of the
same name); the scorer is the `score.py` beside the folders. Without `--gold` only the speed on the shipped samples
is measured.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import report
from ingest.extract import reader
from ingest.facts import Facts, facts
from ingest.model import Document
from ingest.sources.article import ingester

_ROUNDS = 5
Tagger = Callable[[str], list[tuple[str, str]]]


def main() -> None:
    """Measure and print."""
    parser = report.arguments("How well and how fast claims are read.")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], metavar="DIR", help="folders of hand-made facts")
    options = parser.parse_args()
    result: dict[str, Any] = {"chars_per_s": round(speed(samples()))}
    taggers = dict(peers())
    for folder in options.gold:
        scores = quality(folder)
        named = {name: people_and_organizations(folder, tag) for name, tag in taggers.items()}
        result[folder.name] = {**scores, "peers": named}
        rows = [[kind, *values] for kind, values in scores["kinds"].items()]
        print(f"\n{folder} ({scores['documents']} documents), macro F1 {scores['macro']:.3f}")
        report.table(["kind", "precision", "recall", "F1"], rows)
        for name, ours in named.items():
            print(f"  {name}: people F1 {ours['people']:.3f}, organizations F1 {ours['organizations']:.3f}")
    for name in ("underthesea", "vinlp"):
        if name not in taggers and options.gold:
            print(f"  {name} is not installed here: pip install '.[bench]'", file=sys.stderr)
    print(f"\n{result['chars_per_s']:,} characters a second on one core (the shipped samples)")
    report.finish(result, options.json)


def samples() -> list[Document]:
    """Return the sample articles that ship with the package."""
    folder = resources.files("ingest") / "samples"
    with resources.as_file(folder) as path:
        return [ingester.read_file(p) for p in sorted(path.iterdir()) if p.suffix in (".txt", ".html")]


def speed(documents: Iterable[Document]) -> float:
    """Return characters a second, the median of several rounds over all documents."""
    documents = list(documents)
    characters = sum(len(document.text) for document in documents)
    rounds = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for document in documents:
            reader.extract(document)
        rounds.append(characters / (time.perf_counter() - start))
    return statistics.median(rounds)


def quality(folder: Path) -> dict[str, Any]:
    """Return precision, recall and F1 by kind of fact, and their mean F1, as the folder's own scorer counts."""
    score = _scorer(folder)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    golds = sorted(folder.glob("*.json"))
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        for kind, (hits, missed, spurious) in score.score_document(gold, _read(path, gold)).items():
            total[kind].update(hits=hits, missed=len(missed), spurious=len(spurious))
    kinds = {kind: [round(v, 4) for v in score.prf(c["hits"], c["missed"], c["spurious"])] for kind, c in total.items()}
    f1s = [values[2] for kind, values in kinds.items() if kind != "whole conferrals"]
    return {"documents": len(golds), "kinds": kinds, "macro": round(statistics.fmean(f1s), 4)}


def people_and_organizations(folder: Path, tag: Tagger) -> dict[str, float]:
    """Return a peer's F1 for the names of people and organizations in a folder."""
    score = _scorer(folder)
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = tag(_text(path).read_text(encoding="utf-8"))
        for kind, label in (("people", "PER"), ("organizations", "ORG")):
            names = list(dict.fromkeys(name for name, one in found if one == label))
            hits, missed, spurious = score.match_count(score.names(gold[kind]), names, score.like)
            total[kind].update(hits=hits, missed=len(missed), spurious=len(spurious))
    return {kind: round(score.prf(c["hits"], c["missed"], c["spurious"])[2], 4) for kind, c in total.items()}


def peers() -> Iterable[tuple[str, Tagger]]:
    """Yield the name taggers that are installed: they know people, places and organizations, nothing else."""
    if importlib.util.find_spec("underthesea") is not None:
        yield "underthesea", _underthesea()
    if importlib.util.find_spec("vinlp") is not None:
        yield "vinlp", _vinlp()


def _underthesea() -> Tagger:
    ner = importlib.import_module("underthesea").ner

    def tag(text: str) -> list[tuple[str, str]]:
        return _joined((row[0], row[-1]) for line in text.splitlines() if line.strip() for row in ner(line))

    return tag


def _vinlp() -> Tagger:
    ner = importlib.import_module("vinlp").ner

    def tag(text: str) -> list[tuple[str, str]]:
        return [(one["text"], str(one["label"])[:3]) for one in ner(text)]

    return tag


def _joined(tags: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return names with their label from words with labels that begin with B- and I-."""
    found: list[tuple[str, str]] = []
    for word, label in tags:
        if label.startswith("B-"):
            found.append((word, label[2:]))
        elif label.startswith("I-") and found:
            found[-1] = (f"{found[-1][0]} {word}", found[-1][1])
    return found


def _read(path: Path, gold: dict[str, Any]) -> Facts:
    document = ingester.read_file(_text(path), publisher=gold.get("publisher"), published=gold.get("published"))
    return facts(reader.extract(document))


def _text(path: Path) -> Path:
    beside = path.with_suffix(".txt")
    if beside.exists():
        return beside
    return path.parent.parent.parent / path.parent.name / beside.name


def _scorer(folder: Path) -> ModuleType:
    path = folder.parent / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"{path}: no scorer beside the folder")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
