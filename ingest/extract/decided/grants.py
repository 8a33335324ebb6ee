"""What the articles of a decision give: each award with its grantor, how many receive it, why, and for which time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.dates import DateValue
from ingest.extract.decided.act import Act, Article
from ingest.extract.decided.lines import Stretch
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Page
from ingest.model import CountedGroup, Evidence, MemberKind, Mention, Party, PostMention
from ingest.values import Period

UNNAMED = AwardValue("Khen thưởng", AwardForm.PAPER, generic=True)
"""The award of an article that commends without saying in which form."""
_VERB = re.compile(
    r"(?:điều \d{1,2} ?[.:] ?)?(?:[-–+•*] |\(?\d{1,2}[.)] |[a-zđ][.)] )?(?:nay )?(?:quyết định )?"
    r"(?P<verb>tặng thưởng|truy tặng|trao tặng|phong tặng|tặng|công nhận|khen thưởng|khen tặng|thưởng|trao|thu hồi|hủy bỏ|huỷ bỏ|tước)(?!\w)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"(?:[-–+•*] |\(?\d{1,2}[.)] |[a-zđ][.)] )", re.IGNORECASE)
_TAKEN_BACK = frozenset({"thu hồi", "hủy bỏ", "huỷ bỏ", "tước"})
_REASON = re.compile(
    r"(?:,? ?(?:vì |do )?(?:đã )?(?:có|lập|đạt) (?:nhiều |được nhiều )?(?:thành tích|đóng góp|công lao|cống hiến|sáng kiến)"
    r"|,? ?vì (?:đã |có )|,? ?đã hoàn thành|,? ?đã tích cực)",
    re.IGNORECASE,
)
_BEING = re.compile(r",? ?(?:đã |vì đã )?đạt (?:danh hiệu|giải)(?!\w)", re.IGNORECASE)
_UNTO = re.compile(r"\A(?:vì |do )?(?:đã )?", re.IGNORECASE)
_REASON_ENDS = re.compile(
    r" ?\((?:có )?(?:danh sách|phụ lục)|(?:, | ?\()?(?:có danh sách|theo danh sách|như sau|gồm)|[;.:]? ?\Z|;", re.I
)
_TO = re.compile(r" (?:cho|đối với|tới) ", re.IGNORECASE)
_OF = re.compile(r" (?:của |năm \d{4} của )")
_ANNEX = re.compile(
    r"(?:phụ lục|danh sách|biểu|mẫu)(?: kèm theo)? (?:số )?(?P<annex>[ivx]{1,5}|\d{1,2})(?!\w|/)", re.IGNORECASE
)
_LISTED = re.compile(r"danh sách|phụ lục", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grant:
    """One award that an article gives: by whose authority, to how many, why, and where its recipients are listed."""

    article: int
    award: AwardValue
    grantor: Party | None
    groups: tuple[CountedGroup, ...]
    reason: str | None
    period: Period | None
    annex: str | None
    listed: bool
    revoked: bool
    evidence: Evidence
    start: int
    end: int
    named: tuple[int, int] | None = None

    def is_for(self, kind: MemberKind) -> bool:
        """Tell whether the article says that recipients of this kind receive it; one that counts none may be anyone's."""
        return not self.groups or any(family(group.member_kind) is family(kind) for group in self.groups)


def family(kind: MemberKind) -> MemberKind:
    """Return which of the three a kind is of: individuals, households, or collectives of any sort."""
    return kind if kind in (MemberKind.INDIVIDUAL, MemberKind.HOUSEHOLD) else MemberKind.COLLECTIVE


def grants(page: Page, act: Act) -> list[Grant]:
    """Return the awards that a decision's articles give, in order."""
    found: list[Grant] = []
    for article in act.articles:
        found += _of_article(page, act, article)
    named = [one for one in found if one.award is not UNNAMED]
    unnamed = [one for one in found if one.award is UNNAMED]
    return [*named, *(one for one in unnamed if not any(other.article == one.article for other in named))]


def _of_article(page: Page, act: Act, article: Article) -> Iterator[Grant]:
    first = article.lines[0]
    begun = _VERB.match(first.text)
    for index, line in enumerate(article.lines):
        verb = _VERB.match(line.text)
        if verb is None and not (begun and index and _FURTHER.match(line.text)):
            continue
        start = line.start + (verb.end() if verb else 0)
        taken = begun if verb is None else verb
        revoked = taken is not None and taken.group("verb").lower() in _TAKEN_BACK
        named = taken is not None and taken.group("verb").lower() == "công nhận"
        reason = _reason(page, line, start, (_REASON,) if named else (_REASON, _BEING))
        awards = [a for a in page.inside(start, reason[0], PhraseKind.AWARD) if a.start >= start]
        for number, award in enumerate(awards):
            end = awards[number + 1].start if number + 1 < len(awards) else line.end
            yield _grant(page, act, article, line, award, start if number == 0 else award.start, end, reason, revoked)
        if not awards and taken is not None and taken.group("verb").lower() in ("khen thưởng", "khen tặng"):
            yield _grant(page, act, article, line, None, start, line.end, reason, revoked)


def _grant(
    page: Page,
    act: Act,
    article: Article,
    line: Stretch,
    award: Phrase | None,
    start: int,
    end: int,
    reason: tuple[int, int],
    revoked: bool,
) -> Grant:
    value: AwardValue = award.value if award is not None else UNNAMED
    until = min(end, reason[0]) if reason[0] > start else end
    after = award.end if award is not None else start
    why = _UNTO.sub("", page.text(*reason).strip(" ,.;:")) if reason[1] > reason[0] else None
    annex = _ANNEX.search(page.text(start, end))
    to = _TO.search(page.text(after, until))
    named = (after + to.end(), until) if to is not None else (start, award.start) if award is not None else None
    return Grant(
        article.number,
        value,
        (_grantor(page, award, act) if award is not None else None) or act.issuer,
        tuple(_groups(page, start, end, reason)),
        why[:1].upper() + why[1:] if why else None,
        _period(page, start, line.end) or value.period,
        annex.group("annex").lower() if annex else None,
        _LISTED.search(page.text(start, line.end)) is not None,
        revoked,
        page.evidence(line.start, line.end),
        line.start,
        line.end,
        named,
    )


def _reason(page: Page, line: Stretch, start: int, wordings: Sequence[re.Pattern[str]]) -> tuple[int, int]:
    """Return where the line says why: from the words that begin it to where it ends; an empty stretch at the end if not."""
    awards = page.inside(line.start, line.end, PhraseKind.AWARD)
    told = [found for wording in wordings for found in wording.finditer(page.shadow.text, start, line.end)]
    for found in sorted(told, key=lambda one: one.start()):
        begin = found.start() + len(found.group()) - len(found.group().lstrip(" ,"))
        if not any(award.start <= begin < award.end for award in awards):
            ends = _REASON_ENDS.search(page.shadow.text, found.end(), line.end)
            return begin, ends.start() if ends else line.end
    return line.end, line.end


def _grantor(page: Page, award: Phrase, act: Act) -> Party | None:
    """Return whose award it is, where that is said right after it: *Bằng khen của Chủ tịch UBND tỉnh*."""
    of = _OF.match(page.shadow.text, award.end)
    if of is None:
        return None
    for kind in (PhraseKind.POST, PhraseKind.ORGANIZATION):
        for phrase in page.inside(of.end(), of.end() + 200, kind):
            if phrase.start == of.end() and isinstance(phrase.value, Mention | PostMention):
                return _completed(phrase.value, act.issuer)
    return None


def _completed(party: Party, issuer: Party | None) -> Party:
    """Give a post that is told without its body the one of the decision's issuer, who speaks of himself."""
    if not (isinstance(party, PostMention) and isinstance(issuer, PostMention)) or party.organization is not None:
        return party
    own = party.role.lower() == issuer.role.lower()
    return replace(party, organization=issuer.organization) if own else party


def _groups(page: Page, start: int, end: int, reason: tuple[int, int]) -> Iterator[CountedGroup]:
    for phrase in page.inside(start, end, PhraseKind.GROUP):
        inside_reason = reason[0] <= phrase.start < reason[1]
        if phrase.value.count is not None and not inside_reason and not phrase.value.anaphoric:
            group: CountedGroup = phrase.value.counted(page.evidence(phrase.start, phrase.end))
            yield group


def _period(page: Page, start: int, end: int) -> Period | None:
    """Return the time the award is for: the first year or stretch of years told in the line."""
    for phrase in page.inside(start, end, PhraseKind.DATE):
        value = phrase.value
        if isinstance(value, DateValue) and not value.is_day and value.period is not None:
            return value.period
    return None


def listed_by(text: str) -> str | None:
    """Return the number of the annex that a heading is of (*Phụ lục II*, *Danh sách số 1*), or None."""
    found = _ANNEX.match(text.strip())
    return found.group("annex").lower() if found else None
