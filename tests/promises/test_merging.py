"""Merges and unmerges, by people and by rules, lose nothing, in whatever order documents and decisions come."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Store

from bench import newspapers, newsworld
from graph_store.archive import Archive, Entry
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from ingest import identity, pipeline
from ingest import load as loading
from ingest.resolve.decisions import Decision, Verdict
from ontology.turtle import graph_of

KINDS = ("person", "organization", "event", "conferral", "post")
DAY = "2026-01-01"


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """Articles that tell some stories two or three times, read once."""
    folder = tmp_path_factory.mktemp("news")
    told = newspapers.articles(newsworld.build(5, cooperatives=6), 5, features=3)[:10]
    reads = [pipeline.read_file(article.write(folder)) for article in told]
    return [read.entry for read in reads if read.entry is not None]


def state(data: Data) -> str:
    return canonical_hash(data.in_force().graph_path)


def load(data: Data, some: Iterable[Entry]) -> None:
    loading.load(data, some, vocabulary=pipeline.vocabulary_quads(), survivors=identity.overlay)


def means(data: Data) -> dict[str, str]:
    return dict(identity.overlay(Archive(data)))


def same(left: str, right: str, verdict: Verdict = Verdict.SAME, batch: str | None = None) -> Decision:
    return Decision(left, right, verdict, "a test", DAY, "", batch)


def things(entries: list[Entry]) -> dict[str, list[str]]:
    found = {told.iri for entry in entries for told in identity.telling(graph_of(entry.quads))}
    return {kind: sorted(iri for iri in found if f"/id/{kind}/" in iri) for kind in KINDS}


STEPS = st.lists(
    st.tuples(st.sampled_from(("ingest", "merge", "merge", "undo", "different")), st.integers(0, 9999)),
    min_size=3,
    max_size=7,
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
@given(steps=STEPS)
def test_7_whatever_was_merged_and_unmerged_the_graph_is_what_it_would_be_without(
    steps: list[tuple[str, int]], entries: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("merging")
    busy, plain = Data(folder / "busy"), Data(folder / "plain")
    load(plain, entries)
    load(busy, entries[:2])
    named, waiting, decided = things(entries), entries[2:], []
    for step, number in steps:
        chance = random.Random(number)
        if step == "ingest" and waiting:
            load(busy, [waiting.pop(chance.randrange(len(waiting)))])
        elif step in ("merge", "different"):
            left, right = chance.sample(named[chance.choice([kind for kind in KINDS if len(named[kind]) > 1])], 2)
            verdict = Verdict.SAME if step == "merge" else Verdict.DIFFERENT
            identity.decide(busy, [same(left, right, verdict)])
            decided.append((left, right))
        elif step == "undo" and decided:
            identity.decide(busy, [same(*decided.pop(chance.randrange(len(decided))), Verdict.UNDO)])
    merged = state(busy)
    pipeline.rebuild(busy)
    assert state(busy) == merged
    load(busy, waiting)
    identity.decide(busy, [same(*pair, Verdict.UNDO) for pair in decided])
    assert state(busy) == state(plain)


def test_one_pair_of_a_bulk_merge_can_be_undone_and_the_others_stay(entries: list[Entry], tmp_path: Path) -> None:
    bulk, few = Data(tmp_path / "bulk"), Data(tmp_path / "few")
    people = things(entries)["person"]
    pairs = [(people[n], people[n + 1]) for n in (0, 2, 4)]
    for data in (bulk, few):
        load(data, entries)
    identity.decide(bulk, [same(*pair, batch="bulk") for pair in pairs])
    identity.decide(bulk, [same(*pairs[1], Verdict.UNDO)])
    identity.decide(few, [same(*pairs[0]), same(*pairs[2])])
    assert state(bulk) == state(few)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_documents_and_how_many_come_at_once_do_not_matter(
    seed: int, entries: list[Entry], tmp_path: Path
) -> None:
    chance = random.Random(seed)
    mixed, straight = Data(tmp_path / "mixed"), Data(tmp_path / "straight")
    load(straight, entries)
    shuffled = chance.sample(entries, len(entries))
    while shuffled:
        size = chance.randint(1, 4)
        load(mixed, shuffled[:size])
        shuffled = shuffled[size:]
    assert state(mixed) == state(straight)
    assert means(mixed) == means(straight) != {}


def test_withdrawing_a_document_takes_back_what_rules_joined_by_it(entries: list[Entry], tmp_path: Path) -> None:
    whole, less = Data(tmp_path / "whole"), Data(tmp_path / "less")
    load(whole, entries)
    load(less, entries[1:])
    loading.withdraw(whole, [entries[0].document], "a test", survivors=identity.overlay)
    assert state(whole) == state(less)


def test_a_document_about_others_changes_nothing_of_what_is_there(entries: list[Entry], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Cao Bằng: Họp mặt\n\nNgày 2/3/2018, Hội Nông dân tỉnh Cao Bằng tổ chức Hội nghị họp mặt đầu xuân. "
        "Ông Triệu Quế Anh, Chủ tịch Hội Nông dân tỉnh Cao Bằng chủ trì Hội nghị.\n",
        encoding="utf-8",
    )
    data = Data(tmp_path / "data")
    load(data, entries)
    before, graph = means(data), merged(data)
    pipeline.ingest([other], data, jobs=1)
    after = means(data)
    assert {loser: after.get(loser) for loser in before} == before
    assert graph - merged(data) == set()
    assert "Triệu Quế Anh" in " ".join(merged(data) - graph)


def merged(data: Data) -> set[str]:
    store = Store.read_only(str(data.in_force().graph_path))
    return {str(quad) for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def test_a_different_goes_before_what_rules_find_and_survives_ingest_and_rebuild(
    entries: list[Entry], tmp_path: Path
) -> None:
    data = Data(tmp_path / "data")
    load(data, entries)
    joined = [one for one in identity.joined_by_rules(data) if "/id/person/" in one.left]
    left, right = joined[0].left, joined[0].right
    assert means(data).get(right, right) == means(data).get(left, left)
    fresh = Data(tmp_path / "fresh")
    load(fresh, entries[:1])
    identity.decide(fresh, [same(left, right, Verdict.DIFFERENT)])
    for again in range(2):
        load(fresh, entries)
        assert means(fresh).get(right, right) != means(fresh).get(left, left), again
    pipeline.rebuild(fresh)
    assert means(fresh).get(right, right) != means(fresh).get(left, left)


def test_a_lost_or_foreign_ledger_is_made_anew(entries: list[Entry], tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    load(data, entries[:6])
    (data.path / "identity.sqlite").write_bytes(b"no ledger at all" * 100)
    load(data, entries[6:])
    other = Data(tmp_path / "other")
    load(other, entries)
    assert state(data) == state(other)
    (other.path / "identity.sqlite").replace(data.path / "identity.sqlite")
    assert means(data) == means(other)
