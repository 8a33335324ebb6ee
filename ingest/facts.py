"""What a document says, as the plain facts JSON that people and scorers read (one object a document)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.model import (
    AwardStatus,
    Conferral,
    CountedGroup,
    Event,
    Evidence,
    Membership,
    MentionKind,
    Naming,
    Observation,
    Presentation,
    Recipient,
    award_name,
    party_name,
)
from ingest.reading import Reading
from ingest.values import unify_tones

Facts = dict[str, Any]


def facts(reading: Reading) -> Facts:
    """Return the facts of one document, lists in reading order; awards not in force are left out."""
    document, claims = reading.document, reading.claims
    return {
        "id": document.id,
        "title": _nfc(document.title),
        "url": document.url,
        "published": _text(document.published),
        "publisher": _text(document.publisher),
        "people": _named(claims, MentionKind.PERSON),
        "organizations": _named(claims, MentionKind.ORGANIZATION),
        "roles": _unique(_role(c) for c in claims if isinstance(c, Membership)),
        "events": [_event(c) for c in claims if isinstance(c, Event)],
        "conferrals": [_conferral(*pair) for pair in _handed_over(claims)],
        "observations": [_observation(c) for c in claims if isinstance(c, Observation)],
    }


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _text(value: object) -> str | None:
    return None if value is None else _nfc(str(value))


def _unique(rows: Iterable[Facts]) -> list[Facts]:
    kept: dict[tuple[str, ...], Facts] = {}
    for row in rows:
        kept.setdefault(tuple(unify_tones(str(value)).casefold() for value in row.values()), row)
    return list(kept.values())


def _named(claims: Iterable[object], kind: MentionKind) -> list[Facts]:
    return _unique({"name": _nfc(c.mention.name)} for c in claims if isinstance(c, Naming) and c.mention.kind is kind)


def _role(claim: Membership) -> Facts:
    return {
        "person": _nfc(claim.person.name),
        "role": _nfc(claim.post.role),
        "organization": _text(claim.post.organization and claim.post.organization.name),
        "former": claim.former,
    }


def _event(claim: Event) -> Facts:
    return {
        "name": _nfc(claim.name),
        "kind": str(claim.kind),
        "date": _text(claim.date),
        "place": _text(claim.place),
        "organizer": _text(", ".join(o.name for o in claim.organizers) or None),
    }


def _handed_over(claims: Iterable[object]) -> Iterator[tuple[Conferral, tuple[Presentation, ...]]]:
    """Yield each conferral in force with its presentation; presenters of one passage did it jointly."""
    presented: dict[Conferral, dict[tuple[Evidence, ...], list[Presentation]]] = {}
    conferrals: dict[Conferral, None] = {}
    for claim in claims:
        if isinstance(claim, Conferral):
            conferrals.setdefault(claim)
        elif isinstance(claim, Presentation):
            conferrals.setdefault(claim.conferral)
            presented.setdefault(claim.conferral, {}).setdefault(claim.evidence, []).append(claim)
    for conferral in sorted(conferrals, key=lambda c: _position(c.evidence)):
        if conferral.status in (AwardStatus.CONFERRED, AwardStatus.DECIDED):
            for joint in presented.get(conferral, {(): []}).values():
                yield conferral, tuple(joint)


def _position(evidence: tuple[Evidence, ...]) -> tuple[int, int]:
    spans = sorted((e.span.start, e.span.end) for e in evidence if e.span is not None)
    return spans[0] if spans else (0, 0)


def _conferral(conferral: Conferral, joint: tuple[Presentation, ...]) -> Facts:
    principals = dict.fromkeys(_nfc(party_name(p.on_behalf_of)) for p in joint if p.on_behalf_of is not None)
    return {
        "award": _nfc(award_name(conferral)),
        "grantor": _text(conferral.grantor and party_name(conferral.grantor)),
        "presenter": ", ".join(dict.fromkeys(_nfc(p.presenter.name) for p in joint)) or None,
        "on_behalf_of": ", ".join(principals) or None,
        "recipients": [row for recipient in conferral.recipients for row in _recipient(recipient)],
        "date": _text(conferral.date),
        "decision": _text(conferral.decision and conferral.decision.number),
    }


def _recipient(recipient: Recipient) -> list[Facts]:
    if isinstance(recipient, CountedGroup):
        counted: Facts = {"count": recipient.count, "kind": str(recipient.member_kind)}
        return [counted, *({"name": _nfc(m.name)} for m in recipient.known_members)]
    return [{"name": _nfc(recipient.name)}]


def _observation(claim: Observation) -> Facts:
    whole = claim.value == claim.value.to_integral_value()
    return {
        "measure": _nfc(claim.measure),
        "value": int(claim.value) if whole else float(claim.value),
        "unit": _nfc(claim.unit),
        "place": _text(claim.place),
        "period": _text(claim.period),
    }
