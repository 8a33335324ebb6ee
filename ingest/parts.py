"""Parts of a run on disk: what was read of some documents (N-Quads, claims, texts, refusals), to be published later.

A part is a file of JSON lines, packed with zstd: one line for each thing read, and a last one that says how many there
are. It appears whole or not at all.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Generator, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import zstandard

from graph_store import durable
from graph_store.archive import Entry
from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.model import Span
from ingest.resolve.tellings import Telling
from ingest.sources.table.rows import Cell, Row
from ingest.tables.chunks import Whole
from ingest.tables.reader import RefusedRow
from ingest.tally import Read


def write(path: Path, reads: Iterable[Read]) -> int:
    """Write a part; return how many things were read for it."""
    packed = bytearray()
    number = 0
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    for read in reads:
        packed += packer.compress(_line(_told(read)))
        number += 1
    packed += packer.compress(_line({"end": number})) + packer.flush()
    path.parent.mkdir(parents=True, exist_ok=True)
    durable.write(path, bytes(packed))
    return number


def read(path: Path) -> Generator[Read]:
    """Yield what a part holds, in order. SourceError for one that is not there or not whole."""
    number = 0
    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as unpacked:
            for line in _lines(unpacked):
                told = json.loads(line)
                if "end" in told:
                    if told["end"] == number:
                        return
                    break
                yield _understood(told)
                number += 1
    except (OSError, ValueError, KeyError, TypeError, zstandard.ZstdError) as error:
        raise SourceError(str(path), "", f"is no part of a run that can be read: {error}") from None
    raise SourceError(str(path), "", "is not whole: remove it and make the parts again")


def _lines(stream: zstandard.ZstdDecompressionReader) -> Generator[bytes]:
    rest = b""
    while some := stream.read(1 << 20):
        *whole, rest = (rest + some).split(b"\n")
        yield from whole
    if rest:
        yield rest


def _line(told: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False, sort_keys=True)}\n".encode("utf-8", "surrogatepass")


def _told(read: Read) -> dict[str, Any]:
    entry = read.entry
    told: dict[str, Any] = {
        "path": str(read.path),
        "issues": [[one.level, one.source, one.where, one.what, one.span and asdict(one.span)] for one in read.issues],
        "table": read.table,
        "rows": read.rows,
        "refused": [_refused(one) for one in read.refused],
        "whole": read.whole and asdict(read.whole),
        "told": read.told,
    }
    if entry is not None:
        told["entry"] = {
            **asdict(entry),
            "content": base64.b64encode(entry.content).decode(),
            "claims": entry.claims.decode(),
            "quads": entry.quads.decode(),
        }
    return told


def _understood(told: Mapping[str, Any]) -> Read:
    entry = told.get("entry")
    return Read(
        Path(told["path"]),
        None,
        None if entry is None else _entry(entry),
        tuple(
            Issue(Level(level), source, where, what, Span(**span) if span else None)
            for level, source, where, what, span in told["issues"]
        ),
        told["table"],
        told["rows"],
        tuple(_refused_again(one) for one in told["refused"]),
        Whole(**told["whole"]) if told["whole"] else None,
        tuple(Telling(iri, kind, said, tuple(refers)) for iri, kind, said, refers in told["told"]),
    )


def _entry(told: Mapping[str, Any]) -> Entry:
    return Entry(
        **{
            **told,
            "content": base64.b64decode(told["content"], validate=True),
            "claims": told["claims"].encode(),
            "quads": told["quads"].encode(),
        }
    )


def _refused(one: RefusedRow) -> dict[str, Any]:
    row = one.row
    cells = [[column, cell.text, cell.fault] for column, cell in row.cells.items()]
    about = {"file": row.file, "sheet": row.sheet, "number": row.number, "cells": cells}
    return {**about, "column": one.column, "what": one.what}


def _refused_again(told: Mapping[str, Any]) -> RefusedRow:
    """Return a refused row with its cells as texts, by which it is shown and found again."""
    cells = {column: Cell(text or None, text, fault) for column, text, fault in told["cells"]}
    return RefusedRow(Row(told["file"], told["sheet"], told["number"], cells), told["column"], told["what"])
