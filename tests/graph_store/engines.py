"""SPARQL engines to test with: one of our own making, and the native Oxigraph server where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Store

from bench.endpoints import Endpoint, free_port, wait
from graph_store.remote import Remote


class Engine:
    """An engine in this process: `store` is what it holds; `before` is called with each request's path and may raise."""

    def __init__(self) -> None:
        self.store = Store()
        self.updates: list[str] = []
        self.before: Callable[[str], bytes | None] = lambda path: None
        engine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                instead = engine.before(self.path)
                if instead is not None:
                    self._answer(int(instead), "text/plain", b"no")
                elif self.path == "/update":
                    engine.updates.append(body.decode())
                    engine.store.update(body.decode())
                    self._answer(204, "text/plain", b"")
                else:
                    self._query(parse_qs(body.decode()))

            def _query(self, form: dict[str, list[str]]) -> None:
                dataset = {}
                if "default-graph-uri" in form or "named-graph-uri" in form:
                    dataset["default_graph"] = [NamedNode(one) for one in form.get("default-graph-uri", ())]
                    dataset["named_graphs"] = [NamedNode(one) for one in form.get("named-graph-uri", ())]
                result = engine.store.query(form["query"][0], **dataset)
                if isinstance(result, QueryTriples):
                    self._answer(200, "application/n-triples", result.serialize(format=RdfFormat.N_TRIPLES))
                else:
                    body = result.serialize(format=QueryResultsFormat.JSON)
                    self._answer(200, "application/sparql-results+json", body)

            def _answer(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        address = f"http://127.0.0.1:{self._server.server_port}"
        self.remote = Remote(f"{address}/query", f"{address}/update")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def own(folder: Path) -> Iterator[Remote | None]:
    engine = Engine()
    try:
        yield engine.remote
    finally:
        engine.close()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Remote | None]:
    """The server of the package `oxigraph` (extra `bench`), or the one that OXIGRAPH_SERVER names."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = os.environ.get("OXIGRAPH_SERVER") or shutil.which("oxigraph") or (beside if beside.exists() else None)
    if program is None:
        yield None
        return
    port = free_port()
    command = [str(program), "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(Endpoint("native Oxigraph", port, "/query"), process)
        yield Remote(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/update")
    finally:
        process.kill()
        process.wait()


ENGINES = {"own": own, "oxigraph": oxigraph}
