"""Which pairs are worth a judgement: entities of one folded name, and persons one of whose names begins the other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.resolve.names import name_key, person_key
from ingest.values import fold

_LARGEST = 60
"""Entities of one name: beyond this, pairs are only made with the first ones, so that the work stays near linear."""


def pairs(named: Iterable[tuple[str, str]], *, people: bool) -> Iterator[tuple[str, str]]:
    """Yield pairs of IRIs from (IRI, name), each once, in order; folded names only find candidates, never decide."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for iri, name in named:
        blocks[fold(person_key(name) if people else name_key(name))].append(iri)
    for key in sorted(blocks):
        members = sorted(blocks[key])
        for index, left in enumerate(members[:_LARGEST]):
            for right in members[index + 1 :]:
                yield left, right
        if people:
            yield from _longer(blocks, key, members)


def _longer(blocks: dict[str, list[str]], key: str, members: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs with those whose name this one begins: *Nguyễn Thị Thúy* and *Nguyễn Thị Thúy Dung*."""
    words = key.split()
    for length in range(3, len(words)):
        shorter = blocks.get(" ".join(words[:length]))
        if shorter:
            for left in members[:_LARGEST]:
                for right in sorted(shorter)[:_LARGEST]:
                    yield (left, right) if left < right else (right, left)
