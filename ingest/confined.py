"""Work that reads what strangers sent, in a process with little memory and time, no network and no way to start others.

The process is this module, run by name. It gets what to do on its standard input and gives back results one by one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import asdict, dataclass
from typing import IO, TypeVar

from graph_store.worker import leave_network, limit_memory

_LENGTH = struct.Struct(">Q")
_DIE_WITH_PARENT = 1
_AFTER = 5
"""Seconds between the word that time is up and the end by force."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may use: MB of memory beyond what it begins with, seconds of processor time, MB of any one file it writes."""

    memory_mb: int = 2048
    seconds: int = 600
    file_mb: int = 1


def each(
    work: Callable[[], Iterable[Done]], limits: Limits, *, lost: Callable[[str], Done], open_net: Callable[[str], Done]
) -> Generator[Done]:
    """Yield what `work` yields, which runs in a process of its own within these limits.

    If the process dies or runs out of something, what `lost` says of the reason is the last result. Where the system does
    not let the network be taken from it, what `open_net` says comes first. Closed early, the process is gone.
    """
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with contextlib.suppress(BrokenPipeError), process.stdin as sending:
                _send(sending, {**asdict(limits), "path": sys.path})
                _send(sending, work)
            yield from _told(process, process.stdout, limits, lost, open_net)
        finally:
            process.kill()


def _told(
    process: subprocess.Popen[bytes],
    coming: IO[bytes],
    limits: Limits,
    lost: Callable[[str], Done],
    open_net: Callable[[str], Done],
) -> Generator[Done]:
    while (content := _raw(coming)) is not None:
        kind, value = pickle.loads(content)  # what our own code wrote
        if kind == "done":
            yield value
        elif kind == "open":
            yield open_net("the system does not let the process that reads it be kept from the network")
        elif kind == "ended":
            return
        else:
            yield lost(value)
            return
    code = process.wait()
    if code == -signal.SIGXCPU:
        yield lost(f"it takes more than {limits.seconds} seconds to read")
    else:
        why = f"signal {-code}" if code < 0 else f"code {code}"
        yield lost(f"the process that read it, with {limits.memory_mb:,} MB of memory, died of it ({why})")


def _send(stream: IO[bytes], value: object) -> None:
    content = pickle.dumps(value)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def _raw(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    content = stream.read(_LENGTH.unpack(head)[0])
    return content if len(content) == _LENGTH.unpack(head)[0] else None


def main() -> None:
    """Do what standard input tells, within the limits it tells."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no result
    _end_with_parent()
    alone = leave_network()  # before anything is imported that has threads: they would forbid it
    told, work = _raw(sys.stdin.buffer), _raw(sys.stdin.buffer)
    if told is None or work is None:
        return
    limits = pickle.loads(told)
    sys.path[:] = limits.pop("path")
    todo = pickle.loads(work)  # imports all that it takes
    within = Limits(**limits)
    if not alone:
        _send(results, ("open", None))
    _limit(within)
    try:
        for one in todo():
            _send(results, ("done", one))
        _send(results, ("ended", None))
    except MemoryError:
        _send(results, ("lost", f"it takes more than {within.memory_mb:,} MB of memory to read"))


def _end_with_parent() -> None:
    system = ctypes.CDLL(None)
    if hasattr(system, "prctl"):
        system.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _limit(limits: Limits) -> None:
    limit_memory(limits.memory_mb << 20)
    for what, soft, hard in (
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + _AFTER),
        (resource.RLIMIT_FSIZE, limits.file_mb << 20, limits.file_mb << 20),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        most = resource.getrlimit(what)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (soft, hard))


if __name__ == "__main__":
    main()
