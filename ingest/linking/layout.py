"""Which column of a register says what: layouts that ship with the package, found by their columns, or one's own as TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ingest.errors import SourceError
from ontology.spelling import fold

FIELDS = (
    "code", "number", "kind", "name", "names", "registered", "changed", "representative", "commune", "district", "province",
    "address", "sectors", "status", "stars", "owner", "valid_until",
)  # fmt: skip
"""What a column may say of an entry; `names` and `sectors` may be said by several columns."""
OF = ("organization", "product")
_ORDER = ("coopcert", "ocop", "list")
_INDEX = re.compile(r"\[\d+\]")
_SIGN = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a register say: fields with the names of columns that may say them, and what is left out."""

    name: str
    of: str
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def fields(self, columns: Iterable[str]) -> dict[str, list[str]]:
        """Return the columns of a table that say each field, in the order in which the layout prefers them."""
        known: dict[str, list[str]] = {}
        for column in columns:
            known.setdefault(_key(column), []).append(column)
        found = {
            field: [one for name in names for one in known.get(_key(name), ())] for field, names in self.columns.items()
        }
        return {field: some for field, some in found.items() if some}

    def unused(self, columns: Iterable[str]) -> list[str]:
        """Return the columns of a table that say nothing here and are not left out by name."""
        known = {_key(name) for names in self.columns.values() for name in names} | {_key(one) for one in self.ignored}
        return [column for column in columns if _key(column) not in known]


def chosen(columns: Iterable[str], own: Path | None = None) -> Layout | None:
    """Return the layout that a table's columns fit, or the one in a file; None when there is no column of names."""
    columns = list(columns)
    if own is not None:
        layout = read(own)
        return layout if "name" in layout.fields(columns) else None
    have = {_key(column) for column in columns}
    for layout in shipped():
        if all(_key(one) in have for one in layout.needs) and "name" in layout.fields(columns):
            return layout
    return None


@cache
def shipped() -> tuple[Layout, ...]:
    """Return the layouts that ship with the package, the most particular first."""
    folder = resources.files("ingest.linking") / "layouts"
    return tuple(_layout(name, (folder / f"{name}.toml").read_text(encoding="utf-8"), name) for name in _ORDER)


def read(path: Path) -> Layout:
    """Return the layout in a TOML file; SourceError, with the place and the reason, for what is none."""
    try:
        return _layout(path.stem, path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), "", f"cannot be read: {error}") from None


def _layout(name: str, text: str, source: str) -> Layout:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(source, "", f"no TOML: {error}") from None
    of = told.get("of", "organization")
    if of not in OF:
        raise SourceError(source, "of", f"entries are of {' or '.join(OF)}, not {of!r}")
    columns = told.get("columns")
    if not isinstance(columns, dict) or "name" not in columns:
        raise SourceError(source, "[columns]", 'which column has the names is not said: name = ["Tên HTX"]')
    for field in columns:
        if field not in FIELDS:
            raise SourceError(source, f"[columns] {field}", f"no such field; there are: {', '.join(FIELDS)}")
    said = {field: _names(names, source, f"[columns] {field}") for field, names in columns.items()}
    ignored = _names(told.get("ignored", {}).get("columns", []), source, "[ignored] columns")
    return Layout(name, of, said, _names(told.get("needs", []), source, "needs"), ignored)


def _names(said: Any, source: str, where: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever the file holds
    names = [said] if isinstance(said, str) else said
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise SourceError(source, where, "a name of a column is expected, or a list of names")
    return tuple(names)


def _key(column: str) -> str:
    """Return a column's name as it is compared: without case, diacritics, punctuation and the numbers of lists."""
    return _SIGN.sub(" ", fold(_INDEX.sub("", column))).strip()
