"""Names in the form in which they are compared: these forms are parts of IRIs, so to change one is a migration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.values import unify_tones

# Spelled out before names are compared: UBND tỉnh X and its long form are one name, whatever a text prefers.
ABBREVIATIONS = {
    "htx": "hợp tác xã", "lmhtx": "liên minh hợp tác xã", "lm": "liên minh", "lhhtx": "liên hiệp hợp tác xã",
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc", "ubkt": "ủy ban kiểm tra", "bch": "ban chấp hành", "btv": "ban thường vụ",
    "bcđ": "ban chỉ đạo", "bks": "ban kiểm soát", "kttt": "kinh tế tập thể", "hđqt": "hội đồng quản trị",
    "tp": "thành phố", "tx": "thị xã", "hcm": "hồ chí minh", "tphcm": "thành phố hồ chí minh", "qtdnd": "quỹ tín dụng nhân dân",
    "tdnd": "tín dụng nhân dân",
    "tht": "tổ hợp tác", "nn": "nông nghiệp", "dv": "dịch vụ", "dvnn": "dịch vụ nông nghiệp", "sx": "sản xuất",
    "tm": "thương mại", "kd": "kinh doanh", "xd": "xây dựng", "tttcn": "tiểu thủ công nghiệp",
    "ttcn": "tiểu thủ công nghiệp", "cp": "cổ phần", "tnhh": "trách nhiệm hữu hạn", "mtv": "một thành viên",
    "tw": "trung ương", "t.ư": "trung ương", "vn": "việt nam", "tđkt": "thi đua khen thưởng",
    "lđlđ": "liên đoàn lao động", "ptnt": "phát triển nông thôn", "lhpn": "liên hiệp phụ nữ", "ccb": "cựu chiến binh",
    "tncs": "thanh niên cộng sản", "pct": "phó chủ tịch", "chxhcn": "cộng hòa xã hội chủ nghĩa",
    "xhcn": "xã hội chủ nghĩa",
}  # fmt: skip
_WORD = re.compile(r"t\.ư\b|[^\W_]+")
_PERSON_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLACE_TYPES = ("tỉnh", "thành phố")
MUNICIPALITIES = frozenset({"hà nội", "hải phòng", "đà nẵng", "cần thơ", "hồ chí minh", "huế"})


@lru_cache(maxsize=100_000)
def person_key(name: str) -> str:
    """Return a person's name for comparing: lower case, one tone placement, single spaces, no punctuation."""
    plain = unify_tones(unicodedata.normalize("NFC", name)).lower().replace("’", "'")
    return " ".join(_PERSON_WORD.findall(plain))


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return any other name for comparing: as for persons, with abbreviations spelled out."""
    plain = unify_tones(unicodedata.normalize("NFC", name)).lower()
    return " ".join(ABBREVIATIONS.get(word, word) for word in _WORD.findall(plain))


@lru_cache(maxsize=100_000)
def organization_key(name: str, province: str | None = None) -> tuple[str, str | None]:
    """Return an organization's name for comparing, with the province that keeps its namesakes apart.

    A name that ends with its province needs no other context: `Liên minh HTX tỉnh X` and `Liên minh HTX X` are one
    name, `UBND thành phố X` of a city in a province of that name is another. National bodies have no province.
    """
    key = name_key(name)
    place = name_key(province) if province else None
    place = place and _without_type(place)
    if place and key.endswith(f" {place}"):
        head = key.removesuffix(f" {place}")
        kept = [t for t in _PLACE_TYPES if head.endswith(f" {t}")]
        if kept and (kept[0] == "tỉnh" or place in MUNICIPALITIES):
            head = head.removesuffix(f" {kept[0]}")
        return f"{head} {place}", place
    if is_national(key):
        return key, None
    return key, place


@lru_cache(maxsize=100_000)
def is_national(key: str) -> bool:
    """Tell whether a name in comparable form is a body of the whole country, which no province tells apart."""
    return bool(_NATIONAL.search(key))


_NATIONAL = re.compile(
    r"\bviệt nam\b|\btrung ương\b|\A(?:bộ|chính phủ|quốc hội|ban bí thư|tổng cục|tổng liên đoàn|"
    r"văn phòng (?:chính phủ|quốc hội|chủ tịch nước)|ủy ban thường vụ quốc hội|thanh tra chính phủ|kiểm toán nhà nước|"
    r"ngân hàng nhà nước|chủ tịch nước|nhà nước)\b"
)


_LOCAL = re.compile(
    r"\A(?:hợp tác xã|liên hiệp hợp tác xã|tổ hợp tác|tổ liên kết|công ty|doanh nghiệp|xí nghiệp|nhà máy|trang trại|"
    r"cơ sở|hộ kinh doanh|trường|quỹ tín dụng nhân dân|chi hội|chi đoàn|chi bộ|câu lạc bộ)\b|"
    r"(?<!hợp tác )(?<!thị )\b(?:xã|phường|thị trấn)(?! (?:hội|viên)\b) "
)


def is_local(key: str) -> bool:
    """Tell whether a name in comparable form is one that several districts of a province may have."""
    return bool(_LOCAL.search(key))


@lru_cache(maxsize=100_000)
def recurs(key: str, province: str | None) -> bool:
    """Tell whether name and province alone do not yet say which organization is meant."""
    if is_national(key):
        return False
    return is_local(key) or (province is None and _OWN_PLACE.search(key) is None)


_OWN_PLACE = re.compile(r"\b(?:tỉnh|thành phố) \w|\b(?:hà nội|hải phòng|đà nẵng|cần thơ|hồ chí minh|huế)\Z")


def _without_type(place: str) -> str:
    for kind in _PLACE_TYPES:
        if place.startswith(f"{kind} "):
            return place.removeprefix(f"{kind} ")
    return place


@lru_cache(maxsize=100_000)
def role_key(role: str) -> str:
    """Return a post's role for comparing."""
    return name_key(role)


@lru_cache(maxsize=100_000)
def award_key(award: str, grade: str | None = None) -> str:
    """Return an award with its grade for comparing: with or without the word *danh hiệu* it is one award."""
    key = name_key(award if grade is None or grade.lower() in award.lower() else f"{award} {grade}")
    return key.removeprefix("danh hiệu ")


_DECISION = re.compile(r"\s+")


def decision_key(number: str) -> str:
    """Return a decision's number for comparing: no spaces, upper case, `375/CTR-UBND`."""
    return _DECISION.sub("", unify_tones(unicodedata.normalize("NFC", number))).upper().lstrip("0")
