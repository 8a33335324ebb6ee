"""Each kind of claim as triples about a node of its own, which evidence then points at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ingest.mapping.entities import Entities
from ingest.mapping.kinds import QUALIFIERS, ROLES, STATUSES, award_category, measure
from ingest.mapping.links import Links
from ingest.mapping.places import place_of, unit_of
from ingest.mapping.triples import Triples
from ingest.model import (
    AwardStatus,
    Certification,
    Claim,
    Conferral,
    CountedGroup,
    Event,
    Membership,
    Mention,
    Naming,
    Observation,
    OrganizationFact,
    OrganizationFactKind,
    Participation,
    Presentation,
    party_name,
)
from ontology import iris
from ontology.terms import DCT, HTX, ORG, PROV, QB, SDMX_DIMENSION


class Claims:
    """Maps claims one by one; `claim` returns the IRIs that the claim's evidence is for."""

    def __init__(self, triples: Triples, entities: Entities, links: Links, document: str) -> None:
        """Write to `triples`, entities by way of `entities`."""
        self.triples, self.entities, self.links, self.document = triples, entities, links, document

    def claim(self, claim: Claim) -> str:
        """Return the IRI of a claim (for a naming: of who is named), having written its triples."""
        match claim:
            case Naming():
                return self._naming(claim)
            case Membership():
                return self._membership(claim)
            case Event():
                return self.entities.event(claim)
            case Participation():
                return self._participation(claim)
            case Conferral():
                return self._conferral(claim)
            case Presentation():
                return self._presentation(claim)
            case Observation():
                return self._observation(claim)
            case OrganizationFact():
                return self._organization_fact(claim)
            case Certification():
                return self._certification(claim)
            case _:
                assert_never(claim)

    def _naming(self, claim: Naming) -> str:
        iri = self.entities.mention(claim.mention)
        self.triples.link(self.document, HTX.mentions, iri)
        if claim.author:
            self.triples.link(self.document, DCT.creator, iri)
        return iri

    def _membership(self, claim: Membership) -> str:
        iri = self.links.membership(claim)
        self.triples.a(iri, ORG.Membership)
        self.triples.link(iri, ORG.member, self.entities.mention(claim.person))
        self.triples.link(iri, HTX.post, self.entities.post(claim.post))
        if claim.post.organization is not None:
            self.triples.link(iri, ORG.organization, self.entities.mention(claim.post.organization))
        self.triples.date(iri, HTX.attestedOn, claim.attested_on)
        self.triples.date(iri, HTX.startDate, claim.start)
        self.triples.date(iri, HTX.endDate, claim.end)
        self.triples.flag(iri, HTX.former, claim.former)
        return iri

    def _participation(self, claim: Participation) -> str:
        iri = self.links.participation(claim)
        event = self.entities.event(claim.event)
        agent = claim.agent
        who = self.entities.group(agent, event) if isinstance(agent, CountedGroup) else self.entities.mention(agent)
        self.triples.a(iri, HTX.Participation)
        self.triples.link(iri, HTX.participant, who)
        self.triples.link(iri, HTX.event, event)
        self.triples.link(iri, HTX.participationRole, ROLES[claim.role])
        return iri

    def _conferral(self, claim: Conferral) -> str:
        iri = self.links.conferral(claim)
        in_force = claim.status in (AwardStatus.CONFERRED, AwardStatus.DECIDED)
        self.triples.a(iri, HTX.Conferral if in_force else HTX.UnrealizedAward)
        self.triples.link(iri, HTX.award, self.entities.award(claim))
        if claim.grantor is not None:
            self.triples.link(iri, HTX.grantor, self.entities.party(claim.grantor))
        for recipient in claim.recipients:
            who = (
                self.entities.group(recipient, iri)
                if isinstance(recipient, CountedGroup)
                else self.entities.mention(recipient)
            )
            self.triples.link(iri, HTX.recipient, who)
        self.triples.date(iri, HTX.conferredOn, claim.date)
        self.triples.text(iri, HTX.forPeriod, str(claim.period) if claim.period is not None else None, None)
        if claim.decision is not None:
            self.triples.link(iri, HTX.decision, self.entities.decision(claim.decision))
        self.triples.link(iri, HTX.status, STATUSES[claim.status])
        self.triples.text(iri, HTX.reason, claim.reason)
        if claim.event is not None:
            self.triples.link(iri, HTX.atEvent, self.entities.event(claim.event))
        grantor = None if claim.grantor is None else party_name(claim.grantor)
        on = None if claim.date is None else str(claim.date)
        self.triples.link(iri, HTX.category, award_category(claim.award, claim.grade, grantor, on))
        for province in self._provinces(claim):
            self.triples.link(iri, HTX.inProvince, province)
        return iri

    def _provinces(self, claim: Conferral) -> Iterator[str]:
        """Yield the province of the grantor, or else of the named recipients, on the day of the conferral."""
        on = claim.date or self.entities.published
        grantor = claim.grantor
        if grantor is not None:
            body = grantor if isinstance(grantor, Mention) else grantor.organization
            if body is not None and (own := unit_of(body.name, on)) is not None:
                yield own
                return
        for recipient in claim.recipients:
            if isinstance(recipient, Mention) and recipient.province is not None:
                unit = unit_of(f"tỉnh {recipient.province}", on) or unit_of(recipient.province, on)
                if unit is not None:
                    yield unit

    def _presentation(self, claim: Presentation) -> str:
        conferral = self._conferral(claim.conferral)
        iri = self.links.presentation(claim)
        presenter = self.entities.mention(claim.presenter)
        self.triples.a(iri, HTX.Presentation, PROV.Activity)
        self.triples.link(iri, HTX.presents, conferral)
        self.triples.link(iri, HTX.presenter, presenter)
        self.triples.date(iri, HTX.date, claim.date)
        if claim.event is not None:
            self.triples.link(iri, HTX.atEvent, self.entities.event(claim.event))
        if claim.on_behalf_of is not None:
            principal = self.entities.party(claim.on_behalf_of)
            delegation = iris.part(iri, "delegation")
            self.triples.link(iri, HTX.onBehalfOf, principal)
            self.triples.link(presenter, PROV.qualifiedDelegation, delegation)
            self.triples.a(delegation, PROV.Delegation)
            self.triples.link(delegation, PROV.agent, principal)
            self.triples.link(delegation, PROV.hadActivity, iri)
        return iri

    def _observation(self, claim: Observation) -> str:
        period = str(claim.period) if claim.period is not None else None
        iri = self.links.claim("observation", claim.measure, str(claim.value), claim.unit, claim.place, period)
        self.triples.a(iri, QB.Observation)
        self.triples.label(iri, f"{claim.measure}: {claim.wording}")
        self.triples.text(iri, HTX.measureName, claim.measure)
        self.triples.link(iri, HTX.measure, measure(claim.measure))
        self.triples.decimal(iri, HTX.value, claim.value)
        self.triples.link(iri, HTX.valueQualifier, QUALIFIERS[claim.qualifier])
        self.triples.text(iri, HTX.unit, claim.unit)
        self.triples.text(iri, HTX.statedAs, claim.wording)
        self.triples.text(iri, HTX.refPeriod, period, None)
        self.triples.text(iri, HTX.placeName, claim.place)
        if claim.place is not None:
            on = claim.period.start if claim.period is not None else self.entities.published
            self.triples.link(iri, SDMX_DIMENSION.refArea, place_of(claim.place, on))
        return iri

    def _organization_fact(self, claim: OrganizationFact) -> str:
        organization = self.entities.mention(claim.organization)
        value = claim.value.name if isinstance(claim.value, Mention) else claim.value
        iri = self.links.claim("organization-fact", organization, str(claim.kind), value)
        self.triples.a(iri, HTX.OrganizationFact)
        self.triples.link(iri, HTX.subject, organization)
        match claim.kind:
            case OrganizationFactKind.PART_OF if isinstance(claim.value, Mention):
                self.triples.link(organization, ORG.subOrganizationOf, self.entities.mention(claim.value))
            case OrganizationFactKind.LOCATED_IN:
                self.triples.link(organization, HTX.locatedIn, place_of(value, self.entities.published))
                self.triples.text(organization, HTX.placeName, value)
            case OrganizationFactKind.IDENTIFIER:
                self.triples.text(organization, HTX.registrationCode, value, None)
            case OrganizationFactKind.FOUNDED:
                self.triples.text(organization, HTX.foundedOn, value, None)
        return iri

    def _certification(self, claim: Certification) -> str:
        product = self.entities.mention(claim.product)
        owner = self.entities.mention(claim.owner) if claim.owner is not None else None
        iri = self.links.claim("certification", product, claim.scheme, str(claim.stars), owner)
        self.triples.a(iri, HTX.Certification)
        self.triples.link(iri, HTX.certifiedProduct, product)
        self.triples.text(iri, HTX.scheme, claim.scheme, None)
        self.triples.number(iri, HTX.stars, claim.stars)
        self.triples.link(iri, HTX.owner, owner)
        self.triples.date(iri, HTX.validUntil, claim.valid_until)
        return iri
