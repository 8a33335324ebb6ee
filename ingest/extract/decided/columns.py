"""What the columns of a list of recipients hold, told by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.extract.tokens import Page
from ingest.model import MemberKind, TableRow


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    PERSON = "person"
    BODY = "body"
    HOUSEHOLD = "household"
    EITHER = "either"
    POST = "post"
    UNIT = "unit"
    ADDRESS = "address"
    AWARD = "award"
    MONEY = "money"
    REASON = "reason"
    LEFT_OUT = "left out"
    UNKNOWN = "unknown"


NAMES = (Column.PERSON, Column.BODY, Column.HOUSEHOLD, Column.EITHER)
"""The columns that may name recipients."""

# In this order: the first pattern that fits says what a heading is.
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (Column.NUMBER, r"(?:stt|tt|s\.?t\.?t\.?|số tt|số thứ tự|thứ tự|số)\.?\Z"),
        (Column.LEFT_OUT, r"(?:ghi chú|(?:đơn vị|cơ quan) (?:đề nghị|trình|giới thiệu|xét)|năm sinh|ngày sinh|sinh năm|ngày,? tháng,? năm sinh|giới tính|dân tộc|nam\Z|nữ\Z|trình độ|số điện thoại|điện thoại|email|cccd|cmnd|số cmnd|ký nhận|ngày ký|số bằng|số quyết định|số sổ|mã số)"),
        (Column.MONEY, r"(?:mức )?(?:tiền thưởng|mức thưởng|số tiền|thành tiền|tiền)(?!\w)"),
        (Column.AWARD, r"(?:hình thức|danh hiệu|mức khen|loại khen|khen thưởng)"),
        (Column.REASON, r"(?:tóm tắt )?(?:thành tích|lý do|nội dung|công lao|đóng góp)"),
        (Column.POST, r"(?:chức vụ|chức danh|nghề nghiệp|cương vị)"),
        (Column.HOUSEHOLD, r"(?:(?:họ và tên|họ tên|tên) )?(?:chủ hộ|hộ gia đình|hộ(?: nông dân)?)\Z"),
        (Column.EITHER, r"(?:(?:danh sách|tên|họ và tên|họ tên) ?(?:các )?)?(?:đối tượng|(?:tập thể|đơn vị|tổ chức|htx|cơ quan)[^\n]{0,30}(?:cá nhân|hộ gia đình)|cá nhân[^\n]{0,20}(?:tập thể|đơn vị))"),
        (Column.PERSON, r"(?:họ và tên|họ,? tên|họ tên|tên cá nhân|cá nhân|tên người)"),
        (Column.ADDRESS, r"(?:địa chỉ|địa phương|nơi (?:ở|cư trú|thường trú)|quê quán|trú quán|thôn|xã|huyện|địa bàn|thuộc xã|thuộc huyện|trụ sở)(?!\w)"),
        (Column.UNIT, r"(?:đơn vị công tác|nơi (?:công tác|làm việc)|cơ quan công tác|thuộc đơn vị)"),
        (Column.BODY, r"(?:tên )?(?:các )?(?:tập thể|đơn vị|tổ chức|hợp tác xã|htx|doanh nghiệp|công ty|cơ quan|liên hiệp|quỹ tín dụng|phòng|ban|tổ hợp tác)"),
        (Column.EITHER, r"(?:tên|tên gọi)\Z"),
    )
)  # fmt: skip
_COOPERATIVES = re.compile(r"(?:tên )?(?:các )?(?:hợp tác xã|htx)\Z", re.IGNORECASE)
_INDEX = re.compile(r"\(?(?:\d{1,2}|[a-zđ])\)?\Z", re.IGNORECASE)
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: where it lies, its name as printed (`Tiền thưởng – Tập thể` under a wider one), what it holds."""

    left: int
    right: int
    name: str
    holds: Column

    @property
    def head(self) -> str | None:
        """What names in this column go without because the heading says it: *HTX*."""
        return "HTX" if self.holds is Column.BODY and _COOPERATIVES.match(self.name) else None


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table, how many rows name them, and the kind of recipients that they tell."""

    columns: tuple[Heading, ...]
    rows: int

    def of(self, *kinds: Column) -> tuple[Heading, ...]:
        """Return the columns that hold one of these."""
        return tuple(column for column in self.columns if column.holds in kinds)


def headings(page: Page, rows: Sequence[TableRow]) -> Headings | None:
    """Return the headings of a table, None when its first rows name no column in which recipients stand."""
    best: Headings | None = None
    for depth in range(1, min(_DEEPEST, len(rows)) + 1):
        found = _headings(page, rows[:depth])
        known = [column for column in found.columns if column.holds is not Column.UNKNOWN]
        if not found.of(*NAMES) or len(known) * 2 < len(found.columns):
            continue
        if best is None or _goes_deeper(page, rows[:depth]):
            best = found
    if best is not None and best.rows < len(rows) and _is_index(page, rows[best.rows]):
        best = Headings(best.columns, best.rows + 1)
    return best


def kind_of(column: Column) -> MemberKind | None:
    """Return the kind of the recipients that a column names, where the heading alone tells it."""
    return {
        Column.PERSON: MemberKind.INDIVIDUAL,
        Column.BODY: MemberKind.COLLECTIVE,
        Column.HOUSEHOLD: MemberKind.HOUSEHOLD,
    }.get(column)


def holds(name: str) -> Column:
    """Return what a column of this name holds."""
    return next((column for column, pattern in _HEADINGS if pattern.match(name.strip(" .:"))), Column.UNKNOWN)


def text_of(page: Page, row: TableRow, index: int) -> str:
    """Return the text of a row's cell, in reading form."""
    span = row.cells[index].span
    return page.text(page.shadow.position(span.start), page.shadow.position(span.end))


def _headings(page: Page, rows: Sequence[TableRow]) -> Headings:
    last = rows[-1]
    columns: list[Heading] = []
    for cell in last.cells:
        parts: list[str] = []
        for row in rows:
            for index, other in enumerate(row.cells):
                if other.left <= cell.left < other.right:
                    text = text_of(page, row, index)
                    if text and text not in parts:
                        parts.append(text)
        columns.append(Heading(cell.left, cell.right, " – ".join(parts), _of(parts)))
    return Headings(tuple(columns), len(rows))


_WHOLE = frozenset({Column.NUMBER, Column.MONEY, Column.LEFT_OUT, Column.AWARD, Column.REASON})


def _of(parts: Sequence[str]) -> Column:
    """Return what a column of headings over one another holds: the narrowest tells, unless a wider one settles it."""
    told = [found for part in parts if (found := holds(part)) is not Column.UNKNOWN]
    if not told:
        return Column.UNKNOWN
    narrow = [found for found in told if found is not Column.LEFT_OUT]
    return told[0] if told[0] in _WHOLE or not narrow else narrow[-1]


def _goes_deeper(page: Page, rows: Sequence[TableRow]) -> bool:
    """Tell whether the last of some rows still names columns: it has cells of the row above in it, and no numbers."""
    upper, last = rows[-2], rows[-1]
    shared = {(cell.left, cell.span) for cell in upper.cells if cell.span.end > cell.span.start}
    below = any((cell.left, cell.span) in shared for cell in last.cells)
    wide = any(cell.right - cell.left > 1 for cell in upper.cells)
    own = [text_of(page, last, i) for i, cell in enumerate(last.cells) if (cell.left, cell.span) not in shared]
    return (below or wide) and bool(own) and not any(text[:1].isdigit() for text in own)


def _is_index(page: Page, row: TableRow) -> bool:
    """Tell a row that only numbers the columns: *(1) (2) (3)*, *A B 1 2*."""
    texts = [text_of(page, row, index) for index in range(len(row.cells))]
    return len(texts) > 1 and all(_INDEX.match(text) for text in texts) and len(set(texts)) == len(texts)
