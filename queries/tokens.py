"""SPARQL text cut into its terminals, with their places.

This is a security border: what is refused is decided on these tokens, so wherever the engine could read other
tokens than we do, `forbidden_reading` (in `syntax`) has to know. Terminals follow the SPARQL 1.1 grammar (19.8), with
the additions the engine knows (`<<(`, base directions). Escapes such as `\\u0053` are read where the engine reads
them, in IRIs and strings; outside of these they are an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from queries.errors import BadQuery, Place


class TokenKind(StrEnum):
    """The kinds of terminals that matter for what a query may contain."""

    IRI = "iri"
    NAME = "name"
    STRING = "string"
    VARIABLE = "variable"
    BLANK = "blank"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal: its kind, its text as written and where it starts."""

    kind: TokenKind
    text: str
    start: int

    @property
    def upper(self) -> str:
        """Return a keyword in capitals, and the empty text for anything that is no word."""
        return self.text.upper() if self.kind is TokenKind.WORD else ""


_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_START = f"{_LETTER}_"
_NAME_CHAR = f"{_NAME_START}0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_CODEPOINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_PREFIX = f"[{_LETTER}](?:[{_NAME_CHAR}.]*[{_NAME_CHAR}])?"
_LOCAL = f"(?:[{_NAME_START}:0-9]|{_ESCAPED})(?:(?:[{_NAME_CHAR}:]|{_ESCAPED})|\\.+(?=[{_NAME_CHAR}:%\\\\]))*"
_TERMINALS = (
    ("space", r"[ \t\r\n]+|\#[^\r\n]*"),
    ("iri", rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_CODEPOINT})*>"),
    ("string", r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""' + r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"),
    ("string_line", r'"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*'"),
    ("variable", f"[?$][{_NAME_START}0-9][{_NAME_START}0-9\u00b7\u0300-\u036f\u203f-\u2040]*"),
    ("blank", f"_:[{_NAME_START}0-9](?:[{_NAME_CHAR}.]*[{_NAME_CHAR}])?"),
    ("name", f"(?:{_PREFIX})?:(?:{_LOCAL})?"),
    ("language", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?"),
    ("number", r"(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+"),
    ("word", r"[A-Za-z_][A-Za-z0-9_]*"),
    ("sign", r"\^\^|\|\||&&|!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}|[{}()\[\].,;*/+\-=<>!^|?~]"),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TERMINALS), re.DOTALL)
_KINDS = {kind.value: kind for kind in TokenKind} | {"string_line": TokenKind.STRING}


def place(text: str, offset: int) -> Place:
    """Return line, column and the line's text at an offset."""
    offset = min(offset, len(text))
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(line, column, lines[line - 1])


def split(text: str, position: int) -> tuple[str | None, int]:
    """Return the terminal's name and end at a position (None where none starts); spaces and comments are `space`."""
    found = _TOKEN.match(text, position)
    return (None, position) if found is None else (found.lastgroup, found.end())


def tokens(text: str) -> Iterator[Token]:
    """Yield the text's terminals without spaces and comments; BadQuery where no terminal starts."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise BadQuery(_unreadable(text, position), place(text, position))
        name = found.lastgroup or ""
        if name != "space":
            yield Token(_KINDS[name], found.group(), position)
        position = found.end()


def _unreadable(text: str, position: int) -> str:
    rest = text[position : position + 3]
    if rest[0] in "\"'":
        return "this string has no end" if rest in ('"""', "'''") else "this string does not end on its line"
    if rest[0] == "\\":
        return "an escape stands outside of strings and IRIs"
    return f"unexpected character {rest[0]!r} (U+{ord(rest[0]):04X})"
