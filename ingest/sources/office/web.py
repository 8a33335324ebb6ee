"""Decisions on web pages: the same lines and tables as from paper, out of what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.sources.article.page import BLOCKS, children, left_out, root_of
from ingest.sources.office.layout import Grid, GridRow, Line, Part, Square

MOST_COLUMNS = 60
"""Columns of one table; what spans more is no list."""
_CELLS = ("td", "th")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parts(html: str) -> list[Part]:
    """Return the lines and tables that a page shows in its main part; the page has been measured before."""
    tree = LexborHTMLParser(html)
    body = tree.body
    if body is None:
        return []
    gatherer = _Gatherer()
    gatherer.walk(root_of(tree, body))
    return gatherer.parts


class _Gatherer:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.open: list[str] = []

    def close(self) -> None:
        for line in "".join(self.open).split("\n"):
            if line.strip():
                self.parts.append(Line(line))
        self.open.clear()

    def walk(self, root: LexborNode) -> None:
        """Go through a stretch of the page in reading order; a None on the stack ends a block."""
        stack: list[LexborNode | None] = [root]
        while stack:
            node = stack.pop()
            if node is None:
                self.close()
            elif node.is_text_node:
                self.open.append(_SPACE.sub(" ", node.text_content or ""))
            elif node.is_element_node:
                self._element(node, node is root, stack)
        self.close()

    def _element(self, node: LexborNode, whole: bool, stack: list[LexborNode | None]) -> None:
        tag = node.tag or ""
        if tag == "br":
            self.open.append("\n")
        elif not whole and left_out(node, tag):
            return
        elif tag == "table" and (grid := _grid(node)) is not None:
            self.close()
            self.parts.append(grid)
        else:
            if tag in BLOCKS:
                self.close()
                stack.append(None)
            stack.extend(reversed(list(children(node))))


def _grid(table: LexborNode) -> Grid | None:
    """Return a table's rows; None for one that only holds parts of the page: tables within it, or one cell a row."""
    if table.css_first("td table, th table") is not None:
        return None
    rows: list[GridRow] = []
    above: dict[int, tuple[int, int]] = {}  # by column: where the cell above ends, and for how many more rows
    for row in table.css("tr"):
        squares = list(_row(row, above))
        if squares:
            rows.append(GridRow(tuple(squares)))
    if not any(len(row.squares) > 1 for row in rows):
        return None
    return Grid(tuple(rows))


def _row(row: LexborNode, above: dict[int, tuple[int, int]]) -> Iterator[Square]:
    cells = [cell for cell in children(row) if cell.tag in _CELLS]
    column = 0
    while column < MOST_COLUMNS and (cells or column in above):
        if column in above:
            right, rows = above.pop(column)
            if rows > 1:
                above[column] = (right, rows - 1)
            yield Square(column, right, "", below=True)
            column = right
            continue
        cell = cells.pop(0)
        right = column + max(1, min(_number(cell, "colspan"), MOST_COLUMNS))
        down = _number(cell, "rowspan")
        if down > 1:
            above[column] = (right, down - 1)
        yield Square(column, right, _text(cell))
        column = right


def _text(cell: LexborNode) -> str:
    gatherer = _Gatherer()
    gatherer.walk(cell)
    return "\n".join(part.text for part in gatherer.parts if isinstance(part, Line))


def _number(cell: LexborNode, attribute: str) -> int:
    said = (cell.attributes.get(attribute) or "").strip()
    return int(said) if said.isdigit() and len(said) < 5 else 1
