"""The entries to be matched, kept on disk in blocks: one SQLite file, derived, made anew whenever it is not as it must be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from queries.linking.blocks import blocks
from queries.linking.comparing import Entry, Where

VERSION = 1
_BATCH = 10_000
_WAIT = 300.0
"""Seconds for which one process waits until another has brought the file up to a generation."""
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, said TEXT NOT NULL);
CREATE TABLE block (key INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
"""
_IRI = "CREATE UNIQUE INDEX IF NOT EXISTS entry_iri ON entry (iri)"
_OF_BLOCK = "SELECT entry FROM block WHERE key = ? LIMIT ?"


class Entries:
    """One file of entries. For one thread at a time."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open the file; with `write` it is made where there is none, or none of this version."""
        self.path = path
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _made(path)
        else:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.execute("PRAGMA mmap_size = 1073741824")
            self._connection.execute("PRAGMA cache_size = -65536")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def note(self, name: str) -> str | None:
        """Return what was noted under a name."""
        found = self._connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found is not None else None

    def fill(self, entries: Iterable[Entry]) -> int:
        """Put entries into an empty file, the fastest way; return how many there are."""
        connection = self._connection
        connection.execute("BEGIN")
        pairs: list[tuple[int, int]] = []
        number = 0
        coming = iter(entries)
        while some := list(islice(coming, _BATCH)):
            rows = []
            for entry in some:
                number += 1
                rows.append((number, entry.iri, _said(entry)))
                pairs.extend((key, number) for key in _keys(entry))
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        pairs.sort()  # in order, so that the tree grows at its end only
        connection.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", pairs)
        connection.execute(_IRI)
        connection.execute("COMMIT")
        return number

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one to change the file while inside, all or nothing; others wait."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def change(self, entries: Iterable[Entry], gone: Iterable[str], notes: dict[str, str]) -> None:
        """Put, replace and remove entries, and note what they are now as of; within `changing`."""
        connection = self._connection
        connection.execute(_IRI)
        for iri in gone:
            self._remove(iri)
        for entry in entries:
            self._remove(entry.iri)
            number = connection.execute(
                "INSERT INTO entry (iri, said) VALUES (?, ?)", (entry.iri, _said(entry))
            ).lastrowid
            connection.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", ((key, number) for key in _keys(entry)))
        connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", sorted(notes.items()))

    def _remove(self, iri: str) -> None:
        found = self._connection.execute("SELECT id, said FROM entry WHERE iri = ?", (iri,)).fetchone()
        if found is not None:
            keys = ((key, found[0]) for key in set(_keys(_entry(iri, found[1]))))
            self._connection.executemany("DELETE FROM block WHERE key = ? AND entry = ?", keys)
            self._connection.execute("DELETE FROM entry WHERE id = ?", (found[0],))

    def within(self, key: int, most: int) -> list[int]:
        """Return the numbers of a block's entries, at most `most`."""
        return [row[0] for row in self._connection.execute(_OF_BLOCK, (key, most))]

    def numbered(self, numbers: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        """Yield the entries with these numbers."""
        wanted = list(numbers)
        rows = self._connection.execute(
            f"SELECT id, iri, said FROM entry WHERE id IN ({','.join('?' * len(wanted))})", wanted
        )
        for number, iri, said in rows:
            yield number, _entry(iri, said)

    def find(self, iri: str) -> Entry | None:
        """Return the entry of an IRI."""
        found = self._connection.execute("SELECT said FROM entry WHERE iri = ?", (iri,)).fetchone()
        return _entry(iri, found[0]) if found is not None else None

    def each(self) -> Iterator[Entry]:
        """Yield all entries by IRI."""
        for iri, said in self._connection.execute("SELECT iri, said FROM entry ORDER BY iri"):
            yield _entry(iri, said)

    def count(self) -> int:
        """Return how many entries there are."""
        return int(self._connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def _keys(entry: Entry) -> Iterator[int]:
    for name in (entry.name, *entry.names):
        yield from blocks(name, entry.code, entry.where, entry.representative, person=entry.kind == "person")
    if entry.representative and entry.where.province is not None:
        yield from blocks("", None, Where(), entry.representative, person=False)


def _said(entry: Entry) -> str:
    return json.dumps(
        [
            entry.kind, entry.classes, entry.name, entry.names, entry.code, entry.where.province, entry.where.district,
            sorted(entry.where.communes), entry.representative, entry.date,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )  # fmt: skip


def _entry(iri: str, said: str) -> Entry:
    kind, classes, name, names, code, province, district, communes, representative, date = json.loads(said)
    where = Where(province, district, frozenset(communes))
    return Entry(iri, kind, tuple(classes), name, tuple(names), code, where, representative, date)


def _made(path: Path) -> sqlite3.Connection:
    for _ in range(2):
        connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -131072")
            if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return connection
            if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
                return connection
        except sqlite3.DatabaseError:
            pass  # no such file, or a damaged one: it is made anew
        connection.close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    raise OSError(f"{path} cannot be written")
