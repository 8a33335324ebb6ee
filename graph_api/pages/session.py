"""A reviewer's session: the key in a strict cookie, and forms that nobody else can send."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import parse_qs

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from graph_api import bodies
from graph_api.errors import Forbidden
from graph_api.keys import Key, Keys, Scope

_COOKIE, _HOURS = "review", 12
_LARGEST = 20_000


def begin(request: Request, answer: Response, given: str) -> None:
    """Keep a reviewer's key in a cookie that scripts and other sites cannot read or send."""
    answer.set_cookie(
        _COOKIE,
        given,
        max_age=_HOURS * 3600,
        path="/review",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def end(answer: Response) -> None:
    """Forget the key."""
    answer.delete_cookie(_COOKIE, path="/review")


def reviewer(request: Request, token: str) -> Key | None:
    """Return the key that a token is of, if it lets its holder review."""
    keys: Keys = request.app.state.keys
    key = keys.find(token)
    return key if key is not None and key.allows(Scope.REVIEW) else None


def token(request: Request) -> str | None:
    """Return the token that a reviewer has signed in with, as long as it is one."""
    kept = request.cookies.get(_COOKIE, "")
    return kept if reviewer(request, kept) is not None else None


async def known(request: Request) -> tuple[Key, dict[str, str]]:
    """Return who posts a form of ours, and the form; Forbidden for a form of others or without a key."""
    kept, given = request.cookies.get(_COOKIE, ""), await form(request)
    key = reviewer(request, kept)
    if key is None:
        raise Forbidden("sign in at /review first")
    if not hmac.compare_digest(given.get("csrf", ""), csrf(kept)):
        raise Forbidden("this form is not one of this site's, or is of an earlier session")
    return key, given


async def form(request: Request) -> dict[str, str]:
    """Return the fields of a form, the last value of each."""
    sent = await bodies.body(request, _LARGEST)
    given = parse_qs(sent.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in given.items()}


def csrf(secret: str) -> str:
    """Return what forms carry: nobody without the cookie that holds the secret knows it."""
    return hmac.new(secret.encode(), b"review form", hashlib.sha256).hexdigest()


def private(page: HTMLResponse) -> HTMLResponse:
    """Return a page that nobody keeps."""
    page.headers["Cache-Control"] = "no-store"
    return page
