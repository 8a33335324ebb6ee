"""Which documents tell of a thing, and in which words: read from one generation, for who decides who is who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from graph_store.generations import Generation
from ontology.terms import DCT, OA


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage: its words with those before and after, the document's IRI, its title and day where told."""

    quote: str
    before: str
    after: str
    document: str
    title: str | None
    published: str | None


class Quotes:
    """Reads passages of one generation."""

    def __init__(self, generation: Generation) -> None:
        """Read from this generation, which must not be pruned meanwhile."""
        self._store = Store.read_only(str(generation.graph_path))

    def documents(self, iri: str) -> frozenset[str]:
        """Return the documents that say something of a thing under this very IRI or one that was merged into it."""
        return frozenset(document for _, document in self._annotations(iri))

    def passages(self, iri: str, most: int = 3) -> list[Quoted]:
        """Return the first passages that name an entity or say a claim, by document and place."""
        found = [self._quoted(target, document) for target, document in sorted(set(self._annotations(iri)))]
        known = [one for one in found if one is not None]
        return sorted(known, key=lambda one: (one.published or "9999", one.document, one.before))[:most]

    def _annotations(self, iri: str) -> Iterator[tuple[str, str]]:
        for quad in self._store.quads_for_pattern(None, NamedNode(OA.hasBody), NamedNode(iri)):
            if isinstance(quad.subject, NamedNode):
                for target in self._values(quad.subject.value, OA.hasTarget):
                    yield from ((target, document) for document in self._values(target, OA.hasSource))

    def _quoted(self, target: str, document: str) -> Quoted | None:
        for selector in self._values(target, OA.hasSelector):
            quote = self._value(selector, OA.exact)
            if quote is not None:
                before, after = (self._value(selector, term) or "" for term in (OA.prefix, OA.suffix))
                title, day = (self._value(document, term) for term in (DCT.title, DCT.issued))
                return Quoted(quote, before, after, document, title, day)
        return None

    def _values(self, subject: str, term: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(term), None)
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)})

    def _value(self, subject: str, term: str) -> str | None:
        return next(iter(self._values(subject, term)), None)
