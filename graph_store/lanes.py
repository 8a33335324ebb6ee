"""Who may run next: a bounded queue in which queries proven long never hold all readers.

A query is *new* until it has run for a moment. Whoever waits as new may take any free reader, and when none is free
and some query beyond those allowed to be long has had its moment, that query is stopped and waits again as *long*
(reading has no effects, so it can begin anew). Long ones run on all readers but one.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

MOMENT = 0.05
_REMEMBERED = 1000


@dataclass(eq=False, slots=True)
class Turn:
    """One query's place in the queue and, later, at a reader."""

    long: bool
    until: float
    started: float = 0.0
    running: bool = False
    cancelled: bool = False
    stopped: bool = False
    stop: Callable[[], None] | None = field(default=None)


class Lanes:
    """Gives `size` readers to queries. Thread-safe."""

    def __init__(self, size: int, waiting: int) -> None:
        """Give out `size` turns at a time; let at most `waiting` queries wait."""
        self._size = size
        self._long_limit = max(1, size - 1)
        self._most_waiting = waiting
        self._changed = threading.Condition()
        self._running: set[Turn] = set()
        self._new: deque[Turn] = deque()
        self._long: deque[Turn] = deque()
        self._proven: OrderedDict[int, None] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return len(self._new) + len(self._long)

    @property
    def running(self) -> int:
        """How many queries run."""
        return len(self._running)

    def enter(self, key: int, until: float) -> Turn | None:
        """Return a place in the queue for a query that `key` names, or None when too many wait already."""
        with self._changed:
            if self.waiting >= self._most_waiting:
                return None
            turn = Turn(key in self._proven, until)
            (self._long if turn.long else self._new).append(turn)
            return turn

    def again(self, turn: Turn, key: int) -> None:
        """Let a stopped query wait once more, as one proven long."""
        with self._changed:
            self._running.discard(turn)
            turn.running = turn.stopped = False
            turn.long, turn.stop = True, None
            self._proven[key] = None
            while len(self._proven) > _REMEMBERED:
                self._proven.popitem(last=False)
            self._long.append(turn)
            self._changed.notify_all()

    def wait(self, turn: Turn) -> bool:
        """Wait for a reader; False when the deadline passes, or the query is cancelled, before there is one."""
        with self._changed:
            while not turn.cancelled:
                now = time.monotonic()
                if now >= turn.until:
                    break
                if self._may_run(turn):
                    (self._long if turn.long else self._new).remove(turn)
                    turn.running, turn.started = True, now
                    self._running.add(turn)
                    self._changed.notify_all()
                    return True
                self._changed.wait(min(turn.until - now, self._make_room(turn, now)))
            queue = self._long if turn.long else self._new
            if turn in queue:
                queue.remove(turn)
            self._changed.notify_all()
            return False

    def release(self, turn: Turn) -> bool:
        """Let nobody stop a query any more; tell whether nobody did, so that its reader is good for another."""
        with self._changed:
            turn.stop = None
            return not (turn.stopped or turn.cancelled)

    def leave(self, turn: Turn, key: int) -> None:
        """Give the place at a reader back."""
        with self._changed:
            self._running.discard(turn)
            turn.running = False
            if time.monotonic() - turn.started < MOMENT and not turn.cancelled:
                self._proven.pop(key, None)
            self._changed.notify_all()

    def at_reader(self, turn: Turn, stop: Callable[[], None]) -> bool:
        """Note how to stop a running query; False when it has been cancelled meanwhile."""
        with self._changed:
            turn.stop = stop
            return not turn.cancelled

    def cancel(self, turn: Turn) -> None:
        """Stop a query, or keep it from starting."""
        with self._changed:
            turn.cancelled = True
            if turn.running and turn.stop is not None:
                turn.stop()
            self._changed.notify_all()

    def _may_run(self, turn: Turn) -> bool:
        if len(self._running) >= self._size:
            return False
        long_free = self._long_running(time.monotonic()) < self._long_limit
        if turn.long:
            return long_free and self._long[0] is turn
        return self._new[0] is turn and not (self._long and long_free and len(self._running) == self._size - 1 > 0)

    def _long_running(self, now: float) -> int:
        return sum(turn.long or now - turn.started > MOMENT for turn in self._running)

    def _make_room(self, turn: Turn, now: float) -> float:
        """For a new query: stop one that has had its moment and is one too many; return when to look again."""
        if turn.long or self._size < 2 or len(self._running) < self._size:
            return MOMENT
        if any(one.stopped for one in self._running):
            return MOMENT
        running = sorted(self._running, key=lambda one: one.started)
        had = [one for one in running if one.long or now - one.started > MOMENT]
        if len(had) <= self._long_limit:
            return max(0.001, running[-1].started + MOMENT - now) if running else MOMENT
        last = had[-1]
        if last.stop is not None:
            last.stopped = True
            last.stop()
        return MOMENT
