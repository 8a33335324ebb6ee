"""Checks one document's graph against `shapes.ttl`, as a SHACL engine would and fast enough for every load.

Only the parts of SHACL that `shapes.ttl` uses are known here; any other in that file is refused by name. The conditions
that are queries there are written out in `ontology/conditions.py`; a test holds all of them against a SHACL engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from ontology.conditions import COMPONENTS, PARAMETERS, QUERIES, Test
from ontology.terms import RDF, RDFS, SH
from ontology.turtle import Graph, Value, graph

# What says only how a shape is found, named or led to, and no condition.
_SILENT = frozenset(
    {RDF.type, RDFS.label, SH.path, SH.message, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a condition, and what the condition says in Vietnamese and English."""

    node: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class _Condition:
    predicate: str | None
    inverse: bool
    tests: tuple[Test, ...]
    message: str
    message_en: str
    idle: bool = False  # holds of every node that has no such values, as most do not have most properties


@dataclass(frozen=True, slots=True)
class _Shape:
    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    conditions: tuple[_Condition, ...]
    """Those that are tested on every node; the others on nodes that have, or are led to by, a property."""
    having: dict[str, list[_Condition]]
    led_to: dict[str, list[_Condition]]

    @classmethod
    def of(
        cls, targets: tuple[frozenset[str], frozenset[str], frozenset[str]], conditions: Iterable[_Condition]
    ) -> _Shape:
        always: list[_Condition] = []
        having: dict[str, list[_Condition]] = {}
        led_to: dict[str, list[_Condition]] = {}
        for one in conditions:
            if one.predicate is None or not one.idle:
                always.append(one)
            else:
                (led_to if one.inverse else having).setdefault(one.predicate, []).append(one)
        return cls(*targets, tuple(always), having, led_to)


def violations(data: Graph) -> list[Violation]:
    """Return how a document's graph breaks the shapes, in order of nodes; nothing if it keeps to them."""
    incoming: Graph = {}
    classes: dict[str, set[str]] = {}
    for subject, said in data.items():
        for predicate, values in said.items():
            for value in values:
                if predicate == RDF.type:
                    classes.setdefault(value.text, set()).add(subject)
                elif predicate in _inverse() and value.datatype is None:
                    incoming.setdefault(value.text, {}).setdefault(predicate, []).append(Value(subject))
    found = {
        Violation(node, condition.message, condition.message_en)
        for shape in _shapes()
        for node in _targets(shape, data, classes)
        for condition in _broken(shape, data, incoming, node)
    }
    return sorted(found)


def _broken(shape: _Shape, data: Graph, incoming: Graph, node: str) -> Iterator[_Condition]:
    said, led = data.get(node, {}), incoming.get(node, {})
    for condition in shape.conditions:
        if condition.predicate is None:
            values: Sequence[Value] = (Value(node),)
        else:
            values = (led if condition.inverse else said).get(condition.predicate, ())
        if not _holds(condition, data, node, values):
            yield condition
    for has, having in ((said, shape.having), (led, shape.led_to)):
        for predicate in has.keys() & having.keys():
            values = has[predicate]
            for condition in having[predicate]:
                if not _holds(condition, data, node, values):
                    yield condition


def _holds(condition: _Condition, data: Graph, node: str, values: Sequence[Value]) -> bool:
    for test in condition.tests:  # noqa: SIM110 - a loop is twice as fast as all() here, and every document comes by
        if not test(data, node, values):
            return False
    return True


def _targets(shape: _Shape, data: Graph, classes: dict[str, set[str]]) -> set[str]:
    found = set().union(*(classes.get(kind, ()) for kind in shape.classes))
    if shape.subjects_of:
        found.update(node for node, said in data.items() if not shape.subjects_of.isdisjoint(said))
    for predicate in shape.objects_of:
        found.update(value.text for said in data.values() for value in said.get(predicate, ()))
    return found


@cache
def _inverse() -> frozenset[str]:
    return frozenset(
        condition.predicate
        for shape in _shapes()
        for condition in (*shape.conditions, *chain(*shape.led_to.values()))
        if condition.inverse and condition.predicate is not None
    )


@cache
def _shapes() -> tuple[_Shape, ...]:
    triples = graph("shapes.ttl")
    return tuple(
        _Shape.of(
            (_texts(said, SH.targetClass), _texts(said, SH.targetSubjectsOf), _texts(said, SH.targetObjectsOf)),
            _conditions(triples, name),
        )
        for name, said in triples.items()
        if any(kind.text == SH.NodeShape for kind in said.get(RDF.type, ()))
    )


def _texts(said: dict[str, list[Value]], predicate: str) -> frozenset[str]:
    return frozenset(value.text for value in said.get(predicate, ()))


def _conditions(triples: Graph, name: str) -> Iterator[_Condition]:
    """Read the conditions of a node shape: its properties, its queries, and what it must not be."""
    for predicate, values in triples[name].items():
        for value in values:
            if predicate == SH.property:
                yield _property(triples, value.text)
            elif predicate == SH.sparql:
                yield _Condition(
                    None, False, (QUERIES[value.text.rpartition("#")[2]],), *_messages(triples, value.text)
                )
            elif predicate == SH.not_:
                yield _Condition(None, False, (_never(triples, value.text),), *_messages(triples, name))
            elif predicate not in _SILENT:
                raise ValueError(f"{name}: {predicate} is not known here")


def _property(triples: Graph, name: str) -> _Condition:
    said = triples[name]
    path = said[SH.path][0].text
    inverse = triples.get(path, {}).get(SH.inversePath)
    tests = tuple(_tests(triples, name))
    idle = all(test({}, "", ()) for test in tests)
    predicate = inverse[0].text if inverse else path
    return _Condition(predicate, inverse is not None, tests, *_messages(triples, name), idle)


def _tests(triples: Graph, name: str) -> Iterator[Test]:
    """Read the constraints of a property shape or of an anonymous shape within one."""
    for predicate, values in triples[name].items():
        if predicate in COMPONENTS:
            for value in values:
                yield COMPONENTS[predicate](triples, name, value, _all)
        elif predicate not in _SILENT and predicate not in PARAMETERS:
            raise ValueError(f"{name}: {predicate} is not known here")


def _all(triples: Graph, name: str) -> Test:
    tests = tuple(_tests(triples, name))
    if len(tests) == 1:
        return tests[0]

    def holds(data: Graph, node: str, values: Sequence[Value]) -> bool:
        for test in tests:  # noqa: SIM110 - as in _holds
            if not test(data, node, values):
                return False
        return True

    return holds


def _never(triples: Graph, name: str) -> Test:
    holds = _all(triples, name)
    return lambda data, node, values: not holds(data, node, values)


def _messages(triples: Graph, name: str) -> tuple[str, str]:
    told = {value.language: value.text for value in triples[name].get(SH.message, ())}
    return told.get("vi", name), told.get("en", name)
