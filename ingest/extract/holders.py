"""Who holds which seat: persons and posts that a sentence puts side by side or joins by a verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.choice import either
from ingest.extract.names import HONORIFIC, TITLE, Named
from ingest.extract.phrases import PhraseKind
from ingest.extract.places import UPPER
from ingest.extract.posts import ALONE, LEXICON, Seat
from ingest.extract.tokens import Page
from ingest.model import Mention

_LINKS = LEXICON["links"]


def _either(words: Iterable[str]) -> str:
    return either(words, " +")


# Terms that a seat was held for, before the next one or before who held it.
_TERMS = r"(?:,? ?\(?(?:nhiệm kỳ|khóa|khoá|các khóa|giai đoạn) [^;:\n()]{1,70}?\)?)?"
_DISMISSED = r"(?:cách|xóa tư cách|xoá tư cách|miễn nhiệm|bãi nhiệm|bãi miễn|cho thôi(?: giữ| làm)?)"
_APPOINTED = r"(?:bổ nhiệm lại|bổ nhiệm|chỉ định|phê chuẩn|chuẩn y|điều động, bổ nhiệm|điều động và bổ nhiệm)"
_OFFICE = r"(?: (?:hết|tất cả|các|chức vụ|chức danh|chức|nhiệm vụ|làm|giữ|vào|trong Đảng|về Đảng|nguyên))*:?"
_JOINT = re.compile(
    rf"{_TERMS}(?: ?[,;]? ?(?:{_DISMISSED}{_OFFICE}|(?:gồm cả|kể cả|bao gồm)(?: các)?(?: chức vụ| chức danh| chức)?|và (?:giữ chức|làm|được bầu làm|được bầu giữ chức|giữ chức vụ|kiêm)|kiêm|và|rồi(?: làm| là| giữ chức| được bầu làm)?|đồng thời là|đồng thời|(?:và )?(?:sau đó|về sau|rồi sau đó) (?:làm|là|giữ chức)|kiêm nhiệm|kiêm nhiệm chức vụ|hiện là|nguyên) | ?[,;] ?(?:nguyên )?| ?[-–/] ?)\Z",
    re.IGNORECASE,
)
# *cách chức Bí thư Tỉnh ủy của ông A*, *bổ nhiệm Giám đốc Công an tỉnh đối với ông A*
_OFFICES_OF = re.compile(rf"{_TERMS} (?:của|đối với|với|cho) (?:(?:{HONORIFIC}|{TITLE})[:.]? ?)*\Z", re.IGNORECASE)
_DISMISSING = re.compile(rf"(?<!\w)(?P<off>{_DISMISSED})?(?(off)|{_APPOINTED}){_OFFICE} \Z", re.IGNORECASE)
# *Ông từng đảm nhiệm các chức vụ: A, B*, *đã kinh qua nhiều vị trí lãnh đạo tại các đơn vị như A, B*
# *…, từng là Giám đốc A, Phó Chủ tịch B*: what was, was so of all that follows.
_ONCE = re.compile(r"(?:đã )?từng ", re.IGNORECASE)
_PUNISHED = re.compile(rf"(?: [^.;:\n]{{0,60}})? (?:bằng )?hình thức {_DISMISSED}{_OFFICE} ?\Z", re.IGNORECASE)
_CAREER = re.compile(
    r"(?:[^.;:\n]{0,140}[, ])?(?:đã từng|từng|đã|lần lượt|từng lần lượt) ?(?:được )?(?:(?:tín nhiệm|tin tưởng) )?(?:giao |bầu )?"
    r"(?:trải qua|kinh qua|đảm nhiệm|đảm nhận|giữ|nắm giữ|đảm trách)(?: qua)? (?:các|nhiều|những|một số) "
    r"(?:chức vụ|cương vị|vị trí|nhiệm vụ|chức danh|trọng trách)(?: [^.;:\n,]{1,60}?)?(?: (?:như|gồm|là)|:|,){1,2} ?:?\Z",
    re.IGNORECASE,
)
_ASIDE = r"(?: ?\([^()\n]{1,60}\))?"
_APPOSED = re.compile(
    rf"{_ASIDE} ?(?:[,(:]|[-–]|, ?(?:hiện là|hiện|nay là|là|cũng là|đồng thời là|nguyên là|vốn là)|, (?P<then>(?:lúc |khi |hồi )?(?:bấy giờ|lúc đó|khi đó|khi ấy|hồi đó|lúc ấy) là)|, người(?: [^,.;:\n]{{2,40}}? là)?) ?\Z"
)
# *Đồng chí A, sinh năm 1938, quê quán …; nguyên Phó Giám đốc …*: obituaries tell whence before what.
_BORN = re.compile(
    r"(?:,? ?\(|, ?| (?=sinh))(?:\d+ tuổi|sinh|SN|quê|trú|ngụ|HKTT|thường trú|nguyên quán|dân tộc|người dân tộc)(?!\w)[^.:\n]{0,200}?[,;)] ?\Z",
    re.IGNORECASE,
)
_ADVERBS = r"(?:(?:đến|từ|tới|vào|năm|tháng) [^,.;:\n]{2,16} )?(?:(?:đã|vừa|mới|hiện|còn|đồng thời|chính thức|cũng|tiếp tục|sau đó|lại|lần lượt|cùng|đều|đang|trước đây|trước đó|khi đó|vinh dự|sẽ|\([^()\n]{1,40}\)),? )*"
_CHOSEN = (
    rf"(?:tiếp tục )?được (?:(?-i:[{UPPER}])[^.,;:\n]{{2,60}}? )?(?:(?:tín nhiệm|tiếp tục|đại hội|hội nghị|ban chấp hành|thống nhất|nhất trí|chính thức) )*"
    r"(?:ký )?(?:quyết định )?(?:bầu|bổ nhiệm|cử|chỉ định|phân công|điều động(?:,| và) bổ nhiệm|điều động|tiếp nhận(?:,| và) bổ nhiệm|suy tôn|giao|suy cử|phê chuẩn|chuẩn y|kiện toàn)"
    r"(?: (?:lại|bổ sung|tái cử|tiếp tục))*(?: (?:làm|là|giữ|vào|tái giữ|quyền|phụ trách))?(?: (?:chức vụ|chức danh|chức|cương vị|nhiệm vụ))?"
)
_HOLDS = re.compile(
    rf"{_ASIDE},? ?(?:[^.;:\n]{{0,70}}, )?{_ADVERBS}(?:{_CHOSEN}|{_either(_LINKS['holds'])})(?: (?:chức danh|chức vụ|chức|vai trò|là|vị trí))?:? ?\Z",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    rf"{_ASIDE},? ?(?:[^.;:\n]{{0,60}}, )?{_ADVERBS}(?:{_either(_LINKS['leaves'])})(?: (?:chức danh|chức vụ|chức|là))? ?\Z",
    re.IGNORECASE,
)
# *ông lần lượt là A rồi B*, *vừa nghỉ hưu sau 9 năm làm Trưởng khoa*
_BEFORE_NOW = re.compile(
    r"(?:,? ?[^.;:\n]{0,70})? (?:lần lượt (?:là|làm|giữ chức|giữ các chức vụ|đảm nhiệm)|sau (?:hơn |gần )?\d+ năm (?:làm|giữ chức|là|ở cương vị)) ?\Z",
    re.IGNORECASE,
)
_ADJACENT = re.compile(rf" ?(?:(?:{HONORIFIC}|{TITLE})[:.]? ?)*\Z", re.IGNORECASE)
_LOOSE = re.compile(
    rf" ?(?:[,:]|[-–]|(?:còn lại |khác )?(?:là|gồm)|là|gồm|gồm có|:| gồm:) ?(?:(?:{HONORIFIC}|{TITLE})[:.]? ?)*\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r" ?(?:[,;]|,? và|,? cùng|&|,? với) ?\Z")
_PLURAL = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|\d+)(?: (?:đồng chí|đ/c|ông|bà|vị|nguyên))*:? \Z", re.IGNORECASE)
_DENIED = re.compile(
    r"(?<!\w)(?:không|chưa|ứng cử|đề cử|dự kiến|giới thiệu|đề nghị|thay|thay thế|kế nhiệm|ứng viên|sẽ|tranh cử)(?: \w+){0,2} ?\Z",
    re.I,
)
# *bà A vừa nghỉ hưu sau 9 năm làm Trưởng khoa …*
_AFTER_YEARS = re.compile(
    r"(?:[^.;:\n]{0,80}[, ])?sau (?:hơn |gần |tròn )?\d+ (?:năm|tháng|nhiệm kỳ) (?:làm|giữ chức|giữ cương vị|là|trên cương vị) \Z",
    re.I,
)
# *ông A bị cảnh cáo khi giữ chức Giám đốc …*
_WHILE = re.compile(
    r" [^.;:,\n]{2,80} (?:khi|trong thời gian|trong thời kỳ|lúc)(?: còn| đang)? (?:giữ chức|giữ chức vụ|giữ cương vị|làm|là|đương chức) \Z",
    re.I,
)
_LED_BY = re.compile(rf",? do (?:(?:{HONORIFIC}|{TITLE})[:.]? ?)*\Z", re.I)
_IS_GIVEN = re.compile(r"(?:[^.;:\n]{0,60}, ?)? (?:vừa |đã |mới |cũng |lại )?(?:vừa )?được \Z", re.I)
_OF_BODY = re.compile(r" (?:của |thuộc |\((?:[^()\n]{1,12}, )?)\Z")
_WAS = re.compile(r"(?:đã )?(?:từng (?:là|làm|giữ chức|giữ cương vị)|nguyên là)(?!\w)", re.I)
_STANDING = re.compile(r"(?:ủy quyền|thay mặt|của|cho|với|bởi|do|theo|được|thừa lệnh)(?: của)? \Z", re.I)
_DELEGATED = re.compile(r"(?:ủy quyền|thay mặt|thừa lệnh)(?: của)? \Z", re.I)
_BEFORE = re.compile(
    r"(?<!\w)(?:trước (?:ngày|năm|đây|đó|khi|thời điểm)|từng|khi còn|khi là|khi làm|khi đang là|thời còn|lúc còn)(?!\w)",
    re.I,
)
# *Từ năm 2015 đến năm 2020, ông giữ chức …*
_RANGE = re.compile(
    r"(?:[-–+•] ?)?(?:[^.;:\d\n]{0,40}?, )?(?:Từ|Trong|Giai đoạn|Thời kỳ)?(?: giai đoạn)?(?: năm| tháng)? ?(?:\d{1,2}[/-])?(?:19|20)\d\d ?(?:-|–|đến)(?: năm| tháng)? ?(?:\d{1,2}[/-])?((?:19|20)\d\d)(?!\w)",
    re.I,
)
_YEARS = re.compile(
    r" ?\(?(?:,? ?(?:nhiệm kỳ|giai đoạn|khóa|từ năm|từ|thời kỳ|trong giai đoạn|các nhiệm kỳ)? ?(?:[IVX]+,? ?(?:nhiệm kỳ )?)?)?((?:19|20)\d\d) ?(?:-|–|đến|đến năm) ?((?:19|20)\d\d)\)?"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A person and a seat that a sentence puts together; `apposed` when nothing but a comma or dash is between."""

    person: Named
    seat: Seat
    apposed: bool
    former: bool
    years: tuple[int, int] | None = None
    stop: int = 0


def find(page: Page, seats: Sequence[Seat], named: Sequence[Named]) -> list[Held]:
    """Return which persons hold which seats, sentence by sentence, in reading order."""
    people = [one for one in named if not one.author]
    held: list[Held] = []
    s = p = 0
    for line in page.lines:
        begin, end = line.sentence.start, line.sentence.end
        while s < len(seats) and seats[s].start < begin:
            s += 1
        while p < len(people) and people[p].start < begin:
            p += 1
        last_seat, last_person = s, p
        while last_seat < len(seats) and seats[last_seat].end <= end:
            last_seat += 1
        while last_person < len(people) and people[last_person].end <= end:
            last_person += 1
        if last_seat > s and last_person > p:
            held.extend(_Sentence(page, begin, end, seats[s:last_seat], people[p:last_person]).held())
        s, p = last_seat, last_person
    held.extend(_of_rows(page, seats, people))
    return sorted(held, key=lambda one: min(one.person.start, one.seat.start))


def _of_rows(page: Page, seats: Sequence[Seat], people: Sequence[Named]) -> Iterator[Held]:
    """Yield the seats that a table's rows tell in a cell after the person's."""
    for row in page.rows():
        begin, end = row[0].sentence.start, row[-1].sentence.end
        inside = [one for one in people if begin <= one.start < end]
        if len(inside) == 1:
            later = (seat for seat in seats if inside[0].end < seat.start < end)
            yield from (
                Held(inside[0], seat, False, seat.former, stop=seat.end)
                for seat in later
                if (cell := page.line_at(seat.start)) is not None and cell.sentence.start == seat.start
            )


def index_of(group: Sequence[Seat]) -> int:
    """Return where a group of seats begins."""
    return group[0].start


class _Sentence:
    def __init__(self, page: Page, begin: int, end: int, seats: Sequence[Seat], people: Sequence[Named]) -> None:
        self.page = page
        self.begin, self.end = begin, end
        self.text = page.shadow.text
        self.items: list[Named | Seat] = sorted([*seats, *people], key=lambda item: item.start)

    def held(self) -> Iterator[Held]:
        index = 0
        self.body: Mention | None = None
        self.owner: tuple[Named, int] | None = None
        while index < len(self.items):
            if isinstance(self.items[index], Named):
                index += 1
                continue
            stop = index + 1
            while stop < len(self.items) and self._joined(stop):
                stop += 1
            group = [item for item in self.items[index:stop] if isinstance(item, Seat)]
            found = list(self._group(group, index, stop))
            last = found[-1] if found else None
            self.owner = (
                (last.person, group[-1].end) if last is not None and last.person.start < index_of(group) else None
            )
            yield from found
            index = stop

    def _joined(self, index: int) -> bool:
        item, before = self.items[index], self.items[index - 1]
        return (
            isinstance(item, Seat)
            and isinstance(before, Seat)
            and not _DELEGATED.search(self.text, max(self.begin, before.start - 20), before.start)
            and not self._anothers(index)
            and _JOINT.match(self.text[before.end : item.start]) is not None
        )

    def _anothers(self, index: int) -> bool:
        """Tell whether a seat is taken from who is named after it: *bầu ông A làm …; miễn nhiệm … đối với ông B*."""
        item, person = self.items[index], self._named(index + 1)
        between = self.text[self.items[index - 1].end : item.start]
        if person is None or not re.search(_DISMISSED, between) or self._named(0) is None:
            return False
        return _OFFICES_OF.match(self.text[item.end : person.lead]) is not None

    def _group(self, group: list[Seat], first: int, stop: int) -> Iterator[Held]:
        left = self._named(first - 1)
        right = self._named(stop)
        begin = group[0].start
        between = self.text[left.end : begin] if left is not None else ""
        if left is None and (told := self._appointed(first)) is not None:
            left, between = told
        elif left is None and self.owner is not None:
            left, between = self.owner[0], self.text[self.owner[1] : begin]
        apposed = left is not None and (_APPOSED.match(between) or _BORN.match(between)) is not None
        apposed = apposed or (left is not None and self._after_body(left, begin))
        if right is not None and _ADJACENT.match(self.text[group[-1].end : right.start]):
            mine = group[-1:] if apposed and len(group) > 1 else group
            if apposed and left is not None:
                yield from (self._one(left, seat, True) for seat in group[: len(group) - len(mine)])
            yield from self._right(right, mine, stop, apposed=True)
            return
        off = self._decided(begin) if right is not None else None
        if right is not None and off is not None and _OFFICES_OF.match(self.text[group[-1].end : right.lead]):
            yield from (self._one(right, seat, False, former=off) for seat in group)
            return
        if left is not None and apposed:
            then = _APPOSED.match(between)
            past = _ONCE.match(self.text, group[0].start) is not None or (then is not None and then["then"] is not None)
            yield from (self._one(left, seat, True, former=past) for seat in group)
            return
        if left is not None and (link := self._link(between, group[0])) is not None:
            group = self._led(left, group) if between.endswith(" làm ") else group
            for person in self._coordinated(first - 1, left):
                yield from (self._one(person, seat, False, former=link) for seat in group)
            return
        if left is not None and between == " " and _ONCE.match(self.text, group[0].start):
            yield from (self._one(left, seat, False, former=True) for seat in group)  # *ông từng là A và B*
            return
        standing = _STANDING.search(self.text, max(self.begin, begin - 26), begin)
        if right is not None and left is None and not standing and _LOOSE.match(self.text[group[-1].end : right.start]):
            yield from self._right(right, group, stop, apposed=self.text[group[-1].end] in ", -–")

    def _after_body(self, person: Named, begin: int) -> bool:
        """Tell whether only the body that somebody is of stands before the seat: *GS A, Đại học X, Giám đốc …*."""
        bodies = self.page.inside(person.end, begin, PhraseKind.ORGANIZATION)
        outer = max(bodies, key=lambda body: body.end, default=None)
        if outer is None:
            return False
        start = min(body.start for body in bodies)
        return self.text[person.end : start] == ", " and self.text[outer.end : begin] == ", "

    def _appointed(self, first: int) -> tuple[Named, str] | None:
        """Return who is given a seat by the holder of another: *ông A được | Thủ tướng | bổ nhiệm giữ chức …*."""
        person, by = self._named(first - 2), self.items[first - 1] if first > 1 else None
        if person is None or not isinstance(by, Seat) or not _IS_GIVEN.match(self.text, person.end, by.start):
            return None
        following = self.items[first]
        return person, f"{self.text[person.end : by.start]}{self.text[by.end + 1 : following.start]}"

    def _decided(self, begin: int) -> bool | None:
        """Return whether a seat is taken from (True) or given to (False) who is named after it, else None."""
        found = _DISMISSING.search(self.text, max(self.begin, begin - 60), begin)
        return None if found is None else found["off"] is not None

    def _named(self, index: int) -> Named | None:
        if not 0 <= index < len(self.items):
            return None
        item = self.items[index]
        return item if isinstance(item, Named) else None

    def _led(self, person: Named, group: list[Seat]) -> list[Seat]:
        """Give bare seats the body that a sentence says somebody leads: *Ban X do ông A, …, làm Trưởng ban*."""
        led = _LED_BY.search(self.text, self.begin, person.lead)
        if led is not None:
            bodies = self.page.inside(self.begin, led.start() + 1, PhraseKind.ORGANIZATION)
            self.body = bodies[-1].value if bodies and led.start() - bodies[-1].end < 40 else None
        if self.body is None:
            return group
        return [
            seat
            if seat.post.organization is not None
            else replace(seat, post=replace(seat.post, organization=self.body))
            for seat in group
        ]

    def _link(self, between: str, seat: Seat) -> bool | None:
        """Return whether the seat is one of the past, or None when no verb joins person and seat."""
        if not between.strip() and _WAS.match(self.text, seat.start):
            return True
        if _DENIED.search(between):
            return None
        if any(said.match(between) for said in (_AFTER_YEARS, _WHILE, _LEAVES, _CAREER, _PUNISHED, _BEFORE_NOW)):
            return True
        if _HOLDS.match(between) and not re.search(r"(?:không|chưa|sẽ|thay) ", between):
            return False
        return None

    def _coordinated(self, index: int, last: Named) -> Iterator[Named]:
        """Yield a person and those listed before without a seat of their own: *ông A, bà B và ông C được bầu …*."""
        person = self._named(index)
        if person is None:
            yield last
        people: list[Named] = []
        while person is not None:
            people.append(person)
            before = self._named(index - 1)
            if before is None or not _LISTED.match(self.text[before.end : person.lead]):
                break
            person, index = before, index - 1
        yield from reversed(people)

    def _right(self, person: Named, group: Sequence[Seat], index: int, *, apposed: bool) -> Iterator[Held]:
        people = [person]
        if _PLURAL.search(self.text, max(self.begin, group[0].start - 16), group[0].start):
            apposed = False
            following = self._named(index + 1)
            while following is not None and _LISTED.match(self.text[people[-1].end : following.lead]):
                people.append(following)
                index += 1
                following = self._named(index + 1)
        group = self._of_body(people[-1], group)
        for one in people:
            yield from (self._one(one, seat, apposed) for seat in group)

    def _of_body(self, person: Named, group: Sequence[Seat]) -> Sequence[Seat]:
        """Give a bare seat the body that stands after the name: *HLV Lò Văn Tám của CLB X*, *(CLB X)*."""
        if group[-1].post.organization is not None or group[-1].post.role in ALONE:
            return group
        of = self.page.inside(person.end, min(self.end, person.end + 90), PhraseKind.ORGANIZATION)
        if not of or not _OF_BODY.fullmatch(self.text, person.end, of[0].start):
            return group
        return [*group[:-1], replace(group[-1], post=replace(group[-1].post, organization=of[0].value))]

    def _one(self, person: Named, seat: Seat, apposed: bool, *, former: bool = False) -> Held:
        years = _YEARS.match(self.text, seat.end)
        span = (int(years.group(1)), int(years.group(2))) if years else None
        published = self.page.context.published
        if span is not None and published is not None and span[1] < published.year:
            former = True
        ended = _RANGE.match(self.text, self.begin)
        if not apposed and ended is not None and published is not None and int(ended.group(1)) < published.year:
            former = True
        if not apposed and _BEFORE.search(self.text, self.begin, max(person.start, seat.start)):
            former = True
        return Held(person, seat, apposed, former or seat.former, span, years.end() if years else seat.end)
