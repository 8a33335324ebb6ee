import datetime
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.sources.table import workbooks
from ingest.sources.table.reader import read, sheets
from ingest.sources.table.rows import Row
from tests.ingest.sources.table.table_files import ods, xlsx

_FORMULA = '<c r="{ref}"><f>A1+1</f></c>'
_FORMULA_WITH_VALUE = '<c r="{ref}"><f>A1+1</f><v>7</v></c>'
_BROKEN = '<c r="{ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'


def rows(data: bytes, suffix: str, **options: object) -> list[Row]:
    return [row for sheet in read(data, f"bảng{suffix}", suffix, **options) for row in sheet.rows]  # type: ignore[arg-type]


def values(data: bytes, suffix: str) -> list[list[object]]:
    return [[cell.value for cell in row.cells.values()] for row in rows(data, suffix)]


def refusal(data: bytes, suffix: str) -> SourceError:
    with pytest.raises(SourceError) as told:
        rows(data, suffix)
    return told.value


TABLE = "Họ và tên{0}Chức vụ{0}Số\nLò Văn An{0}Giám đốc{0}1\n\nBế Thị Bình{0}Kế toán, thủ quỹ{0}2\n"


@pytest.mark.parametrize("sign", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_tables_are_read_whatever_stands_between_cells_and_however_it_is_encoded(sign, encoding):
    found = rows(TABLE.format(sign).encode(encoding), ".csv")
    assert [(row.number, row.text) for row in found] == [
        (2, "Lò Văn An | Giám đốc | 1"),
        (4, "Bế Thị Bình | Kế toán, thủ quỹ | 2"),
    ]


def test_cells_with_line_breaks_and_quotation_marks_are_one_line_of_text():
    (row,) = rows('Tên,Ghi chú\nAn,"dòng 1\ndòng ""hai"""\n'.encode(), ".csv")
    assert row.text == 'An | dòng 1 dòng "hai"'


def test_what_excel_says_of_its_delimiter_is_heeded():
    found = rows(b"sep=;\na,x;b\n1,5;2\n", ".csv")
    assert [(row.number, dict(row.cells)["a,x"].value) for row in found] == [(3, "1,5")]


def test_a_title_above_the_header_is_not_the_header():
    data = "DANH SÁCH KHEN THƯỞNG;;\nNăm 2023;;\nSTT;Đơn vị;Hình thức\n1;HTX Hoa Mai;Bằng khen\n".encode()
    (sheet,) = read(data, "bảng.csv", ".csv")
    assert (sheet.header, sheet.columns) == (3, ("STT", "Đơn vị", "Hình thức"))


def test_the_header_is_the_row_that_has_the_wanted_columns():
    data = "Đơn vị;Năm\nnào;2023\nTên;Loại\nHTX Hoa Mai;A\n".encode()
    (sheet,) = read(data, "bảng.csv", ".csv", wanted=lambda names: "Tên" in names)
    assert (sheet.header, [row.number for row in sheet.rows]) == (3, [4])


def test_workbooks_give_numbers_and_rows_as_a_spreadsheet_shows_them():
    data = xlsx({"Trang 1": [[None], [None, "Tên", "Vốn"], [None, "HTX An", 5.0], [], [None, "HTX Bình", 1.25]]})
    assert [(row.number, row.sheet) for row in rows(data, ".xlsx")] == [(3, "Trang 1"), (5, "Trang 1")]
    assert values(data, ".xlsx") == [["HTX An", 5], ["HTX Bình", Decimal("1.25")]]


def test_all_sheets_of_a_workbook_are_read_in_order():
    data = xlsx({"Một": [["A", "B"], ["1", "2"]], "Hai": [["C", "D"], ["3", "4"]]})
    assert [(row.sheet, row.text) for row in rows(data, ".xlsx")] == [("Một", "1 | 2"), ("Hai", "3 | 4")]


def test_open_document_workbooks_are_read_too():
    assert values(ods([["Tên", "Loại"], ["HTX An", "A"]]), ".ods") == [["HTX An", "A"]]


def test_a_cell_merged_over_rows_is_said_of_each_of_them():
    data = xlsx({"T": [["Tỉnh", "Đơn vị"], ["Vân Hạc", "HTX An"], [None, "HTX Bình"]]}, merged=["A2:A3"])
    assert values(data, ".xlsx") == [["Vân Hạc", "HTX An"], ["Vân Hạc", "HTX Bình"]]


def test_columns_under_a_merged_name_are_called_by_both():
    data = xlsx(
        {"T": [["Đơn vị", "Quyết định", None], [None, "Số", "Ngày"], ["HTX An", "12/QĐ", "01/02/2023"]]},
        merged=["A1:A2", "B1:C1"],
    )
    (sheet,) = read(data, "bảng.xlsx", ".xlsx")
    assert sheet.columns == ("Đơn vị", "Quyết định – Số", "Quyết định – Ngày")
    assert [row.number for row in sheet.rows] == [3]


def test_formulas_give_what_was_computed_and_are_a_fault_where_nothing_was():
    data = xlsx({"T": [["A", "B", "C"], ["x", _FORMULA_WITH_VALUE, "y"], ["x", _FORMULA, _BROKEN]]})
    first, second = rows(data, ".xlsx")
    assert first.cells["B"].value == 7
    assert "formula without a value" in (second.cells["B"].fault or "")
    assert "#DIV/0!" in (second.cells["C"].fault or "")


def test_json_lists_and_lines_give_dotted_names():
    data = '{"total": 1, "items": [{"Ten": "An", "DiaChi": [{"Tinh": "Vân Hạc"}], "Von": 1.50}]}'.encode()
    (row,) = rows(data, ".json")
    assert {name: cell.value for name, cell in row.cells.items()} == {
        "Ten": "An",
        "DiaChi[1].Tinh": "Vân Hạc",
        "Von": Decimal("1.50"),
    }
    assert [row.number for row in rows(b'{"a": 1}\n\n{"a": 2}\n', ".jsonl")] == [1, 3]


def test_a_line_that_is_no_json_spoils_only_itself():
    good, bad = rows(b'{"a": 1}\n{"a": \n', ".jsonl")
    assert good.cells["a"].value == 1
    assert (bad.number, bad.cells[""].fault) == (2, "no JSON: Expecting value")


def test_days_are_days():
    day = '<c r="{ref}" t="d"><v>2023-05-09</v></c>'
    (row,) = rows(xlsx({"T": [["Tên", "Ngày"], ["An", day]]}), ".xlsx")
    assert row.cells["Ngày"].value == datetime.date(2023, 5, 9)
    assert row.text == "An | 09/05/2023"


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (b" \n", ".csv", "the file is empty"),
        ("Tên;Loại;tên\nAn;A;B\n".encode(), ".csv", "two columns are called 'tên' (A and C)"),
        ('Tên,Loại\nAn,"mở mà không đóng\n'.encode(), ".csv", "never closed"),
        ('Tên,Loại\nAn,"' .encode() + b"x" * 100_001 + b'"\n', ".csv", "a cell longer than 100,000 signs"),
        (b"PK\x03\x04 broken", ".xlsx", "no workbook that can be read"),
        (b"no workbook at all", ".xlsx", "no workbook that can be read"),
        (b"{", ".json", "no JSON"),
        (b"[1, 2]", ".json", "an object with names and values is expected"),
        (b"[" * 100_000, ".json", "no JSON"),
        (b'{"a": NaN}', ".json", "NaN is no number"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_place(data, suffix, says):
    error = refusal(data, suffix)
    assert says in error.what
    assert error.source == f"bảng{suffix}"


def test_a_record_that_is_longer_than_the_header_has_a_fault():
    (row,) = rows(b"a;b\n1;2;3\n", ".csv")
    assert row.cells["[C]"].fault == "something stands in a column that the header does not name"


def test_a_sheet_that_stretches_without_end_is_refused_before_it_is_opened():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    error = refusal(xlsx({"T": [["A", "B"], ["1", "2"]]}, raw=far), ".xlsx")
    assert "stretches over 1,048,576 rows and 16,384 columns (to XFD1048576)" in error.what
    repeated = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    assert "stretches over" in refusal(ods([["A", "B"]], repeated), ".ods").what


def test_empty_cells_repeated_to_the_end_of_a_sheet_are_no_stretch():
    tail = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert values(ods([["A", "B"], ["1", "2"]], tail), ".ods") == [["1", "2"]]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 10_000)
    content = BytesIO(xlsx({"T": [["A", "B"]]}))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/bomb.bin", bytes(20_000))
    assert "unpacks to" in refusal(content.getvalue(), ".xlsx").what


def test_columns_of_identity_papers_are_left_out_and_their_numbers_masked():
    data = (
        "Họ và tên;Số CCCD/CMND;Ngày cấp CMND;Ghi chú\n"
        "Lò Văn An;001085012345;1/2/2020;CMND 123456789 do công an cấp, lại có 001 085 012 345\n"
    ).encode()
    (sheet,) = read(data, "bảng.csv", ".csv")
    (row,) = sheet.rows
    assert sheet.left_out == ("Số CCCD/CMND", "Ngày cấp CMND")
    assert row.text == "Lò Văn An | CMND (số giấy tờ đã bỏ) do công an cấp, lại có (số giấy tờ đã bỏ)"


def test_numbers_of_organizations_and_decisions_are_not_masked():
    data = "Tên;Mã số thuế;Quyết định;Điện thoại\nHTX An;0101234567-001;012/2023/QĐ-UBND;0912345678\n".encode()
    assert values(data, ".csv") == [["HTX An", "0101234567-001", "012/2023/QĐ-UBND", "0912345678"]]


def test_a_folder_or_a_missing_file_is_told_as_such(tmp_path: Path):
    with pytest.raises(SourceError, match="not a file"):
        list(sheets(tmp_path))
    with pytest.raises(SourceError, match="cannot be read"):
        list(sheets(tmp_path / "nowhere.csv"))
