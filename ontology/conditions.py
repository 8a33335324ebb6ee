"""The conditions that shapes are made of: what each part of SHACL that `shapes.ttl` uses tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Focus:
    """What a condition looks at: a node of the data, and the values that its path leads to."""

    data: Graph
    node: str
    values: Sequence[Value]

    def of(self, name: str, predicate: str) -> list[Value]:
        """Return what the data says of a node."""
        return self.data.get(name, {}).get(predicate, [])


Test = Callable[[Focus], bool]
"""Tells whether a condition holds."""
Compile = Callable[[Graph, str], Test]
"""Makes the test of a shape within a shape."""


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _each(test: Callable[[Focus, Value], bool]) -> Test:
    return lambda focus: all(test(focus, value) for value in focus.values)


def _counted(test: Callable[[int, int], bool]) -> Callable[[Graph, str, Value, Compile], Test]:
    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        limit = int(value.text)
        return lambda focus: test(len(set(focus.values)), limit)

    return component


def _compared(test: Callable[[Decimal, Decimal], bool]) -> Callable[[Graph, str, Value, Compile], Test]:
    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        limit = Decimal(value.text)
        return _each(lambda _, one: (found := _number(one.text)) is not None and test(found, limit))

    return component


def _beside(test: Callable[[Decimal, Decimal], bool]) -> Callable[[Graph, str, Value, Compile], Test]:
    """Compare each value with each value of another property of the node."""

    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        def holds(focus: Focus, one: Value) -> bool:
            mine = _number(one.text)
            others = [_number(other.text) for other in focus.of(focus.node, value.text)]
            return mine is not None and all(other is not None and test(mine, other) for other in others)

        return _each(holds)

    return component


def _long(test: Callable[[int, int], bool]) -> Callable[[Graph, str, Value, Compile], Test]:
    def component(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
        limit = int(value.text)
        return _each(lambda _, one: test(len(one.text), limit))

    return component


def _class(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    return _each(lambda focus, one: any(kind.text == value.text for kind in focus.of(one.text, RDF.type)))


def _datatype(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    lexical = _LEXICAL.get(value.text, _ANY)
    return _each(lambda _, one: one.datatype == value.text and lexical.match(one.text) is not None)


def _kind(_graph: Graph, name: str, value: Value, _shape: Compile) -> Test:
    if value.text != SH.IRI:
        raise ValueError(f"{name}: the only kind of node known here is sh:IRI")
    return _each(lambda _, one: one.datatype is None and not one.text.startswith("_:"))


def _one_of(graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    allowed = frozenset(listed(graph, value.text))
    return _each(lambda _, one: one in allowed)


def _matches(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    pattern = re.compile(value.text)
    return _each(lambda _, one: pattern.search(one.text) is not None)


def _any_of(graph: Graph, _name: str, value: Value, shape: Compile) -> Test:
    choices = tuple(shape(graph, one.text) for one in listed(graph, value.text))
    return _each(lambda focus, one: any(choice(Focus(focus.data, focus.node, [one])) for choice in choices))


def _apart(_graph: Graph, _name: str, value: Value, _shape: Compile) -> Test:
    return lambda focus: not set(focus.values) & set(focus.of(focus.node, value.text))


def _one_a_language(_graph: Graph, _name: str, _value: Value, _shape: Compile) -> Test:
    def holds(focus: Focus) -> bool:
        languages = [one.language for one in focus.values if one.language is not None]
        return len(set(languages)) == len(languages)

    return holds


def _qualified(graph: Graph, name: str, value: Value, shape: Compile) -> Test:
    fits = shape(graph, value.text)
    least, most = graph[name].get(SH.qualifiedMinCount), graph[name].get(SH.qualifiedMaxCount)
    lower = int(least[0].text) if least else 0
    upper = int(most[0].text) if most else None

    def holds(focus: Focus) -> bool:
        count = sum(fits(Focus(focus.data, focus.node, [one])) for one in set(focus.values))
        return lower <= count and (upper is None or count <= upper)

    return holds


COMPONENTS: Mapping[str, Callable[[Graph, str, Value, Compile], Test]] = {
    SH.minCount: _counted(lambda count, limit: count >= limit),
    SH.maxCount: _counted(lambda count, limit: count <= limit),
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


def _quote_is_as_long_as_its_position(focus: Focus) -> bool:
    selectors = [one.text for one in focus.of(focus.node, OA.hasSelector)]
    quotes = [value.text for one in selectors for value in focus.of(one, OA.exact)]
    for one in selectors:
        for start in focus.of(one, OA.start):
            for end in focus.of(one, OA.end):
                first, last = _number(start.text), _number(end.text)
                if first is not None and last is not None and any(len(quote) != last - first for quote in quotes):
                    return False
    return True


def _principal_has_delegation(focus: Focus) -> bool:
    delegations = [
        delegation.text
        for presenter in focus.of(focus.node, HTX.presenter)
        for delegation in focus.of(presenter.text, PROV.qualifiedDelegation)
        if any(activity.text == focus.node for activity in focus.of(delegation.text, PROV.hadActivity))
    ]
    principals = {agent.text for one in delegations for agent in focus.of(one, PROV.agent)}
    return all(principal.text in principals for principal in focus.of(focus.node, HTX.onBehalfOf))


def _known_members_are_not_more_than_counted(focus: Focus) -> bool:
    known = len({member.text for member in focus.of(focus.node, HTX.knownMember)})
    qualifiers = {one.text for one in focus.of(focus.node, HTX.countQualifier)}
    most = list(focus.of(focus.node, HTX.countMax)) if qualifiers else []
    if qualifiers & {HTX.exactly, HTX.lessThan, HTX.atMost}:
        most += focus.of(focus.node, HTX.count)
    return all((limit := _number(one.text)) is None or known <= limit for one in most)


QUERIES: Mapping[str, Test] = {
    "QuoteIsAsLongAsItsPosition": _quote_is_as_long_as_its_position,
    "PrincipalHasDelegation": _principal_has_delegation,
    "KnownMembersAreNotMoreThanCounted": _known_members_are_not_more_than_counted,
}
"""The conditions that `shapes.ttl` writes as queries, by their local names."""
