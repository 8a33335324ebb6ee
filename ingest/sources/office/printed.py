"""Words of a printed page → its lines and paragraphs, columns side by side (a letterhead, a signature) one after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.sources.office.sheet import Word

_GUTTER = 12.0
_INDENT = 12.0
# What begins a paragraph of its own, whatever stands before.
_BEGINS = re.compile(
    r"(?:Điều\s+\d+\s*[.:]|Căn\s+cứ\b|Theo\s+đề\s+nghị|Xét\s|Nơi\s+nhận|Kính\s+gửi|[-–+•*]\s|\(?\d{1,3}[.)]\s|[a-zđ]\)\s"
    r"|[IVX]{1,5}\.\s|[A-ZĐ]\.\s|(?:TM|KT|TUQ|TL|Q)\.\s|Phụ\s+lục\b|PHỤ\s+LỤC\b|DANH\s+SÁCH\b|\()"
)
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of print, or the part of one that stands in a column of its own."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return its words, with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """Return its upper edge."""
        return min(word.top for word in self.words)

    @property
    def height(self) -> float:
        """Return how tall its letters are."""
        return max(word.bottom - word.top for word in self.words)

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return median(word.middle for word in self.words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, where they begin, and whether the last line is filled (it may go on)."""

    text: str
    top: float
    open: bool
    indented: bool


def rows(words: Iterable[Word]) -> list[Row]:
    """Return the lines that words make, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle, one.left)):
        line = lines[-1] if lines else None
        if line is not None and abs(word.middle - median(one.middle for one in line)) <= (word.bottom - word.top) * 0.4:
            line.append(word)
        else:
            lines.append([word])
    return [Row(tuple(sorted(line, key=lambda one: one.left))) for line in lines]


def without_number(lines: list[Row]) -> list[Row]:
    """Return the lines of a page without the page's number at its top or bottom."""
    kept = lines
    if kept and _PAGE_NUMBER.match(kept[0].text):
        kept = kept[1:]
    if kept and _PAGE_NUMBER.match(kept[-1].text):
        kept = kept[:-1]
    return kept


def paragraphs(lines: Sequence[Row]) -> list[Paragraph]:
    """Return the paragraphs of lines that no table parts; columns side by side come one after another."""
    if not lines:
        return []
    edge = max(line.right for line in lines)
    margin = min(line.left for line in lines)
    found: list[Paragraph] = []
    for run, parted in _runs(lines):
        if parted:
            found += [Paragraph(row.text, row.top, False, True) for row in run]
        else:
            found += _filled(run, margin, edge)
    return found


def _runs(lines: Sequence[Row]) -> Iterator[tuple[list[Row], bool]]:
    """Yield stretches of plain lines, and stretches in two columns: all of the left one, then all of the right one."""
    plain: list[Row] = []
    index = 0
    while index < len(lines):
        gap = _gap(lines[index])
        if gap is None:
            plain.append(lines[index])
            index += 1
            continue
        if plain:
            yield plain, False
            plain = []
        left, right = list[Row](), list[Row]()
        while index < len(lines) and (parts := _parted(lines[index], gap)) is not None:
            gap = parts[2]
            left += parts[0]
            right += parts[1]
            index += 1
        yield [*left, *right], True
    if plain:
        yield plain, False


def _gap(line: Row) -> tuple[float, float] | None:
    """Return the gap that parts a line into two columns: one far wider than those between its words."""
    gaps = [(after.left - before.right, before.right, after.left) for before, after in _pairs(line.words)]
    if not gaps:
        return None
    widest = max(gaps)
    others = sorted(gap for gap, _, _ in gaps if gap < widest[0])
    usual = median(others) if others else 3.0
    return (widest[1], widest[2]) if widest[0] > max(_GUTTER, 2.5 * usual) else None


def _parted(line: Row, gutter: tuple[float, float]) -> tuple[list[Row], list[Row], tuple[float, float]] | None:
    """Return a line's words on both sides of a gutter and what is left of the gutter; None when it crosses it."""
    left = tuple(word for word in line.words if (word.left + word.right) / 2 < sum(gutter) / 2)
    right = line.words[len(left) :]
    if not left or not right:  # alone in one column
        crosses = line.left < gutter[0] and line.right > gutter[1]
        return None if crosses else ([Row(left)] if left else [], [Row(right)] if right else [], gutter)
    narrowed = max(gutter[0], left[-1].right), min(gutter[1], right[0].left)
    if narrowed[1] - narrowed[0] < _GUTTER * 0.6:
        return None
    return [Row(left)], [Row(right)], narrowed


def _pairs(words: Sequence[Word]) -> Iterable[tuple[Word, Word]]:
    return pairwise(words)


def _filled(lines: Sequence[Row], margin: float, edge: float) -> Iterator[Paragraph]:
    """Yield paragraphs: a line goes on with the next when it is filled and the next is neither indented nor a beginning."""
    width = edge - margin
    held: list[Row] = []
    for line in lines:
        if held and _goes_on(held, line, margin, edge, width):
            held.append(line)
            continue
        if held:
            yield _paragraph(held, margin, edge, width)
        held = [line]
    if held:
        yield _paragraph(held, margin, edge, width)


def _goes_on(held: Sequence[Row], line: Row, margin: float, edge: float, width: float) -> bool:
    last = held[-1]
    if not _is_filled(last, edge, width) or _BEGINS.match(line.text):
        return False
    near = line.top - last.top <= 2.4 * max(last.height, line.height)
    return near and line.left <= margin + _INDENT


def _is_filled(line: Row, edge: float, width: float) -> bool:
    return line.right >= edge - 0.14 * width


def _paragraph(held: Sequence[Row], margin: float, edge: float, width: float) -> Paragraph:
    text = " ".join(line.text for line in held)
    indented = held[0].left > margin + _INDENT
    return Paragraph(text, held[0].top, _is_filled(held[-1], edge, width) and text[-1] not in ".;:/", indented)


def begins(text: str) -> bool:
    """Tell whether words begin a paragraph of their own, whatever stands before."""
    return _BEGINS.match(text) is not None
