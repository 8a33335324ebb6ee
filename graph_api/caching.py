"""Answers that need not be sent again: a tag by generation, address and media type, against what the caller has."""

from __future__ import annotations

from zlib import crc32

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api.errors import MEDIA_TYPE as PROBLEM

CHANGING = "changing"
"""Under which name of a request's state a route tells that another call would be answered otherwise: no tag is given."""


class Headed:
    """Answers HEAD wherever a GET is answered: as the GET, without its body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application, some routes of which may know HEAD themselves."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        unknown = False

        async def unless_unknown(message: Message) -> None:
            nonlocal unknown
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                ours = headers.get("content-type", "").startswith(PROBLEM)  # others may never end a GET
                unknown = ours and message["status"] == 405 and "GET" in headers.get("allow", "")
            if not unknown:
                await send(_bodiless(message))

        await self._app(dict(scope), receive, unless_unknown)
        if unknown:
            await self._app({**scope, "method": "GET"}, receive, lambda message: send(_bodiless(message)))


def _bodiless(message: Message) -> Message:
    return {**message, "body": b""} if message["type"] == "http.response.body" else message


class Tagged:
    """Gives each answer that tells its generation (`request.state.generation`) a tag, and answers 304 to who has it."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        """Wrap an application; another `version` of it may answer otherwise from the same generation."""
        self._app = app
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        known = Headers(scope=scope).get("if-none-match")
        unchanged = False

        async def tagged(message: Message) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start" and message["status"] in (200, 304) and "generation" in state:
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["X-Generation"] = str(state["generation"])
                headers.add_vary_header("Accept")
                if not state.get(CHANGING):
                    address = scope["path"].encode() + b"?" + scope["query_string"]
                    given = headers.get("etag") or tag(
                        self._version, state["generation"], headers.get("content-type", ""), address
                    )
                    headers["ETag"] = given
                    unchanged = has(known, given)
                if unchanged:
                    del headers["content-length"]
                    del headers["content-type"]
                    message = {**message, "status": 304}
                message = {**message, "headers": headers.raw}
            elif message["type"] == "http.response.body" and unchanged:
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        await self._app(scope, receive, tagged)


def tag(version: str, generation: int, content_type: str, address: bytes) -> str:
    """Return the tag of an answer: what this version says, from a generation, at an address (path?query), in a type."""
    kind = content_type.partition(";")[0].strip()
    return f'"{version}-g{generation}-{crc32(address, crc32(kind.encode())):08x}"'


def has(known: str | None, tag: str) -> bool:
    """Tell whether a caller's If-None-Match names a tag."""
    if known is None:
        return False
    return known.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(","))
