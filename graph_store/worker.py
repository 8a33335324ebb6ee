"""One reader process: opens snapshots read-only, answers queries over a socket, and may be killed at any moment.

It is started by file name and imports next to nothing, so that a killed one is replaced in a blink.
A request is a query's text with what is asked about it, a JSON object; what that leaves out is empty; before both stand
their lengths. An answer is a body preceded by what it is (one byte, see `KINDS`) and its length; the body of an error is
a JSON object.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import socket
import struct
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
)

from graph_store import columns

REQUEST = struct.Struct(">II")
ANSWER = struct.Struct(">BQ")
KINDS = ("ready", "select", "ask", "graph", "error")
_READY, _SELECT, _ASK, _GRAPH, _ERROR = range(len(KINDS))
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_KEPT_OPEN = 2
_AT_ONCE = 1 << 16
_TABLE = "application/vnd.apache.parquet"
_WAYS_KEPT = 256


class TooBig(Exception):
    """The answer is larger than allowed."""


class Limited(BytesIO):
    """Bytes up to a limit; TooBig beyond it."""

    def __init__(self, limit: int) -> None:
        """Take so many bytes and no more."""
        super().__init__()
        self._left = limit

    def write(self, content: object) -> int:
        """Take bytes."""
        written = super().write(content)  # type: ignore[arg-type]
        self._left -= written
        if self._left < 0:
            raise TooBig
        return written


@dataclass(frozen=True, slots=True)
class Way:
    """How queries are asked: of which snapshot, in which formats (`rows` is None for a table), of which dataset."""

    path: str
    rows: QueryResultsFormat | None
    graph: RdfFormat | None
    max_bytes: int
    options: Mapping[str, Any]


def receive(connection: socket.socket) -> tuple[bytes, str] | None:
    """Return the next request, how it is asked and its text; None when the other side has gone."""
    content = connection.recv(_AT_ONCE)  # nearly always the whole of it
    while len(content) < REQUEST.size or len(content) < REQUEST.size + sum(REQUEST.unpack_from(content)):
        more = connection.recv(1 << 20)
        if not more:
            return None
        content += more
    told = REQUEST.size + REQUEST.unpack_from(content)[0]
    return content[REQUEST.size : told], content[told:].decode(errors="surrogatepass")


def send(connection: socket.socket, kind: int, body: bytes) -> None:
    """Send an answer."""
    head = ANSWER.pack(kind, len(body))
    if len(body) < _AT_ONCE:
        connection.sendall(head + body)
    else:
        connection.sendall(head)
        connection.sendall(body)


def leave_network() -> bool:
    """Give this process a network of its own without any way out; False where the system forbids that."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def limit_memory(more: int) -> None:
    """Allow so many bytes of memory over what is used now; the engine ends the process when it asks for more."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # not Linux
        return
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def stand_back() -> None:
    """Let who asks go on when it wakes this process, until its own time is up: both do more, and it stays responsive."""
    if hasattr(os, "SCHED_BATCH"):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def end_with_parent() -> None:
    """End this process, even in the middle of a query, once the one that started it is gone."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Reader:
    """Answers queries on snapshots; keeps the last few open."""

    def __init__(self) -> None:
        """Begin without any snapshot."""
        self._open: dict[str, Store] = {}
        self._newest: tuple[str, Store] | None = None

    def store(self, path: str) -> Store:
        """Return the snapshot at a path."""
        if self._newest is not None and self._newest[0] == path:
            return self._newest[1]
        found = self._open.pop(path, None) or Store.read_only(path)
        self._open[path] = found
        self._newest = path, found
        while len(self._open) > _KEPT_OPEN:
            del self._open[next(iter(self._open))]
        return found

    def answer(self, asked: bytes, text: str) -> tuple[int, bytes]:
        """Return the answer to a query, complete, or what went wrong."""
        try:
            way = _way(asked)
            store = self.store(way.path)
        except OSError as error:
            return _wrong("gone", str(error))
        except ValueError as error:
            return _wrong("syntax", str(error))
        try:
            return _run(store, text, way)
        except SyntaxError as error:
            return _wrong("syntax", str(error.msg))
        except ValueError as error:
            return _wrong("syntax", str(error))
        except TooBig:
            return _wrong("big")
        except MemoryError:
            return _wrong("memory")
        except (OSError, RuntimeError) as error:
            return _wrong("failed", str(error))


@lru_cache(maxsize=_WAYS_KEPT)
def _way(asked: bytes) -> Way:
    """Return how a query is asked; ValueError for a term that is none."""
    told: dict[str, Any] = json.loads(asked)
    rows, graph = told["formats"]
    default, named = told.get("default", ()), told.get("named", ())
    options: dict[str, Any] = {}
    if default or named:  # with a dataset of one's own, what is not named is not there
        options["default_graph"] = [NamedNode(one) for one in default]
        options["named_graphs"] = [NamedNode(one) for one in named]
    if told.get("prefixes"):
        options["prefixes"] = told["prefixes"]
    if told.get("bindings"):
        options["substitutions"] = {Variable(name): term(text) for name, text in told["bindings"].items()}
    return Way(
        told["path"],
        None if rows == _TABLE else QueryResultsFormat.from_media_type(rows),
        RdfFormat.from_media_type(graph),
        told["max_bytes"],
        options,
    )


def _run(store: Store, text: str, way: Way) -> tuple[int, bytes]:
    result = store.query(text, **way.options)
    if isinstance(result, QueryTriples):
        graph = Limited(way.max_bytes)
        result.serialize(graph, format=way.graph)
        return _GRAPH, graph.getvalue()
    kind = _ASK
    if isinstance(result, QuerySolutions):
        kind = _SELECT
        if "*" in text:
            ordered = columns.named(text, [variable.value for variable in result.variables])
            if ordered is not None:  # nothing of the other has been evaluated yet
                found = store.query(ordered, **way.options)
                assert isinstance(found, QuerySolutions)
                result = found
    if way.rows is None:
        tables = importlib.import_module("graph_store.tables")  # seldom wanted, and slow to load
        table: bytes = tables.parquet(result)
        if len(table) > way.max_bytes:
            raise TooBig
        return kind, table
    body = Limited(way.max_bytes)
    result.serialize(body, format=way.rows)
    return kind, body.getvalue()


def _wrong(error: str, message: str = "") -> tuple[int, bytes]:
    return _ERROR, json.dumps({"error": error, "message": message}).encode()


def term(text: str) -> NamedNode | BlankNode | Literal | Triple:
    """Return the term that N-Triples writes so; ValueError when it is not exactly one."""
    try:
        found = list(parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"not a term as N-Triples writes it: {text} ({error.msg})") from None
    if len(found) != 1:
        raise ValueError(f"not one term: {text}")
    thing: NamedNode | BlankNode | Literal | Triple = found[0].object
    return thing


def main(descriptor: int, memory: int, network: bool, path: str) -> None:
    """Serve queries until the other side hangs up; with `network`, queries may call other endpoints."""
    connection = socket.socket(fileno=descriptor)
    isolated = not network and leave_network()
    reader = Reader()
    if path:
        try:
            reader.store(path)
        except OSError:  # pruned or damaged: the query that wants it is told so
            path = ""
    end_with_parent()
    stand_back()
    limit_memory(memory)
    send(connection, _READY, b"1" if isolated else b"")
    while (request := receive(connection)) is not None:
        send(connection, *reader.answer(*request))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "network", sys.argv[4])
