"""Figures of the cooperative sector as a text states them: what is measured, how much, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.numbers import NumberValue
from ingest.extract.observation_checks import contradictions
from ingest.extract.observation_times import period
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Line, Page
from ingest.issues import Issue
from ingest.model import BlockKind, Observation, Origin

_ORIGIN = Origin("observation.counted", 0.8)
_RATIO = Origin("observation.ratio", 0.75)
_AMOUNT = Origin("observation.amount", 0.8)

_SECTOR = re.compile(
    r"(?<!\w)(?:htx|hợp tác xã|kttt|kinh tế tập thể|tổ hợp tác|quỹ tín dụng nhân dân|qtdnd|ocop)(?!\w)"
)
_ENOUGH = 4
# A sentence is about the sector when it names it or one of the things that are measured there.
_MEASURED = re.compile(
    r"(?<!\w)(?:htx|hợp tác xã|kttt|kinh tế tập thể|tổ hợp tác|liên hiệp|quỹ tín dụng|qtdnd|ocop|thành viên|vốn|doanh thu|"
    r"thu nhập|lợi nhuận|lãi|lao động|việc làm|sản phẩm|tiêu thụ|hồ sơ|dư nợ|sản lượng|kế hoạch|hộ|vay)(?!\w)"
)
_NOT_MEASURED = re.compile(
    r"đại biểu|suất quà|phần quà|trị giá|lẵng hoa|vòng hoa|tiền thưởng|tiền mặt|triệu đồng/giải|tuổi|sổ tiết kiệm|học bổng|"
    r"ủng hộ|quyên góp|tài trợ|tặng quà|bức trướng"
)
_GIVING = re.compile(
    r"(?<!\w)(?:tặng|trao|khen thưởng|khen|nhận|bầu|suy tôn|biểu dương|vinh danh|công nhận danh hiệu|đề nghị tặng|xét tặng)(?!\w)"
)
_ATTENDED = re.compile(r"(?<!\w)(?:dự|tham dự|tới dự|về dự|có mặt|đại diện)(?!\w)(?! án| kiến| nợ)")
_POINTED = re.compile(r" (?:nói trên|này|trên|kể trên|đó|khác)(?!\w)")
_COUNTED = frozenset({"sector", "people", "bodies", "things", "places"})
_LEFT_STOP = re.compile(
    r"(?:[,;:.(–]| - |(?<!\w)(?:đã|đang|được|có|gồm|là|đạt|trên|hơn|gần|khoảng|nâng|đưa|tăng|giảm|với|và|cùng|cho|còn|thì|mà|trong đó|"
    r"lên|thu hút|tạo|giải quyết|thành lập được|hỗ trợ được|hiện|nay|đến nay|toàn tỉnh|cả nước|toàn quốc|thêm|cho biết|trong)(?!\w))"
)
_RIGHT_STOP = re.compile(
    r"[,;:.()–…]| - |(?<!\w)(?:chiếm|đạt|với|trong đó|nâng|đưa|tăng|giảm|thu hút|và|cùng|so với|bằng|lên|từ|gồm|là|có|cho|của năm|năm \d{4}|"
    r"trên địa bàn|toàn tỉnh|đã|được xếp|góp phần|nhiều hơn|ít hơn|nhờ|phải)(?!\w)|\d"
)
_NAMED_BEFORE = re.compile(
    r"(?P<noun>(?:tổng số|số lượng|số|tổng vốn|tổng doanh thu|tổng nguồn vốn|tổng|vốn|doanh thu|thu nhập|lợi nhuận|lãi|nguồn vốn|dư nợ|"
    r"sản lượng|mức|tỷ lệ|giá trị|kim ngạch|diện tích|lương)(?!\w)[^,;:.()\d]{0,80}?)"
    r"(?:,? ?(?:hiện|nay|đến nay|năm nay|ước|chỉ|đều|đã|là|đạt|lên|còn|tới|đến|khoảng|trên|hơn|gần|ở mức|lên đến|lên tới|tăng lên|nhờ đó|cả năm))* ?\Z"
)
_TARGET = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|đặt mục tiêu|kế hoạch năm|trong \d+ năm tới|đến năm 20\d\d)(?!\w)"
)
_SHARE = re.compile(r"(?:chiếm|đạt|bằng|tương đương|tỷ lệ)(?: tỷ lệ)?(?: trên| gần| hơn| khoảng)? ?\Z")
_CONNECTING = re.compile(r"(?:nâng|đưa)(?: tổng)? ")
_VERBS = re.compile(
    r"(?<!\w)(?:thành lập mới|thành lập|giải thể|củng cố|kết nạp|tạo việc làm cho|giải quyết việc làm cho|thu hút|hỗ trợ tiêu thụ(?: được)?|cấp chứng nhận cho|vận động thành lập|tư vấn|tổ chức|mở)(?: được| mới)?(?: thêm)? ?\Z"
)
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with the clause around it, in lower case."""

    phrase: Phrase
    value: NumberValue
    before: str
    after: str


def read(page: Page) -> Iterator[Observation | Issue]:
    """Yield the figures of a page that is about the cooperative sector, then what does not add up among them."""
    if len(_SECTOR.findall(page.shadow.lower)) < _ENOUGH:
        return
    told: list[Observation] = []
    seen: set[tuple[str, str, str]] = set()
    for line in page.lines:
        if line.kind in (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE):
            continue
        for one in _of_line(page, line):
            key = (str(one.value), one.unit.lower(), one.measure.lower())
            if key not in seen:
                seen.add(key)
                told.append(one)
    yield from told
    yield from contradictions(page, told)


def _of_line(page: Page, line: Line) -> Iterator[Observation]:
    begin, end = line.sentence.start, line.sentence.end
    lower = page.shadow.lower
    if not _MEASURED.search(lower, begin, end):
        return
    blocked = [
        (p.start, p.end)
        for p in page.inside(
            begin,
            end,
            PhraseKind.ORGANIZATION,
            PhraseKind.DATE,
            PhraseKind.AWARD,
            PhraseKind.DECISION,
            PhraseKind.EVENT,
        )
    ]
    subject = ""
    for phrase in page.inside(begin, end, PhraseKind.NUMBER):
        value: NumberValue = phrase.value
        if value.value is None or any(s <= phrase.start and phrase.end <= e for s, e in blocked):
            continue
        figure = _Figure(phrase, value, lower[begin : phrase.start], lower[phrase.end : end])
        if not _counts(page, line, figure):
            continue
        measure = _measure(figure, subject)
        if measure is None:
            continue
        if value.unit != "%":
            subject = measure
        if _TARGET.search(re.split(r"[;.]", figure.before)[-1][-90:]) and not measure.startswith(
            ("mục tiêu", "chỉ tiêu")
        ):
            measure = f"mục tiêu {measure}"
        yield Observation(
            measure,
            value.value,
            value.qualifier,
            value.unit,
            _place(page, figure),
            period(page, line, phrase),
            page.text(*value.numeral) if value.unit == "" else page.text(phrase.start, phrase.end),
            (page.evidence(*_clause(lower, begin, end, phrase)),),
            _RATIO if value.unit == "%" else _AMOUNT if value.sort in ("money", "amounts") else _ORIGIN,
        )


def _counts(page: Page, line: Line, figure: _Figure) -> bool:
    """Tell whether a number measures the sector: no recipients, delegates, gifts, ages or dates."""
    value = figure.value
    if (
        value.unit == ""
        or value.sort == "per"
        or value.unit in ("năm", "tháng", "ngày", "giờ", "phút", "tuổi", "lần", "điểm", "sao", "giải", "công")
    ):
        return False
    near = f"{figure.before[-40:]}{page.shadow.lower[figure.phrase.start : figure.phrase.end]}{figure.after[:24]}"
    if _NOT_MEASURED.search(near):
        return False
    clause = re.split(r"[;.]", figure.before)[-1]
    if _ATTENDED.search(clause) or _POINTED.match(figure.after):
        return False
    awarded = any(p.kind is PhraseKind.AWARD for p in line.phrases)
    given = _GIVING.search(clause) is not None or _GIVING.search(figure.after[:30]) is not None
    if awarded and value.sort in ("people", "bodies", "sector", "things") and given:
        return False
    return not (
        value.sort in ("people", "bodies")
        and value.unit in ("cá nhân", "tập thể", "em", "cháu", "tác giả", "thí sinh", "học sinh")
    )


def _measure(figure: _Figure, subject: str) -> str | None:
    """Return what a figure measures, in reading form, or None when the text does not say."""
    value = figure.value
    if value.unit == "%":
        return _ratio(figure, subject)
    named = _NAMED_BEFORE.search(figure.before[-120:])
    if named is not None:
        noun = _tidy(named["noun"])
        if noun in ("số", "tổng số", "số lượng", "tổng"):
            noun = f"{'tổng số' if noun == 'tổng' else noun} {value.unit}"
        return noun
    right = _right(figure.after)
    if value.sort in _COUNTED:
        verb = _VERBS.search(figure.before)
        done = verb.group().strip() if verb is not None else ""
        what = " ".join(part for part in (done, value.unit, right) if part)
        return what if done else f"số {what}"
    if right:
        return right
    left = _left(figure.before)
    return left or None


def _ratio(figure: _Figure, subject: str) -> str | None:
    right = _right(figure.after)
    if figure.after.lstrip().startswith("kế hoạch"):
        return f"tỷ lệ {subject or 'thực hiện'} so với {right or 'kế hoạch'}"
    named = _NAMED_BEFORE.search(figure.before[-120:])
    if named is not None and named["noun"].startswith("tỷ lệ"):
        return _tidy(named["noun"])
    if _SHARE.search(figure.before):
        about = subject or _left(_SHARE.sub("", figure.before))
        return f"tỷ lệ {about} trong {right}" if right else f"tỷ lệ {about}" if about else None
    if not right:
        return None
    return f"tỷ lệ {right}" if not subject else f"tỷ lệ {right} trong {subject}"


def _right(after: str) -> str:
    stop = _RIGHT_STOP.search(after)
    return _tidy(after[: stop.start()] if stop else after)


def _left(before: str) -> str:
    last = next(reversed(list(_LEFT_STOP.finditer(before.rstrip()))), None)
    text = _tidy(before[last.end() :] if last else before)
    if not text and last is not None:
        return _left(before[: last.start()]) if last.start() > 0 and last.group().strip() not in ";.:" else ""
    return text


def _tidy(text: str) -> str:
    words = text.replace("htx", "HTX").replace("ocop", "OCOP").replace("kttt", "KTTT").strip(" ,;:–-./").split()
    return " ".join(words[:_MOST_WORDS])


def _place(page: Page, figure: _Figure) -> str | None:
    around = figure.before[-160:] + figure.after[:60]
    if re.search(r"(?<!\w)(?:cả nước|toàn quốc|việt nam có)(?!\w)", around):
        return "cả nước"
    named = page.inside(figure.phrase.start - len(figure.before), figure.phrase.start, PhraseKind.PLACE)
    if named and named[-1].value.units[0].type:
        name: str = named[-1].value.name
        return name
    province = page.context.province
    return f"tỉnh {province}" if province is not None and not _city(province) else province


def _city(province: str) -> bool:
    return province in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")


def _clause(lower: str, begin: int, end: int, phrase: Phrase) -> tuple[int, int]:
    """Return the part of the sentence between semicolons that holds the figure."""
    left = max(lower.rfind(";", begin, phrase.start), begin - 1) + 1
    right = lower.find(";", phrase.end, end)
    return left, right if right >= 0 else end
