"""What a source says of its documents beside their text: publisher, place, date and address, kept in small files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from ingest.errors import SourceError
from ingest.values import PartialDate

FOLDER_FILE = "source.toml"
"""In a folder: `[defaults]` for all its files and `[documents."name"]` for one."""
SIDE_SUFFIX = ".meta.json"
"""Beside one file: `article.html.meta.json`."""

_IGNORED = frozenset({"fictitious", "note", "title"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said of a document from outside; None where nothing is said. `mapping` tells how a table is read."""

    publisher: str | None = None
    place: str | None = None
    published: str | None = None
    url: str | None = None
    mapping: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return this, with the gaps filled from another."""
        return replace(
            other, **{one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}
        )


def is_side_file(path: Path) -> bool:
    """Tell whether a file says something of others and is no document itself."""
    return path.name == FOLDER_FILE or path.name.endswith(SIDE_SUFFIX)


def metadata(path: Path) -> Metadata:
    """Return what the side file and the folder's file say of a document.

    Raises SourceError, naming the file and place, for one that cannot be understood.
    """
    return _beside(path).over(_in_folder(path))


def _beside(path: Path) -> Metadata:
    side = path.with_name(path.name + SIDE_SUFFIX)
    if not side.is_file():
        return Metadata()
    try:
        content = json.loads(side.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(str(side), "", f"cannot be understood: {error}") from None
    return _read(content, side, "")


def _in_folder(path: Path) -> Metadata:
    file = path.with_name(FOLDER_FILE)
    if not file.is_file():
        return Metadata()
    content = _folder(file, file.stat().st_mtime_ns)
    documents = content.get("documents", {})
    own = documents.get(path.name, {}) if isinstance(documents, dict) else {}
    defaults = _read(content.get("defaults", {}), file, "[defaults]")
    return _read(own, file, f'[documents."{path.name}"]').over(defaults)


@lru_cache(maxsize=64)
def _folder(file: Path, _changed: int) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(str(file), "", f"cannot be understood: {error}") from None


def _read(content: object, file: Path, where: str) -> Metadata:
    if not isinstance(content, dict):
        raise SourceError(str(file), where, "a table of keys and texts is expected")
    known = {one.name for one in fields(Metadata)}
    values: dict[str, str] = {}
    for key, value in content.items():
        if key in _IGNORED:
            continue
        if key not in known:
            raise SourceError(str(file), where, f"unknown key {key!r}; known are {', '.join(sorted(known))}")
        values[key] = _text(value, key, file, where)
    return Metadata(**values)


def _text(value: object, key: str, file: Path, where: str) -> str:
    text = value if isinstance(value, str) else str(value) if key == "published" else None
    if text is None:
        raise SourceError(str(file), where, f"{key} is a text")
    if key == "published":
        try:
            PartialDate.read(text)
        except ValueError as error:
            raise SourceError(str(file), where, f"published: {error}") from None
    return text
