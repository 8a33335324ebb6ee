"""Organizations a text names, each in the fullest form that the text and its context give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.extract.organization_heads import GENERIC, HEADS, Follows, Head
from ingest.extract.organization_mentions import acronyms, aliases, unified, with_ministries
from ingest.extract.organization_names import Reader, members_end, unit_end
from ingest.extract.organization_signs import AFTER_ROLE, JOINED_ORGAN, LEVEL_WORD, Signs
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import COUNTRIES, Level, PlaceValue, Unit
from ingest.extract.settings import Setting
from ingest.extract.surnames import COMMON, HIGHLAND, SURNAMES, begins_person, is_person, run_at
from ingest.extract.tokens import Page
from ingest.extract.wordlist import Found
from ingest.model import BlockKind, Mention, MentionKind

_CHAIN = re.compile(r"(?: ?[,;–-] ?| ?,? và | ?,? cùng )\Z")
_SEVERAL = re.compile(
    r" (?:các|hai|ba|bốn|năm|sáu|bảy|tám|\d{1,2}) "
    r"(?:(?=(?:tỉnh|huyện|xã) [^\W\d_])|(?:tỉnh,? thành phố|tỉnh, thành|tỉnh|huyện)(?:: |,? gồm:? ))",
    re.I,
)
# Courts, prosecutors and offices of several districts, since 2025: *Tòa án nhân dân khu vực 3 - Hà Nội*.
_REGION = re.compile(r"khu vực (?:số )?(?:\d{1,2}|[IVX]{1,5})(?!\w)")
_NATIONAL = re.compile(r"(?:trung ương|t\.ư|tư|tw|quốc gia|nhà nước)(?!\w)", re.I)
_CENTRAL = re.compile(r"(?<!\w)(Trung ương|T\.Ư|TƯ|TW) \Z")
_NEXT = re.compile(r" ?(?:,|;|,? và| &|, cùng) ")
_PART_OF = re.compile(r" \(| thuộc | của ")
_BARE_MINISTRY = re.compile(r" (Bộ|Sở)(?=[,.;)]| [^\W\dA-ZĐ_])")
_CHURCH = ("GHPGVN", "Giáo hội Phật giáo Việt Nam")
_COMMA = re.compile(", ")
_MINISTRIES = frozenset({"ministry", "department"})
_MORE = re.compile(r",? (?:và|cùng) |, (?:Bộ|Cục|Vụ|Sở|Tổng cục|Viện|các) ")
_WHOLES = frozenset({"school", "institute", "ministry", "department", "agency", "hospital", "cooperative_alliance"})
_MEMBER_OF = re.compile(r"(?: ?,| thuộc| của| -| –)? | \(")
_PLURAL = re.compile(r"(?<!\w)(?:các|những|\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s\Z", re.I)
_GENERIC = re.compile(rf"(?<!\w)(?:{'|'.join(GENERIC)})\s\Z", re.I)
_UNIONS = frozenset({"Công đoàn", "Chi đoàn"})
_NAMELESS = frozenset(
    {
        "Cơ quan Cảnh sát điều tra",
        "Cơ quan CSĐT",
        "Cơ quan An ninh điều tra",
        "Cơ quan điều tra",
        "Công đoàn cơ sở",
        "Văn phòng",
        "Đảng đoàn",
        "Cơ quan",
        "Ban Thường vụ",
        "Ban thường vụ",
    }
)
_TRAILING = frozenset(
    {"institute", "agency", "association", "media", "hospital", "school", "emulation_group", "army", "fund", "embassy"}
)
_OWNERS = frozenset({"mass", "army", "front"})
_CORE = frozenset({"peoples_committee", "peoples_council", "cooperative_alliance"})
_BARE = frozenset({"mass", "front"})
_NUMBERED_OF = re.compile(r"(số \w+) thuộc ")
_OF_PERSON = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){1,3}) \(\Z")
_SUPPORT_FUND = ("quỹ hỗ trợ phát triển hợp tác xã", "quỹ hỗ trợ phát triển htx")
_COMPANIES = frozenset({"Đại đội", "Tiểu đoàn"})
_OF_FORCE = re.compile(r",? (?:thuộc )?(?=(?:Tiểu đoàn|Trung đoàn|Lữ đoàn|Sư đoàn) )")
_CHAIRS = frozenset({"Khoa", "Bộ môn"})
_HOSTS = frozenset({"school", "hospital"})
_BRANCH = re.compile(r" [Cc]hi nhánh(?= [^\W\d_])")
_DASHED_BRANCH = re.compile(r" [-–] [Cc]hi nhánh (?=[^\W\d_])")
_PARTY_OF = frozenset({"Đảng ủy", "Đảng bộ", "Chi bộ"})
# What is named after a product and a place that is spelled as persons are: *HTX Nước mắm Phan Rí Cửa*.
_NAMED_AFTER = frozenset({"cooperative", "enterprise"})
_OF_STATE = frozenset({"Chính phủ", "Quốc hội"})
_STATE = frozenset({"peoples_committee", "peoples_council"})
_POST_BETWEEN = re.compile(
    r"(?:, (?:Phó |Quyền )?(?:Chủ tịch|Giám đốc|Tổng Giám đốc|Bí thư|Viện trưởng|Hiệu trưởng|Chủ nhiệm)(?: [^,.;:\n]{1,24})?|,| và) ",
    re.I,
)
_UNDERGOES = re.compile(r"(?<!\w)được \Z")
_OTHER_PROVINCE = re.compile(r"[^.;:\n]*\Z")
_LONGEST_LIST = 40
_DEEPEST = 4
_LONGEST_LETTERS = 6
_HELD = frozenset({"cooperative", "credit_fund", "cooperative_union"})
_AFTER_ROLE_OR_AIM = re.compile(rf"(?:{AFTER_ROLE.pattern})|(?:phát triển|hỗ trợ) \Z")


def find(page: Page, setting: Setting) -> list[Phrase]:
    """Return the ORGANIZATION phrases of a page (its places are found already), in order; parts may be nested."""
    finder = _Finder(page, setting)
    phrases = unified(with_ministries(page, list(finder.run())))
    return sorted(
        [*phrases, *aliases(page, phrases), *acronyms(page, phrases)], key=lambda phrase: (phrase.start, -phrase.end)
    )


@dataclass(slots=True)
class _Finder:
    page: Page
    setting: Setting
    text: str = ""
    lower: str = ""
    places: dict[int, Phrase] = field(default_factory=dict)
    heads: list[Found[Head]] = field(default_factory=list)
    names: Reader | None = None
    full: dict[str, str] = field(default_factory=dict)
    later: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    depth: int = 0
    host: str | None = None
    own_stop: int = 0

    def __post_init__(self) -> None:
        self.text = self.page.shadow.text
        self.lower = self.page.shadow.lower
        self.places = {phrase.start: phrase for phrase in self.page.of_kind(PhraseKind.PLACE)}
        awarded = {phrase.start for phrase in self.page.of_kind(PhraseKind.AWARD)}
        # A name ends where a person's or an award's begins: "HTX Hoa Mai và Kỷ niệm chương …".
        self.names = Reader(
            self.text,
            self.lower,
            self.places.get,
            lambda at: at in awarded or begins_person(self.text, at),
            awarded.__contains__,
        )
        signs = Signs(self.page, self.names, self.places)
        self.heads = [found for found in HEADS.scan(self.lower) if signs.is_name(found)]
        self.starts = {found.start: index for index, found in enumerate(self.heads)}

    @property
    def reader(self) -> Reader:
        assert self.names is not None
        return self.names

    def run(self) -> Iterator[Phrase]:
        done = 0
        for index, found in enumerate(self.heads):
            bracketed = found.start == done + 2 and self.text[done : found.start] == " ("
            if found.start < done or (bracketed and " " not in found.value.text):
                continue  # an abbreviation after its full name
            self.own_stop = 0
            for start, end, name in self._read(index):
                start, name = self._central(found, start, name)
                kind, province = found.value.kind, self.setting.province
                if kind in _HOSTS and self.host is None:
                    self.host = name  # whose chairs and wards the text tells of
                mention = Mention(MentionKind.ORGANIZATION, name, self.page.evidence(start, end), kind, province)
                yield Phrase(PhraseKind.ORGANIZATION, start, end, mention)
                whole = found.value.follows not in (Follows.UNIT, Follows.LEVEL)  # these hold bodies of their own
                done = max(done, (self.own_stop or end) if whole else found.end)
                if found.value.follows is Follows.LEVEL and name != found.value.text:
                    self.full[found.value.text.lower()] = name

    def _central(self, found: Found[Head], start: int, name: str) -> tuple[int, str]:
        """Take in the *Trung ương* before a mass organization's name."""
        before = _CENTRAL.search(self.text, max(0, start - 12), start)
        organ = self.lower.endswith(("hành trung ương ", "bch trung ương "), 0, start)
        if before is None or organ or found.value.kind not in ("mass", "association", "front"):
            return start, name
        return before.start(1), f"Trung ương {name}"

    def _read(self, index: int) -> Iterator[tuple[int, int, str]]:
        """Yield what a head names; bodies within bodies are followed a few levels deep."""
        if self.depth > _DEEPEST:
            return
        self.depth += 1
        try:
            yield from self._dispatched(index)
        finally:
            self.depth -= 1

    def _dispatched(self, index: int) -> Iterator[tuple[int, int, str]]:
        found = self.heads[index]
        match found.value.follows:
            case Follows.NOTHING:
                yield self._fixed(index)
            case Follows.LEVEL:
                yield from self._level(index)
            case Follows.PLACE:
                yield from self._own_level(found)
            case Follows.SUBJECT:
                yield from self._subject(found)
            case Follows.NAME:
                yield from self._named(found)
            case Follows.PURPOSE:
                yield from self._committee(found)
            case Follows.UNIT:
                yield from self._unit(index)
            case Follows.MEMBERS:
                stop = members_end(self.text, found.end)
                if stop is not None and not self._shouts(found):
                    written = _NUMBERED_OF.sub(r"\1 ", self.text[found.start : stop])
                    yield found.start, stop, written[0].upper() + written[1:]

    def _fixed(self, index: int) -> tuple[int, int, str]:
        """Return a body of its own name, with the body it is of where that follows: *Ban Bí thư Trung ương Đoàn*."""
        found = self.heads[index]
        following = self.heads[index + 1] if index + 1 < len(self.heads) else None
        owner = following is not None and following.value.follows is Follows.NOTHING and following.value.kind in _OWNERS
        if following is not None and owner and self.text[found.end : following.start] == " ":
            return found.start, following.end, f"{found.value.text} {following.value.text}"
        name, end = found.value.text, found.end
        if "Ngân hàng" in name and (branch := self._branch(end, found.start)) is not None:
            return found.start, branch[0], f"{name} {branch[1]}"
        if name in _OF_STATE and self.text[end : end + 1] == " ":
            country = COUNTRIES.at(self.lower, end + 1)
            if country is not None and country.value != "Việt Nam" and self.text[end + 1].isupper():
                return found.start, country.end, f"{name} {country.value}"
        if found.value.kind == "association" and any(c in self.text for c in _CHURCH):
            name = _church(name)
            if name.startswith("Hội đồng ") and not name.endswith(_CHURCH[1]):
                name = f"{name} {_CHURCH[1]}"
        if found.value.kind == "mass" and (tail := self._tail(end, found.start)) is not None:
            end, name = tail[0], f"{name} {tail[1]}"
        return found.start, end, name

    def _branch(self, end: int, start: int) -> tuple[int, str] | None:
        """Return (end, *chi nhánh* with its place) of a bank's branch: *Ngân hàng Nhà nước chi nhánh tỉnh*."""
        branch = _BRANCH.match(self.text, end)
        tail = self._tail(branch.end(), start) if branch else None
        return (tail[0], f"chi nhánh {tail[1]}") if tail is not None else None

    def _written(self, found: Found[Head]) -> str:
        """Return a head as the text has it, unless that is all small or all capitals."""
        written = self.text[found.start : found.end]
        plain = written.islower() or (written.isupper() and not found.value.text.isupper())
        return found.value.text if plain else written[0].upper() + written[1:]

    # --- bodies of a level

    def _level(self, index: int) -> Iterator[tuple[int, int, str]]:
        found = self.heads[index]
        if found.value.kind == "party_organ" and (joint := JOINED_ORGAN.match(self.text, found.end)):
            yield from self._unit(index, joint.end())  # *Ban Tổ chức - Kiểm tra* of any body
            return
        end = self.reader.head_end(found.end)
        several = _SEVERAL.match(self.text, end)
        if several:
            yield from self._several(found, several.end())
            return
        tail = self._tail(end, found.start)
        if tail is not None:
            stop, place = tail
            stop = self.reader.head_end(stop)
            if place == "Việt Nam" and (second := self._tail(stop, found.start)) is not None:
                stop, place = second[0], f"{place} {second[1]}"
            yield found.start, stop, _church(f"{self._written(found)} {place}")
            return
        if self.lower.startswith((" các cấp", " cấp "), end):
            if found.value.kind == "front":
                yield found.start, end, found.value.text
            return
        parent = self._parent(index, end) or self._of_ministry(found, end)
        if parent is not None:
            yield found.start, parent[0], f"{self._written(found)} {parent[1]}"
            return
        if (part := self._part_by_role(index, end)) is not None:
            yield found.start, *part
            return
        name = self._shared(index, end) or self._beside(index, end) or self._bare(found)
        if name is not None:
            yield found.start, end, _church(name)
        elif _CHURCH[0] in found.value.text:
            yield found.start, end, _church(found.value.text)

    def _tail(self, end: int, start: int) -> tuple[int, str] | None:
        """Return (end, place in reading form) of the level or place that follows a head, or None."""
        if self.text[end : end + 1] != " ":
            return None
        begin = end + 1
        place = self.places.get(begin)
        if place is not None and _owns(place.value):
            return unit_end(self.text, place), self._placed(place)
        national = _NATIONAL.match(self.text, begin)
        if national:
            said = national.group()
            return national.end(), "Trung ương" if said[0] in "tT" else said
        region = _REGION.match(self.text, begin)
        if region:
            joined = self.places.get(region.end() + 3) if self.text.startswith(" - ", region.end()) else None
            end = region.end() if joined is None else unit_end(self.text, joined)
            return end, self.text[begin:end]
        word = LEVEL_WORD.match(self.text, begin)
        if word is None:
            return None
        unknown = run_at(self.text, word.end() + 1, 3) if self.text[word.end() : word.end() + 1] == " " else []
        if unknown and len(unknown) < 3 and not self._family(word.group().lower(), unknown[0]):
            return unknown[-1][1], f"{word.group().lower()} {self.text[unknown[0][0] : unknown[-1][1]]}"
        name = self._province_there(word.group().lower(), start) or self.setting.unit(word.group().lower(), start)
        return word.end(), name or word.group().lower()

    def _province_there(self, word: str, start: int) -> str | None:
        """Return the province of the sentence's subject for who gives to it: *Liên minh HTX tỉnh A được UBND tỉnh …*."""
        if word != "tỉnh" or not _UNDERGOES.search(self.lower, max(0, start - 8), start):
            return None
        told = _OTHER_PROVINCE.search(self.text, max(0, start - 160), start)
        places = [place for at in range(told.start() if told else start, start) if (place := self.places.get(at))]
        units = {unit.name for place in places for unit in place.value.units if unit.level is Level.PROVINCE}
        return f"tỉnh {units.pop()}" if len(units) == 1 else None

    def _placed(self, place: Phrase) -> str:
        """Return a place's narrowest unit as the text has it; a headline's capitals in reading form."""
        unit, written = place.value.units[0], self.text[place.start : unit_end(self.text, place)]
        if written.isupper() and len(written) > _LONGEST_LETTERS:
            return _spelled(unit)
        kind = unit.type
        return kind.lower() + written[len(kind) :] if kind.istitle() and len(kind) > 3 else written

    def _family(self, level: str, first: tuple[int, int]) -> bool:
        """Tell whether a word after a level begins who holds a seat there; provinces are all known by name."""
        family = self.text[slice(*first)]
        return family in HIGHLAND or (level == "tỉnh" and family in SURNAMES) or self._person(first[0])

    def _person(self, start: int) -> bool:
        return self.setting.is_person(self.text, start)

    def _several(self, found: Found[Head], begin: int) -> Iterator[tuple[int, int, str]]:
        position, start = begin, found.start
        if self.places.get(position) is None and (word := LEVEL_WORD.match(self.text, position)):
            position = word.end() + 1
        while (place := self.places.get(position)) is not None:
            unit = place.value.units[0]
            level = "tỉnh" if unit.level is Level.PROVINCE and not unit.type else ""
            if unit.level is Level.PROVINCE and not unit.type and self.setting.is_city(unit.name):
                level = "thành phố"
            yield start, place.end, f"{self._written(found)} {level} {_spelled(unit)}".replace("  ", " ")
            following = re.compile(r" ?(?:,|;| và|, và) ").match(self.text, place.end)
            if following is None:
                return
            start = position = following.end()

    def _shared(self, index: int, end: int) -> str | None:
        """Return the name of a head in a chain whose level stands after the last: *HĐND, UBND tỉnh*."""
        for ahead in range(index + 1, min(index + 7, len(self.heads))):
            following = self.heads[ahead]
            if not _CHAIN.match(self.text[end : following.start]) or following.value.follows is not Follows.LEVEL:
                return None
            end = self.reader.head_end(following.end)
            tail = self._tail(end, following.start)
            if tail is not None:
                return f"{self._written(self.heads[index])} {tail[1]}"
        return None

    def _beside(self, index: int, end: int) -> str | None:
        """Return the name of a bare party committee by the body told next: *Bí thư Đảng ủy, Chủ tịch UBND xã A*."""
        found = self.heads[index]
        if found.value.text not in _PARTY_OF or index + 1 >= len(self.heads) or self.depth > 2:
            return None
        following = self.heads[index + 1]
        if not _POST_BETWEEN.fullmatch(self.text, end, following.start):
            return None
        if following.value.follows is Follows.LEVEL and following.value.kind in _STATE:
            tail = self._tail(self.reader.head_end(following.end), following.start)
            return f"{found.value.text} {tail[1]}" if tail is not None else None
        name = next((name for _, _, name in self._read(index + 1)), None)
        if name is not None and following.value.kind == "standing":
            name = name.removeprefix(f"{following.value.text} ")
        return f"{found.value.text} {name}" if name is not None else None

    def _bare(self, found: Found[Head]) -> str | None:
        head = found.value
        province = self.setting.province
        if head.kind in _CORE and province is not None:
            return f"{self._written(found)} {self.setting.level_of(province)} {province}"
        if (known := self.full.get(head.text.lower())) is not None:
            return known
        later = self._later(found)
        return later or (head.text if head.kind in _BARE and " " in head.text else None)

    def _later(self, found: Found[Head]) -> str | None:
        """Return the full name that a head has further on; each wording is looked through once."""
        key = found.value.text.lower()
        if key not in self.later:
            self.later[key] = [
                (other.start, tail) for other in self.heads if (tail := self._told(other, key)) is not None
            ]
        return next((f"{found.value.text} {tail}" for start, tail in self.later[key] if start > found.start), None)

    def _told(self, other: Found[Head], key: str) -> str | None:
        if other.value.text.lower() != key:
            return None
        tail = self._tail(self.reader.head_end(other.end), other.start)
        return tail[1] if tail is not None else None

    def _parent(self, index: int, end: int) -> tuple[int, str] | None:
        """Return (end, name) of the organization that follows a head as its owner: *Ban Dân vận Tỉnh ủy*."""
        following = next((h for h in self.heads[index + 1 : index + 3] if h.start >= end), None)
        if following is None or self.heads[index].value.kind not in ("party_organ", "mass", "unit", "department"):
            return None
        between = self.text[end : following.start]
        if between != " ":
            return None
        for _, stop, name in self._read(self.heads.index(following, index + 1)):
            return stop, name
        return None

    def _of_ministry(self, found: Found[Head], end: int) -> tuple[int, str] | None:
        """Return (end, name) of the one ministry or department of a page that *Đảng ủy Bộ* is of."""
        word = _BARE_MINISTRY.match(self.text, end) if found.value.kind == "party_organ" else None
        if word is None:
            return None
        heads = (h for h in self.heads if h.value.kind in _MINISTRIES and h.value.text == word[1])
        names = {name for head in heads for _, _, name in self._subject(head)}
        return (word.end(), names.pop()) if len(names) == 1 else None

    def _part_by_role(self, index: int, end: int) -> tuple[int, str] | None:
        """Return (end, name) of a headed part and its body: *Phó Trưởng Ban Tôn giáo, Ủy ban Trung ương MTTQ …*."""
        found = self.heads[index]
        following = self.heads[index + 1] if index + 1 < len(self.heads) else None
        led = AFTER_ROLE.search(self.lower, max(0, found.start - 12), found.start)
        if following is None or not led or self.text[end : following.start] != ", ":
            return None
        for _, stop, of in self._read(index + 1):
            return stop, f"{self._written(found)}, {of}"
        return None

    def _own_level(self, found: Found[Head]) -> Iterator[tuple[int, int, str]]:
        end, head = found.end, found.value
        place = self.places.get(end + 1) if self.text[end : end + 1] == " " else None
        if place is not None and _owns(place.value):
            name = self._placed(place)
            yield found.start, unit_end(self.text, place), f"{self._written(found)} {name}"
            return
        level = LEVEL_WORD.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if level is not None:  # "Thành ủy TP"
            end = level.end()
        run = run_at(self.text, end + 1, 3) if self.text[end : end + 1] == " " else []
        if len(run) > 1 and not self._holder(run) and HEADS.at(self.lower, run[0][0]) is None:
            yield found.start, run[-1][1], f"{self._written(found)} {self.text[run[0][0] : run[-1][1]]}"
            return
        word = {"province": "tỉnh", "city": "thành phố", "town": "thị xã", "quarter": "quận"}.get(
            head.level or "", "huyện"
        )
        named = self.setting.unit(word, found.start)
        bare = named.removeprefix(f"{word} ").removeprefix("TP. ").removeprefix("TP ") if named else None
        yield found.start, end, f"{self._written(found)} {bare}" if bare else head.text

    def _holder(self, run: list[tuple[int, int]]) -> bool:
        """Tell whether a run of capitals after *Huyện ủy* names who holds the seat, not the district."""
        family = self.text[run[0][0] : run[0][1]]
        return family in COMMON or len(family) == 1 or (len(run) > 2 and self._person(run[0][0]))

    # --- ministries and departments

    def _subject(self, found: Found[Head]) -> Iterator[tuple[int, int, str]]:
        start, position = found.start, found.end
        if self.text[position : position + 1] == ":":
            position += 1
        for _ in range(_LONGEST_LIST):
            end = self.reader.subject(position)
            if end is None:
                return
            subject = self.text[position:end].strip()
            name = f"{found.value.text} {subject}"
            if found.value.kind == "department":
                tail = self._tail(end, found.start)
                end = tail[0] if tail else end
                name = f"{name} {tail[1]}" if tail else self._in_province(name)
            yield start, end, name
            following = _NEXT.match(self.text, end)
            if following is None:
                return
            start = position = following.end()

    def _in_province(self, name: str) -> str:
        province = self.setting.province
        return name if province is None else f"{name} {self.setting.level_of(province)} {province}"

    # --- names of their own

    def _named(self, found: Found[Head]) -> Iterator[tuple[int, int, str]]:
        head = found.value
        end = self.reader.head_end(found.end)
        before = self.text[max(0, found.start - 14) : found.start]
        if self._names_none(found, before) or self._before_person(found, end):
            return
        plural = _PLURAL.search(before) is not None
        if plural and (colon := re.compile(r"(?: (?:gồm|là|như))? ?: ?").match(self.text, end)):
            yield from self._list(found, colon.end() - 1, small=2)
            return
        trailing = 5 if head.kind in _TRAILING else 2 if head.kind == "enterprise" else 0
        whole = head.kind in _NAMED_AFTER and not self._led(found)
        stop = self.reader.own_name(end, trailing=trailing, small=6 if trailing > 2 else 4, after=whole)
        stop = self._before_holder(found, end, stop)
        if stop is None:
            if head.kind in _TRAILING and (tail := self._tail(end, found.start)) and " " in head.text:
                yield found.start, tail[0], f"{self._written(found)} {tail[1]}"
            return
        place = self.places.get(end + 1)
        if place is not None and place.end == stop and not place.value.units[0].type:
            unnamed = _GENERIC.search(before) or (head.kind == "cooperative" and place.value.level is Level.COUNTRY)
            if unnamed or (self.text[found.start].islower() and head.kind != "school"):
                return
        name = self._name(found, stop)
        if head.kind == "embassy" and (abroad := re.compile(" tại ").match(self.text, stop)) is not None:
            host = self.places.get(abroad.end())
            stop = host.end if host is not None else stop
            name = self._name(found, stop)
        tail = self._tail(stop, found.start) if head.kind in _TRAILING else None
        if tail is not None and not self._person(stop + 1):
            stop, name = tail[0], f"{name} {tail[1]}"
        elif head.text == "Chi cục" or (tail is None and name.lower().startswith(_SUPPORT_FUND)):
            name = self._in_province(name)
        stop, name = self._dashed(found, *self._with_owner(found, stop, name))
        yield found.start, stop, name
        if plural:
            yield from self._list(found, stop)

    def _names_none(self, found: Found[Head], before: str) -> bool:
        """Tell whether a head stands in a credit, names the source of the report, or shouts in a headline."""
        line = self.page.line_at(found.start)
        if line is not None and line.kind in (BlockKind.BYLINE, BlockKind.DATELINE):
            return True
        if found.value.kind == "media" and before.endswith("("):
            return not self._of_person(found.start)
        # In a headline of capitals nothing tells where the name ends.
        return self._shouts(found)

    def _of_person(self, start: int) -> bool:
        """Tell whether a person's name stands before the bracket that a body begins: *Lò Văn Tám (báo Nhân Dân)*."""
        before = _OF_PERSON.search(self.text, max(0, start - 40), start)
        words = before.group(1).split() if before else []
        return any(begins_person(" ".join(words[at:]), 0) for at in range(len(words) - 2))

    def _shouts(self, found: Found[Head]) -> bool:
        head = found.value.text
        if head.isupper() or len(head) <= 4:
            line = self.page.line_at(found.start)
            return line is not None and self.text[line.sentence.start : line.sentence.end].isupper()
        return self.text[found.start : found.end].isupper()

    def _before_person(self, found: Found[Head], end: int) -> bool:
        """Tell whether a post's bare body stands before its holder: *Giám đốc HTX Võ Văn Tần cho biết*."""
        return (
            found.value.kind in _HELD
            and self.text[end : end + 1] == " "
            and begins_person(self.text, end + 1)
            and _AFTER_ROLE_OR_AIM.search(self.lower, max(0, found.start - 12), found.start) is not None
        )

    def _before_holder(self, found: Found[Head], end: int, stop: int | None) -> int | None:
        """Return where an agency's name ends before its head's: *Cục trưởng Cục Kiểm lâm | Lâm Quốc A*."""
        if stop is None or found.value.kind != "agency" or not self._led(found):
            return stop
        run = re.search(r" [^\W\d_]+(?: [^\W\d_]+){2,3}\Z", self.text[end:stop])
        for at in range(stop - 1, end, -1) if run else ():
            if self.text[at] == " " and is_person(self.text, at + 1) and self.text[at - 1].islower():
                words = run_at(self.text, at + 1)
                if words[-1][1] == stop and self.text[self.text.rfind(" ", 0, at) + 1].islower():
                    return at
        return stop

    def _dashed(self, found: Found[Head], stop: int, name: str) -> tuple[int, str]:
        """Add the branch of a bank that a dash joins to its name: *Ngân hàng A - Chi nhánh Tây Đô*."""
        dashed = _DASHED_BRANCH.match(self.text, stop) if found.value.text.startswith("Ngân hàng") else None
        run = run_at(self.text, dashed.end(), 3) if dashed is not None else []
        if not run or self._person(run[0][0]):
            return stop, name
        return run[-1][1], f"{name}{self.text[stop : run[-1][1]]}"

    def _with_owner(self, found: Found[Head], stop: int, name: str) -> tuple[int, str]:
        """Add the school or body that an institute is part of: *Viện Công nghệ sinh học (Đại học Huế)*."""
        if found.value.text in _COMPANIES:
            force = _OF_FORCE.match(self.text, stop)
            index = self.starts.get(force.end()) if force else None
            for _, end, of in self._read(index) if index is not None else ():
                self.own_stop = stop
                return end, f"{name}, {of}"
        if found.value.kind not in ("institute", "agency", "school"):
            return stop, name
        owner = self.starts.get(stop + 1)
        if owner is not None and self.text[stop] == " " and self.heads[owner].value.kind == "cooperative_alliance":
            for _, end, of in self._read(owner):
                return end, f"{name} {of}"
        if found.value.kind == "school":
            return stop, name
        joint = _PART_OF.match(self.text, stop)
        if joint is None and (found.value.kind == "agency" or self._led(found)):
            joint = _COMMA.match(self.text, stop)  # *Vụ Tổ chức cán bộ, Bộ Y tế*
        index = self.starts.get(joint.end()) if joint else None
        wholes = _MINISTRIES if joint is not None and joint.group() == ", " else _WHOLES
        if joint is None or index is None or self.heads[index].value.kind not in wholes:
            return stop, name
        for _, end, of in self._read(index):
            if "," in joint.group() and _MORE.match(self.text, end):
                return stop, name  # a list of bodies
            self.own_stop = stop
            return end + (self.text[end : end + 1] == ")" and "(" in joint.group()), f"{name}, {of}"
        return stop, name

    def _led(self, found: Found[Head]) -> bool:
        """Tell whether a seat stands before a body: *Viện trưởng Viện …*."""
        return AFTER_ROLE.search(self.lower, max(0, found.start - 12), found.start) is not None

    def _name(self, found: Found[Head], stop: int) -> str:
        written = self.text[found.start : stop]
        own = self.text[self.reader.head_end(found.end) : stop].strip()
        whole = written if found.start + len(found.value.text) == found.end else f"{self._written(found)} {own}"
        if self.reader.head_end(found.end) != found.end:
            whole = f"{self.text[found.start : found.end]} {own}"
        return " ".join((whole[0].upper() + whole[1:]).split())

    def _list(self, found: Found[Head], position: int, small: int = 0) -> Iterator[tuple[int, int, str]]:
        """Yield further names of a list that shares one head: *các HTX Sen Vàng, Tân Tiến và Hồng Phước*."""
        for _ in range(_LONGEST_LIST):
            following = _NEXT.match(self.text, position) or (
                re.compile(" ").match(self.text, position) if self.text[position - 1 : position] == ":" else None
            )
            begin = following.end() if following else position
            if following is None or not self.text[begin : begin + 1].isupper():
                return
            if HEADS.at(self.lower, begin) is not None or self._person(begin):
                return
            stop = self.reader.own_name(begin, small=small, listed=True)
            if stop is None:
                return
            yield begin, stop, f"{self._written(found)} {self.text[begin:stop]}"
            position = stop

    def _committee(self, found: Found[Head]) -> Iterator[tuple[int, int, str]]:
        end = self.reader.head_end(found.end)
        stop = self.reader.purpose(end)
        if stop is None or (self._led(found) and is_person(self.text, end + 1)):
            return
        name = f"{self._written(found)} {self.text[end:stop].strip()}"
        owner = self.starts.get(stop + 1)
        for _, last, of in self._read(owner) if owner is not None else ():
            yield found.start, last, f"{name} {of}"
            return
        tail = self._tail(stop, found.start)
        if tail is not None:
            stop, name = tail[0], f"{name} {tail[1]}"
        yield found.start, stop, name

    # --- parts of an organization

    def _unit(self, index: int, begin: int | None = None) -> Iterator[tuple[int, int, str]]:
        found = self.heads[index]
        end = begin or found.end
        stop: int | None = end
        if found.value.text == "Bộ Tư lệnh":
            owned = index + 1 < len(self.heads) and self.heads[index + 1].start == end + 1
            stop = end if owned else self.reader.own_name(end, trailing=5) or end
        elif found.value.text in _UNIONS and end + 1 in self.starts:
            stop = end
        elif found.value.text not in _NAMELESS and not found.value.text.lower().startswith("ban cán sự"):
            subject = self.reader.subject(end) if found.value.text == "Phòng" else None
            stop = max(subject or 0, self.reader.own_name(end, trailing=5, small=6) or 0) or None
            if subject is not None and subject == stop and (tail := self._tail(subject, found.start)) is not None:
                written = self.text[found.start : subject]
                yield found.start, tail[0], f"{written[0].upper()}{written[1:]} {tail[1]}"
                return
        if stop is None:
            return
        written = self.text[found.start : stop]
        written = written[0].upper() + written[1:]
        joint = _MEMBER_OF.match(self.text, stop)
        following = self.starts.get(joint.end()) if joint else None
        beside = following is not None and self.heads[following].value.text == found.value.text
        if joint and following is not None and not beside:
            for _, last, name in self._read(following):
                comma = "," if "," in joint.group() or "(" in joint.group() else ""
                yield found.start, last, f"{written}{comma} {name}"
                return
        owner = self.host if found.value.text in _CHAIRS and stop > end and self.host else self.setting.organization
        line = self.page.line_at(found.start)
        led = AFTER_ROLE.search(self.lower, max(0, found.start - 12), found.start) is not None
        if owner is not None and HEADS.at(owner.lower(), 0) is None:
            owner = None  # a newspaper
        led = led or owner == self.host
        if owner is not None and line is not None and (line.kind is BlockKind.BYLINE or (led and stop > end)):
            yield found.start, stop, f"{written}{',' if owner == self.host else ''} {owner}"


def _church(name: str) -> str:
    return name.replace(*_CHURCH)


def _owns(value: PlaceValue) -> bool:
    """Tell whether a body can be of this place: an administrative unit or a country."""
    unit = value.units[0]
    if unit.type:
        return unit.level not in (Level.STREET, Level.REGION)
    return unit.level in (Level.PROVINCE, Level.DISTRICT, Level.COUNTRY)


def _spelled(unit: Unit) -> str:
    kind = unit.type if unit.type.upper() == unit.type and len(unit.type) < 4 else unit.type.lower()
    if kind in ("tp", "tp."):
        kind = kind.upper()
    return f"{kind} {unit.name}".strip()
