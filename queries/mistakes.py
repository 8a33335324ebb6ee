"""What may be meant: the engine's refusals told with their place and cause, and terms that do not exist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache, lru_cache

from graph_store.errors import QuerySyntax
from ontology.terms import HTX, PREFIXES
from queries import syntax
from queries.errors import BadQuery, Place
from queries.grammar import Stop, stop
from queries.tokens import Token, TokenKind, place, tokens

_OURS = "htx"
_DECLARING = f"{_OURS}:"
_A_GLANCE = re.compile(rf"\b{_OURS}:([A-Za-z_][\w-]*)|{re.escape(HTX.NAMESPACE)}([^>\s]*)|<{re.escape(HTX.NAMESPACE)}>")
_SENTENCE = re.compile(r"(?:^|, )((?:The|A|An|Prefix|Aggregate|Unexpected|Invalid|Variable|Blank)\b[^,\[]*)")
_OPENING = {"{": "}", "(": ")", "[": "]"}
_MOST_ALTERNATIVES = 6


def unreadable(text: str, error: QuerySyntax, *, shift: int = 0, services: Sequence[str] = ()) -> BadQuery:
    """Return the engine's refusal with its place in the text, what stands there and, where it can, what may be meant.

    `shift` characters were put before the text's first line for the engine.
    """
    cut = list(tokens(text))
    checked = syntax.check(text, max_size=len(text), services=services, empty=syntax.Operation.UPDATE)
    unknown = [name for name in checked.undeclared if name not in PREFIXES]
    found = stop(cut, update=not checked.operation.reads)
    if found is not None:
        where = place(text, len(text.rstrip()) if found.token is None else found.token.start)
        return BadQuery(_told(text, cut, found), where, None)
    engine = str(error).partition(": ")[2] if error.line is not None else str(error)
    if unknown and "Prefix not found" in engine:
        message = "; ".join(f"unknown prefix {name}:{_nearest(name, PREFIXES)}" for name in unknown)
        return BadQuery(message, _first_use(text, cut, unknown[0]), _declare(unknown[0]))
    sentence = _SENTENCE.search(engine.removeprefix("expected one of ").removeprefix("expected "))
    message = sentence.group(1).strip() if sentence else engine
    if error.line is None or error.column is None:
        return BadQuery(message, None, None)
    lines = text.replace("\r\n", "\n").split("\n")
    column = max(1, error.column - shift if error.line == 1 else error.column)
    excerpt = lines[error.line - 1] if error.line <= len(lines) else ""
    return BadQuery(message[0].lower() + message[1:], Place(error.line, column, excerpt), None)


def unknown_terms(text: str) -> tuple[str, ...]:
    """Return, for each term of our own ontology in a query that does not exist, a sentence that says so.

    A text that cannot be cut into terminals has none, nor has a long one.
    """
    if len(text) > syntax.LONG or not (_DECLARING in text or HTX.NAMESPACE in text):
        return ()
    return _unknown_terms(text)


@lru_cache(maxsize=2048)
def _unknown_terms(text: str) -> tuple[str, ...]:
    if not any(_suspicious(found) for found in _A_GLANCE.finditer(text)):
        return ()
    try:
        cut, namespaces = list(tokens(text)), {**PREFIXES, **syntax.declared(text)}
    except BadQuery:
        return ()
    told: dict[str, None] = {}
    for token in cut:
        local = _local(token, namespaces)
        if local and local not in _terms():
            told[f"unknown term {_OURS}:{local}{_nearest(local, _terms(), _OURS)}"] = None
    return tuple(told)


@cache
def _terms() -> frozenset[str]:
    return frozenset(
        value.removeprefix(HTX.NAMESPACE)
        for value in vars(HTX).values()
        if isinstance(value, str) and value.startswith(HTX.NAMESPACE) and value != HTX.NAMESPACE
    )


def _suspicious(found: re.Match[str]) -> bool:
    name = found.group(1) or found.group(2)
    return name is None or name not in _terms()  # the namespace alone may be declared under another prefix


def _local(token: Token, namespaces: dict[str, str]) -> str | None:
    if token.kind is TokenKind.NAME:
        prefix, _, local = token.text.partition(":")
        return local if namespaces.get(prefix) == HTX.NAMESPACE else None
    if token.kind is TokenKind.IRI and token.text.startswith(f"<{HTX.NAMESPACE}"):
        return token.text[len(HTX.NAMESPACE) + 1 : -1]
    return None


def _told(text: str, cut: Sequence[Token], found: Stop) -> str:
    """Return in a sentence what is wrong where a text stops being one that can be read."""
    expected = " or ".join(found.expected) if len(found.expected) <= _MOST_ALTERNATIVES else ""
    if found.token is not None:
        said = found.token.text[:40]
        meant = get_close_matches(said.upper(), [one for one in found.expected if one.isupper()], 1)
        rest = f" (did you mean {meant[0]}?)" if meant else f"; expected {expected}" if expected else ""
        return f"unexpected {said!r}{rest}"
    opened = _unclosed(cut)
    if opened is not None:
        start = place(text, opened.start)
        return f"the text ends, but the {opened.text!r} of line {start.line}, column {start.column} is not closed"
    return f"the text ends too early{f'; expected {expected}' if expected else ''}"


def _unclosed(cut: Sequence[Token]) -> Token | None:
    waiting: list[Token] = []
    for token in cut:
        if token.kind is TokenKind.SIGN and token.text in _OPENING:
            waiting.append(token)
        elif waiting and token.text == _OPENING[waiting[-1].text]:
            waiting.pop()
    return waiting[-1] if waiting else None


def _first_use(text: str, cut: Sequence[Token], prefix: str) -> Place | None:
    token = next((one for one in cut if one.kind is TokenKind.NAME and one.text.startswith(f"{prefix}:")), None)
    return place(text, token.start) if token is not None else None


def _declare(prefix: str) -> str:
    return f"declare it with PREFIX {prefix}: <…>; known without that are {', '.join(sorted(PREFIXES))}"


def _nearest(name: str, known: Sequence[str] | frozenset[str] | dict[str, str], prefix: str = "") -> str:
    folded = {one.lower(): one for one in known}
    found = get_close_matches(name.lower(), folded, 1)
    if not found:
        return ""
    return f" (did you mean {prefix}:{folded[found[0]]}?)" if prefix else f" (did you mean {folded[found[0]]}:?)"
