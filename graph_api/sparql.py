"""The SPARQL 1.1 Protocol: queries by GET and POST, in every format, within a hard deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Query, Request, Response

from graph_api import negotiate
from graph_api.deps import GraphDep
from graph_api.errors import UnsupportedMediaType
from graph_store.workers import Answer, Cancellation
from queries import catalog
from queries.entities import Graph
from queries.errors import BadParameter

router = APIRouter(tags=["SPARQL"])

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_LARGEST_BODY = 2 << 20
_RESULTS = {
    "description": "Rows or a boolean (JSON, XML, CSV, TSV), or a graph (Turtle, N-Triples, JSON-LD, RDF/XML).",
    "content": {kind.value: {} for kind in (*negotiate.ROWS.values(), *negotiate.GRAPHS.values())},
}
_EXAMPLE = "ASK {}"


@router.get("/sparql", response_class=Response, responses={200: _RESULTS})
async def query_by_get(
    request: Request,
    graph: GraphDep,
    query: Annotated[
        str | None, Query(description="The query; without one, the service's description.", examples=[_EXAMPLE])
    ] = None,
    default_graph: Annotated[list[str] | None, Query(alias="default-graph-uri")] = None,
    named_graph: Annotated[list[str] | None, Query(alias="named-graph-uri")] = None,
    format: Annotated[str | None, Query(description="json, xml, csv, tsv, ttl, nt, jsonld or rdf.")] = None,
    timeout: Annotated[float | None, Query(gt=0, description="Seconds, up to the operator's limit.")] = None,
    generation: Annotated[int | None, Query(ge=1)] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a query sent by GET."""
    if query is None:
        return await _description(request, graph, accept, format)
    asked = _Asked(query, tuple(default_graph or ()), tuple(named_graph or ()), format, timeout, generation)
    return await _answer(request, graph, asked, accept)


@router.post("/sparql", response_class=Response, responses={200: _RESULTS})
async def query_by_post(
    request: Request,
    graph: GraphDep,
    content_type: Annotated[str | None, Header()] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a query sent as a form, or as the body itself with its parameters in the address."""
    body = await _body(request)
    kind = (content_type or "").partition(";")[0].strip().lower()
    given = parse_qs(str(request.url.query), keep_blank_values=True)
    if kind == _FORM:
        for name, values in parse_qs(body, keep_blank_values=True).items():
            given.setdefault(name, []).extend(values)
        if "update" in given:
            raise BadParameter("updates are not taken here")
        texts = given.get("query", [])
        if len(texts) != 1:
            raise BadParameter("query: exactly one is needed")
        text = texts[0]
    elif kind == _QUERY:
        text = body
    else:
        raise UnsupportedMediaType(f"{kind or 'no Content-Type'}; {_FORM} and {_QUERY} are taken")
    return await _answer(request, graph, _asked(text, given), accept)


class _Asked:
    """A query with what the protocol lets its sender say about it."""

    def __init__(
        self,
        text: str,
        default_graphs: tuple[str, ...],
        named_graphs: tuple[str, ...],
        format: str | None,
        timeout: float | None,
        generation: int | None,
    ) -> None:
        self.text = text
        self.default_graphs, self.named_graphs = default_graphs, named_graphs
        self.format, self.timeout, self.generation = format, timeout, generation


def _asked(text: str, given: Mapping[str, list[str]]) -> _Asked:
    def one(name: str) -> str | None:
        return given[name][0] if given.get(name) else None

    try:
        timeout = float(one("timeout") or 0) or None
        generation = int(one("generation") or 0) or None
    except ValueError:
        raise BadParameter("timeout and generation are numbers") from None
    if timeout is not None and timeout <= 0:
        raise BadParameter("timeout: more than 0 seconds")
    return _Asked(
        text,
        tuple(given.get("default-graph-uri", ())),
        tuple(given.get("named-graph-uri", ())),
        one("format"),
        timeout,
        generation,
    )


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise BadParameter(f"the body is larger than {_LARGEST_BODY:,} bytes")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadParameter("the body is not UTF-8") from None


async def _answer(request: Request, graph: Graph, asked: _Asked, accept: str | None) -> Response:
    """Run the query in a thread; when the caller goes away, the query is stopped."""
    formats = negotiate.formats(accept, asked.format)
    deadline = min(asked.timeout or graph.deadline, graph.deadline)
    cancellation = Cancellation()
    run = asyncio.get_running_loop().run_in_executor(
        request.app.state.executor,
        partial(
            graph.ask,
            asked.text,
            formats=formats,
            deadline=deadline,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            generation=asked.generation,
            cancellation=cancellation,
        ),
    )
    while True:
        done, _ = await asyncio.wait([run], timeout=0.25)
        if done:
            answer: Answer = await run
            media_type = formats[1] if answer.kind == "graph" else formats[0]
            request.state.generation = answer.generation
            return Response(answer.body, media_type=media_type.value)
        if await request.is_disconnected():
            cancellation.cancel()


async def _description(request: Request, graph: Graph, accept: str | None, name: str | None) -> Response:
    """Describe the service (SPARQL 1.1 Service Description)."""
    kind = negotiate.graph_format(accept, name)
    endpoint = str(request.url.replace(query=None))
    run = partial(
        graph.named, catalog.find("service-description"), {"endpoint": endpoint}, formats=(negotiate.ROWS["json"], kind)
    )
    answer = await asyncio.get_running_loop().run_in_executor(request.app.state.executor, run)
    request.state.generation = answer.generation
    return Response(answer.body, media_type=kind.value)
