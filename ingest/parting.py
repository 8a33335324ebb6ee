"""Large runs in parts: a manifest says which documents are in which part, workers make the parts, one run publishes them.

A part is known by what goes into it (the documents' bytes, what is said of them, the rules that read them), so that an
interrupted run goes on where it was, and one over changed documents makes anew only the parts they are in.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from graph_store import durable
from graph_store.generations import Data
from ingest import parallel, parts, pipeline, quarantine
from ingest.context import FOLDER_FILE, SIDE_SUFFIX, Metadata, metadata
from ingest.errors import SourceError
from ingest.extract.reader import EXTRACTOR as TEXTS
from ingest.issues import Issue, Level
from ingest.rdf.reader import EXTRACTOR as GRAPHS
from ingest.sources.paths import walk
from ingest.sources.shards import Shard
from ingest.sources.table.reader import is_table
from ingest.tables.chunks import NONE
from ingest.tables.corrected import Corrections
from ingest.tables.plan import load as load_plan
from ingest.tables.reader import EXTRACTOR as TABLES
from ingest.tally import Read, Report
from ontology.iris import DEFAULT_BASE

FILES = 64
"""Documents of one part."""
_WHOLE = Shard(1, 1)
_RETRIES = 3

Progress = Callable[[int, int], None]
"""Called after each part with how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents that are read together: their paths, and the name of the file with what was read of them."""

    name: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """What all parts of a run have in common."""

    folder: Path
    stated: Metadata
    base: str
    corrections: Corrections


@dataclass(frozen=True, slots=True)
class _Run:
    base: str
    stated: Metadata
    corrections: str
    parts: tuple[str, ...]


def make(
    paths: Iterable[str | Path],
    folder: Path,
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    base: str = DEFAULT_BASE,
    corrections: Corrections = NONE,
    shard: Shard | None = None,
    jobs: int = 2,
    dask: str | None = None,
    progress: Progress | None = None,
) -> tuple[int, int]:
    """Make the parts of these documents (of a shard) that are not there yet; return how many, and how many there are.

    They are made by `jobs` processes, or by the workers of the Dask cluster at `dask`, which must see the same files.
    Raises SourceError where that cannot be.
    """
    share = shard or _WHOLE
    making = Making(folder, stated, base, corrections)
    planned = list(_planned(paths, making, share))
    same = {"base": base, "stated": asdict(stated), "corrections": _digest(corrections)}
    told = {**same, "parts": [asdict(part) for part in planned]}
    folder.mkdir(parents=True, exist_ok=True)
    durable.write(folder / _manifest(share), json.dumps(told, ensure_ascii=False, indent=1).encode())
    waiting = [part for part in planned if not (folder / part.name).is_file()]
    work = partial(_made, making=making)
    made = _by_dask(work, waiting, dask) if dask is not None else _by_processes(work, waiting, making, jobs)
    for done, _ in enumerate(made, len(planned) - len(waiting) + 1):
        if progress is not None:
            progress(done, len(planned))
    return len(waiting), len(planned)


def publish(
    folder: Path,
    data: Data,
    *,
    base: str = DEFAULT_BASE,
    progress: pipeline.Progress | None = None,
    hook: Callable[[str], None] | None = None,
) -> Report:
    """Publish what the parts of all shards hold, as reading the documents at once would.

    Raises SourceError when a shard or part is missing or was made for something else, StoreBusy as an ingest does.
    """
    run = _run(folder)
    if run.base != base:
        raise SourceError(str(folder), "", f"was made for the base {run.base}, not {base}")
    if run.corrections != _digest(quarantine.corrections(data)):
        raise SourceError(
            str(folder), "", f"was made without the corrections of rows in {data.path}: make the parts again"
        )
    lacking = [name for name in run.parts if not (folder / name).is_file()]
    if lacking:
        raise SourceError(
            str(folder), "", f"{len(lacking)} of {len(run.parts)} parts are not made yet: make them first"
        )
    return pipeline.publish(_read(folder, run.parts), data, run.stated, base=base, progress=progress, hook=hook)


def _read(folder: Path, names: Sequence[str]) -> Generator[Read]:
    for name in names:
        yield from parts.read(folder / name)


def _run(folder: Path) -> _Run:
    """Return what all shards of a run make; SourceError where one is missing, or they are of several runs."""
    found = sorted(folder.glob(_manifest(None)))
    shards = {tuple(map(int, path.stem.split("-")[1::2])) for path in found}
    of = {most for _, most in shards}
    if len(of) != 1 or len(shards) != max(of):
        there = ", ".join(f"{number}/{most}" for number, most in sorted(shards)) or "none"
        raise SourceError(str(folder), "", f"the shards of one run are wanted, all of them; there are: {there}")
    told = [json.loads(path.read_bytes()) for path in found]
    for path, one in zip(found, told, strict=True):
        if any(one[key] != told[0][key] for key in ("base", "stated", "corrections")):
            raise SourceError(str(path), "", f"was made otherwise than {found[0].name}: make both in the same way")
    names = tuple(part["name"] for one in told for part in one["parts"])
    return _Run(told[0]["base"], Metadata(**told[0]["stated"]), told[0]["corrections"], names)


def _manifest(shard: Shard | None) -> str:
    return "manifest-*-of-*.json" if shard is None else f"manifest-{shard.number}-of-{shard.of}.json"


def _planned(paths: Iterable[str | Path], making: Making, shard: Shard) -> Iterator[Part]:
    """Yield the parts in the order of the documents; what is no document stays with those before it."""
    same = [asdict(making.stated), making.base, _digest(making.corrections), TEXTS, TABLES, GRAPHS]
    some: list[str] = []
    marks: list[str] = []
    given = [Path(path) for path in paths]
    for found in walk(given, shard):
        path = Path(found.source) if isinstance(found, Issue) else found
        if (isinstance(found, Issue) and found.level is not Level.ERROR) or _unread(path, making.stated, given):
            continue
        some.append(str(path.absolute()))
        marks.append(_mark(path, making.stated))
        if len(some) == FILES:
            yield _part(same, some, marks)
            some, marks = [], []
    if some:
        yield _part(same, some, marks)


def _unread(path: Path, stated: Metadata, given: Sequence[Path]) -> bool:
    """Tell whether a file is a table without a mapping that nobody named: such ones are left alone in folders."""
    if path in given or not is_table(path):
        return False
    try:
        return stated.over(metadata(path)).mapping is None
    except SourceError:
        return False


def _part(same: Sequence[object], files: Sequence[str], marks: Sequence[str]) -> Part:
    told = json.dumps([same, files, marks], sort_keys=True)
    return Part(f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.part", tuple(files))


def _mark(path: Path, stated: Metadata) -> str:
    """Return a digest of everything that decides what is read of a file."""
    told = hashlib.sha256()
    for one in (path, path.with_name(path.name + SIDE_SUFFIX), path.with_name(FOLDER_FILE)):
        told.update(_bytes(one))
    if is_table(path):
        try:
            mapping = stated.over(metadata(path)).mapping
            told.update(b"" if mapping is None else load_plan(mapping, beside=path.parent).source.encode())
        except SourceError as error:  # reading it will tell
            told.update(str(error).encode())
    return told.hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        return f"{error.errno}".encode()


def _digest(corrections: Corrections) -> str:
    return hashlib.sha256(json.dumps(corrections, sort_keys=True, default=dict).encode()).hexdigest()


def _made(part: Part, making: Making) -> str:
    reads = pipeline.read_files(part.files, making.stated, base=making.base, jobs=1, corrections=making.corrections)
    parts.write(making.folder / part.name, reads)
    return part.name


def _by_processes(work: Callable[[Part], str], waiting: list[Part], making: Making, jobs: int) -> Iterator[str]:
    if jobs == 1:
        yield from map(work, waiting)
        return
    for part, made in zip(waiting, parallel.in_order(work, waiting, jobs=jobs, lost=_lost, chunk=1), strict=True):
        yield made or _one_by_one(part, making)


def _lost(_: Part) -> str:
    return ""


def _one_by_one(part: Part, making: Making) -> str:
    """Make a part of which a process has died: each document in a process that may die of it alone."""
    work = partial(_alone, making=making)
    reads = parallel.in_order(work, part.files, jobs=1, lost=_died, chunk=1)
    parts.write(making.folder / part.name, (one for some in reads for one in some))
    return part.name


def _alone(file: str, making: Making) -> list[Read]:
    return list(pipeline.read_files([file], making.stated, base=making.base, jobs=1, corrections=making.corrections))


def _died(file: str) -> list[Read]:
    what = "left out: the process that read it died of it, out of memory or time"
    return [Read(Path(file), issues=(Issue(Level.ERROR, file, "", what),))]


def _by_dask(work: Callable[[Part], str], waiting: list[Part], address: str) -> Iterator[str]:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise SourceError(address, "", "Dask is not installed: pip install 'htxgraph[dask]'") from None
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise SourceError(address, "", f"no Dask cluster answers there: {error}") from None
    with client:
        futures = client.map(work, waiting, retries=_RETRIES, pure=False)
        for future in distributed.as_completed(futures, loop=client.loop):
            yield future.result()
