"""Who is who in the whole corpus: only what changed is looked at again, with the result that all of it would give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ingest.resolve import names
from ingest.resolve.clusters import Clusters, Edge, Known, Rule, Ruling
from ingest.resolve.conferrals import Conferrals
from ingest.resolve.decisions import Decision
from ingest.resolve.events import Events
from ingest.resolve.ledger import Ledger
from ingest.resolve.organizations import Organizations
from ingest.resolve.people import People
from ingest.resolve.wholes import Wholes

ORDER = (
    "award", "product", "organization", "post", "event", "person", "membership", "participation", "decision",
    "conferral", "presentation", "certification", "",
)  # fmt: skip
"""Kinds in the order in which they are resolved: each is known by those before it. The last is what nobody tells of."""

_OF_IRI = {**{kind: kind for kind in ORDER}, "unrealized-award": "conferral"}


@dataclass(frozen=True, slots=True)
class Bare:
    """Something of which no document tells what could join it to others: only people's decisions do."""

    iri: str
    first: str


class ByHand:
    """The rule for what only people join."""

    def node(self, iri: str, told: object, canon: object) -> Bare:
        """Return that nothing is known of it."""
        return Bare(iri, "")

    def keys(self, node: Bare) -> Iterable[str]:
        """Return nothing to share."""
        return ()

    def joined(self, one: Bare, other: Bare) -> Bare:
        """Return the one that stands for both."""
        return one

    def fits(self, one: Bare, other: Bare, edge: Edge) -> bool:
        """Nothing speaks against."""
        return True

    def phases(self) -> tuple[()]:
        """Rules find nothing."""
        return ()

    def parts(self, node: Bare) -> tuple[()]:
        """It has none."""
        return ()


def rules(ledger: Ledger) -> Mapping[str, Rule[Any]]:
    """Return how each kind is resolved."""
    return {
        "": ByHand(),
        "award": ByHand(),
        "product": ByHand(),
        "organization": Organizations(),
        "event": Events(),
        "person": People(partial(_is_local, ledger)),
        "conferral": Conferrals(),
        **{kind: Wholes(kind) for kind in ("post", "membership", "participation", "decision", "presentation")},
        "certification": Wholes("certification"),
    }


def resolve(ledger: Ledger, changed: Iterable[str], stands: Mapping[tuple[str, str], Decision]) -> Mapping[str, str]:
    """Resolve again what a change of these entities, or of the decisions, may concern; return loser → survivor.

    The result depends on what the ledger holds and the decisions only, never on the order in which that came.
    """
    verdicts = {pair: str(one.verdict) for pair, one in stands.items()}
    before = ledger.decided()
    dirty = set(changed)
    dirty.update(
        iri for pair in verdicts.keys() | before.keys() if verdicts.get(pair) != before.get(pair) for iri in pair
    )
    ledger.decide(verdicts)
    work = _Work(ledger, rules(ledger), Ruling.of(stands))
    work.look_at(dirty)
    for kind in ORDER:
        work.resolve(kind)
    return dict(ledger.means)


@dataclass(slots=True)
class _Work:
    ledger: Ledger
    rules: Mapping[str, Rule[Any]]
    ruling: Ruling
    _dirty: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _kinds: dict[str, str] = field(default_factory=dict)
    _by_hand: dict[str, set[str]] = field(default_factory=dict)
    _nodes: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.ruling.same:
            self._by_hand.setdefault(one.left, set()).add(one.right)
            self._by_hand.setdefault(one.right, set()).add(one.left)

    def look_at(self, iris: Iterable[str]) -> None:
        """Note what may have changed."""
        for iri in iris:
            self._dirty[self._kind(iri)].add(iri)

    def resolve(self, kind: str) -> None:
        """Resolve all of a kind that may have changed, and note what is known by way of it."""
        self._nodes.clear()
        todo = self._dirty.pop(kind, set())
        seeds: set[str] = set()
        for iri in sorted(todo):
            before = self.ledger.keys(iri)
            after = frozenset(self._keys(iri, kind))
            if before != after:
                seeds |= self.ledger.sharing(before - after)
                self.ledger.rekey(iri, after)
            seeds.add(iri)
        seen: set[str] = set()
        for iri in sorted(seeds):
            if iri not in seen:
                some = self._component(iri, kind)
                seen |= some
                self._settle(kind, some)

    def _kind(self, iri: str) -> str:
        """Return the kind of an entity as told, or as its IRI has it when no document tells of it (any more)."""
        known = self._kinds.get(iri)
        if known is None:
            kind = self.ledger.kind(iri) or _OF_IRI.get(iri.rpartition("/id/")[2].partition("/")[0], "")
            known = self._kinds[iri] = kind if kind in self.rules else ""
        return known

    def _keys(self, iri: str, kind: str) -> Iterable[str]:
        node = self._node(iri, kind)
        return self.rules[kind].keys(node)

    def _node(self, iri: str, kind: str) -> Known:
        node = self._nodes.get(iri)
        if node is None:
            rule: Rule[Any] = self.rules[kind]
            told = [] if isinstance(rule, ByHand) else self.ledger.told(iri)
            node = self._nodes[iri] = rule.node(iri, told, self._canon)
        return node

    def _canon(self, iri: str) -> str:
        return self.ledger.means.get(iri, iri)

    def _component(self, iri: str, kind: str) -> set[str]:
        """Return all that an entity may be one with, by way of others, too."""
        found, waiting = {iri}, [iri]
        asked: set[str] = set()
        while waiting:
            one = waiting.pop()
            keys = self.ledger.keys(one) - asked
            asked |= keys
            near = self.ledger.sharing(keys) | {
                other for other in self._by_hand.get(one, ()) if self._kind(other) == kind
            }
            waiting += near - found
            found |= near
        return found

    def _settle(self, kind: str, some: set[str]) -> None:
        rule = self.rules[kind]
        clusters: Clusters[Any] = Clusters(rule, self.ruling)
        nodes = [self._node(iri, kind) for iri in sorted(some)]
        clusters.resolve(nodes, (one.pair for one in self.ruling.same if one.left in some))
        parts = {iri: list(rule.parts(self._node(iri, kind))) for iri in some}
        for iri in sorted(some):
            for part in self.ledger.parted(iri, (part for _, part in parts[iri])):
                self.ledger.mean(part, None)
        for survivor, members in clusters.groups():
            for iri in members:
                if self.ledger.mean(iri, survivor):
                    self.look_at(self.ledger.referring(iri))
            alike: dict[str, str] = {}
            for iri in sorted(members, key=lambda iri: (iri != survivor, iri)):
                for what, part in sorted(parts[iri]):
                    self.ledger.mean(part, alike.setdefault(what, part))
        reasons: dict[str, dict[str, tuple[float, str]]] = {iri: {} for iri in some}
        for edge in clusters.edges:
            reasons[edge.left][edge.right] = (edge.score, "; ".join(edge.reasons))
        for iri, others in sorted(reasons.items()):
            self.ledger.reason(iri, others)


def _is_local(ledger: Ledger, iri: str) -> bool:
    told = ledger.told(iri)[:1]
    return any(names.is_local(names.name_key(row[0])) for _, said in told for row in said.get("name", ()))
