"""Figures as stated, and what in the graph may be wrong: contradictions, doubtful periods, possible duplicates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_store.index_reading import after, mark
from graph_store.rows import Page
from ontology.spelling import fold
from queries import catalog, paging
from queries.entities import MOST_ROWS, Graph, Passage, Row
from queries.errors import BadParameter


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one claim states it: the value, how certain (`qualifier`), in the text's own words (`stated`).

    `area` is the administrative unit's IRI, where `place` is one.
    """

    observation: str
    measure: str
    value: int | float
    unit: str
    qualifier: str | None
    stated: str
    place: str | None
    area: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may be wrong: what kind of thing, the named query that found it, its row, and the passages."""

    kind: str
    query: str
    row: Mapping[str, object]
    evidence: Sequence[Passage]
    inferred_by: str | None


def figures(
    graph: Graph,
    *,
    measure: str | None = None,
    place: str | None = None,
    during: str | None = None,
    cursor: str | None = None,
    limit: int = 100,
    generation: int | None = None,
) -> Page[Figure]:
    """Return figures by place, period and measure, a page at a time.

    `measure` and `place` are words of their names, with or without diacritics; `place` may be a unit's IRI.
    """
    if not 1 <= limit <= MOST_ROWS:
        raise BadParameter(f"limit: from 1 to {MOST_ROWS}, not {limit}")
    number = graph.at(generation, cursor).number
    return paging.page(lambda key: _figures(graph, measure, place, during, key, limit, number), number, cursor)


def _figures(
    graph: Graph,
    measure: str | None,
    place: str | None,
    during: str | None,
    cursor: str | None,
    limit: int,
    generation: int,
) -> Page[Figure]:
    start = after(cursor, 5)
    given = {"during": during} if during else {}
    wanted: list[tuple[list[str], Row]] = []
    for row in graph.rows(catalog.find("figures"), given, generation=generation):
        if _names(measure, row["measure"]) and (_names(place, row["place"]) or (place and place == row["area"])):
            key = [str(row[name] or "") for name in ("place", "period", "measure", "stated", "observation")]
            if start is None or key > start:
                wanted.append((key, row))
    wanted.sort(key=lambda one: one[0])
    following = mark(wanted[limit - 1][0]) if len(wanted) > limit else None
    return Page(tuple(_figure(row) for _, row in wanted[:limit]), following)


def _names(words: str | None, name: object) -> bool:
    return not words or fold(words) in fold(str(name or ""))


def _figure(row: Row) -> Figure:
    return Figure(
        row["observation"],
        row["measure"],
        row["value"],
        row["unit"],
        row["qualifier"],
        row["stated"],
        row["place"],
        row["area"],
        row["period"],
    )


def findings(graph: Graph, queries: Sequence[str] = (), generation: int | None = None) -> Iterator[Finding]:
    """Yield what may be wrong in the graph, by kind, each with the passages that say so.

    `queries` are names of named queries that find something; UnknownQuery or BadParameter for others.
    """
    finding = [one for one in catalog.catalog().values() if one.finding is not None]
    for name in queries:
        if catalog.find(name).finding is None:
            raise BadParameter(f"kind: {', '.join(one.name for one in finding)}, not {name!r}")
    for query in finding:
        if queries and query.name not in queries:
            continue
        rows = graph.rows(query, {}, generation=generation)
        for row in graph.with_evidence(query, rows, generation):
            evidence, rule = row.pop("evidence"), row.pop("inferred_by")
            yield Finding(query.finding or "", query.name, row, evidence, rule)
