"""Commands for runs in parts: many workers make them, one run publishes them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from graph_store.generations import Data
from htxgraph import reporting
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.output import DONE, Speaker
from htxgraph.writing import Mapping, Paths, Place, Published, Publisher, stated_of
from ingest import parting, quarantine
from ingest.sources.shards import Shard


def parts(
    paths: Paths,
    *,
    into: Annotated[Path, Parameter(help="The folder of the run: its manifest and parts.")],
    data: DataFolder = DATA,
    base: Base = BASE,
    publisher: Publisher = None,
    place: Place = None,
    published: Published = None,
    mapping: Mapping = None,
    shard: Annotated[str | None, Parameter(help="Make the parts of one share only: 2/4 is the second of four.")] = None,
    jobs: Annotated[int, Parameter(help="How many processes make parts.")] = 2,
    dask: Annotated[
        str | None, Parameter(help="The address of a Dask cluster whose workers make them, such as tcp://host:8786.")
    ] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Read documents into parts on disk, to be published later; parts that are there already are left as they are."""
    if jobs < 1:
        raise ValueError("--jobs is a whole number from 1")
    speaker = Speaker(quiet, json)
    share = Shard.read(shard) if shard is not None else None
    with speaker.progress("reading", lambda: 0) as told:
        made, total = parting.make(
            paths,
            into,
            stated_of(publisher, place, published, mapping),
            base=base,
            corrections=quarantine.corrections(Data(data)),
            shard=share,
            jobs=jobs,
            dask=dask,
            progress=(lambda done, _: told(into, done)) if told is not None else None,
        )
    speaker.result({"parts": total, "made": made}, f"{total} parts in {into}, {made} of them made now")
    return DONE


def publish(
    into: Annotated[Path, Parameter(help="The folder of a run in parts.", negative=())],
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Publish what all parts of a run hold, as reading the documents at once would."""
    return reporting.told(Speaker(quiet, json), parting.publish(into, Data(data), base=base), data)
