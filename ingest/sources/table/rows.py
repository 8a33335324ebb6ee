"""What a table file is read into: sheets with a header, rows with a number, cells with a value and what is shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ingest.sources.table import private

Value = str | int | Decimal | bool | datetime.date | None
"""What a cell holds: text trimmed, numbers exact, days as days; None for an empty cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, the same as one line of text, and why it cannot be used, where that is so."""

    value: Value
    text: str
    fault: str | None = None


EMPTY = Cell(None, "")
_BEYOND = Cell(None, "", "something stands in a column that the header does not name")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, in the order of the columns. `number` counts from 1 as a spreadsheet shows it."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, Cell]

    @property
    def text(self) -> str:
        """The row on one line, as it is stored and quoted."""
        return " | ".join(cell.text for cell in self.cells.values())

    def where(self, column: str | None = None) -> str:
        """Return the row's place for a message: `sheet 'Trang 1', row 12, column 'Họ và tên'`."""
        sheet = f"sheet {self.sheet!r}, " if self.sheet else ""
        return f"{sheet}row {self.number}" + (f", column {column!r}" if column is not None else "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet (`""` in formats that have none): its columns, the row of its header, and its rows, to be read once.

    `hidden` sheets are those that whoever made the file does not show. Columns of identity papers are not among
    `columns`: `left_out` names them, and nothing of them is in the rows.
    """

    file: str
    name: str
    columns: tuple[str, ...]
    header: int
    rows: Iterator[Row]
    hidden: bool = False
    left_out: tuple[str, ...] = ()


def cell(value: Value, fault: str | None = None) -> Cell:
    """Return a cell that holds a value; numbers of identity papers within texts are masked."""
    if value is None:
        return EMPTY if fault is None else Cell(None, "", fault)
    if isinstance(value, str):
        value = private.masked(value.strip())
        text = " ".join(value.split())
        return Cell(value, text, fault) if text else Cell(None, "", fault)
    if isinstance(value, bool):
        return Cell(value, "true" if value else "false", fault)
    if isinstance(value, int):
        if private.is_number(str(value)):
            return Cell(private.MASK, private.MASK, fault)
        return Cell(value, str(value), fault)
    if isinstance(value, Decimal):
        return Cell(value, format(value, "f"), fault)
    return Cell(value, f"{value.day:02}/{value.month:02}/{value.year:04}", fault)


def letter(index: int) -> str:
    """Return the letters by which a spreadsheet shows a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet(
    file: str,
    name: str,
    header: int,
    names: Mapping[int, str],
    rows: Iterable[tuple[int, Mapping[int, Cell]]],
    hidden: bool = False,
) -> Sheet:
    """Return a sheet of numbered rows whose cells stand by the index of their column; empty rows are left out."""
    kept = {index: column for index, column in names.items() if not private.is_column(column)}
    left_out = tuple(column for column in names.values() if private.is_column(column))

    def coming() -> Iterator[Row]:
        for number, cells in rows:
            filled = {index: one for index, one in cells.items() if one.text or one.fault}
            beyond = {f"[{letter(index)}]": _BEYOND for index in filled if index not in names}
            if beyond or any(index in kept for index in filled):
                own = {column: cells.get(index, EMPTY) for index, column in kept.items()}
                yield Row(file, name, number, {**own, **beyond})

    return Sheet(file, name, tuple(kept.values()), header, coming(), hidden, left_out)
