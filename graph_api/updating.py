"""SPARQL 1.1 Update by the SPARQL 1.1 Protocol: for holders of a key that may write."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from graph_api import bodies, deps
from graph_api.access import Writing
from graph_api.errors import UnsupportedMediaType
from graph_api.settings import Settings
from graph_api.written import told
from graph_store.errors import QuerySyntax
from graph_store.updates import Step, Updates
from ontology.iris import WRITTEN, own_graph
from ontology.terms import PREFIXES
from queries import syntax, updates
from queries.errors import BadParameter, NotAllowed
from queries.mistakes import unreadable

router = APIRouter(tags=["SPARQL"])

_GRAPHS: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_DATASET = ("using-graph-uri", "using-named-graph-uri")
_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "description": "As USING in the update says.", "schema": _GRAPHS}
    for name in _DATASET
]
_BODIES = {
    bodies.FORM: {"schema": {"type": "object", "required": ["update"], "properties": {"update": {"type": "string"}}}},
    bodies.UPDATE: {"schema": {"type": "string"}, "example": "INSERT DATA {}"},
}


@router.post(
    "/update",
    response_class=JSONResponse,
    openapi_extra={"parameters": _PARAMETERS, "requestBody": {"required": True, "content": _BODIES}},
)
async def update(request: Request, key: Writing) -> JSONResponse:
    """Run an update whole or not at all, and answer once the generation that holds it is published."""
    settings: Settings = request.app.state.settings
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    if kind not in (bodies.FORM, bodies.UPDATE):
        raise UnsupportedMediaType(f"{kind or 'no Content-Type'}; {bodies.FORM} and {bodies.UPDATE} are taken")
    sent = bodies.text(await bodies.body(request, settings.update_max_mb << 20), charset)
    given = bodies.address(request)
    if kind == bodies.FORM:
        for name, values in parse_qs(sent, keep_blank_values=True).items():
            given.setdefault(name, []).extend(values)
        if "query" in given:
            raise BadParameter("either a query or an update; queries go to /sparql")
        sent = bodies.one(given, "update")
    elif "update" in given or "query" in given:
        raise BadParameter("the body is the update; there is another in the address")
    dataset = updates.Dataset(*(bodies.iris(given, name) for name in _DATASET))
    if "load" in sent.lower():
        sent = await asyncio.to_thread(updates.without_silent_loads, sent)
    graph = await deps.graph(request)
    plain = settings.plain or graph.plain
    steps = await asyncio.to_thread(prepared, sent, settings, dataset, plain=plain)
    writing: Updates = request.app.state.updates
    text, shift = await asyncio.to_thread(updates.gathered, sent)
    try:
        done = await writing.update(
            text, steps, prefixes=PREFIXES, base=graph.base, by=key.name, deadline=settings.update_timeout
        )
    except QuerySyntax as error:
        raise unreadable(sent, error, shift=shift) from None
    return told(done)


def prepared(text: str, settings: Settings, dataset: updates.Dataset, *, plain: bool) -> list[Step]:
    """Return the operations of an update that may be run; a QueryError says why one may not."""
    try:
        checked = syntax.check(text, max_size=settings.update_max_mb << 20, empty=syntax.Operation.UPDATE)
    except NotAllowed:
        updates.refuse_bad_loads(text)  # what cannot be read is told so first
        raise
    if checked.operation.reads:
        raise BadParameter("this is a query; queries go to /sparql")
    default = "" if plain else own_graph(WRITTEN, settings.base)
    found = updates.operations(text, prefixes=PREFIXES, default_graph=default, dataset=dataset)
    return [Step(one.text, one.touched) for one in (updates.together(found) if plain else found)]
