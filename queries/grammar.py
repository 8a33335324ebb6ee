"""Where a text stops being SPARQL 1.1, and what could stand there: the engine's own words are often of another place.

The grammar is the recommendation's (19.8), written shorter where only the place matters: expressions are flat, built-in
functions are any word before a bracket. It is asked only about texts that the engine has refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from queries.tokens import Token, TokenKind

_LONGEST = 20_000
"""Terminals; a longer text is not looked at."""
_RULES = """
Query = Prologue ( SelectQuery | ConstructQuery | DescribeQuery | AskQuery ) ValuesClause END
Update = Prologue ( Operation ( ';' Prologue Operation )* ( ';' Prologue )? )? END
Prologue = ( 'BASE' IRI | 'PREFIX' NAME IRI )*
SelectQuery = SelectClause DatasetClause* WhereClause Modifiers
SubSelect = SelectClause WhereClause Modifiers ValuesClause
SelectClause = 'SELECT' ( 'DISTINCT' | 'REDUCED' )? ( '*' | ( VARIABLE | '(' Expression 'AS' VARIABLE ')' )+ )
ConstructQuery = 'CONSTRUCT' ( '{' Triples? '}' DatasetClause* WhereClause | DatasetClause* 'WHERE' '{' Triples? '}' ) Modifiers
DescribeQuery = 'DESCRIBE' ( '*' | VariableOrIri+ ) DatasetClause* WhereClause? Modifiers
AskQuery = 'ASK' DatasetClause* WhereClause Modifiers
DatasetClause = 'FROM' 'NAMED'? Iri
WhereClause = 'WHERE'? Group
Modifiers = ( 'GROUP' 'BY' GroupCondition+ )? ( 'HAVING' Constraint+ )? ( 'ORDER' 'BY' OrderCondition+ )? ( 'LIMIT' NUMBER | 'OFFSET' NUMBER )*
GroupCondition = '(' Expression ( 'AS' VARIABLE )? ')' | VARIABLE | Call
OrderCondition = ( 'ASC' | 'DESC' ) Bracketed | Constraint | VARIABLE
Constraint = Bracketed | Call
Call = FUNCTION Arguments | 'NOT'? 'EXISTS' Group | Iri Arguments
Arguments = '(' 'DISTINCT'? ( '*' | Expression ( ',' Expression )* )? ( ';' 'SEPARATOR' '=' STRING )? ')'
Expression = Unary ( Sign Unary | 'NOT'? 'IN' Arguments )*
Sign = '||' | '&&' | '=' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/'
Unary = ( '!' | '+' | '-' )? Primary
Primary = Bracketed | Call | Iri | Literal | VARIABLE
Bracketed = '(' Expression ')'
Group = '{' ( SubSelect | Pattern ) '}'
Pattern = Triples? ( Clause '.'? Triples? )*
Clause = 'OPTIONAL' Group | 'MINUS' Group | 'LATERAL' Group | 'GRAPH' VariableOrIri Group | 'SERVICE' 'SILENT'? VariableOrIri Group | 'FILTER' Constraint | 'BIND' '(' Expression 'AS' VARIABLE ')' | 'VALUES' Data | Group ( 'UNION' Group )*
ValuesClause = ( 'VALUES' Data )?
Data = VARIABLE '{' Value* '}' | '(' VARIABLE* ')' '{' ( '(' Value* ')' )* '}'
Value = Iri | Literal | 'UNDEF'
Triples = Subject ( '.' Subject )* '.'?
Subject = '[' Properties ']' Properties? | Node Properties
Properties = Predicate Objects ( ';' ( Predicate Objects )? )*
Objects = Node ( ',' Node )*
Node = VARIABLE | Iri | Literal | BLANK | '[' Properties? ']' | '(' Node* ')'
Predicate = VARIABLE | Path
Path = Steps ( '|' Steps )*
Steps = Step ( '/' Step )*
Step = '^'? ( Iri | 'A' | '!' Excluded | '(' Path ')' ) ( '?' | '*' | '+' )?
Excluded = One | '(' ( One ( '|' One )* )? ')'
One = '^'? ( Iri | 'A' )
Iri = IRI | NAME
VariableOrIri = VARIABLE | Iri
Literal = STRING ( LANGUAGE | '^^' Iri )? | ( '+' | '-' )? NUMBER | 'TRUE' | 'FALSE'
Operation = 'LOAD' 'SILENT'? Iri ( 'INTO' Named )? | ( 'CLEAR' | 'DROP' ) 'SILENT'? ( Named | 'DEFAULT' | 'NAMED' | 'ALL' ) | 'CREATE' 'SILENT'? Named | ( 'ADD' | 'MOVE' | 'COPY' ) 'SILENT'? Place 'TO' Place | ( 'INSERT' | 'DELETE' ) 'DATA' Quads | 'DELETE' 'WHERE' Quads | ( 'WITH' Iri )? ( 'DELETE' Quads ( 'INSERT' Quads )? | 'INSERT' Quads ) ( 'USING' 'NAMED'? Iri )* 'WHERE' Group
Named = 'GRAPH' Iri
Place = 'DEFAULT' | 'GRAPH'? Iri
Quads = '{' Triples? ( 'GRAPH' VariableOrIri '{' Triples? '}' '.'? Triples? )* '}'
"""
_CALLED = {
    "Expression": "an expression",
    "Node": "a value or variable",
    "Subject": "a subject",
    "Predicate": "a predicate",
    "Group": "{",
    "Iri": "an IRI",
    "Literal": "a literal",
    "VARIABLE": "a variable",
    "NUMBER": "a number",
    "STRING": "a text",
    "NAME": "a prefix",
    "IRI": "an IRI in <>",
    "FUNCTION": "a function",
    "END": "the end",
    "Sign": "an operator",
}
"""How what is expected is told, where it is more than a word or sign."""
_SPLIT = re.compile(r"'[^']+'|\w+|[()|?*+]")
_WORDS = frozenset(re.findall(r"'([A-Z]+)'", _RULES))


@dataclass(frozen=True, slots=True)
class Stop:
    """The first terminal that cannot stand where it does, None for the end of the text; and what could."""

    token: Token | None
    expected: tuple[str, ...]


def stop(cut: Sequence[Token], *, update: bool) -> Stop | None:
    """Return where terminals stop being a query (or an update); None when they are one, or too many or too nested."""
    if len(cut) > _LONGEST:
        return None
    reading = _Reading(cut)
    try:
        if reading.rule("Update" if update else "Query", 0) is not None:
            return None
    except RecursionError:
        return None
    token = cut[reading.furthest] if reading.furthest < len(cut) else None
    return Stop(token, tuple(reading.expected))


@dataclass(slots=True)
class _Reading:
    cut: Sequence[Token]
    furthest: int = 0
    expected: dict[str, None] = field(default_factory=dict)
    _known: dict[tuple[str, int], int | None] = field(default_factory=dict)

    def rule(self, name: str, at: int) -> int | None:
        """Return where a rule's match ends that begins at a terminal; None without a match."""
        key = (name, at)
        if key not in self._known:
            before = dict(self.expected) if self.furthest == at else {}
            self._known[key] = self._any(_rules()[name], at)
            if name in _CALLED and self.furthest == at and self._known[key] is None:
                self.expected = {**before, _CALLED[name]: None}
        return self._known[key]

    def _any(self, choices: _Choices, at: int) -> int | None:
        for sequence in choices:
            end: int | None = at
            for item in sequence:
                end = None if end is None else self._item(item, end)
            if end is not None:
                return end
        return None

    def _item(self, item: _Item, at: int) -> int | None:
        end = self._once(item.what, at)
        if end is None:
            return at if item.times in ("?", "*") else None
        while item.times in ("*", "+"):
            further = self._once(item.what, end)
            if further is None or further == end:
                break
            end = further
        return end

    def _once(self, what: str | _Choices, at: int) -> int | None:
        if not isinstance(what, str):
            return self._any(what, at)
        if what in _rules():
            return self.rule(what, at)
        if self._fits(what, at):
            return at + 1
        if at > self.furthest:
            self.furthest, self.expected = at, {}
        if at == self.furthest:
            self.expected[_CALLED.get(what, what.strip("'"))] = None
        return None

    def _fits(self, what: str, at: int) -> bool:
        if at >= len(self.cut):
            return what == "END"
        token = self.cut[at]
        if what.startswith("'"):
            return what[1:-1] in (token.upper, token.text if token.kind is TokenKind.SIGN else None)
        if what == "FUNCTION":
            return token.kind is TokenKind.WORD and token.upper not in _WORDS
        return token.kind.name == what


@dataclass(frozen=True, slots=True)
class _Item:
    what: str | _Choices
    times: str = ""


_Choices = tuple[tuple[_Item, ...], ...]


@cache
def _rules() -> dict[str, _Choices]:
    found: dict[str, _Choices] = {}
    for line in _RULES.strip().splitlines():
        name, _, body = line.partition(" = ")
        found[name] = _choices(_SPLIT.findall(body))
    return found


def _choices(parts: list[str]) -> _Choices:
    """Return what parts say, up to a closing bracket; they are used up."""
    choices: list[list[_Item]] = [[]]
    while parts and parts[0] != ")":
        part = parts.pop(0)
        if part == "|":
            choices.append([])
            continue
        what: str | _Choices = part
        if part == "(":
            what = _choices(parts)
            parts.pop(0)
        times = parts.pop(0) if parts and parts[0] in ("?", "*", "+") else ""
        choices[-1].append(_Item(what, times))
    return tuple(tuple(sequence) for sequence in choices)
