"""Corrections of rows: cells that people put right, found again by what the row said before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from ingest.sources.table.rows import Row, cell

Corrections = Mapping[str, Mapping[str, str]]
"""By the key of a row: its corrected cells, by column."""


def key_of(table: str, row: Row) -> str:
    """Return what finds a row again in its table: its sheet and what it says, wherever it stands."""
    cells = {column: one.text for column, one in row.cells.items()}
    return hashlib.sha256(json.dumps([table, row.sheet, cells], sort_keys=True).encode()).hexdigest()[:16]


def of(table: str, rows: tuple[Row, ...], corrections: Corrections) -> Corrections:
    """Return the corrections of these rows alone."""
    if not corrections:
        return {}
    return {key: corrections[key] for row in rows if (key := key_of(table, row)) in corrections}


def apply(table: str, row: Row, corrections: Corrections) -> tuple[Row, str]:
    """Return a row with its corrections, and its text: as published, with what was put right after it."""
    told = corrections.get(key_of(table, row)) if corrections else None
    if not told:
        return row, row.text
    cells = {**row.cells, **{column: cell(text) for column, text in told.items() if column in row.cells}}
    if "" in cells:  # a line that was no row at all stays so
        return row, row.text
    said = "; ".join(f"{column}: {cells[column].text}" for column in told if column in cells)
    return replace(row, cells=cells), f"{row.text} [đã sửa: {said}]"
