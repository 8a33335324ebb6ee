"""Claims as linked data: what a list of them says, in our ontology."""

from __future__ import annotations

from collections.abc import Iterable

from graph_store import triples
from graph_store.workers import Format
from queries import catalog
from queries.entities import Graph


def claims(graph: Graph, listed: Iterable[str], generation: int) -> bytes:
    """Return what claims say of their parties, with the parties' names, as JSON-LD."""
    query = catalog.find("claim-description")
    lines: set[bytes] = set()
    for claim in dict.fromkeys(listed):
        formats = (Format.JSON, Format.N_TRIPLES)
        answer = graph.named(query, {"claim": claim}, formats=formats, generation=generation)
        lines.update(line for line in answer.body.split(b"\n") if line)
    return triples.json_ld(b"\n".join(sorted(lines)))
