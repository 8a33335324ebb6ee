"""Files that are there after a power cut: written, synced and renamed as one step."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_ONE_BY_ONE = 8


def sync(path: Path) -> None:
    """Bring one file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Bring a folder with all that is in it to the disk."""
    for here, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync(Path(here) / name)
        sync(Path(here))


def write(path: Path, content: bytes) -> None:
    """Replace a file's content whole: a reader, and a crash, see the old bytes or the new ones."""
    draft = path.with_name(f".{path.name}.new")
    with naming(path), draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync(path.parent)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of writing name its file: what the system says of a full disk names none."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def write_new(files: Iterable[tuple[Path, bytes]]) -> int:
    """Write content-addressed files that are not there yet, synced together; return how many were new."""
    drafts: list[tuple[Path, Path]] = []
    for path, content in dict(files).items():
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        with naming(path):
            draft.write_bytes(content)
        drafts.append((draft, path))
    _sync_all([draft for draft, _ in drafts])
    for draft, path in drafts:
        draft.replace(path)
    _sync_all(sorted({path.parent for _, path in drafts} | {path.parent.parent for _, path in drafts}))
    return len(drafts)


def _sync_all(paths: Sequence[Path]) -> None:
    """Bring files or folders of one file system to the disk; many at once, where the system can."""
    if len(paths) <= _ONE_BY_ONE or not _sync_file_system(paths[0]):
        for path in paths:
            sync(path)


def _sync_file_system(path: Path) -> bool:
    """Bring all of the file system that a path is on to the disk (syncfs(2)); False where that cannot be asked for."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
    if call is None:
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if call(descriptor) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(path))
    finally:
        os.close(descriptor)
    return True


def append(path: Path, lines: Iterable[bytes]) -> int:
    """Append whole lines to a log and sync it; return the log's length in bytes afterwards.

    What a crash left of a half-written line is cut off first.
    """
    new = not path.exists()
    with naming(path), path.open("ab+") as file:
        end = whole_lines(path)
        if file.tell() != end:
            file.truncate(end)
        for line in lines:
            file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
        length = file.tell()
    if new:
        sync(path.parent)
    return length


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only one that writes to a log while inside; others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def whole_lines(path: Path) -> int:
    """Return up to which byte a log consists of whole lines."""
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        while position:
            start = max(0, position - 65536)
            file.seek(start)
            found = file.read(position - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            position = start
    return 0


def link_tree(source: Path, target: Path) -> None:
    """Copy a snapshot of the engine: immutable table files as hard links, everything else as bytes."""
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.name == "LOCK" or path.name.startswith("LOG"):
            continue
        if path.suffix == ".sst":
            _link_or_copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)


@contextmanager
def draft_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill; at the end it is synced and takes the target's name, or vanishes on an error."""
    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        yield draft
        sync_tree(draft)
        draft.rename(target)
        sync(target.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
