"""Who awarded whom: sums, a picture of the flow, and each conferral, by what the reader chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from graph_api.pages import flow, twins
from graph_api.pages.twins import twinned
from graph_api.pages.view import View, ViewDep, words
from graph_store.rows import ConferralFilter, Edge, Facet

router = APIRouter(include_in_schema=False)

By = Literal["grantor", "presenter", "principal"]
Show = Literal["table", "flow", "network", "conferrals"]
Group = Literal["recipient", "award", "year", "level", "province", "province_now", "recipient_kind"]
GROUPS: tuple[Group, ...] = get_args(Group)
PARTIES = ("grantor", "presenter", "principal", "recipient", "award", "event", "province")
_FACETS = ("category", "award", "level", "year", "province", "province_now", "recipient_kind")
_EDGES, _RIBBONS, _CONFERRALS, _VALUES, _FURTHEST = 200, 40, 25, 12, 1_000_000
Text = Annotated[str | None, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One condition in force: its facet, what it says, and the address without it."""

    facet: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the table: an edge, what its other end is called (and its page), and where its conferrals are."""

    edge: Edge
    target: str
    page: str | None
    conferrals: str


@twinned(router, "/who-awarded-whom")
def who_awarded_whom(
    view: ViewDep,
    by: By = "grantor",
    show: Show = "table",
    group: Group = "recipient",
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
    start: Annotated[int, Query(ge=0, le=_FURTHEST)] = 0,
    every: Literal["", "category", "award", "level", "year", "province", "province_now", "recipient_kind"] = "",
) -> Response:
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
    named = view.named(parties.values())
    chosen = [
        Chosen(name, named[iri].label if iri in named else iri, view.here(**{name: None}))
        for name, iri in parties.items()
    ]
    chosen += [
        Chosen(k, _called(view, k, v), view.here(**{k: None}))
        for k, v in (("level", level), ("recipient_kind", recipient_kind))
        if v
    ]
    chosen += [Chosen(k, view.date(v), view.here(**{k: None})) for k, v in (("from", since), ("until", until)) if v]
    counted = view.graph.conferral_facets(choice, view.generation)
    sums: list[Sum] = []
    page, more = None, False
    if show == "conferrals":
        page = view.graph.conferrals(choice, cursor=cursor, limit=_CONFERRALS, generation=view.generation)
    else:
        grouped = None if group == "recipient" or show == "network" else group
        size = _RIBBONS if show == "flow" else _EDGES
        edges = view.graph.awarding(
            choice, by=by, group=grouped, limit=size + 1, start=start, generation=view.generation
        )
        sums, more = _sums(view, by, grouped, edges[:size]), len(edges) > size
    shown = {
        "by": by,
        "show": show,
        "group": group,
        "named": named,
        "level": level,
        "recipient_kind": recipient_kind,
        "since": since,
        "until": until,
        "now": now,
        "awarding": [one.edge for one in sums],
        "page": page,
        "start": start,
        "more": more,
        "facets": {name: _values(name, found, every) for name, found in counted.items() if name in _FACETS},
    }
    return view.show(
        "awarding.html",
        shown,
        twins.TWINS if show == "conferrals" else (twins.JSON,),  # sums are no triples
        groups=GROUPS,
        sums=sums,
        picture=flow.picture(_streams(view, sums)) if show == "flow" else None,
        network=_network(view, sums) if show == "network" else None,
        narrowed=[
            (name, _facet_rows(view, name, _values(name, counted.get(name, ()), every)), len(counted.get(name, ())))
            for name in _FACETS
        ],
        chosen=chosen,
        download=f"/api/{'conferrals' if show == 'conferrals' else 'who-awarded-whom'}?{urlencode(_asked(view, by, show))}",
    )


def _sums(view: View, by: str, group: str | None, edges: list[Edge]) -> list[Sum]:
    names = view.labels(edge.group for edge in edges if edge.group and "://" in edge.group)
    sums = []
    for edge in edges:
        if group is None:
            target = edge.target.label if edge.target else view.say("unnamed")
            page = view.link(edge.target.iri) if edge.target else None
        else:
            value = edge.group
            target = names.get(value) or _called(view, group, value) if value else view.say("unstated")
            page = view.link(value) if value in names else None
        sums.append(Sum(edge, target, page, _conferrals_of(view, by, group, edge)))
    return sums


def _streams(view: View, sums: list[Sum]) -> list[flow.Stream]:
    return [
        flow.Stream(
            one.edge.source.iri if one.edge.source else None,
            one.edge.source.label if one.edge.source else view.say("unstated"),
            one.edge.group or (one.edge.target.iri if one.edge.target else None),
            one.target,
            one.edge.conferrals,
            one.conferrals,
        )
        for one in sums
    ]


def _network(view: View, sums: list[Sum]) -> dict[str, list[dict[str, Any]]]:
    """Return nodes and edges as the picture takes them; all unnamed recipients of one source are one node."""
    nodes: dict[str, dict[str, Any]] = {}
    edges = []
    for one in sums:
        source, target = one.edge.source, one.edge.target
        left = source.iri if source else "unstated"
        right = target.iri if target else f"unnamed of {left}"
        nodes[left] = {
            "id": left,
            "label": source.label if source else view.say("unstated"),
            "kind": source.kind if source else "",
            "href": view.link(left) if source else None,
        }
        nodes.setdefault(
            right,
            {"id": right, "label": one.target, "kind": target.kind if target else "counted-group", "href": one.page},
        )
        edges.append(
            {
                "source": left,
                "target": right,
                "weight": one.edge.conferrals,
                "label": view.number(one.edge.conferrals),
                "href": one.conferrals,
            }
        )
    return {"nodes": list(nodes.values()), "edges": edges}


def _asked(view: View, by: str, show: str) -> list[tuple[str, str]]:
    """Return the API's parameters for exactly what the page shows, as CSV."""
    kept = [
        (k, v)
        for k, v in view.request.query_params.multi_items()
        if k not in ("show", "lang", "by", "group", "every") and v
    ]
    names = {"since": "from", "until": "to"}
    asked = [(names.get(k, k), v) for k, v in kept if k != ("start" if show == "conferrals" else "cursor")]
    if show == "conferrals":
        return [*asked, ("limit", str(_CONFERRALS)), ("format", "csv")]
    group = view.request.query_params.get("group", "recipient")
    grouped = [] if group == "recipient" or show == "network" else [("group", group)]
    size = _RIBBONS if show == "flow" else _EDGES
    return [*asked, ("by", by), *grouped, ("limit", str(size)), ("format", "csv")]


def _conferrals_of(view: View, by: str, group: str | None, edge: Edge) -> str:
    """Return the address of the conferrals that an edge sums."""
    changes: dict[str, str | None] = {"show": "conferrals", "group": None}
    if edge.source:
        changes[by] = view.key(edge.source.iri) or edge.source.iri
    if edge.target:
        changes["recipient"] = view.key(edge.target.iri) or edge.target.iri
    if group and edge.group:
        changes |= _chosen_by(group, edge.group)
    return view.here(**changes)


def _chosen_by(facet: str, value: str) -> dict[str, str | None]:
    """Return the parameters that choose a value of a facet."""
    if facet == "year":
        return {"since": value, "until": value}
    if facet in ("province", "province_now"):
        return {"province": value, "now": "true" if facet == "province_now" else None}
    return {"award" if facet == "category" else facet: value}


def _values(name: str, found: tuple[Facet, ...], every: str) -> tuple[Facet, ...]:
    """Return the values of a facet to show: the most frequent, or all where that is asked for."""
    return found if name == every else found[:_VALUES]


def _called(view: View, facet: str, value: str) -> str:
    """Return what a facet's value is called; named recipients are told from groups of which a number is stated."""
    key = f"recipient.{value}"
    return view.say(key) if facet == "recipient_kind" and key in words() else view.name(value)


def _facet_rows(view: View, name: str, found: tuple[Facet, ...]) -> list[tuple[str, int, str]]:
    """Return a facet's values: what each is called, how many conferrals, and the address that chooses it."""
    return [
        (one.label or _called(view, name, one.value), one.count, view.here(**_chosen_by(name, one.value)))
        for one in found
    ]
