"""Twins of pages: what a page shows as JSON, Turtle or JSON-LD, at the page's own address with an ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

import orjson
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from graph_api.schemas import (
    AwardingEdge,
    Conferral,
    EntityCard,
    EvidencePassage,
    QueryCard,
    Relation,
    SearchHit,
    Thing,
)
from graph_store.rows import ConferralRow, Edge, EntityRow, Hit, Named, RelationKind, RelationRow
from graph_store.workers import Format
from queries import described
from queries.catalog import NamedQuery
from queries.documents import Said
from queries.entities import Graph, Passage

JSON = "json"
TWINS: Mapping[str, str] = {JSON: "application/json", "ttl": Format.TURTLE.value, "jsonld": Format.JSON_LD.value}
"""Endings of the addresses of twins, with what they give."""
_GRAPHS = {"ttl": Format.TURTLE, "jsonld": Format.JSON_LD}
_MODELS: Mapping[type, Callable[[Any, str], BaseModel]] = {
    EntityRow: EntityCard.of,
    RelationRow: Relation.of,
    ConferralRow: Conferral.of,
    Hit: SearchHit.of,
    Named: Thing.of,
    Edge: AwardingEdge.of,
    Passage: lambda one, _: EvidencePassage.of(one),
    NamedQuery: lambda one, _: QueryCard.of(one),
}
"""What the API has a model of looks in a twin as it does there."""
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def twinned(router: APIRouter, path: str) -> Callable[[Endpoint], Endpoint]:
    """Return what registers a page at a path, and its twins at the path with their endings; `/` is `/index` there."""

    def add(endpoint: Endpoint) -> Endpoint:
        for twin in TWINS:  # before the page, whose path may take any ending for part of a name
            address = f"{'/index' if path == '/' else path}.{twin}"
            router.add_api_route(address, endpoint, response_class=Response, include_in_schema=False)
        router.add_api_route(path, endpoint, response_class=HTMLResponse, include_in_schema=path.startswith("/page/"))
        return endpoint

    return add


def asked(path: str) -> str | None:
    """Return which twin an address asks for, None for the page itself."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    return ending if ending in TWINS else None


def address(path: str, query: str, twin: str) -> str:
    """Return the address of a page's twin."""
    return f"{'/index' if path == '/' else path}.{twin}{f'?{query}' if query else ''}"


def answer(graph: Graph, generation: int, twin: str, shown: Mapping[str, object]) -> Response:
    """Return what a page shows as one of its twins."""
    if twin == JSON:
        content = {"generation": generation, **{name: told(value, graph.base) for name, value in shown.items()}}
        return Response(orjson.dumps(content), media_type=TWINS[JSON])
    found = _Spoken()
    for value in shown.values():
        found.hear(value)
    lines = described.shown(
        graph, generation, claims=found.claims, things=found.things.keys() - found.claims, passages=found.passages
    )
    return Response(described.written(lines, _GRAPHS[twin]), media_type=TWINS[twin])


def told(value: object, base: str) -> object:
    """Return a value as JSON has it: by the API's model where there is one, else by its fields."""
    model = _MODELS.get(type(value))
    if model is not None:
        return model(value, base).model_dump(mode="json")
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Enum():
            return value.value
        case Mapping():
            return {str(name): told(one, base) for name, one in value.items()}
        case str() | int() | float() | None:
            return value
        case Iterable():
            return [told(one, base) for one in value]
        case _:
            return {name: told(one, base) for name, one in _parts(value)}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of which a page shows what it says."""

    claim: str


@dataclass(slots=True)
class _Spoken:
    """What a page speaks of: claims told in full, things by name, passages; each once, in the order of the page."""

    claims: dict[str, None] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    passages: dict[str, None] = field(default_factory=dict)

    def hear(self, value: object) -> None:
        """Take note of whatever a value speaks of."""
        match value:
            case EntityRow():
                self.claims[value.iri] = None
            case Named() | Hit():
                self.things[value.iri] = None
            case Passage():
                self.passages[value.evidence] = None
                self.things[value.document] = None
            case Claimed():
                self.claims[value.claim] = None
            case Said():
                self.claims[value.claim] = None
                self.passages[value.evidence] = None
            case _:
                self._hear_parts(value)

    def _hear_parts(self, value: object) -> None:
        if isinstance(value, ConferralRow) or (
            isinstance(value, RelationRow) and value.kind is not RelationKind.MENTIONS
        ):
            self.claims[value.claim] = None
        if isinstance(value, ConferralRow):
            self.claims.update((one.presentation, None) for one in value.parties if one.presentation)
        if isinstance(value, Mapping):
            for one in value.values():
                self.hear(one)
        elif isinstance(value, list | tuple):
            for one in value:
                self.hear(one)
        elif is_dataclass(value):
            for _, one in _parts(value):
                self.hear(one)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if not is_dataclass(value):
        raise TypeError(f"a page shows a {type(value).__name__}, which has no twin")
    return ((one.name, getattr(value, one.name)) for one in fields(value))
