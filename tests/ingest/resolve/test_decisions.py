"""Decisions and the overlay they give; what the rules think of pairs; which pairs are looked at."""

import random

import pytest

from ingest.resolve.blocking import pairs
from ingest.resolve.decisions import BY_RULES, Decision, Verdict, read, standing, survivors
from ingest.resolve.judge import Kind, Profile, Seat, judge


def said(left: str, right: str, verdict: Verdict = Verdict.SAME, by: str = "an", on: str = "2024-01-01") -> Decision:
    return Decision(left, right, verdict, by, on)


D, U, R = Verdict.DIFFERENT, Verdict.UNDO, Verdict.UNSURE
CASES = [
    ("two that are the same are one, the first in order", [said("b", "a")], {"b": "a"}),
    ("chains have one survivor", [said("a", "b"), said("b", "c")], {"b": "a", "c": "a"}),
    ("an undone pair is two again", [said("a", "b"), said("a", "b", U)], {}),
    ("undoing one pair of a chain keeps the other", [said("a", "b"), said("b", "c"), said("a", "b", U)], {"c": "b"}),
    ("unsure merges nothing", [said("a", "b", R)], {}),
    ("the last word of a person counts", [said("a", "b"), said("a", "b", D)], {}),
    ("rules do not overrule a person", [said("a", "b", D), said("a", "b", by=BY_RULES)], {}),
    ("different ones are not joined by way of a third", [said("a", "b"), said("b", "c"), said("a", "c", D)], {"b": "a"}),
    ("people's pairs go before those of the rules",
     [said("a", "b", by=BY_RULES), said("b", "c"), said("a", "c", D)], {"c": "b"}),
]  # fmt: skip


@pytest.mark.parametrize(("_what", "decisions", "overlay"), CASES, ids=[case[0] for case in CASES])
def test_decisions_give_an_overlay(_what: str, decisions: list[Decision], overlay: dict[str, str]) -> None:
    assert survivors(decisions) == overlay
    assert survivors(read([one.row() for one in decisions])) == overlay


def test_the_order_of_decisions_on_different_pairs_does_not_matter() -> None:
    chance = random.Random(7)
    decisions = [said(a, b, chance.choice([Verdict.SAME, D])) for a, b in ("ab", "bc", "cd", "de", "ae", "bd", "fa")]
    expected = survivors(decisions)
    for _ in range(30):
        chance.shuffle(decisions)
        assert survivors(decisions) == expected


def test_an_unreadable_decision_is_named() -> None:
    with pytest.raises(ValueError, match="decision 2"):
        read([said("a", "b").row(), {"left": "a"}])


def test_a_pair_has_one_standing_decision_whichever_way_it_is_told() -> None:
    assert list(standing([said("b", "a"), said("a", "b", D)])) == [("a", "b")]


def person(iri: str, name: str, *seats: Seat, **more: frozenset[str]) -> Profile:
    return Profile(iri, Kind.PERSON, name, seats, **more)


CHAIR = Seat("post/chair", "organization/x", 2022, 2022)
OTHER = Seat("post/head", "organization/y", 2022, 2022)
LATER = Seat("post/head", "organization/y", 2030, 2031)
JUDGED = [
    (person("a", "Lò Văn Tám", CHAIR), person("b", "Lò Văn Tám", CHAIR), Verdict.SAME, "1 organization in common"),
    (person("a", "Lò Văn Tám", CHAIR), person("b", "Lò Văn Tám", OTHER), Verdict.UNSURE, "no organization in common"),
    (person("a", "Lò Văn Tám", CHAIR), person("b", "Lò Văn Tám", LATER), Verdict.UNSURE, "8 years apart"),
    (person("a", "Lò Văn Tám", CHAIR), person("b", "Lò Văn Tám"), Verdict.UNSURE, "one has no stated organization"),
    (person("a", "Nguyễn Thị Thúy", CHAIR), person("b", "Nguyễn Thị Thúy Dung", CHAIR), Verdict.UNSURE, "is the beginning"),
    (person("a", "Lò Văn Tám", CHAIR), person("b", "Lò Văn Tâm", CHAIR), Verdict.DIFFERENT, "two names"),
    (Profile("a", Kind.ORGANIZATION, "HTX Sen", provinces=frozenset("p")),
     Profile("b", Kind.ORGANIZATION, "Hợp tác xã Sen", provinces=frozenset("q")), Verdict.UNSURE, "in two provinces"),
    (Profile("a", Kind.ORGANIZATION, "HTX Sen"), person("b", "HTX Sen"), Verdict.DIFFERENT, "of two kinds"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "verdict", "reason"), JUDGED)
def test_only_agreeing_posts_and_organizations_decide_by_themselves(
    left: Profile, right: Profile, verdict: Verdict, reason: str
) -> None:
    told = judge(left, right)
    assert told.verdict is verdict
    assert any(reason in one for one in told.reasons)
    assert judge(right, left) == told


def test_pairs_are_of_one_folded_name_or_of_a_name_that_begins_another() -> None:
    named = [
        ("1", "Lò Văn Tám"),
        ("2", "Lò Văn Tâm"),
        ("3", "Lò Văn Chín"),
        ("4", "Lò Văn Tám An"),
        ("5", "LÒ VĂN TÁM"),
    ]
    assert set(pairs(named, people=True)) == {("1", "2"), ("1", "5"), ("2", "5"), ("1", "4"), ("2", "4"), ("4", "5")}


def test_many_namesakes_make_no_more_pairs_than_can_be_looked_at() -> None:
    named = [(str(number), "Nguyễn Văn An") for number in range(2000)]
    assert sum(1 for _ in pairs(named, people=True)) < 2000 * 61
