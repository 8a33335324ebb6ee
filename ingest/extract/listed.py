"""Lists of awards under a heading: *Liên minh HTX tỉnh đã khen thưởng như sau: 1. Cờ thi đua: HTX A …*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.acts import Act, Clause
from ingest.extract.frames import read
from ingest.extract.frames_continued import GOAL
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import awards_from, recipients_from
from ingest.extract.subjects import doers
from ingest.model import AwardStatus

_VERB = re.compile("[tanHk]")
_LISTED = re.compile(r"(?:[#.-]){0,2}w?(?=(?:w&|[w#])?A)")
_GIVERS_RULES = frozenset({"conferral.active", "conferral.dative", "conferral.listed", "conferral.commend"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that ends with a colon, for the list under it: who gives, and how far the awards have come."""

    agents: tuple[Token, ...]
    principals: tuple[Token, ...]
    status: AwardStatus
    giving: bool


def heading(skeleton: Skeleton, above: Heading | None = None) -> Heading | None:
    """Return what a line that ends with a colon says of the list under it; who gives may stand in the one above it."""
    letters = skeleton.letters
    if not letters.endswith(":"):
        return None
    verb = _VERB.search(letters)
    clause = Clause(skeleton, verb.start() if verb else len(letters) - 1, 0)
    who = doers(clause, clause.verb)
    agents = tuple(token for token in who.agents if token.phrase is not None)
    principals = tuple(token for token in who.principals if token.phrase is not None)
    if above is not None and not agents and not principals:
        agents, principals = above.agents, above.principals
    return Heading(agents, principals, clause.status, verb is not None)


def read_under(skeleton: Skeleton, head: Heading) -> Iterator[Act]:
    """Yield the acts of a list item; what it leaves out (who gives, that it is given) its heading says."""
    item = _LISTED.match(skeleton.letters)
    acts = _listed(skeleton, item.end(), head) if item else []
    for act in acts or read(skeleton):
        if act.status is AwardStatus.CONFERRED:
            act = replace(act, status=head.status)
        if not (act.agents or act.principals or act.given.grantors) and act.rule in _GIVERS_RULES:
            act = replace(act, agents=head.agents, principals=head.principals)
        yield act


def _listed(skeleton: Skeleton, position: int, head: Heading) -> list[Act]:
    """*Bằng khen của UBND tỉnh: HTX A, HTX B*, *Giải Nhất: em C* in a list of awards."""
    given, last = awards_from(skeleton, position)
    goal = GOAL.match(skeleton.letters, last)
    recipients, end = recipients_from(skeleton, goal.end() if goal else last)
    if not given or not recipients.tokens or not (head.giving or skeleton.letters[last : last + 1] == ":"):
        return []
    clause = Clause(skeleton, given[0].index, 0)
    return [clause.act("conferral.listed", one, recipients, first=position, last=end - 1) for one in given]
