"""Work shared among processes: results in the order of the work, and a lost process loses one piece of it."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

_CHUNK = 8
_CHUNKS_AHEAD = 50
# Not forked: an open store has threads, which a fork does not survive.
_CONTEXT = multiprocessing.get_context("forkserver")
_SELDOM = 50_000
"""So many more objects before cyclic garbage is looked for: what is read is let go without it."""

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def in_order(
    work: Callable[[Piece], Done],
    pieces: Iterable[Piece],
    *,
    jobs: int,
    lost: Callable[[Piece], Done],
    chunk: int = _CHUNK,
    ready: Sequence[str] = (),
    weight: Callable[[Piece], int] = lambda _: 1,
) -> Generator[Done]:
    """Yield the result of each piece, in order, worked on by `jobs` processes a bounded stretch ahead.

    Pieces go to a process together until they weigh `chunk`; what waits weighs no more than fifty times that.
    A piece of which a process dies (it took all memory, say) gets what `lost` says of it; the others are not touched.
    Interrupted, or closed early, no process is left behind. `ready` are modules that are imported once for all
    processes, before the first of them begins.
    """
    coming = iter(pieces)
    _CONTEXT.set_forkserver_preload([*ready])
    pool = _pool(jobs)
    waiting: deque[tuple[list[Piece], Future[list[Done]]]] = deque()
    most = chunk * _CHUNKS_AHEAD
    ahead = 0
    try:
        while True:
            while ahead < most and (some := _together(coming, chunk, weight)):
                waiting.append((some, _begun(pool, work, some)))
                ahead += sum(map(weight, some))
            if not waiting:
                return
            some, result = waiting.popleft()
            ahead -= sum(map(weight, some))
            try:
                done = result.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                done = [_alone(work, piece, lost) for piece in some]
                pool = _pool(jobs)
                waiting = deque((others, _begun(pool, work, others)) for others, _ in waiting)
            yield from done
    finally:
        pool.shutdown(cancel_futures=True)


def _together(coming: Iterator[Piece], chunk: int, weight: Callable[[Piece], int]) -> list[Piece]:
    some: list[Piece] = []
    heavy = 0
    while heavy < chunk and (more := list(islice(coming, 1))):
        some += more
        heavy += weight(more[0])
    return some


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=_CONTEXT, initializer=_begin)


def _begin() -> None:
    """Leave interrupts to the caller, and what is imported out of the search for garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_SELDOM)


def _begun(pool: ProcessPoolExecutor, work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> Future[list[Done]]:
    try:
        return pool.submit(_each, work, pieces)
    except BrokenProcessPool as broken:  # told where the result is waited for, as for pieces begun before
        future: Future[list[Done]] = Future()
        future.set_exception(broken)
        return future


def _each(work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> list[Done]:
    return [work(piece) for piece in pieces]


def _alone(work: Callable[[Piece], Done], piece: Piece, lost: Callable[[Piece], Done]) -> Done:
    """Return what a piece gives in a process of its own, which may die of it."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, piece).result()
        except BrokenProcessPool:
            return lost(piece)
