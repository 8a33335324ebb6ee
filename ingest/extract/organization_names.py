"""Where an organization's own name ends: small words, lines of business and capitals after its head."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.extract.organization_heads import BUSINESS, COMPOUNDS, HEADS, ORGANS, STOP, SUBJECTS, Follows, Head
from ingest.extract.phrases import Phrase
from ingest.extract.wordlist import Found

TOKEN = re.compile(r" ?(?P<word>[^\W_]+(?:['’.&/+-][^\W_]+)*)|(?P<mark> ?,| ?&| [-–]| ?\()")
_QUOTED = re.compile(r" ?(?:“[^“”\n]{2,60}”|\"[^\"\n]{2,60}\")")
_ALIAS = re.compile(r" \((?:[A-ZĐ][\wĐđ&.-]{1,9})\)")
_LEVEL = re.compile(
    r"(?:tỉnh|thành phố|tp|t\.p|huyện|thị xã|tx|quận|(?<!hợp tác )xã(?! hội)|phường|thị trấn|đặc khu|cấp|địa phương|cơ sở)(?![\w.])",
    re.I,
)
_AND_OTHERS = re.compile(
    r" (?:và|cùng) (?:ông|bà|các|những|đồng chí|đ/c|lãnh đạo|đại diện|một số|nhiều|nguyên|phó|chủ tịch|giám đốc)(?!\w)"
)
_COUNT = re.compile(
    r"[\d.,]+ ?(?:%|(?:triệu|tỷ|nghìn|ngàn|đồng|ha|tấn|thành viên|lao động|hộ|người|sản phẩm|xã viên|lần|năm|tháng)(?!\w))"
)
_TIMES = re.compile(r"\d+ (?:lần|năm|tháng|ngày)(?!\w)|(?:19|20)\d\d(?![\w/])")
_NO_NAME = re.compile(rf"(?:người|tiêu biểu|điển hình|tiên tiến|xuất sắc|thành viên)(?!\w)|{_COUNT.pattern}")
_SURE_END = re.compile(r"\s*(?:(?:19|20)\d\d(?!\w)|[.;:)\]”\"\n/]|,|\Z|[-–]|\()")
_WHOLE_WORD = re.compile(r"dự (?:án|báo|phòng|trữ)(?!\w)")
# The second parts of products that names begin with: *Nước mắm*, *Cá tra*, *Muối biển*.
_PRODUCT_ENDS = frozenset(
    [
        "mắm",
        "tra",
        "đường",
        "nốt",
        "giống",
        "rau",
        "bưởi",
        "biển",
        "lụa",
        "chiếu",
        "muối",
        "ong",
        "phê",
        "tiêu",
        "điều",
        "cá",
        "tôm",
        "sữa",
        "nghệ",
        "tre",
        "gốm",
    ]
)
_MOST_SMALL = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads names in one text: its lower-case form, the place at an offset and whether a person's name begins there."""

    text: str
    lower: str
    place_at: Callable[[int], Phrase | None]
    person_at: Callable[[int], bool]
    award_at: Callable[[int], bool] = lambda _: False

    def head_end(self, end: int) -> int:
        """Return the end of a head with its abbreviation in brackets: *Hợp tác xã (HTX)*."""
        alias = _ALIAS.match(self.text, end)
        return alias.end() if alias else end

    def own_name(
        self, start: int, *, small: int = _MOST_SMALL, trailing: int = 0, after: bool = False, listed: bool = False
    ) -> int | None:
        """Return where the name that begins at `start` ends, or None when nothing there is a name of its own.

        `small` small words may stand between capitals, `trailing` after the last one where the name surely ends. With
        `after`, a word that is left open (*Nước mắm …*) goes on with what is spelled as a person's name. A `listed`
        name shares its head with others: it ends at a mark and before *và*.
        """
        position, committed, capitals, smalls = start, start, 0, 0
        first, last = True, ""
        while (token := TOKEN.match(self.text, position)) is not None or (quoted := _QUOTED.match(self.text, position)):
            if token is None:
                small_words = quoted is not None and not capitals and quoted.group().lstrip(' “"')[:1].islower()
                return quoted.end() if quoted and not small_words else committed if capitals else None
            ends = listed and capitals > 0
            if token["mark"] is not None:
                beyond = self._over_mark(token.end(), token["mark"].strip(), capitals, first or ends, trailing > 2)
                if beyond is None:
                    break
                position = beyond
                continue
            begin = token.start("word")
            if self._begins_no_name(begin, token.end(), first, last) or (ends and token["word"] == "và"):
                break
            line = not trailing and BUSINESS.at(self.lower, begin) is not None
            goes_on = after and capitals == 1 and smalls == 1 and committed < position and self._open(begin)
            step: tuple[int, bool, bool] | None = (token.end(), True, False) if goes_on else None
            step = step or self._word(begin, token.end(), capitals, smalls, small, first, line)
            first = False
            if step is None:
                break
            position, capital, business = step
            last = self.lower[begin:position]
            if capital:
                capitals, smalls, committed = capitals + 1, 0, position
            elif not business:
                smalls += 1
            elif capitals:
                committed = position if position > committed else committed
        if last == "và":
            position, smalls = position - len(" và"), smalls - 1
        sure = trailing and committed < position <= committed + 40 and smalls <= trailing
        if not capitals:
            return None
        return position if sure and self._ends(position) else committed

    def _open(self, begin: int) -> bool:
        """Tell whether a person's name stands where the second part of a product's leaves the name open."""
        before = self.text.rfind(" ", 0, begin - 1) + 1
        return self.person_at(begin) and not self.award_at(begin) and self.lower[before : begin - 1] in _PRODUCT_ENDS

    def _begins_no_name(self, begin: int, end: int, first: bool, last: str) -> bool:
        if first and self.award_at(begin):
            return True  # *tặng HTX Huân chương Lao động*
        if first:  # "03 HTX và Quỹ tín dụng …", "mỗi HTX 265 triệu đồng" name none
            return self.lower[begin:end] in {"và", "hoặc", "cùng"} or _NO_NAME.match(self.lower, begin) is not None
        return last == "và" and self.text[begin].isdigit()  # "… và 03 cá nhân" begins the next party

    def _over_mark(self, after: int, mark: str, capitals: int, first: bool, cased: bool) -> int | None:
        """Return where the name goes on after a comma, dash or ampersand, or None when it does not."""
        if first or mark == "(":
            return None
        begin = after + (self.text[after : after + 1] == " ")
        if HEADS.at(self.lower, begin) is not None and self.text[begin].isupper():
            head = HEADS.at(self.lower, begin)
            if head is not None and head.value.follows is not Follows.UNIT:
                return None
        line = BUSINESS.at(self.lower, begin) is not None and not (cased and self.text[begin].islower())
        if mark == "&" or line:  # *Viện Dinh dưỡng, trẻ em cần …* ends where *HTX Dịch vụ, nông nghiệp A* goes on
            return after
        if mark in "-–" and capitals == 1 and self.text[begin : begin + 1].isupper() and not self.person_at(begin):
            return after
        return None

    def _word(
        self, begin: int, end: int, capitals: int, smalls: int, small: int, first: bool, line: bool
    ) -> tuple[int, bool, bool] | None:
        """Return (end, is it a capital, is it a line of business), or None when the name stops before this word."""
        upper = self.text[begin].isupper() or self.text[begin].isdigit()
        if capitals and (self.award_at(begin) or (self.text[begin].isdigit() and _TIMES.match(self.lower, begin))):
            return None  # *HTX A giải Nhì*, *HTX A 2 lần được khen*
        place = self.place_at(begin)
        if place is not None and place.value.units[0].type and not self.text[begin].isupper():
            if capitals:
                return None
            return _unit_end(self.text, place), True, False
        if line and not capitals:
            business = BUSINESS.at(self.lower, begin)
            if business is not None and (place is None or place.end < business.end):
                return business.end, False, True
        if upper:
            return self._capital(begin, end, capitals, smalls, small, first, place)
        business = BUSINESS.at(self.lower, begin)
        if business is not None and (_small(self.text, business.end) or not STOP.at(self.lower, begin)):
            return business.end, False, True
        if whole := _WHOLE_WORD.match(self.lower, begin):
            return whole.end(), False, False
        if STOP.at(self.lower, begin) is not None or _LEVEL.match(self.lower, begin) or smalls >= small:
            return None
        if capitals and self._another_after_and(begin):
            return None
        return end, False, False

    def _another_after_and(self, begin: int) -> bool:
        """Tell whether a head in small letters begins the next body after *và*: *báo A và báo B*."""
        head = HEADS.at(self.lower, begin) if self.lower.endswith(("và ", "cùng "), 0, begin) else None
        return head is not None and self.text[head.end + 1 : head.end + 2].isupper()

    def _capital(
        self, begin: int, end: int, capitals: int, smalls: int, small: int, first: bool, place: Phrase | None
    ) -> tuple[int, bool, bool] | None:
        """Return (end, True, False) of a word in capitals that goes on a name, or None when the name stops before it."""
        if capitals and self.person_at(begin) and not _BEARS_NAME.search(self.lower, max(0, begin - 40), begin):
            return None
        head = HEADS.at(self.lower, begin) if capitals else None
        within = (
            self._after_small(begin)
            and small > _MOST_SMALL
            and not self.lower.endswith(("và ", "với ", "cùng "), 0, begin)
        )
        if head is not None and within and head.value.kind == "cooperative":
            return head.end, True, False  # what the body is for: *Quỹ Hỗ trợ phát triển HTX*
        part = head is not None and small == _MOST_SMALL and self._is_part(head, begin)
        if head is not None and not part and self._begins_another(head.value, head.end):
            return None
        if place is not None and (not place.value.units[0].type or self.lower.startswith("tp", begin)):
            typed = place.value.units[0].type
            return None if typed and capitals else (_unit_end(self.text, place), True, False)
        compound = BUSINESS.at(self.lower, begin) or COMPOUNDS.at(self.lower, begin)
        if compound is not None and self.text[begin + 1 : compound.end].islower():
            return compound.end, True, False
        return (end, True, False) if not (self.text[begin].isdigit() and not first and not capitals) else None

    def _after_capital(self, begin: int) -> bool:
        """Tell whether the word before begins with a capital: *Khu kinh tế Vân | Phong*."""
        before = self.text.rfind(" ", 0, begin - 1) + 1
        return self.text[before : before + 1].isupper()

    def _after_small(self, begin: int) -> bool:
        before = self.text.rfind(" ", 0, begin - 1) + 1
        return self.text[before : before + 1].islower()

    def _is_part(self, head: Found[Head], begin: int) -> bool:
        """Tell whether a head of one word is a part of the name it stands in: *HTX Vườn cây Trường Khánh*."""
        alone = " " not in head.value.text and head.value.kind in ("school", "association", "media", "fund")
        return alone and not self.lower.endswith(("và ", "với ", "cùng "), 0, begin)

    def _begins_another(self, head: Head, end: int) -> bool:
        """Tell whether a head inside a name begins the next body; *Hội* in *HTX Rau sạch Vân Hội* does not."""
        if head.follows is Follows.NAME and " " not in head.text and not head.text.isupper():
            return self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper()
        if head.follows is Follows.SUBJECT:
            return self.subject(end) is not None
        return head.follows in (Follows.LEVEL, Follows.PLACE, Follows.NAME, Follows.NOTHING)

    def _ends(self, position: int) -> bool:
        if _SURE_END.match(self.text, position):
            return True
        begin = position + 1
        if self.person_at(begin) or _AND_OTHERS.match(self.lower, position):
            return True
        head = HEADS.at(self.lower, begin)
        return _LEVEL.match(self.lower, begin) is not None or STOP.at(self.lower, begin) is not None or head is not None

    def purpose(self, start: int) -> int | None:
        """Return where a committee's long name in small letters ends: before a level word, a stop or a mark."""
        position = start
        count = 0
        while (token := TOKEN.match(self.text, position)) is not None and count < 24:
            if token["mark"] is not None:
                begin = token.end() + (self.text[token.end() : token.end() + 1] == " ")
                joined = token["mark"].strip() in ",-–&" and self._goes_on(begin)
                if not joined or not count:
                    break
                position = token.end()
                continue
            begin = token.start("word")
            place = self.place_at(begin)
            if place is not None and place.value.units[0].type:
                break
            whole = _NATION.match(self.text, begin)
            if whole is not None and count:
                return whole.end()
            if (not count and self.lower.startswith("và ", begin)) or _SAYING.match(self.lower, begin):
                break
            within = (
                count
                and self.text[begin].isupper()
                and self.text[position - 1].isalpha()
                and self._after_capital(begin)
            )
            within = within or _WHOLE_WORD.match(self.lower, begin) is not None
            stop = STOP.at(self.lower, begin) if not within and BUSINESS.at(self.lower, begin) is None else None
            if stop is not None and not count and self.lower[begin : stop.end] not in _PURPOSE_FIRST:
                break
            if stop is not None and self.lower[begin : stop.end] not in _PURPOSE_WORDS:
                break
            if _LEVEL.match(self.lower, begin) or (
                count and HEADS.at(self.lower, begin) and self.text[begin].isupper()
            ):
                break
            position = token.end()
            count += 1
        position = start + len(self.text[start:position].removesuffix(" và"))
        return position if count >= 2 else None

    def _goes_on(self, begin: int) -> bool:
        """Tell whether a committee's purpose goes on after a comma: *đổi mới, phát triển …*, *phòng, chống …*."""
        return self.text[begin : begin + 1].islower() and _VERBAL.match(self.lower, begin) is not None

    def subject(self, start: int) -> int | None:
        """Return where the subject of a ministry or department ends, or None when there is none."""
        begin = start + (self.text[start : start + 1] == " ")
        if not self.text[begin : begin + 1].isupper():
            return None
        found = SUBJECTS.at(self.lower, begin)
        return None if found is None else found.end


# *Nhà hát Cải lương Trần Hữu Trang* bears somebody's name.
_BEARS_NAME = re.compile(
    r"(?:nhà hát|đoàn|nhà văn hóa|trường|bảo tàng|thư viện) (?:(?:nghệ thuật|sân khấu) )?"
    r"(?:cải lương|kịch|tuồng|chèo|hát bội|ca múa nhạc|ca kịch|múa rối|thiếu nhi|văn nghệ|nghệ thuật) \Z"
)
_NATION = re.compile(r"(?:[Qq]uốc gia|Trung ương|Việt Nam|Nhà nước)(?!\w)")
_SAYING = re.compile(r"cho (?:rằng|biết|hay|phép|thấy)(?!\w)")
_PURPOSE_FIRST = frozenset({"các", "xây dựng", "thực hiện", "vận động", "công tác", "đầu tư", "tổ chức"})
_PURPOSE_WORDS = frozenset(
    {
        "về",
        "cho",
        "xây dựng",
        "thực hiện",
        "với",
        "và",
        "của",
        "công tác",
        "đầu tư",
        "tổ chức",
        "vận động",
        "giúp",
        "hỗ trợ",
        "khen",
        "tiếp tục",
        "các",
        "những",
        "một",
        "số",
        "quyết định",
        "nhà nước",
        "thi đua",
    }
)
_VERBAL = re.compile(
    r"(?:phát triển|chống|xử lý|giải quyết|sắp xếp|thực hiện|quản lý|xây dựng|hợp tác xã|htx|tiêu cực|lãng phí|khắc phục|phòng)(?!\w)"
)


def _small(text: str, end: int) -> bool:
    return end < len(text) and text[end] in " ,"


def _unit_end(text: str, place: Phrase) -> int:
    """Return where the narrowest unit of a place phrase ends."""
    unit = place.value.units[0]
    if len(place.value.units) == 1:
        return place.end
    mark = re.compile(r"\s?[,(]|\s[-–]|\sthuộc").search(text, place.start + len(unit.type) + 1, place.end)
    return mark.start() if mark else place.end


unit_end = _unit_end


_OF_PARTY = (" tỉnh ủy", " thành ủy", " huyện ủy", " trung ương")


def is_organ(lower: str, start: int, end: int) -> bool:
    """Tell whether what begins here is an organ inside a role, or no organization at all."""
    organ = ORGANS.at(lower, start)
    party = lower.startswith("ban tổ chức", start) and organ is not None and lower.startswith(_OF_PARTY, organ.end)
    return organ is not None and organ.end >= end and not party


_MEMBERS_END = re.compile(
    r"[,.;:()\n]|(?<!\w)(?:đã|được|là|do|tổ chức|năm|vừa|sẽ|có|ký|phát|tại|với|cùng|bắt đầu|tiếp tục|đẩy mạnh|triển khai|tổng kết|sơ kết|ký kết|bàn giao|phối hợp|thực hiện|do|trao|tặng|trưởng|nhận|cho|trong|gồm|giai đoạn|lần|đạt|về|theo|và (?=[a-zđ]))(?!\w)|\Z",
    re.I,
)


def members_end(text: str, start: int) -> int | None:
    """Return where the name of an emulation block ends: *Khối thi đua các HTX*, *Cụm thi đua số 5*."""
    found = _MEMBERS_END.search(text, start, min(len(text), start + 90))
    end = found.start() if found else start
    end = start + len(text[start:end].rstrip(" –-").removesuffix(" và"))
    return end if end > start + 1 else None
