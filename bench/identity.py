"""How well who is who is told apart: articles about a known world, read and resolved, beside the truth and two baselines.

    python -m bench.identity [--seed N] [--features N] [--speed] [--scale 100k|1m|10m] [--json]

A mention is what one article means; pairs of mentions are right when both mean one thing. What was not read is alone.
The baselines join the same mentions as read: by equal names, and by names that rapidfuzz finds 90 % alike.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rapidfuzz import fuzz, process

from bench import identity_speed, newspapers, newsworld, report
from bench.newspapers import Article
from graph_store.archive import Archive
from graph_store.generations import Data
from ingest import identity, pipeline
from ontology.terms import HTX, OA, SKOS

KINDS = ("person", "organization", "event", "conferral")
_ALIKE = 90


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing as one article means it: what it truly is, and what it was read as (None: not at all), by which name."""

    kind: str
    article: str
    truth: str
    read: str | None
    name: str


def main() -> None:
    """Measure and print."""
    parser = report.arguments("How well who is who is told apart.")
    parser.add_argument("--features", type=int, default=120, help="articles on single cooperatives")
    parser.add_argument("--speed", action="store_true", help="measure how fast it is resolved, too")
    parser.add_argument("--keep", type=Path, help="write the articles and the graph here and leave them")
    options = parser.parse_args()
    result = quality(options)
    if options.speed:
        result.update(identity_speed.measure(options.scale, options.seed))
    report.finish(result, options.json)


def quality(options: argparse.Namespace) -> dict[str, float]:
    """Return the keys of this measurement; prints a table by kind."""
    folder = options.keep or Path(tempfile.mkdtemp(prefix="htxgraph-identity-"))
    try:
        return _measured(folder, options.seed, options.features)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: Path, seed: int, features: int) -> dict[str, float]:
    world = newsworld.build(seed)
    told = newspapers.articles(world, seed, features=features)
    news, data = folder / "news", Data(folder / "data")
    news.mkdir(parents=True)
    for article in told:
        article.write(news)
    start = time.perf_counter()
    done = pipeline.ingest([news], data)
    seconds = time.perf_counter() - start
    assert done.refused == 0
    found, means = mentions(told, data)
    ways: dict[str, Callable[[Sequence[Mention]], list[str]]] = {
        "": lambda some: [means.get(one.read, one.read) if one.read else _alone(one) for one in some],
        "exact_name_": lambda some: [one.name if one.read else _alone(one) for one in some],
        "rapidfuzz_90_": alike,
    }
    result: dict[str, float] = {"articles": len(told), "mentions": len(found), "ingest_s": round(seconds, 1)}
    rows: list[list[object]] = []
    for prefix, way in ways.items():
        labelled = {kind: [(one.truth, label) for one, label in _labelled(found, kind, way)] for kind in KINDS}
        whole = [(f"{kind} {a}", f"{kind} {b}") for kind, pairs in labelled.items() for a, b in pairs]
        for kind, pairs in (("overall", whole), *labelled.items()):
            scores = scored(pairs)
            read = sum(one.read is not None for one in found if kind in (one.kind, "overall")) / max(1, len(pairs))
            rows.append([prefix.rstrip("_") or "htxgraph", kind, len(pairs), read, *scores.values()])
            suffix = "" if kind == "overall" else f"_{kind}"
            result.update({f"{prefix}{name}{suffix}": value for name, value in scores.items()})
    report.table(["by", "kind", "mentions", "read", "precision", "recall", "B-cubed F1", "false merges"], rows)
    return result


def _labelled(
    found: Iterable[Mention], kind: str, way: Callable[[Sequence[Mention]], list[str]]
) -> list[tuple[Mention, str]]:
    some = [one for one in found if one.kind == kind]
    return list(zip(some, way(some), strict=True))


def _alone(one: Mention) -> str:
    return f"not read: {one.article} {one.truth}"


# --- what was read, beside what is meant


def mentions(told: Iterable[Article], data: Data) -> tuple[list[Mention], Mapping[str, str]]:
    """Return every mention with what it was read as, and the identity overlay."""
    archive = Archive(data)
    revisions = {str(one.metadata["file"]): one for one in archive.documents()}
    found: list[Mention] = []
    for article in told:
        passages, names = _passages(archive.read(revisions[f"{article.name}.txt"].quads))
        for (kind, truth), places in sorted(article.means.items()):
            read = _overlapping(passages.get(kind, {}), places)
            found.append(Mention(kind, article.name, truth, read, names.get(read or "", "")))
    return found, identity.overlay(archive)


def _passages(quads: bytes) -> tuple[dict[str, dict[str, list[tuple[int, int]]]], dict[str, str]]:
    """Return by kind where each thing is read, and the names of things (of conferrals: award, grantor, recipients)."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(quads, format=RdfFormat.N_QUADS):
        said[quad.subject.value][quad.predicate.value].append(quad.object.value)
    names = {iri: about[SKOS.prefLabel][0] for iri, about in said.items() if SKOS.prefLabel in about}
    places: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for about in list(said.values()):
        for iri in about.get(OA.hasBody, ()):
            kind = iri.partition("/id/")[2].partition("/")[0]
            for target in about[OA.hasTarget]:
                for selector in said[target][OA.hasSelector]:
                    if OA.start in said[selector]:
                        places[kind][iri].append((int(said[selector][OA.start][0]), int(said[selector][OA.end][0])))
    for iri in places["conferral"]:
        parts = [said[iri].get(term, ()) for term in (HTX.award, HTX.grantor, HTX.recipient)]
        names[iri] = " | ".join(" ".join(sorted(names.get(one, "") for one in part)) for part in parts)
    return places, names


def _overlapping(read: Mapping[str, list[tuple[int, int]]], places: list[tuple[int, int]]) -> str | None:
    """Return what was read where this is meant: of several the one that covers most of it."""
    covered: Counter[str] = Counter()
    for iri, spans in read.items():
        for start, end in spans:
            for first, last in places:
                common = min(end, last) - max(start, first)
                if common * 2 > min(end - start, last - first):
                    covered[iri] += common
    return min(covered, key=lambda iri: (-covered[iri], iri), default=None)


# --- baselines and scores


def alike(some: Sequence[Mention]) -> list[str]:
    """Return labels that join mentions whose names are 90 % alike, by way of others, too."""
    names = sorted({one.name for one in some if one.read})
    root = {name: name for name in names}

    def end(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for place, row in enumerate(process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=_ALIKE)):
        for other in row.nonzero()[0]:
            root[end(names[place])] = end(names[int(other)])
    return [end(one.name) if one.read else _alone(one) for one in some]


def scored(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return pairwise precision and recall, B-cubed F1, and how many pairs of different things are joined."""
    truths, labels, both = Counter(a for a, _ in pairs), Counter(b for _, b in pairs), Counter(pairs)
    right, said, there = (sum(n * (n - 1) // 2 for n in one.values()) for one in (both, labels, truths))
    precise = sum(n * n / labels[label] for (_, label), n in both.items()) / max(1, len(pairs))
    whole = sum(n * n / truths[truth] for (truth, _), n in both.items()) / max(1, len(pairs))
    members: dict[str, int] = Counter(label for _, label in both)
    return {
        "pairwise_precision": round(right / said, 4) if said else 1.0,
        "pairwise_recall": round(right / there, 4) if there else 1.0,
        "b_cubed_f1": round(2 * precise * whole / (precise + whole), 4) if pairs else 1.0,
        "false_merges": sum(n * (n - 1) // 2 for n in members.values()),
    }


if __name__ == "__main__":
    main()
