"""Acts of giving in a sentence: which award goes to whom, by whom and for whom, still as tokens of its skeleton.

`RULES` are the frames: each says what stands left of a word of giving, and `read` reads what stands right of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ingest.extract.giving import Skeleton, Token
from ingest.extract.phrases import Phrase
from ingest.model import AwardStatus


@dataclass(frozen=True, slots=True)
class Given:
    """An award within an act: who stands after *của*, *do* or *từ*, the contest it is a place in, how many of it."""

    award: Phrase | None
    index: int
    grantors: tuple[Token, ...] = ()
    contest: Phrase | None = None
    count: Token | None = None
    date: Phrase | None = None
    handed_by: bool = False


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
class _Clause:
    """Where a word of giving stands, and where its clause may begin."""

    skeleton: Skeleton
    verb: int
    floor: int
    before: Act | None = None

    @property
    def letters(self) -> str:
        return self.skeleton.letters

    def left(self) -> str:
        return self.letters[max(self.floor, self.verb - _WINDOW) : self.verb]

    def offset(self) -> int:
        return max(self.floor, self.verb - _WINDOW)


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of telling: its name, the letters of its verb, and what reads a clause that has one."""

    name: str
    verbs: str
    read: Callable[[_Clause, str], list[Act]] = field(repr=False)


_WINDOW = 60
_PARTY = "[PORv]"
_ITEM = re.compile(
    r"(?:w&|[w#])?(?P<award>A)(?P<contest>E)?"
    r"(?:(?P<how>[ufd])(?P<grantor>[PORpor](?:&[PORpor])*|w)(?:y?[tn](?![PORGA]))?|(?P<beside>[OR])(?=[ct](?!A)))?(?P<date>D)?N?"
)
_MORE = re.compile(r"(?:[,;]&?|&)(?=(?:w&|[w#])?A)")
_GOAL = re.compile(r"(?:[&,]?[wDNLE]){0,2}[ct]c?(?=[PORGmwz:])")
_AGENT = re.compile(
    rf"(?<![ufq])(?P<agent>{_PARTY}(?:(?:,&|[,&-]){_PARTY})*)(?P<mid>(?:[wyiNDLEhporF~,#-]|W(?=,)){{0,6}})\Z"
)
_PASSIVE = re.compile(rf"b(?P<agent>{_PARTY}(?:(?:,&|&|,){_PARTY})*)?(?P<mid>[wyiDLE,]{{0,3}})\Z")
_AWARD_LEFT = re.compile(
    r"(?P<awards>(?:w&|[w#])?AE?(?:[ufd][POR](?:&[POR])*t?)?D?(?:(?:,&|[,&])[w#]?AE?(?:[ufd][POR](?:&[POR])*t?)?D?)*)"
    r"(?P<mid>[wyhFp~,DLE]{0,3})\Z"
)
_FRONTED = re.compile(rf"X(?P<principal>{_PARTY}(?:&{_PARTY})*)[^;.tnabX]{{0,8}}\Z")
_RECIPIENT = re.compile(r"(?:w(?:[,&]w)?u?|z)?(?P<party>[POG])")
_INTRO = re.compile(r"(?:w?[,-]?m:?|:)")
_BETWEEN = re.compile(r"(?:,?m:?|:|[,;]&|[,;&]|-)")
_AFTER_PARTY = re.compile(r"(?:u[PORLpor]|[LD]|-?R|,R(?![tnab])|u?w(?=[,;&:m.]|\Z))*")
_AFTER_GROUP = re.compile(r"(?:[wWDELopru#fh~iXyzdc]|[uq][PORL]|,(?=W))*?(?=(?:,&|[,;&])G|,?m:?[POG])")


def read(skeleton: Skeleton) -> Iterator[Act]:
    """Yield the acts of giving that a sentence tells of, in order."""
    position = floor = 0
    before: Act | None = None
    letters = skeleton.letters
    while position < len(letters):
        if letters[position] in "tankgKl":
            clause = _Clause(skeleton, position, floor, before)
            acts = next(
                (
                    acts
                    for frame in RULES
                    if letters[position] in frame.verbs and (acts := frame.read(clause, frame.name))
                ),
                [],
            )
            if acts:
                acts += _continued(skeleton, acts[-1])
                yield from acts
                before = acts[-1]
                position = floor = max(act.last for act in acts) + 1
                continue
        position += 1


# --- what stands right of a verb


def _awards(skeleton: Skeleton, position: int) -> tuple[list[Given], int]:
    """Return the awards named from a position on, and where they end."""
    given: list[Given] = []
    while (item := _ITEM.match(skeleton.letters, position)) is not None:
        given.append(_given(skeleton, item))
        position = item.end()
        more = _MORE.match(skeleton.letters, position)
        if not more:
            break
        position = more.end()
    return given, position


def _given(skeleton: Skeleton, item: re.Match[str]) -> Given:
    tokens = skeleton.tokens
    index = item.start("award")
    grantors: tuple[Token, ...] = ()
    for name in ("grantor", "beside"):
        if item.group(name):
            grantors = tuple(t for t in tokens[item.start(name) : item.end(name)] if t.letter in "PORporw")
    leading = tokens[item.start()] if item.start() < index else None
    return Given(
        tokens[index].phrase,
        index,
        grantors,
        tokens[item.start("contest")].phrase if item.group("contest") else None,
        leading if leading is not None and leading.letter == "#" else None,
        tokens[item.start("date")].phrase if item.group("date") else None,
        handed_by=item.group("how") == "f" or (item.group("how") == "d" and "t" in item.group()),
    )


def recipients_from(skeleton: Skeleton, position: int) -> tuple[Recipients, int]:
    """Return the recipients listed from a position on, and where the list ends."""
    letters = skeleton.letters
    intro = _INTRO.match(letters, position)
    at = intro.end() if intro else position
    found: list[tuple[Token, str]] = []
    separator = ":" if intro else ""
    end = position
    while (item := _RECIPIENT.match(letters, at)) is not None:
        found.append((skeleton.tokens[item.start("party")], separator))
        end = item.end()
        skipped = _AFTER_GROUP if item.group("party") == "G" else _AFTER_PARTY
        filler = skipped.match(letters, end)
        between = _BETWEEN.match(letters, filler.end() if filler else end)
        if not between:
            break
        separator = between.group()
        at = between.end()
        if at == len(letters) and separator.endswith((":", "m")):
            return _arranged(found, open_=True), at
    if intro and not found and at >= len(letters):
        return Recipients(open=True), at
    return _arranged(found, open_=False), end


def _arranged(found: list[tuple[Token, str]], *, open_: bool) -> Recipients:
    """Sort out affiliations (*ông A, HTX X; bà B, HTX Y*), totals and the parties named among them."""
    segmented = any(";" in separator for _, separator in found)
    kept: list[Token] = []
    among: list[Token] = []
    counting = False
    last = ""
    for token, separator in found:
        if token.letter == "O" and last == "P" and separator in {",", "-"}:
            continue
        if segmented and token.letter == "O" and separator == "," and kept and kept[-1].letter == "P":
            continue
        last = token.letter
        if ("m" in separator or ":" in separator) and any(t.letter == "G" for t in kept):
            counting = True
        if counting and token.letter != "G":
            among.append(token)
        else:
            counting = False
            kept.append(token)
    return Recipients(tuple(kept), tuple(among), open_)


# --- what stands left of a verb


def _agents(clause: _Clause, upto: int) -> tuple[tuple[Token, ...], tuple[Token, ...], int]:
    """Return who does it, on whose behalf, and where that begins."""
    letters, tokens = clause.letters, clause.skeleton.tokens
    floor = clause.offset()
    found = _AGENT.search(letters[floor:upto])
    if not found:
        fronted = _FRONTED.search(letters[floor:upto])
        if fronted:
            first = floor + fronted.start("principal")
            return (), _parties(tokens[first : floor + fronted.end("principal")]), first - 1
        return (), (), upto
    first, last = floor + found.start("agent"), floor + found.end("agent")
    before = letters[first - 1] if first > floor else ""
    chosen = _parties(tokens[first:last])
    if before == "X":
        left = _AGENT.search(letters[floor : first - 1])
        if not left:
            trailing = [t for t in chosen if t.letter == "P"]
            if len(chosen) > 1 and trailing and chosen[-1].letter == "P":
                return tuple(trailing), tuple(t for t in chosen if t.letter != "P"), first - 1
            return (), chosen, first - 1
        start = floor + left.start("agent")
        return _subject(tokens[start : floor + left.end("agent")]), chosen, start
    if before == "Y":
        left = _AGENT.search(letters[floor : first - 1])
        if left:
            start = floor + left.start("agent")
            return _subject(tokens[first:last]), _parties(tokens[start : floor + left.end("agent")]), start
    agents = _subject(tokens[first:last])
    fronted = _FRONTED.search(letters[floor:first])
    if fronted:
        start = floor + fronted.start("principal")
        return agents, _parties(tokens[start : floor + fronted.end("principal")]), start - 1
    return agents, (), first


def _parties(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.letter in "PORv")


def _subject(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the parties at the end of a run that act together; a post after a person's name is that person's."""
    run: list[Token] = []
    separators = ""
    for token in reversed(tokens):
        if token.letter not in "PORv":
            separators += token.letter
            continue
        if not run or token.letter == run[0].letter or "&" in separators:
            run.insert(0, token)
        elif token.letter == "P" and all(other.letter == "R" for other in run):
            run = [token]
        else:
            break
        separators = ""
    return tuple(run)


def _receivers(clause: _Clause, upto: int) -> tuple[Recipients, int]:
    """Return the recipients named left of *được* or *nhận*, and where they begin."""
    letters = clause.letters
    floor = max(
        clause.offset(), letters.rfind(";", clause.offset(), upto) + 1, letters.rfind(".", clause.offset(), upto) + 1
    )
    pronoun = re.search(r"v[wyhF,]{0,2}\Z", letters[floor:upto])
    if pronoun:
        return Recipients((clause.skeleton.tokens[floor + pronoun.start()],)), floor + pronoun.start()
    for start in range(floor, upto):
        if letters[start] not in "POGz" or (start > floor and letters[start - 1] in "uXfY"):
            continue
        recipients, end = recipients_from(clause.skeleton, start)
        if (
            end <= upto
            and re.fullmatch(r"(?:[wWDLEyhzpFor~,-]|u[PORLpor]|[,-]R){0,5}", letters[end:upto])
            and not recipients.open
        ):
            return _represented(clause.skeleton, recipients, end, upto), start
    return Recipients(), upto


def _represented(skeleton: Skeleton, recipients: Recipients, end: int, upto: int) -> Recipients:
    """Return the represented instead of the person who comes forward for them."""
    tokens = recipients.tokens
    for index, token in enumerate(tokens):
        if index and token.letter in "OG":
            before = skeleton.tokens.index(token) - 1
            if skeleton.letters[before] == "z":
                return replace(recipients, tokens=tokens[index:])
    return recipients


_MARKS = {
    "p": AwardStatus.PROPOSED,
    "F": AwardStatus.PLANNED,
    "~": AwardStatus.PLANNED,
    "r": AwardStatus.REFUSED,
    "K": AwardStatus.REVOKED,
}


def _status(skeleton: Skeleton, floor: int, verb: int) -> AwardStatus:
    """Return how far the award has come, by the nearest word that tells."""
    letters = skeleton.letters
    near = True
    for index in range(verb - 1, floor - 1, -1):
        letter = letters[index]
        if letter == "y" and verb - index <= 4:
            return AwardStatus.CONFERRED
        if letter in ";.":
            break
        if letter in _MARKS and (near or letter in "pFrK"):
            return _MARKS[letter]
        if letter == ",":
            near = False
    return AwardStatus.CONFERRED


def _act(
    clause: _Clause,
    rule: str,
    given: Given,
    recipients: Recipients,
    who: tuple[tuple[Token, ...], tuple[Token, ...]],
    first: int,
    last: int,
) -> Act:
    skeleton, letters = clause.skeleton, clause.letters
    start = max(letters.rfind(";", 0, clause.verb) + 1, clause.floor if clause.before else 0)
    status = _status(skeleton, start, clause.verb)
    deciding = re.search(r"[iN]", letters[max(start, clause.verb - 4) : clause.verb]) is not None
    if status is AwardStatus.CONFERRED and deciding:
        status = AwardStatus.DECIDED
    historic = "h" in letters[start : clause.verb]
    handing = "trao" in skeleton.text(clause.verb) or "gắn" in skeleton.text(clause.verb)
    return Act(
        rule, skeleton, clause.verb, given, recipients, who[0], who[1], status, first, last, historic, deciding, handing
    )


# --- the frames


def _award_passive(clause: _Clause, rule: str) -> list[Act]:
    """*Cờ thi đua của UBND tỉnh được (đồng chí A) trao cho hai đơn vị*."""
    offset = clause.offset()
    passive = _PASSIVE.search(clause.left())
    if not passive:
        return []
    awards = _AWARD_LEFT.search(clause.left()[: passive.start()])
    if not awards:
        return []
    goal = re.compile(r"[wDLE,]{0,2}(?:c|t)?c?(?=[POGmwz:])").match(clause.letters, clause.verb + 1)
    recipients, last = recipients_from(clause.skeleton, goal.end()) if goal else (Recipients(), clause.verb + 1)
    given, _ = _awards(clause.skeleton, offset + awards.start("awards"))
    agents: tuple[Token, ...] = ()
    if passive.group("agent"):
        agents = _subject(clause.skeleton.tokens[offset + passive.start("agent") : offset + passive.end("agent")])
    first = offset + awards.start("awards")
    return [_act(clause, rule, g, recipients, (agents, ()), first, max(last, clause.verb + 1) - 1) for g in given]


def _passive(clause: _Clause, rule: str) -> list[Act]:
    """*13 tập thể được Liên minh HTX Việt Nam tặng Bằng khen*."""
    offset = clause.offset()
    passive = _PASSIVE.search(clause.left())
    if not passive:
        return []
    recipients, first = _receivers(clause, offset + passive.start())
    given, last = _acknowledged(clause)
    agents: tuple[Token, ...] = ()
    if passive.group("agent"):
        agents = _subject(clause.skeleton.tokens[offset + passive.start("agent") : offset + passive.end("agent")])
    return _received(clause, rule, given, recipients, agents, min(first, offset + passive.start()), last)


def _acknowledged(clause: _Clause) -> tuple[list[Given], int]:
    """Return the awards after the verb; *công nhận là*, *đạt* may stand between."""
    between = (
        re.compile(r"[mgw]{0,2}").match(clause.letters, clause.verb + 1) if clause.letters[clause.verb] == "a" else None
    )
    return _awards(clause.skeleton, between.end() if between else clause.verb + 1)


def _received(
    clause: _Clause,
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
    goal = _GOAL.match(clause.letters, last)
    others = Recipients()
    if goal:
        others, end = recipients_from(clause.skeleton, goal.end())
        last = end if others.tokens or others.open else last
    elif (named := re.compile(r"[wD]?,?m:?(?=[POw:]|\Z)").match(clause.letters, last)) and recipients.tokens:
        among, end = recipients_from(clause.skeleton, named.start() + len(named.group().rstrip("m:")))
        if among.tokens or among.named_among or among.open:
            recipients = replace(recipients, named_among=among.tokens + among.named_among, open=among.open)
            last = end
    acts: list[Act] = []
    for number, one in enumerate(given):
        apart = bool(others.tokens or others.open) and (number > 0 or not recipients.tokens)
        acts.append(_act(clause, rule, one, others if apart else recipients, (agents, ()), first, last - 1))
    return acts


def _receive(clause: _Clause, rule: str) -> list[Act]:
    """*02 HTX được nhận Cờ thi đua của UBND tỉnh*; *bà B đón nhận … do UBND tỉnh trao tặng*."""
    given, last = _awards(clause.skeleton, clause.verb + 1)
    if not given:
        return []
    upto = clause.verb
    while upto > clause.floor and clause.letters[upto - 1] in "by":
        upto -= 1
    recipients, first = _receivers(clause, upto)
    stands_for = re.compile(r",?X").match(clause.letters, last)
    if stands_for:
        # Whoever receives on behalf of others is no recipient.
        recipients = Recipients()
    return _received(clause, rule, given, recipients, (), min(first, clause.verb), last)


def _called(clause: _Clause, rule: str) -> list[Act]:
    """*Trong 100 HTX được xướng tên, tỉnh góp 3 gương mặt là HTX A, HTX B …*: the award is the one last told of."""
    found = re.search(r"(?P<total>G)[wb]{1,3}\Z", clause.left())
    if not found:
        return []
    first = clause.offset() + found.start("total")
    total = clause.skeleton.tokens[first]
    listing = re.compile(r"[^;.]{0,12}?m:?(?=[PO])").match(clause.letters, clause.verb + 1)
    among, last = recipients_from(clause.skeleton, listing.end()) if listing else (Recipients(), clause.verb + 1)
    recipients = Recipients((total,), among.tokens)
    return [_act(clause, rule, Given(None, clause.verb), recipients, ((), ()), first, last - 1)]


def _commend(clause: _Clause, rule: str) -> list[Act]:
    """*khen thưởng 05 tập thể và 12 cá nhân*; *12 cá nhân được UBND tỉnh khen thưởng*."""
    offset = clause.offset()
    nothing = Given(None, clause.verb)
    passive = _PASSIVE.search(clause.left())
    if passive:
        recipients, first = _receivers(clause, offset + passive.start())
        agents: tuple[Token, ...] = ()
        if passive.group("agent"):
            agents = _subject(clause.skeleton.tokens[offset + passive.start("agent") : offset + passive.end("agent")])
        if not recipients.tokens or (clause.letters[clause.verb + 1 : clause.verb + 2] in {"A", "t"}):
            return []
        return [_act(clause, rule, nothing, recipients, (agents, ()), first, clause.verb)]
    goal = re.compile(r"c?(?=[POG])").match(clause.letters, clause.verb + 1)
    if not goal:
        return []
    recipients, last = recipients_from(clause.skeleton, goal.end())
    agents, principals, first = _agents(clause, clause.verb)
    return [_act(clause, rule, nothing, recipients, (agents, principals), min(first, clause.verb), last - 1)]


def _active(clause: _Clause, rule: str) -> list[Act]:
    """*Đồng chí A trao Bằng khen của UBND tỉnh cho 05 tập thể*; headline and caption forms, too."""
    given, last = _awards(clause.skeleton, clause.verb + 1)
    if not given and (symbol := re.compile(r"wc(?=A)").match(clause.letters, clause.verb + 1)):
        # *trao biểu trưng danh hiệu cho “Sinh viên 5 tốt”*: the title stands for those who bear it.
        given, last = _awards(clause.skeleton, symbol.end())
    if not given:
        return []
    recipients = Recipients()
    goal = _GOAL.match(clause.letters, last)
    direct = clause.letters[last : last + 1] in set("POG")
    if goal or direct or clause.letters[last : last + 1] in {":"}:
        recipients, end = recipients_from(clause.skeleton, goal.end() if goal else last)
        if recipients.tokens or recipients.named_among or recipients.open:
            last = end
    agents, principals, first = _agents(clause, clause.verb)
    agents, principals, inherited = _inherited(clause, agents, principals)
    acts = [
        _act(clause, rule, one, recipients, (agents, principals), min(first, clause.verb), last - 1) for one in given
    ]
    return [replace(act, inherited=inherited) for act in acts]


def _inherited(
    clause: _Clause, agents: tuple[Token, ...], principals: tuple[Token, ...]
) -> tuple[tuple[Token, ...], tuple[Token, ...], bool]:
    """A second verb without a subject has the first one's (*…; đồng thời trao Bằng khen …*)."""
    before = clause.before
    if agents or principals or before is None or not before.rule.startswith(("conferral.active", "conferral.dative")):
        return agents, principals, False
    if re.fullmatch(r"[,;&wyDLE]{0,5}", clause.letters[before.last + 1 : clause.verb]):
        return before.agents, before.principals, True
    return agents, principals, False


def _dative(clause: _Clause, rule: str) -> list[Act]:
    """*tặng ông B Huân chương Lao động*; *trao cho HTX C Cờ thi đua*; *công nhận 3 HTX đạt danh hiệu …*."""
    start = re.compile(r"c?(?=[wz]?[POG])").match(clause.letters, clause.verb + 1)
    if not start:
        return []
    recipients, end = recipients_from(clause.skeleton, start.end())
    if not recipients.tokens:
        return []
    between = re.compile(r"(?:[wmgD]|R){0,2}(?=(?:[w#])?A)").match(clause.letters, end)
    if not between:
        return []
    given, last = _awards(clause.skeleton, between.end())
    if _GOAL.match(clause.letters, last):
        return []
    agents, principals, first = _agents(clause, clause.verb)
    agents, principals, inherited = _inherited(clause, agents, principals)
    acts = [
        _act(clause, rule, one, recipients, (agents, principals), min(first, clause.verb), last - 1) for one in given
    ]
    return [replace(act, inherited=inherited) for act in acts]


def _revoked(clause: _Clause, rule: str) -> list[Act]:
    """*thu hồi Huân chương Lao động của ông B*: what is taken back is no conferral in force."""
    found = re.compile(r"(?:[wi&]|m){0,3}(?P<award>A)u(?=[wz]?[POG])").match(clause.letters, clause.verb + 1)
    if not found:
        return []
    recipients, last = recipients_from(clause.skeleton, found.end())
    index = found.start("award")
    given = Given(clause.skeleton.tokens[index].phrase, index)
    agents, _, first = _agents(clause, clause.verb)
    act = _act(clause, rule, given, recipients, (agents, ()), min(first, clause.verb), last - 1)
    return [replace(act, status=AwardStatus.REVOKED)]


def _continued(skeleton: Skeleton, act: Act) -> list[Act]:
    """Return the acts that go on without a verb of their own: *…; Huân chương Lao động cho đội tuyển*."""
    if not act.recipients.tokens:
        return []
    acts: list[Act] = []
    position = act.last + 1
    while (joint := re.compile(r"(?:[,;]&?|&)(?=[w#]?A)").match(skeleton.letters, position)) is not None:
        given, last = _awards(skeleton, joint.end())
        goal = _GOAL.match(skeleton.letters, last)
        if not given or not goal:
            break
        recipients, last = recipients_from(skeleton, goal.end())
        if not recipients.tokens:
            break
        agents, principals = (act.agents, act.principals) if act.rule != "conferral.receive" else ((), ())
        acts += [
            replace(
                act, given=one, recipients=recipients, agents=agents, principals=principals, rule="conferral.continued",
                first=joint.end(), last=last - 1, inherited=True,
            )
            for one in given
        ]  # fmt: skip
        position = last
    return acts


RULES: tuple[Frame, ...] = (
    Frame("conferral.award_passive", "t", _award_passive),
    Frame("conferral.passive", "ta", _passive),
    Frame("conferral.called", "l", _called),
    Frame("conferral.commend", "k", _commend),
    Frame("conferral.receive", "ng", _receive),
    Frame("conferral.active", "ta", _active),
    Frame("conferral.dative", "ta", _dative),
    Frame("conferral.revoked", "K", _revoked),
)
"""Every way of telling that a conferral is read from, in the order in which they are tried."""
