"""Reads the package's own Turtle files, each once, as entries of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from ontology.terms import OWL, PREFIXES, RDF, SKOS


class Value(NamedTuple):
    """An IRI, the name of an anonymous node (`_:…`), or a literal's text with its datatype and language."""

    text: str
    language: str | None = None
    datatype: str | None = None


Graph = dict[str, dict[str, list[Value]]]
"""Triples by subject and predicate; anonymous nodes are named `_:…`."""


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
    triples = graph(name)
    found: dict[str, Entry] = {}
    for iri, said in triples.items():
        if not iri.startswith("_:"):
            told = {
                predicate: [one for value in values for one in _members(triples, value)]
                for predicate, values in said.items()
            }
            found[iri] = Entry(iri, told)
    return found


def _members(triples: Graph, value: Value) -> list[Value]:
    union = triples.get(value.text, {}).get(OWL.unionOf) if value.text.startswith("_:") else None
    return listed(triples, union[0].text) if union else [value]


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


def graph(name: str) -> Graph:
    """Return all triples of a file of this package, anonymous nodes included."""
    return _graph(content(name), RdfFormat.TURTLE)


def graph_of(n_quads: bytes) -> Graph:
    """Return the triples of N-Quads, whichever graph they are in."""
    return _graph(n_quads, RdfFormat.N_QUADS)


def listed(graph: Graph, name: str) -> list[Value]:
    """Return the members of a list."""
    found: list[Value] = []
    while RDF.first in graph.get(name, {}):
        found.append(graph[name][RDF.first][0])
        name = graph[name][RDF.rest][0].text
    return found


def serialized(name: str, media_type: str) -> bytes:
    """Return a file of this package in a format of RDF, named by its media type; ValueError for an unknown one."""
    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"no format of RDF: {media_type}")
    if form == RdfFormat.TURTLE:
        return content(name)
    triples = (quad.triple for quad in parse(content(name), format=RdfFormat.TURTLE))
    return serialize(triples, format=form, prefixes=PREFIXES) or b""


def _graph(data: bytes, form: RdfFormat) -> Graph:
    found: Graph = {}
    for quad in parse(data, format=form):
        subject, about = quad.subject, quad.object
        name = subject.value if isinstance(subject, NamedNode) else _value(subject).text
        value = Value(about.value) if isinstance(about, NamedNode) else _value(about)
        found.setdefault(name, {}).setdefault(quad.predicate.value, []).append(value)
    return found


def _value(node: object) -> Value:
    if isinstance(node, Literal):
        return Value(node.value, node.language, node.datatype.value)
    if isinstance(node, NamedNode):
        return Value(node.value)
    if isinstance(node, BlankNode):
        return Value(f"_:{node.value}")
    raise ValueError(f"triples about triples are not used here: {node}")
