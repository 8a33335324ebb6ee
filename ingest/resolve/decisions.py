"""Decisions on who is who: same, different, unsure, by whom and why; an append-only log that gives the overlay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

BY_RULES = "rules"
"""Who decided, where posts and organizations agree and no person was asked."""


class Verdict(StrEnum):
    """What was decided of a pair; `undo` takes back what was decided of it before."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on two entities' IRIs. `batch` names decisions made together, each of which can be undone alone."""

    left: str
    right: str
    verdict: Verdict
    by: str
    on: str
    why: str = ""
    batch: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Return the two IRIs in order: a decision on a pair is one on its mirror image."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

    def row(self) -> dict[str, object]:
        """Return the decision as it is logged."""
        return {**asdict(self), "verdict": str(self.verdict)}


def read(rows: Iterable[Mapping[str, object]]) -> list[Decision]:
    """Return logged decisions, oldest first; ValueError names the first that is none.

    Decisions on links to other data stand in the same log, under the name of a dataset: they make nobody one.
    """
    found = []
    for number, row in enumerate(rows, 1):
        if row.get("dataset") is not None:
            continue
        try:
            batch = row.get("batch")
            found.append(
                Decision(
                    str(row["left"]),
                    str(row["right"]),
                    Verdict(str(row["verdict"])),
                    str(row["by"]),
                    str(row["on"]),
                    str(row.get("why", "")),
                    None if batch is None else str(batch),
                )
            )
        except (KeyError, ValueError) as error:
            raise ValueError(f"decision {number} cannot be understood: {error}") from None
    return found


def standing(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return what stands of each pair: the last word of a person, else of the rules; undone pairs have none."""
    stands: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        known = stands.get(one.pair)
        if one.verdict is Verdict.UNDO:
            stands.pop(one.pair, None)
        elif known is None or one.by != BY_RULES or known.by == BY_RULES:
            stands[one.pair] = one
    return stands


def undone(decisions: Iterable[Decision], batch: str, by: str, on: str, why: str = "") -> list[Decision]:
    """Return what takes back all that still stands of the decisions made together; ValueError when there is none."""
    found = [one for one in standing(decisions).values() if one.batch == batch]
    if not found:
        raise ValueError(f"nothing stands that was decided as {batch!r}")
    return [Decision(one.left, one.right, Verdict.UNDO, by, on, why, batch) for one in found]


def survivors(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return which entity each merged one now means (loser → survivor), whatever the order of the decisions.

    Entities decided *same* are one, by way of others, too; but two that are decided *different* never are: then the
    pairs that join them are left apart, the youngest by rules first. The survivor is the first IRI in order.
    """
    stands = standing(decisions)
    apart = {pair for pair, one in stands.items() if one.verdict is Verdict.DIFFERENT}
    group: dict[str, str] = {}

    def root(iri: str) -> str:
        while group.get(iri, iri) != iri:
            group[iri] = group.get(group[iri], group[iri])
            iri = group[iri]
        return iri

    members: dict[str, set[str]] = defaultdict(set)
    same = [one for one in stands.values() if one.verdict is Verdict.SAME]
    for one in sorted(same, key=lambda d: (d.by == BY_RULES, d.on, d.pair)):
        left, right = sorted((root(one.left), root(one.right)))
        if left == right:
            continue
        ours, theirs = members[left] | {left}, members[right] | {right}
        if any((min(a, b), max(a, b)) in apart for a in ours for b in theirs):
            continue
        group[right] = left
        members[left] = ours | theirs
        members.pop(right, None)
    return {iri: root(iri) for iri in sorted(group) if root(iri) != iri}
