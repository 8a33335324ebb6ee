"""The side index's tables. Every row says from which generation to which it holds, so any generation can be asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_store.errors import StoreDamaged, StoreMissing

OPEN = 2_147_483_647
"""The last generation of a row that still holds."""

VERSION = 6
"""The layout of the tables; an index of another layout is made anew."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows that belong to an owner (an entity or a claim) and hold for some generations."""

    name: str
    columns: tuple[str, ...]

    def ddl(self) -> str:
        """Return how the table is made."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        return (
            f"CREATE TABLE {self.name} (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, first INTEGER NOT NULL,"
            f" last INTEGER NOT NULL, {columns});\n"
            f"CREATE INDEX {self.name}_owner ON {self.name} (owner);\n"
            f"CREATE INDEX {self.name}_closed ON {self.name} (last) WHERE last < {OPEN};\n"
        )


ENTITY = Table(
    "entity", ("kind", "classes", "label", "sort", "names", "province", "province_now", "date")
)  # terms as ids in the province columns
NAME = Table("name", ("text", "toned", "folded"))
RELATION = Table(
    "relation",
    (
        "kind", "claim", "subject", "object", "role", "date", "end", "former", "event", "award", "level",
        "province", "province_now", "status", "evidence", "documents",
    ),
)  # fmt: skip
CONFERRAL = Table(
    "conferral",
    (
        "award", "category", "grade", "level", "status", "date", "period", "decision", "event", "province",
        "province_now", "reason", "named", "at_least", "unsized", "evidence", "documents", "kinds",
    ),
)  # fmt: skip
PARTY = Table(
    "party",
    (
        "role", "who", "date", "sort", "size", "count", "minimum", "maximum", "qualifier", "member_kind", "wording",
        "principal", "presentation",
    ),
)  # fmt: skip
TALLY = Table("tally", ("direction", "kind", "number"))
MERGED = Table("merged", ("survivor",))

FACET = Table("facet", ("direction", "kind", "other_kind", "award", "level", "year", "province", "number"))
"""The relations of an entity that has very many, counted by what they may be filtered by (`index_sums`)."""
CUBE = Table(
    "cube", ("role", "award", "category", "level", "year", "province", "province_now", "status", "kinds", "number")
)
"""All conferrals (owner 0), or those of a party that has very many, counted likewise."""
EDGE = Table("edge", ("role", "target", "conferrals", "at_least", "unsized", "since", "until"))
"""Who awarded whom: conferrals in force of an owner (0: nobody stated) to a target (0: those without a name)."""

TABLES = (ENTITY, NAME, RELATION, CONFERRAL, PARTY, TALLY, MERGED, FACET, CUBE, EDGE)

_INDEXES = """
CREATE INDEX entity_kind ON entity (kind, sort, owner);
CREATE INDEX entity_date ON entity (kind, date, owner);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX relation_out ON relation (subject, kind, date, claim, object, role);
CREATE INDEX relation_in ON relation (object, kind, date, claim, subject, role);
CREATE INDEX relation_pair ON relation (subject, object);
CREATE INDEX conferral_date ON conferral (date, owner);
CREATE INDEX conferral_award ON conferral (award, date, owner);
CREATE INDEX conferral_category ON conferral (category, date, owner);
CREATE INDEX conferral_event ON conferral (event, date, owner);
CREATE INDEX conferral_decision ON conferral (decision, date, owner);
CREATE INDEX conferral_province ON conferral (province, date, owner);
CREATE INDEX conferral_province_now ON conferral (province_now, date, owner);
CREATE INDEX party_who ON party (who, role, date, owner);
CREATE INDEX party_principal ON party (principal, date, owner);
CREATE INDEX party_presenter ON party (who, owner) WHERE role = 'presenter';
CREATE INDEX cube_role ON cube (owner, role);
CREATE INDEX edge_most ON edge (owner, role, conferrals);
CREATE INDEX edge_pair ON edge (target, role, owner);
CREATE INDEX edge_role ON edge (role, conferrals);
"""

_FIXED = """
CREATE TABLE about (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE term (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE syllable (folded TEXT NOT NULL, toned TEXT NOT NULL, PRIMARY KEY (folded, toned)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    toned, folded, content = 'name', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3'
);
"""


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection for the one writer; the tables are made where there are none. StoreDamaged when it is no index."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        with damage_told(path):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -65536")
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                _make(connection)
    except StoreDamaged:
        connection.close()
        raise
    return connection


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Raise StoreDamaged, with what mends it, where SQLite finds that a file is no index any more."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:  # busy, a full disk, a mistake of ours: those say what they are
            raise
        raise StoreDamaged(f"{path} is no index any more ({error}): remove it, and run `htxgraph rebuild`") from None


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write; StoreMissing when there is none, StoreDamaged when it is no index."""
    if not path.exists():
        raise StoreMissing(f"no index at {path}: run `htxgraph ingest` first, or `htxgraph rebuild`")
    connection = _opened(path, "mode=ro")
    try:
        with damage_told(path):
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # a folder that cannot be written to: nobody can be writing the index either
        connection.close()
        connection = _opened(path, "mode=ro&immutable=1")
    except StoreDamaged:
        connection.close()
        raise
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -32768")
    connection.execute("PRAGMA mmap_size = 1073741824")
    return connection


def _opened(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, check_same_thread=False)


def held(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the oldest and the newest generation that an index can answer for; zeros when it is empty."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        return 0, 0
    found = dict(connection.execute("SELECT name, value FROM about"))
    return found.get("oldest", 0), found.get("newest", 0)


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    gone = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('words', 'about', 'term', 'syllable')"
        " OR type = 'table' AND name IN (SELECT value FROM json_each(?))",
        (_json_names(),),
    ).fetchall()
    for (name,) in sorted(gone, reverse=True):
        connection.execute(f"DROP TABLE {name}")
    for script in (*(table.ddl() for table in TABLES), _FIXED, _INDEXES):
        for statement in script.split(";\n"):
            if statement.strip():
                connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _json_names() -> str:
    return "[" + ", ".join(f'"{table.name}"' for table in TABLES) + "]"
