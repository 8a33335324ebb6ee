"""Numbers of identity papers, which are never read into anything: their columns are dropped, in texts they are masked.

Everything that leaves this package has gone through here, so neither graph nor archive nor quarantine holds one. The
law: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; the register's extract prints them beside the representative's name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.values import fold

MASK = "(số giấy tờ đã bỏ)"
"""What stands where a number of an identity paper stood."""

_COLUMN = re.compile(
    r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh (?:nhan dan|thu)|so chung minh|ho chieu|passport|so dinh danh(?: ca nhan)?|so giay to|"
    r"giay to (?:tuy than|chung thuc|phap ly ca nhan)|identity (?:card|number|paper)s?|id card|national id|citizen id)\b|"
    r"\b(?:so|loai|ngay cap|noi cap) ?giay ?(?:to ?)?chung ?thuc\b|giaychungthuc|giaytochungthuc|sogiayto"
)
# In the register's record day and place of issue of the paper are called only so, within the person they belong to.
_OF_PERSON = re.compile(r"^dai ?dien ?phap ?luat(?:\[\d+\])?\.(?:ngay|noi) ?cap$")
_PAPER = (
    r"(?:cccd|cmnd|cmtnd?|căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh\s+(?:nhân\s+dân|thư)|hộ\s+chiếu|số\s+định\s+danh)"
)
_NAMED = re.compile(rf"({_PAPER}\D{{0,25}}?)(?<![\w])([A-Z]?\d(?:[\s.]?\d){{6,13}})(?!\d)", re.IGNORECASE)
# A citizen's number: 12 digits, of a province (001–096) and a century and sex (0–9).
_CITIZEN = re.compile(r"(?<![\d./-])0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?![\d/-])")


@lru_cache(maxsize=10_000)
def is_column(name: str) -> bool:
    """Tell whether a column of this name holds identity papers: their numbers, kinds, days or places of issue."""
    plain = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " "))
    return bool(_COLUMN.search(plain) or _COLUMN.search(fold(name)) or _OF_PERSON.match(plain.replace(" ", "")))


def is_number(text: str) -> bool:
    """Tell whether a text is nothing but a citizen's number; one that lost its leading zero has eleven digits."""
    return _CITIZEN.fullmatch(text) is not None or (len(text) == 11 and text.isdigit() and 1 <= int(text[:2]) <= 96)


def masked(text: str) -> str:
    """Return a text with every number of an identity paper replaced by `MASK`."""
    if not any(character.isdigit() for character in text):
        return text
    return _CITIZEN.sub(MASK, _NAMED.sub(lambda found: found.group(1) + MASK, text))
