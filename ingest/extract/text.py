"""The shadow of a document's text: normalised for matching, with an offset map back to the stored text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.model import Span
from ingest.values import unify_tones

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_SPACES = (
    "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
# Eth looks like đ and comes from old conversions; both have one code point, so offsets do not move.
_SAME_LENGTH = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2028": "\n", "\u2029": "\n", "Ð": "Đ", "ð": "đ"})
# A line with several tabs is a table's row: each of its cells is read for itself.
_ROW = re.compile(r"[^\t\r\n]*(?:\t[^\t\r\n]*){2,}")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_OTHERWISE = re.compile(f"[{''.join(_SPACES)}\u2028\u2029Ðð]")
_UNEVEN = re.compile(f"[\r{_DROPPED}{_MARKS}]")
_IRREGULAR = re.compile(f"\r\n?|[{_DROPPED}]+|[^{_MARKS}][{_MARKS}]+|[{_MARKS}]+")


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text in matching form: NFC, plain spaces, LF line ends, one tone placement, nothing invisible.

    `span(start, end)` gives the stored text's span for a stretch of `text`.
    """

    text: str
    length: int
    _starts: list[int] = field(default_factory=list, repr=False)
    _stored: list[int] = field(default_factory=list, repr=False)
    _ends: list[int] = field(default_factory=list, repr=False)
    lower: str = field(default="", repr=False)
    """The text in lower case, letter by letter."""

    @classmethod
    def of(cls, text: str) -> Shadow:
        """Return the shadow of a stored text."""
        even = _ROW.sub(lambda row: row.group().replace("\t", "\n"), text) if "\t" in text else text
        even = even.translate(_SAME_LENGTH) if _OTHERWISE.search(even) else even
        if not _UNEVEN.search(even) and unicodedata.is_normalized("NFC", even):
            even = unify_tones(even)
            return cls(even, len(text), lower=lower_case(even))
        shadow = cls("", len(text))
        parts: list[str] = []
        position = 0
        for start, end, piece in _pieces(even):
            if not piece:
                continue
            shadow._starts.append(position)
            shadow._stored.append(start)
            shadow._ends.append(end)
            parts.append(piece)
            position += len(piece)
        whole = unify_tones("".join(parts))
        return cls(whole, len(text), shadow._starts, shadow._stored, shadow._ends, lower_case(whole))

    def span(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` stands in the stored text."""
        if not self._starts:
            return Span(start, end)
        return Span(self._start(start), self._end(end) if end > start else self._start(start))

    def position(self, stored: int) -> int:
        """Return the shadow offset of a stored offset (the nearest one not before it, where it was dropped)."""
        if not self._starts:
            return min(stored, len(self.text))
        run = bisect_right(self._stored, stored) - 1
        if run < 0:
            return 0
        following = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.text)
        if stored >= self._ends[run]:
            return following
        return min(self._starts[run] + stored - self._stored[run], following)

    def _start(self, position: int) -> int:
        run = bisect_right(self._starts, position) - 1
        return min(self._stored[run] + position - self._starts[run], self._ends[run])

    def _end(self, position: int) -> int:
        run = bisect_left(self._starts, position) - 1
        following = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.text)
        if position >= following:
            return self._ends[run]
        return min(self._stored[run] + position - self._starts[run], self._ends[run])


def lower_case(text: str) -> str:
    """Return text in lower case with every offset kept: the few foreign letters that would grow (İ) stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (stored start, stored end, shadow piece) for every run of the text."""
    done = 0
    for found in _IRREGULAR.finditer(text):
        if found.start() > done:
            yield from _regular(text, done, found.start())
        part = found.group()
        if part[0] == "\r":
            yield found.start(), found.end(), "\n"
        elif part[0] in _DROPPED:
            yield found.start(), found.end(), ""
        else:
            yield found.start(), found.end(), unicodedata.normalize("NFC", part)
        done = found.end()
    if done < len(text):
        yield from _regular(text, done, len(text))


def _regular(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    piece = text[start:end]
    if unicodedata.is_normalized("NFC", piece):
        yield start, end, piece
        return
    for offset, character in enumerate(piece, start):
        yield offset, offset + 1, unicodedata.normalize("NFC", character)
