"""Figures of the cooperative sector as a text states them: what is measured, how much, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.numbers import NumberValue
from ingest.extract.observation_checks import contradictions
from ingest.extract.observation_measures import CLAUSE, Figure, Told, measure
from ingest.extract.observation_times import period
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import MUNICIPALITIES, Level, PlaceValue
from ingest.extract.tokens import Line, Page
from ingest.issues import Issue
from ingest.model import BlockKind, Observation, Origin, Qualifier

_ORIGIN = Origin("observation.counted", 0.8)
_RATIO = Origin("observation.ratio", 0.75)
_AMOUNT = Origin("observation.amount", 0.8)

_SECTOR = re.compile(
    r"(?<!\w)(?:htx|hợp tác xã|kttt|kinh tế tập thể|tổ hợp tác|quỹ tín dụng nhân dân|qtdnd|ocop)(?!\w)"
)
_ENOUGH = 4
# A sentence is about the sector when it names it or one of the things that are measured there.
_MEASURED = re.compile(
    r"(?<!\w)(?:htx|hợp tác xã|kttt|kinh tế tập thể|tổ hợp tác|liên hiệp|quỹ tín dụng|qtdnd|ocop|thành viên|vốn|doanh thu|thu nhập|"
    r"lợi nhuận|lãi|lao động|việc làm|sản phẩm|tiêu thụ|hồ sơ|dư nợ|sản lượng|kế hoạch|hộ|vay|đề cử|bình chọn|tập huấn|đóng góp|kim ngạch)(?!\w)"
)
_NOT_MEASURED = re.compile(
    r"đại biểu|suất quà|phần quà|trị giá|lẵng hoa|vòng hoa|tiền thưởng|tiền mặt|triệu đồng/giải|tuổi|sổ tiết kiệm|học bổng|"
    r"ủng hộ|quyên góp|tài trợ|tặng quà|bức trướng|phạt|lương cơ sở|tán thành|phiếu bầu|số phiếu|cổ phần|giải thưởng trị"
)
_GIVING = re.compile(
    r"(?<!\w)(?:tặng|trao|khen thưởng|khen|nhận|bầu|suy tôn|biểu dương|vinh danh|tôn vinh|tuyên dương|công nhận danh hiệu|đề nghị tặng|xét tặng)(?!\w)"
)
_HONOURING = re.compile(
    r"(?<!\w)(?:khen thưởng|biểu dương|vinh danh|tôn vinh|tuyên dương|suy tôn|trao tặng|trao thưởng)(?!\w)"
)
_ATTENDED = re.compile(
    r"(?<!\w)(?:dự|tham dự|tới dự|về dự|có mặt|đại diện)(?!\w)(?! án| kiến| nợ| thi| toán| phòng| bình chọn)"
)
# *09 HTX và 14 cá nhân được Chủ tịch UBND tỉnh tặng …*
_UNDERGOING = re.compile(r"[^,;.]{0,50}?được [^;.]{0,60}?(?:tặng|trao|khen)(?!\w)")
# Whom or what those counted only tell apart: *giám đốc 22 HTX*, *Liên minh HTX 7 tỉnh*, *250 gian hàng của 130 HTX*.
_TOLD_APART = re.compile(
    r"(?:(?<!\w)(?:giám đốc|chủ nhiệm|chủ tịch|kế toán trưởng|trưởng ban kiểm soát|ban kiểm soát|lãnh đạo)(?: của)?|đến từ|của"
    r"(?<=gian hàng của)|(?:liên minh (?:htx|hợp tác xã)|ubnd|lãnh đạo [^,;]{2,30})) \Z"
)
_STANDS_FOR_ALL = re.compile(r"(?:đại diện|thay mặt)(?: cho)?(?: các)? ?\Z")
_OF_THE_AREA = re.compile(r"[^,;.]{0,25}(?:trong|trên địa bàn|toàn|của) (?:toàn )?(?:tỉnh|thành phố|quốc|nước)(?!\w)")
_POINTED = re.compile(r" (?:nói trên|này|trên(?! tổng| địa bàn| toàn| \d)|kể trên|đó|khác|nêu trên)(?!\w)")
_NOT_UNITS = frozenset(
    [
        "năm",
        "tháng",
        "ngày",
        "giờ",
        "phút",
        "tuổi",
        "lần",
        "điểm",
        "sao",
        "giải",
        "công",
        "bằng khen",
        "buổi",
        "m",
        "km",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "cá nhân",
        "tập thể",
        "em",
        "cháu",
        "tác giả",
        "thí sinh",
        "học sinh",
        "giải pháp",
        "nhiệm vụ",
        "gian hàng",
        "ý kiến",
        "lượt ý kiến",
        "căn nhà",
        "ngôi nhà",
        "nhà",
        "suất",
        "suất quà",
        "phiếu",
        "đoàn",
        "chiếc",
        "xe",
        "cuốn",
        "quyển",
    ]
)
_TARGET = re.compile(
    r"(?<!vượt )(?<!đạt )(?<!thành )(?<!với )(?<!theo )(?<!\w)(?:(?:các )?mục tiêu|chỉ tiêu|phấn đấu|đặt mục tiêu|dự kiến|kế hoạch(?: đến)?(?: năm 20\d\d)?(?: là| đề ra|:)|"
    r"trong \d+ năm tới|đến (?:hết |cuối )?năm (?P<year>20\d\d))(?!\w)"
)
_FULFILLED = re.compile(r"(?<!\w)(?:đã|kết quả|thực hiện được|hiện)(?!\w)")
_STATED_TARGET = ("mục tiêu", "chỉ tiêu", "kế hoạch")
# One cooperative's or firm's own figures are not the sector's, unless it is a body of the sector.
_ONE_BODY = re.compile(
    r"(?:htx|hợp tác xã|công ty|tập đoàn|doanh nghiệp|quỹ tín dụng|quỹ tdnd|qtdnd|tổ hợp tác|tht)(?!\w)", re.IGNORECASE
)
_ONE_UNNAMED = re.compile(
    r"(?:(?:hiện nay|hiện|đến nay|hằng năm|mỗi năm|năm \d{4}),? )?(?:htx|hợp tác xã|đơn vị|công ty|doanh nghiệp)(?: này| ta)?,? (?:hiện |đã |đang |cũng |còn )*(?:có|đạt|tạo|tiêu thụ|thu|sản xuất|cung ứng|nộp|trồng|nuôi)(?!\w)"
)
_SECTOR_AGAIN = re.compile(
    r"(?<!\w)(?:các htx|các hợp tác xã|cả nước|toàn (?:tỉnh|quốc|thành phố|huyện)|khu vực|tổng số|mỗi htx|nhiều htx|\d+ htx)(?!\w)"
)
_COUNTRY = re.compile(r"(?<!\w)(?:cả nước|toàn quốc|việt nam có)(?!\w)")
_OWN_PROVINCE = re.compile(
    r"(?<!\w)(?:toàn|của|trong|trên địa bàn|ở) tỉnh(?= (?:có|đã|hiện|thành lập|còn|đạt)|,|\.|;)|(?:\A|[,;.] )tỉnh (?:hiện |đã |cũng )?có(?!\w)"
)


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


_BLOCKING = (PhraseKind.ORGANIZATION, PhraseKind.DATE, PhraseKind.AWARD, PhraseKind.DECISION, PhraseKind.EVENT)


def _of_line(page: Page, line: Line) -> Iterator[Observation]:
    begin, end = line.sentence.start, line.sentence.end
    lower, text = page.shadow.lower, page.shadow.text
    if not _MEASURED.search(lower, begin, end):
        return
    blocked = [(p.start, p.end) for p in page.inside(begin, end, *_BLOCKING)]
    told = Told()
    for phrase in page.inside(begin, end, PhraseKind.NUMBER):
        value: NumberValue = phrase.value
        if value.value is None or any(s <= phrase.start and phrase.end <= e for s, e in blocked):
            continue
        before = text[begin : phrase.start]
        clause = CLAUSE.split(before)[-1].lower()
        wording = text[phrase.start : phrase.end]
        figure = Figure(phrase, value, before, text[phrase.end : end], wording, clause)
        if not _counts(page, line, figure):
            continue
        named, told = measure(figure, told)
        if named is None:
            continue
        if not named.startswith(_STATED_TARGET) and _aimed_at(page, figure):
            named = f"mục tiêu {named}"
        yield Observation(
            named,
            value.value,
            _qualifier(figure),
            value.unit,
            _place(page, figure),
            period(page, line, phrase),
            page.text(*value.numeral) if value.unit == "" else page.text(phrase.start, phrase.end),
            (page.evidence(*_clause(lower, begin, end, phrase)),),
            _RATIO if value.unit == "%" else _AMOUNT if value.sort in ("money", "amounts") else _ORIGIN,
        )


def _qualifier(figure: Figure) -> Qualifier:
    if figure.exceeds:
        return Qualifier.EXACTLY
    ranged = figure.value.upper is not None and figure.value.qualifier is Qualifier.EXACTLY
    return Qualifier.AT_LEAST if ranged else figure.value.qualifier


def _counts(page: Page, line: Line, figure: Figure) -> bool:
    """Tell whether a number measures the sector: no recipients, delegates, gifts, ages or dates."""
    value, clause = figure.value, figure.clause
    unit = value.unit.lower()
    if unit == "" or value.sort == "per" or unit in _NOT_UNITS or unit in _NOT_COUNTED:
        return False
    if value.value == 1 and (
        not page.text(*value.numeral).isdigit() or re.search(r"(?:bình quân|của|mỗi|cho) \Z", clause)
    ):
        return False
    if clause.endswith("năm ") and value.value is not None and 1900 <= value.value < 2100:
        return False  # *đến cuối năm 2022 HTX có …*
    after = figure.after.lower()
    if _STANDS_FOR_ALL.search(clause):
        return value.sort == "sector" and _OF_THE_AREA.match(after) is not None
    if _TOLD_APART.search(clause):
        return False
    near = f"{clause[-40:]}{page.shadow.lower[figure.phrase.start : figure.phrase.end]}{after[:24]}"
    if _NOT_MEASURED.search(near) or _ATTENDED.search(clause) or _POINTED.match(after):
        return False
    return not (_received(line, figure, clause, after) or _of_one_body(page, line, figure, clause))


def _received(line: Line, figure: Figure, clause: str, after: str) -> bool:
    """Tell whether those counted receive an honour."""
    if figure.value.sort not in ("people", "bodies", "sector", "things"):
        return False
    if _HONOURING.search(clause[-60:]):
        return True
    awarded = any(p.kind is PhraseKind.AWARD for p in line.phrases)
    if not awarded:
        return False
    near = _GIVING.search(clause) is not None or _GIVING.search(after[:30]) is not None
    return near or _UNDERGOING.match(after) is not None


def _of_one_body(page: Page, line: Line, figure: Figure, clause: str) -> bool:
    """Tell whether a figure is a single cooperative's or firm's own."""
    if figure.value.sort == "sector" and not figure.value.unit.lower().startswith(("quỹ", "qtd")):
        return False
    opened = _ONE_UNNAMED.match(clause.strip())
    start = figure.phrase.start - len(clause)
    named = page.inside(start, figure.phrase.start, PhraseKind.ORGANIZATION)
    last = named[-1] if named else None
    if last is not None and _ONE_BODY.match(page.organization(last).name):
        return _SECTOR_AGAIN.search(page.shadow.lower, last.end, figure.phrase.start) is None
    return opened is not None and not _SECTOR_AGAIN.search(clause)


def _aimed_at(page: Page, figure: Figure) -> bool:
    """Tell whether a figure is aimed at, and not reached."""
    found = next(reversed(list(_TARGET.finditer(figure.clause))), None)
    if found is None or _FULFILLED.search(figure.clause, found.end()):
        return False
    published = page.context.published
    return not found["year"] or published is None or int(found["year"]) > published.year


def _place(page: Page, figure: Figure) -> str | None:
    """Return the place that is named last before a figure, else the country if it follows, else the page's province."""
    before = figure.before.lower()
    begin = figure.phrase.start - len(before)
    spots: list[tuple[int, str | None]] = [(found.start(), "cả nước") for found in _COUNTRY.finditer(before)]
    province = page.context.province
    own = None if province is None else _full(province)
    spots += [(found.start(), own) for found in _OWN_PROVINCE.finditer(before)]
    bodies = page.inside(begin, figure.phrase.start, PhraseKind.ORGANIZATION)
    for one in page.inside(begin, figure.phrase.start, PhraseKind.PLACE):
        if not any(body.start <= one.start and one.end <= body.end for body in bodies):
            spots += [(one.start - begin, name) for name in _place_name(one)]
    if spots:
        return max(spots, key=lambda spot: spot[0])[1]
    return "cả nước" if _COUNTRY.search(figure.after[:60].lower()) else own


def _full(province: str) -> str:
    return province if province in MUNICIPALITIES else f"tỉnh {province}"


def _place_name(phrase: Phrase) -> list[str]:
    value: PlaceValue = phrase.value
    if value.units[0].type:
        return [value.name]
    return [_full(value.units[0].name)] if value.level is Level.PROVINCE else []


def _clause(lower: str, begin: int, end: int, phrase: Phrase) -> tuple[int, int]:
    """Return the part of the sentence between semicolons that holds the figure."""
    left = max(lower.rfind(";", begin, phrase.start), begin - 1) + 1
    right = lower.find(";", phrase.end, end)
    return left, right if right >= 0 else end
