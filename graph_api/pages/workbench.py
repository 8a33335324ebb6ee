"""The SPARQL workbench: an editor that knows our terms, the questions as a menu, answers in several views."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse

from graph_api import negotiate
from graph_api.pages.view import Language, View, ViewDep
from ontology import documentation
from ontology.terms import HTX, PREFIXES
from queries import catalog, syntax
from queries.catalog import NamedQuery
from queries.written import written

router = APIRouter(include_in_schema=False)
FIRST = "posts-of-person"
"""The question that stands in the editor, of anyone, until the reader writes something else."""
_WORDS = (
    "rows-n", "nothing-found", "running", "stopped", "network-down", "view-table", "view-chart", "view-network",
    "view-map", "view-text", "more-rows", "took", "copied", "chart-label", "chart-number", "no-view", "source-node",
    "target-node", "map-unit", "count-rows", "filter-rows", "true", "false", "triples-n", "place-of-error",
)  # fmt: skip


@router.get("/workbench", response_class=HTMLResponse)
def workbench(
    view: ViewDep,
    query: Annotated[str, Query(max_length=syntax.MAX_SIZE)] = "",
    question: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Show the editor with a query from the address, or with a named question written out."""
    asked = [one for one in catalog.catalog().values() if one.operation is syntax.Operation.SELECT]
    named = catalog.find(question) if question else None
    return view.render(
        "workbench.html",
        query=query or written(named or catalog.find(FIRST), dict(named.example) if named else {}, view.graph.base),
        run=bool(query or named),
        question=question,
        questions=[(one.name, _asked(view, one)) for one in sorted(asked, key=lambda one: _asked(view, one))],
        rows=list(negotiate.ROWS),
        words={name: view.say(f"wb-{name}") for name in _WORDS},
        terms=f"/workbench/terms?lang={view.language}",
    )


@router.get("/workbench/terms", response_class=JSONResponse)
def terms(lang: Language = "vi") -> JSONResponse:
    """Give every class and property that queries use: `name`, `label`, `about`, `sort` (class, property or concept)."""
    return JSONResponse(_terms(lang), headers={"Cache-Control": "public, max-age=3600"})


@cache
def _terms(language: Language) -> dict[str, Any]:
    ours: list[dict[str, Any]] = [
        {
            "name": f"htx:{term.name}",
            "label": term.label,
            "about": term.definition,
            "sort": {"classes": "class", "concepts": "concept"}.get(section.name, "property"),
        }
        for section in documentation.sections(language)
        for term in section.terms
    ]
    others = [
        {
            "name": name,
            "label": "",
            "about": "",
            "sort": "class" if name.partition(":")[2][:1].isupper() else "property",
        }
        for name in documentation.others()
    ]
    return {"terms": ours + others, "prefixes": PREFIXES, "base": HTX.NAMESPACE}


def _asked(view: View, query: NamedQuery) -> str:
    return query.question if view.language == "vi" and query.question else query.summary
