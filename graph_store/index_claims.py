"""The relations that entities and claims stand for, as rows of the side index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from graph_store.index_facts import Facts
from graph_store.rows import RelationKind
from ontology.terms import DCT, HTX, OA, ORG, SDMX_DIMENSION


@dataclass(frozen=True, slots=True)
class Related:
    """One relation as the index keeps it, with IRIs; the fields are the table's columns. No date is ''."""

    kind: str
    claim: str
    subject: str
    object: str
    role: str = ""
    date: str = ""
    end: str | None = None
    former: int = 0
    event: str | None = None
    award: str | None = None
    level: str | None = None
    province: str | None = None
    province_now: str | None = None
    status: str | None = None
    evidence: int = 0
    documents: int = 0


def relations(facts: Facts, iri: str, kind: str) -> Iterator[Related]:
    """Yield the relations that an entity's own properties, or a claim's parties, stand for (conferrals excepted)."""
    rule = _RULES.get(kind)
    if rule is not None:
        yield from rule(facts, iri)


def held(facts: Facts, related: Related, province: str | None) -> Related:
    """Return a relation with the evidence for its claim, and the province then and now."""
    evidence, documents = facts.evidence(related.claim)
    return replace(
        related,
        province=province,
        province_now=facts.province_now(province),
        evidence=evidence,
        documents=documents,
    )


def _own(facts: Facts, related: Related, term: str, province: str | None) -> Related:
    """Return a relation that an entity's own property stands for: its evidence are the documents that state it."""
    documents = facts.stating(
        related.claim, term, related.object if related.subject == related.claim else related.subject
    )
    return replace(
        related,
        province=province,
        province_now=facts.province_now(province),
        evidence=documents,
        documents=documents,
    )


def _document(facts: Facts, iri: str) -> Iterator[Related]:
    date = facts.date(iri, DCT.issued) or ""
    mentioned = facts.values(iri, HTX.mentions)
    if mentioned:
        passages: Counter[str] = Counter()
        for target in facts.subjects(OA.hasSource, iri):
            for passage in facts.subjects(OA.hasTarget, target):
                passages.update(facts.objects(passage, OA.hasBody))
        for entity in mentioned:
            yield Related(
                RelationKind.MENTIONS, iri, iri, entity, date=date, evidence=passages[entity], documents=1
            )  # fmt: skip
    for author in facts.values(iri, DCT.creator):
        yield Related(RelationKind.AUTHORED, iri, author, iri, date=date, documents=1)


def _organization(facts: Facts, iri: str) -> Iterator[Related]:
    place = facts.place(iri)
    for whole in facts.values(iri, ORG.subOrganizationOf):
        yield _own(facts, Related(RelationKind.PART_OF, iri, iri, whole), ORG.subOrganizationOf, place)
    for unit in facts.values(iri, HTX.locatedIn):
        yield _own(facts, Related(RelationKind.LOCATED_IN, iri, iri, unit), HTX.locatedIn, facts.province(unit))


def _post(facts: Facts, iri: str) -> Iterator[Related]:
    for organization in facts.values(iri, ORG.postIn):
        role = facts.value(iri, HTX.roleName) or ""
        related = Related(RelationKind.POST_IN, iri, iri, organization, role)
        yield _own(facts, related, ORG.postIn, facts.place(organization))


def _event(facts: Facts, iri: str) -> Iterator[Related]:
    date, end, place = facts.date(iri, HTX.date) or "", facts.date(iri, HTX.endDate), facts.place(iri)
    for organizer in facts.values(iri, HTX.organizer):
        yield _own(facts, Related(RelationKind.ORGANIZES, iri, organizer, iri, "", date, end), HTX.organizer, place)
    for whole in facts.values(iri, HTX.subEventOf):
        yield _own(facts, Related(RelationKind.PART_OF, iri, iri, whole, "", date, end), HTX.subEventOf, place)
    for unit in facts.values(iri, HTX.inPlace):
        related = Related(RelationKind.LOCATED_IN, iri, iri, unit, "", date, end)
        yield _own(facts, related, HTX.inPlace, facts.province(unit))


def _membership(facts: Facts, iri: str) -> Iterator[Related]:
    attested = facts.values(iri, HTX.attestedOn)
    start, end = facts.date(iri, HTX.startDate), facts.date(iri, HTX.endDate)
    former = int(facts.value(iri, HTX.former) == "true")
    posts = facts.values(iri, HTX.post)
    organizations = facts.values(iri, ORG.organization)
    place = next((found for one in organizations if (found := facts.place(one))), None)
    role = (facts.label(posts[0]) or "") if posts else ""
    bare = Related("", iri, "", "", role, start or (attested[-1] if attested else ""), end, former)
    for person in facts.values(iri, ORG.member):
        for organization in organizations:
            yield held(facts, replace(bare, kind=RelationKind.MEMBERSHIP, subject=person, object=organization), place)
        for post in posts:
            yield held(facts, replace(bare, kind=RelationKind.HOLDS, subject=person, object=post), place)


def _participation(facts: Facts, iri: str) -> Iterator[Related]:
    role = facts.local(iri, HTX.participationRole) or ""
    for event in facts.values(iri, HTX.event):
        date, end = facts.date(event, HTX.date) or "", facts.date(event, HTX.endDate)
        for agent in facts.values(iri, HTX.participant):
            related = Related(RelationKind.PARTICIPATION, iri, agent, event, role, date, end, event=event)
            yield held(facts, related, facts.place(event))


def _certification(facts: Facts, iri: str) -> Iterator[Related]:
    role = facts.value(iri, HTX.stars) or facts.local(iri, HTX.scheme) or ""
    date = facts.date(iri, HTX.date) or facts.date(iri, HTX.conferredOn) or ""
    for owner in facts.values(iri, HTX.owner):
        for product in facts.values(iri, HTX.certifiedProduct):
            related = Related(RelationKind.OWNS, iri, owner, product, role, date, facts.date(iri, HTX.validUntil))
            yield held(facts, related, facts.place(owner))


def _product(facts: Facts, iri: str) -> Iterator[Related]:
    for owner in facts.values(iri, HTX.owner):
        yield _own(facts, Related(RelationKind.OWNS, iri, owner, iri), HTX.owner, facts.place(owner))


def _observation(facts: Facts, iri: str) -> Iterator[Related]:
    period = facts.value(iri, HTX.refPeriod) or facts.value(iri, SDMX_DIMENSION.refPeriod) or ""
    date = period if period[:4].isdecimal() and len(period) in (4, 7, 10) else ""
    for unit in facts.values(iri, SDMX_DIMENSION.refArea):
        related = Related(RelationKind.OBSERVED, iri, unit, iri, facts.value(iri, HTX.measureName) or "", date)
        yield held(facts, related, facts.province(unit))


_RULES: dict[str, Callable[[Facts, str], Iterator[Related]]] = {
    "document": _document,
    "organization": _organization,
    "post": _post,
    "event": _event,
    "membership": _membership,
    "participation": _participation,
    "certification": _certification,
    "product": _product,
    "observation": _observation,
}
