"""Where a text names events: the noun they begin with, how far their names run, and what sets one apart."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import UPPER
from ingest.model import EventKind


@dataclass(frozen=True, slots=True)
class EventValue:
    """An event as named. `bare` when it is only called by its noun (*hội nghị*), so that context must tell which.

    `edition` is the number of a congress, contest or meeting in a series; `proper` when the name is a name of its
    own (quoted, or with an edition or a year it belongs to), so that it counts even where it is only alluded to.
    """

    kind: EventKind
    name: str
    head: str
    bare: bool
    proper: bool
    capital: bool
    vague: bool
    edition: int | None = None
    years: frozenset[int] = frozenset()


def _lexicon() -> dict[str, Any]:
    return tomllib.loads((resources.files("ingest.extract") / "lexicon" / "events.toml").read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """Return `re` text for any of the words, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(set(words), key=lambda w: (-len(w), w)))


_WORDS = _lexicon()
_KINDS = {head: EventKind(kind) for kind, heads in _WORDS["heads"].items() for head in heads}
_HEAD = re.compile(rf"(?<!\w)(?:{either(_KINDS)}|kỷ niệm(?= \d+ năm))(?!\w)")
_ACTS, _BODIES, _MARKS, _NOUNS = (_WORDS["continue"][key] for key in ("acts", "bodies", "marks", "nouns"))
_BEGINS = re.compile(rf"(?:{either([*_ACTS, *_BODIES, *_MARKS])})(?!\w)|(?:năm|khóa) (?:20|19)\d\d|[“\"‘']")
_GOES_ON = re.compile(
    rf"(?:{either([*_ACTS, *_NOUNS, *_MARKS])})(?!\w)|năm (?:20|19)\d\d|\d+ tháng|[“\"‘'](?=\w)|(?:20|19)\d\d(?!\d)"
)
_TERM = re.compile(r" (?:lần|nhiệm k|khóa|khoá|giai đoạn|năm (?:20|19)|mở rộng|phiên)")
_CLAUSE = re.compile(r"[,.;:\n]|(?<!\w)(?P<verb>đã|được|sẽ|là|đạt|có|cho biết|đề nghị|chủ trì|phát biểu)(?!\w)")
_VAGUE = re.compile(rf"(?:^|[\s(\"“])(?:{either(_WORDS['vague']['before'])}|\d+|[,;] (?:và )?) \Z")

# Words that begin what is said of an event, after its name.
_STOP_WORDS = (
    "đã", "được", "sẽ", "đang", "vừa", "là", "diễn ra", "do", "tại", "ở", "vào", "nhằm", "để", "thì", "cũng", "nên", "thành công",
    "bắt đầu", "kết thúc", "khép lại", "thu hút", "quy tụ", "dự kiến", "trước sự", "trước khi", "bởi", "theo", "khi", "mà", "nơi", "cho biết", "chính thức", "nói trên",
    "chủ trì", "phát biểu", "tham dự", "dự", "kết luận", "bầu", "thông qua", "thống nhất", "quyết định", "xác định", "nghe", "nhất trí", "suy tôn", "tiến hành", "dành", "nhận được", "tập trung",
    "lúc", "hồi", "cùng", "cùng với", "họp", "này", "trên", "vẫn", "đều", "đầy", "lần này", "năm nay", "hôm nay", "hôm qua", "vừa qua", "sắp tới", "tới đây", "tới", "gồm", "bao gồm", "cần", "phải", "có", "không", "long trọng", "nêu", "ghi nhận",
    "trong khuôn khổ", "trong không khí", "trong đó", "trong hai ngày", "trong ba ngày", "trong 2 ngày", "trong 3 ngày", "trong thời gian", "trong khi", "với", "từ ngày", "ngày", "từ", "sáng", "chiều", "tối", "trưa", "cuối tuần", "sau khi", "sau", "như", "vì",
    "thật sự", "chứng kiến", "tổ chức", "lên", "đến", "thay mặt", "thừa ủy quyền", "nhân dịp", "nhân", "đại diện", "ban hành", "yêu cầu", "đề nghị", "giúp", "góp phần", "tạo", "mang", "mở ra", "kéo dài", "liên tục", "đồng thời", "cho rằng", "khẳng định", "kêu gọi", "họ", "ông", "bà", "anh", "chị", "đồng chí", "đ/c", "chúng ta", "chúng tôi", "hơn", "khoảng", "gần",
)  # fmt: skip
# After these words a stop word still belongs to the name.
_KEEPS = {
    "ngày": re.compile(r"ngày (?!\d|mai|hôm)"),
    "có": re.compile(r"có (?:thành tích|công\b|nhiều (?:thành tích|đóng góp)|hoàn cảnh|uy tín|đóng góp|trách nhiệm)"),
    "trên": re.compile(r"trên (?:địa bàn|toàn|cả nước|lĩnh vực|thế giới|biển|không gian|môi trường|mạng|nền tảng|cơ sở)"),
    "từ": re.compile(r"từ (?:thiện|tâm|trái tim|xa\b|nguyện)"),
    "vì": re.compile(r"vì (?:sự nghiệp|cộng đồng|môi trường|người nghèo|nạn nhân|an ninh|sự tiến bộ|trẻ em|sự phát triển|mục tiêu|biển)"),
    "sau": re.compile(r"sau (?:thu hoạch|đại học|sắp xếp|sáp nhập|hợp nhất)"),
    "cùng": re.compile(r"cùng (?:chung tay|phát triển|nông dân|doanh nghiệp|con)"),
    "không": re.compile(r"không (?:người lái|chuyên|rác|ma túy|hút thuốc|tiền mặt|ma tuý|gian)"),
    "tới": re.compile(r"tới (?:trường|tương lai)"),
    "đến": re.compile(r"đến (?:năm (?:20|19)\d\d|(?:20|19)\d\d|trường|cơ sở|nay)"),
    "theo": re.compile(r"theo (?:chuỗi|tư tưởng|tấm gương|luật|nghị quyết|lời bác|gương|tinh thần|quy định|hướng|tiêu chuẩn|vietgap|mô hình)"),
    "được": re.compile(r"được (?:công nhận|tặng|phong|bảo hộ|tuyên dương|khen thưởng|vinh danh|tôn vinh)"),
    "đạt": re.compile(r"đạt"),
    "tập trung": re.compile(r"tập trung (?:nguồn lực|đất đai)"),
    "dự": re.compile(r"dự (?:án|toán|thảo|báo|phòng|thi)"),
    "như": re.compile(r"như (?:thế nào|bác)"),
    "bầu": re.compile(r"bầu cử"),
    "để": re.compile(r"để (?:lại|phát triển|trở thành)"),
    "tại": re.compile(r"tại (?:chỗ|nhà|cơ sở)"),
    "ở": re.compile(r"ở (?:cơ sở|khu dân cư|nông thôn|địa phương)"),
    "do": re.compile(r"do (?:htx|hợp tác xã) (?:làm|sản xuất)"),
    "tổ chức": re.compile(r"tổ chức (?:đảng|cơ sở|kinh tế|công đoàn|hội|chính trị|bộ máy|và hoạt động|phi|quốc tế|tôn giáo|thành viên|khoa học|đại hội)"),
    "tạo": re.compile(r"tạo (?:việc làm|sinh kế|nguồn|động lực)"),
    "nhân": re.compile(r"nhân (?:dân|rộng|viên|tài|quyền|loại|lực|đạo|văn|giống|vật|sự|cách|ái|kỷ niệm)"),
    "đại diện": re.compile(r"đại diện (?:người lao động|pháp luật|chủ sở hữu|thương mại|htx|doanh nghiệp)"),
    "quyết định": re.compile(r"quyết định (?!tặng|trao|công nhận|chọn|bầu|thành lập)"),
    "thông qua": re.compile(r"thông qua (?:điều lệ|phương án|quy chế|báo cáo|việc|hợp tác|chuỗi)"),
    "lên": re.compile(r"lên (?:sàn|men)"),
    "nêu": re.compile(r"nêu gương"),
    "bắt đầu": re.compile(r"\b\B"),
    "yêu cầu": re.compile(r"yêu cầu (?:mới|nhiệm vụ)"),
    "cần": re.compile(r"cần (?:thơ|thiết|giuộc)"),
    "là": re.compile(r"là (?:thành viên|htx)"),
    "mở ra": re.compile(r"\b\B"),
    "phải": re.compile(r"\b\B"),
    "gồm": re.compile(r"\b\B"),
    "góp phần": re.compile(r"\b\B"),
    "kêu gọi": re.compile(r"kêu gọi (?:đầu tư|hỗ trợ|ủng hộ)"),
    "tiến hành": re.compile(r"\b\B"),
    "giúp": re.compile(r"giúp (?:nhau|đỡ)"),
    "sáng": re.compile(r"sáng (?:kiến|tạo|tác|mãi|chế|lập)"),
    "tối": re.compile(r"tối (?:ưu|đa|thiểu)"),
}  # fmt: skip
_STEP = re.compile(
    rf"(?P<quote>[“\"‘«])|(?P<paren> ?\()|(?P<comma>,| [–—-] | và )|(?P<end>\n|[.!?…;:)\]”’»]|/\.)"
    r"|(?<= )(?P<opens>khai mạc|bế mạc)(?= (?:ngày|vào|sáng|chiều|tối|tại|trọng thể)(?!\w))"
    rf"|(?<!\w)(?P<word>{either(_STOP_WORDS)})(?!\w)"
)
_CLOSING = {"“": "”", '"': '"', "‘": "’", "«": "»"}
_ABBREVIATION = re.compile(r"\s?\([A-ZĐ][A-ZĐ&\-]{1,11}\)\s?")
_TITLE_DOT = re.compile(r"(?:^|\W)(?:tp|tx|tt|ts|ths|gs|pgs|t\.ư|st)$")
_ROMAN = {c: n for n, c in ((1, "i"), (5, "v"), (10, "x"), (50, "l"))}
_EDITION = re.compile(
    r"lần (?:thứ )?(?P<lan>[ivxl]+(?!\w)|\d{1,3}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:kỳ họp|phiên họp|họp) (?:lần )?thứ (?P<ky>[ivxl]+(?!\w)|\d{1,3}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
)
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST = 400
# *với* goes on a name only after a verb that wants it.
_WITH = re.compile(
    r"(?:đối thoại|gặp mặt|gặp gỡ|làm việc|giao lưu|kết nối|hợp tác|ký kết|gắn|phối hợp|tiếp xúc|trao đổi)\s$"
)
_ADDRESS = frozenset({"ông", "bà", "anh", "chị", "đồng chí", "đ/c"})
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
_ANNIVERSARY = re.compile(r"kỷ niệm \d+ năm")


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
            # A campaign's motto may itself name the congress it is for.
            done = phrase.end if phrase.value.kind is not EventKind.CAMPAIGN else match.end()
    return found


def _event(text: str, lower: str, start: int, after: int) -> Iterator[Phrase]:
    head = lower[start:after]
    before = lower[max(0, start - 24) : start]
    if before.endswith(("trung tâm ", "nhà tang ")):
        return  # a building: *Trung tâm hội nghị tỉnh*
    if head == "đoàn công tác":
        yield from _delegation(text, lower, start)
        return
    vague = _VAGUE.search(before) is not None
    kind = _KINDS.get(head, EventKind.CEREMONY)
    if kind is EventKind.CAMPAIGN:
        yield from _campaigns(text, lower, start, after)
        return
    titled = _TITLED.match(lower, after)
    if head != "giải thưởng" and titled and (end := _quoted(text, titled.end())) is not None and end - titled.end() > 8:
        name = f"{text[start:after]} {text[titled.end() : end]}"
        years = frozenset(int(y) for y in _YEARS.findall(name))
        value = EventValue(kind, tidy(name), head, False, True, True, False, _edition(name.lower()), years)
        yield Phrase(PhraseKind.EVENT, start, end, value)
        return
    begin = after + (lower[after : after + 1] == " ")
    if not _described(text, lower, begin, kind, head):
        if not vague and kind is not EventKind.CONTEST and head not in _NEEDS_ORGANIZING and head != "lễ":
            yield Phrase(PhraseKind.EVENT, start, after, _value(text, start, after, kind, head, bare=True))
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
    value = _value(text, start, end, kind, head, bare=False, vague=vague)
    if "các cấp" in value.name or (head == "giải thưởng" and value.edition is None):
        return
    if vague and not (value.proper and (value.edition is not None or value.years or "“" in value.name)):
        return
    yield Phrase(PhraseKind.EVENT, start, end, value)


_DELEGATION = re.compile(
    r"đoàn công tác(?: của)?(?P<body>(?: (?!do |đã |đến |tới |về |vừa |sẽ |thăm|tham |học |khảo |kiểm |làm việc)[^\s.;:,“”()]+){1,12}?)?"
    r"(?P<led>,? do [^.;\n]{5,180}?(?:trưởng đoàn|dẫn đầu),?)? "
    r"(?:(?:đã|vừa|về|đến|tới|có (?:buổi|chuyến)|đi) )*(?=(?:thăm|tham quan|học tập|khảo sát|kiểm tra|làm việc|nghiên cứu|chúc tết)(?!\w))"
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
    years = frozenset(int(y) for y in _YEARS.findall(name))
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
    if text[begin].isupper():
        return not (head == "lễ" and text[begin:].startswith(("Ông", "Bà")))
    sentence = lower[begin : begin + 40]
    stop = _STEP.match(lower, begin)
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
    if text[begin] in _CLOSING or text[begin] == "'":
        first = True
        while begin < len(text) and (end := _quoted(text, begin)) is not None:
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
        value = _value(text, start, month.end(), EventKind.CAMPAIGN, head, bare=False)
        yield Phrase(PhraseKind.EVENT, start, month.end(), value)
        return
    if not _CAMPAIGN_NAME.match(text, begin):
        theme = _THEME.match(text, begin)
        if theme is None or (end := _quoted(text, theme.end())) is None:
            return
        yield Phrase(PhraseKind.EVENT, start, end, _value(text, start, end, EventKind.CAMPAIGN, head, bare=False))
        return
    end = name_end(text, lower, begin)
    if end > begin:
        value = _value(text, start, end, EventKind.CAMPAIGN, head, bare=False)
        yield Phrase(PhraseKind.EVENT, start, end, value)


_CAMPAIGN_NAME = re.compile(
    r"(?!Liên|HTX|Hội|Đoàn|Đội|UBND|Mặt|Cụm|Khối|Tỉnh|Ban|Trung|Việt|Bộ|Sở|Ủy|Công|Thơ|Cần|Đông|Xô|Không|Hợp|KTTT|Chi|Đảng|Phật)"
    rf"[{UPPER}][^\W\d_]+(?: [^\W_]+){{1,}}"
)
_ACTION_MONTH = re.compile(
    r"vì [^\W\d_]+(?: [^\W\d_]+){0,4}?(?: năm \d{4})?(?= ?[,.;:()\n]|\Z| do | tổ chức| là | và )"
)
_THEME = re.compile(r"(?:[^\n.;:“\"]{0,60}?)(?:với )?(?:chủ đề|khẩu hiệu|mang tên|có tên)(?: là)?:? ?(?=[“\"‘'])")


def _quoted(text: str, start: int) -> int | None:
    """Return where a quotation that begins at `start` ends, if it does within reach."""
    mark = text[start : start + 1]
    closing = _CLOSING.get(mark, "'" if mark == "'" else "")
    if not closing:
        return None
    end = text.find(closing, start + 1, start + _LONGEST)
    if end < 0 and mark in "“‘":
        end = min((at for c in '"”’' if (at := text.find(c, start + 1, start + _LONGEST)) > 0), default=-1)
    return None if end < 0 or "\n" in text[start:end] else end + 1


def name_end(text: str, lower: str, begin: int, *, fronted: bool = False, series: bool = False) -> int:
    """Return where the name that goes on at `begin` ends: before the clause that says something of the event."""
    limit = min(len(text), begin + _LONGEST)
    position = begin
    while step := _STEP.search(lower, position, limit):
        at = step.start()
        if step["quote"]:
            position = _quoted(text, at) or step.end()
            continue
        further = _further(text, lower, begin, step, fronted)
        if series and step["comma"] == "," and not _TERM.match(lower, step.end()):
            further = None
        if further is None:
            return _trim(text, begin, at)
        position = further
    return _trim(text, begin, limit if limit == len(text) else max(position, begin))


def _further(text: str, lower: str, begin: int, step: re.Match[str], fronted: bool) -> int | None:
    """Return from where the name is read on after a possible end, or None where it ends."""
    at = step.start()
    if step["end"]:
        dotted = step["end"] == "." and (
            _TITLE_DOT.search(lower, max(begin, at - 5), at) or text[at + 1 : at + 2].isalnum()
        )
        return step.end() if dotted else None
    if step["opens"]:
        return None if at > begin else step.end()
    if step["paren"]:
        return _parenthesis(text, at)
    if step["comma"]:
        return _after_comma(text, lower, step, fronted)
    word = step["word"]
    if word in _ADDRESS:
        return None if text[step.end() + 1 : step.end() + 2].isupper() else step.end()
    if word == "với":
        return step.end() if _WITH.search(lower, max(begin, at - 12), at) else None
    keeps = _KEEPS.get(word)
    kept = keeps.match(lower, at) if keeps is not None else None
    return kept.end() if kept is not None else None


def _parenthesis(text: str, at: int) -> int | None:
    if found := _ABBREVIATION.match(text, at):
        return found.end()
    close = text.find(")", at, at + 80)
    inner = text[at:close]
    if (
        close > 0
        and re.search(r"\d{4}", inner)
        and (text[close + 1 : close + 2] in ("", ".", ",", "\n", ";") or text.startswith(" và ", close + 1))
    ):
        return close + 1
    return None


def _after_comma(text: str, lower: str, step: re.Match[str], fronted: bool) -> int | None:
    after = step.end()
    if step["comma"] == ",":
        after += lower[after : after + 1] == " "
    if step["comma"].strip() == "và":
        verb = re.compile(
            r"(?:phát biểu|chỉ đạo|chủ trì|dự|nghe|đã|cùng|thống nhất|thăm|có|được|sẽ|là|tham|các đồng chí|đồng chí|ông|bà|đại diện|nghị quyết|kết luận|kế hoạch số|luật|quyết định|chỉ thị|chính)(?!\w)"
        ).match(lower, after)
        return None if verb else after
    digits = step["comma"].strip() != "," and lower[step.start() - 1].isdigit() and lower[after : after + 1].isdigit()
    if digits:
        return after
    hyphenated = step["comma"] == " - " and text[after : after + 1].isupper() and text[: step.start()][-1:].isalpha()
    if hyphenated and _capital_before(text, step.start()):
        return after
    if not _GOES_ON.match(lower, after) or re.compile(r"lần thứ \w+ (?:sau|kể)").match(lower, after):
        return None
    if not fronted:
        return after
    clause = _CLAUSE.search(lower, after, after + 120)
    return None if clause is not None and clause["verb"] in ("đã", "được", "sẽ", "là", "cho biết", "đề nghị") else after


def _capital_before(text: str, at: int) -> bool:
    word = text.rfind(" ", 0, at) + 1
    return text[word].isupper()


def _trim(text: str, begin: int, end: int) -> int:
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",–—-(:;."):
        end -= 1
    return end


def _value(
    text: str, start: int, end: int, kind: EventKind, head: str, *, bare: bool, vague: bool = False
) -> EventValue:
    name = tidy(text[start:end])
    small = name.lower()
    edition = _edition(small)
    described = small[len(head) :].strip()
    proper = not bare and (
        edition is not None
        or described[:1] in "“\"‘'"
        or bool(re.search(r"(?:nhiệm kỳ|khóa|khoá) (?:\d|[ivx]+\b)", small))
        or (kind in (EventKind.FAIR, EventKind.CONTEST) and bool(_YEARS.search(small)))
        or (
            kind in (EventKind.FAIR, EventKind.CONTEST, EventKind.CAMPAIGN)
            and text[start + len(head) + 1 :][:1].isupper()
        )
        or _ANNIVERSARY.search(small) is not None
    )
    years = frozenset(int(y) for y in _YEARS.findall(small))
    return EventValue(kind, name, head, bare, proper, text[start].isupper(), vague, edition, years)


def _edition(small: str) -> int | None:
    found = _EDITION.search(small)
    if found is None:
        return None
    said = found["lan"] or found["ky"]
    return ordinal(said)


def ordinal(said: str) -> int | None:
    """Return the number an ordinal says: *VI*, *6*, *sáu*, *nhất*."""
    if said.isdigit():
        return int(said)
    if said in _ORDINALS:
        return _ORDINALS[said]
    values = [_ROMAN[c] for c in said.lower() if c in _ROMAN]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)) or None


def tidy(name: str) -> str:
    """Return a name as it is written at the beginning of a sentence, with single spaces and without abbreviations."""
    name = _ABBREVIATION.sub(" ", name)
    name = " ".join(name.split())
    return name[:1].upper() + name[1:]
