"""Links in answers lead to the service's own public address, whatever name a caller or a proxy gave it."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Addressed:
    """Lets the application see every request as one to the public address."""

    def __init__(self, app: ASGIApp, scheme: str, host: str) -> None:
        """Wrap an application that is public under this scheme and host (with its port, where it has one)."""
        self._app = app
        self._scheme = scheme
        self._host = (b"host", host.encode("ascii"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope = {**scope, "scheme": self._scheme, "headers": [self._host, *others]}
        await self._app(scope, receive, send)
