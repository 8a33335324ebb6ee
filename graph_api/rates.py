"""How often one caller may ask: by key, else by address; off where no rate is set."""

from __future__ import annotations

import math
import time

import limits
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from graph_api.errors import problem
from graph_api.keys import Keys, token
from graph_api.settings import BadSetting

_FREE = frozenset(("/healthz", "/readyz", "/metrics"))


class Rated:
    """Answers 429 with Retry-After to who asks more often than allowed."""

    def __init__(self, app: ASGIApp, keys: Keys, anonymous: str, keyed: str) -> None:
        """Wrap an application; rates are written `100/minute`, empty for none. Raises BadSetting for others."""
        self._app, self._keys = app, keys
        self._rates = {name: _rate(name, text) for name, text in (("anonymous", anonymous), ("key", keyed))}
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in _FREE:
            await self._app(scope, receive, send)
            return
        sent = token(Headers(scope=scope))
        key = self._keys.find(sent) if sent else None  # one that is none counts for its address
        rate = self._rates["key" if key else "anonymous"]
        who = key.id if key else (scope.get("client") or ("unknown",))[0]
        if rate is None or self._limiter.hit(rate, who):
            await self._app(scope, receive, send)
            return
        wait = max(1, math.ceil(self._limiter.get_window_stats(rate, who).reset_time - time.time()))
        answer = problem(429, "Too many requests", f"more than {rate}", f"Try again in {wait} s, or ask for a key.")
        answer.headers["Retry-After"] = str(wait)
        await answer(scope, receive, send)


def _rate(name: str, text: str) -> limits.RateLimitItem | None:
    if not text.strip():
        return None
    try:
        return limits.parse(text)
    except ValueError:
        raise BadSetting(f"HTXGRAPH_RATE_{name.upper()} is written like 100/minute, not {text!r}") from None
