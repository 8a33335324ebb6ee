"""The first page, and search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from graph_api.pages.twins import twinned
from graph_api.pages.view import View, ViewDep
from graph_store.rows import ConferralFilter, Direction, Hit, Named, RelationFilter, RelationKind
from queries import catalog, overview
from queries.entities import MOST_ROWS

router = APIRouter(include_in_schema=False)

TRY = ("delegated-presentations", "presenters-who-received", "doubtful-periods")
"""Named queries that need no parameter and answer on any corpus."""
_DOCUMENTS, _NEWEST, _SUGGESTED, _FOUND = 6, 10, 8, 60
_MOST, _SEATED = MOST_ROWS - 1, 30
_FIGURES = ("document", "person", "organization", "post", "event", "conferrals")


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with the day on which it was published, if that is known."""

    document: Named
    date: str | None


@twinned(router, "/")
def home(view: ViewDep) -> Response:
    """Show what the graph holds, what is new in it, and where to begin."""
    seen = overview.overview(view.graph, view.generation, newest=_DOCUMENTS)
    conferrals = view.graph.conferrals(ConferralFilter(), limit=_NEWEST, generation=view.generation)
    shown = {
        "figures": {kind: seen.counts[kind] for kind in _FIGURES if seen.counts.get(kind)},
        "documents": [Dated(document, day) for document, day in seen.documents],
        "conferrals": conferrals.rows,
        "questions": [catalog.find(name) for name in TRY],
    }
    return view.show("home.html", shown)


@twinned(router, "/search")
def search(
    view: ViewDep,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str | None, Query(max_length=40)] = None,
    most: Annotated[int, Query(ge=1, le=_MOST)] = _FOUND,
) -> Response:
    """Show entities by name, best first; of one kind when that is asked for."""
    hits = view.graph.search(q, limit=most + 1, generation=view.generation) if q.strip() else []
    kinds = sorted({hit.kind for hit in hits})
    if kind and q.strip():
        hits = view.graph.search(q, kinds=(kind,), limit=most + 1, generation=view.generation)
    shown: dict[str, object] = {"q": q, "kind": kind, "kinds": kinds, "hits": hits[:most], "more": len(hits) > most}
    shown |= _apart(view, hits[:most])
    return view.show("search.html", shown, next=min(_MOST, most * 4) if most < _MOST else None)


@router.get("/search/suggestions", response_class=HTMLResponse)
def suggestions(view: ViewDep, q: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
    """Give the list below the search field: the best few entities for what is typed so far."""
    hits = view.graph.search(q, limit=_SUGGESTED, generation=view.generation) if q.strip() else []
    return view.render("suggestions.html", hits=hits, **_apart(view, hits))


def _apart(view: View, hits: list[Hit]) -> dict[str, dict[str, Named]]:
    """Return what tells hits of one name apart: a post of each of the first persons, the places of all."""
    people = [hit.iri for hit in hits if hit.kind == "person"][:_SEATED]
    choice = RelationFilter(kinds=(RelationKind.HOLDS,), direction=Direction.OUT)
    with view.graph.generation(view.generation).index() as index:
        held = {iri: index.relations(iri, choice, limit=1).rows for iri in people}
        places = index.names({hit.province for hit in hits if hit.province})
    return {"posts": {iri: rows[0].object for iri, rows in held.items() if rows}, "places": places}
