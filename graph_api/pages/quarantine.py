"""What ingest refused and why, run by run, for reviewers; and the questions that find what may be wrong."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from graph_api.pages import session
from graph_api.pages.view import ViewDep
from graph_store.runs import Runs
from queries import catalog

router = APIRouter(include_in_schema=False)
_RUNS, _PROBLEMS = 30, 100


@router.get("/review/quarantine", response_class=HTMLResponse)
def quarantine(request: Request, view: ViewDep, most: Annotated[int, Query(ge=1)] = _RUNS) -> HTMLResponse:
    """Show reviewers the newest runs of ingest with what they refused; the form to sign in for whoever has not."""
    if session.token(request) is None:
        return session.private(view.render("signin.html", wrong=False))
    runs = Runs(view.graph.data.path).all()
    page = view.render(
        "quarantine.html",
        runs=runs[-most:][::-1],
        total=len(runs),
        next=2 * most,
        most=_PROBLEMS,
        findings=[one for one in catalog.catalog().values() if one.finding],
    )
    return session.private(page)
