"""Figures of the sector as stated, and what in the graph may be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from graph_api.deps import GenerationDep, GraphDep
from graph_api.lists import FIELDS, PASSAGES, Accept, Cursor, Limit, Proven, chosen, given, only, picked, table
from graph_api.schemas import EvidencePassage, Model, Page, key_of
from queries import figures, proof

router = APIRouter(tags=["Figures and issues"])
Name = Annotated[Literal["json", "csv"] | None, Query(alias="format")]


class Observation(Model):
    """A figure as one claim states it: value, certainty and the text's own words, for a place and a period."""

    observation: str
    measure: str
    value: int | float
    unit: str
    qualifier: str | None
    stated: str
    place: str | None
    area: str | None
    period: str | None
    link: str | None
    passages: list[EvidencePassage] | None


class FoundIssue(Model):
    """Something that may be wrong: what, which named query found it, the row it gives, and the passages that say so."""

    kind: str
    query: str
    row: Mapping[str, Any]
    evidence: list[EvidencePassage]
    inferred_by: str | None


@router.get("/observations", response_model=Page[Observation], responses=given("csv"))
def observations(
    graph: GraphDep,
    generation: GenerationDep,
    measure: Annotated[
        str | None, Query(max_length=300, description="Words of the measure's name.", examples=["vốn điều lệ"])
    ] = None,
    place: Annotated[
        str | None, Query(max_length=300, description="Words of the place's name, or its IRI.", examples=["Bắc Giang"])
    ] = None,
    during: Annotated[str | None, Query(max_length=40, description="The period as stated.", examples=["2021"])] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    evidence: Proven = False,
    fields: Annotated[str | None, Query(pattern=only(Observation), description=FIELDS)] = None,
    accept: Accept = None,
    format: Name = None,
) -> Page[Observation] | Response:
    """List figures as stated, by place, period and measure; nothing is corrected or summed."""
    found = figures.figures(
        graph, measure=measure, place=place, during=during, cursor=cursor, limit=limit, generation=generation
    )
    told = proof.passages(graph, (one.observation for one in found.rows), generation, each=PASSAGES) if evidence else {}
    items = [_observation(one, told, graph.base) for one in found.rows]
    if chosen(accept, format) == "csv":
        columns = [name for name in Observation.model_fields if name != "passages"]
        return table((item.model_dump(mode="json", exclude={"passages"}) for item in items), columns)
    page = Page[Observation](items=items, next=found.cursor, generation=generation)
    return picked(page, fields) or page


@router.get("/issues")
def issues(
    graph: GraphDep,
    generation: GenerationDep,
    kind: Annotated[
        list[str] | None,
        Query(description="Only what these named queries find.", examples=[["doubtful-periods"]]),
    ] = None,
    limit: Limit = 100,
) -> Page[FoundIssue]:
    """List what may be wrong: figures that differ, doubtful periods, two holders of one post, possible duplicates."""
    found = islice(figures.findings(graph, kind or (), generation), limit)
    items = [
        FoundIssue(
            kind=one.kind,
            query=one.query,
            row=dict(one.row),
            evidence=[EvidencePassage.of(passage) for passage in one.evidence],
            inferred_by=one.inferred_by,
        )
        for one in found
    ]
    return Page(items=items, generation=generation)


def _observation(one: figures.Figure, told: Mapping[str, Any], base: str) -> Observation:
    key = key_of(one.observation, base)
    return Observation(
        observation=one.observation,
        measure=one.measure,
        value=one.value,
        unit=one.unit,
        qualifier=one.qualifier,
        stated=one.stated,
        place=one.place,
        area=one.area,
        period=one.period,
        link=f"/api/entities/{key}/evidence" if key else None,
        passages=[EvidencePassage.of(passage) for passage in told[one.observation]] if told else None,
    )
