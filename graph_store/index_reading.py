"""Reading the side index as of one generation: terms, names, pages and the conditions that filters stand for."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_store.rows import Named

Row = tuple[Any, ...]
_MANY = 500


class Snapshot:
    """One generation of the index, seen through one connection."""

    def __init__(self, connection: sqlite3.Connection, generation: int) -> None:
        """Read what holds in this generation."""
        self._connection = connection
        self.generation = int(generation)

    def holds(self, alias: str) -> str:
        """Return the condition that a table's row holds in this generation."""
        return f"{alias}.first <= {self.generation} AND {alias}.last >= {self.generation}"

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Return the rows of a query one after the other."""
        return self._connection.execute(sql, values)

    def term(self, iri: str | None) -> int | None:
        """Return the number of an IRI; None when the index has never seen it."""
        if iri is None:
            return None
        found = self._connection.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
        return int(found[0]) if found else None

    def iris(self, terms: Iterable[int | None]) -> dict[int, str]:
        """Return the IRIs that numbers stand for."""
        return {row[0]: row[1] for row in self._in("SELECT id, iri FROM term WHERE id IN ({})", terms)}

    def named(self, terms: Iterable[int | None]) -> dict[int, Named]:
        """Return how entities are shown; what has no label is shown by the end of its IRI."""
        wanted = {term for term in terms if term is not None}
        rows = self._in(
            "SELECT t.id, t.iri, e.label, e.kind FROM term t"
            f" LEFT JOIN entity e ON e.owner = t.id AND {self.holds('e')} WHERE t.id IN ({{}})",
            wanted,
        )
        return {term: Named(iri, label or _tail(iri), kind or "thing") for term, iri, label, kind in rows}

    def _in(self, sql: str, terms: Iterable[int | None]) -> list[Row]:
        wanted = sorted({term for term in terms if term is not None})
        rows: list[Row] = []
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            rows += self.rows(sql.format(", ".join("?" * len(some))), some)
        return rows


@dataclass(slots=True)
class Where:
    """Conditions and the values they are asked with."""

    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        """Ask for this, too."""
        self.conditions.append(condition)
        self.values.extend(values)

    def any_of(self, column: str, values: Iterable[object]) -> None:
        """Ask that a column has one of some values; no values ask for nothing."""
        wanted = list(values)
        if wanted:
            self.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)

    def between(self, column: str, since: str | None, until: str | None) -> None:
        """Ask for dates of any precision, both ends included; what has no date is not between any."""
        if since:
            self.add(f"{column} >= ?", since)
        if until:
            self.add(f"{column} <> '' AND {column} <= ?", f"{until}~")

    @property
    def sql(self) -> str:
        """Return the conditions joined."""
        return " AND ".join(self.conditions) if self.conditions else "1"


def mark(key: Sequence[object]) -> str:
    """Return a cursor that continues after a row with this key."""
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def after(cursor: str | None, length: int) -> list[Any] | None:
    """Return the key that a cursor stands for; ValueError when it is none of ours."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list) or len(key) != length or not all(isinstance(part, str | int) for part in key):
        raise ValueError(f"not a cursor of this list: {cursor!r}")
    return key


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2] or iri
