"""Awards summed up: tables of who awarded by year, level or province, rankings, who both gives and receives, chains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph_store.generations import Generation
from graph_store.rows import ConferralFilter, Edge, Honoured, Page, Total
from queries import chains, paging
from queries.chains import Chain
from queries.entities import MOST_ROWS, Graph
from queries.errors import BadParameter
from queries.network import Networks

MOST_COLUMNS = 100
_KEPT = 200
"""Tables and rankings that are kept: a generation never changes, and to sum up all its awards takes a while."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Givers in rows and values in columns, both by number of conferrals; `cells` only where there is something.

    `rows` and `columns` have their own exact totals: a conferral that several kinds of recipients share stands in
    several columns, so these are no sums of cells. The row of awards whose giver is not stated has no total.
    """

    rows: tuple[Total, ...]
    columns: tuple[Total | str, ...]
    cells: tuple[Edge, ...]
    complete: bool


def totals(
    graph: Graph, choice: ConferralFilter, *, of: str, limit: int = 100, generation: int | None = None
) -> list[Total]:
    """Return conferrals summed by a party's role, award, category, event, year, level or province, most first."""
    if not 1 <= limit <= MOST_ROWS:
        raise BadParameter(f"limit: from 1 to {MOST_ROWS}, not {limit}")
    found = graph.generation(generation)
    return list(_totals(found, _stamp(found), choice, of, limit))


def matrix(
    graph: Graph,
    choice: ConferralFilter,
    *,
    by: str = "grantor",
    across: str = "year",
    most: int = 20,
    generation: int | None = None,
) -> Matrix:
    """Return who awarded how often, by `across`: award, category, year, level, province, province_now, recipient_kind."""
    if not 1 <= most <= MOST_COLUMNS:
        raise BadParameter(f"most: from 1 to {MOST_COLUMNS}, not {most}")
    found = graph.generation(generation)
    return _matrix(found, _stamp(found), choice, by, across, most)


def _stamp(generation: Generation) -> int:
    """Return when a generation was made: one of the same number in a folder made anew is another."""
    return (generation.path / "manifest.json").stat().st_mtime_ns


@lru_cache(maxsize=_KEPT)
def _totals(generation: Generation, _made: int, choice: ConferralFilter, of: str, limit: int) -> tuple[Total, ...]:
    with generation.index() as index:
        try:
            return tuple(index.totals(choice, of=of, limit=limit))
        except ValueError as error:
            raise BadParameter(str(error)) from None


@lru_cache(maxsize=_KEPT)
def _matrix(generation: Generation, _made: int, choice: ConferralFilter, by: str, across: str, most: int) -> Matrix:
    with generation.index() as index:
        try:
            edges = index.awarding_edges(choice, by=by, group=across, limit=-1)
            rows = index.totals(choice, of=by, limit=most)
            columns: list[Total | str] = (
                list(_kinds(edges)) if across == "recipient_kind" else list(index.totals(choice, of=across, limit=most))
            )
        except ValueError as error:
            raise BadParameter(str(error)) from None
    if across == "year":
        columns.sort(key=lambda one: one.value if isinstance(one, Total) else one)
    givers = {None, *(row.value for row in rows)}
    values = {one.value if isinstance(one, Total) else one for one in columns}
    cells = tuple(
        edge
        for edge in edges
        if (edge.source.iri if edge.source else None) in givers and edge.group is not None and str(edge.group) in values
    )
    stated = sum(edge.group is not None for edge in edges)
    return Matrix(tuple(rows), tuple(columns), cells, len(cells) == stated)


def _kinds(edges: Iterable[Edge]) -> list[str]:
    return sorted({edge.group for edge in edges if edge.group is not None})


def both(graph: Graph, *, cursor: str | None = None, limit: int = 50, generation: int | None = None) -> Page[Honoured]:
    """Return who both hands over awards and receives some, by name, a page at a time."""
    if not 1 <= limit <= MOST_ROWS:
        raise BadParameter(f"limit: from 1 to {MOST_ROWS}, not {limit}")
    found = graph.at(generation, cursor)
    with found.index() as index:
        return paging.page(lambda after: index.both(cursor=after, limit=limit), found.number, cursor)


def longest_chain(
    graph: Graph, networks: Networks, *, through: str | None = None, generation: int | None = None
) -> Chain | None:
    """Return the longest chain of honours (through an entity, if that is given); None when there is none of two hops."""
    found = graph.generation(generation)
    iri = graph.entity(through, generation).iri if through is not None else None
    network = networks.of(found)
    with found.index() as index:
        place = network.place(index.number(iri)) if iri is not None else None
        if iri is not None and place is None:
            return None
        return chains.longest(index, network, place)
