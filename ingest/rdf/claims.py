"""What an RDF file says of things → claims; what cannot be read is refused one by one, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from ingest.model import (
    AwardDecision,
    AwardStatus,
    Claim,
    Conferral,
    Evidence,
    Membership,
    Mention,
    MentionKind,
    Naming,
    OrganizationFact,
    OrganizationFactKind,
    Origin,
    Party,
    PostMention,
)
from ingest.rdf.parsing import Said, Things
from ingest.sources.table.rows import Cell
from ingest.tables import cells
from ingest.tables.cells import Context, Honour, Read, Seat, Unreadable
from ingest.values import PartialDate, Period
from ontology.terms import DCT, FOAF, HTX, ORG, RDF, RDFS, SCHEMA, SKOS
from ontology.vocabulary import organization_kinds

_NAMES = (SKOS.prefLabel, SCHEMA.legalName, SCHEMA.name, FOAF.name, RDFS.label)
_PEOPLE = frozenset({FOAF.Person, SCHEMA.Person})
_BODIES = frozenset({ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalUnit, SCHEMA.Organization})
_STATUS = {getattr(HTX, str(status)): status for status in AwardStatus}


@dataclass(frozen=True, slots=True)
class Refused:
    """What of a thing cannot be read, and why."""

    thing: str
    what: str


@dataclass(frozen=True, slots=True)
class Claims:
    """Reads the things of one file, with the evidence that each of them is."""

    things: Things
    evidence: Mapping[str, Evidence]
    province: str | None
    published: PartialDate | None
    _refused: list[Refused] = field(default_factory=list)

    def read(self) -> tuple[list[Claim], list[Refused]]:
        """Return all claims in the file's order, and what was refused."""
        found: list[Claim] = []
        for thing in self.things:
            for rule in self._rules(thing):
                try:
                    found += rule(thing)
                except Unreadable as error:
                    self._refused.append(Refused(thing, str(error)))
        return found, self._refused

    def _rules(self, thing: str) -> Iterator[Callable[[str], Iterator[Claim]]]:
        kinds = {one.text for one in self._all(thing, RDF.type)}
        if kinds & _PEOPLE:
            yield from (self._named, self._employed, self._awarded)
        elif kinds & (_BODIES | _own_bodies()):
            yield from (self._named, self._facts, self._awarded)
        elif ORG.Membership in kinds:
            yield self._membership
        elif kinds & {HTX.Conferral, HTX.UnrealizedAward}:
            yield self._conferral

    # --- what kinds of things claim

    def _named(self, thing: str) -> Iterator[Claim]:
        yield Naming(self._agent(thing), False, (self.evidence[thing],), Origin("rdf.naming"))

    def _employed(self, person: str) -> Iterator[Claim]:
        titles = [one.text for one in self._all(person, SCHEMA.jobTitle) if one.literal]
        bodies = [*self._all(person, SCHEMA.worksFor), *self._all(person, SCHEMA.memberOf)]
        if len(titles) == 1 and len(bodies) == 1:  # of several nobody could tell which goes with which
            evidence = self.evidence[person]
            seat = self._value(titles[0], "post", person)
            assert isinstance(seat, Seat)
            post = PostMention(seat.role, self._of(bodies[0], person), evidence)
            yield self._holding(self._agent(person), post, seat.former, person, "rdf.employed")
        elif titles and bodies:
            raise Unreadable("several job titles or bodies: give each as an org:Membership of its own")

    def _membership(self, thing: str) -> Iterator[Claim]:
        member = self._one(thing, ORG.member)
        if member is None:
            raise Unreadable("a membership without org:member")
        posts = [*self._all(thing, HTX.post), *self._all(thing, ORG.role)]
        if not posts:
            raise Unreadable("a membership without a role (org:role or htx:post)")
        role = (
            posts[0].text if posts[0].literal else self._text(posts[0].text, HTX.roleName) or self._name(posts[0].text)
        )
        body = self._one(thing, ORG.organization) or (self._one(posts[0].text, ORG.postIn) if posts else None)
        seat = self._value(role, "post", thing)
        assert isinstance(seat, Seat)
        post = PostMention(seat.role, self._of(body, thing) if body is not None else None, self.evidence[thing])
        former = seat.former or self._text(thing, HTX.former) == "true"
        yield self._holding(self._agent(member.text), post, former, thing, "rdf.membership")

    def _holding(self, person: Mention, post: PostMention, former: bool, thing: str, rule: str) -> Membership:
        return Membership(
            person,
            post,
            self._date(thing, HTX.attestedOn) or self.published,
            self._date(thing, HTX.startDate),
            self._date(thing, HTX.endDate),
            former,
            (self.evidence[thing],),
            Origin(rule),
        )

    def _conferral(self, thing: str) -> Iterator[Claim]:
        award = self._one(thing, HTX.award)
        recipients = tuple(self._agent(one.text) for one in self._all(thing, HTX.recipient))
        if award is None or not recipients:
            raise Unreadable("a conferral without an award, or without a named recipient")
        honour = self._value(award.text if award.literal else self._name(award.text), "award", thing)
        assert isinstance(honour, Honour)
        grantor = self._one(thing, HTX.grantor)
        act = self._one(thing, HTX.decision)
        decision = None
        if act is not None and (number := self._text(act.text, DCT.identifier)) is not None:
            decision = AwardDecision(number, self._date(act.text, DCT.issued), None, self.evidence[thing])
        period = self._text(thing, HTX.forPeriod)
        status = self._one(thing, HTX.status)
        yield Conferral(
            honour.award.name,
            honour.award.grade,
            self._party(grantor.text) if grantor is not None else honour.grantor,
            recipients,
            self._date(thing, HTX.conferredOn),
            _period(self._value(period, "period", thing)) if period is not None else honour.award.period,
            decision,
            _STATUS.get(status.text, AwardStatus.CONFERRED) if status is not None else AwardStatus.CONFERRED,
            (self.evidence[thing],),
            Origin("rdf.conferral"),
            self._text(thing, HTX.reason),
        )

    def _awarded(self, thing: str) -> Iterator[Claim]:
        for one in self._all(thing, SCHEMA.award):
            honour = self._value(one.text, "award", thing)
            assert isinstance(honour, Honour)
            yield Conferral(
                honour.award.name,
                honour.award.grade,
                honour.grantor,
                (self._agent(thing),),
                None,
                honour.award.period,
                None,
                AwardStatus.CONFERRED,
                (self.evidence[thing],),
                Origin("rdf.award"),
            )

    def _facts(self, body: str) -> Iterator[Claim]:
        told: list[tuple[OrganizationFactKind, Mention | str]] = []
        for term in (HTX.registrationCode, SCHEMA.taxID, ORG.identifier, SCHEMA.identifier):
            told += ((OrganizationFactKind.IDENTIFIER, one.text) for one in self._all(body, term) if one.literal)
        for term in (HTX.foundedOn, SCHEMA.foundingDate):
            if (day := self._date(body, term)) is not None:
                told.append((OrganizationFactKind.FOUNDED, str(day)))
        for term in (ORG.subOrganizationOf, SCHEMA.parentOrganization):
            told += ((OrganizationFactKind.PART_OF, self._agent(one.text)) for one in self._all(body, term))
        if (place := self._place(body)) is not None:
            told.append((OrganizationFactKind.LOCATED_IN, place))
        for kind, value in dict.fromkeys(told):
            yield OrganizationFact(self._agent(body), kind, value, (self.evidence[body],), Origin("rdf.organization"))

    # --- what things and values are

    def _agent(self, thing: str) -> Mention:
        kinds = {one.text for one in self._all(thing, RDF.type)}
        name = self._name(thing)
        value = self._value(name, "person" if kinds & _PEOPLE else "organization", thing)
        assert isinstance(value, Mention)
        return value

    def _of(self, body: Said, thing: str) -> Mention:
        if not body.literal:
            return self._agent(body.text)
        return Mention(MentionKind.ORGANIZATION, body.text, self.evidence[thing], province=self.province)

    def _party(self, thing: str) -> Party:
        role = self._text(thing, HTX.roleName)
        if role is None:
            return self._agent(thing)
        body = self._one(thing, ORG.postIn)
        return PostMention(role, self._agent(body.text) if body is not None else None, self.evidence[thing])

    def _name(self, thing: str) -> str:
        for term in _NAMES:
            told = [one for one in self._all(thing, term) if one.literal]
            for one in (*(one for one in told if one.language == "vi"), *told):
                return one.text
        raise Unreadable(f"{thing} has no name in this file")

    def _place(self, thing: str) -> str | None:
        if (plain := self._text(thing, HTX.placeName)) is not None:
            return plain
        address = self._one(thing, SCHEMA.address)
        if address is None or address.literal:
            return address.text if address is not None else None
        parts = (SCHEMA.streetAddress, SCHEMA.addressLocality, SCHEMA.addressRegion)
        return ", ".join(text for term in parts if (text := self._text(address.text, term)) is not None) or None

    def _value(self, text: str, kind: str, thing: str) -> Read:
        evidence = self.evidence.get(thing)
        if evidence is None:
            raise Unreadable(f"{thing} is not told of in this file")
        line = " ".join(text.split())
        province = cells.province(self._place(thing)) if thing in self.things else None
        return cells.read(Cell(line, line), kind, Context(evidence, province or self.province))

    def _date(self, thing: str, term: str) -> PartialDate | None:
        text = self._text(thing, term)
        if text is None:
            return None
        try:
            return PartialDate.read(text[:10])
        except ValueError as error:
            raise Unreadable(str(error)) from None

    def _text(self, thing: str, term: str) -> str | None:
        return next((one.text for one in self._all(thing, term) if one.literal), None)

    def _one(self, thing: str, term: str) -> Said | None:
        return next(iter(self._all(thing, term)), None)

    def _all(self, thing: str, term: str) -> list[Said]:
        return [value for predicate, value in self.things.get(thing, ()) if predicate == term]


def _period(value: Read) -> Period | None:
    return value if isinstance(value, Period) else None


@cache
def _own_bodies() -> frozenset[str]:
    return frozenset(kind.organization_class for kind in organization_kinds().values())
