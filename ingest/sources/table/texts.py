"""Tables kept as text: comma, semicolon, tab or bar between cells, in any encoding that articles are read in."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from ingest.errors import SourceError
from ingest.sources.article.encoding import decode
from ingest.sources.table.rows import Cell, cell

DELIMITERS = ",;\t|"
_SAMPLE = 60
_LONGEST_CELL = 100_000
_SAID = "sep="


def rows(data: bytes, name: str, delimiter: str | None = None) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Yield each record's number (from 1, blank ones counted) and its cells; SourceError for what is no such table."""
    text = decode(data, name).text
    first = 0
    if text[:4].lower() == _SAID and len(text) > 5 and text[5] in "\r\n":  # what Excel writes for itself
        delimiter, text, first = text[4], text[6:].lstrip("\n"), 1
    delimiter = delimiter or delimiter_of(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SourceError(name, f"row {number}, line {reader.line_num}", _told(error)) from None
        yield number, {index: cell(value) for index, value in enumerate(record)}


def delimiter_of(text: str) -> str:
    """Return what stands between cells: the sign that splits most of the first records into the same count of cells."""
    sample = text[:200_000]
    best, chosen = (0.0, 0), ","
    for sign in DELIMITERS:
        counts = _counts(sample, sign)
        if not counts:
            continue
        width, times = max(Counter(counts).items(), key=lambda one: (one[1] * (one[0] > 1), one[0]))
        score = (times / len(counts), width) if width > 1 else (0.0, 0)
        if score > best:
            best, chosen = score, sign
    return chosen


def _counts(sample: str, sign: str) -> list[int]:
    counts: list[int] = []
    reader = csv.reader(StringIO(sample, newline=""), delimiter=sign)
    try:
        for record in reader:
            if any(one.strip() for one in record):
                counts.append(len(record))
            if len(counts) >= _SAMPLE:
                break
    except csv.Error:
        return []
    return counts


def _told(error: csv.Error) -> str:
    said = str(error)
    if "field larger" in said:
        return f"a cell longer than {_LONGEST_CELL:,} signs; is a quotation mark left open?"
    if "unexpected end" in said:
        return "a quotation mark is opened and never closed"
    if "expected after" in said:
        return "text after a closing quotation mark; a quotation mark within a cell is written twice"
    return f"cannot be read: {said}"
