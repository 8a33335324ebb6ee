"""SPARQL endpoints to measure side by side: ours and, where they are installed, peers on the same triples."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

_START_SECONDS = 120.0
_PEERS = ("oxigraph>=0.5.13", "rdflib-endpoint[cli]>=0.6.3")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A running endpoint: where it listens, under which path it takes queries, its process."""

    name: str
    port: int
    path: str
    pid: int = 0

    def connect(self, timeout: float = 120.0) -> http.client.HTTPConnection:
        """Return a connection that is kept alive; waiting longer than the time-out for anything is an OSError."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def target(self, query: str, **more: str) -> str:
        """Return the address of a query by GET."""
        return f"{self.path}?{urlencode({'query': query, **more})}"

    def request(self, query: str) -> bytes:
        """Return a whole GET request as it goes over the wire."""
        return (
            f"GET {self.target(query)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Accept: application/sparql-results+json\r\nConnection: keep-alive\r\n\r\n"
        ).encode()


def ask(connection: http.client.HTTPConnection, target: str) -> tuple[int, bytes]:
    """Return status and body of a GET for JSON results."""
    connection.request("GET", target, headers={"Accept": "application/sparql-results+json"})
    answer = connection.getresponse()
    return answer.status, answer.read()


@contextmanager
def ours(data: Path, log: Path, **settings: str) -> Iterator[Endpoint]:
    """Serve a data folder with `htxgraph serve`; settings go into the environment (`HTXGRAPH_CACHE_MB="0"`)."""
    port = free_port()
    command = [sys.executable, "-m", "htxgraph", "serve", "--data", str(data), "--port", str(port), "--quiet"]
    with _running(command, log, settings) as process:
        endpoint = Endpoint("htxgraph", port, "/sparql", process.pid)
        wait(endpoint, process)
        yield endpoint


@contextmanager
def native(environment: Path, graph: Path, log: Path) -> Iterator[Endpoint | None]:
    """Serve a snapshot with the native Oxigraph server; None where it is not installed."""
    program = environment / "bin" / "oxigraph"
    if not program.exists():
        yield None
        return
    port = free_port()
    command = [str(program), "serve-read-only", "--location", str(graph), "--bind", f"127.0.0.1:{port}"]
    with _running(command, log) as process:
        endpoint = Endpoint("native Oxigraph", port, "/query")
        wait(endpoint, process)
        yield endpoint


@contextmanager
def rdflib_endpoint(environment: Path, triples: Path, log: Path) -> Iterator[Endpoint | None]:
    """Serve an N-Triples file with rdflib-endpoint; None where it is not installed."""
    program = environment / "bin" / "rdflib-endpoint"
    if not program.exists():
        yield None
        return
    port = free_port()
    command = [str(program), "serve", str(triples), "--host", "127.0.0.1", "--port", str(port)]
    with _running(command, log) as process:
        endpoint = Endpoint("rdflib-endpoint", port, "/")
        wait(endpoint, process)
        yield endpoint


def peers(folder: Path | None) -> Path:
    """Return the environment with the peers: this one, or one made in `folder` when it is not there yet."""
    if folder is None:
        return Path(sys.prefix)
    if not folder.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "-q", *_PEERS], check=True)
    return folder


@contextmanager
def _running(
    command: list[str], log: Path, settings: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, start_new_session=True, env={**os.environ, **(settings or {})}
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait(endpoint: Endpoint, process: subprocess.Popen[bytes]) -> None:
    """Wait until an endpoint answers; RuntimeError when its process ends instead."""
    until = time.monotonic() + _START_SECONDS
    while True:
        connection = endpoint.connect()
        try:
            if ask(connection, endpoint.target("ASK {}"))[0] == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{endpoint.name} did not start")
        time.sleep(0.1)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
