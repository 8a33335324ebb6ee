"""The frames of giving: each says what stands left of a word of giving and what stands right of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ingest.extract.acts import Act, Clause, Given, Recipients
from ingest.extract.awards import AwardForm
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import awards_from, recipients_from
from ingest.extract.subjects import doers, receivers, subject
from ingest.model import AwardStatus


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of telling: its name, the letters of its verb, and what reads a clause that has one."""

    name: str
    verbs: str
    read: Callable[[Clause, str], list[Act]] = field(repr=False)


GOAL = re.compile(r"(?:[&,]?[wDNLE#]){0,2}[ct]c?(?=[PORGvVmwz:])|,?&?[ak](?=G)")
"""What stands between awards and those who receive them."""

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
_HONOURED = re.compile(r"[ak](?P<party>G(?:,?&?G)*)w?[,&]{1,2}\Z")
# *nhận được nhiều giải thưởng, bằng khen …, trong đó phải kể đến giải thưởng A (năm 2011), giải thưởng B*
_AMONG_MANY = re.compile(r"[#w]?[Aw][^;.:PGtankH]{0,14}?,?mw?c?:?(?=w?A)")
_SYMBOL = re.compile(r"wc(?=A)")
_DATIVE = re.compile(r"c?(?=[wz]?[POGvV])")
_BETWEEN_DATIVE = re.compile(r"(?:w&|[wmHDR]){0,2}(?=(?:[w#])?A)")
_TAKEN_FROM = re.compile(r"(?:[wi&]|m){0,3}(?P<award>A)u(?=[wz]?[POG])")
_BELONGING = re.compile(r"(?P<awards>[w#]?AE?)[wy,]{0,2}\Z")
_JOINT = re.compile(r"(?:&?w)?(?:[,;]&?|&)(?=[w#]?A)")
_SAME_SUBJECT = re.compile(r"[,;&wWyDLEN#]{0,5}")
_MOST_GIVERS = 2
_OTHER_WINNER = re.compile(r"[,;]&?(?P<who>[PO](?:,[PO])?(?:&[PO])?)(?=A)")
# *Trao Bằng khen cho nhà trường, ông A đề nghị …*: who hands it over is named after those who receive it.
_SPEAKS = re.compile(
    r"[^;.]{0,30}?(?:đề nghị|phát biểu|nhấn mạnh|cho biết|khẳng định|biểu dương|chúc mừng|ghi nhận|mong|bày tỏ|yêu cầu|đánh giá|gửi lời)(?!\w)"
)
_COMMENDED_ONES = re.compile(r"b[ka](?![A,]?A)")


def read(skeleton: Skeleton) -> Iterator[Act]:
    """Yield the acts of giving that a sentence tells of, in order."""
    position = floor = 0
    before: Act | None = None
    letters = skeleton.letters
    while position < len(letters):
        if letters[position] in _VERBS:
            clause = Clause(skeleton, position, floor, before)
            acts = _acts(clause)
            if acts:
                acts += _continued(skeleton, acts[-1])
                yield from acts
                before = acts[-1]
                position = floor = _end(letters, max(act.last for act in acts) + 1)
                continue
        position += 1


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


def _passive_agents(clause: Clause, passive: re.Match[str]) -> tuple[Token, ...]:
    if not passive.group("agent"):
        return ()
    offset = clause.offset
    return subject(clause.skeleton.tokens[offset + passive.start("agent") : offset + passive.end("agent")])


def _award_passive(clause: Clause, rule: str) -> list[Act]:
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


def _passive(clause: Clause, rule: str) -> list[Act]:
    """*13 tập thể được Liên minh HTX Việt Nam tặng Bằng khen*; *…; năm 2022 được tặng Cờ thi đua*."""
    passive = _PASSIVE.search(clause.left)
    if not passive or _by_whomever(clause, passive):
        return []
    recipients, first = receivers(clause, clause.offset + passive.start())
    if not recipients.tokens:
        recipients = _same_recipients(clause, clause.offset + passive.start())
    given, last = _acknowledged(clause)
    first = min(first, clause.offset + passive.start())
    return _received(clause, rule, given, recipients, _passive_agents(clause, passive), first, last)


def _by_whomever(clause: Clause, passive: re.Match[str]) -> bool:
    """Tell whether no one in particular gives: *được các cấp, các ngành tặng nhiều Bằng khen*."""
    words = range(clause.offset + passive.start("mid"), clause.offset + passive.end("mid"))
    return any(clause.skeleton.text(index).startswith("các ") for index in words)


def _same_recipients(clause: Clause, upto: int) -> Recipients:
    """A second verb without its own subject has the recipients of the first one."""
    before = clause.before
    if before is None or not before.rule.startswith(("conferral.passive", "conferral.receive")):
        return Recipients()
    if not _SAME_SUBJECT.fullmatch(clause.letters, before.last + 1, upto):
        return Recipients()
    return replace(before.recipients, open=False)


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


def _receive(clause: Clause, rule: str) -> list[Act]:
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
        recipients = _same_recipients(clause, upto)
    if _RECEIVED_FOR.match(clause.letters, last):
        # Whoever receives on behalf of others is no recipient.
        recipients = Recipients()
    return _received(clause, rule, given, recipients, (), min(first, clause.verb), last)


def _called(clause: Clause, rule: str) -> list[Act]:
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


def _commend(clause: Clause, rule: str) -> list[Act]:
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


def _active(clause: Clause, rule: str) -> list[Act]:
    """*Đồng chí A trao Bằng khen của UBND tỉnh cho 05 tập thể*; headline and caption forms, too."""
    given, last = awards_from(clause.skeleton, clause.verb + 1)
    if not given and (symbol := _SYMBOL.match(clause.letters, clause.verb + 1)):
        # *trao biểu trưng danh hiệu cho “Sinh viên 5 tốt”*: the title stands for those who bear it.
        given, last = awards_from(clause.skeleton, symbol.end())
    if not given:
        return []
    recipients = Recipients()
    goal = GOAL.match(clause.letters, last)
    if goal or clause.letters[last : last + 1] in set("POG:"):
        recipients, end = recipients_from(clause.skeleton, goal.end() if goal else last)
        if recipients.tokens or recipients.named_among or recipients.open:
            last = end
    elif honoured := _HONOURED.search(clause.left):
        # *tôn vinh 100 HTX tiêu biểu, trao Giải thưởng …*
        recipients, _ = recipients_from(clause.skeleton, clause.offset + honoured.start("party"), clause.verb)
    if speaker := _speaker(clause, recipients):
        recipients = replace(recipients, tokens=recipients.tokens[:-1])
        first = clause.verb
        return [clause.act(rule, one, recipients, (speaker,), first=first, last=last - 1) for one in given]
    acts = _given_by_doers(clause, rule, given, recipients, last)
    if not recipients.tokens and not recipients.open and acts[0].agents:
        # *HTX A được Chính phủ tặng Cờ thi đua, Thủ tướng tặng Bằng khen*
        same = _same_recipients(clause, acts[0].first)
        return (
            [replace(act, recipients=same, rule="conferral.passive_continued") for act in acts] if same.tokens else acts
        )
    return acts


def _speaker(clause: Clause, recipients: Recipients) -> Token | None:
    """Return who is named as the last recipient but goes on to speak, where the sentence begins with giving."""
    tokens = recipients.tokens
    if clause.verb > 0 or len(tokens) < 2 or tokens[-1].letter != "P" or recipients.named_among:
        return None
    line = clause.skeleton.line.text
    apart = line[: tokens[-1].start].rstrip().endswith(",")
    return tokens[-1] if apart and _SPEAKS.match(line, tokens[-1].end) else None


def _dative(clause: Clause, rule: str) -> list[Act]:
    """*tặng ông B Huân chương Lao động*; *trao cho HTX C Cờ thi đua*; *công nhận 3 HTX đạt danh hiệu …*."""
    start = _DATIVE.match(clause.letters, clause.verb + 1)
    if not start:
        return []
    recipients, end = recipients_from(clause.skeleton, start.end())
    between = _BETWEEN_DATIVE.match(clause.letters, end) if recipients.tokens else None
    if not between:
        return []
    given, last = awards_from(clause.skeleton, between.end())
    if GOAL.match(clause.letters, last):
        return []
    return _given_by_doers(clause, rule, given, recipients, last)


def _given_by_doers(clause: Clause, rule: str, given: list[Given], recipients: Recipients, last: int) -> list[Act]:
    """Return the acts of whoever stands left of the verb; a second verb without a subject has the first one's."""
    who = doers(clause, clause.verb)
    agents, principals, inherited = who.agents, who.principals, False
    before = clause.before
    if (
        not agents
        and not principals
        and before is not None
        and before.rule.startswith(("conferral.active", "conferral.dative"))
        and _SAME_SUBJECT.fullmatch(clause.letters, before.last + 1, clause.verb)
    ):
        agents, principals, inherited = before.agents, before.principals, True
    acts = [clause.act(rule, one, recipients, agents, principals, first=who.first, last=last - 1) for one in given]
    return [replace(act, inherited=inherited) for act in acts]


def _belonging(clause: Clause, rule: str) -> list[Act]:
    """*Giải Nhất thuộc về em A*; *2 giải Ba thuộc về em B và em C*."""
    awards = _BELONGING.search(clause.left)
    if not awards:
        return []
    recipients, last = recipients_from(clause.skeleton, clause.verb + 1)
    if not recipients.tokens:
        return []
    first = clause.offset + awards.start("awards")
    given, _ = awards_from(clause.skeleton, first)
    return [clause.act(rule, one, recipients, first=first, last=last - 1) for one in given]


def _revoked(clause: Clause, rule: str) -> list[Act]:
    """*thu hồi Huân chương Lao động của ông B*: what is taken back is no conferral in force."""
    found = _TAKEN_FROM.match(clause.letters, clause.verb + 1)
    if not found:
        return []
    recipients, last = recipients_from(clause.skeleton, found.end())
    index = found.start("award")
    given = Given(clause.skeleton.tokens[index].phrase, index)
    who = doers(clause, clause.verb)
    act = clause.act(rule, given, recipients, who.agents, first=who.first, last=last - 1)
    return [replace(act, status=AwardStatus.REVOKED)]


def _continued(skeleton: Skeleton, act: Act) -> list[Act]:
    """Return the acts that go on without a verb of their own: *…; Huân chương Lao động cho đội tuyển*."""
    if not act.recipients.tokens:
        return []
    if act.skeleton.letters[act.verb] == "H":
        return _gapped(skeleton, act)
    acts: list[Act] = []
    position = act.last + 1
    while (joint := _JOINT.match(skeleton.letters, position)) is not None:
        given, last = awards_from(skeleton, joint.end())
        goal = GOAL.match(skeleton.letters, last)
        if not given or not goal:
            break
        recipients, last = recipients_from(skeleton, goal.end())
        if not recipients.tokens:
            break
        agents, principals = (act.agents, act.principals) if act.rule != "conferral.receive" else ((), ())
        acts += [
            replace(
                act,
                given=one,
                recipients=recipients,
                agents=agents,
                principals=principals,
                rule="conferral.continued",
                first=joint.end(),
                last=last - 1,
                inherited=True,
            )
            for one in given
        ]
        position = last
    return acts


def _gapped(skeleton: Skeleton, act: Act) -> list[Act]:
    """Return what others won, told without the verb: *HTX A giành giải Nhất, HTX B giải Nhì, HTX C giải Ba*."""
    acts: list[Act] = []
    position = act.last + 1
    while (other := _OTHER_WINNER.match(skeleton.letters, position)) is not None:
        recipients, _ = recipients_from(skeleton, other.start("who"), other.end("who"))
        given, position = awards_from(skeleton, other.end())
        if not given or any(one.award is None or one.award.value.form is not AwardForm.PLACE for one in given):
            break
        acts += [
            replace(
                act,
                given=one,
                recipients=recipients,
                rule="conferral.gapped",
                first=other.start("who"),
                last=position - 1,
            )
            for one in given
        ]
    return acts


RULES: tuple[Frame, ...] = (
    Frame("conferral.award_passive", "t", _award_passive),
    Frame("conferral.passive", "ta", _passive),
    Frame("conferral.called", "la", _called),
    Frame("conferral.commend", "k", _commend),
    Frame("conferral.receive", "nH", _receive),
    Frame("conferral.active", "ta", _active),
    Frame("conferral.dative", "ta", _dative),
    Frame("conferral.belonging", "e", _belonging),
    Frame("conferral.revoked", "K", _revoked),
)
"""Every way of telling that a conferral is read from, in the order in which they are tried."""

_VERBS = frozenset("".join(frame.verbs for frame in RULES))
