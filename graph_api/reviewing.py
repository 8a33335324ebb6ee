"""Routes for reviewers: pairs that wait, decisions and their undoing, in and out as files."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi import Path as Number
from pydantic import Field

from graph_api import bodies, deciding
from graph_api.access import needs
from graph_api.deciding import BATCH, Decided, Decision, Pairs, Verdicts
from graph_api.deps import GenerationDep, GraphDep
from graph_api.errors import UnsupportedMediaType
from graph_api.keys import Key, Scope
from graph_api.reports import LONGEST, Outcome, Reports, Wrong
from graph_api.schemas import Model

router = APIRouter(prefix="/api/review", tags=["Review"])
Reviewing = Annotated[Key, Depends(needs(Scope.REVIEW))]
KindOf = Literal["person", "organization", "event", "conferral"]

_LARGEST = 8 << 20


class ErrorReport(Model):
    """What a reader reports of a document, and what a reviewer made of it; `outcome` is null as long as it waits."""

    id: str
    on: str
    document: str
    wrong: Wrong
    note: str
    by: str | None
    claim: str | None
    start: int | None
    end: int | None
    quote: str | None
    outcome: Outcome | None
    resolved_by: str | None
    resolved_on: str | None
    answer: str | None


class Resolution(Model):
    """What a reviewer made of a report, with a word for whoever reported it."""

    outcome: Outcome
    answer: Annotated[str, Field(max_length=LONGEST)] = ""


_MEDIA = {"csv": "text/csv; charset=utf-8", "sssom": "text/tab-separated-values; charset=utf-8"}
_EXAMPLE = (
    "left,right,verdict,why\nhttps://example.org/id/person/a,https://example.org/id/person/b,different,two namesakes\n"
)


@router.get("/pairs")
async def pairs(
    request: Request,
    graph: GraphDep,
    generation: GenerationDep,
    _key: Reviewing,
    kind: Annotated[KindOf, Query(description="What may be the same.")] = "person",
    offset: Annotated[int, Query(ge=0, description="Pairs to leave out.")] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="Pairs at most.")] = 20,
) -> Pairs:
    """Show pairs that wait for a decision, the likeliest first, side by side with passages."""
    found = await deciding.waiting(request, kind)
    shown = [
        await asyncio.to_thread(deciding.side_by_side, graph, row, generation) for row in found[offset : offset + limit]
    ]
    return Pairs(items=shown, total=len(found), generation=generation)


@router.post("/decisions")
async def decide(request: Request, key: Reviewing, given: Verdicts) -> Decided:
    """Log decisions, and publish the graph that follows from them; the key's name says who decided."""
    return await deciding.decided(request, key.name, given)


@router.post(
    "/import",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE},
                "text/tab-separated-values": {"schema": {"type": "string"}},
            },
        }
    },
)
async def take(
    request: Request,
    key: Reviewing,
    batch: Annotated[
        str | None, Query(max_length=200, pattern=BATCH, description="A name by which all of it can be taken back.")
    ] = None,
) -> Decided:
    """Take decisions as CSV (`left,right,verdict,why`) or SSSOM, and publish the graph that follows from them.

    *Same*, *different*, *unsure* and *undo*: all rows or none. The key's name says who decided; another name in the
    file is kept with the reasons. Without a name of its own the import bears that of the key and the time.
    """
    media, charset = bodies.media_type(request.headers.get("content-type", ""))
    if media not in ("text/csv", "text/tab-separated-values"):
        raise UnsupportedMediaType(
            f"{media or 'a body of no media type'} is not read; text/csv and text/tab-separated-values are"
        )
    content = bodies.text(await bodies.body(request, _LARGEST), charset)
    return await deciding.imported(request, key.name, content, media != "text/csv", batch)


@router.post("/undo")
async def undo(
    request: Request,
    key: Reviewing,
    batch: Annotated[str, Query(max_length=200, description="The name under which it was decided.")],
) -> Decided:
    """Take back all that still stands of what was decided under a name."""
    return await deciding.taken_back(request, key.name, batch)


@router.get("/decisions", response_model=list[Decision])
async def decisions(
    request: Request,
    graph: GraphDep,
    _key: Reviewing,
    format: Annotated[
        Literal["json", "csv", "sssom"], Query(description="json gives all, the others what stands.")
    ] = "json",
    by: Annotated[str | None, Query(max_length=200, description="Only what this person decided (json).")] = None,
    entity: Annotated[str | None, Query(max_length=2000, description="Only what concerns this IRI (json).")] = None,
) -> list[Decision] | Response:
    """Show who decided what, when and why, oldest first, and what of it stands; as CSV or SSSOM only that."""
    if format == "json":
        rows = deciding.logged(graph)
        return [
            Decision(**row)
            for row in rows
            if by in (None, row["by"]) and (entity is None or entity in (row["left"], row["right"]))
        ]
    with tempfile.TemporaryDirectory(prefix="htxgraph-") as folder:
        path = Path(folder) / ("decisions.csv" if format == "csv" else "decisions.sssom.tsv")
        await deciding.run(request, "--export", str(path))
        return Response(path.read_bytes(), media_type=_MEDIA[format])


@router.get("/reports")
def reports(
    request: Request,
    _key: Reviewing,
    waiting: Annotated[bool, Query(description="Only those that wait for a reviewer.")] = False,
) -> list[ErrorReport]:
    """Show what readers report as wrong, oldest first."""
    kept: Reports = request.app.state.reports
    return [ErrorReport(**asdict(one)) for one in kept.all() if not waiting or one.outcome is None]


@router.post("/reports/{number}")
def resolve(
    request: Request,
    key: Reviewing,
    number: Annotated[str, Number(pattern="^[0-9a-f]{12}$", description="The `id` of a report.")],
    given: Resolution,
) -> ErrorReport:
    """Log what became of a report; the key's name says who resolved it. Nothing in the graph follows from it."""
    kept: Reports = request.app.state.reports
    return ErrorReport(**asdict(kept.resolve(number, given.outcome, key.name, given.answer)))
