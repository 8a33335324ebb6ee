"""Entities that are one: joined pair by pair, the surest first, unless the rest of either side speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from ingest.resolve.decisions import BY_RULES, Decision, Verdict
from ingest.resolve.tellings import Said

Canon = Callable[[str], str]
"""Which entity an IRI means, as resolved by now."""

Node = TypeVar("Node", bound="Known")


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair that the rules hold to be one: how sure they are, from 0 to 1, and why."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, one: str, other: str, score: float, *reasons: str) -> Edge:
        """Return the edge of a pair, whichever way it is told."""
        return cls(min(one, other), max(one, other), score, reasons)


class Known(Protocol):
    """What is known of an entity, or of several that are one."""

    @property
    def iri(self) -> str:
        """The IRI (of several the one that stands for them)."""

    @property
    def first(self) -> str:
        """The day on which it was first told of; of two, the earlier told one keeps its IRI."""


class Rule(Protocol[Node]):
    """How one kind is resolved."""

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Node:
        """Return what is known of an entity from all documents."""

    def keys(self, node: Node) -> Iterable[str]:
        """Return what it must share with an entity to be compared with it."""

    def joined(self, one: Node, other: Node) -> Node:
        """Return what is known of two that are one."""

    def fits(self, one: Node, other: Node, edge: Edge) -> bool:
        """Tell whether nothing known of the two speaks against their being one."""

    def phases(self) -> Sequence[Callable[[Sequence[Node]], Iterator[Edge]]]:
        """Return the ways to find pairs, each of which is given what the ones before have joined."""

    def parts(self, node: Node) -> Iterable[tuple[str, str]]:
        """Return (what it is, IRI) of parts that have no life of their own: alike ones become one with their owners."""


@dataclass(slots=True)
class Ruling:
    """What people decided, and what older logs have from rules: pairs that are one, and with whom nobody is."""

    same: list[Decision] = field(default_factory=list)
    apart: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unsure: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, stands: Mapping[tuple[str, str], Decision]) -> Ruling:
        """Return the ruling that standing decisions give."""
        ruling = cls()
        for (left, right), one in sorted(stands.items()):
            if one.verdict is Verdict.SAME:
                ruling.same.append(one)
            else:
                kept = ruling.apart if one.verdict is Verdict.DIFFERENT else ruling.unsure
                kept[left].add(right)
                kept[right].add(left)
        ruling.same.sort(key=lambda one: (one.by == BY_RULES, one.on, one.pair))
        return ruling


@dataclass(slots=True)
class Clusters(Generic[Node]):
    """Entities of one kind that are compared with one another, on the way to being one or staying apart."""

    rule: Rule[Node]
    ruling: Ruling
    members: dict[str, list[str]] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    _of: dict[str, str] = field(default_factory=dict)

    def resolve(self, nodes: Iterable[Node], same: Iterable[tuple[str, str]]) -> None:
        """Join what people say is the same, then what the rules find."""
        for node in nodes:
            self.nodes[node.iri], self.members[node.iri], self._of[node.iri] = node, [node.iri], node.iri
        for left, right in same:
            self._unite(left, right, self.ruling.apart)
        for phase in self.rule.phases():
            found = sorted(phase(list(self.nodes.values())), key=lambda e: (-e.score, e.left, e.right))
            for edge in found:
                self._by_rule(edge)

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each entity that there is, with all that mean it: the one told of first keeps its IRI."""
        yield from sorted(self.members.items())

    def _by_rule(self, edge: Edge) -> None:
        left, right = self._of[edge.left], self._of[edge.right]
        if left == right or not self.rule.fits(self.nodes[left], self.nodes[right], edge):
            return
        if not self._forbidden(left, right, self.ruling.unsure) and self._unite(left, right, self.ruling.apart):
            self.edges.append(edge)

    def _unite(self, one: str, other: str, apart: Mapping[str, set[str]]) -> bool:
        if one not in self._of or other not in self._of:
            return False
        left, right = self._of[one], self._of[other]
        if left == right or self._forbidden(left, right, apart):
            return False
        if _rank(self.nodes[right]) < _rank(self.nodes[left]):
            left, right = right, left
        self.nodes[left] = self.rule.joined(self.nodes[left], self.nodes.pop(right))
        moved = self.members.pop(right)
        self.members[left] += moved
        for iri in moved:
            self._of[iri] = left
        return True

    def _forbidden(self, left: str, right: str, apart: Mapping[str, set[str]]) -> bool:
        few, many = sorted((self.members[left], self.members[right]), key=len)
        return any(apart.get(iri, set()).intersection(many) for iri in few) if apart else False


def _rank(node: Known) -> tuple[str, str]:
    return node.first or "9999", node.iri


def chained(tokens: Mapping[str, Iterable[str]], score: float, *reasons: str) -> Iterator[Edge]:
    """Yield edges that join all entities of one token, each with the next: near linear however many there are."""
    for token in sorted(tokens):
        ordered = sorted(tokens[token])
        for left, right in pairwise(ordered):
            yield Edge.of(left, right, score, *reasons)


def by_token(nodes: Iterable[Node], tokens: Callable[[Node], Iterable[str]]) -> dict[str, set[str]]:
    """Return which nodes have a token, of tokens that more than one has."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for token in tokens(node):
            found[token].add(node.iri)
    return {token: iris for token, iris in found.items() if len(iris) > 1}


def first_day(told: Iterable[tuple[int, Said]]) -> str:
    """Return the earliest day of the documents that tell something; empty when none has a day."""
    return min((row[0] for _, said in told for row in said.get("on", ())), default="")


def values(told: Iterable[tuple[int, Said]], feature: str) -> frozenset[str]:
    """Return the first part of every row of a feature."""
    return frozenset(row[0] for _, said in told for row in said.get(feature, ()))
