"""The frames of giving: each says what stands left of a word of giving and what stands right of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.extract.acts import Act, Clause
from ingest.extract.frames_continued import continued
from ingest.extract.frames_given import active, award_given, belonging, dative, held, revoked
from ingest.extract.frames_received import award_passive, called, commend, passive, receive
from ingest.extract.frames_verbless import verbless
from ingest.extract.giving import Skeleton


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of telling: its name, the letters of its verb, and what reads a clause that has one."""

    name: str
    verbs: str
    read: Callable[[Clause, str], list[Act]] = field(repr=False)


_COMMENDED_ONES = re.compile(r"b[ka](?![A,]?A)")


def read(skeleton: Skeleton) -> Iterator[Act]:
    """Yield the acts of giving that a sentence tells of, in order."""
    position = floor = 0
    before: Act | None = None
    told = False
    letters = skeleton.letters
    while position < len(letters):
        if letters[position] in _VERBS:
            clause = Clause(skeleton, position, floor, before)
            acts = _acts(clause)
            if acts:
                acts += continued(skeleton, acts[-1])
                yield from acts
                told = True
                before = acts[-1]
                position = floor = _end(letters, max(act.last for act in acts) + 1)
                continue
        position += 1
    if not told:
        yield from verbless(skeleton)


def _acts(clause: Clause) -> list[Act]:
    verb = clause.letters[clause.verb]
    for frame in RULES:
        if verb in frame.verbs and (acts := frame.read(clause, frame.name)):
            return acts
    return []


def _end(letters: str, position: int) -> int:
    """Return where the next clause may begin: *các cá nhân được khen thưởng* ends the one before."""
    commended = _COMMENDED_ONES.match(letters, position)
    return commended.end() if commended else position


RULES: tuple[Frame, ...] = (
    Frame("conferral.award_passive", "t", award_passive),
    Frame("conferral.passive", "ta", passive),
    Frame("conferral.called", "la", called),
    Frame("conferral.commend", "k", commend),
    Frame("conferral.receive", "nH", receive),
    Frame("conferral.award_given", "t", award_given),
    Frame("conferral.active", "ta", active),
    Frame("conferral.dative", "ta", dative),
    Frame("conferral.belonging", "e", belonging),
    Frame("conferral.revoked", "K", revoked),
    Frame("conferral.held", "x", held),
)
"""Every way of telling that a conferral is read from, in the order in which they are tried."""

_VERBS = frozenset("".join(frame.verbs for frame in RULES))
