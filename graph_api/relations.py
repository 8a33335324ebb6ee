"""The relationship lookups: search, cards, relations, conferrals, who awarded whom, paths, documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Response

from graph_api import negotiate
from graph_api.deps import GenerationDep, GraphDep
from graph_api.schemas import (
    AwardingEdge,
    Conferral,
    ConferralPage,
    EntityCard,
    EvidencePassage,
    Page,
    PostHolder,
    PostHolders,
    Relation,
    RelationPage,
    SearchHit,
    facets,
)
from graph_store.rows import ConferralFilter, Direction, Order, RelationFilter, RelationKind
from graph_store.workers import Format
from queries.errors import BadParameter

router = APIRouter(prefix="/api", tags=["Relations"])

Limit = Annotated[int, Query(ge=1, le=500, description="Rows a page.")]
Cursor = Annotated[str | None, Query(description="The `next` of the page before.")]
Since = Annotated[
    str | None, Query(alias="from", description="First day: 2022, 2022-03 or 2022-03-22.", examples=["2022-03"])
]
Until = Annotated[str | None, Query(alias="to", description="Last day, inclusive.", examples=["2022"])]
Accept = Annotated[str | None, Header()]
Name = Annotated[str | None, Query(alias="format", description="json or csv.")]
Text = Annotated[
    str,
    Query(
        min_length=1, max_length=300, description="A name, with or without diacritics.", examples=["nguyen duc hien"]
    ),
]
Province = Annotated[str | None, Query(description="A province's IRI.")]
Now = Annotated[bool, Query(description="Compare with the province of today (34), not the one at the time (63).")]


@router.get("/search")
def search(
    graph: GraphDep,
    generation: GenerationDep,
    q: Text,
    kind: Annotated[list[str] | None, Query(description="person, organization, post, event, award …")] = None,
    province: Province = None,
    now: Now = False,
    limit: Limit = 20,
) -> Page[SearchHit]:
    """Find entities by name: typed diacritics bind, missing ones fold."""
    found = graph.search(q, kinds=kind or (), province=province, now=now, limit=limit, generation=generation)
    return Page(items=[SearchHit.of(hit, graph.base) for hit in found], generation=generation)


@router.get("/entities/{key:path}/relations", response_model=RelationPage)
def relations(
    key: str,
    graph: GraphDep,
    generation: GenerationDep,
    kind: Annotated[list[RelationKind] | None, Query()] = None,
    direction: Direction | None = None,
    counterpart: Annotated[str | None, Query(description="Key or IRI of the other end.")] = None,
    counterpart_kind: Annotated[list[str] | None, Query()] = None,
    award: str | None = None,
    level: str | None = None,
    province: Province = None,
    now: Now = False,
    since: Since = None,
    until: Until = None,
    role: Annotated[list[str] | None, Query()] = None,
    order: Order = Order.NEWEST,
    cursor: Cursor = None,
    limit: Limit = 50,
    accept: Accept = None,
    format: Name = None,
) -> RelationPage | Response:
    """List an entity's relations, each with its claim; the first page has exact counts by facet."""
    choice = RelationFilter(
        kinds=tuple(kind or ()),
        direction=direction,
        counterpart=graph.iri(counterpart) if counterpart else None,
        counterpart_kinds=tuple(counterpart_kind or ()),
        award=graph.iri(award) if award else None,
        level=level,
        province=province,
        now=now,
        since=since,
        until=until,
        roles=tuple(role or ()),
    )
    found = graph.relations(key, choice, order=order, cursor=cursor, limit=limit, generation=generation)
    items = [Relation.of(row, graph.base) for row in found.rows]
    if _as_csv(accept, format):
        return _csv(_flat(item.model_dump(mode="json")) for item in items)
    counted = facets(graph.facets(key, choice, generation)) if cursor is None else None
    return RelationPage(items=items, next=found.cursor, generation=generation, facets=counted)


@router.get("/entities/{key:path}/timeline")
def timeline(
    key: str,
    graph: GraphDep,
    generation: GenerationDep,
    since: Since = None,
    until: Until = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Relation]:
    """List an entity's dated relations, oldest first."""
    found = graph.timeline(key, since=since, until=until, cursor=cursor, limit=limit, generation=generation)
    items = [Relation.of(row, graph.base) for row in found.rows]
    return Page(items=items, next=found.cursor, generation=generation)


@router.get("/entities/{key:path}/evidence")
def evidence(key: str, graph: GraphDep, generation: GenerationDep) -> Page[EvidencePassage]:
    """List the passages that name an entity or say a claim."""
    items = [EvidencePassage.of(passage) for passage in graph.evidence(key, generation)]
    return Page(items=items, generation=generation)


@router.get("/entities/{key:path}", response_model=EntityCard)
def entity(
    key: str, graph: GraphDep, generation: GenerationDep, accept: Accept = None, format: Name = None
) -> EntityCard | Response:
    """Show an entity's card with exact counts of its relations."""
    found = graph.entity(key, generation)
    if negotiate.wants(accept, Format.JSON_LD.value, ("application/json",)) or format == "jsonld":
        answer = graph.describe(found.iri, (Format.JSON, Format.JSON_LD), generation)
        return Response(answer.body, media_type=Format.JSON_LD.value)
    return EntityCard.of(found, graph.base)


@router.get("/posts/{key:path}/holders")
def holders(
    key: str,
    graph: GraphDep,
    generation: GenerationDep,
    on: Annotated[
        str,
        Query(
            pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
            description="The day: 2022-03-22, 2022-03 or 2022.",
            examples=["2022-03-22"],
        ),
    ],
) -> PostHolders:
    """Tell who held a post on a day: yes, no or not known, with the nearest attestations."""
    found = graph.holders(key if key.startswith("post/") or "://" in key else f"post/{key}", on, generation)
    return PostHolders(
        answer=found.answer,
        on=on,
        holders=[PostHolder.of(one, graph.base) for one in found.holders],
        nearest=[PostHolder.of(one, graph.base) for one in found.nearest],
        generation=generation,
    )


def _choice(
    graph: GraphDep,
    grantor: Annotated[str | None, Query(description="Key or IRI.")] = None,
    recipient: Annotated[str | None, Query(description="Key or IRI.")] = None,
    presenter: Annotated[str | None, Query(description="Key or IRI.")] = None,
    principal: Annotated[str | None, Query(description="On whose behalf; key or IRI.")] = None,
    award: Annotated[str | None, Query(description="An award or its category; key or IRI.")] = None,
    grade: str | None = None,
    level: str | None = None,
    decision: str | None = None,
    event: str | None = None,
    province: Province = None,
    now: Now = False,
    since: Since = None,
    until: Until = None,
    status: Annotated[
        list[str] | None, Query(description="conferred, decided, proposed, planned, refused, revoked")
    ] = None,
    recipient_kind: Annotated[list[str] | None, Query()] = None,
    unnamed_only: bool = False,
    grantor_unstated: bool = False,
) -> ConferralFilter:
    def iri(key: str | None) -> str | None:
        return graph.iri(key) if key else None

    return ConferralFilter(
        grantor=iri(grantor),
        recipient=iri(recipient),
        presenter=iri(presenter),
        principal=iri(principal),
        award=iri(award),
        grade=grade,
        level=level,
        decision=iri(decision),
        event=iri(event),
        province=province,
        now=now,
        since=since,
        until=until,
        statuses=tuple(status or ("conferred", "decided")),
        recipient_kinds=tuple(recipient_kind or ()),
        unnamed_only=unnamed_only,
        grantor_unstated=grantor_unstated,
    )


ChoiceDep = Annotated[ConferralFilter, Depends(_choice)]


@router.get("/conferrals", response_model=ConferralPage)
def conferrals(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    order: Order = Order.NEWEST,
    cursor: Cursor = None,
    limit: Limit = 50,
    accept: Accept = None,
    format: Name = None,
) -> ConferralPage | Response:
    """List conferrals with their parties, newest first; awards not in force only when asked for by `status`."""
    found = graph.conferrals(choice, order=order, cursor=cursor, limit=limit, generation=generation)
    items = [Conferral.of(row, graph.base) for row in found.rows]
    if _as_csv(accept, format):
        return _csv(_conferral_row(item) for item in items)
    counted = facets(graph.conferral_facets(choice, generation)) if cursor is None else None
    return ConferralPage(items=items, next=found.cursor, generation=generation, facets=counted)


@router.get("/who-awarded-whom", response_model=Page[AwardingEdge])
def who_awarded_whom(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    by: Literal["grantor", "presenter", "principal"] = "grantor",
    group: Literal["award", "category", "year", "level", "province", "province_now", "recipient_kind"] | None = None,
    limit: Limit = 100,
    accept: Accept = None,
    format: Name = None,
) -> Page[AwardingEdge] | Response:
    """Sum who awarded whom, most conferrals first: by grantor, by who handed over, or by whom they stood in for."""
    edges = graph.awarding(choice, by=by, group=group, limit=limit, generation=generation)
    items = [AwardingEdge.of(edge, graph.base) for edge in edges]
    if _as_csv(accept, format):
        return _csv(_flat(item.model_dump(mode="json")) for item in items)
    return Page(items=items, generation=generation)


@router.get("/documents/{key:path}", response_model=EntityCard)
def document(key: str, graph: GraphDep, generation: GenerationDep) -> EntityCard:
    """Show a document's card; its relations are what it mentions."""
    full = key if key.startswith("document/") or "://" in key else f"document/{key}"
    found = graph.entity(full, generation)
    if found.kind != "document":
        raise BadParameter(f"{found.label} is no document but a {found.kind}")
    return EntityCard.of(found, graph.base)


def _as_csv(accept: str | None, name: str | None) -> bool:
    if name not in (None, "json", "csv", "jsonld"):
        raise BadParameter(f"format: json or csv, not {name!r}")
    return name == "csv" or (name is None and negotiate.wants(accept, Format.CSV.value, ("application/json",)))


def _csv(rows: Iterable[Mapping[str, object]]) -> Response:
    listed = list(rows)
    out = io.StringIO()
    if listed:
        writer = csv.DictWriter(out, list(listed[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(listed)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


def _flat(item: Mapping[str, object]) -> dict[str, object]:
    """Return a row whose entities are two columns: IRI and label."""
    row: dict[str, object] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            row[name], row[f"{name}_label"] = value.get("iri"), value.get("label")
        elif value is None and name in ("subject", "object", "event", "award", "source", "target"):
            row[name] = row[f"{name}_label"] = None
        else:
            row[name] = value
    return row


def _conferral_row(item: Conferral) -> dict[str, object]:
    def parties(role: str) -> str:
        return "; ".join(p.who.label for p in item.parties if p.role == role)

    return {
        "claim": item.claim,
        "award": item.award.label if item.award else None,
        "grade": item.grade,
        "status": item.status,
        "date": item.date,
        "period": item.period,
        "decision": item.decision.label if item.decision else None,
        "grantors": parties("grantor"),
        "presenters": parties("presenter"),
        "recipients": parties("recipient"),
        "at_least": item.at_least,
        "unsized": item.unsized,
        "province": item.province,
        "province_now": item.province_now,
        "evidence": item.evidence,
    }
