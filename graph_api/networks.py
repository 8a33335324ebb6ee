"""How two are connected, and who is around one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from graph_api.deps import GenerationDep, GraphDep, NetworksDep
from graph_api.lists import DAY, ENTITY, MEDIA, OTHER_PERSON, PERSON, Accept, EntityKind, JoiningKind, chosen, given
from graph_api.network_schemas import EntityPath, Network
from graph_api.schemas import Page
from graph_store.rows import Together
from queries import neighbourhood, proof
from queries.network import Choice

router = APIRouter(tags=["Relations"])
_PASSAGES = 3

RelationKinds = Annotated[list[JoiningKind] | None, Query(description="Kinds of relations that a hop may be.")]


def _choice(
    kind: RelationKinds = None,
    through: Annotated[
        list[EntityKind] | None,
        Query(description="Kinds of entities that may lie between: person, organization, event …"),
    ] = None,
    since: Annotated[
        str | None, Query(pattern=DAY, description="Only relations from this day on.", examples=["2021"])
    ] = None,
    until: Annotated[
        str | None, Query(pattern=DAY, description="Only relations up to this day.", examples=["2022"])
    ] = None,
) -> Choice:
    return Choice(tuple(kind or ()), tuple(through or ()), since, until)


ChoiceDep = Annotated[Choice, Depends(_choice)]


@router.get("/paths")
def paths(
    graph: GraphDep,
    networks: NetworksDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    start: Annotated[
        str,
        Query(alias="from", pattern=ENTITY, max_length=2000, description="Key or IRI of one end.", examples=[PERSON]),
    ],
    end: Annotated[
        str,
        Query(
            alias="to",
            pattern=ENTITY,
            max_length=2000,
            description="Key or IRI of the other end.",
            examples=[OTHER_PERSON],
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=20, description="Paths.")] = 5,
    longest: Annotated[int, Query(ge=1, le=6, description="Hops at most.")] = 6,
    order: Annotated[
        Literal["hops", "cost"], Query(description="The shortest first, or the rarest and strongest relations first.")
    ] = "hops",
    every: Annotated[bool, Query(description="Also longer paths than the shortest.")] = False,
    passages: Annotated[int, Query(ge=0, le=_PASSAGES, description="Passages a hop.")] = 1,
) -> Page[EntityPath]:
    """Find the ways between two entities, each hop with the relations that make it and a passage that says so."""
    found = networks.paths(
        graph.generation(generation),
        graph.iri(start),
        graph.iri(end),
        limit=limit,
        longest=longest,
        choice=choice,
        every=every,
        cheapest=order == "cost",
    )
    told = proof.of_paths(graph, found, generation, each=passages) if passages else {}
    return Page(items=[EntityPath.of(path, told, graph.base) for path in found], generation=generation)


@router.get("/network", response_model=Network, responses=given("graphml", "gexf"))
def network(
    graph: GraphDep,
    networks: NetworksDep,
    generation: GenerationDep,
    choice: ChoiceDep,
    entity: Annotated[
        str,
        Query(
            pattern=ENTITY, max_length=2000, description="Key or IRI of the entity in the middle.", examples=[PERSON]
        ),
    ],
    depth: Annotated[int, Query(ge=1, le=3, description="Hops.")] = 1,
    size: Annotated[int, Query(ge=1, le=500, description="Entities at most, the nearest by cost.")] = 100,
    by: Annotated[
        Literal["relation", "participation", "award"],
        Query(description="Join by relations, by taking part in the same events, or by one conferral that names both."),
    ] = "relation",
    accept: Accept = None,
    format: Literal["json", "graphml", "gexf"] | None = None,
) -> Network | Response:
    """Show who is around an entity: what joins them, how central each is, and which belong together."""
    kind = chosen(accept, format, ("json", "graphml", "gexf"))
    together = None if by == "relation" else Together(by)
    iri = graph.entity(entity, generation).iri
    found = networks.around(graph.generation(generation), iri, depth=depth, size=size, choice=choice, together=together)
    if kind == "json":
        return Network.of(found, generation, graph.base)
    body = neighbourhood.graphml(found) if kind == "graphml" else neighbourhood.gexf(found)
    return Response(body, media_type=MEDIA[kind])
