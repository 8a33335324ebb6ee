"""A named query written out as plain SPARQL, its parameters filled in: what an analyst copies, changes and runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ontology import iris
from queries import catalog, tokens
from queries.catalog import NamedQuery
from queries.tokens import Token, TokenKind

_HEAD_ENDS = ("WHERE", "FROM")
_GROUP_ENDS = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def written(query: NamedQuery, given: Mapping[str, str], base: str = iris.DEFAULT_BASE) -> str:
    """Return the text of a named query that answers, without parameters, what `given` asks.

    What is not given, and has no default, stays a variable: anything. Each parameter's variable gives way to its value; where the variable is selected or grouped by, the value keeps its
    name; where the query binds it, a filter compares it with the value. Raises BadParameter for what is unreadable.
    """
    open_ended = replace(query, parameters=tuple(replace(one, optional=True) for one in query.parameters))
    values = catalog.bind(open_ended, given, base)
    cut = list(tokens.tokens(query.text))
    compared = {cut[i].text[1:] for i, part in _parts(cut) if part == "body" and cut[i - 1].upper == "AS"} & set(values)
    grouped = {cut[i].text[1:] for i, part in _parts(cut) if part == "group" and cut[i].kind is TokenKind.VARIABLE}
    pieces, end = [], 0
    for i, part in _parts(cut):
        name = cut[i].text[1:]
        if name in compared:
            if cut[i - 1].upper == "AS":
                stop = cut[i + 1].start + 1
                pieces += [query.text[end:stop], f" FILTER(?{name} = {values[name]})"]
                end = stop
            continue
        if cut[i].kind is not TokenKind.VARIABLE or name not in values or part == "order":
            continue
        if part == "bound":
            begin, stop, text = cut[i - 2].start, cut[i + 1].start + 1, "true"
        else:
            begin, stop, text = cut[i].start, cut[i].start + len(cut[i].text), values[name]
        if part == "group" or (part == "head" and name not in grouped):
            text = f"({text} AS ?{name})"
        elif part == "head":
            text = f"?{name}"
        pieces += [query.text[end:begin], text]
        end = stop
    return "".join((*pieces, query.text[end:]))


def _parts(cut: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield every token's place in the list with the part it is in: `head`, `group`, `order`, `bound` or `body`.

    A variable within brackets of a head (`(COUNT(?x) AS ?n)`) is read as any other of the body.
    """
    part, depth = "body", 0
    for i, token in enumerate(cut):
        word = token.upper
        if word == "SELECT":
            part, depth = "head", 0
        elif word == "BY" and i:
            part, depth = cut[i - 1].upper.lower(), 0
        elif token.text in "{}" or word in (*_HEAD_ENDS, *_GROUP_ENDS):
            part = "body"
        if token.text in "()" and part in ("head", "group"):
            depth += 1 if token.text == "(" else -1
        bound = i >= 2 and cut[i - 2].upper == "BOUND"
        yield i, "bound" if bound else part if depth == 0 else "body"
