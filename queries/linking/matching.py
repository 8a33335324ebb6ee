"""The one function that command line, service and agents ask: candidates for a name with properties, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from queries.linking.blocks import blocks
from queries.linking.comparing import Asked, Compared, Reason, Where, compare
from queries.linking.entries import Entries

LINK, REVIEW = 0.97, 0.35
"""Probabilities from which a candidate is linked by itself, and from which people are asked: see docs/linking.md."""

_NONE = 5.5
"""Log-odds that a candidate must outweigh: that nothing of what is known is meant."""
_OF_A_BLOCK = 150
_COMPARED = 40
_GATHERED = 400
_CONTEXTS = 4


class Verdict(StrEnum):
    """What is to become of a candidate."""

    LINK = "link"
    REVIEW = "review"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be meant: how likely (0 to 1), what is to become of it, and why."""

    compared: Compared
    probability: float
    verdict: Verdict

    @property
    def iri(self) -> str:
        """The entry's IRI."""
        return self.compared.entry.iri

    @property
    def name(self) -> str:
        """The entry's name."""
        return self.compared.entry.name

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for and against it."""
        return self.compared.reasons


def match(
    entries: Entries,
    asked: Asked,
    *,
    types: Iterable[str] = (),
    limit: int = 5,
    least: float = 0.0,
    without: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Return who may be meant, the likeliest first; `types` are kinds or classes, one of which it must have.

    Probabilities are over all candidates and *none of them*: two that fit alike have a half each. `without` are IRIs that
    are known not to be meant.
    """
    wanted = frozenset(types)
    numbers = _gathered(entries, asked)
    found = [
        compare(asked, entry)
        for _, entry in entries.numbered(numbers)
        if (not wanted or entry.kind in wanted or not wanted.isdisjoint(entry.classes)) and entry.iri not in without
    ]
    found.sort(key=lambda one: (-one.total, one.entry.iri))
    weights = [exp(min(60.0, one.total)) for one in found]
    whole = sum(weights) + exp(_NONE)
    candidates = [
        Candidate(one, weight / whole, verdict(weight / whole)) for one, weight in zip(found, weights, strict=True)
    ]
    return [one for one in candidates[:limit] if one.probability >= least]


def verdict(probability: float) -> Verdict:
    """Return what is to become of a candidate of this probability."""
    if probability >= LINK:
        return Verdict.LINK
    return Verdict.REVIEW if probability >= REVIEW else Verdict.NONE


def _gathered(entries: Entries, asked: Asked) -> list[int]:
    """Return the numbers of the entries to compare: those that share most blocks."""
    shared: Counter[int] = Counter()
    for key in _asked_blocks(asked):
        shared.update(entries.within(key, _OF_A_BLOCK))
        if len(shared) > _GATHERED:
            break
    return [number for number, _ in shared.most_common(_COMPARED)]


def _asked_blocks(asked: Asked) -> Iterator[int]:
    keys = list(blocks(asked.name, asked.code, asked.where, asked.representative, person=False))
    if asked.representative:
        keys += blocks("", None, Where(), asked.representative, person=False)
    if asked.name:
        keys += blocks(asked.name, None, asked.where, None, person=True)
    for province in sorted(asked.context)[:_CONTEXTS]:
        keys += blocks(asked.name, None, Where(province), None, person=False)
    yield from dict.fromkeys(keys)
