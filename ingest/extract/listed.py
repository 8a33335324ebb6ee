"""Lists of awards under a heading: *Liên minh HTX tỉnh đã khen thưởng như sau: 1. Cờ thi đua: HTX A …*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.acts import Act, Clause, Recipients
from ingest.extract.frames import read
from ingest.extract.frames_continued import GOAL
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import awards_from, recipients_from
from ingest.extract.parties import Parties
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.subjects import doers
from ingest.model import AwardStatus, Mention

_VERB = re.compile("[tanHk]")
_LISTED = re.compile(r"(?:[#.-]){0,2}w?(?=(?:w&|[w#])?A)")
# *HTX A đã được:*, *Ông B đã vinh dự đón nhận nhiều phần thưởng cao quý, gồm:*
_WERE_GIVEN = re.compile(
    r"(?<![uXfY])(?P<who>[POV](?:[,&]{1,2}[PO])*)[wyhD,#G]{0,4}(?:b[wyh]{0,2}[takn]?|n)[wG#,]{0,3}m?:\Z"
)
_OWN_PRIZES = re.compile(
    r"(?:Những|Các|Một số) (?:giải thưởng|danh hiệu|phần thưởng|thành tích)[^:.;\n]{0,40}? (?:mà )?"
    r"(?P<body>[^\W\d_a-zđ]\w*(?: [^\W\d_a-zđ]\w*){1,4}) (?:đã |từng |vinh dự ){0,3}(?:đạt|nhận|giành|đón nhận)(?: được)? ?:"
)
_TO_SOMEONE = frozenset({"conferral.active", "conferral.listed"})
_GIVERS_RULES = frozenset({"conferral.active", "conferral.dative", "conferral.listed", "conferral.commend"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that ends with a colon, for the list under it: who gives, and how far the awards have come."""

    agents: tuple[Token, ...]
    principals: tuple[Token, ...]
    status: AwardStatus
    giving: bool
    recipients: tuple[Token, ...] = ()


def heading(skeleton: Skeleton, parties: Parties, above: Heading | None = None) -> Heading | None:
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
    recipients = _given_to(skeleton, parties)
    if recipients:
        agents, principals = (), ()
    return Heading(agents, principals, clause.status, verb is not None, recipients)


def _given_to(skeleton: Skeleton, parties: Parties) -> tuple[Token, ...]:
    """Return the parties of whom a heading says that they were given what the list under it tells."""
    found = _WERE_GIVEN.search(skeleton.letters)
    if found is None and (body := _whose(skeleton, parties)) is not None:
        return (body,)
    tokens = skeleton.tokens[found.start("who") : found.end("who")] if found else ()
    return tuple(named for token in tokens if (named := _named(token, skeleton, parties)) is not None)


def _whose(skeleton: Skeleton, parties: Parties) -> Token | None:
    """Return the body, named most, of which a heading has the short name: *Những giải thưởng Hoa Mai đã đạt được:*."""
    start, end = skeleton.line.sentence.start, skeleton.line.sentence.end
    short = _OWN_PRIZES.fullmatch(parties.page.text(start, end))
    body = parties.most_named("doanh nghiệp") if short and not set(skeleton.letters) & set("POVGRv") else None
    if short is None or body is None or not body.name.endswith(f" {short['body']}"):
        return None
    return Token(
        "O", 0, 0, Phrase(PhraseKind.ORGANIZATION, start + short.start("body"), start + short.end("body"), body)
    )


def _named(token: Token, skeleton: Skeleton, parties: Parties) -> Token | None:
    """Return a token that names its party wherever it is read: what *HTX* stands for is settled in its own line."""
    if token.letter not in "POV":
        return None
    party = parties.of(token, skeleton.line)
    if not isinstance(party, Mention):
        return None
    start, end = skeleton.line.original(token.start, token.end)
    return Token("O" if token.letter == "V" else token.letter, 0, 0, Phrase(PhraseKind.ORGANIZATION, start, end, party))


def read_under(skeleton: Skeleton, head: Heading) -> Iterator[Act]:
    """Yield the acts of a list item; what it leaves out (who gives, that it is given) its heading says."""
    item = _LISTED.match(skeleton.letters)
    acts = _listed(skeleton, item.end(), head) if item else []
    for act in acts or read(skeleton):
        if act.status is AwardStatus.CONFERRED:
            act = replace(act, status=head.status)
        if not (act.agents or act.principals or act.given.grantors) and act.rule in _GIVERS_RULES:
            act = replace(act, agents=head.agents, principals=head.principals)
        if head.recipients and act.rule in _TO_SOMEONE and not act.recipients.tokens and not act.recipients.open:
            act = replace(act, recipients=Recipients(head.recipients), historic=True)
        yield act


def _listed(skeleton: Skeleton, position: int, head: Heading) -> list[Act]:
    """*Bằng khen của UBND tỉnh: HTX A, HTX B*, *Giải Nhất: em C* in a list of awards."""
    given, last = awards_from(skeleton, position)
    goal = GOAL.match(skeleton.letters, last)
    recipients, end = recipients_from(skeleton, goal.end() if goal else last)
    if given and not recipients.tokens and head.recipients:
        recipients, end = Recipients(head.recipients), max(end, last)
    if not given or not recipients.tokens or not (head.giving or skeleton.letters[last : last + 1] == ":"):
        return []
    clause = Clause(skeleton, given[0].index, 0)
    return [clause.act("conferral.listed", one, recipients, first=position, last=end - 1) for one in given]
