"""What is in force: the data folder, its published generations, and which one readers are given."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from graph_store import durable
from graph_store.errors import StoreBusy, StoreDamaged, StoreMissing, UnknownGeneration
from graph_store.index import Index

_A_MOMENT = 1.0
"""For how long a lock is waited for: the service keeps it for half of that after each write."""
_LOOK_SECONDS = 0.02
MERGED, PLAIN = "merged", "plain"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds: `quads` counts those of document graphs and the vocabulary.

    `journal` and `decisions` tell up to which byte those logs are applied in it; `vocabulary` is its sha-256. `layout`
    is `merged` (the default graph holds every triple once) or `plain` (graphs as they were written, nothing derived).
    """

    number: int
    quads: int
    documents: int
    journal: int
    decisions: int
    base: str
    extractor: str
    published: str
    vocabulary: str
    layout: str = MERGED

    @property
    def plain(self) -> bool:
        """Whether graphs stand as they were written, the default graph for itself."""
        return self.layout == PLAIN

    def to_bytes(self) -> bytes:
        """Return the manifest as it stands on disk."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Return the manifest in a file; StoreDamaged when it is none."""
        try:
            found = json.loads(path.read_bytes())
            found = {"layout": MERGED, **found}
            return cls(**{field.name: found[field.name] for field in fields(cls)})
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(
                f"{path} is not a manifest: {error}; `htxgraph rebuild` makes a new generation"
            ) from None


@dataclass(frozen=True, slots=True)
class Generation:
    """One published state of the graph. It never changes; readers may keep using it until it is pruned."""

    number: int
    path: Path
    index_path: Path

    @property
    def graph_path(self) -> Path:
        """Where the read-only snapshot of the engine lies."""
        return self.path / "graph"

    @property
    def graph(self) -> str:
        """The same as text."""
        return f"{self.path}{os.sep}graph"

    @property
    def manifest(self) -> Manifest:
        """What this generation holds."""
        return Manifest.read(self.manifest_path)

    @property
    def manifest_path(self) -> Path:
        """Where that is written; its time tells one generation from another that took its number and place."""
        return self.path / "manifest.json"

    def index(self) -> Index:
        """Return the side index as of this generation; close it after use, one thread at a time."""
        return Index(self.index_path, self.number)


class Data:
    """A data folder. Making this object reads and creates nothing."""

    def __init__(self, path: Path | str) -> None:
        """Speak of the data folder at `path`."""
        self.path = Path(path)
        self.archive_path = self.path / "archive"
        self.decisions_path = self.path / "decisions.jsonl"
        self.writer_path = self.path / "writer"
        self.writer_state_path = self.path / "WRITER"
        self.generations_path = self.path / "generations"
        self.index_path = self.path / "index.sqlite"
        self.current_path = self.path / "CURRENT"
        self.lock_path = self.path / "LOCK"
        self._current = str(self.current_path)
        self._seen: tuple[tuple[int, int], Generation] | None = None

    def current(self) -> Generation | None:
        """Return the generation in force, or None where nothing has been published."""
        try:
            stat = os.stat(self._current)  # noqa: PTH116 - a fifth of the time; it is asked for with every query; a swap makes a new file
            key, seen = (stat.st_ino, stat.st_mtime_ns), self._seen
            if seen is not None and seen[0] == key:
                return seen[1]
            text = self.current_path.read_text()
        except FileNotFoundError:
            return None
        if not text.strip().isdigit():
            raise StoreDamaged(f"{self.current_path} does not name a generation; `htxgraph rebuild` repairs it")
        found = self._generation(int(text))
        self._seen = key, found
        return found

    def in_force(self) -> Generation:
        """Return the generation in force; StoreMissing where nothing has been published."""
        found = self.current()
        if found is None:
            raise StoreMissing(f"no graph in {self.path}: run `htxgraph ingest` first")
        return found

    def generation(self, number: int) -> Generation:
        """Return one published generation; UnknownGeneration when there is none of that number (any more)."""
        if number not in self.numbers():
            raise UnknownGeneration(f"generation {number} is not in {self.path}: {self._have()}")
        return self._generation(number)

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all generations that can be queried, oldest first."""
        current = self.current()
        if current is None or not self.generations_path.is_dir():
            return ()
        there = (int(path.name) for path in self.generations_path.iterdir() if path.name.isdigit())
        return tuple(sorted(number for number in there if number <= current.number))

    def swap(self, number: int) -> Generation:
        """Put a complete, synced generation in force."""
        durable.write(self.current_path, f"{number}\n".encode())
        return self._generation(number)

    def prune(self, keep: int) -> tuple[int, ...]:
        """Remove the oldest generations but the newest `keep`; return the numbers removed. Needs the lock."""
        numbers = self.numbers()
        gone = numbers[: max(0, len(numbers) - max(1, keep))]
        for number in gone:
            self.remove(number)
        return gone

    def remove(self, number: int) -> None:
        """Remove a generation's folder; one that is half removed is never seen as a generation."""
        path = self.generations_path / str(number)
        grave = path.with_name(f".{number}.old")
        shutil.rmtree(grave, ignore_errors=True)
        if path.exists():
            path.rename(grave)
            shutil.rmtree(grave, ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer while inside; StoreBusy when another process is, and is so for more than a moment."""
        self.path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.lock_path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            until = time.monotonic() + _A_MOMENT
            while not _locked(descriptor):
                if time.monotonic() > until:
                    owner = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
                    who = f" (process {owner})" if owner else ""
                    raise StoreBusy(f"another process{who} is writing to {self.path}; try again when it is done")
                time.sleep(_LOOK_SECONDS)
            with durable.naming(self.lock_path):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            yield
            os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)

    def _generation(self, number: int) -> Generation:
        return Generation(number, self.generations_path / str(number), self.index_path)

    def _have(self) -> str:
        numbers = self.numbers()
        return f"it has {numbers[0]} to {numbers[-1]}" if numbers else "nothing has been published"


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
