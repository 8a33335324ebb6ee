"""What was refused and waits to be corrected: rows, documents and passages, with place and reason.

It is kept beside the archive, renewed by every run for what that run has read. Corrections of rows are a log of their
own within the archive: they are applied whenever the row comes again, so that a table read anew keeps them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from graph_store import durable
from graph_store.errors import StoreDamaged
from graph_store.generations import Data
from graph_store.runs import HELD
from ingest.errors import SourceError
from ingest.tables.corrected import Corrections, key_of
from ingest.tables.reader import RefusedRow

_CORRECTIONS = "corrections.jsonl"
_ABOUT = ("_key", "_file", "_place", "_reason")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held back: `kind` is *row*, *document* or *passage*. A row has its cells; a document what was stated."""

    key: str
    kind: str
    source: str
    where: str
    what: str
    table: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str | None] = field(default_factory=dict)


def row(table: str, refused: RefusedRow) -> Held:
    """Return a refused row as it is held back."""
    one = refused.row
    cells = {column: cell.text for column, cell in one.cells.items() if column}
    source = str(Path(one.file).absolute())
    return Held(key_of(table, one), "row", source, one.where(refused.column), refused.what, table, cells)


def other(kind: str, source: str, where: str, what: str, stated: Mapping[str, str | None]) -> Held:
    """Return a document or passage as it is held back."""
    source = str(Path(source).absolute())
    key = hashlib.sha256(json.dumps([kind, source, where, what]).encode()).hexdigest()[:16]
    return Held(key, kind, source, where, what, None, {}, stated)


def held(data: Data) -> list[Held]:
    """Return what is held back, in the order in which it came."""
    path = data.path / HELD
    if not path.is_file():
        return []
    try:
        return [Held(**json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
    except (ValueError, TypeError):
        raise StoreDamaged(f"{path}: not what was written there; remove it and read the sources again") from None


def renew(data: Data, sources: Iterable[str], tables: Iterable[str], now: Sequence[Held]) -> None:
    """Hold back what a run refused, instead of what was held back of the sources and tables that it has read."""
    again = {str(Path(source).absolute()) for source in sources}
    whole = set(tables)
    kept = [one for one in held(data) if one.source not in again and one.table not in whole]
    if kept or now or (data.path / HELD).exists():
        lines = (json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) for one in [*kept, *now])
        data.path.mkdir(parents=True, exist_ok=True)
        durable.write(data.path / HELD, "".join(f"{line}\n" for line in lines).encode())


def exported(found: Iterable[Held]) -> str:
    """Return held rows as CSV to be corrected: key, file, place and reason, then the cells of their tables."""
    rows = [one for one in found if one.kind == "row"]
    columns = list(dict.fromkeys(column for one in rows for column in one.cells))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*_ABOUT, *columns])
    for one in rows:
        about = (one.key, one.source, one.where, one.what)
        writer.writerow([_plain(text) for text in (*about, *(one.cells.get(column, "") for column in columns))])
    return out.getvalue()


def corrections(data: Data) -> Corrections:
    """Return all corrections that were made, by the key of the row; the last one of a row counts."""
    path = data.archive_path / _CORRECTIONS
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        lines = file.read(durable.whole_lines(path)).decode().split("\n")
    try:
        told = [json.loads(line) for line in lines if line]
        return {one["key"]: dict(one["cells"]) for one in told}
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(f"{path}: no correction on some line") from None


def corrected(data: Data, path: Path, by: str) -> list[Held]:
    """Log what a corrected export changes, and return the rows it changes.

    A row that is not held back any more since it was corrected is passed over. Raises SourceError, with file, line and
    reason, for what is no such export, or names a row that never was held back.
    """
    waiting = {one.key: one for one in held(data) if one.kind == "row"}
    before = corrections(data)
    changed: dict[str, dict[str, str]] = {}
    for number, told in _lines(path):
        one = waiting.get(told["_key"])
        if one is None and told["_key"] in before:  # a run that was interrupted has taken it already
            continue
        if one is None:
            raise SourceError(str(path), f"line {number}", f"no row {told['_key']!r} is held back (any more)")
        cells = {
            column: " ".join(_read(told[column]).split())
            for column in one.cells
            if column in told and _read(told[column]) != one.cells[column]
        }
        if cells:
            changed[one.key] = {**before.get(one.key, {}), **cells}
    lines = [
        json.dumps({"key": key, "cells": cells, "by": by}, ensure_ascii=False, sort_keys=True).encode()
        for key, cells in changed.items()
    ]
    if lines:
        data.archive_path.mkdir(parents=True, exist_ok=True)
        durable.append(data.archive_path / _CORRECTIONS, lines)
    return [waiting[key] for key in changed]


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restval="")
        if reader.fieldnames is None or "_key" not in reader.fieldnames:
            raise SourceError(str(path), "", "no export of the quarantine: it has no column _key")
        return [(reader.line_num, one) for one in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), "", f"cannot be read: {error}") from None


def _plain(text: str) -> str:
    """Keep spreadsheets from taking a text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _read(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
