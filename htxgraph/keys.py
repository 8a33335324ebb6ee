"""Commands for API keys: who may write, review, and ask for longer."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from graph_api.keys import Key, Keys, Scope
from htxgraph import output
from htxgraph.options import DATA, DataFolder, Json
from htxgraph.output import Speaker

_SCOPES = Parameter(
    name="--scope", negative=(), help="What the holder may do; more than one may be given, admin is all of them."
)


def add(
    name: Annotated[str, Parameter(help="Who holds it; told beside whatever is written with it.")],
    *,
    scope: Annotated[list[Scope], _SCOPES],
    data: DataFolder = DATA,
    json: Json = False,
) -> int:
    """Make a key and print it: it is kept as a hash, so this is the only time."""
    key, token = Keys(data).add(name, scope)
    Speaker(as_json=json).result({**_told(key), "key": token}, token)
    if not json:
        output.complain(
            f"key {key.id} of {name}: {', '.join(sorted(key.scopes))}; send it as `Authorization: Bearer …`"
        )
    return output.DONE


def show(*, data: DataFolder = DATA, json: Json = False) -> int:
    """List the keys in force: who holds them, what they allow, when they were made."""
    keys = Keys(data).all()
    if json:
        Speaker(as_json=True).result([_told(key) for key in keys], "")
    else:
        rows = [(key.id, key.name, ", ".join(sorted(key.scopes)), key.created) for key in keys]
        Speaker().table(("id", "name", "scopes", "made (UTC)"), rows)
    return output.DONE


def revoke(
    id: Annotated[str, Parameter(help="The key's id, as `htxgraph keys list` tells it.")],
    *,
    data: DataFolder = DATA,
    json: Json = False,
) -> int:
    """Let a key be none any more; running services refuse it from their next request on."""
    key = Keys(data).revoke(id)
    Speaker(as_json=json).result(_told(key), f"key {key.id} of {key.name} is revoked")
    return output.DONE


def _told(key: Key) -> dict[str, object]:
    return {"id": key.id, "name": key.name, "scopes": sorted(key.scopes), "created": key.created}
