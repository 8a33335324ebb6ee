"""The default graph: every triple that some document states, once, with merged IRIs replaced by their survivors.

Of one thing that documents call differently, the name most of them give is its label and the others are names besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph_store import fresh
from graph_store.errors import StoreError
from ontology.iris import own_graph
from ontology.terms import HTX, RDF, SKOS

_TYPE = NamedNode(RDF.type)
_LABEL, _NAME = NamedNode(SKOS.prefLabel), NamedNode(SKOS.altLabel)
_MERGED = DefaultGraph()


class Overlay:
    """Which IRI stands for which other; chains are followed to their end."""

    def __init__(self, survivors: Mapping[str, str]) -> None:
        """Take loser → survivor; StoreError when that goes in a circle."""
        self.survivors: dict[str, str] = {loser: _end(loser, survivors) for loser in survivors}
        self._survivor = {NamedNode(loser): NamedNode(end) for loser, end in self.survivors.items()}
        self.written = {str(one).encode(): str(survivor).encode() for one, survivor in self._survivor.items()}
        self._losers: dict[NamedNode, list[NamedNode]] = {}
        for loser, survivor in self._survivor.items():
            self._losers.setdefault(survivor, []).append(loser)

    @classmethod
    def stored(cls, store: Store, base: str) -> Overlay:
        """Return the overlay that a store's identity graph holds."""
        graph = NamedNode(own_graph("identity", base))
        quads = store.quads_for_pattern(None, NamedNode(HTX.mergedInto), None, graph)
        return cls({_iri(quad.subject): _iri(quad.object) for quad in quads})

    def quads(self, base: str) -> set[Quad]:
        """Return the overlay as the identity graph's quads."""
        graph, merged = NamedNode(own_graph("identity", base)), NamedNode(HTX.mergedInto)
        return {Quad(loser, merged, survivor, graph) for loser, survivor in self._survivor.items()}

    def merged(self, quad: Quad) -> Quad:
        """Return a document's quad as it stands in the default graph."""
        thing = quad.object
        if not self._survivor:
            return Quad(quad.subject, quad.predicate, thing)
        subject = (
            self._survivor.get(quad.subject, quad.subject) if isinstance(quad.subject, NamedNode) else quad.subject
        )
        thing = self._survivor.get(thing, thing) if isinstance(thing, NamedNode) else thing
        return Quad(subject, quad.predicate, thing)

    def originals(self, merged: Quad) -> Iterator[Quad]:
        """Yield the triples (as quads of the default graph) that documents may state for one of the default graph."""
        subject, thing = merged.subject, merged.object
        subjects = self.all_of(subject) if isinstance(subject, NamedNode) else [subject]
        things = self.all_of(thing) if isinstance(thing, NamedNode) else [thing]
        for subject, thing in product(subjects, things):
            yield Quad(subject, merged.predicate, thing)

    def differing(self, other: Overlay) -> set[NamedNode]:
        """Return the IRIs that mean something else under the other overlay."""
        return {
            iri
            for iri in self._survivor.keys() | other._survivor.keys()
            if self._survivor.get(iri) != other._survivor.get(iri)
        }

    def all_of(self, term: NamedNode) -> list[NamedNode]:
        """Return the IRIs that stand as this one in the default graph."""
        own = [] if term in self._survivor else [term]
        return own + self._losers.get(term, [])


class DefaultGraphKeeper:
    """Keeps a store's default graph true to its document graphs; remembers what it changed there (subjects and objects)."""

    def __init__(self, store: Store, base: str) -> None:
        """Keep the default graph of this store, under the overlay that it holds."""
        self._store = store
        self._base = base
        self._apart = {NamedNode(own_graph("identity", base)), NamedNode(own_graph("shortcuts", base)), DefaultGraph()}
        self.overlay = Overlay.stored(store, base)
        self.touched: set[str] = set()
        self._renamed: set[NamedNode] = set()

    def add(self, quads: Iterable[Quad], *, bulk: bool = False) -> None:
        """State document quads in the default graph, too."""
        merged = {self.overlay.merged(quad) for quad in quads}
        self._touch(merged)
        self._rename(merged)
        if bulk:
            self._store.bulk_extend(merged)
        else:
            self._store.extend(merged)

    def add_new(self, told: Iterable[bytes]) -> bytes:
        """Take note of what new documents say (lines of N-Quads); return what the default graph is to have of it."""
        merged = fresh.merged(told, self.overlay.written)
        self.touched |= merged.things
        self._renamed.update(map(NamedNode, merged.named))
        return merged.triples

    def drop(self, quads: Iterable[Quad]) -> None:
        """Take document quads out of the default graph, those excepted that some document graph still states."""
        merged = {self.overlay.merged(quad) for quad in quads}
        self._touch(merged)  # also where others still state it: fewer documents do
        self._rename(merged)
        self._drop(merged)

    def identify(self, survivors: Mapping[str, str], *, but: Collection[str] = ()) -> tuple[set[Quad], set[Quad], int]:
        """Change the overlay; return the quads to add to and to remove from the identity graph, and how many IRIs differ.

        Document graphs of which the default graph has nothing yet are left out (`but`).
        """
        apart = self._apart | {NamedNode(graph) for graph in but}
        new = Overlay(survivors)
        old = self.overlay
        differing = old.differing(new)
        stated: set[Quad] = set()
        for iri in differing:
            for pattern in ((iri, None), (None, iri)):
                quads = self._store.quads_for_pattern(pattern[0], None, pattern[1])
                stated.update(quad for quad in quads if quad.graph_name not in apart)
        before = {old.merged(quad) for quad in stated}
        self.overlay = new
        self.add(stated)
        self._rename(before)
        self._drop(before - {new.merged(quad) for quad in stated})
        return (
            new.quads(self._base) - old.quads(self._base),
            old.quads(self._base) - new.quads(self._base),
            len(differing),
        )

    def settle(self) -> None:
        """Give everything that got or lost a name one label in each language; to be called before anyone reads."""
        added: list[Quad] = []
        removed: list[Quad] = []
        for thing in self._renamed:
            have = {
                quad for term in (_LABEL, _NAME) for quad in self._store.quads_for_pattern(thing, term, None, _MERGED)
            }
            if sum(quad.predicate == _LABEL for quad in have) < 2 and all(quad.predicate == _LABEL for quad in have):
                continue
            want = set(self._names(thing))
            added += want - have
            removed += have - want
        self._store.extend(added)  # at once: each call is a transaction
        for quad in removed:
            self._store.remove(quad)
        self._touch([*added, *removed])
        self._renamed.clear()

    def _names(self, thing: NamedNode) -> Iterator[Quad]:
        """Yield the names of a thing as they stand in the default graph."""
        labels: dict[str | None, Counter[Literal]] = {}
        names: set[Literal] = set()
        for original in self.overlay.all_of(thing):
            for term in (_LABEL, _NAME):
                for quad in self._store.quads_for_pattern(original, term, None):
                    if quad.graph_name not in self._apart and isinstance(quad.object, Literal):
                        names.add(quad.object)
                        if term == _LABEL:
                            labels.setdefault(quad.object.language, Counter())[quad.object] += 1
        best = {min(counted, key=lambda name: _rank(name, counted)) for counted in labels.values()}
        yield from (Quad(thing, _LABEL, name) for name in best)
        yield from (Quad(thing, _NAME, name) for name in names - best)

    def _rename(self, merged: Iterable[Quad]) -> None:
        for quad in merged:
            if quad.predicate in (_LABEL, _NAME) and isinstance(quad.subject, NamedNode):
                self._renamed.add(quad.subject)

    def _drop(self, merged: set[Quad]) -> None:
        for quad in merged:
            if not any(self._stated(original) for original in self.overlay.originals(quad)):
                self._store.remove(quad)
                self._touch([quad])

    def _touch(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            self.touched.add(_iri(quad.subject))
            if isinstance(quad.object, NamedNode) and quad.predicate != _TYPE:
                self.touched.add(quad.object.value)

    def _stated(self, triple: Quad) -> bool:
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        # Asked for the number 255 the engine (0.5.13) gives numbers after it, too.
        return any(quad.graph_name not in self._apart and quad.object == triple.object for quad in quads)


def _rank(name: Literal, stated: Mapping[Literal, int]) -> tuple[int, bool, int, str]:
    """Put the name first that most documents give; of equals one in usual letters, the longer one, the first in order."""
    text = name.value
    return -stated[name], text.isupper() or text.islower(), -len(text), text


def _end(loser: str, survivors: Mapping[str, str]) -> str:
    seen = [loser]
    while (following := survivors.get(seen[-1])) is not None:
        if following in seen:
            raise StoreError(f"identities go in a circle: {' → '.join([*seen, following])}")
        seen.append(following)
    return seen[-1]


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
