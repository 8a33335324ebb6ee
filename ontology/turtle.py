"""Reads the package's own Turtle files, each once, as entries of plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize

from ontology.terms import OWL, PREFIXES, RDF, SKOS, XSD


class Value(NamedTuple):
    """An IRI, the name of an anonymous node (`_:…`), or a literal's text with its datatype and language."""

    text: str
    language: str | None = None
    datatype: str | None = None


_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}

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
    unions = {iri for iri, said in triples.items() if OWL.unionOf in said}
    found: dict[str, Entry] = {}
    for iri, said in triples.items():
        if iri.startswith("_:"):
            continue
        if unions:
            said = {predicate: _members(triples, values) for predicate, values in said.items()}
        found[iri] = Entry(iri, said)
    return found


def _members(triples: Graph, values: list[Value]) -> list[Value]:
    """The values with each union replaced by its members."""
    found: list[Value] = []
    for value in values:
        union = triples.get(value.text, {}).get(OWL.unionOf) if value.text.startswith("_:") else None
        found.extend(listed(triples, union[0].text) if union else [value])
    return found


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
    found: Graph = {}
    for quad in parse(content(name), format=RdfFormat.TURTLE):
        subject, about = quad.subject, quad.object
        said = found.setdefault(subject.value if isinstance(subject, NamedNode) else _value(subject).text, {})
        value = Value(about.value) if isinstance(about, NamedNode) else _value(about)
        said.setdefault(quad.predicate.value, []).append(value)
    return found


def graph_of(n_quads: bytes) -> Graph:
    """Return the triples of N-Quads or N-Triples, whichever graph they are in.

    The lines must be as this project and the engine write them, one space between terms: reading just that is twice as
    fast as a parser for all that the format allows, and every document comes by here.
    """
    found: Graph = {}
    known: dict[str, Value] = {}
    said: dict[str, list[Value]] = {}
    last = end = ""
    for line in n_quads.decode().split("\n"):
        if not line:
            continue
        subject, predicate, rest = line.split(" ", 2)
        if end in ("", " .") or not rest.endswith(end):
            end = _end(rest)
        about = rest[: -len(end)]
        value = known.get(about)
        if value is None:
            value = known[about] = _term(about)
        if subject != last:
            said, last = found.setdefault(_term(subject).text, {}), subject
        said.setdefault(predicate[1:-1], []).append(value)
    return found


def _end(rest: str) -> str:
    """Return what stands after the object of a line: its graph, if it has one, and the full stop."""
    head, _, graph = rest.removesuffix(" .").rpartition(" ")
    named = head and graph[0] == "<" and graph[-1] == ">" and '"' not in graph
    return f" {graph} ." if named else " ."


def _term(told: str) -> Value:
    """Read one term of an N-Quads line."""
    if told[0] == "<":
        return Value(told[1:-1])
    if told[0] == "_":
        return Value(told)
    end = told.rindex('"')
    text, tail = told[1:end], told[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    if tail.startswith("@"):
        return Value(text, tail[1:], RDF.langString)
    return Value(text, None, tail[3:-1] if tail else XSD.string)


def _unescape(found: re.Match[str]) -> str:
    told = found.group()
    return chr(int(told[2:], 16)) if told[1] in "uU" else _ESCAPES[told[1]]


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


def _value(node: object) -> Value:
    if isinstance(node, Literal):
        return Value(node.value, node.language, node.datatype.value)
    if isinstance(node, NamedNode):
        return Value(node.value)
    if isinstance(node, BlankNode):
        return Value(f"_:{node.value}")
    raise ValueError(f"triples about triples are not used here: {node}")
