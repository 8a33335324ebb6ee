"""Commands that ask the graph: named queries, search, what there is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_store.generations import Data
from graph_store.workers import Format
from htxgraph import output
from htxgraph.opened import opened
from htxgraph.options import BASE, DATA, Base, DataFolder, Json
from htxgraph.output import Speaker
from queries import catalog
from queries.entities import simple

_FORMATS = {"csv": Format.CSV, "json": Format.JSON, "ttl": Format.TURTLE, "table": Format.JSON}


def query(
    name: Annotated[str, Parameter(help="A named query, or a file with a SPARQL query.")],
    *,
    param: Annotated[list[str] | None, Parameter(help="A parameter of a named query: name=value.", negative=())] = None,
    format: Literal["table", "csv", "json", "ttl"] = "table",
    data: DataFolder = DATA,
    base: Base = BASE,
) -> int:
    """Ask a named query, or a SPARQL query from a file."""
    kind = _FORMATS[format]
    formats = (kind, Format.TURTLE) if kind is not Format.TURTLE else (Format.JSON, kind)
    with opened(data, base) as graph:
        path = Path(name)
        if path.is_file():
            answer = graph.ask(path.read_text(encoding="utf-8"), formats=formats)
        else:
            given = dict(_pair(one) for one in param or ())
            answer = graph.named(catalog.find(name), given, formats=formats)
    if answer.kind == "select" and format == "table":
        rows = simple(answer.body)
        Speaker().table(list(rows[0]) if rows else ["no rows"], [list(row.values()) for row in rows])
    else:
        output.print_line(answer.body.decode().rstrip("\n"))
    return output.DONE


def search(
    text: Annotated[str, Parameter(help="A name, with or without diacritics.")],
    *,
    kind: Annotated[list[str] | None, Parameter(help="person, organization, event …", negative=())] = None,
    limit: int = 20,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Find people, organizations, posts, events and awards by name."""
    with opened(data, base) as graph:
        hits = graph.search(text, kinds=kind or (), limit=limit)
    speaker = Speaker(as_json=json)
    if json:
        speaker.result([asdict(hit) for hit in hits], "")
    else:
        speaker.table(["name", "kind", "documents", "IRI"], [[h.label, h.kind, h.documents, h.iri] for h in hits])
    return output.DONE


def stats(*, data: DataFolder = DATA, json: Json = False) -> int:
    """Tell what the graph in force holds."""
    generation = Data(data).in_force()
    with generation.index() as index:
        counts = index.stats()
    manifest = generation.manifest
    values = {"generation": generation.number, "documents": manifest.documents, "quads": manifest.quads, **counts}
    speaker = Speaker(as_json=json)
    if json:
        speaker.result(values, "")
    else:
        speaker.table(["what", "how many"], list(values.items()))
    return output.DONE


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"--param takes name=value, not {text!r}")
    return name, value
