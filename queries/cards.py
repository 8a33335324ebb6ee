"""An entity's card: names, posts in time, identifiers, and what it is related to, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from graph_store.rows import Direction, EntityRow, Named, Order, RelationFilter, RelationKind, RelationRow
from queries import catalog
from queries.entities import Graph, Row

_OUT, _IN = Direction.OUT, Direction.IN
SECTIONS = {
    (_OUT, RelationKind.HOLDS): "posts",
    (_IN, RelationKind.HOLDS): "holders",
    (_OUT, RelationKind.MEMBERSHIP): "organizations",
    (_IN, RelationKind.MEMBERSHIP): "members",
    (_OUT, RelationKind.POST_IN): "organization_of_post",
    (_IN, RelationKind.POST_IN): "posts_in_it",
    (_OUT, RelationKind.RECEIVES): "awards_received",
    (_IN, RelationKind.RECEIVES): "recipients",
    (_OUT, RelationKind.GIVES): "awards_granted",
    (_IN, RelationKind.GIVES): "grantors",
    (_OUT, RelationKind.GRANTS): "granted_to",
    (_IN, RelationKind.GRANTS): "granted_by",
    (_OUT, RelationKind.PRESENTS): "presented_to",
    (_IN, RelationKind.PRESENTS): "presented_by",
    (_OUT, RelationKind.STANDS_IN): "stood_in_for",
    (_IN, RelationKind.STANDS_IN): "represented_by",
    (_OUT, RelationKind.PROPOSED): "proposed",
    (_IN, RelationKind.PROPOSED): "proposed_by",
    (_OUT, RelationKind.PARTICIPATION): "events",
    (_IN, RelationKind.PARTICIPATION): "participants",
    (_OUT, RelationKind.ORGANIZES): "organized",
    (_IN, RelationKind.ORGANIZES): "organizers",
    (_OUT, RelationKind.PART_OF): "part_of",
    (_IN, RelationKind.PART_OF): "parts",
    (_OUT, RelationKind.LOCATED_IN): "places",
    (_IN, RelationKind.LOCATED_IN): "located_here",
    (_OUT, RelationKind.OWNS): "products",
    (_IN, RelationKind.OWNS): "owners",
    (_OUT, RelationKind.OBSERVED): "figures",
    (_IN, RelationKind.OBSERVED): "figure_of",
    (_OUT, RelationKind.MENTIONS): "mentions",
    (_IN, RelationKind.MENTIONS): "documents",
    (_OUT, RelationKind.AUTHORED): "written",
    (_IN, RelationKind.AUTHORED): "authors",
}
"""What each kind of relation is called on a card, by the end from which it is seen; in the order of the card."""


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of relation: its exact number and the newest of them."""

    name: str
    direction: Direction
    kind: RelationKind
    count: int
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post of a person: first and last day on which it is attested, and the dates that are stated, if any."""

    post: Named
    organization: Named | None
    claim: str
    first: str | None
    last: str | None
    start: str | None
    end: str | None
    former: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class Succession:
    """A change in which a body became another (`successor`), or another became it (`predecessor`).

    `other` is None when the graph knows of no such body; `source` is the law, and `rule` what the link is inferred by.
    """

    relation: str
    other: Named | None
    on: str
    source: str | None
    event: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one entity; `identifiers` are (property IRI, value)."""

    entity: EntityRow
    tenures: tuple[Tenure, ...]
    successions: tuple[Succession, ...]
    identifiers: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def card(graph: Graph, key: str, *, each: int = 5, generation: int | None = None) -> Card:
    """Return an entity's card with the newest `each` relations of every kind; raises as `Graph.entity` does."""
    found = graph.entity(key, generation)
    sections: list[Section] = []
    with graph.generation(generation).index() as index:
        for (direction, kind), name in SECTIONS.items():
            count = found.counts.get((direction, kind), 0)
            if count:
                choice = RelationFilter(kinds=(kind,), direction=direction)
                rows = index.relations(found.iri, choice, order=Order.NEWEST, limit=each).rows if each else ()
                sections.append(Section(name, direction, kind, count, rows))
        tenures = _tenures(graph, found, generation) if found.kind == "person" else ()
    said = graph.rows(catalog.find("identifiers"), {"entity": found.iri}, generation=generation)
    identifiers = tuple((str(row["property"]), str(row["value"])) for row in said)
    return Card(found, tenures, successions(graph, found, generation), identifiers, tuple(sections))


def successions(graph: Graph, found: EntityRow, generation: int | None = None) -> tuple[Succession, ...]:
    """Return the predecessors and successors of an organization; nothing of anything else."""
    if found.kind != "organization":
        return ()
    query = catalog.find("successions")
    rows = graph.rows(query, {"organization": found.iri}, generation=generation)
    return tuple(_succession(row, query.rule or "") for row in rows)


def _succession(row: Row, rule: str) -> Succession:
    other = Named(row["other"], row["otherName"], "organization") if row["other"] else None
    source = None if row["source"] is None else str(row["source"])
    return Succession(str(row["relation"]), other, str(row["on"]), source, row["event"], str(row["eventName"]), rule)


def _tenures(graph: Graph, found: EntityRow, generation: int | None) -> tuple[Tenure, ...]:
    """Return a person's posts in the order in which they are first attested."""
    if not found.counts.get((Direction.OUT, RelationKind.HOLDS)):
        return ()
    told = graph.rows(catalog.find("posts-of-person"), {"person": found.iri}, generation=generation)
    passages: dict[str, int] = {}
    cursor = None
    while True:
        choice = RelationFilter(kinds=(RelationKind.HOLDS,), direction=Direction.OUT)
        page = graph.relations(found.iri, choice, cursor=cursor, limit=500, generation=generation)
        passages.update((row.claim, row.evidence) for row in page.rows)
        cursor = page.cursor
        if cursor is None:
            break
    return tuple(_tenure(row, passages.get(row["membership"], 0)) for row in told)


def _tenure(row: Row, evidence: int) -> Tenure:
    body = row["organization"]
    return Tenure(
        Named(row["post"], row["postName"], "post"),
        Named(body, row["organizationName"], "organization") if body else None,
        row["membership"],
        _date(row["first"]),
        _date(row["last"]),
        _date(row["start"]),
        _date(row["end"]),
        bool(row["former"]),
        evidence,
    )


def _date(value: object) -> str | None:
    return None if value is None else str(value)
