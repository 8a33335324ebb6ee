"""Word documents (DOCX): paragraphs and tables in order, merged cells and list numbers as the page shows them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TypeAlias
from zlib import error as ZlibError

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from ingest.errors import SourceError
from ingest.sources.office.layout import Grid, GridRow, Line, Part, Square
from ingest.sources.office.numbering import Numbering

LARGEST_UNPACKED = 200_000_000
"""Bytes: what a document may unpack to."""
MOST_PARTS = 5_000
"""Files within the document's archive."""
MOST_CELLS = 200_000
"""Cells of all tables."""

Element: TypeAlias = etree._Element
_LEFT_OUT = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:footnoteReference", "w:txbxContent")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC, _R, _T = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t"))
_BREAKS = frozenset(map(qn, ("w:br", "w:cr")))
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
_VAL = qn("w:val")


def parts(data: bytes, name: str) -> list[Part]:
    """Return the paragraphs and tables of a document; SourceError when it is broken, locked or would not fit in memory.

    What is deleted in tracked changes, hidden, or stands in headers, footers and notes is not read.
    """
    _looked_at(data, name)
    try:
        document = Document(BytesIO(data))
        body = document.element.body
        numbering = Numbering.of(document)
    except (OpcError, zipfile.BadZipFile, ZlibError, KeyError, ValueError, etree.LxmlError, AttributeError) as error:
        raise SourceError(name, "", f"no Word document that can be read: {error}") from None
    return list(_Reader(name, numbering).blocks(body))


def _looked_at(data: bytes, name: str) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares a document type (and with it entities)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = archive.infolist()
            size = sum(one.file_size for one in files)
            if size > LARGEST_UNPACKED or len(files) > MOST_PARTS:
                what = f"unpacks to {size / 1e6:,.0f} MB in {len(files):,} files"
                most = f"at most {LARGEST_UNPACKED // 1_000_000} MB in {MOST_PARTS:,} files are read"
                raise SourceError(name, "", f"{what}; {most}")
            if any(one.flag_bits & 1 for one in files):
                raise SourceError(name, "", "the document is locked with a password; save it without one")
            for one in files:
                if one.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(one):
                    raise SourceError(name, one.filename, "declares a document type, which no Word document does")
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceError(name, "", f"no Word document that can be read: {error}") from None


class _Reader:
    def __init__(self, name: str, numbering: Numbering) -> None:
        self.name, self.numbering, self.cells = name, numbering, 0

    def blocks(self, parent: Element) -> Iterator[Part]:
        for child in _children(parent, _P, _TBL):
            if child.tag == _P:
                text = self.paragraph(child)
                if text.strip():
                    yield Line(text)
            else:
                yield self.table(child)

    def paragraph(self, element: Element) -> str:
        """Return what a paragraph shows, the number of a list before it."""
        text = "".join(_shown(element))
        number = self.numbering.number(element)
        return f"{number} {text}".strip() if number else text

    def table(self, element: Element) -> Grid:
        return Grid(tuple(GridRow(tuple(self.row(row))) for row in _children(element, _TR)))

    def row(self, element: Element) -> Iterator[Square]:
        left = _number(element, "w:trPr/w:gridBefore")
        for cell in _children(element, _TC):
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise SourceError(self.name, "", f"tables of more than {MOST_CELLS:,} cells are not read")
            right = left + max(1, _number(cell, "w:tcPr/w:gridSpan"))
            merged = cell.find(_path("w:tcPr/w:vMerge"))
            below = merged is not None and merged.get(_VAL, "continue") == "continue"
            yield Square(left, right, "" if below else "\n".join(self.lines(cell)), below)
            left = right

    def lines(self, cell: Element) -> Iterator[str]:
        for block in self.blocks(cell):
            if isinstance(block, Line):
                yield block.text
            else:  # a table within a cell is read as its lines
                yield from (" ".join(square.text for square in row.squares) for row in block.rows)


def _children(parent: Element, *tags: str) -> Iterator[Element]:
    """Yield children of some kinds, looking through content controls and insertions, however deep they lie."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            waiting.append(iter(child))


def _shown(paragraph: Element) -> Iterable[str]:
    waiting = [iter(paragraph)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in _LEFT_OUT or child.tag == _FALLBACK or _is_hidden(child):
            continue
        elif child.tag == _T:
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n" if child.get(qn("w:type")) is None else ""
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            waiting.append(iter(child))


def _is_hidden(run: Element) -> bool:
    if run.tag != _R:
        return False
    vanish = run.find(_path("w:rPr/w:vanish"))
    return vanish is not None and vanish.get(_VAL) not in ("0", "false")


def _number(element: Element, path: str) -> int:
    found = element.find(_path(path))
    said = found.get(_VAL) if found is not None else None
    return int(said) if said is not None and said.isdigit() and len(said) < 4 else 0


def _path(path: str) -> str:
    return "/".join(qn(step) for step in path.split("/"))
