"""One reader process: opens snapshots read-only, answers queries over a socket, and may be killed at any moment.

It is started by file name and imports next to nothing, so that a killed one is replaced in a blink: no `re`, no `json`,
nothing that brings them along.
A request is a query's text with what is asked about it, a dictionary as `marshal` writes it; what that leaves out is
empty; before both stand their lengths. An answer is a body preceded by what it is (one byte, see `KINDS`) and its
length; the body of an error is its name, a line's end and what there is to say.
"""

from __future__ import annotations

import _thread
import ctypes
import importlib
import marshal
import os
import resource
import struct
import sys
import time
from io import BytesIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
)

REQUEST = struct.Struct(">II")
ANSWER = struct.Struct(">BQ")
KINDS = ("ready", "select", "ask", "graph", "error")
_READY, _SELECT, _ASK, _GRAPH, _ERROR = range(len(KINDS))
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_KEPT_OPEN = 2
_AT_ONCE = 1 << 16
_TABLE = "application/vnd.apache.parquet"
_WAYS_KEPT = 256
_NO_XML = bytes((*range(9), 11, 12, *range(14, 32)))
_NO_XML_EITHER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


class TooBig(Exception):
    """The answer is larger than allowed."""


class Unwritable(Exception):
    """The answer holds what its format cannot."""


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


class Way:
    """How queries are asked: of which snapshot, or of which engine elsewhere, in which formats (`rows` is None for a table), of which dataset."""

    __slots__ = ("away", "graph", "max_bytes", "options", "path", "rows")

    def __init__(self, told: dict[str, object]) -> None:
        """Read what is told; ValueError for a term that is none."""
        rows, graph = _list(told["formats"])
        default, named = _list(told.get("default")), _list(told.get("named"))
        self.path = str(told["path"])
        self.away = _map(told.get("away"))
        self.max_bytes = int(str(told["max_bytes"]))
        self.rows = None if rows == _TABLE else QueryResultsFormat.from_media_type(rows)
        self.graph = RdfFormat.from_media_type(graph)
        self.options: dict[str, object] = {}
        if default or named:  # with a dataset of one's own, what is not named is not there
            self.options["default_graph"] = [NamedNode(one) for one in default]
            self.options["named_graphs"] = [NamedNode(one) for one in named]
        if prefixes := _map(told.get("prefixes")):
            self.options["prefixes"] = prefixes
        if bindings := _map(told.get("bindings")):
            self.options["substitutions"] = {Variable(name): term(text) for name, text in bindings.items()}


def receive(descriptor: int) -> tuple[bytes, str] | None:
    """Return the next request, how it is asked and its text; None when the other side has gone."""
    content = os.read(descriptor, _AT_ONCE)  # nearly always the whole of it
    while len(content) < REQUEST.size or len(content) < REQUEST.size + sum(REQUEST.unpack_from(content)):
        more = os.read(descriptor, 1 << 20)
        if not more:
            return None
        content += more
    told = REQUEST.size + REQUEST.unpack_from(content)[0]
    return content[REQUEST.size : told], content[told:].decode(errors="surrogatepass")


def send(descriptor: int, kind: int, body: bytes) -> None:
    """Send an answer."""
    head = ANSWER.pack(kind, len(body))
    if len(body) < _AT_ONCE:
        _write(descriptor, head + body)
    else:
        _write(descriptor, head)
        _write(descriptor, body)


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


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
        with open("/proc/self/statm") as told:  # noqa: PTH123 - pathlib would have to be loaded first
            pages = int(told.read().split()[0])
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

    _thread.start_new_thread(watch, ())


class Reader:
    """Answers queries on snapshots; keeps the last few open."""

    def __init__(self) -> None:
        """Begin without any snapshot."""
        self._open: dict[str, Store] = {}
        self._newest: tuple[str, Store] | None = None
        self._ways: dict[bytes, Way] = {}
        self._away: dict[str, Store] = {}

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
            way = self._ways.get(asked) or self._way(asked)
            store = self._elsewhere(way) if way.away else self.store(way.path)
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
        except Unwritable:
            return _wrong("unwritable")
        except MemoryError:
            return _wrong("memory")
        except ConnectionError as error:
            return _wrong("away", str(error))
        except (OSError, RuntimeError) as error:
            return _wrong("failed", str(error))

    def _elsewhere(self, way: Way) -> Store:
        """Return what stands in for a store where an engine elsewhere is asked."""
        if way.path not in self._away:
            distant = importlib.import_module("graph_store.distant")  # seldom wanted, and slow to load
            self._away[way.path] = distant.Distant(way.away, TooBig)
        return self._away[way.path]

    def _way(self, asked: bytes) -> Way:
        if len(self._ways) >= _WAYS_KEPT:
            self._ways.clear()
        found = self._ways[asked] = Way(marshal.loads(asked))
        return found


def _run(store: Store, text: str, way: Way) -> tuple[int, bytes]:
    more = {"max_bytes": way.max_bytes} if way.away else {}
    result = store.query(text, **way.options, **more)  # type: ignore[arg-type]
    if not isinstance(result, (QuerySolutions, QueryBoolean)):
        graph = Limited(way.max_bytes)
        result.serialize(graph, format=way.graph)
        return _GRAPH, _writable(graph.getvalue(), way.graph == RdfFormat.RDF_XML)
    kind = _ASK
    if isinstance(result, QuerySolutions):
        kind = _SELECT
        if "*" in text and not way.away:
            columns = importlib.import_module("graph_store.columns")
            ordered = columns.named(text, [variable.value for variable in result.variables])
            if ordered is not None:  # nothing of the other has been evaluated yet
                found = store.query(ordered, **way.options)  # type: ignore[arg-type]
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
    return kind, _writable(body.getvalue(), way.rows == QueryResultsFormat.XML)


def _writable(body: bytes, xml: bool) -> bytes:
    """Return an answer, if it can be read again; Unwritable for XML with characters that are none there."""
    if xml and (len(body.translate(None, _NO_XML)) < len(body) or any(one in body for one in _NO_XML_EITHER)):
        raise Unwritable
    return body


def _wrong(error: str, message: str = "") -> tuple[int, bytes]:
    return _ERROR, f"{error}\n{message}".encode(errors="replace")


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


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def _map(value: object) -> dict[str, str]:
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def main(descriptor: int, memory: int, network: bool, path: str) -> None:
    """Serve queries until the other side hangs up; with `network`, queries may call other endpoints."""
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
    send(descriptor, _READY, b"1" if isolated else b"")
    while (request := receive(descriptor)) is not None:
        send(descriptor, *reader.answer(*request))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "network", sys.argv[4])
