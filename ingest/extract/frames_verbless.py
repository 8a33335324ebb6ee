"""What was won, told without a verb: *HTX A giải Nhất; HTX B giải Nhì*, *giải Nhất: HTX A*, *chị A (giải Ba)*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.acts import Act, Clause, Given, Recipients
from ingest.extract.awards import AwardForm
from ingest.extract.giving import Skeleton, Token
from ingest.extract.listing import recipients_from
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import CODES

_WON = frozenset({AwardForm.PLACE, AwardForm.PRIZE})
_PARTY = CODES[PhraseKind.PERSON] + CODES[PhraseKind.ORGANIZATION]
_NO_VERB = re.compile(r"[^tankHbJFZK~]*")
# *Kết quả, HTX A giải Nhất; HTX B và HTX C giải Nhì.*
_PAIRS = re.compile(r"(?:[^POGA]{0,8}[,:])?(?:[POG](?:,?&?[PO]){0,6}A(?:[,;.]&?|&|\Z))+")
_PAIR = re.compile(r"(?P<who>[POG](?:,?&?[PO]){0,6})(?P<award>A)")
# *Kết quả, giải Nhất: HTX A; giải Nhì: HTX B và HTX C.*
_HEADED = re.compile(r"(?:\A|[,:;.&])w?(?P<award>A):(?=[w#]?[POG])")
# *Đó là chị A với tập truyện “…” (giải văn xuôi), anh B (giải thơ).*
_BRACKETED = re.compile(
    rf"(?P<who>[{_PARTY}])[^{_PARTY};()]{{0,90}}\((?:đạt |đoạt |giành )?(?P<award>{CODES[PhraseKind.AWARD]})\)"
)


def verbless(skeleton: Skeleton) -> Iterator[Act]:
    """Yield who won which place or prize, where a sentence that has no word of giving pairs them."""
    letters = skeleton.letters
    if _NO_VERB.fullmatch(letters):
        if _PAIRS.fullmatch(letters):
            for pair in _PAIR.finditer(letters):
                recipients, _ = recipients_from(skeleton, pair.start("who"), pair.end("who"))
                yield from _act(skeleton, pair.start("award"), recipients, pair.start("who"), pair.start("award"))
            return
        headed = list(_HEADED.finditer(letters))
        for found in headed:
            recipients, end = recipients_from(skeleton, found.end())
            yield from _act(skeleton, found.start("award"), recipients, found.start("award"), end - 1)
        if headed:
            return
    yield from _bracketed(skeleton)


def _bracketed(skeleton: Skeleton) -> Iterator[Act]:
    line = skeleton.line
    places = {token.phrase.start: at for at, token in enumerate(skeleton.tokens) if token.phrase is not None}
    for found in _BRACKETED.finditer(line.text):
        who = line.between(*found.span("who"))[0]
        award = line.between(*found.span("award"))[0]
        at = places.get(who.start)
        if at is None or award.value.generic or award.value.form not in _WON:
            continue
        if award.value.form is AwardForm.PRIZE and who.kind is not PhraseKind.PERSON:
            continue  # *Giải báo chí của Hội Nhà báo tỉnh (Giải Búa liềm vàng)*
        token = skeleton.tokens[at]
        clause = Clause(skeleton, at, at)
        act = clause.act("conferral.bracketed", Given(award, at), Recipients((token,)), first=at, last=at)
        yield replace(act, last=_last(skeleton, award.start))


def _last(skeleton: Skeleton, position: int) -> int:
    """Return the last token that stands before a shadow offset."""
    upto = skeleton.line.encoded(position)
    return max((at for at, token in enumerate(skeleton.tokens) if token.start < upto), default=0)


def _act(skeleton: Skeleton, award: int, recipients: Recipients, first: int, last: int) -> Iterator[Act]:
    token: Token = skeleton.tokens[award]
    if not recipients.tokens or token.phrase is None or token.phrase.value.form not in _WON:
        return
    clause = Clause(skeleton, award, 0)
    yield clause.act("conferral.verbless", Given(token.phrase, award), recipients, first=first, last=max(last, award))
