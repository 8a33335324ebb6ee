"""What every document tells of every entity, kept beside the graph so that only what changed is resolved again.

Derived from the archive and the decisions alone: a ledger that is lost, or was made by other rules, is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.resolve.tellings import Said, Telling

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT UNIQUE NOT NULL, kind TEXT NOT NULL);
CREATE TABLE document (id INTEGER PRIMARY KEY, graph TEXT UNIQUE NOT NULL);
CREATE TABLE told (entity INTEGER, document INTEGER, said TEXT NOT NULL, PRIMARY KEY (entity, document)) WITHOUT ROWID;
CREATE INDEX told_by ON told (document);
CREATE TABLE refers (target INTEGER, entity INTEGER, PRIMARY KEY (target, entity)) WITHOUT ROWID;
CREATE TABLE key (key TEXT, entity INTEGER, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE INDEX key_of ON key (entity);
CREATE TABLE means (entity INTEGER PRIMARY KEY, survivor INTEGER NOT NULL);
CREATE TABLE reason (entity INTEGER, other INTEGER, score REAL, why TEXT, PRIMARY KEY (entity, other)) WITHOUT ROWID;
CREATE TABLE part (entity INTEGER, part INTEGER, PRIMARY KEY (entity, part)) WITHOUT ROWID;
CREATE TABLE decided (left TEXT, right TEXT, verdict TEXT, PRIMARY KEY (left, right)) WITHOUT ROWID;
"""
_TABLES = ("meta", "entity", "document", "told", "refers", "key", "means", "reason", "part", "decided")


class Ledger:
    """One open ledger; everything done between `open` and `commit` is one transaction."""

    def __init__(self, path: Path, *, change: bool = True) -> None:
        """Open the ledger at a path, made anew unless it is one of these rules; to `change` it, one at a time."""
        self._connection = _opened(path, "BEGIN IMMEDIATE" if change else "BEGIN")
        self._ids: dict[str, int] = {}
        self._iris: dict[int, str] = {}
        self._kinds: dict[int, str] = {}
        self.means: dict[str, str] = {self.iri(a): self.iri(b) for a, b in self._rows("SELECT * FROM means")}
        """Loser → survivor, as resolved by now."""
        self._with_parts = {entity for (entity,) in self._rows("SELECT DISTINCT entity FROM part")}
        self._with_reasons = {entity for (entity,) in self._rows("SELECT DISTINCT entity FROM reason")}

    def close(self, *, commit: bool) -> None:
        """Keep what was done, or forget it."""
        if commit:
            self._connection.execute("COMMIT")
        self._connection.close()

    def clear(self) -> None:
        """Forget everything."""
        for table in _TABLES:
            self._connection.execute(f"DELETE FROM {table}")
        self._ids.clear()
        self._iris.clear()
        self.means.clear()
        self._with_parts.clear()
        self._with_reasons.clear()

    def note(self, name: str, default: str = "") -> str:
        """Return what was noted under a name."""
        found = self._one("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0]) if found is not None else default

    def keep(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # --- what documents tell

    def tell(self, graph: str, told: Iterable[Telling]) -> set[str]:
        """Make this what a document tells (nothing, when it is withdrawn); return whom that may concern."""
        found = self._one("SELECT id FROM document WHERE graph = ?", graph)
        if found is None:
            document = self._insert("INSERT INTO document (graph) VALUES (?)", graph)
            before: dict[int, str] = {}
        else:
            document = int(found[0])
            before = dict(self._rows("SELECT entity, said FROM told WHERE document = ?", document))
        told = list(told)
        after = {self._id(one.iri, one.kind): one.said for one in told}
        gone = before.keys() - after.keys()
        changed = {entity for entity, said in after.items() if before.get(entity) != said}
        self._connection.executemany(
            "DELETE FROM told WHERE entity = ? AND document = ?", ((e, document) for e in gone)
        )
        rows = ((entity, document, after[entity]) for entity in sorted(changed))
        self._connection.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", rows)
        # What no document tells any more is not taken back: it makes more to be looked at, never another result.
        refs = {(self._id(other), self._id(one.iri)) for one in told for other in one.refers}
        self._connection.executemany("INSERT OR IGNORE INTO refers VALUES (?, ?)", sorted(refs))
        return {self.iri(entity) for entity in gone | changed}

    def told(self, iri: str) -> list[tuple[int, Said]]:
        """Return what each document tells of an entity, by the number of the document."""
        rows = self._rows("SELECT document, said FROM told WHERE entity = ? ORDER BY document", self._id(iri))
        return [(document, json.loads(said)) for document, said in rows]

    def kind(self, iri: str) -> str:
        """Return the kind that an entity is told to be of; empty when nothing is told of it."""
        found = self._one(
            "SELECT kind FROM entity e WHERE iri = ? AND EXISTS (SELECT 1 FROM told WHERE entity = e.id)", iri
        )
        return str(found[0]) if found is not None else ""

    def of_kind(self, kind: str) -> list[str]:
        """Return the entities of a kind of which something is told, in order."""
        rows = self._rows(
            "SELECT iri FROM entity e WHERE kind = ? AND EXISTS (SELECT 1 FROM told WHERE entity = e.id)", kind
        )
        return sorted(iri for (iri,) in rows)

    def referring(self, iri: str) -> list[str]:
        """Return what is known by way of an entity."""
        return [self.iri(one) for (one,) in self._rows("SELECT entity FROM refers WHERE target = ?", self._id(iri))]

    # --- who may be who

    def keys(self, iri: str) -> frozenset[str]:
        """Return the keys under which an entity was last looked at."""
        return frozenset(key for (key,) in self._rows("SELECT key FROM key WHERE entity = ?", self._id(iri)))

    def rekey(self, iri: str, keys: Iterable[str]) -> None:
        """Put an entity under these keys."""
        entity = self._id(iri)
        self._connection.execute("DELETE FROM key WHERE entity = ?", (entity,))
        self._connection.executemany("INSERT INTO key VALUES (?, ?)", ((key, entity) for key in sorted(keys)))

    def sharing(self, keys: Iterable[str]) -> set[str]:
        """Return the entities under any of these keys."""
        return {self.iri(one) for key in keys for (one,) in self._rows("SELECT entity FROM key WHERE key = ?", key)}

    def mean(self, iri: str, survivor: str | None) -> bool:
        """Say which entity another one is (None: itself); tell whether that is new."""
        if survivor == iri:
            survivor = None
        if self.means.get(iri) == survivor:
            return False
        if survivor is None:
            del self.means[iri]
            self._connection.execute("DELETE FROM means WHERE entity = ?", (self._id(iri),))
        else:
            self.means[iri] = survivor
            self._connection.execute("INSERT OR REPLACE INTO means VALUES (?, ?)", (self._id(iri), self._id(survivor)))
        return True

    def parted(self, iri: str, parts: Iterable[str]) -> list[str]:
        """Say which parts an entity has; return those that it had and has no more."""
        entity = self._id(iri)
        now = {self._id(part) for part in parts}
        if not now and entity not in self._with_parts:
            return []
        self._with_parts.add(entity)
        before = {part for (part,) in self._rows("SELECT part FROM part WHERE entity = ?", entity)}
        if now != before:
            self._connection.execute("DELETE FROM part WHERE entity = ?", (entity,))
            self._connection.executemany("INSERT INTO part VALUES (?, ?)", ((entity, part) for part in sorted(now)))
        return [self.iri(part) for part in sorted(before - now)]

    def reason(self, iri: str, others: Mapping[str, tuple[float, str]]) -> None:
        """Say with whom the rules join an entity, and why."""
        entity = self._id(iri)
        if not others and entity not in self._with_reasons:
            return
        self._with_reasons.add(entity)
        self._connection.execute("DELETE FROM reason WHERE entity = ?", (entity,))
        rows = [(entity, self._id(other), score, why) for other, (score, why) in sorted(others.items())]
        self._connection.executemany("INSERT INTO reason VALUES (?, ?, ?, ?)", rows)

    def reasons(self, iri: str | None = None) -> Iterator[tuple[str, str, float, str]]:
        """Yield the pairs that rules join, with score and reasons; of one entity, or all."""
        where, given = ("", ()) if iri is None else (" WHERE entity = ? OR other = ?", (self._id(iri), self._id(iri)))
        for left, right, score, why in self._rows(f"SELECT * FROM reason{where}", *given):
            yield self.iri(left), self.iri(right), score, why

    # --- what people decided

    def decided(self) -> dict[tuple[str, str], str]:
        """Return the verdicts, by pair, that were last resolved with."""
        return {(left, right): verdict for left, right, verdict in self._rows("SELECT * FROM decided")}

    def decide(self, verdicts: Mapping[tuple[str, str], str]) -> None:
        """Note the verdicts that are resolved with."""
        self._connection.execute("DELETE FROM decided")
        rows = [(*pair, verdict) for pair, verdict in sorted(verdicts.items())]
        self._connection.executemany("INSERT INTO decided VALUES (?, ?, ?)", rows)

    # --- inside

    def iri(self, entity: int) -> str:
        """Return the IRI with a number of this ledger."""
        found = self._iris.get(entity)
        if found is None:
            row = self._one("SELECT iri FROM entity WHERE id = ?", entity)
            assert row is not None
            found = self._iris[entity] = str(row[0])
        return found

    def _id(self, iri: str, kind: str = "") -> int:
        found = self._ids.get(iri)
        if found is None:
            row = self._one("SELECT id FROM entity WHERE iri = ?", iri)
            found = (
                int(row[0])
                if row is not None
                else self._insert("INSERT INTO entity (iri, kind) VALUES (?, ?)", iri, kind)
            )
            self._ids[iri] = found
            self._iris[found] = iri
        if kind and self._kinds.get(found) != kind:
            self._connection.execute("UPDATE entity SET kind = ? WHERE id = ?", (kind, found))
            self._kinds[found] = kind
        return found

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return found

    def _insert(self, sql: str, *values: object) -> int:
        number = self._connection.execute(sql, values).lastrowid
        assert number is not None
        return number


@cache
def _version() -> int:
    """Return a number that is another one whenever the rules are: a ledger that other rules made is made anew."""
    code = sorted((one.name, one.read_bytes()) for one in files("ingest.resolve").iterdir() if one.name.endswith(".py"))
    return int.from_bytes(sha256(repr(code).encode()).digest()[:3], "big") + 1


def _opened(path: Path, begin: str) -> sqlite3.Connection:
    """Return a connection within a transaction to a ledger of this version; anything else there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] == _version():
                connection.execute(begin)
                return connection
            if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_version()}; COMMIT;")
                connection.execute(begin)
                return connection
        except sqlite3.DatabaseError:
            pass  # no ledger, or a damaged one
        connection.close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    raise OSError(f"{path} cannot be written")
