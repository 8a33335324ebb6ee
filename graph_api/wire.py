"""The shortest way: a plain query is read off the wire, asked and answered without a task or a framework between.

It takes whole `GET /sparql` requests with nothing unusual in them, on connections where nothing else is under way;
all others, and all errors, go the ways that uvicorn and `lean` go, with what has been found out (`sparql.DONE`).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from graph_api import sparql
from graph_api.errors import NotAcceptable
from graph_api.lean import SMALLEST_PACKED, Lean, asked, best
from graph_api.operations import plain_query_took
from graph_store.errors import StoreError
from graph_store.workers import Answer, Format
from queries.errors import QueryError

_START = b"GET /sparql?"
_REQUEST = re.compile(rb"GET /sparql\?([!-~]+) HTTP/1\.1\r\n((?:[!-9;-~]+: [ -~]*\r\n)*)\r\n")
_MOST_WAITING = 1 << 16
_LONGEST_HEAD = 1 << 16
"""Bytes of a request before its body."""
_NO_ENCODING = (b"identity", b"")
_FOR_NETWORKS = (Format.GRAPHML, Format.GEXF)


class Wire(HttpToolsProtocol):
    """A connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Take requests for the application of a configuration."""
        super().__init__(config, server_state, app_state, _loop)
        app: Any = config.loaded_app
        while not isinstance(app, Lean) and hasattr(app, "app"):
            app = app.app  # uvicorn wraps it
        self._lean = app if isinstance(app, Lean) else None
        self._stop: Callable[[], None] | None = None
        self._later = b""
        self._midway = False
        self._head: int | None = None
        self._refused = False
        self._begun = 0.0
        self._closing = False

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        if self._stop is not None:  # its answer is still to come
            self._later += data
            if len(self._later) > _MOST_WAITING:
                self.flow.pause_reading()
            return
        if (
            self._lean is not None
            and data.startswith(_START)
            and not self._midway
            and (self.cycle is None or self.cycle.response_complete)
            and (found := _REQUEST.fullmatch(data)) is not None
            and self._short(self._lean, data, found.group(1), found.group(2))
        ):
            return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > _LONGEST_HEAD:
            self._refuse()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the query of a caller who has gone."""
        if self._stop is not None:
            self._stop()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close once the answer under way is given."""
        if self._stop is not None:
            self._closing = True
        else:
            super().shutdown()

    def on_message_begin(self) -> None:
        """Note that a request is being read the long way."""
        self._midway = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Go on with the request, unless its head was too long."""
        self._head = None
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _LONGEST_HEAD:
            self._refuse()
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body, unless the request was refused."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that it has been read."""
        self._midway = False
        if not self._refused:
            super().on_message_complete()

    def _short(self, lean: Lean, data: bytes, address: bytes, told: bytes) -> bool:
        """Ask a plain query; False for what is not plain."""
        headers = _headers(told)
        if headers is None:
            return False
        accept, packed = headers
        try:
            query = asked(address)
            formats = best(accept, query.format) if query is not None else None
            if query is None or formats is None or formats[1] in _FOR_NETWORKS:
                return False
            self._unset_keepalive_if_required()
            self._begun = perf_counter()
            self._stop = _nothing
            stop = lean.graph.tell(
                query.text,
                lambda result: self._told(lean, data, address, packed, formats, result),
                formats=formats,
                deadline=query.timeout,
                default_graphs=query.default_graphs,
                named_graphs=query.named_graphs,
                generation=query.generation,
            )
            if self._stop is not None:  # it has not been answered at once
                self._stop = stop
        except (QueryError, StoreError, NotAcceptable) as error:
            self._stop = None
            self._long(data, {sparql.DONE: error})
        return True

    def _told(
        self,
        lean: Lean,
        data: bytes,
        address: bytes,
        packed: bool,
        formats: tuple[Format, Format],
        result: Answer | Exception,
    ) -> None:
        self._stop = None
        if self.transport.is_closing():
            return
        if isinstance(result, Answer) and not (packed and len(result.body) >= SMALLEST_PACKED):
            media_type = (formats[1] if result.kind == "graph" else formats[0]).value
            head = lean.head(result.generation, media_type)
            if head is None:
                self._long(data, {sparql.DONE: result, sparql.MEDIA_TYPE: media_type})
            else:
                body = result.body
                said = _said(tuple(self.server_state.default_headers)), head.lines, head.tag(address), len(body), body
                self.transport.write(b"HTTP/1.1 200 OK\r\n%b%betag: %b\r\ncontent-length: %d\r\n\r\n%b" % said)
                plain_query_took(perf_counter() - self._begun)
                self.on_response_complete()
        else:
            self._long(data, {sparql.DONE: result})
        if self._closing:
            super().shutdown()
        if self._later:
            later, self._later = self._later, b""
            self.data_received(later)

    def _refuse(self) -> None:
        """Close the connection of who sends headers without end (RFC 6585, 5)."""
        self._refused = True
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
            self.transport.close()

    def _long(self, data: bytes, found: dict[str, object]) -> None:
        """Have a request answered the long way, with what has been found out."""
        kept = self.app_state
        self.app_state = {**kept, **found}
        super().data_received(data)
        self.app_state = kept


@lru_cache(maxsize=256)
def _headers(told: bytes) -> tuple[bytes | None, bool] | None:
    """Return what a plain request accepts, and whether it may be packed; None for headers that are not plain."""
    accept: bytes | None = None
    packed = False
    for line in told.split(b"\r\n")[:-1]:
        name, _, value = line.partition(b": ")
        match name.lower():
            case b"accept":
                if accept is not None:
                    return None
                accept = value
            case b"accept-encoding":
                packed = value not in _NO_ENCODING
            case b"connection":
                if value.lower() != b"keep-alive":
                    return None
            case b"host" | b"user-agent" | b"accept-language":
                pass
            case _:
                return None
    return accept, packed


@lru_cache(maxsize=4)
def _said(headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """Return headers as they are sent."""
    return b"".join(b"%b: %b\r\n" % pair for pair in headers)


def _nothing() -> None:
    """Stand for how to stop a query that is being asked."""
