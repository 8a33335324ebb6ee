"""What the side index answers with: frozen rows, and the filters that choose them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class RelationKind(StrEnum):
    """One hop between two entities; read *subject* kind *object*."""

    MEMBERSHIP = "membership"  # person → organization
    HOLDS = "holds"  # person → post
    POST_IN = "post-in"  # post → organization
    PARTICIPATION = "participation"  # agent → event
    ORGANIZES = "organizes"  # organization → event
    GRANTS = "grants"  # grantor → recipient, through a conferral
    PRESENTS = "presents"  # presenter → recipient, through a presentation
    STANDS_IN = "stands-in"  # presenter → principal, through a presentation
    RECEIVES = "receives"  # recipient → award, through a conferral
    GIVES = "gives"  # grantor → award, through a conferral
    PROPOSED = "proposed"  # grantor → recipient, of an award that is not (yet, any more) in force
    PART_OF = "part-of"  # organization → organization, event → event
    LOCATED_IN = "located-in"  # organization or event → administrative unit
    OWNS = "owns"  # owner → product
    OBSERVED = "observed"  # administrative unit → observation
    MENTIONS = "mentions"  # document → entity
    AUTHORED = "authored"  # person → document


class Direction(StrEnum):
    """From which end of a relation one looks: the entity is its subject (`out`) or its object (`in`)."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as it is shown in a row."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result. `matched` is the name that matched, `quality` how well (higher is better)."""

    iri: str
    label: str
    kind: str
    matched: str
    quality: int
    documents: int
    province: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with its names, place, and exact counts by relation kind and direction."""

    iri: str
    kind: str
    classes: tuple[str, ...]
    label: str
    names: tuple[str, ...]
    province: str | None
    province_now: str | None
    date: str | None
    documents: int
    counts: dict[tuple[Direction, RelationKind], int]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation with the claim that says so. `role` is a participation role, post label or location sort.

    `date` is as precise as stated (`2022`, `2022-03`, `2022-03-22`); of a membership it is the stated start, else the
    last day it is attested. `evidence` counts the passages that say so, `documents` the documents they are in.
    """

    kind: RelationKind
    claim: str
    subject: Named
    object: Named
    role: str | None
    date: str | None
    end: str | None
    former: bool
    event: Named | None
    award: Named | None
    level: str | None
    province: str | None
    province_now: str | None
    status: str | None
    evidence: int
    documents: int = 0

    def other(self, iri: str) -> Named:
        """Return the end that is not `iri`."""
        return self.object if self.subject.iri == iri else self.subject


class PartyRole(StrEnum):
    """What a party is to a conferral."""

    GRANTOR = "grantor"
    RECIPIENT = "recipient"
    PRESENTER = "presenter"


@dataclass(frozen=True, slots=True)
class Group:
    """The size of an unnamed recipient as stated; all None when only *các* or *nhiều* was said."""

    count: int | None
    minimum: int | None
    maximum: int | None
    qualifier: str | None
    member_kind: str | None
    wording: str


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in a conferral; `group` for counted groups; principal and presentation for presenters."""

    role: PartyRole
    who: Named
    group: Group | None
    principal: Named | None
    presentation: str | None


@dataclass(frozen=True, slots=True)
class ConferralRow:
    """One conferral (or, by `status`, an award not in force) with all its parties.

    It has `at_least` so many recipients in all, of whom `named` have names, plus `unsized` groups of unstated size.
    `date` is the day of the conferral as stated, else of its decision, of the handing over, or of the event.
    """

    claim: str
    award: Named | None
    category: Named | None
    grade: str | None
    level: str | None
    status: str
    date: str | None
    period: str | None
    decision: Named | None
    event: Named | None
    province: str | None
    province_now: str | None
    reason: str | None
    parties: tuple[Party, ...]
    named: int
    at_least: int
    unsized: int
    evidence: int
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Who awarded whom, summed: `conferrals` claims; recipients are *at least* so many plus `unsized` groups.

    Named members of a counted group count under their own name. `target` is None for all unnamed recipients of the source together, or when grouped by something else.
    `group` is the value grouped by (award IRI, year, level, province IRI, recipient kind), None without grouping.
    """

    source: Named | None
    target: Named | None
    group: str | None
    conferrals: int
    at_least: int
    unsized: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Total:
    """Conferrals of one party, award, place, level or year, summed: recipients are *at least* so many plus `unsized` groups.

    `value` is an IRI, where it is an entity's (`who`), else a year or a level.
    """

    who: Named | None
    value: str
    conferrals: int
    at_least: int
    unsized: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Honoured:
    """Someone who handed over in so many conferrals and received in others."""

    who: Named
    presented: int
    received: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity one hop away: through which kinds of relation, how often, and how connected it is itself."""

    who: Named
    kinds: tuple[RelationKind, ...]
    relations: int
    degree: int


LinkRow = tuple[int, int, int, int, int]
"""A relation of the network in numbers: subject, object, kind, day, evidence."""


class Together(StrEnum):
    """How two were together: at the same events, or named as recipients of one conferral."""

    EVENTS = "participation"
    AWARDS = "award"


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """Someone who was together with an entity `number` times, from `first` to `last`."""

    who: Named
    number: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet with its exact count; `label` where the value is an entity's IRI."""

    value: str
    label: str | None
    count: int


@dataclass(frozen=True, slots=True)
class RelationFilter:
    """Which relations of an entity are asked for; empty means any.

    `since` and `until` are dates of any precision, both inclusive; `province` is an administrative unit's IRI,
    compared with the province at the time or, with `now`, with today's.
    """

    kinds: tuple[RelationKind, ...] = ()
    direction: Direction | None = None
    counterpart: str | None = None
    counterpart_kinds: tuple[str, ...] = ()
    award: str | None = None
    level: str | None = None
    province: str | None = None
    now: bool = False
    since: str | None = None
    until: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConferralFilter:
    """Which conferrals are asked for; empty means any. IRIs for parties, award (or category), event and places."""

    grantor: str | None = None
    recipient: str | None = None
    presenter: str | None = None
    principal: str | None = None
    award: str | None = None
    grade: str | None = None
    level: str | None = None
    decision: str | None = None
    event: str | None = None
    province: str | None = None
    now: bool = False
    since: str | None = None
    until: str | None = None
    statuses: tuple[str, ...] = ("conferred", "decided")
    recipient_kinds: tuple[str, ...] = ()
    unnamed_only: bool = False
    grantor_unstated: bool = False


class Order(StrEnum):
    """How a page of relations or conferrals is ordered; ties go by claim, so that paging is stable."""

    NEWEST = "newest"
    OLDEST = "oldest"
    COUNTERPART = "counterpart"
    EVIDENCE = "evidence"


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page of rows; `cursor` continues after it, None when there is no more."""

    rows: tuple[Row, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class EntityNames:
    """An entity with all its names: its label first, then as the index has them; its province then and now; its date."""

    iri: str
    kind: str
    classes: tuple[str, ...]
    label: str
    names: tuple[str, ...]
    province: str | None
    province_now: str | None
    date: str | None
