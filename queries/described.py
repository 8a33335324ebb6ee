"""Claims, things and passages as linked data: what a list of them says, in our ontology."""

from __future__ import annotations

from collections.abc import Iterable

from graph_store import triples
from graph_store.workers import Format
from ontology.terms import PREFIXES
from queries import catalog
from queries.entities import Graph


def claims(graph: Graph, listed: Iterable[str], generation: int) -> bytes:
    """Return what claims say of their parties, with the parties' names, as JSON-LD."""
    return triples.json_ld(shown(graph, generation, claims=listed))


def shown(
    graph: Graph,
    generation: int,
    *,
    claims: Iterable[str] = (),
    things: Iterable[str] = (),
    passages: Iterable[str] = (),
) -> bytes:
    """Return, as N-Triples in order, what claims say, what things are called, and passages with their places.

    All of them by IRI; of one that is not in the generation nothing is said.
    """
    asked = (("claim-description", "claim", claims), ("naming", "thing", things), ("passage", "evidence", passages))
    lines: set[bytes] = set()
    for name, parameter, listed in asked:
        query = catalog.find(name)
        for iri in dict.fromkeys(listed):
            formats = (Format.JSON, Format.N_TRIPLES)
            answer = graph.named(query, {parameter: iri}, formats=formats, generation=generation)
            lines.update(line for line in answer.body.split(b"\n") if line)
    return b"\n".join(sorted(lines))


def written(lines: bytes, kind: Format) -> bytes:
    """Return N-Triples as Turtle with our prefixes, or as JSON-LD."""
    return triples.json_ld(lines) if kind is Format.JSON_LD else triples.turtle(lines, PREFIXES)
