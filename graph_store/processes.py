"""A reader process as seen from the service: started, asked one query at a time, killed without mercy."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from graph_store import worker
from graph_store.errors import StoreError

_LOG = logging.getLogger(__name__)
_START_SECONDS = 20.0


class Killed(Exception):
    """The process ended before it had answered; `signal` is what ended it, None when it was not a signal."""

    def __init__(self, number: int | None) -> None:
        """Keep the signal's number."""
        super().__init__(number)
        self.signal = signal.Signals(number).name if number else None


class Process:
    """One reader process. One thread asks; any thread may kill."""

    def __init__(self, memory: int, path: str) -> None:
        """Start a process that has the snapshot at `path` open already (if that is not empty); wait until it is ready."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            command = [sys.executable, "-P", str(Path(worker.__file__)), number, str(memory), path]
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        self._connection = ours
        ours.settimeout(_START_SECONDS)
        try:
            ready = worker.receive(ours)
        except OSError:
            ready = None
        if ready is None:
            self.kill()
            said = self._process.communicate()[1].decode(errors="replace").strip()
            self.close()
            raise StoreError(f"a reader process did not start: {said[-500:] or ' '.join(command)}")
        self.isolated = bool(ready[0]["isolated"])

    def ask(self, request: dict[str, object], until: float) -> tuple[dict[str, object], bytes]:
        """Return the answer to a request; TimeoutError after `until` (monotonic seconds), Killed when it dies."""
        connection = self._connection
        try:
            connection.settimeout(max(0.001, until - time.monotonic()))
            worker.send(connection, request)
            answer = self._receive(until)
        except TimeoutError:
            raise
        except OSError:
            answer = None
        if answer is None:
            self.kill()
            code = self._process.wait()
            raise Killed(-code if code < 0 else None)
        return answer

    def _receive(self, until: float) -> tuple[dict[str, object], bytes] | None:
        """Return the next message; the time left is counted anew for each of its parts."""
        self._connection.settimeout(max(0.001, until - time.monotonic()))
        return worker.receive(self._connection)

    def kill(self) -> None:
        """End the process; returns before it is gone."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let all it had go; for the thread that asked, or when nobody asks."""
        self._process.kill()
        self._process.wait()
        self._connection.close()
        if self._process.stderr is not None:
            self._process.stderr.close()


class Staff:
    """Keeps a few started processes at hand, so that a killed one is replaced at once."""

    def __init__(self, memory: int, spare: int) -> None:
        """Start nothing yet; `path()` is asked what a new process should have open."""
        self._memory = memory
        self._wanted = spare
        self._path = ""
        self._ready: list[Process] = []
        self._change = threading.Condition()
        self._closed = False
        self._warned = False
        self._thread = threading.Thread(target=self._keep, name="htxgraph-readers", daemon=True)

    def begin(self, path: str) -> None:
        """Start keeping spare processes that have a snapshot open."""
        self._path = path
        self._thread.start()

    def opened(self, path: str) -> None:
        """Let processes started from now on open this snapshot."""
        self._path = path

    def hire(self) -> Process:
        """Return a started process."""
        with self._change:
            found = self._ready.pop() if self._ready else None
            self._change.notify()
        return found or self._start()

    def close(self) -> None:
        """End the spare processes."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread.is_alive():
            self._thread.join()
        for process in self._ready:
            process.close()

    def _start(self) -> Process:
        process = Process(self._memory, self._path)
        if not process.isolated and not self._warned:
            self._warned = True
            _LOG.warning("this system does not let readers leave the network; only the query guard keeps them off it")
        return process

    def _keep(self) -> None:
        while True:
            with self._change:
                while not self._closed and len(self._ready) >= self._wanted:
                    self._change.wait()
                if self._closed:
                    return
            try:
                process = self._start()
            except StoreError as error:
                _LOG.error("%s", error)
                time.sleep(1)
                continue
            with self._change:
                self._ready.append(process)
