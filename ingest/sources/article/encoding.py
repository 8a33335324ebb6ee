"""Bytes of an article → text, saying which encoding was assumed where the bytes did not say so themselves."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from viparse.normalize.tables import convert
from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.vni import VNI

from ingest.errors import SourceError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_DECLARED_IN = 4096
_SAMPLE = 200_000
_TAG = re.compile(r"<[^>]{0,2000}>")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# A syllable without its tone: initial, vowels, final. Text read by the wrong table is not made of these.
_SYLLABLE = re.compile(
    "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uôi|ươi|ươu|iêu|yêu|oai|oay|oeo|uây|uya|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|"
    "ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|ya|yê|[aăâeêioôơuưy])"
    "(?:ng|nh|ch|[cmnpt])?"
)
_LEAST_SYLLABLES = 0.75
_LEAST_MARKED = 0.15


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read by; `assumed` when the bytes themselves did not say so."""

    text: str
    encoding: str
    assumed: bool


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of an article's bytes; SourceError names the file and place when they are no text.

    Tried in order: a byte-order mark, strict UTF-8, UTF-16 without a mark, the encoding an HTML page declares, then
    the old Vietnamese 8-bit tables (TCVN3, VNI, windows-1258), of which the one that gives Vietnamese is taken.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding, name), encoding, assumed=False)
    wide = _wide(data)
    if wide is not None:
        return Decoded(_strictly(data, wide, name), wide, assumed=True)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", assumed=False)
    except UnicodeDecodeError as error:
        wrong = error.start
    return _old(data, name, wrong)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise SourceError(name, f"byte {wrong.start}", f"marked as {encoding} but not valid in it") from None


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes, which stand on one side of nearly every space and newline."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd > pairs * 0.1 and even < pairs * 0.01:
        return "utf-16-le"
    if even > pairs * 0.1 and odd < pairs * 0.01:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls == 0:
        return
    place = next(index for index, byte in enumerate(sample) if byte in _CONTROLS)
    if sample.count(0) or controls * 200 > len(sample):
        raise SourceError(name, f"byte {place}", "a binary file, not an article (control bytes in it)")


def _old(data: bytes, name: str, wrong: int) -> Decoded:
    candidates: list[tuple[str, str]] = []
    declared = _DECLARED.search(data, 0, _DECLARED_IN)
    if declared is not None:
        encoding = declared[1].decode("ascii").lower()
        # Where the name is unknown or untrue, the tables below are tried instead.
        with suppress(LookupError, UnicodeDecodeError):
            candidates.append((data.decode(encoding), encoding))
    plain = data.decode("latin-1")
    western = data.decode("cp1252", errors="replace")
    candidates += [(convert(plain, TCVN3), "tcvn3"), (convert(western, VNI), "vni")]
    with suppress(UnicodeDecodeError):
        candidates.append((data.decode("cp1258"), "windows-1258"))
    best, encoding = max(candidates, key=lambda candidate: _likeness(candidate[0]))
    if not _likeness(best):
        raise SourceError(name, f"byte {wrong}", "not UTF-8, UTF-16, TCVN3, VNI or windows-1258 text")
    return Decoded(best, encoding, assumed=True)


def _likeness(text: str) -> float:
    """Return the share of a text's words that are Vietnamese syllables; 0 when it cannot be Vietnamese."""
    syllables = marked = 0
    words = _WORD.findall(_TAG.sub(" ", text[:_SAMPLE]))
    for word in words:
        bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word.lower())))
        if bare.isdigit() or _SYLLABLE.fullmatch(bare):
            syllables += 1
            marked += not word.isascii()
    if syllables < _LEAST_SYLLABLES * len(words) or marked < _LEAST_MARKED * len(words):
        return 0
    return syllables / len(words) if words else 0
