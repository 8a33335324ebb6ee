"""What surrounds every answer to a browser: security headers, and problems shown as pages."""

from __future__ import annotations

import json
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api import negotiate
from graph_api.errors import MEDIA_TYPE
from graph_api.pages.view import problem_page

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
_LARGEST_PROBLEM = 1 << 20


class Shell:
    """Gives answers their security headers, and shows a problem document as a page to whom pages are preferred by."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        page = scope["method"] in ("GET", "HEAD") or scope["path"].startswith(("/review", "/report"))
        for_reader = page and negotiate.wants(asked.get("accept"), negotiate.HTML, (MEDIA_TYPE, "application/json"))
        started: Message | None = None
        body = b""

        async def shown(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                _secure(headers)
                message = {**message, "headers": headers.raw}
                if for_reader and headers.get("content-type", "").startswith(MEDIA_TYPE):
                    started = message
                    return
            elif started is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")[:_LARGEST_PROBLEM]
                if message.get("more_body"):
                    return
                await _send_page(started, json.loads(body or b"{}"), asked, scope, send)
                return
            await send(message)

        await self._app(scope, receive, shown)


def _secure(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if headers.get("content-type", "").startswith(negotiate.HTML):
        headers.setdefault("Content-Security-Policy", _POLICY)


async def _send_page(started: Message, told: dict[str, Any], asked: Headers, scope: Scope, send: Send) -> None:
    content = problem_page(told, asked, scope["path"]).encode()
    headers = MutableHeaders(raw=list(started["headers"]))
    headers["content-type"] = "text/html; charset=utf-8"
    headers["content-length"] = str(len(content))
    headers["Vary"] = "Accept, Accept-Language, Cookie"
    _secure(headers)
    await send({**started, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})
