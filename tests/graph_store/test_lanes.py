"""Who may run next: new queries soon, long ones in turn, nobody for ever, and never more than may wait."""

from __future__ import annotations

import pytest

from graph_store import lanes
from graph_store.lanes import Lanes, Turn


class Clock:
    """The time, as tests want it."""

    def __init__(self):
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(lanes, "time", found)
    return found


def turn(key: int = 0) -> Turn:
    return Turn(key, until=1e9)


def entered(given: Lanes, *keys: int) -> list[Turn]:
    found = [turn(key) for key in keys]
    assert all(given.enter(one) for one in found)
    return found


def test_as_many_run_as_there_are_readers_in_the_order_they_came(clock):
    some = Lanes(2, 10)
    first, second, third = entered(some, 1, 2, 3)
    assert [some.next(), some.next(), some.next()] == [first, second, None]
    some.leave(second, answered=True)
    assert some.next() is third
    assert (some.running, some.waiting) == (2, 0)


def test_no_more_wait_than_may(clock):
    some = Lanes(1, 2)
    entered(some, 1, 2)
    assert not some.enter(turn(3))
    assert some.next() is not None
    assert some.enter(turn(3))


def test_one_who_waits_no_longer_is_passed_over(clock):
    some = Lanes(1, 10)
    first, second, third = entered(some, 1, 2, 3)
    assert some.next() is first
    some.leave(second, answered=False)
    some.leave(first, answered=True)
    assert some.next() is third


def test_the_last_that_had_its_moment_makes_room_for_a_new_query(clock):
    some = Lanes(2, 10)
    first, second = entered(some, 1, 2)
    assert [some.next(), some.next()] == [first, second]
    (new,) = entered(some, 3)
    found, again = some.in_the_way()
    assert found is None
    assert again is not None and 0 < again <= lanes.MOMENT + 1e-9
    clock.now += 2 * lanes.MOMENT
    found, _ = some.in_the_way()
    assert found is second
    assert some.in_the_way()[0] is None  # it is being stopped
    some.again(second)
    assert some.next() is new
    some.leave(new, answered=True)
    assert some.next() is None  # a long one runs, and may not hold all readers
    some.leave(first, answered=True)
    assert some.next() is second


class Starved(Turn):
    """A query whose reader gets a tenth of a processor."""

    def spent(self) -> float:
        return super().spent() / 10


def test_on_a_busy_machine_a_query_has_its_moment_later_and_has_it(clock):
    some = Lanes(2, 10)
    first, second = (Starved(key, until=1e9) for key in (1, 2))
    for one in (first, second, turn(3)):
        some.enter(one)
    assert [some.next(), some.next()] == [first, second]
    clock.now += 2 * lanes.MOMENT
    found, again = some.in_the_way()
    assert found is None
    assert again is not None and again > 0
    clock.now += 4 * lanes.MOMENT
    assert some.in_the_way()[0] is second


def test_nobody_makes_room_where_a_reader_is_free_or_nobody_new_waits(clock):
    some = Lanes(2, 10)
    entered(some, 1)
    some.next()
    clock.now += 1
    assert some.in_the_way() == (None, None)
    alone = Lanes(1, 10)
    entered(alone, 1, 2)
    alone.next()
    clock.now += 1
    assert alone.in_the_way() == (None, None)


def test_a_query_known_to_be_long_waits_with_the_long_until_it_is_quick(clock):
    some = Lanes(3, 10)
    runaways = entered(some, 1, 2, 3)
    assert [some.next() for _ in runaways] == runaways
    entered(some, 4)
    clock.now += 1
    stopped, _ = some.in_the_way()
    assert stopped is not None
    some.again(stopped)
    same = turn(stopped.key)
    some.enter(same)
    assert same.long
    for one in runaways:
        some.leave(one, answered=False)
    while (running := some.next()) is not None:
        some.leave(running, answered=True)
    again = turn(stopped.key)
    some.enter(again)
    assert not again.long  # it was answered in a moment
