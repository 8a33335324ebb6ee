"""Killable readers: read-only worker processes behind a bounded queue with hard deadlines."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph_store.errors import (
    PoolBusy,
    QueryCancelled,
    QueryCrashed,
    QueryError,
    QuerySyntax,
    QueryTimeout,
    QueryTooBig,
    StoreError,
    UnknownGeneration,
)
from graph_store.generations import Data, Generation
from graph_store.lanes import Lanes, Turn
from graph_store.processes import Killed, Process, Staff

_PLACE = re.compile(r"error at (\d+):(\d+): ")


class Format(StrEnum):
    """How an answer is serialised, by media type."""

    JSON = "application/sparql-results+json"
    XML = "application/sparql-results+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    TURTLE = "text/turtle"
    N_TRIPLES = "application/n-triples"
    RDF_XML = "application/rdf+xml"
    JSON_LD = "application/ld+json"
    N_QUADS = "application/n-quads"
    TRIG = "application/trig"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: `kind` is select, ask or graph; `body` is serialised as asked; `generation` it is of."""

    kind: str
    body: bytes
    generation: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a pool is: readers, queries running and waiting, and how many readers were killed or died so far."""

    size: int
    running: int
    waiting: int
    killed: int
    crashed: int


class Cancellation:
    """Hand one to `Pool.query` and call `cancel` from any thread to stop that query."""

    def __init__(self) -> None:
        """Begin uncancelled."""
        self._lock = threading.Lock()
        self._cancelled = False
        self._stop: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Stop the query if it runs, or keep it from starting."""
        with self._lock:
            self._cancelled = True
            stop = self._stop
        if stop is not None:
            stop()

    def _attach(self, stop: Callable[[], None]) -> None:
        with self._lock:
            self._stop = stop
            cancelled = self._cancelled
        if cancelled:
            stop()


class Pool:
    """Reader processes for one data folder. Thread-safe; a context manager."""

    def __init__(self, data: Data, size: int = 3, *, memory: int = 2 << 30, waiting: int = 64) -> None:
        """Start `size` workers, each limited to `memory` bytes over its start; at most `waiting` queries queue."""
        self._data = data
        self._size = size
        self._lanes = Lanes(size, waiting)
        self._staff = Staff(memory, spare=1)
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._killed = 0
        self._crashed = 0
        current = data.current()
        self._staff.opened(str(current.graph_path) if current else "")
        self._idle = [self._staff.hire() for _ in range(size)]
        self._staff.begin(str(current.graph_path) if current else "")

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        self.close()

    @property
    def load(self) -> Load:
        """How busy the pool is now."""
        return Load(self._size, self._lanes.running, self._lanes.waiting, self._killed, self._crashed)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] | None = None,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float = 30.0,
        max_bytes: int = 256 << 20,
        generation: int | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        prefixes: Mapping[str, str] | None = None,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Run a query; the first format is for rows and booleans, the second for graphs.

        `bindings` gives variables terms as N-Triples writes them (`<iri>`, `"text"@vi`). The deadline counts the
        time in the queue. Raises a QueryError, or StoreMissing where the generation is not there.
        """
        began = time.monotonic()
        request: dict[str, object] = {
            "text": text,
            "bindings": dict(bindings or {}),
            "prefixes": dict(prefixes or {}),
            "formats": [one.value for one in formats],
            "default": list(default_graphs),
            "named": list(named_graphs),
            "max_bytes": max_bytes,
        }
        self._generation(generation)  # before anyone waits in vain
        key = hash((text, tuple(sorted((bindings or {}).items()))))
        turn = self._lanes.enter(key, began + deadline)
        if turn is None:
            raise PoolBusy("too many queries wait already", retry_after=1.0)
        if cancellation is not None:
            cancellation._attach(lambda: self._lanes.cancel(turn))
        head, body, number = self._ask(turn, key, request, generation, deadline)
        if "error" in head:
            raise _refusal(head, max_bytes)
        return Answer(str(head["kind"]), body, number, time.monotonic() - began)

    def select(self, text: str, **options: object) -> list[dict[str, dict[str, str]]]:
        """Return the rows of a SELECT as SPARQL JSON bindings; for small answers inside our own code."""
        answer = self.query(text, **options)  # type: ignore[arg-type]
        if answer.kind != "select":
            raise QueryError("not a SELECT query")
        rows: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
        return rows

    def close(self) -> None:
        """End all workers."""
        self._staff.close()
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.close()

    # --- inside

    def _ask(
        self, turn: Turn, key: int, request: dict[str, object], wanted: int | None, deadline: float
    ) -> tuple[dict[str, object], bytes, int]:
        while True:
            if not self._lanes.wait(turn):
                if turn.cancelled:
                    raise QueryCancelled("the query was cancelled before it began")
                if turn.long:
                    raise QueryTimeout(f"the query did not end within {deadline:g} s")
                raise PoolBusy(f"no reader was free within {deadline:g} s", retry_after=2.0)
            try:
                return self._run(turn, request, wanted)
            except TimeoutError:
                self._killed += 1
                raise QueryTimeout(f"the query did not end within {deadline:g} s") from None
            except Killed as death:
                if turn.cancelled:
                    raise QueryCancelled("the query was cancelled") from None
                if not turn.stopped:
                    self._crashed += 1
                    raise QueryCrashed(_cause(death)) from None
                self._lanes.again(turn, key)
            finally:
                if turn.running:
                    self._lanes.leave(turn, key)

    def _run(self, turn: Turn, request: dict[str, object], wanted: int | None) -> tuple[dict[str, object], bytes, int]:
        """Ask one process, and keep it for the next query if it lives."""
        process = self._take()
        alive = False
        try:
            if not self._lanes.at_reader(turn, process.kill):
                raise Killed(None)
            while True:
                generation = self._generation(wanted)
                request["path"] = str(generation.graph_path)
                head, body = process.ask(request, turn.until)
                if head.get("error") != "gone" or self._generation(wanted) == generation:
                    break  # otherwise it was pruned between our looking and the opening
            alive = True
        except StoreError:
            alive = True
            raise
        finally:
            if self._lanes.release(turn) and alive:
                with self._lock:
                    self._idle.append(process)
            else:
                process.close()
        return head, body, generation.number

    def _generation(self, number: int | None) -> Generation:
        generation = self._data.in_force() if number is None else self._data.generation(number)
        self._staff.opened(str(generation.graph_path)) if number is None else None
        return generation

    def _take(self) -> Process:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._staff.hire()


def _cause(death: Killed) -> str:
    if death.signal == "SIGABRT":
        return "the query needed more memory than a query may use"
    if death.signal in ("SIGSEGV", "SIGBUS"):
        return "the query is nested too deeply for the engine"
    return f"the reader died of the query ({death.signal or 'it ended'})"


def _refusal(head: dict[str, object], max_bytes: int) -> StoreError:
    message = str(head.get("message", ""))
    match head["error"]:
        case "syntax":
            place = _PLACE.match(message)
            return QuerySyntax(message, *(int(number) for number in place.groups())) if place else QuerySyntax(message)
        case "big":
            return QueryTooBig(f"the answer is larger than {max_bytes:,} bytes; add a LIMIT or ask for less")
        case "memory":
            return QueryCrashed("the query needed more memory than a query may use")
        case "gone":
            return UnknownGeneration(f"the generation cannot be opened (any more): {message}")
        case _:
            return QueryCrashed(f"the engine gave up: {message}")
