"""Which format an answer takes: one table, by `format=` or by Accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_api.errors import NotAcceptable
from graph_store.workers import Format

ROWS: Mapping[str, Format] = {
    "json": Format.JSON,
    "xml": Format.XML,
    "csv": Format.CSV,
    "tsv": Format.TSV,
    "parquet": Format.PARQUET,
}
"""Formats of rows and booleans by their short name."""
GRAPHS: Mapping[str, Format] = {
    "ttl": Format.TURTLE,
    "nt": Format.N_TRIPLES,
    "jsonld": Format.JSON_LD,
    "rdf": Format.RDF_XML,
    "graphml": Format.GRAPHML,
    "gexf": Format.GEXF,
}
"""Formats of graphs by their short name."""
_SAME: Mapping[str, Format] = {
    "application/json": Format.JSON,
    "application/xml": Format.XML,
    "text/xml": Format.XML,
    "application/x-parquet": Format.PARQUET,
    "application/parquet": Format.PARQUET,
    "application/x-turtle": Format.TURTLE,
    "text/plain": Format.N_TRIPLES,
    "turtle": Format.TURTLE,
    "n-triples": Format.N_TRIPLES,
    "ntriples": Format.N_TRIPLES,
    "json-ld": Format.JSON_LD,
    "rdfxml": Format.RDF_XML,
    "rdf+xml": Format.RDF_XML,
}
HTML = "text/html"
_LONGEST_SHOWN = 200
Formats = tuple[Format, Format]
"""The format for rows and the one for graphs."""


def formats(accept: str | None, name: str | None) -> Formats:
    """Return the format for rows and the one for graphs; NotAcceptable when neither can be given."""
    if name is not None:
        return _named(name)
    rows, graph = _best(accept, ROWS), _best(accept, GRAPHS)
    if rows is None and graph is None:
        raise NotAcceptable(f"none of {_shown(accept)}; there are {_all()}")
    return rows or Format.JSON, graph or Format.TURTLE


def graph_format(accept: str | None, name: str | None) -> Format:
    """Return the format for a graph; NotAcceptable when the caller wants none that there is."""
    if name is not None:
        return _named(name)[1]
    found = _best(accept, GRAPHS)
    if found is None:
        raise NotAcceptable(f"none of {_shown(accept)}; there are {', '.join(GRAPHS.values())}")
    return found


def wants(accept: str | None, media_type: str, before: Sequence[str]) -> bool:
    """Tell whether a caller would rather have one media type than any of others."""
    asked = _asked(accept)
    mine = max((q for kind, q in asked if kind == media_type), default=0.0)
    return mine > 0 and all(mine >= q for kind, q in asked if kind in before)


def _named(name: str) -> Formats:
    key = name.lower().replace(" ", "+")
    for table, at in ((ROWS, 0), (GRAPHS, 1)):
        found = table.get(key) or next((f for f in table.values() if f.value == key), None)
        same = _SAME.get(key)
        found = found or (same if same in table.values() else None)
        if found is not None:
            return (found, Format.TURTLE) if at == 0 else (Format.JSON, found)
    raise NotAcceptable(f"there is no format {name!r}; there are {_all()}")


def _best(accept: str | None, table: Mapping[str, Format]) -> Format | None:
    """Return the format liked best, the first of equals; the most exact range decides on each (RFC 9110, 12.5.1)."""
    asked = _asked(accept)
    liked = {one: _liking(one, asked) for one in table.values()}
    best = max(liked, key=lambda one: liked[one])
    return best if liked[best] > 0 else None


def _liking(one: Format, asked: Sequence[tuple[str, float]]) -> float:
    exact = [quality for kind, quality in asked if kind == one.value or _SAME.get(kind) is one]
    if exact:
        return max(exact)
    for kind in (f"{one.value.partition('/')[0]}/*", "*/*"):
        ranged = [quality for name, quality in asked if name == kind]
        if ranged:
            return max(ranged)
    return 0.0


def _asked(accept: str | None) -> list[tuple[str, float]]:
    if not accept or not accept.strip():
        return [("*/*", 1.0)]
    asked = []
    for part in accept.split(","):
        kind, _, rest = part.partition(";")
        quality = 1.0
        for parameter in rest.split(";"):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value)
        asked.append((kind.strip().lower(), quality))
    return asked


def _quality(value: str) -> float:
    """Return how much a range is liked, 0 to 1; 0 for what is no such number."""
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if 0 <= found <= 1 else 0.0


def _shown(accept: str | None) -> str:
    return repr(accept if accept is None or len(accept) <= _LONGEST_SHOWN else f"{accept[:_LONGEST_SHOWN]}…")


def _all() -> str:
    return ", ".join((*ROWS.values(), *GRAPHS.values()))
