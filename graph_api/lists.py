"""What all lists of the API take and give: limits, cursors, dates, fields, and rows as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import orjson
from fastapi import Header, Path, Query, Response
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from graph_api import negotiate
from graph_store.index_entities import KINDS
from graph_store.index_network import CODES
from graph_store.rows import RelationKind
from graph_store.workers import Format
from ontology import units
from queries.errors import BadParameter

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
PASSAGES = 3
"""Passages of an item with `evidence=1`."""
DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""A year, a month or a day."""
_CHARACTERS = r"A-Za-z0-9._~!$&'()*+,;=:@/-"
_IRI = rf"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{{1,5}})?(/[{_CHARACTERS}]*)?(\?[{_CHARACTERS}?]*)?(#[{_CHARACTERS}?]*)?"
_KEY = r"[a-z][a-z0-9-]*/[a-z0-9-]+|vocab/[a-z][a-z0-9-]*(/[A-Za-z0-9_.-]+)+"
ENTITY = rf"^({_IRI}|{_KEY})$"
"""An entity's IRI or key."""


def item(kind: str) -> str:
    """Return the pattern of an IRI, a key of a kind, or what is left of such a key without the kind."""
    return rf"^({_IRI}|({kind}/)?[a-z0-9-]+)$"


PERSON = "person/nguyen-duc-hien-c7efccdc6000"
OTHER_PERSON = "person/tran-quang-hung-d13df40aa262"
BODY = "organization/uy-ban-nhan-dan-bac-giang-dab7e26436ba"
POST = "post/chu-tich-lien-minh-hop-tac-xa-tinh-bac-giang-3d057cf2044a"
DOCUMENT = "document/https-example-org-htxgraph-samples-bac-giang-2022-03-22-d35243a77c34"
"""Examples: entities of the articles that ship with the package."""


def _dated(value: object) -> object:
    """Refuse the bare code of a province: codes were given anew, so that without a day it means nothing."""
    told = units.undated_code(value) if isinstance(value, str) else None
    if told is not None:
        raise PydanticCustomError("bare_code", "{told}", {"told": told})
    return value


EntityPath = Annotated[
    str,
    Path(pattern=ENTITY, max_length=2000, description="Key or IRI of an entity.", examples=[PERSON]),
    BeforeValidator(_dated),  # after the pattern here, and so before it when it is checked
]


def _joining(kind: RelationKind) -> RelationKind:
    if kind not in CODES:
        raise ValueError(f"one of {', '.join(CODES)}")
    return kind


JoiningKind = Annotated[RelationKind, AfterValidator(_joining), WithJsonSchema({"type": "string", "enum": list(CODES)})]
"""A kind of relation that ways may lead over."""


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"one of {', '.join(KINDS)}")
    return kind


EntityKind = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(KINDS)})]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows a page.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="The `next` of the page before.")]
Since = Annotated[
    str | None,
    Query(alias="from", pattern=DAY, description="First day: 2022, 2022-03 or 2022-03-22.", examples=["2022-03"]),
]
Until = Annotated[str | None, Query(alias="to", pattern=DAY, description="Last day, inclusive.", examples=["2022"])]
Accept = Annotated[str | None, Header()]


Province = Annotated[
    str | None,
    Query(pattern=ENTITY, max_length=2000, description="Key or IRI of a province."),
    BeforeValidator(_dated),
]
Now = Annotated[bool, Query(description="Compare with the province of today (34), not the one at the time (63).")]
FIELDS = "Only these fields of each item, separated by commas."
Proven = Annotated[bool, Query(description="Give each item its first passages.")]
Key = Annotated[
    str | None,
    Query(pattern=ENTITY, max_length=2000, description="Key or IRI of an entity."),
    BeforeValidator(_dated),
]


def chosen(accept: str | None, name: str | None, offered: Sequence[str] = ("json", "csv")) -> str:
    """Return which of the formats offered an answer takes, the first of them by default.

    Raises BadParameter for a `format=` that is not offered.
    """
    if name is not None:
        if name not in offered:
            raise BadParameter(f"format: {', '.join(offered)}, not {name!r}")
        return name
    for one in offered[1:]:
        if negotiate.wants(accept, MEDIA[one], ("application/json",)):
            return one
    return offered[0]


MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "jsonld": Format.JSON_LD.value,
    "graphml": Format.GRAPHML.value,
    "gexf": Format.GEXF.value,
}
"""Media types by the short names of formats."""


def only(model: type[BaseModel]) -> str:
    """Return the pattern of `fields=` for a list of a model: names separated by commas."""
    names = "|".join(model.model_fields)
    return f"^({names})(,({names}))*$"


def given(*formats: str) -> dict[int | str, dict[str, Any]]:
    """Return how a route tells that it also gives other formats than JSON."""
    return {200: {"content": {MEDIA[name]: {} for name in formats}}}


def table(rows: Iterable[Mapping[str, object]], columns: Sequence[str] = ()) -> Response:
    """Return rows as CSV; `columns` head a table without rows. No text in it can be taken for a formula."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]) if listed else list(columns), lineterminator="\r\n")
    if writer.fieldnames:
        writer.writeheader()
    writer.writerows({name: inert(value) for name, value in row.items()} for row in listed)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


def inert(value: object) -> object:
    """Return a cell that no spreadsheet calculates: texts that begin as a formula does get an apostrophe before them."""
    if isinstance(value, str) and value.startswith(_FORMULA) and _NUMBER.fullmatch(value) is None:
        return f"'{value}"
    return value


def flat(item: Mapping[str, object]) -> dict[str, object]:
    """Return a row whose entities are two columns, IRI and label, and whose lists are joined."""
    row: dict[str, object] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            row[name], row[f"{name}_label"] = value.get("iri"), value.get("label")
        elif value is None and name in THINGS:
            row[name] = row[f"{name}_label"] = None
        elif isinstance(value, list):
            row[name] = "; ".join(str(one) for one in value)
        else:
            row[name] = value
    return row


def picked(page: BaseModel, fields: str | None) -> Response | None:
    """Return a page whose items have only some fields, `fields` separated by commas; None when all are wanted."""
    if fields is None:
        return None
    content = page.model_dump(mode="json")
    wanted = fields.split(",")
    content["items"] = [{name: one[name] for name in wanted} for one in content["items"]]
    return Response(orjson.dumps(content), media_type="application/json")


THINGS = ("subject", "object", "event", "award", "source", "target", "category", "decision")
"""Fields that hold an entity or nothing."""
