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
# A time that a figure is compared with, or that a law or plan is named by, is not its own.
_ANOTHER = re.compile(
    r"(?<!\w)(?:so với(?: cùng kỳ| cuối| thời điểm)?|cùng kỳ|luật (?:htx|hợp tác xã)|nghị quyết|kế hoạch|nghị định|đề án|chương trình|nhiều hơn|ít hơn|hơn|từ)"
    r"(?: [^,;.\d]{0,30})? ?\Z"
)
_STANDING = re.compile(r"(?<!\w)(?:đến|hết|tính đến)(?: hết)?(?: ngày)? ?\Z")
_ITS_OWN = re.compile(r" ?\(?[^,;:.()\d–]{0,45}")


def period(page: Page, line: Line, figure: Phrase) -> Period | None:
    """Return the period a figure is of, as far as the text settles it."""
    begin, end = line.sentence.start, line.sentence.end
    lower = page.shadow.lower
    since = _SINCE.search(lower[max(begin, figure.start - 90) : figure.end])
    report = _report_year(page, line)
    if since is not None and report is not None:
        return Period(PartialDate(int(since.group(1))), PartialDate(report))
    stated = [p for p in page.inside(begin, end, PhraseKind.DATE) if _useful(page, begin, p)]
    right = [p for p in stated if p.start >= figure.end]
    if right and _ITS_OWN.fullmatch(lower, figure.end, right[0].start):
        return _period(right[0])
    left = [p for p in stated if p.end <= figure.start]
    if left:
        return _period(left[-1])
    if _UNTIL_NOW.search(lower, begin, figure.start):
        published = page.context.published
        if published is not None:
            return Period(PartialDate(published.year, published.month) if published.month else published)
    if right and right[0].start - figure.end < 30:
        return _period(right[0])
    return Period(PartialDate(report)) if report is not None else None


def _useful(page: Page, begin: int, phrase: Phrase) -> bool:
    value: DateValue = phrase.value
    if value.open:
        return False
    before = page.shadow.lower[max(begin, phrase.start - 50) : phrase.start]
    if value.is_day:
        return _STANDING.search(before) is not None
    return _ANOTHER.search(before) is None or page.shadow.lower.startswith("từ ", phrase.start)


def _period(phrase: Phrase) -> Period | None:
    value: DateValue = phrase.value
    return value.period or (Period(value.start) if value.start is not None else None)


def _report_year(page: Page, line: Line) -> int | None:
    """Return the year that the paragraph opens with, or else the year that the headline or the report is on."""
    index = page.index_of(line)
    for other in reversed(page.lines[: index + 1]):
        if other.sentence.block != line.sentence.block:
            break
        opening = _OPENING.match(page.shadow.lower, other.sentence.start)
        if opening is not None:
            return int(opening.group(1))
    years = [
        int(found.group(1))
        for one in page.lines[:3]
        for found in _OPENING.finditer(page.shadow.lower, one.sentence.start, one.sentence.end)
    ]
    return years[0] if years else None
