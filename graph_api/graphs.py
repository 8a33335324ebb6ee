"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read by anybody and written by holders of a key.

A graph is named by `?graph=` (an absolute IRI) or `?default`, or by the address itself: `/graphs/x` is the graph whose
IRI is that address.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from graph_api import access, bodies, deps, negotiate
from graph_api.access import Writing
from graph_api.errors import BodyTooLarge, UnsupportedMediaType
from graph_api.settings import Settings
from graph_api.written import told
from graph_store.errors import GraphMissing, QuerySyntax
from graph_store.updates import Updates
from graph_store.workers import Format
from ontology.terms import PREFIXES
from queries import syntax
from queries.errors import BadParameter
from queries.mistakes import unreadable

router = APIRouter(tags=["Graph store"])

_MULTIPART = "multipart/form-data"
_READ: Mapping[str, str] = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "text/n3": "text/turtle",
}
_NAMED: list[dict[str, Any]] = [
    {
        "name": "graph",
        "in": "query",
        "required": False,
        "description": "The graph's IRI.",
        "schema": {"type": "string", "format": "iri"},
    },
    {
        "name": "default",
        "in": "query",
        "required": False,
        "allowEmptyValue": True,
        "description": "The default graph.",
        "schema": {"type": "string"},
    },
]
_TAKEN = {
    "parameters": _NAMED,
    "requestBody": {"required": True, "content": {kind: {"schema": {"type": "string"}} for kind in dict.fromkeys(_READ.values())}},
}  # fmt: skip


@router.head("/graphs", include_in_schema=False)
@router.head("/graphs/{path:path}", include_in_schema=False)
@router.get("/graphs", response_class=Response, openapi_extra={"parameters": _NAMED})
@router.get("/graphs/{path:path}", response_class=Response)
async def read(request: Request) -> Response:
    """Give a graph's triples in the format asked for."""
    name = _name(request)
    graph = await deps.graph(request)
    given = bodies.address(request)
    kind = negotiate.graph_format(
        request.headers.get("accept"), bodies.one(given, "format") if "format" in given else None
    )
    answer = await graph.triples(name, (Format.JSON, kind), deadline=_most(request))
    if answer is None:
        raise GraphMissing(f"there is no graph {name}")
    request.state.generation = answer.generation
    return Response(answer.body, media_type=kind.value)


@router.put("/graphs", response_class=Response, openapi_extra=_TAKEN)
@router.put("/graphs/{path:path}", response_class=Response)
async def put(request: Request, key: Writing) -> Response:
    """Make a graph what the body says; 201 when it was not there."""
    name = _name(request)
    done = await _writing(request).put(
        name, await _documents(request), base=_base(request, name), by=key.name, deadline=_update_timeout(request)
    )
    return told(done, 200 if done.existed else 201)


@router.post("/graphs", response_class=Response, openapi_extra=_TAKEN)
@router.post("/graphs/{path:path}", response_class=Response)
async def post(request: Request, key: Writing) -> Response:
    """Add what the body says to a graph; without a name, to a new graph, whose address is told by Location."""
    given = bodies.address(request)
    new = request.url.path.rstrip("/") == "/graphs" and not given.keys() & {"graph", "default"}
    name = f"{_here(request).rstrip('/')}/{secrets.token_hex(8)}" if new else _name(request)
    done = await _writing(request).put(
        name,
        await _documents(request),
        base=_base(request, name),
        by=key.name,
        deadline=_update_timeout(request),
        merge=True,
    )
    answer = told(done, 200 if done.existed else 201)
    if new:
        answer.headers["Location"] = name
    return answer


@router.delete("/graphs", response_class=Response, openapi_extra={"parameters": _NAMED})
@router.delete("/graphs/{path:path}", response_class=Response)
async def delete(request: Request, key: Writing) -> Response:
    """Drop a graph."""
    return told(await _writing(request).drop(_name(request), by=key.name, deadline=_update_timeout(request)))


@router.patch("/graphs", response_class=Response, openapi_extra={"parameters": _NAMED})
@router.patch("/graphs/{path:path}", response_class=Response)
async def patch(request: Request, key: Writing) -> Response:
    """Run an update on one graph, which it sees as its default graph."""
    name = _name(request)
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    if kind != bodies.UPDATE:
        raise UnsupportedMediaType(f"{kind or 'no Content-Type'}; {bodies.UPDATE} is taken")
    text = bodies.text(await bodies.body(request, _settings(request).update_max_mb << 20), charset)
    checked = await asyncio.to_thread(syntax.check, text, max_size=_settings(request).update_max_mb << 20)
    if checked.operation.reads:
        raise BadParameter("a graph is patched by an update, and this is a query")
    try:
        done = await _writing(request).patch(
            name,
            text,
            prefixes=PREFIXES,
            base=_base(request, name),
            by=key.name,
            deadline=_update_timeout(request),
        )
    except QuerySyntax as error:
        raise unreadable(text, error) from None
    return told(done, 200 if done.existed else 201)


# --- inside


def _name(request: Request) -> str:
    """Return the graph a request is about; "" for the default graph."""
    given = bodies.address(request)
    direct = request.path_params.get("path", "")
    asked = [name for name in ("graph", "default") if name in given]
    if direct and not asked:
        return _here(request)
    if direct or len(asked) != 1:
        raise BadParameter("name one graph: by graph= with its IRI, by default, or by the address /graphs/…")
    if asked == ["default"]:
        if given["default"] != [""]:
            raise BadParameter("default takes no value")
        return ""
    return bodies.absolute(bodies.one(given, "graph"), "graph")


def _here(request: Request) -> str:
    return str(request.url.replace(query=None, fragment=None))


def _base(request: Request, name: str) -> str:
    """Return what relative addresses in a body are relative to (RFC 3986, 5.1): the graph it is sent to."""
    return name or _here(request)


async def _documents(request: Request) -> list[tuple[str, bytes]]:
    """Return what is sent: documents with their media types."""
    most = _settings(request).update_max_mb << 20
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    if kind == _MULTIPART:
        return await _parts(request, most)
    content = await bodies.body(request, most)
    return [(_readable(kind), _in_utf8(content, charset))]


async def _parts(request: Request, most: int) -> list[tuple[str, bytes]]:
    told_size = request.headers.get("content-length", "")
    if told_size.isdigit() and int(told_size) > most:
        raise BodyTooLarge(f"the body has {int(told_size):,} bytes; at most {most:,} are taken")
    found: list[tuple[str, bytes]] = []
    try:
        async with request.form(max_part_size=most) as form:
            for _, part in form.multi_items():
                if not isinstance(part, UploadFile):
                    raise UnsupportedMediaType("each part is a file with a media type of its own")
                kind, charset = bodies.media_type(part.content_type or "")
                found.append((_readable(kind), _in_utf8(await part.read(), charset)))
    except HTTPException as error:
        raise BadParameter(f"the body is no {_MULTIPART}: {error.detail}") from None
    if sum(len(content) for _, content in found) > most:
        raise BodyTooLarge(f"the body is larger than {most:,} bytes")
    return found


def _readable(kind: str) -> str:
    if kind not in _READ:
        raise UnsupportedMediaType(f"{kind or 'no Content-Type'}; {', '.join(dict.fromkeys(_READ.values()))} are taken")
    return _READ[kind]


def _in_utf8(content: bytes, charset: str) -> bytes:
    return content if charset in ("utf-8", "utf8", "us-ascii") else bodies.text(content, charset).encode()


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def _writing(request: Request) -> Updates:
    found: Updates = request.app.state.updates
    return found


def _update_timeout(request: Request) -> float:
    return _settings(request).update_timeout


def _most(request: Request) -> float:
    settings = _settings(request)
    return access.deadline(request, None, settings.query_timeout, settings.key_timeout)
