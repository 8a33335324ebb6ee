"""Chains of awarding are the longest there are, held against every simple path of networkx."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_store.index_network import CODES
from graph_store.rows import LinkRow, Named, RelationKind, RelationRow
from queries import chains, compact

GRANTS, POST_IN = CODES[RelationKind.GRANTS], CODES[RelationKind.POST_IN]


class Rows:
    """An index that holds just these relations between entities named by their numbers."""

    def __init__(self, rows: list[LinkRow]) -> None:
        self.rows = rows

    def numbers(self) -> Iterator[LinkRow]:
        yield from self.rows

    def kinds(self) -> Iterator[tuple[int, str]]:
        yield from ()

    def shown(self, numbers: tuple[int, ...]) -> dict[int, Named]:
        return {number: Named(str(number), str(number), "thing") for number in numbers}

    def between(self, left: str, right: str, *, limit: int) -> list[RelationRow]:
        return [
            RelationRow(
                RelationKind.GRANTS,
                f"{s}>{o}",
                Named(str(s), str(s), "thing"),
                Named(str(o), str(o), "thing"),
                *(None,) * 3,
                False,
                *(None,) * 6,
                1,
            )
            for s, o, kind, _, _ in self.rows
            if kind == GRANTS and {str(s), str(o)} == {left, right}
        ]


def honours(rows: list[LinkRow], through: int | None = None) -> list[tuple[int, int]]:
    index = Rows(rows)
    network = compact.read(index)  # type: ignore[arg-type]
    place = int(np.searchsorted(network.terms, through)) if through is not None else None
    found = chains.longest(index, network, place)  # type: ignore[arg-type]
    for one in found.honours if found else ():
        assert one.relations, "each honour has its conferrals"
    return [(int(one.giver.iri), int(one.receiver.iri)) for one in found.honours] if found else []


def longest(graph: nx.DiGraph, through: int | None = None) -> int:
    """The length of the longest simple path, of at least two hops."""
    lengths = [
        len(path) - 1
        for left in graph
        for right in graph
        if left != right
        for path in nx.all_simple_paths(graph, left, right)
        if through is None or through in path[1:-1]
    ]
    return max((length for length in lengths if length >= 2), default=0)


arcs = st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda arc: arc[0] < arc[1]), min_size=1)


@settings(max_examples=200, deadline=None)
@given(arcs, st.none() | st.integers(1, 7))
def test_without_circles_the_longest_chain_is_found(pairs: set[tuple[int, int]], through: int | None) -> None:
    graph = nx.DiGraph(sorted(pairs))
    if through is not None and through not in graph:
        return
    found = honours([(left, right, GRANTS, 0, 1) for left, right in sorted(pairs)], through)
    assert len(found) == longest(graph, through)
    assert set(found) <= pairs
    assert all(one[1] == other[0] for one, other in pairwise(found))
    if through is not None and found:
        assert through in [right for _, right in found[:-1]]


@settings(max_examples=100, deadline=None)
@given(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda arc: arc[0] != arc[1]), min_size=1))
def test_with_circles_a_chain_is_one_that_there_is(pairs: set[tuple[int, int]]) -> None:
    found = honours([(left, right, GRANTS, 0, 1) for left, right in sorted(pairs)])
    assert set(found) <= pairs
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert (len(found) >= 2) == bool({right for _, right in pairs} & {left for left, _ in pairs})


def test_a_post_gives_for_its_organization() -> None:
    union, office, post, member = 1, 2, 3, 4
    rows: list[LinkRow] = [(union, office, GRANTS, 0, 1), (post, office, POST_IN, 0, 1), (post, member, GRANTS, 0, 1)]
    assert honours(rows) == [(union, office), (office, member)]
