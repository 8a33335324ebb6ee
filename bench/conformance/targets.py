"""Who takes the tests: our service over HTTP, or the engine in this process without anything of ours."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from bench.conformance.manifests import State, address
from bench.conformance.results import GRAPHS, graph_of

_MEDIA_TYPES = {".ttl": "text/turtle", ".nt": "application/n-triples", ".rdf": "application/rdf+xml"}
_BASE = "http://tests.example/"
_ROWS = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "text/csv": QueryResultsFormat.CSV,
}


class Refused(Exception):
    """A text that is not run; `syntax` when it cannot be read, else it is read and not allowed or not possible."""

    def __init__(self, message: str, *, syntax: bool) -> None:
        """Keep the message."""
        super().__init__(message)
        self.syntax = syntax


class Target(Protocol):
    """Who takes the tests."""

    def load(self, state: State) -> None:
        """Make the store what a state says."""

    def query(self, text: str, media_type: str) -> tuple[str, bytes]:
        """Return the media type and the body of an answer; Refused when there is none."""

    def update(self, text: str) -> None:
        """Run an update; Refused when it is not run."""

    def graphs(self) -> dict[str, frozenset[Triple]]:
        """Return the graphs that hold a triple, "" for the default graph."""


@dataclass(slots=True)
class Service:
    """Our service at a port of this machine; the key may write."""

    port: int
    key: str
    _connection: http.client.HTTPConnection | None = None

    def load(self, state: State) -> None:
        """Make the store what a state says."""
        self._send("POST", "/update", b"DROP ALL", "application/sparql-update")
        for name, files in _by_graph(state).items():
            where = f"/graphs?{urlencode({'graph': name})}" if name else "/graphs?default"
            for number, file in enumerate(files):
                method = "POST" if number else "PUT"
                # a document's own address is what its relative addresses are relative to, wherever it is put
                content = f"@base <{address(file)}> .\n".encode() * (file.suffix == ".ttl") + file.read_bytes()
                self._send(method, where, content, _MEDIA_TYPES[file.suffix])

    def query(self, text: str, media_type: str) -> tuple[str, bytes]:
        """Return the media type and the body of an answer; Refused when there is none."""
        kind, body = self._send("POST", "/sparql", text.encode(), "application/sparql-query", media_type)
        return kind, body

    def update(self, text: str) -> None:
        """Run an update; Refused when it is not run."""
        self._send("POST", "/update", text.encode(), "application/sparql-update")

    def graphs(self) -> dict[str, frozenset[Triple]]:
        """Return the graphs that hold a triple, "" for the default graph."""
        _, body = self._send(
            "POST", "/sparql", b"SELECT ?g { GRAPH ?g {} }", "application/sparql-query", "application/json"
        )
        names = [row["g"]["value"] for row in json.loads(body)["results"]["bindings"]]
        found: dict[str, frozenset[Triple]] = {}
        for name in ("", *names):
            where = f"/graphs?{urlencode({'graph': name})}" if name else "/graphs?default"
            _, body = self._send("GET", where, None, "", "application/n-triples")
            found[name] = graph_of(body, RdfFormat.N_TRIPLES, name or address(Path("answer")))
        return {name: graph for name, graph in found.items() if graph}

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()

    def _send(
        self, method: str, where: str, body: bytes | None, content_type: str, accept: str = "*/*"
    ) -> tuple[str, bytes]:
        headers = {"Accept": accept, "Authorization": f"Bearer {self.key}"}
        if content_type:
            headers["Content-Type"] = content_type
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self._connection.request(method, where, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            told: Mapping[str, object] = {}
            with suppress(ValueError):
                told = json.loads(content)
            said = f"{answer.status} {told.get('title')}: {told.get('detail')}"
            raise Refused(said, syntax=answer.status == 400)
        return (answer.headers.get_content_type(), content)


class Engine:
    """The engine alone."""

    def __init__(self) -> None:
        """Begin with an empty store."""
        self._store = Store()

    def load(self, state: State) -> None:
        """Make the store what a state says."""
        self._store = Store()
        for name, files in _by_graph(state).items():
            for file in files:
                self._store.load(
                    file.read_bytes(),
                    format=GRAPHS[file.suffix],
                    base_iri=address(file),
                    to_graph=NamedNode(name) if name else None,
                )

    def query(self, text: str, media_type: str) -> tuple[str, bytes]:
        """Return the media type and the body of an answer; Refused when there is none."""
        try:
            found = self._store.query(text, base_iri=_BASE)
            if isinstance(found, QueryTriples):
                return "text/turtle", found.serialize(format=RdfFormat.TURTLE) or b""
            assert isinstance(found, QuerySolutions | QueryBoolean)
            return media_type, found.serialize(format=_ROWS.get(media_type, QueryResultsFormat.JSON)) or b""
        except (SyntaxError, ValueError) as error:
            raise Refused(str(error), syntax=True) from None
        except (OSError, RuntimeError) as error:
            raise Refused(str(error), syntax=False) from None

    def update(self, text: str) -> None:
        """Run an update; Refused when it is not run."""
        try:
            self._store.update(text, base_iri=_BASE)
        except (SyntaxError, ValueError) as error:
            raise Refused(str(error), syntax=True) from None
        except (OSError, RuntimeError) as error:
            raise Refused(str(error), syntax=False) from None

    def graphs(self) -> dict[str, frozenset[Triple]]:
        """Return the graphs that hold a triple, "" for the default graph."""
        found: dict[str, set[Triple]] = {}
        for quad in self._store:
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            found.setdefault(name, set()).add(quad.triple)
        return {name: frozenset(graph) for name, graph in found.items()}


def _by_graph(state: State) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for name, file in (*(("", file) for file in state.default), *state.named):
        found.setdefault(name, []).append(file)
    return found
