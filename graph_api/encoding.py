"""Answers packed as the caller can unpack them: zstd or gzip, by Accept-Encoding."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from typing import Protocol

import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SMALLEST = 1024
_IN_A_THREAD = 256 << 10
_PACKED = ("image/", "audio/", "video/", "font/", "application/zip", "application/gzip", "application/zstd")
_EVENTS = "text/event-stream"
_KEPT_FOR_EVER = ("text/javascript", "text/css")
"""What browsers fetch once: worth packing well."""
_ALREADY = ("application/vnd.apache.parquet", "application/octet-stream")


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


_PACKERS: dict[str, Callable[[bool], _Packer]] = {
    "zstd": lambda well: zstandard.ZstdCompressor(level=9 if well else 3).compressobj(),
    "gzip": lambda well: zlib.compressobj(9 if well else 5, zlib.DEFLATED, 31),
}
"""In the order in which we like them."""


def chosen(accept: str | None) -> str | None:
    """Return the encoding to send by Accept-Encoding (RFC 9110, 12.5.3): the one liked best, None for none."""
    if not accept:
        return None
    liked: dict[str, float] = {}
    for part in accept.split(","):
        name, _, rest = part.partition(";")
        liked[name.strip().lower()] = _quality(rest)
    liked.setdefault("gzip", liked.get("x-gzip", liked.get("*", 0.0)))
    liked.setdefault("zstd", liked.get("*", 0.0))
    best = max(_PACKERS, key=lambda name: liked[name])  # the first of equals
    return best if liked[best] > 0 and liked[best] >= liked.get("identity", 0.0) else None


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


class Encoded:
    """Packs answers worth it. A packed answer has a tag of its own, by which it is known again."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = chosen(headers.get("accept-encoding"))
        known = headers.get("if-none-match", "")
        if encoding is not None and known:
            scope = {**scope, "headers": [_unmarked(pair) for pair in scope["headers"]]}
        await self._app(scope, receive, _Answering(send, encoding, known).send)


class _Answering:
    def __init__(self, send: Send, encoding: str | None, known: str) -> None:
        self._send, self._encoding, self._known = send, encoding, known
        self._start: Message | None = None
        self._packer: _Packer | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] != "http.response.body":
            await self._send(message)
        elif self._start is not None:
            start, self._start = self._start, None
            await self._begin(start, message)
        else:
            await self._go_on(message)

    async def _begin(self, start: Message, first: Message) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        body, more = first.get("body", b""), first.get("more_body", False)
        worth = _worth(start["status"], headers)
        if worth:
            headers.add_vary_header("Accept-Encoding")
        encoding = self._encoding
        if encoding is None or not (worth and (more or len(body) >= _SMALLEST)):
            if start["status"] == 304 and encoding is not None:
                marked = _marked(headers.get("etag", ""), encoding)
                if marked in self._known:  # it has what was packed
                    headers["ETag"] = marked
            await self._send({**start, "headers": headers.raw})
            await self._send(first)
            return
        self._packer = _PACKERS[encoding](headers.get("content-type", "").startswith(_KEPT_FOR_EVER))
        headers["Content-Encoding"] = encoding
        if "etag" in headers:
            headers["ETag"] = _marked(headers["ETag"], encoding)
        packed = await self._packed(body, more)
        if more:
            del headers["content-length"]
        else:
            headers["Content-Length"] = str(len(packed))
        await self._send({**start, "headers": headers.raw})
        await self._send({**first, "body": packed})

    async def _go_on(self, message: Message) -> None:
        if self._packer is not None:
            packed = await self._packed(message.get("body", b""), message.get("more_body", False))
            message = {**message, "body": packed}
        await self._send(message)

    async def _packed(self, body: bytes, more: bool) -> bytes:
        packer = self._packer
        assert packer is not None

        def pack() -> bytes:
            return packer.compress(body) + (b"" if more else packer.flush())

        return await asyncio.to_thread(pack) if len(body) > _IN_A_THREAD else pack()


def _worth(status: int, headers: MutableHeaders) -> bool:
    kind = headers.get("content-type", "")
    already = kind.startswith((*_PACKED, *_ALREADY, _EVENTS)) and not kind.startswith("image/svg")
    return status not in (204, 206, 304) and "content-encoding" not in headers and not already


def _marked(tag: str, encoding: str) -> str:
    return f'{tag[:-1]}-{encoding}"' if tag.endswith('"') else tag


def _unmarked(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = pair
    if name != b"if-none-match":
        return pair
    for encoding in _PACKERS:
        value = value.replace(f'-{encoding}"'.encode(), b'"')
    return name, value
