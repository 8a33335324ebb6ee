"""Commands for what ingest refused: list it, export rows to be corrected, and read them again."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from graph_store.generations import Data
from htxgraph import output, reporting
from htxgraph.options import BASE, DATA, Base, DataFolder, Json, Quiet
from htxgraph.output import Speaker
from ingest import pipeline, quarantine


def show(*, data: DataFolder = DATA, json: Json = False) -> int:
    """List what is held back: rows, documents and passages, each with file, place and reason."""
    found = quarantine.held(Data(data))
    if json:
        told = [
            {"key": o.key, "kind": o.kind, "source": o.source, "where": o.where, "what": o.what, "cells": dict(o.cells)}
            for o in found
        ]
        Speaker(as_json=True).result(told, "")
    elif found:
        rows = [(one.kind, one.source, one.where, one.what) for one in found]
        Speaker().table(("what", "file", "place", "reason"), rows, title=f"{len(found)} held back")
    else:
        output.print_line("nothing is held back")
    return output.DONE


def export(
    file: Annotated[Path, Parameter(help="Where to write the rows, as CSV.")],
    *,
    data: DataFolder = DATA,
    quiet: Quiet = False,
) -> int:
    """Write the rows that are held back as CSV: correct the cells, leave the columns that begin with _ as they are."""
    found = [one for one in quarantine.held(Data(data)) if one.kind == "row"]
    # A spreadsheet takes it for UTF-8 by this mark alone.
    file.write_text(quarantine.exported(found), encoding="utf-8-sig", newline="")
    Speaker(quiet).say(f"{len(found)} rows written to {file}")
    return output.DONE


def retry(
    file: Annotated[Path | None, Parameter(help="A corrected export; without one, all is read again.")] = None,
    *,
    by: Annotated[str | None, Parameter(help="Who corrected it; kept with the corrections.")] = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    quiet: Quiet = False,
    json: Json = False,
) -> int:
    """Read again what is held back, rows with their corrections, and publish what can be read now."""
    report = pipeline.retry(Data(data), file, by=by or getuser(), base=base)
    return reporting.told(Speaker(quiet, json), report, data)
