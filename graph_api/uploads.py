"""Routes by which documents are sent in: read as the command line does, in a process of their own, as jobs."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from graph_api import bodies, jobs
from graph_api.access import Writing
from graph_api.schemas import Model
from graph_api.settings import Settings
from queries.errors import BadParameter

router = APIRouter(tags=["Writing"])

_LINE = r"^[^\x00-\x1f\x7f]+$"
_BODY: dict[str, Any] = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


class JobTold(Model):
    """A job: what was sent, by whom and when (UTC), its state, and its report.

    `state` is *waiting*, *running*, *done*, *refused* (some of it was, see the report's issues) or *failed*.
    """

    id: str
    name: str
    by: str
    at: str
    state: str
    report: dict[str, Any]


@router.post("/api/documents", status_code=202, openapi_extra={"requestBody": _BODY})
async def send(
    request: Request,
    response: Response,
    key: Writing,
    name: Annotated[str, Query(max_length=150, description="The document's file name; its ending tells its kind.")],
    mapping: Annotated[
        str | None, Query(pattern=r"^[a-z0-9-]{1,60}$", description="How a table is read: a shipped mapping's name.")
    ] = None,
    publisher: Annotated[str | None, Query(max_length=300, pattern=_LINE, description="Who publishes it.")] = None,
    place: Annotated[str | None, Query(max_length=300, pattern=_LINE, description="The place it is about.")] = None,
    published: Annotated[
        str | None, Query(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="When it was published.")
    ] = None,
    url: Annotated[
        str | None, Query(max_length=2000, pattern=r"^https?://[^\s<>\"]+$", description="Its address, if it has one.")
    ] = None,
) -> JobTold:
    """Take a document (the body, as it is) and read it into the graph; answers at once with the job that does so."""
    settings: Settings = request.app.state.settings
    content = await bodies.body(request, settings.update_max_mb << 20)
    if not content:
        raise BadParameter("the body is empty: it is the document itself")
    said = {"mapping": mapping, "publisher": publisher, "place": place, "published": published, "url": url}
    options = {name: value for name, value in said.items() if value is not None}
    job = await asyncio.to_thread(jobs.begin, settings, name, content, key.name, options)
    response.headers["Location"] = f"/api/jobs/{job.id}"
    return _told(job)


@router.get("/api/jobs")
async def listed(request: Request, _key: Writing) -> list[JobTold]:
    """List the jobs that are remembered, the newest first."""
    return [_told(one) for one in await asyncio.to_thread(jobs.listed, request.app.state.settings)]


@router.get("/api/jobs/{job}")
async def one(request: Request, _key: Writing, job: str) -> JobTold:
    """Tell how far a job is: how many documents and chunks of rows are done, and at its end the report."""
    return _told(await asyncio.to_thread(jobs.told, request.app.state.settings, job))


def _told(job: jobs.Job) -> JobTold:
    return JobTold(id=job.id, name=job.name, by=job.by, at=job.at, state=job.state, report=dict(job.report))
