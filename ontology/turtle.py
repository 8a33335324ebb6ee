"""Reads the package's own Turtle files, each once, as entries of plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ontology.terms import OWL, RDF, SKOS


class Value(NamedTuple):
    """An IRI or the text of a literal, with its language if it has one."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one subject."""

    iri: str
    _said: dict[str, list[Value]] = field(default_factory=dict, repr=False)

    def every(self, predicate: str, language: str | None = None) -> tuple[str, ...]:
        """Return all values of a property in the file's order, or those in one language."""
        return tuple(v.text for v in self._said.get(predicate, ()) if language is None or v.language == language)

    def one(self, predicate: str, language: str | None = None) -> str | None:
        """Return the property's first value, or None."""
        return next(iter(self.every(predicate, language)), None)

    def named(self, language: str) -> str:
        """Return the preferred label in a language; an entry without one is a fault of the file."""
        label = self.one(SKOS.prefLabel, language)
        if label is None:
            raise ValueError(f"{self.iri} has no {language} label")
        return label

    def is_a(self, kind: str) -> bool:
        """Tell whether the entry is of a class."""
        return kind in self.every(RDF.type)


def content(name: str) -> bytes:
    """Return a file of this package."""
    return (resources.files("ontology") / name).read_bytes()


@cache
def entries(name: str) -> dict[str, Entry]:
    """Return what a file says by subject, in its order; a union of classes or datatypes is told as its members."""
    said: dict[str, dict[str, list[Value]]] = {}
    anonymous: dict[BlankNode, dict[str, NamedNode | Literal | BlankNode]] = {}
    quads = list(parse(content(name), format=RdfFormat.TURTLE))
    for quad in quads:
        if isinstance(quad.subject, BlankNode) and isinstance(quad.object, NamedNode | Literal | BlankNode):
            anonymous.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            values = said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
            values.extend(_values(quad.object, anonymous))
    return {iri: Entry(iri, about) for iri, about in said.items()}


def _values(about: object, anonymous: dict[BlankNode, dict[str, NamedNode | Literal | BlankNode]]) -> Iterator[Value]:
    if isinstance(about, Literal):
        yield Value(about.value, about.language)
    elif isinstance(about, NamedNode):
        yield Value(about.value, None)
    elif isinstance(about, BlankNode):
        told = anonymous[about]
        listed = told.get(OWL.unionOf)
        while isinstance(listed, BlankNode):
            yield from _values(anonymous[listed][RDF.first], anonymous)
            listed = anonymous[listed][RDF.rest]


def of_class(name: str, kind: str) -> list[Entry]:
    """Return the entries of a class that a file describes, in its order."""
    return [entry for entry in entries(name).values() if entry.is_a(kind)]


def lines(name: str) -> set[str]:
    """Return a file's triples as N-Triples lines, those with anonymous nodes (class expressions) left out."""
    named = (NamedNode, Literal)
    return {
        f"{quad.triple} .\n"
        for quad in parse(content(name), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, named)
    }
