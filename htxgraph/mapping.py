"""The command that tells which mappings of tables there are, and drafts one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from htxgraph import output
from htxgraph.options import Json
from htxgraph.output import Speaker
from ingest.errors import SourceError
from ingest.tables.plan import load, shipped
from ingest.tables.suggest import suggest


def mapping(
    *,
    suggest_for: Annotated[
        Path | None, Parameter(name="--suggest", help="Draft a mapping in TOML for this table, to be looked through.")
    ] = None,
    json: Json = False,
) -> int:
    """List the mappings that ship, or draft one for a table."""
    speaker = Speaker(as_json=json)
    if suggest_for is None:
        plans = [load(name) for name in shipped()]
        if json:
            speaker.result([{"name": plan.name, "summary": plan.summary} for plan in plans], "")
        else:
            speaker.table(("mapping", "for"), [(plan.name, plan.summary) for plan in plans])
        return output.DONE
    try:
        drafts = list(suggest(suggest_for))
    except SourceError as error:
        output.complain(f"error: {error}")
        return output.REFUSED
    if not drafts:
        output.complain(f"error: {suggest_for}: no sheet has a row that names its columns")
        return output.REFUSED
    for draft in drafts:
        sheet = f"sheet {draft.sheet!r}: " if draft.sheet else ""
        if draft.fitting is not None:
            output.complain(f"{sheet}the shipped mapping {draft.fitting!r} reads it: --mapping {draft.fitting}")
    told = [{"sheet": one.sheet, "fitting": one.fitting, "toml": one.toml} for one in drafts]
    speaker.result(told, "\n".join(one.toml for one in drafts))
    return output.DONE
