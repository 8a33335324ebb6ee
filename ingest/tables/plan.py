"""A mapping: which columns of a table are read as what, and which claims its rows make; a small file in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.errors import SourceError
from ingest.model import AwardStatus
from ingest.tables.kinds import KINDS, TYPES, Role
from ingest.values import PartialDate, fold

_SHIPPED = "ingest.tables.mappings"
_KEYS = (
    *("name", "summary", "sheets", "header", "columns", "ignore", "skip", "lookups", "claims", "document", "expect"),
)
_WORD = re.compile(r"[^\W_]+(?:\[\d+\])?")


@dataclass(frozen=True, slots=True)
class Column:
    """What is read from one column: under which names it is found, as which type, and what an empty cell means."""

    key: str
    names: tuple[str, ...]
    type: str
    required: bool = False
    lookup: str | None = None
    numbers: str = "vi"


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that the mapping states for all rows."""

    text: str


Part = Column | Constant
"""Where a part of a claim comes from."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim that each row makes, when the columns it needs are filled: its kind, and where its parts come from."""

    kind: str
    parts: Mapping[str, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a table of this kind is like: how many rows it has, and the share of rows that may be refused (0–1)."""

    least: int = 1
    most: int | None = None
    refused: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping as read: columns, claims, and what is said of the table as a document; `source` is its TOML."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    claims: tuple[Told, ...]
    ignored: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ("*",)
    header: int | None = None
    lookups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    document: Mapping[str, str] = field(default_factory=dict)
    expected: Expected = Expected()
    source: str = ""

    def found(self, names: Sequence[str]) -> dict[str, Column]:
        """Return the columns of the mapping that a table's columns are, by the table's names; the first name counts."""
        taken: dict[str, Column] = {}
        for column in self.columns:
            for wanted in column.names:
                fitting = [name for name in names if name not in taken and alike(wanted, name)]
                if fitting:
                    taken[fitting[0]] = column
                    break
        return taken

    def missing(self, names: Sequence[str]) -> list[Column]:
        """Return the required columns that a table has not."""
        found = set(self.found(names).values())
        return [column for column in self.columns if column.required and column not in found]

    def fits(self, names: Sequence[str]) -> bool:
        """Tell whether a table with these columns is of this kind."""
        return not self.missing(names)

    def ignores(self, name: str) -> bool:
        """Tell whether the mapping says that a column is not read."""
        return any(alike(pattern, name) for pattern in self.ignored)

    def lets_pass(self, text: str) -> bool:
        """Tell whether a row that begins with this text is a heading or a sum, which makes no claims."""
        return any(alike(pattern, text) for pattern in self.skipped)

    def reads_sheet(self, name: str) -> bool:
        """Tell whether a sheet of this name is read."""
        return any(alike(pattern, name) for pattern in self.sheets)


@lru_cache(maxsize=50_000)
def alike(pattern: str, name: str) -> bool:
    """Tell whether a name is meant by a pattern: accents, case and signs are as nothing, `*` is any stretch."""
    return _pattern(pattern).fullmatch(_plain(name)) is not None


@lru_cache(maxsize=5_000)
def _pattern(pattern: str) -> re.Pattern[str]:
    stretches = [re.escape(_plain(part)) for part in pattern.split("*")]
    return re.compile(" ?.*".join(stretches) if len(stretches) > 1 else stretches[0], re.DOTALL)


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


def shipped() -> list[str]:
    """Return the names of the mappings that come with the package."""
    names = (one.name for one in files(_SHIPPED).iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def load(name: str | Path, beside: Path | None = None) -> Plan:
    """Return a mapping by the path of its file (looked for `beside` a table first), or a shipped one by its name.

    Raises SourceError, with file, place and reason, for one that cannot be understood.
    """
    for path in (beside / name if beside is not None else None, Path(name)):
        if path is not None and path.is_file():
            try:
                return parsed(path.read_text(encoding="utf-8"), str(path))
            except (OSError, UnicodeDecodeError) as error:
                raise SourceError(str(path), "", f"cannot be read: {error}") from None
    if str(name) in shipped():
        text = (files(_SHIPPED) / f"{name}.toml").read_text(encoding="utf-8")
        return parsed(text, f"{name}.toml")
    raise SourceError(str(name), "", f"no such mapping: give the path of a file, or one of {', '.join(shipped())}")


def parsed(text: str, file: str) -> Plan:
    """Return the mapping that a TOML text is; SourceError tells where it is none."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file, "", f"no TOML: {error}") from None
    return replace(_Reading(file, content).plan(), source=text)


@dataclass(frozen=True, slots=True)
class _Reading:
    file: str
    content: Mapping[str, Any]

    def plan(self) -> Plan:
        """Return the whole mapping."""
        self._known(self.content, _KEYS, "")
        lookups = {key: self._texts(table, f"[lookups.{key}]") for key, table in self._table("lookups").items()}
        columns = tuple(self._column(key, one, lookups) for key, one in self._table("columns").items())
        if not columns:
            raise self._wrong("[columns]", "no column is told of; each is a table [columns.key] with names and type")
        by_key = {column.key: column for column in columns}
        claims = tuple(self._claim(n, one, by_key) for n, one in enumerate(self.content.get("claims", []), 1))
        if not claims:
            raise self._wrong("[[claims]]", "no claim is told of, so rows would say nothing")
        if not any(column.required for column in columns):
            raise self._wrong("[columns]", "at least one column is required = true, by which such a table is known")
        used = {part for claim in claims for parts in claim.parts.values() for part in parts}
        for column in columns:
            if column not in used and column.type != "place":
                raise self._wrong(f"[columns.{column.key}]", "no claim uses it; put its names under ignore")
        header = self.content.get("header")
        if header is not None and (not isinstance(header, int) or header < 1):
            raise self._wrong("header", "the number of a row, from 1, is expected")
        return Plan(
            self._text("name"),
            self._text("summary"),
            columns,
            claims,
            self._list("ignore"),
            self._list("skip"),
            self._list("sheets") or ("*",),
            header,
            lookups,
            self._document(),
            self._expected(),
        )

    def _column(self, key: str, told: object, lookups: Mapping[str, object]) -> Column:
        where = f"[columns.{key}]"
        table = self._known(told, ("names", "type", "required", "lookup", "numbers"), where)
        names, kind, lookup = _texts(table.get("names")), table.get("type", "text"), table.get("lookup")
        if not names:
            raise self._wrong(where, "names is a list of what the column may be called")
        if kind not in TYPES:
            raise self._wrong(where, f"unknown type {kind!r}; known are {', '.join(TYPES)}")
        if lookup is not None and lookup not in lookups:
            raise self._wrong(where, f"there is no [lookups.{lookup}]")
        if table.get("numbers", "vi") not in ("vi", "en"):
            raise self._wrong(where, "numbers is 'vi' (1.234,5) or 'en' (1,234.5)")
        required = table.get("required", False)
        if not isinstance(required, bool):
            raise self._wrong(where, "required is true or false")
        return Column(key, tuple(names), kind, required, lookup, table.get("numbers", "vi"))

    def _claim(self, number: int, told: object, columns: Mapping[str, Column]) -> Told:
        where = f"[[claims]] {number}"
        kind = told.get("kind") if isinstance(told, dict) else None
        if not isinstance(kind, str) or kind not in KINDS:
            raise self._wrong(where, f"kind is one of {', '.join(KINDS)}")
        roles = KINDS[kind]
        table = self._known(told, ("kind", *roles), f"{where} ({kind})")
        parts = {
            name: self._parts(table[name], role, columns, f"{where} ({kind}), {name}")
            for name, role in roles.items()
            if name in table
        }
        lacking = [name for name, role in roles.items() if role.required and name not in parts]
        if lacking:
            raise self._wrong(f"{where} ({kind})", f"needs {' and '.join(lacking)}")
        status = parts.get("status", (None,))[0]
        if isinstance(status, Constant) and status.text not in list(AwardStatus):
            raise self._wrong(f"{where} ({kind})", f"status is one of {', '.join(AwardStatus)}")
        return Told(kind, parts)

    def _parts(self, told: object, role: Role, columns: Mapping[str, Column], where: str) -> tuple[Part, ...]:
        if isinstance(told, dict):
            value = self._known(told, ("value",), where).get("value")
            if not isinstance(value, str) or not value.strip():
                raise self._wrong(where, 'a value for all rows is written { value = "…" }')
            return (Constant(value.strip()),)
        keys = [told] if isinstance(told, str) else _texts(told)
        if not keys:
            raise self._wrong(where, "the key of a column is expected")
        if len(keys) > 1 and not role.several:
            raise self._wrong(where, "is read from one column")
        for key in keys:
            if key not in columns:
                raise self._wrong(where, f"there is no [columns.{key}]")
            if columns[key].type not in role.types:
                raise self._wrong(where, f"{key} is of type {columns[key].type}; it must be {' or '.join(role.types)}")
        return tuple(columns[key] for key in keys)

    def _document(self) -> dict[str, str]:
        told = self._texts(self._table("document"), "[document]")
        self._known(told, ("title", "publisher", "place", "published", "url"), "[document]")
        if "published" in told:
            try:
                PartialDate.read(told["published"])
            except ValueError as error:
                raise self._wrong("[document]", f"published: {error}") from None
        return told

    def _expected(self) -> Expected:
        table = self._known(self._table("expect"), ("rows", "refused"), "[expect]")
        rows, refused = table.get("rows", [1]), table.get("refused", 1.0)
        counts = [rows, rows] if isinstance(rows, int) else rows
        if not isinstance(counts, list) or len(counts) not in (1, 2) or not all(isinstance(n, int) for n in counts):
            raise self._wrong("[expect]", "rows is a count, or [least, most]")
        if not isinstance(refused, int | float) or not 0 <= refused <= 1:
            raise self._wrong("[expect]", "refused is the share of rows that may be refused, from 0 to 1")
        return Expected(counts[0], counts[1] if len(counts) == 2 else None, float(refused))

    def _table(self, key: str) -> dict[str, Any]:
        table = self.content.get(key, {})
        if not isinstance(table, dict):
            raise self._wrong(f"[{key}]", "a table is expected")
        return table

    def _text(self, key: str) -> str:
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, "a text is expected")
        return value

    def _list(self, key: str) -> tuple[str, ...]:
        value = _texts(self.content.get(key, []))
        if value is None:
            raise self._wrong(key, "a list of texts is expected")
        return tuple(value)

    def _texts(self, table: object, where: str) -> dict[str, str]:
        if not isinstance(table, dict) or not all(isinstance(one, str) for one in table.values()):
            raise self._wrong(where, "keys and texts are expected")
        return table

    def _known(self, table: object, keys: Iterable[str], where: str) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self._wrong(where, "a table is expected")
        unknown = [key for key in table if key not in keys]
        if unknown:
            raise self._wrong(where, f"unknown key {unknown[0]!r}; known are {', '.join(keys)}")
        return table

    def _wrong(self, where: str, what: str) -> SourceError:
        return SourceError(self.file, where, what)


def _texts(value: object) -> list[str] | None:
    return value if isinstance(value, list) and all(isinstance(one, str) for one in value) else None
