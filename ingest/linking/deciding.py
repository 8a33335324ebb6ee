"""What people decided of links: this entity is that entry, or is not; in the log of decisions, each can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from ingest.resolve.decisions import Verdict

RELATIONS = ("exactMatch", "closeMatch")
"""How an entity and an entry may be linked (SKOS): of one thing, or of nearly one."""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """One decision: `left` is our entity's IRI, `right` the other data's; `dataset` names that."""

    left: str
    right: str
    verdict: Verdict
    by: str
    on: str
    dataset: str
    why: str = ""
    relation: str = "exactMatch"
    batch: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no pair, or no relation that we know."""
        if "://" not in self.left or "://" not in self.right or self.left == self.right:
            raise ValueError(f"{self.left!r} and {self.right!r} are not two IRIs")
        if self.relation not in RELATIONS:
            raise ValueError(f"a link is {' or '.join(RELATIONS)}, not {self.relation!r}")

    @property
    def pair(self) -> tuple[str, str]:
        """Our entity and the entry."""
        return self.left, self.right

    def row(self) -> dict[str, object]:
        """Return the decision as it is logged."""
        return {**asdict(self), "verdict": str(self.verdict)}


def read(rows: Iterable[Mapping[str, object]], dataset: str | None = None) -> list[LinkDecision]:
    """Return the logged decisions on links, oldest first; of one dataset, or of all. ValueError names one that is none."""
    found = []
    for number, row in enumerate(rows, 1):
        named = row.get("dataset")
        if named is None or dataset not in (None, named):
            continue
        try:
            batch = row.get("batch")
            said = {name: str(row[name]) for name in ("left", "right", "by", "on", "dataset")}
            verdict, why = Verdict(str(row["verdict"])), str(row.get("why") or "")
            relation = str(row.get("relation") or "exactMatch")
            found.append(
                LinkDecision(
                    said["left"], said["right"], verdict, said["by"], said["on"], said["dataset"], why, relation,
                    None if batch is None else str(batch),
                )
            )  # fmt: skip
        except (KeyError, ValueError) as error:
            raise ValueError(f"decision {number} cannot be understood: {error}") from None
    return found


def standing(decisions: Iterable[LinkDecision], survivors: Mapping[str, str]) -> dict[tuple[str, str], LinkDecision]:
    """Return the last word on each pair, undone ones left out; of merged entities (loser → survivor) on the survivor."""
    stands: dict[tuple[str, str], LinkDecision] = {}
    for one in decisions:
        pair = (survivors.get(one.left, one.left), one.right)
        stands.pop(pair, None)
        if one.verdict is not Verdict.UNDO:
            stands[pair] = one
    return stands


def different(stands: Mapping[tuple[str, str], LinkDecision]) -> dict[str, set[str]]:
    """Return by entity the entries that it is decided not to be; of one that it is, all others are none."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (entity, target), one in stands.items():
        if one.verdict is Verdict.DIFFERENT:
            found[entity].add(target)
    return dict(found)
