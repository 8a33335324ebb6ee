"""When and where an event takes place and who holds it, as far as the sentence that names it says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources

from ingest.extract.dates import DateValue, Nature
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import CODES, Line, Page
from ingest.model import Mention

_ORGANIZATION = CODES[PhraseKind.ORGANIZATION]
_DATE = CODES[PhraseKind.DATE]
_VENUES: list[str] = tomllib.loads((resources.files("ingest.extract") / "lexicon" / "places.toml").read_text("utf-8"))[
    "venues"
]

# A day that dates a document, a birth or a founding dates no event.
_OF_A_DOCUMENT = re.compile(
    r"(?:\bsố [^\s,;]+|[/-](?:qđ|nq|kh|ctr|ct|tt|nđ|hd|cv|ttr)[^\s,;]*|quyết định|nghị quyết|nghị định|kế hoạch|chỉ thị|thông tư|công văn|luật|"
    r"hướng dẫn|văn bản|sinh|thành lập|bầu|bổ nhiệm|truyền thống|kể từ|kéo dài|trước|đăng ký|tính đến|ký)(?: [^,;.\d]{0,40})?[\s,(]*$",
    re.IGNORECASE,
)
_FAR = 110
_ALLUSION = re.compile(
    r"(?:nghị quyết|chào mừng|hướng tới|tiến tới|chuẩn bị(?: cho)?(?: tổ chức)?|đi dự|kể từ|sau|từ|trước thềm|trước|phục vụ|báo cáo|giới thiệu(?: tham)? dự|thực hiện|quán triệt|triển khai|"
    r"tinh thần|thành công(?: của)?|kết quả|trình|mục tiêu|chỉ tiêu(?: của)?|nhiệm vụ|hưởng ứng|tại các|văn kiện|đại biểu(?: đi)? dự|qua|giữa hai|tham gia|đẩy mạnh|trong|thi đua|của)\s$",
    re.IGNORECASE,
)
_ORGANIZING = r"(?:tổ chức|mở|đăng cai|khai trương|khai mạc|bế mạc|bế giảng|khai giảng|phát động|chủ trì tổ chức|triển khai tổ chức|cử hành|tiến hành|họp|thực hiện)"
_WITH = rf"(?:\s*\([^()]{{0,40}}\))?(?:\s*(?:,|và|, và|cùng|cùng với|,? ?phối hợp(?: với| cùng)?|với|-)\s*{_ORGANIZATION}(?:\s*\([^()]{{0,40}}\))?){{0,6}}"
_BODIES = rf"(?P<bodies>{_ORGANIZATION}{_WITH})"
_BEFORE = re.compile(
    rf"{_BODIES}[\s,]*(?:[^{_ORGANIZATION}.;:,]{{0,25}}?\s)?(?:(?:đã|vừa|sẽ|đang|long trọng|trọng thể|phối hợp|chủ trì|tiến hành|cũng)\s)*(?<!\w){_ORGANIZING}(?!\w)[^{_ORGANIZATION}.;:]{{0,40}}\Z"
)
_AFTER = re.compile(
    rf"[^{_ORGANIZATION}.;:]{{0,60}}?(?<!\w)(?:do|được)\s+{_BODIES}\s*(?:[^{_ORGANIZATION}.;:,]{{0,40}}?\s)?(?:{_ORGANIZING}|chủ trì|đứng ra|ghi dấu)"
)
_HELD = re.compile(
    r"(?:tổ chức|mở|diễn ra|khai trương|khai mạc|bế mạc|cử hành|có|tham dự|đã|dự|phát động|tới dự|đến dự|chủ trì|ghi dấu bằng|với)\s(?:buổi\s|phiên thứ \w+\s|phiên \w+\s)?$",
    re.IGNORECASE,
)
_TAKES_PLACE = re.compile(
    r"(?:đã |vừa |được |sẽ |chính thức |long trọng )*(?:diễn ra|khai mạc|bế mạc|tổ chức|thành công|kết thúc|được .{2,90}? tổ chức|do .{2,90}? tổ chức)"
)

_AT = re.compile(r"(?<!\w)(?:tại|ở)\s+")
_PLACE_END = re.compile(
    r"[.;:()\n“\"]| – | - |,(?! ?(?:xã|phường|thị trấn|huyện|quận|thị xã|tp|thành phố|tỉnh|số \d|đường|thôn|ấp|phố)(?!\w))"
    r"|(?<!\w)(?:đã|tổ chức|diễn ra|được|với|nhằm|để|do|vào|từ|có|lần|sáng|chiều|tối|trưa|ngày|và|trong|cho|khai mạc|sẽ|vừa|là|long trọng|thuộc|đối|khi|của liên minh|nhân|hôm|cuối|dưới)(?!\w)"
)
_VENUE = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _VENUES), key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_LONGEST_PLACE = 110


def alluded(before: str) -> bool:
    """Tell whether the words before a name only allude to the event (*Nghị quyết*, *chào mừng*)."""
    return _ALLUSION.search(before) is not None


def held(before: str, after: str) -> bool:
    """Tell whether the words around a name say that the event takes place."""
    return _HELD.search(before) is not None or _TAKES_PLACE.match(after.lstrip(" ,")) is not None


def days(page: Page, line: Line) -> list[Phrase]:
    """Return a sentence's days on which something can have taken place: not those of documents."""
    found = page.inside(line.sentence.start, line.sentence.end, PhraseKind.DATE)
    return [p for p in found if p.value.is_day and not _dates_a_document(page, line, p)]


def _dates_a_document(page: Page, line: Line, phrase: Phrase) -> bool:
    before = page.text(max(line.sentence.start, phrase.start - 60), phrase.start)
    return _OF_A_DOCUMENT.search(before) is not None


def date(page: Page, line: Line, start: int, end: int, others: Iterable[tuple[int, int]]) -> DateValue | None:
    """Return the day or days stated for the event named at `start`–`end`, possibly with an open year."""
    candidates = [p for p in days(page, line) if p.end <= start or p.start >= end]
    if "kỷ niệm" in page.shadow.lower[start:end]:  # what is commemorated stands in brackets: "(3/1/1986)"
        candidates = [p for p in candidates if "(" not in page.text(p.start - 1, p.start) or p.start < start]
    borders = list(others)
    after = next((p for p in candidates if p.start >= end), None)
    if after is not None and after.start - end <= _FAR and _reaches(page, end, after.start, borders):
        value: DateValue = after.value
        return value
    before = page.text(max(line.sentence.start, start - 40), start)
    if not alluded(before):
        earlier = [p for p in candidates if p.end <= start and not any(p.end <= s and e <= start for s, e in borders)]
        if earlier:
            last: DateValue = earlier[-1].value
            return next((p.value for p in earlier if _runs_up_to(p.value, last)), last)
    return _month(page, line, end) or _month_first(page, line, start)


def _runs_up_to(days: DateValue, last: DateValue) -> bool:
    """Tell whether days end on a day: *(từ 24 đến 29-11), tối 29-11, Hội chợ … đã khép lại*."""
    end = days.last
    return end is not None and last.last is None and (end.day, end.month) == (last.first.day, last.first.month)


_AT_EVENT = re.compile(r"(?: vừa qua| năm ngoái| năm nay)?, (?:tại|trong|ở) (?:buổi )?\Z")


def _month_first(page: Page, line: Line, start: int) -> DateValue | None:
    """Return the month with which a sentence begins: *Tháng 3 vừa qua, tại Hội nghị …*."""
    for phrase in page.inside(line.sentence.start, start, PhraseKind.DATE)[:1]:
        opens = phrase.start - line.sentence.start <= len("Vào cuối ")
        if phrase.value.nature is Nature.MONTH and opens and _AT_EVENT.fullmatch(page.text(phrase.end, start)):
            value: DateValue = phrase.value
            return value
    return None


_NOT_BETWEEN = re.compile(
    r"[.;:“”\"]|(?<!\w)(?:trao|ký|ban hành|bầu|quyết định|thành lập|sinh|phát biểu|theo|trước đó|đến nay|tính)(?!\w)"
)


def _reaches(page: Page, start: int, end: int, borders: list[tuple[int, int]]) -> bool:
    between = page.text(start, end)
    return _NOT_BETWEEN.search(between) is None and not any(start <= s < end for s, _ in borders)


def _month(page: Page, line: Line, end: int) -> DateValue | None:
    """Return the month or year stated directly after a name (*vào tháng 9 tới*)."""
    for phrase in page.inside(end, min(line.sentence.end, end + 40), PhraseKind.DATE):
        if phrase.value.nature is Nature.MONTH and re.fullmatch(
            r"[\s,]*(?:\(|(?:(?:được )?tổ chức |diễn ra )?(?:vào |trong |đầu |cuối |giữa )*)",
            page.text(end, phrase.start),
        ):
            value: DateValue = phrase.value
            return value
    return None


def organizers(page: Page, line: Line, start: int, end: int) -> tuple[Mention, ...]:
    """Return the organizations that hold the event named at `start`–`end`, as its sentence says."""
    here, there = line.encoded(start), line.encoded(max(start, end - 1)) + 1
    before = _last(_BEFORE, line.text, 0, here)
    after = _AFTER.match(line.text, there)
    found = before or after
    if found is None:
        return ()
    place = found.span("bodies")
    return tuple(dict.fromkeys(page.organization(p) for p in line.between(*place) if p.kind is PhraseKind.ORGANIZATION))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match that ends at `end` and begins at the first organization of the last group before it."""
    begin = max(start, end - 400)
    return pattern.search(text, begin, end)


def place(page: Page, line: Line, start: int, end: int) -> str | None:
    """Return where the event named at `start`–`end` takes place, in the words of its sentence."""
    text = page.shadow.text
    spots = [m.end() for m in _AT.finditer(text, line.sentence.start, line.sentence.end)]
    after = [at for at in spots if at >= end and _NOT_BETWEEN.search(text, end, at) is None]
    before = [at for at in spots if at <= start]
    for at in (*after[:1], *reversed(before)):
        if (said := _place(page, line, at)) is not None:
            return said
    return None


def _place(page: Page, line: Line, at: int) -> str | None:
    text = page.shadow.text
    limit = min(line.sentence.end, at + _LONGEST_PLACE)
    stop = _PLACE_END.search(text.lower() if len(text) < 2000 else text[:limit].lower(), at, limit)
    end = stop.start() if stop else limit
    known = [p for p in page.inside(at, limit, PhraseKind.PLACE) if p.start < end]
    if known:
        end = max(end, known[-1].end)
    starts = bool(known and known[0].start == at) or _VENUE.match(text, at) is not None
    named = any(p.start == at for p in page.inside(at, limit, PhraseKind.ORGANIZATION))
    if not (starts or named):
        return None
    return " ".join(text[at:end].split()).rstrip(" ,-–(") or None


def places(page: Page, line: Line) -> Iterator[str]:
    """Yield every place a sentence states after *tại*."""
    for spot in _AT.finditer(page.shadow.text, line.sentence.start, line.sentence.end):
        if (said := _place(page, line, spot.end())) is not None:
            yield said
