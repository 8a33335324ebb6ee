"""What claims are about: persons, organizations, posts, awards, decisions, events and counted groups as triples."""

from __future__ import annotations

from ingest.mapping.kinds import EVENTS, MEMBERS, QUALIFIERS, organization_kind, post_kind
from ingest.mapping.links import Links
from ingest.mapping.places import place_of, province_of
from ingest.mapping.triples import Triples
from ingest.model import (
    AwardDecision,
    Conferral,
    CountedGroup,
    Event,
    Mention,
    MentionKind,
    Party,
    PostMention,
    award_name,
    party_name,
)
from ingest.values import PartialDate
from ontology.terms import DCT, FOAF, HTX, ORG


class Entities:
    """Writes each entity that claims name, with its label, once; returns IRIs."""

    def __init__(self, triples: Triples, links: Links, published: PartialDate | None) -> None:
        """Write to `triples`; places without a date of their own are of the day of publication."""
        self.triples, self.links, self.published = triples, links, published
        self._described: set[tuple[str | None, ...]] = set()

    def mention(self, mention: Mention) -> str:
        """Return the IRI of a person, organization, place or product, having said what it is."""
        iri = self.links.mention(mention)
        self.triples.label(iri, mention.name)
        if not self._anew(iri, mention.kind, mention.name, mention.subkind):
            return iri
        match mention.kind:
            case MentionKind.PERSON:
                self.triples.a(iri, FOAF.Person)
                self.triples.text(iri, FOAF.name, mention.name)
            case MentionKind.ORGANIZATION:
                classes, kind = organization_kind(mention.name, mention.subkind)
                self.triples.a(iri, ORG.FormalOrganization, *classes)
                self.triples.link(iri, HTX.organizationKind, kind)
                unit = province_of(mention, self.published)
                self.triples.link(iri, HTX.locatedIn, unit)
            case MentionKind.PRODUCT:
                self.triples.a(iri, HTX.Product)
            case MentionKind.PLACE:
                self.triples.a(iri, HTX.AdministrativeUnit)
        return iri

    def _anew(self, *what: str | None) -> bool:
        """Tell whether this is described for the first time; only how often it is named counts again."""
        if what in self._described:
            return False
        self._described.add(what)
        return True

    def post(self, post: PostMention) -> str:
        """Return the IRI of a seat; nobody is said to hold it."""
        iri = self.links.post(post)
        self.triples.label(iri, party_name(post))
        organization = post.organization
        named = (organization.name, organization.subkind) if organization is not None else (None, None)
        if self._anew(iri, post.role, *named):
            self.triples.a(iri, ORG.Post)
            self.triples.text(iri, HTX.roleName, post.role)
            self.triples.link(iri, ORG.role, post_kind(post.role, *named))
        if organization is not None:
            self.triples.link(iri, ORG.postIn, self.mention(organization))
        return iri

    def party(self, party: Party) -> str:
        """Return the IRI of a grantor or principal."""
        return self.post(party) if isinstance(party, PostMention) else self.mention(party)

    def award(self, claim: Conferral) -> str:
        """Return the IRI of an honour."""
        iri = self.links.award(claim)
        self.triples.a(iri, HTX.Award)
        self.triples.label(iri, award_name(claim))
        self.triples.text(iri, HTX.grade, claim.grade)
        return iri

    def decision(self, decision: AwardDecision) -> str | None:
        """Return the IRI of a legal act; None when the text gives it no number."""
        iri = self.links.decision(decision)
        if iri is None:
            return None
        self.triples.a(iri, HTX.AwardDecision)
        self.triples.text(iri, DCT.identifier, decision.number, None)
        self.triples.label(iri, f"Quyết định số {decision.number}")
        self.triples.date(iri, DCT.issued, decision.issued)
        if decision.issuer is not None:
            self.triples.link(iri, HTX.decidedBy, self.party(decision.issuer))
        if decision.signer is not None:
            self.triples.link(iri, HTX.signedBy, self.mention(decision.signer))
        if decision.signed_for is not None:
            self.triples.link(iri, HTX.signedFor, self.party(decision.signed_for))
        for basis in decision.bases:
            self.triples.text(iri, HTX.basedOn, basis)
        return iri

    def event(self, event: Event) -> str:
        """Return the IRI of an event with its date, place and organizers."""
        iri = self.links.event(event)
        self.triples.a(iri, HTX.Event, *EVENTS.get(event.kind, ()))
        self.triples.label(iri, event.name)
        self.triples.date(iri, HTX.date, event.date)
        self.triples.date(iri, HTX.endDate, event.end)
        self.triples.text(iri, HTX.placeName, event.place)
        if event.place is not None:
            self.triples.link(iri, HTX.inPlace, place_of(event.place, event.date or self.published))
        for organizer in event.organizers:
            self.triples.link(iri, HTX.organizer, self.mention(organizer))
        return iri

    def group(self, group: CountedGroup, owner: str) -> str:
        """Return the IRI of a counted group, which exists only within its conferral or event."""
        iri = self.links.group(group, owner)
        self.triples.a(iri, HTX.CountedGroup)
        self.triples.number(iri, HTX.count, group.count)
        self.triples.number(iri, HTX.countMin, group.minimum)
        self.triples.number(iri, HTX.countMax, group.maximum)
        self.triples.link(iri, HTX.countQualifier, QUALIFIERS[group.qualifier])
        self.triples.link(iri, HTX.memberKind, MEMBERS[group.member_kind])
        self.triples.text(iri, HTX.statedAs, group.wording)
        self.triples.label(iri, group.wording)
        for member in group.known_members:
            self.triples.link(iri, HTX.knownMember, self.mention(member))
        return iri
