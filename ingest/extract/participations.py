"""Who took part in which event, and how: chaired, attended, spoke, concluded, presented, signed, reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.events import Told
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import CODES, Line, Page
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

_ORIGIN = Origin("participation.told", 0.85)
_AGENT = f"[{CODES[PhraseKind.PERSON]}{CODES[PhraseKind.ORGANIZATION]}]"
_PERSON = f"{CODES[PhraseKind.PERSON]}"
_LIST = rf"{_AGENT}(?:(?:,|;|,? và|,? cùng|,? cùng với| –| -) (?:các đồng chí |thường trực |lãnh đạo |đại diện )?{_AGENT}){{0,30}}"
_PEOPLE = rf"{_PERSON}(?:(?:,|;|,? và|,? cùng) {_PERSON}){{0,30}}"
_EVENT = f"{CODES[PhraseKind.EVENT]}"
_AT = rf"(?:(?:tại|dự|tham dự|tới dự|đến dự|về dự|trong|ở) )?(?:{_EVENT}|buổi lễ|hội nghị|đại hội|chương trình|cuộc họp|buổi làm việc)?"

# After those who act …
_AFTER: tuple[tuple[ParticipationRole, re.Pattern[str]], ...] = (
    (
        ParticipationRole.CHAIRED,
        re.compile(
            rf"(?P<who>{_LIST})[,]?(?: và [^.;:,]{{0,40}})? (?:đã |đồng |cùng )*(?:chủ trì|điều hành|chủ tọa)(?!\w)"
        ),
    ),
    (
        ParticipationRole.CONCLUDED,
        re.compile(rf"(?P<who>{_PEOPLE})[,]? (?:đã )?(?:phát biểu )?(?:kết luận|bế mạc)(?!\w)"),
    ),
    (
        ParticipationRole.CONCLUDED,
        re.compile(rf"phát biểu (?:kết luận|kết thúc|bế mạc)[^.;:]{{0,40}}?,? (?P<who>{_PEOPLE})"),
    ),
    (
        ParticipationRole.CONCLUDED,
        re.compile(rf"(?P<who>{_PEOPLE})[,]? (?:đã )?(?:có bài |có )?phát biểu (?:kết luận|kết thúc|bế mạc|tổng kết)"),
    ),
    (
        ParticipationRole.SPOKE,
        re.compile(
            rf"(?P<who>{_PEOPLE})[,]? (?:đã )?(?:có bài |có ý kiến )?phát biểu(?! (?:kết luận|kết thúc|bế mạc|tổng kết))(?!\w)"
        ),
    ),
    (
        ParticipationRole.SPOKE,
        re.compile(rf"phát biểu(?! (?:kết luận|kết thúc|bế mạc|tổng kết))[^.;:]{{0,40}}?,? (?P<who>{_PEOPLE})"),
    ),
    (
        ParticipationRole.REPORTED,
        re.compile(
            rf"(?P<who>{_PEOPLE})[,]? (?:đã )?(?:trình bày|đọc|báo cáo|thông qua)(?: dự thảo)?(?: báo cáo| tờ trình| diễn văn| đề án| tham luận)"
        ),
    ),
    (
        ParticipationRole.REPORTED,
        re.compile(rf"(?:báo cáo|tờ trình|diễn văn) do (?P<who>{_PEOPLE})[^.;:]{{0,20}} trình bày"),
    ),
    (
        ParticipationRole.ATTENDED,
        re.compile(
            rf"(?P<who>{_LIST})[,]? (?:đã |cùng |đến |tới |về )*(?:tham dự|dự)(?= |,|\.|\Z)(?! (?:án|kiến|thi|thảo|phòng|báo|nợ))"
        ),
    ),
)
# … or before them, with all the list.
_ATTENDING = re.compile(
    rf"(?:(?:cùng |đến |tới |về |tham )*dự(?! (?:án|kiến|thi|thảo|phòng|báo|nợ|đại hội toàn quốc))|có mặt|tham gia đoàn|cùng đi|chung vui)(?!\w)[^.;{_PERSON}]{{0,70}}?(?:(?:có|gồm|còn có|cùng)(?: sự (?:tham dự|hiện diện|có mặt) của)?|:)"
    rf"(?: (?:các )?(?:đồng chí|đại biểu|ông|bà|vị|đại diện|lãnh đạo|thường trực))*:? ?(?P<who>{_AGENT}.*)"
)
_CHAIRING = re.compile(
    rf"(?:đồng )?chủ trì (?:{_EVENT}|buổi lễ|hội nghị|đại hội|cuộc họp)? ?(?:là|có|gồm|:)(?: các)?:? ?(?P<who>{_PEOPLE})"
)
_DELEGATES = re.compile(r"(?<!\w)(?:đại biểu|khách mời|học viên|vận động viên)(?!\w)")
_ATTEND_WORD = re.compile(
    r"(?<!\w)(?:dự|tham dự|tới dự|về dự|tham gia|có mặt|quy tụ|với sự tham gia của|thu hút|cùng)(?!\w)"
)
_NOT = re.compile(r"(?<!\w)(?:không|chưa|sẽ|mời|vắng|dự kiến|giao|phân công|ủy quyền cho|đề nghị)(?!\w)[^.;]{0,20}\Z")
_ACTS = re.compile(
    "chủ trì|điều hành|chủ tọa|phát biểu|kết luận|bế mạc|dự|có mặt|trình bày|đọc|báo cáo|thông qua|chung vui|cùng đi|tham gia|quy tụ|thu hút|cùng"
)
_STOP = re.compile(r"[.](?= |\Z)|(?<!\w)(?:phát biểu|trao|tặng|khẳng định|cho biết|nhấn mạnh|báo cáo|đã được)(?!\w)")


def read(page: Page, told: Told) -> Iterator[Participation]:
    """Yield the parts that agents took in the events of a page; nothing where a page reports on no event."""
    seen: dict[tuple[str, str, ParticipationRole], Participation] = {}
    for line in page.lines:
        if line.kind in (BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.TITLE):
            continue
        event = _event(page, line, told)
        if event is None:
            continue
        for agent, role, start, end in _parts(page, line):
            name = agent.name if isinstance(agent, Mention) else agent.wording
            key = (name, event.name, role)
            evidence = page.evidence(start, end)
            known = seen.get(key)
            if known is None:
                seen[key] = Participation(agent, event, role, (evidence,), _ORIGIN)
            elif evidence not in known.evidence:
                seen[key] = replace(known, evidence=(*known.evidence, evidence))
    yield from seen.values()


def _event(page: Page, line: Line, told: Told) -> Event | None:
    """Return the event a sentence speaks of: the one it names, else the one the page reports on."""
    return told.at(line.sentence.start, line.sentence.end) or told.main


def _parts(page: Page, line: Line) -> Iterator[tuple[Mention | CountedGroup, ParticipationRole, int, int]]:
    text = line.text
    if not _ACTS.search(text):
        return
    taken: set[tuple[int, ParticipationRole]] = set()
    for role, pattern in _AFTER:
        for match in pattern.finditer(text):
            if _NOT.search(text[max(0, match.start() - 30) : match.start()]):
                continue
            yield from _agents(page, line, match, role, taken)
    for match in _CHAIRING.finditer(text):
        yield from _agents(page, line, match, ParticipationRole.CHAIRED, taken)
    attending = _ATTENDING.search(text)
    if attending is not None and not _NOT.search(text[max(0, attending.start() - 30) : attending.start()]):
        yield from _agents(page, line, attending, ParticipationRole.ATTENDED, taken)
    if _ATTEND_WORD.search(text):
        yield from _delegates(page, line)


def _agents(
    page: Page, line: Line, match: re.Match[str], role: ParticipationRole, taken: set[tuple[int, ParticipationRole]]
) -> Iterator[tuple[Mention, ParticipationRole, int, int]]:
    start, end = match.span("who")
    stop = _STOP.search(line.text, start, end)
    end = stop.start() if stop is not None else end
    for phrase in line.between(start, end):
        if phrase.kind in (PhraseKind.PERSON, PhraseKind.ORGANIZATION) and (phrase.start, role) not in taken:
            taken.add((phrase.start, role))
            left = min(phrase.start, line.original(match.start(), match.end())[0])
            right = max(phrase.end, line.original(match.start(), min(match.end(), end))[1])
            yield _party(page, phrase), role, left, right


def _delegates(page: Page, line: Line) -> Iterator[tuple[CountedGroup, ParticipationRole, int, int]]:
    for phrase in page.inside(line.sentence.start, line.sentence.end, PhraseKind.NUMBER):
        value = phrase.value
        if value.value is None or not _DELEGATES.search(value.unit.lower()) or value.value != int(value.value):
            continue
        wording = page.text(phrase.start, phrase.end)
        evidence = page.evidence(line.sentence.start, line.sentence.end)
        exact = value.qualifier is Qualifier.EXACTLY
        group = CountedGroup(
            int(value.value),
            MemberKind.INDIVIDUAL,
            value.qualifier,
            wording,
            evidence,
            minimum=None if exact or value.qualifier is not Qualifier.MORE_THAN else int(value.value),
        )
        yield group, ParticipationRole.ATTENDED, line.sentence.start, line.sentence.end


def _party(page: Page, phrase: Phrase) -> Mention:
    return page.person(phrase) if phrase.kind is PhraseKind.PERSON else page.organization(phrase)
