"""How two are connected: the reader names both ends, each hop shows what joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from graph_api.deps import NetworksDep
from graph_api.pages.twins import twinned
from graph_api.pages.view import View, ViewDep
from graph_store.rows import Hit, Named
from queries import proof
from queries.errors import UnknownEntity
from queries.network import Networks, Path

router = APIRouter(include_in_schema=False)
_OFFERED, LONGEST = 6, 4
Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class End:
    """One end as the reader gave it: the entity it is, or those it may be; neither when nothing was given."""

    text: str
    who: Named | None
    offered: tuple[Hit, ...]


@twinned(router, "/paths")
def paths(
    view: ViewDep,
    networks: NetworksDep,
    left: Text = "",
    right: Text = "",
    left_key: Text = "",
    right_key: Text = "",
    order: Literal["hops", "cost"] = "hops",
) -> Response:
    """Show the ways between two entities, given by key or by name: the shortest, or those over the rarest relations."""
    ends = _end(view, left, left_key), _end(view, right, right_key)
    found = []
    if ends[0].who and ends[1].who:
        found = _found(view, networks, ends[0].who.iri, ends[1].who.iri, cheapest=order == "cost")
    told = proof.of_paths(view.graph, found, view.generation)
    shown = {"left": ends[0], "right": ends[1], "order": order, "paths": found, "told": told}
    return view.show("paths.html", shown, longest=LONGEST)


def _found(view: View, networks: Networks, left: str, right: str, *, cheapest: bool) -> list[Path]:
    generation = view.graph.generation(view.generation)
    try:
        return networks.paths(generation, left, right, longest=LONGEST, cheapest=cheapest)
    except UnknownEntity:  # nothing is said of one of them that could lead anywhere
        return []


def _end(view: View, text: str, key: str) -> End:
    """Return an end by its key, as long as the text beside it still is the name it had."""
    if not text.strip():
        return End("", None, ())
    if "/" in key:
        known = _end(view, key, "")
        if known.text == text:
            return known
    if "/" in text:
        try:
            card = view.graph.entity(text, view.generation)
        except UnknownEntity:
            return End(text, None, ())
        return End(card.label, Named(card.iri, card.label, card.kind), ())
    hits = view.graph.search(text, limit=_OFFERED, generation=view.generation)
    if len(hits) == 1:
        return End(hits[0].label, Named(hits[0].iri, hits[0].label, hits[0].kind), ())
    return End(text, None, tuple(hits))
