"""The network of entities: how two are connected, and who is around one, in one generation."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import pairwise

from graph_store.generations import Data, Generation
from graph_store.index import Index
from graph_store.index_network import CODES, day
from graph_store.rows import Named, RelationKind, RelationRow, Together
from queries import compact, neighbourhood
from queries.compact import UNIT, Allowed, Compact, Way
from queries.errors import BadParameter, UnknownEntity
from queries.neighbourhood import Neighbourhood

LONGEST = 6
"""Hops: everyone in a province's news is related to everyone over more."""
MOST_PATHS = 20
DEEPEST, MOST_NODES = 3, 500
_KEPT = 2
_SHOWN, _READ = 10, 200


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a path: between two entities, with the newest relations that join them directly."""

    left: Named
    right: Named
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way between two entities; `cost` is lower for rare and strong relations, higher over hubs."""

    steps: tuple[Step, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What a way may use: kinds of relations, kinds of entities between the ends, dates; empty means any.

    With a period, relations without a date are not used.
    """

    kinds: tuple[RelationKind, ...] = ()
    through: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def allowed(self) -> Allowed:
        """Return the choice in the numbers of a network; BadParameter for a kind that is in none."""
        unknown = [str(kind) for kind in self.kinds if kind not in CODES]
        if unknown:
            raise BadParameter(f"kind: ways do not lead over {', '.join(unknown)}; there are {', '.join(CODES)}")
        return Allowed(
            frozenset(CODES[kind] for kind in self.kinds) if self.kinds else None,
            day(self.since) if self.since else None,
            day(self.until, last=True) if self.until else None,
            frozenset(self.through) if self.through else None,
        )

    def takes(self, row: RelationRow) -> bool:
        """Tell whether a way may use a relation."""
        if row.kind not in CODES or (self.kinds and row.kind not in self.kinds):
            return False
        if self.since is None and self.until is None:
            return True
        on = day(row.date) if row.date else 0
        return (
            on > 0
            and (not self.since or on >= day(self.since))
            and (not self.until or on <= day(self.until, last=True))
        )


ANY = Choice()


class Networks:
    """Keeps the networks of the generations last asked for. Thread-safe."""

    def __init__(self, data: Data) -> None:
        """Speak of a data folder; nothing is read before it is asked for."""
        self._data = data
        self._lock = threading.Lock()
        self._kept: dict[int, Compact] = {}

    def of(self, generation: Generation) -> Compact:
        """Return the network of a generation, read when it is first asked for."""
        with self._lock:
            found = self._kept.pop(generation.number, None)
            if found is None:
                while len(self._kept) >= _KEPT:
                    self._kept.pop(next(iter(self._kept)))
                with generation.index() as index:
                    found = compact.read(index)
            self._kept[generation.number] = found
            return found

    def paths(
        self,
        generation: Generation,
        left: str,
        right: str,
        *,
        limit: int = 5,
        longest: int = LONGEST,
        choice: Choice = ANY,
        every: bool = False,
        cheapest: bool = False,
    ) -> list[Path]:
        """Return the best paths between two entities, none when they are not connected within `longest` hops.

        The shortest; with `every` also longer ones after them; with `cheapest` those over the rarest and strongest
        relations whatever their length. Raises UnknownEntity for an end that nothing relates to, BadParameter for limits
        out of range.
        """
        if not 1 <= limit <= MOST_PATHS or not 1 <= longest <= LONGEST:
            raise BadParameter(f"limit is 1 to {MOST_PATHS}, longest is 1 to {LONGEST}")
        allowed = choice.allowed()
        network = self.of(generation)
        with generation.index() as index:
            ends = [network.place(index.number(end)) for end in (left, right)]
            for end, place in zip((left, right), ends, strict=True):
                if place is None:
                    raise UnknownEntity(f"nothing is related to {end}")
            start, goal = (place for place in ends if place is not None)
            if start == goal:
                return []
            found = compact.ways(
                network, start, goal, allowed, limit=limit, longest=longest, every=every, cheapest=cheapest
            )
            return [_path(index, network, way, choice) for way in found]

    def around(
        self,
        generation: Generation,
        iri: str,
        *,
        depth: int = 1,
        size: int = 100,
        choice: Choice = ANY,
        together: Together | None = None,
    ) -> Neighbourhood:
        """Return the entities around one: the nearest by cost, at most `size`, with what joins them.

        Each has its centrality and its community among them. With `together`, two are joined when they took part in the
        same events or were honoured by one conferral. Raises as `paths` does.
        """
        if not 1 <= depth <= DEEPEST or not 1 <= size <= MOST_NODES:
            raise BadParameter(f"depth is 1 to {DEEPEST}, size is 1 to {MOST_NODES}")
        allowed = choice.allowed()
        with generation.index() as index:
            if together is not None:
                return neighbourhood.together(index, iri, together, depth=depth, size=size)
            network = self.of(generation)
            place = network.place(index.number(iri))
            if place is None:
                raise UnknownEntity(f"nothing is related to {iri}")
            return neighbourhood.around(index, network, place, allowed, depth=depth, size=size)


def _path(index: Index, network: Compact, way: Way, choice: Choice) -> Path:
    terms = [int(network.terms[node]) for node in way.nodes]
    named = index.shown(terms)
    ends = [named[term] for term in terms]
    return Path(tuple(_step(index, left, right, choice) for left, right in pairwise(ends)), way.cost / UNIT)


def _step(index: Index, left: Named, right: Named, choice: Choice) -> Step:
    rows = [row for row in index.between(left.iri, right.iri, limit=_READ) if choice.takes(row)]
    if not rows:  # those allowed may be older than many others
        rows = [row for row in index.between(left.iri, right.iri, limit=-1) if choice.takes(row)]
    return Step(left, right, tuple(rows[:_SHOWN]))
