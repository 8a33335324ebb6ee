"""Tables kept as workbooks: XLSX, XLSM, XLS and ODS, after a look at what opening one would cost."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.errors import SourceError
from ingest.sources.table.headers import Merged
from ingest.sources.table.rows import Cell, Value, cell, letter

LARGEST_UNPACKED = 400_000_000
"""Bytes: what a workbook may unpack to."""
MOST_CELLS = 20_000_000
"""Cells: how far a sheet may stretch, empty ones counted, since all of it is held."""

_PART = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_UNVALUED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*?\bt=\"e\"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</", re.DOTALL)
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_REPEATED_ROWS = re.compile(rb"number-rows-repeated=\"(\d+)\"")
_REPEATED_COLUMNS = re.compile(rb"number-columns-repeated=\"(\d+)\"")


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook: numbered rows, and its merged cells."""

    name: str
    hidden: bool
    rows: Iterator[tuple[int, dict[int, Cell]]]
    merged: tuple[Merged, ...]


def tabs(data: bytes, name: str) -> Iterator[Tab]:
    """Yield the sheets in order; SourceError for a workbook that is locked, broken or too large to be opened."""
    faults = _looked_at(data, name)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for position, about in enumerate(book.sheets_metadata):
                if about.typ is SheetTypeEnum.WorkSheet:
                    yield _tab(
                        book.get_sheet_by_index(position),
                        about.visible is not SheetVisibleEnum.Visible,
                        faults,
                        position,
                    )
    except PasswordError:
        raise SourceError(name, "", "the workbook is locked with a password; save it without one") from None
    except (CalamineError, zipfile.BadZipFile) as error:
        raise SourceError(name, "", f"no workbook that can be read: {error}") from None


def _tab(sheet: CalamineSheet, hidden: bool, faults: Mapping[int, Mapping[tuple[int, int], str]], position: int) -> Tab:
    merged = tuple(Merged(*start, *end) for start, end in sheet.merged_cell_ranges or ())
    return Tab(sheet.name, hidden, _rows(sheet, merged, faults.get(position, {})), merged)


def _rows(
    sheet: CalamineSheet, merged: Sequence[Merged], faults: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, dict[int, Cell]]]:
    if sheet.start is None:
        return
    left = sheet.start[1]
    # A cell merged over several rows is said of each of them.
    tall = {(row, one.left): (one.top, one.left) for one in merged for row in range(one.top + 1, one.bottom + 1)}
    tops: dict[tuple[int, int], Cell] = {}
    wanted = set(tall.values())
    for index, values in enumerate(sheet.iter_rows()):
        cells: dict[int, Cell] = {}
        for column, raw in enumerate(values, left):
            place = (index, column)
            if faults and place in faults:
                cells[column] = Cell(None, "", faults[place])
            elif place in tall:
                cells[column] = tops.get(tall[place], cell(None))
            elif raw != "":
                cells[column] = cell(_value(raw))
            if place in wanted:
                tops[place] = cells.get(column, cell(None))
        yield index + 1, cells


def _value(raw: object) -> Value:
    """Return a cell's value: whole numbers come as floats, days as days or moments."""
    match raw:
        case bool() | str():
            return raw
        case int():
            return raw
        case float():
            return int(raw) if raw.is_integer() and abs(raw) < 1e15 else Decimal(repr(raw))
        case datetime.datetime():
            return raw.date() if raw.time() == datetime.time() else raw.isoformat(" ")
        case datetime.date():
            return raw
        case _:
            return str(raw)


def _looked_at(data: bytes, name: str) -> dict[int, dict[tuple[int, int], str]]:
    """Return the cells that cannot be used, by sheet; SourceError when opening the workbook would take all memory."""
    if not data.startswith(b"PK"):
        return {}  # an old XLS, which is not packed
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(one.file_size for one in packed.infolist())
            if size > LARGEST_UNPACKED:
                raise SourceError(
                    name, "", f"unpacks to {size / 1e6:,.0f} MB; at most {LARGEST_UNPACKED // 1_000_000} MB are read"
                )
            if "content.xml" in packed.namelist():
                _spread(packed.read("content.xml"), name)
                return {}
            parts = [one for one in packed.namelist() if _PART.match(one)]
            order = _order(packed)
            return {
                order.index(part) if part in order else place: _faults(packed.read(part), name, part)
                for place, part in enumerate(sorted(parts))
            }
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise SourceError(name, "", f"no workbook that can be read: {error}") from None


def _order(packed: zipfile.ZipFile) -> list[str]:
    """Return the files of the sheets in the order of the workbook."""
    try:
        book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
        links = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return []
    targets: dict[str, str] = {}
    for one in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", links):
        found, target = re.search(r'\bId="([^"]*)"', one), re.search(r'\bTarget="([^"]*)"', one)
        if found and target:
            targets[found[1]] = "xl/" + target[1].removeprefix("/xl/").removeprefix("/")
    sheets = re.findall(r"<(?:\w+:)?sheet\b[^>]*?\b\w+:id=\"([^\"]*)\"", book)
    return [targets.get(one, "") for one in sheets]


def _faults(content: bytes, name: str, part: str) -> dict[tuple[int, int], str]:
    deep = wide = 0
    for column, row in _CELL.findall(content):
        deep, wide = max(deep, int(row)), max(wide, _index(column) + 1)
    _refuse_spread(deep, wide, name, part)
    faults: dict[tuple[int, int], str] = {}
    if b"<f" in content or b":f" in content:
        for about in _UNVALUED.findall(content):
            if place := _REFERENCE.search(about):
                faults[_place(place)] = "a formula without a value: open the file in a spreadsheet program and save it"
    if b't="e"' in content:
        for about, said in _ERROR.findall(content):
            if place := _REFERENCE.search(about):
                faults[_place(place)] = f"the formula there gives {said.decode('utf-8', 'replace')}"
    return faults


def _spread(content: bytes, name: str) -> None:
    """Refuse a sheet in which a cell that holds something is repeated without end."""
    deep = wide = 0
    for about, inner in _ODS_ROW.findall(content):
        columns = held = 0
        for said, closed in _ODS_CELL.findall(inner):
            times = _REPEATED_COLUMNS.search(said)
            columns += int(times[1]) if times else 1
            held = held if closed and b"value" not in said else columns
        if held:
            times = _REPEATED_ROWS.search(about)
            deep, wide = deep + (int(times[1]) if times else 1), max(wide, held)
    _refuse_spread(deep, wide, name, "content.xml")


def _refuse_spread(deep: int, wide: int, name: str, part: str) -> None:
    if deep * wide > MOST_CELLS:
        what = f"stretches over {deep:,} rows and {wide:,} columns (to {letter(wide - 1)}{deep}); at most {MOST_CELLS:,} cells are read"
        raise SourceError(name, part, what)


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found[2]) - 1, _index(found[1])


def _index(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number - 1
