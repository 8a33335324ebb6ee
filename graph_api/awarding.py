"""Who awarded whom: every conferral with its parties, and sums that say *at least*, never a false total."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from graph_api.awarding_schemas import AwardChain, AwardMatrix, AwardTotal, GiverAndReceiver
from graph_api.deps import GenerationDep, GraphDep, NetworksDep
from graph_api.lists import (
    BODY,
    ENTITY,
    FIELDS,
    MEDIA,
    PASSAGES,
    Accept,
    Cursor,
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
    only,
    picked,
    table,
)
from graph_api.schemas import AwardingEdge, Conferral, ConferralPage, Model, Page, facets
from graph_store.rows import ConferralFilter, Order
from queries import awarding, described, proof

router = APIRouter(tags=["Awards"])
By = Annotated[
    Literal["grantor", "presenter", "principal"],
    Query(description="Whose award it is, who handed it over, or for whom the presenter stood in."),
]
Status = Literal["conferred", "decided", "proposed", "planned", "refused", "revoked"]
Of = Literal[
    "grantor", "presenter", "principal", "recipient", "award", "category", "event", "year", "level", "province",
    "province_now",
]  # fmt: skip
Group = Literal["award", "category", "year", "level", "province", "province_now", "recipient_kind"]
Name = Annotated[Literal["json", "csv"] | None, Query(alias="format")]
_FURTHEST = 1_000_000


def _choice(
    graph: GraphDep,
    grantor: Annotated[
        str | None, Query(pattern=ENTITY, max_length=2000, description="Key or IRI.", examples=[BODY])
    ] = None,
    recipient: Key = None,
    presenter: Key = None,
    principal: Annotated[
        str | None, Query(pattern=ENTITY, max_length=2000, description="On whose behalf; key or IRI.")
    ] = None,
    award: Annotated[
        str | None, Query(pattern=ENTITY, max_length=2000, description="An award or its category; key or IRI.")
    ] = None,
    grade: Annotated[str | None, Query(max_length=100)] = None,
    level: Annotated[str | None, Query(max_length=100, description="nationalLevel, provinceLevel …")] = None,
    decision: Key = None,
    event: Key = None,
    province: Province = None,
    now: Now = False,
    since: Since = None,
    until: Until = None,
    status: Annotated[
        list[Status] | None, Query(description="Those in force (conferred, decided) when left out.")
    ] = None,
    recipient_kind: Annotated[
        list[str] | None,
        Query(description="person, organization; of unnamed ones individual, collective, cooperative …"),
    ] = None,
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
        province=iri(province),
        now=now,
        since=since,
        until=until,
        statuses=tuple(status or ("conferred", "decided")),
        recipient_kinds=tuple(recipient_kind or ()),
        unnamed_only=unnamed_only,
        grantor_unstated=grantor_unstated,
    )


ChoiceDep = Annotated[ConferralFilter, Depends(_choice)]


@router.get("/conferrals", response_model=ConferralPage, responses=given("csv", "jsonld"))
def conferrals(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    order: Order = Order.NEWEST,
    cursor: Cursor = None,
    limit: Limit = 50,
    evidence: Proven = False,
    fields: Annotated[str | None, Query(pattern=only(Conferral), description=FIELDS)] = None,
    accept: Accept = None,
    format: Annotated[Literal["json", "csv", "jsonld"] | None, Query()] = None,
) -> ConferralPage | Response:
    """List conferrals with their parties, newest first; awards not in force only when asked for by `status`."""
    kind = chosen(accept, format, ("json", "csv", "jsonld"))
    found = graph.conferrals(choice, order=order, cursor=cursor, limit=limit, generation=generation)
    if kind == "jsonld":
        body = described.claims(graph, (row.claim for row in found.rows), generation)
        return Response(body, media_type=MEDIA[kind])
    told = proof.passages(graph, (row.claim for row in found.rows), generation, each=PASSAGES) if evidence else {}
    items = [Conferral.of(row, graph.base, told.get(row.claim)) for row in found.rows]
    if kind == "csv":
        return table((_conferral_row(item) for item in items), COLUMNS)
    counted = facets(graph.conferral_facets(choice, generation)) if cursor is None else None
    page = ConferralPage(items=items, next=found.cursor, generation=generation, facets=counted)
    return picked(page, fields) or page


@router.get("/who-awarded-whom", response_model=Page[AwardingEdge], responses=given("csv"))
def who_awarded_whom(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    by: By = "grantor",
    group: Group | None = None,
    limit: Limit = 100,
    start: Annotated[int, Query(ge=0, le=_FURTHEST, description="How many of the greatest to leave out.")] = 0,
    fields: Annotated[str | None, Query(pattern=only(AwardingEdge), description=FIELDS)] = None,
    accept: Accept = None,
    format: Name = None,
) -> Page[AwardingEdge] | Response:
    """Sum who awarded whom, most conferrals first; recipients are *at least* so many, plus groups of unstated size."""
    kind = chosen(accept, format)
    edges = graph.awarding(choice, by=by, group=group, limit=limit, start=start, generation=generation)
    items = [AwardingEdge.of(edge, graph.base) for edge in edges]
    if kind == "csv":
        return table((flat(item.model_dump(mode="json")) for item in items), _columns(AwardingEdge))
    page = Page[AwardingEdge](items=items, generation=generation)
    return picked(page, fields) or page


@router.get("/who-awarded-whom/matrix", response_model=AwardMatrix, responses=given("csv"))
def matrix(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    by: By = "grantor",
    across: Annotated[Group, Query(description="What stands in the columns.")] = "year",
    most: Annotated[int, Query(ge=1, le=100, description="Rows and columns at most, those with most conferrals.")] = 20,
    accept: Accept = None,
    format: Name = None,
) -> AwardMatrix | Response:
    """Set out who awarded how often by year, level, award, province or kind of recipient; CSV is one row a cell."""
    kind = chosen(accept, format)
    found = AwardMatrix.of(
        awarding.matrix(graph, choice, by=by, across=across, most=most, generation=generation), generation, graph.base
    )
    if kind == "csv":
        return table((flat(cell.model_dump(mode="json")) for cell in found.cells), _columns(AwardingEdge))
    return found


@router.get("/who-awarded-whom/top", response_model=Page[AwardTotal], responses=given("csv"))
def top(
    graph: GraphDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    of: Annotated[Of, Query(description="What is ranked.")] = "grantor",
    limit: Limit = 20,
    accept: Accept = None,
    format: Name = None,
) -> Page[AwardTotal] | Response:
    """Rank parties, awards, events, years, levels or places by their conferrals."""
    kind = chosen(accept, format)
    found = awarding.totals(graph, choice, of=of, limit=limit, generation=generation)
    items = [AwardTotal.of(one, graph.base) for one in found]
    if kind == "csv":
        return table((flat(item.model_dump(mode="json")) for item in items), _columns(AwardTotal))
    return Page(items=items, generation=generation)


@router.get("/presenters-who-received")
def presenters_who_received(
    graph: GraphDep, generation: GenerationDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[GiverAndReceiver]:
    """List who both hands over awards and receives some, by name."""
    found = awarding.both(graph, cursor=cursor, limit=limit, generation=generation)
    items = [GiverAndReceiver.of(one, graph.base) for one in found.rows]
    return Page(items=items, next=found.cursor, generation=generation)


@router.get("/chains")
def chain(
    graph: GraphDep,
    networks: NetworksDep,
    generation: GenerationDep,
    through: Annotated[
        str | None,
        Query(pattern=ENTITY, max_length=2000, description="Key or IRI of a person or organization in it."),
    ] = None,
) -> AwardChain:
    """Find the longest chain of awarding: A honours B, who honours C, in person or by a post of its own."""
    found = awarding.longest_chain(graph, networks, through=through, generation=generation)
    return AwardChain.of(found, generation, graph.base)


COLUMNS = (
    "claim", "award", "grade", "status", "date", "period", "decision", "grantors", "presenters", "principals",
    "recipients", "at_least", "unsized", "event", "province", "province_now", "evidence",
)  # fmt: skip
"""The columns of conferrals as CSV."""


def _columns(model: type[Model]) -> list[str]:
    """Return the columns of a model's rows as CSV."""
    return list(flat(dict.fromkeys(model.model_fields)))


def _conferral_row(item: Conferral) -> dict[str, object]:
    def parties(role: str) -> str:
        return "; ".join(p.who.label for p in item.parties if p.role == role)

    row: dict[str, object] = {
        "claim": item.claim,
        "award": item.award.label if item.award else None,
        "grade": item.grade,
        "status": item.status,
        "date": item.date,
        "period": item.period,
        "decision": item.decision.label if item.decision else None,
        "grantors": parties("grantor"),
        "presenters": parties("presenter"),
        "principals": "; ".join(p.on_behalf_of.label for p in item.parties if p.on_behalf_of),
        "recipients": parties("recipient"),
        "at_least": item.at_least,
        "unsized": item.unsized,
        "event": item.event.label if item.event else None,
        "province": item.province,
        "province_now": item.province_now,
        "evidence": item.evidence,
    }
    if item.passages is not None:
        row["quotes"] = "\n".join(one.quote for one in item.passages)
    return row
