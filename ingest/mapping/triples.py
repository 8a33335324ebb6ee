"""Collects the triples of one document and writes them as sorted N-Quads, the same bytes for the same claims."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from decimal import Decimal
from functools import lru_cache
from io import BytesIO

from pyoxigraph import Literal, NamedNode, RdfFormat, parse, serialize

from ingest.values import PartialDate
from ontology.terms import PREFIXES, RDF, SKOS, XSD
from ontology.turtle import Graph, Value


def to_turtle(n_quads: bytes) -> str:
    """Return the triples of N-Quads as Turtle, with the usual prefixes."""
    triples = (quad.triple for quad in parse(n_quads, format=RdfFormat.N_QUADS))
    content = BytesIO()
    serialize(triples, content, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = content.getvalue().decode().splitlines()
    head = sorted(line for line in lines if line.startswith("@prefix "))
    body = "\n".join(line for line in lines if not line.startswith("@prefix "))
    used = [line for line in head if re.search(rf"(?<![\w:/#<]){re.escape(line.split()[1])}", body)]
    return "\n".join([*used, body])


@lru_cache(maxsize=100_000)
def _name(iri: str) -> str:
    """Return an IRI as N-Quads have it; ValueError for what is none."""
    return str(NamedNode(iri))


@lru_cache(maxsize=100_000)
def _thing(iri: str) -> tuple[str, Value]:
    """Return an IRI as N-Quads have it and as it is read; ValueError for what is none."""
    return _name(iri), Value(iri)


@lru_cache(maxsize=10_000)
def _typed(value: str, datatype: str) -> tuple[str, Value]:
    """Return a literal of a datatype as N-Quads have it and as it is read."""
    return str(Literal(value, datatype=NamedNode(datatype))), Value(value, None, datatype)


@lru_cache(maxsize=1000)
def _shortest(number: str) -> str:
    return format(Decimal(number).normalize(), "f")


@lru_cache(maxsize=1000)
def _in_order(iris: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return IRIs with how N-Quads have them, in that order: things of one kind have the same properties."""
    return sorted((_name(iri), iri) for iri in iris)


class Triples:
    """A set of triples about IRIs. Every text is put in NFC, except quotes, which stay as published."""

    def __init__(self) -> None:
        """Begin empty."""
        self._said: dict[str, dict[str, dict[str, Value]]] = {}
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def a(self, subject: str, *classes: str) -> None:
        """Say what classes a thing is of."""
        for one in classes:
            self.link(subject, RDF.type, one)

    def link(self, subject: str, predicate: str, thing: str | None) -> None:
        """Say that a thing stands in a relation to another, if that is known."""
        if thing is not None:
            self._say(subject, predicate, *_thing(thing))

    def text(self, subject: str, predicate: str, value: str | None, language: str | None = "vi") -> None:
        """Say a text of a thing, in Vietnamese unless told otherwise."""
        if value is not None:
            self.quote(subject, predicate, unicodedata.normalize("NFC", value), language)

    def label(self, subject: str, name: str) -> None:
        """Say what a thing is called: the name said most often is its label, the others are names besides."""
        self._names[subject][unicodedata.normalize("NFC", name)] += 1

    def quote(self, subject: str, predicate: str, value: str, language: str | None = "vi") -> None:
        """Say a text exactly as it is."""
        literal = Literal(value, language=language) if language else Literal(value)
        datatype = RDF.langString if language else XSD.string
        self._say(subject, predicate, str(literal), Value(value, language, datatype))

    def typed(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        """Say a value of a datatype, written as it is."""
        self._say(subject, predicate, *_typed(value, datatype))

    def number(self, subject: str, predicate: str, value: int | None) -> None:
        """Say a whole number, if it is known."""
        if value is not None:
            self.typed(subject, predicate, str(value), XSD.integer)

    def decimal(self, subject: str, predicate: str, value: Decimal | float) -> None:
        """Say a decimal number in its shortest form."""
        self.typed(subject, predicate, _shortest(str(value)), XSD.decimal)

    def flag(self, subject: str, predicate: str, value: bool) -> None:
        """Say whether something is so."""
        self.typed(subject, predicate, "true" if value else "false", XSD.boolean)

    def date(self, subject: str, predicate: str, value: PartialDate | None) -> None:
        """Say a date with the precision that is known: a day, a month or a year."""
        if value is not None:
            datatype = XSD.gYear if value.month is None else XSD.gYearMonth if value.day is None else XSD.date
            self.typed(subject, predicate, str(value), datatype)

    def told(self, graph: str) -> tuple[bytes, Graph]:
        """Return all triples as sorted N-Quads of one graph, and as `ontology.turtle.graph_of` would read these."""
        for subject, names in self._names.items():
            label, *others = sorted(names, key=lambda one: (-names[one], one.islower(), one))
            self.text(subject, SKOS.prefLabel, label)
            for other in others:
                self.text(subject, SKOS.altLabel, other)
        end = f" {_name(graph)} .\n"
        lines: list[str] = []
        read: Graph = {}
        # Names end with a mark that is nowhere within, so that the order of the parts is that of whole lines.
        for about, subject in sorted((_name(subject), subject) for subject in self._said):
            told, said = self._said[subject], read.setdefault(subject, {})
            for how, predicate in _in_order(tuple(told)):
                things = told[predicate]
                if len(things) == 1:
                    ((written, value),) = things.items()
                    lines.append(f"{about} {how} {written}")
                    said[predicate] = [value]
                else:
                    in_order = sorted(things)
                    lines += [f"{about} {how} {written}" for written in in_order]
                    said[predicate] = [things[written] for written in in_order]
        return f"{end.join(lines)}{end if lines else ''}".encode(), read

    def _say(self, subject: str, predicate: str, written: str, value: Value) -> None:
        said = self._said.get(subject)
        if said is None:
            said = self._said[subject] = {}
        things = said.get(predicate)
        if things is None:
            said[predicate] = {written: value}
        else:
            things[written] = value
