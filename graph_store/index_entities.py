"""What sort of thing an IRI stands for, and its row and names in the side index."""

from __future__ import annotations

import json
from dataclasses import dataclass

from graph_store.index_facts import Facts
from graph_store.index_words import spellings
from ontology.spelling import fold
from ontology.terms import DCT, FOAF, HTX, ORG, PROV, QB

_BY_CLASS: dict[str, str] = {
    FOAF.Person: "person",
    ORG.Post: "post",
    HTX.Award: "award",
    HTX.AwardCategory: "category",
    HTX.AwardDecision: "decision",
    HTX.CountedGroup: "group",
    HTX.Product: "product",
    HTX.Measure: "measure",
    HTX.PostKind: "post-kind",
    HTX.OrganizationKind: "organization-kind",
    QB.Observation: "observation",
    ORG.Membership: "membership",
    HTX.Participation: "participation",
    HTX.Conferral: "conferral",
    HTX.UnrealizedAward: "conferral",
    HTX.Presentation: "presentation",
    HTX.Certification: "certification",
}
_GROUPS: dict[str, tuple[str, ...]] = {
    "document": (HTX.Document, HTX.NewsArticle, HTX.TableDocument, HTX.DecisionDocument),
    "event": (
        HTX.Event, HTX.Conference, HTX.Congress, HTX.Ceremony, HTX.Meeting, HTX.Visit, HTX.Contest, HTX.Training,
        HTX.Fair, HTX.Campaign,
    ),
    "place": (HTX.AdministrativeUnit, HTX.Province, HTX.District, HTX.Commune),
    "organization": (
        ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalUnit, ORG.OrganizationalCollaboration,
        HTX.Cooperative, HTX.CooperativeUnion, HTX.CooperativeAlliance, HTX.CooperativeGroup, HTX.PeoplesCommittee,
        HTX.PeoplesCouncil, HTX.PartyCommittee, HTX.Department, HTX.Ministry, HTX.Enterprise, HTX.EmulationBloc,
        HTX.MassOrganization, HTX.School, HTX.OrganizationUnit, HTX.Association, HTX.Bank, HTX.Fund, HTX.Government,
        HTX.Hospital, HTX.Legislature, HTX.MediaOrganization, HTX.MilitaryUnit, HTX.Party, HTX.PeoplesCreditFund,
        HTX.PoliceUnit, HTX.ReligiousOrganization, HTX.ResearchInstitute, HTX.SportsOrganization, HTX.StateOrgan,
        HTX.ArtsOrganization, HTX.Council, HTX.InternationalOrganization, HTX.Household,
    ),
}  # fmt: skip
_KIND_OF = _BY_CLASS | {name: kind for kind, names in _GROUPS.items() for name in names}

CLASSES = frozenset(_KIND_OF)
"""The classes of what has rows in the index."""

KINDS = tuple(sorted({*_KIND_OF.values(), "thing"}))
"""What an entity or claim may be."""

CLAIMS = frozenset({"membership", "participation", "conferral", "presentation", "certification"})
"""What says something of entities and is none itself."""

_RANK = {kind: rank for rank, kind in enumerate(dict.fromkeys(["conferral", "presentation", "person", *_GROUPS]))}
_FOUND_BY_NAME = frozenset(
    {"person", "organization", "post", "event", "award", "document", "decision", "product", "place", "category"}
)
_DATES: dict[str, tuple[str, ...]] = {
    "event": (HTX.date,),
    "document": (DCT.issued,),
    "decision": (DCT.issued,),
    "organization": (HTX.foundedOn,),
}


def kind_of(facts: Facts, iri: str) -> str | None:
    """Return what sort of thing an IRI stands for, or None when it is neither an entity nor a claim of ours."""
    kinds = {_KIND_OF[name] for name in facts.classes(iri) if name in _KIND_OF}
    return min(kinds, key=lambda kind: (_RANK.get(kind, len(_RANK)), kind), default=None)


@dataclass(frozen=True, slots=True)
class Described:
    """An entity as the index keeps it, with IRIs."""

    kind: str
    classes: str
    label: str
    sort: str
    names: str
    province: str | None
    province_now: str | None
    date: str | None


def describe(facts: Facts, iri: str, kind: str) -> Described:
    """Return an entity's row."""
    label = facts.label(iri) or iri.rstrip("/").rpartition("/")[2]
    province = _province(facts, iri, kind)
    names = facts.names(iri)
    return Described(
        kind,
        json.dumps([name for name in facts.classes(iri) if name != PROV.Entity]),
        label,
        fold(label),
        json.dumps(names or [label], ensure_ascii=False),
        province,
        facts.province_now(province),
        next((date for term in _DATES.get(kind, ()) if (date := facts.date(iri, term))), None),
    )


def found_by(facts: Facts, iri: str, kind: str) -> set[tuple[str, str, str]]:
    """Return the (name, words, folded words) under which an entity is found."""
    if kind not in _FOUND_BY_NAME:
        return set()
    rows: set[tuple[str, str, str]] = set()
    for name in facts.names(iri):
        for spelling in spellings(name):
            toned = " ".join(spelling)
            rows.add((name, toned, fold(toned)))
    return rows


def _province(facts: Facts, iri: str, kind: str) -> str | None:
    if kind == "place":
        return facts.province(iri)
    if kind == "post":
        return next((place for one in facts.values(iri, ORG.postIn) if (place := facts.place(one))), None)
    return facts.place(iri)
