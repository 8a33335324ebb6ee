"""Answers are kept within a bound, the ones used last, and never where another call would give another."""

from __future__ import annotations

import pytest

from graph_store.answers import Answer, Answers


def answer(size: int = 100) -> Answer:
    return Answer("select", b"x" * size, 1, 0.1)


def test_an_answer_is_found_under_its_own_key_only():
    kept = Answers(1 << 20)
    kept.keep(("a", 1), answer(), "SELECT")
    assert kept.find(("a", 1)) == answer()
    assert kept.find(("a", 2)) is None
    assert (kept.hits, kept.misses) == (1, 1)


def test_the_bound_holds_and_those_used_last_stay():
    kept = Answers(100_000)
    for number in range(1000):
        kept.keep((number,), answer(2000), "SELECT")
        assert kept.find((0,)) is not None
        assert kept.bytes <= 100_000
    assert kept.find((1,)) is None
    assert kept.find((999,)) is not None


def test_a_large_answer_does_not_drive_out_the_small_ones():
    kept = Answers(100_000)
    kept.keep((1,), answer(), "SELECT")
    kept.keep((2,), answer(50_000), "SELECT")
    kept.keep((3,), answer(), "SELECT" + "x" * 50_000)
    assert [kept.find((number,)) is not None for number in (1, 2, 3)] == [True, False, False]


@pytest.mark.parametrize(
    "text", ["SELECT (NOW() AS ?x) {}", "ASK { FILTER(rand() > 0.5) }", "SELECT (uuid() AS ?x) {}"]
)
def test_what_changes_from_call_to_call_is_not_kept(text):
    kept = Answers(1 << 20)
    kept.keep((text,), answer(), text)
    assert kept.find((text,)) is None
    assert kept.bytes == 0


def test_nothing_is_kept_where_nothing_may_be():
    kept = Answers(0)
    kept.keep((1,), answer(0), "")
    assert kept.find((1,)) is None
