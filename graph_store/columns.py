"""The columns of `SELECT *` in the order in which a query speaks of them: the engine sorts them by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = r"(?:\s|\#[^\r\n]*(?:[\r\n]|\Z))"
_STAR = re.compile(
    rf"\A(?:{_GAP}|BASE{_GAP}*<[^<>]*>|PREFIX{_GAP}+[^\s:<>]*:{_GAP}*<[^<>]*>)*SELECT{_GAP}*(?:(?:DISTINCT|REDUCED){_GAP}*)?(\*)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""' + r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''" + r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'|<[^<>\"{}|^`\\\x00-\x20]*>|\#[^\r\n]*|[?$](\w+)",
    re.DOTALL,
)


def named(text: str, columns: Sequence[str]) -> str | None:
    """Return a query with its outermost `*` written out in the order in which its variables first occur.

    None where there is no such `*` or `columns`, which the engine gives, are in that order. `text` is a query that the
    engine has read.
    """
    star = _STAR.match(text)
    if star is None or len(columns) < 2:
        return None
    spoken = dict.fromkeys(found.group(1) for found in _SPOKEN.finditer(text, star.end()) if found.group(1))
    order = {name: place for place, name in enumerate(spoken)}
    wanted = sorted(columns, key=lambda name: (order.get(name, len(order)), name))
    if wanted == list(columns):
        return None
    return f"{text[: star.start(1)]} {' '.join(f'?{name}' for name in wanted)} {text[star.end(1) :]}"
