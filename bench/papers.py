"""Papers made for tests and measurements: one description of a paper becomes a DOCX, a PDF with ruled tables, or a web page.

The PDF has one font of which code and letter are the same number, so that no font file is needed.
"""

from __future__ import annotations

import html
import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import docx
from docx.table import Table as WordTable

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LEADING = 595, 842, 60, 12, 17
_LETTER = 0.5  # every letter is half as wide as tall


@dataclass(frozen=True)
class Cell:
    """One cell; `across` columns and `down` rows are merged in it."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells (texts or `Cell`s, those covered by merged ones left out) and the widths of columns in points."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    repeated: int = 0
    """How many rows are printed again on each further page."""


@dataclass(frozen=True)
class Pair:
    """Two columns without lines side by side: a letterhead, or where it goes and who signed."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Break:
    """A new page begins."""


@dataclass(frozen=True)
class Centred:
    """A line in the middle."""

    text: str


Part = str | Centred | Pair | Table | Break


def cells(row: Iterable[str | Cell]) -> list[Cell]:
    """Return the cells of a row."""
    return [one if isinstance(one, Cell) else Cell(one) for one in row]


# --- DOCX


def as_docx(parts: Iterable[Part]) -> bytes:
    """Return a paper as a Word document."""
    document = docx.Document()
    for part in parts:
        match part:
            case str() | Centred():
                document.add_paragraph(part if isinstance(part, str) else part.text)
            case Pair():
                table = document.add_table(1, 2)
                table.cell(0, 0).text, table.cell(0, 1).text = "\n".join(part.left), "\n".join(part.right)
            case Table():
                _word_table(document.add_table(len(part.rows), len(part.widths)), part)
            case Break():
                document.add_paragraph().paragraph_format.page_break_before = True
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _word_table(made: WordTable, table: Table) -> None:
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        x = 0
        for cell in cells(row):
            while (y, x) in taken:
                x += 1
            own = made.cell(y, x)
            if cell.across > 1 or cell.down > 1:
                own = own.merge(made.cell(y + cell.down - 1, x + cell.across - 1))
                taken |= {(y + b, x + a) for a in range(cell.across) for b in range(cell.down)}
            own.text = cell.text
            x += cell.across


# --- HTML


def as_html(parts: Iterable[Part]) -> bytes:
    """Return a paper as a web page."""
    said = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Văn bản</title></head><body><article>"]
    for part in parts:
        match part:
            case str() | Centred():
                said.append(f"<p>{html.escape(part if isinstance(part, str) else part.text)}</p>")
            case Pair():
                left, right = ("<br>".join(map(html.escape, side)) for side in (part.left, part.right))
                said.append(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>")
            case Table():
                said.append("<table>")
                for row in part.rows:
                    inner = (
                        f"<td colspan='{c.across}' rowspan='{c.down}'>{html.escape(c.text)}</td>" for c in cells(row)
                    )
                    said.append(f"<tr>{''.join(inner)}</tr>")
                said.append("</table>")
            case Break():
                said.append("<hr>")
    return "\n".join([*said, "</article></body></html>"]).encode()


# --- PDF


@dataclass
class _Pages:
    done: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = _HEIGHT - _MARGIN

    def text(self, x: float, y: float, text: str) -> None:
        code = text.encode("utf-16-be").hex()
        self.done[-1].append(f"BT /F {_SIZE} Tf 1 0 0 1 {x:.1f} {y:.1f} Tm <{code}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.done[-1].append(f"0.5 w {x0:.1f} {y0:.1f} m {x1:.1f} {y1:.1f} l S")

    def turn(self) -> None:
        self.text(_WIDTH / 2, _MARGIN / 2, str(len(self.done)))
        self.done.append([])
        self.y = _HEIGHT - _MARGIN

    def room(self, lines: int = 1) -> None:
        if self.y - lines * _LEADING < _MARGIN:
            self.turn()


Turn = tuple[int, str, str]
"""Degrees by which pages are shown turned, the matrix that turns what is drawn back, and the box of the page."""


def as_pdf(parts: Iterable[Part], turn: Turn | None = None) -> bytes:
    """Return a paper as printed pages; tables are ruled and go on over page breaks."""
    pages = _Pages()
    for part in parts:
        match part:
            case str():
                for number, line in enumerate(textwrap.wrap(part, 74, initial_indent="    ")):
                    pages.room()
                    pages.text(_MARGIN + (24 if number == 0 else 0), pages.y - _SIZE, line.strip())
                    pages.y -= _LEADING
            case Centred():
                for line in textwrap.wrap(part.text, 70):
                    pages.room()
                    pages.text((_WIDTH - len(line) * _SIZE * _LETTER) / 2, pages.y - _SIZE, line)
                    pages.y -= _LEADING
            case Pair():
                pages.room(max(len(part.left), len(part.right)))
                for x, side in ((_MARGIN, part.left), (_MARGIN + 250, part.right)):
                    for number, line in enumerate(side):
                        pages.text(x, pages.y - _SIZE - number * _LEADING, line)
                pages.y -= _LEADING * max(len(part.left), len(part.right))
            case Table():
                _printed_table(pages, part)
            case Break():
                pages.turn()
    return pdf(["\n".join(page) for page in pages.done], turn=turn)


def _printed_table(pages: _Pages, table: Table) -> None:
    """Print rows with their lines; a merged cell that a page break parts has its text on the first page."""
    placed = _placed(table)
    index = 0
    while index < len(table.rows):
        shown = list(range(table.repeated)) if index >= table.repeated and index else []
        room = int((pages.y - _MARGIN) // _LEADING)
        used = sum(_height(table, placed, row) for row in shown)
        while index < len(table.rows) and used + _height(table, placed, index) <= room:
            used += _height(table, placed, index)
            shown.append(index)
            index += 1
        _printed_rows(pages, table, placed, shown)
        if index < len(table.rows):
            pages.turn()


Placed = dict[tuple[int, int], Cell]


def _placed(table: Table) -> Placed:
    found: Placed = {}
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        x = 0
        for cell in cells(row):
            while (y, x) in taken:
                x += 1
            found[y, x] = cell
            taken |= {(y + b, x + a) for a in range(cell.across) for b in range(cell.down)}
            x += cell.across
    return found


def _wrapped(table: Table, x: int, cell: Cell) -> list[str]:
    width = sum(table.widths[x : x + cell.across]) - 6
    return textwrap.wrap(cell.text, max(3, int(width / (_SIZE * _LETTER)))) or [""]


def _height(table: Table, placed: Placed, row: int) -> int:
    lines = [len(_wrapped(table, x, cell)) for (y, x), cell in placed.items() if y == row and cell.down == 1]
    return max(lines, default=1)


def _printed_rows(pages: _Pages, table: Table, placed: Placed, shown: Sequence[int]) -> None:
    left = [_MARGIN + sum(table.widths[:x]) for x in range(len(table.widths) + 1)]
    tops = [pages.y]
    for row in shown:
        tops.append(tops[-1] - _height(table, placed, row) * _LEADING)
    pages.rule(left[0], tops[0], left[-1], tops[0])
    for (y, x), cell in placed.items():
        lines = [place for place, row in enumerate(shown) if y <= row < y + cell.down]
        if not lines:
            continue
        top, bottom = tops[lines[0]], tops[lines[-1] + 1]
        right = left[x + cell.across]
        pages.rule(left[x], bottom, right, bottom)
        for edge in (left[x], right):
            pages.rule(edge, top, edge, bottom)
        if y in shown:
            for number, line in enumerate(_wrapped(table, x, cell)):
                pages.text(left[x] + 3, top - _SIZE - number * _LEADING, line)
    pages.y = tops[-1] - _LEADING / 2


def pdf(pages: Sequence[str], *, extra: str = "", turn: Turn | None = None) -> bytes:
    """Return a PDF of pages' drawing commands; `extra` goes into its trailer (as `/Encrypt …` does)."""
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        + "".join(f"1 beginbfrange <{high:02X}00> <{high:02X}FF> <{high:02X}00> endbfrange " for high in range(0x20))
        + "1 beginbfrange <2000> <20FF> <2000> endbfrange endcmap end end"
    )
    objects: list[str | bytes] = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/DW {int(_LETTER * 1000)}/FontDescriptor<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 500 800]"
        "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>",
        _stream(mapping.encode()),
    ]
    degrees, matrix, box = turn or (0, "", f"0 0 {_WIDTH} {_HEIGHT}")
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {degrees}/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        objects.append(_stream((f"{matrix} cm\n{page}" if matrix else page).encode()))
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        body = one if isinstance(one, bytes) else one.encode()
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(written)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    written += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(written)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"
