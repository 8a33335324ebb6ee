"""Commands that keep the data: checks, exports, backups."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from graph_api import reports
from graph_store import dumps, runs
from graph_store.generations import Data
from graph_store.workers import Pool
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.output import Speaker
from ingest import checks
from queries import followthemoney
from queries.entities import Graph

_KEPT = ("archive", "decisions.jsonl", reports.FILE, runs.FILE)


def validate(*, data: DataFolder = DATA, json: Json = False) -> int:
    """Check what is stored: quotes against texts, graphs against shapes; archive, store, manifest and index against each other."""
    found = list(checks.validate(Data(data)))
    speaker = Speaker(as_json=json)
    speaker.issues(found)
    speaker.result(
        {"issues": [output.as_value(issue) for issue in found]},
        f"{len(found)} things are wrong"
        if found
        else "every quote stands in its text, the shapes hold, and archive, store and index say the same",
    )
    return output.REFUSED if found else output.DONE


def export(
    file: Annotated[
        Path,
        Parameter(help="Where to write: .nq, .trig, .ttl, .nt, .jsonld or .rdf; .zst or .gz packs it; or .ftm.jsonl."),
    ],
    *,
    data: DataFolder = DATA,
    quiet: Quiet = False,
) -> int:
    """Write the generation in force into a file: all graphs as .nq or .trig, all triples, or FollowTheMoney entities."""
    if file.name.endswith(followthemoney.ENDING):
        return _followthemoney(file, Data(data), quiet)
    dumps.ending(file.name)
    generation = Data(data).in_force()
    dumps.write(generation, file)
    Speaker(quiet).say(f"{file}: generation {generation.number}, {file.stat().st_size:,} bytes")
    return output.DONE


def _followthemoney(file: Path, data: Data, quiet: bool) -> int:
    generation = data.in_force()
    written = 0
    with Pool(data, 1) as pool, file.open("w", encoding="utf-8", newline="\n") as target:
        for line in followthemoney.lines(Graph(data, pool, base=generation.manifest.base)):
            target.write(f"{line}\n")
            written += 1
    Speaker(quiet).say(f"{file}: generation {generation.number}, {written:,} entities")
    return output.DONE


def backup(
    file: Annotated[Path, Parameter(help="Where to write: a name ending in .tar.gz.")],
    *,
    data: DataFolder = DATA,
    quiet: Quiet = False,
) -> int:
    """Keep the archive, the decisions and what readers report, from which `restore` makes everything else again."""
    found = Data(data)
    generation = found.in_force()
    draft = file.with_name(f".{file.name}.new")
    with found.lock(), tarfile.open(draft, "w:gz") as tar:  # so that nothing is half written
        for name in _KEPT:
            if (found.path / name).exists():
                tar.add(found.path / name, arcname=name)
    draft.replace(file)
    Speaker(quiet).say(f"{file}: archive, decisions and reports as of generation {generation.number}")
    return output.DONE


def restore(
    file: Annotated[Path, Parameter(help="What `backup` wrote.")],
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
) -> int:
    """Make a data folder again from a backup; the folder must be empty or missing."""
    if data.exists() and any(data.iterdir()):
        raise ValueError(f"{data} is not empty: restore into a new folder")
    data.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(file, "r:gz") as tar:
            tar.extractall(data, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise ValueError(f"{file}: not a backup that can be read: {error}") from None
    loaded = checks.rebuilt(Data(data), base)
    Speaker(quiet).say(f"{data}: {loaded} documents restored from {file}")
    return output.DONE
