"""Names taken apart as they are compared: what kind of body, in what trade, and what is its own in the name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ontology.spelling import comparable, fold

# Written by registers and lists; two words or more in one sign, as everybody in the sector reads them.
_ABBREVIATIONS = {
    "dv": "dịch vụ", "nn": "nông nghiệp", "dvnn": "dịch vụ nông nghiệp", "sx": "sản xuất", "kd": "kinh doanh",
    "tm": "thương mại", "xd": "xây dựng", "vt": "vận tải", "th": "tổng hợp", "nln": "nông lâm nghiệp",
    "cn": "công nghiệp", "ttcn": "tiểu thủ công nghiệp", "ntts": "nuôi trồng thủy sản", "dvth": "dịch vụ tổng hợp",
    "sxkd": "sản xuất kinh doanh", "tmdv": "thương mại dịch vụ", "dvtm": "dịch vụ thương mại", "cb": "chế biến",
    "nnhc": "nông nghiệp hữu cơ", "cnc": "công nghệ cao", "kdth": "kinh doanh tổng hợp", "kttt": "kinh tế tập thể",
    "lm": "liên minh", "lh": "liên hiệp", "ts": "thủy sản", "cp": "cổ phần", "vsmt": "vệ sinh môi trường",
    "hcm": "hồ chí minh", "bq": "bảo quản", "sxdv": "sản xuất dịch vụ", "nnth": "nông nghiệp tổng hợp",
}  # fmt: skip
_HONORIFIC = re.compile(r"\A(?:đồng chí|đ c|ông|bà|anh|chị) (?=\w+ \w)")
KINDS = (
    "liên minh hợp tác xã", "liên hiệp hợp tác xã", "hợp tác xã", "tổ hợp tác", "quỹ tín dụng nhân dân", "công ty cổ phần",
    "công ty trách nhiệm hữu hạn một thành viên", "công ty trách nhiệm hữu hạn", "công ty", "doanh nghiệp tư nhân", "doanh nghiệp",
    "ủy ban nhân dân", "hội đồng nhân dân", "sở", "hội nông dân", "hội liên hiệp phụ nữ", "trường", "bệnh viện",
)  # fmt: skip
ONE_A_PLACE = frozenset({"liên minh hợp tác xã", "ủy ban nhân dân", "hội đồng nhân dân", "hội nông dân"})
"""Kinds of which a province, district or commune has one: their namesakes are elsewhere."""
_SHORT_OF = {"liên hiệp hợp tác xã": ("liên hiệp htx",), "hợp tác xã": ("hợp tác",)}
# What many bodies of one sector have in their names: it tells little, but does not tell them apart.
TRADES = (
    "nuôi trồng thủy sản", "tiểu thủ công nghiệp", "vệ sinh môi trường", "nông lâm nghiệp", "công nghệ cao", "dịch vụ",
    "nông nghiệp", "sản xuất", "kinh doanh", "thương mại", "xây dựng", "vận tải", "tổng hợp", "công nghiệp", "chăn nuôi",
    "trồng trọt", "chế biến", "tiêu thụ", "thủy sản", "hữu cơ", "nông sản", "lâm nghiệp", "điện năng", "du lịch", "tín dụng",
    "cơ khí", "bảo quản", "dược liệu", "rau an toàn", "cây ăn quả", "môi trường", "cung ứng", "và",
)  # fmt: skip
_PLACE_KINDS = ("tỉnh", "huyện", "xã", "phường", "thị trấn", "quận", "thành phố", "thị xã")


_LONGEST_FIRST = sorted(TRADES, key=lambda trade: (-len(trade), trade))
_PLAIN_TRADES = {fold(trade): trade for trade in TRADES}
_TRADE = re.compile(rf"(?<!\w)(?:{'|'.join(_LONGEST_FIRST)})(?!\w)")
_FOLDED_TRADE = re.compile(rf"(?<!\w)(?:{'|'.join(map(fold, _LONGEST_FIRST))})(?!\w)")
_HEADS = sorted(
    [(kind, kind) for kind in KINDS] + [(short, kind) for kind, some in _SHORT_OF.items() for short in some],
    key=lambda one: -len(one[0]),
)
_KIND = re.compile(rf"(?:{'|'.join(head for head, _ in _HEADS)})(?!\w)")
_FOLDED_KIND = re.compile(rf"(?:{'|'.join(fold(head) for head, _ in _HEADS)})(?!\w)")
_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_OPEN_I = re.compile(r"(?<!\w)([hklmst])([iíìỉĩị])(?!\w)")
_KIND_OF = dict(_HEADS) | {fold(head): kind for head, kind in _HEADS}


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name taken apart. `core` are the words of its own, in order; `trades` the sector's; `whole` all words but the kind.

    A name of nothing but trades (*HTX Dịch vụ nông nghiệp*) has them as its core. `folded` and `plain` are core and whole
    name without diacritics and with one letter for i and y; `toned` tells whether the name was written with any.
    """

    kind: str
    core: tuple[str, ...]
    trades: tuple[str, ...]
    whole: str
    folded: tuple[str, ...]
    plain: str
    toned: bool


@lru_cache(maxsize=100_000)
def spelt(name: str, person: bool = False) -> Spelt:
    """Return a name taken apart; a person's name has no kind and no trades."""
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in comparable(name).split())
    plain = fold(name)
    toned = plain != " ".join(unicodedata.normalize("NFC", name).lower().split())
    if not toned:  # what abbreviations stand for has diacritics, where the name has none
        words = fold(words)
    if not person:
        words = _OPEN_I.sub(lambda found: found[1] + _Y[found[2]], words)
    else:
        words = _HONORIFIC.sub("", words)
        own = tuple(words.split())
        return Spelt("", own, (), words, tuple(map(_folded, own)), _folded(words), toned)
    head = (_KIND if toned else _FOLDED_KIND).match(words)
    kind = _KIND_OF[head.group()] if head is not None else ""
    rest = words[head.end() :].strip() if head is not None else words
    trades: set[str] = set()

    def taken(found: re.Match[str]) -> str:
        trades.add(_PLAIN_TRADES.get(found.group(), found.group()))
        return " "

    core = tuple((_TRADE if toned else _FOLDED_TRADE).sub(taken, rest).split())
    if all(word in _PLACE_KINDS for word in core):
        core = tuple((rest or words).split())
    trades.discard("và")
    return Spelt(kind, core, tuple(sorted(trades)), rest, tuple(map(_folded, core)), _folded(words), toned)


@lru_cache(maxsize=100_000)
def _folded(words: str) -> str:
    """Return words without diacritics; Mỹ and Mĩ, Lý and Lí are one here."""
    return fold(words).replace("y", "i")
