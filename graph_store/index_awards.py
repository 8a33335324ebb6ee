"""Conferrals with their parties, and the relations they stand for, as rows of the side index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_store.index_claims import Related, held
from graph_store.index_entities import kind_of
from graph_store.index_facts import Facts
from graph_store.rows import PartyRole, RelationKind
from ontology.spelling import fold
from ontology.terms import DCT, HTX

IN_FORCE = frozenset({"conferred", "decided"})
"""The statuses of an award that somebody has been given."""


@dataclass(frozen=True, slots=True)
class Given:
    """One conferral as the index keeps it, with IRIs; the fields are the table's columns. No date is ''."""

    award: str | None
    category: str | None
    grade: str | None
    level: str | None
    status: str
    date: str
    period: str | None
    decision: str | None
    event: str | None
    province: str | None
    province_now: str | None
    reason: str | None
    named: int
    at_least: int
    unsized: int
    evidence: int
    documents: int
    kinds: str = ""
    """Of what kinds the recipients are, each between bars (`|organization|person|`)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One party of a conferral as the index keeps it, with IRIs; `size` counts those who are no party by name."""

    role: str
    who: str
    date: str
    sort: str
    size: int = 1
    count: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    qualifier: str | None = None
    member_kind: str | None = None
    wording: str | None = None
    principal: str | None = None
    presentation: str | None = None


@dataclass(frozen=True, slots=True)
class Presented:
    """One handing over of an award."""

    iri: str
    presenters: tuple[str, ...]
    principals: tuple[str, ...]
    event: str | None
    date: str | None


def conferral(facts: Facts, iri: str) -> tuple[Given, list[Taken], list[Related]]:
    """Return a conferral's row, its parties and the relations it stands for."""
    presentations = [presentation(facts, one) for one in facts.subjects(HTX.presents, iri)]
    event = facts.value(iri, HTX.atEvent) or next((one.event for one in presentations if one.event), None)
    decision = facts.value(iri, HTX.decision)
    date = _date(facts, iri, decision, presentations, event)
    recipients = {*facts.values(iri, HTX.recipient), *_known(facts, iri)}
    parties = [*_grantors(facts, iri, date), *(_taken(facts, who, date) for who in sorted(recipients))]
    parties += _presenters(facts, presentations, date)
    given = _given(facts, iri, date, event, decision, parties)
    return given, parties, list(_relations(facts, iri, given, parties, presentations))


def presentation(facts: Facts, iri: str) -> Presented:
    """Return who hands over what a presentation presents, and for whom."""
    event = facts.value(iri, HTX.atEvent)
    date = facts.date(iri, HTX.date) or facts.date(event, HTX.date)
    presenters, principals = facts.values(iri, HTX.presenter), facts.values(iri, HTX.onBehalfOf)
    return Presented(iri, tuple(presenters), tuple(principals), event, date)


def standing_in(facts: Facts, one: Presented, level: str | None = None) -> Iterator[Related]:
    """Yield who stood in for whom at a presentation."""
    for presenter in one.presenters:
        for principal in one.principals:
            related = Related(
                RelationKind.STANDS_IN, one.iri, presenter, principal, "", one.date or "", event=one.event, level=level
            )
            yield held(facts, related, facts.place(one.event))


def _date(facts: Facts, iri: str, decision: str | None, presentations: list[Presented], event: str | None) -> str:
    """Return the day of a conferral: as stated, else of the decision, the handing over, or the event."""
    stated = facts.date(iri, HTX.conferredOn) or facts.date(decision, DCT.issued)
    handed = min((one.date for one in presentations if one.date), default=None)
    return stated or handed or facts.date(event, HTX.date) or ""


def _known(facts: Facts, iri: str) -> set[str]:
    """Return the named members of the counted groups among a conferral's recipients."""
    return {who for group in facts.values(iri, HTX.recipient) for who in facts.values(group, HTX.knownMember)}


def _grantors(facts: Facts, iri: str, date: str) -> list[Taken]:
    return [
        Taken(PartyRole.GRANTOR, who, date, fold(facts.label(who) or who)) for who in facts.values(iri, HTX.grantor)
    ]


def _taken(facts: Facts, who: str, date: str) -> Taken:
    label = facts.label(who) or who
    if not _is_group(facts, who):
        return Taken(PartyRole.RECIPIENT, who, date, fold(label))
    return Taken(
        PartyRole.RECIPIENT,
        who,
        date,
        fold(label),
        max(_stated(facts, who) - len(facts.values(who, HTX.knownMember)), 0),
        facts.number(who, HTX.count),
        facts.number(who, HTX.countMin),
        facts.number(who, HTX.countMax),
        facts.local(who, HTX.countQualifier),
        facts.local(who, HTX.memberKind),
        facts.value(who, HTX.statedAs) or label,
    )


def _presenters(facts: Facts, presentations: list[Presented], date: str) -> Iterator[Taken]:
    for one in presentations:
        for presenter in one.presenters:
            for principal in one.principals or (None,):
                yield Taken(
                    PartyRole.PRESENTER,
                    presenter,
                    date,
                    fold(facts.label(presenter) or presenter),
                    principal=principal,
                    presentation=one.iri,
                )


def _is_group(facts: Facts, who: str) -> bool:
    return HTX.CountedGroup in facts.classes(who)


def _stated(facts: Facts, group: str) -> int:
    """Return how many a group has at least, as stated."""
    return facts.number(group, HTX.count) or facts.number(group, HTX.countMin) or 0


def _given(facts: Facts, iri: str, date: str, event: str | None, decision: str | None, parties: list[Taken]) -> Given:
    recipients = [one for one in parties if one.role == PartyRole.RECIPIENT]
    award = facts.value(iri, HTX.award)
    category = facts.value(iri, HTX.category)
    province = facts.place(iri) or facts.place(event)
    evidence, documents = facts.evidence(iri)
    return Given(
        award,
        category,
        facts.value(iri, HTX.grade) or (facts.value(award, HTX.grade) if award else None),
        facts.local(iri, HTX.level) or (facts.local(category, HTX.level) if category else None),
        facts.local(iri, HTX.status) or _status(facts, iri),
        date,
        facts.value(iri, HTX.forPeriod),
        decision,
        event,
        province,
        facts.province_now(province),
        facts.value(iri, HTX.reason),
        sum(one.wording is None for one in recipients),
        sum(one.size for one in recipients),
        sum(one.wording is not None and one.count is None and one.minimum is None for one in recipients),
        evidence,
        documents,
        _kinds(facts, recipients),
    )


def _kinds(facts: Facts, recipients: Iterable[Taken]) -> str:
    """Return of what kinds recipients are: members of unnamed groups as stated."""
    found = {one.member_kind or kind_of(facts, one.who) for one in recipients} - {None}
    return f"|{'|'.join(sorted(map(str, found)))}|" if found else ""


def _status(facts: Facts, iri: str) -> str:
    return "conferred" if HTX.Conferral in facts.classes(iri) else "proposed"


def _relations(
    facts: Facts, iri: str, given: Given, parties: list[Taken], presentations: list[Presented]
) -> Iterator[Related]:
    grantors = [one.who for one in parties if one.role == PartyRole.GRANTOR]
    recipients = [one.who for one in parties if one.role == PartyRole.RECIPIENT]
    in_force = given.status in IN_FORCE

    def related(kind: RelationKind, subject: str, thing: str) -> Related:
        return Related(
            kind,
            iri,
            subject,
            thing,
            "",
            given.date,
            event=given.event,
            award=given.award,
            level=given.level,
            province=given.province,
            province_now=given.province_now,
            status=given.status,
            evidence=given.evidence,
            documents=given.documents,
        )

    for grantor in grantors:
        for recipient in recipients:
            yield related(RelationKind.GRANTS if in_force else RelationKind.PROPOSED, grantor, recipient)
    if in_force and given.award is not None:
        for recipient in recipients:
            yield related(RelationKind.RECEIVES, recipient, given.award)
        for grantor in grantors:
            yield related(RelationKind.GIVES, grantor, given.award)
    for one in presentations:
        yield from _handing_over(facts, one, given, recipients if in_force else [])


def _handing_over(facts: Facts, one: Presented, given: Given, recipients: list[str]) -> Iterator[Related]:
    evidence, documents = facts.evidence(one.iri)
    for presenter in one.presenters:
        for recipient in recipients:
            yield Related(
                RelationKind.PRESENTS,
                one.iri,
                presenter,
                recipient,
                "",
                one.date or given.date,
                event=one.event or given.event,
                award=given.award,
                level=given.level,
                province=given.province,
                province_now=given.province_now,
                status=given.status,
                evidence=evidence,
                documents=documents,
            )
    yield from standing_in(facts, one, given.level)
