"""Betweenness by matrices is what networkx works out entity by entity."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.centrality import betweenness

links = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 12), links)
def test_it_is_what_networkx_finds_in_graphs_of_any_form(size: int, found: list[tuple[int, int]]) -> None:
    inside = [(left, right) for left, right in found if left < size and right < size and left != right]
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(inside)
    wanted = nx.betweenness_centrality(graph)
    assert np.allclose(betweenness(size, inside), [wanted[one] for one in range(size)])


def test_the_middle_of_a_star_lies_between_all_others() -> None:
    assert betweenness(300, [(0, other) for other in range(1, 300)]).tolist() == [1.0, *[0.0] * 299]


def test_two_ways_of_equal_length_share() -> None:
    assert betweenness(4, [(0, 1), (1, 2), (0, 3), (3, 2)]).round(6).tolist() == [round(1 / 6, 6)] * 4
