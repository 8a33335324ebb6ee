"""What a query's groups match: triple patterns with their places, and what else stands in a group.

It reads texts that the engine could read, and tells what is joined with what, no more: what it does not know it skips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from queries.tokens import Token, TokenKind

_NODES = frozenset((TokenKind.IRI, TokenKind.NAME, TokenKind.STRING, TokenKind.NUMBER, TokenKind.BLANK))
_STEPS = frozenset((TokenKind.IRI, TokenKind.NAME))
_AROUND = frozenset(("OPTIONAL", "MINUS", "UNION", "LATERAL", "EXISTS"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: its variables (blank nodes count) and constants, from which terminal to which it stands.

    `endless` tells that its path may go on and on; `given` are the constants at its ends.
    """

    start: int
    end: int
    subject: str | None
    predicate: str | None
    object: str | None
    endless: bool
    given: tuple[str, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables of its three parts."""
        return frozenset(one for one in (self.subject, self.predicate, self.object) if one is not None)


@dataclass(slots=True)
class Group:
    """What stands between two braces. `kind` is the word before them (`OPTIONAL`, `MINUS`, …), else empty.

    `bound` are the variables that VALUES or BIND give; `filters` the terminals of each FILTER, by their first; `shown`
    what a SELECT inside lets out, None where all is.
    """

    kind: str = ""
    patterns: list[Pattern] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    filters: list[int] = field(default_factory=list)
    shown: frozenset[str] | None = None

    @property
    def variables(self) -> frozenset[str]:
        """The variables that it shares with what is around it."""
        if self.shown is not None:
            return self.shown
        found = set(self.values | self.bound)
        for pattern in self.patterns:
            found |= pattern.variables
        for group in self.groups:
            found |= group.variables
        return frozenset(found)

    def all(self) -> Iterator[Group]:
        """Yield the group and all inside of it."""
        yield self
        for group in self.groups:
            yield from group.all()


def groups(cut: Sequence[Token]) -> list[Group]:
    """Return the outermost groups of a query."""
    reading = _Reading(cut)
    found: list[Group] = []
    while reading.at < len(cut):
        if reading.text == "{":
            found.append(reading.group(""))
        else:
            reading.at += 1
    return found


class _Reading:
    """A place among terminals that moves on."""

    def __init__(self, cut: Sequence[Token]) -> None:
        self.cut, self.at = cut, 0
        self._number = 0

    @property
    def token(self) -> Token | None:
        return self.cut[self.at] if self.at < len(self.cut) else None

    @property
    def text(self) -> str:
        return "" if self.token is None else self.token.text

    @property
    def upper(self) -> str:
        return "" if self.token is None else self.token.upper

    def group(self, kind: str) -> Group:
        """Read from `{` to its `}`."""
        found = Group(kind)
        self.at += 1
        while self.token is not None and self.text != "}":
            before = self.at
            self._part(found)
            if self.at == before:
                self.at += 1
        self.at += 1
        return found

    def _part(self, found: Group) -> None:
        word = self.upper
        if self.text == "{":
            found.groups.append(self.group(""))
        elif word in _AROUND:
            self.at += 1
            if self.text == "{":
                found.groups.append(self.group(word))
        elif word in ("GRAPH", "SERVICE"):
            self._until("{")
            found.groups.append(self.group(word))
        elif word == "FILTER":
            found.filters.append(self.at)
            self._filter(found)
        elif word == "BIND":
            self.at += 1
            inside = self._brackets()
            found.bound.update(token.text[1:] for token in inside[-2:] if token.kind is TokenKind.VARIABLE)
        elif word == "VALUES":
            while self.token is not None and self.text != "{":
                if self.token.kind is TokenKind.VARIABLE:
                    found.values.add(self.text[1:])
                self.at += 1
            self._brackets()
        elif word == "SELECT":
            self._select(found)
        else:
            self._triples(found)

    def _select(self, found: Group) -> None:
        names: set[str] = set()
        depth = 0
        everything = False
        while self.token is not None and self.text != "{":
            depth += (self.text == "(") - (self.text == ")")
            everything = everything or (self.text == "*" and depth == 0)
            named = self.cut[self.at - 1].upper == "AS"
            if self.token.kind is TokenKind.VARIABLE and (depth == 0 or named):
                names.add(self.text[1:])
            self.at += 1
        inside = self.group("SELECT")
        found.groups.append(inside)
        found.shown = None if everything else frozenset(names)
        while self.token is not None and self.text != "}":  # what orders and limits it
            if self.text in ("(", "{"):
                self._brackets()
            else:
                self.at += 1

    def _filter(self, found: Group) -> None:
        self.at += 1
        while self.token is not None and self.text not in ("(", "{"):
            self.at += 1
        if self.text == "{":
            found.groups.append(self.group("EXISTS"))
            return
        depth = 0
        while self.token is not None:
            if self.text == "{":
                found.groups.append(self.group("EXISTS"))
                continue
            depth += (self.text == "(") - (self.text == ")")
            self.at += 1
            if depth == 0:
                return

    def _triples(self, found: Group) -> None:
        start = self.at
        subject, given = self._node(found)
        if self.at == start:
            return
        self._properties(found, subject, given, start)

    def _properties(self, found: Group, subject: str | None, given: tuple[str, ...], start: int) -> None:
        while True:
            predicate, endless = self._predicate()
            if predicate is None and not endless and self.at == start:
                return
            while True:
                before = self.at
                thing, also = self._node(found)
                if self.at == before:
                    return
                name = predicate or None
                end = min(self.at, len(self.cut))
                found.patterns.append(Pattern(start, end, subject, name, thing, endless, (*given, *also)))
                if self.text != ",":
                    break
                self.at += 1
            if self.text != ";":
                return
            while self.text == ";":
                self.at += 1
            if self.text in ("]", ".", "}", ""):
                return
            start = self.at

    def _node(self, found: Group) -> tuple[str | None, tuple[str, ...]]:
        """Read a term; return its variable, if it is one, and its text, if it is a constant."""
        token = self.token
        if token is None:
            return None, ()
        if token.kind is TokenKind.VARIABLE:
            self.at += 1
            return token.text[1:], ()
        if token.text == "[":
            self._number += 1
            name, begin = f"[{self._number}", self.at
            self.at += 1
            if self.text != "]":
                self._properties(found, name, (), begin)
            self._until("]")
            self.at += 1
            return name, ()
        if token.text in ("(", "<<", "<<("):
            self._brackets()
            return f"({self.at}", ()
        if token.kind in _NODES or token.upper in ("TRUE", "FALSE") or token.text in ("+", "-"):
            self.at += 1 + (token.text in ("+", "-"))
            while self.token is not None and (self.token.kind is TokenKind.LANGUAGE or self.text == "^^"):
                self.at += 2 if self.text == "^^" else 1
            return (token.text, ()) if token.kind is TokenKind.BLANK else (None, (token.text,))
        return None, ()

    def _predicate(self) -> tuple[str | None, bool]:
        """Read a predicate; return its variable, if it is one, and whether it is a path without end."""
        if self.token is not None and self.token.kind is TokenKind.VARIABLE:
            self.at += 1
            return self.cut[self.at - 1].text[1:], False
        return None, self._path()

    def _path(self) -> bool:
        endless = False
        while True:
            while self.text in ("^", "!"):
                self.at += 1
            if self.text == "(":
                inside = self._brackets()
                endless = endless or any(token.text in ("*", "+") for token in inside)
            elif self.token is not None and (self.token.kind in _STEPS or self.text == "a"):
                self.at += 1
            else:
                return endless
            if self.text in ("*", "+", "?"):
                endless = endless or self.text != "?"
                self.at += 1
            if self.text not in ("/", "|"):
                return endless
            self.at += 1

    def _brackets(self) -> Sequence[Token]:
        """Read brackets with all in them, and return that."""
        start, depth = self.at, 0
        while self.token is not None:
            depth += (self.text in ("(", "{", "<<", "<<(")) - (self.text in (")", "}", ">>", ")>>"))
            self.at += 1
            if depth == 0:
                break
        return self.cut[start : self.at]

    def _until(self, text: str) -> None:
        while self.token is not None and self.text != text:
            self.at += 1
