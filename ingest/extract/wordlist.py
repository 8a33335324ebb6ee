"""Lists of fixed wordings, found in a text by their first word: longest first, as whole words, in any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ingest.values import unify_tones

Value = TypeVar("Value")
_FIRST = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A wording found: where it stands and what it means."""

    start: int
    end: int
    value: Value


class WordList(Generic[Value]):
    """Wordings with their meanings. Lower-case text is searched; one dictionary look-up a word."""

    def __init__(self, entries: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        """Take the wordings; the first of two equal ones counts."""
        self._by_first: dict[str, list[tuple[str, Value]]] = {}
        seen: set[str] = set()
        for wording, value in entries.items() if isinstance(entries, Mapping) else entries:
            text = unify_tones(" ".join(wording.split())).lower()
            first = _FIRST.match(text)
            if first is None:
                raise ValueError(f"a wording begins with a word: {wording!r}")
            if text not in seen:
                seen.add(text)
                self._by_first.setdefault(first.group(), []).append((text, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, lower: str, start: int) -> Found[Value] | None:
        """Return the longest wording that begins at a place, or None."""
        first = _FIRST.match(lower, start)
        return self._longest(lower, start, first.group()) if first is not None else None

    def _longest(self, lower: str, start: int, first: str) -> Found[Value] | None:
        for text, value in self._by_first.get(first, ()):
            end = start + len(text)
            if lower.startswith(text, start) and not (
                end < len(lower) and (lower[end].isalnum() and text[-1].isalnum())
            ):
                return Found(start, end, value)
        return None

    def scan(self, lower: str, start: int = 0, end: int | None = None) -> Iterator[Found[Value]]:
        """Yield the wordings of a stretch of lower-case text in order; they do not overlap."""
        limit = len(lower) if end is None else end
        words = _words(lower)
        done = start
        beginning = [(at, word) for word in words.keys() & self._by_first.keys() for at in words[word]]
        for place, first in sorted(beginning):
            if place < done:
                continue
            found = self._longest(lower, place, first)
            if found is not None and found.end <= limit:
                done = found.end
                yield found


@lru_cache(maxsize=8)
def _words(lower: str) -> dict[str, list[int]]:
    """Return where each word of a text stands: several lists are looked for in one text, one after the other."""
    places: dict[str, list[int]] = {}
    for word in _FIRST.finditer(lower):
        places.setdefault(word.group(), []).append(word.start())
    return places
