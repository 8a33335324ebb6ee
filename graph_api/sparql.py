"""The SPARQL 1.1 Protocol: queries by GET and POST, in every format, within a hard deadline."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from starlette.types import Receive

from graph_api import access, bodies, caching, deps, evidenced, hints, negotiate
from graph_api.bodies import one
from graph_api.errors import UnsupportedMediaType
from graph_api.keys import Scope
from graph_api.settings import Settings
from graph_store.answers import changing
from graph_store.errors import QueryTimeout
from graph_store.workers import Answer, Cancellation
from ontology.terms import SD
from queries import catalog, costs, proven
from queries.entities import Graph
from queries.errors import BadParameter
from queries.mistakes import unknown_terms
from queries.proven import EvidenceTimeout

router = APIRouter(tags=["SPARQL"])

_LARGEST_BODY = 2 << 20
_LOOK_SECONDS = 0.25
"""From when on to look whether the caller of a query is still there."""
MEDIA_TYPE = "sparql_media_type"
"""Under which name it leaves the media type, where the answer's headers are wanted for the next."""
DONE = "sparql_done"
"""Under which name of a request's state the short way leaves its answer, or the error, to the long one."""
_RESULTS = {
    "description": "Rows or a boolean (JSON, XML, CSV, TSV), or a graph (Turtle, N-Triples, JSON-LD, RDF/XML).",
    "content": {kind.value: {} for kind in (*negotiate.ROWS.values(), *negotiate.GRAPHS.values())},
}
_TEXT: Mapping[str, Any] = {"type": "string"}
_GRAPHS: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_TAKEN: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "default-graph-uri": (_GRAPHS, "Graphs that make the default graph of the query's dataset."),
    "named-graph-uri": (_GRAPHS, "Named graphs of the query's dataset."),
    "format": (_TEXT, "json, xml, csv, tsv, ttl, nt, jsonld or rdf; else by Accept."),
    "hints": ({"type": "boolean"}, "Tell in the body why nothing is found: terms that do not exist."),
    "evidence": ({"type": "boolean"}, "Give each row of a SELECT its passages, or the rule that inferred it."),
    "timeout": ({"type": "number", "exclusiveMinimum": 0}, "Seconds, up to the operator's limit."),
    "generation": ({"type": "integer", "minimum": 1}, "A generation; the one in force when left out."),
}


def _parameters(*, query: bool) -> list[dict[str, Any]]:
    """Describe the parameters for OpenAPI: they are read by hand, as this path is the one that must be fast."""
    taken = dict(_TAKEN)
    if query:
        taken = {"query": (_TEXT, "The query; without one, the service's description."), **taken}
    examples = {"query": "ASK {}", "format": "json", "timeout": 5}
    return [
        {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
        | ({"example": examples[name]} if name in examples else {})
        for name, (schema, about) in taken.items()
    ]


_BODIES = {
    bodies.FORM: {"schema": {"type": "object", "required": ["query"], "properties": {"query": _TEXT}}},
    bodies.QUERY: {"schema": _TEXT, "example": "ASK {}"},
}


@router.head("/sparql", include_in_schema=False)
@router.get(
    "/sparql",
    response_class=Response,
    responses={200: _RESULTS},
    openapi_extra={"parameters": _parameters(query=True)},
)
async def query_by_get(request: Request) -> Response:
    """Answer a query sent by GET; without one, describe the service."""
    given = bodies.address(request)
    if "query" not in given:
        if "update" in given:
            raise BadParameter("updates are not taken by GET; POST them to /update")
        return await _description(request, given)
    return await _answer(request, Asked.read(one(given, "query"), given))


@router.post(
    "/sparql",
    response_class=Response,
    responses={200: _RESULTS},
    openapi_extra={
        "parameters": _parameters(query=False),
        "requestBody": {"required": True, "content": _BODIES},
    },
)
async def query_by_post(request: Request) -> Response:
    """Answer a query sent as a form, or as the body itself with its parameters in the address."""
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    if kind not in (bodies.FORM, bodies.QUERY):
        raise UnsupportedMediaType(f"{kind or 'no Content-Type'}; {bodies.FORM} and {bodies.QUERY} are taken")
    body = bodies.text(await bodies.body(request, _LARGEST_BODY), charset)
    given = bodies.address(request)
    if kind == bodies.FORM:
        for name, values in parse_qs(body, keep_blank_values=True).items():
            given.setdefault(name, []).extend(values)
        if "update" in given:
            raise BadParameter("updates are not taken here; POST them to /update")
        return await _answer(request, Asked.read(one(given, "query"), given))
    if "query" in given or "update" in given:
        raise BadParameter("the body is the query; there is another in the address")
    return await _answer(request, Asked.read(body, given))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what the protocol lets its sender say about it."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    timeout: float | None
    generation: int | None
    hints: bool = False
    evidence: bool = False

    @classmethod
    def read(cls, text: str, given: Mapping[str, list[str]]) -> Asked:
        """Return what is asked; BadParameter for what cannot be understood."""
        timeout = generation = None
        try:
            if "timeout" in given:
                timeout = float(one(given, "timeout"))
            if "generation" in given:
                generation = int(one(given, "generation"))
        except ValueError:
            raise BadParameter("timeout and generation are numbers") from None
        if timeout is not None and not (math.isfinite(timeout) and timeout > 0):
            raise BadParameter("timeout: more than 0 seconds")
        return cls(
            text,
            bodies.iris(given, "default-graph-uri"),
            bodies.iris(given, "named-graph-uri"),
            one(given, "format") if "format" in given else None,
            timeout,
            generation,
            _yes(given, "hints"),
            _yes(given, "evidence"),
        )


def _yes(given: Mapping[str, list[str]], name: str) -> bool:
    return given.get(name, ["0"])[-1] not in ("", "0", "false")


async def _answer(request: Request, asked: Asked) -> Response:
    """Run the query; when the caller goes away, it is stopped."""
    try:
        return await (_proven if asked.evidence else _found)(request, asked)
    except EvidenceTimeout:
        raise
    except QueryTimeout as error:
        state = request.app.state
        explain = partial(costs.explained, asked.text, str(error), state.settings.base)
        raise await asyncio.get_running_loop().run_in_executor(state.executor, explain) from None


async def _found(request: Request, asked: Asked) -> Response:
    done = getattr(request.state, DONE, None)  # by the short way
    if isinstance(done, Exception):
        raise done
    formats = negotiate.formats(request.headers.get("accept"), asked.format)
    if isinstance(done, Answer):
        answer = done
    elif (known := await _known(request, asked, formats)) is not None:
        return known
    else:
        answer = await ask(await deps.graph(request), asked, formats, request.receive, _deadline(request, asked))
    request.state.generation = answer.generation
    setattr(request.state, caching.CHANGING, changing(asked.text))
    kind = formats[1] if answer.kind == "graph" else formats[0]
    notes = unknown_terms(asked.text)
    body = answer.body
    if notes and asked.hints and hints.empty(answer, kind):
        body = hints.noted(body, kind, notes)
    headers = {"Warning": hints.warning(notes)} if notes else None
    return Response(body, media_type=kind.value, headers=headers)


async def _known(request: Request, asked: Asked, formats: negotiate.Formats) -> Response | None:
    """Return 304 when the caller has the answer already, without asking again."""
    known = request.headers.get("if-none-match")
    if known is None or request.method == "POST" or changing(asked.text):
        return None
    number = (await deps.graph(request)).generation(asked.generation).number
    address = request.scope["path"].encode() + b"?" + request.scope["query_string"]
    for kind in formats:
        tag = caching.tag(request.app.version, number, kind.value, address)
        if known.strip() != "*" and caching.has(known, tag):
            request.state.generation = number
            return Response(status_code=304, headers={"ETag": tag})
    return None


def _deadline(request: Request, asked: Asked) -> float:
    settings: Settings = request.app.state.settings
    return access.deadline(request, asked.timeout, settings.query_timeout, settings.key_timeout)


async def _proven(request: Request, asked: Asked) -> Response:
    """Run a SELECT and find the evidence of its rows; when the caller goes away, both are stopped."""
    accept = request.headers.get("accept")
    negotiate.formats(accept, asked.format)
    cancellation = Cancellation()
    watching = asyncio.create_task(_watch(request.receive, cancellation))
    run = partial(
        proven.select,
        await deps.graph(request),
        asked.text,
        deadline=_deadline(request, asked),
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        generation=asked.generation,
        cancellation=cancellation,
    )
    try:
        found = await asyncio.get_running_loop().run_in_executor(request.app.state.executor, run)
    finally:
        watching.cancel()
    request.state.generation = found.answer.generation
    setattr(request.state, caching.CHANGING, changing(asked.text))
    return evidenced.answer(found, accept, asked.format)


async def ask(
    graph: Graph, asked: Asked, formats: negotiate.Formats, receive: Receive, deadline: float | None = None
) -> Answer:
    """Return the answer to a query; QueryCancelled when its caller goes away before."""
    cancellation = Cancellation()
    loop = asyncio.get_running_loop()
    watching: list[asyncio.Task[None]] = []
    look = loop.call_later(_LOOK_SECONDS, lambda: watching.append(loop.create_task(_watch(receive, cancellation))))
    try:
        return await graph.answer(
            asked.text,
            formats=formats,
            deadline=deadline or min(asked.timeout or graph.deadline, graph.deadline),
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            generation=asked.generation,
            cancellation=cancellation,
        )
    finally:
        look.cancel()
        for task in watching:
            task.cancel()


async def _watch(receive: Receive, cancellation: Cancellation) -> None:
    """Cancel once the caller has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    cancellation.cancel()


async def _description(request: Request, given: Mapping[str, list[str]]) -> Response:
    """Describe the service (SPARQL 1.1 Service Description)."""
    graph = await deps.graph(request)
    name = one(given, "format") if "format" in given else None
    kind = negotiate.graph_format(request.headers.get("accept"), name)
    told = {"endpoint": str(request.url.replace(query=None))}
    if any(key.allows(Scope.WRITE) for key in request.app.state.keys.all()):
        told["update"] = str(request.url.replace(path="/update", query=None))
    if not graph.plain:
        told["union"] = SD.UnionDefaultGraph
    if graph.services:
        told["federation"] = SD.BasicFederatedQuery
    run = partial(graph.named, catalog.find("service-description"), told, formats=(negotiate.ROWS["json"], kind))
    answer = await asyncio.get_running_loop().run_in_executor(request.app.state.executor, run)
    request.state.generation = answer.generation
    return Response(answer.body, media_type=kind.value)
