"""The vocabularies as plain values, and their triples: awards, kinds of organizations and posts, measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from ontology import turtle
from ontology.terms import HTX, SKOS

_FILES = ("core.ttl", "awards.ttl", "posts.ttl", "measures.ttl", "places.ttl")
_COMMUNES = "communes.ttl"


@dataclass(frozen=True, slots=True)
class Power:
    """The power to grant an award, held by a kind of organization or post (an IRI) from one day to another."""

    holder: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Award:
    """A category of awards: its names, level, form, grades, who may grant it, under which laws and when."""

    iri: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    levels: tuple[str, ...]
    nature: str
    form: str
    grades: tuple[str, ...]
    granted_by: tuple[str, ...]
    powers: tuple[Power, ...]
    recipients: tuple[str, ...]
    laws: tuple[str, ...]
    start: date | None
    end: date | None
    broader: str | None

    def names(self) -> tuple[str, ...]:
        """Return all Vietnamese names and abbreviations, the preferred one first."""
        return (self.name, *self.aliases)

    def granted_by_on(self, on: date) -> tuple[str, ...]:
        """Return the kinds of organizations and posts that may grant it on a day."""
        dated = {power.holder for power in self.powers}
        then = {power.holder for power in self.powers if _covers(power.start, power.end, on)}
        return tuple(holder for holder in self.granted_by if holder not in dated or holder in then)


@dataclass(frozen=True, slots=True)
class OrganizationKind:
    """A kind of organization: names that such organizations' names begin with, class, level, and kinds around it.

    `notation` is the word by which the reading of texts tells the kind; `broader` the more general kind.
    """

    iri: str
    key: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    notation: str | None
    organization_class: str
    level: str
    broader: str | None
    supervised_by: str | None
    headed_by: str | None
    follows: bool
    successor: str | None
    start: date | None
    end: date | None

    def names(self) -> tuple[str, ...]:
        """Return all names and abbreviations, the preferred one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class PostKind:
    """A post, membership, role or form of address (`scheme` tells which), and the kinds of organization with it."""

    iri: str
    key: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    scheme: str
    posts_in: tuple[str, ...]
    broader: str | None
    rank: int
    exclusive: bool

    def names(self) -> tuple[str, ...]:
        """Return all names and abbreviations, the preferred one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures measure: names, stated unit, base unit with the factor to it, and how figures accumulate.

    `patterns` are regular expressions for further names, in the form in which names are compared.
    """

    iri: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    patterns: tuple[str, ...]
    unit: str
    base_unit: str
    scale: Decimal
    accumulation: str

    def names(self) -> tuple[str, ...]:
        """Return all names, the preferred one first."""
        return (self.name, *self.aliases)


@cache
def awards() -> tuple[Award, ...]:
    """Return the categories of awards, in the vocabulary's order."""
    powers: dict[str, list[Power]] = {}
    for entry in turtle.of_class("awards.ttl", HTX.GrantingPower):
        power = Power(entry.one(HTX.powerHolder) or "", _day(entry, HTX.validFrom), _day(entry, HTX.validTo))
        powers.setdefault(entry.one(HTX.powerOver) or "", []).append(power)
    return tuple(
        Award(
            iri=entry.iri,
            name=entry.named("vi"),
            name_en=entry.named("en"),
            aliases=(*entry.every(SKOS.altLabel, "vi"), *entry.every(HTX.abbreviation)),
            levels=entry.every(HTX.level),
            nature=entry.one(HTX.awardNature) or "",
            form=entry.one(HTX.awardForm) or "",
            grades=entry.every(HTX.gradeOption),
            granted_by=entry.every(HTX.grantedBy),
            powers=tuple(powers.get(entry.iri, ())),
            recipients=entry.every(HTX.recipientKind),
            laws=entry.every(HTX.underLaw),
            start=_day(entry, HTX.validFrom),
            end=_day(entry, HTX.validTo),
            broader=entry.one(SKOS.broader),
        )
        for entry in turtle.of_class("awards.ttl", HTX.AwardCategory)
    )


@cache
def organization_kinds() -> dict[str, OrganizationKind]:
    """Return the kinds of organizations by IRI, in the vocabulary's order."""
    return {
        entry.iri: OrganizationKind(
            iri=entry.iri,
            key=_key(entry.iri),
            name=entry.named("vi"),
            name_en=entry.named("en"),
            aliases=(*entry.every(SKOS.altLabel), *entry.every(HTX.abbreviation)),
            notation=entry.one(SKOS.notation),
            organization_class=entry.one(HTX.organizationClass) or "",
            level=entry.one(HTX.level) or "",
            broader=entry.one(SKOS.broader),
            supervised_by=entry.one(HTX.supervisedBy),
            headed_by=entry.one(HTX.headedBy),
            follows=entry.one(HTX.kindFollows) == "true",
            successor=entry.one(HTX.successorKind),
            start=_day(entry, HTX.validFrom),
            end=_day(entry, HTX.validTo),
        )
        for entry in turtle.of_class("posts.ttl", HTX.OrganizationKind)
    }


@cache
def post_kinds() -> dict[str, PostKind]:
    """Return posts, memberships, roles and forms of address by IRI, in the vocabulary's order."""
    return {
        entry.iri: PostKind(
            iri=entry.iri,
            key=_key(entry.iri),
            name=entry.named("vi"),
            name_en=entry.named("en"),
            aliases=(*entry.every(SKOS.altLabel, "vi"), *entry.every(HTX.abbreviation)),
            scheme=_key(entry.one(SKOS.inScheme) or ""),
            posts_in=entry.every(HTX.postIn),
            broader=entry.one(SKOS.broader),
            rank=int(entry.one(HTX.rank) or "0"),
            exclusive=entry.one(HTX.exclusive) == "true",
        )
        for entry in turtle.of_class("posts.ttl", HTX.PostKind)
    }


@cache
def measures() -> tuple[Measure, ...]:
    """Return what figures measure, in the vocabulary's order."""
    return tuple(
        Measure(
            iri=entry.iri,
            name=entry.named("vi"),
            name_en=entry.named("en"),
            aliases=entry.every(SKOS.altLabel, "vi"),
            patterns=entry.every(HTX.pattern),
            unit=entry.one(HTX.unit) or "",
            base_unit=entry.one(HTX.baseUnit) or "",
            scale=Decimal(entry.one(HTX.scale) or "1"),
            accumulation=entry.one(HTX.accumulation) or "",
        )
        for entry in turtle.of_class("measures.ttl", HTX.Measure)
    )


def vocabulary_quads(communes: Iterable[str] = ()) -> bytes:
    """Return the vocabulary's triples as sorted N-Triples, the same bytes each time.

    Of the 13,000 communes only those asked for are in it, with the changes that concern them; class expressions, which
    have anonymous nodes, are left to `core.ttl`.
    """
    found = set().union(*(turtle.lines(name) for name in _FILES))
    wanted = {f"<{iri}>" for iri in communes}
    if wanted:
        told = [line.split(" ", 2) for line in turtle.lines(_COMMUNES)]
        changes = {
            subject for subject, _, about in told if about.removesuffix(" .\n") in wanted and "/change/" in subject
        }
        found.update(" ".join(line) for line in told if line[0] in wanted | changes)
    return "".join(sorted(found)).encode()


def _covers(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)


def _day(entry: turtle.Entry, predicate: str) -> date | None:
    told = entry.one(predicate)
    return date.fromisoformat(told) if told is not None else None


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
