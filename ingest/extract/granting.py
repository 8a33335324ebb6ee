"""Whose award it is, who hands it over and for whom, as a clause tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.extract.acts import Act
from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.giving import Token
from ingest.extract.parties import Parties, same_authority
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.model import Mention, MentionKind, Party, PostMention

_STATE_HONOURS = re.compile(
    r"(?:huân chương|huy chương|giải thưởng (?:hồ chí minh|nhà nước))|anh hùng|(?:nhân dân|ưu tú)$", re.IGNORECASE
)
# Bodies below the state confer no orders: they hold the ceremony.
_STATE_ONLY = re.compile(
    r"huân chương (?:lao động|độc lập|sao vàng|hồ chí minh|quân công|chiến công|dũng cảm|bảo vệ)|bà mẹ việt nam anh hùng",
    re.IGNORECASE,
)
_OF_STATE = re.compile(r"nhà nước|quốc hội|chính phủ|hội đồng nhà nước|đảng", re.IGNORECASE)
_HEAD_OF_STATE = re.compile(
    r"(?:chủ tịch nước|nhà nước|đảng(?:,| và) nhà nước|tổng thống|quốc vương|nhật hoàng|thiên hoàng|nhà vua|nữ hoàng|giáo hoàng)",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"[wD,]{0,3}N(?:,?D)?,?u[OR]")
_LEVEL = re.compile(r"(?:thành phố|tp\.?|tỉnh|thị xã|huyện|quận) ", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"ban tổ chức(?! (?:tỉnh|thành|huyện) ủy| trung ương)|hội đồng giám khảo|ban giám khảo|btc\b", re.IGNORECASE
)
_HEADS = frozenset({"Chủ tịch", "Bộ trưởng", "Thủ tướng", "Thống đốc"})
_THAT_BODY = frozenset({"này", "đơn vị này", "cơ quan này", "hội này"})  # *tổ chức* is skipped
_BARE_HEADS = (
    "công ty", "tổng công ty", "tập đoàn", "ngân hàng", "hợp tác xã", "htx", "liên minh", "hội", "trường", "sở", "bộ", "huyện", "viện",
    "bệnh viện",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Granting:
    """The givers that clauses of one page tell."""

    page: Page
    parties: Parties

    def principal(self, act: Act) -> Party | None:
        """Return for whom the presenters stand in."""
        line = act.skeleton.line
        named = [party for token in act.principals if (party := self.parties.granting(token, line)) is not None]
        return named[0] if named else None

    def grantor_and_presenters(
        self, act: Act, award: AwardValue, principal: Party | None
    ) -> tuple[Party | None, tuple[Mention, ...]]:
        """Return the authority whose award it is (None where the text does not say) and who hands it over."""
        line, given = act.skeleton.line, act.given
        if given.handed_by and given.grantors and all(token.letter in "Pp" for token in given.grantors):
            return None, self._persons(given.grantors, act)
        persons = tuple(token for token in act.agents if token.letter in "Pv") + given.handers
        grantor = self._joint([party for token in given.grantors if (party := self._stated(token, act)) is not None])
        if grantor is None and not act.agents and not given.handed_by:
            grantor = self._issuer(act)
        if act.deciding and persons and grantor is None:
            return self.parties.granting(persons[0], line), ()
        # Who only makes a decision known (*công bố Quyết định tặng …*) hands nothing over.
        announced = act.skeleton.text(act.verb).startswith("công bố") and not act.handing
        presenters = () if announced else self._persons(persons, act)
        others = [party for token in act.agents if token.letter in "ORV" and (party := self._giver(token, act))]
        others = [party for party in others if not (isinstance(party, Mention) and _COMMITTEE.match(party.name))]
        if grantor is None and principal is None and persons and not act.handing:
            grantor = self._office(persons[-1], award)
        if not others or persons:
            return grantor, presenters
        if grantor is None and principal is not None and act.handing:
            return None, presenters  # whoever hands over for another gives nothing of their own
        if grantor is None and (act.deciding or not _is_deputy(others[0], award)):
            return self._joint(others), presenters
        office = others[0]
        own = grantor is not None and same_authority(grantor, office)
        if act.handing and isinstance(office, PostMention) and not own and principal is None:
            holder = self.parties.holder(office)
            presenters += () if holder is None else (holder,)
        return grantor, presenters

    def _office(self, token: Token, award: AwardValue) -> PostMention | None:
        """Return the chair's seat of a person who *tặng* a paper: *Chủ tịch UBND huyện A Lò Văn Tám tặng Giấy khen*."""
        if token.phrase is None or token.letter != "P" or award.form not in (AwardForm.PAPER, AwardForm.FLAG):
            return None
        posts = self.parties.posts_of(token.phrase)
        return next((post for post in posts if post.role in _HEADS and post.organization is not None), None)

    def _issuer(self, act: Act) -> Party | None:
        """Return whose decision the clause names: *Theo Quyết định số 89 ngày … của Chủ tịch UBND tỉnh, …*."""
        letters = act.skeleton.letters
        before = list(_ISSUED.finditer(letters, max(0, act.verb - 30), act.verb))
        after = _ISSUED.match(letters, act.given.index + 1) or _ISSUED.match(letters, act.last + 1)
        found = before[-1] if before else after
        if not found:
            return None
        return self.parties.granting(act.skeleton.tokens[found.end() - 1], act.skeleton.line)

    def _persons(self, tokens: tuple[Token, ...], act: Act) -> tuple[Mention, ...]:
        named = (self.parties.of(token, act.skeleton.line) for token in tokens)
        return tuple(party for party in named if isinstance(party, Mention))

    def _joint(self, parties: list[Party]) -> Party | None:
        if len(parties) < 2:
            return parties[0] if parties else None
        mentions = [party for party in parties if isinstance(party, Mention)]
        if len(mentions) == len(parties):
            return replace(mentions[0], name=", ".join(mention.name for mention in mentions))
        return parties[0]

    def _place(self, token: Token, act: Act) -> Party | None:
        """Return the province or city whose paper it is said to be: *bằng khen của TP Vân Hạc*."""
        award = act.given.award
        if award is None or token.phrase is None or award.value.form not in (AwardForm.PAPER, AwardForm.FLAG):
            return None
        start, end = token.phrase.start, token.phrase.end
        name = self.page.text(start, end)
        return Mention(MentionKind.ORGANIZATION, name, self.page.evidence(start, end)) if _LEVEL.match(name) else None

    def _giver(self, token: Token, act: Act) -> Party | None:
        """Return who a token says gives; a bare *Hội* is the one body of that noun that the page names most."""
        line = act.skeleton.line
        if token.letter != "V":
            return self.parties.of(token, line)
        return self.parties.most_named(line.text[token.start : token.end])

    def _handers_body(self, act: Act) -> Party | None:
        """Return the body of who hands over: *được bà A, Chủ tịch Hội B, trao Kỷ niệm chương của tổ chức này*."""
        persons = [t.phrase for t in (*act.agents, *act.given.handers) if t.letter == "P" and t.phrase is not None]
        posts = [post for person in persons for post in self.parties.posts_of(person)]
        return next((post.organization for post in posts if post.organization is not None), None)

    def _stated(self, token: Token, act: Act) -> Party | None:
        """Return the party after *của*; *của công ty*, *của tỉnh* is the nearest one so called."""
        if token.letter == "L":
            return self._place(token, act)
        if token.letter != "w":
            return self.parties.granting(token, act.skeleton.line)
        word = act.skeleton.line.text[token.start : token.end].split(" vì ")[0].split(" về ")[0].strip()
        if word in _THAT_BODY:
            return self._handers_body(act)
        head = next((h for h in _BARE_HEADS if word == h or word.startswith(f"{h} ")), None)
        if head is None:
            return None
        position = act.skeleton.line.original(token.start, token.start)[0]
        named = self.parties.before(PhraseKind.ORGANIZATION, position)
        return next((p.value for p in named if p.value.name.lower().startswith(f"{head} ")), None)


def _is_deputy(office: Party, award: AwardValue) -> bool:
    """Tell whether whoever hands over only stands in: a deputy, or who is no head of state for a state honour."""
    if isinstance(office, PostMention) and office.role.lower().startswith("phó "):
        return True
    if isinstance(office, Mention):
        return _STATE_ONLY.match(award.name) is not None and not _OF_STATE.match(office.name)
    return (
        isinstance(office, PostMention)
        and _STATE_HONOURS.search(award.name) is not None
        and not _HEAD_OF_STATE.match(office.role)
    )
