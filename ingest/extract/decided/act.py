"""The frame of a decision: number, day, whose authority it is, its bases and articles, who signed it and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.decided.lines import Stretch, prose
from ingest.extract.decided.signature import Signature, signature
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.model import Evidence, Mention, Party, PostMention
from ingest.values import PartialDate

_HEADED = 40
_TITLE = re.compile(r"quyết định ?:?\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"số ?:? ?[^\n]{0,30}[/-] ?(?:qđ|qđkt)", re.IGNORECASE)
_NUMBER = re.compile(r"số ?:? ?(?P<number>\d[^\s,;]*(?: ?[/-] ?[^\s,;]+)*)", re.IGNORECASE)
_ISSUED = re.compile(
    r"[^\n]{0,60}?,? ?ngày (?P<day>\d{1,2})? ?tháng (?P<month>\d{1,2})? ?năm (?P<year>(?:19|20)\d\d)\Z", re.IGNORECASE
)
_BASIS = re.compile(r"[-–+•] ?(?=căn cứ|theo|xét)|(?:căn cứ|theo (?:đề nghị|tờ trình)|xét) ", re.IGNORECASE)
_ARTICLE = re.compile(r"điều (\d{1,2}) ?[.:]", re.IGNORECASE)
_ENDS = re.compile(r"nơi nhận ?:|(?:tm|t/m|kt|k/t|tuq|tl|t/l|q)\. ?[^\W\d_]{2}", re.IGNORECASE)
_DRAFT = re.compile(r"\(?dự thảo\)?(?: lần \d+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its number and its lines, the first with *Điều 1.* before it."""

    number: int
    lines: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A decision as a whole. `number` and `issued` are None where the paper leaves them open; `end` is where the
    articles and the signature end and lists begin."""

    number: str | None
    issued: PartialDate | None
    issuer: Party | None
    bases: tuple[str, ...]
    articles: tuple[Article, ...]
    signed: Signature | None
    evidence: Evidence
    draft: bool
    end: int


def is_decision(page: Page) -> bool:
    """Tell a decision's text: a number of its kind, *QUYẾT ĐỊNH* on a line of its own, and a first article."""
    lines = prose(page)
    head = lines[:_HEADED]
    return (
        any(_TITLE.match(line.text) for line in head)
        and any(_NUMBERED.match(line.text) for line in head)
        and any(_ARTICLE.match(line.text) for line in lines)
    )


def act(page: Page) -> Act:
    """Return the frame of a page that is a decision."""
    lines = prose(page)
    first = next(index for index, line in enumerate(lines) if _ARTICLE.match(line.text))
    head = lines[:first]
    title = next((index for index, line in enumerate(head) if _TITLE.match(line.text)), 0)
    numbered = next((line for line in head if _NUMBERED.match(line.text)), head[0])
    articles = tuple(_articles(lines[first:]))
    issuer = _issuer(page, head, title)
    after = articles[-1].lines[-1].end
    signed = signature(page, [line for line in lines if line.start >= after], issuer)
    return Act(
        _number(page, numbered),
        next((day for line in head if (day := _issued(line.text)) is not None), None),
        issuer,
        tuple(line.text.rstrip(";.,") for line in head if _BASIS.match(line.text)),
        articles,
        signed,
        page.evidence(numbered.start, numbered.end),
        any(_DRAFT.match(line.text) for line in head),
        signed.end if signed is not None else after,
    )


def _number(page: Page, line: Stretch) -> str | None:
    found = page.inside(line.start, line.end, PhraseKind.DECISION)
    if found:
        return str(found[0].value.number)
    other = _NUMBER.match(line.text)  # *Số 12-QĐ/TU*: a form of the party's
    return other.group("number").replace(" ", "") if other else None


def _issued(text: str) -> PartialDate | None:
    found = _ISSUED.match(text)
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    try:
        return PartialDate(year or 0, month, day if month else None)
    except ValueError:
        return None


def _issuer(page: Page, head: Sequence[Stretch], title: int) -> Party | None:
    """Return whose decision it is: the authority named in capitals before the bases, else the letterhead's last body."""
    bases = next((index for index, line in enumerate(head) if _BASIS.match(line.text)), len(head))
    for line in reversed(head[title + 1 : bases]):
        if line.capitals and (party := _party(page, line)) is not None:
            return party
    numbered = next((index for index, line in enumerate(head) if _NUMBERED.match(line.text)), title)
    for line in reversed(head[:numbered]):
        if (party := _party(page, line)) is not None:
            return party
    return None


def _party(page: Page, line: Stretch) -> Party | None:
    for kind in (PhraseKind.POST, PhraseKind.ORGANIZATION):
        found = [phrase for phrase in page.inside(line.start, line.end, kind) if phrase.start == line.start]
        if found and isinstance(found[0].value, Mention | PostMention):
            return found[0].value
    return None


def _articles(lines: Sequence[Stretch]) -> Iterator[Article]:
    number, held = 0, list[Stretch]()
    for line in lines:
        found = _ARTICLE.match(line.text)
        if _ENDS.match(line.text) or (held and line.after_table and found is None and number > 1):
            break
        if found is not None and int(found.group(1)) != number + 1:
            found = None  # an article of another paper, quoted
        if found is not None:
            if held:
                yield Article(number, tuple(held))
            number, held = number + 1, []
        held.append(line)
    if held:
        yield Article(number, tuple(held))
