"""Ways through a network are exactly those that networkx lists on the same relations, in the same order of cost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_store.index_network import day
from graph_store.rows import LinkRow
from queries import compact
from queries.compact import Allowed, Compact

KINDS = ("person", "organization", "event")
ENTITIES = 9
relations = st.lists(
    st.tuples(
        st.integers(1, ENTITIES),
        st.integers(1, ENTITIES),
        st.integers(1, 4),
        st.sampled_from([0, 20200000, 20210300, 20220322]),
        st.integers(0, 9),
    ).filter(lambda row: row[0] != row[1]),
    min_size=1,
    max_size=24,
)
choices = st.builds(
    Allowed,
    kinds=st.none() | st.frozensets(st.integers(1, 4), min_size=1),
    since=st.none() | st.sampled_from([20200000, 20210000, 20220000]),
    until=st.none() | st.sampled_from([20209999, 20219999]),
    through=st.none() | st.frozensets(st.sampled_from(KINDS), min_size=1),
)


class Rows:
    """An index that holds just these relations; entity *n* is of the kind *n* modulo three."""

    def __init__(self, rows: list[LinkRow]) -> None:
        self.rows = rows

    def numbers(self) -> Iterator[LinkRow]:
        yield from self.rows

    def kinds(self) -> Iterator[tuple[int, str]]:
        yield from ((number, KINDS[number % 3]) for number in range(1, ENTITIES + 1))


def network(rows: list[LinkRow]) -> Compact:
    return compact.read(Rows(rows))  # type: ignore[arg-type]


def reference(rows: list[LinkRow], allowed: Allowed, ends: tuple[int, int]) -> nx.Graph:
    """The same relations as a networkx graph, its costs worked out from the definition."""
    whole: nx.Graph = nx.Graph()
    for subject, thing, _, _, evidence in rows:
        before = whole.get_edge_data(subject, thing, {"passages": 0})["passages"]
        whole.add_edge(subject, thing, passages=before + max(1, evidence))
    graph: nx.Graph = nx.Graph()
    for subject, thing, kind, on, _ in rows:
        if allowed.kinds is not None and kind not in allowed.kinds:
            continue
        if allowed.since is not None and on < allowed.since:
            continue
        if allowed.until is not None and not 0 < on <= allowed.until:
            continue
        if allowed.through is not None and any(
            KINDS[end % 3] not in allowed.through and end not in ends for end in (subject, thing)
        ):
            continue
        busy = round(4 * np.log2(1 + whole.degree(subject))) + round(4 * np.log2(1 + whole.degree(thing)))
        strong = round(4 * np.log2(whole[subject][thing]["passages"]))
        graph.add_edge(subject, thing, cost=max(1, 4 + busy - strong))
    return graph


def listed(graph: nx.Graph, ends: tuple[int, int], longest: int) -> list[tuple[int, int]]:
    """(hops, cost) of every simple path."""
    if not all(end in graph for end in ends):
        return []
    paths = nx.all_simple_paths(graph, *ends, cutoff=longest)
    return sorted((len(path) - 1, nx.path_weight(graph, path, "cost")) for path in paths)


@settings(max_examples=300, deadline=None)
@given(relations, choices, st.integers(1, 5), st.integers(1, 12), st.booleans(), st.booleans())
def test_ways_are_the_best_of_all_simple_paths(
    rows: list[LinkRow], allowed: Allowed, longest: int, limit: int, every: bool, cheapest: bool
) -> None:
    net = network(rows)
    ends = (rows[0][0], rows[-1][1])
    if ends[0] == ends[1]:
        return
    left, right = (int(np.searchsorted(net.terms, end)) for end in ends)
    found = compact.ways(net, left, right, allowed, limit=limit, longest=longest, every=every, cheapest=cheapest)
    graph = reference(rows, allowed, ends)
    wanted = listed(graph, ends, longest)
    if cheapest:
        assert [way.cost for way in found] == sorted(cost for _, cost in wanted)[:limit]
    elif every:
        assert [(len(way.nodes) - 1, way.cost) for way in found] == wanted[:limit]
    else:
        shortest = [one for one in wanted if one[0] == wanted[0][0]]
        assert [(len(way.nodes) - 1, way.cost) for way in found] == shortest[:limit]
    for way in found:
        names = [int(net.terms[node]) for node in way.nodes]
        assert (names[0], names[-1]) == ends
        assert len(set(names)) == len(names)
        assert sum(graph[a][b]["cost"] for a, b in pairwise(names)) == way.cost
    assert len({way.nodes for way in found}) == len(found)


def test_a_way_over_a_rare_entity_is_cheaper_than_a_shorter_one_over_a_hub() -> None:
    hub, left, right, shared, friend = 1, 2, 3, 4, 5
    rows: list[LinkRow] = [(hub, number, 1, 0, 1) for number in (left, right, *range(10, 3000))]
    rows += [(left, shared, 1, 0, 1), (shared, friend, 1, 0, 1), (friend, right, 1, 0, 1)]
    net = network(rows)
    at = {number: int(np.searchsorted(net.terms, number)) for number in (hub, left, right, shared, friend)}
    ask = (net, at[left], at[right], Allowed())
    (shortest,) = compact.ways(*ask, limit=5, longest=4, every=False, cheapest=False)
    best, other = compact.ways(*ask, limit=5, longest=4, every=False, cheapest=True)
    assert shortest.nodes == other.nodes == (at[left], at[hub], at[right])
    assert best.nodes == (at[left], at[shared], at[friend], at[right])
    assert best.cost < other.cost


def test_a_relation_takes_no_more_than_two_hundred_bytes() -> None:
    rows: list[LinkRow] = [(number % 97 + 1, number + 200, 1, 20220322, 1) for number in range(20_000)]
    net = network(rows)
    assert net.bytes / len(rows) <= 50


def test_an_empty_network_has_no_ways() -> None:
    net = network([])
    assert (net.size, net.place(5), net.place(None)) == (0, None, None)


@pytest.mark.parametrize(
    ("date", "last", "number"),
    [("2022", False, 20220000), ("2022", True, 20229999), ("2022-03", True, 20220399), ("2022-03-22", True, 20220322)],
)
def test_dates_of_any_precision_become_numbers_that_keep_their_order(date: str, last: bool, number: int) -> None:
    assert day(date, last=last) == number
