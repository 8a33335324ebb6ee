"""When a figure holds: its own clause's time, the paragraph's, or the day of publication for *hiện có*."""

from __future__ import annotations

import re

from ingest.extract.dates import DateValue
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Line, Page
from ingest.values import PartialDate, Period

_UNTIL_NOW = re.compile(r"(?<!\w)(?:đến nay|hiện nay|hiện có|hiện|tính đến nay|đến thời điểm này|tới nay)(?!\w)")
_SINCE = re.compile(r"(?<!\w)từ (?:năm )?((?:19|20)\d\d) đến nay")
_OPENING = re.compile(r"(?:trong |hết |cuối |tính đến (?:hết )?|đến (?:hết |cuối )?)?năm ((?:19|20)\d\d)(?!\d)")


def period(page: Page, line: Line, figure: Phrase) -> Period | None:
    """Return the period a figure is of, as far as the text settles it."""
    begin = line.sentence.start
    before = page.shadow.lower[begin : figure.start]
    since = _SINCE.search(page.shadow.lower[max(begin, figure.start - 90) : figure.end])
    report = _report_year(page, line)
    if since is not None and report is not None:
        return Period(PartialDate(int(since.group(1))), PartialDate(report))
    stated = [p for p in page.inside(begin, line.sentence.end, PhraseKind.DATE) if _useful(p)]
    left = [p for p in stated if p.end <= figure.start]
    if left:
        return _period(page, left[-1])
    if _UNTIL_NOW.search(before):
        published = page.context.published
        if published is not None:
            return Period(PartialDate(published.year, published.month) if published.month else published)
    right = [p for p in stated if p.start >= figure.end and p.start - figure.end < 30]
    if right:
        return _period(page, right[0])
    return Period(PartialDate(report)) if report is not None else None


def _useful(phrase: Phrase) -> bool:
    value: DateValue = phrase.value
    return not value.open and not value.is_day


def _period(page: Page, phrase: Phrase) -> Period | None:
    value: DateValue = phrase.value
    return value.period or (Period(value.start) if value.start is not None else None)


def _report_year(page: Page, line: Line) -> int | None:
    """Return the year that the paragraph opens with, or else the year that the headline or the report is on."""
    index = page.lines.index(line)
    for other in reversed(page.lines[: index + 1]):
        if other.sentence.block != line.sentence.block:
            break
        opening = _OPENING.match(page.shadow.lower, other.sentence.start)
        if opening is not None:
            return int(opening.group(1))
    years = [
        int(found.group(1))
        for one in page.lines[:3]
        for found in _OPENING.finditer(page.text(one.sentence.start, one.sentence.end).lower())
    ]
    return years[0] if years else None
