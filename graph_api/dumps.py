"""The dataset as a whole: what it is (VoID and DCAT), and its dumps to download."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated
from urllib.parse import urljoin

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import FileResponse

from graph_api import negotiate
from graph_api.deps import GenerationDep, GraphDep
from graph_api.errors import problem
from graph_api.schemas import DumpCard
from graph_store.dumps import PACKINGS, Dumps
from graph_store.workers import Format
from queries import catalog
from queries.errors import UnknownQuery

router = APIRouter(tags=["Dataset"])
_MOMENT = 3.0
"""How long a caller waits for a dump that is not there yet; most graphs are written by then."""
_COME_AGAIN = "10"


@router.get("/.well-known/void", response_class=Response, responses={200: {"content": {"text/turtle": {}}}})
def void(
    request: Request,
    graph: GraphDep,
    generation: GenerationDep,
    accept: Annotated[str | None, Header()] = None,
    format: Annotated[str | None, Query(description="ttl, nt, jsonld or rdf; else by Accept.")] = None,
) -> Response:
    """Describe the dataset: counts, vocabularies, where to query it, its dumps, licence and date."""
    kind = negotiate.graph_format(accept, format)
    manifest = graph.generation(generation).manifest
    here = str(request.base_url)
    given = {
        "dataset": urljoin(here, ".well-known/void#dataset"),
        "endpoint": urljoin(here, "sparql"),
        "dumps": urljoin(here, "dumps"),
        "generation": str(generation),
        "documents": str(manifest.documents),
        "published": manifest.published,
    }
    if licence := request.app.state.settings.licence:
        given["licence"] = licence
    answer = graph.named(catalog.find("dataset-description"), given, formats=(Format.JSON, kind), generation=generation)
    return Response(answer.body, media_type=kind.value)


@router.get("/dumps")
@router.get("/dumps/", include_in_schema=False)
def dumps(request: Request, graph: GraphDep, generation: GenerationDep) -> list[DumpCard]:
    """List the dumps of a generation; one that is not made yet is made when it is first asked for."""
    here = str(request.base_url)
    return [
        DumpCard(
            name=dump.name,
            url=urljoin(here, f"dumps/{dump.name}"),
            media_type=dump.kind.media_type,
            packing=PACKINGS[dump.packing],
            holds=dump.kind.about,
            bytes=dump.size,
            generation=generation,
        )
        for dump in Dumps(graph.data).offered(graph.generation(generation))
    ]


@router.head("/dumps/{name}", include_in_schema=False)
@router.get(
    "/dumps/{name}",
    response_class=FileResponse,
    responses={200: {"content": {kind: {} for kind in PACKINGS.values()}}, 503: {"description": "It is being made."}},
)
def dump(name: str, graph: GraphDep) -> Response:
    """Give a dump, whole or a range of it; 503 with Retry-After while it is being made."""
    known = Dumps(graph.data)
    for number in reversed(graph.data.numbers()):
        generation = graph.data.generation(number)
        offered = next((one for one in known.offered(generation) if one.name == name), None)
        if offered is not None:
            break
    else:
        raise UnknownQuery(f"there is no dump {name!r}; see /dumps for what there is")
    path = known.path(generation, name)
    if not path.exists():
        command = [sys.executable, "-m", "graph_store.dumps", str(graph.data.path), str(number), name]
        making = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            making.wait(_MOMENT)
        except subprocess.TimeoutExpired:
            _REAPED.append(making)
        _REAPED[:] = [one for one in _REAPED if one.poll() is None]
        if not path.exists():
            answer = problem(503, "Dump in the making", f"{name} is being made", "Come again in a moment.")
            answer.headers["Retry-After"] = _COME_AGAIN
            return answer
    return FileResponse(path, media_type=PACKINGS[offered.packing], filename=name)


_REAPED: list[subprocess.Popen[bytes]] = []
"""Processes that make dumps still, to be waited for once they have ended."""
