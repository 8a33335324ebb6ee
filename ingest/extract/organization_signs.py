"""When a word that heads bodies' names is one's name here, and not an organ, a venue, a source or a part of a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.extract.organization_heads import PAPERS, Follows, Head
from ingest.extract.organization_names import Reader, is_organ
from ingest.extract.phrases import Phrase
from ingest.extract.surnames import COMMON
from ingest.extract.tokens import Page
from ingest.extract.wordlist import Found

AFTER_ROLE = re.compile(r"(?:trưởng|phó|chủ tịch|đốc|bí thư|nhiệm|viên|thư ký|thường trực|thứ nhất|chánh) \Z")
JOINED_ORGAN = re.compile(r" [-–] (?=[^\W\d_a-zđ])")
LEVEL_WORD = re.compile(
    r"((?:tp|tx)(?!\.)|tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?!\w|\.\w)(?! ủy| đoàn)", re.I
)
_CITED = re.compile(r"(?:theo|trên|với|trả lời|phỏng vấn|nguồn:?|ảnh:?|độc giả|bạn đọc) \Z")
_EDITS = re.compile(r"(?:biên tập|tòa soạn|phóng viên)(?: của| tại)? \Z")
_NEVER_SMALL = frozenset({"Hội", "Vụ", "Ban", "Viện", "Báo", "Quỹ", "Cục", "Bộ", "Đội", "Hội đồng", "Văn phòng"})
_SMALL = frozenset({"HTX", "LMHTX", "UBND", "QTDND", "Khoa", "Phòng"})
_SURNAME_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(COMMON))}) \Z")
# Where something takes place is no party to it: *tại Nhà hát Lớn*, *ở Trung tâm Văn hóa tỉnh*.
_VENUE = re.compile(
    r"(?:nhà hát|nhà văn hóa|nhà thi đấu|cung|trung tâm (?:văn hóa|hội nghị|tổ chức sự kiện|triển lãm|tiệc cưới|nghệ thuật))(?!\w)"
)
_WITHIN = re.compile(r"(?:ngày |[-/])\Z")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs on a page by which heads of names are told from other words; places are by where they begin."""

    page: Page
    reader: Reader
    places: Mapping[int, Phrase]

    @property
    def text(self) -> str:
        """Return the page's text."""
        return self.page.shadow.text

    @property
    def lower(self) -> str:
        """Return the page's text in small letters."""
        return self.page.shadow.lower

    def is_name(self, found: Found[Head]) -> bool:
        """Tell whether a body's name begins here."""
        head, start = found.value, found.start
        if self._is_no_party(found) or self._is_organ(found) or self.lower.startswith((" trưởng", " phó"), found.end):
            return False
        if _WITHIN.search(self.lower, max(0, start - 6), start) or self._in_place(found):
            return False  # *Ngày HTX Việt Nam*, *Số 12/QĐ-UBND*, *Hải Phòng*
        if " " not in head.text and _SURNAME_BEFORE.search(self.text, max(0, start - 9), start):
            return False
        if self.text[start].isupper():
            return True
        if head.follows is Follows.MEMBERS or (head.text == "Báo" and self._is_paper(found)):
            return True
        led = AFTER_ROLE.search(self.lower, max(0, start - 12), start) is not None
        if led and (head.text not in _NEVER_SMALL or self._leads_board(found)):
            return True
        if head.follows is Follows.PLACE or (head.follows is Follows.SUBJECT and self.reader.subject(found.end)):
            return True
        small = (" " in head.text or head.text in _SMALL) and head.text != "Cơ quan"
        if small and head.follows in (Follows.NAME, Follows.LEVEL, Follows.UNIT):
            if head.follows is Follows.LEVEL:
                return found.end + 1 in self.places or LEVEL_WORD.match(self.lower, found.end + 1) is not None
            return self.text[found.end + 1 : found.end + 2].isupper()
        return False

    def _is_no_party(self, found: Found[Head]) -> bool:
        """Tell whether a head stands in a site's menu or footer, within a seat's name, or is only a venue."""
        head, start = found.value, found.start
        return (
            self.page.line_at(start) is None
            or (head.text == "Văn phòng" and self.lower.endswith("chánh ", 0, start))
            or (_VENUE.match(self.lower, start) is not None and self.lower.endswith((" tại ", " ở "), 0, start))
        )

    def _leads_board(self, found: Found[Head]) -> bool:
        """Tell whether a board of its own name is led: *Trưởng ban Sáng tác trẻ Hội Nhà văn*, not *Trưởng ban Lê A*."""
        led = found.value.text == "Ban" and self.lower.endswith("trưởng ", 0, found.start)
        led = led and not self.lower.startswith("ban ", found.end + 1)
        return led and self.text[found.end + 1 : found.end + 2].isupper()

    def _is_paper(self, found: Found[Head]) -> bool:
        """Tell whether a known paper is named with a small word, and not as the source of what is told."""
        if _EDITS.search(self.lower, max(0, found.start - 16), found.start):
            return self.text[found.end + 1 : found.end + 2].isupper()
        cited = _CITED.search(self.lower, max(0, found.start - 14), found.start) is not None
        return not cited and PAPERS.at(self.lower, found.end + 1) is not None

    def _is_organ(self, found: Found[Head]) -> bool:
        """Tell whether a head is an organ within a role; a standing committee of its own name is a body."""
        joint = found.value.kind == "party_organ" and JOINED_ORGAN.match(self.text, found.end) is not None
        if joint or not is_organ(self.lower, found.start, found.end):
            return False
        led = AFTER_ROLE.search(self.lower, max(0, found.start - 12), found.start) is not None
        return led or found.value.kind != "standing" or self.text[found.start : found.end] != found.value.text

    def _in_place(self, found: Found[Head]) -> bool:
        """Tell whether a head of one word is the last of a place's name: *Hải Phòng*."""
        before = self.text.rfind(" ", 0, max(0, found.start - 1)) + 1
        place = self.places.get(before) or self.places.get(self.text.rfind("\n", 0, found.start) + 1)
        return place is not None and place.start < found.start and found.end <= place.end
