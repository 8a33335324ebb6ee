"""Dates and periods in every usual spelling, as precise as they are stated; a year is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ingest.extract.phrases import Phrase, PhraseKind
from ingest.values import PartialDate, Period


class Nature(StrEnum):
    """What sort of time a date phrase states."""

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    QUARTER = "quarter"
    PART = "part"
    YEAR = "year"
    STAGE = "stage"
    TERM = "term"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Stated:
    """Day, month and year as far as the text states them."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def dated(self) -> PartialDate | None:
        """Return the partial date, or None while the year is open or the calendar has no such day."""
        if self.year is None:
            return None
        try:
            return PartialDate(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date or period as stated. `start` and `end` are None while their year is open; see `complete`."""

    nature: Nature
    first: Stated
    last: Stated | None = None
    quarter: int | None = None

    @property
    def start(self) -> PartialDate | None:
        """Return the first day, month or year; None while the year is open."""
        return self.first.dated()

    @property
    def end(self) -> PartialDate | None:
        """Return the last day, month or year of a stretch of time, if it is one and its year is known."""
        return self.last.dated() if self.last else None

    @property
    def is_day(self) -> bool:
        """Tell whether a day is stated: something can have taken place on it."""
        return self.first.day is not None

    @property
    def open(self) -> bool:
        """Tell whether the year is still unknown."""
        return self.first.year is None

    @property
    def period(self) -> Period | None:
        """Return the stated stretch of time, or None while its year is open."""
        start = self.start
        if start is None:
            return None
        if self.quarter is not None:
            return Period(start, None, self.quarter)
        return Period(start, self.end)

    def complete(self, year: int) -> DateValue:
        """Return this date with an open year settled to `year` (of its end, when it is a stretch of time)."""
        if not self.open:
            return self
        last = replace(self.last, year=year) if self.last else None
        wraps = last is not None and (self.first.month or 0) > (last.month or 12)
        return replace(self, first=replace(self.first, year=year - wraps), last=last)


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[89]|20)\d\d"
_SEP = r"\s?[/.\-–]\s?"
_WORD_MONTH = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTHS = "|".join(sorted(_WORD_MONTH, key=len, reverse=True))
_TO = r"\s?(?:đến\s(?:hết\s)?|tới\s|-|–|—)\s?"
_PART_OF_DAY = r"(?:rạng\s)?(?:sáng|trưa|chiều|tối|đêm|khuya)"
# Before a bare "11/4" one of these must stand, or it is a ratio ("3/3 đề cử"), a house number or a score.
_DAYS = r"(?:(?:các\s|hai\s|ba\s|\d\s)?ngày|hôm)(?:\s(?:mùng|mồng))?"
_LEAD = rf"(?:(?:vào\s)?(?:{_PART_OF_DAY}\s)?{_DAYS}|{_PART_OF_DAY})"
_NOW = rf"(?:hôm\snay|{_PART_OF_DAY}\snay)"
_NO_MORE = r"(?![\d/%]|[.,]\d)"
_LUNAR = r"(?!\s(?:này\s)?(?:âm\slịch|AL\b))"
_NEAR = r"\s(?:năm\snay|này|tới|vừa\squa)"
_OF_YEAR = rf"(?:{_SEP}|\snăm\s)"
_SHAPES = (
    # từ 17 đến 20-4 · 5-7/6/2024 · từ 28/12/2023 đến 2/1/2024
    rf"(?:từ\s)?(?:{_LEAD}\s)?(?P<rd>{_DAY})(?:{_SEP}(?P<rm>{_MONTH})(?:{_SEP}(?P<ry>{_YEAR}))?)?{_TO}(?:ngày\s)?"
    rf"(?P<rd2>{_DAY})(?:{_SEP}|\stháng\s)(?P<rm2>{_MONTH})(?:{_OF_YEAR}(?P<ry2>{_YEAR}))?{_NO_MORE}{_LUNAR}",
    # trong hai ngày 5 và 6/6/2024
    rf"{_LEAD}\s(?P<ld>{_DAY})(?:,\s?{_DAY})*(?:,|\svà)\s?(?P<ld2>{_DAY})(?:{_SEP}|\stháng\s)(?P<lm>{_MONTH})"
    rf"(?:{_OF_YEAR}(?P<ly>{_YEAR}))?{_NO_MORE}{_LUNAR}",
    # 22/3/2022 · sáng ngày 14 tháng 12 năm 2020
    rf"(?:{_NOW},?\s\(?)?(?:{_LEAD}\s)?(?P<fd>{_DAY})(?:{_SEP}(?P<fm>{_MONTH}){_SEP}|\stháng\s(?P<fm2>{_MONTH}){_OF_YEAR}"
    rf"|\stháng\s(?P<fmw>{_MONTHS})\snăm\s)(?P<fy>{_YEAR}){_NO_MORE}",
    # ngày 11-4 · hôm nay (11/5
    rf"(?:{_LEAD}\s|\(|{_NOW}\s?\(|{_NOW},\s)(?:ngày\s)?(?P<hd>{_DAY})(?:{_SEP}(?P<hm>{_MONTH})"
    rf"|\stháng\s(?:(?P<hm2>{_MONTH})|(?P<hmw>{_MONTHS})\b))(?:{_NEAR})?{_NO_MORE}{_LUNAR}",
    # từ tháng 5 đến tháng 8/2020
    rf"(?:từ\s)?(?:các\s)?tháng\s(?P<ms>{_MONTH})(?:{_OF_YEAR}(?P<msy>{_YEAR}))?{_TO}(?:tháng\s)?(?P<me>{_MONTH})"
    rf"{_OF_YEAR}(?P<mey>{_YEAR})(?![\d/%])",
    # tháng 5/2024 · tháng tám năm 2024 · tháng 9 tới
    rf"tháng\s(?:(?P<mm>{_MONTH})(?:{_OF_YEAR}(?P<my>{_YEAR})|{_NEAR})?|(?P<mmw>{_MONTHS})\snăm\s(?P<mwy>{_YEAR})"
    rf"|(?P<mmo>giêng|chạp|mười\smột|mười\shai)){_NO_MORE}{_LUNAR}",
    rf"(?:từ\s)?quý\s(?P<qn>IV|III|II|I|[1-4])(?:(?:{_SEP}|,?\snăm\s)(?P<qy>{_YEAR})|\snăm\snay)",
    rf"(?P<pn>\d{{1,2}}|sáu|chín)\stháng\s(?P<pw>đầu|cuối)\snăm(?:\s(?P<py>{_YEAR})|\snay)?",
    rf"(?:trong\s)?(?P<tk>nhiệm\skỳ|khóa|khoá|giai\sđoạn|thời\skỳ|niên\skhóa|năm\shọc|các\snăm|từ\snăm|năm)\s"
    rf"(?P<ts>{_YEAR})(?:\s?[-–—/]\s?|\s?đến\s(?:năm\s|hết\snăm\s)?)(?P<te>{_YEAR})",
    rf"(?P<bs>{_YEAR})\s?[-–—]\s?(?P<be>{_YEAR})",
    rf"từ\s(?:năm\s)?(?P<sy>{_YEAR})\s(?:đến|tới)\snay",
    rf"(?:từ\s)?(?:(?:đầu|giữa|cuối|hết)\s)?năm\s(?P<y>{_YEAR})(?!\d)",
    rf"(?P<rel>{_NOW}|(?:hôm|{_PART_OF_DAY})\squa|năm\s(?:nay|ngoái))",
)
_DATES = re.compile(rf"(?<![\w/.,])(?:{'|'.join(_SHAPES)})(?!\w)", re.IGNORECASE)
# Where a date phrase can begin: a plain alternation of literals, which `re` scans for much faster than for a date.
_OPENERS = (
    "từ vào rạng sáng trưa chiều tối đêm khuya các hai ba ngày hôm tháng quý sáu chín trong nhiệm khóa khoá giai thời "
    "niên năm đầu giữa cuối hết"
)
_OPENING = re.compile(
    "|".join((r"\(", *"0123456789", *(form for w in _OPENERS.split() for form in (w, w.capitalize(), w.upper()))))
)

_DATELINE = re.compile(
    rf"^[\s(\[]*(?:\d{{1,2}}\s?[:hg]\s?\d{{2}}[\s,|\-–]*)?(?:[^\W\d_]+(?:\s[^\W\d_]+){{0,3}},\s)?"
    rf"(?:(?:Thứ\s(?:\w+)|Chủ\snhật)[\s,|\-–]*)?(?:ngày\s|cập\snhật:?\s)?"
    rf"(?P<d>{_DAY})(?:{_SEP}(?P<m>{_MONTH}){_SEP}|\stháng\s(?P<m2>{_MONTH})\snăm\s)(?P<y>{_YEAR})"
    r"(?P<tail>[)\]][\s.\-–:]|[\s,|\-–)\]]*(?:(?:lúc\s)?\d{1,2}\s?[:hg]\s?\d{2}(?::\d\d)?(?:\s?(?:AM|PM))?)?"
    r"(?:\s?\(?GMT\s?\+7\)?)?[)\s|]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 1200


def dateline(text: str) -> PartialDate | None:
    """Return the day a page says it was published on: a date standing alone near its top, or None."""
    for found in _DATELINE.finditer(text, 0, _HEAD):
        stated = Stated(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"]))
        if stated.dated() is not None:
            return stated.dated()
    return None


def find(text: str, published: PartialDate | None = None) -> list[Phrase]:
    """Return the date phrases of a text in order; open years are settled where exactly one is possible."""
    issued = published if published is not None and published.day is not None else dateline(text)
    found = [
        Phrase(PhraseKind.DATE, m.start() + (text[m.start()] == "("), m.end(), _of_last_year(text, m, value, issued))
        for m in _matches(text)
        if (value := _value(m, issued))
    ]
    anchor = issued or _lead(text, found)
    anniversaries = _same_day_years(found)
    return [replace(phrase, value=_settle(phrase.value, anchor, anniversaries)) for phrase in found]


_LAST_YEAR = re.compile(r" năm ngoái(?!\w)", re.IGNORECASE)


def _of_last_year(text: str, m: re.Match[str], value: DateValue, issued: PartialDate | None) -> DateValue:
    """Return the value with its open year settled where *năm ngoái* follows on a page of a known day."""
    if issued is None or not value.open or value.first.month is None or not _LAST_YEAR.match(text, m.end()):
        return value
    return value.complete(issued.year - 1)


def _matches(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for opening in _OPENING.finditer(text):
        if opening.start() >= end and (found := _DATES.match(text, opening.start())):
            end = found.end()
            yield found


def _number(*texts: str | None) -> int | None:
    for text in texts:
        if text:
            return int(text) if text.isdigit() else _WORD_MONTH[text.lower()]
    return None


def _value(m: re.Match[str], issued: PartialDate | None) -> DateValue | None:
    """Return what a match says, or None when its days are not in the calendar."""
    value = _days(m) or _months(m) or _years(m) or _relative(m, issued)
    if value is None or not (_possible(value.first) and (value.last is None or _possible(value.last))):
        return None
    return value


def _possible(stated: Stated) -> bool:
    return (stated.year is None and (stated.day is None or stated.day <= 31)) or stated.dated() is not None


def _days(m: re.Match[str]) -> DateValue | None:
    if m["rd"]:
        month, year = _number(m["rm2"]), _number(m["ry2"])
        first = Stated(_number(m["ry"]) or year, _number(m["rm"]) or month, _number(m["rd"]))
        return DateValue(Nature.DAYS, first, Stated(year, month, _number(m["rd2"])))
    if m["ld"]:
        month, year = _number(m["lm"]), _number(m["ly"])
        return DateValue(Nature.DAYS, Stated(year, month, _number(m["ld"])), Stated(year, month, _number(m["ld2"])))
    if m["fd"]:
        month = _number(m["fm"], m["fm2"], m["fmw"])
        return DateValue(Nature.DAY, Stated(_number(m["fy"]), month, _number(m["fd"])))
    if m["hd"]:
        return DateValue(Nature.DAY, Stated(None, _number(m["hm"], m["hm2"], m["hmw"]), _number(m["hd"])))
    return None


def _months(m: re.Match[str]) -> DateValue | None:
    if m["ms"]:
        year = _number(m["mey"])
        return DateValue(
            Nature.PART, Stated(_number(m["msy"]) or year, _number(m["ms"])), Stated(year, _number(m["me"]))
        )
    if month := _number(m["mm"], m["mmw"], m["mmo"]):
        return DateValue(Nature.MONTH, Stated(_number(m["my"], m["mwy"]), month))
    if m["qn"]:
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(m["qn"].lower()) or int(m["qn"])
        return DateValue(Nature.QUARTER, Stated(_number(m["qy"])), None, quarter)
    if m["pn"]:
        count = {"sáu": 6, "chín": 9}.get(m["pn"].lower()) or int(m["pn"])
        if not 1 <= count <= 12:
            return None
        year, early = _number(m["py"]), m["pw"].lower() == "đầu"
        first, last = (1, count) if early else (13 - count, 12)
        return DateValue(Nature.PART, Stated(year, first), Stated(year, last))
    return None


def _years(m: re.Match[str]) -> DateValue | None:
    if m["tk"]:
        nature = Nature.TERM if m["tk"].lower() in ("nhiệm kỳ", "khóa", "khoá") else Nature.STAGE
        return DateValue(nature, Stated(_number(m["ts"])), Stated(_number(m["te"])))
    if m["bs"]:
        return DateValue(Nature.STAGE, Stated(_number(m["bs"])), Stated(_number(m["be"])))
    if m["sy"]:
        return DateValue(Nature.SINCE, Stated(_number(m["sy"])))
    if m["y"]:
        return DateValue(Nature.YEAR, Stated(_number(m["y"])))
    return None


def _relative(m: re.Match[str], issued: PartialDate | None) -> DateValue | None:
    """Return what *today*, *yesterday* or *this year* mean on a page of a known day; an open year otherwise."""
    word = (m["rel"] or "").lower()
    if word.startswith("năm"):
        year = issued.year - (word == "năm ngoái") if issued else None
        return DateValue(Nature.YEAR, Stated(year))
    if issued is None or issued.month is None or issued.day is None:
        return None
    day = date(issued.year, issued.month, issued.day) - timedelta(days=int(word.endswith("qua")))
    return DateValue(Nature.DAY, Stated(day.year, day.month, day.day))


def _lead(text: str, found: list[Phrase]) -> PartialDate | None:
    """Return the full day a report opens with (*Sáng 14/01/2016, tại …*): its other days are near it."""
    for phrase in found:
        value: DateValue = phrase.value
        opens = not text[text.rfind("\n", 0, phrase.start) + 1 : phrase.start].strip(" (-–")
        if phrase.start < _HEAD and opens and value.is_day and value.start is not None:
            return value.start
    return None


def _same_day_years(found: list[Phrase]) -> dict[tuple[int | None, int | None], int]:
    """Return, for each day and month that stands with a year somewhere, the year if it is the only one.

    An anniversary (*11/5/1989 – 11/5/2019*) is of its last year.
    """
    years: dict[tuple[int | None, int | None], set[int]] = {}
    for phrase in found:
        value: DateValue = phrase.value
        stated = value.last or value.first
        if stated.year is not None and stated.day is not None:
            years.setdefault((stated.month, stated.day), set()).add(stated.year)
    return {day: next(iter(known)) for day, known in years.items() if len(known) == 1}


def _settle(
    value: DateValue, anchor: PartialDate | None, same_day: dict[tuple[int | None, int | None], int]
) -> DateValue:
    """Return the date with its year settled by an equal full date or by the report's own day, if either can."""
    if not value.open or value.first.month is None:
        return value
    last = value.last or value.first
    year = same_day.get((last.month, last.day))
    if year is None and anchor is not None and anchor.month is not None:
        year = _nearest_year(last, anchor)
    return value if year is None else value.complete(year)


def _nearest_year(stated: Stated, anchor: PartialDate) -> int | None:
    """Return the year that puts a day or month within five months of the anchor; None when it is further off."""
    distance = (stated.month or 1) - (anchor.month or 1)
    if abs(distance) <= 5:
        return anchor.year
    if abs(distance) >= 7:
        return anchor.year + (1 if distance < 0 else -1)
    return None
