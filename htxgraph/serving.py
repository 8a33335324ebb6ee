"""Commands that serve the graph over HTTP."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Annotated

import uvicorn
from cyclopts import Parameter

from graph_api.agents import tools
from graph_api.settings import FILE, SECRET, TOGETHER, Settings, remote, variable
from graph_store.generations import Data
from graph_store.workers import Pool
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.writing import ingest
from ingest.linking import datasets
from ingest.linking.datasets import Dataset
from queries.entities import Graph
from queries.network import Networks

_THINGS_TO_TRY = (
    ("who awarded whom", "/api/who-awarded-whom"),
    ("awards handed over on someone's behalf, with the sentences", "/queries/delegated-presentations?evidence=1"),
    ("search, with or without diacritics", "/api/search?q=nguyen+duc+hien"),
)

Host = Annotated[str, Parameter(env_var="HTXGRAPH_HOST", help="The address to listen on.")]
Port = Annotated[int, Parameter(env_var="HTXGRAPH_PORT", help="The port to listen on.")]

SettingsFile = Annotated[Path | None, Parameter(help="A file of settings, in TOML; variables go before it.")]
Processes = Annotated[int | None, Parameter(help="How many processes take requests; by default one a core, at most 4.")]


def demo(*, data: DataFolder = DATA, base: Base = BASE, host: Host = "127.0.0.1", port: Port = 8000) -> int:
    """Read the sample articles and the register that ship with the package, and serve them."""
    with resources.as_file(resources.files("ingest") / "samples") as samples:
        code = ingest([samples], data=data, base=base, quiet=True)
    if code != output.DONE:
        return code
    register = resources.files("ingest.linking") / "samples" / "so-dang-ky-mau.csv"
    with resources.as_file(register) as file:
        datasets.register(file, Dataset("so-dang-ky-mau", "Sổ đăng ký mẫu", "2023-12-31"), Data(data), base=base)
    output.print_line(f"The sample articles and a small invented register are in {data}.")
    return serve(data=data, base=base, host=host, port=port)


def serve(
    *,
    data: DataFolder | None = None,
    base: Base | None = None,
    host: Host | None = None,
    port: Port | None = None,
    processes: Processes = None,
    settings: SettingsFile = None,
    quiet: Quiet = False,
) -> int:
    """Serve SPARQL, the named queries and the relationship API over HTTP; other settings come from HTXGRAPH_…, or a file."""
    if settings is not None:
        os.environ[FILE] = str(settings)
    asked = {"data": data, "base": base, "host": host, "port": port, "processes": processes}
    os.environ.update({variable(name): str(value) for name, value in asked.items() if value is not None})
    found = Settings.from_environment()  # as each process reads it again
    Data(found.data).in_force()  # a missing graph is told before anything starts
    if not quiet:
        address = f"http://{found.host}:{found.port}"
        output.print_line(f"htxgraph answers at {address} (stop it with Ctrl-C). Three things to try:")
        for what, path in _THINGS_TO_TRY:
            output.print_line(f"  {address}{path}\n      {what}")
        output.print_line(f"  and SPARQL at {address}/sparql, everything at {address}/docs")
        sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="htxgraph-numbers-") as numbers:
        os.environ[TOGETHER] = numbers
        _run(found)
    return output.DONE


def _run(found: Settings) -> None:
    uvicorn.run(
        "graph_api.app:application",
        factory=True,
        host=found.host,
        port=found.port,
        workers=found.processes,
        log_level="warning",
        access_log=False,
        timeout_worker_healthcheck=30,  # a process that is busy for a while is not lost
        http="auto" if sys.platform == "win32" else "graph_api.wire:Wire",
        server_header=False,
    )


def agents(*, data: DataFolder = DATA, base: Base = BASE) -> int:
    """Let an agent that starts this command ask the graph, by the Model Context Protocol over stdin and stdout."""
    stated = Settings.from_environment()
    found = Data(data)
    found.in_force()
    engine = remote(stated)
    memory, waiting = stated.worker_memory_mb << 20, stated.waiting
    with Pool(found, stated.workers, memory=memory, waiting=waiting, remote=engine) as pool:
        graph = Graph(found, pool, base=base, deadline=stated.query_timeout, max_bytes=stated.query_max_mb << 20)
        networks = Networks(found)
        tools(lambda: graph, lambda: networks).run("stdio")
    return output.DONE


def settings(*, file: SettingsFile = None, json: Json = False) -> int:
    """Show the settings in force, and where each is from; a setting that cannot be understood is an error."""
    if file is not None:
        os.environ[FILE] = str(file)
    found, origins = Settings.read()
    shown = {name: "…" if value and name in SECRET else value for name, value in asdict(found).items()}
    rows = [[name, value, origins.get(name, "default")] for name, value in shown.items()]
    speaker = output.Speaker(as_json=json)
    if json:
        speaker.result({name: {"value": value, "from": origin} for name, value, origin in rows}, "")
    else:
        speaker.table(["setting", "value", "from"], rows)
    return output.DONE
