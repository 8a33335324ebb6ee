"""What a query may contain, decided before anything runs.

The engine evaluates SERVICE and LOAD over the network, and crashes on deeply nested queries; it has no switch against
either. So a text is cut into terminals first, and refused when it could be read as one that does these things, even
where the engine cuts it into other terminals than we do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from queries.errors import BadQuery, NotAllowed, QueryTooComplex
from queries.tokens import Token, TokenKind, place, split, tokens

MAX_SIZE = 1 << 20
LONG = 8192
"""Characters of a text that takes a while to read."""
MAX_DEPTH = 100
MAX_CLAUSES = 800  # the engine overflows its stack somewhere between 1,000 and 5,000 clauses in a row


class Operation(StrEnum):
    """What a text asks for: rows, yes or no, a graph, or a change."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"
    UPDATE = "update"

    @property
    def reads(self) -> bool:
        """Return whether it is a query (not an update)."""
        return self is not Operation.UPDATE

    @property
    def graph(self) -> bool:
        """Return whether the answer is a graph."""
        return self in (Operation.CONSTRUCT, Operation.DESCRIBE)


@dataclass(frozen=True, slots=True)
class Query:
    """A text that passed: what it asks for, the prefixes it uses without declaring them, the endpoints it calls."""

    text: str
    operation: Operation
    undeclared: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_QUERIES = frozenset(o.value.upper() for o in Operation if o.reads)
_CLAUSES = frozenset(["OPTIONAL", "UNION", "MINUS", "BIND", "EXISTS", "FILTER", "GRAPH", "VALUES", "SELECT", "LATERAL"])
_OPENING = frozenset(("{", "(", "[", "<<", "<<(", "{|"))
_CLOSING = frozenset(("}", ")", "]", ">>", ")>>", "|}"))
# Between two terminals only these can stand, whichever way the text is cut.
_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*(?:[\r\n]|$))*"
_TARGET = r"(?:<[^<>\"{}|^`\x00-\x20]*>|[?$]\w+|[\w.-]*:[\w.:%\\-]*)"
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?P<target>{_TARGET}){_GAP}\{{", re.IGNORECASE)
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)  # they lead out of the prefix
_LOAD = re.compile(rf"LOAD{_GAP}(?:SILENT{_GAP})?{_TARGET}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_SHORT = 1500  # fewer characters than clauses could be too many with
_TELLING = re.compile(r"[\"'\\\x00]")
_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
_FIRST = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s+)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.ASCII)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*|):")


def quick(text: str) -> Query | None:
    """Return what `check` would return, when a glance shows that a short text is a harmless query; else None.

    A glance is enough where nothing can be called (the words do not occur), no bracket or clause can be one too many,
    and no string, comment or escape hides anything. Whether the engine can read it is left to the engine.
    """
    if len(text) > _SHORT or _TELLING.search(text) or sum(map(text.count, "{([<")) > MAX_DEPTH:
        return None
    folded = text.casefold()
    if "service" in folded or "load" in folded:
        return None
    bare = _IRI.sub("", text)
    if "#" in bare or (found := _FIRST.match(bare)) is None:
        return None
    undeclared: tuple[str, ...] = ()
    if ":" in bare:
        known = {name.strip() for name in _DECLARED.findall(bare)}
        undeclared = tuple(name for name in dict.fromkeys(_PREFIXED.findall(bare)) if name not in known)
    return Query(text, Operation(found.group(1).lower()), undeclared)


def check(
    text: str, *, max_size: int = MAX_SIZE, services: Sequence[str] = (), empty: Operation | None = None
) -> Query:
    """Return what a text asks for, or raise a QueryError that says why it is refused.

    `services` are prefixes of the endpoints that SERVICE may name; without any, SERVICE is refused. A text that asks
    for nothing is refused unless it stands for what `empty` says: an update may do nothing.
    """
    if len(text) > max_size:
        raise QueryTooComplex(f"the query has {len(text):,} characters; at most {max_size:,} are read")
    if (found := text.find("\x00")) >= 0:
        raise BadQuery("the query has a null character", place(text, found))
    cut = list(tokens(text))
    _refuse_depth(text, cut)
    operation = _operation(text, cut, empty)
    calls = _refuse_calls(text, operation, services)
    return Query(text, operation, _undeclared(cut), calls)


def projected(text: str, parameters: Iterable[str]) -> None:
    """Raise BadQuery unless every SELECT that speaks of a parameter projects it, the outermost all of them.

    A parameter is bound only where it is projected; inside of a SELECT that leaves it out, the engine forgets the
    binding without a word and answers for everybody.
    """
    cut = list(tokens(text))
    wanted = {f"?{name}" for name in parameters}
    outermost = True
    for start, end in _selects(cut):
        head = _head(cut, start)
        names = {_variable(token) for token in cut[start:end] if token.kind is TokenKind.VARIABLE}
        missing = (wanted if outermost else wanted & names) - head
        if missing and "*" not in head:
            raise BadQuery(
                f"this SELECT does not project the parameter {', '.join(sorted(missing))}",
                place(text, cut[start].start),
                "project every parameter in each SELECT that uses it",
            )
        outermost = False


def declared(text: str) -> dict[str, str]:
    """Return the prefixes a text declares, with the IRIs as written."""
    cut = list(tokens(text))
    return {
        cut[at + 1].text[:-1]: cut[at + 2].text[1:-1]
        for at, token in enumerate(cut[:-2])
        if token.upper == "PREFIX" and cut[at + 1].kind is TokenKind.NAME and cut[at + 2].kind is TokenKind.IRI
    }


def _operation(text: str, cut: Sequence[Token], empty: Operation | None) -> Operation:
    skip = 0
    for token in cut:
        if skip:
            skip -= 1
        elif token.upper == "PREFIX":
            skip = 2
        elif token.upper in ("BASE", "VERSION"):
            skip = 1
        elif token.upper in _QUERIES:
            return Operation(token.upper.lower())
        elif token.upper in _UPDATES:
            return Operation.UPDATE
        elif token.text != ";":
            raise BadQuery(
                f"expected SELECT, ASK, CONSTRUCT, DESCRIBE or an update, found {token.text[:40]!r}",
                place(text, token.start),
            )
    if empty is None:
        raise BadQuery("the query is empty", place(text, len(text)))
    return empty


def _refuse_depth(text: str, cut: Sequence[Token]) -> None:
    depth = clauses = 0
    for token in cut:
        if token.kind is TokenKind.SIGN and token.text in _OPENING:
            depth += 1
            clauses += token.text == "{"
        elif token.kind is TokenKind.SIGN and token.text in _CLOSING:
            depth -= 1
        elif token.upper in _CLAUSES:
            clauses += 2
        if depth > MAX_DEPTH:
            where = place(text, token.start)
            raise QueryTooComplex(
                f"line {where.line}, column {where.column}: brackets are nested deeper than {MAX_DEPTH}"
            )
    if clauses > 2 * MAX_CLAUSES:
        raise QueryTooComplex(f"the query has more than {MAX_CLAUSES} clauses; ask with VALUES or in parts")


def _refuse_calls(text: str, operation: Operation, services: Sequence[str]) -> tuple[str, ...]:
    """Return the endpoints that a text calls, all of them allowed."""
    called: dict[str, None] = {}
    for plain in {text, _ESCAPE.sub(_unescape, text)}:
        for found in _reached(plain, _SERVICE, "service"):
            target = found["target"][1:-1] if found["target"].startswith("<") else ""
            if not any(target.startswith(prefix) for prefix in services) or _DOTS.search(target):
                only = f"it calls {', '.join(services)} only" if services else "this server calls no other servers"
                raise NotAllowed(f"SERVICE is refused: {only}{_at(text, plain, found)}")
            called.setdefault(target)
        if not operation.reads and (call := next(_reached(plain, _LOAD, "load"), None)):
            raise NotAllowed(f"LOAD is refused: this server fetches nothing itself{_at(text, plain, call)}")
    return tuple(called)


def _at(text: str, plain: str, found: re.Match[str]) -> str:
    where = place(plain, found.start())
    return f" (line {where.line}, column {where.column})" if plain == text else ""


def _reached(text: str, pattern: re.Pattern[str], word: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern stands outside of strings and comments in any way the text can be cut."""
    if word not in text.lower():
        return
    readable = None
    for at in range(len(text)):
        if text[at] in (word[0], word[0].upper()) and (found := pattern.match(text, at)):
            readable = _readable(text) if readable is None else readable
            if readable[at]:
                yield found


def _readable(text: str) -> bytearray:
    """Mark every offset at which some cutting of the text has a terminal, or the inside of a word.

    `<` may open an IRI or mean *less than*; the engine takes `trueSERVICE` for two words and `SERVICEex:a` too.
    """
    marks = bytearray(len(text) + 1)
    seen = bytearray(len(text) + 1)
    waiting = [0]
    while waiting:
        position = waiting.pop()
        if position >= len(text) or seen[position]:
            continue
        seen[position] = 1
        kind, end = split(text, position)
        if kind is None:
            continue
        marks[position] = 1
        if kind == "iri":
            waiting.append(position + 1)
        elif kind not in ("space", "string", "string_line"):
            marks[position:end] = b"\x01" * (end - position)
            waiting.extend(at + 1 for at in range(position, end) if text[at] == ".")
        waiting.append(end)
    return marks


def _unescape(found: re.Match[str]) -> str:
    point = int(found.group()[2:], 16)
    return chr(point) if point <= 0x10FFFF else found.group()


def _undeclared(cut: Sequence[Token]) -> tuple[str, ...]:
    known: set[str] = set()
    used: dict[str, None] = {}
    declaring = False
    for token in cut:
        if token.kind is TokenKind.NAME:
            prefix = token.text.partition(":")[0]
            if declaring:
                known.add(prefix)
            else:
                used.setdefault(prefix)
        declaring = token.upper == "PREFIX"
    return tuple(prefix for prefix in used if prefix not in known)


def _selects(cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of all SELECTs, the outermost first."""
    for at, token in enumerate(cut):
        if token.upper == "SELECT":
            depth = 0
            for end in range(at, len(cut)):
                depth += (cut[end].text in ("{", "(")) - (cut[end].text in ("}", ")"))
                if depth < 0:
                    break
            yield at, end + (depth >= 0)


def _head(cut: Sequence[Token], start: int) -> set[str]:
    """Return what a SELECT projects: `*`, plain variables, and the names given by AS."""
    found: set[str] = set()
    depth = 0
    for at in range(start + 1, len(cut)):
        token = cut[at]
        if token.text == "{" or token.upper in ("WHERE", "FROM"):
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "*" and depth == 0:
            found.add("*")
        elif token.kind is TokenKind.VARIABLE and (depth == 0 or cut[at - 1].upper == "AS"):
            found.add(_variable(token))
    return found


def _variable(token: Token) -> str:
    return f"?{token.text[1:]}"
