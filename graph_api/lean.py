"""The short way for plain queries: `GET /sparql` without anything unusual, straight to the readers and back.

It behaves as the long way does, in whose place it stands: it reads, guards and negotiates with the same functions, and
hands over what is not plain, and every error, to be answered there (`sparql.DONE` keeps what has been found out). The
headers of a plain answer are those that the long way gave to the first of its generation and media type.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from urllib.parse import parse_qs, unquote_to_bytes

from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from graph_api import caching, negotiate, sparql
from graph_api.errors import NotAcceptable
from graph_api.operations import plain_query_took
from graph_api.sparql import Asked
from graph_store.answers import changing
from graph_store.errors import StoreError
from graph_store.workers import Answer
from queries.entities import Graph
from queries.errors import QueryError
from queries.mistakes import unknown_terms
from queries.syntax import LONG

_PATH = "/sparql"
_ADDRESS = b"/sparql?"
_LEFT_OUT = frozenset((b"content-length", b"etag"))
_UNUSUAL = frozenset(
    (b"authorization", b"if-none-match", b"origin", b"x-api-key", b"x-request-id", b"range", b"expect")
)
_PLAIN = frozenset(("query", "default-graph-uri", "named-graph-uri", "format", "timeout", "generation"))
SMALLEST_PACKED = 1024
_MOST_HEADS = 64
_LONGEST_KEPT = 4096
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]")
_formats = lru_cache(maxsize=256)(negotiate.formats)


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of plain answers of one generation and media type (`lines` of them), but for their lengths and tags."""

    pairs: tuple[tuple[bytes, bytes], ...]
    lines: bytes
    version: str
    generation: int
    kind: str

    def tag(self, address: bytes) -> bytes:
        """Return the tag of what a query string asks."""
        return caching.tag(self.version, self.generation, self.kind, _ADDRESS + address).encode()


class Lean:
    """Answers plain queries itself and hands everything else to the application."""

    def __init__(self, app: FastAPI) -> None:
        """Stand before an application."""
        self._app = app
        self._state = app.state
        self._heads: dict[tuple[int, str], Head] = {}

    @property
    def graph(self) -> Graph:
        """The graph that is asked."""
        found: Graph = self._state.graph
        return found

    def head(self, generation: int, media_type: str) -> Head | None:
        """Return the headers of a plain answer, once the long way has given one."""
        return self._heads.get((generation, media_type))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        done = scope.get("state", {}).get(sparql.DONE)
        if done is not None:  # it was asked before it came here
            media_type = scope["state"].get(sparql.MEDIA_TYPE)
            plain = isinstance(done, Answer) and media_type is not None
            await self._app(scope, receive, self._learning(send, done.generation, media_type) if plain else send)
        elif scope["type"] == "http" and scope["path"] == _PATH and scope["method"] == "GET":
            await self._query(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _query(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = perf_counter()
        accept = encoding = None
        for name, value in scope["headers"]:
            if name == b"accept":
                if accept is not None:
                    break
                accept = value
            elif name == b"accept-encoding" and value != b"identity":
                encoding = value
            elif name in _UNUSUAL:
                break
        else:
            found = await self._answer(scope, receive, accept)
            if found is not None:
                answer, media_type = found
                if encoding is None or len(answer.body) < SMALLEST_PACKED:
                    head = self.head(answer.generation, media_type)
                    if head is not None:
                        await self._send(send, answer.body, head, scope["query_string"])
                        plain_query_took(perf_counter() - begun)
                        return
                    send = self._learning(send, answer.generation, media_type)
                scope.setdefault("state", {})[sparql.DONE] = answer
        await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, accept: bytes | None) -> tuple[Answer, str] | None:
        """Return the answer with its media type; None for what is not plain, or is an error."""
        try:
            address = scope["query_string"]
            query = asked(address)
            if query is None:
                return None
            formats = best(accept, query.format)
            answer = await sparql.ask(self.graph, query, formats, receive)
        except (QueryError, StoreError, NotAcceptable) as error:
            scope.setdefault("state", {})[sparql.DONE] = error
            return None
        return answer, (formats[1] if answer.kind == "graph" else formats[0]).value

    async def _send(self, send: Send, body: bytes, head: Head, address: bytes) -> None:
        headers = [(b"content-length", b"%d" % len(body)), *head.pairs, (b"etag", head.tag(address))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _learning(self, send: Send, generation: int, media_type: str) -> Send:
        """Return a `send` that notes how the long way heads a plain answer."""

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                if len(self._heads) >= _MOST_HEADS:
                    self._heads.clear()
                kept = tuple(pair for pair in message["headers"] if pair[0] not in _LEFT_OUT)
                lines = b"".join(b"%b: %b\r\n" % pair for pair in kept)
                self._heads[generation, media_type] = Head(kept, lines, self._app.version, generation, media_type)
            await send(message)

        return noting


def asked(address: bytes) -> Asked | None:
    """Return what a query string asks, or None when it is not plain or long. Raises BadParameter."""
    if len(address) > LONG:
        return None
    return _read(address) if len(address) < _LONGEST_KEPT else _read.__wrapped__(address)


def best(accept: bytes | None, name: str | None) -> negotiate.Formats:
    """Return the formats that suit an Accept header or `format=`; NotAcceptable when none does."""
    return _formats(None if accept is None else accept.decode("latin-1"), name)


@lru_cache(maxsize=2048)
def _read(address: bytes) -> Asked | None:
    """Return what the query string asks, or None when it is not plain. Raises BadParameter."""
    found = _plain(address)
    if found is None or changing(found.text) or unknown_terms(found.text):
        return None  # the one has no tag, the other a warning
    return found


def _plain(address: bytes) -> Asked | None:
    if address.startswith(b"query=") and b"&" not in address:
        text = _text(address[6:])
        return Asked(text, (), (), None, None, None) if text else None
    given = parse_qs(address.decode("latin-1"), keep_blank_values=True)
    if not given.keys() <= _PLAIN or len(given.get("query", ())) != 1:
        return None
    return Asked.read(given["query"][0], given)


def _text(encoded: bytes) -> str:
    """Return what percent-encoding says; the decoder of mails does it in a third of the time, once `=` is out of its way."""
    if _BROKEN.search(encoded):
        return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8", "replace")
    plain = encoded.replace(b"+", b"%20").replace(b"=", b"%3D").replace(b"%", b"=")
    return a2b_qp(plain).decode("utf-8", "replace")
