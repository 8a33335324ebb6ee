"""Addresses of things: /id/… leads to data in the format asked for, or to a page; the page of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import RedirectResponse

from graph_api import negotiate
from graph_api.deps import GenerationDep, GraphDep
from graph_api.pages import documents, timeline
from graph_api.pages.twins import twinned
from graph_api.pages.view import View, ViewDep
from graph_store.rows import (
    ConferralFilter,
    ConferralRow,
    Direction,
    EntityRow,
    Page,
    RelationFilter,
    RelationKind,
    RelationRow,
)
from graph_store.workers import Format
from queries import cards
from queries.entities import Holder
from queries.errors import BadParameter, UnknownEntity

router = APIRouter(tags=["Things"])
_ROWS, _CONFERRALS = 100, 10

Choices = tuple[tuple[str, RelationKind, Direction], ...]
SECTIONS: Choices = (
    ("posts", RelationKind.HOLDS, Direction.OUT),
    ("holders", RelationKind.HOLDS, Direction.IN),
    ("members", RelationKind.MEMBERSHIP, Direction.IN),
    ("events", RelationKind.PARTICIPATION, Direction.OUT),
    ("participants", RelationKind.PARTICIPATION, Direction.IN),
    ("organizes", RelationKind.ORGANIZES, Direction.OUT),
    ("parts", RelationKind.PART_OF, Direction.IN),
    ("whole", RelationKind.PART_OF, Direction.OUT),
    ("figures", RelationKind.OBSERVED, Direction.OUT),
    ("located-here", RelationKind.LOCATED_IN, Direction.IN),
    ("products", RelationKind.OWNS, Direction.OUT),
    ("wrote", RelationKind.AUTHORED, Direction.OUT),
    ("mentioned-in", RelationKind.MENTIONS, Direction.IN),
)
"""The lists of an entity's page: words, relation and from which end."""
BESIDE = ("posts", "holders", "organizes", "parts", "whole", "products", "wrote", "mentioned-in")
"""The lists that stand in a column of their own, with their newest few; the rest is a page away."""
_BESIDE = 10
_AROUND = tuple(
    kind for kind in RelationKind if kind not in (RelationKind.MENTIONS, RelationKind.LOCATED_IN, RelationKind.OBSERVED)
)
"""Relations that the neighbourhood shows; those left out join everything with everything."""
_NEAR = 60
_LASTING = ("posts", "holders", "members")
_AWARDING = (("received", "recipient"), ("granted", "grantor"), ("presented", "presenter"), ("given-at", "event"))


@dataclass(frozen=True, slots=True)
class Awards:
    """The newest conferrals in which an entity has a role: a name for the list, the role, whether there are more."""

    name: str
    role: str
    conferrals: tuple[ConferralRow, ...]
    more: bool


@router.get("/id/{key:path}", status_code=303, response_class=RedirectResponse)
def thing(key: str, graph: GraphDep, accept: Annotated[str | None, Header()] = None) -> RedirectResponse:
    """Lead from a thing's address to what is known of it: a page for readers, data for programs and of register entries."""
    if key.startswith("entry/"):  # there may be a million of them, so they have no rows of their own to make a page of
        return RedirectResponse(f"/data/{key}?format=ttl", status_code=303)
    graph.entity(key)
    data = (*negotiate.GRAPHS.values(), "application/json")
    page = negotiate.wants(accept, negotiate.HTML, data)
    return RedirectResponse(f"/{'page' if page else 'data'}/{key}", status_code=303)


@router.get("/data/{key:path}", response_class=Response)
def data(
    key: str,
    graph: GraphDep,
    generation: GenerationDep,
    format: Annotated[str | None, Query(description="ttl, nt, jsonld or rdf.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Give all triples about one thing, from both ends."""
    iri = graph.iri(key)
    kind = Format.JSON_LD if accept == "application/json" else negotiate.graph_format(accept, format)
    answer = graph.describe(iri, (Format.JSON, kind), generation)
    if not answer.body.strip() or (b"<" not in answer.body and b"{" not in answer.body):
        raise UnknownEntity(f"nothing in this generation has the IRI {iri}")
    return Response(answer.body, media_type=kind.value)


@twinned(router, "/page/{key:path}")
def page(
    key: str,
    view: ViewDep,
    start: Annotated[int | None, Query(alias="from", ge=0, description="Where a passage to show begins.")] = None,
    end: Annotated[int | None, Query(alias="to", ge=0, description="Where it ends.")] = None,
    only: Annotated[
        str | None, Query(alias="list", max_length=40, description="One of an entity's lists, to read to its end.")
    ] = None,
    cursor: Annotated[str | None, Query(max_length=2000, description="Where in that list to go on.")] = None,
) -> Response:
    """Show what is known of one entity, each fact with the way to its passage; of a document, the text itself."""
    try:
        card = view.graph.entity(key, view.generation)
    except UnknownEntity:
        return _claim(view, key)
    if card.kind == "document":
        return documents.page(view, card, start, end)
    if only is not None:
        return _listed(view, card, only, cursor)
    names = view.named(iri for iri in (card.province, card.province_now) if iri)
    lists = {words: rows for words, kind, direction in SECTIONS if (rows := _related(view, card, kind, direction))}
    awarding = [
        Awards(words, role, found.rows, found.cursor is not None)
        for words, role in _AWARDING
        if (found := _conferrals(view, card, role)).rows
    ]
    shown_lists = {words: rows[:_BESIDE] if words in BESIDE else rows for words, rows in lists.items()}
    posts = [row for name in _LASTING for row in lists.get(name, ())]
    tenures = {held.claim: held for held in view.graph.tenures(card.iri, posts, view.generation)}
    shown = {
        "card": card,
        "province": names.get(card.province or ""),
        "province_now": names.get(card.province_now or ""),
        "tenures": tenures,
        "awarding": awarding,
        "successions": cards.successions(view.graph, card, view.generation),
        "lists": shown_lists,
        "totals": {words: card.counts[direction, kind] for words, kind, direction in SECTIONS if words in lists},
        "passages": view.graph.some_evidence(card.iri, view.generation),
    }
    return view.show(
        "entity.html",
        shown,
        key=view.key(card.iri) or card.iri,
        beside=BESIDE,
        picture=timeline.picture(_lanes(view, card, lists, tenures, awarding)),
        around=_around(view, card),
        kinds={kind.value: view.name(kind.value) for kind in _AROUND},
    )


def _listed(view: View, card: EntityRow, name: str, cursor: str | None) -> Response:
    """Return a page of one of an entity's lists; BadParameter for a list that pages of entities do not have."""
    ways = {words: (kind, direction) for words, kind, direction in SECTIONS}
    if name not in ways:
        raise BadParameter(f"list: one of {', '.join(ways)}, not {name!r}")
    kind, direction = ways[name]
    choice = RelationFilter(kinds=(kind,), direction=direction)
    found = view.graph.relations(card.iri, choice, cursor=cursor, limit=_ROWS, generation=view.generation)
    shown = {
        "card": card,
        "list": name,
        "rows": found.rows,
        "total": card.counts.get((direction, kind), 0),
        "next": found.cursor,
    }
    return view.show("listed.html", shown, key=view.key(card.iri) or card.iri, begun=cursor is None)


def _around(view: View, card: EntityRow) -> str | None:
    """Return what to ask for the picture of an entity's neighbourhood; None where it has no neighbours."""
    if not any(card.counts.get((direction, kind)) for direction in Direction for kind in _AROUND):
        return None
    asked = [("entity", view.key(card.iri) or card.iri), ("size", str(_NEAR))]
    return urlencode([*asked, *(("kind", kind.value) for kind in _AROUND)])


def _lanes(
    view: View,
    card: EntityRow,
    lists: Mapping[str, tuple[RelationRow, ...]],
    tenures: Mapping[str, Holder],
    awarding: Iterable[Awards],
) -> Iterator[timeline.Row]:
    """Yield what the timeline shows: each post or holder, the awards of each sort, the events."""
    for name in _LASTING:
        for row in lists.get(name, ()):
            held = tenures[row.claim]
            address = view.link(row.claim)
            days = tuple(timeline.Told(day, view.date(day), address, "post") for day in held.days)
            other = row.other(card.iri)
            label = f"{other.label} – {row.role}" if name == "members" and row.role else other.label
            yield timeline.Row(label, view.link(other.iri), days, held.start, held.end, lasts=True)
    for given in awarding:
        words = view.say(given.name)
        told = tuple(
            timeline.Told(one.date, one.award.label if one.award else words, view.link(one.claim), "award")
            for one in given.conferrals
            if one.date
        )
        yield timeline.Row(words, None, told)
    for name in ("events", "organizes"):
        met = {row.other(card.iri): row for row in lists.get(name, ()) if row.date}
        told = tuple(timeline.Told(row.date or "", one.label, view.link(one.iri), "event") for one, row in met.items())
        yield timeline.Row(view.say(f"list-{name}"), None, told)


def _related(view: View, card: EntityRow, kind: RelationKind, direction: Direction) -> tuple[RelationRow, ...]:
    if not card.counts.get((direction, kind)):
        return ()
    choice = RelationFilter(kinds=(kind,), direction=direction)
    return view.graph.relations(card.iri, choice, limit=_ROWS, generation=view.generation).rows


def _conferrals(view: View, card: EntityRow, role: str) -> Page[ConferralRow]:
    fields: dict[str, Any] = {role: card.iri}
    choice = ConferralFilter(**fields)
    return view.graph.conferrals(choice, limit=_CONFERRALS, generation=view.generation)


def _claim(view: View, key: str) -> Response:
    """Return the page of a claim: who says so, word by word; UnknownEntity when nobody does."""
    iri = view.graph.iri(key)
    passages = view.graph.evidence(iri, view.generation)
    if not passages:
        raise UnknownEntity(f"nothing in this generation has the IRI {iri}")
    with view.graph.generation(view.generation).index() as index:
        conferral = index.conferral(iri)
        told = () if conferral else documents.telling(index.relations_of([iri]).get(iri, ()))
    kind = key.partition("/")[0]
    shown = {"key": key, "kind": kind, "conferral": conferral, "told": told, "passages": passages}
    return view.show("claim.html", shown)
