"""The API's description (OpenAPI): every operation with its errors as problem documents and every media type it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from graph_api.errors import MEDIA_TYPE
from graph_api.lists import DAY, ENTITY
from graph_api.negotiate import GRAPHS, ROWS
from queries import catalog, syntax
from queries.catalog import Kind, NamedQuery, Parameter

_PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457), and what to do about it.",
    "required": ["type", "title", "status", "detail", "what_to_do"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "what_to_do": {"type": "string"},
    },
    "additionalProperties": True,
}
_PARTIAL = {
    "type": "object",
    "description": "A page whose items have only the fields asked for.",
    "required": ["items", "generation"],
    "properties": {
        "items": {"type": "array", "items": {"type": "object"}},
        "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "generation": {"type": "integer"},
    },
}
_REFUSED = {
    "description": "A problem document: what is wrong, and what to do about it.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_GONE = ("HTTPValidationError", "ValidationError")
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Return what makes an application's description, once; errors are told as they are answered."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                license_info=app.license_info,
            )
            schemas = told.setdefault("components", {}).setdefault("schemas", {})
            for name in _GONE:
                schemas.pop(name, None)
            schemas["Problem"] = _PROBLEM
            schemas["PartialPage"] = _PARTIAL
            generic = told["paths"].pop("/queries/{name}")["get"]
            told["paths"].update((path, {"get": operation}) for path, operation in _named(generic))
            for operation in _operations(told):
                operation["responses"].pop("422", None)
                operation["responses"].setdefault("default", _REFUSED)
                _partly(operation)
            app.openapi_schema = told
        return app.openapi_schema

    return openapi


def _partly(operation: dict[str, Any]) -> None:
    """Tell that items have but some of their fields, where these can be chosen."""
    if any(one["name"] == "fields" for one in operation.get("parameters", ())):
        content = operation["responses"]["200"]["content"]["application/json"]
        content["schema"] = {"anyOf": [content["schema"], {"$ref": "#/components/schemas/PartialPage"}]}


def _named(whole: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path of every named query with its operation: what it answers, and its own parameters."""
    for query in catalog.catalog().values():
        rows = query.operation is syntax.Operation.SELECT
        if any(one.name == known["name"] for one in query.parameters for known in whole["parameters"]):
            continue  # it is asked by ourselves only
        own = [one for one in whole["parameters"] if one["in"] == "query" and (rows or one["name"] != "evidence")]
        table = ("json", "csv") if rows else tuple(GRAPHS)  # others, without passages, by Accept
        told = [
            {**one, "schema": {"type": "string", "enum": list(table)}} if one["name"] == "format" else one
            for one in own
        ]
        content: dict[str, Any] = {kind.value: {} for kind in (ROWS if rows else GRAPHS).values()}
        if rows:
            content["application/json"] = {"schema": {"$ref": "#/components/schemas/QueryAnswer"}}
        yield (
            f"/queries/{query.name}",
            {
                "tags": whole["tags"],
                "summary": query.summary,
                "description": query.question,
                "operationId": f"query-{query.name}",
                "parameters": [*(_parameter(one, query) for one in query.parameters), *told],
                "responses": {"200": {"description": "The rows, or the graph.", "content": content}},
            },
        )


def _parameter(one: Parameter, query: NamedQuery) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS[one.kind])
    if one.default:
        schema["default"] = int(one.default) if one.kind is Kind.INTEGER else one.default
    required = not one.optional and one.default is None
    if required and one.kind is Kind.TEXT:
        schema["minLength"] = 1
    told: dict[str, Any] = {
        "name": one.name,
        "in": "query",
        "required": required,
        "description": one.about,
        "schema": schema,
    }
    if one.name in query.example:
        told["example"] = query.example[one.name]
    return told


_SCHEMAS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.IRI: {"type": "string", "pattern": ENTITY, "maxLength": 2000},
    Kind.TEXT: {"type": "string", "maxLength": 2000},
    Kind.DATE: {"type": "string", "pattern": DAY},
    Kind.INTEGER: {"type": "integer", "minimum": -999_999_999_999_999, "maximum": 999_999_999_999_999},
}


def _operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in told["paths"].values():
        yield from (methods[method] for method in _METHODS if method in methods)
