"""Persons a text names: after a form of address, a title or a post, by their family name, or in a credit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.choice import either
from ingest.extract.phrases import PhraseKind
from ingest.extract.places import UPPER
from ingest.extract.posts import Seat
from ingest.extract.surnames import COMMON, HIGHLAND, PERSONS, SURNAMES, is_vietnamese
from ingest.extract.tokens import Page
from ingest.model import BlockKind
from ingest.values import unify_tones

_WORD = rf"[{UPPER}](?:[^\W\d_]|['’](?=\w)|\.(?=[{UPPER}]))*"
_RUN = re.compile(
    rf"(?<![\w.&/@-]){_WORD}(?:(?<=Thích) nữ(?= ))?(?:[ ](?:(?:de|van|von|der|bin)[ ]){{0,2}}{_WORD}){{0,7}}(?![\w&@])"
)
# Family names spelled as forms of address, before a middle name that settles it.
_FAMILIES = (["Bố", "Thị"], ["Bố", "Văn"], ["Ông", "Thị"])
# Names of the highlands begin with what tells a man or woman.
_MARKERS = frozenset("AYU")
_HIDDEN = "\x00"
_ADDRESS_WORDS = frozenset(
    word.lower().rstrip(".") for word in (*PERSONS["honorifics"], *PERSONS["titles"]) if " " not in word
)


def _either(words: Iterable[str]) -> str:
    return either(unify_tones(word).lower() for word in words)


HONORIFIC = rf"(?:{_either(PERSONS['honorifics'])})"
TITLE = rf"(?:{_either(PERSONS['titles'])})"
_ADDRESSED = re.compile(rf"(?:\A|[^\w])({HONORIFIC})(?: là)?(?::|(?<!chí)\.)? ?\Z")
_TITLED = re.compile(rf"(?:\A|[^\w])({TITLE})[:.]? ?\Z")
_CALLING_ENDS = re.compile(r"(?: \w+|\w{6,})\. \Z")  # *… và 6 hộ nông dân. Bà A trao …* begins a sentence
_LAST_WORD = re.compile(r"\w+(?=\W{0,3}\Z)")
# What both of the above end with, so that most places are passed over at a glance.
_LAST_OF_ADDRESS = {"là"} | {
    re.findall(r"\w+", unify_tones(word).lower())[-1] for word in (*PERSONS["honorifics"], *PERSONS["titles"])
}
_VERB = re.compile(rf" (?:{_either(PERSONS['deeds'])})(?!\w)")
_STREET = re.compile(
    r"(?:đường|phố|ngã tư|ngã ba|quảng trường|cầu|chợ|hồ|sông|núi|đền|chùa|trường|giải|cúp|giải thưởng|học bổng|phong trào|tư tưởng|cách mạng|đảo|biển|khu|ga|cảng|sân bay|quốc lộ|nhà hát|bảo tàng|công viên|tượng đài|lăng|thời|tác phẩm|cuốn sách|bài hát|báo|hãng|hiệu|thương hiệu|giống|nước|sông|người|tiếng|dân tộc|tộc|số nhà \d{1,4}[a-z]?|số \d{1,4}[a-z]?) \Z",
    re.I,
)
_WITHIN_PLACE = re.compile(r" \((?:thuộc )?(?:xã|phường|thị trấn|huyện|quận|thị xã|tp|thành phố|tỉnh)[ .]")
_NOT = tuple(sorted((unify_tones(word) for word in PERSONS["not_names"]), key=len, reverse=True))
_LETTERS = re.compile(r"[A-ZĐ]{2,8}\Z")
_ONE_WORD = re.compile(r"[KH]['’][^\W\d_]{2,}\Z")
_ISLES = frozenset({"Hoàng Sa", "Trường Sa", "Lý Sơn", "Vân Đồn"})
_CREDIT = re.compile(rf"(?:{_either(PERSONS['credits'])})\s*:\s*", re.I)
_PARTS = re.compile(r"\s*(?:[,;/&|+–()]| - | và )\s*")
_WRITTEN_BY = re.compile(r"\A(?:ghi chép|ký sự|bút ký|phóng sự|tùy bút|bài và ảnh|bài|ảnh|tin) của ", re.IGNORECASE)
_CARRIED_OUT = re.compile(r" (?:\(?thực hiện\)?|ghi|lược ghi|tổng hợp|thực hiện và ghi)\Z", re.IGNORECASE)
# *LÊ VĂN XUÂN thực hiện*, a line of its own
_SIGNED = re.compile(
    rf"(?P<name>[{UPPER}]+(?: [{UPPER}]+){{1,3}}) (?:thực hiện|\(thực hiện\)|\(ghi\)|ghi|lược ghi|tổng hợp)\.?"
)
_INITIALS = re.compile(r"(?:[A-ZĐ]\.?){1,4}\Z")
_INLINE_CREDIT = re.compile(
    r"(?<![\w])(?:ẢNH|Ảnh(?: [^\W\d_]+){0,4}|Tin|Bài|Tin, ảnh|Bài, ảnh|Bài và ảnh|Tin và ảnh|Video|Clip|Nguồn ảnh|Thực hiện|Ảnh tư liệu|Ảnh minh họa) ?: ?",
    re.M,
)
_CREDIT_END = re.compile(r"[.)\]]")
_CAPITAL_BEFORE = re.compile(rf"([{UPPER}][^\W\d_]*) \Z")
_CAPITAL_AFTER = re.compile(rf" [{UPPER}][^\W\d_]")
_BESIDE = re.compile(r" \(|, | [-–] ")
_LISTED = re.compile(r"(?:[,;:]| và|-|–) \Z")
_SOMEBODY = re.compile(
    r"(?<!\w)(?:hỏi|gặp|phỏng vấn|tác giả|nhân vật|tên là|tên|thuộc về|trao cho|tặng cho|tuyển thủ|khởi tố|bắt giữ|bắt|tạm giam|truy tố"
    r"|tuyên phạt|vợ là|chồng là|con là|con trai là|con gái là|đặc biệt là|đó là|gọi tên|cùng với|và cả) \Z"
)
_SAID_OF_SOMEBODY = re.compile(
    r" \((?:\d{1,3} tuổi|SN|sinh|19\d\d|20\d\d|Báo|Đài|CLB|Trường|lớp|trái|phải|bìa|thứ|bên|giữa|ngoài cùng|áo|đứng|ngồi|quê|trú)(?!\w)"
)
_GOES_ON = re.compile(r"(?: \([^()\n]{2,60}\))?(?:[,;]| và|, và) ")
_LIST_END = re.compile(
    r" \(|[,;.](?: |$)| (?:và|đã|được|cùng|vừa|là|cho biết|trao|tặng|nhận|đạt|đoạt|giành|dự|tham gia|chủ trì)(?!\w)"
)
_AGENCY = re.compile(
    r"TTXVN|VGP|VOV|VTV|PV\b|CTV|Internet|TL\b|NVCC|BTC\b|Báo|Đài|Tạp chí|TNO|VNE|VnExpress|Vietnam", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person named at one place: the name's own span, where the form of address begins, and the full name."""

    start: int
    end: int
    lead: int
    name: str
    author: bool = False
    pronoun: bool = False


def find(page: Page, seats: Sequence[Seat]) -> list[Named]:
    """Return the persons a page names, in order; its other parties are found already."""
    finder = _Finder(page, seats)
    named = [*finder.bylines(), *finder.body()]
    named.sort(key=lambda one: (one.start, -one.end))
    kept: list[Named] = []
    for one in named:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return list(_second(page, kept, finder))


class _Finder:
    def __init__(self, page: Page, seats: Sequence[Seat]) -> None:
        self.page = page
        self.text, self.lower = page.shadow.text, page.shadow.lower
        self.seat_ends = {seat.end for seat in seats}
        self.seat_starts = {seat.start for seat in seats}
        self.masked = self._mask(seats)
        self.short: list[tuple[int, int, int]] = []
        self.before: Named | None = None

    def _mask(self, seats: Sequence[Seat]) -> str:
        spans = [(seat.start, seat.end) for seat in seats]
        for phrase in self.page.phrases:
            if phrase.kind in (PhraseKind.ORGANIZATION, PhraseKind.AWARD, PhraseKind.DECISION, PhraseKind.DATE) or (
                phrase.kind is PhraseKind.PLACE
                and not self._in_name(phrase.start, phrase.end, phrase.value.units[0].type)
            ):
                spans.append((phrase.start, phrase.end))
        spans.sort()
        parts: list[str] = []
        done = 0
        for start, end in spans:
            if end <= done:
                continue
            start = max(start, done)
            parts.append(self.text[done:start])
            parts.append(_HIDDEN * (end - start))
            done = end
        parts.append(self.text[done:])
        return "".join(parts)

    def _in_name(self, start: int, end: int, typed: str) -> bool:
        """Tell whether a place's bare name is a part of a person's: *Nguyễn Thái Bình*, *bà Hà Giang Thanh*."""
        if typed:
            lead = self.lower[max(0, start - 24) : start]
            called = _ADDRESSED.search(lead) or _TITLED.search(lead)
            return called is not None and typed in SURNAMES and self.text[start].isupper()  # *nhà thơ Đường Tám*
        before = _CAPITAL_BEFORE.search(self.text, max(0, start - 12), start)
        if before and before.group(1) in SURNAMES:
            return True
        head = self.lower[max(0, start - 14) : start]
        addressed = _ADDRESSED.search(head) is not None
        following = _CAPITAL_AFTER.match(self.text, end) is not None
        return addressed and (following or self.text[start:end].split(" ")[0] in SURNAMES)

    def bylines(self) -> Iterator[Named]:
        for line in self.page.lines:
            sentence = line.sentence
            if line.kind is BlockKind.BYLINE:
                yield from self._credits(sentence.start, sentence.end)
                continue
            signed = _SIGNED.fullmatch(self.text, sentence.start, sentence.end)
            if signed is not None:
                yield from self._credits(*signed.span("name"))
                continue
            for credit in _INLINE_CREDIT.finditer(self.text, sentence.start, sentence.end):
                end = min(sentence.end, credit.end() + 60)
                stop = _CREDIT_END.search(self.text, credit.end(), end)
                yield from self._credits(credit.end(), stop.start() if stop else end)

    def _credits(self, start: int, end: int) -> Iterator[Named]:
        position = start
        by = _WRITTEN_BY.match(self.text[start:end])
        if by is not None and (more := self.text.find(". ", start, end)) > 0:
            yield from self._credits(start, more)  # *Ký sự của A - B. Ảnh: C*
            position = more
        first = _CREDIT.search(self.text, position, end)
        if first is not None:
            position = first.end()
        while position < end:
            part = _PARTS.search(self.text, position, end)
            stop = part.start() if part else end
            if (credit := _CREDIT.match(self.text, position, end)) is not None:
                position = credit.end()  # *Bài: A - Ảnh: B*
                continue
            name = _CARRIED_OUT.sub("", _WRITTEN_BY.sub("", self.text[position:stop].strip(" .:*")))
            while " " in name and name.split()[0].lower().rstrip(".") in _ADDRESS_WORDS and not name.isupper():
                name = name.split(" ", 1)[1].lstrip()
            begin = self.text.find(name, position, stop) if name else position
            if name and self._is_credit(name, begin, start):
                yield Named(begin, begin + len(name), begin, _capitalised(name), author=True)
            position = part.end() if part else end

    def _is_credit(self, name: str, begin: int, start: int) -> bool:
        words = name.split()
        if not 2 <= len(words) <= 5 or _AGENCY.search(name) or _INITIALS.match(name):
            return False
        if not all(word[0].isupper() and word.replace("'", "").replace("’", "").isalpha() for word in words):
            return False
        inside = self.page.inside(begin, begin + len(name), PhraseKind.ORGANIZATION)
        around = any(
            p.start <= begin and begin + len(name) <= p.end for p in self.page.of_kind(PhraseKind.ORGANIZATION)
        )
        return not inside and not around and (words[0] == "Thành" or not name.startswith(_NOT))

    def body(self) -> Iterator[Named]:
        position = 0
        while (run := _RUN.search(self.masked, position)) is not None:
            position = run.end()
            line = self.page.line_at(run.start())
            if line is None or line.kind is BlockKind.BYLINE:
                continue
            words = run.group().split(" ")
            begin = run.start()
            while len(words) > 1 and words[0].lower().rstrip(".") in _ADDRESS_WORDS and words[:2] not in _FAMILIES:
                begin += len(words[0]) + 1
                words = words[1:]
            while len(words) > 2 and _LETTERS.match(words[0]) and not words[1].isupper():
                begin += len(words[0]) + 1
                words = words[1:]
            if len(words) > 1 and " ".join(words).isupper():
                named = self._capitals(begin, words)
            else:
                named = self._person(begin, words)
            if named is None and len(words) > 2 and not words[0].isupper():
                # The first word may only begin the sentence: "Còn Nguyễn Văn A …"
                named = self._person(begin + len(words[0]) + 1, words[1:], strict=True)
            if named is not None:
                position = max(position, named.end)
                self.before = named
                yield named

    def _lead(self, start: int) -> tuple[int, bool, bool]:
        """Return (where forms of address and titles before a name begin, is there a form of address, a title)."""
        lead, addressed, titled = start, False, False
        for _ in range(4):
            before = self.lower[max(0, lead - 28) : lead]
            last = _LAST_WORD.search(before)
            if last is None or last.group() not in _LAST_OF_ADDRESS:
                break
            found = _ADDRESSED.search(before)
            if found:
                addressed = True
            else:
                found = _TITLED.search(before)
                if found is None or _CALLING_ENDS.search(before, found.start(1)):
                    break
                titled = True
            lead = lead - len(before) + found.start(1)
        return lead, addressed, titled

    def _person(self, start: int, words: list[str], *, strict: bool = False) -> Named | None:
        lead, addressed, titled = self._lead(start)
        posted = lead - 1 in self.seat_ends and self.text[lead - 1 : lead] == " "
        told = addressed or titled or posted
        if (self.text.startswith(_NOT, start) and not addressed) or " ".join(words) in _ISLES:
            return None
        told = told or self._goes_on(start, words) or self._segment(start, words)
        surname = unify_tones(words[0]) in SURNAMES or words[0] in _MARKERS or (len(words) > 2 and words[1] == "Thị")
        count = self._count(start, words, told, surname)
        if count == 0:
            return None
        if count == 1:
            if (addressed or posted or titled) and _ONE_WORD.match(words[0]):
                return Named(start, start + len(words[0]), lead, words[0])
            if addressed or posted:
                self.short.append((start, start + len(words[0]), lead))
            return None
        name = " ".join(words[:count])
        end = start + len(name)
        if not told and not self._by_family(start, end, words[:count], strict):
            return None
        if not surname and count == 2:
            if addressed or posted or titled:
                self.short.append((start, end, lead))
            return None
        return Named(start, end, lead, name)

    def _count(self, start: int, words: list[str], told: bool, surname: bool) -> int:
        """Return how many words of a run are the name; 0 when it is none."""
        count = 0
        for word in words[:5]:
            if word.isupper() and len(word) > 1 and not (len(words) > 1 and words[0].isupper()):
                break
            count += 1
        if surname or told:
            return min(count, 4) if surname and len(words) > 5 else count
        return 0

    def _by_family(self, start: int, end: int, words: list[str], strict: bool) -> bool:
        """Tell whether a run is a name by its family name alone."""
        family = unify_tones(words[0])
        if _WITHIN_PLACE.match(self.lower, end):
            return False  # *Giàng Pằng (xã Nậm Lành, …)*
        if _STREET.search(self.text, max(0, start - 16), start):
            return False
        if family in HIGHLAND and len(words) >= 2 and self._seated(end):
            return True
        if len(words) >= 3 and words[1] == "Thị":
            return True  # a woman's name, of whatever people: *Sơn Thị Sà Vane*
        if not all(is_vietnamese(word) for word in words):
            return False
        if len(words) >= 3:
            middle = words[1] in ("Thị", "Văn", "Đức", "Hữu", "Thế", "Minh", "Ngọc", "Quang", "Xuân", "Thanh")
            return family in COMMON or middle or _VERB.match(self.lower, end) is not None or self._told(start, end)
        if strict:
            return False
        return family in COMMON and (_VERB.match(self.lower, end) is not None or self._listed(start))

    def _goes_on(self, start: int, words: Sequence[str]) -> bool:
        """Tell whether a run goes on a list of persons: *các ông A, Y Thuyên Niê và Mang Văn Thới*."""
        before = self.before
        if before is None or not 2 <= len(words) <= 4 or (words[0].isupper() and len(words[0]) > 1):
            return False
        family = unify_tones(words[0]) in SURNAMES or words[0] in _MARKERS
        if not family and words[1] not in ("Thị", "Văn"):
            return False
        lead = self._lead(start)[0]
        return _GOES_ON.fullmatch(self.text, before.end, lead) is not None and (
            len(words) > 2 or _LIST_END.match(self.text, start + len(" ".join(words))) is not None
        )

    def _segment(self, start: int, words: Sequence[str]) -> bool:
        """Tell whether a run is a segment of a list of persons with their seats: *các ông: A, Giám đốc …; B, Bí thư …*."""
        end = start + len(" ".join(words))
        return (
            self.before is not None
            and 3 <= len(words) <= 4
            and all(is_vietnamese(word) for word in words)
            and self.text.endswith("; ", 0, start)
            and self.text.startswith(", ", end)
            and end + 2 in self.seat_starts
            and self.text.rfind("\n", 0, start) < self.before.start
        )

    def _told(self, start: int, end: int) -> bool:
        """Tell whether the words around a run say that it names somebody: *hỏi A*, *A (35 tuổi)*, *A, Giám đốc …*."""
        before = _SOMEBODY.search(self.lower, max(0, start - 20), start) is not None
        return before or _SAID_OF_SOMEBODY.match(self.text, end) is not None or self._seated(end)

    def _seated(self, end: int) -> bool:
        """Tell whether a seat stands beside a name: *Tôn Thất Ân (Giám đốc …)*, *…, Giám đốc …*, *… - Giám đốc …*."""
        beside = _BESIDE.match(self.text, end)
        return beside is not None and beside.end() in self.seat_starts

    def _listed(self, start: int) -> bool:
        return _LISTED.search(self.text, max(0, start - 4), start) is not None

    def _capitals(self, start: int, words: list[str]) -> Named | None:
        lead, addressed, titled = self._lead(start)
        if not (addressed or titled) or words[0].capitalize() not in SURNAMES or len(words) > 4:
            return None
        name = " ".join(words)
        return Named(start, start + len(name), lead, _capitalised(name))


def _capitalised(name: str) -> str:
    """Return a name in capitals as names are written."""
    return " ".join(word.capitalize() if len(word) > 1 else word for word in name.split()) if name.isupper() else name


def _second(page: Page, named: list[Named], finder: _Finder) -> Iterator[Named]:
    """Yield the names, with later short forms (*ông Lộc*, *NGUYỄN VĂN A* in a headline) given their full name."""
    named = _full(named)
    by_given: dict[str, list[Named]] = {}
    for one in named:
        if not one.author:
            by_given.setdefault(one.name.split()[-1], []).append(one)
    short: list[Named] = []
    for start, end, lead in finder.short:
        given = page.shadow.text[start:end]
        candidates = [c for c in by_given.get(given.split()[-1], []) if f" {c.name}".endswith(f" {given}")]
        if not candidates and " " in given:
            short.append(Named(start, end, lead, given))
            continue
        index = bisect_right([c.start for c in candidates], start) - 1
        chosen = candidates[index] if index >= 0 else candidates[0] if candidates else None
        distinct = {c.name for c in candidates}
        if chosen is not None and (len(distinct) == 1 or index >= 0):
            short.append(Named(start, end, lead, chosen.name))
    taken = sorted((one.start, one.end) for one in (*named, *short))
    capitals: list[Named] = []
    for name in dict.fromkeys(one.name for one in named):
        big = name.upper()
        position = page.shadow.text.find(big) if big != name else -1
        if position >= 0 and not any(s < position + len(big) and position < e for s, e in taken):
            capitals.append(Named(position, position + len(big), position, name))
    known = sorted((*named, *short, *capitals), key=lambda one: one.start)
    yield from sorted((*known, *_pronouns(page, known)), key=lambda one: one.start)


def _full(named: Sequence[Named]) -> list[Named]:
    """Give a name without its family name the full one of the same text: *NSND Thế Lữ Anh* beside *Trần Thế Lữ Anh*."""
    names = {one.name for one in named if not one.author}
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.split(" ")
        for at in range(1, len(words) - 1) if words[0] in SURNAMES else ():
            tail = " ".join(words[at:])
            if tail in names and words[at] not in COMMON:
                longer.setdefault(tail, set()).add(name)
    known = {tail: full.pop() for tail, full in longer.items() if len(full) == 1}
    return [replace(one, name=known.get(one.name, one.name)) for one in named]


_PRONOUN = re.compile(
    r"(?:(?:Sau đó|Trước đó|Trước đây|Khi đó|Hiện nay|Hiện|Hiện tại|Ngoài ra|Đồng thời|(?:Đầu |Cuối |Giữa )?[Nn]ăm \d{4}|[Tt]háng \d\d?(?:/| năm )\d{4}|Từ năm \d{4}|Từ năm \d{4} đến nay|Nay|Giờ đây|Lúc đó|Khi đó),? |(?P<opening>[^.;:!?\n\"“”]{2,70}), )?"
    r"(?P<pronoun>[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ô)(?= [^\W\d_])"
    r"(?! (?:con|em|hùng|giáo|ngoại|nội|vợ|chồng|mẹ|dâu|rể|ta|bạn|gái|trai|nuôi|cháu|bà|ông|chị|anh|lớn|cả|Rịa))"
)
# Whose *ông* follows one of these is told of somebody beside the one told of: *Vợ ông, bà …*, *Theo bà, ông …*.
_SOMEBODY_ELSE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|thầy|cô|vợ|chồng|cha|bố|mẹ|con|cháu|bạn|người|học trò|đồng chí)(?!\w)", re.IGNORECASE
)
_WHEN = re.compile(r"(?:Trước khi|Sau khi|Về|Từ|Khi) [^,]{2,50}\Z")
_FEMALE, _MALE = frozenset({"bà", "chị", "cô"}), frozenset({"ông", "anh", "thầy"})
_LOOK_BACK = 3
_OPENING_LINES = 3


def _pronouns(page: Page, known: Sequence[Named]) -> Iterator[Named]:
    """Yield the sentences' opening *ông* and *bà* as the one person whom the sentences just before name.

    Where these name nobody, it is the person the page is about.
    """
    people = [one for one in known if not one.author]
    starts = [one.start for one in people]
    about = _about(page, people)
    resolved: dict[int, str] = {}
    for index, line in enumerate(page.lines):
        found = _PRONOUN.match(page.shadow.text, line.sentence.start, line.sentence.end)
        if found is None or not page.shadow.text[found.end() + 1].islower() or _of_others(found, people, starts):
            continue
        name = _meant(page, index, people, starts, resolved, about)
        if name is not None and _fits(name, found["pronoun"].lower()):
            start, end = found.span("pronoun")
            resolved[index] = name
            yield Named(start, end, start, name, pronoun=True)


def _of_others(found: re.Match[str], people: Sequence[Named], starts: Sequence[int]) -> bool:
    """Tell whether the words before a pronoun tell of somebody, so that it may stand for another."""
    opening = found["opening"]
    if opening is None or _WHEN.match(opening):
        return False
    named = bisect_left(starts, found.start("pronoun")) > bisect_left(starts, found.start())
    return named or _SOMEBODY_ELSE.search(opening) is not None


def _meant(
    page: Page, index: int, people: Sequence[Named], starts: Sequence[int], resolved: dict[int, str], about: str | None
) -> str | None:
    """Return whom a pronoun that opens a line stands for; nobody where the lines before name several."""
    for back in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
        before = page.lines[back]
        first = bisect_left(starts, before.sentence.start)
        last = bisect_left(starts, before.sentence.end)
        names = {one.name for one in people[first:last]} | ({resolved[back]} if back in resolved else set())
        if names:
            return next(iter(names)) if len(names) == 1 else None
    return about if index > _LOOK_BACK else None


def _about(page: Page, people: Sequence[Named]) -> str | None:
    """Return the one person whom the first lines of a page name, if it goes on to tell of them more than of others."""
    opening = page.lines[: _OPENING_LINES + 1]
    first = {one.name for one in people if opening and one.start < opening[-1].sentence.end}
    if len(first) != 1:
        return None
    name = next(iter(first))
    told = Counter(one.name for one in people)
    return name if told[name] > 1 and told[name] == max(told.values()) else None


def _fits(name: str, pronoun: str) -> bool:
    """Tell whether a name's middle word goes with the pronoun: *Thị* is a woman's, *Văn* a man's."""
    middle = name.split()[1:-1]
    return not ((pronoun in _MALE and "Thị" in middle) or (pronoun in _FEMALE and "Văn" in middle))
