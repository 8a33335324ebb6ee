"""Visits that a title tells by its verb alone: *Chủ tịch UBND tỉnh thăm, chúc mừng HTX A*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.event_name_ends import name_end
from ingest.extract.event_values import EventValue, tidy
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.model import EventKind

_PURPOSE = (
    r"(?:,| và) (?:làm việc|chúc mừng|chúc tết|chúc thọ|tặng quà|động viên|kiểm tra|khảo sát|tham quan|học tập|trao đổi|tri ân)"
    r"(?!\w)"
)
_TITLE = re.compile(
    rf"\s*(?P<who>[^\n:“”\"]{{3,110}}?) (?P<verb>(?:(?:đã )?(?:đến|tới|đi|về) )?thăm)(?={_PURPOSE}| chính thức | và )"
)
_BODY = re.compile(rf"(?<!\w)(?:(?:đến|tới|đi|về) thăm|thăm(?={_PURPOSE}))(?!\w)")
_LEAD = 900


def visits(text: str, lower: str, named: list[Phrase]) -> Iterator[Phrase]:
    """Yield the visit of a title, at its verb, and where the text's beginning tells of it again."""
    if any(p.value.kind is EventKind.VISIT for p in named):
        return
    found = _TITLE.match(lower)
    if found is None:
        yield from _of_lead(text, lower, named)
        return
    end = name_end(text, lower, found.end("verb") + 1)
    name = tidy(text[found.start("who") : max(end, found.end("verb"))])
    value = EventValue(EventKind.VISIT, name, "thăm", False, False, True, False)
    yield Phrase(PhraseKind.EVENT, *found.span("verb"), value)
    line = text.find("\n", found.end())
    if line < 0:
        return
    taken = [(p.start, p.end) for p in named]
    for again in _BODY.finditer(lower, line, line + _LEAD):
        if not any(start < again.end() and again.start() < stop for start, stop in taken):
            yield Phrase(PhraseKind.EVENT, *again.span(), value)
            return


# *Sáng 9/3, Giám đốc Công an tỉnh A đến thăm và trao giấy khen …*
_TOLD_FIRST = re.compile(
    r"(?:\A|(?<=\n)|(?<=[.!?] ))(?:\([^()\n]{2,20}\) ?[-–] ?)?[^,.\n]{0,30}\d{1,2}[/-]\d{1,2}[^,.\n]{0,12}, (?:(?:tại|ở) [^,.\n]{2,60}, )?"
    r"(?P<who>[^.\n“”\":;]{4,170}?),? (?P<verb>(?:đã )?(?:đến|tới|về|đi) thăm)(?= và |,)"
)
_DELEGATION = "đoàn công tác"


def _of_lead(text: str, lower: str, named: list[Phrase]) -> Iterator[Phrase]:
    """Yield the visit with which a text begins, on a day of its own."""
    line = text.find("\n")
    found = _TOLD_FIRST.search(lower, max(0, line), max(0, line) + _LEAD)
    if found is None or lower.startswith(_DELEGATION, found.start("who")):
        return
    start, after = found.span("verb")
    end = name_end(text, lower, after + 1)
    if end <= after or any(p.start < end and start < p.end for p in named if not p.value.bare):
        end = after
    if any(p.start < after and start < p.end for p in named):
        return
    name = tidy(text[found.start("who") : max(end, after)])
    yield Phrase(PhraseKind.EVENT, start, after, EventValue(EventKind.VISIT, name, "thăm", False, False, True, False))
