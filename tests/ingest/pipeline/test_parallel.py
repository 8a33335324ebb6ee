"""Work is shared among processes in order, and what kills a process costs only itself."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import parallel


def doubled(number: int) -> int:
    if number % 7 == 0:
        time.sleep(0.01)  # so that later pieces are done first
    return number * 2


def deadly(number: int) -> int:
    if number == 11:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def refused(number: int) -> int:
    raise ValueError(f"no {number}")


def who(_number: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_work():
    found = parallel.in_order(doubled, range(100), jobs=2, lost=lambda number: -1, chunk=3)
    assert list(found) == [number * 2 for number in range(100)]


def test_of_heavy_pieces_fewer_are_taken_ahead():
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    found = parallel.in_order(doubled, pieces(), jobs=2, lost=lambda number: -1, weight=lambda _: 40)
    assert next(found) == 0
    assert len(taken) <= 11
    assert list(found) == [number * 2 for number in range(1, 100)]


def test_no_work_gives_no_results():
    assert list(parallel.in_order(doubled, [], jobs=2, lost=lambda number: -1)) == []


def test_a_piece_that_kills_its_process_is_told_and_the_others_are_done():
    found = parallel.in_order(deadly, range(40), jobs=2, lost=lambda number: -number, chunk=4)
    assert list(found) == [-11 if number == 11 else number * 2 for number in range(40)]


def test_a_mistake_in_the_work_is_raised_where_the_result_is_asked_for():
    with pytest.raises(ValueError, match="no 0"):
        list(parallel.in_order(refused, range(3), jobs=1, lost=lambda number: -1))


def test_closed_early_no_process_is_left():
    found = parallel.in_order(who, range(1000), jobs=2, lost=lambda number: -1)
    pids = {next(found) for _ in range(40)}
    found.close()
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False
