"""Commands that read documents and change the graph."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from json import dumps
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_store.errors import StoreBusy, StoreError
from graph_store.generations import Data
from htxgraph import output, reporting
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.output import Speaker
from ingest import pipeline, watching
from ingest.confined import Limits
from ingest.context import Metadata
from ingest.issues import Issue, Level
from ingest.sources.shards import Shard
from ingest.tables import plan
from ingest.tally import Read, Report
from ingest.values import PartialDate
from ontology.spelling import slug

Paths = Annotated[list[Path], Parameter(help="Files, folders, or patterns such as 'news/*.html'.", negative=())]
Publisher = Annotated[str | None, Parameter(help="Who publishes the documents, before what side files say.")]
Place = Annotated[str | None, Parameter(help="The place they are about, such as 'tỉnh Bắc Giang'.")]
Published = Annotated[str | None, Parameter(help="When they were published: 2022-03-22, 2022-03 or 2022.")]
OutDir = Annotated[Path | None, Parameter(help="Write one file a document into this folder.")]
Mapping = Annotated[
    str | None, Parameter(help="How tables are read: a file in TOML, or a mapping that ships (`htxgraph map`).")
]
Jobs = Annotated[int | None, Parameter(help="How many processes read; as many as there are cores by default.")]


def ingest(
    paths: Paths,
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    publisher: Publisher = None,
    place: Place = None,
    published: Published = None,
    url: Annotated[str | None, Parameter(help="The address by which one document is known.")] = None,
    mapping: Mapping = None,
    jobs: Jobs = None,
    shard: Annotated[
        str | None, Parameter(help="Read the documents of one share only: 2/4 is the second of four (by their names).")
    ] = None,
    watch: Annotated[bool, Parameter(negative=(), help="Go on, and read what is put into the folders.")] = False,
    every: Annotated[float, Parameter(help="Seconds between two looks at what is watched.")] = 5.0,
    wait: Annotated[float, Parameter(help="Seconds to wait while another writer is at work.")] = 0.0,
    most_mb: Annotated[
        int | None,
        Parameter(help="Read in a process of its own with so many MB of memory, --most-seconds and no network."),
    ] = None,
    most_seconds: Annotated[int, Parameter(help="Seconds of processor time that such a process gets.")] = 600,
    report: Annotated[Path | None, Parameter(help="Keep the state and the report of the run in this file.")] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Read articles and tables into the graph and publish it; a document read before is left as it is."""
    speaker = Speaker(quiet, json)
    stated = replace(stated_of(publisher, place, published, mapping), url=url)
    share = Shard.read(shard) if shard is not None else None
    limits = Limits(most_mb, most_seconds) if most_mb is not None else None
    if most_mb is not None and (watch or min(most_mb, most_seconds) < 1):
        raise ValueError("--most-mb and --most-seconds are whole numbers from 1, and do not go with --watch")
    if url is not None and (watch or pipeline.count(paths) > 1):
        raise ValueError("--url is the address of one document, and there are several")
    if watch:
        return _watch(speaker, paths, data, stated, base, jobs, every, share)
    kept = reporting.ReportFile(report) if report is not None else None
    try:
        with speaker.progress("reading", lambda: pipeline.count(paths, share)) as told:
            progress = kept.progress if kept is not None else told
            found = _patiently(
                wait,
                lambda: pipeline.ingest(
                    paths, Data(data), stated, base=base, jobs=jobs, progress=progress, shard=share, limits=limits
                ),
            )
    except (StoreError, OSError) as error:
        if kept is not None:
            kept.failed(str(error))
        raise
    if kept is not None:
        kept.end(found)
    return reporting.told(speaker, found, data)


def _patiently(seconds: float, run: Callable[[], Report]) -> Report:
    """Run, or wait for up to so many seconds while another writer is at work."""
    end = time.monotonic() + seconds
    while True:
        try:
            return run()
        except StoreBusy:
            if time.monotonic() >= end:
                raise
            time.sleep(min(0.5, seconds))


def _watch(
    speaker: Speaker,
    paths: list[Path],
    data: Path,
    stated: Metadata,
    base: str,
    jobs: int | None,
    every: float,
    shard: Shard | None,
) -> int:
    if every <= 0:
        raise ValueError("--every takes more than 0 seconds")
    ended = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ended.set())
    speaker.say(f"watching {', '.join(map(str, paths))}; Ctrl-C ends it")
    try:
        for report in watching.watch(
            paths, Data(data), stated, pause=lambda: not ended.wait(every), base=base, jobs=jobs, shard=shard
        ):
            reporting.told(speaker, report, data)
            sys.stdout.flush()
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
    return output.DONE


def extract(
    paths: Paths,
    *,
    format: Literal["json", "ttl"] = "json",
    out_dir: OutDir = None,
    explain: Annotated[
        bool, Parameter(negative=(), help="Tell why: rules, quotes, and sentences that gave nothing.")
    ] = False,
    base: Base = BASE,
    publisher: Publisher = None,
    place: Place = None,
    published: Published = None,
    mapping: Mapping = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
) -> int:
    """Show what documents say, without a store: facts as JSON, or triples as Turtle."""
    speaker = Speaker(quiet)
    refused = False
    if explain:
        return _explain(speaker, paths, stated_of(publisher, place, published, mapping))
    if out_dir is not None:
        out_dir.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    for read in pipeline.read_files(paths, stated_of(publisher, place, published, mapping), base=base, jobs=jobs):
        speaker.issues(issue for issue in read.issues if issue.level is not Level.NOTE)
        if read.entry is None:
            refused = refused or any(issue.level is Level.ERROR for issue in read.issues)
            continue
        content = _facts(read) if format == "json" else pipeline.turtle(read)
        if out_dir is None:
            output.print_line(content)
            continue
        target = out_dir / f"{read.path.stem}.{format}"
        if target in written:  # two files of one name in two folders
            target = out_dir / f"{slug(str(read.path.parent))}-{read.path.stem}.{format}"
        written.add(target)
        target.write_text(content + "\n", encoding="utf-8")
    if out_dir is not None:
        speaker.say(f"{len(written)} written to {out_dir}")
    return output.REFUSED if refused else output.DONE


def _explain(speaker: Speaker, paths: list[Path], stated: Metadata) -> int:
    refused = False
    for found in pipeline.explained(paths, stated):
        if isinstance(found, Issue):
            speaker.issues([found])
            refused = refused or found.level is Level.ERROR
            continue
        path, told, silent = found
        output.print_line(f"{path}: {len(told)} claims")
        for one in told:
            output.print_line(f"  {one.kind}: {one.says}")
            output.print_line(f"      {one.rule}, confidence {one.confidence:g}, at {one.offset}: “{one.quote}”")
        output.print_line(f"{path}: {len(silent)} sentences name an award or a post and gave no claim of it")
        for silence in silent:
            output.print_line(f"  {silence.word!r} at {silence.offset}: {silence.sentence}")
    return output.REFUSED if refused else output.DONE


def withdraw(
    documents: Annotated[list[str], Parameter(help="Documents by IRI, address or file name.", negative=())],
    *,
    reason: Annotated[str, Parameter(help="Why they are taken out; it is kept.")] = "withdrawn by hand",
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Take documents out of the graph, and with them only what no other document says."""
    speaker = Speaker(quiet, json)
    known = pipeline.documents(Data(data))
    wanted: list[str] = []
    for name in documents:
        named = [one for one in known if name in (one["iri"], one["url"], one["file"], one["id"])]
        found = [one["iri"] for one in named if one["iri"] is not None]
        # A long table is several documents, which its name means all.
        tables = {one.get("table") for one in named}
        if not found or (len(found) > 1 and (len(tables) > 1 or None in tables)):
            said = f"{len(found)} documents are called so; give the IRI" if found else "no such document"
            output.complain(f"error: {name}: {said}")
            return output.REFUSED
        wanted += found
    loaded = pipeline.withdraw(Data(data), wanted, reason, base=base)
    generation = loaded.generation.number if loaded.generation is not None else None
    speaker.result(
        {"withdrawn": wanted, "quads_removed": loaded.applied.removed, "generation": generation},
        f"{len(wanted)} withdrawn, {loaded.applied.removed:,} quads removed; generation {generation} in {data}",
    )
    return output.DONE


def rebuild(*, data: DataFolder = DATA, base: Base = BASE, quiet: Quiet = False, json: Json = False) -> int:
    """Make the graph anew from the archive and the decisions."""
    loaded = pipeline.rebuild(Data(data), base=base)
    generation = loaded.generation.number if loaded.generation is not None else None
    Speaker(quiet, json).result(
        {"documents": loaded.applied.new, "quads": loaded.applied.added, "generation": generation},
        f"{loaded.applied.new} documents, {loaded.applied.added:,} quads; generation {generation} in {data}",
    )
    return output.DONE


def stated_of(publisher: str | None, place: str | None, published: str | None, mapping: str | None) -> Metadata:
    """Return what a command says of documents; ValueError or SourceError for what cannot be."""
    if published is not None:
        PartialDate.read(published)  # a ValueError here is the caller's usage
    if mapping is not None:
        plan.load(mapping)  # one that cannot be understood is told before anything is read
    return Metadata(publisher, place, published, mapping=mapping)


def _facts(read: Read) -> str:
    return dumps(read.facts, ensure_ascii=False, indent=2)
