"""Why a document gives the claims it gives: each with rule, quote and confidence, and the sentences that gave none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.phrases import PhraseKind
from ingest.extract.reader import extract, prepare
from ingest.model import (
    Certification,
    Claim,
    Conferral,
    CountedGroup,
    Document,
    Event,
    Membership,
    Mention,
    Naming,
    Observation,
    OrganizationFact,
    Participation,
    Presentation,
    Recipient,
    award_name,
    party_name,
)


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim: its kind, what it says in short, the rule that read it, how sure that is, and a quote with its offset."""

    kind: str
    says: str
    rule: str
    confidence: float
    quote: str
    offset: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A sentence that has a word of an award or a post and gave no claim of it."""

    word: str
    sentence: str
    offset: int


def explain(document: Document) -> tuple[list[Explained], list[Silent]]:
    """Return the claims of a document in the order of their quotes, and the sentences that stayed silent."""
    claims = extract(document).claims
    told = [_explained(claim) for claim in claims]
    return sorted(told, key=lambda one: (one.offset, one.kind)), list(_silent(document, claims))


def _explained(claim: Claim) -> Explained:
    evidence = claim.evidence[0]
    offset = evidence.span.start if evidence.span is not None else 0
    kind = type(claim).__name__.lower()
    return Explained(kind, _says(claim), claim.origin.rule, claim.origin.confidence, evidence.quote, offset)


def _says(claim: Claim) -> str:
    match claim:
        case Naming():
            return claim.mention.name
        case Membership():
            return f"{claim.person.name}: {'formerly ' if claim.former else ''}{party_name(claim.post)}"
        case Event():
            return f"{claim.name} ({claim.kind}, {claim.date or 'no date'})"
        case Participation():
            who = claim.agent.name if isinstance(claim.agent, Mention) else claim.agent.wording
            return f"{who} {claim.role} {claim.event.name}"
        case Conferral():
            grantor = party_name(claim.grantor) if claim.grantor is not None else "(not stated)"
            recipients = ", ".join(_recipient(one) for one in claim.recipients) or "(not stated)"
            return f"{claim.status}: {award_name(claim)} of {grantor} to {recipients} ({claim.date or 'no date'})"
        case Presentation():
            behalf = f" on behalf of {party_name(claim.on_behalf_of)}" if claim.on_behalf_of is not None else ""
            return f"{claim.presenter.name} handed over {award_name(claim.conferral)}{behalf}"
        case Observation():
            return f"{claim.measure}: {claim.wording} ({claim.place or 'no place'}, {claim.period or 'no period'})"
        case OrganizationFact():
            return f"{claim.organization.name}: {claim.kind}"
        case Certification():
            return f"{claim.product.name}: {claim.scheme}"


def _recipient(recipient: Recipient) -> str:
    return recipient.wording if isinstance(recipient, CountedGroup) else recipient.name


def _silent(document: Document, claims: tuple[Claim, ...]) -> Iterator[Silent]:
    page = prepare(document).page
    awarded = _spans(claim for claim in claims if isinstance(claim, Conferral | Presentation))
    held = _spans(claim for claim in claims if isinstance(claim, Membership | Conferral | Presentation))
    for line in page.lines:
        span = page.shadow.span(line.sentence.start, line.sentence.end)
        for kind, spans in ((PhraseKind.AWARD, awarded), (PhraseKind.POST, held)):
            words = page.inside(line.sentence.start, line.sentence.end, kind)
            if words and not any(start < span.end and span.start < end for start, end in spans):
                word = page.text(words[0].start, words[0].end)
                yield Silent(word, document.text[span.start : span.end], span.start)


def _spans(claims: Iterator[Claim]) -> list[tuple[int, int]]:
    return [(e.span.start, e.span.end) for claim in claims for e in claim.evidence if e.span is not None]
