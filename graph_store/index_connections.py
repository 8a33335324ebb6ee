"""Connections to side indexes that are kept for the next reader: to open one takes longer than most answers."""

from __future__ import annotations

import atexit
import os
import sqlite3
import threading
from pathlib import Path

_IDLE = 4
"""Connections of a process that wait for a reader; more are closed when they are given back."""

Key = tuple[str, int, int]


class Connections:
    """Connections that nobody uses at the moment, the last used first. Thread-safe."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._lock = threading.Lock()
        self._idle: list[tuple[Key, sqlite3.Connection]] = []

    def take(self, path: Path) -> sqlite3.Connection | None:
        """Return a connection to just this file that was given back; None when there is none."""
        key = key_of(path)
        with self._lock:
            for place in range(len(self._idle) - 1, -1, -1):
                if self._idle[place][0] == key:
                    return self._idle.pop(place)[1]
        return None

    def give_back(self, key: Key | None, connection: sqlite3.Connection) -> None:
        """Keep a connection to the file of a key for the next reader: it must have no answer half read."""
        with self._lock:
            if key is not None:
                self._idle.append((key, connection))
            gone = [connection] if key is None else [one for _, one in self._idle[:-_IDLE]]
            self._idle = self._idle[-_IDLE:]
        for one in gone:
            one.close()

    def close(self) -> None:
        """Close all that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def forget(self) -> None:
        """Use none of them any more, without closing: in a process that was forked they are the other's."""
        self._lock = threading.Lock()
        _LEFT_ALONE.extend(connection for _, connection in self._idle)
        self._idle = []


_LEFT_ALONE: list[sqlite3.Connection] = []


def key_of(path: Path) -> Key | None:
    """Return what tells a file from every other, also from one that takes its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path.absolute()), found.st_dev, found.st_ino


KEPT = Connections()
atexit.register(KEPT.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=KEPT.forget)
