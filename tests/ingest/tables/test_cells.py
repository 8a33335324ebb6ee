"""Cells of every type: what is read, and what is refused with its reason."""

import datetime
from decimal import Decimal

import pytest

from ingest.model import Evidence, Mention, PostMention
from ingest.sources.table.rows import cell
from ingest.tables import cells
from ingest.tables.cells import Act, Context, Honour, Seat, Unreadable
from ingest.values import PartialDate

HERE = Context(Evidence("d", "q"), "Vân Hạc")


def said(value: object) -> object:
    match value:
        case Mention():
            return (str(value.kind), value.name)
        case PostMention():
            return (value.role, value.organization.name if value.organization else None)
        case Honour():
            return (value.award.name, value.award.grade, said(value.grantor))
        case Act():
            return (value.number, str(value.issued))
        case Seat():
            return (value.role, value.former)
        case None | Decimal() | int() | str():
            return value
        case _:
            return str(value)


READ = [
    ("person", "Ông Lò Văn Tám", ("person", "Lò Văn Tám")),
    ("person", "Đ/c Bế Thị Bình", ("person", "Bế Thị Bình")),
    ("person", "TS. LÒ VĂN TÁM", ("person", "Lò Văn Tám")),
    ("person", "Bàng Tú Anh", ("person", "Bàng Tú Anh")),
    ("recipient", "HTX Chè Sương Lam", ("organization", "HTX Chè Sương Lam")),
    ("recipient", "Lò Văn Tám", ("person", "Lò Văn Tám")),
    ("recipient", "Bà Mùa Thị Dua", ("person", "Mùa Thị Dua")),
    ("organization", "UBND tỉnh", ("organization", "UBND tỉnh Vân Hạc")),
    ("party", "Chủ tịch UBND tỉnh", ("Chủ tịch", "UBND tỉnh Vân Hạc")),
    ("party", "Thủ tướng Chính phủ", ("Thủ tướng Chính phủ", None)),
    ("party", "UBND huyện Sương Lam", ("organization", "UBND huyện Sương Lam")),
    ("post", "nguyên Giám đốc", ("Giám đốc", True)),
    ("post", "kế toán trưởng", ("Kế toán trưởng", False)),
    ("award", "Huân chương Lao động hạng Ba", ("Huân chương Lao động", "hạng Ba", None)),
    ("award", "Bằng khen của UBND tỉnh", ("Bằng khen", None, ("organization", "UBND tỉnh Vân Hạc"))),
    ("decision", "Số 12/QĐ-UBND ngày 05/01/2024", ("12/QĐ-UBND", "2024-01-05")),
    ("decision", "12/QĐ-UBND", ("12/QĐ-UBND", "None")),
    ("date", "5/6/2024", "2024-06-05"),
    ("date", "05-06-2024", "2024-06-05"),
    ("date", "ngày 5 tháng 6 năm 2024", "2024-06-05"),
    ("date", "tháng 6/2024", "2024-06"),
    ("date", "06/2024", "2024-06"),
    ("date", 2024, "2024"),
    ("date", datetime.date(2024, 6, 5), "2024-06-05"),
    ("date", "2024-06-05", "2024-06-05"),
    ("period", "2021-2022", "2021/2022"),
    ("period", "năm 2023", "2023"),
    ("period", "quý II/2024", "2024-Q2"),
    ("number", "2.473", Decimal(2473)),
    ("number", "2.925,5", Decimal("2925.5")),
    ("number", Decimal("1.25"), Decimal("1.25")),
    ("integer", "4 sao", 4),
    ("integer", 3, 3),
    ("code", "0101 234 567", "0101234567"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "expected"), READ)
def test_a_cell_is_read_as_its_column_says(kind, value, expected):
    assert said(cells.read(cell(value), kind, HERE)) == expected


REFUSED = [
    ("person", "HTX 19/5", "no person's name"),
    ("person", "Tám", "no person's name"),
    ("recipient", "Mường Khen", "may be a person or an organization"),
    ("award", "Kỷ vật", "no award is known"),
    ("award", "Bằng khen chờ ký", "is not understood"),
    ("decision", "theo quyết định", "no number of one decision"),
    ("date", "32/01/2024", "no such day"),
    ("date", "5/6/24", "four digits"),
    ("date", "05/13/2024", "no such month"),
    ("date", 45000, "a number, no day"),
    ("date", "mùa xuân", "no day, month or year"),
    ("number", "12.5", "no number written like 1.234,5"),
    ("number", "nhiều", "no number"),
    ("integer", "2,5", "no whole number"),
    ("code", "CCCD 001085012345", "no code"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "reason"), REFUSED)
def test_a_cell_that_does_not_fit_is_refused_with_the_reason(kind, value, reason):
    with pytest.raises(Unreadable, match=reason):
        cells.read(cell(value), kind, HERE)


def test_english_numbers_are_read_where_the_mapping_says_so():
    assert cells.read(cell("1,234.5"), "number", Context(HERE.evidence, None, "en")) == Decimal("1234.5")


def test_the_province_is_never_a_default():
    with pytest.raises(Unreadable, match="which tỉnh"):
        cells.read(cell("UBND tỉnh"), "organization", Context(HERE.evidence))


def test_a_provinces_code_is_read_by_the_tables_day_and_refused_without_one():
    assert cells.province_with_code("24", PartialDate(2024)) == "Bắc Giang"
    assert cells.province_with_code("24", PartialDate(2025, 7, 1)) == "Bắc Ninh"
    assert cells.province_with_code("Bắc Giang", None) is None
    for day in (None, PartialDate(2025)):
        with pytest.raises(Unreadable, match=r"Bắc Giang until 2025-06-30 .* Bắc Ninh since 2025-07-01"):
            cells.province_with_code("24", day)
