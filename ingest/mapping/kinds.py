"""Which class or concept of the ontology a kind of the claims is."""

from __future__ import annotations

from ingest.model import AwardStatus, EventKind, MemberKind, Mention, ParticipationRole, Qualifier
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


def organization_classes(mention: Mention) -> tuple[str, ...]:
    """Return the classes of an organization besides the general one; none when its name does not tell."""
    known = _ORGANIZATIONS.get(mention.subkind or "")
    return (known,) if known is not None else ()
