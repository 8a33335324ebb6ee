"""How far an event's name runs: before the clause that says something of the event."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

from ingest.extract.choice import either


def _lexicon() -> dict[str, Any]:
    return tomllib.loads((resources.files("ingest.extract") / "lexicon" / "events.toml").read_text("utf-8"))


WORDS = _lexicon()
ACTS, BODIES, MARKS, _NOUNS = (WORDS["continue"][key] for key in ("acts", "bodies", "marks", "nouns"))
_GOES_ON = re.compile(
    rf"(?:{either([*ACTS, *_NOUNS, *MARKS])})(?!\w)|năm (?:20|19)\d\d|\d+ tháng|[“\"‘'](?=\w)|(?:20|19)\d\d(?!\d)"
)
_TERM = re.compile(r" (?:lần|nhiệm k|khóa|khoá|giai đoạn|năm (?:20|19)|mở rộng|phiên)")
_CLAUSE = re.compile(r"[,.;:\n]|(?<!\w)(?P<verb>đã|được|sẽ|là|đạt|có|cho biết|đề nghị|chủ trì|phát biểu)(?!\w)")
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
STEP = re.compile(
    rf"(?P<quote>[“\"‘«])|(?P<paren> ?\()|(?P<comma>,| [–—-] | và )|(?P<end>\n|[.!?…;:)\]”’»]|/\.)"
    r"|(?<= )(?P<opens>khai mạc|bế mạc)(?= (?:ngày|vào|sáng|chiều|tối|tại|trọng thể)(?!\w))"
    rf"|(?<!\w)(?P<word>{either(_STOP_WORDS)})(?!\w)"
)
CLOSING = {"“": "”", '"': '"', "‘": "’", "«": "»"}
ABBREVIATION = re.compile(r"\s?\([A-ZĐ][A-ZĐ&\-]{1,11}\)\s?")
_TITLE_DOT = re.compile(r"(?:^|\W)(?:tp|tx|tt|ts|ths|gs|pgs|t\.ư|st)$")
_LONGEST = 400
# *với* goes on a name only after a verb that wants it.
_WITH = re.compile(
    r"(?:đối thoại|gặp mặt|gặp gỡ|làm việc|giao lưu|kết nối|hợp tác|ký kết|gắn|phối hợp|tiếp xúc|trao đổi)\s$"
)
# *kết nối cung cầu giữa HTX với siêu thị*
_BETWEEN = re.compile(r"(?<!\w)giữa (?:(?!và |với )[^\s,.;:]+ ){1,8}\Z")
_ADDRESS = frozenset({"ông", "bà", "anh", "chị", "đồng chí", "đ/c"})


def quoted(text: str, start: int) -> int | None:
    """Return where a quotation that begins at `start` ends, if it does within reach."""
    mark = text[start : start + 1]
    closing = CLOSING.get(mark, "'" if mark == "'" else "")
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
    while step := STEP.search(lower, position, limit):
        at = step.start()
        if step["quote"]:
            position = quoted(text, at) or step.end()
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
        between = _BETWEEN.search(lower, begin, at) is not None
        return step.end() if between or _WITH.search(lower, max(begin, at - 12), at) else None
    keeps = _KEEPS.get(word)
    kept = keeps.match(lower, at) if keeps is not None else None
    return kept.end() if kept is not None else None


def _parenthesis(text: str, at: int) -> int | None:
    if found := ABBREVIATION.match(text, at):
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
