"""For those who run the service: whether it lives and is ready, what it does in numbers, and a line for each request."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.tracebacks import ExceptionDictTransformer

from graph_api.deps import GraphDep
from graph_api.errors import problem
from graph_api.schemas import Health
from graph_api.settings import TOGETHER
from graph_store.errors import EngineAway, StoreError, StoreMissing
from graph_store.generations import Data, Generation
from graph_store.runs import Runs, held
from graph_store.workers import Load, Pool
from queries import catalog

router = APIRouter(tags=["Operations"])
_OWN = CollectorRegistry()
_SECONDS = Histogram(
    "htxgraph_request_seconds",
    "Time from a request to the end of its answer",
    ("route", "method", "status"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_OWN,
)
plain_query_took = _SECONDS.labels("/sparql", "GET", "2xx").observe
"""Note the seconds of a plain query that was answered the short way."""
_READERS = Gauge("htxgraph_readers", "Reader processes", registry=_OWN, multiprocess_mode="livesum")
_RUNNING = Gauge("htxgraph_queries_running", "Queries running", registry=_OWN, multiprocess_mode="livesum")
_WAITING = Gauge("htxgraph_queries_waiting", "Queries waiting for a reader", registry=_OWN, multiprocess_mode="livesum")
_KEPT = Gauge("htxgraph_answers_kept_bytes", "Answers kept", registry=_OWN, multiprocess_mode="livesum")
_KILLED = Counter("htxgraph_readers_killed", "Readers killed at a deadline", registry=_OWN)
_CRASHED = Counter("htxgraph_readers_crashed", "Readers that died of a query", registry=_OWN)
_HITS = Counter("htxgraph_answers_kept_hits", "Questions answered from what is kept", registry=_OWN)
_MISSES = Counter("htxgraph_answers_kept_misses", "Questions that readers had to answer", registry=_OWN)
_PREFIXES = ("/api/v1", "/api")
"""Under which routers are included, whose routes know only what follows."""
_EVERY_SECONDS = 1.0
_NAMED = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_LINES = (
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.add_log_level,
    structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),  # they hold keys and cookies
    structlog.processors.JSONRenderer(ensure_ascii=False),
)


@router.get("/healthz")
def healthz() -> Health:
    """Tell that the service lives."""
    return Health(status="ok")


@router.get("/readyz", response_model=Health)
def readyz(graph: GraphDep) -> Health | Response:
    """Tell whether questions can be answered, and if not, why not: no graph, no index for it, no readers."""
    try:
        generation = graph.generation()
        with generation.index():
            pass
    except StoreMissing as error:
        return problem(
            503, "No graph yet", str(error), "Run `htxgraph ingest`, or `htxgraph rebuild` where one was lost."
        )
    except StoreError as error:
        return problem(503, "Not ready", str(error), "Run `htxgraph validate`; `htxgraph rebuild` mends what it names.")
    if not graph.pool.load.size:
        return problem(503, "Not ready", "there are no reader processes", "Restart the service.")
    if graph.pool.holding is not None and graph.pool.holding.number() == generation.number:
        try:
            graph.named(catalog.find("naming"), {"thing": graph.base})
        except EngineAway as error:
            return problem(503, "Engine away", str(error), "Start the engine, or leave HTXGRAPH_STORE out.")
    return Health(status="ok", generation=generation.number)


@router.get("/metrics", response_class=Response)
def metrics(graph: GraphDep) -> Response:
    """Give numbers in Prometheus' text format: requests, readers, the generation in force, runs of ingest, quarantine."""
    registry = _OWN
    if TOGETHER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    stored = CollectorRegistry()
    stored.register(_Stored(graph.data))
    return Response(generate_latest(registry) + generate_latest(stored), media_type=CONTENT_TYPE_LATEST)


class _Stored:
    """What the data folder tells: the same to every process."""

    def __init__(self, data: Data) -> None:
        self._data = data

    def collect(self) -> Iterator[Metric]:
        """Yield the numbers as they are now."""
        generation = self._data.current()
        if generation is not None:
            yield from _of_generation(generation)
        runs = Runs(self._data.path).all()
        for name, about, number in (
            ("documents_read", "Documents read by ingest", sum(run.read for run in runs)),
            ("documents_refused", "Documents refused by ingest", sum(run.refused for run in runs)),
            ("rows_read", "Rows of tables read by ingest", sum(run.rows for run in runs)),
            ("rows_refused", "Rows of tables refused by ingest", sum(run.rows_refused for run in runs)),
        ):
            yield CounterMetricFamily(f"htxgraph_{name}", about, number)
        yield GaugeMetricFamily("htxgraph_quarantine", "Rows and documents held back", held(self._data.path))


def _of_generation(generation: Generation) -> Iterator[Metric]:
    manifest = generation.manifest
    published = datetime.fromisoformat(manifest.published).timestamp()
    for name, about, number in (
        ("generation", "The generation in force", generation.number),
        ("generation_published_timestamp_seconds", "When it was published", published),
        ("generation_age_seconds", "How long ago that is", max(0.0, time.time() - published)),
        ("documents", "Documents in it", manifest.documents),
        ("quads", "Quads that its documents state", manifest.quads),
    ):
        yield GaugeMetricFamily(f"htxgraph_{name}", about, number)


@asynccontextmanager
async def watched(pool: Pool) -> AsyncIterator[None]:
    """Keep the numbers of a pool's readers while inside."""
    before = Load(0, 0, 0, 0, 0, 0, 0, 0)

    def note() -> None:
        nonlocal before
        now = pool.load
        for gauge, value in (
            (_READERS, now.size),
            (_RUNNING, now.running),
            (_WAITING, now.waiting),
            (_KEPT, now.kept_bytes),
        ):
            gauge.set(value)
        for counter, new, old in (
            (_KILLED, now.killed, before.killed),
            (_CRASHED, now.crashed, before.crashed),
            (_HITS, now.hits, before.hits),
            (_MISSES, now.misses, before.misses),
        ):
            counter.inc(max(0, new - old))
        before = now

    async def keep() -> None:
        while True:
            note()
            await asyncio.sleep(_EVERY_SECONDS)

    note()
    task = asyncio.create_task(keep())
    try:
        yield
    finally:
        task.cancel()
        if TOGETHER in os.environ:
            mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


class Observed:
    """Counts and times every request, and, where that is asked for, writes a line of JSON about it.

    A request keeps the name that its caller gave it (`X-Request-Id`); one that becomes a line gets a name.
    """

    def __init__(self, app: ASGIApp, *, log: bool) -> None:
        """Wrap an application; with `log` each request becomes a line on standard error."""
        self._app = app
        self._write = log
        self._log = structlog.wrap_logger(structlog.WriteLogger(sys.stderr), processors=_LINES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if _NAMED.match(given) else secrets.token_hex(8)
        told = name == given or self._write
        state = scope.setdefault("state", {})
        status, size = 500, 0

        async def named(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                if not told:
                    await send(message)
                    return
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["X-Request-Id"] = name
                message = {**message, "headers": headers.raw}
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, named)
        except Exception:
            self._log.error("failed", id=name, method=scope["method"], path=scope["path"], exc_info=True)
            raise
        finally:
            seconds = time.perf_counter() - begun
            route = _route(scope)
            _SECONDS.labels(route, _method(scope), f"{status // 100}xx").observe(seconds)
            if self._write:
                self._log.info(
                    "request",
                    id=name,
                    method=scope["method"],
                    path=scope["path"],
                    route=route,
                    status=status,
                    ms=round(seconds * 1000, 1),
                    bytes=size,
                    generation=state.get("generation"),
                    client=(scope.get("client") or (None,))[0],
                )


def _route(scope: Scope) -> str:
    """Return the pattern that a request fits, so that there are few of them; `other` for what nothing fits."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    if isinstance(path, str) and not isinstance(route, Mount):
        prefix = next(
            (one for one in _PREFIXES if scope["path"].startswith(f"{one}/") and not path.startswith(one)), ""
        )
        return prefix + path
    return "/static" if scope["path"].startswith("/static/") else "other"


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"
