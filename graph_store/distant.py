"""What a reader process asks instead of a snapshot: a SPARQL 1.1 engine, by the protocol.

Answers are taken in one format and parsed, so that what callers get is written, and limited, by the same code whoever
answered. Imported by readers only when there is such an engine.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterable, Mapping
from typing import IO
from urllib.parse import urlencode, urlsplit

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from graph_store import columns

_CONNECT_SECONDS = 10.0
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_OVERHEAD = 4
"""How many times larger than an answer may be as it comes from the engine: JSON says more than CSV."""
_TOLD = 300
_AT_ONCE = 1 << 16


class Triples:
    """A graph as an engine has given it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Keep triples."""
        self._triples = triples

    def serialize(self, output: IO[bytes], *, format: RdfFormat) -> None:
        """Write all of them."""
        serialize(self._triples, output, format=format)


class Distant:
    """An engine at an address, asked over one connection that is kept."""

    def __init__(self, told: Mapping[str, str], too_big: Callable[[], Exception]) -> None:
        """Connect to nothing yet; `told` is what `Remote.told` says."""
        self._address = told["address"]
        self._merged = told["merged"]
        parts = urlsplit(self._address)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._secure = parts.scheme == "https"
        self._host = parts.netloc.rpartition("@")[2]
        self._headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "htxgraph"}
        if told["authorization"]:
            self._headers["Authorization"] = told["authorization"]
        self._too_big = too_big
        self._grammar = Store()
        self._connection: http.client.HTTPConnection | None = None

    def query(
        self,
        text: str,
        *,
        max_bytes: int,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Iterable[NamedNode] = (),
        named_graphs: Iterable[NamedNode] = (),
    ) -> QuerySolutions | QueryBoolean | Triples:
        """Return a whole answer. SyntaxError as our own engine tells it, ConnectionError when the engine cannot be asked."""
        read = self._grammar.query(text, prefixes=dict(prefixes or {}))
        if "*" in text and isinstance(read, QuerySolutions):
            text = columns.named(text, [variable.value for variable in read.variables]) or text
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in (prefixes or {}).items())
        form = [("query", declared + text)]
        default = [one.value for one in default_graph]
        named = [one.value for one in named_graphs]
        if self._merged and not default and not named:
            default = [self._merged]
        form += [("default-graph-uri", one) for one in default] + [("named-graph-uri", one) for one in named]
        graph = isinstance(read, QueryTriples)
        kind, body = self._post(urlencode(form).encode(), _TRIPLES if graph else _ROWS, max_bytes * _OVERHEAD)
        try:
            if graph:
                form_of = RdfFormat.from_media_type(kind) or RdfFormat.TURTLE
                return Triples([quad.triple for quad in parse(body, format=form_of)])
            results = QueryResultsFormat.from_media_type(kind) or QueryResultsFormat.JSON
            return parse_query_results(body, format=results)
        except (SyntaxError, ValueError) as error:
            raise RuntimeError(f"what {self._address} answered cannot be read as {kind}: {error}") from None

    def _post(self, form: bytes, accept: str, limit: int) -> tuple[str, bytes]:
        for again in (True, False):
            kept = self._connection is not None
            try:
                response = self._asked(form, accept)
                break
            except (OSError, http.client.HTTPException) as error:
                self._close()
                if not (kept and again):  # one that was kept may have been closed meanwhile
                    raise ConnectionError(f"the engine at {self._address} cannot be asked: {error}") from None
        try:
            body = self._read(response, limit)
        except (OSError, http.client.HTTPException) as error:
            self._close()
            raise ConnectionError(
                f"the engine at {self._address} went away in the middle of an answer: {error}"
            ) from None
        if response.status != http.client.OK:
            self._refused(response.status, body)
        return response.headers.get_content_type(), body

    def _asked(self, form: bytes, accept: str) -> http.client.HTTPResponse:
        if self._connection is None:
            make = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
            self._connection = make(self._host, timeout=_CONNECT_SECONDS)
            self._connection.connect()
            self._connection.sock.settimeout(None)  # from here on the deadline of the query counts
        self._connection.request("POST", self._path, form, {**self._headers, "Accept": accept})
        return self._connection.getresponse()

    def _read(self, response: http.client.HTTPResponse, limit: int) -> bytes:
        body = bytearray()
        while some := response.read(_AT_ONCE):
            body += some
            if len(body) > limit:
                self._close()
                raise self._too_big()
        return bytes(body)

    def _refused(self, status: int, body: bytes) -> None:
        said = " ".join(body[:_TOLD].decode(errors="replace").split())
        if status in (401, 403):
            raise ConnectionError(f"the engine at {self._address} does not let us in ({status}): {said}")
        if status in (502, 503, 504, 404):
            raise ConnectionError(f"the engine at {self._address} answers {status}: {said}")
        raise RuntimeError(f"the engine at {self._address} answers {status}: {said}")

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
