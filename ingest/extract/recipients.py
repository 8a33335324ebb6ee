"""Recipients without names: counted groups (*05 tập thể và 12 cá nhân*, *các HTX*, *hơn 20 hộ*) in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ingest.extract.choice import either
from ingest.extract.numbers import NumberValue
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.text import lower_case
from ingest.model import CountedGroup, Evidence, MemberKind, Mention, Qualifier


@dataclass(frozen=True, slots=True)
class GroupValue:
    """An unnamed group as worded: `count` is None for *các* and *nhiều*; `noun` is what its members are called.

    `anaphoric` when the wording points back (*cả ba đơn vị nói trên*, *mỗi đơn vị*) to parties named before.
    """

    count: int | None
    member_kind: MemberKind
    qualifier: Qualifier
    noun: str
    wording: str
    anaphoric: bool = False
    team: bool = False

    def counted(self, evidence: Evidence, known: tuple[Mention, ...] = ()) -> CountedGroup:
        """Return the group as a recipient, with its evidence and the members that are named."""
        low = self.count if self.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST) else None
        high = self.count if self.qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST) else None
        return CountedGroup(
            self.count, self.member_kind, self.qualifier, self.wording, evidence, low, high, known_members=known
        )


LEXICON: dict[str, Any] = tomllib.loads((files("ingest.extract.lexicon") / "giving.toml").read_text(encoding="utf-8"))
"""The words of giving: cues, group nouns and counting words."""

_GROUPS: dict[str, list[str]] = LEXICON["groups"]
_COUNTING = LEXICON["counting"]
_KINDS = {noun: MemberKind(kind) for kind, nouns in _GROUPS.items() for noun in nouns}
_WORDS: dict[str, int] = _COUNTING["words"]
_QUALIFIERS = {
    **dict.fromkeys(_COUNTING["more"], Qualifier.MORE_THAN),
    **dict.fromkeys(_COUNTING["less"], Qualifier.LESS_THAN),
    **dict.fromkeys(_COUNTING["about"], Qualifier.ABOUT),
    **dict.fromkeys(_COUNTING["least"], Qualifier.AT_LEAST),
    **dict.fromkeys(_COUNTING["most"], Qualifier.AT_MOST),
}


_NOUN = rf"(?:{either(_KINDS)})"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}}|{either(_WORDS)})"
_GROUP = re.compile(
    rf"(?<![\w/.,-])(?<!thứ )(?:(?P<back>cả|mỗi)(?: (?P<every>{_NUMBER}))?(?P<eachnoun> {_NOUN})"
    rf"|(?:(?P<qualifier>{either(_QUALIFIERS)}) )?(?P<number>{_NUMBER}) (?:nữ |nam )?(?P<noun>{_NOUN})"
    rf"|(?P<vague>{either(_COUNTING['vague'])}) (?P<vaguenoun>{_NOUN})"
    rf"|(?<!giải )(?P<plain>tập thể|cá nhân)(?= và | xuất sắc| tiêu biểu| điển hình| có | đạt |, cá nhân|, tập thể|[.;:]|$))(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
_FURTHER = re.compile(rf"(?P<joint>,? và |, ?)(?P<noun>{_NOUN})(?!\w)", re.IGNORECASE)
_BACK = re.compile(r" (?:nói trên|kể trên|này|trên)(?!\w)", re.IGNORECASE)
_PIECE = re.compile(r"(?:[^.!?\n]|\.(?=\d))*(?:[.!?\n]|\Z)")
_ABOUT_AWARDS = re.compile(
    r"khen|tặng|\btrao\b|danh hiệu|giải (?:thưởng|nhất|nhì|ba|khuyến khích|[\"“‘'])|xướng tên|huân chương|huy chương|huy hiệu|\bcờ\b|kỷ niệm chương|vinh danh|tôn vinh|truy tặng"
)
_TEAM = re.compile(
    rf"(?<![\w] )(?<!\w)đội tuyển(?: [^\s,.;:()–-]+){{1,7}}?(?= (?:{either(LEXICON['teams']['ends'])})(?!\w)|[,.;:()\n]| [–-]|$)"
    rf"|(?:(?<=cho )|(?<=tặng )|(?<=và )|(?<=của ))đội tuyển(?: [^\s,.;:()–-]+){{1,7}}?(?= (?:{either(LEXICON['teams']['ends'])})(?!\w)|[,.;:()\n]| [–-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_BULLET = re.compile(r"\s*(?:[-+•*–—●▪]|\d{1,2}[.)])\s")


def find_groups(text: str) -> list[Phrase]:
    """Return the counted groups of a text: delegates anywhere, other groups where awards are told of.

    Elsewhere *141 HTX* is a figure about the sector, and no party to anything.
    """
    found: list[Phrase] = []
    carried = False
    lower = lower_case(text)
    for piece in _PIECE.finditer(text):
        passage = piece.group()
        if not passage.strip():
            continue
        about = bool(_ABOUT_AWARDS.search(lower, piece.start(), piece.end()))
        listed = carried and bool(_BULLET.match(passage))
        found += _groups(text, piece.start(), piece.end(), everything=about or listed)
        if about and lower.find("đội tuyển", piece.start(), piece.end()) >= 0:
            found += _teams(text, piece.start(), piece.end())
        carried = (about or listed) and (listed or passage.rstrip().endswith(":"))
    return sorted(found, key=lambda phrase: phrase.start)


def _teams(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the named teams of a stretch: *đội tuyển bóng đá nữ quốc gia* is one recipient, as it is called."""
    for match in _TEAM.finditer(text, start, end):
        value = GroupValue(None, MemberKind.COLLECTIVE, Qualifier.EXACTLY, "đội tuyển", match.group(), team=True)
        yield Phrase(PhraseKind.GROUP, match.start(), match.end(), value)


def _groups(text: str, start: int, end: int, *, everything: bool) -> Iterator[Phrase]:
    if not everything and "đại biểu" not in text[start:end].lower():
        return
    position = start
    while (match := _GROUP.search(text, position, end)) is not None:
        position = match.end()
        value = _value(text, match)
        if value is None or not (everything or value.noun == "đại biểu"):
            continue
        if value.anaphoric and (back := _BACK.match(text, position)):
            position = back.end()
        yield Phrase(PhraseKind.GROUP, match.start(), position, value)
        while (further := _FURTHER.match(text, position, end)) is not None:
            noun = further.group("noun").lower()
            capital = further.group("noun")[0].isupper() and noun not in _GROUPS["cooperative"]
            if capital or noun == value.noun or (_KINDS[noun] is value.member_kind and value.count is not None):
                break
            position = further.end()
            wording = further.group("noun")
            value = GroupValue(None, _KINDS[noun], Qualifier.MANY, noun, wording)
            yield Phrase(PhraseKind.GROUP, further.start("noun"), position, value)


def _value(text: str, match: re.Match[str]) -> GroupValue | None:
    if match.group("back"):
        return _pointing_back(match)
    wording = match.group()
    if match.group("plain"):
        noun = match.group("plain").lower()
        return GroupValue(None, _KINDS[noun], Qualifier.MANY, noun, wording)
    if match.group("vague"):
        noun = match.group("vaguenoun").lower()
        named = re.compile(r" [A-ZĐ]").match(text, match.end())
        if named and noun not in {"htx", "hợp tác xã"}:
            return None
        return GroupValue(None, _KINDS[noun], Qualifier.MANY, noun, wording)
    noun = match.group("noun").lower()
    number = _count(match.group("number"))
    if number is None or (number == 1 and not match.group("number")[0].isdigit()):
        return None
    qualifier = _QUALIFIERS.get((match.group("qualifier") or "").lower(), Qualifier.EXACTLY)
    back = _BACK.match(text, match.end()) is not None
    return GroupValue(number, _KINDS[noun], qualifier, noun, wording, anaphoric=back)


def as_group(number: Phrase) -> Phrase | None:
    """Return a number whose unit is a kind of recipient (*05 tập thể*) as a counted group."""
    value = number.value
    if not isinstance(value, NumberValue) or value.value is None or value.unit.lower() not in _KINDS:
        return None
    noun = value.unit.lower()
    if value.value == 1 and value.numeral[1] - value.numeral[0] == len("một"):
        return None  # "một nông dân" says what someone is
    wording = f"{value.value} {noun}"
    return Phrase(
        PhraseKind.GROUP,
        number.start,
        number.end,
        GroupValue(int(value.value), _KINDS[noun], value.qualifier, noun, wording),
    )


def _pointing_back(match: re.Match[str]) -> GroupValue | None:
    noun = match.group("eachnoun").strip().lower()
    every = match.group("every")
    if match.group("back").lower() == "cả" and not every:
        return None
    count = _count(every) if every else None
    return GroupValue(count, _KINDS[noun], Qualifier.EXACTLY if every else Qualifier.MANY, noun, match.group(), True)


def _count(wording: str) -> int | None:
    plain = wording.lower()
    if plain[0].isdigit():
        return int(plain.replace(".", ""))
    return _WORDS.get(plain)
