"""Killed at any stage, a load leaves the old or the new generation, loses nothing acknowledged, and converges."""

from __future__ import annotations

import pytest

from bench.faults import STEPS, Fault, Outcome, missing, seen, step, strike, undisturbed
from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.writer import STAGES
from ingest.load import load

STRUCK = Outcome(struck=True, torn=False, lost=0, converged=True)


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    return undisturbed(tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize("stage", STAGES)
def test_killed_while_changing_documents_the_next_run_reaches_the_same_graph(states, tmp_path, stage):
    before, old, new = states["changes"]
    assert strike(Fault("changes", stage), before, tmp_path / "struck", old, new) == STRUCK


@pytest.mark.parametrize(
    ("step_name", "stage"),
    [
        ("first", "applying"),
        ("first", "before-swap"),
        ("withdrawal", "archived"),
        ("withdrawal", "indexed"),
        ("merge", "indexed"),
        ("rebuild", "applying"),
        ("rebuild", "snapshot"),
    ],
)
def test_killed_during_any_other_step_the_next_run_reaches_the_same_graph(states, tmp_path, step_name, stage):
    before, old, new = states[step_name]
    assert strike(Fault(step_name, stage), before, tmp_path / "struck", old, new) == STRUCK


def test_killed_in_the_second_batch_the_first_is_not_lost(states, tmp_path):
    before, old, new = states["first"]
    folder = tmp_path / "struck"
    assert strike(Fault("first", "applying", 2), before, folder, old, new) == STRUCK
    assert missing(Data(folder), 0) == 0


def test_every_step_changes_what_readers_see(states):
    assert list(states) == list(STEPS)
    changing = [name for name, (_, old, new) in states.items() if old != new]
    assert changing == ["first", "changes", "withdrawal", "merge"]  # a rebuild gives the same graph


def test_a_step_done_twice_changes_nothing(states, tmp_path):
    data = Data(tmp_path / "data")
    for name in STEPS[:3]:
        step(name, data)
        before = data.current()
        applied = step(name, data).applied
        assert (applied.added, applied.removed) == (0, 0)
        assert data.current() == before


def test_what_is_archived_and_not_published_counts_as_missing_until_the_next_run(states, tmp_path):
    data = Data(tmp_path / "data")

    class Died(Exception):
        pass

    def hook(stage: str) -> None:
        if stage == "before-swap":
            raise Died

    with pytest.raises(Died):
        step("first", data, hook=hook)
    assert missing(data, 0) > 0
    assert Archive(data).length() > 0
    load(data, [])
    assert missing(data, 0) == 0
    assert seen(data) == states["first"][2]
