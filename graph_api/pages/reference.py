"""The API's description as a page: every address with its parameters, from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from graph_api.pages.view import ViewDep

router = APIRouter(include_in_schema=False)
_METHODS = ("get", "post", "put", "patch", "delete", "head")


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter: name, where it stands (path, query, header), type or choices, what it is, whether it must be given."""

    name: str
    place: str
    form: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be done at an address."""

    method: str
    path: str
    about: str
    parameters: tuple[Taken, ...]
    bodies: tuple[str, ...]
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]
    anchor: str


@router.get("/docs", response_class=HTMLResponse)
def reference(view: ViewDep) -> HTMLResponse:
    """Show all addresses of the service by subject."""
    schema = view.request.app.openapi()
    subjects: dict[str, list[Operation]] = {}
    for subject, operation in operations(schema):
        subjects.setdefault(subject, []).append(operation)
    return view.render("reference.html", subjects=subjects, about=schema["info"].get("description", ""))


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Yield what an OpenAPI document describes, each with its subject (the first tag)."""
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods:
                told = methods[method]
                yield (told.get("tags") or ["Other"])[0], _operation(method, path, told)


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    return Operation(
        method.upper(),
        path,
        told.get("description") or told.get("summary", ""),
        tuple(_taken(one) for one in told.get("parameters", ())),
        tuple(told.get("requestBody", {}).get("content", ())),
        tuple(
            (status, answer.get("description", ""), tuple(answer.get("content", ())))
            for status, answer in told.get("responses", {}).items()
        ),
        told.get("operationId", f"{method}-{path}"),
    )


def _taken(one: Mapping[str, Any]) -> Taken:
    return Taken(
        one["name"], one["in"], _form(one.get("schema", {})), one.get("description", ""), one.get("required", False)
    )


def _form(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        forms = [_form(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " | ".join(dict.fromkeys(forms))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"{_form(schema.get('items', {}))} …"
    return str(schema.get("format") or schema.get("type", ""))
