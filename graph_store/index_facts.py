"""What the default graph says of one thing, read once while the index is brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology.iris import VOCABULARY
from ontology.terms import DCT, FOAF, HTX, OA, RDF, SKOS

_KEPT = 200_000
_UNIT = f"{VOCABULARY}unit/"
_LABELS = (SKOS.prefLabel, FOAF.name, DCT.title, DCT.identifier, HTX.statedAs, HTX.measureName, HTX.roleName)
_NAMES = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name, DCT.title, DCT.identifier)

_DEFAULT = DefaultGraph()
_TERMS = (NamedNode, Literal)
_node = lru_cache(maxsize=1000)(NamedNode)

Properties = Mapping[str, list[NamedNode | Literal]]


class Facts:
    """Reads a store's default graph a subject at a time and remembers what it has read."""

    def __init__(self, store: Store) -> None:
        """Read from this store, which must not change meanwhile."""
        self._store = store
        self._known: dict[str, Properties] = {}

    def about(self, iri: str) -> Properties:
        """Return everything said of a subject, by property."""
        known = self._known.get(iri)
        if known is None:
            found: dict[str, list[NamedNode | Literal]] = {}
            for quad in self._store.quads_for_pattern(NamedNode(iri), None, None, _DEFAULT):
                thing = quad.object
                if isinstance(thing, _TERMS):
                    found.setdefault(quad.predicate.value, []).append(thing)
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[iri] = known = found
        return known

    def values(self, iri: str, term: str) -> list[str]:
        """Return all values of a property as text, sorted."""
        found = self.about(iri).get(term)
        if found is None:
            return []
        return [found[0].value] if len(found) == 1 else sorted({thing.value for thing in found})

    def value(self, iri: str, term: str) -> str | None:
        """Return the value of a property, the first in order when there are several."""
        return next(iter(self.values(iri, term)), None)

    def number(self, iri: str, term: str) -> int | None:
        """Return a whole number; None when there is none."""
        found = self.value(iri, term)
        return int(found) if found is not None and found.isdecimal() else None

    def date(self, iri: str | None, term: str) -> str | None:
        """Return a date as precise as stated; of several the most precise, then the earliest."""
        found = self.values(iri, term) if iri else []
        return min(found, key=lambda date: (-len(date), date), default=None)

    def local(self, iri: str, term: str) -> str | None:
        """Return the local name of the concept a property has for value (`provinceLevel`)."""
        found = self.value(iri, term)
        return found.rpartition("#")[2] if found else None

    def subjects(self, term: str, iri: str) -> list[str]:
        """Return the subjects that have `iri` for a property, sorted."""
        quads = self._store.quads_for_pattern(None, _node(term), NamedNode(iri), _DEFAULT)
        subjects = [quad.subject for quad in quads]
        return sorted([subject.value for subject in subjects if isinstance(subject, NamedNode)])

    def of_classes(self, classes: Iterable[str]) -> set[str]:
        """Return every subject that has one of some classes."""
        patterns = (
            self._store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(name), DefaultGraph())
            for name in classes
        )
        return {quad.subject.value for quads in patterns for quad in quads if isinstance(quad.subject, NamedNode)}

    def numbers_of(self, term: str) -> Counter[str]:
        """Return how often each thing is the object of a property."""
        quads = self._store.quads_for_pattern(None, NamedNode(term), None, DefaultGraph())
        return Counter(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))

    def merged(self, identity: str) -> dict[str, str]:
        """Return which IRI stands for which other, as the identity graph says."""
        quads = self._store.quads_for_pattern(None, NamedNode(HTX.mergedInto), None, NamedNode(identity))
        return {
            quad.subject.value: quad.object.value
            for quad in quads
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        }

    def objects(self, iri: str, term: str) -> list[str]:
        """Return the things that are values of a property of a subject of which nothing else is asked, sorted."""
        if iri in self._known:
            return self.values(iri, term)
        quads = self._store.quads_for_pattern(NamedNode(iri), _node(term), None, _DEFAULT)
        things = [quad.object for quad in quads]
        return sorted({thing.value for thing in things if isinstance(thing, _TERMS)})

    # --- what several kinds of rows need

    def classes(self, iri: str) -> list[str]:
        """Return a thing's classes."""
        return self.values(iri, RDF.type)

    def label(self, iri: str) -> str | None:
        """Return how a thing is called: Vietnamese before other languages, the fullest form."""
        about = self.about(iri)
        for term in _LABELS:
            best = max(
                (thing for thing in about.get(term, ()) if isinstance(thing, Literal)),
                key=lambda thing: (thing.language == "vi", len(thing.value), thing.value),
                default=None,
            )
            if best is not None:
                return best.value
        return None

    def names(self, iri: str) -> list[str]:
        """Return every name a thing is given."""
        about = self.about(iri)
        return sorted({thing.value for term in _NAMES for thing in about.get(term, ()) if isinstance(thing, Literal)})

    def evidence(self, iri: str) -> tuple[int, int]:
        """Return how many passages say so, and in how many documents."""
        passages: set[str] = set()
        graphs: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(None, NamedNode(OA.hasBody), NamedNode(iri), None):
            if isinstance(quad.subject, NamedNode):
                if isinstance(quad.graph_name, NamedNode):
                    graphs[quad.subject.value] = quad.graph_name.value
                else:
                    passages.add(quad.subject.value)
        documents = {graphs[passage] for passage in passages if passage in graphs}
        for passage in passages - graphs.keys():  # its document names what was merged into this
            documents.update(source.replace("/id/document/", "/graph/") for source in self._sources(passage))
        return len(passages), len(documents)

    def stating(self, subject: str, term: str, thing: str) -> int:
        """Return how many documents state a triple in these very words."""
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(term), NamedNode(thing), None)
        return sum(isinstance(quad.graph_name, NamedNode) for quad in quads)

    def _sources(self, passage: str) -> list[str]:
        return [source for target in self.values(passage, OA.hasTarget) for source in self.values(target, OA.hasSource)]

    def province(self, unit: str | None) -> str | None:
        """Return the province an administrative unit belongs to in its own catalogue."""
        seen: set[str] = set()
        while unit is not None and unit not in seen:
            if unit.startswith(_UNIT) and unit.removeprefix(_UNIT).split("/")[1:2] == ["province"]:
                return unit
            seen.add(unit)
            unit = self.value(unit, HTX.within)
        return None

    def province_now(self, province: str | None) -> str | None:
        """Return the province of today that a province became."""
        seen: set[str] = set()
        while province is not None and province not in seen:
            seen.add(province)
            after = self.value(province, DCT.isReplacedBy)
            if after is None:
                return province if self.about(province) else None
            province = after
        return None

    def place(self, iri: str | None) -> str | None:
        """Return the province where an organization, post or event is, as stated."""
        if iri is None:
            return None
        for term in (HTX.locatedIn, HTX.inPlace, HTX.inProvince):
            for unit in self.values(iri, term):
                if (province := self.province(unit)) is not None:
                    return province
        return None
