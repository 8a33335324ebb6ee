"""What one clause tells of a conferral: an act of giving, read in its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.acts import Act
from ingest.extract.awards import UNNAMED_PRIZE, UNNAMED_TITLE, AwardForm, AwardValue
from ingest.extract.frames import read
from ingest.extract.giving import Skeleton
from ingest.extract.granting import Granting
from ingest.extract.listed import Heading, heading, read_under
from ingest.extract.merging import same_name
from ingest.extract.opening import opened
from ingest.extract.parties import Parties, same_authority, standing_behind
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.receiving import BULLET, Receiving
from ingest.extract.tabled import tabled
from ingest.extract.timing import Timing
from ingest.extract.tokens import CODES, Page
from ingest.extract.told import COMMENDATION, Told
from ingest.model import BlockKind, Mention, PostMention
from ingest.values import PartialDate, Period

_MONEY = re.compile(
    r"[^.;]{0,80}?(?:mỗi|số tiền|với|trị giá)[^.;]{0,30}?\d[\d.,]* ?(?:triệu |nghìn |ngàn |tỷ )?(?:đồng|đ\b)"
)
_REASON = re.compile(r"[,\s]*((?:vì|do|về việc|về thành tích|có|đã có|nhờ)\s[^;.]{8,240})")
_TELLING = re.compile(
    r"khen|thưởng|tặng|trao|\bcấp\b|nhận|đoạt|đạt|giành|vinh danh|công nhận|tôn vinh|gắn|phong|lĩnh|suy tôn|đón|từ trần|qua đời|tạ thế|thu hồi|tước|thuộc về|tuyên dương|xướng tên|gọi tên"
)
_YEAR = re.compile(r"\d{4}")
_PRIZE_OF = re.compile(r"giải(?: thưởng)? ")
# *Bằng khen của Chủ tịch UBND tỉnh (2019, 2022)*, *Bằng khen các năm 2019, 2020 và 2022*, *… vào các năm 2019; 2021*
_IN_YEARS = re.compile(
    r"(?: (?:của|do) [^,;.:()\n]{3,80}?)?(?: (?:vào |trong )?(?:các|hai|ba|những|3|2) năm:? | \((?:(?:các )?năm )?| năm )"
    r"(?P<years>(?:19|20)\d\d(?:(?:, | và |; |, năm | và năm )(?:19|20)\d\d)+)(?![\d/-])"
)
_ASIDE_YEAR = re.compile(r"(?: (?:của|do) [^,;.:()\n]{3,80}?)? \((?:năm )?((?:19|20)\d\d)\)")
_YEAR_ASIDE = re.compile(r" \(năm \d{4}\)\Z")
_ONCE = frozenset({AwardForm.PAPER, AwardForm.ORDER, AwardForm.TITLE, AwardForm.BADGE, AwardForm.PRIZE})
_YEARLY = frozenset({AwardForm.PAPER, AwardForm.FLAG, AwardForm.TITLE})
_PARTY_CODES = CODES[PhraseKind.PERSON] + CODES[PhraseKind.ORGANIZATION]
_PAIRED = re.compile(
    rf"[{_PARTY_CODES}] {CODES[PhraseKind.AWARD]}|{CODES[PhraseKind.AWARD]}: ?[^.;:\n]{{0,16}}[{_PARTY_CODES}]|\({CODES[PhraseKind.AWARD]}\)"
)
_FOR_WHOM = re.compile(r"X,P[wy]{0,2}\Z")
_AWARD_CODE = re.compile("khen thưởng|xướng tên|gọi tên|được (?:tôn vinh|vinh danh)|" + CODES[PhraseKind.AWARD])


def tellings(page: Page) -> Iterator[Told]:
    """Yield every telling of a conferral on a page, in reading order; those of its tables' rows first."""
    yield from tabled(page)
    reader = _Reader.of(page)
    head: Heading | None = None
    last: tuple[int, Told] | None = None
    for index, line in enumerate(page.lines):
        listed = head is not None and (line.kind is BlockKind.LIST_ITEM or BULLET.match(line.text) is not None)
        text = opened(line, page).text
        opens = text.endswith(":")
        if _may_tell(text) or (listed and _AWARD_CODE.search(text)):
            skeleton = Skeleton.of(line, page)
            for act in read_under(skeleton, head) if listed and head is not None else read(skeleton):
                told = reader.told(act, index)
                if told is not None:
                    if last is not None and last[0] == line.sentence.block:
                        told = _carried(told, act, last[1])
                    last = (line.sentence.block, told)
                    yield from reader.by_years(told, act)
        if opens:
            head = heading(Skeleton.of(line, page), reader.parties, head if listed else None)
        elif not listed:
            head = None


def _may_tell(text: str) -> bool:
    return _AWARD_CODE.search(text) is not None and (
        _TELLING.search(text) is not None or _PAIRED.search(text) is not None
    )


def _carried(told: Told, act: Act, before: Told) -> Told:
    """Return a telling with what the one before it in its paragraph says: for whom someone stands in, who received.

    *… tặng ông A Kỷ niệm chương; thừa ủy quyền, bà B trao Kỷ niệm chương cho ông A*, *Ông A được tặng Huân chương ….
    Nhà nước Lào tặng Huân chương Tự do*.
    """
    unnamed = told.principal is None and before.grantor is not None
    stands_in = told.presenters and _FOR_WHOM.search(act.skeleton.letters[: act.verb])
    same = same_name(told.name, before.name) or (told.award.generic and told.award.form is before.award.form)
    if unnamed and stands_in and same:
        return replace(told, principal=before.grantor, grantor=told.grantor or before.grantor)
    alone = len(before.recipients) == 1 and isinstance(before.recipients[0], Mention)
    order = told.award.form is AwardForm.ORDER and not told.award.generic and told.grantor is not None
    if alone and order and not told.recipients and act.rule == "conferral.active" and not told.presenters:
        return replace(told, recipients=before.recipients, at_event=before.at_event)
    return told


@dataclass(frozen=True, slots=True)
class _Reader:
    page: Page
    parties: Parties
    granting: Granting
    receiving: Receiving
    timing: Timing

    @classmethod
    def of(cls, page: Page) -> _Reader:
        parties = Parties.of_page(page)
        return cls(page, parties, Granting(page, parties), Receiving(page, parties), Timing(page))

    def told(self, act: Act, index: int) -> Told | None:
        award = self._award(act)
        if award is None or self._of_many(act):
            return None
        if award is COMMENDATION and self._only_money(act):
            return None
        principal = self.granting.principal(act)
        grantor, presenters = self.granting.grantor_and_presenters(act, award, principal)
        if principal is not None and act.inherited and not same_authority(grantor, standing_behind(principal)):
            principal = None
        if grantor is None and principal is not None:
            grantor = standing_behind(principal)
        if grantor is None and award.form is AwardForm.PRIZE and act.given.award is not None:
            grantor = self._named_after(act.given.award)
        recipients, listed, end = self.receiving.recipients(act, index)
        start, stop = act.skeleton.original(max(act.first, 0), act.last)
        date, at_event = self.timing.date(act)
        return Told(
            act.rule,
            award,
            grantor,
            recipients,
            presenters,
            principal,
            date,
            self.timing.period(act, award),
            self.timing.decision(act),
            act.status,
            (self.page.evidence(start, stop if end is None else end),),
            start,
            at_event,
            self._reason(act),
            self._presenting_posts(act),
            listed or act.skeleton.line.kind is BlockKind.LIST_ITEM,
        )

    def _named_after(self, award: Phrase) -> Mention | None:
        """Return the body that a prize is named after: *Giải thưởng Hội Nhà văn Việt Nam*."""
        bodies = self.page.inside(award.start, award.end, PhraseKind.ORGANIZATION)
        named = bodies and _PRIZE_OF.fullmatch(self.page.shadow.lower, award.start, bodies[0].start)
        return self.page.organization(bodies[0]) if named else None

    def by_years(self, told: Told, act: Act) -> Iterator[Told]:
        """Yield a telling once for each year in which it says the award was given: *Bằng khen các năm 2019, 2020*."""
        award = act.given.award
        after = award.end if award is not None else 0
        found = _IN_YEARS.match(self.page.shadow.text, after, act.skeleton.line.sentence.end) if award else None
        years = [int(year) for year in _YEAR.findall(found["years"])] if found else []
        aside = _ASIDE_YEAR.match(self.page.shadow.text, after, act.skeleton.line.sentence.end) if award else None
        dated = aside is not None and (told.award.form in _ONCE or _YEAR_ASIDE.search(aside.group()) is not None)
        if aside and dated and (told.date is None or told.date.year != int(aside[1])):
            yield replace(told, date=PartialDate(int(aside[1])), at_event=False)
            return
        if len(years) < 2 or told.award.form not in _YEARLY or years != sorted(set(years)):
            yield told
            return
        for year in years:
            date = PartialDate(year)
            yield replace(told, date=date, period=Period(date), at_event=False)

    def _presenting_posts(self, act: Act) -> tuple[PostMention, ...]:
        persons = [token.phrase for token in act.agents if token.phrase is not None and token.letter == "P"]
        return tuple(post for person in persons for post in self.parties.posts_of(person))

    def _award(self, act: Act) -> AwardValue | None:
        """Return what is given; who are called up receive the award that was last told of."""
        if act.given.award is None:
            start, _ = act.skeleton.original(act.verb, act.verb)
            return self._last_told(start) if act.rule == "conferral.called" else self._commended_with(act)
        award = act.given.award.value
        if not isinstance(award, AwardValue):
            return None
        if award.name == UNNAMED_TITLE:
            return self._last_told(act.given.award.start, AwardForm.TITLE)
        if award.generic and award.form is AwardForm.PRIZE:
            return self._prize_meant(award, act.given.award)
        if act.given.contest is not None and award.form is AwardForm.PLACE:
            contest = self.page.text(act.given.contest.start, act.given.contest.end)
            return replace(award, name=f"{award.name} {contest}")
        return award

    def _commended_with(self, act: Act) -> AwardValue:
        """Return the form of a commendation: that of the decision whose list of the commended follows."""
        named = {p.value.name: p.value for p in act.skeleton.line.phrases if p.kind is PhraseKind.AWARD}
        return next(iter(named.values())) if act.recipients.open and len(named) == 1 else COMMENDATION

    def _prize_meant(self, award: AwardValue, phrase: Phrase) -> AwardValue | None:
        """Return the prize last told of for *giải*, *giải thưởng này*; a bare *giải* without one is none."""
        after = self.page.text(phrase.end, phrase.end + 5)
        if award.name != UNNAMED_PRIZE and not after.startswith((" này", " cho ")):
            return award
        meant = self._last_told(phrase.start, AwardForm.PRIZE)
        return meant if meant is not None or award.name == UNNAMED_PRIZE else award

    def _last_told(self, position: int, *forms: AwardForm) -> AwardValue | None:
        wanted = forms or (AwardForm.PRIZE, AwardForm.TITLE)
        before = self.parties.before(PhraseKind.AWARD, position)
        values = (phrase.value for phrase in before if not phrase.value.generic)
        return next((a for a in values if a.form in wanted), None)

    def _of_many(self, act: Act) -> bool:
        """Tell whether no award in particular is told of: *và nhiều Bằng khen, Giấy khen khác*."""
        award = act.given.award
        return award is not None and self.page.text(award.end, award.end + 5) == " khác"

    def _only_money(self, act: Act) -> bool:
        """Tell whether those commended get money only: *khen thưởng hai em, mỗi em 500.000 đồng*."""
        _, end = act.skeleton.original(act.verb, act.verb)
        return _MONEY.match(self.page.shadow.text, end, act.skeleton.line.sentence.end) is not None

    def _reason(self, act: Act) -> str | None:
        _, end = act.skeleton.original(act.first, act.last)
        found = _REASON.match(self.page.shadow.text, end, act.skeleton.line.sentence.end)
        return found.group(1).strip() if found else None
