"""Commands that ask about entities: cards, relations, timelines, holders of posts, ways and neighbourhoods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_api.card_schemas import Card
from graph_api.network_schemas import EntityPath, Network
from graph_api.schemas import Page, PostHolder, PostHolders, Relation, RelationPage, facets
from graph_store import rows
from graph_store.rows import Direction, Named, Order, RelationFilter, RelationKind, RelationRow, Together
from htxgraph import output
from htxgraph.opened import meant, opened, perhaps
from htxgraph.options import BASE, DATA, Base, Cursor, DataFolder, From, Json, On, To
from htxgraph.output import Speaker
from queries import cards, neighbourhood, proof
from queries.network import Choice, Networks

Who = Annotated[str, Parameter(help="Name, key or IRI.")]
Kinds = Annotated[
    list[RelationKind] | None, Parameter(help="Only relations of this kind; more than one may be given.", negative=())
]
Through = Annotated[
    list[str] | None, Parameter(help="Kinds of entities that may lie between: person, organization …", negative=())
]


def entity(
    who: Who,
    *,
    each: Annotated[int, Parameter(help="Relations of each kind that are shown.")] = 3,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Show an entity's card: names, posts in time, identifiers, each kind of relation with its exact count."""
    with opened(data, base) as graph:
        found = cards.card(graph, meant(graph, who), each=each)
    speaker = Speaker(as_json=json)
    if json:
        speaker.result(Card.whole(found, base).model_dump(mode="json"), "")
        return output.DONE
    about = found.entity
    speaker.say(f"{about.label} ({about.kind}, in {about.documents} documents)\n{about.iri}")
    others = [name for name in about.names if name != about.label]
    if others:
        speaker.say(f"also: {'; '.join(others)}")
    for name, value in found.identifiers:
        speaker.say(f"{name}: {value}")
    for change in found.successions:
        other = change.other.label if change.other is not None else "a body that no document names"
        speaker.say(f"{change.relation} (inferred: {change.name}, {change.source}): {other}, {change.on}")
    posts = [[one.post.label, _name(one.organization), one.first, one.last, one.evidence] for one in found.tenures]
    if posts:
        speaker.table(["post", "organization", "first attested", "last attested", "passages"], posts, title="posts")
    for section in found.sections:
        if section.relations:
            title = f"{section.name}: {section.count:,}"
            speaker.table(_HEAD, (_cells(one, about.iri) for one in section.relations), title=title)
    return output.DONE


def relations(
    who: Who,
    *,
    kind: Kinds = None,
    direction: Annotated[
        Direction | None, Parameter(help="Only those of which it is the subject, or the object.")
    ] = None,
    counterpart: Annotated[str | None, Parameter(help="Only with this one: name, key or IRI.")] = None,
    counterpart_kind: Annotated[list[str] | None, Parameter(help="person, organization, event …", negative=())] = None,
    award: Annotated[str | None, Parameter(help="Name, key or IRI.")] = None,
    province: Annotated[str | None, Parameter(help="Key or IRI of an administrative unit.")] = None,
    now: Annotated[
        bool, Parameter(negative=(), help="Compare with the province of today, not the one at the time.")
    ] = False,
    from_: From = None,
    to: To = None,
    order: Order = Order.NEWEST,
    limit: int = 50,
    cursor: Cursor = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """List an entity's relations, each with its claim, and count them by facet."""
    with opened(data, base) as graph:
        iri = meant(graph, who)
        choice = RelationFilter(
            kinds=tuple(kind or ()),
            direction=direction,
            counterpart=perhaps(graph, counterpart),
            counterpart_kinds=tuple(counterpart_kind or ()),
            award=perhaps(graph, award, ("award",)),
            province=graph.iri(province) if province else None,
            now=now,
            since=from_,
            until=to,
        )
        number = graph.at(None, cursor).number
        found = graph.relations(iri, choice, order=order, cursor=cursor, limit=limit, generation=number)
        counted = graph.facets(iri, choice, number) if cursor is None else None
    return _listed(found, iri, number, base, json, counted)


def timeline(
    who: Who,
    *,
    from_: From = None,
    to: To = None,
    limit: int = 50,
    cursor: Cursor = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """List an entity's dated relations, oldest first."""
    with opened(data, base) as graph:
        iri = meant(graph, who)
        number = graph.at(None, cursor).number
        found = graph.timeline(iri, since=from_, until=to, cursor=cursor, limit=limit, generation=number)
    return _listed(found, iri, number, base, json, None)


def holders(
    post: Annotated[str, Parameter(help="Name, key or IRI of a post.")],
    on: On,
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Tell who held a post on a day: yes, no or not known, with the nearest attestations."""
    with opened(data, base) as graph:
        found = graph.holders(meant(graph, post, ("post",)), on)
        number = graph.generation().number
    speaker = Speaker(as_json=json)
    if json:
        holding, nearest = ([PostHolder.of(one, base) for one in some] for some in (found.holders, found.nearest))
        told = PostHolders(answer=found.answer, on=on, holders=holding, nearest=nearest, generation=number)
        speaker.result(told.model_dump(mode="json"), "")
        return output.DONE
    speaker.say(f"on {on}: {found.answer}")
    for title, some in (("held by", found.holders), ("nearest", found.nearest)):
        lines = [[one.person.label, one.first, one.last, ", ".join(one.days), one.evidence] for one in some]
        if lines:
            head = ["person", "first known", "last known", "attested on", "passages"]
            speaker.table(head, lines, title=title)
    return output.DONE


def paths(
    left: Who,
    right: Who,
    *,
    kind: Kinds = None,
    through: Through = None,
    from_: From = None,
    to: To = None,
    limit: Annotated[int, Parameter(help="Ways at most.")] = 5,
    longest: Annotated[int, Parameter(help="Hops at most.")] = 6,
    order: Annotated[
        Literal["hops", "cost"], Parameter(help="The shortest first, or the rarest and strongest first.")
    ] = "hops",
    every: Annotated[bool, Parameter(negative=(), help="Also longer ways than the shortest.")] = False,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Find how two entities are connected, each hop with a passage that says so."""
    choice = Choice(tuple(kind or ()), tuple(through or ()), from_, to)
    with opened(data, base) as graph:
        generation = graph.generation()
        found = Networks(graph.data).paths(
            generation,
            meant(graph, left),
            meant(graph, right),
            limit=limit,
            longest=longest,
            choice=choice,
            every=every,
            cheapest=order == "cost",
        )
        told = proof.of_paths(graph, found, generation.number)
    speaker = Speaker(as_json=json)
    if json:
        items = [EntityPath.of(path, told, base) for path in found]
        speaker.result(Page(items=items, generation=generation.number).model_dump(mode="json"), "")
        return output.DONE
    if not found:
        speaker.say(f"no way of at most {longest} hops")
    for number, path in enumerate(found, 1):
        speaker.say(f"{number}. {len(path.steps)} hops, cost {path.cost:g}")
        for step in path.steps:
            said = step.relations[0]
            quote = next((told[row.claim][0].quote for row in step.relations if row.claim in told), "")
            what = " ".join(part for part in (said.kind, said.role, said.date and f"({said.date})") if part)
            sign = f"—{what}→" if said.subject.iri == step.left.iri else f"←{what}—"
            speaker.say(f"   {step.left.label} {sign} {step.right.label}")
            if quote:
                speaker.say(f"      “{quote}”")
    return output.DONE


def network(
    who: Who,
    *,
    depth: Annotated[int, Parameter(help="Hops, 1 to 3.")] = 1,
    size: Annotated[int, Parameter(help="Entities at most, the nearest by cost.")] = 100,
    by: Annotated[Literal["relation", "participation", "award"], Parameter(help="What joins two.")] = "relation",
    kind: Kinds = None,
    through: Through = None,
    from_: From = None,
    to: To = None,
    out: Annotated[Path | None, Parameter(help="Write a file for network tools: .graphml or .gexf.")] = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Show who is around an entity: what joins them, how central each is, and which belong together."""
    writers = {".graphml": neighbourhood.graphml, ".gexf": neighbourhood.gexf}
    if out is not None and out.suffix not in writers:
        raise ValueError(f"--out {out}: a name ending in {' or '.join(writers)}")
    together = None if by == "relation" else Together(by)
    choice = Choice(tuple(kind or ()), tuple(through or ()), from_, to)
    with opened(data, base) as graph:
        generation = graph.generation()
        iri = graph.entity(meant(graph, who)).iri
        found = Networks(graph.data).around(generation, iri, depth=depth, size=size, choice=choice, together=together)
    speaker = Speaker(as_json=json)
    if out is not None:
        out.write_bytes(writers[out.suffix](found))
        output.complain(f"{out}: {len(found.nodes)} entities, {len(found.links)} links")
    elif json:
        speaker.result(Network.of(found, generation.number, base).model_dump(mode="json"), "")
    else:
        shown = ([n.who.label, n.who.kind, n.hops, n.neighbours, n.betweenness, n.community] for n in found.nodes)
        title = f"{len(found.nodes):,} of {found.reached:,} within {depth} hops, {len(found.links):,} links"
        speaker.table(["name", "kind", "hops", "neighbours", "betweenness", "community"], shown, title=title)
    return output.DONE


_HEAD = ["relation", "with", "kind", "date", "end", "event", "award", "passages", "claim"]


def _listed(
    found: rows.Page[RelationRow],
    iri: str,
    number: int,
    base: str,
    json: bool,
    counted: dict[str, tuple[rows.Facet, ...]] | None,
) -> int:
    speaker = Speaker(as_json=json)
    if json:
        items = [Relation.of(row, base) for row in found.rows]
        page = RelationPage(
            items=items, next=found.cursor, generation=number, facets=facets(counted) if counted else None
        )
        speaker.result(page.model_dump(mode="json"), "")
        return output.DONE
    kinds = (counted or {}).get("kind", ())
    title = ", ".join(f"{one.value} {one.count:,}" for one in kinds)
    speaker.table(_HEAD, (_cells(row, iri) for row in found.rows), title=title)
    if found.cursor:
        output.complain(f"there is more: --cursor {found.cursor}")
    return output.DONE


def _cells(row: RelationRow, iri: str) -> list[object]:
    other = row.other(iri)
    what = f"{'→' if row.subject.iri == iri else '←'} {row.kind}" + (f" ({row.role})" if row.role else "")
    end = "former" if row.former and not row.end else row.end
    return [what, other.label, other.kind, row.date, end, _name(row.event), _name(row.award), row.evidence, row.claim]


def _name(named: Named | None) -> str | None:
    return named.label if named else None
