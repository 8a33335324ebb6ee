"""Agents' tools that follow relations: lists, timelines, holders of posts, ways, neighbourhoods, tables and chains."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import Field

from graph_api.awarding_schemas import AwardChain, AwardMatrix
from graph_api.network_schemas import EntityPath, Network
from graph_api.schemas import PostHolder, Relation, facets
from graph_store.index_entities import KINDS
from graph_store.rows import ConferralFilter, Direction, Order, Page, RelationFilter, RelationKind, RelationRow
from queries import awarding, proof
from queries.entities import Graph, Holder
from queries.network import Choice, Networks

_PASSAGES = 3
_WORDS = "A kind of relation: " + ", ".join(RelationKind)

Answer = dict[str, Any]
Tool = Callable[..., Awaitable[Answer]]
Key = Annotated[str, Field(description="An entity's key such as person/nguyen-van-an-1a2b3c, or its IRI.")]
Limit = Annotated[int, Field(ge=1, le=50, description="How many at most.")]
Day = Annotated[str | None, Field(description="2022, 2022-03 or 2022-03-22.", pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Kinds = Annotated[list[RelationKind] | None, Field(description=f"{_WORDS}. Any when left out.")]
Entities = Annotated[list[str] | None, Field(description=f"Kinds of entities: {', '.join(KINDS)}. Any when left out.")]
Cursor = Annotated[str | None, Field(description="The `next` of the page before.", max_length=2000)]


def lookups(graph: Callable[[], Graph], networks: Callable[[], Networks], done: Tool) -> tuple[Tool, ...]:
    """Return the tools, asking what `graph()` and `networks()` return by way of `done(function, *given)`."""

    async def relations(
        key: Key,
        kinds: Kinds = None,
        direction: Annotated[Direction | None, Field(description="It is the subject (out) or the object (in).")] = None,
        counterpart: Annotated[str | None, Field(description="Only with this one; key or IRI.")] = None,
        counterpart_kinds: Entities = None,
        since: Day = None,
        until: Day = None,
        order: Order = Order.NEWEST,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> Answer:
        """List an entity's relations with passages; the first page has exact counts by kind, year, place and more."""
        kept = tuple(kinds or ()), direction, counterpart, tuple(counterpart_kinds or ()), since, until
        return await done(_relations, graph(), key, kept, order, cursor, limit)

    async def timeline(
        key: Key, since: Day = None, until: Day = None, cursor: Cursor = None, limit: Limit = 20
    ) -> Answer:
        """List an entity's dated relations, oldest first, with passages."""
        return await done(_timeline, graph(), key, since, until, cursor, limit)

    async def holders(
        post: Annotated[str, Field(description="Key or IRI of a post.")],
        on: Annotated[str, Field(description="2022, 2022-03 or 2022-03-22.", pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")],
    ) -> Answer:
        """Tell who held a post on a day: yes, no or not known, with the nearest attestations and passages."""
        return await done(_holders, graph(), post, on)

    async def paths(
        start: Key,
        end: Key,
        kinds: Kinds = None,
        through: Entities = None,
        since: Day = None,
        until: Day = None,
        cheapest: Annotated[bool, Field(description="Rare and strong relations first, not the shortest way.")] = False,
        limit: Annotated[int, Field(ge=1, le=10)] = 3,
    ) -> Answer:
        """Find how two entities are connected, each hop with its relations and a passage."""
        choice = Choice(tuple(kinds or ()), tuple(through or ()), since, until)
        return await done(_paths, graph(), networks(), (start, end), choice, cheapest, limit)

    async def network(
        key: Key,
        depth: Annotated[int, Field(ge=1, le=3, description="Hops.")] = 1,
        size: Annotated[int, Field(ge=1, le=100, description="Entities at most, the nearest by cost.")] = 30,
        kinds: Kinds = None,
        through: Entities = None,
        since: Day = None,
        until: Day = None,
    ) -> Answer:
        """Show who is around an entity: what joins them, how central each is, which belong together."""
        choice = Choice(tuple(kinds or ()), tuple(through or ()), since, until)
        return await done(_network, graph(), networks(), key, depth, size, choice)

    async def award_matrix(
        by: Literal["grantor", "presenter", "principal"] = "grantor",
        across: Literal["award", "category", "year", "level", "province", "province_now", "recipient_kind"] = "year",
        since: Day = None,
        until: Day = None,
        most: Annotated[int, Field(ge=1, le=50, description="Rows and columns at most.")] = 10,
    ) -> Answer:
        """Set out who awarded how often by year, award, level, place or kind of recipient; totals are exact."""
        return await done(_matrix, graph(), ConferralFilter(since=since, until=until), by, across, most)

    async def award_chain(
        through: Annotated[str | None, Field(description="Key or IRI of one that is in it.")] = None,
    ) -> Answer:
        """Find the longest chain of awarding: A honours B, who honours C, in person or by a post of its own."""
        return await done(_chain, graph(), networks(), through)

    return relations, timeline, holders, paths, network, award_matrix, award_chain


def _relations(
    graph: Graph,
    key: str,
    kept: tuple[tuple[RelationKind, ...], Direction | None, str | None, tuple[str, ...], str | None, str | None],
    order: Order,
    cursor: str | None,
    limit: int,
) -> Answer:
    number = graph.at(None, cursor).number
    kinds, direction, counterpart, counterpart_kinds, since, until = kept
    choice = RelationFilter(
        kinds=kinds,
        direction=direction,
        counterpart=graph.iri(counterpart) if counterpart else None,
        counterpart_kinds=counterpart_kinds,
        since=since,
        until=until,
    )
    page = graph.relations(key, choice, order=order, cursor=cursor, limit=limit, generation=number)
    answer = _listed(graph, page, number)
    if cursor is None:
        counted = facets(graph.facets(key, choice, number))
        answer["facets"] = {name: [one.model_dump() for one in values] for name, values in counted.items()}
    return answer


def _timeline(graph: Graph, key: str, since: str | None, until: str | None, cursor: str | None, limit: int) -> Answer:
    number = graph.at(None, cursor).number
    page = graph.timeline(key, since=since, until=until, cursor=cursor, limit=limit, generation=number)
    return _listed(graph, page, number)


def _listed(graph: Graph, page: Page[RelationRow], number: int) -> Answer:
    items = [
        Relation.of(row, graph.base, proof.of_relation(graph, row, number, each=_PASSAGES)).model_dump(mode="json")
        for row in page.rows
    ]
    return {"generation": number, "items": items, "next": page.cursor}


def _holders(graph: Graph, post: str, on: str) -> Answer:
    number = graph.generation().number
    found = graph.holders(post, on, number)

    def told(some: Sequence[Holder]) -> list[Answer]:
        passages = proof.passages(graph, (one.claim for one in some), number, each=_PASSAGES)
        return [
            {
                **PostHolder.of(one, graph.base).model_dump(mode="json"),
                "passages": [asdict(passage) for passage in passages[one.claim]],
            }
            for one in some
        ]

    return {
        "generation": number,
        "answer": found.answer,
        "holders": told(found.holders),
        "nearest": told(found.nearest),
    }


def _paths(
    graph: Graph, networks: Networks, ends: tuple[str, str], choice: Choice, cheapest: bool, limit: int
) -> Answer:
    generation = graph.generation()
    left, right = (graph.iri(end) for end in ends)
    found = networks.paths(generation, left, right, limit=limit, choice=choice, cheapest=cheapest)
    told = proof.of_paths(graph, found, generation.number)
    items = [EntityPath.of(path, told, graph.base).model_dump(mode="json") for path in found]
    return {"generation": generation.number, "items": items}


def _network(graph: Graph, networks: Networks, key: str, depth: int, size: int, choice: Choice) -> Answer:
    generation = graph.generation()
    iri = graph.entity(key, generation.number).iri
    found = networks.around(generation, iri, depth=depth, size=size, choice=choice)
    return Network.of(found, generation.number, graph.base).model_dump(mode="json")


def _matrix(graph: Graph, choice: ConferralFilter, by: str, across: str, most: int) -> Answer:
    number = graph.generation().number
    found = awarding.matrix(graph, choice, by=by, across=across, most=most, generation=number)
    return AwardMatrix.of(found, number, graph.base).model_dump(mode="json")


def _chain(graph: Graph, networks: Networks, through: str | None) -> Answer:
    number = graph.generation().number
    found = awarding.longest_chain(graph, networks, through=through, generation=number)
    answer = AwardChain.of(found, number, graph.base).model_dump(mode="json")
    claims = [one["claim"] for honour in answer["honours"] for one in honour["relations"]]
    told = proof.passages(graph, claims, number)
    for honour in answer["honours"]:
        honour["evidence"] = [asdict(one) for claim in honour["relations"] for one in told[claim["claim"]]][:_PASSAGES]
    return answer
