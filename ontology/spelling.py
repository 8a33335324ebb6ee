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
