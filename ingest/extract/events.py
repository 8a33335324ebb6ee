"""Events a document tells of: one for each thing that takes place, however often and fully it is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract import event_names, event_settings, event_visits
from ingest.extract.dates import DateValue
from ingest.extract.event_values import EventValue, tidy
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import CODES, Line, Page
from ingest.model import BlockKind, Event, EventKind, Evidence, Mention, Origin
from ingest.values import PartialDate


def find(text: str) -> list[Phrase]:
    """Return the events a text names, in order, and the visit that its title tells."""
    named = event_names.find(text)
    told = event_visits.visits(text, event_names.lower_case(text), named)
    return sorted([*named, *told], key=lambda phrase: phrase.start)


@dataclass(frozen=True, slots=True)
class Told:
    """The events of a page, the one it reports on, and where each is mentioned (*hội nghị* alone included)."""

    events: tuple[Event, ...]
    main: Event | None
    mentions: tuple[tuple[int, int, Event], ...]

    def at(self, start: int, end: int) -> Event | None:
        """Return the event mentioned within a stretch of the shadow, if one is."""
        return next((event for s, e, event in self.mentions if start <= s and e <= end), None)


@dataclass(slots=True)
class _Seen:
    """One naming of an event with what its sentence says of it."""

    phrase: Phrase
    line: Line
    index: int
    title: bool
    lead: bool
    alluded: bool
    held: bool
    aside: bool
    date: DateValue | None
    place: str | None
    organizers: tuple[Mention, ...]
    name: str = ""
    day_beside: bool = False

    @property
    def value(self) -> EventValue:
        value: EventValue = self.phrase.value
        return value


@dataclass(slots=True)
class _Group:
    """All namings of one event."""

    seen: list[_Seen] = field(default_factory=list)

    @property
    def first(self) -> _Seen:
        return self.seen[0]

    @property
    def kind(self) -> EventKind:
        return self.first.value.kind


# A sentence that begins so tells of something that takes place within the event the page reports on.
_ASIDE = re.compile(
    r"(?:cũng )?(?:tại|trong khuôn khổ|nhân dịp|dịp này|nhân dịp này|đồng thời|cũng trong|cũng tại|trong chương trình|cùng ngày|sau đó|trước đó,? (?:cùng ngày|vào sáng|sáng cùng ngày)|ngay sau|"
    r"tiếp đó|tiếp theo|kết thúc|bên lề|trong thời gian diễn ra|chiều cùng ngày|cũng nhân dịp|cũng trong dịp)(?!\w)",
    re.IGNORECASE,
)
_LEAD_PARAGRAPHS = 2
_BESIDE = 6
_LONG_NAME = 400


def told(page: Page) -> Told:
    """Return what a page tells of events."""
    phrases = page.of_kind(PhraseKind.EVENT) or find(page.shadow.text)
    seen = [s for phrase in phrases if not phrase.value.bare and (s := _see(page, phrase, phrases)) is not None]
    groups = _grouped(seen)
    kept = [group for group in groups if _counts(group, len(groups))]
    main = _main(kept)
    events: list[tuple[_Group, Event]] = []
    headline = _event(page, main, None, kept) if main is not None else None
    for group in kept:
        event = headline if group is main and headline is not None else _event(page, group, headline, kept)
        events.append((group, event))
    return Told(tuple(event for _, event in events), headline, _mentions(page, phrases, events, headline))


def _see(page: Page, phrase: Phrase, phrases: Sequence[Phrase]) -> _Seen | None:
    line = page.line_at(phrase.start)
    if line is None:
        return None
    start, end = phrase.start, min(phrase.end, line.sentence.end)
    text = page.shadow.text
    before = text[max(line.sentence.start, start - 45) : start]
    after = text[end : min(line.sentence.end, end + 130)]
    title = line.kind is BlockKind.TITLE
    borders = [
        (p.start, p.end) for p in phrases if p is not phrase and not p.value.bare and p.start >= line.sentence.start
    ]
    alluded = event_settings.alluded(before)
    # A contest named within a ceremony's name is not of the ceremony's day.
    within = any(p.start < phrase.start and phrase.end <= p.end for p in phrases if p.start > phrase.start - _LONG_NAME)
    return _Seen(
        phrase,
        line,
        bisect_right(page.lines, phrase.start, key=lambda one: one.sentence.start) - 1,
        title,
        line.kind is BlockKind.PARAGRAPH and line.sentence.block in _lead_blocks(page),
        alluded,
        event_settings.held(before, after),
        _ASIDE.match(text, line.sentence.start) is not None,
        None if title or within else event_settings.date(page, line, start, end, borders),
        None if alluded else event_settings.place(page, line, start, end),
        event_settings.organizers(page, line, start, end),
        _full_name(page, phrase),
        any(p.value.is_day and p.start - end <= _BESIDE for p in page.inside(end, end + 24, PhraseKind.DATE)),
    )


def _lead_blocks(page: Page) -> tuple[int, ...]:
    paragraphs = (n for n, block in enumerate(page.document.blocks) if block.kind is BlockKind.PARAGRAPH)
    return tuple(number for number, _ in zip(paragraphs, range(_LEAD_PARAGRAPHS), strict=False))


_COMPLETED = frozenset({EventKind.CONGRESS})
_ANNIVERSARY = re.compile(r"\d+ năm (?:ngày )?(?:thành lập|truyền thống)|ban chấp hành|ban thường vụ", re.IGNORECASE)


def _full_name(page: Page, phrase: Phrase) -> str:
    """Return the name with the organizations in it as fully as the document gives them, where they tell it apart."""
    value: EventValue = phrase.value
    if value.kind not in _COMPLETED and not _ANNIVERSARY.search(value.name):
        return value.name
    name = page.text(phrase.start, phrase.end)
    for body in reversed(page.inside(phrase.start, phrase.end, PhraseKind.ORGANIZATION)):
        whole = page.organization(body).name
        start, end = body.start - phrase.start, body.end - phrase.start
        if len(whole) > len(name[start:end]):
            name = name[:start] + whole + name[end:]
    return tidy(name)


# ---------- which namings are of one event ----------

_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset(
    [
        "hội",
        "nghị",
        "lễ",
        "buổi",
        "đại",
        "biểu",
        "của",
        "và",
        "các",
        "trong",
        "về",
        "do",
        "tại",
        "năm",
        "cho",
        "với",
        "những",
        "cuộc",
        "lần",
        "thứ",
        "nhiệm",
        "kỳ",
        "khóa",
        "giai",
        "đoạn",
        "htx",
        "hợp",
        "tác",
        "xã",
    ]
)
_NATIONAL = re.compile(r"toàn quốc|việt nam|trung ương", re.IGNORECASE)
_LOCAL = re.compile(r"tỉnh|thành phố|huyện|thị xã|quận|xã|chi bộ", re.IGNORECASE)
_BODY = re.compile(
    r"liên minh|hội (?:nông|liên|luật|nhà|cựu|chữ)|htx|hợp tác xã|công đoàn|đoàn thanh niên", re.IGNORECASE
)
_NEAR = 0.6


def _content(seen: _Seen) -> frozenset[str]:
    return frozenset(_WORD.findall(seen.name.lower())) - _PLAIN


def _grouped(seen: Iterable[_Seen]) -> list[_Group]:
    groups: list[_Group] = []
    for one in seen:
        home = next((group for group in reversed(groups) if _same(group, one)), None)
        if home is None:
            groups.append(_Group([one]))
        else:
            home.seen.append(one)
    return groups


def _same(group: _Group, one: _Seen) -> bool:
    return (
        group.kind is one.value.kind
        and all(_agree(other, one) for other in group.seen)
        and any(_alike(other, one) for other in group.seen)
    )


def _agree(one: _Seen, other: _Seen) -> bool:
    """Tell whether nothing the names say sets them apart: edition, level or day."""
    a, b = one.value, other.value
    if a.edition is not None and b.edition is not None and a.edition != b.edition:
        return False
    if one.date and other.date and one.date.start and other.date.start and one.date.start != other.date.start:
        return False
    if a.years and b.years and not a.years & b.years:
        return False
    if a.kind is EventKind.CONGRESS and _level(one.name) and _level(other.name) and _of_body(one) != _of_body(other):
        return False  # an alliance's congress and the province's own
    return not (
        a.kind is EventKind.CONGRESS
        and _level(one.name) != _level(other.name)
        and "" not in (_level(one.name), _level(other.name))
    )


def _of_body(seen: _Seen) -> bool:
    return _BODY.search(seen.name) is not None


def _level(name: str) -> str:
    if _NATIONAL.search(name) and not _LOCAL.search(name):
        return "national"
    return "local" if _LOCAL.search(name) else ""


def _alike(one: _Seen, other: _Seen) -> bool:
    a, b = _content(one), _content(other)
    if not a or not b:
        return one.value.edition is not None and one.value.edition == other.value.edition
    if one.value.kind is EventKind.CAMPAIGN:
        return len(a & b) >= 0.8 * min(len(a), len(b))
    need = 0.4 if (one.title or other.title) and (one.lead or other.lead) else _NEAR
    if one.value.edition is not None and one.value.edition == other.value.edition:
        need = 0.34
    return len(a & b) >= need * min(len(a), len(b))


# ---------- which events count, and which is the page's own ----------


def _counts(group: _Group, among: int) -> bool:
    """Tell whether an event is told of, and not merely thought of."""
    return any(_one_counts(one, group) for one in group.seen)


def _one_counts(one: _Seen, group: _Group) -> bool:
    value = one.value
    if one.date is None and _PART.fullmatch(value.name):
        return False  # *lễ khai mạc* of what the page tells of
    if value.kind is EventKind.CAMPAIGN:
        return value.proper or bool(value.years)
    if value.proper and (value.edition is not None or value.kind is not EventKind.CONGRESS or value.years):
        return True
    if one.title or (one.date is not None and not one.alluded):
        return True
    if one.date is not None and (value.kind is EventKind.CONGRESS or one.day_beside):
        return True
    if one.lead and (one.held or one.place or one.organizers) and not one.alluded:
        return True
    if one.aside and one.held:
        return True
    if value.head == "lễ hội":
        return len(value.name.split()) >= 4
    return value.kind is EventKind.CEREMONY and one.held and not one.alluded


_PART = re.compile(r"(?:buổi )?lễ (?:khai mạc|bế mạc|trao giải|trao thưởng|tổng kết)", re.IGNORECASE)


def _main(groups: Sequence[_Group]) -> _Group | None:
    """Return the event the page reports on: named in title and lead, with a day, held by someone."""
    ranked = [(score, -number, group) for number, group in enumerate(groups) if (score := _weight(group)) >= 3]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _weight(group: _Group) -> int:
    seen = group.seen
    told_fully = [one for one in seen if not one.alluded]
    if not told_fully or group.kind is EventKind.CAMPAIGN:
        return 0
    return (
        3 * any(one.title for one in seen)
        + 3 * any(one.lead for one in told_fully)
        + 2 * any(one.held for one in told_fully)
        + 2 * any(one.date for one in told_fully)
        + any(one.organizers for one in told_fully)
        - 2 * all(one.aside for one in seen)
    )


# ---------- what is said of an event ----------

_RULE = {True: "event.named", False: "event.told"}


def _event(page: Page, group: _Group, main: Event | None, groups: Sequence[_Group]) -> Event:
    best = max(
        group.seen,
        key=lambda one: (
            not one.title,
            not one.alluded,
            one.value.edition is not None,
            len(one.name) <= 300,
            len(_content(one)),
        ),
    )
    date, end = _dates(page, group)
    part_of = None
    if (main is not None and date is None and any(one.aside and one.held for one in group.seen)) or (
        main is not None and date is None and _in_passing(group)
    ):
        date, part_of = main.date, main.name
    organizers = next((one.organizers for one in group.seen if one.organizers), ()) or _holder(page, group)
    name = _with_body(best.name, group.kind, organizers)
    evidence = tuple(dict.fromkeys(_evidence(page, one) for one in group.seen))
    place = next((one.place for one in group.seen if one.place), None)
    confidence = 0.9 if date is not None or best.value.proper else 0.75
    origin = Origin(_RULE[best.value.proper], confidence)
    return Event(name, group.kind, date, place, organizers, evidence, origin, end, part_of, main is None)


def _in_passing(group: _Group) -> bool:
    """Tell whether a ceremony is told in the past without a day of its own: it took place on the page's day."""
    return group.kind is EventKind.CEREMONY and any(one.held and not one.alluded for one in group.seen)


def _evidence(page: Page, one: _Seen) -> Evidence:
    return page.evidence(one.phrase.start, min(one.phrase.end, one.line.sentence.end))


def _dates(page: Page, group: _Group) -> tuple[PartialDate | None, PartialDate | None]:
    for one in group.seen:
        if one.date is not None:
            value = one.date if not one.date.open else _settled(page, one, one.date)
            if value.start is not None:
                return value.start, value.end
    for one in group.seen:
        said = _said_next(page, one) if one.title or one.lead else None
        said = said or (_said_later(page, one) if one.title or one.lead else None)
        if said is not None and said.start is not None:
            return said.start, said.end
    return _year(group), None


# *Vòng chung kết diễn ra ngày 28/9/2024*, *Hội thi được tổ chức trong hai ngày 3 và 4/5*
_TAKES_PLACE = re.compile(
    rf"(?:{CODES[PhraseKind.EVENT]}|vòng chung kết|chương trình|đêm chung kết|đêm gala)(?: [^.;:]{{0,40}}?)?(?<!sẽ )(?:được tổ chức|diễn ra|khai mạc)(?!\w)"
)


def _said_next(page: Page, one: _Seen) -> DateValue | None:
    """Return the day that the sentence after a naming tells for the event: *Hội thi diễn ra ngày …*."""
    for line in page.lines[one.index + 1 : one.index + 3]:
        if line.kind is BlockKind.PARAGRAPH and _TAKES_PLACE.match(line.text):
            days = event_settings.days(page, line)
            value: DateValue | None = days[0].value if len(days) == 1 else None
            return _settled(page, one, value) if value is not None and value.open else value
    return None


_THIS_SEASON = re.compile(
    r"(?:giải(?: đấu)?|hội thi|cuộc thi|hội thao|liên hoan|ngày hội) (?:năm nay|lần này|này)(?: [^.;:]{0,40}?)?,? (?:được tổ chức|diễn ra|khởi tranh)(?!\w)"
)


def _said_later(page: Page, one: _Seen) -> DateValue | None:
    """Return the days that a later sentence tells for a contest or fair: *Giải năm nay … diễn ra từ 16 đến 24/4*."""
    if one.value.kind not in (EventKind.CONTEST, EventKind.FAIR):
        return None
    for line in page.lines[one.index + 1 :]:
        if line.kind is BlockKind.PARAGRAPH and _THIS_SEASON.match(line.text):
            days = event_settings.days(page, line)
            value: DateValue | None = days[0].value if days else None
            return _settled(page, one, value) if value is not None and value.open else value
    return None


_HALF_YEAR = re.compile(r"6 tháng đầu năm|sáu tháng đầu năm")


def _settled(page: Page, one: _Seen, value: DateValue) -> DateValue:
    """Settle an open year by the year in the event's own name, where that is the year it is held in."""
    years = one.value.years
    month = value.first.month
    if len(years) == 1 and month is not None:
        (year,) = years
        if one.value.kind in (EventKind.FAIR, EventKind.CONTEST):
            return value.complete(year)
        if _HALF_YEAR.search(one.value.name.lower()) and 6 <= month <= 8:
            return value.complete(year)
    return value


def _year(group: _Group) -> PartialDate | None:
    """Return the year of a contest, fair or campaign that is named by it."""
    if group.kind in (EventKind.FAIR, EventKind.CONTEST, EventKind.CAMPAIGN):
        for one in group.seen:
            unquoted = re.sub(r"[“\"].*", "", one.value.name)
            years = set(re.findall(r"(?<![\d-])(?:19|20)\d\d(?![\d-])", unquoted))
            if len(years) == 1:
                return PartialDate(int(next(iter(years))))
    return None


def _holder(page: Page, group: _Group) -> tuple[Mention, ...]:
    """Return the organization whose congress, committee meeting or delegation it is."""
    if group.kind is EventKind.VISIT:
        sent = (page.inside(one.phrase.start, one.phrase.end, PhraseKind.ORGANIZATION) for one in group.seen)
        return next(((page.organization(bodies[0]),) for bodies in sent if bodies), ())
    if group.kind not in (EventKind.CONGRESS, EventKind.CONFERENCE):
        return ()
    for one in group.seen:
        if group.kind is EventKind.CONFERENCE and not _ANNIVERSARY.search(one.name):
            continue
        bodies = page.inside(one.phrase.start, one.phrase.end, PhraseKind.ORGANIZATION)
        if bodies:
            return (page.organization(bodies[-1]),)
    return ()


_NO_BODY = re.compile(
    r"(?P<head>Đại hội(?: đại biểu)?(?: toàn quốc)?|(?:Hội nghị|Họp) (?:Ban Chấp hành|BCH|Ban Thường vụ))(?P<rest>,? (?:lần thứ|khóa|nhiệm kỳ|năm \d).*)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:ngày )?(?:thành lập|truyền thống)$", re.IGNORECASE)


def _with_body(name: str, kind: EventKind, organizers: tuple[Mention, ...]) -> str:
    """Return a congress's, committee meeting's or anniversary's name with the organization it is of."""
    if len(organizers) != 1:
        return name
    body = organizers[0].name
    if found := _NO_BODY.fullmatch(name):
        return f"{found['head']} {body}{found['rest']}"
    return f"{name} {body}" if _OPEN_END.search(name) else name


# ---------- where events are mentioned ----------


def _mentions(
    page: Page, phrases: Sequence[Phrase], events: Sequence[tuple[_Group, Event]], main: Event | None
) -> tuple[tuple[int, int, Event], ...]:
    known = {one.phrase.start: event for group, event in events for one in group.seen}
    found: list[tuple[int, int, Event]] = []
    for phrase in phrases:
        event = known.get(phrase.start)
        if event is None and phrase.value.bare:
            event = _meant(phrase.value, found, main)
        if event is not None:
            found.append((phrase.start, phrase.end, event))
    return tuple(found)


def _meant(value: EventValue, earlier: Sequence[tuple[int, int, Event]], main: Event | None) -> Event | None:
    """Return the event a bare noun means: the last one of its kind, or the page's own if that is of the kind."""
    if main is not None and main.kind is value.kind:
        return main
    return next((event for _, _, event in reversed(earlier) if event.kind is value.kind), None)


def dated(event: Event, date: PartialDate) -> Event:
    """Return the event with a date it lacked."""
    return event if event.date is not None else replace(event, date=date)
