"""The command that brings a SPARQL engine elsewhere to what the data folder says."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from graph_api.settings import Settings, remote
from graph_store.errors import StoreError
from graph_store.generations import Data
from graph_store.pushing import push as pushed
from graph_store.remote import Holding
from graph_store.workers import Pool
from htxgraph import output
from htxgraph.options import DATA, DataFolder, Json, Quiet
from queries import catalog
from queries.entities import Graph

Anew = Annotated[bool, Parameter(negative=(), help="Empty the engine first, whatever it holds, and fill it.")]


def push(*, data: DataFolder = DATA, anew: Anew = False, json: Json = False, quiet: Quiet = False) -> int:
    """Bring the SPARQL engine that HTXGRAPH_STORE names to the generation in force, and see that it counts what we count."""
    engine = remote(Settings.from_environment())
    if engine is None:
        raise ValueError(
            "HTXGRAPH_STORE names no engine: say where it takes queries, HTXGRAPH_STORE_UPDATE where updates"
        )
    found = Data(data)
    done = pushed(found, engine, anew=anew)
    count = catalog.find("triple-count")
    with Pool(found, 1, remote=engine) as there, Pool(found, 1) as here:
        told, ours = (Graph(found, pool).rows(count, {})[0]["triples"] for pool in (there, here))
    if told != ours:
        Holding(found, engine).path.unlink(missing_ok=True)
        raise StoreError(
            f"{engine.address} counts {told:,} triples and we {ours:,}: `htxgraph push --anew` fills it again"
        )
    output.Speaker(quiet, json).result(
        {"generation": done.generation, "added": done.added, "removed": done.removed, "triples": ours},
        f"{engine.address} holds generation {done.generation}: {ours:,} triples; "
        f"{done.added:,} quads were added and {done.removed:,} removed",
    )
    return output.DONE
