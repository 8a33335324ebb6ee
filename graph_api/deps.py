"""What routes are handed: the graph to ask, and which generation."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from queries.entities import Graph
from queries.network import Networks


async def graph(request: Request) -> Graph:
    """Return the graph of the running application."""
    found: Graph = request.app.state.graph
    return found


async def networks(request: Request) -> Networks:
    """Return the networks of the running application."""
    found: Networks = request.app.state.networks
    return found


def generation(
    request: Request,
    graph: Annotated[Graph, Depends(graph)],
    generation: Annotated[int | None, Query(ge=1, description="A generation; the one in force when left out.")] = None,
) -> int:
    """Return the generation to ask, that of a list that is gone on with, and note it for the tag of the answer."""
    cursor = request.query_params.get("cursor")
    number = graph.at(generation, cursor).number
    request.state.generation = number
    return number


GraphDep = Annotated[Graph, Depends(graph)]
NetworksDep = Annotated[Networks, Depends(networks)]
GenerationDep = Annotated[int, Depends(generation)]
