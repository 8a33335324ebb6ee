"""Posts a text names: the role, organs it takes in, and the organization it is a seat of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from ingest.extract.parties import spelled
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import COUNTRIES
from ingest.extract.surnames import begins_person
from ingest.extract.tokens import Page
from ingest.extract.wordlist import Found, WordList
from ingest.model import Mention, MentionKind, PostMention

LEXICON: dict[str, Any] = tomllib.loads(
    (resources.files("ingest.extract.lexicon") / "posts.toml").read_text(encoding="utf-8")
)
_ABBREVIATED: dict[str, str] = LEXICON["abbreviated"]
_ROLES: WordList[str] = WordList(
    [*((role, role) for role in LEXICON["roles"]), *((short, role) for short, role in _ABBREVIATED.items())]
)
_SHORT = frozenset(_ABBREVIATED)
_BOUND = frozenset(LEXICON["bound"])
ALONE = frozenset(LEXICON["alone"])
"""Seats whose body is known by their name alone."""
_QUALIFIERS: WordList[str] = WordList((word, word) for word in LEXICON["qualifiers"])
_ORGANS: WordList[str] = WordList((word, word) for word in LEXICON["organs"])
_FORMER = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, LEXICON['former']))}) \Z", re.I)
_ACTING = re.compile(r"(?<!\w)(?<!ủy )(?:quyền|tân|Q\.) \Z", re.I)
_SPELLED = {
    "bch": "Ban Chấp hành", "bch trung ương": "Ban Chấp hành Trung ương", "bch tư": "Ban Chấp hành Trung ương", "btv": "Ban Thường vụ", "hđqt": "Hội đồng quản trị", "hđtv": "Hội đồng thành viên",
    "ubkt": "Ủy ban Kiểm tra", "bks": "Ban Kiểm soát", "hlv": "Huấn luyện viên", "hlv trưởng": "Huấn luyện viên trưởng",
    "đbqh": "Đại biểu",
}  # fmt: skip
_UNIT_NOUN = re.compile(r"(?:ban|công an|phòng|khoa|văn phòng|thanh tra|đoàn|khối|cụm|bộ môn|tổ|đội)\Z", re.I)
_OFFICE = frozenset({"Chánh Văn phòng", "Phó Chánh Văn phòng"})
_LED = re.compile(r"(?:phó )?trưởng (?=ban )")
_UNION = "Công đoàn"
_OF_THEIR_OWN = frozenset({_UNION, "Ban tổ chức", "Ban Tổ chức"})
_NOUNS: WordList[list[str]] = WordList(LEXICON["nouns"])
_SEATS: dict[str, list[str]] = LEXICON["seats"]
_ABROAD = ALONE | {
    "Đại sứ",
    "Đại sứ Đặc mệnh toàn quyền",
    "Phó Đại sứ",
    "Tổng lãnh sự",
    "Chủ tịch",
    "Phó Chủ tịch",
    "Bộ trưởng",
    "Ngoại trưởng",
    "Thứ trưởng",
    "Thống đốc",
}
_ONLY = frozenset({"Bộ trưởng", "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng"})
_OWN_BODIES: dict[str, str] = LEXICON["own_bodies"]
_OF = re.compile(r" (?:của |tại |thuộc )?")
_JOINED = re.compile(
    r"(?: ?,? (?:kiêm|và|đồng thời là|kiêm nhiệm|cùng|rồi|và giữ chức|và làm|và được bầu làm|và được bầu giữ chức) | ?, | ?[-–/] ?)\Z"
)
_PARTY = re.compile(r"bí thư", re.I)
_SENT = re.compile(r" tại (?=[^\W\d_a-zđ])")
_STATE = frozenset({"peoples_committee", "peoples_council"})
_FOUNDING = frozenset({"Thành viên sáng lập", "Người sáng lập"})
_CENTRAL = " trung ương"
_COUNTED = re.compile(r" (?:\d|các |những |nhiều |một số )")
_PEOPLES = re.compile(r" (?:các|những) ", re.I)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as named at one place: `start`–`end` covers modifiers, role and organization; `former` when it says so."""

    start: int
    end: int
    post: PostMention
    former: bool = False
    head: int = 0

    @property
    def phrase(self) -> Phrase:
        """The POST phrase of this seat."""
        return Phrase(PhraseKind.POST, self.start, self.end, self.post)


def find(page: Page) -> list[Seat]:
    """Return the seats a page names, in order; its organizations are found already."""
    seats = list(_seats(page))
    return list(_chained(page, seats))


def _seats(page: Page) -> Iterator[Seat]:
    text, lower = page.shadow.text, page.shadow.lower
    organizations: dict[int, Phrase] = {}
    inner: list[Phrase] = []
    for named in page.of_kind(PhraseKind.ORGANIZATION):
        organizations.setdefault(named.start, named)  # the outermost of a start comes first
        inner.append(named)
    done = 0
    for found in _ROLES.scan(lower):
        start, end, role = found.start, found.end, found.value
        if start < done or (text[start:end] not in _SHORT and role in _SHORT):
            continue
        if text[start:end].lower() in {short.lower() for short in _SHORT} and text[start:end] not in _SHORT:
            continue
        if lower.endswith("cán ", 0, start) or any(p.start < start < p.end for p in _around(inner, start)):
            continue
        role, end = _with_qualifiers(lower, role, end)
        organ_role, organ_end = _with_organ(lower, text, role, end, organizations)
        phrase = _organization(organizations, lower, organ_end)
        unit = _own_unit(organizations, lower, text, start, end)
        if unit is not None and (led := _LED.match(lower, start, end)) and led.end() == unit.start < end - len("ban"):
            role, organ_end = _capital(text[start : unit.start + len("ban")]), end
        union = _union(inner, start) if phrase is None and organ_role.endswith(_UNION) else None
        if union is not None:
            phrase, organ_role = union, role
        elif unit is not None and (organ_end == end or unit.end > organ_end):
            phrase, organ_role, organ_end = unit, role, end
        if phrase is None and _is_common(page, lower, found.value, end, organ_end):
            continue
        stop = max(phrase.end, organ_end) if phrase is not None else organ_end
        if phrase is not None and (abroad := _SENT.match(text, stop)) is not None:
            host = COUNTRIES.at(lower, abroad.end())  # *Trưởng đại diện UNICEF | tại Việt Nam | Rana Hoa*
            stop = host.end if host is not None and text[host.end : host.end + 2].strip().isupper() else stop
        if phrase is None:
            phrase, stop = _meant(page, lower, inner, found.value, start, organ_end)
        head, former, acting = _before(lower, text, start)
        organ_role = f"{acting}{organ_role}"
        organization: Mention | None = phrase.value if phrase is not None else None
        post = PostMention(organ_role, organization, page.evidence(start, stop))
        done = stop if unit is None else max(stop, end)
        yield Seat(head, stop, post, former, start)


def _before(lower: str, text: str, start: int) -> tuple[int, bool, str]:
    """Return (where the seat begins, is it of the past, the word for who only acts in it) by what stands before."""
    former = _FORMER.search(lower, max(0, start - 20), start)
    if former:
        return former.end() - len(former.group().lstrip(' ,;:(–-\n"“')), True, ""
    acting = _ACTING.search(lower, max(0, start - 8), start)
    if acting is None:
        return start, False, ""
    if acting.group().strip().lower() == "tân":
        return acting.start(), False, ""
    said = text[acting.end() - len(acting.group().strip()) - 1 : acting.end()].strip().capitalize()
    return acting.end() - len(acting.group().lstrip(' ,;:(–-\n"“')), False, f"{said} "


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _meant(
    page: Page, lower: str, organizations: Sequence[Phrase], role: str, start: int, end: int
) -> tuple[Phrase | None, int]:
    """Return the organization named before that a bare noun or the seat itself means (*Giám đốc HTX*), and the end."""
    if role in _OWN_BODIES:
        return _own_body(page, role, start, end), end
    kinds, stop = _SEATS.get(role, []), end
    noun = _noun(page, lower, end)
    if noun is not None:
        kinds, stop = noun.value, noun.end
    if role in _OFFICE:
        return _publishing(page, organizations), end
    if role in _ABROAD and (abroad := _country(page, end)) is not None:
        return None, abroad
    if not kinds:
        return None, end
    meant = [p for p in organizations if p.value.subkind in kinds]
    if role in _ONLY:  # a minister is of the one ministry that the page names
        meant = [p for p in meant if role not in ALONE or p.value.name == "Chính phủ"]
        return (meant[0] if len({p.value.name for p in meant}) == 1 else None), stop
    before = [p for p in meant if p.start < start]
    return (before[-1] if before else None), stop


def _publishing(page: Page, organizations: Sequence[Phrase]) -> Phrase | None:
    """Return the alliance whose own page this is: *Chánh Văn phòng* alone is of its office."""
    publisher = spelled(page.context.publisher or "")
    own = (p for p in organizations if p.value.subkind == "cooperative_alliance")
    return next((p for p in own if spelled(p.value.name) == publisher), None)


def _is_common(page: Page, lower: str, role: str, end: int, organ_end: int) -> bool:
    """Tell whether a role without an organization is a common noun here: *giám đốc 22 HTX*, *thành viên tích cực*."""
    if _COUNTED.match(lower, organ_end):
        return True
    if organ_end != end or role not in _BOUND or role in _SEATS:
        return False
    return role not in _FOUNDING or _noun(page, lower, end) is None


def _noun(page: Page, lower: str, end: int) -> Found[list[str]] | None:
    """Return the bare noun for a body told before; a name follows it only where that is the holder's."""
    noun = _NOUNS.at(lower, end + 1) if lower[end : end + 1] == " " else None
    if noun is None:
        return None
    following = page.shadow.text[noun.end : noun.end + 2].strip()[:1]
    return noun if not following.isupper() or begins_person(page.shadow.text, noun.end + 1) else None


def _own_body(page: Page, role: str, start: int, end: int) -> Phrase | None:
    """Return the body that *Tỉnh ủy viên* is a member of; which one, the page's province tells."""
    province = page.context.province
    if province is None or role == "Huyện ủy viên":
        return None
    evidence = page.evidence(start, end)
    body = Mention(MentionKind.ORGANIZATION, f"{_OWN_BODIES[role]} {province}", evidence, "party_committee", province)
    return Phrase(PhraseKind.ORGANIZATION, start, end, body)


def _country(page: Page, end: int) -> int | None:
    """Return where the country ends that an office of state is of, with the one it is sent to: *Đại sứ Lào tại Nga*."""
    text, lower = page.shadow.text, page.shadow.lower
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return None
    country = COUNTRIES.at(lower, end + 1)
    if country is not None and country.value == "Việt Nam" and " tại " not in text[country.end : country.end + 5]:
        return country.end if text.endswith(("Đại sứ", "lãnh sự"), 0, end) else None
    if country is None or not text.startswith(" tại ", country.end):
        return None if country is None else country.end
    places = page.inside(country.end, country.end + 40, PhraseKind.PLACE)
    host = next((p.end for p in places if p.start == country.end + 5), None)
    return host or country.end


def _around(phrases: Sequence[Phrase], position: int) -> Iterator[Phrase]:
    from_ = _first_after(phrases, position)
    for index in range(from_ - 1, max(-1, from_ - 8), -1):
        yield phrases[index]


def _first_after(phrases: Sequence[Phrase], position: int) -> int:
    low, high = 0, len(phrases)
    while low < high:
        middle = (low + high) // 2
        if phrases[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low


def _with_qualifiers(lower: str, role: str, end: int) -> tuple[str, int]:
    if lower[end : end + 1] == " " and (found := _QUALIFIERS.at(lower, end + 1)) is not None:
        return f"{role} {found.value}", found.end
    return role, end


def _with_organ(lower: str, text: str, role: str, end: int, organizations: dict[int, Phrase]) -> tuple[str, int]:
    """Return the role with the organ that belongs to it: *Ủy viên Ban Chấp hành*, *Bí thư Đảng đoàn*."""
    if lower[end : end + 1] != " ":
        return _SPELLED.get(role.lower(), role), end
    found = _ORGANS.at(lower, end + 1)
    if found is None:
        return _SPELLED.get(role.lower(), role), end
    stop = found.end
    if lower.endswith(_CENTRAL, 0, stop) and stop - len(_CENTRAL) + 1 in organizations:
        stop -= len(_CENTRAL)  # *Ban Chấp hành | Trung ương Hội Nông dân*
    if found.value in _OF_THEIR_OWN and (named := organizations.get(found.start)) is not None and named.end > stop:
        return _SPELLED.get(
            role.lower(), role
        ), end  # *Chủ tịch | Công đoàn Dệt may Việt Nam*, *Trưởng ban | Ban Tổ chức - Cán bộ*
    written = text[found.start : stop]
    spelled = _SPELLED.get(written.lower(), found.value[: len(written)] if written.isupper() else written)
    return f"{role} {spelled}", stop


def _organization(organizations: dict[int, Phrase], lower: str, end: int) -> Phrase | None:
    of = _OF.match(lower, end)
    return organizations.get(of.end()) if of else None


def _own_unit(organizations: dict[int, Phrase], lower: str, text: str, start: int, end: int) -> Phrase | None:
    """Return the unit that a role's own last word begins: *Trưởng | Ban Dân vận Tỉnh ủy*."""
    led = _LED.match(lower, start, end)
    wider = organizations.get(led.end()) if led is not None else None
    if wider is not None and wider.end > end:
        return wider  # *Trưởng | Ban Tổ chức - Kiểm tra*
    noun = _UNIT_NOUN.search(text, start, end)
    if noun is None or noun.start() == start:
        return None
    return organizations.get(noun.start())


def _union(organizations: Sequence[Phrase], start: int) -> Phrase | None:
    """Return the trade union named before, of which a page tells who leads it: *Chủ tịch Công đoàn*."""
    unions = [p for p in organizations if p.value.subkind == "unit" and p.value.name.startswith(_UNION)]
    before = [p for p in unions if p.start < start]
    return before[0] if len({p.value.name for p in before}) == 1 else None


def _chained(page: Page, seats: Sequence[Seat]) -> Iterator[Seat]:
    """Give a bare role the organization of the seat that it is joined to: *Chủ tịch HĐQT kiêm Giám đốc HTX X*."""
    text = page.shadow.text
    completed: list[Seat] = []
    for seat in reversed(seats):
        following = completed[-1] if completed else None
        if (
            seat.post.organization is None
            and seat.post.role not in ALONE
            and following is not None
            and following.post.organization is not None
            and _JOINED.match(text[seat.end : following.start])
            and not (_PARTY.search(seat.post.role) and following.post.organization.subkind in _STATE)
        ):
            seat = replace(seat, post=replace(seat.post, organization=following.post.organization))
        completed.append(seat)
    yield from reversed(completed)
