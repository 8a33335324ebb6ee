"""Acts of giving: which award goes to whom, by whom and for whom, still as tokens of a sentence's skeleton."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.giving import Skeleton, Token
from ingest.extract.phrases import Phrase
from ingest.model import AwardStatus


@dataclass(frozen=True, slots=True)
class Given:
    """An award within an act: who stands after *của*, *do* or *từ*, the contest it is a place in, how many of it.

    `handed_by` when those who stand after it hand it over, `behalf` for whom they do so;
    `handers` are named as those who hand it over beside whose award it is.
    """

    award: Phrase | None
    index: int
    grantors: tuple[Token, ...] = ()
    contest: Phrase | None = None
    count: Token | None = None
    date: Phrase | None = None
    handed_by: bool = False
    behalf: tuple[Token, ...] = ()
    handers: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipients:
    """Parties that receive: tokens in order, which of them are named *among* a total, and whether a list follows."""

    tokens: tuple[Token, ...] = ()
    named_among: tuple[Token, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One award going to recipients, as one clause tells it. `first` and `last` are token indices of the clause."""

    rule: str
    skeleton: Skeleton
    verb: int
    given: Given
    recipients: Recipients
    agents: tuple[Token, ...]
    principals: tuple[Token, ...]
    status: AwardStatus
    first: int
    last: int
    historic: bool = False
    deciding: bool = False
    handing: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a word of giving stands, where its clause may begin, and the act told before it in the sentence."""

    skeleton: Skeleton
    verb: int
    floor: int
    before: Act | None = None

    @property
    def letters(self) -> str:
        """The letters of the whole skeleton."""
        return self.skeleton.letters

    @property
    def offset(self) -> int:
        """The index of the first token that is looked at left of the verb."""
        return max(self.floor, self.verb - _WINDOW)

    @property
    def left(self) -> str:
        """The letters left of the verb, from `offset` on."""
        return self.letters[self.offset : self.verb]

    @property
    def start(self) -> int:
        """The index at which the clause itself begins: after a semicolon or the act before it."""
        return max(self.letters.rfind(";", 0, self.verb) + 1, self.floor if self.before else 0)

    @property
    def status(self) -> AwardStatus:
        """How far the clause says the award has come, apart from its decision."""
        return _status(self.letters, self.start, self.verb)

    def act(
        self,
        rule: str,
        given: Given,
        recipients: Recipients,
        agents: tuple[Token, ...] = (),
        principals: tuple[Token, ...] = (),
        *,
        first: int,
        last: int,
    ) -> Act:
        """Return an act told by this clause, with its status and what its verb says."""
        letters, wording = self.letters, self.skeleton.text(self.verb)
        status = self.status
        deciding = re.search(r"[iN]", letters[max(self.start, self.verb - 4) : self.verb]) is not None
        if status is AwardStatus.CONFERRED and _UNDONE.match(letters, last + 1):
            status = AwardStatus.REVOKED
        if status is AwardStatus.CONFERRED and deciding:
            status = AwardStatus.DECIDED
        return Act(
            rule,
            self.skeleton,
            self.verb,
            given,
            recipients,
            agents,
            principals or given.behalf,
            status,
            min(first, self.verb),
            last,
            historic="h" in letters[self.start : self.verb],
            deciding=deciding,
            handing="trao" in wording or "gắn" in wording,
        )


# *Quyết định … tặng … cho HTX A bị hủy bỏ.*
_UNDONE = re.compile(r"[wbyh]{0,2}K(?=[.;,]|\Z)")
_WINDOW = 60
_MARKS = {
    "J": AwardStatus.PROPOSED,
    "F": AwardStatus.PLANNED,
    "~": AwardStatus.PLANNED,
    "Z": AwardStatus.REFUSED,
    "K": AwardStatus.REVOKED,
}


def _status(letters: str, start: int, verb: int) -> AwardStatus:
    """Return how far an award has come, by the nearest word that tells; `~` only tells within its own clause."""
    near = True
    for index in range(verb - 1, start - 1, -1):
        letter = letters[index]
        if letter == "y" and verb - index <= 4:
            return AwardStatus.CONFERRED
        if letter in ";.":
            break
        if letter == "J" and letters[index + 1 : index + 3] == "&b":
            continue  # *đã đề nghị và được tặng*
        if letter in _MARKS and (near or letter in "JFZK" or letters[index + 1] in "D#"):
            return _MARKS[letter]
        if letter == ",":
            near = False
    return AwardStatus.CONFERRED
