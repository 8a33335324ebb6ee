"""Who is around an entity: the nearest by cost, what joins them, how central each is, and which belong together."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graph_store.index import Index
from graph_store.index_network import CODES
from graph_store.rows import Named, RelationKind, Together
from queries.centrality import betweenness
from queries.compact import FAR, Allowed, Compact, Layers
from queries.errors import UnknownEntity

_KINDS = {code: RelationKind(kind) for kind, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of a neighbourhood.

    `hops` from the entity asked for; `neighbours` in the whole network; `betweenness` (0 to 1) and `community` (from 0,
    the largest first) among the entities shown.
    """

    who: Named
    hops: int
    neighbours: int
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two entities: kinds of relations, how many, and the first and last date that any of them has.

    `left` is the subject of most of the relations; `kinds` is empty where the two were together.
    """

    left: str
    right: str
    kinds: tuple[RelationKind, ...]
    number: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The entities around `root`, itself the first; `reached` counts all within the depth, shown or not."""

    root: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    reached: int

    @property
    def complete(self) -> bool:
        """Whether everything within the depth is shown."""
        return len(self.nodes) == self.reached


def around(index: Index, network: Compact, root: int, allowed: Allowed, *, depth: int, size: int) -> Neighbourhood:
    """Return the `size` entities that are cheapest to reach from one within `depth` hops."""
    layers = Layers(network, root, [root], allowed)
    best, hops = layers.layers[0].copy(), np.zeros(network.size, np.uint8)
    for far in range(1, depth + 1):
        layers.spread(int(FAR))
        nearer = layers.layers[-1] < best
        hops[nearer & (best >= FAR)] = far
        best = np.minimum(best, layers.layers[-1])
    reached = np.flatnonzero(best < FAR).astype(np.int32)
    order = np.lexsort((reached, best[reached]))  # on the cheapest way to any of them all before it are cheaper
    chosen = reached[order[:size]]
    named = index.shown(int(term) for term in network.terms[chosen])
    shown = {int(node): named[int(network.terms[node])] for node in chosen}
    links = _links(network, chosen, {node: who.iri for node, who in shown.items()}, allowed)
    starts = network.starts
    neighbours = {
        who.iri: len(np.unique(network.others[starts[node] : starts[node + 1]])) for node, who in shown.items()
    }
    ends = {who.iri: int(hops[node]) for node, who in shown.items()}
    return _made(shown[root].iri, shown.values(), ends, neighbours, links, len(reached))


def together(index: Index, iri: str, how: Together, *, depth: int, size: int) -> Neighbourhood:
    """Return the entities that were together with one, most often first, and those together with these."""
    root = index.names([iri]).get(iri)
    if root is None:
        raise UnknownEntity(f"nothing in this generation has the IRI {iri}")
    found, hops = {iri: root}, {iri: 0}
    outer, reached = [iri], 1
    for far in range(1, depth + 1):
        following: dict[str, Named] = {}
        for one in outer:
            for row in index.together(one, how, limit=-1):
                following.setdefault(row.who.iri, row.who)
        new = {other: who for other, who in following.items() if other not in found}
        reached += len(new)
        outer = list(new)[: size - len(found)]
        found.update((other, new[other]) for other in outer)
        hops.update(dict.fromkeys(outer, far))
    links = _meeting(index, found, how)
    neighbours = {one: index.met(one, how) for one in found}
    return _made(iri, found.values(), hops, neighbours, links, reached)


def _meeting(index: Index, iris: Iterable[str], how: Together) -> list[Link]:
    """Return which of some entities were together: how often, the first time and the last."""
    ordered = sorted(iris)
    rows = {index.number(iri): row for row, iri in enumerate(ordered)}
    columns: dict[int, int] = {}
    dates: list[str] = []
    cells: list[tuple[int, int]] = []
    for who, where, date in index.meetings(ordered, how):
        if where not in columns:
            columns[where] = len(dates)
            dates.append(date)
        cells.append((rows[who], columns[where]))
    present = np.zeros((len(ordered), len(dates)), np.float32)
    if cells:
        present[tuple(np.array(cells).T)] = 1
    numbers = present @ present.T
    undated = sum(not date for date in dates)  # they come first
    links = []
    for left, right in zip(*np.nonzero(np.triu(numbers, 1)), strict=True):
        shared = np.flatnonzero(present[left] * present[right])
        shared = shared[shared >= undated]
        first, last = (dates[shared[0]], dates[shared[-1]]) if len(shared) else (None, None)
        links.append(Link(ordered[left], ordered[right], (), int(numbers[left, right]), first, last))
    return links


def _links(network: Compact, chosen: np.ndarray, iris: Mapping[int, str], allowed: Allowed) -> list[Link]:
    inside = np.zeros(network.size, np.bool_)
    inside[chosen] = True
    rows, numbers = network.rows(chosen)
    near, other = np.repeat(chosen, numbers), network.others[rows]
    fits = inside[other] & (network.codes[rows] < 128) & network.allowed(rows, allowed)
    rows, near, other = rows[fits], near[fits], other[fits]
    key = (near.astype(np.int64) * network.size + other) * 32 + network.codes[rows]
    keys, place, counts = np.unique(key, return_inverse=True, return_counts=True)
    first = np.full(len(keys), 99999999)
    last = np.zeros(len(keys), np.int64)
    days = network.days[rows]
    np.minimum.at(first, place[days > 0], days[days > 0])
    np.maximum.at(last, place, days)
    joined: dict[tuple[int, int], list[tuple[int, RelationKind, int, int, int]]] = {}
    for at, one in enumerate(keys):
        pair, code = divmod(int(one), 32)
        left, right = divmod(pair, network.size)
        said = (left, _KINDS[code], int(counts[at]), int(first[at]), int(last[at]))
        joined.setdefault((min(left, right), max(left, right)), []).append(said)
    return [_link(ends, said, iris) for ends, said in sorted(joined.items())]


def _link(ends: tuple[int, int], said: list[tuple[int, RelationKind, int, int, int]], iris: Mapping[int, str]) -> Link:
    outward = sum(number if subject == ends[0] else -number for subject, _, number, _, _ in said)
    left, right = ends if outward >= 0 else ends[::-1]
    kinds = tuple(sorted({kind for _, kind, _, _, _ in said}))
    number = sum(number for _, _, number, _, _ in said)
    first, last = min(one[3] for one in said), max(one[4] for one in said)
    return Link(iris[left], iris[right], kinds, number, _date(first) if last else None, _date(last) if last else None)


def _date(number: int) -> str:
    text = f"{number:08d}"
    year, month, day = text[:4], text[4:6], text[6:]
    return year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _made(
    root: str,
    entities: Iterable[Named],
    hops: Mapping[str, int],
    neighbours: Mapping[str, int],
    links: list[Link],
    reached: int,
) -> Neighbourhood:
    entities = list(entities)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(one.iri for one in entities)
    graph.add_weighted_edges_from((link.left, link.right, link.number) for link in links)
    place = {one.iri: number for number, one in enumerate(entities)}
    central = betweenness(len(entities), ((place[link.left], place[link.right]) for link in links))
    groups = nx.community.louvain_communities(graph, seed=0)
    ranked = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {iri: number for number, group in enumerate(ranked) for iri in group}
    nodes = [
        Node(one, hops[one.iri], neighbours[one.iri], round(float(central[place[one.iri]]), 6), community[one.iri])
        for one in entities
    ]
    return Neighbourhood(root, tuple(nodes), tuple(links), reached)


# --- files for network tools


def graphml(found: Neighbourhood) -> bytes:
    """Return the neighbourhood as GraphML, labels, kinds, measures and dates as attributes."""
    return _written(found, lambda graph, out: nx.write_graphml(graph, out, named_key_ids=True))


def gexf(found: Neighbourhood) -> bytes:
    """Return the neighbourhood as GEXF 1.2, which Gephi opens."""
    return _written(found, nx.write_gexf)


def _written(found: Neighbourhood, write: Callable[[nx.DiGraph[str], io.BytesIO], None]) -> bytes:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in found.nodes:
        graph.add_node(
            node.who.iri,
            label=node.who.label,
            kind=node.who.kind,
            hops=node.hops,
            neighbours=node.neighbours,
            betweenness=float(node.betweenness),
            community=node.community,
        )
    for link in found.links:
        dates = {name: date for name, date in (("first", link.first), ("last", link.last)) if date}
        graph.add_edge(link.left, link.right, weight=float(link.number), label=" ".join(link.kinds), **dates)
    out = io.BytesIO()
    write(graph, out)
    return out.getvalue()
