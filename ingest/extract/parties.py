"""Who gives: parties behind the tokens of an act, and which wordings name the same authority."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.giving import Token
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Line, Page
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
_HEAD = re.compile(
    r"(?:quyền )?(?:chủ tịch|tổng bí thư|bí thư|thủ tướng|bộ trưởng|giám đốc|tổng giám đốc|viện trưởng|chánh án|"
    r"hiệu trưởng|chủ nhiệm|trưởng ban|cục trưởng|tổng cục trưởng|tư lệnh|tổng thống|cụm trưởng|khối trưởng)\b",
    re.IGNORECASE,
)


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


def is_head(role: str) -> bool:
    """Tell whether a role heads its organization."""
    return _HEAD.match(role.strip()) is not None


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one page: what a token stands for, and which person holds a post."""

    page: Page

    def of(self, token: Token, line: Line) -> Party | None:
        """Return the party a token names, or None when it names none that is known."""
        phrase = token.phrase
        if token.letter == "v":
            return self._last_person(line.original(token.start, token.start)[0])
        if phrase is None:
            return self._ruler(token, line) if token.letter in "Rr" else None
        if isinstance(phrase.value, Mention | PostMention):
            return phrase.value
        return None

    def _last_person(self, position: int) -> Mention | None:
        """Return the person that *ông*, *chị*, *đồng chí* stands for: the last one named before."""
        named = [p for p in self.page.of_kind(PhraseKind.PERSON) if p.end <= position]
        return named[-1].value if named and isinstance(named[-1].value, Mention) else None

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
        wanted = spelled(party_name(post)).replace("thủ tướng chính phủ", "thủ tướng")
        holders: dict[str, Mention] = {}
        for phrase in self.page.of_kind(PhraseKind.PERSON):
            for held in self.posts_of(phrase):
                if spelled(party_name(held)).replace("thủ tướng chính phủ", "thủ tướng") == wanted:
                    holders.setdefault(phrase.value.name, phrase.value)
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _ruler(self, token: Token, line: Line) -> PostMention:
        start, end = line.original(token.start, token.end)
        name = self.page.text(start, end)
        return PostMention(name[:1].upper() + name[1:], None, self.page.evidence(start, end))
