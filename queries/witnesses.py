"""What a SELECT's rows were read from: the same query, asked for all that its patterns bind.

Projection, DISTINCT, groups and expressions hide the claims that a row came from. A `Witness` shows them again: asked
with the values of one row, it gives the solutions that the row stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ontology.terms import HTX, PREFIXES
from queries import syntax
from queries.tokens import Token, TokenKind, tokens

MOST_SOLUTIONS = 20
"""Solutions that a witness gives of one row."""
_AGGREGATES = frozenset(("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"))
_SHORTCUTS = (HTX.awarded, HTX.presentedTo, HTX.heldPostIn, HTX.tookPartIn)
_TAIL = frozenset(("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))
_OPENING = frozenset(("{", "(", "["))
_CLOSING = frozenset(("}", ")", "]"))
_BEFORE_SUBJECTS = frozenset(("{", "}", "."))
_CLAUSES = frozenset(("OPTIONAL", "MINUS", "GRAPH", "FILTER", "BIND", "VALUES", "LATERAL"))
_HIDDEN = "hidden_"


@dataclass(frozen=True, slots=True)
class Witness:
    """A SELECT turned into the query for its solutions.

    `text` is that query, None where rows cannot be told from each other by what is bound; `keys` are the variables
    whose values pick the solutions of one row. `rules` say, in the query's own words, what infers a row: its
    aggregates, and the derived edges that it uses.
    """

    text: str | None
    keys: frozenset[str]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a SELECT stand among its terminals: the clause, the dataset, the group."""

    select: int
    dataset: int
    opening: int
    closing: int


def of(text: str) -> Witness:
    """Return the witness of a SELECT that has passed the guard and that the engine could read."""
    cut = list(tokens(text))
    parts = _parts(cut)
    plain, summed = _told_apart(list(_expressions(cut[parts.select + 1 : parts.dataset])))
    tail = cut[parts.closing + 1 :]
    clause = _clause(tail, "GROUP")
    grouped = list(_expressions(clause))
    rules = [f"computed: {_written(text, one)}" for one in _computed(cut, summed)]
    rules += [f"derived from claims: {name}" for name in _derived(text, cut)]
    projected = {_name(token) for token in cut[parts.select : parts.dataset] if token.kind is TokenKind.VARIABLE}
    if _unnamed(clause, len(grouped)) or not projected.issuperset(_grouping(clause, grouped)):
        return Witness(None, frozenset(), tuple(rules))
    within = {_name(token) for token in cut[parts.opening : parts.closing] if token.kind is TokenKind.VARIABLE}
    bound = [*plain, *grouped]
    keys = frozenset(within | {_name(one[-2]) for one in bound})
    return Witness(_solutions(text, cut, parts, bound), keys, tuple(rules))


def _solutions(text: str, cut: Sequence[Token], parts: _Parts, bound: Sequence[Sequence[Token]]) -> str:
    """Return the query for all that the group binds, with the named expressions of head and groups."""
    opening = cut[parts.opening]
    dataset = text[cut[parts.dataset].start : opening.start]
    group = _revealed(text, cut[parts.opening : parts.closing + 1])
    named = " ".join(f"BIND{_written(text, one)}" for one in bound)
    values = next((at for at in _at_top(cut, parts.closing + 1) if cut[at].upper == "VALUES"), None)
    after = "" if values is None else text[cut[values].start :]
    head = text[: cut[parts.select].start]
    return f"{head}SELECT * {dataset}{{ {group}\n{named} }}\nLIMIT {MOST_SOLUTIONS}\n{after}"


def _revealed(text: str, cut: Sequence[Token]) -> str:
    """Return a group's text with a variable for each blank node, as these often are the claims.

    `[ … ]` becomes a variable that is spoken of at the beginning of the group it stands in.
    """
    out: list[str] = []
    begins: list[int] = []
    waiting: list[tuple[str, int, bool]] = []
    position, number, before = cut[0].start, 0, ""
    for token, after in zip(cut, (*cut[1:], None), strict=True):
        out.append(text[position : token.start])
        position = token.start + len(token.text)
        if token.kind is TokenKind.BLANK:
            out.append(f"?{_HIDDEN}{token.text[2:].replace('.', '_').replace('-', '_')}")
        elif token.text == "[":
            number += 1
            waiting.append((f"?{_HIDDEN}{number}", len(out), before in _BEFORE_SUBJECTS))
        elif token.text == "]":
            variable, start, subject = waiting.pop()
            said = "".join(out[start:]).strip()
            out[start:] = [variable]
            if said and subject:
                out[-1] += f" {said}" + ("" if _ends_triples(after) else " ;")
            elif said:
                out[begins[-1]] += f" {variable} {said} . "
        else:
            out.append(token.text)
            if token.text == "{":
                begins.append(len(out) - 1)
            elif token.text == "}":
                begins.pop()
        before = token.text
    return "".join(out)


def _ends_triples(token: Token | None) -> bool:
    return token is None or token.text in (".", "{", "}") or token.upper in _CLAUSES


def _parts(cut: Sequence[Token]) -> _Parts:
    select = next(at for at, token in enumerate(cut) if token.upper == "SELECT")
    dataset = next(at for at in _at_top(cut, select + 1) if cut[at].text == "{" or cut[at].upper in ("FROM", "WHERE"))
    opening = next(at for at in range(dataset, len(cut)) if cut[at].text == "{")
    return _Parts(select, dataset, opening, _closing(cut, opening))


def _at_top(cut: Sequence[Token], start: int) -> Iterator[int]:
    """Yield the terminals from one on that stand in no bracket; brackets themselves stand outside."""
    depth = 0
    for at in range(start, len(cut)):
        depth -= cut[at].text in _CLOSING
        if depth == 0:
            yield at
        depth += cut[at].text in _OPENING


def _closing(cut: Sequence[Token], opening: int) -> int:
    """Return where the bracket ends that a terminal opens."""
    tops = _at_top(cut, opening)
    next(tops)
    return next(tops)


def _expressions(cut: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the parts `(expression AS ?name)`."""
    for start in _at_top(cut, 0):
        if cut[start].text == "(":
            piece = cut[start : _closing(cut, start) + 1]
            if len(piece) > 3 and piece[-3].upper == "AS":
                yield piece


def _told_apart(
    expressions: Sequence[Sequence[Token]],
) -> tuple[list[Sequence[Token]], list[Sequence[Token]]]:
    """Return the expressions of single solutions, and those that sum many up or use one that does."""
    plain: list[Sequence[Token]] = []
    summed: list[Sequence[Token]] = []
    for one in expressions:
        sums = {_name(other[-2]) for other in summed}
        uses = any(token.kind is TokenKind.VARIABLE and _name(token) in sums for token in one)
        (summed if uses or any(token.upper in _AGGREGATES for token in one) else plain).append(one)
    return plain, summed


def _computed(cut: Sequence[Token], summed: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    """Yield the named aggregates of a query, those of the SELECTs inside of it included, and what is made of them."""
    yield from summed
    told = {one[0].start for one in summed}
    for at, token in enumerate(cut):
        if token.text == "(" and token.start not in told and cut[at - 1].upper != "BIND":
            piece = cut[at : _closing(cut, at) + 1]
            if len(piece) > 3 and piece[-3].upper == "AS" and any(one.upper in _AGGREGATES for one in piece):
                yield piece


def _clause(tail: Sequence[Token], word: str) -> Sequence[Token]:
    """Return the terminals of a clause after the group: from behind its word and `BY` to the next clause."""
    top = list(_at_top(tail, 0))
    start = next((at for at in top if tail[at].upper == word), None)
    if start is None:
        return ()
    end = next((at for at in top if at > start and tail[at].upper in _TAIL), len(tail))
    return tail[start + 2 : end]


def _unnamed(clause: Sequence[Token], named: int) -> bool:
    """Tell whether groups are made by something that has no name."""
    top = [clause[at] for at in _at_top(clause, 0)]
    called = any(token.kind is not TokenKind.VARIABLE and token.text not in "()" for token in top)
    return called or sum(token.text == "(" for token in top) > named


def _grouping(clause: Sequence[Token], named: Sequence[Sequence[Token]]) -> Iterator[str]:
    """Yield the variables that make groups."""
    for at in _at_top(clause, 0):
        if clause[at].kind is TokenKind.VARIABLE:
            yield _name(clause[at])
    for expression in named:
        yield _name(expression[-2])


def _derived(text: str, cut: Sequence[Token]) -> Iterator[str]:
    """Yield the derived edges that a query uses, each once."""
    namespaces = {**PREFIXES, **syntax.declared(text)}
    used: dict[str, None] = {}
    for token in cut:
        prefix, _, local = token.text.partition(":")
        full = token.text[1:-1] if token.kind is TokenKind.IRI else f"{namespaces.get(prefix, '')}{local}"
        if token.kind in (TokenKind.IRI, TokenKind.NAME) and full in _SHORTCUTS:
            used.setdefault(f"htx:{full.removeprefix(HTX.NAMESPACE)}")
    yield from used


def _written(text: str, piece: Sequence[Token]) -> str:
    return text[piece[0].start : piece[-1].start + len(piece[-1].text)]


def _name(token: Token) -> str:
    return token.text[1:]
