"""Entities: search and suggestions, cards, relations, timelines, evidence, holders of posts, documents."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from graph_api.card_schemas import Card, Suggestion
from graph_api.deps import GenerationDep, GraphDep
from graph_api.lists import (
    DAY,
    DOCUMENT,
    FIELDS,
    MEDIA,
    PASSAGES,
    POST,
    Accept,
    Cursor,
    EntityKind,
    EntityPath,
    Key,
    Limit,
    Now,
    Proven,
    Province,
    Since,
    Until,
    chosen,
    flat,
    given,
    item,
    only,
    picked,
    table,
)
from graph_api.schemas import (
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
from graph_store import rows
from graph_store.rows import Direction, Order, RelationFilter, RelationKind
from graph_store.workers import Format
from queries import cards, described, proof
from queries.errors import BadParameter

router = APIRouter(tags=["Relations"])
Name = Annotated[Literal["json", "csv", "jsonld"] | None, Query(alias="format")]
DocumentPath = Annotated[
    str,
    Path(pattern=item("document"), max_length=2000, description="Key, or its end, or IRI.", examples=[DOCUMENT]),
]
PostPath = Annotated[
    str, Path(pattern=item("post"), max_length=2000, description="Key or IRI of a post.", examples=[POST])
]
Fields = Annotated[str | None, Query(pattern=only(Relation), description=FIELDS, examples=["claim,date"])]
_FORMATS = ("json", "csv", "jsonld")

Text = Annotated[
    str,
    Query(
        min_length=1, max_length=300, description="A name, with or without diacritics.", examples=["nguyen duc hien"]
    ),
]


@router.get("/search")
def search(
    graph: GraphDep,
    generation: GenerationDep,
    q: Text,
    kind: Annotated[list[EntityKind] | None, Query(description="person, organization, post, event, award …")] = None,
    province: Province = None,
    now: Now = False,
    limit: Limit = 20,
) -> Page[SearchHit]:
    """Find entities by name: typed diacritics bind, missing ones fold."""
    found = graph.search(
        q,
        kinds=kind or (),
        province=graph.iri(province) if province else None,
        now=now,
        limit=limit,
        generation=generation,
    )
    return Page(items=[SearchHit.of(hit, graph.base) for hit in found], generation=generation)


@router.get("/suggest")
def suggest(
    graph: GraphDep,
    generation: GenerationDep,
    q: Text,
    kind: Annotated[list[EntityKind] | None, Query(description="Only entities of these kinds.")] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Page[Suggestion]:
    """Suggest entities while a name is typed: the last word may only be begun."""
    found = graph.search(q, kinds=kind or (), limit=limit, generation=generation)
    return Page(items=[Suggestion.of(hit, graph.base) for hit in found], generation=generation)


def _listed(
    graph: GraphDep,
    found: rows.Page[rows.RelationRow],
    generation: int,
    kind: str,
    evidence: bool,
    counted: dict[str, tuple[rows.Facet, ...]] | None,
) -> RelationPage | Response:
    """Return relations in the format asked for."""
    if kind == "jsonld":
        body = described.claims(graph, (row.claim for row in found.rows), generation)
        return Response(body, media_type=MEDIA[kind])
    items = [
        Relation.of(row, graph.base, proof.of_relation(graph, row, generation, each=PASSAGES) if evidence else None)
        for row in found.rows
    ]
    if kind == "csv":
        return table((_flat(item) for item in items), _COLUMNS)
    page = RelationPage(items=items, next=found.cursor, generation=generation)
    return page.model_copy(update={"facets": facets(counted)}) if counted is not None else page


@router.get("/entities/{key:path}/relations", response_model=RelationPage, responses=given("csv", "jsonld"))
def relations(
    key: EntityPath,
    graph: GraphDep,
    generation: GenerationDep,
    kind: Annotated[list[RelationKind] | None, Query()] = None,
    direction: Direction | None = None,
    counterpart: Key = None,
    counterpart_kind: Annotated[list[EntityKind] | None, Query(description="person, organization, event …")] = None,
    award: Key = None,
    level: Annotated[str | None, Query(max_length=100)] = None,
    province: Province = None,
    now: Now = False,
    since: Since = None,
    until: Until = None,
    role: Annotated[list[str] | None, Query(description="chaired, attended …")] = None,
    order: Annotated[Order, Query(description="`evidence` is by weight: most passages first.")] = Order.NEWEST,
    cursor: Cursor = None,
    limit: Limit = 50,
    evidence: Proven = False,
    fields: Fields = None,
    accept: Accept = None,
    format: Name = None,
) -> RelationPage | Response:
    """List an entity's relations, each with its claim; the first page has exact counts by facet."""
    wanted = chosen(accept, format, _FORMATS)
    choice = RelationFilter(
        kinds=tuple(kind or ()),
        direction=direction,
        counterpart=graph.iri(counterpart) if counterpart else None,
        counterpart_kinds=tuple(counterpart_kind or ()),
        award=graph.iri(award) if award else None,
        level=level,
        province=graph.iri(province) if province else None,
        now=now,
        since=since,
        until=until,
        roles=tuple(role or ()),
    )
    found = graph.relations(key, choice, order=order, cursor=cursor, limit=limit, generation=generation)
    counted = graph.facets(key, choice, generation) if cursor is None and wanted == "json" else None
    page = _listed(graph, found, generation, wanted, evidence, counted)
    return page if isinstance(page, Response) else picked(page, fields) or page


@router.get("/entities/{key:path}/timeline", response_model=RelationPage, responses=given("csv", "jsonld"))
def timeline(
    key: EntityPath,
    graph: GraphDep,
    generation: GenerationDep,
    since: Since = None,
    until: Until = None,
    cursor: Cursor = None,
    limit: Limit = 50,
    evidence: Proven = False,
    fields: Fields = None,
    accept: Accept = None,
    format: Name = None,
) -> RelationPage | Response:
    """List an entity's dated relations, oldest first."""
    wanted = chosen(accept, format, _FORMATS)
    found = graph.timeline(key, since=since, until=until, cursor=cursor, limit=limit, generation=generation)
    page = _listed(graph, found, generation, wanted, evidence, None)
    return page if isinstance(page, Response) else picked(page, fields) or page


@router.get("/entities/{key:path}/evidence")
def evidence(key: EntityPath, graph: GraphDep, generation: GenerationDep) -> Page[EvidencePassage]:
    """List the passages that name an entity or say a claim."""
    items = [EvidencePassage.of(passage) for passage in graph.evidence(key, generation)]
    return Page(items=items, generation=generation)


@router.get("/entities/{key:path}", response_model=Card, responses=given("jsonld"))
def entity(
    key: EntityPath,
    graph: GraphDep,
    generation: GenerationDep,
    each: Annotated[int, Query(ge=0, le=50, description="Relations of each kind that are shown.")] = 5,
    accept: Accept = None,
    format: Literal["json", "jsonld"] | None = None,
) -> Card | Response:
    """Show an entity's card: names, posts in time, identifiers, and each kind of relation with its exact count."""
    if chosen(accept, format, ("json", "jsonld")) == "jsonld":
        found = graph.entity(key, generation)
        answer = graph.describe(found.iri, (Format.JSON, Format.JSON_LD), generation)
        return Response(answer.body, media_type=Format.JSON_LD.value)
    return Card.whole(cards.card(graph, key, each=each, generation=generation), graph.base)


@router.get("/posts/{key:path}/holders")
def holders(
    key: PostPath,
    graph: GraphDep,
    generation: GenerationDep,
    on: Annotated[
        str,
        Query(
            pattern=DAY,
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


@router.get("/documents/{key:path}", response_model=EntityCard)
def document(key: DocumentPath, graph: GraphDep, generation: GenerationDep) -> EntityCard:
    """Show a document's card; its relations are what it mentions."""
    full = key if key.startswith("document/") or "://" in key else f"document/{key}"
    found = graph.entity(full, generation)
    if found.kind != "document":
        raise BadParameter(f"{found.label} is no document but a {found.kind}")
    return EntityCard.of(found, graph.base)


def _flat(item: Relation) -> dict[str, object]:
    """Return a relation as a row; passages become one column of quotes."""
    row = flat(item.model_dump(mode="json", exclude={"passages"}))
    if item.passages is not None:
        row["quotes"] = "\n".join(one.quote for one in item.passages)
    return row


_COLUMNS = list(flat({name: None for name in Relation.model_fields if name != "passages"}))
