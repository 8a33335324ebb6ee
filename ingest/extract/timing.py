"""When an award was given, for which time, and by which decision, as a clause tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.acts import Act
from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.dates import DateValue, Nature
from ingest.extract.decisions import DecisionValue
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import ANY_CODE, CODES, Line, Page
from ingest.model import AwardDecision, BlockKind
from ingest.values import PartialDate, Period

_FAR = 60
_FIRST_WORDS = 160
_ASIDE = re.compile(r"\A[^();]*\((?:theo |tại |căn cứ )?\Z")
_LEAD_LINES = 3
_LEAD = re.compile(
    rf"(?:[^–:{ANY_CODE}-]{{0,40}}(?:[–:-]|\)) ?)?(?:(?:vào|trong|sáng|chiều|tối|trưa|nay|qua|hôm|ngày|mới đây|vừa qua)[ ,(]+)*(?={CODES[PhraseKind.DATE]})"
)
_TAKES_PLACE = re.compile(
    rf"{CODES[PhraseKind.EVENT]}|tổ chức|diễn ra|khai mạc|trao|gặp mặt|họp mặt|tham dự|đến dự|chủ trì"
)
_NO_EVENT = re.compile(
    rf"{CODES[PhraseKind.DECISION]},? \Z|\(|(?:tính đến|đến hết|kể từ|sinh|trước|đến|từ|thành lập|hạn)(?: ngày)? \Z|kỷ niệm[^,]*\Z"
)
_SAYING = re.compile(r"(?<!\w)(?:cho biết|cho hay|thông tin|xác nhận|cho biết:)(?!\w)")
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|dự kiến|sắp)(?!\w)")
_SAME_DAY = re.compile(r"(?:cũng |sáng |chiều |tối |trưa )*(?:cùng|trong) ngày(?! \d)(?:,| )")
_OPENING_DAY = re.compile(
    rf"{CODES[PhraseKind.DATE]}(?= (?:là|mới là|cũng là) (?:lúc|thời điểm|khoảnh khắc|phần|dịp|giờ|buổi))"
)
_SUBCLAUSE = re.compile(r"D.*b.*,[VPO].*b[POR]?\Z")
# What was given over years or several times is not of the day of the event: *Trong 5 năm, …*, *3 lần được tặng …*.
_YEARS_LONG = re.compile(
    r"(?:(?:trong|suốt) (?:\d+|nhiều|những|các|hai|ba|bốn|năm|mười) năm|\d+ năm qua|(?:nhiều|những|các) năm (?:qua|liền)|"
    r"trong (?:suốt )?(?:quá trình|thời gian|nhiệm kỳ)|thời gian qua|nhiệm kỳ qua)(?!\w)"
)
_GIVEN_IN = re.compile(r"(?:trao tặng|phong tặng|truy tặng|tặng thưởng|tặng|trao|phong)(?: vào)? \Z")
_WITHIN_YEAR = re.compile(r"(?:vào|trong|hồi) \Z")
# What someone says they once received is not of the day on which they say it.
_TOLD_BY = re.compile(
    r"(?<!\w)(?:chia sẻ|cho biết|cho hay|nói|kể|kể lại|nhớ lại|tâm sự|bày tỏ|phấn khởi|khoe)(?: [^.:;]{1,24})?:[^;]*\Z"
)
_SEVERAL_TIMES = re.compile(r"(?:\d+|hai|ba|bốn|năm|nhiều) lần (?:vinh dự )?\Z")
_MOMENTS = (Nature.YEAR, Nature.MONTH)
# A year after these letters (or at the start) tells when; after other words it belongs to them (*phong trào năm 2023*).
_ADVERBIAL = frozenset(["", ",", ";", "P", "O", "v", "h", "y"])


def _days_of(line: Line) -> Iterator[DateValue]:
    """Yield the days a line tells, those of decisions, in brackets and up to which figures run left out."""
    for phrase in line.phrases:
        before = line.text[max(0, line.encoded(phrase.start) - 24) : line.encoded(phrase.start)]
        if isinstance(phrase.value, DateValue) and phrase.value.is_day and not _NO_EVENT.search(before):
            yield phrase.value


def _held_elsewhere(act: Act) -> bool:
    """Tell whether a title is said to be held by a decision (*đạt danh hiệu … theo Quyết định số …*), not given here."""
    award = act.given.award
    title = award is not None and award.value.form is AwardForm.TITLE
    return title and act.skeleton.letters[act.verb] == "H" and "N" in act.skeleton.letters[act.verb :]


@dataclass(frozen=True, slots=True)
class Timing:
    """The times that clauses of one page tell."""

    page: Page

    def date(self, act: Act) -> tuple[PartialDate | None, bool]:
        """Return the stated day (or month, or year) of the giving, and whether it may be that of the main event."""
        stated = self._stated(act) or self._same_day(act) or self._opening_day(act)
        own = self._own_year(act)
        if stated is not None and own is not None and own.year != stated.first.year:
            return own, False
        if stated is None:
            year = self._year_after(act)
            lasting = self._over_years(act)
            lasting = lasting or self._of_other_years(act)
            return year, not act.historic and year is None and not lasting and not _held_elsewhere(act)
        if stated.is_day:
            return self._settled(stated), False
        main = self.page.context.main_event
        if main is not None and main.date is not None and main.date.year == stated.first.year:
            return None, not act.historic
        return stated.start, False

    def _opening_day(self, act: Act) -> DateValue | None:
        """Return the day that the first sentence of the act's paragraph tells of: *Chiều 26/3 là lúc chờ đợi nhất. …*."""
        line = act.skeleton.line
        first = next(one for one in self.page.lines if one.sentence.block == line.sentence.block)
        opens = None if first is line or act.historic else _OPENING_DAY.match(first.text)
        phrase = next(iter(first.between(0, opens.end())), None) if opens else None
        value = phrase.value if phrase is not None else None
        return value if isinstance(value, DateValue) and value.is_day else None

    def _stated(self, act: Act) -> DateValue | None:
        """Return the last day told before the verb, else the month or year that stands as an adverb of time."""
        letters, tokens = act.skeleton.letters, act.skeleton.tokens
        start = letters.rfind(";", 0, act.verb) + 1
        adverb: DateValue | None = None
        text, verb = act.skeleton.line.text, tokens[act.verb].start
        for index in range(act.verb - 1, max(0, act.verb - _FAR) - 1, -1):
            if tokens[index].letter == "D" and _SAYING.search(text, tokens[index].end, verb):
                return adverb  # *Ngày 3/10, UBND tỉnh cho biết đã tặng …* dates the saying
            heads = index == 0 or letters[index - 1] == ";"
            if index < start and (adverb is not None or not heads):
                continue  # of the clauses before, only what all of them stand under
            phrase = tokens[index].phrase
            if tokens[index].letter != "D" or phrase is None or not isinstance(phrase.value, DateValue):
                continue
            value, before = phrase.value, letters[max(0, index - 1) : index]
            if value.is_day and before != "N":
                return value
            if adverb is None and value.nature in _MOMENTS and before in _ADVERBIAL:
                adverb = value
        return adverb

    def _over_years(self, act: Act) -> bool:
        """Tell whether a clause sums up what someone was given over years or several times."""
        letters, lower = act.skeleton.letters, self.page.shadow.lower
        passive = letters.rfind("b", max(0, act.verb - 5), act.verb)
        if passive < 0:
            return False
        start = act.skeleton.original(passive, passive)[0]
        begin = act.skeleton.line.sentence.start
        return (
            _YEARS_LONG.match(lower, begin) is not None
            or _TOLD_BY.search(lower, begin, start) is not None
            or _SEVERAL_TIMES.search(lower, max(begin, start - 16), start) is not None
        )

    def _of_other_years(self, act: Act) -> bool:
        """Tell whether a prize bears a year long before the main event: *Giải thưởng Nhà nước năm 2001*."""
        award, main = act.given.award, self.page.context.main_event
        period = award.value.period if award is not None and award.value.form is AwardForm.PRIZE else None
        day = main.date if main is not None and main.date is not None else self.page.context.published
        return period is not None and period.start is not None and day is not None and period.start.year < day.year - 1

    def _own_year(self, act: Act) -> PartialDate | None:
        """Return the year after what is given, where a day told before is of a clause before.

        *Năm 1976, ông làm Chủ nhiệm HTX A, đơn vị được tặng Huân chương Lao động năm 1984*.
        """
        award, date = act.given.award, act.given.date
        if award is None or date is None or award.value.form not in (AwardForm.PAPER, AwardForm.ORDER, AwardForm.TITLE):
            return None
        before = act.skeleton.letters[act.skeleton.letters.rfind(";", 0, act.verb) + 1 : act.verb]
        value = date.value
        return (
            value.start
            if isinstance(value, DateValue) and value.nature is Nature.YEAR and _SUBCLAUSE.search(before)
            else None
        )

    def _same_day(self, act: Act) -> DateValue | None:
        """Return the day last told of for *Cùng ngày, …*."""
        line = act.skeleton.line
        if not _SAME_DAY.match(line.text):
            return None
        before = [p for p in self._days() if p.end <= line.sentence.start]
        return before[-1].value if before else None

    def _year_after(self, act: Act) -> PartialDate | None:
        """Return the year told after what is given once: *nhận Bằng khen của Thủ tướng năm 2015*.

        Flags and titles are given for a year; and a year that may be that of the main event says no more than it.
        """
        award, date = act.given.award, act.given.date
        once = (
            AwardForm.PAPER,
            AwardForm.ORDER,
            *((AwardForm.TITLE,) if act.skeleton.letters[act.verb] == "t" else ()),
        )
        if award is None or date is None:
            return None
        if not isinstance(date.value, DateValue) or date.value.nature is not Nature.YEAR:
            return None
        main = self.page.context.main_event
        day = main.date if main is not None else None
        year = date.value.start
        if self.page.text(date.start - 1, date.start) == "(" and year is not None:
            # *Giải thưởng A (năm 2011)*: the year in brackets is that of the giving.
            once = (*once, AwardForm.PRIZE)
            open_ = day is None or day.year != year.year or act.historic
        elif _GIVEN_IN.search(self.page.shadow.lower, max(0, date.start - 12), date.start):
            once, open_ = (award.value.form,), True  # *danh hiệu A do Bộ B trao tặng năm 2023*
        else:
            said = _WITHIN_YEAR.search(self.page.shadow.lower, max(0, date.start - 6), date.start) is not None
            long_ago = day is not None and year is not None and year.year < day.year - 1
            long_ago = long_ago and (not act.handing or act.rule == "conferral.passive")
            open_ = act.historic or said or long_ago or (not act.handing and day is None)
        return year if open_ and award.value.form in once else None

    def lead(self) -> PartialDate | None:
        """Return the day with which the text's first paragraphs begin (*Sáng 11/4, …*), if it is settled.

        Else the one day on which they say that something took place.
        """
        lines = [line for line in self.page.lines if line.kind is BlockKind.PARAGRAPH][:_LEAD_LINES]
        for line in lines:
            begins = _LEAD.match(line.text)
            phrase = next(iter(line.between(begins.end(), begins.end() + 1)), None) if begins else None
            if phrase is not None and isinstance(phrase.value, DateValue) and phrase.value.is_day:
                said = _SAYING.search(line.text, 0, _FIRST_WORDS)
                return None if said else self._settled(phrase.value)
        lines = [line for line in lines if _TAKES_PLACE.search(line.text) and not _TO_COME.search(line.text)]
        days = {self._settled(value) for line in lines for value in _days_of(line)}
        return days.pop() if len(days) == 1 else None

    def _days(self) -> list[Phrase]:
        return [p for p in self.page.of_kind(PhraseKind.DATE) if isinstance(p.value, DateValue) and p.value.is_day]

    def _settled(self, value: DateValue) -> PartialDate | None:
        if value.open and value.first.month is not None:
            year = self.page.year_for(value.first.day, value.first.month)
            return value.complete(year).start if year is not None else None
        return value.start

    def period(self, act: Act, award: AwardValue) -> Period | None:
        """Return the time that the award is for (*Cờ thi đua năm 2021*)."""
        tokens = act.skeleton.tokens
        dates = [act.given.date] if act.given.date is not None else []
        dates += [t.phrase for t in tokens[act.verb : act.last + 4] if t.letter == "D" and t.phrase is not None]
        for phrase in dates:
            value = phrase.value
            if isinstance(value, DateValue) and not value.is_day and value.period is not None:
                return value.period
        return award.period if award.form not in (AwardForm.PRIZE, AwardForm.PLACE) else None

    def decision(self, act: Act) -> AwardDecision | None:
        """Return the decision that the clause names."""
        tokens = act.skeleton.tokens
        at = act.skeleton.letters.rfind("N", max(0, act.verb - 2 * _FAR), act.last + 4)
        if at < 0:
            return self._decision_aside(act)
        phrase = tokens[at].phrase
        if phrase is None or not isinstance(phrase.value, DecisionValue):
            return None
        dated = next((t.phrase for t in tokens[at + 1 : at + 3] if t.letter == "D" and t.phrase is not None), None)
        issued = self._settled(dated.value) if dated is not None and dated.value.is_day else None
        return AwardDecision(phrase.value.number, issued, None, self.page.evidence(phrase.start, (dated or phrase).end))

    def _decision_aside(self, act: Act) -> AwardDecision | None:
        """Return the decision in brackets after what it decides: *… cho 8 tập thể (Quyết định số 12/QĐ-UBND)*."""
        _, end = act.skeleton.original(act.first, act.last)
        line = act.skeleton.line
        later = [p for p in line.phrases if p.kind is PhraseKind.DECISION and end <= p.start < end + _FAR]
        if not later or not _ASIDE.search(self.page.text(end, later[0].start)):
            return None
        return AwardDecision(later[0].value.number, None, None, self.page.evidence(later[0].start, later[0].end))
