"""The network of one generation in arrays: 22 bytes a relation and direction, and ways through it by number of hops.

Relations that are many between two entities are *strong*, entities with many neighbours are *hubs*; a hop costs more
the more neighbours its ends have and less the stronger it is, so that a way over a shared cooperative is cheaper than
one over the ministry that everyone is related to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_store.index import Index

Numbers: TypeAlias = NDArray[np.int32]
FAR = np.int32(2**30)
"""A cost that no way has."""
UNIT = 4
"""Costs are whole quarters, so that equal ways are exactly equal."""
_ROW = np.dtype([("subject", "i4"), ("object", "i4"), ("kind", "u1"), ("day", "i4"), ("evidence", "u2")])


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a way may use: codes of relation kinds, days from and to, kinds of entities on the way; None for any."""

    kinds: frozenset[int] | None = None
    since: int | None = None
    until: int | None = None
    through: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Compact:
    """Entities are 0 … n-1; the relations of entity *i* are rows `starts[i]` to `starts[i + 1]`, seen from it.

    Of each row: who is at the other end, the kind (plus 128 where the other end is the subject), the day, the cost.
    """

    terms: NDArray[np.int32]
    names: tuple[str, ...]
    kinds: NDArray[np.uint8]
    starts: NDArray[np.int64]
    others: Numbers
    codes: NDArray[np.uint8]
    days: Numbers
    costs: NDArray[np.int16]

    @property
    def size(self) -> int:
        """How many entities there are."""
        return len(self.terms)

    @property
    def bytes(self) -> int:
        """How much memory the arrays take."""
        parts = (self.terms, self.kinds, self.starts, self.others, self.codes, self.days, self.costs)
        return int(sum(part.nbytes for part in parts))

    def place(self, term: int | None) -> int | None:
        """Return which entity has a number in the index; None when nothing is related to it."""
        if term is None:
            return None
        at = int(np.searchsorted(self.terms, term))
        return at if at < self.size and self.terms[at] == term else None

    def rows(self, entities: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of some entities, one entity after the other, and how many each has."""
        starts = self.starts[entities]
        numbers = self.starts[entities + 1] - starts
        before = np.cumsum(numbers) - numbers
        rows: NDArray[np.int64] = np.repeat(starts - before, numbers) + np.arange(int(numbers.sum()))
        return rows, numbers

    def allowed(self, rows: NDArray[np.int64], allowed: Allowed) -> NDArray[np.bool_]:
        """Tell which rows a way may use."""
        fits = np.ones(len(rows), np.bool_)
        if allowed.kinds is not None:
            fits &= np.isin(self.codes[rows] & 127, sorted(allowed.kinds))
        if allowed.since is not None:
            fits &= self.days[rows] >= allowed.since
        if allowed.until is not None:
            fits &= (self.days[rows] > 0) & (self.days[rows] <= allowed.until)
        return fits

    def passable(self, allowed: Allowed) -> NDArray[np.bool_] | None:
        """Tell which entities a way may lead through; None for all."""
        if allowed.through is None:
            return None
        return np.isin(self.kinds, [code for code, name in enumerate(self.names) if name in allowed.through])


def read(index: Index) -> Compact:
    """Return the network of the generation that an index is open at."""
    found = np.fromiter(((s, o, k, d, min(e, 65535)) for s, o, k, d, e in index.numbers()), _ROW)
    terms, ends = np.unique(np.concatenate([found["subject"], found["object"]]), return_inverse=True)
    left, right = ends[: len(found)].astype(np.int32), ends[len(found) :].astype(np.int32)
    near, other = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((other, near))
    near, other = near[order], other[order]
    codes = np.concatenate([found["kind"], found["kind"] + np.uint8(128)])[order]
    days = np.concatenate([found["day"], found["day"]])[order].astype(np.int32)
    evidence = np.concatenate([found["evidence"], found["evidence"]])[order].astype(np.int64)
    starts = np.searchsorted(near, np.arange(len(terms) + 1)).astype(np.int64)
    kinds, names = _kinds(index, terms)
    return Compact(
        terms.astype(np.int32), names, kinds, starts, other, codes, days, _costs(near, other, evidence, len(terms))
    )


def _costs(near: Numbers, other: Numbers, evidence: NDArray[np.int64], size: int) -> NDArray[np.int16]:
    """Return what each row costs: by its ends' numbers of neighbours and by how often the two are related."""
    if not len(near):
        return np.zeros(0, np.int16)
    new = np.ones(len(near), np.bool_)
    new[1:] = (near[1:] != near[:-1]) | (other[1:] != other[:-1])
    pair = np.cumsum(new) - 1
    strength = np.bincount(pair, np.maximum(evidence, 1))[pair]
    neighbours = np.bincount(near[new], minlength=size)
    return cost(neighbours[near], neighbours[other], strength).astype(np.int16)


def cost(left: NDArray[np.int64], right: NDArray[np.int64], strength: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the cost of hops between entities with so many neighbours, of relations with so many passages in all."""
    busy = np.round(UNIT * np.log2(1 + left)) + np.round(UNIT * np.log2(1 + right))
    found: NDArray[np.int64] = np.maximum(1, UNIT + busy - np.round(UNIT * np.log2(strength))).astype(np.int64)
    return found


def _kinds(index: Index, terms: NDArray[np.int32]) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    codes: dict[str, int] = {"thing": 0}
    rows = np.fromiter(
        ((term, codes.setdefault(kind, len(codes))) for term, kind in index.kinds()),
        np.dtype([("t", "i4"), ("k", "u1")]),
    )
    kinds = np.zeros(len(terms), np.uint8)
    if len(rows) and len(terms):
        at = np.minimum(np.searchsorted(terms, rows["t"]), len(terms) - 1)
        known = terms[at] == rows["t"]
        kinds[at[known]] = rows["k"][known]
    return kinds, tuple(codes)


# --- ways by number of hops


class Layers:
    """From one end: what reaching each entity costs in exactly so many hops, one layer more at a time."""

    def __init__(self, network: Compact, end: int, ends: Sequence[int], allowed: Allowed) -> None:
        """Begin at `end`; ways do not lead through `ends`, nor through what is not allowed."""
        self._network, self._ends, self._allowed = network, list(ends), allowed
        self._passable = network.passable(allowed)
        first = np.full(network.size, FAR, np.int32)
        first[end] = 0
        self.layers = [first]

    def next_cost(self, bound: int) -> int:
        """Return how many rows the next layer reads."""
        nodes = np.flatnonzero(self._going(bound) < FAR)
        return int((self._network.starts[nodes + 1] - self._network.starts[nodes]).sum())

    def spread(self, bound: int) -> None:
        """Add a layer: one hop more from all whose cost is below `bound`."""
        going = self._going(bound)
        nodes = np.flatnonzero(going < FAR).astype(np.int32)
        rows, numbers = self._network.rows(nodes)
        costs = np.repeat(going[nodes], numbers) + self._network.costs[rows]
        fits = self._network.allowed(rows, self._allowed)
        layer = np.full(self._network.size, FAR, np.int32)
        np.minimum.at(layer, self._network.others[rows[fits]], costs[fits])
        if self._passable is not None:
            ends = layer[self._ends]
            layer[~self._passable] = FAR
            layer[self._ends] = ends
        self.layers.append(layer)

    def _going(self, bound: int) -> Numbers:
        """Return from where ways go on after the last layer."""
        last = self.layers[-1]
        if len(self.layers) == 1:
            return last
        going = np.where(last < bound, last, FAR)
        going[self._ends] = FAR
        return going.astype(np.int32)

    def ways(self, node: int, hops: int, most: int, kept: dict[tuple[int, int], list[Way]]) -> list[Way]:
        """Return the `most` cheapest ways from the end to an entity in exactly so many hops, the end first."""
        if hops == 0:
            return [Way(0, (node,))]
        known = kept.get((node, hops))
        if known is not None:
            return known
        network, before = self._network, self.layers[hops - 1]
        rows = np.arange(network.starts[node], network.starts[node + 1])
        rows = rows[network.allowed(rows, self._allowed)]
        others = network.others[rows]
        if hops > 1:
            open_ = ~np.isin(others, self._ends)
            rows, others = rows[open_], others[open_]
        whole = before[others].astype(np.int64) + network.costs[rows]
        order = np.lexsort((others, whole))
        order = order[whole[order] < FAR]
        found: list[Way] = []
        seen: set[int] = set()
        for place in order:
            other = int(others[place])
            if other in seen:
                continue
            seen.add(other)
            if len(seen) > most:
                break
            hop = int(network.costs[rows[place]])
            found += [Way(way.cost + hop, (*way.nodes, node)) for way in self.ways(other, hops - 1, most, kept)]
        found.sort()
        kept[node, hops] = found[:most]
        return kept[node, hops]


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """Entities one after the other, and what going there costs."""

    cost: int
    nodes: tuple[int, ...]

    @property
    def simple(self) -> bool:
        """Whether no entity comes twice."""
        return len(set(self.nodes)) == len(self.nodes)


def ways(
    network: Compact, left: int, right: int, allowed: Allowed, *, limit: int, longest: int, cheapest: bool, every: bool
) -> list[Way]:
    """Return the best ways between two entities, at most `limit` and at most `longest` hops.

    The shortest first and of equally long ones the cheapest first; with `cheapest` by cost whatever their length. Without
    `every` and `cheapest`, only those of the least length. No way leads through an entity twice.
    """
    ends = (left, right)
    sides = Layers(network, left, ends, allowed), Layers(network, right, ends, allowed)
    found: list[Way] = []
    bound = int(FAR)
    for hops in range(1, longest + 1):
        side = min(sides, key=lambda one: one.next_cost(bound))
        side.spread(bound)
        found += _meeting(sides, ends, limit, bound)
        if found and not every and not cheapest:
            break
        if not cheapest and len(found) >= limit:
            break
        if cheapest:
            found = sorted(found)[:limit]
            bound = found[-1].cost if len(found) == limit else bound
        assert sum(len(one.layers) - 1 for one in sides) == hops
    return found[:limit]


_MOST = 4096


def _meeting(sides: tuple[Layers, Layers], ends: tuple[int, int], limit: int, bound: int) -> list[Way]:
    """Return the cheapest ways that have exactly as many hops as both sides have layers, cheapest first.

    Each has exactly one entity where the sides meet. Ways that come twice through an entity are cheap, too: more are
    looked at until enough of the others are found or there are no more.
    """
    hops = tuple(len(one.layers) - 1 for one in sides)
    whole = sides[0].layers[-1].astype(np.int64) + sides[1].layers[-1]
    if all(hops):
        whole[list(ends)] = FAR
    middle = np.flatnonzero(whole < min(bound + 1, int(FAR)))
    middle = middle[np.lexsort((middle, whole[middle]))]
    most = 2 * limit
    while True:
        found = _joined(sides, [int(node) for node in middle[:most]], hops, most)
        simple = [way for way in found if way.simple and way.cost <= bound]
        if len(simple) >= limit or (len(found) < most and len(middle) <= most) or most >= _MOST:
            return simple[:limit]
        most *= 4


def _joined(sides: tuple[Layers, Layers], middle: Iterable[int], hops: tuple[int, ...], most: int) -> list[Way]:
    kept: tuple[dict[tuple[int, int], list[Way]], ...] = ({}, {})
    found: list[Way] = []
    for node in middle:
        first, second = (sides[at].ways(node, hops[at], most, kept[at]) for at in (0, 1))
        worst = found[most - 1].cost if len(found) >= most else None
        for one in first:
            for other in second:
                if worst is not None and one.cost + other.cost > worst:
                    break
                found.append(Way(one.cost + other.cost, (*one.nodes, *other.nodes[-2::-1])))
        if len(found) > most:
            found = sorted(found)[:most]
    return sorted(found)[:most]
