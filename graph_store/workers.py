"""Killable readers: read-only worker processes behind a bounded queue with hard deadlines.

All of it runs in one event loop: that of the service, or one of its own in a thread where there is none. So nothing
is locked, and an answer costs a caller on that loop no change of threads.
"""

from __future__ import annotations

import asyncio
import json
import marshal
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from graph_store.answers import Answer, Answers
from graph_store.errors import (
    AnswerUnwritable,
    EngineAway,
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
from graph_store.lanes import MOMENT, Lanes, Turn
from graph_store.processes import Killed, Process, Staff
from graph_store.remote import Holding, Remote

__all__ = ["Answer", "Cancellation", "Format", "Load", "Pool"]

_SPARE = 1
_LONGEST_UNWANTED = 1.0
"""Seconds after which a reader is ended that nobody waits for, however little of the machine it got."""
_PLAIN = 2
"""What is always told of how to ask a query: its formats and its limit."""


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
    PARQUET = "application/vnd.apache.parquet"
    GRAPHML = "application/graphml+xml"
    GEXF = "application/gexf+xml"


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a pool is: readers, queries running and waiting, readers killed or dead so far, answers kept."""

    size: int
    running: int
    waiting: int
    killed: int
    crashed: int
    kept_bytes: int
    hits: int
    misses: int


class Cancellation:
    """Hand one to `Pool.query` and call `cancel` from any thread to stop that query."""

    def __init__(self) -> None:
        """Begin uncancelled."""
        self._lock = threading.Lock()
        self._cancelled = False
        self._stop: Callable[[], object] | None = None

    def check(self) -> None:
        """Raise QueryCancelled when the query is not to begin any more."""
        if self._cancelled:
            raise QueryCancelled("the query was cancelled before it began")

    def cancel(self) -> None:
        """Stop the query if it runs, or keep it from starting."""
        with self._lock:
            self._cancelled = True
            stop = self._stop
        if stop is not None:
            stop()

    def _attach(self, stop: Callable[[], object]) -> None:
        with self._lock:
            self._stop = stop
            cancelled = self._cancelled
        if cancelled:
            stop()


class _Telling:
    """Tells a function what came of a query, once."""

    __slots__ = ("_done", "_told")

    def __init__(self, told: Callable[[Answer | Exception], None]) -> None:
        self._told = told
        self._done = False

    def done(self) -> bool:
        return self._done

    def set_result(self, result: Answer) -> None:
        self._done = True
        self._told(result)

    def set_exception(self, error: Exception) -> None:
        self._done = True
        self._told(error)


@dataclass(eq=False, slots=True)
class _Query(Turn):
    """A query under way: what is sent to a reader, which generation it is for, and whom to tell."""

    text: str = ""
    asked: Mapping[str, object] = field(default_factory=dict)
    wanted: int | None = None
    deadline: float = 30.0
    began: float = 0.0
    done: Future[Answer] | asyncio.Future[Answer] | _Telling = field(default_factory=Future)
    kept_as: tuple[Hashable, ...] = ()
    generation: Generation | None = None
    process: Process | None = None
    timer: asyncio.TimerHandle | None = None
    over: str | None = None
    gone: bool = False
    left: bool = False
    away: bool = False

    def spent(self) -> float:
        """Return the seconds that its reader has worked on it."""
        return self.process.worked() if self.process is not None else 0.0


class Pool:
    """Reader processes for one data folder. Thread-safe; a context manager.

    `query` is for any thread but the loop's own, `answer` for coroutines on the loop.
    """

    def __init__(
        self,
        data: Data,
        size: int = 3,
        *,
        memory: int = 2 << 30,
        waiting: int = 64,
        keep_bytes: int = 0,
        network: bool = False,
        remote: Remote | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Start `size` workers, each limited to `memory` bytes over its start; at most `waiting` queries queue.

        Up to `keep_bytes` of answers are kept for who asks the same again. Readers have no network, unless `network`
        says that they may call other endpoints. Queries for the generation that an engine elsewhere (`remote`) holds are
        answered by that. `loop` is the running loop of the calling thread, if it has one.
        """
        self._data = data
        self._size = size
        self._lanes = Lanes(size, waiting)
        self._answers = Answers(keep_bytes) if keep_bytes and not network else None
        self._staff = Staff(memory, network=network or remote is not None)
        self._holding = Holding(data, remote) if remote is not None else None
        self._idle: deque[Process] = deque()
        self._asked: dict[Process, _Query] = {}
        self._look: asyncio.TimerHandle | None = None
        self._killed = 0
        self._crashed = 0
        self._closed = False
        self._newest: Generation | None = None
        self._thread: threading.Thread | None = None
        current = data.current()
        self._staff.opened(current.graph if current else "")
        first = self._staff.first(size)
        if loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="htxgraph-pool", daemon=True)
            self._thread.start()
            self._on_the_loop(lambda: self._attach(first))
        else:
            self._loop = loop
            self._attach(first)
        self._staff.begin(self._arrived)
        for _ in range(_SPARE):
            self._staff.want()

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        self.close()

    @property
    def load(self) -> Load:
        """How busy the pool is now."""
        kept = self._answers or Answers(0)
        return Load(
            self._size,
            self._lanes.running,
            self._lanes.waiting,
            self._killed,
            self._crashed,
            kept.bytes,
            kept.hits,
            kept.misses,
        )

    @property
    def holding(self) -> Holding | None:
        """What the engine elsewhere holds that answers for the readers, where there is one."""
        return self._holding

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that wait or run."""
        return [process.pid for process in (*self._idle, *self._asked)]

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
        if asyncio._get_running_loop() is self._loop:
            raise RuntimeError("query() would wait for the loop it is called on: use answer()")
        done: Future[Answer] = Future()
        query = _query(
            text, bindings, formats, deadline, max_bytes, generation, default_graphs, named_graphs, prefixes, done
        )
        if cancellation is not None:
            cancellation.check()
        self._from_outside(self._begin, query)
        if cancellation is not None:
            cancellation._attach(lambda: self._from_outside(self._cancel, query))
        return done.result()

    async def answer(
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
        """Do as `query`, for a coroutine on the pool's loop; when that is cancelled, so is the query."""
        done: asyncio.Future[Answer] = self._loop.create_future()
        query = _query(
            text, bindings, formats, deadline, max_bytes, generation, default_graphs, named_graphs, prefixes, done
        )
        if cancellation is not None:
            cancellation.check()
        self._begin(query)
        if cancellation is not None:
            cancellation._attach(lambda: self._from_outside(self._cancel, query))
        try:
            return await done
        except asyncio.CancelledError:
            self._cancel(query)
            raise

    def tell(
        self,
        text: str,
        told: Callable[[Answer | Exception], None],
        *,
        bindings: Mapping[str, str] | None = None,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float = 30.0,
        max_bytes: int = 256 << 20,
        generation: int | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        prefixes: Mapping[str, str] | None = None,
    ) -> Callable[[], None]:
        """Do as `answer`, with a function that is told instead of a coroutine; return what stops the query."""
        done = _Telling(told)
        query = _query(
            text, bindings, formats, deadline, max_bytes, generation, default_graphs, named_graphs, prefixes, done
        )
        self._begin(query)
        return lambda: self._cancel(query)

    def select(self, text: str, **options: object) -> list[dict[str, dict[str, str]]]:
        """Return the rows of a SELECT as SPARQL JSON bindings; for small answers inside our own code."""
        answer = self.query(text, **options)  # type: ignore[arg-type]
        if answer.kind != "select":
            raise QueryError("not a SELECT query")
        rows: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
        return rows

    def close(self) -> None:
        """End all workers; what still waits or runs is told so."""
        if self._closed:
            return
        self._closed = True
        self._staff.close()
        if self._thread is None:
            self._end()
            return
        self._on_the_loop(self._end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # --- from other threads

    def _on_the_loop(self, what: Callable[[], None]) -> None:
        """Do something on the loop, and wait until it is done."""
        done = threading.Event()

        def do() -> None:
            try:
                what()
            finally:
                done.set()

        self._loop.call_soon_threadsafe(do)
        done.wait()

    def _from_outside(self, what: Callable[[_Query], None], query: _Query) -> None:
        try:
            self._loop.call_soon_threadsafe(what, query)
        except RuntimeError:  # the loop is closed
            _tell(query, StoreError("the readers have been closed"))

    def _arrived(self, process: Process) -> bool:
        try:
            self._loop.call_soon_threadsafe(self._attach, [process])
        except RuntimeError:
            return False
        return True

    # --- on the loop

    def _attach(self, processes: Iterable[Process]) -> None:
        for process in processes:
            if self._closed:
                process.close()
                continue
            process.attach(self._loop, self._heard, self._died)
            self._idle.append(process)
        self._dispatch()

    def _begin(self, query: _Query) -> None:
        try:
            generation = query.generation = self._generation(query.wanted)  # before anyone waits in vain
        except StoreError as error:
            _tell(query, error)
            return
        if self._closed:
            _tell(query, StoreError("the readers have been closed"))
            return
        if self._answers is not None:
            kept = self._answers.find((*query.kept_as, generation.number))
            if kept is not None:
                query.left = True
                _tell(query, kept)
                return
        if not self._lanes.enter(query):
            _tell(query, PoolBusy("too many queries wait already", retry_after=1.0))
            return
        query.timer = self._loop.call_later(max(0.0, query.until - time.monotonic()), self._expired, query)
        self._dispatch()

    def _dispatch(self) -> None:
        while self._idle and (turn := self._lanes.next()) is not None:
            assert isinstance(turn, _Query)
            self._send(turn, self._idle.pop())
        if self._lanes.waiting and self._look is None:
            self._make_room()

    def _make_room(self) -> None:
        """When new queries wait for those that are long, stop one of these; look again as long as there is reason."""
        self._look = None
        found, again = self._lanes.in_the_way()
        if isinstance(found, _Query) and found.process is not None:
            found.process.kill()
        if again is not None:
            self._look = self._loop.call_later(again, self._make_room)

    def _send(self, query: _Query, process: Process) -> None:
        assert query.generation is not None
        query.process = process
        self._asked[process] = query
        query.away = self._away(query.generation)
        if query.away and self._holding is not None:
            remote = self._holding.remote
            process.ask(marshal.dumps({"path": remote.address, "away": remote.told(), **query.asked}), query.text)
        else:
            process.ask(_way(query.generation.graph, query.asked), query.text)

    def _heard(self, process: Process, kind: str, body: bytes) -> None:
        query = self._asked.pop(process)
        if query.over is not None or query.stopped:  # it has been killed: its end is told next
            self._asked[process] = query
            return
        query.process = None
        assert query.generation is not None
        if query.away and not self._away(query.generation):  # it was being brought to the next generation meanwhile
            self._send(query, process)
            return
        if kind == "error":
            self._refused(query, process, body.decode(errors="replace"))
            return
        self._idle.append(process)
        answer = Answer(kind, body, query.generation.number, time.monotonic() - query.began)
        if self._answers is not None:
            self._answers.keep((*query.kept_as, answer.generation), answer, query.text)
        self._finish(query, answer, answered=True)

    def _refused(self, query: _Query, process: Process, told: str) -> None:
        self._idle.append(process)
        error, _, message = told.partition("\n")
        if error == "gone":
            before = query.generation
            with suppress(StoreError):
                query.generation = self._generation(query.wanted)
            if query.generation != before:  # it was pruned between our looking and the opening
                self._idle.remove(process)
                self._send(query, process)
                return
        self._finish(query, _refusal(error, message, int(str(query.asked["max_bytes"]))), answered=True)

    def _died(self, process: Process) -> None:
        death = process.end()
        self._staff.want()
        query = self._asked.pop(process, None)
        if query is None:
            if process in self._idle:  # nobody's query ended it
                self._idle.remove(process)
            return
        query.process = None
        if query.over is not None or (query.stopped and query.gone):
            self._finish(query, _ended(query), answered=False)
        elif query.stopped:
            self._lanes.again(query)
            self._dispatch()
        else:
            self._crashed += 1
            self._finish(query, QueryCrashed(_cause(death)), answered=False)

    def _expired(self, query: _Query) -> None:
        query.timer = None
        if query.process is not None:
            self._killed += 1
        self._stop(query, "late")

    def _cancel(self, query: _Query) -> None:
        """Let nobody wait for a query any more; one that runs has its moment before its reader is ended for it."""
        if query.left or query.gone:
            return
        query.gone = True
        if query.process is None:
            self._stop(query, "cancelled")
        else:
            _tell(query, _ended(query))
            self._give_up(query)

    def _give_up(self, query: _Query) -> None:
        if query.left or query.over is not None or query.process is None:
            return
        if query.spent() > MOMENT or time.monotonic() - query.started > _LONGEST_UNWANTED:
            self._stop(query, "cancelled")
        else:
            self._loop.call_later(MOMENT, self._give_up, query)

    def _stop(self, query: _Query, why: str) -> None:
        query.over = why if query.process is not None or not query.long else f"{why}, long"
        if query.process is not None:
            query.process.kill()  # its end is told by the loop
            if why == "late":
                _tell(query, _ended(query))
        else:
            self._finish(query, _ended(query), answered=False)

    def _finish(self, query: _Query, result: Answer | StoreError, *, answered: bool) -> None:
        query.left = True
        if query.timer is not None:
            query.timer.cancel()
        self._lanes.leave(query, answered=answered)
        try:
            _tell(query, result)
        finally:
            self._dispatch()

    def _away(self, generation: Generation) -> bool:
        """Tell whether an engine elsewhere holds a generation, and nothing else."""
        return self._holding is not None and self._holding.number() == generation.number

    def _generation(self, number: int | None) -> Generation:
        if number is not None:
            return self._data.generation(number)
        generation = self._data.in_force()
        if generation is not self._newest:
            self._newest = generation
            self._staff.opened(generation.graph)
        return generation

    def _end(self) -> None:
        if self._look is not None:
            self._look.cancel()
        asked, self._asked = self._asked, {}
        for process in (*self._idle, *asked):
            process.close()
        self._idle.clear()
        for query in asked.values():
            self._lanes.leave(query, answered=False)
            _tell(query, StoreError("the readers have been closed"))
        while (turn := self._lanes.next()) is not None:
            assert isinstance(turn, _Query)
            self._lanes.leave(turn, answered=False)
            _tell(turn, StoreError("the readers have been closed"))


def _query(
    text: str,
    bindings: Mapping[str, str] | None,
    formats: tuple[Format, Format],
    deadline: float,
    max_bytes: int,
    generation: int | None,
    default_graphs: Iterable[str],
    named_graphs: Iterable[str],
    prefixes: Mapping[str, str] | None,
    done: Future[Answer] | asyncio.Future[Answer] | _Telling,
) -> _Query:
    asked: dict[str, object] = {"formats": tuple(map(str, formats)), "max_bytes": max_bytes}
    key: list[Hashable] = [text, formats, max_bytes]
    for name, given in (("bindings", bindings), ("prefixes", prefixes)):
        if given:
            asked[name] = {str(one): str(value) for one, value in given.items()}
            key.append((name, tuple(sorted(given.items()))))
    for name, graphs in (("default", default_graphs), ("named", named_graphs)):
        if graphs and (listed := list(map(str, graphs))):
            asked[name] = listed
            key.append((name, tuple(listed)))
    began = time.monotonic()
    kept_as = tuple(key)
    return _Query(
        key=hash(kept_as),
        until=began + deadline,
        text=text,
        asked=asked,
        wanted=generation,
        deadline=deadline,
        began=began,
        done=done,
        kept_as=kept_as,
    )


def _way(path: str, asked: Mapping[str, object]) -> bytes:
    """Return what a reader is told of a query beside its text."""
    if len(asked) == _PLAIN:
        return _plain_way(path, asked["formats"], asked["max_bytes"])
    return marshal.dumps({"path": path, **asked})


@lru_cache(maxsize=64)
def _plain_way(path: str, formats: object, max_bytes: object) -> bytes:
    return marshal.dumps({"path": path, "formats": formats, "max_bytes": max_bytes})


def _tell(query: _Query, result: Answer | StoreError) -> None:
    if query.done.done():  # its caller has gone, or was told before
        return
    if isinstance(result, Answer):
        query.done.set_result(result)
    else:
        query.done.set_exception(result)


def _ended(query: _Query) -> QueryError:
    """Return why a query that was stopped from outside gave no answer."""
    match query.over:
        case "late" if query.started:
            return QueryTimeout(f"the query did not end within {query.deadline:g} s")
        case "late":
            return PoolBusy(f"no reader was free within {query.deadline:g} s", retry_after=2.0)
        case "late, long":
            return QueryTimeout(f"the query did not end within {query.deadline:g} s")
        case _ if query.started:
            return QueryCancelled("the query was cancelled")
        case _:
            return QueryCancelled("the query was cancelled before it began")


def _cause(death: Killed) -> str:
    if death.signal == "SIGABRT":
        return "the query needed more memory than a query may use"
    if death.signal in ("SIGSEGV", "SIGBUS"):
        return "the query is nested too deeply for the engine"
    return f"the reader died of the query ({death.signal or 'it ended'})"


def _refusal(error: str, message: str, max_bytes: int) -> StoreError:
    match error:
        case "syntax":
            return QuerySyntax.told(message)
        case "big":
            return QueryTooBig(f"the answer is larger than {max_bytes:,} bytes; add a LIMIT or ask for less")
        case "unwritable":
            return AnswerUnwritable("the answer holds characters that XML has no way to write; ask for JSON or Turtle")
        case "away":
            return EngineAway(message)
        case "memory":
            return QueryCrashed("the query needed more memory than a query may use")
        case "gone":
            return UnknownGeneration(f"the generation cannot be opened (any more): {message}")
        case _:
            return QueryCrashed(f"the engine gave up: {message}")
