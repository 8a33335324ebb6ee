"""Whether two events, or two conferrals, may be one although the rules leave them apart: for people to decide.

Nothing here merges anything. What is told as two in one document, given under two decisions or for two years, is never
asked about; all else gets a score and the reasons for and against, one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.resolve.decisions import Verdict
from ingest.resolve.events import COMMON
from ingest.resolve.judge import Judgement, Kind
from ingest.resolve.linker import purpose
from ingest.resolve.names import name_key

_WORTH_ASKING = 0.45
_LEAST, _MOST = 0.05, 0.9
_DAY = len("2022-03-22")
NEAR = 3
"""Days between two dates of what may still be one event, its day told wrongly or its second day told."""
_FAR = 45
"""Days between two dates from which on two conferrals are two."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the graph says of an event or a conferral. Parties are IRIs.

    `hosts` organize an event or grant an award, `people` take part or receive; `counted` are groups by size. `award`,
    `decision` and `event` are a conferral's. `facts` are for showing: what, and its values by name.
    """

    iri: str
    kind: Kind
    name: str
    date: str | None = None
    period: str | None = None
    award: str | None = None
    decision: str | None = None
    event: str | None = None
    status: str | None = None
    province: str | None = None
    hosts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()


class _Scale:
    """Adds up what speaks for and against, with the reasons."""

    def __init__(self, score: float, *reasons: str) -> None:
        self.score, self.reasons = score, [*reasons]

    def weigh(self, by: float, reason: str) -> None:
        self.score += by
        self.reasons.append(reason)

    def judged(self, left: Occasion, right: Occasion) -> Judgement | None:
        score = round(min(max(self.score, _LEAST), _MOST), 2)
        if score < _WORTH_ASKING:
            return None
        first, second = sorted((left.iri, right.iri))
        return Judgement(first, second, Verdict.UNSURE, score, tuple(self.reasons))


def may_be_one(left: Occasion, right: Occasion) -> Judgement | None:
    """Return how likely two of a kind are one and why; None for what is not worth asking."""
    if left.kind is not right.kind or left.documents & right.documents:
        return None
    return _events(left, right) if left.kind is Kind.EVENT else _conferrals(left, right)


def alike(one: str, other: str) -> float:
    """Return how much two names of events have in common, from 0 to 1, by their telling words."""
    ours, theirs = telling_words(one), telling_words(other)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _events(left: Occasion, right: Occasion) -> Judgement | None:
    days = _apart(left.date, right.date)
    if days is None or days > NEAR:
        return None
    same_day = days == 0 and len(left.date or "") == len(right.date or "") == _DAY
    scale = _Scale(0.35, "on the same day") if same_day else _Scale(0.25, _distance(days))
    _parties(scale, left, right, "organizer", "person")
    aims = purpose(name_key(left.name)), purpose(name_key(right.name))
    if None not in aims:
        if aims[0] == aims[1]:
            scale.weigh(0.15, f"for the same purpose ({aims[0]})")
        else:
            scale.weigh(-0.15, f"for two purposes ({aims[0]}, {aims[1]})")
    likeness = alike(left.name, right.name)
    if likeness >= 0.5:
        scale.weigh(0.2, "names that are alike")
    if left.province and right.province:
        if left.province != right.province:
            return None
        scale.weigh(0.05, "in the same province")
    return scale.judged(left, right)


def _conferrals(left: Occasion, right: Occasion) -> Judgement | None:
    if left.award != right.award or left.status != right.status:
        return None
    days = _apart(left.date, right.date)
    for one, other in ((left.period, right.period), (left.decision, right.decision)):
        if one and other and one != other:
            return None
    if (days is not None and days > _FAR) or (days is None and not (left.period and left.period == right.period)):
        return None
    scale = _Scale(0.3, "the same award")
    _parties(scale, left, right, "grantor", "recipient")
    if left.counted and right.counted:
        if left.counted == right.counted:
            scale.weigh(0.2, "recipients counted alike")
        else:
            scale.weigh(-0.3, "recipients counted otherwise")
    if left.event and left.event == right.event:
        scale.weigh(0.2, "at the same event")
    if days == 0 and len(left.date or "") == len(right.date or "") == _DAY:
        scale.weigh(0.15, "on the same day")
    elif days:
        scale.weigh(-0.1, _distance(days))
    if left.decision and left.decision == right.decision:
        scale.weigh(0.3, "under the same decision")
    if left.period and left.period == right.period:
        scale.weigh(0.1, "for the same year")
    return scale.judged(left, right)


def _parties(scale: _Scale, left: Occasion, right: Occasion, host: str, person: str) -> None:
    if left.hosts & right.hosts:
        scale.weigh(0.2, f"the same {host}")
    elif left.hosts and right.hosts:
        scale.weigh(-0.25, f"two {host}s")
    common = len(left.people & right.people)
    if common:
        scale.weigh(0.2 if common == 1 else 0.25, f"{common} {person}{'s' if common > 1 else ''} in common")
    elif left.people and right.people:
        scale.weigh(-0.1, f"no {person} in common")


def _apart(one: str | None, other: str | None) -> int | None:
    """Return how many days lie between two dates; 0 where the less precise one has the other in it, None if unknown."""
    if not one or not other:
        return None
    if one.startswith(other) or other.startswith(one):
        return 0
    if len(one) == len(other) == _DAY:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return 10_000


def _distance(days: int) -> str:
    return "in the same time, its day not told by both" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"


def telling_words(name: str) -> frozenset[str]:
    """Return the words of an event's name that say something."""
    return frozenset(name_key(name).split()) - COMMON
