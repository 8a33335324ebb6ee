"""Names as words to be found by: tones in one place, abbreviations written out, forms of address left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ontology.spelling import fold, unify_tones

ABBREVIATIONS = {
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "bhxh": "bảo hiểm xã hội",
    "ccb": "cựu chiến binh",
    "cstđ": "chiến sĩ thi đua",
    "dvnn": "dịch vụ nông nghiệp",
    "gdđt": "giáo dục đào tạo",
    "hđnd": "hội đồng nhân dân",
    "hđqt": "hội đồng quản trị",
    "hđtv": "hội đồng thành viên",
    "htx": "hợp tác xã",
    "kttt": "kinh tế tập thể",
    "lđlđ": "liên đoàn lao động",
    "lhhtx": "liên hiệp hợp tác xã",
    "lhpn": "liên hiệp phụ nữ",
    "lmhtx": "liên minh hợp tác xã",
    "mttq": "mặt trận tổ quốc",
    "mtv": "một thành viên",
    "nn": "nông nghiệp",
    "nnptnt": "nông nghiệp phát triển nông thôn",
    "ntm": "nông thôn mới",
    "ptnt": "phát triển nông thôn",
    "qtdnd": "quỹ tín dụng nhân dân",
    "tdnd": "tín dụng nhân dân",
    "tht": "tổ hợp tác",
    "tnhh": "trách nhiệm hữu hạn",
    "tp": "thành phố",
    "tw": "trung ương",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubnd": "ủy ban nhân dân",
}
"""What is written out in names and in what is asked, so that either form finds either."""

_WRITTEN_OUT = {fold(short): tuple(unify_tones(long).split()) for short, long in ABBREVIATIONS.items()}

_ADDRESSES = tuple(
    tuple(fold(word) for word in address.split())
    for address in (
        "đ c", "đc", "đồng chí", "ông", "bà", "anh", "chị", "cô", "thầy", "giáo sư", "phó giáo sư", "tiến sĩ", "thạc sĩ",
        "bác sĩ", "gs", "pgs", "ts", "ths", "bs", "ks", "ls", "nsnd", "nsưt", "ngnd", "ngưt", "tttt",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """Return a name's words in lower case and NFC, one tone placement, without punctuation."""
    return tuple(_WORD.findall(unify_tones(unicodedata.normalize("NFC", text)).lower()))


def written_out(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return words with abbreviations written out."""
    out: list[str] = []
    for word in found:
        out.extend(_WRITTEN_OUT.get(fold(word), (word,)))
    return tuple(out)


def without_address(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without the forms of address at their beginning (`Đ/c`, `Ông`, `PGS. TS.`), unless no name is left."""
    rest = found
    while True:
        folded = tuple(fold(word) for word in rest)
        address = next((one for one in _ADDRESSES if folded[: len(one)] == one), None)
        if address is None:
            return rest
        if folded[len(address) :] in ((), *_ADDRESSES):
            return found
        rest = rest[len(address) :]


def spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the word lists under which a name is found: written out, and as written where that differs."""
    as_written = words(name)
    return tuple(dict.fromkeys(one for one in (written_out(as_written), as_written) if one))


def askings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the word lists that a search means, the likeliest first."""
    as_written = words(text)
    bare = without_address(as_written)
    return tuple(dict.fromkeys(one for one in (written_out(as_written), as_written, written_out(bare), bare) if one))


def is_toned(word: str) -> bool:
    """Tell whether a word was typed with diacritics."""
    return any(marks for _, marks in _letters(word))


@lru_cache(maxsize=65536)
def binds(asked: str, word: str, *, start: bool = False) -> bool:
    """Tell whether a word is the one asked for: diacritics that were typed must be there, missing ones may be.

    With `start` the word need only begin so.
    """
    want, have = _letters(asked), _letters(word)
    if len(want) > len(have) or (len(want) != len(have) and not start):
        return False
    return all(
        letter == other and marks <= others for (letter, marks), (other, others) in zip(want, have, strict=False)
    )


@lru_cache(maxsize=16384)
def _letters(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    letters: list[tuple[str, frozenset[str]]] = []
    for character in unicodedata.normalize("NFD", word):
        if unicodedata.combining(character) and letters:
            letter, marks = letters[-1]
            letters[-1] = (letter, marks | {character})
        elif character == "đ":
            letters.append(("d", frozenset("đ")))
        else:
            letters.append((character, frozenset()))
    return tuple(letters)
