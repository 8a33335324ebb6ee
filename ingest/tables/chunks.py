"""A table file → chunks of rows, each to be a document of its own, kept as what was read: one JSON value a line."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ingest.context import Metadata
from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.sources.table import reader
from ingest.sources.table.rows import EMPTY, Cell, Row, Sheet, Value, cell
from ingest.tables import corrected
from ingest.tables.corrected import Corrections
from ingest.tables.plan import Plan, parsed

ROWS = 1_000
"""Rows of one chunk: a longer table is several documents, so that no graph is too large to be replaced at once."""

NONE: Corrections = MappingProxyType({})
"""No corrections."""
_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of one sheet, with all that is needed to read them. `table` is the id of the whole table.

    `rows` are as published; `corrections` are those that people made of some of them.
    """

    file: str
    table: str
    number: int
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    plan: Plan
    stated: Metadata
    media_type: str
    corrections: Corrections = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the chunk as a document: the table's own for the first one."""
        return self.table if self.number == 1 else f"{self.table}#{self.number}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A table was read to its end: how many chunks and rows it has."""

    file: str
    table: str
    chunks: int
    rows: int


def chunks(
    path: Path, plan: Plan, stated: Metadata, corrections: Corrections = NONE
) -> Iterator[Chunk | Issue | Whole]:
    """Yield the rows of a table in chunks, notes on what was left aside, and last that it was read to its end.

    Raises SourceError, before anything is yielded, for what is no such table: no sheet with the mapping's columns, a
    file that breaks off, or more or fewer rows than the mapping expects.
    """
    data = reader.contents(path)
    stated = stated.over(
        Metadata(**{key: plan.document.get(key) for key in ("publisher", "place", "published", "url")})
    )
    table = stated.url or f"sha256:{hashlib.sha256(data).hexdigest()}"
    _checked(data, path, plan)
    number = total = 0
    for sheet in _sheets(data, path, plan):
        if not _is_read(sheet, plan):
            yield _left_aside(sheet, plan, path)
            continue
        yield from _notes(sheet, plan)
        while rows := tuple(islice(sheet.rows, ROWS)):
            number, total = number + 1, total + len(rows)
            own = corrected.of(table, rows, corrections)
            yield Chunk(
                str(path),
                table,
                number,
                sheet.name,
                sheet.columns,
                rows,
                plan,
                stated,
                _TYPES[path.suffix.lower()],
                own,
            )
    yield Whole(str(path), table, number, total)


def kept(chunk: Chunk) -> bytes:
    """Return a chunk as the archive keeps it: what it is of on the first line, then one row a line."""
    head = {
        "table": chunk.table,
        "chunk": chunk.number,
        "sheet": chunk.sheet,
        "columns": chunk.columns,
        "mapping": chunk.plan.source,
        "stated": {key: getattr(chunk.stated, key) for key in ("publisher", "place", "published", "url")},
        "media_type": chunk.media_type,
    }
    lines = [head, *({"row": row.number, "cells": _packed(row.cells)} for row in chunk.rows)]
    return "".join(f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n" for line in lines).encode()


def again(content: bytes, file: str, corrections: Corrections = NONE) -> Chunk:
    """Return the chunk that the archive kept. SourceError when its mapping is not understood any more."""
    head, *lines = (json.loads(line) for line in content.decode().split("\n") if line)
    columns = tuple(head["columns"])
    rows = tuple(
        Row(file, head["sheet"], line["row"], {column: _unpacked(one) for column, one in line["cells"].items()})
        for line in lines
    )
    rows = tuple(Row(row.file, row.sheet, row.number, {**dict.fromkeys(columns, EMPTY), **row.cells}) for row in rows)
    plan = parsed(head["mapping"], file)
    return Chunk(
        file, head["table"], head["chunk"], head["sheet"], columns, rows, plan, Metadata(**head["stated"]),
        head["media_type"], corrected.of(head["table"], rows, corrections),
    )  # fmt: skip


def _packed(cells: Mapping[str, Cell]) -> dict[str, Any]:
    packed: dict[str, Any] = {}
    for column, one in cells.items():
        if one.fault is not None:
            packed[column] = {"fault": one.fault, "text": one.text}
        elif isinstance(one.value, Decimal):
            packed[column] = {"number": str(one.value)}
        elif isinstance(one.value, datetime.date):
            packed[column] = {"day": one.value.isoformat()}
        elif one.value is not None:
            packed[column] = one.value
    return packed


def _unpacked(told: Any) -> Cell:  # noqa: ANN401 - whatever JSON has
    if not isinstance(told, dict):
        return cell(told)
    if "fault" in told:
        return Cell(None, told["text"], told["fault"])
    value: Value = Decimal(told["number"]) if "number" in told else datetime.date.fromisoformat(told["day"])
    return cell(value)


def _sheets(data: bytes, path: Path, plan: Plan) -> Iterator[Sheet]:
    return reader.read(data, str(path), path.suffix.lower(), wanted=plan.fits, header=plan.header)


def _is_read(sheet: Sheet, plan: Plan) -> bool:
    return not sheet.hidden and plan.reads_sheet(sheet.name) and bool(sheet.columns) and plan.fits(sheet.columns)


def _checked(data: bytes, path: Path, plan: Plan) -> None:
    """Read all rows once: a table is taken whole or not at all."""
    total, fitting = 0, False
    nearest: list[str] | None = None
    for sheet in _sheets(data, path, plan):
        count = sum(1 for _ in sheet.rows)
        if _is_read(sheet, plan):
            fitting, total = True, total + count
        elif not sheet.hidden and plan.reads_sheet(sheet.name):
            lacking = [column.names[0] for column in plan.missing(sheet.columns)]
            nearest = lacking if nearest is None or len(lacking) < len(nearest) else nearest
    if not fitting:
        lacks = f"; lacking: {', '.join(map(repr, nearest))}" if nearest else ""
        raise SourceError(str(path), "", f"no sheet has the columns of the mapping {plan.name!r}{lacks}")
    least, most = plan.expected.least, plan.expected.most
    if total < least or (most is not None and total > most):
        wanted = f"at least {least}" if most is None else f"{least} to {most}" if least != most else str(least)
        raise SourceError(str(path), "", f"has {total} rows; the mapping {plan.name!r} expects {wanted}")


def _left_aside(sheet: Sheet, plan: Plan, path: Path) -> Issue:
    why = "hidden" if sheet.hidden else "not of this mapping's sheets"
    if not sheet.hidden and plan.reads_sheet(sheet.name):
        why = f"it has not the columns of the mapping {plan.name!r}"
    return Issue(Level.NOTE, str(path), f"sheet {sheet.name!r}", f"left out: {why}")


def _notes(sheet: Sheet, plan: Plan) -> Iterator[Issue]:
    place = f"sheet {sheet.name!r}, " if sheet.name else ""
    taken = plan.found(sheet.columns)
    for column in sheet.columns:
        if column not in taken and not plan.ignores(column):
            where = f"{place}column {column!r}"
            yield Issue(Level.WARNING, sheet.file, where, "is neither read nor ignored by the mapping")
    for column in sheet.left_out:
        yield Issue(Level.NOTE, sheet.file, f"{place}column {column!r}", "left out: numbers of identity papers")
