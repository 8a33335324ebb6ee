"""Where a text names events: the noun they begin with, how far their names run, and what sets one apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.choice import either
from ingest.extract.event_name_ends import ACTS, BODIES, CLOSING, MARKS, STEP, WORDS, name_end, quoted
from ingest.extract.event_values import YEARS, EventValue, edition_of, tidy, value_of
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import UPPER
from ingest.model import EventKind

_KINDS = {head: EventKind(kind) for kind, heads in WORDS["heads"].items() for head in heads}
_HEAD = re.compile(rf"(?<!\w)(?:{either(_KINDS)}|kỷ niệm(?= \d+ năm))(?!\w)")
_BEGINS = re.compile(
    rf"(?:{either([*ACTS, *BODIES, *MARKS])})(?!\w)|(?:năm|khóa) (?:20|19)\d\d|thứ (?:\d|[ivx]+(?!\w))|[“\"‘']"
)
_VAGUE = re.compile(rf"(?:^|[\s(\"“])(?:{either(WORDS['vague']['before'])}|\d+|[,;] (?:và )?) \Z")
_FOR_SOME = re.compile(r" cho (?:hơn |gần |trên |khoảng )?\d")
_ORGANIZES = re.compile(
    r"(?:tổ chức|mở|diễn ra|khai mạc|bế mạc|phát động|phối hợp|tiến hành|buổi|cuộc|đã)\s(?:các\s)?$"
)
# A name after one of these stands before its sentence's main clause.
_FRONTED = re.compile(
    r"(?:tại|trong|sau|qua|kết thúc|bế mạc|dự|trước|từ|để chuẩn bị|nhân|khuôn khổ)\s(?:buổi\s|cuộc\s)?$"
)
_NEEDS_ORGANIZING = frozenset({"tập huấn", "gặp mặt", "họp mặt", "họp", "kỷ niệm", "triển lãm", "hội đàm", "họp báo"})
# *Buổi gặp mặt các HTX tiêu biểu*: who meets describes a meeting of people.
_OF_PEOPLE = frozenset(head for head in _KINDS if head.endswith(("gặp mặt", "họp mặt", "gặp gỡ", "đối thoại", "tiếp")))
_WHOM = re.compile(r"(?:các|những|đại diện|đoàn|đại biểu|cán bộ|nữ|cựu|doanh nghiệp|đầu xuân|đầu năm|thân mật)(?!\w)")
_MEETING_ACT = re.compile(
    r"(?:tổng kết|sơ kết|đánh giá|bàn|giao ban|xét|rút kinh nghiệm|bình xét|triển khai|ban chấp hành|hội đồng|trực tuyến)(?!\w)"
)
_DEICTIC = re.compile(
    r"(?:đầu tiên|về phía|về dự|lần này|lần đầu|cuối cùng|cấp trên|kết thúc|thành công)(?!\w)|ngành (?:đã|sẽ)"
)
_TITLED = re.compile(
    r"(?: đó| này| trên)?(?:,? (?:có tên(?: gọi)?|mang tên|lấy tên|với tên gọi|có chủ đề|với chủ đề|mang chủ đề|theo chủ đề|chủ đề|với nội dung)(?: là)?:?)? ?(?=[“\"])"
)


def lower_case(text: str) -> str:
    """Return the text in lower case with every offset unchanged."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def find(text: str) -> list[Phrase]:
    """Return the events a text names, in order; bare nouns (*tại hội nghị*) too, plurals and vague ones not."""
    lower = lower_case(text)
    found: list[Phrase] = []
    done = 0
    for match in _HEAD.finditer(lower):
        if match.start() < done:
            continue
        for phrase in _event(text, lower, match.start(), match.end()):
            found.append(phrase)
            found.extend(_contests_within(text, lower, phrase, match.end()))
            # A campaign's motto may itself name the congress it is for.
            done = phrase.end if phrase.value.kind is not EventKind.CAMPAIGN else match.end()
    return found


_HOLDERS = frozenset({EventKind.CEREMONY, EventKind.CONFERENCE})


def _contests_within(text: str, lower: str, outer: Phrase, begin: int) -> Iterator[Phrase]:
    """Yield the contests named within a ceremony's name: *Lễ tổng kết, trao giải Cuộc thi … năm 2018*."""
    if outer.value.bare or outer.value.kind not in _HOLDERS:
        return
    for match in _HEAD.finditer(lower, begin, outer.end):
        if _KINDS.get(match.group()) is not EventKind.CONTEST:
            continue
        for phrase in _event(text, lower, match.start(), match.end()):
            value: EventValue = phrase.value
            set_apart = value.edition is not None or value.years or "“" in value.name
            if value.proper and set_apart and (match.group() != "giải thưởng" or value.edition is not None):
                yield replace(phrase, end=min(phrase.end, outer.end))
                return


def _begin(lower: str, after: int, head: str) -> int:
    """Return where a name goes on after its noun; whom one works with describes a meeting: *buổi làm việc với …*."""
    begin = after + (lower[after : after + 1] == " ")
    return begin + len("với ") * (head.endswith("làm việc") and lower.startswith("với ", begin))


_GIVEN = re.compile(r"(?:(?:vừa|đã|được|sẽ) (?:trao|trao tặng|tặng)|nhận|nhận được|đoạt|giành|lĩnh) \Z")


def _event(text: str, lower: str, start: int, after: int) -> Iterator[Phrase]:
    head = lower[start:after]
    before = lower[max(0, start - 24) : start]
    given = head == "giải thưởng" and _GIVEN.search(before) is not None
    if given or before.endswith(("trung tâm ", "nhà tang ")):
        return  # what is given, or a building: *Trung tâm hội nghị tỉnh*
    if head == "đoàn công tác":
        yield from _delegation(text, lower, start)
        return
    vague = _VAGUE.search(before) is not None
    kind = _KINDS.get(head, EventKind.CEREMONY)
    if kind is EventKind.CAMPAIGN:
        yield from _campaigns(text, lower, start, after)
        return
    titled = _TITLED.match(lower, after)
    if head != "giải thưởng" and titled and (end := quoted(text, titled.end())) is not None and end - titled.end() > 8:
        name = f"{text[start:after]} {text[titled.end() : end]}"
        years = frozenset(int(y) for y in YEARS.findall(name))
        value = EventValue(kind, tidy(name), head, False, True, True, False, edition_of(name.lower()), years)
        yield Phrase(PhraseKind.EVENT, start, end, value)
        return
    begin = _begin(lower, after, head)
    if not _described(text, lower, begin, kind, head):
        if not vague and kind is not EventKind.CONTEST and head not in _NEEDS_ORGANIZING and head != "lễ":
            yield Phrase(PhraseKind.EVENT, start, after, value_of(text, start, after, kind, head, bare=True))
        return
    if head in _NEEDS_ORGANIZING and not (_ORGANIZES.search(before) or _opens(text, start, head)):
        return
    if head == "họp" and not _MEETING_ACT.match(lower, begin):
        return
    fronted = _FRONTED.search(before) is not None
    end = name_end(text, lower, begin, fronted=fronted, series=kind is EventKind.CONGRESS)
    end = _without_number(lower, begin, end, kind)
    if end <= begin:
        return
    value = value_of(text, start, end, kind, head, bare=False, vague=vague)
    if "các cấp" in value.name or (head == "giải thưởng" and value.edition is None):
        return
    if vague and not (value.proper and (value.edition is not None or value.years or "“" in value.name)):
        return
    yield Phrase(PhraseKind.EVENT, start, end, value)


_DELEGATION = re.compile(
    r"đoàn công tác(?: của)?(?P<body>(?: (?!do |đã |đến |tới |về |vừa |sẽ |có buổi |thăm|tham |học |khảo |kiểm |làm việc)[^\s.;:,“”()]+){1,12}?)?"
    r"(?P<led>,? do [^.;\n]{5,180}?(?:trưởng đoàn|dẫn đầu),?)? "
    r"(?:(?:đã|vừa|về|đến|tới|có chuyến|đi) )*(?=(?:thăm|tham quan|học tập|khảo sát|kiểm tra|làm việc|nghiên cứu|chúc tết)(?!\w))"
)


def _delegation(text: str, lower: str, start: int) -> Iterator[Phrase]:
    """Yield the visit that a delegation is told to make: *Đoàn công tác của UBND tỉnh do … dẫn đầu đã thăm, làm việc …*."""
    found = _DELEGATION.match(lower, start)
    if found is None or not (found["body"] or found["led"]):
        return
    end = name_end(text, lower, found.end())
    if end <= found.end():
        return
    whose = (
        text[found.start("body") : found.end("body")] if found["body"] else text[found.start("led") : found.end("led")]
    )
    name = tidy(f"Đoàn công tác {whose.strip(' ,')} {text[found.end() : end]}")
    years = frozenset(int(y) for y in YEARS.findall(name))
    yield Phrase(
        PhraseKind.EVENT,
        start,
        end,
        EventValue(EventKind.VISIT, name, "đoàn công tác", False, False, True, False, None, years),
    )


def _without_number(lower: str, begin: int, end: int, kind: EventKind) -> int:
    """Return where a course's name ends: for how many it is, is no part of it."""
    counted = _FOR_SOME.search(lower, begin, end) if kind is EventKind.TRAINING else None
    return end if counted is None else counted.start()


def _opens(text: str, start: int, head: str) -> bool:
    """Tell whether a name that is also a verb stands where only a title or a subject's verb can stand."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return head in ("họp", "gặp mặt", "họp mặt", "kỷ niệm", "họp báo") and len(line) < 80 and "," not in line


def _described(text: str, lower: str, begin: int, kind: EventKind, head: str) -> bool:
    """Tell whether a description or a name follows the noun."""
    if begin >= len(text) or lower[begin - 1] != " ":
        return False
    if _DEICTIC.match(lower, begin):
        return False
    if _BEGINS.match(lower, begin):
        return not (kind is EventKind.CONGRESS and lower.startswith(("thành công", "thông qua"), begin))
    if head in _OF_PEOPLE and _WHOM.match(lower, begin):
        return True
    if head.endswith("làm việc") and lower.endswith("với ", 0, begin):
        return True
    if text[begin].isupper():
        return not (head == "lễ" and text[begin:].startswith(("Ông", "Bà")))
    sentence = lower[begin : begin + 40]
    stop = STEP.match(lower, begin)
    if stop is not None:
        return False
    # Contests, fairs and shows are described by any noun (*hội thi nấu ăn*); a meeting's noun needs a known beginning.
    free = kind in (EventKind.CONTEST, EventKind.FAIR, EventKind.OTHER, EventKind.TRAINING, EventKind.VISIT)
    return free and sentence[:1].isalpha()


def _campaigns(text: str, lower: str, start: int, after: int) -> Iterator[Phrase]:
    """Yield campaigns, which need a name: quoted, or beginning with a capital and not with a body's name."""
    head = lower[start:after]
    begin = after + (lower[after : after + 1] == " ")
    if begin >= len(text) or lower[begin - 1] != " ":
        return
    if text[begin] in CLOSING or text[begin] == "'":
        first = True
        while begin < len(text) and (end := quoted(text, begin)) is not None:
            name = f"{text[start:after]} {text[begin:end]}"
            value = EventValue(EventKind.CAMPAIGN, tidy(name), head, False, True, True, False)
            yield Phrase(PhraseKind.EVENT, start if first else begin, end, value)
            first = False
            joint = re.compile(r"(?:,| và|;|, và) (?=[“\"‘'])").match(text, end)
            if joint is None:
                return
            begin = joint.end()
        return
    if head == "tháng hành động" and (month := _ACTION_MONTH.match(lower, begin)) is not None:
        value = value_of(text, start, month.end(), EventKind.CAMPAIGN, head, bare=False)
        yield Phrase(PhraseKind.EVENT, start, month.end(), value)
        return
    if not _CAMPAIGN_NAME.match(text, begin):
        theme = _THEME.match(text, begin)
        if theme is None or (end := quoted(text, theme.end())) is None:
            return
        yield Phrase(PhraseKind.EVENT, start, end, value_of(text, start, end, EventKind.CAMPAIGN, head, bare=False))
        return
    end = name_end(text, lower, begin)
    if end > begin:
        value = value_of(text, start, end, EventKind.CAMPAIGN, head, bare=False)
        yield Phrase(PhraseKind.EVENT, start, end, value)


_CAMPAIGN_NAME = re.compile(
    r"(?!Liên|HTX|Hội|Đoàn|Đội|UBND|Mặt|Cụm|Khối|Tỉnh|Ban|Trung|Việt|Bộ|Sở|Ủy|Công|Thơ|Cần|Đông|Xô|Không|Hợp|KTTT|Chi|Đảng|Phật)"
    rf"[{UPPER}][^\W\d_]+(?: [^\W_]+){{1,}}"
)
_ACTION_MONTH = re.compile(
    r"vì [^\W\d_]+(?: [^\W\d_]+){0,4}?(?: năm \d{4})?(?= ?[,.;:()\n]|\Z| do | tổ chức| là | và )"
)
_THEME = re.compile(r"(?:[^\n.;:“\"]{0,60}?)(?:với )?(?:chủ đề|khẩu hiệu|mang tên|có tên)(?: là)?:? ?(?=[“\"‘'])")
