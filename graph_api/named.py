"""The named queries: what there is, and their answers with parameters and evidence."""

from __future__ import annotations

from typing import Annotated

import orjson
from fastapi import APIRouter, Header, Query, Request, Response

from graph_api import negotiate
from graph_api.deps import GenerationDep, GraphDep
from graph_api.errors import NotAcceptable
from graph_api.evidenced import quoted
from graph_api.lists import table
from graph_api.schemas import QueryAnswer, QueryCard
from graph_store.workers import Format
from queries import catalog, syntax
from queries.errors import BadParameter

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
    format: Annotated[
        str | None, Query(description="json, xml, csv, tsv, parquet; ttl, nt, jsonld, rdf, graphml, gexf for graphs.")
    ] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Answer a named query; its own parameters are given by name in the address."""
    query = catalog.find(name)
    given = {key: value for key, value in request.query_params.items() if key not in _OWN}
    formats = negotiate.formats(accept, format)
    rows_wanted = query.operation is syntax.Operation.SELECT
    if evidence and not rows_wanted:
        raise BadParameter(f"evidence: {name} gives no rows that could have passages")
    if evidence and formats[0] not in (Format.JSON, Format.CSV):
        raise NotAcceptable(f"rows with their evidence come as JSON or CSV, not {formats[0].value}")
    if query.compares and formats[0] not in (Format.JSON, Format.CSV):
        raise NotAcceptable(f"{name} compares two generations: JSON or CSV, not {formats[0].value}")
    if query.compares and formats[0] is Format.CSV and not evidence:
        return table(graph.rows(query, given, generation=generation), ("change", *query.compares, "since"))
    standard = negotiate.wants(accept, Format.JSON.value, ("application/json",)) and not evidence
    plain = (
        rows_wanted
        and (not standard or bool(query.compares))
        and format in (None, "json")
        and formats[0] is Format.JSON
    )
    if not plain and not evidence:
        found = graph.named(query, given, formats=formats, generation=generation)
        return Response(found.body, media_type=(formats[1] if found.kind == "graph" else formats[0]).value)
    rows = graph.rows(query, given, generation=generation)
    if formats[0] is Format.CSV and not rows:
        return Response(
            graph.named(query, given, formats=formats, generation=generation).body, media_type=Format.CSV.value
        )
    if evidence:
        rows = graph.with_evidence(query, rows, generation)
    if formats[0] is Format.CSV:
        told = [(row.pop("evidence"), row) for row in rows]
        return table([{**row, **quoted(passages)} for passages, row in told])
    content = orjson.dumps({"query": name, "generation": generation, "rows": rows})
    return Response(content, media_type="application/json")
