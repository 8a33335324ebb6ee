"""What one clause tells of a conferral, with its parties and dates: an act of giving, read in its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.acts import Act, Recipients, read, recipients_from
from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.dates import DateValue, Nature
from ingest.extract.decisions import DecisionValue
from ingest.extract.giving import Skeleton, Token
from ingest.extract.numbers import NumberValue
from ingest.extract.parties import Parties, is_head, same_authority, standing_behind
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.recipients import GroupValue
from ingest.extract.tokens import Page
from ingest.model import (
    AwardDecision,
    AwardStatus,
    BlockKind,
    CountedGroup,
    Evidence,
    MemberKind,
    Mention,
    Party,
    PostMention,
    Qualifier,
    Recipient,
)
from ingest.values import PartialDate, Period

COMMENDATION = AwardValue("Khen thưởng", AwardForm.PAPER)
"""What is conferred when people are commended and no form of award is named."""

_STATE_HONOURS = re.compile(
    r"(?:huân chương|huy chương|giải thưởng (?:hồ chí minh|nhà nước))|anh hùng|(?:nhân dân|ưu tú)$", re.IGNORECASE
)
_HEAD_OF_STATE = re.compile(
    r"(?:chủ tịch nước|nhà nước|tổng thống|quốc vương|nhật hoàng|thiên hoàng|nhà vua|nữ hoàng|giáo hoàng)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-+•*–—●▪·]|\d{1,2}[.)/]|[a-z][.)])\s?")
_REASON = re.compile(r"[,\s]*((?:vì|do|về việc|về thành tích|có|đã có|nhờ)\s[^;.]{8,240})")
_COMMITTEE = re.compile(r"ban tổ chức|hội đồng giám khảo|ban giám khảo|btc\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of a conferral: what `Conferral` and `Presentation` are made of, before tellings are merged."""

    rule: str
    award: AwardValue
    grantor: Party | None
    recipients: tuple[Recipient, ...]
    presenters: tuple[Mention, ...]
    principal: Party | None
    date: PartialDate | None
    period: Period | None
    decision: AwardDecision | None
    status: AwardStatus
    evidence: tuple[Evidence, ...]
    position: int
    at_event: bool
    reason: str | None = None
    presenting_posts: tuple[PostMention, ...] = ()
    listed: bool = False

    @property
    def name(self) -> str:
        """The award with its grade."""
        return (
            f"{self.award.name} {self.award.grade}"
            if self.award.form is AwardForm.ORDER and self.award.grade
            else self.award.name
        )


def tellings(page: Page) -> Iterator[Told]:
    """Yield every telling of a conferral on a page, in reading order."""
    reader = _Reader(page, Parties(page))
    for index, line in enumerate(page.lines):
        if _may_tell(line.text):
            skeleton = Skeleton.of(line, page)
            for act in read(skeleton):
                told = reader.told(act, index)
                if told is not None:
                    yield told


_TELLING = re.compile(r"khen|tặng|trao|nhận|đoạt|đạt|giành|vinh danh|công nhận|tôn vinh|gắn|phong|lĩnh|suy tôn|đón")
_AWARD_CODE = re.compile("khen thưởng|" + chr(0xE000 + list(PhraseKind).index(PhraseKind.AWARD)))


def _may_tell(text: str) -> bool:
    return _AWARD_CODE.search(text) is not None and _TELLING.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    page: Page
    parties: Parties

    def told(self, act: Act, index: int) -> Told | None:
        line = act.skeleton.line
        award = self._award(act)
        if award is None:
            return None
        if act.given.contest is not None and award.form is AwardForm.PLACE:
            contest = self.page.text(act.given.contest.start, act.given.contest.end)
            award = replace(award, name=f"{award.name} {contest}")
        principal = self._principal(act)
        grantor, presenters = self._grantor_and_presenters(act, award, principal)
        if principal is not None and act.inherited and not same_authority(grantor, standing_behind(principal)):
            principal = None
        if grantor is None and principal is not None:
            grantor = standing_behind(principal)
        recipients, listed, end = self._recipients(act, index)
        start, stop = act.skeleton.original(max(act.first, 0), act.last)
        evidence = [self.page.evidence(start, stop)]
        if end is not None:
            evidence = [self.page.evidence(start, end)]
        date, at_event = self._date(act)
        return Told(
            act.rule,
            award,
            grantor,
            recipients,
            presenters,
            principal,
            date,
            self._period(act, award),
            self._decision(act),
            act.status,
            tuple(evidence),
            start,
            at_event,
            self._reason(act),
            tuple(
                post
                for token in act.agents
                if token.phrase and token.letter == "P"
                for post in self.parties.posts_of(token.phrase)
            ),
            listed or line.kind is BlockKind.LIST_ITEM,
        )

    def _award(self, act: Act) -> AwardValue | None:
        """Return what is given; who are called up receive the award that was last told of."""
        if act.given.award is not None:
            return act.given.award.value if isinstance(act.given.award.value, AwardValue) else None
        if act.rule != "conferral.called":
            return COMMENDATION
        start, _ = act.skeleton.original(act.verb, act.verb)
        before = [p.value for p in self.page.of_kind(PhraseKind.AWARD) if p.start < start and not p.value.generic]
        return next((a for a in reversed(before) if a.form in (AwardForm.PRIZE, AwardForm.TITLE)), None)

    # --- who

    def _principal(self, act: Act) -> Party | None:
        line = act.skeleton.line
        named = [party for token in act.principals if (party := self.parties.granting(token, line)) is not None]
        return named[0] if named else None

    def _grantor_and_presenters(
        self, act: Act, award: AwardValue, principal: Party | None
    ) -> tuple[Party | None, tuple[Mention, ...]]:
        line = act.skeleton.line
        persons = [token for token in act.agents if token.letter in "Pv"]
        presenters = [party for token in persons if isinstance(party := self.parties.of(token, line), Mention)]
        stated = [party for token in act.given.grantors if (party := self._stated(token, act)) is not None]
        if act.given.handed_by and act.given.grantors and all(token.letter in "Pp" for token in act.given.grantors):
            handing = [p for token in act.given.grantors if isinstance(p := self.parties.of(token, line), Mention)]
            return None, tuple(handing)
        grantor = self._joint(stated)
        others = [
            party
            for token in act.agents
            if token.letter in "OR" and (party := self.parties.of(token, line)) is not None
        ]
        others = [party for party in others if not (isinstance(party, Mention) and _COMMITTEE.match(party.name))]
        if act.deciding and persons and grantor is None:
            return self.parties.granting(persons[0], line), ()
        if not others or persons:
            return grantor, tuple(presenters)
        if grantor is None:
            deputy = (
                isinstance(others[0], PostMention)
                and _STATE_HONOURS.search(award.name)
                and not _HEAD_OF_STATE.match(others[0].role)
            )
            if not deputy:
                return self._joint(others), tuple(presenters)
        if (
            act.handing
            and isinstance(others[0], PostMention)
            and not (grantor is not None and same_authority(grantor, others[0]))
        ):
            holder = self.parties.holder(others[0])
            presenters += [holder] if holder is not None and principal is None else []
        return grantor, tuple(presenters)

    def _joint(self, parties: list[Party]) -> Party | None:
        if len(parties) < 2:
            return parties[0] if parties else None
        mentions = [party for party in parties if isinstance(party, Mention)]
        if len(mentions) == len(parties):
            return replace(mentions[0], name=", ".join(mention.name for mention in mentions))
        return parties[0]

    def _stated(self, token: Token, act: Act) -> Party | None:
        """Return the party after *của*; *của công ty*, *của tỉnh* is the nearest one so called."""
        if token.letter != "w":
            return self.parties.granting(token, act.skeleton.line)
        word = act.skeleton.line.text[token.start : token.end].split(" vì ")[0].split(" về ")[0].strip()
        head = next((h for h in _BARE_HEADS if word == h or word.startswith(f"{h} ")), None)
        if head is None:
            return None
        position = act.skeleton.line.original(token.start, token.start)[0]
        named = [p for p in self.page.of_kind(PhraseKind.ORGANIZATION) if p.start < position]
        nearest = next((p for p in reversed(named) if p.value.name.lower().startswith(f"{head} ")), None)
        return nearest.value if nearest is not None else None

    # --- to whom

    def _recipients(self, act: Act, index: int) -> tuple[tuple[Recipient, ...], bool, int | None]:
        found = list(self._parties_in(act.recipients, act, index))
        end: int | None = None
        listed = False
        if act.recipients.open:
            items, end = self._list_after(act, index)
            listed = bool(items)
            found = _with_list(found, items)
        if not found and act.given.count is not None:
            counted = self._counted_awards(act, index)
            found += [counted] if counted is not None else []
        elif act.given.count is not None and len(found) == 1:
            found = [self._shared_out(found[0], act)]
        return tuple(found), listed, end

    def _shared_out(self, recipient: Recipient, act: Act) -> Recipient:
        """*2 giải Nhì … cho các thí sinh*: two of them received it."""
        count = self._number(act.given.count, act) if act.given.count is not None else None
        if count is None or not isinstance(recipient, CountedGroup) or recipient.count is not None:
            return recipient
        return replace(recipient, count=count, qualifier=Qualifier.EXACTLY)

    def _parties_in(self, recipients: Recipients, act: Act, index: int) -> Iterator[Recipient]:
        line = act.skeleton.line
        among = [p for token in recipients.named_among if isinstance(p := self.parties.of(token, line), Mention)]
        groups = [t for t in recipients.tokens if t.letter == "G"]
        total = sum(t.phrase.value.count or 0 for t in groups if t.phrase is not None)
        for token in recipients.tokens:
            if token.letter != "G" or token.phrase is None:
                party = self.parties.of(token, line)
                if isinstance(party, Mention):
                    yield party
                continue
            value: GroupValue = token.phrase.value
            if among and total == len(among):
                continue
            if value.anaphoric:
                named = self._named_before(value, token.phrase.start)
                if named:
                    yield from named
                    continue
            yield value.counted(
                self.page.evidence(token.phrase.start, token.phrase.end), tuple(among) if token is groups[0] else ()
            )
        if among and total == len(among):
            yield from among

    def _named_before(self, value: GroupValue, position: int) -> list[Mention]:
        """Return the parties that *cả ba đơn vị nói trên* points back to: the last list of that many names."""
        for line in reversed([line for line in self.page.lines if line.sentence.start <= position]):
            for run in reversed(list(_RUN.finditer(line.text))):
                phrases = line.between(*run.span())
                if phrases and phrases[-1].end > position:
                    continue
                if value.count in (None, len(phrases)):
                    return [phrase.value for phrase in phrases if isinstance(phrase.value, Mention)]
        return []

    def _list_after(self, act: Act, index: int) -> tuple[list[Recipient], int | None]:
        """Return the recipients in the list blocks after a line, and where the list ends."""
        items: list[Recipient] = []
        end: int | None = None
        bulleted: bool | None = None
        for line in self.page.lines[index + 1 : index + 120]:
            bullet = line.kind is BlockKind.LIST_ITEM or _BULLET.match(line.text) is not None
            if bulleted is None:
                bulleted = bullet
            if (bulleted and not bullet) or (not bullet and len(line.text) > 160):
                break
            skeleton = Skeleton.of(line, self.page)
            if re.search(r"[tankg]", skeleton.letters) and not bullet:
                break
            first = re.search(r"[POG]", skeleton.letters)
            if not first:
                if not bullet:
                    break
                continue
            found, _ = recipients_from(skeleton, first.start())
            kept = replace(act, skeleton=skeleton)
            only = Recipients(found.tokens[:1]) if not found.named_among and found.tokens[0].letter != "G" else found
            items += self._parties_in(only, kept, index)
            end = line.sentence.end
        return items, end

    def _counted_awards(self, act: Act, index: int) -> CountedGroup | None:
        """Return the recipients of *16 giải nhất*: as many as there are awards, of the kind last told of."""
        token = act.given.count
        count = self._number(token, act) if token is not None else None
        if token is None or count is None:
            return None
        start, end = act.skeleton.line.original(token.start, token.end)
        groups = [p for p in self.page.of_kind(PhraseKind.GROUP) if p.start < start]
        near = [p for p in groups if p.start > self.page.lines[max(0, index - 3)].sentence.start]
        kinds = [p.value.member_kind for p in near if p.value.count is not None]
        kind = MemberKind.PRODUCT if MemberKind.PRODUCT in kinds else (kinds[-1] if kinds else None)
        if kind is None:
            return None
        return CountedGroup(count, kind, Qualifier.EXACTLY, self.page.text(start, end), self.page.evidence(start, end))

    def _number(self, token: Token, act: Act) -> int | None:
        if token.phrase is not None and isinstance(token.phrase.value, NumberValue):
            return int(token.phrase.value.value) if token.phrase.value.value is not None else None
        digits = act.skeleton.line.text[token.start : token.end]
        return int(digits) if digits.isdecimal() else None

    # --- when, by which decision, why

    def _date(self, act: Act) -> tuple[PartialDate | None, bool]:
        skeleton = act.skeleton
        start = skeleton.letters.rfind(";", 0, act.verb) + 1
        for index in range(act.verb - 1, start - 1, -1):
            token = skeleton.tokens[index]
            if (
                token.letter == "D"
                and skeleton.letters[index - 1 : index] != "N"
                and token.phrase is not None
                and isinstance(token.phrase.value, DateValue)
                and token.phrase.value.is_day
            ):
                return self._settled(token.phrase.value), False
        leading = next(
            (t for t in skeleton.tokens[start : start + 2] if t.letter == "D" and t.phrase is not None), None
        )
        year = None
        if (
            leading is not None
            and leading.phrase is not None
            and leading.phrase.value.nature in (Nature.YEAR, Nature.MONTH)
        ):
            year = leading.phrase.value.start
        main = self.page.context.main_event
        if year is not None and not (main is not None and main.date is not None and main.date.year == year.year):
            return year, False
        return None, not act.historic

    def _settled(self, value: DateValue) -> PartialDate | None:
        if value.open and value.first.month is not None:
            year = self.page.year_for(value.first.day, value.first.month)
            return value.complete(year).start if year is not None else None
        return value.start

    def _period(self, act: Act, award: AwardValue) -> Period | None:
        tokens = act.skeleton.tokens
        dates = [act.given.date] if act.given.date is not None else []
        dates += [t.phrase for t in tokens[act.verb : act.last + 4] if t.letter == "D" and t.phrase is not None]
        for phrase in dates:
            value = phrase.value
            if isinstance(value, DateValue) and not value.is_day and value.period is not None:
                return value.period
        return award.period if award.form not in (AwardForm.PRIZE, AwardForm.PLACE) else None

    def _decision(self, act: Act) -> AwardDecision | None:
        tokens = act.skeleton.tokens
        at = next((i for i, t in enumerate(tokens) if t.letter == "N" and t.phrase is not None), None)
        if at is None:
            return None
        phrase = tokens[at].phrase
        if phrase is None or not isinstance(phrase.value, DecisionValue):
            return None
        dated = next((t.phrase for t in tokens[at + 1 : at + 3] if t.letter == "D" and t.phrase is not None), None)
        issued = self._settled(dated.value) if dated is not None and dated.value.is_day else None
        return AwardDecision(phrase.value.number, issued, None, self.page.evidence(phrase.start, (dated or phrase).end))

    def _reason(self, act: Act) -> str | None:
        _, end = act.skeleton.original(act.first, act.last)
        found = _REASON.match(self.page.shadow.text, end, act.skeleton.line.sentence.end)
        return found.group(1).strip() if found else None


_BARE_HEADS = (
    "công ty", "tổng công ty", "tập đoàn", "ngân hàng", "hợp tác xã", "htx", "liên minh", "hội", "trường", "sở", "bộ", "huyện", "viện",
    "bệnh viện",
)  # fmt: skip
_PARTIES_CODES = "".join(chr(0xE000 + list(PhraseKind).index(k)) for k in (PhraseKind.PERSON, PhraseKind.ORGANIZATION))
_RUN = re.compile(rf"[{_PARTIES_CODES}](?: *(?:\([^()]*\))?(?:, *và| và|[,;]) *[{_PARTIES_CODES}])+")


def _with_list(told: list[Recipient], items: list[Recipient]) -> list[Recipient]:
    """Join a total with the list under it: equally many names are the total itself."""
    names = [item for item in items if isinstance(item, Mention)]
    total = sum(group.count or 0 for group in told if isinstance(group, CountedGroup))
    if not items:
        return told
    if total == len(names) or not told or all(isinstance(g, CountedGroup) and g.count is None for g in told):
        return [*(g for g in told if isinstance(g, Mention)), *items]
    return [*told, *items]


def presenter_heads(told: Told, organization: str) -> bool:
    """Tell whether a presenter of a telling heads an organization of that name."""
    return any(
        is_head(post.role) and post.organization is not None and post.organization.name == organization
        for post in told.presenting_posts
    )


def is_group(recipient: Recipient) -> bool:
    """Tell whether a recipient is unnamed."""
    return isinstance(recipient, CountedGroup)


def phrase_text(page: Page, phrase: Phrase) -> str:
    """Return the shadow text of a phrase."""
    return page.text(phrase.start, phrase.end)
