"""Files to read: what files, folders and patterns of names stand for, in a stable order, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.issues import Issue, Level
from ingest.sources.article.ingester import SUFFIXES as ARTICLES
from ingest.sources.office.ingester import SUFFIXES as PAPERS
from ingest.sources.shards import Shard, name_within
from ingest.sources.table.reader import SUFFIXES as TABLES

_SIDE_FILES = ("source.toml", ".meta.json")
RDF = (".ttl", ".nt", ".nq", ".trig", ".jsonld")
"""The names of files that are read as RDF."""
SUFFIXES = (*ARTICLES, *PAPERS, *TABLES, *RDF)
"""The names of files that are read from folders."""
_PATTERN = frozenset("*?[")


def walk(paths: Iterable[str | Path], shard: Shard | None = None) -> Iterator[Path | Issue]:
    """Yield the files, in the order given and by name within folders; what cannot be read as an issue in its place.

    A file named outright is yielded whatever its suffix; in folders only articles and tables count, other files are noted.
    Of a shard only its files are yielded: by their path beneath the folder that was named, so that it is the same shard
    wherever that folder lies.
    """
    for root, found in _walked(paths):
        if shard is None or isinstance(found, Issue) or shard.has(name_within(found, root)):
            yield found


def _walked(paths: Iterable[str | Path]) -> Iterator[tuple[Path, Path | Issue]]:
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found in _expanded(Path(path)):
            if isinstance(found, Issue):
                yield Path(path), found
            elif not found.exists() and not found.is_symlink():
                yield found, _error(found, "no such file or folder")
            else:
                inside = _folder(found, seen) if found.is_dir() else _once(found, seen)
                yield from ((found, one) for one in inside)


def _expanded(path: Path) -> Iterator[Path | Issue]:
    if path.exists() or path.is_symlink() or not _PATTERN & set(str(path)):
        yield path
        return
    anchor = Path(path.anchor or ".")
    found = sorted(anchor.glob(str(path.relative_to(path.anchor))))
    if not found:
        yield _error(path, "no file has a name of this pattern")
    yield from found


def _folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Issue]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _error(folder, f"cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name.endswith(_SIDE_FILES):
            continue
        yield from _entry(entry, path, seen)


def _entry(entry: os.DirEntry[str], path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Issue]:
    try:
        folder = entry.is_dir()
        file = entry.is_file()
    except OSError as error:
        yield _error(path, f"cannot be read: {error.strerror or error}")
        return
    if folder:
        yield from _folder(path, seen)
    elif path.suffix.lower() in SUFFIXES:
        yield from _once(path, seen) if file else [_error(path, "not a file, or a link that leads nowhere")]
    elif file:
        yield Issue(Level.NOTE, str(path), "", f"left out: only {', '.join(SUFFIXES)} are read from folders")


def _once(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = path.stat()
    except OSError:
        yield path  # reading it will tell what is wrong
        return
    if (status.st_dev, status.st_ino) not in seen:
        seen.add((status.st_dev, status.st_ino))
        yield path


def _error(path: Path, what: str) -> Issue:
    return Issue(Level.ERROR, str(path), "", what)
