"""Who may do what: nobody needs a key to read, nobody changes anything without one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from graph_api.errors import Forbidden, Unauthorized
from graph_api.keys import Key, Keys, Scope, token

_BEARER = Security(HTTPBearer(auto_error=False, scheme_name="key", description="What `htxgraph keys add` printed."))


def needs(scope: Scope) -> Callable[..., Awaitable[Key]]:
    """Return a dependency that lets only holders of a key with a scope in: `key: Annotated[Key, Depends(needs(Scope.REVIEW))]`."""

    async def key(request: Request, _sent: Annotated[object, _BEARER] = None) -> Key:
        return allowed(request, scope)

    return key


Writing = Annotated[Key, Depends(needs(Scope.WRITE))]
"""For routes that change the graph: the key of whoever asks."""


def holder(request: Request) -> Key | None:
    """Return the key of whoever asks, None for anybody; Unauthorized for one that is none (any more)."""
    keys: Keys = request.app.state.keys
    sent = token(request.headers)
    if sent is None:
        return None
    found = keys.find(sent)
    if found is None:
        raise Unauthorized("the key is not one of this service, or was revoked", invalid=True)
    return found


def allowed(request: Request, scope: Scope) -> Key:
    """Return the key of whoever asks; Unauthorized without one, Forbidden when it does not allow that."""
    keys: Keys = request.app.state.keys
    found = holder(request)
    if found is None:
        if not any(one.allows(scope) for one in keys.all()):
            raise Forbidden(f"this is off: no key with the scope {scope} exists")
        raise Unauthorized(f"a key with the scope {scope} is needed")
    if not found.allows(scope):
        raise Forbidden(f"the key of {found.name!r} does not have the scope {scope}")
    return found


def deadline(request: Request, wanted: float | None, anybody: float, keyed: float) -> float:
    """Return how long an answer may take: what is asked for, up to what whoever asks may have."""
    most = keyed if holder(request) is not None else anybody
    return min(wanted or anybody, most)
