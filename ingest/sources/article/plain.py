"""The blocks of an article kept as plain text: title, dateline, paragraphs, list items, captions, byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Block, BlockKind, Span
from ingest.values import PartialDate

LONGEST_TITLE = 300
LONGEST_CAPTION = 400
LONGEST_BYLINE = 90

_LINE = re.compile(r"[^\r\n\u2028\u2029\f\v]+")
_LIST_ITEM = re.compile(r"\s*(?:[-–—+*•·▪●◦‣✓➢]\s*(?=\S)|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]\s+(?=\S))", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;:…]['\"”’»)\]]*\s*(?:/\.|\./\.)?\s*\Z|\./\.?\s*\Z")
_CREDIT_WORDS = (
    r"(?:tin|bài|ảnh|hình|video|clip|tác\s+giả|nguồn|theo|thực\s+hiện|biên\s+tập|phóng\s+viên|người\s+viết|pv|ctv|bt)"
)
_CREDIT = re.compile(
    rf"\s*\(?(?:{_CREDIT_WORDS}(?:\s*(?:,|và|&|[-–/])\s*{_CREDIT_WORDS})*\s*:|(?:ghi\s+chép|ký\s+sự|bút\s+ký|phóng\s+sự|tùy\s+bút|bài|ảnh|bài\s+và\s+ảnh|bài,\s*ảnh)\s+của\s(?=[^\W\d_])|nguồn\s(?!(?:vốn|lực|thu|nhân|hàng|nước|gốc|kinh|quỹ|tài|điện|cung)\b)|theo\s+(?:báo(?!\s+cáo)|đài|tạp\s+chí|ttxvn|vov|vtv|cổng)\b)",
    re.IGNORECASE,
)
_PHOTO_CREDIT = re.compile(r"[-–(.,]\s*(?:ảnh|hình|photo|nguồn)\s*:?\s*[^.]{2,60}\)?\.?\s*\Z", re.IGNORECASE)
_NAME_WORD = r"(?:[A-ZĐ]\.[A-ZĐ](?:\.[A-ZĐ])?(?!\w)|[^\W\d_](?:[^\W_]|['’](?=\w))*\.?)"
_SIGNATURE = re.compile(
    rf"\s*(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})\s*(?:[-–—,|/(]\s*(?P<rest>[^.!?]{{2,60}}))?\.?\s*\Z"
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)(?!\d)")
_WORDED_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DATELINE_NOISE = re.compile(
    r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|ngày|đăng|cập\s+nhật|lúc|vào|gmt|am|pm|utc|giờ|phút|xuất\s+bản|"
    r"t[2-7]|lượt\s+xem|\d{1,2}\s*[:h]\s*\d{2}(?::\d{2})?|\d{1,2})\b",
    re.IGNORECASE,
)
# Lines that a site's template puts under every page: they are text of the page, but nothing the article says.
_FOOTER = re.compile(
    r"drupal theme|wordpress|joomla|design(?:ed)? by|powered by|theme by|developed by|thiết kế (?:và|bởi)|"
    r"phát triển bởi|copyright|all rights reserved|©|bản quyền (?:thuộc|©|\d)|ghi rõ nguồn|"
    r"giấy phép (?:số|xuất bản|hoạt động|thiết lập)|liên hệ quảng cáo|"
    r"tổng số (?:lượt )?truy cập|đang (?:truy cập|online)",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"\s*(?:lượt xem|lượt đọc|số lần xem)\s*:?\s*[\d.,]*\s*\Z|"
    r"\s*(?:chia sẻ|bình luận|in trang|gửi email|quay lại|về đầu trang|trở về|về trang trước|facebook|zalo|tweet|"
    r"in bài|đọc thêm|xem thêm|phản hồi|gửi phản hồi)\s*:?\s*\Z|\s*(?:tags?|từ khóa|từ khoá)\s*:",
    re.IGNORECASE,
)
_MENU = re.compile(r"[^|\n]{2,40}(?:\s\|\s[^|\n]{2,40}){2,}\Z|\s*trang\s+chủ\s*(?:[»>/|›]|\Z)", re.IGNORECASE)
_TOP = 8
_SITE_NAME = 80
_RELATED = re.compile(
    r"\s*(?:các\s+)?(?:tin|bài)(?:\s+(?:bài|tức|viết))?\s+(?:liên\s+quan|khác|cùng\s+chuyên\s+mục|cùng\s+loại|mới\s+hơn|"
    r"cũ\s+hơn|đã\s+đưa|mới\s+nhất|xem\s+nhiều|đọc\s+nhiều|nổi\s+bật)\b.{0,20}\Z",
    re.IGNORECASE,
)
# A name alone is a credit; under a picture it is the person shown, who is addressed or has a post beside the name.
_ADDRESSED = re.compile(r"\s*(?:ông|bà|anh|chị|cô|chú|bác|cụ|em|đồng\s+chí|đ/c|các|hai|ba)\s", re.IGNORECASE)
_IN_OFFICE = re.compile(
    r"\s*(?:nguyên\s+|quyền\s+)?(?:phó\s+|tổng\s+)?(?:chủ\s+tịch|giám\s+đốc|bí\s+thư|trưởng|chủ\s+nhiệm|bộ\s+trưởng|"
    r"thứ\s+trưởng|ủy\s+viên|uỷ\s+viên|hiệu\s+trưởng|thủ\s+tướng|xã\s+viên|thành\s+viên)\b",
    re.IGNORECASE,
)

# *TL. CHỦ TỊCH*, *KT. GIÁM ĐỐC*: in whose place a paper is signed.
_FOR_OFFICE = re.compile(r"\s*(?:TL|KT|TM|TUQ|T/L|K/T|T/M)\.? ?\s*[^\W\d_]")
_UNIT = re.compile(
    r"\s*(?:xã|phường|thị\s+trấn|huyện|quận|thị\s+xã|thành\s+phố|tỉnh|thôn|ấp|bản|khu\s+phố)\s", re.IGNORECASE
)
_STANDS = re.compile(r"\s*(?:bên\s+)?(?:trái|phải|giữa|ngoài|thứ|đứng|ngồi|áo|hàng|bìa|mặc)\b", re.IGNORECASE)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain article in reading order; template lines stay in the text but are no block."""
    spans = [span for group in _groups(text) for span in _lines(text, group)]
    return label(text, [(span, None) for span in spans])


def label(text: str, parts: Sequence[tuple[Span, BlockKind | None]]) -> tuple[Block, ...]:
    """Return blocks for spans whose kind is known or, where None, told by their wording and position."""
    parts = list(_content(text, parts))
    kinds = [known for _, known in parts]
    if parts and BlockKind.TITLE not in kinds and parts[0][0].end - parts[0][0].start <= LONGEST_TITLE:
        kinds[0] = kinds[0] or BlockKind.TITLE
    top = next((i for i, kind in enumerate(kinds) if kind is BlockKind.TITLE), -1) + 1
    for index, (span, _) in enumerate(parts):
        if kinds[index] is None:
            kinds[index] = _kind(text[span.start : span.end], index - top, len(parts) - 1 - index)
    return tuple(Block(kind or BlockKind.PARAGRAPH, span) for (span, _), kind in zip(parts, kinds, strict=True))


def date_of(line: str) -> PartialDate | None:
    """Return the one full date a dateline prints; None when there is none, several or an impossible one."""
    dates = {(y, m, d) for d, m, y in (*_DATE.findall(line), *_WORDED_DATE.findall(line))} | set(
        _ISO_DATE.findall(line)
    )
    if len(dates) != 1:
        return None
    year, month, day = dates.pop()
    try:
        return PartialDate(int(year), int(month), int(day))
    except ValueError:
        return None


def is_dateline(line: str) -> bool:
    """Tell whether a line holds a date of publication and nothing else (a weekday, a time, a label)."""
    if date_of(line) is None:
        return False
    rest = _DATELINE_NOISE.sub("", _ISO_DATE.sub("", _DATE.sub("", _WORDED_DATE.sub("", line))))
    return not re.search(r"[^\W\d_]", rest)


def is_byline(line: str) -> bool:
    """Tell whether a line credits its author or photographer: a label and a name, or a capitalised name alone."""
    if len(line) > LONGEST_BYLINE:
        return False
    if _CREDIT.match(line):
        return True
    found = _SIGNATURE.match(line)
    rest = found["rest"] or "" if found else ""
    if not found or line.endswith(".") or _ADDRESSED.match(line) or _IN_OFFICE.match(rest) or _STANDS.match(rest):
        return False
    if _UNIT.match(line) or _FOR_OFFICE.match(line):
        return False
    words = found["name"].split()
    return (len(words) > 1 or line.strip().isupper()) and all(word[0].isupper() for word in words)


def _kind(line: str, from_top: int, from_end: int) -> BlockKind:
    if from_top < 3 and is_dateline(line):
        return BlockKind.DATELINE
    if (from_end < 4 or from_top < 2) and is_byline(line):
        return BlockKind.BYLINE
    if _LIST_ITEM.match(line):
        return BlockKind.LIST_ITEM
    if len(line) <= LONGEST_CAPTION and (_PHOTO_CREDIT.search(line) or not _SENTENCE_END.search(line)):
        return BlockKind.CAPTION
    return BlockKind.PARAGRAPH


def _content(text: str, parts: Sequence[tuple[Span, BlockKind | None]]) -> Iterator[tuple[Span, BlockKind | None]]:
    lines = [text[span.start : span.end].strip() for span, _ in parts[:_TOP]]
    menus = {at for at, line in enumerate(lines) if _MENU.match(line)}
    if menus and min(menus) == 1 and len(lines[0]) < _SITE_NAME:
        menus.add(0)  # a site's own name above its menu
    for position, (span, kind) in enumerate(parts):
        line = text[span.start : span.end]
        if position in menus:
            continue
        if position and _RELATED.match(line):
            return  # what follows are other articles' titles
        template = len(line) <= 250 and _FOOTER.search(line) and position * 2 >= len(parts)
        if not (template or _BUTTON.match(line)):
            yield span, kind


def _groups(text: str) -> Iterator[list[Span]]:
    """Yield the runs of lines between blank lines."""
    group: list[Span] = []
    previous = 0
    for found in _LINE.finditer(text):
        line = found.group()
        gap = text[previous : found.start()].replace("\r\n", "\n")
        if len(gap) > 1 or not line.strip():
            if group:
                yield group
            group = []
        if line.strip():
            group.append(Span(found.start() + len(line) - len(line.lstrip()), found.start() + len(line.rstrip())))
        previous = found.end()
    if group:
        yield group


def _lines(text: str, group: list[Span]) -> Iterator[Span]:
    """Yield one span a line, or one a paragraph when an editor wrapped its lines at a fixed width."""
    if not _wrapped(text, group):
        yield from group
        return
    current = group[0]
    for span in group[1:]:
        if _LIST_ITEM.match(text, span.start, span.end):
            yield current
            current = span
        else:
            current = Span(current.start, span.end)
    yield current


def _wrapped(text: str, group: list[Span]) -> bool:
    if len(group) < 3:
        return False
    full = group[:-1]
    widths = [span.end - span.start for span in full]
    # Words of ≤ 7 letters: lines filled to one width differ by about a word.
    if not (40 <= max(widths) <= 132 and max(widths) - min(widths) <= 16):
        return False
    open_ends = sum(1 for span in full if not _SENTENCE_END.search(text, span.start, span.end))
    return open_ends * 2 >= len(full)
