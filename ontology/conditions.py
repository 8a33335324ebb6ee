"""The conditions that shapes are made of: what each part of SHACL that `shapes.ttl` uses tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from ontology.terms import HTX, OA, PROV, RDF, SH, XSD
from ontology.turtle import Graph, Value, listed

_DAY = r"-?\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_LEXICAL = {
    XSD.date: re.compile(rf"{_DAY}(?:Z|[+-]\d\d:\d\d)?\Z"),
    XSD.gYearMonth: re.compile(r"-?\d{4}-(?:0[1-9]|1[0-2])(?:Z|[+-]\d\d:\d\d)?\Z"),
    XSD.gYear: re.compile(r"-?\d{4}(?:Z|[+-]\d\d:\d\d)?\Z"),
    XSD.integer: re.compile(r"[+-]?\d+\Z"),
    XSD.decimal: re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\Z"),
    XSD.boolean: re.compile(r"(?:true|false|0|1)\Z"),
}
_ANY = re.compile("")


Test = Callable[[Graph, str, Sequence[Value]], bool]
"""Tells whether a condition holds of a node of the data and the values that the condition's path leads to."""
Compile = Callable[[Graph, str], Test]
"""Makes the test of a shape within a shape."""
Component = Callable[[Graph, str, Value, Compile], Test]
"""Makes the test of a constraint from the shapes, the shape it is in and its value there."""


def _of(data: Graph, name: str, predicate: str) -> list[Value]:
    said = data.get(name)
    return said.get(predicate, []) if said is not None else []


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _each(test: Callable[[Value], bool]) -> Test:
    def holds(_data: Graph, _node: str, values: Sequence[Value]) -> bool:
        for value in values:  # noqa: SIM110 - a loop is twice as fast as all() here, and every document comes by
            if not test(value):
                return False
        return True

    return holds


def _least(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    limit = int(value.text)
    return lambda data, node, values: len(values) >= limit and (limit < 2 or len(set(values)) >= limit)


def _most(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    limit = int(value.text)
    return lambda data, node, values: len(values) <= limit or len(set(values)) <= limit


def _compared(test: Callable[[Decimal, Decimal], bool]) -> Component:
    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        limit = Decimal(value.text)
        return _each(lambda one: (found := _number(one.text)) is not None and test(found, limit))

    return component


def _beside(test: Callable[[Decimal, Decimal], bool]) -> Component:
    """Compare each value with each value of another property of the node."""

    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        def holds(data: Graph, node: str, values: Sequence[Value]) -> bool:
            mine = [_number(one.text) for one in values]
            others = [_number(other.text) for other in _of(data, node, value.text)]
            return all(one is not None and other is not None and test(one, other) for one in mine for other in others)

        return holds

    return component


def _long(test: Callable[[int, int], bool]) -> Component:
    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        limit = int(value.text)
        return _each(lambda one: test(len(one.text), limit))

    return component


def _class(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    wanted = Value(value.text)

    def holds(data: Graph, _node: str, values: Sequence[Value]) -> bool:
        for one in values:  # noqa: SIM110 - as in _each
            if wanted not in _of(data, one.text, RDF.type):
                return False
        return True

    return holds


def _datatype(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    lexical = _LEXICAL.get(value.text, _ANY)
    return _each(lambda one: one.datatype == value.text and lexical.match(one.text) is not None)


def _kind(_graph: Graph, name: str, value: Value, _shape: Compile) -> Test:
    if value.text != SH.IRI:
        raise ValueError(f"{name}: the only kind of node known here is sh:IRI")
    return _each(lambda one: one.datatype is None and not one.text.startswith("_:"))


def _one_of(graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    allowed = frozenset(listed(graph, value.text))
    return _each(lambda one: one in allowed)


def _matches(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    pattern = re.compile(value.text)
    return _each(lambda one: pattern.search(one.text) is not None)


def _any_of(graph: Graph, _name: str, value: Value, shape: Compile) -> Test:
    choices = tuple(shape(graph, one.text) for one in listed(graph, value.text))
    return lambda data, node, values: all(any(choice(data, node, [one]) for choice in choices) for one in values)


def _apart(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    return lambda data, node, values: not set(values) & set(_of(data, node, value.text))


def _one_a_language(_graph: Graph, _name: str, _value: Value, _shape: Compile) -> Test:
    def holds(_data: Graph, _node: str, values: Sequence[Value]) -> bool:
        languages = [one.language for one in values if one.language is not None]
        return len(set(languages)) == len(languages)

    return holds


def _qualified(graph: Graph, name: str, value: Value, shape: Compile) -> Test:
    fits = shape(graph, value.text)
    least, most = graph[name].get(SH.qualifiedMinCount), graph[name].get(SH.qualifiedMaxCount)
    lower = int(least[0].text) if least else 0
    upper = int(most[0].text) if most else None

    def holds(data: Graph, node: str, values: Sequence[Value]) -> bool:
        count = sum([fits(data, node, [one]) for one in set(values)])
        return lower <= count and (upper is None or count <= upper)

    return holds


COMPONENTS: Mapping[str, Component] = {
    SH.minCount: _least,
    SH.maxCount: _most,
    SH.minInclusive: _compared(lambda found, limit: found >= limit),
    SH.maxInclusive: _compared(lambda found, limit: found <= limit),
    SH.lessThan: _beside(lambda mine, other: mine < other),
    SH.lessThanOrEquals: _beside(lambda mine, other: mine <= other),
    SH.minLength: _long(lambda length, limit: length >= limit),
    SH.maxLength: _long(lambda length, limit: length <= limit),
    SH.class_: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _kind,
    SH.in_: _one_of,
    SH.pattern: _matches,
    SH.or_: _any_of,
    SH.disjoint: _apart,
    SH.uniqueLang: _one_a_language,
    SH.qualifiedValueShape: _qualified,
}
"""The test each constraint makes, from its shape, its value, and the way to read a shape within."""
PARAMETERS = frozenset({SH.qualifiedMinCount, SH.qualifiedMaxCount})
"""What belongs to another constraint and is none by itself."""


def _quote_is_as_long_as_its_position(data: Graph, node: str, _values: Sequence[Value]) -> bool:
    selectors = [one.text for one in _of(data, node, OA.hasSelector)]
    quotes = [value.text for one in selectors for value in _of(data, one, OA.exact)]
    for one in selectors:
        for start in _of(data, one, OA.start):
            for end in _of(data, one, OA.end):
                first, last = _number(start.text), _number(end.text)
                if first is not None and last is not None and any(len(quote) != last - first for quote in quotes):
                    return False
    return True


def _principal_has_delegation(data: Graph, node: str, _values: Sequence[Value]) -> bool:
    delegations = [
        delegation.text
        for presenter in _of(data, node, HTX.presenter)
        for delegation in _of(data, presenter.text, PROV.qualifiedDelegation)
        if any(activity.text == node for activity in _of(data, delegation.text, PROV.hadActivity))
    ]
    principals = {agent.text for one in delegations for agent in _of(data, one, PROV.agent)}
    return all(principal.text in principals for principal in _of(data, node, HTX.onBehalfOf))


def _known_members_are_not_more_than_counted(data: Graph, node: str, _values: Sequence[Value]) -> bool:
    known = len({member.text for member in _of(data, node, HTX.knownMember)})
    qualifiers = {one.text for one in _of(data, node, HTX.countQualifier)}
    most = list(_of(data, node, HTX.countMax)) if qualifiers else []
    if qualifiers & {HTX.exactly, HTX.lessThan, HTX.atMost}:
        most += _of(data, node, HTX.count)
    return all((limit := _number(one.text)) is None or known <= limit for one in most)


QUERIES: Mapping[str, Test] = {
    "QuoteIsAsLongAsItsPosition": _quote_is_as_long_as_its_position,
    "PrincipalHasDelegation": _principal_has_delegation,
    "KnownMembersAreNotMoreThanCounted": _known_members_are_not_more_than_counted,
}
"""The conditions that `shapes.ttl` writes as queries, by their local names."""
