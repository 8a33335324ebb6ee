"""The frames of giving: who gives stands left of the verb; awards won, held and taken back are beside them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.acts import Act, Clause, Given, Recipients
from ingest.extract.awards import AwardForm
from ingest.extract.frames_continued import GOAL, SAME_SUBJECT, same_recipients
from ingest.extract.giving import Token
from ingest.extract.listing import awards_from, recipients_from
from ingest.extract.subjects import doers
from ingest.model import AwardStatus

_HONOURED = re.compile(r"[ak](?P<party>G(?:,?&?G)*)w?[,&]{1,2}\Z")
_HONOURS_FIRST = re.compile(r"[ak](?:[wWG#DEL]|,(?=[wW])){1,5},?&?[wy]?\Z")
_SAME_ACT = re.compile(r"D?,?&?y?")
_SYMBOL = re.compile(r"wc(?=A)")
_DATIVE = re.compile(r"c?(?=[wz]?[POGvV])")
_BETWEEN_DATIVE = re.compile(r"(?:w&|[wmHDR:]){0,2}(?=(?:[w#])?A)")
_TAKEN_FROM = re.compile(r"(?:[wi&]|m){0,3}(?P<award>A)u(?=[wz]?[POG])")
_BELONGING = re.compile(r"(?P<awards>[w#]?AE?)[wy,]{0,2}\Z")
_HONOURS = re.compile(r"[;,](?P<awards>A(?:[,;&]A)*)[,;]?[wyh]{0,2}\Z")
# *Trao Bằng khen cho nhà trường, ông A đề nghị …*: who hands it over is named after those who receive it.
_SPEAKS = re.compile(
    r"[^;.]{0,30}?(?:đề nghị|phát biểu|nhấn mạnh|cho biết|khẳng định|biểu dương|chúc mừng|ghi nhận|mong|bày tỏ|yêu cầu|đánh giá|gửi lời)(?!\w)"
)


_PART_OF_WHOLE = re.compile(r"N?,?m[LO]w?(?=G)")
_NOT_YET = frozenset({AwardStatus.PROPOSED, AwardStatus.PLANNED})
_AWARD_BEFORE = re.compile(r"(?:\A|[:;,])[wD]?(?P<award>A(?:[ufd][ROP])?)\Z")
_HEAD_HANDER = re.compile(r"(?P<who>P)[wyJ,]{0,3}t[^.;]*\Z")
_HEAD_OWNER = re.compile(r"u(?P<whose>[RO])w?\Z")


def active(clause: Clause, rule: str) -> list[Act]:
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
    elif part := _PART_OF_WHOLE.match(clause.letters, last):
        # *cấp Giấy chứng nhận …, trong đó tỉnh A có 3 sản phẩm*
        recipients, last = recipients_from(clause.skeleton, part.end())
    elif honoured := _HONOURED.search(clause.left):
        # *tôn vinh 100 HTX tiêu biểu, trao Giải thưởng …*
        recipients, _ = recipients_from(clause.skeleton, clause.offset + honoured.start("party"), clause.verb)
    if speaker := _speaker(clause, recipients):
        recipients = replace(recipients, tokens=recipients.tokens[:-1])
        first = clause.verb
        return [clause.act(rule, one, recipients, (speaker,), first=first, last=last - 1) for one in given]
    acts = _given_by_doers(clause, rule, given, recipients, last)
    before = clause.before
    if before is not None and not recipients.tokens and not recipients.open and not acts[0].agents:
        between = clause.letters[before.last + 1 : clause.verb]
        if before.rule == "conferral.passive" and _SAME_ACT.fullmatch(between):
            # *Ông được Nhà nước phong tặng danh hiệu A và trao tặng Giải thưởng B*
            return [replace(act, agents=before.agents, recipients=before.recipients, rule=before.rule) for act in acts]
    if not recipients.tokens and not recipients.open and acts[0].agents:
        # *HTX A được Chính phủ tặng Cờ thi đua, Thủ tướng tặng Bằng khen*
        same = same_recipients(clause, acts[0].first)
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


def dative(clause: Clause, rule: str) -> list[Act]:
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
    if not agents and not principals and (honours := _HONOURS_FIRST.search(clause.left)):
        # *Liên đoàn tuyên dương 30 công nhân và trao Bằng khen cho 12 cá nhân*
        who = doers(clause, clause.offset + honours.start())
        agents, principals = who.agents, who.principals
    if (
        not agents
        and not principals
        and before is not None
        and before.rule.startswith(("conferral.active", "conferral.dative"))
        and SAME_SUBJECT.fullmatch(clause.letters, before.last + 1, clause.verb)
    ):
        agents, principals, inherited = before.agents, before.principals, True
    acts = [clause.act(rule, one, recipients, agents, principals, first=who.first, last=last - 1) for one in given]
    if inherited and before is not None and before.status in _NOT_YET:
        # *đề nghị Liên minh HTX Việt Nam tặng Cờ thi đua cho A, tặng Bằng khen cho B*
        acts = [replace(act, status=before.status) for act in acts]
    return [replace(act, inherited=inherited) for act in acts]


def award_given(clause: Clause, rule: str) -> list[Act]:
    """*… trao các quyết định khen thưởng của Chủ tịch UBND tỉnh: Bằng khen tặng HTX A; Kỷ niệm chương tặng ông B*."""
    named = _AWARD_BEFORE.search(clause.left)
    if not named:
        return []
    recipients, last = recipients_from(clause.skeleton, clause.verb + 1)
    first = clause.offset + named.start("award")
    given, end = awards_from(clause.skeleton, first)
    if not recipients.tokens or end < clause.verb or any(one.contest for one in given):
        return []
    head = clause.letters[: max(0, clause.letters.rfind(":", 0, first))]
    tokens = clause.skeleton.tokens
    hander = _HEAD_HANDER.search(head)
    owner = _HEAD_OWNER.search(head)
    agents = (tokens[hander.start("who")],) if hander else ()
    if owner:
        given = [one if one.grantors else replace(one, grantors=(tokens[owner.start("whose")],)) for one in given]
    return [clause.act(rule, one, recipients, agents, first=first, last=last - 1) for one in given]


def belonging(clause: Clause, rule: str) -> list[Act]:
    """*Giải Nhất thuộc về em A*; *2 giải Ba thuộc về em B và em C*."""
    awards = _BELONGING.search(clause.left)
    if not awards:
        return []
    recipients, last = recipients_from(clause.skeleton, clause.verb + 1)
    if not recipients.tokens or "N" in clause.letters[clause.verb + 1 : last]:
        return []
    first = clause.offset + awards.start("awards")
    given, _ = awards_from(clause.skeleton, first)
    return [clause.act(rule, one, recipients, first=first, last=last - 1) for one in given]


def held(clause: Clause, rule: str) -> list[Act]:
    """*Đồng chí A, nguyên Phó Giám đốc …; Huân chương Lao động hạng Nhì, Huy hiệu 50 năm tuổi Đảng, đã từ trần …*."""
    held = _HONOURS.search(clause.left)
    who = [index for index in range(clause.offset, clause.verb) if clause.letters[index] == "P"]
    if not held or len(who) != 1:
        return []
    given, _ = awards_from(clause.skeleton, clause.offset + held.start("awards"))
    recipients = Recipients((clause.skeleton.tokens[who[0]],))
    return [
        replace(clause.act(rule, one, recipients, first=who[0], last=clause.verb), historic=True)
        for one in given
        if one.award is not None and one.award.value.form in (AwardForm.ORDER, AwardForm.BADGE)
    ]


def revoked(clause: Clause, rule: str) -> list[Act]:
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
