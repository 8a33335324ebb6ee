"""Who may run next: a bounded queue in which queries proven long never hold all readers.

A query is *new* until it has run for a moment, in time of its reader: on a busy machine, that takes longer. Whoever waits as new may take any free reader, and when none is free
and some query beyond those allowed to be long has had its moment, that query is stopped and waits again as *long*
(reading has no effects, so it can begin anew). Long ones run on all readers but one.

Nothing here waits or locks: whoever owns the lanes (one event loop) asks `next` whenever something has changed.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass

MOMENT = 0.05
_LONGEST_MOMENT = 5 * MOMENT
"""When a query has had its moment, however little of the machine it got."""
_REMEMBERED = 1000


@dataclass(eq=False, slots=True)
class Turn:
    """One query's place in the queue and, later, at a reader; `key` names the query, `until` is its deadline."""

    key: int
    until: float
    long: bool = False
    started: float = 0.0
    running: bool = False
    stopped: bool = False

    def spent(self) -> float:
        """Return the seconds that its reader has worked on it."""
        return time.monotonic() - self.started

    def had_moment(self, now: float) -> bool:
        """Tell whether it has run for a moment."""
        ran = now - self.started
        return ran > MOMENT and (ran > _LONGEST_MOMENT or self.spent() > MOMENT)


class Lanes:
    """Gives `size` readers to queries. For one thread."""

    def __init__(self, size: int, waiting: int) -> None:
        """Give out `size` turns at a time; let at most `waiting` queries wait."""
        self._size = size
        self._long_limit = max(1, size - 1)
        self._most_waiting = waiting
        self._running: dict[Turn, None] = {}  # in the order in which they began
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

    def enter(self, turn: Turn) -> bool:
        """Give a query a place in the queue; False when too many wait already."""
        if self.waiting >= self._most_waiting:
            return False
        turn.long = turn.key in self._proven
        (self._long if turn.long else self._new).append(turn)
        return True

    def next(self) -> Turn | None:
        """Return the query that runs now, if there is a reader it may have."""
        if len(self._running) >= self._size:
            return None
        long_free = bool(self._long) and self._long_running(time.monotonic()) < self._long_limit
        # the last free reader goes to a long query only when nobody new wants it, unless long ones may have it anyway
        if self._new and not (long_free and len(self._running) == self._size - 1 > 0):
            turn = self._new.popleft()
        elif long_free:
            turn = self._long.popleft()
        else:
            return None
        turn.running, turn.started = True, time.monotonic()
        self._running[turn] = None
        return turn

    def again(self, turn: Turn) -> None:
        """Let a stopped query wait once more, as one proven long."""
        self._running.pop(turn, None)
        turn.running = turn.stopped = False
        turn.long = True
        self._proven[turn.key] = None
        while len(self._proven) > _REMEMBERED:
            self._proven.popitem(last=False)
        self._long.append(turn)

    def leave(self, turn: Turn, *, answered: bool) -> None:
        """Take a query out, whether it waits or runs; one that was answered in a moment is not long (any more)."""
        if turn.running:
            self._running.pop(turn, None)
            turn.running = False
            if answered and turn.key in self._proven and not turn.had_moment(time.monotonic()):
                self._proven.pop(turn.key, None)
            return
        queue = self._long if turn.long else self._new
        if turn in queue:
            queue.remove(turn)

    def in_the_way(self) -> tuple[Turn | None, float | None]:
        """Return a running query that must make room for new ones, and in how many seconds to look again (or None)."""
        if not self._new or self._size < 2:
            return None, None
        if len(self._running) < self._size or any(one.stopped for one in self._running):
            return None, MOMENT
        now = time.monotonic()
        running = list(self._running)
        had = [one for one in running if one.long or one.had_moment(now)]
        if len(had) <= self._long_limit:
            return None, max(MOMENT / 5, running[-1].started + MOMENT - now)
        had[-1].stopped = True
        return had[-1], MOMENT

    def _long_running(self, now: float) -> int:
        return sum(turn.long or turn.had_moment(now) for turn in self._running)
