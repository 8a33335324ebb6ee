"""One printed page as drawn: its words and its ruled lines, with their places, as the printing library tells them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_CHARACTERS = 60_000
"""Characters of one page; a page of print has three thousand."""
MOST_RULES = 20_000
"""Straight pieces of drawn lines on one page."""
_STRAIGHT = 1.5
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box; `top` is above `bottom`, both counted downwards from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight piece of line, level or upright: where it lies (`at`), and from where to where it goes."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is on a page: words in the order drawn, rules, whether there are pictures, and its height."""

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictured: bool
    full: bool


def drawn(page: pdfium.PdfPage) -> Drawn:
    """Return what is on a page; `full` when it has more than is read (characters or rules)."""
    turn = _Turn(page.get_rotation(), *page.get_mediabox())
    text = page.get_textpage()
    try:
        count = text.count_chars()
        words = tuple(_words(text, turn, min(count, MOST_CHARACTERS)))
    finally:
        text.close()
    strokes = _Strokes(turn)
    strokes.of_page(page.raw)
    full = count > MOST_CHARACTERS or len(strokes.rules) > MOST_RULES
    return Drawn(words, tuple(strokes.rules[:MOST_RULES]), strokes.pictured, full)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns places as drawn into places as seen, counted from the top left corner."""

    degrees: int
    left: float
    bottom: float
    right: float
    top: float

    def seen(self, x: float, y: float) -> tuple[float, float]:
        if self.degrees == 90:
            return y - self.bottom, x - self.left
        if self.degrees == 180:
            return self.right - x, y - self.bottom
        if self.degrees == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _words(text: pdfium.PdfTextPage, turn: _Turn, count: int) -> Iterator[Word]:
    box = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(one) for one in box]
    rectangle = raw.FS_RECTF()
    letters: list[str] = []
    left = top = right = bottom = 0.0
    index = 0
    while index < count:
        code = raw.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        low = raw.FPDFText_GetUnicode(text, index + 1) if 0xD800 <= code < 0xDC00 and index + 1 < count else 0
        if 0xDC00 <= low < 0xE000:
            letter = chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00)
        place = index
        index += 2 if low else 1
        if not letter or letter.isspace() or letter in "\u0002\ufffe":
            if letters:
                yield Word("".join(letters), left, top, right, bottom)
                letters = []
            continue
        if raw.FPDFText_GetLooseCharBox(text, place, ctypes.byref(rectangle)):
            corners = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        else:
            raw.FPDFText_GetCharBox(text, place, *pointers)
            corners = (box[0].value, box[3].value, box[1].value, box[2].value)
        x0, y0 = turn.seen(corners[0], corners[1])
        x1, y1 = turn.seen(corners[2], corners[3])
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        apart = letters and (
            abs((y0 + y1) / 2 - (top + bottom) / 2) > (bottom - top) / 2 or x0 - right > y1 - y0 or x0 < left
        )
        if apart:
            yield Word("".join(letters), left, top, right, bottom)
            letters = []
        if not letters:
            left, top, right, bottom = x0, y0, x1, y1
        letters.append(letter)
        left, top, right, bottom = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
    if letters:
        yield Word("".join(letters), left, top, right, bottom)


Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class _Strokes:
    """Gathers the straight lines of a page's drawings, those within its forms, too."""

    def __init__(self, turn: _Turn) -> None:
        self.turn, self.rules, self.pictured = turn, list[Rule](), False

    def of_page(self, page: raw.FPDF_PAGE) -> None:
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, index), _SAME, 0)

    def _object(self, drawing: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> None:
        if len(self.rules) > MOST_RULES:
            return
        kind = raw.FPDFPageObj_GetType(drawing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictured = True
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(drawing, _times(_matrix(drawing), outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = _times(_matrix(drawing), outer)
            for index in range(raw.FPDFFormObj_CountObjects(drawing)):
                self._object(raw.FPDFFormObj_GetObject(drawing, index), own, depth + 1)

    def _path(self, path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> None:
        x, y = ctypes.c_float(), ctypes.c_float()
        begin = last = (0.0, 0.0)
        for index in range(min(raw.FPDFPath_CountSegments(path), MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(path, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            here = _moved(x.value, y.value, matrix)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begin = here
            elif kind == raw.FPDF_SEGMENT_LINETO:
                self._line(last, here)
            last = here
            if raw.FPDFPathSegment_GetClose(segment):
                self._line(last, begin)
                last = begin

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = self.turn.seen(*one), self.turn.seen(*other)
        if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
            self.rules.append(Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
            self.rules.append(Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _matrix(drawing: raw.FPDF_PAGEOBJECT) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawing, ctypes.byref(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
