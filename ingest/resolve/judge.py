"""Whether two entities of one name are the same: by their posts, organizations, provinces and time, with reasons.

Better two than one wrong: only agreeing posts and organizations decide by themselves; all else waits for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.resolve.decisions import Verdict
from ingest.resolve.names import name_key, person_key

_SAME, _LIKELY, _OPEN, _UNLIKELY = 0.99, 0.7, 0.5, 0.15
_FAR_APART = 3
"""Years between attestations after which another organization says little against."""


class Kind(StrEnum):
    """What can be the same."""

    PERSON = "person"
    ORGANIZATION = "organization"
    EVENT = "event"
    CONFERRAL = "conferral"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post held: its IRI, its organization's IRI, the years in which it is attested, and the post's name."""

    post: str
    organization: str | None
    first: int | None
    last: int | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the graph says of a person or organization that tells it apart from its namesakes.

    `facts` are for showing: what, and its values by name.
    """

    iri: str
    kind: Kind
    name: str
    seats: tuple[Seat, ...] = ()
    provinces: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules think of a pair: verdict, a score from 0 to 1 for *same*, and the reasons one by one."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


def judge(left: Profile, right: Profile) -> Judgement:
    """Return what the rules think; profiles of two kinds are different."""
    if left.kind is not right.kind:
        return _judged(left, right, Verdict.DIFFERENT, 0.0, ["of two kinds"])
    return _people(left, right) if left.kind is Kind.PERSON else _organizations(left, right)


def _people(left: Profile, right: Profile) -> Judgement:
    a, b = person_key(left.name), person_key(right.name)
    if a != b:
        prefix = a.startswith(f"{b} ") or b.startswith(f"{a} ")
        reason = "one name is the beginning of the other" if prefix else "two names"
        return _judged(
            left, right, Verdict.UNSURE if prefix else Verdict.DIFFERENT, _UNLIKELY if prefix else 0.0, [reason]
        )
    reasons = ["the same name"]
    posts = {seat.post for seat in left.seats} & {seat.post for seat in right.seats}
    bodies = _bodies(left) & _bodies(right)
    if bodies:
        reasons.append(f"{len(bodies)} organization{'s' if len(bodies) > 1 else ''} in common")
    if posts:
        reasons.append(f"{len(posts)} post{'s' if len(posts) > 1 else ''} in common")
    if posts or bodies:
        return _judged(left, right, Verdict.SAME, _SAME, reasons)
    if left.events & right.events:
        reasons.append("at the same event")
        return _judged(left, right, Verdict.UNSURE, _LIKELY, reasons)
    if _bodies(left) and _bodies(right):
        near = _years_apart(left, right)
        if left.provinces and right.provinces and not left.provinces & right.provinces:
            reasons.append("organizations of two provinces")
            return _judged(left, right, Verdict.UNSURE, _UNLIKELY, reasons)
        reasons.append("no organization in common")
        if near is not None and near > _FAR_APART:
            reasons.append(f"{near} years apart")
        return _judged(left, right, Verdict.UNSURE, _OPEN if near is None or near > _FAR_APART else 0.3, reasons)
    reasons.append("one has no stated organization")
    if left.provinces & right.provinces:
        reasons.append("in the same province")
        return _judged(left, right, Verdict.UNSURE, _LIKELY, reasons)
    return _judged(left, right, Verdict.UNSURE, _OPEN, reasons)


def _organizations(left: Profile, right: Profile) -> Judgement:
    a, b = name_key(left.name), name_key(right.name)
    if a != b:
        return _judged(left, right, Verdict.UNSURE, _UNLIKELY, ["names that are alike"])
    reasons = ["the same name"]
    if left.classes and right.classes and not left.classes & right.classes:
        reasons.append("of two kinds")
        return _judged(left, right, Verdict.UNSURE, _UNLIKELY, reasons)
    if left.provinces and right.provinces:
        if left.provinces & right.provinces:
            reasons.append("in the same province")
            return _judged(left, right, Verdict.UNSURE, _LIKELY, reasons)
        reasons.append("in two provinces")
        return _judged(left, right, Verdict.UNSURE, _UNLIKELY, reasons)
    reasons.append("one has no stated province")
    return _judged(left, right, Verdict.UNSURE, _OPEN, reasons)


def _bodies(profile: Profile) -> set[str]:
    return {seat.organization for seat in profile.seats if seat.organization is not None}


def _years_apart(left: Profile, right: Profile) -> int | None:
    ours = [year for seat in left.seats for year in (seat.first, seat.last) if year is not None]
    theirs = [year for seat in right.seats for year in (seat.first, seat.last) if year is not None]
    if not ours or not theirs:
        return None
    return max(0, min(theirs) - max(ours), min(ours) - max(theirs))


def _judged(left: Profile, right: Profile, verdict: Verdict, score: float, reasons: list[str]) -> Judgement:
    first, second = sorted((left.iri, right.iri))
    return Judgement(first, second, verdict, score, tuple(reasons))
