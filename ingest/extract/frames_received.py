"""The frames of receiving: who receives stands left of the verb, or the award itself does."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.acts import Act, Clause, Given, Recipients
from ingest.extract.frames_continued import GOAL, same_recipients
from ingest.extract.giving import Token
from ingest.extract.listing import awards_from, recipients_from
from ingest.extract.subjects import doers, receivers, subject

_PARTY = "[PORv]"
_PASSIVE = re.compile(rf"b(?P<agent>{_PARTY}(?:(?:,&|&|,){_PARTY})*)?(?P<mid>(?:w&|[wyiDLEJ,]){{0,4}})\Z")
_AWARD_LEFT = re.compile(
    r"(?P<awards>(?:w&|[w#])?AE?(?:[ufd][POR](?:&[POR])*t?)?D?(?:(?:,&|[,&])[w#]?AE?(?:[ufd][POR](?:&[POR])*t?)?D?)*)"
    r"(?P<mid>[wyhiFJ~,DLE]{0,3})\Z"
)
_AWARDGOAL = re.compile(r"[wDLE,]{0,2}(?:c|t)?c?(?=[POGvVmwz:])")
_BEFORE_ACKNOWLEDGED = re.compile(r"[mHw]{0,2}")
_NAMED_AFTER = re.compile(r"(?:[wD]?[,;]?m:?|:)(?=[POGw:]|\Z)")
_RECEIVED_FOR = re.compile(r",?X")
_CALLED = re.compile(r"(?P<total>[gG])[wb]{1,3}\Z")
_CALLED_BY_NAME = re.compile(r"(?:[^;.]{0,12}?m:?|w|:)(?=[PO])")
_COMMENDED = re.compile(r"c?(?=[POG]|w?m?:\Z)")
# *nhận được nhiều giải thưởng, bằng khen …, trong đó phải kể đến giải thưởng A (năm 2011), giải thưởng B*
_AMONG_MANY = re.compile(r"[#w]?[Aw][^;.:PGtankH]{0,14}?,?mw?c?:?(?=w?A)")
_OF_MANY = re.compile(r"(?:Trong|Ở|Nằm trong|trong)(?: số)? (?:các |những |nhiều )?[^,.;:]{2,50}? ", re.I)
_THERE_ARE = re.compile(r" ?,? ?(?:còn |nổi bật |đáng chú ý )?(?:có|gồm|phải kể đến|là)(?!\w)")
_MOST_GIVERS = 2


def award_passive(clause: Clause, rule: str) -> list[Act]:
    """*Cờ thi đua của UBND tỉnh được (đồng chí A) trao cho hai đơn vị*."""
    passive = _PASSIVE.search(clause.left)
    awards = _AWARD_LEFT.search(clause.left[: passive.start()]) if passive else None
    if not passive or not awards:
        return []
    goal = _AWARDGOAL.match(clause.letters, clause.verb + 1)
    recipients, last = recipients_from(clause.skeleton, goal.end()) if goal else (Recipients(), clause.verb + 1)
    first = clause.offset + awards.start("awards")
    given, _ = awards_from(clause.skeleton, first)
    agents = _passive_agents(clause, passive)
    last = max(last, clause.verb + 1) - 1
    return [clause.act(rule, one, recipients, agents, first=first, last=last) for one in given]


def passive(clause: Clause, rule: str) -> list[Act]:
    """*13 tập thể được Liên minh HTX Việt Nam tặng Bằng khen*; *…; năm 2022 được tặng Cờ thi đua*."""
    passive = _PASSIVE.search(clause.left)
    if not passive or _by_whomever(clause, passive):
        return []
    recipients, first = receivers(clause, clause.offset + passive.start())
    if not recipients.tokens:
        recipients = same_recipients(clause, clause.offset + passive.start())
    given, last = _acknowledged(clause)
    first = min(first, clause.offset + passive.start())
    return _received(clause, rule, given, recipients, _passive_agents(clause, passive), first, last)


def _by_whomever(clause: Clause, passive: re.Match[str]) -> bool:
    """Tell whether no one in particular gives: *được các cấp, các ngành tặng nhiều Bằng khen*."""
    words = range(clause.offset + passive.start("mid"), clause.offset + passive.end("mid"))
    return any(clause.skeleton.text(index).startswith("các ") for index in words)


def _passive_agents(clause: Clause, passive: re.Match[str]) -> tuple[Token, ...]:
    if not passive.group("agent"):
        return ()
    offset = clause.offset
    return subject(clause.skeleton.tokens[offset + passive.start("agent") : offset + passive.end("agent")])


def _acknowledged(clause: Clause) -> tuple[list[Given], int]:
    """Return the awards after the verb; *công nhận là*, *đạt* may stand between."""
    start = clause.verb + 1
    between = _BEFORE_ACKNOWLEDGED.match(clause.letters, start) if clause.letters[clause.verb] == "a" else None
    return awards_from(clause.skeleton, between.end() if between else start)


def _received(
    clause: Clause,
    rule: str,
    given: list[Given],
    recipients: Recipients,
    agents: tuple[Token, ...],
    first: int,
    last: int,
) -> list[Act]:
    """Return the acts of a receiving clause; awards followed by *cho* go to those after it."""
    if not given:
        return []
    goal = GOAL.match(clause.letters, last)
    others = Recipients()
    if goal:
        others, end = recipients_from(clause.skeleton, goal.end())
        last = end if others.tokens or others.open else last
    elif (named := _NAMED_AFTER.match(clause.letters, last)) and recipients.tokens:
        among, end = recipients_from(clause.skeleton, named.start() + len(named.group().rstrip("m:")))
        if among.tokens or among.named_among or among.open:
            recipients = replace(recipients, named_among=among.tokens + among.named_among, open=among.open)
            last = end
    acts: list[Act] = []
    for number, one in enumerate(given):
        apart = bool(others.tokens or others.open) and (number > 0 or not recipients.tokens)
        acts.append(clause.act(rule, one, others if apart else recipients, agents, first=first, last=last - 1))
    return acts


def receive(clause: Clause, rule: str) -> list[Act]:
    """*02 HTX được nhận Cờ thi đua của UBND tỉnh*; *bà B đón nhận … do UBND tỉnh trao tặng*."""
    given, last = awards_from(clause.skeleton, clause.verb + 1)
    among = _AMONG_MANY.match(clause.letters, clause.verb + 1)
    if among and all(one.award is None or one.award.value.generic or one.grantors for one in given):
        named, end = awards_from(clause.skeleton, among.end())
        given, last = (named, end) if named else (given, last)
    if not given:
        return []
    upto = clause.verb
    while upto > clause.floor and clause.letters[upto - 1] in "by":
        upto -= 1
    recipients, first = receivers(clause, upto)
    if not recipients.tokens:
        recipients = same_recipients(clause, upto)
    if not recipients.tokens and (won := _among_winners(clause, last)) is not None:
        recipients, last = won
        return [clause.act(rule, one, recipients, first=0, last=last - 1) for one in given]
    if _RECEIVED_FOR.match(clause.letters, last):
        # Whoever receives on behalf of others is no recipient.
        recipients = Recipients()
    return _received(clause, rule, given, recipients, (), min(first, clause.verb), last)


def _among_winners(clause: Clause, last: int) -> tuple[Recipients, int] | None:
    """Return who is named of many winners: *Trong số tác giả đoạt giải B có A, B và C*."""
    line = clause.skeleton.line.text
    if not clause.skeleton.tokens or not _OF_MANY.fullmatch(line, 0, clause.skeleton.tokens[clause.verb].start):
        return None
    begin = clause.skeleton.tokens[last - 1].end
    named = _THERE_ARE.match(line, begin)
    if named is None:
        return None
    at = next((i for i in range(last, len(clause.letters)) if clause.skeleton.tokens[i].end > named.end()), last)
    recipients, end = recipients_from(clause.skeleton, at)
    return (recipients, end) if recipients.tokens else None


def called(clause: Clause, rule: str) -> list[Act]:
    """*Trong 100 HTX được xướng tên, tỉnh góp 3 gương mặt là HTX A, HTX B …*: the award is the one last told of."""
    found = _CALLED.search(clause.left)
    listing = _CALLED_BY_NAME.match(clause.letters, clause.verb + 1)
    if not found or (clause.letters[clause.verb] == "a" and not listing):
        return []
    first = clause.offset + found.start("total")
    among, last = recipients_from(clause.skeleton, listing.end()) if listing else (Recipients(), clause.verb + 1)
    total = replace(clause.skeleton.tokens[first], letter="G")
    recipients = Recipients((total,), among.tokens)
    return [clause.act(rule, Given(None, clause.verb), recipients, first=first, last=last - 1)]


def commend(clause: Clause, rule: str) -> list[Act]:
    """*khen thưởng 05 tập thể và 12 cá nhân*; *12 cá nhân được UBND tỉnh khen thưởng*."""
    nothing = Given(None, clause.verb)
    passive = _PASSIVE.search(clause.left)
    if passive:
        recipients, first = receivers(clause, clause.offset + passive.start())
        if len(_passive_agents(clause, passive)) > _MOST_GIVERS:
            return []  # *được Nhà nước, Chính phủ, Hội …, Tỉnh ủy khen thưởng* tells of no one time
        if not recipients.tokens or clause.letters[clause.verb + 1 : clause.verb + 2] in {"A", "t"}:
            return []
        return [clause.act(rule, nothing, recipients, _passive_agents(clause, passive), first=first, last=clause.verb)]
    goal = _COMMENDED.match(clause.letters, clause.verb + 1)
    if not goal:
        return []
    recipients, last = recipients_from(clause.skeleton, goal.end())
    who = doers(clause, clause.verb)
    return [clause.act(rule, nothing, recipients, who.agents, who.principals, first=who.first, last=last - 1)]
