"""Who took part in which event, and how: chaired, attended, spoke, concluded, presented, signed, organized, reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract import event_settings
from ingest.extract.events import Told
from ingest.extract.participation_patterns import (
    ACTS,
    ATTEND_WORD,
    ATTENDING,
    DELEGATES,
    LISTED,
    NOT,
    PATTERNS,
    STOP,
)
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Line, Page
from ingest.model import (
    BlockKind,
    CountedGroup,
    Event,
    MemberKind,
    Mention,
    Origin,
    Participation,
    ParticipationRole,
    Qualifier,
)

_TOLD = Origin("participation.told", 0.85)
_ORGANIZED = Origin("participation.organized", 0.85)
_OPENING = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """One agent's part in one event, with the stretch of the shadow that tells it."""

    agent: Mention | CountedGroup
    event: Event
    role: ParticipationRole
    start: int
    end: int
    origin: Origin = _TOLD

    @property
    def key(self) -> tuple[str, str, ParticipationRole]:
        name = self.agent.name if isinstance(self.agent, Mention) else self.agent.wording
        return name, self.event.name, self.role


def read(page: Page, told: Told) -> Iterator[Participation]:
    """Yield the parts that agents took in the events of a page; nothing where a page reports on no event."""
    seen: dict[tuple[str, str, ParticipationRole], Participation] = {}
    for part in (*_organizing(page, told), *_taking(page, told)):
        evidence = page.evidence(part.start, part.end)
        known = seen.get(part.key)
        if known is None:
            seen[part.key] = Participation(part.agent, part.event, part.role, (evidence,), part.origin)
        elif evidence not in known.evidence:
            seen[part.key] = replace(known, evidence=(*known.evidence, evidence))
    yield from seen.values()


def _organizing(page: Page, told: Told) -> Iterator[_Part]:
    """Yield who holds the events, where a sentence says it."""
    for start, end, event in told.mentions:
        line = page.line_at(start) if event.organizers else None
        if line is None:
            continue
        stated = event_settings.organizers(page, line, start, min(end, line.sentence.end))
        for body in stated:
            if body in event.organizers:
                begin, stop = line.sentence.start, line.sentence.end
                yield _Part(body, event, ParticipationRole.ORGANIZED, begin, stop, _ORGANIZED)


def _taking(page: Page, told: Told) -> Iterator[_Part]:
    for line in page.lines:
        if line.kind in (BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.TITLE) or not ACTS.search(line.text):
            continue
        event = _event(page, line, told)
        if event is not None:
            yield from _parts(page, line, event)


def _event(page: Page, line: Line, told: Told) -> Event | None:
    """Return the event a sentence speaks of: the one it names, else the one the page reports on.

    One without a day of its own is rather a thing spoken of there, and a sentence on another year tells of none.
    """
    begin, end = line.sentence.start, line.sentence.end
    named = [event for start, stop, event in told.mentions if begin <= start and stop <= end]
    if told.main is not None and (told.main in named or not any(event.date for event in named)):
        return None if told.main not in named and _another_year(page, line, told.main) else told.main
    return next((event for event in named if event.date is not None), named[0] if named else None)


def _another_year(page: Page, line: Line, event: Event) -> bool:
    """Tell whether a sentence is on another time: it opens with an earlier year, or names one long before."""
    if event.date is None:
        return False
    begin = line.sentence.start
    for phrase in page.inside(begin, begin + 60, PhraseKind.DATE):
        start = phrase.value.start
        if start is not None and start.year < event.date.year - (phrase.start > begin + _OPENING):
            return True
    return False


def _parts(page: Page, line: Line, event: Event) -> Iterator[_Part]:
    text = line.text
    taken: set[tuple[int, ParticipationRole]] = set()
    for role, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not NOT.search(text, max(0, match.start() - 30), match.start()):
                yield from _agents(page, line, match, (event, role), taken)
    attending = ATTENDING.search(text)
    if attending is not None and not NOT.search(text, max(0, attending.start() - 30), attending.start()):
        yield from _agents(page, line, attending, (event, ParticipationRole.ATTENDED), taken)
    if ATTEND_WORD.search(text):
        yield from _delegates(page, line, event)


def _agents(
    page: Page,
    line: Line,
    match: re.Match[str],
    part: tuple[Event, ParticipationRole],
    taken: set[tuple[int, ParticipationRole]],
) -> Iterator[_Part]:
    event, role = part
    start, end = match.span("who")
    stop = STOP.search(line.text, start, end)
    end = stop.start() if stop is not None else end
    # A list that ends the match is quoted as far as it was read.
    whole = match.end() if match.end("who") < match.end() else end
    for phrase in line.between(start, end):
        if phrase.kind not in (PhraseKind.PERSON, PhraseKind.ORGANIZATION) or (phrase.start, role) in taken:
            continue
        at = line.encoded(phrase.start)
        if phrase.kind is PhraseKind.ORGANIZATION and at > start and not LISTED.search(line.text, start, at):
            continue
        taken.add((phrase.start, role))
        left, right = line.original(match.start(), whole)
        left, right = min(phrase.start, left), max(phrase.end, right)
        yield _Part(_party(page, phrase), event, role, left, right)


def _delegates(page: Page, line: Line, event: Event) -> Iterator[_Part]:
    begin, end = line.sentence.start, line.sentence.end
    for phrase in page.inside(begin, end, PhraseKind.NUMBER):
        value = phrase.value
        if value.value is None or not DELEGATES.search(value.unit.lower()) or value.value != int(value.value):
            continue
        group = CountedGroup(
            int(value.value),
            MemberKind.INDIVIDUAL,
            value.qualifier,
            page.text(phrase.start, phrase.end),
            page.evidence(begin, end),
            minimum=int(value.value) if value.qualifier is Qualifier.MORE_THAN else None,
        )
        yield _Part(group, event, ParticipationRole.ATTENDED, begin, end)


def _party(page: Page, phrase: Phrase) -> Mention:
    return page.person(phrase) if phrase.kind is PhraseKind.PERSON else page.organization(phrase)
