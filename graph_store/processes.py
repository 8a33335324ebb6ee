"""A reader process as seen from the service: started, asked one query at a time, killed without mercy."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from graph_store import worker
from graph_store.errors import StoreError

_LOG = logging.getLogger(__name__)
_START_SECONDS = 20.0
_AT_ONCE = 1 << 18
_PAUSE_SECONDS = 1.0

Heard = Callable[["Process", str, bytes], None]
"""What is told of an answer: the process, the kind of answer (`worker.KINDS`), its body."""
Died = Callable[["Process"], None]


class Killed(Exception):
    """The process ended before it had answered; `signal` is what ended it, None when it was not a signal."""

    def __init__(self, number: int | None) -> None:
        """Keep the signal's number."""
        super().__init__(number)
        self.signal = signal.Signals(number).name if number else None


class Process:
    """One reader process. It is started in any thread; once attached, it belongs to its event loop."""

    def __init__(self, memory: int, path: str, *, network: bool = False) -> None:
        """Start a process that opens the snapshot at `path` (if that is not empty); `ready` waits for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            reach = "network" if network else "alone"
            self._command = [sys.executable, "-P", str(Path(worker.__file__)), number, str(memory), reach, path]
            self._process = subprocess.Popen(
                self._command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"},  # it counts against the limit as it is used
            )
        self._connection = ours
        self._loop: asyncio.AbstractEventLoop | None = None
        self._got = bytearray()
        self._rest = memoryview(b"")
        self.isolated = False
        self._clock = _clock(self._process.pid)
        self._asked_at = 0.0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ready(self) -> None:
        """Wait until the process can be asked; StoreError, with what it said, when it ended instead."""
        self._connection.settimeout(_START_SECONDS)
        try:
            head = self._connection.recv(worker.ANSWER.size, socket.MSG_WAITALL)
            length = worker.ANSWER.unpack(head)[1] if len(head) == worker.ANSWER.size else None
            told = self._connection.recv(length, socket.MSG_WAITALL) if length else b""
        except OSError:
            length = None
        if length is None:
            self.kill()
            said = self._process.communicate()[1].decode(errors="replace").strip()
            self.close()
            raise StoreError(f"a reader process did not start: {said[-500:] or ' '.join(self._command)}")
        self.isolated = told == b"1"
        self._connection.setblocking(False)

    def attach(self, loop: asyncio.AbstractEventLoop, heard: Heard, died: Died) -> None:
        """From now on, tell in this loop of each answer, and once of the process's end."""
        self._loop, self._heard, self._died = loop, heard, died
        loop.add_reader(self._connection.fileno(), self._readable)

    def ask(self, asked: bytes, text: str) -> None:
        """Send a query's text with how it is asked (see `worker`); what comes of it is told to `heard` or `died`."""
        self._asked_at = self._time()
        content = text.encode(errors="surrogatepass")  # which the engine refuses
        message = b"".join((worker.REQUEST.pack(len(asked), len(content)), asked, content))
        try:
            sent = self._connection.send(message)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # it is gone, which the reading side is told
        if sent < len(message) and self._loop is not None:
            self._rest = memoryview(message)[sent:]
            self._loop.add_writer(self._connection.fileno(), self._writable)

    def worked(self) -> float:
        """Return the seconds of a processor that the process has had since it was asked; where none tells, all seconds."""
        return self._time() - self._asked_at

    def _time(self) -> float:
        if self._clock is not None:
            try:
                return time.clock_gettime(self._clock)
            except OSError:  # it has just died
                self._clock = None
        return time.monotonic()

    def kill(self) -> None:
        """End the process; returns before it is gone."""
        self._process.kill()

    def end(self) -> Killed:
        """Let go of a process that has died; return how."""
        self.close()
        code = self._process.returncode
        return Killed(-code if code < 0 else None)

    def close(self) -> None:
        """End the process and let all it had go."""
        if self._loop is not None:
            self._loop.remove_reader(self._connection.fileno())
            self._loop.remove_writer(self._connection.fileno())
            self._loop = None
        self._process.kill()
        self._process.wait()
        self._connection.close()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _writable(self) -> None:
        try:
            self._rest = self._rest[self._connection.send(self._rest) :]
        except BlockingIOError:
            return
        except OSError:
            self._rest = memoryview(b"")
        if not self._rest and self._loop is not None:
            self._loop.remove_writer(self._connection.fileno())

    def _readable(self) -> None:
        try:
            some = self._connection.recv(_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            some = b""
        if not some:
            self._died(self)
            return
        got = self._got
        head = worker.ANSWER.size
        if not got and len(some) >= head:
            kind, length = worker.ANSWER.unpack_from(some)
            if len(some) == head + length:  # nearly always
                self._heard(self, worker.KINDS[kind], some[head:])
                return
        got += some
        if len(got) >= head:
            kind, length = worker.ANSWER.unpack_from(got)
            if len(got) >= head + length:
                self._got = bytearray()
                with memoryview(got) as whole:
                    body = bytes(whole[head : head + length])
                self._heard(self, worker.KINDS[kind], body)


def _clock(pid: int) -> int | None:
    """Return the clock that a process's time is read from (clock_getcpuclockid), None where there is none."""
    clock = (~pid << 3) | 2
    try:
        time.clock_gettime(clock)
    except (OSError, AttributeError):  # not Linux
        return None
    return clock


class Staff:
    """Starts processes, in a thread of its own once it has begun, and hands each to `arrived` when it is ready."""

    def __init__(self, memory: int, *, network: bool) -> None:
        """Start nothing yet."""
        self._memory, self._network = memory, network
        self._path = ""
        self._wanted = 0
        self._change = threading.Condition()
        self._closed = False
        self._warned = False
        self._thread: threading.Thread | None = None

    def opened(self, path: str) -> None:
        """Let processes started from now on open this snapshot."""
        self._path = path

    def first(self, number: int) -> list[Process]:
        """Return so many ready processes, started side by side; StoreError when one does not start."""
        started: list[Process] = []
        try:
            for _ in range(number):
                started.append(self._begun())
            for process in started:
                self._ready(process)
        except StoreError:
            for process in started:
                process.close()
            raise
        return started

    def begin(self, arrived: Callable[[Process], bool]) -> None:
        """Start whoever is wanted from now on; `arrived` tells whether it takes the process."""
        self._thread = threading.Thread(target=self._keep, args=(arrived,), name="htxgraph-readers", daemon=True)
        self._thread.start()

    def want(self) -> None:
        """Start one more process."""
        with self._change:
            self._wanted += 1
            self._change.notify()

    def close(self) -> None:
        """Start no more."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _begun(self) -> Process:
        return Process(self._memory, self._path, network=self._network)

    def _ready(self, process: Process) -> Process:
        process.ready()
        if not (process.isolated or self._network or self._warned):
            self._warned = True
            _LOG.warning("this system does not let readers leave the network; only the query guard keeps them off it")
        return process

    def _keep(self, arrived: Callable[[Process], bool]) -> None:
        while True:
            with self._change:
                while not (self._closed or self._wanted):
                    self._change.wait()
                if self._closed:
                    return
                self._wanted -= 1
            try:
                process = self._ready(self._begun())
            except (StoreError, OSError) as error:
                _LOG.error("%s", error)
                time.sleep(_PAUSE_SECONDS)
                self.want()
                continue
            if self._closed or not arrived(process):
                process.close()
