"""The service: settings in, application out."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.types import Message

from graph_api import (
    agents,
    awarding,
    dumps,
    engines,
    errors,
    figures,
    graphs,
    named,
    networks,
    operations,
    pages,
    reconcile,
    relations,
    reviewing,
    sparql,
    updating,
    uploads,
)
from graph_api.addressed import Addressed
from graph_api.caching import Headed, Tagged
from graph_api.description import describe
from graph_api.encoding import Encoded
from graph_api.keys import Keys
from graph_api.lean import Lean
from graph_api.pages.reporting import limiter
from graph_api.pages.shell import Shell
from graph_api.rates import Rated
from graph_api.reports import Reports
from graph_api.settings import Settings, prefixes, public, remote
from graph_store.generations import Data
from graph_store.updates import Updates
from graph_store.workers import Pool
from queries import catalog, costs
from queries.documents import Documents
from queries.entities import Graph
from queries.linking.upkeep import Matching
from queries.network import Networks

_CALLERS = 2
"""Readers for queries that call other endpoints."""
API = (relations.router, awarding.router, networks.router, figures.router)
"""Relationship lookups: at `/api`, which may gain parameters and fields, and at `/api/v1`, whose meaning stays."""
ROUTERS = (
    sparql.router,
    updating.router,
    graphs.router,
    named.router,
    dumps.router,
    reviewing.router,
    uploads.router,
    reconcile.router,
    operations.router,
    pages.router,
)

_ABOUT = """Who awarded what to whom, for whom, when, and where does it say so.

Query in SPARQL at `/sparql`, ask the named queries at `/queries`, or browse with `/api`.
Every answer can show its evidence: the passage, word by word, with its place in the text.
"""


def create_app(settings: Settings) -> FastAPI:
    """Return the application; its reader processes start and end with it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        catalog.catalog()  # a broken query file is told at the start, not to a caller
        data = Data(settings.data)
        with (
            Pool(
                data,
                settings.workers,
                memory=settings.worker_memory_mb << 20,
                waiting=settings.waiting,
                keep_bytes=settings.cache_mb << 20,
                remote=remote(settings),
                loop=asyncio.get_running_loop(),
            ) as pool,
            _outside(data, settings) as outside,
            ThreadPoolExecutor(settings.workers + settings.waiting, "sparql") as executor,
        ):
            app.state.graph = Graph(
                data,
                pool,
                base=settings.base,
                deadline=settings.query_timeout,
                max_bytes=settings.query_max_mb << 20,
                services=prefixes(settings),
                outside=outside,
            )
            app.state.networks = Networks(data)
            app.state.matching = Matching(app.state.graph)
            app.state.pairs = {}
            app.state.documents = Documents(app.state.graph)
            app.state.reports, app.state.reporters = Reports(settings.data), limiter()
            app.state.executor = executor
            app.state.updates = updates = Updates(
                settings.data,
                settings.base,
                plain=settings.plain,
                memory=settings.update_memory_mb << 20,
            )
            async with running(), operations.watched(pool), engines.followed(data, pool.holding):
                await _ready(app)
                yield
            await updates.close()

    app = FastAPI(
        title="htxgraph",
        version=version("htxgraph"),
        description=_ABOUT,
        lifespan=lifespan,
        license_info={"name": "MIT"},
        docs_url=None,  # the pages have their own, which loads nothing from elsewhere
        redoc_url=None,
    )
    app.state.settings, app.state.keys = settings, Keys(settings.data)
    errors.add_to(app)
    agent_routes, running = agents.routes(agents.tools(lambda: app.state.graph, lambda: app.state.networks))
    app.router.routes.extend(agent_routes)
    app.add_middleware(Tagged, version=version("htxgraph"))
    app.add_middleware(Headed)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],  # what is served is public, and nothing is told by cookies
        allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["ETag", "X-Generation", "Retry-After", "Location", "Warning", "Allow", "WWW-Authenticate"],
    )
    app.add_middleware(Shell)
    app.add_middleware(Encoded)
    app.add_middleware(operations.Observed, log=settings.log_requests)
    address = public(settings)
    if address is not None:
        app.add_middleware(Addressed, scheme=address[0], host=address[1])
    if settings.rate_anonymous or settings.rate_key:
        app.add_middleware(Rated, keys=app.state.keys, anonymous=settings.rate_anonymous, keyed=settings.rate_key)
    for router in API:
        app.include_router(router, prefix="/api")
        app.include_router(router, prefix="/api/v1", include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = describe(app)  # type: ignore[method-assign]
    app.mount("/static", StaticFiles(packages=[("graph_api", "static")]), name="static")
    return app


async def _ready(app: FastAPI) -> None:
    """Have all routes made ready, which the framework else does while the first callers wait."""

    async def received() -> Message:
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        return None

    nowhere = {
        "path": "/no/such/path",
        "raw_path": b"/no/such/path",
        "root_path": "",
        "query_string": b"",
        "headers": [],
    }
    await app.router({"type": "http", "method": "GET", "state": {}, **nowhere}, received, send)
    costs.ready()


@contextmanager
def _outside(data: Data, settings: Settings) -> Iterator[Pool | None]:
    """Give readers that have a network, where queries may call other endpoints."""
    if not prefixes(settings):
        yield None
        return
    memory, loop = settings.worker_memory_mb << 20, asyncio.get_running_loop()
    with Pool(data, _CALLERS, memory=memory, waiting=settings.waiting, network=True, loop=loop) as pool:
        yield pool


def application() -> Lean | FastAPI:
    """Return what the service runs, set up by the environment: the application behind the short way for queries.

    Where requests are limited or logged one by one there is no short way.
    """
    settings = Settings.from_environment()
    app = create_app(settings)
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again in the middle of answering
    return app if settings.rate_anonymous or settings.rate_key or settings.log_requests else Lean(app)
