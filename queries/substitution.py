"""A query with variables replaced by terms, in its text: as our own engine would bind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from queries import tokens
from queries.tokens import Token, TokenKind

_HEAD_ENDS = ("WHERE", "FROM")
_GROUP_ENDS = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def substituted(text: str, values: Mapping[str, str]) -> str:
    """Return a query whose variables give way to their `values`, which are terms as N-Triples writes them.

    Where the variable is selected or grouped by, the value keeps its name; where the query binds it, a filter compares
    it with the value.
    """
    cut = list(tokens.tokens(text))
    compared = {cut[i].text[1:] for i, part in _parts(cut) if part == "body" and cut[i - 1].upper == "AS"} & set(values)
    grouped = set(_grouped(cut))
    pieces, end = [], 0
    for i, part in _parts(cut):
        name = cut[i].text[1:]
        if name in compared:
            if cut[i - 1].upper == "AS":
                stop = cut[i + 1].start + 1
                pieces += [text[end:stop], f" FILTER(?{name} = {values[name]})"]
                end = stop
            continue
        if cut[i].kind is not TokenKind.VARIABLE or name not in values or part == "order":
            continue
        if part == "bound":
            begin, stop, told = cut[i - 2].start, cut[i + 1].start + 1, "true"
        else:
            begin, stop, told = cut[i].start, cut[i].start + len(cut[i].text), values[name]
        if part == "inner":
            told = "" if _in_company(cut, i) else f"({told} AS ?{name}_)"
        elif part == "group" or (part == "head" and name not in grouped):
            told = f"({told} AS ?{name})"
        elif part == "head":
            told = f"?{name}"
        pieces += [text[end:begin], told]
        end = stop
    return "".join((*pieces, text[end:]))


def _parts(cut: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield every token's place in the list with the part it is in: `head`, `inner`, `group`, `order`, `bound` or `body`.

    The heads of SELECTs within others are `inner`: there, a value needs no name. A variable within brackets of a head (`(COUNT(?x) AS ?n)`) is read as any other of the body.
    """
    part, depth, head = "body", 0, "head"
    for i, token in enumerate(cut):
        word = token.upper
        if word == "SELECT":
            part, depth, head = head, 0, "inner"
        elif word == "BY" and i:
            part, depth = cut[i - 1].upper.lower(), 0
        elif token.text in "{}" or word in (*_HEAD_ENDS, *_GROUP_ENDS):
            part = "body"
        if token.text in "()" and part in ("head", "inner", "group"):
            depth += 1 if token.text == "(" else -1
        bound = i >= 2 and cut[i - 2].upper == "BOUND"
        yield i, "bound" if bound else part if depth == 0 else "body"


def _grouped(cut: list[Token]) -> Iterator[str]:
    """Yield the variables by which the outermost SELECT groups."""
    depth = 0
    for i, part in _parts(cut):
        depth += {"{": 1, "}": -1}.get(cut[i].text, 0)
        if part == "group" and not depth and cut[i].kind is TokenKind.VARIABLE:
            yield cut[i].text[1:]


def _in_company(cut: list[Token], place: int) -> bool:
    """Tell whether something is selected beside what stands at a place."""
    before, after = cut[place - 1], cut[place + 1]
    return TokenKind.VARIABLE in (before.kind, after.kind) or before.text == ")" or after.text == "("
