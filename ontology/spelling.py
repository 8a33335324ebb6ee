"""Vietnamese spelling: one tone placement, folded forms for finding, and readable slugs for IRIs."""

from __future__ import annotations

import re
import unicodedata

# Old and new tone placement are the same word: "uỷ" = "ủy", "hoà" = "hòa" (only in open syllables).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = re.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 60


def _place_tone(found: re.Match[str]) -> str:
    pair = found.group()
    new = _TONES[pair.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(pair, new, strict=True))


def unify_tones(text: str) -> str:
    """Return NFC text with one tone placement (`uỷ ban` → `ủy ban`); the length in NFC code points is unchanged."""
    return _TONE.sub(_place_tone, text)


def fold(text: str) -> str:
    """Return text lower-case, without diacritics (đ → d) and with single spaces: for finding, never for deciding."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def slug(text: str) -> str:
    """Return the readable part of an IRI: folded, of `[a-z0-9-]`, at most 60 characters, cut between words."""
    whole = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(whole) <= SLUG_LENGTH:
        return whole
    cut = whole[: SLUG_LENGTH + 1].rpartition("-")[0]
    return (cut or whole[:SLUG_LENGTH]).rstrip("-")


# Abbreviations of institutions and awards that mean one thing wherever they stand; compared in lower case.
_ABBREVIATIONS = {
    "bch": "ban chấp hành",
    "bđbp": "bộ đội biên phòng",
    "btv": "ban thường vụ",
    "ccb": "cựu chiến binh",
    "chqs": "chỉ huy quân sự",
    "cstđ": "chiến sĩ thi đua",
    "ct": "chủ tịch",
    "gđ": "giám đốc",
    "hđnd": "hội đồng nhân dân",
    "hđqt": "hội đồng quản trị",
    "hđtv": "hội đồng thành viên",
    "htx": "hợp tác xã",
    "hlhpn": "hội liên hiệp phụ nữ",
    "lđlđ": "liên đoàn lao động",
    "lhhtx": "liên hiệp hợp tác xã",
    "lhpn": "liên hiệp phụ nữ",
    "llvt": "lực lượng vũ trang",
    "llvtnd": "lực lượng vũ trang nhân dân",
    "lmhtx": "liên minh hợp tác xã",
    "mttq": "mặt trận tổ quốc",
    "pct": "phó chủ tịch",
    "pgđ": "phó giám đốc",
    "ptnt": "phát triển nông thôn",
    "qtdnd": "quỹ tín dụng nhân dân",
    "tand": "tòa án nhân dân",
    "tdnd": "tín dụng nhân dân",
    "tđkt": "thi đua khen thưởng",
    "tht": "tổ hợp tác",
    "tnhh": "trách nhiệm hữu hạn",
    "tncs": "thanh niên cộng sản",
    "tp": "thành phố",
    "ttg": "thủ tướng chính phủ",
    "tw": "trung ương",
    "ubkt": "ủy ban kiểm tra",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubnd": "ủy ban nhân dân",
    "ubtvqh": "ủy ban thường vụ quốc hội",
    "vksnd": "viện kiểm sát nhân dân",
    "vnah": "việt nam anh hùng",
}
# One word each, spelled in two ways.
_SPELLINGS = {"sỹ": "sĩ", "kỉ": "kỷ", "tỉ": "tỷ", "lí": "lý", "quí": "quý", "kĩ": "kỹ"}
_WORD = re.compile(r"[^\W_]+")


def comparable(text: str) -> str:
    """Return a name as it is compared: lower case, toned, without punctuation, abbreviations in full.

    `Chủ tịch UBND tỉnh` and `Chủ tịch Uỷ ban Nhân dân tỉnh` are one name; `Hà` and `Hạ` are two.
    """
    words = _WORD.findall(unify_tones(unicodedata.normalize("NFC", text)).lower().replace("&", " và "))
    return " ".join(_ABBREVIATIONS.get(word) or _SPELLINGS.get(word) or word for word in words)
