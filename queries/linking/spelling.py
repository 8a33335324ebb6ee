"""Names taken apart as they are compared: what kind of body, in what trade, and what is its own in the name."""

from __future__ import annotations

import re
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
_SHORT_OF = {"liên hiệp hợp tác xã": ("liên hiệp htx",), "hợp tác xã": ("hợp tác",)}
# What many bodies of one sector have in their names: it tells little, but does not tell them apart.
TRADES = (
    "nuôi trồng thủy sản", "tiểu thủ công nghiệp", "vệ sinh môi trường", "nông lâm nghiệp", "công nghệ cao", "dịch vụ",
    "nông nghiệp", "sản xuất", "kinh doanh", "thương mại", "xây dựng", "vận tải", "tổng hợp", "công nghiệp", "chăn nuôi",
    "trồng trọt", "chế biến", "tiêu thụ", "thủy sản", "hữu cơ", "nông sản", "lâm nghiệp", "điện năng", "du lịch", "tín dụng",
    "cơ khí", "bảo quản", "dược liệu", "rau an toàn", "cây ăn quả", "môi trường", "cung ứng", "và",
)  # fmt: skip
_PLACE_KINDS = ("tỉnh", "huyện", "xã", "phường", "thị trấn", "quận", "thành phố", "thị xã")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name taken apart. `core` are the words of its own, in order; `trades` the sector's; `whole` all words but the kind.

    A name of nothing but trades (*HTX Dịch vụ nông nghiệp*) has them as its core.
    """

    kind: str
    core: tuple[str, ...]
    trades: tuple[str, ...]
    whole: str

    @property
    def folded(self) -> tuple[str, ...]:
        """The words of its own without diacritics."""
        return tuple(fold(word) for word in self.core)


@lru_cache(maxsize=200_000)
def spelt(name: str, person: bool = False) -> Spelt:
    """Return a name taken apart; a person's name has no kind and no trades."""
    plain = " ".join(_ABBREVIATIONS.get(word, word) for word in comparable(name).split())
    if person:
        words = tuple(_HONORIFIC.sub("", plain).split())
        return Spelt("", words, (), " ".join(words))
    kind = _kind(plain)
    rest = _without_kind(plain, kind)
    own, trades = rest, []
    for trade in TRADES:
        if trade in own:
            cut = re.sub(rf"(?<!\w){trade}(?!\w)", "|", own)
            if cut != own:
                trades.append(trade)
                own = cut
    core = tuple(own.replace("|", " ").split())
    if all(word in _PLACE_KINDS for word in core):
        core = tuple(rest.split()) or tuple(plain.split())
    return Spelt(kind, core, tuple(sorted(one for one in trades if one != "và")), rest)


def _kind(plain: str) -> str:
    for kind in KINDS:
        if plain == kind or plain.startswith(f"{kind} "):
            return kind
    if plain.startswith(("hợp tác ", "hop tac xa ")):
        return "hợp tác xã"
    return ""


def _without_kind(plain: str, kind: str) -> str:
    for head in (kind, *_SHORT_OF.get(kind, ()), "hop tac xa" if kind == "hợp tác xã" else kind):
        if head and (plain == head or plain.startswith(f"{head} ")):
            return plain.removeprefix(head).strip()
    return plain
