"""What an entity's card and suggestions look like in JSON."""

from __future__ import annotations

from typing import Literal

from graph_api.schemas import EntityCard, Model, Relation, Thing, key_of
from graph_store.rows import Direction, Hit, RelationKind
from queries import cards


class Suggestion(Model):
    """An entity for what is typed so far: its name, the name that matched, and how many documents name it."""

    iri: str
    key: str | None
    label: str
    kind: str
    matched: str
    documents: int

    @classmethod
    def of(cls, hit: Hit, base: str) -> Suggestion:
        """Return the model of a hit."""
        return cls(
            iri=hit.iri,
            key=key_of(hit.iri, base),
            label=hit.label,
            kind=hit.kind,
            matched=hit.matched,
            documents=hit.documents,
        )


class Tenure(Model):
    """A post of a person: when it is first and last attested, and the dates that are stated, if any."""

    post: Thing
    organization: Thing | None
    claim: str
    first: str | None
    last: str | None
    start: str | None
    end: str | None
    former: bool
    evidence: int

    @classmethod
    def of(cls, tenure: cards.Tenure, base: str) -> Tenure:
        """Return the model of a tenure."""
        return cls(
            post=Thing.of(tenure.post, base),
            organization=Thing.of(tenure.organization, base) if tenure.organization else None,
            claim=tenure.claim,
            first=tenure.first,
            last=tenure.last,
            start=tenure.start,
            end=tenure.end,
            former=tenure.former,
            evidence=tenure.evidence,
        )


class Succession(Model):
    """What an organization became (`successor`) or came from (`predecessor`), on which day and by which law.

    `other` is null when the graph knows of no such organization. It is inferred by `rule`, not read in a document.
    """

    relation: Literal["predecessor", "successor"]
    other: Thing | None
    on: str
    source: str | None
    event: str
    name: str
    rule: str

    @classmethod
    def of(cls, one: cards.Succession, base: str) -> Succession:
        """Return the model of a succession."""
        other = Thing.of(one.other, base) if one.other is not None else None
        relation: Literal["predecessor", "successor"] = "successor" if one.relation == "successor" else "predecessor"
        return cls(
            relation=relation, other=other, on=one.on, source=one.source, event=one.event, name=one.name, rule=one.rule
        )


class Identifier(Model):
    """A code, number, day or link that the graph states of an entity, by property."""

    property: str
    value: str


class Section(Model):
    """One kind of relation of an entity: the exact number, the newest of them, and where all of them are."""

    name: str
    kind: RelationKind
    direction: Direction
    count: int
    relations: list[Relation]
    link: str | None


class Card(EntityCard):
    """All that is known of one entity, section by section, each relation with its number of passages."""

    posts: list[Tenure]
    successions: list[Succession]
    identifiers: list[Identifier]
    sections: list[Section]

    @classmethod
    def whole(cls, card: cards.Card, base: str) -> Card:
        """Return the model of a card."""
        known = EntityCard.of(card.entity, base)
        link = known.links.get("relations")
        return cls(
            **dict(known),
            posts=[Tenure.of(one, base) for one in card.tenures],
            successions=[Succession.of(one, base) for one in card.successions],
            identifiers=[Identifier(property=name, value=value) for name, value in card.identifiers],
            sections=[
                Section(
                    name=one.name,
                    kind=one.kind,
                    direction=one.direction,
                    count=one.count,
                    relations=[Relation.of(row, base) for row in one.relations],
                    link=f"{link}?kind={one.kind}&direction={one.direction}" if link else None,
                )
                for one in card.sections
            ],
        )
