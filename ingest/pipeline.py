"""The wiring of the write side: files → documents → claims → quads → the next generation."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType

from graph_store.archive import Archive, Entry
from graph_store.generations import Data
from ingest import confined, parallel, quarantine
from ingest import load as loading
from ingest.confined import Limits
from ingest.context import Metadata, is_side_file, metadata
from ingest.errors import SourceError
from ingest.extract import reader
from ingest.extract.explain import Explained, Silent, explain
from ingest.facts import facts
from ingest.identity import Resolving, overlay, overlay_anew, telling
from ingest.issues import Issue, Level
from ingest.load import Loaded
from ingest.mapping.document import map_reading
from ingest.mapping.triples import to_turtle
from ingest.quarantine import Held
from ingest.rdf import reader as rdf
from ingest.reading import Reading
from ingest.resolve import linker
from ingest.sources.article import ingester
from ingest.sources.office import ingester as papers
from ingest.sources.paths import walk
from ingest.sources.shards import Shard
from ingest.sources.table.reader import is_table
from ingest.tables import reader as tables
from ingest.tables.chunks import NONE, ROWS, Chunk, Whole, again, chunks
from ingest.tables.corrected import Corrections
from ingest.tables.plan import load as load_plan
from ingest.tally import Read, Report, Tally
from ontology.iris import DEFAULT_BASE
from ontology.shapes import Violation, violations
from ontology.vocabulary import vocabulary_quads

Progress = Callable[[Path, int], None]
"""Called after each file with its path and how many files are done."""

Piece = Path | Chunk | Issue | Whole
"""What is read at once: a file, some rows of a table, or nothing but a word on what was found."""

_FEW = 16
_BATCH = 100
_ROWS_WEIGH = 40


def read_file(path: Path, stated: Metadata = Metadata(), base: str = DEFAULT_BASE) -> Read:  # noqa: B008 - frozen
    """Return one file's facts and quads; `stated` goes before what side files and the page say.

    A file that cannot be read gives an issue of level error instead, never an exception.
    """
    if rdf.is_rdf(path):
        return _read_rdf(path, stated, base)
    article = _article(path, stated)
    if isinstance(article, Issue):
        return Read(path, issues=(article,))
    reading = reader.extract(article.document)
    read = _mapped(path, reading, article.data, base, reader.EXTRACTOR)
    return replace(read, issues=(*article.notes, *read.issues))


def _read_rdf(path: Path, stated: Metadata, base: str) -> Read:
    try:
        told = rdf.read(path, stated.over(metadata(path)))
    except SourceError as error:
        return Read(path, issues=(Issue(Level.ERROR, error.source, error.where, error.what),))
    read = _mapped(path, told.reading, told.content, base, rdf.EXTRACTOR)
    return replace(read, issues=(*told.issues, *read.issues))


def read_chunk(chunk: Chunk, base: str = DEFAULT_BASE) -> Read:
    """Return the facts and quads of some rows of a table; rows that cannot be read are refused, with an issue each."""
    told = tables.read(chunk)
    read = _mapped(Path(chunk.file), told.reading, told.content, base, tables.EXTRACTOR, {"table": chunk.table})
    issues = (*told.issues, *read.issues)
    return replace(read, table=chunk.table, rows=told.rows, refused=told.refused, issues=issues)


def _mapped(
    path: Path,
    reading: Reading,
    content: bytes,
    base: str,
    extractor: str,
    told: Mapping[str, str] = MappingProxyType({}),
) -> Read:
    """Return what the archive takes of a reading, unless its graph is not as it must be."""
    document = reading.document
    mapped = map_reading(reading, linker.link(reading, base), extractor=extractor)
    notes = tuple(_named(issue, path) for issue in (*reading.issues, *mapped.issues))
    broken = violations(mapped.read)
    if broken:
        return Read(path, issues=(*notes, *(_refusal(path, found) for found in broken)))
    found = facts(reading)
    entry = Entry(
        mapped.document,
        mapped.graph,
        content,
        document.text,
        json.dumps(found, ensure_ascii=False, sort_keys=True).encode(),
        mapped.quads,
        extractor,
        {
            "id": document.id,
            "title": document.title,
            "url": document.url,
            "publisher": document.publisher,
            "place": document.place,
            "published": str(document.published) if document.published else None,
            "file": path.name,
            "media_type": document.media_type,
            **told,
        },
    )
    return Read(path, found, entry, notes, told=tuple(telling(mapped.read)))


def _article(path: Path, stated: Metadata) -> ingester.Article | Issue:
    try:
        said = stated.over(metadata(path))
        read = papers.read if papers.is_paper(path) else ingester.read
        return read(path, publisher=said.publisher, place=said.place, published=said.published, url=said.url)
    except SourceError as error:
        return Issue(Level.ERROR, error.source, error.where, error.what)


def explained(
    paths: Iterable[str | Path],
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
) -> Iterator[tuple[Path, list[Explained], list[Silent]] | Issue]:
    """Yield why each document gives the claims it gives, and which of its sentences stay silent."""
    for found in walk(paths):
        if isinstance(found, Path) and (is_table(found) or rdf.is_rdf(found)):
            yield Issue(Level.NOTE, str(found), "", "left out: only of articles it can be told how they are read")
            continue
        article = found if isinstance(found, Issue) else _article(found, stated)
        if isinstance(article, Issue):
            yield article
        elif isinstance(found, Path):
            yield found, *explain(article.document)


def read_files(
    paths: Iterable[str | Path],
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = None,
    corrections: Corrections = NONE,
    shard: Shard | None = None,
) -> Generator[Read]:
    """Yield what became of each file (of a shard), in order; many files are read by several processes.

    `corrections` are those that people made of rows of tables.
    """
    work = partial(_reading, stated=stated, base=base)
    named = [Path(path) for path in paths]
    found = _pieces(named, stated, corrections, shard)
    first = list(islice(found, _FEW))
    jobs = jobs or os.cpu_count() or 1
    few = len(first) < _FEW and sum(_weight(piece) > 1 for piece in first) < 2
    pieces = chain(first, found)
    if few or jobs == 1:
        yield from map(work, pieces)
    else:
        yield from parallel.in_order(work, pieces, jobs=jobs, lost=_lost, ready=(__name__,), weight=_weight)


def _weight(piece: Piece) -> int:
    """Return how much there is to read, in articles: results of many rows fill memory when they have to wait."""
    return _ROWS_WEIGH if isinstance(piece, Chunk) and len(piece.rows) > ROWS // 10 else 1


def _pieces(paths: list[Path], stated: Metadata, corrections: Corrections, shard: Shard | None) -> Iterator[Piece]:
    """Yield what there is to read: articles as files, tables in chunks of rows."""
    for found in walk(paths, shard):
        if isinstance(found, Path) and is_table(found):
            yield from _of_table(found, stated, corrections, outright=found in paths)
        else:
            yield found


def _of_table(path: Path, stated: Metadata, corrections: Corrections, *, outright: bool) -> Iterator[Piece]:
    try:
        said = stated.over(metadata(path))
        if said.mapping is None:
            what = "a table is read by a mapping: give --mapping, or mapping in source.toml; `htxgraph map` drafts one"
            yield Issue(Level.ERROR if outright else Level.NOTE, str(path), "", what)
            return
        plan = load_plan(said.mapping, beside=path.parent)
        if plan.expected.refused < 1:
            tables.held_to(plan, chunks(path, plan, said, corrections))
        yield from chunks(path, plan, said, corrections)
    except SourceError as error:
        yield Issue(Level.ERROR, error.source, error.where, error.what)


def _of_run(paths: list[Path], what: str, level: Level = Level.ERROR) -> Read:
    return Read(paths[0], issues=(Issue(level, ", ".join(map(str, paths)), "", what),))


def _noted(paths: list[Path], what: str) -> Read:
    return _of_run(paths, what, Level.NOTE)


def _lost(found: Piece) -> Read:
    assert isinstance(found, Path | Chunk)
    name, where = (found, "") if isinstance(found, Path) else (Path(found.file), f"rows from {found.rows[0].number} on")
    what = "left out: the process that read it died of it, out of memory or time"
    return Read(name, issues=(Issue(Level.ERROR, str(name), where, what),))


def _reading(found: Piece, stated: Metadata, base: str) -> Read:
    if isinstance(found, Issue):
        return Read(Path(found.source), issues=(found,))
    if isinstance(found, Whole):
        return Read(Path(found.file), whole=found)
    if isinstance(found, Chunk):
        return read_chunk(found, base)
    if is_side_file(found):
        said = "this file says something of others; it is no document"
        return Read(found, issues=(Issue(Level.ERROR, str(found), "", said),))
    return read_file(found, stated, base)


def ingest(
    paths: Iterable[str | Path],
    data: Data,
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = None,
    progress: Progress | None = None,
    hook: Callable[[str], None] | None = None,
    shard: Shard | None = None,
    limits: Limits | None = None,
) -> Report:
    """Read files and publish the next generation with all that could be read; the report lists what could not.

    Of a shard only its files are read; with `limits`, in a process of its own that has no more than these. Raises StoreBusy when another writer holds the data folder.
    """
    told = quarantine.corrections(data)
    if limits is None:
        reads = read_files(paths, stated, base=base, jobs=jobs, corrections=told, shard=shard)
    else:
        named = [Path(path) for path in paths]
        work = partial(read_files, named, stated, base=base, jobs=1, corrections=told, shard=shard)
        reads = confined.each(work, limits, lost=partial(_of_run, named), open_net=partial(_noted, named))
    return _run(reads, data, stated, base=base, progress=progress, hook=hook)


def publish(
    reads: Generator[Read],
    data: Data,
    stated: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    base: str = DEFAULT_BASE,
    progress: Progress | None = None,
    hook: Callable[[str], None] | None = None,
) -> Report:
    """Publish the next generation with what was read elsewhere; otherwise as `ingest`."""
    return _run(reads, data, stated, base=base, progress=progress, hook=hook)


def retry(
    data: Data,
    rows: Path | None = None,
    *,
    by: str = "unknown",
    base: str = DEFAULT_BASE,
    progress: Progress | None = None,
    hook: Callable[[str], None] | None = None,
) -> Report:
    """Read again what is held back: the rows that a corrected export changes, or everything; publish what can be read.

    Rows are read from what the archive keeps of their table, documents from their files. Raises SourceError for an
    export that cannot be understood.
    """
    changed = None if rows is None else quarantine.corrected(data, rows, by)
    waiting = quarantine.held(data) if changed is None else changed
    return _run(_again(data, waiting, base), data, Metadata(), base=base, progress=progress, hook=hook)


def _again(data: Data, waiting: list[Held], base: str) -> Generator[Read]:
    sources = {one.table: one.source for one in waiting if one.table is not None}
    corrections = quarantine.corrections(data)
    archive = Archive(data)
    for revision in archive.documents() if sources else ():
        source = sources.get(revision.metadata.get("table") or "")
        if source is not None:
            yield read_chunk(again(archive.read(revision.content), source, corrections), base)
    files = {one.source: Metadata(**one.stated) for one in waiting if one.table is None}
    for path, stated in files.items():
        yield from read_files([path], stated, base=base, jobs=1, corrections=corrections)


def _run(
    reads: Generator[Read],
    data: Data,
    stated: Metadata,
    *,
    base: str,
    progress: Progress | None,
    hook: Callable[[str], None] | None,
) -> Report:
    tally = Tally(stated)
    resolving = Resolving()

    def entries() -> Generator[Entry]:
        with closing(reads):
            for done, read in enumerate(reads, 1):
                entry = tally.take(read)
                if entry is not None:
                    resolving.tell(entry.graph, read.told)
                    yield entry
                if progress is not None:
                    progress(read.path, done)

    def after(archive: Archive) -> Iterator[tuple[str, str]]:
        tally.settle(data)
        yield from tally.beyond(archive)

    with closing(entries()) as coming, resolving:  # an interrupted load leaves no reader behind
        tally.report.loaded = loading.load(
            data,
            coming,
            vocabulary=vocabulary_quads(),
            archived=resolving.archived,
            survivors=resolving.survivors,
            base=base,
            hook=hook,
            batch=_BATCH,
            gone=after,
        )
    return tally.report


def count(paths: Iterable[str | Path], shard: Shard | None = None) -> int:
    """Return how many files there are to read (of a shard), refused ones included."""
    return sum(1 for _ in walk(paths, shard))


def rebuild(data: Data, *, base: str = DEFAULT_BASE) -> Loaded:
    """Make the graph anew from the archive and the decisions."""
    return loading.rebuild(data, base=base, vocabulary=vocabulary_quads(), survivors=overlay_anew)


def withdraw(data: Data, documents: Iterable[str], reason: str, *, base: str = DEFAULT_BASE) -> Loaded:
    """Take documents out of the graph; they stay in the archive with the reason."""
    return loading.withdraw(data, documents, reason, survivors=overlay, base=base)


def turtle(read: Read) -> str:
    """Return the triples of a document that was read, as Turtle."""
    assert read.entry is not None
    return to_turtle(read.entry.quads)


def documents(data: Data) -> list[dict[str, str | None]]:
    """Return what is known of each document in force: IRI, title, address, publisher, date and file name."""
    return [
        {"iri": revision.document, **revision.metadata}
        for revision in Archive(data).documents()
        if revision.withdrawn is None
    ]


def _refusal(path: Path, found: Violation) -> Issue:
    """Return why a document whose graph breaks the ontology's shapes is left out."""
    return Issue(Level.ERROR, str(path), found.node, f"its graph is not as it must be: {found.message_en}")


def _named(issue: Issue, path: Path) -> Issue:
    """Return an issue of a document under the name of its file."""
    where = issue.where.rpartition(", ")[2] if issue.where else ""
    return Issue(issue.level, str(path), where, issue.what, issue.span)
