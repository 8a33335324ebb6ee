"""A graph's triples as plain values, for who must not know the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse, serialize


@dataclass(frozen=True, slots=True)
class PlainTerm:
    """A term: `value` is an IRI, a blank node's label, or what a literal says; `datatype` tells a literal's."""

    value: str
    literal: bool
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PlainTriple:
    """A triple of plain terms; the predicate is an IRI."""

    subject: PlainTerm
    predicate: str
    object: PlainTerm


def read(content: bytes) -> Iterator[PlainTriple]:
    """Yield the triples of N-Triples in their order."""
    for quad in parse(content, format=RdfFormat.N_TRIPLES):
        yield PlainTriple(_plain(quad.subject), quad.predicate.value, _plain(quad.object))


def json_ld(content: bytes) -> bytes:
    """Return the triples of N-Triples as JSON-LD."""
    triples = (quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES))
    return serialize(triples, format=RdfFormat.JSON_LD) or b""


def turtle(content: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return the triples of N-Triples as Turtle that writes IRIs with these prefixes."""
    triples = (quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""


def _plain(term: object) -> PlainTerm:
    if isinstance(term, Literal):
        return PlainTerm(term.value, True, term.datatype.value, term.language)
    if isinstance(term, BlankNode):
        return PlainTerm(f"_:{term.value}", False)
    return PlainTerm(term.value if isinstance(term, NamedNode) else str(term), False)
