"""Commands that serve the graph over HTTP."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from importlib import resources
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from graph_api.agents import tools
from graph_api.settings import Settings, as_environment
from graph_store.generations import Data
from graph_store.workers import Pool
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Quiet
from htxgraph.writing import ingest
from queries.entities import Graph

_THINGS_TO_TRY = (
    ("who awarded whom", "/api/who-awarded-whom"),
    ("awards handed over on someone's behalf, with the sentences", "/queries/delegated-presentations?evidence=1"),
    ("search, with or without diacritics", "/api/search?q=nguyen+duc+hien"),
)

Host = Annotated[str, Parameter(env_var="HTXGRAPH_HOST", help="The address to listen on.")]
Port = Annotated[int, Parameter(env_var="HTXGRAPH_PORT", help="The port to listen on.")]

Processes = Annotated[int | None, Parameter(help="How many processes take requests; by default one a core, at most 4.")]


def demo(*, data: DataFolder = DATA, base: Base = BASE, host: Host = "127.0.0.1", port: Port = 8000) -> int:
    """Read the sample articles that ship with the package, and serve them."""
    with resources.as_file(resources.files("ingest") / "samples") as samples:
        code = ingest([samples], data=data, base=base, quiet=True)
    if code != output.DONE:
        return code
    output.print_line(f"The sample articles are in {data}.")
    return serve(data=data, base=base, host=host, port=port)


def serve(
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    processes: Processes = None,
    quiet: Quiet = False,
) -> int:
    """Serve SPARQL, the named queries and the relationship API over HTTP; other settings come from HTXGRAPH_…."""
    stated = Settings.from_environment()
    given = {"data": data, "base": base, "host": host, "port": port, "processes": processes or stated.processes}
    settings = Settings(**{**asdict(stated), **given})
    Data(data).in_force()  # a missing graph is told before anything starts
    if not quiet:
        address = f"http://{host}:{port}"
        output.print_line(f"htxgraph answers at {address} (stop it with Ctrl-C). Three things to try:")
        for what, path in _THINGS_TO_TRY:
            output.print_line(f"  {address}{path}\n      {what}")
        output.print_line(f"  and SPARQL at {address}/sparql, everything at {address}/docs")
        sys.stdout.flush()
    os.environ.update(as_environment(settings))  # read again by each process
    uvicorn.run(
        "graph_api.app:application",
        factory=True,
        host=host,
        port=port,
        workers=settings.processes,
        log_level="warning",
        access_log=False,
        timeout_worker_healthcheck=30,  # a process that is busy for a while is not lost
        http="auto" if sys.platform == "win32" else "graph_api.wire:Wire",
        server_header=False,
    )
    return output.DONE


def agents(*, data: DataFolder = DATA, base: Base = BASE) -> int:
    """Let an agent that starts this command ask the graph, by the Model Context Protocol over stdin and stdout."""
    stated = Settings.from_environment()
    found = Data(data)
    found.in_force()
    with Pool(found, stated.workers, memory=stated.worker_memory_mb << 20, waiting=stated.waiting) as pool:
        graph = Graph(found, pool, base=base, deadline=stated.query_timeout, max_bytes=stated.query_max_mb << 20)
        tools(lambda: graph).run("stdio")
    return output.DONE
