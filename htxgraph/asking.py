"""Commands that ask the graph: named queries, search, who awarded whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_store.generations import Data
from graph_store.rows import ConferralFilter
from graph_store.workers import Format, Pool
from htxgraph import output
from htxgraph.options import BASE, DATA, Base, DataFolder, Json
from htxgraph.output import Speaker
from queries import catalog
from queries.entities import Graph, simple

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
    with _graph(data, base) as graph:
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
    with _graph(data, base) as graph:
        hits = graph.search(text, kinds=kind or (), limit=limit)
    speaker = Speaker(as_json=json)
    if json:
        speaker.result([asdict(hit) for hit in hits], "")
    else:
        speaker.table(["name", "kind", "documents", "IRI"], [[h.label, h.kind, h.documents, h.iri] for h in hits])
    return output.DONE


def who_awarded_whom(
    *,
    grantor: Annotated[str | None, Parameter(help="Name, key or IRI.")] = None,
    recipient: Annotated[str | None, Parameter(help="Name, key or IRI.")] = None,
    award: Annotated[str | None, Parameter(help="Name, key or IRI.")] = None,
    from_: Annotated[str | None, Parameter(name="--from", help="First day: 2022, 2022-03 or 2022-03-22.")] = None,
    to: Annotated[str | None, Parameter(help="Last day, inclusive.")] = None,
    limit: int = 100,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Sum who awarded whom, most conferrals first."""
    with _graph(data, base) as graph:
        choice = ConferralFilter(
            grantor=_thing(graph, grantor),
            recipient=_thing(graph, recipient),
            award=_thing(graph, award),
            since=from_,
            until=to,
        )
        edges = graph.awarding(choice, limit=limit)
    speaker = Speaker(as_json=json)
    if json:
        speaker.result([asdict(edge) for edge in edges], "")
        return output.DONE
    rows = [
        [
            edge.source.label if edge.source else "(not stated)",
            edge.target.label if edge.target else "(not named)",
            edge.conferrals,
            f"≥ {edge.at_least}" + (f" + {edge.unsized} of unstated size" if edge.unsized else ""),
            edge.first,
            edge.last,
        ]
        for edge in edges
    ]
    speaker.table(["grantor", "recipient", "conferrals", "recipients", "first", "last"], rows)
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


@contextmanager
def _graph(data: Path, base: str) -> Iterator[Graph]:
    found = Data(data)
    found.in_force()
    with Pool(found, 1) as pool:
        yield Graph(found, pool, base=base)


def _thing(graph: Graph, given: str | None) -> str | None:
    """Return the IRI of what a name, key or IRI means; a name must mean one thing."""
    if given is None or "://" in given:
        return given
    if "/" in given and " " not in given:
        return graph.iri(given)
    hits = graph.search(given, limit=5)
    best = [hit for hit in hits if hit.quality == hits[0].quality]
    if len(best) != 1:
        named = "; ".join(f"{hit.label} ({hit.iri})" for hit in best)
        raise ValueError(f"{given!r} means " + (f"several things: {named}" if best else "nothing in this graph"))
    return best[0].iri


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"--param takes name=value, not {text!r}")
    return name, value
