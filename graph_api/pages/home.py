"""The first page, and search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from graph_api.pages.twins import twinned
from graph_api.pages.view import ViewDep
from graph_store.rows import ConferralFilter, Named
from queries import catalog, overview
from queries.entities import MOST_ROWS

router = APIRouter(include_in_schema=False)

TRY = ("delegated-presentations", "presenters-who-received", "doubtful-periods")
"""Named queries that need no parameter and answer on any corpus."""
_DOCUMENTS, _NEWEST, _SUGGESTED, _FOUND = 6, 8, 8, 60
_MOST = MOST_ROWS - 1
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
    shown = {"q": q, "kind": kind, "kinds": kinds, "hits": hits[:most], "more": len(hits) > most}
    return view.show("search.html", shown, next=min(_MOST, most * 4) if most < _MOST else None)


@router.get("/search/suggestions", response_class=HTMLResponse)
def suggestions(view: ViewDep, q: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
    """Give the list below the search field: the best few entities for what is typed so far."""
    hits = view.graph.search(q, limit=_SUGGESTED, generation=view.generation) if q.strip() else []
    return view.render("suggestions.html", hits=hits)
