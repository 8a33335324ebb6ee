"""The named queries as questions to fill in and ask, with their passages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from graph_api.pages import twins
from graph_api.pages.twins import twinned
from graph_api.pages.view import View, ViewDep
from graph_store.rows import Named
from queries import catalog, syntax
from queries.catalog import NamedQuery
from queries.entities import Row
from queries.errors import QueryError

router = APIRouter(include_in_schema=False)
_OWN = ("ask", "lang", "generation", "start")
_ROWS, _FURTHEST = 200, 1_000_000


@twinned(router, "/questions")
def questions(view: ViewDep) -> Response:
    """Show all questions that can be asked as they stand."""
    asked = [one for one in catalog.catalog().values() if one.operation is syntax.Operation.SELECT]
    groups = [
        ("ready", [one for one in asked if not _needs(one) and one.finding is None]),
        ("to-fill", [one for one in asked if _needs(one)]),
        ("findings", [one for one in asked if not _needs(one) and one.finding is not None]),
    ]
    return view.show("questions.html", {"questions": asked}, (twins.JSON,), groups=groups)


def _needs(query: NamedQuery) -> bool:
    """Tell whether something must be filled in before a question can be asked."""
    return any(not one.optional and one.default is None for one in query.parameters)


@twinned(router, "/questions/{name}")
def question(
    name: str, view: ViewDep, ask: bool = False, start: Annotated[int, Query(ge=0, le=_FURTHEST)] = 0
) -> Response:
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
    proven = view.graph.with_evidence(query, rows[start : start + _ROWS], view.generation) if rows else []
    shown = {
        "query": query,
        "given": given,
        "count": None if rows is None else len(rows),
        "start": start,
        "rows": proven,
        "claims": _claims(query, proven),
        "names": _names(view, proven),
        "refusal": refusal,
    }
    return view.show("question.html", shown, columns=_columns(query, proven))


def _columns(query: NamedQuery, rows: list[Row]) -> list[tuple[str, str | None]]:
    """Return the columns to show, each with the one that holds its link: a name stands for what it names."""
    names = [name for name in rows[0] if name not in ("evidence", "inferred_by")] if rows else []
    linked = {f"{name}Name": name for name in names if f"{name}Name" in names}
    hidden = {*linked.values(), *query.claims}
    return [(name, linked.get(name)) for name in names if name not in hidden or len(hidden) == len(names)]


def _claims(query: NamedQuery, rows: list[Row]) -> list[twins.Claimed]:
    """Return the claims that rows stand on, each once."""
    found = [row[name] for row in rows for name in query.claims if isinstance(row.get(name), str)]
    return [twins.Claimed(claim) for claim in dict.fromkeys(found)]


def _names(view: View, rows: list[Row]) -> dict[str, Named]:
    """Return the entities and terms whose IRIs stand in rows, by IRI."""
    iris = {value for row in rows for value in row.values() if isinstance(value, str) and "://" in value}
    return view.named(sorted(iris))
