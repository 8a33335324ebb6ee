"""Who awarded whom: sums, a picture of the flow, and each conferral, by what the reader chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from graph_api.pages import flow
from graph_api.pages.view import View, ViewDep
from graph_store.rows import ConferralFilter, Edge, Facet

router = APIRouter(include_in_schema=False)

By = Literal["grantor", "presenter", "principal"]
Show = Literal["table", "flow", "conferrals"]
PARTIES = ("grantor", "presenter", "principal", "recipient", "award", "event", "province")
_FACETS = ("category", "award", "level", "year", "province", "province_now", "recipient_kind")
_EDGES, _RIBBONS, _CONFERRALS, _VALUES = 200, 40, 50, 12
Text = Annotated[str | None, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One condition in force: its facet, what it says, and the address without it."""

    facet: str
    label: str
    without: str


@router.get("/who-awarded-whom", response_class=HTMLResponse)
def who_awarded_whom(
    view: ViewDep,
    by: By = "grantor",
    show: Show = "table",
    grantor: Text = None,
    presenter: Text = None,
    principal: Text = None,
    recipient: Text = None,
    award: Text = None,
    event: Text = None,
    level: Text = None,
    province: Text = None,
    now: bool = False,
    since: Text = None,
    until: Text = None,
    recipient_kind: Text = None,
    cursor: Text = None,
) -> HTMLResponse:
    """Show who awarded whom under the conditions chosen; the address holds all of them."""
    given = {
        "grantor": grantor, "presenter": presenter, "principal": principal, "recipient": recipient,
        "award": award, "event": event, "province": province,
    }  # fmt: skip
    parties = {name: view.graph.iri(value) for name, value in given.items() if value}
    choice = ConferralFilter(
        level=level or None,
        since=since or None,
        until=until or None,
        now=now,
        recipient_kinds=(recipient_kind,) if recipient_kind else (),
        grantor=parties.get("grantor"),
        presenter=parties.get("presenter"),
        principal=parties.get("principal"),
        recipient=parties.get("recipient"),
        award=parties.get("award"),
        event=parties.get("event"),
        province=parties.get("province"),
    )
    labels = view.labels(parties.values())
    chosen = [Chosen(name, labels.get(iri, iri), view.here(**{name: None})) for name, iri in parties.items()]
    chosen += [
        Chosen(k, view.name(v), view.here(**{k: None}))
        for k, v in (("level", level), ("recipient_kind", recipient_kind))
        if v
    ]
    chosen += [Chosen(k, view.date(v), view.here(**{k: None})) for k, v in (("from", since), ("until", until)) if v]
    counted = view.graph.conferral_facets(choice, view.generation)
    edges = view.graph.awarding(choice, by=by, limit=_EDGES, generation=view.generation) if show != "conferrals" else []
    page = (
        view.graph.conferrals(choice, cursor=cursor, limit=_CONFERRALS, generation=view.generation)
        if show == "conferrals"
        else None
    )
    return view.render(
        "awarding.html",
        by=by,
        show=show,
        edges=edges,
        page=page,
        picture=flow.picture(edges[:_RIBBONS], view.say("unnamed"), view.say("unstated")) if show == "flow" else None,
        facets=[(name, _facet_rows(view, name, counted.get(name, ()))) for name in _FACETS],
        chosen=chosen,
        since=since,
        until=until,
        conferrals_of=lambda edge: _conferrals_of(view, by, edge),
        download=f"/api/who-awarded-whom?{urlencode(_asked(view, by))}",
    )


def _asked(view: View, by: str) -> list[tuple[str, str]]:
    """Return the API's parameters for what the page shows, as CSV."""
    kept = [
        (k, v) for k, v in view.request.query_params.multi_items() if k not in ("show", "lang", "by", "cursor") and v
    ]
    names = {"since": "from", "until": "to"}
    return [(names.get(k, k), v) for k, v in kept] + [("by", by), ("format", "csv")]


def _conferrals_of(view: View, by: str, edge: Edge) -> str:
    """Return the address of the conferrals that an edge sums."""
    changes = {"show": "conferrals"}
    if edge.source:
        changes[by] = view.key(edge.source.iri) or edge.source.iri
    if edge.target:
        changes["recipient"] = view.key(edge.target.iri) or edge.target.iri
    return view.here(**changes)


def _facet_rows(view: View, name: str, found: tuple[Facet, ...]) -> list[tuple[str, int, str]]:
    """Return a facet's values: what each is called, how many conferrals, and the address that chooses it."""
    rows = []
    for one in found[:_VALUES]:
        label = one.label or view.name(one.value)
        if name == "year":
            address = view.here(since=one.value, until=one.value)
        elif name in ("province", "province_now"):
            address = view.here(province=one.value, now="true" if name == "province_now" else None)
        else:
            address = view.here(**{"award" if name == "category" else name: one.value})
        rows.append((label, one.count, address))
    return rows
