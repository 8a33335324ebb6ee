"""Every error as one problem document (RFC 9457): the only place that knows status codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from graph_api.reports import ReportsFull, UnknownReport
from graph_store import errors as store
from queries import errors as query
from queries.costs import QuerySlow

MEDIA_TYPE = "application/problem+json"


class NotAcceptable(Exception):
    """None of the media types that the caller accepts can be given."""


class UnsupportedMediaType(Exception):
    """The body is of a type that cannot be read here."""


class BodyTooLarge(Exception):
    """The body is larger than what is taken."""


class Unauthorized(Exception):
    """A key is needed; `invalid` where one was sent that is none."""

    def __init__(self, message: str, *, invalid: bool = False) -> None:
        """Keep the message."""
        super().__init__(message)
        self.invalid = invalid


class Forbidden(Exception):
    """The caller may not do that, whatever is sent."""


class UnknownJob(Exception):
    """There is no such job (any more)."""


STATUS: dict[type[Exception], tuple[int, str, str]] = {
    query.UnknownEntity: (404, "Unknown entity", "Search for it: /api/search?q=…"),
    query.UnknownQuery: (404, "Unknown named query", "See /queries for what there is."),
    UnknownJob: (404, "Unknown job", "See /api/jobs for those that are remembered."),
    query.UnknownCursor: (400, "Unknown cursor", "Begin with the first page: leave cursor= out."),
    query.BadParameter: (400, "Bad parameter", "See /docs for what each parameter takes."),
    query.NotAllowed: (403, "Not allowed", "Take SERVICE and LOAD out of the query."),
    query.QueryTooComplex: (422, "Query too complex", "Make it smaller or nest it less deeply."),
    query.BadQuery: (400, "Bad query", "Correct the query at the place named."),
    query.QueryError: (400, "Bad query", "See /docs."),
    store.QuerySyntax: (400, "Bad query", "Correct the query at the place named."),
    QuerySlow: (
        504,
        "Query took too long",
        "Begin with what is rare and join what shares a variable; /api answers text, dates, counts and the newest faster; or raise timeout= up to the limit (higher with a key).",
    ),
    store.QueryTimeout: (
        504,
        "Query took too long",
        "Begin with what is rare and join what shares a variable; /api answers text, dates, counts and the newest faster; or raise timeout= up to the limit (higher with a key).",
    ),
    store.QueryTooBig: (422, "Answer too large", "Add a LIMIT or ask for fewer columns."),
    store.AnswerUnwritable: (406, "Not writable in this format", "Ask for another format, by Accept or format=."),
    store.QueryCrashed: (422, "Query ended the engine", "Make it smaller or nest it less deeply."),
    store.EngineAway: (503, "Engine away", "Try again in a moment; /readyz tells the operator more."),
    store.QueryCancelled: (499, "Cancelled", "The caller went away."),
    store.PoolBusy: (503, "Too many queries", "Try again in a moment."),
    store.UnknownGeneration: (404, "Unknown generation", "Leave generation= out for the one in force."),
    store.StoreMissing: (503, "No graph yet", "Run `htxgraph ingest` first."),
    store.StoreDamaged: (503, "Store damaged", "Run `htxgraph rebuild`."),
    store.StoreBusy: (503, "Store busy", "Another writer is at work; try again later."),
    store.UpdateFailed: (409, "Update failed", "Nothing is changed; correct the update, or say SILENT."),
    store.GraphMissing: (404, "Unknown graph", "See which graphs there are by SPARQL: GRAPH ?g {}"),
    store.GraphKept: (403, "Graph not written to", "Write to another graph."),
    store.BadPatch: (422, "Bad patch", "Change several graphs by an update: /update."),
    store.BadQuads: (400, "Bad RDF", "Correct the document at the place named."),
    store.StoreError: (500, "Store error", "See the service's log."),
    BodyTooLarge: (413, "Body too large", "Send it in parts, or have the operator load it."),
    Unauthorized: (401, "Key needed", "Send a key as `Authorization: Bearer …`; the operator makes them."),
    Forbidden: (403, "Not allowed", "Ask the operator for a key: `htxgraph keys add`."),
    UnknownReport: (404, "Unknown report", "Look at the number again."),
    ReportsFull: (503, "Too many reports wait", "Try again in some days."),
    NotAcceptable: (406, "Not acceptable", "Ask for one of the media types named, by Accept or format=."),
    UnsupportedMediaType: (415, "Unsupported media type", "Send the query as a form or as application/sparql-query."),
}
_FRAMEWORK = {404: "Try /docs for what there is.", 405: "See /docs for the methods of this path."}


def problem(
    status: int, title: str, detail: str, what_to_do: str, extra: Mapping[str, object] | None = None
) -> JSONResponse:
    """Return a problem document: `type`, `title`, `status`, `detail`, `what_to_do`, and more where it helps."""
    kind = "about:blank" if title in _TITLES.values() else f"urn:htxgraph:problem:{title.lower().replace(' ', '-')}"
    content = {"type": kind, "title": title, "status": status, "detail": detail, "what_to_do": what_to_do}
    return JSONResponse({**content, **(extra or {})}, status_code=status, media_type=MEDIA_TYPE)


def add_to(app: FastAPI) -> None:
    """Let the application answer every error so."""
    for kind in STATUS:
        app.add_exception_handler(kind, _known)
    app.add_exception_handler(query.MergedEntity, _merged)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(Exception, _unexpected)  # it is logged with its traceback all the same


async def _merged(request: Request, error: Exception) -> JSONResponse:
    """Lead from a merged entity's address to its survivor's, the rest of the address unchanged."""
    assert isinstance(error, query.MergedEntity)
    old, new = (iri.partition("/id/")[2] for iri in (error.iri, error.survivor))
    answer = problem(308, "Merged entity", str(error), "Use the survivor's address.", {"merged_into": error.survivor})
    answer.headers["Location"] = str(request.url.path).replace(old, new) + (
        f"?{request.url.query}" if request.url.query else ""
    )
    return answer


async def _known(request: Request, error: Exception) -> Response:
    status, title, what_to_do = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    extra: dict[str, object] = {}
    if isinstance(error, query.BadQuery):
        if error.place is not None:
            extra = {"line": error.place.line, "column": error.place.column, "excerpt": error.place.marked()}
        what_to_do = error.hint or what_to_do
    elif isinstance(error, QuerySlow):
        extra = _slow(error)
    response = problem(status, title, str(error), what_to_do, extra)
    if isinstance(error, store.PoolBusy):
        response.headers["Retry-After"] = str(max(1, round(error.retry_after)))
    elif isinstance(error, store.StoreBusy):
        response.headers["Retry-After"] = "5"
    elif isinstance(error, Unauthorized):
        told = ', error="invalid_token"' if error.invalid else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="htxgraph"{told}'
    return response if not _plainly(request) else _as_text(response, status, title, error, what_to_do)


def _plainly(request: Request) -> bool:
    """Tell whether the caller would rather read a plain text than JSON."""
    asked = request.headers.get("accept", "")
    return "text/plain" in asked and "json" not in asked and "*/*" not in asked.partition("text/plain")[0]


def _slow(error: QuerySlow) -> dict[str, object]:
    """Return why a query was too slow, part by part, the place of the worst, and what to ask instead."""
    why = [
        {"line": one.place.line, "column": one.place.column, "pattern": one.text, "why": one.why}
        for one in error.reasons
    ]
    instead = [{"address": one.address, "gives": one.gives} for one in error.instead]
    found: dict[str, object] = {"why": why, "instead": instead}
    if error.reasons:
        place = error.reasons[0].place
        found |= {"line": place.line, "column": place.column, "excerpt": place.marked()}
    return found


def _as_text(response: Response, status: int, title: str, error: Exception, what_to_do: str) -> Response:
    """Return the problem as a text with the offending line, its other headers the same."""
    lines = [f"{status} {title}", str(error)]
    if isinstance(error, query.BadQuery) and error.place is not None:
        lines += ["", error.place.marked(), ""]
    text = PlainTextResponse("\n".join([*lines, what_to_do, ""]), status_code=status)
    kept = {name: value for name, value in response.headers.items() if name not in ("content-type", "content-length")}
    text.headers.update(kept)
    return text


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {_reason(one)}" for one in error.errors())
    return problem(400, "Bad parameter", told, "See /docs for what each parameter takes.")


def _reason(one: Mapping[str, Any]) -> str:
    """Return what is wrong with a parameter, for people: a pattern tells them nothing."""
    if one["type"] == "string_pattern_mismatch":
        return f"{str(one.get('input'))[:100]!r} is not written as it must be"
    return str(one["msg"])


async def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return problem(500, "Internal error", "this should not have happened", "Tell the operator; the log has the cause.")


async def _framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allow = {"Allow": ", ".join(sorted({"OPTIONS", *_methods(request)}))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        error.headers = {**(error.headers or {}), **allow}
    detail = str(error.detail) if error.status_code not in (404, 405) else f"{request.method} {request.url.path}"
    what = _FRAMEWORK.get(error.status_code, "See /docs.")
    answer = problem(error.status_code, _TITLES.get(error.status_code, "Error"), detail, what)
    answer.headers.update(error.headers or {})
    return answer


def _methods(request: Request) -> Iterator[str]:
    """Yield the methods that the request's path takes; a HEAD is answered wherever a GET is."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes):
            yield method
            if method == "GET":
                yield "HEAD"


_TITLES = {404: "Not found", 405: "Method not allowed"}
