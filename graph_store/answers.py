"""Answers kept for who asks the same of the same generation again, bounded in bytes."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

_SHARE = 16
_OVERHEAD = 512
_PERHAPS_CHANGING = ("now", "rand", "uuid", "bnode", "\\u")
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b|\\u", re.IGNORECASE)


def changing(text: str) -> bool:
    """Tell whether another call of a query may be answered otherwise, on the same graph."""
    folded = text.casefold()
    return any(word in folded for word in _PERHAPS_CHANGING) and _CHANGING.search(text) is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: `kind` is select, ask or graph; `body` is serialised as asked; `generation` it is of."""

    kind: str
    body: bytes
    generation: int
    seconds: float


class Answers:
    """Keeps the answers used last. For one thread."""

    def __init__(self, most_bytes: int) -> None:
        """Keep at most so many bytes; an answer larger than a sixteenth of that is not kept."""
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0

    def find(self, key: Hashable) -> Answer | None:
        """Return the answer kept under a key, if there is one."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return found[0]

    def keep(self, key: Hashable, answer: Answer, text: str) -> None:
        """Keep an answer under a key, unless it is large or another call of its query would give another."""
        size = len(answer.body) + 4 * len(text) + _OVERHEAD
        if size * _SHARE > self._most or key in self._kept or changing(text):
            return
        self._kept[key] = (answer, size)
        self.bytes += size
        while self.bytes > self._most:
            self.bytes -= self._kept.popitem(last=False)[1][1]
