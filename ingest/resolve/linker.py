"""Mention → IRI, from one document alone: the same context gives the same IRI in whatever order documents come."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.model import (
    AwardDecision,
    Claim,
    Conferral,
    CountedGroup,
    Event,
    MemberKind,
    Membership,
    Mention,
    MentionKind,
    Naming,
    OrganizationFact,
    OrganizationFactKind,
    Participation,
    Party,
    PostMention,
    Presentation,
    Recipient,
)
from ingest.reading import Reading
from ingest.resolve import names
from ontology import iris

_HEAD = re.compile(
    r"(?:(?:tổng )?giám đốc|chủ tịch|(?:tổng )?bí thư|bộ trưởng|chủ nhiệm|viện trưởng|hiệu trưởng|thủ tướng|"
    r"trưởng (?!phòng).*|tổng biên tập|cục trưởng|vụ trưởng|chánh .*)"
    r"(?: hội đồng quản trị| hội đồng thành viên| kiêm giám đốc)?\Z"
)
_AUXILIARY = re.compile(
    r"(?:ban chỉ đạo|quốc hội|đoàn đại biểu|ban tổ chức|khối thi đua|cụm thi đua|tổ công tác|hội đồng thi đua)\b"
)
# Posts of the state that one person holds at a time and that name no organization.
_OFFICES = frozenset(
    {
        *("thủ tướng", "thủ tướng chính phủ", "phó thủ tướng", "phó thủ tướng chính phủ", "chủ tịch nước"),
        *("phó chủ tịch nước", "tổng bí thư", "chủ tịch quốc hội", "phó chủ tịch quốc hội", "thường trực ban bí thư"),
    }
)
_COLLECTIVES = frozenset(
    {
        *(MemberKind.COLLECTIVE, MemberKind.COOPERATIVE, MemberKind.COOPERATIVE_UNION),
        *(MemberKind.ENTERPRISE, MemberKind.ORGANIZATION),
    }
)
# What an event is for, by its first such word: two papers on one ceremony agree on this more than on its name.
_PURPOSE = re.compile(
    r"tổng kết|sơ kết|ký kết|ký giao ước|giao ước|tôn vinh|tuyên dương|biểu dương|vinh danh|kỷ niệm|công bố|trao|"
    r"đón nhận|khai mạc|bế mạc|khánh thành|khởi công|gặp mặt|tập huấn|bồi dưỡng|triển khai|phát động|hiệp thương|đại biểu|thành viên|"
    r"ra mắt|thành lập|bàn giao|chuyển đổi số|xúc tiến|kết nối|giám sát|khảo sát|làm việc|thăm"
)
_EDITION = re.compile(r"\b(?:lần thứ|khóa) (?:[ivxlc]+|\d+|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b")


_minted = lru_cache(maxsize=100_000)(iris.mint)


@dataclass(frozen=True, slots=True)
class Links:
    """The IRI of everything one reading names or claims."""

    base: str
    document: str
    _owners: dict[str, tuple[str | None, ...]] = field(repr=False)
    _places: dict[tuple[str, str | None], list[tuple[int, str]]] = field(repr=False)
    _events: dict[str, Event] = field(repr=False)

    def mention(self, mention: Mention) -> str:
        """Return the IRI of a person, organization, product or place as mentioned."""
        if mention.kind is MentionKind.PERSON:
            key = names.person_key(mention.name)
            owner = self._owners.get(_within(key, mention), ("document", self.document))
            return self._mint("person", key, *owner, label=key)
        if mention.kind is MentionKind.ORGANIZATION:
            return self._organization(mention)
        key = names.name_key(mention.name)
        return self._mint(str(mention.kind), key, mention.province and names.name_key(mention.province), label=key)

    def post(self, post: PostMention) -> str:
        """Return the IRI of a seat: its role in its organization; one that names no organization stays in its text."""
        role = names.role_key(post.role)
        if post.organization is not None:
            organization = post.organization
            return self._mint(
                "post", role, self.mention(organization), label=f"{role} {names.name_key(organization.name)}"
            )
        scope = None if role in _OFFICES else self.document
        return self._mint("post", role, None, scope, label=role)

    def party(self, party: Party) -> str:
        """Return the IRI of a grantor or principal."""
        return self.post(party) if isinstance(party, PostMention) else self.mention(party)

    def membership(self, claim: Membership) -> str:
        """Return the IRI of a person's holding of a post; having held it is a claim of its own."""
        return self._mint(
            "membership", self.mention(claim.person), self.post(claim.post), "former" if claim.former else None
        )

    def event(self, event: Event) -> str:
        """Return the IRI of an event: kind, name, day and organizers; other wordings of it are for the corpus to tell.

        Without a day, and without an edition (*lần thứ VI*) in its name, it stays in its document.
        """
        key = names.name_key(event.name)
        event = self._events.get(key, event)
        organizers = sorted(self.mention(o) for o in event.organizers)
        scope = None if _dated(event) or _EDITION.search(key) else self.document
        return self._mint("event", str(event.kind), key, _text(event.date), scope, *organizers, label=str(event.kind))

    def participation(self, claim: Participation) -> str:
        """Return the IRI of an agent's part in an event."""
        agent = claim.agent
        event = self.event(claim.event)
        who = self.group(agent, event) if isinstance(agent, CountedGroup) else self.mention(agent)
        return self._mint("participation", who, event, str(claim.role))

    def award(self, claim: Conferral) -> str:
        """Return the IRI of an honour; the form of an award (`Bằng khen`) is the same whoever grants it."""
        key = names.award_key(claim.award, claim.grade)
        return self._mint("award", key, label=key)

    def decision(self, decision: AwardDecision) -> str | None:
        """Return the IRI of a legal act; None when the text gives it no number."""
        if decision.number is None:
            return None
        number = names.decision_key(decision.number)
        issuer = None if decision.issuer is None else self.party(decision.issuer)
        return self._mint("decision", number, issuer, _text(decision.issued), label=number)

    def conferral(self, claim: Conferral) -> str:
        """Return the IRI of a conferral from its parts, so that every text on one ceremony means the same one.

        Without a decision's number, nor a day, nor both named recipients and a year, it stays in its document: equal
        words of two texts are then no sign that they mean one conferral.
        """
        named = sorted(self.mention(r) for r in claim.recipients if isinstance(r, Mention))
        counted = sorted((_coarse(r) for r in claim.recipients if isinstance(r, CountedGroup)), key=json.dumps)
        grantor = None if claim.grantor is None else self._authority(claim.grantor)
        when = [_text(claim.date), _text(claim.period) if claim.date is None else None]
        organizers: list[str] = []
        scope = None
        if claim.decision is not None and claim.decision.number is not None:
            when = ["decision", names.decision_key(claim.decision.number)]
        elif not counted and (claim.date is not None or claim.period is not None):
            pass
        elif claim.date is not None and claim.date.day is not None:
            organizers = sorted(self.mention(o) for o in claim.event.organizers) if claim.event else []
            if not named and not organizers and grantor is None:
                scope = self.document
        else:
            scope = self.document
        award = self.award(claim)
        parts = [json.dumps(part) for part in (named, counted, when, organizers)]
        key = names.award_key(claim.award, claim.grade)
        kind = "conferral" if claim.status.value in ("conferred", "decided") else "unrealized-award"
        status = None if kind == "conferral" else str(claim.status)
        return self._mint(kind, award, grantor, *parts, status, scope, label=key)

    def group(self, group: CountedGroup, owner: str) -> str:
        """Return the IRI of a counted group, which exists only within its conferral or event."""
        return self._mint("counted-group", owner, group.count, group.minimum, group.maximum, str(group.member_kind))

    def recipient(self, recipient: Recipient, conferral: str) -> str:
        """Return the IRI of a recipient of the conferral with this IRI."""
        return self.group(recipient, conferral) if isinstance(recipient, CountedGroup) else self.mention(recipient)

    def presentation(self, claim: Presentation) -> str:
        """Return the IRI of the handing-over of a conferral by a person."""
        principal = None if claim.on_behalf_of is None else self.party(claim.on_behalf_of)
        return self._mint("presentation", self.conferral(claim.conferral), self.mention(claim.presenter), principal)

    def claim(self, kind: str, *parts: str | None) -> str:
        """Return the IRI of any other claim from its resolved parts; one with an open part stays in its document."""
        return self._mint(kind, *parts, self.document if None in parts else None)

    def _authority(self, party: Party) -> str:
        """A committee's award is given by its chair: both name the same authority."""
        if (
            isinstance(party, PostMention)
            and party.organization is not None
            and names.role_key(party.role) == "chủ tịch"
        ):
            return self.mention(party.organization)
        return self.party(party)

    def _organization(self, mention: Mention) -> str:
        """Return the IRI of an organization: its name and province, and its district where names recur in a province.

        A name that others may bear, too (*HTX Tân Tiến* of an unstated district), stays in its document: what is one
        IRI can never be two again, and the corpus tells whether there is only one of that name.
        """
        key, province = names.organization_key(mention.name, mention.province)
        place = self._place(key, province, mention)
        if place is None and names.recurs(key, province):
            return self._mint("organization", key, province, None, self.document, label=key)
        return self._mint("organization", key, province, place, label=key)

    def _place(self, key: str, province: str | None, mention: Mention) -> str | None:
        """Return the district told of a name: where two bearers are told of, the one told last before the mention."""
        told = self._places.get((key, province), [])
        span = mention.evidence.span
        if mention.evidence.row is not None:  # rows of a table tell nothing of each other
            return next((place for start, place in told if span is not None and start == span.start), None)
        before = [place for start, place in told if span is not None and start <= span.start]
        return before[-1] if before else told[0][1] if told else None

    def _mint(self, kind: str, *parts: str | int | None, label: str = "") -> str:
        return _minted(kind, *parts, label=label, base=self.base)


def purpose(key: str) -> str | None:
    """Return what an event is for, from its name in comparable form."""
    found = _PURPOSE.search(key)
    return found.group() if found else None


def document_iri(document: str, base: str = iris.DEFAULT_BASE) -> str:
    """Return the IRI of a document from its id."""
    return iris.mint("document", document, label="" if document.startswith("sha256:") else document, base=base)


def link(reading: Reading, base: str = iris.DEFAULT_BASE) -> Links:
    """Return the IRIs of one reading's mentions and claims; nothing but the reading decides them."""
    document = document_iri(reading.document.id, base)
    places: dict[tuple[str, str | None], list[tuple[int, str]]] = {}
    for body, told in sorted(_places(reading.claims), key=lambda one: (one[0][0], one[0][1] or "", one[1])):
        places.setdefault(body, []).append(told)
    links = Links(base, document, {}, places, {})
    links._owners.update(_owners(reading, links))
    links._events.update((names.name_key(c.name), c) for c in reading.claims if isinstance(c, Event))
    return links


def _places(claims: Iterable[Claim]) -> Iterator[tuple[tuple[str, str | None], tuple[int, str]]]:
    """Yield where organizations are stated to be, which tells cooperatives of one name in one province apart."""
    for claim in claims:
        if isinstance(claim, OrganizationFact) and claim.kind is OrganizationFactKind.LOCATED_IN:
            value = claim.value.name if isinstance(claim.value, Mention) else claim.value
            where = organization_place(value)
            if where is not None:
                body = names.organization_key(claim.organization.name, claim.organization.province)
                for evidence in claim.evidence:
                    yield body, (evidence.span.start if evidence.span is not None else 0, where)


_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã|thành phố) [^,;]+")


def organization_place(place: str) -> str | None:
    """Return the district within a stated place, in comparable form; None when it names none."""
    plain = ", ".join(names.name_key(part) for part in place.split(","))
    found = _DISTRICT.search(plain)
    return found.group() if found else None


def _owners(reading: Reading, links: Links) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield what tells each named person apart: the organization of the weightiest post, or the byline."""
    best: dict[str, tuple[tuple[bool, bool, int, bool, str], tuple[str | None, ...]]] = {}
    for claim in reading.claims:
        if isinstance(claim, Membership):
            key = _within(names.person_key(claim.person.name), claim.person)
            weighed = _weight(claim, links)
            if weighed is not None and (key not in best or weighed < best[key]):
                best[key] = weighed
    for key, (_, owner) in best.items():
        yield key, owner
    yield from _namesakes(reading, links.document, best)
    publisher = reading.document.publisher
    if publisher is None:
        return
    for claim in reading.claims:
        if isinstance(claim, Naming) and claim.author and claim.mention.kind is MentionKind.PERSON:
            key = names.person_key(claim.mention.name)
            if key not in best:
                yield key, ("author", names.name_key(publisher))


def _within(key: str, mention: Mention) -> str:
    """Return what stands for a person of this name within a document: two rows of a table may name two of one name."""
    row = mention.evidence.row
    return key if row is None else f"{key}\n{row.sheet}\n{row.row}"


def _namesakes(reading: Reading, document: str, known: Container[str]) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield what tells apart persons of one name in rows that tell no post of theirs: that it is another row."""
    counted: Counter[str] = Counter()
    for claim in reading.claims:
        if isinstance(claim, Naming) and claim.mention.kind is MentionKind.PERSON and claim.mention.evidence.row:
            key = names.person_key(claim.mention.name)
            within = _within(key, claim.mention)
            if within not in known:
                counted[key] += 1
                if counted[key] > 1:
                    yield within, ("document", document, str(counted[key]))


def _weight(claim: Membership, links: Links) -> tuple[tuple[bool, bool, int, bool, str], tuple[str | None, ...]] | None:
    role = names.role_key(claim.post.role)
    organization = claim.post.organization
    if organization is None:
        return ((claim.former, False, 0, True, role), ("office", role)) if role in _OFFICES else None
    key, _ = names.organization_key(organization.name, organization.province)
    rank = 0 if _HEAD.match(role) else 1 if role.startswith("phó ") else 2
    order = (claim.former, bool(_AUXILIARY.match(key)), rank, names.is_national(key), key)
    return order, ("organization", links.mention(organization))


def _coarse(group: CountedGroup) -> list[int | str | None]:
    """What two texts on one ceremony agree on: *02 HTX* and *02 tập thể* are the same two."""
    kind = "collective" if group.member_kind in _COLLECTIVES else str(group.member_kind)
    return [kind, group.count, group.minimum, group.maximum]


def _dated(event: Event) -> bool:
    return event.date is not None and event.date.day is not None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
