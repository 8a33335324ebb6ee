"""Which class or concept of the ontology a kind of the claims is."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ingest.model import AwardStatus, EventKind, MemberKind, ParticipationRole, Qualifier
from ontology import categories, kinds
from ontology.terms import HTX

EVENTS: dict[EventKind, tuple[str, ...]] = {
    EventKind.CONFERENCE: (HTX.Conference,),
    EventKind.CONGRESS: (HTX.Congress,),
    EventKind.CEREMONY: (HTX.Ceremony,),
    EventKind.MEETING: (HTX.Meeting,),
    EventKind.VISIT: (HTX.Visit,),
    EventKind.CONTEST: (HTX.Contest,),
    EventKind.TRAINING: (HTX.Training,),
    EventKind.FAIR: (HTX.Fair,),
    EventKind.CAMPAIGN: (HTX.Campaign,),
}
MEMBERS: dict[MemberKind, str] = {
    MemberKind.INDIVIDUAL: HTX.individual,
    MemberKind.COLLECTIVE: HTX.collective,
    MemberKind.COOPERATIVE: HTX.cooperative,
    MemberKind.COOPERATIVE_UNION: HTX.cooperativeUnion,
    MemberKind.ENTERPRISE: HTX.enterprise,
    MemberKind.HOUSEHOLD: HTX.household,
    MemberKind.ORGANIZATION: HTX.organization,
    MemberKind.PRODUCT: HTX.product,
}
QUALIFIERS: dict[Qualifier, str] = {
    Qualifier.EXACTLY: HTX.exactly,
    Qualifier.MORE_THAN: HTX.moreThan,
    Qualifier.LESS_THAN: HTX.lessThan,
    Qualifier.ABOUT: HTX.about,
    Qualifier.AT_LEAST: HTX.atLeast,
    Qualifier.AT_MOST: HTX.atMost,
    Qualifier.MANY: HTX.many,
}
ROLES: dict[ParticipationRole, str] = {
    ParticipationRole.CHAIRED: HTX.chaired,
    ParticipationRole.ATTENDED: HTX.attended,
    ParticipationRole.SPOKE: HTX.spoke,
    ParticipationRole.CONCLUDED: HTX.concluded,
    ParticipationRole.PRESENTED: HTX.presented,
    ParticipationRole.SIGNED: HTX.signed,
    ParticipationRole.ORGANIZED: HTX.organized,
    ParticipationRole.REPORTED: HTX.reported,
}
STATUSES: dict[AwardStatus, str] = {
    AwardStatus.CONFERRED: HTX.conferred,
    AwardStatus.PROPOSED: HTX.proposed,
    AwardStatus.DECIDED: HTX.decided,
    AwardStatus.PLANNED: HTX.planned,
    AwardStatus.REFUSED: HTX.refused,
    AwardStatus.REVOKED: HTX.revoked,
}
_ORGANIZATIONS: dict[str, str] = {
    "cooperative_alliance": HTX.CooperativeAlliance,
    "cooperative": HTX.Cooperative,
    "cooperative_union": HTX.CooperativeUnion,
    "cooperative_group": HTX.CooperativeGroup,
    "credit_fund": HTX.PeoplesCreditFund,
    "peoples_committee": HTX.PeoplesCommittee,
    "peoples_council": HTX.PeoplesCouncil,
    "party_committee": HTX.PartyCommittee,
    "party": HTX.Party,
    "party_organ": HTX.PartyCommittee,
    "department": HTX.Department,
    "agency": HTX.Department,
    "ministry": HTX.Ministry,
    "state_executive": HTX.StateOrgan,
    "state_head": HTX.StateOrgan,
    "legislature": HTX.Legislature,
    "court": HTX.StateOrgan,
    "enterprise": HTX.Enterprise,
    "school": HTX.School,
    "hospital": HTX.Hospital,
    "institute": HTX.ResearchInstitute,
    "association": HTX.Association,
    "mass": HTX.MassOrganization,
    "front": HTX.MassOrganization,
    "media": HTX.MediaOrganization,
    "emulation_group": HTX.EmulationBloc,
    "fund": HTX.Fund,
    "army": HTX.MilitaryUnit,
    "police": HTX.PoliceUnit,
    "council": HTX.Council,
    "committee": HTX.Council,
    "unit": HTX.OrganizationUnit,
    "foreign": HTX.InternationalOrganization,
    "team": HTX.SportsOrganization,
}


@lru_cache(maxsize=50_000)
def organization_kind(name: str, subkind: str | None) -> tuple[tuple[str, ...], str | None]:
    """Return the classes of an organization besides the general one, and its kind in the vocabulary, if known."""
    known = kinds.organization_kind(name, subkind)
    if known is not None:
        return (known.organization_class,), known.kind.iri if known.kind is not None else None
    told = _ORGANIZATIONS.get(subkind or "")
    return ((told,) if told is not None else ()), None


@lru_cache(maxsize=50_000)
def post_kind(role: str, organization: str | None, subkind: str | None) -> str | None:
    """Return the post of the vocabulary that a role in an organization is, or None."""
    return kinds.post_kind(role, organization, subkind)


@lru_cache(maxsize=50_000)
def award_category(name: str, grade: str | None, grantor: str | None, on: str | None) -> str | None:
    """Return the category that form and grantor decide on a day, or None."""
    day = date.fromisoformat(on) if on is not None and len(on) == len("2022-03-22") else None
    return categories.award_category(name, grade, grantor, day)


@lru_cache(maxsize=50_000)
def measure(name: str) -> str | None:
    """Return the measure of the vocabulary that figures of this name measure, or None."""
    return kinds.measure(name)
