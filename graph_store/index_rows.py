"""Rows that hold for some generations: opened, closed, taken back and cleaned up by their owner."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_store.index_schema import NAME, OPEN, TABLES, Table

_BATCH = 20_000

Row = tuple[Any, ...]


class RowKeeper:
    """Writes the index's rows for one generation, inside a transaction that somebody else begins and commits."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        """Write rows that hold from generation `number` on."""
        self._connection = connection
        self._number = number
        self._terms: dict[str, int] = {}
        self._iris: dict[int, str] = {}
        self._empty = False
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._next = self._first_free()

    # --- terms

    def term(self, iri: str) -> int:
        """Return the number that stands for an IRI, giving it one when it has none."""
        known = self.known_term(iri)
        if known is None:
            known = self._connection.execute("INSERT INTO term (iri) VALUES (?)", (iri,)).lastrowid or 0
            self._terms[iri] = known
        return known

    def known_term(self, iri: str) -> int | None:
        """Return the number that stands for an IRI, or None."""
        known = self._terms.get(iri)
        if known is None and not self._empty:
            found = self._connection.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
            if found is not None:
                self._terms[iri] = known = found[0]
        return known

    def maybe(self, iri: str | None) -> int | None:
        """Return the number of an IRI if there is one."""
        return None if iri is None else self.term(iri)

    def owners(self, *tables: Table) -> set[str]:
        """Return everything that owns a row of these tables which still holds."""
        found: set[str] = set()
        for table in tables:
            rows = self._connection.execute(
                f"SELECT DISTINCT iri FROM {table.name} JOIN term ON term.id = owner WHERE last = {OPEN}"
            )
            found.update(iri for (iri,) in rows)
        return found

    # --- rows

    def open(self, table: Table, owner: int) -> list[Row]:
        """Return the rows of an owner that still hold."""
        if self._empty:
            return []
        columns = ", ".join(f'"{column}"' for column in table.columns)
        return self._connection.execute(
            f"SELECT {columns} FROM {table.name} WHERE owner = ? AND last = {OPEN}", (owner,)
        ).fetchall()

    def replace(self, table: Table, owner: int, rows: Iterable[Row]) -> tuple[set[Row], set[Row]]:
        """Make these the rows of an owner; return those that were added and those that hold no longer."""
        new = set(rows)
        old = set(self.open(table, owner))
        added, removed = new - old, old - new
        for row in removed:
            self._close(table, owner, row)
        for row in sorted(added, key=repr):
            self._open(table, owner, row)
        return added, removed

    def exchange(self, table: Table, owner: int, old: Row | None, new: Row | None) -> None:
        """Let one row of an owner be another; None for no row."""
        if old is not None:
            self._close(table, owner, old)
        if new is not None:
            self._open(table, owner, new)

    def select(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a query; those that wait to be written are not among them."""
        return self._connection.execute(sql, values).fetchall()

    def sum_up(self, table: Table, select: str) -> None:
        """Make the rows of a table anew: `select` gives the owner and the columns."""
        self._connection.execute(f"DELETE FROM {table.name} WHERE first = ?", (self._number,))
        self._connection.execute(f"UPDATE {table.name} SET last = ? WHERE last = {OPEN}", (self._number - 1,))
        columns = ", ".join(f'"{column}"' for column in table.columns)
        self._connection.execute(
            f"INSERT INTO {table.name} (owner, {columns}, first, last) SELECT s.*, {self._number}, {OPEN} FROM ({select}) s"
        )
        self._next[table.name] = self._connection.execute(
            f"SELECT coalesce(max(id), 0) + 1 FROM {table.name}"
        ).fetchone()[0]

    def iri(self, term: int) -> str:
        """Return the IRI of an id that `term` gave."""
        if not self._iris:
            self._iris = {number: iri for iri, number in self._terms.items()}
        found = self._iris.get(term)
        if found is None:
            found = str(self._connection.execute("SELECT iri FROM term WHERE id = ?", (term,)).fetchone()[0])
            self._iris[term] = found
        return found

    def has_open(self, table: Table, values: Mapping[str, object]) -> bool:
        """Tell whether a table has a row in force with these values."""
        same = " AND ".join(f'"{column}" = ?' for column in values)
        asked = f"SELECT 1 FROM {table.name} WHERE {same} AND last = {OPEN} LIMIT 1"
        return self._connection.execute(asked, tuple(values.values())).fetchone() is not None

    def all_open(self, table: Table, columns: Sequence[str]) -> Iterable[Row]:
        """Return these columns of all rows of a table that are in force."""
        wanted = ", ".join(f'"{column}"' for column in columns)
        return self._connection.execute(f"SELECT DISTINCT {wanted} FROM {table.name} WHERE last = {OPEN}")

    def flush(self) -> None:
        """Write what waits to be written."""
        for table in TABLES:
            self._write(table)

    def _open(self, table: Table, owner: int, row: Row) -> None:
        waiting = self._waiting[table.name]
        waiting.append((self._next[table.name], owner, self._number, OPEN, *row))
        self._next[table.name] += 1
        if len(waiting) >= _BATCH:
            self._write(table)

    def _close(self, table: Table, owner: int, row: Row) -> None:
        same = " AND ".join(f'"{column}" IS ?' for column in table.columns)
        self._connection.execute(
            f"UPDATE {table.name} SET last = ? WHERE owner = ? AND last = {OPEN} AND {same}",
            (self._number - 1, owner, *row),
        )

    def _write(self, table: Table) -> None:
        waiting = self._waiting[table.name]
        if not waiting:
            return
        marks = ", ".join("?" * len(waiting[0]))
        self._connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", waiting)
        if table is NAME:
            self._connection.executemany(
                "INSERT INTO words (rowid, toned, folded) VALUES (?, ?, ?)",
                ((row[0], row[-2], row[-1]) for row in waiting),
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO syllable (folded, toned) VALUES (?, ?)",
                {
                    pair
                    for row in waiting
                    for pair in zip(row[-1].split(" "), row[-2].split(" "), strict=False)
                    if pair[0] != pair[1]
                },
            )
        waiting.clear()

    # --- generations

    def clear(self) -> None:
        """Forget all rows."""
        for table in TABLES:
            self._connection.execute(f"DELETE FROM {table.name}")
        self._connection.execute("DELETE FROM term")
        self._connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        self._terms.clear()
        self._next = self._first_free()
        self._empty = True

    def go_back(self, number: int) -> None:
        """Take back what was written for generations after `number`: they never came into force."""
        self._remove(f"first > {int(number)}")
        for table in TABLES:
            self._connection.execute(
                f"UPDATE {table.name} SET last = {OPEN} WHERE last >= ? AND last < {OPEN}", (number,)
            )

    def prune(self, oldest: int) -> None:
        """Remove the rows that held only for generations before `oldest`."""
        self._remove(f"last < {int(oldest)} AND last < {OPEN}")

    def note(self, since: int | None, oldest: int, newest: int) -> None:
        """Note for which generations the index answers: those from `oldest`, or from `since` when it was made anew."""
        known = dict(self._connection.execute("SELECT name, value FROM about"))
        oldest = since if since is not None else max(oldest, known.get("oldest", 0))
        self._connection.executemany(
            "INSERT OR REPLACE INTO about VALUES (?, ?)", [("oldest", oldest), ("newest", newest)]
        )

    def _remove(self, condition: str) -> None:
        self._connection.execute(
            f"INSERT INTO words (words, rowid, toned, folded) SELECT 'delete', id, toned, folded FROM name WHERE {condition}"
        )
        for table in TABLES:
            self._connection.execute(f"DELETE FROM {table.name} WHERE {condition}")

    def _first_free(self) -> dict[str, int]:
        return {
            table.name: self._connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table.name}").fetchone()[0]
            for table in TABLES
        }
