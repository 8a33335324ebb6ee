"""Any table file → its sheets, with header, rows and places: the one door through which tables come in."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from ingest.errors import SourceError
from ingest.sources.table import headers, objects, texts, workbooks
from ingest.sources.table.headers import Found, Header
from ingest.sources.table.rows import Cell, Sheet, sheet

LARGEST = 200_000_000
"""Bytes: a table of a million rows is about so large."""
_TEXTS: Mapping[str, str | None] = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
SUFFIXES = (*_TEXTS, *_BOOKS, ".json", ".jsonl", ".ndjson")
"""The names of files that are read as tables."""


def is_table(path: Path) -> bool:
    """Tell by its name whether a file is read as a table."""
    return path.suffix.lower() in SUFFIXES


def sheets(path: Path, *, wanted: Found | None = None, header: int | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a file; those in which no header is found have no columns and no rows.

    The header is the row numbered `header`, or the first one whose columns are `wanted`, or that looks like one. The
    rows of a sheet must be read before the next sheet is asked for. Raises SourceError, with file, place and reason,
    for what is no table: unreadable, empty, too large, locked, broken, or with two columns of one name.
    """
    yield from read(contents(path), str(path), path.suffix.lower(), wanted=wanted, header=header)


def read(
    data: bytes, name: str, suffix: str, *, wanted: Found | None = None, header: int | None = None
) -> Iterator[Sheet]:
    """Yield the sheets of a table's bytes; `suffix` (`.csv`) tells the format. See `sheets`."""
    if not data.strip():
        raise SourceError(name, "", "the file is empty")
    if suffix in _TEXTS:
        tab = workbooks.Tab("", False, texts.rows(data, name, _TEXTS[suffix]), ())
        yield _headed(tab, name, wanted, header)
    elif suffix in _BOOKS:
        for tab in workbooks.tabs(data, name):
            yield _headed(tab, name, wanted, header)
    elif suffix == ".json":
        yield _named(objects.of_json(data, name), name)
    elif suffix in (".jsonl", ".ndjson"):
        yield _named(list(objects.of_lines(data, name)), name)
    else:
        raise SourceError(name, "", f"no table: only {', '.join(SUFFIXES)} are read as tables")


def contents(path: Path) -> bytes:
    """Return a file's bytes; SourceError when it is no readable file or larger than `LARGEST`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(str(path), "", "not a file")
        if status.st_size > LARGEST:
            size = f"{status.st_size / 1e6:,.0f} MB"
            raise SourceError(str(path), "", f"{size} is too large for a table (at most {LARGEST // 1_000_000} MB)")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), "", f"cannot be read: {error.strerror or error}") from None


def _headed(tab: workbooks.Tab, name: str, wanted: Found | None, stated: int | None) -> Sheet:
    coming = iter(tab.rows)
    first = list(islice(coming, max(headers.SEARCHED, (stated or 0) + 3)))
    place = f"sheet {tab.name!r}, " if tab.name else ""
    found = headers.find(first, tab.merged, place, name, wanted, stated) or Header(0, {})
    if not found.names:
        return sheet(name, tab.name, 0, {}, (), tab.hidden)
    rows = chain((one for one in first if one[0] > found.row), coming)
    return sheet(name, tab.name, found.row, found.names, rows, tab.hidden)


def _named(rows: list[tuple[int, dict[str, Cell]]], name: str) -> Sheet:
    columns = dict.fromkeys(column for _, cells in rows for column in cells)
    places = {column: index for index, column in enumerate(columns)}
    numbered = ((number, {places[column]: one for column, one in cells.items()}) for number, cells in rows)
    return sheet(name, "", 0, dict(enumerate(columns)), numbered)
