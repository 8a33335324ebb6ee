"""Who gives and who receives, as named left of a word of giving."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.acts import Clause, Recipients
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import recipients_from

_PARTY = "[PORvV]"
_AGENT = re.compile(
    rf"(?<![ufq])(?P<agent>{_PARTY}(?:(?:,&|[,&-]){_PARTY})*)(?P<mid>(?:w&|N&|[wyiNDLEhporFJZ~,#-]|W(?=,)){{0,6}})\Z"
)
# *Các đồng chí: A, Phó Chủ tịch …; B, Giám đốc … trao …*
_JOINT_AGENTS = re.compile(r"[w,D]{0,4}G?:?(?P<agent>P(?:;&?P)+)[wy]{0,3}")
# *Quyết định của Chủ tịch UBND tỉnh (về việc) tặng Bằng khen*.
_DECIDING = re.compile(r"u(?P<agent>[RO](?:&[RO])*)i?\Z")
_FRONTED = re.compile(rf"X(?P<principal>{_PARTY}(?:&{_PARTY})*)[^;.tnabX]{{0,8}}\Z")
# *Bà A trao bức trướng chúc mừng Đại hội và tặng …*
_SAME_DOER = re.compile(r"(?:(?<=[.;])|\A)w?(?P<agent>P(?:&P)?)[wy]{0,2}t[wE#]{1,4},?&\Z")
_PRONOUN = re.compile(r"[vV][wyhFJZ,#]{0,3}\Z")
# *Bà là người Việt Nam duy nhất được nhận …*
_ONE_WHO = re.compile(r"(?<![uXfY])[PvVO]hm(?:u?[wL]){1,4}h?\Z|(?<![uXfY])[PvVO]m(?:u?[wL]){1,4}h?\Z")
# *em A, học sinh lớp 12 Trường B, giành …*: what stands between the commas says who it is.
_APPOSED = re.compile(r"(?<![&,uXfY])(?P<who>P)(?:,(?:w?#?[OLR]|w)){1,3},[wyhp]{0,2}\Z")
# *Chị A, công nhân Công ty B, là một trong 10 cá nhân được …*
_APPOSED_AMONG = re.compile(r"(?<![&,uXfY])(?P<who>P)(?:,(?:w?#?[OLR]|w)){1,3},?m(?P<total>G)[wyhp]{0,2}\Z")
# *Các ông, bà: A, HTX X; B, HTX Y đạt …*
_SEGMENTED = re.compile(r"(?<![tankHJ])P(?:,[ORw]){1,2}(?:;&?P(?:,[ORw]){1,2}){1,40}")
_SAYS = re.compile(
    r"(?:chia sẻ|cho biết|cho hay|nói|kể|kể lại|nhớ lại|tâm sự|bày tỏ|phấn khởi|khẳng định)(?: [^.:;]{1,24})?\Z"
)
_REPORTS = re.compile(r"(?:cho biết|cho hay|cho rằng|khẳng định|thông tin|chia sẻ|kể|nói)(?: thêm)?(?: rằng)?,? \Z")
_AFTER_RECEIVERS = re.compile(r"(?:w&|[wWDLEyhzpForJZ~#,-]|u[PORLporw]|[,-]R){0,6}")


@dataclass(frozen=True, slots=True)
class Doers:
    """Who does something, on whose behalf, and the token index at which that begins."""

    agents: tuple[Token, ...]
    principals: tuple[Token, ...]
    first: int


def doers(clause: Clause, upto: int) -> Doers:
    """Return who does what a clause tells, as named left of `upto`."""
    letters, tokens = clause.letters, clause.skeleton.tokens
    floor = clause.offset
    joint = _JOINT_AGENTS.match(letters, 0, upto) if floor == 0 else None
    if joint and joint.end() == upto:
        first = joint.start("agent")
        return Doers(_parties(tokens[first : joint.end("agent")]), (), first)
    found = _AGENT.search(letters[floor:upto])
    if not found and (deciding := _DECIDING.search(letters[floor:upto])):
        first = floor + deciding.start("agent")
        return Doers(_parties(tokens[first : floor + deciding.end("agent")]), (), first)
    if not found and (same := _SAME_DOER.search(letters[floor:upto])):
        first = floor + same.start("agent")
        return Doers(_parties(tokens[first : floor + same.end("agent")]), (), first)
    if not found:
        fronted = _FRONTED.search(letters[floor:upto])
        if fronted:
            first = floor + fronted.start("principal")
            return Doers((), _parties(tokens[first : floor + fronted.end("principal")]), first - 1)
        return Doers((), (), upto)
    first, last = floor + found.start("agent"), floor + found.end("agent")
    before = letters[first - 1] if first > floor else ""
    if before == "X":
        return _standing_for(clause, first, last)
    if before == "Y":
        left = _AGENT.search(letters[floor : first - 1])
        if left:
            start = floor + left.start("agent")
            return Doers(subject(tokens[first:last]), _parties(tokens[start : floor + left.end("agent")]), start)
    acting = subject(tokens[first:last])
    fronted = _FRONTED.search(letters[floor:first])
    if fronted:
        start = floor + fronted.start("principal")
        return Doers(acting, _parties(tokens[start : floor + fronted.end("principal")]), start - 1)
    return Doers(acting, (), first)


def _standing_for(clause: Clause, first: int, last: int) -> Doers:
    """Return the doers where the parties next to the verb stand after *thừa ủy quyền*, *thay mặt*."""
    letters, tokens, floor = clause.letters, clause.skeleton.tokens, clause.offset
    chosen = _parties(tokens[first:last])
    left = _AGENT.search(letters[floor : first - 1])
    if left:
        start = floor + left.start("agent")
        return Doers(subject(tokens[start : floor + left.end("agent")]), chosen, start)
    if len(chosen) > 1 and chosen[-1].letter == "P":
        persons = tuple(token for token in chosen if token.letter == "P")
        return Doers(persons, tuple(token for token in chosen if token.letter != "P"), first - 1)
    return Doers((), chosen, first - 1)


def _parties(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.letter in "PORvV")


def subject(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the parties at the end of a run that act together; a post after a person's name is that person's."""
    run: list[Token] = []
    separators = ""
    for token in reversed(tokens):
        if token.letter not in "PORvV":
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


def receivers(clause: Clause, upto: int) -> tuple[Recipients, int]:
    """Return the recipients named left of *được* or *nhận*, and where they begin."""
    letters, offset = clause.letters, clause.offset
    segmented = _SEGMENTED.search(letters, offset, upto)
    if segmented and segmented.end() == upto:
        return recipients_from(clause.skeleton, segmented.start(), upto)[0], segmented.start()
    floor = max(offset, letters.rfind(";", offset, upto) + 1, letters.rfind(".", offset, upto) + 1)
    floor = max(floor, _after_saying(clause, upto))
    pronoun = _PRONOUN.search(letters[floor:upto]) or _ONE_WHO.search(letters[floor:upto])
    if pronoun:
        return Recipients((clause.skeleton.tokens[floor + pronoun.start()],)), floor + pronoun.start()
    one_among = _APPOSED_AMONG.search(letters[floor:upto])
    if one_among:
        both = (floor + one_among.start("who"), floor + one_among.start("total"))
        return Recipients(tuple(clause.skeleton.tokens[index] for index in both)), both[0]
    apposed = _APPOSED.search(letters[floor:upto])
    if apposed:
        first = floor + apposed.start("who")
        return Recipients((clause.skeleton.tokens[first],)), first
    for start in range(floor, upto):
        if letters[start] not in "POGzV" or (start > floor and letters[start - 1] in "uXfY"):
            continue
        recipients, end = recipients_from(clause.skeleton, start, upto)
        if end <= upto and _AFTER_RECEIVERS.fullmatch(letters, end, upto) and not recipients.open:
            return _represented(clause.skeleton, recipients, start, upto), start
    return Recipients(), upto


def _after_saying(clause: Clause, upto: int) -> int:
    """Return where what someone says begins (*ông A chia sẻ: HTX đã được …*), or 0: who says it receives nothing."""
    parties = [at for at in range(clause.offset, upto) if clause.letters[at] in "POG"]
    for left, right in zip(parties[-2:], parties[-1:], strict=False):
        between = clause.skeleton.line.text[clause.skeleton.tokens[left].end : clause.skeleton.tokens[right].start]
        if _REPORTS.search(between):
            return right  # *bà A, …, cho biết anh B còn được tặng …*
    colon = clause.letters.rfind(":", clause.offset, upto)
    said = colon > 0 and _SAYS.search(clause.skeleton.line.text, 0, clause.skeleton.tokens[colon].start)
    return colon + 1 if said else 0


def _represented(skeleton: Skeleton, recipients: Recipients, start: int, upto: int) -> Recipients:
    """Return the represented instead of the person who comes forward for them (*đại diện HTX A*)."""
    represented = {id(skeleton.tokens[i + 1]) for i in range(start, upto - 1) if skeleton.letters[i] == "z"}
    for index, token in enumerate(recipients.tokens):
        if index and token.letter in "OG" and id(token) in represented:
            return replace(recipients, tokens=recipients.tokens[index:])
    return recipients
