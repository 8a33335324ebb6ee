"""Reads one document: phrases layer by layer, then the claims that its sentences make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.extract import (
    awards,
    conferrals,
    dates,
    decisions,
    events,
    holders,
    memberships,
    names,
    numbers,
    observations,
    organizations,
    participations,
    places,
    posts,
    recipients,
    whereabouts,
)
from ingest.extract.decided import act
from ingest.extract.decided import claims as decided
from ingest.extract.decided.capitals import recased
from ingest.extract.decided.lines import lines_only
from ingest.extract.names import Named
from ingest.extract.parties import spelled
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.settings import Setting
from ingest.extract.tokens import Page
from ingest.issues import Issue
from ingest.model import BlockKind, Claim, Document, DocumentKind, Evidence, Mention, Naming, Origin
from ingest.reading import Reading
from ingest.values import PartialDate, unify_tones

EXTRACTOR = "2"
"""The version of the rules; documents read by another one are read again."""

_NAMING = Origin("naming", 0.95)
_OFFICES = frozenset({"Thủ tướng", "Phó Thủ tướng"})
_CREDIT = Origin("naming.credit", 0.9)


def extract(document: Document) -> Reading:
    """Return what a document says: claims in reading order with evidence, and what could not be decided."""
    prepared = prepare(document)
    page = prepared.page
    claims: list[Claim] = []
    issues: list[Issue] = []
    found: list[Claim | Issue] = (
        _decided(prepared)
        if prepared.decision
        else [
            *_people(page, prepared.named),
            *_organizations(page),
            *whereabouts.read(page),
            *memberships.read(page, prepared.held),
            *prepared.told.events,
            *conferrals.read(page),
            *participations.read(page, prepared.told),
            *observations.read(page),
        ]
    )
    for one in found:
        if isinstance(one, Issue):
            issues.append(one)
        else:
            claims.append(one)
    if prepared.decision:
        document = replace(document, kind=DocumentKind.DECISION)
    return Reading(document, tuple(claims), tuple(issues))


def _decided(prepared: Prepared) -> list[Claim | Issue]:
    """Return the claims of a decision: who and what its text names, posts told beside names, and what it decides.

    Its tables are read by rows, so that phrases of one cell are not joined with those of the next.
    """
    page = prepared.page
    cells = [block.span for block in page.document.blocks if block.kind is BlockKind.TABLE_CELL]
    starts = [page.shadow.position(span.start) for span in cells]
    ends = [page.shadow.position(span.end) for span in cells]

    def outside(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index < 0 or position >= ends[index]

    named = [one for one in prepared.named if outside(one.start)]
    held = [one for one in prepared.held if outside(one.person.start)]
    told: list[Claim | Issue] = [*_people(page, named), *_organizations(page, outside), *memberships.read(page, held)]
    return decided.told_once([*told, *decided.read(page)])


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document's page with all phrases and its context, the persons named, the seats they hold, and the events."""

    page: Page
    named: list[Named]
    held: list[holders.Held]
    told: events.Told
    decision: bool = False


def prepare(document: Document) -> Prepared:
    """Return what the claim rules read from."""
    page = Page.of(document)
    decision = act.is_decision(page)
    if decision:
        page = recased(Page.of(lines_only(document)))
    text = page.shadow.text
    found_places = places.find(text)
    page = page.with_phrases(
        [
            *dates.find(text, document.published),
            *(number for number in numbers.find(text) if "\n" not in text[number.start : number.end]),
            *found_places,
            *awards.find(text),
            *decisions.find(text),
            *recipients.find_groups(text),
        ]
    )
    page = page.with_context(
        replace(
            page.context,
            province=places.province_in_focus(
                text, found_places, publisher=document.publisher, place=document.place, title=document.title
            ),
            published=document.published or dates.dateline(text),
            years=_years(page),
        )
    )
    setting = Setting(page.context.province, document.publisher, found_places)
    page = page.with_phrases(organizations.find(page, setting))
    seats = posts.find(page)
    named = names.find(page, seats)
    held = holders.find(page, seats, named)
    page = page.with_phrases([*memberships.phrases(page, seats, named, held), *events.find(text)])
    told = events.told(page)
    return Prepared(page.with_context(replace(page.context, main_event=told.main)), named, held, told, decision)


def _years(page: Page) -> frozenset[int]:
    values = [phrase.value for phrase in page.of_kind(PhraseKind.DATE)]
    stated = (date for value in values for date in (value.start, value.end))
    return frozenset(date.year for date in stated if isinstance(date, PartialDate))


def _people(page: Page, named: Iterable[Named]) -> Iterator[Naming]:
    by_name: dict[str, list[Named]] = {}
    for one in named:
        by_name.setdefault(unify_tones(one.name).casefold(), []).append(one)
    for all_of_one in by_name.values():
        evidence = tuple(page.evidence(one.start, one.end) for one in all_of_one if not one.pronoun)
        author = all(one.author for one in all_of_one)
        yield Naming(memberships.mention(page, all_of_one[0]), author, evidence, _CREDIT if author else _NAMING)


def _organizations(page: Page, counts: Callable[[int], bool] = lambda _: True) -> Iterator[Naming]:
    awarded = [(phrase.start, phrase.end) for phrase in page.of_kind(PhraseKind.AWARD)]
    # "Thủ tướng Chính phủ" without a name is one person's office.
    people = page.of_kind(PhraseKind.PERSON)
    for post in page.of_kind(PhraseKind.POST):
        if post.value.role in _OFFICES and not any(p.start <= post.start and post.end <= p.end for p in people):
            awarded.append((post.start, post.end))
    by_name: dict[str, list[Phrase]] = {}
    for phrase in page.of_kind(PhraseKind.ORGANIZATION):
        if counts(phrase.start) and not any(start <= phrase.start and phrase.end <= end for start, end in awarded):
            by_name.setdefault(spelled(phrase.value.name), []).append(phrase)
    for phrases in by_name.values():
        mention: Mention = phrases[0].value
        evidence: tuple[Evidence, ...] = tuple(p.value.evidence for p in phrases)
        yield Naming(mention, False, evidence, _NAMING)
