"""Which entries are worth comparing: those that share a block with what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from ontology.spelling import fold
from queries.linking.comparing import Where
from queries.linking.spelling import Spelt, spelt

_WORDS = 6
"""Words of a name that are left out one by one, so that a misspelt one does no harm."""


def blocks(name: str, code: str | None, where: Where, representative: str | None, *, person: bool) -> Iterator[int]:
    """Yield the numbers of the blocks, the most telling first: code, name and place, name, place and parts of names."""
    if code is not None:
        yield _number("code", code[:10])
    parts = spelt(name, person) if name else None
    if representative:
        who = fold(spelt(representative, True).whole)
        yield _number("who", who, where.province or "")
    if parts is not None:
        yield from _named(parts, where)


def _named(parts: Spelt, where: Where) -> Iterator[int]:
    words = sorted(parts.folded)
    whole = " ".join(words)
    communes = sorted(where.communes)[:12]
    for commune in communes:
        yield from (_number("in", word, commune) for word in dict.fromkeys(words[:_WORDS]))
    if where.province is not None:
        yield _number("name", whole, where.province)
    yield _number("name", whole, "")
    less = [" ".join(words[:at] + words[at + 1 :]) for at in range(min(len(words), _WORDS))] if len(words) > 1 else []
    for rest in dict.fromkeys(less):
        if where.province is not None:
            yield _number("part", rest, where.province)
    for rest in dict.fromkeys(less):
        yield _number("part", rest, "")
    for commune in communes[:3]:
        yield _number("trade", " ".join(parts.trades), commune)


def _number(*key: str) -> int:
    return int.from_bytes(blake2b("\0".join(key).encode(), digest_size=8).digest(), "big", signed=True)
