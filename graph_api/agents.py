"""What language models' agents are given: tools over the same core as the service, by the Model Context Protocol.

The same limits hold as over HTTP, errors say what to do, and every answer carries the passages that say so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from typing import Annotated, Literal, TypeVar

import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.routing import BaseRoute

from graph_api.agents_related import Answer, Day, Key, Limit, lookups
from graph_api.errors import STATUS
from graph_api.evidenced import told
from graph_api.schemas import AwardingEdge, Conferral, EntityCard, Relation, SearchHit
from graph_store.errors import QueryTimeout, StoreError
from graph_store.rows import ConferralFilter, Edge, Order, RelationFilter, RelationKind, RelationRow
from queries import catalog, costs, proven, syntax
from queries.entities import Graph, Row
from queries.errors import BadParameter, QueryError
from queries.network import Networks

PATH = "/mcp"
MOST_ROWS = proven.MOST_ROWS
"""Rows of one answer: an agent reads all of them."""
_PASSAGES = 3
_ABOUT = """A knowledge graph of Vietnamese institutional news: who awarded what to whom, on whose behalf, when, and \
where it says so. Begin with `search` (diacritics may be left out), go on by key with `entity`, `relations`, \
`paths`, `network`, `conferrals` or `who_awarded_whom`; `named_queries` tells of questions with a name, `sparql` takes any other. Every answer carries its \
evidence: the passage, word by word, with its document. What has no evidence is not known. A post is attested on a \
day; an award of unstated size is counted as unsized, not as one."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

T = TypeVar("T")


def tools(graph: Callable[[], Graph], networks: Callable[[], Networks]) -> MCPServer[None]:
    """Return a server whose tools ask the graph and the networks that `graph()` and `networks()` return."""
    server: MCPServer[None] = MCPServer(
        "htxgraph", title="htxgraph", instructions=_ABOUT, version=version("htxgraph"), log_level="WARNING"
    )

    def tool(function: Callable[..., Awaitable[Answer]]) -> None:
        server.add_tool(function, annotations=_READS, structured_output=True)

    async def search(text: Annotated[str, Field(min_length=1, max_length=200)], limit: Limit = 10) -> Answer:
        """Find people, organizations, posts, events, awards and documents by name; best first, with passages."""
        return await _done(_search, graph(), text, limit)

    async def entity(key: Key, limit: Limit = 20) -> Answer:
        """Give an entity's card, its newest relations (each with passages), and passages that name it."""
        return await _done(_entity, graph(), key, limit)

    async def who_awarded_whom(
        grantor: Annotated[str | None, Field(description="Key of the body whose award it is.")] = None,
        recipient: Annotated[str | None, Field(description="Key of who received it.")] = None,
        award: Annotated[str | None, Field(description="Key of the award.")] = None,
        since: Day = None,
        until: Day = None,
        by: Annotated[
            Literal["grantor", "presenter", "principal"], Field(description="Sum by whose award, or who handed over.")
        ] = "grantor",
        limit: Limit = 20,
    ) -> Answer:
        """Sum who awarded whom, most conferrals first, each pair with passages of some of its conferrals."""
        choice = _choice(graph(), grantor, recipient, award, since, until)
        return await _done(_awarding, graph(), choice, by, limit)

    async def conferrals(
        grantor: Annotated[str | None, Field(description="Key of the body whose award it is.")] = None,
        recipient: Annotated[str | None, Field(description="Key of who received it.")] = None,
        award: Annotated[str | None, Field(description="Key of the award.")] = None,
        since: Day = None,
        until: Day = None,
        limit: Limit = 20,
    ) -> Answer:
        """List conferrals, newest first, with all parties (who presented, for whom, who received) and passages."""
        choice = _choice(graph(), grantor, recipient, award, since, until)
        return await _done(_conferrals, graph(), choice, limit)

    async def named_queries() -> Answer:
        """List the questions that have a name, in English and Vietnamese, with their parameters."""
        return {"queries": [_described(query) for query in catalog.catalog().values()]}

    async def ask_named_query(
        name: Annotated[str, Field(description="A name that named_queries lists.")],
        parameters: Annotated[dict[str, str] | None, Field(description="Values of its parameters by name.")] = None,
    ) -> Answer:
        """Ask a named query; each row comes with its passages or the rule that inferred it."""
        return await _done(_named, graph(), name, parameters or {})

    async def sparql(
        query: Annotated[str, Field(description="A SELECT or ASK. Prefixes of the graph need no declaration.")],
        timeout: Annotated[float, Field(gt=0, description="Seconds; the operator's limit holds, too.")] = 30.0,
    ) -> Answer:
        """Ask SPARQL 1.1 (guarded: no SERVICE, no updates); each row comes with its passages or the rule that inferred it."""
        return await _done(_sparql, graph(), query, timeout)

    followed = lookups(graph, networks, _done)
    for one in (search, entity, *followed, who_awarded_whom, conferrals, named_queries, ask_named_query, sparql):
        tool(one)
    return server


def routes(server: MCPServer[None]) -> tuple[Sequence[BaseRoute], Callable[[], AbstractAsyncContextManager[None]]]:
    """Return the server's routes (streamable HTTP, stateless so that any process may answer) and what runs them."""
    # No browser is trusted with anything here: what is served is public and nothing is told by cookies.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=security
    )
    return app.routes, server.session_manager.run


async def _done(function: Callable[..., Answer], *given: object) -> Answer:
    """Do it in a thread; errors are told with what to do about them."""
    try:
        return await anyio.to_thread.run_sync(partial(function, *given), abandon_on_cancel=True)
    except (QueryError, StoreError) as error:
        _, title, what_to_do = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
        raise ToolError(f"{title}: {error}. {what_to_do}") from error


def _search(graph: Graph, text: str, limit: int) -> Answer:
    number = graph.generation().number
    hits = graph.search(text, limit=limit, generation=number)
    items = [
        {**SearchHit.of(hit, graph.base).model_dump(mode="json"), "evidence": _passages(graph, hit.iri, number)}
        for hit in hits
    ]
    return {"generation": number, "items": items}


def _entity(graph: Graph, key: str, limit: int) -> Answer:
    number = graph.generation().number
    found = graph.entity(key, number)
    page = graph.relations(found.iri, RelationFilter(), order=Order.NEWEST, limit=limit, generation=number)
    relations = [
        {**Relation.of(row, graph.base).model_dump(mode="json"), "passages": _of_relation(graph, row, number)}
        for row in page.rows
    ]
    return {
        "generation": number,
        "card": EntityCard.of(found, graph.base).model_dump(mode="json"),
        "relations": relations,
        "more_relations": page.cursor is not None,
        "evidence": _passages(graph, found.iri, number),
    }


def _choice(
    graph: Graph,
    grantor: str | None,
    recipient: str | None,
    award: str | None,
    since: str | None,
    until: str | None,
) -> ConferralFilter:
    def iri(key: str | None) -> str | None:
        return graph.iri(key) if key else None

    try:
        return ConferralFilter(
            grantor=iri(grantor), recipient=iri(recipient), award=iri(award), since=since, until=until
        )
    except BadParameter as error:
        raise ToolError(f"Bad parameter: {error}") from error


def _awarding(graph: Graph, choice: ConferralFilter, by: str, limit: int) -> Answer:
    number = graph.generation().number
    items = []
    for edge in graph.awarding(choice, by=by, limit=limit, generation=number):
        told = AwardingEdge.of(edge, graph.base).model_dump(mode="json")
        items.append({**told, "evidence": _edge_passages(graph, choice, edge, by, number)})
    return {"generation": number, "by": by, "items": items}


def _edge_passages(graph: Graph, choice: ConferralFilter, edge: Edge, by: str, number: int) -> list[Answer]:
    """Return passages of an edge's newest conferrals."""
    parties = {by: edge.source.iri} if edge.source is not None else {}
    if edge.target is not None:
        parties["recipient"] = edge.target.iri
    given = {field: getattr(choice, field) for field in ("grantor", "recipient", "award", "since", "until")}
    page = graph.conferrals(ConferralFilter(**{**given, **parties}), limit=_PASSAGES, generation=number)
    return [passage for row in page.rows for passage in _passages(graph, row.claim, number)][:_PASSAGES]


def _conferrals(graph: Graph, choice: ConferralFilter, limit: int) -> Answer:
    number = graph.generation().number
    page = graph.conferrals(choice, order=Order.NEWEST, limit=limit, generation=number)
    items = [
        {**Conferral.of(row, graph.base).model_dump(mode="json"), "passages": _passages(graph, row.claim, number)}
        for row in page.rows
    ]
    return {"generation": number, "items": items, "more": page.cursor is not None}


def _named(graph: Graph, name: str, parameters: Mapping[str, str]) -> Answer:
    number = graph.generation().number
    query = catalog.find(name)
    if query.operation is not syntax.Operation.SELECT:
        raise BadParameter(f"{name} gives a graph, not rows; ask it at /queries/{name}")
    rows = graph.rows(query, parameters, generation=number)
    _refuse_many(rows)
    proven = graph.with_evidence(query, rows, number)
    for row in proven:
        row["evidence"] = [asdict(passage) for passage in row["evidence"]]
    return {"generation": number, "query": name, "rows": proven}


def _sparql(graph: Graph, text: str, timeout: float) -> Answer:
    deadline = min(timeout, graph.deadline)
    proven.refuse_long(text)
    try:
        if syntax.check(text, services=graph.services).operation is not syntax.Operation.SELECT:
            answer = graph.ask(text, deadline=deadline)
            if answer.kind == "graph":
                raise BadParameter("SELECT or ASK: graphs are given at /sparql")
            return {"generation": answer.generation, "boolean": b"true" in answer.body}
        found = proven.select(graph, text, deadline=deadline)
    except proven.EvidenceTimeout:
        raise
    except QueryTimeout as error:
        raise costs.explained(text, str(error), graph.base) from None
    rows = [{**row, **told(proof)} for row, proof in zip(found.rows, found.proofs, strict=True)]
    return {"generation": found.answer.generation, "rows": rows}


def _of_relation(graph: Graph, row: RelationRow, number: int) -> list[Answer]:
    if row.kind is not RelationKind.MENTIONS:
        return _passages(graph, row.claim, number)
    naming = (one for one in graph.evidence(row.object.iri, number) if one.document == row.subject.iri)
    return [asdict(one) for one in naming][:_PASSAGES]


def _passages(graph: Graph, claim: str, number: int) -> list[Answer]:
    return [asdict(passage) for passage in graph.evidence(claim, number)[:_PASSAGES]]


def _refuse_many(rows: Sequence[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise BadParameter(
            f"the answer has {len(rows):,} rows, agents are given {MOST_ROWS} at most: add a LIMIT, or sum"
        )


def _described(query: catalog.NamedQuery) -> Answer:
    return {
        "name": query.name,
        "summary": query.summary,
        "question": query.question,
        "parameters": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "about": one.about,
                "default": one.default,
                "optional": one.optional,
            }
            for one in query.parameters
        ],
        "example": dict(query.example),
    }
