"""The named queries as questions to fill in and ask, with their passages."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from graph_api.pages.view import View, ViewDep
from queries import catalog, syntax
from queries.catalog import NamedQuery
from queries.entities import Row
from queries.errors import QueryError

router = APIRouter(include_in_schema=False)
_OWN = ("ask", "lang", "generation")
_ROWS = 200


@router.get("/questions", response_class=HTMLResponse)
def questions(view: ViewDep) -> HTMLResponse:
    """Show all questions that can be asked as they stand."""
    asked = [one for one in catalog.catalog().values() if one.operation is syntax.Operation.SELECT]
    return view.render("questions.html", questions=asked)


@router.get("/questions/{name}", response_class=HTMLResponse)
def question(name: str, view: ViewDep, ask: bool = False) -> HTMLResponse:
    """Show one question with its parameters and, once it is asked, its rows with the passages that say so."""
    query = catalog.find(name)
    stated = {key: value for key, value in view.request.query_params.items() if key not in _OWN and value}
    given = stated or dict(query.example)
    rows: list[Row] | None = None
    refusal = None
    if ask or stated:
        try:
            rows = view.graph.rows(query, given, generation=view.generation)
        except QueryError as error:
            refusal = str(error)
    shown = view.graph.with_evidence(query, rows[:_ROWS], view.generation) if rows else []
    return view.render(
        "question.html",
        query=query,
        given=given,
        rows=shown,
        count=None if rows is None else len(rows),
        refusal=refusal,
        labels=_labels(view, query, shown),
        columns=_columns(query, shown),
    )


def _columns(query: NamedQuery, rows: list[Row]) -> list[tuple[str, str | None]]:
    """Return the columns to show, each with the one that holds its link: a name stands for what it names."""
    names = [name for name in rows[0] if name not in ("evidence", "inferred_by")] if rows else []
    linked = {f"{name}Name": name for name in names if f"{name}Name" in names}
    hidden = {*linked.values(), *query.claims}
    return [(name, linked.get(name)) for name in names if name not in hidden or len(hidden) == len(names)]


def _labels(view: View, query: NamedQuery, rows: list[Row]) -> dict[str, str]:
    """Return what the IRIs in rows are called."""
    iris = {value for row in rows for name, value in row.items() if isinstance(value, str) and "://" in value}
    return view.labels(sorted(iris))
