"""Printed documents with a text layer (PDF): paragraphs and ruled tables in reading order, over the page breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from ingest.errors import SourceError
from ingest.sources.office import printed, ruled, sheet
from ingest.sources.office.layout import Grid, GridRow, Line, Part, Square, plain
from ingest.sources.office.ruled import Ruled
from ingest.sources.office.sheet import Word

MOST_PAGES = 2_000
"""Pages of one document."""
_OCR = "only pictures of pages, without text; make its text readable (OCR) and give that file"
_SAME_PLACE = 6.0


@dataclass(slots=True)
class Read:
    """What a file holds, and what a reader should know: (place, what) of pages that could not be read."""

    parts: list[Part] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes, name: str) -> Read:
    """Return what a file's pages show; SourceError when it is locked, broken, too long, or a scan without text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise SourceError(name, "", "the PDF is locked with a password; save it without one") from None
        raise SourceError(name, "", f"no PDF that can be read: {error}") from None
    try:
        return _pages(document, name)
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument, name: str) -> Read:
    count = len(document)
    if count > MOST_PAGES:
        raise SourceError(name, "", f"{count:,} pages; at most {MOST_PAGES:,} are read: split the file")
    found = Read()
    joiner = _Joiner()
    pictures: list[int] = []
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
            drawn = sheet.drawn(page)
            page.close()
        except pdfium.PdfiumError as error:
            raise SourceError(name, f"page {number}", f"cannot be read: {error}") from None
        if drawn.full:
            raise SourceError(name, f"page {number}", "more characters or lines than a printed page has")
        if not drawn.words and drawn.pictured:
            pictures.append(number)
        joiner.page(number, drawn)
    found.parts = joiner.parts
    if pictures and not found.parts:
        raise SourceError(name, "", _OCR)
    found.notes = [(f"page {number}", f"not read: {_OCR.split(';')[0]}; it needs OCR") for number in pictures]
    return found


@dataclass(slots=True)
class _Joiner:
    """Puts pages together: paragraphs and tables that go on over a page break become one."""

    parts: list[Part] = field(default_factory=list)
    ruled: Ruled | None = None
    open: bool = False

    def page(self, number: int, drawn: sheet.Drawn) -> None:
        first = True
        for part, table, more in _on_page(number, drawn):
            if isinstance(part, Grid) and table is not None:
                if first and self.ruled is not None and _alike(self.ruled, table) and isinstance(self.parts[-1], Grid):
                    self.parts[-1] = _continued(self.parts[-1], part)
                else:
                    self.parts.append(part)
            elif isinstance(part, Line):
                last = self.parts[-1] if self.parts else None
                goes_on = first and self.open and isinstance(last, Line) and not printed.begins(part.text)
                if goes_on and isinstance(last, Line) and not table and part.text[:1].islower():
                    self.parts[-1] = replace(last, text=f"{last.text} {part.text}")
                else:
                    self.parts.append(part)
            self.ruled, self.open, first = table, more, False


def _on_page(number: int, drawn: sheet.Drawn) -> Iterator[tuple[Part, Ruled | None, bool]]:
    """Yield the paragraphs and tables of a page from top to bottom; and whether the last line of each is filled."""
    tables = [table for table in ruled.tables(drawn.rules) if _is_table(table, drawn.words)]
    inside: list[list[Word]] = [[] for _ in tables]
    outside: list[Word] = []
    for word in drawn.words:
        home = next((index for index, table in enumerate(tables) if table.holds(word)), None)
        (outside if home is None else inside[home]).append(word)
    lines = printed.without_number(printed.rows(outside))
    for table, words in zip(tables, inside, strict=True):
        above = [line for line in lines if line.middle < table.heights[0]]
        lines = lines[len(above) :]
        yield from _prose(above, number)
        yield _grid(table, words, number), table, False
    yield from _prose(lines, number)


def _prose(lines: Sequence[printed.Row], number: int) -> Iterator[tuple[Part, None, bool]]:
    for paragraph in printed.paragraphs(lines):
        yield Line(paragraph.text, number), None, paragraph.open


def _is_table(table: Ruled, words: Sequence[Word]) -> bool:
    """Tell a table from boxes and frames: words stand in at least two of its columns."""
    return len({table.square_of(word)[1] for word in words if table.holds(word)}) >= 2


def _grid(table: Ruled, words: Sequence[Word], number: int) -> Grid:
    owners = {
        (row, column): index
        for index, area in enumerate(table.areas)
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    }
    texts: list[list[Word]] = [[] for _ in table.areas]
    for word in words:
        texts[owners[table.square_of(word)]].append(word)
    said = [plain(" ".join(row.text for row in printed.rows(held))) for held in texts]
    rows: list[GridRow] = []
    for row in range(len(table.heights) - 1):
        covering = sorted((area.left, index) for index, area in enumerate(table.areas) if area.top <= row < area.bottom)
        squares = (
            Square(left, table.areas[index].right, said[index], table.areas[index].top < row)
            for left, index in covering
        )
        rows.append(GridRow(tuple(squares), number))
    return Grid(tuple(rows))


def _alike(one: Ruled, other: Ruled) -> bool:
    """Tell whether two tables have their upright lines at the same places."""
    return len(one.places) == len(other.places) and all(
        abs(a - b) <= _SAME_PLACE for a, b in zip(one.places, other.places, strict=True)
    )


def _continued(upper: Grid, lower: Grid) -> Grid:
    """Return a table with what follows on the next page: headings told again are left out, a parted row is joined."""
    rows = list(lower.rows)
    repeated = 0
    while repeated < min(len(rows), len(upper.rows)) and _texts(rows[repeated]) == _texts(upper.rows[repeated]):
        repeated += 1
    rows = rows[repeated:]
    above = list(upper.rows)
    if rows and _numbered(upper) and _goes_on(above[-1], rows[0]):
        above[-1] = _joined(above[-1], rows.pop(0))
    if rows:
        rows = _merged_on(above[-1], rows)
    return Grid((*above, *rows))


def _texts(row: GridRow) -> tuple[str, ...]:
    return tuple(square.text for square in row.squares if not square.below)


def _numbered(grid: Grid) -> bool:
    """Tell whether the first column numbers the rows: nearly all of them, headings of sections aside."""
    first = [row.squares[0].text.rstrip(".") for row in grid.rows[1:] if len(row.squares) > 1]
    return bool(first) and sum(text.isdigit() for text in first) * 3 >= len(first) * 2


def _goes_on(last: GridRow, row: GridRow) -> bool:
    """Tell whether a row is the rest of the one before the page break: it has no number of its own."""
    alike = [(s.left, s.right) for s in last.squares] == [(s.left, s.right) for s in row.squares]
    return alike and last.squares[0].text.rstrip(".").isdigit() and not row.squares[0].text and len(row.squares) > 1


def _joined(upper: GridRow, lower: GridRow) -> GridRow:
    squares = (
        replace(one, text=f"{one.text} {other.text}".strip())
        for one, other in zip(upper.squares, lower.squares, strict=True)
    )
    return replace(upper, squares=tuple(squares))


def _merged_on(last: GridRow, rows: list[GridRow]) -> list[GridRow]:
    """Let a cell merged over rows go on below the page break, where its lower part is drawn empty."""
    merged = {square.left for square in last.squares[1:] if square.below}
    done: list[GridRow] = []
    for row in rows:
        merged &= {square.left for square in row.squares if not square.text}
        squares = (replace(s, below=True) if s.left in merged else s for s in row.squares)
        done.append(replace(row, squares=tuple(squares)))
    return done
