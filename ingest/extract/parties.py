"""Who gives: parties behind the tokens of an act, and which wordings name the same authority."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.extract.giving import Token
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import Level
from ingest.extract.tokens import ANY_CODE, Line, Page
from ingest.model import Mention, MentionKind, Party, PostMention

_SPELLED = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "htx": "hợp tác xã",
    "lmhtx": "liên minh hợp tác xã",
    "mttq": "mặt trận tổ quốc",
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "qtdnd": "quỹ tín dụng nhân dân",
    "tdnd": "tín dụng nhân dân",
    "tp": "thành phố",
    "tw": "trung ương",
    "dv": "dịch vụ",
    "nn": "nông nghiệp",
}
_CHAIR = re.compile(r"^chủ tịch (?=ủy ban|liên minh|hội|trung ương)")
_CHAIRED = re.compile(r"(?:UBND|Ủy ban nhân dân|Liên minh|LMHTX|Hội |Trung ương)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def spelled(name: str) -> str:
    """Return a name lower-case, without punctuation, with abbreviations spelled out: for comparing."""
    return " ".join(_SPELLED.get(word, word) for word in re.findall(r"[\w/]+", name.lower()))


def party_name(party: Party) -> str:
    """Return a party's name; a post's with its organization."""
    if isinstance(party, Mention):
        return party.name
    return party.role if party.organization is None else f"{party.role} {party.organization.name}"


def authority(party: Party) -> str:
    """Return what tells authorities apart: a committee and its chair are one, so is *Thủ tướng (Chính phủ)*."""
    name = spelled(party_name(party)).replace("thủ tướng chính phủ", "thủ tướng")
    return _CHAIR.sub("", name)


def same_authority(left: Party | None, right: Party | None) -> bool:
    """Tell whether two parties may be one authority; an unstated one may be any."""
    if left is None or right is None:
        return True
    a, b = authority(left), authority(right)
    return a == b or a.startswith(f"{b} ") or b.startswith(f"{a} ")


def standing_behind(principal: Party) -> Party:
    """Return the authority whose award a principal has handed over: a committee's chair stands for the committee."""
    if isinstance(principal, PostMention) and principal.organization is not None:
        chair = principal.role.lower() in {"chủ tịch", "đồng chí chủ tịch"}
        if chair and _CHAIRED.match(principal.organization.name):
            return principal.organization
    return principal


_POINTING = re.compile(r" (?:này|nói trên|trên)$")
# Whom such a word may stand for, by how the names begin; *đơn vị* and *cơ quan* for any.
_HEADS_MEANT: dict[str, tuple[str, ...]] = {
    "htx": ("hợp tác xã", "liên hiệp hợp tác xã", "quỹ tín dụng"),
    "hợp tác xã": ("hợp tác xã", "liên hiệp hợp tác xã", "quỹ tín dụng"),
    "đơn vị": (),
    "cơ quan": (),
    "doanh nghiệp": ("công ty", "tổng công ty", "tập đoàn", "doanh nghiệp", "xí nghiệp", "ngân hàng", "nhà máy"),
    "công ty": ("công ty", "tổng công ty"),
    "nhà trường": ("trường", "đại học", "học viện"),
    "tòa soạn": ("báo", "tạp chí"),
    "quỹ": ("quỹ",),
    "quỹ tín dụng": ("quỹ tín dụng",),
}
_SUBJECT_BEFORE = re.compile(
    rf"(?:[{ANY_CODE}, –-]|(?:\d{{1,2}}[.)])|(?:đó là|tại|nhờ đó|dịp này|sáng|chiều|tối|ngày|vừa qua|theo)){{0,12}}"
)
_SEX = {"ông": "m", "anh": "m", "bà": "f", "chị": "f", "cô": "f"}
_RECALLED = 200
_LOOKED_BACK = 3
_LONGEST_COUNTRY = 30
_LOOKED_UP = (PhraseKind.PERSON, PhraseKind.ORGANIZATION, PhraseKind.AWARD)


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one page: what a token stands for, who was named before, and which person holds a post."""

    page: Page
    named: dict[PhraseKind, list[Phrase]]
    holders: dict[str, dict[str, Mention]]

    @classmethod
    def of_page(cls, page: Page) -> Parties:
        """Return the parties of a page."""
        named: dict[PhraseKind, list[Phrase]] = {kind: [] for kind in _LOOKED_UP}
        for phrase in page.phrases:
            if phrase.kind in named:
                named[phrase.kind].append(phrase)
        parties = cls(page, named, {})
        for person in named[PhraseKind.PERSON]:
            for post in parties.posts_of(person):
                parties.holders.setdefault(_office(post), {}).setdefault(person.value.name, person.value)
        return parties

    def before(self, kind: PhraseKind, position: int) -> Iterator[Phrase]:
        """Yield the phrases of a kind that end before a shadow offset, the nearest first, as far as a reader recalls."""
        phrases = self.named[kind]
        last = bisect_right(phrases, position, key=lambda phrase: phrase.start)
        for index in range(last - 1, max(-1, last - _RECALLED), -1):
            if phrases[index].end <= position:
                yield phrases[index]

    def of(self, token: Token, line: Line) -> Party | None:
        """Return the party a token names, or None when it names none that is known."""
        phrase = token.phrase
        if token.letter == "V":
            return self._body_meant(line.text[token.start : token.end], line.original(token.start, token.start)[0])
        if token.letter == "v":
            return self._last_person(line.original(token.start, token.start)[0], line.text[token.start : token.end])
        if phrase is None:
            return self._ruler(token, line) if token.letter in "Rr" else None
        if isinstance(phrase.value, Mention | PostMention):
            return phrase.value
        return None

    def _last_person(self, position: int, pronoun: str) -> Mention | None:
        """Return the person that *ông*, *chị*, *đồng chí* stands for: the last one named before who is not of other sex."""
        said = _SEX.get(pronoun.split()[0])
        for _, last in zip(range(_LOOKED_BACK), self.before(PhraseKind.PERSON, position), strict=False):
            if not isinstance(last.value, Mention):
                return None
            shown = _SEX.get(self.page.text(last.start, last.end).split()[0].lower())
            if shown is None and " Thị " in last.value.name:
                shown = "f"
            if not (said and shown and said != shown):
                return last.value
        return None

    def _body_meant(self, wording: str, position: int) -> Mention | None:
        """Return the organization that *HTX*, *công ty*, *đơn vị này* stands for: the last one told of that is one.

        One that is the subject of its sentence goes before one that is only mentioned.
        """
        word = _POINTING.sub("", wording).removeprefix("tập thể ")
        heads = _HEADS_MEANT.get(word, (word,))
        mentioned: Mention | None = None
        for phrase in self.before(PhraseKind.ORGANIZATION, position):
            body = phrase.value
            if not isinstance(body, Mention) or (heads and not spelled(body.name).startswith(heads)):
                continue
            if phrase.end + 2 == position and self.page.text(phrase.end, position) == ", ":
                return body  # *HTX A, đơn vị được tặng …*
            if heads and mentioned is None:
                mentioned = body
            line = self.page.line_at(phrase.start)
            if line is not None and _SUBJECT_BEFORE.fullmatch(line.text[: line.encoded(phrase.start)]):
                return body
        return mentioned

    def most_named(self, word: str) -> Mention | None:
        """Return the body that a bare noun stands for as a giver: the one so called, or named more than any other."""
        heads = _HEADS_MEANT.get(word, (word,))
        named: list[Mention] = [
            p.value for p in self.named[PhraseKind.ORGANIZATION] if heads and spelled(p.value.name).startswith(heads)
        ]
        counted = Counter(spelled(body.name) for body in named).most_common(2)
        if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
            return None
        return next(body for body in named if spelled(body.name) == counted[0][0])

    def granting(self, token: Token, line: Line) -> Party | None:
        """Return the party a token names as the one whose award it is: of a person in office, the post."""
        party = self.of(token, line)
        if isinstance(party, Mention) and party.kind is MentionKind.PERSON and token.phrase is not None:
            posts = self.posts_of(token.phrase)
            return posts[0] if posts else None
        return party

    def posts_of(self, person: Phrase) -> list[PostMention]:
        """Return the posts told together with a person, in order."""
        inside = self.page.inside(person.start, person.end, PhraseKind.POST)
        return [phrase.value for phrase in inside if isinstance(phrase.value, PostMention)]

    def holder(self, post: PostMention) -> Mention | None:
        """Return the person whom the text names with the same post, if it is exactly one."""
        holders = self.holders.get(_office(post), {})
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _ruler(self, token: Token, line: Line) -> PostMention:
        start, end = line.original(token.start, token.end)
        for place in self.page.inside(end + 1, end + _LONGEST_COUNTRY, PhraseKind.PLACE):
            if place.start == end + 1 and place.value.level is Level.COUNTRY:
                end = place.end  # *Nhà nước Lào*
        name = self.page.text(start, end)
        return PostMention(name[:1].upper() + name[1:], None, self.page.evidence(start, end))


def _office(post: PostMention) -> str:
    return spelled(party_name(post)).replace("thủ tướng chính phủ", "thủ tướng")
