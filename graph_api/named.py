"""The named queries: what there is, and their answers with parameters and evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import orjson
from fastapi import APIRouter, Header, Query, Request, Response

from graph_api import negotiate
from graph_api.deps import GenerationDep, GraphDep
from graph_api.schemas import QueryAnswer, QueryCard
from graph_store.workers import Format
from queries import catalog, syntax
from queries.entities import simple

router = APIRouter(tags=["Named queries"])
_OWN = ("evidence", "format", "generation")


@router.get("/queries")
def queries() -> list[QueryCard]:
    """List the named queries with their parameters."""
    return [QueryCard.of(query) for query in catalog.catalog().values()]


@router.get("/queries/{name}", response_model=QueryAnswer)
def answer(
    request: Request,
    name: str,
    graph: GraphDep,
    generation: GenerationDep,
    evidence: Annotated[bool, Query(description="Give each row its passages, or the rule that inferred it.")] = False,
    format: Annotated[str | None, Query(description="json, xml, csv, tsv; ttl, nt, jsonld, rdf for graphs.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a named query; its own parameters are given by name in the address."""
    query = catalog.find(name)
    given = {key: value for key, value in request.query_params.items() if key not in _OWN}
    formats = negotiate.formats(accept, format)
    plain = format in (None, "json") and formats[0] is Format.JSON and query.operation is syntax.Operation.SELECT
    found = graph.named(query, given, formats=formats, generation=generation)
    headers = {"ETag": f'"g{generation}"', "X-Generation": str(generation)}
    if not plain or (negotiate.wants(accept, Format.JSON.value, ("application/json",)) and not evidence):
        media_type = formats[1] if found.kind == "graph" else formats[0]
        return Response(found.body, media_type=media_type.value, headers=headers)
    rows = simple(found.body)
    if evidence:
        rows = [
            {**row, "evidence": [asdict(passage) for passage in row["evidence"]]}
            for row in graph.with_evidence(query, rows, generation)
        ]
    content = orjson.dumps({"query": name, "generation": generation, "rows": rows})
    return Response(content, media_type="application/json", headers=headers)
