"""Chains of awarding: one honours another, who honours a third, in person or by a post of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph_store.index import Index
from graph_store.index_network import CODES
from graph_store.rows import Named, RelationKind, RelationRow
from queries.compact import Compact

_GRANTS, _POST_IN = CODES[RelationKind.GRANTS], CODES[RelationKind.POST_IN]
_SHOWN = 5
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Honour:
    """One hop of a chain: who honours whom, with the newest conferrals that say so."""

    giver: Named
    receiver: Named
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Honours one after the other, each given by who received the one before."""

    honours: tuple[Honour, ...]


@dataclass(frozen=True, slots=True)
class _Arcs:
    """Who honours whom, posts taken for their organizations; `givers` and `receivers` are as stated."""

    left: Numbers
    right: Numbers
    givers: Numbers
    receivers: Numbers

    def stated(self, left: int, right: int) -> list[tuple[int, int]]:
        """Return between whom, as stated, the arcs from one to another are."""
        here = (self.left == left) & (self.right == right)
        return sorted(set(zip(self.givers[here].tolist(), self.receivers[here].tolist(), strict=True)))


def longest(index: Index, network: Compact, through: int | None = None) -> Chain | None:
    """Return the longest chain of at least two honours, of those through one entity if that is asked for; None if none.

    Those who honour each other, in a circle, stand in a chain as often as it takes to pass through the circle once.
    """
    arcs = _arcs(network)
    nodes = _way(arcs, through)
    if len(nodes) < 3:
        return None
    return Chain(tuple(_honour(index, network, arcs, left, right) for left, right in pairwise(nodes)))


def _arcs(network: Compact) -> _Arcs:
    near = np.repeat(np.arange(network.size, dtype=np.int32), np.diff(network.starts))
    lifted = np.arange(network.size, dtype=np.int32)
    seats = network.codes == _POST_IN
    lifted[near[seats]] = network.others[seats]
    grants = network.codes == _GRANTS
    givers, receivers = near[grants], network.others[grants]
    left, right = lifted[givers], lifted[receivers]
    apart = left != right
    return _Arcs(left[apart], right[apart], givers[apart], receivers[apart])


def _way(arcs: _Arcs, through: int | None) -> list[int]:
    """Return the entities of the longest way along arcs; most who give or receive never do the other."""
    middles = np.intersect1d(arcs.left, arcs.right)
    inner = np.isin(arcs.left, middles) & np.isin(arcs.right, middles)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(middles.tolist())
    graph.add_edges_from(zip(arcs.left[inner].tolist(), arcs.right[inner].tolist(), strict=True))
    circles = nx.condensation(graph)
    if through is not None:
        if through not in graph:
            return []
        here = circles.graph["mapping"][through]
        circles = circles.subgraph({here, *nx.ancestors(circles, here), *nx.descendants(circles, here)})
        before = circles.subgraph({here, *nx.ancestors(circles, here)})
        after = circles.subgraph({here, *nx.descendants(circles, here)})
        order = [*_longest(before, last=here)[:-1], *_longest(after, first=here)]
    else:
        order = _longest(circles)
    return _unfolded(arcs, graph, [circles.nodes[one]["members"] for one in order], through)


def _longest(circles: nx.DiGraph[int], *, first: int | None = None, last: int | None = None) -> list[int]:
    """Return the longest way through a graph without circles, the smallest numbers first among equals."""
    lengths: dict[int, tuple[int, int | None]] = {}
    for node in nx.lexicographical_topological_sort(circles):
        before = [(lengths[one][0] + 1, -one) for one in circles.predecessors(node) if one in lengths]
        if first is None or node == first or before:
            length, negative = max(before, default=(0, 1))
            lengths[node] = length, -negative if before else None
    end: int | None = last if last is not None else max(lengths, key=lambda one: (lengths[one][0], -one), default=None)
    way: list[int] = []
    while end is not None:
        way.append(end)
        end = lengths[end][1]
    return way[::-1]


def _unfolded(arcs: _Arcs, graph: nx.DiGraph[int], circles: list[set[int]], through: int | None) -> list[int]:
    """Return the entities of a way through circles, with one who gives before the first and one who receives last."""
    if not circles:
        return []
    nodes: list[int] = []
    for number, members in enumerate(circles):
        start = min(members) if number == 0 else min(set(graph.successors(nodes[-1])) & members)
        following = circles[number + 1] if number + 1 < len(circles) else set()
        ends = {one for one in members if following & set(graph.successors(one))} if following else members
        if number == 0 and through not in members:
            start = min(ends)
        stops = [start, *([through] if through is not None and through in members else [])]
        inside = graph.subgraph(members)
        way = [start]
        for stop in stops[1:]:
            way += nx.shortest_path(inside, way[-1], stop)[1:]
        reached = nx.single_source_shortest_path(inside, way[-1])
        way += reached[min((one for one in ends), key=lambda one: (len(reached[one]), one))][1:]
        nodes += way
    before = _outside(arcs.left[arcs.right == nodes[0]], nodes)
    after = _outside(arcs.right[arcs.left == nodes[-1]], nodes)
    return [*before, *nodes, *after]


def _outside(found: Numbers, nodes: list[int]) -> list[int]:
    other = np.setdiff1d(found, nodes)
    return [int(other[0])] if len(other) else []


def _honour(index: Index, network: Compact, arcs: _Arcs, left: int, right: int) -> Honour:
    rows: list[RelationRow] = []
    for giver, receiver in arcs.stated(left, right)[:_SHOWN]:
        ends = index.shown((int(network.terms[giver]), int(network.terms[receiver])))
        one, other = ends[int(network.terms[giver])].iri, ends[int(network.terms[receiver])].iri
        joined = index.between(one, other, limit=-1)
        rows += [row for row in joined if row.kind is RelationKind.GRANTS and row.subject.iri == one]
    rows.sort(key=lambda row: (row.date or "", row.claim), reverse=True)
    terms = int(network.terms[left]), int(network.terms[right])
    named = index.shown(terms)
    return Honour(named[terms[0]], named[terms[1]], tuple(rows[:_SHOWN]))
