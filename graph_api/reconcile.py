"""The reconciliation service for OpenRefine and others: version 0.2 at `/reconcile`, the draft of 1.0 at `/reconcile/draft`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qs, urljoin

import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from graph_api import bodies
from graph_api import reconciled as shared
from graph_api.deps import GraphDep
from ontology.terms import PREFIXES
from queries.entities import Graph
from queries.errors import BadParameter
from queries.linking.upkeep import Matching

router = APIRouter(tags=["Reconciliation"])
_MOST_BYTES = 4 << 20
_OPTIONS = ("queries", "extend", "callback")
Prefix = Annotated[str, Query(max_length=300, description="What is typed so far.")]
Cursor = Annotated[int, Query(ge=0, le=10_000, description="How many to leave out.")]
T = TypeVar("T")


async def matching(request: Request) -> Matching:
    """Return what matches names with the entities of the running application's graph."""
    found: Matching = request.app.state.matching
    return found


MatchingDep = Annotated[Matching, Depends(matching)]
Value = str | float | int | bool | dict[str, Any] | None


class Stated(BaseModel):
    """A property that a question states, in 0.2."""

    pid: str
    v: Value | list[Value]


class Question(BaseModel):
    """One question in 0.2: a name or at least one property."""

    model_config = ConfigDict(extra="forbid")
    query: str | None = Field(None, max_length=2000)
    type: str | list[str] | None = None
    limit: float | None = None
    properties: list[Stated] | None = None
    type_strict: Literal["any", "should", "all"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Question:
        if self.query is None and not self.properties:
            raise ValueError("a query needs 'query' or at least one of 'properties'")
        return self


class Condition(BaseModel):
    """One condition of a question in the draft."""

    matchType: Literal["name", "id", "property"]
    propertyId: str | None = None
    propertyValue: Value | list[Value]
    required: bool | None = None
    matchQuantifier: Literal["any", "all", "none"] | None = None
    matchQualifier: str | None = None


class DraftQuestion(BaseModel):
    """One question in the draft: at least one condition."""

    model_config = ConfigDict(extra="forbid")
    type: str | None = None
    limit: float | None = None
    lang: str | None = None
    dir: Literal["ltr", "rtl", "auto"] | None = None
    conditions: list[Condition] = Field(min_length=1)


class DraftBatch(BaseModel):
    """The questions of one request in the draft."""

    queries: list[DraftQuestion]


class Fetched(BaseModel):
    """A property to fetch."""

    id: str
    settings: dict[str, Any] | None = None


class Extension(BaseModel):
    """What is to be fetched of which entities."""

    ids: list[str]
    properties: list[Fetched]


_BATCH: TypeAdapter[dict[str, Question]] = TypeAdapter(dict[str, Question])
_DRAFT: TypeAdapter[DraftBatch] = TypeAdapter(DraftBatch)
_EXTENSION: TypeAdapter[Extension] = TypeAdapter(Extension)


# --- version 0.2


@router.get("/reconcile", response_model=None)
async def ask(request: Request, graph: GraphDep, matching: MatchingDep) -> JSONResponse:
    """Tell what the service is, or with `queries` or `extend` answer a batch (version 0.2)."""
    return await _answered(request, graph, matching, bodies.address(request))


@router.post("/reconcile", response_model=None)
async def batch(request: Request, graph: GraphDep, matching: MatchingDep) -> JSONResponse:
    """Answer a batch sent as a form: `queries` or `extend` (version 0.2)."""
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    content = bodies.text(await bodies.body(request, _MOST_BYTES), charset)
    if kind == bodies.FORM:
        given = parse_qs(content, keep_blank_values=True)
    elif kind == "multipart/form-data":
        raise BadParameter("send the batch as application/x-www-form-urlencoded: queries=…")
    else:
        raise BadParameter(f"a form with 'queries' or 'extend' is expected, not {kind or 'a body without media type'}")
    return await _answered(request, graph, matching, given)


async def _answered(request: Request, graph: Graph, matching: Matching, given: bodies.Given) -> JSONResponse:
    queries, extend = given.get("queries"), given.get("extend")
    if queries:
        asked = _read(_BATCH, queries[0], "queries")
        _bounded(len(asked))
        return JSONResponse(await run_in_threadpool(_results, matching, graph.base, asked))
    if extend:
        wanted = _read(_EXTENSION, extend[0], "extend")
        _bounded(len(wanted.ids))
        return JSONResponse(await run_in_threadpool(_extended, graph, matching, wanted))
    if request.method == "POST":
        raise BadParameter("the form has neither 'queries' nor 'extend'")
    return JSONResponse(_manifest(request, graph))


def _results(matching: Matching, base: str, asked: dict[str, Question]) -> dict[str, Any]:
    return {name: {"result": _of_question(matching, base, one)} for name, one in asked.items()}


def _of_question(matching: Matching, base: str, one: Question) -> list[dict[str, Any]]:
    types = [one.type] if isinstance(one.type, str) else one.type or []
    stated = [(each.pid, each.v) for each in one.properties or ()]
    asked = shared.question(one.query or "", stated, types, base)
    found = shared.candidates(matching, asked, types, one.limit)
    return [shared.shown(each, base, named=False) for each in found]


def _extended(graph: Graph, matching: Matching, wanted: Extension) -> dict[str, Any]:
    names = [one.id for one in wanted.properties]
    limits = {one.id: _limit(one.settings) for one in wanted.properties}
    rows = {
        given: {name: found[: limits[name]] or [{}] for name, found in shared.values(graph, matching, given, names)}
        for given in wanted.ids
    }
    meta = [{"id": one.id, "name": shared.known_property(one.id).name} for one in wanted.properties]
    return {"meta": meta, "rows": rows}


def _limit(settings: dict[str, Any] | None) -> int | None:
    said = str((settings or {}).get("limit") or 0)
    if not said.isdigit():
        raise BadParameter(f"extend: the limit of a property is a whole number, not {said!r}")
    return int(said) or None


def _manifest(request: Request, graph: Graph) -> dict[str, Any]:
    here = urljoin(str(request.base_url), "reconcile")
    root = str(request.base_url).rstrip("/")
    return {
        "versions": ["0.2"],
        "name": "htxgraph",
        "identifierSpace": f"{graph.base}id/",
        "schemaSpace": PREFIXES["htx"],
        "documentation": urljoin(str(request.base_url), "docs"),
        "serviceVersion": version("htxgraph"),
        "defaultTypes": [
            {"id": name, "name": shared.TYPES[name]} for name in ("organization", "person", "Cooperative")
        ],
        "view": {"url": f"{root}/page/{{{{id}}}}"},
        "preview": {
            "url": f"{here}/preview?id={{{{id}}}}",
            "width": shared.PREVIEW_WIDTH,
            "height": shared.PREVIEW_HEIGHT,
        },
        "suggest": {
            name: {
                "service_url": root,
                "service_path": f"/reconcile/suggest/{name}",
                "flyout_service_url": root,
                "flyout_service_path": f"/reconcile/flyout/{name}?id=${{id}}",
            }
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/properties"},
            "property_settings": [
                {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": "0: all values"}
            ],
        },
        "batchSize": shared.MOST_QUERIES,
    }


@router.get("/reconcile/suggest/entity")
@router.get("/reconcile/draft/suggest/entity", include_in_schema=False)
def suggest_entity(graph: GraphDep, prefix: Prefix, cursor: Cursor = 0) -> dict[str, Any]:
    """Suggest entities while a name is typed."""
    if not prefix.strip():
        return {"result": []}
    found = graph.search(prefix, limit=cursor + 10)[cursor:]
    return {
        "result": [
            {
                "id": shared.key(one.iri, graph.base),
                "name": one.label,
                "description": one.matched if one.matched != one.label else one.kind,
                "notable": [{"id": one.kind, "name": shared.TYPES.get(one.kind, one.kind)}],
            }
            for one in found
        ]
    }


@router.get("/reconcile/suggest/property")
@router.get("/reconcile/draft/suggest/property", include_in_schema=False)
def suggest_property(prefix: Prefix, cursor: Cursor = 0) -> dict[str, Any]:
    """Suggest properties while a name is typed."""
    found = shared.matching_properties(prefix)[cursor:]
    return {"result": [{"id": one.id, "name": one.name, "description": one.about} for one in found]}


@router.get("/reconcile/suggest/type")
@router.get("/reconcile/draft/suggest/type", include_in_schema=False)
def suggest_type(prefix: Prefix, cursor: Cursor = 0) -> dict[str, Any]:
    """Suggest types while a name is typed."""
    return {"result": [{"id": name, "name": label} for name, label in shared.matching_types(prefix)[cursor:]]}


@router.get("/reconcile/flyout/{kind}")
def flyout(
    kind: Literal["entity", "property", "type"], graph: GraphDep, matching: MatchingDep, id: str
) -> dict[str, Any]:
    """Show what a suggestion is, in a few words of HTML."""
    if kind == "entity":
        return {"id": id, "html": shared.preview(shared.find(matching, id, graph.base), id)}
    about = shared.TYPES.get(id, id) if kind == "type" else shared.known_property(id).about or id
    return {"id": id, "html": f"<p>{shared.escaped(about)}</p>"}


@router.get("/reconcile/properties")
def propose(
    type: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """Propose properties to fetch."""
    found = shared.matching_properties("", fetched=True)[:limit]
    answer: dict[str, Any] = {"limit": limit, "properties": [{"id": one.id, "name": one.name} for one in found]}
    return answer | ({"type": type} if type is not None else {})


@router.get("/reconcile/preview")
@router.get("/reconcile/draft/preview", include_in_schema=False)
def preview(graph: GraphDep, matching: MatchingDep, id: Annotated[str, Query(max_length=2000)]) -> HTMLResponse:
    """Show an entity on a small page."""
    return _page(graph, matching, id)


def _page(graph: Graph, matching: Matching, given: str) -> HTMLResponse:
    found = shared.find(matching, given, graph.base)
    return HTMLResponse(shared.preview(found, given), status_code=200 if found is not None else 404)


# --- the draft of 1.0


@router.get("/reconcile/draft")
def draft_manifest(request: Request, graph: GraphDep) -> dict[str, Any]:
    """Tell what the service is (draft of version 1.0)."""
    root = str(request.base_url).rstrip("/")
    return {
        "versions": ["1.0-draft"],
        "name": "htxgraph",
        "identifierSpace": f"{graph.base}id/",
        "schemaSpace": PREFIXES["htx"],
        "documentation": urljoin(str(request.base_url), "docs"),
        "serviceVersion": version("htxgraph"),
        "view": {"url": f"{root}/page/{{id}}"},
        "defaultTypes": [
            {"id": name, "name": shared.TYPES[name]} for name in ("organization", "person", "Cooperative")
        ],
        "suggest": {"entity": True, "property": True, "type": True},
        "preview": {"width": shared.PREVIEW_WIDTH, "height": shared.PREVIEW_HEIGHT},
        "extend": {
            "proposeProperties": True,
            "propertySettings": [
                {"id": "limit", "name": "Limit", "type": "number", "default": 0, "helpText": "0: all"}
            ],
        },
        "standardizedScore": True,
        "batchSize": shared.MOST_QUERIES,
    }


@router.post("/reconcile/draft/match", response_model=None)
async def draft_match(request: Request, graph: GraphDep, matching: MatchingDep) -> JSONResponse:
    """Answer a batch of questions (draft of version 1.0)."""
    asked = _read(_DRAFT, await _json(request), "body")
    _bounded(len(asked.queries))
    return JSONResponse(await run_in_threadpool(_draft_results, matching, graph.base, asked))


def _draft_results(matching: Matching, base: str, asked: DraftBatch) -> dict[str, Any]:
    return {"results": [{"candidates": _of_draft(matching, base, one)} for one in asked.queries]}


def _of_draft(matching: Matching, base: str, one: DraftQuestion) -> list[dict[str, Any]]:
    for condition in one.conditions:
        if condition.matchType == "property" and condition.propertyId is None:
            raise BadParameter("a condition of matchType 'property' needs its 'propertyId'")
    names = [str(each.propertyValue) for each in one.conditions if each.matchType == "name"]
    stated = [(each.propertyId or "", each.propertyValue) for each in one.conditions if each.matchType == "property"]
    types = [one.type] if one.type is not None else []
    ids = [str(each.propertyValue) for each in one.conditions if each.matchType == "id"]
    if ids:
        found = [entry for given in ids if (entry := shared.find(matching, given, base)) is not None]
        return [
            {
                "id": shared.key(entry.iri, base),
                "name": entry.name,
                "score": 100,
                "match": True,
                "type": shared.types_of(entry),
            }
            for entry in found
        ]
    asked = shared.question(names[0] if names else "", stated, types, base)
    candidates = shared.candidates(matching, asked, types, one.limit)
    needed = [each.propertyId or "" for each in one.conditions if each.required and each.matchType == "property"]
    kept = [each for each in candidates if all(shared.fits(each, pid) for pid in needed)]
    return [shared.shown(each, base, named=True) for each in kept]


@router.post("/reconcile/draft/extend", response_model=None)
async def draft_extend(request: Request, graph: GraphDep, matching: MatchingDep) -> JSONResponse:
    """Fetch properties of entities (draft of version 1.0)."""
    wanted = _read(_EXTENSION, await _json(request), "body")
    _bounded(len(wanted.ids))
    found = await run_in_threadpool(_extended, graph, matching, wanted)
    rows = [
        {"id": given, "properties": [{"id": name, "values": values} for name, values in row.items()]}
        for given, row in found["rows"].items()
    ]
    return JSONResponse({"meta": found["meta"], "rows": rows})


@router.get("/reconcile/draft/extend/propose")
def draft_propose(
    type: Annotated[str | None, Query(max_length=200)] = None, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> dict[str, Any]:
    """Propose properties to fetch (draft of version 1.0)."""
    return propose(type, limit)


@router.get("/reconcile/draft/preview/{id:path}")
def draft_preview(id: str, graph: GraphDep, matching: MatchingDep) -> HTMLResponse:
    """Show an entity on a small page (draft of version 1.0)."""
    return _page(graph, matching, id)


async def _json(request: Request) -> str:
    kind, charset = bodies.media_type(request.headers.get("content-type", ""))
    if kind not in ("application/json", "text/json"):
        raise BadParameter(f"a JSON body is expected, not {kind or 'one without media type'}")
    return bodies.text(await bodies.body(request, _MOST_BYTES), charset)


def _read(adapter: TypeAdapter[T], text: str, name: str) -> T:
    """Return what a text says; BadParameter, with the place and the reason, for what is not as it must be."""
    try:
        return adapter.validate_python(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        raise BadParameter(f"{name}: no JSON, {error.msg} at sign {error.pos + 1}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadParameter(f"{name}: {f'{place}: ' if place else ''}{first['msg']}") from None


def _bounded(number: int) -> None:
    if number > shared.MOST_QUERIES:
        raise BadParameter(f"a batch has at most {shared.MOST_QUERIES} entries; this one has {number}")
