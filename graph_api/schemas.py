"""What answers look like in JSON: one model for each, made from what the core returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from graph_store.rows import (
    ConferralRow,
    Direction,
    Edge,
    EntityRow,
    Facet,
    Hit,
    Named,
    Party,
    RelationKind,
    RelationRow,
)
from graph_store.rows import (
    Page as Rows,
)
from ontology import iris
from queries.catalog import NamedQuery
from queries.entities import Holder, Passage

Item = TypeVar("Item")


class Model(BaseModel):
    """What all answers are: frozen."""

    model_config = ConfigDict(frozen=True)


class Thing(Model):
    """An entity as it is shown in lists."""

    iri: str
    key: str | None = Field(description="The short key for /api/entities/{key}; null for things without a card.")
    label: str
    kind: str

    @classmethod
    def of(cls, named: Named, base: str) -> Thing:
        """Return the model of a named entity."""
        return cls(iri=named.iri, key=key_of(named.iri, base), label=named.label, kind=named.kind)


class Page(Model, Generic[Item]):
    """A page of a list; `next` is the cursor of the page after it."""

    items: list[Item]
    next: str | None = None
    generation: int


class SearchHit(Model):
    """An entity that a search found."""

    iri: str
    key: str | None
    label: str
    kind: str
    matched: str
    documents: int
    province: str | None
    date: str | None

    @classmethod
    def of(cls, hit: Hit, base: str) -> SearchHit:
        """Return the model of a hit."""
        return cls(
            iri=hit.iri,
            key=key_of(hit.iri, base),
            label=hit.label,
            kind=hit.kind,
            matched=hit.matched,
            documents=hit.documents,
            province=hit.province,
            date=hit.date,
        )


class RelationCount(Model):
    """How many relations of one kind and direction an entity has."""

    kind: RelationKind
    direction: Direction
    count: int


class EntityCard(Model):
    """What is known of one entity at a glance."""

    iri: str
    key: str | None
    kind: str
    classes: list[str]
    label: str
    names: list[str]
    province: str | None
    province_now: str | None
    date: str | None
    documents: int
    counts: list[RelationCount]
    links: dict[str, str]

    @classmethod
    def of(cls, row: EntityRow, base: str) -> EntityCard:
        """Return the model of an entity."""
        key = key_of(row.iri, base)
        path = f"/api/entities/{key}"
        links = {name: f"{path}/{name}" for name in ("relations", "timeline", "evidence")} if key else {}
        return cls(
            iri=row.iri,
            key=key,
            kind=row.kind,
            classes=list(row.classes),
            label=row.label,
            names=list(row.names),
            province=row.province,
            province_now=row.province_now,
            date=row.date,
            documents=row.documents,
            counts=[
                RelationCount(kind=kind, direction=direction, count=count)
                for (direction, kind), count in sorted(row.counts.items())
            ],
            links=links,
        )


class EvidencePassage(Model):
    """A passage that says so: the exact words, with the text around, and where they stand."""

    evidence: str
    document: str
    title: str | None
    source: str | None
    published: str | None
    quote: str
    before: str | None
    after: str | None
    start: int | None
    end: int | None
    rule: str | None
    confidence: float | None

    @classmethod
    def of(cls, passage: Passage) -> EvidencePassage:
        """Return the model of a passage."""
        return cls(
            evidence=passage.evidence,
            document=passage.document,
            title=passage.title,
            source=passage.source,
            published=passage.published,
            quote=passage.quote,
            before=passage.before,
            after=passage.after,
            start=passage.start,
            end=passage.end,
            rule=passage.rule,
            confidence=passage.confidence,
        )


class Relation(Model):
    """One hop between two entities with the claim that says so."""

    kind: RelationKind
    claim: str
    subject: Thing
    object: Thing
    role: str | None
    date: str | None
    end: str | None
    former: bool
    event: Thing | None
    award: Thing | None
    level: str | None
    province: str | None
    province_now: str | None
    status: str | None
    evidence: int
    documents: int
    link: str | None = Field(description="Where the passages are that say so.")
    passages: list[EvidencePassage] | None = Field(None, description="The first passages, with `evidence=1`.")

    @classmethod
    def of(cls, row: RelationRow, base: str, passages: Sequence[Passage] | None = None) -> Relation:
        """Return the model of a relation."""
        return cls(
            link=_evidence(row.claim, base),
            passages=_told(passages),
            kind=row.kind,
            claim=row.claim,
            subject=Thing.of(row.subject, base),
            object=Thing.of(row.object, base),
            role=row.role,
            date=row.date,
            end=row.end,
            former=row.former,
            event=Thing.of(row.event, base) if row.event else None,
            award=Thing.of(row.award, base) if row.award else None,
            level=row.level,
            province=row.province,
            province_now=row.province_now,
            status=row.status,
            evidence=row.evidence,
            documents=row.documents,
        )


class FacetValue(Model):
    """One value of a facet with its exact count."""

    value: str
    label: str | None
    count: int


class RelationPage(Page[Relation]):
    """A page of relations, with exact counts by facet on the first page."""

    facets: dict[str, list[FacetValue]] | None = None


class GroupSize(Model):
    """The size of an unnamed recipient as stated; all null when only *các* or *nhiều* was said."""

    count: int | None
    minimum: int | None
    maximum: int | None
    qualifier: str | None
    member_kind: str | None
    wording: str


class ConferralParty(Model):
    """Someone in a conferral."""

    role: str
    who: Thing
    group: GroupSize | None
    on_behalf_of: Thing | None
    presentation: str | None

    @classmethod
    def of(cls, party: Party, base: str) -> ConferralParty:
        """Return the model of a party."""
        group = party.group
        return cls(
            role=str(party.role),
            who=Thing.of(party.who, base),
            group=GroupSize(
                count=group.count,
                minimum=group.minimum,
                maximum=group.maximum,
                qualifier=group.qualifier,
                member_kind=group.member_kind,
                wording=group.wording,
            )
            if group
            else None,
            on_behalf_of=Thing.of(party.principal, base) if party.principal else None,
            presentation=party.presentation,
        )


class Conferral(Model):
    """One conferral with its parties: at least so many recipients, of whom some are named."""

    claim: str
    key: str | None
    award: Thing | None
    category: Thing | None
    grade: str | None
    level: str | None
    status: str
    date: str | None
    period: str | None
    decision: Thing | None
    event: Thing | None
    province: str | None
    province_now: str | None
    reason: str | None
    parties: list[ConferralParty]
    named: int
    at_least: int
    unsized: int
    evidence: int
    documents: int
    link: str | None = Field(description="Where the passages are that say so.")
    passages: list[EvidencePassage] | None = Field(None, description="The first passages, with `evidence=1`.")

    @classmethod
    def of(cls, row: ConferralRow, base: str, passages: Sequence[Passage] | None = None) -> Conferral:
        """Return the model of a conferral."""

        def thing(named: Named | None) -> Thing | None:
            return Thing.of(named, base) if named else None

        return cls(
            link=_evidence(row.claim, base),
            passages=_told(passages),
            claim=row.claim,
            key=key_of(row.claim, base),
            award=thing(row.award),
            category=thing(row.category),
            grade=row.grade,
            level=row.level,
            status=row.status,
            date=row.date,
            period=row.period,
            decision=thing(row.decision),
            event=thing(row.event),
            province=row.province,
            province_now=row.province_now,
            reason=row.reason,
            parties=[ConferralParty.of(party, base) for party in row.parties],
            named=row.named,
            at_least=row.at_least,
            unsized=row.unsized,
            evidence=row.evidence,
            documents=row.documents,
        )


class ConferralPage(Page[Conferral]):
    """A page of conferrals, with exact counts by facet on the first page."""

    facets: dict[str, list[FacetValue]] | None = None


class AwardingEdge(Model):
    """Who awarded whom, summed; a null target stands for all unnamed recipients of the source."""

    source: Thing | None
    target: Thing | None
    group: str | None
    conferrals: int
    at_least: int
    unsized: int
    first: str | None
    last: str | None

    @classmethod
    def of(cls, edge: Edge, base: str) -> AwardingEdge:
        """Return the model of an edge."""
        return cls(
            source=Thing.of(edge.source, base) if edge.source else None,
            target=Thing.of(edge.target, base) if edge.target else None,
            group=edge.group,
            conferrals=edge.conferrals,
            at_least=edge.at_least,
            unsized=edge.unsized,
            first=edge.first,
            last=edge.last,
        )


class PostHolder(Model):
    """A person who held a post: first and last day known, and every day on which it is attested."""

    person: Thing
    claim: str
    first: str | None
    last: str | None
    attested: list[str]
    former: bool
    evidence: int

    @classmethod
    def of(cls, holder: Holder, base: str) -> PostHolder:
        """Return the model of a holder."""
        return cls(
            person=Thing.of(holder.person, base),
            claim=holder.claim,
            first=holder.first,
            last=holder.last,
            attested=list(holder.days),
            former=holder.former,
            evidence=holder.evidence,
        )


class PostHolders(Model):
    """Who held a post on a day: yes, no or not known, with the nearest other attestations."""

    answer: str
    on: str
    holders: list[PostHolder]
    nearest: list[PostHolder]
    generation: int


class DumpCard(Model):
    """A dump of the dataset: where it is, what it holds; `bytes` once it has been made."""

    name: str
    url: str
    media_type: str
    packing: str
    holds: str
    bytes: int | None
    generation: int


class QueryParameter(Model):
    """A parameter of a named query."""

    name: str
    kind: str
    about: str
    default: str | None
    optional: bool


class QueryCard(Model):
    """A named query: what it answers and what it takes."""

    name: str
    summary: str
    question: str
    parameters: list[QueryParameter]
    claims: list[str]
    rule: str | None
    example: dict[str, str]
    text: str
    link: str

    @classmethod
    def of(cls, query: NamedQuery) -> QueryCard:
        """Return the model of a named query."""
        return cls(
            name=query.name,
            summary=query.summary,
            question=query.question,
            parameters=[
                QueryParameter(name=p.name, kind=str(p.kind), about=p.about, default=p.default, optional=p.optional)
                for p in query.parameters
            ],
            claims=list(query.claims),
            rule=query.rule,
            example=dict(query.example),
            text=query.text,
            link=f"/queries/{query.name}",
        )


class QueryAnswer(Model):
    """The rows of a named query; with `evidence=1` each has its passages, or names the rule that inferred it."""

    query: str
    generation: int
    rows: list[dict[str, Any]]


class Health(Model):
    """Whether the service lives, and what it answers from."""

    status: str
    generation: int | None = None


def _evidence(claim: str, base: str) -> str | None:
    key = key_of(claim, base)
    return f"/api/entities/{key}/evidence" if key else None


def _told(passages: Sequence[Passage] | None) -> list[EvidencePassage] | None:
    return None if passages is None else [EvidencePassage.of(passage) for passage in passages]


def key_of(iri: str, base: str) -> str | None:
    """Return the short key of an IRI, None when it has none."""
    try:
        return iris.key(iri, base)
    except ValueError:
        return None


def facets(found: Mapping[str, tuple[Facet, ...]]) -> dict[str, list[FacetValue]]:
    """Return the models of facets."""
    return {
        name: [FacetValue(value=one.value, label=one.label, count=one.count) for one in values]
        for name, values in found.items()
    }


def cursor_of(page: Rows[Any]) -> str | None:
    """Return the cursor of the page after this one."""
    return page.cursor
