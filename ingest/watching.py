"""Folders that are watched: what is put into them is read once it is whole, again when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph_store.errors import StoreBusy
from graph_store.generations import Data
from ingest import pipeline
from ingest.context import FOLDER_FILE, SIDE_SUFFIX, Metadata
from ingest.issues import Issue, Level
from ingest.sources.paths import walk
from ingest.sources.shards import Shard
from ingest.tally import Report
from ontology.iris import DEFAULT_BASE

Mark = tuple[tuple[int, int] | None, ...]
"""By which it is known that a file, or what is said of it beside it, has changed: times and sizes."""


def watch(
    paths: Iterable[Path],
    data: Data,
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    pause: Callable[[], bool],
    base: str = DEFAULT_BASE,
    jobs: int | None = None,
    shard: Shard | None = None,
) -> Iterator[Report]:
    """Yield the report of each run (over a shard's files), for as long as `pause` (called between two looks) answers true.

    A file is read when it looks the same twice: by then it is whole. Files that vanish change nothing; what they said is
    taken out by hand. While another writer holds the data folder, files wait for the next look.
    """
    paths = list(paths)
    read: dict[Path, Mark] = {}
    before: dict[Path, Mark] = {}
    told: set[tuple[str, str]] = set()
    while True:
        now, wrong = _marks(paths, shard)
        new = [one for one in wrong if (one.source, one.what) not in told]
        told.update((one.source, one.what) for one in new)
        ready = [path for path, mark in now.items() if before.get(path) == mark and read.get(path) != mark]
        before = now
        if new and not ready:
            yield Report(issues=new)
        if ready:
            try:
                report = pipeline.ingest(ready, data, stated, base=base, jobs=jobs)
            except StoreBusy as busy:
                yield Report(issues=[*new, Issue(Level.NOTE, str(data.path), "", f"{busy}; it is tried again")])
            else:
                read.update((path, now[path]) for path in ready)
                report.issues[:0] = new
                yield report
        if not pause():
            return


def _marks(paths: list[Path], shard: Shard | None) -> tuple[dict[Path, Mark], list[Issue]]:
    marks: dict[Path, Mark] = {}
    wrong: list[Issue] = []
    for found in walk(paths, shard):
        if isinstance(found, Path):
            beside = found.with_name(found.name + SIDE_SUFFIX), found.with_name(FOLDER_FILE)
            marks[found] = tuple(_mark(path) for path in (found, *beside))
        elif found.level is not Level.NOTE:
            wrong.append(found)
    return marks, wrong


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
