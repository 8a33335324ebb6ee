"""What a paper is read into: lines and tables in reading order, and from these the one text that is stored.

The text is made the same way from every format: one line a paragraph, one line a table row with ` | ` between its
cells. Numbers of identity papers are dropped here, so that no text, archive or graph holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import BlockKind, Span, TableCell, TableRow, TextTable
from ingest.sources.table import private

BETWEEN = " | "
"""What stands between the cells of a row."""
_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
# Tables that only lay a letterhead or a signature out; their cells are read as lines, column by column.
_LAYING_OUT = re.compile(
    r"C[ỘÔ]NG H(?:ÒA|OÀ) X[ÃA] H[ỘÔ]I|^\s*Nơi nhận\s*:|^\s*Số\s*:.*/\s*QĐ|^\s*(?:TM|T/M|KT|K/T|TUQ|TL|Q)\.\s*[A-ZĐ]{2}",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or list line, and the page it begins on, where the format has pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """One cell as laid out: the columns it covers, its text, and whether it is the lower part of a merged one."""

    left: int
    right: int
    text: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row as laid out."""

    squares: tuple[Square, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as laid out."""

    rows: tuple[GridRow, ...]


Part = Line | Grid


@dataclass(frozen=True, slots=True)
class Laid:
    """The stored text of a paper, its blocks (kind None where wording must tell), tables and pages."""

    text: str
    parts: tuple[tuple[Span, BlockKind | None], ...]
    tables: tuple[TextTable, ...]
    pages: tuple[int, ...]


def plain(text: str) -> str:
    """Return a text on one line, runs of white space as one space, without numbers of identity papers."""
    return private.masked(_SPACE.sub(" ", text).strip(" \u00a0"))


def laid(parts: Iterable[Part]) -> Laid:
    """Return the text that parts make, in order."""
    writer = _Writer()
    for part in parts:
        if isinstance(part, Line):
            writer.line(part)
        elif _lays_out(part):
            for line in _unfolded(part):
                writer.line(line)
        else:
            writer.table(_without_papers(part))
    return Laid("".join(writer.pieces), tuple(writer.parts), tuple(writer.tables), tuple(writer.pages))


@dataclass(slots=True)
class _Writer:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    parts: list[tuple[Span, BlockKind | None]] = field(default_factory=list)
    tables: list[TextTable] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def line(self, line: Line) -> None:
        for text in line.text.split("\n"):
            words = plain(text)
            if words:
                self._begin(line.page)
                self.parts.append((self._write(words), None))

    def table(self, grid: Grid) -> None:
        rows: list[TableRow] = []
        above: dict[int, TableCell] = {}
        for row in grid.rows:
            if any(plain(square.text) for square in row.squares):
                cells = self._row(row, above)
                span = Span(cells[0][1].start, self.length)
                rows.append(TableRow(len(rows) + 1, span, tuple(cell for cell, _ in cells)))
                above = {cell.left: cell for cell, _ in cells}
        if rows:
            self.tables.append(TextTable(len(self.tables) + 1, tuple(rows)))

    def _row(self, row: GridRow, above: dict[int, TableCell]) -> list[tuple[TableCell, Span]]:
        self._begin(row.page)
        cells: list[tuple[TableCell, Span]] = []
        for square in row.squares:
            if cells:
                self._write(BETWEEN)
            upper = above.get(square.left) if square.below else None
            own = self._write("" if upper is not None else plain(square.text))
            if own.end > own.start:
                self.parts.append((own, BlockKind.TABLE_CELL))
            cells.append((TableCell(square.left, square.right, own if upper is None else upper.span), own))
        return cells

    def _begin(self, page: int | None) -> None:
        if self.length:
            self._write("\n")
        while page is not None and len(self.pages) < page:
            self.pages.append(self.length)

    def _write(self, text: str) -> Span:
        self.pieces.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)


def _lays_out(grid: Grid) -> bool:
    return len(grid.rows) <= 8 and any(_LAYING_OUT.search(s.text) for row in grid.rows for s in row.squares)


def _unfolded(grid: Grid) -> Iterable[Line]:
    columns = sorted({square.left for row in grid.rows for square in row.squares})
    for column in columns:
        for row in grid.rows:
            for square in row.squares:
                if square.left == column and not square.below:
                    yield Line(square.text, row.page)


def _without_papers(grid: Grid) -> Grid:
    """Empty the columns whose heading says that they hold identity papers."""
    columns = {
        column
        for row in grid.rows[:3]
        for square in row.squares
        if square.text and private.is_column(square.text)
        for column in range(square.left, square.right)
    }
    if not columns:
        return grid
    rows = (replace(row, squares=_emptied(row.squares, columns)) for row in grid.rows)
    return Grid(tuple(rows))


def _emptied(squares: Sequence[Square], columns: set[int]) -> tuple[Square, ...]:
    return tuple(
        replace(square, text="")
        if square.left in columns and square.right - square.left <= 2 and not private.is_column(square.text)
        else square
        for square in squares
    )
