"""Numbers with their qualifier and unit: *trên 2.473 tỷ đồng*, *76,9%*, *sáu HTX*, *hàng chục tấn*."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any

from ingest.extract.choice import either
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.model import Qualifier


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number as stated. `value` counts `unit`s, whose scale word stays in it (*2.473 tỷ đồng*: 2473, *tỷ đồng*).

    `value` is None for *hàng chục* and the like. `upper` is the far end of a range (*5-7 người*).
    `noun_end` is where the unit ends in the text, `numeral` the span of the numeral alone.
    """

    value: Decimal | None
    qualifier: Qualifier
    unit: str
    sort: str
    numeral: tuple[int, int]
    upper: Decimal | None = None


def _lexicon() -> dict[str, Any]:
    return tomllib.loads((resources.files("ingest.extract") / "lexicon" / "measures.toml").read_text("utf-8"))


def _any(words: list[str] | dict[str, Any]) -> str:
    return either(words, r"\s")


_WORDS = _lexicon()
_SORTS = {unit.lower(): sort for sort, units in _WORDS["units"].items() if sort != "per" for unit in units}
_NUMERALS: dict[str, int] = _WORDS["numerals"]["words"]
_DIGITS: dict[str, int] = _WORDS["numerals"]["digits"]
_SCALE = rf"(?:{_any(_WORDS['numerals']['scales'])})"
_UNIT = (
    rf"(?P<unit>%|(?P<scale>{_SCALE}\b)?\s?(?P<noun>(?:{_any(_SORTS)})(?!\w))?"
    rf"(?:\s?/\s?(?:{_any(_WORDS['units']['per'])})(?!\w))*)"
)
_DIGIT_NUMERAL = (
    r"(?P<plain>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+,\d+|\d+\.\d+|\d+)"
    rf"(?:/(?P<whole>\d{{1,4}})(?=\s(?:{_any(_SORTS)})(?!\w)))?"
    r"(?:\s?(?:-|–|đến|tới)\s?(?P<upper>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?))?(?![\d/:]|[.,]\d|(?!(?:ha|kg|km2?|m[23²³]?)(?!\w))-?[A-ZĐa-zđ])"
)
_DIGIT = re.compile(rf"(?<![\w/.,:]){_DIGIT_NUMERAL}\s?{_UNIT}", re.IGNORECASE)
_WORD = re.compile(
    rf"(?:(?P<word>{_any(_NUMERALS)})(?:\s(?P<ones>{_any(_DIGITS)}))?|(?P<many>{_any(_WORDS['numerals']['many'])}))\s{_UNIT}",
    re.IGNORECASE,
)
_ARABIC = re.compile(r"\d+")
_WORD_OPENING = re.compile(
    "|".join(
        f"{form} "
        for word in sorted({w.split()[0] for w in (*_NUMERALS, *_WORDS["numerals"]["many"]) if w != "một"})
        for form in (word, word.capitalize())
    )
)
_QUALIFIERS = {word: Qualifier(name) for name, words in _WORDS["qualifiers"].items() for word in words}
_QUALIFIER = re.compile(rf"(?<!\w)({_any(_QUALIFIERS)})\s$", re.IGNORECASE)
_ROUND_UP = re.compile(r"\s(trở\s(?:lên|xuống))\b")
# A number after one of these is a name or a place in an order, not an amount.
_ORDINAL = re.compile(
    r"(?:\b(?:(?<!tổng )số|thứ|khóa|khoá|điều|khoản|mục|hạng|quốc lộ|phòng|tầng|đường|tổ|khu|ngõ|lô|quyết định|nghị định|"
    r"nghị quyết|thông tư|chỉ thị|luật|covid|top|loại|quý|u|thập niên|mã số|điện thoại|khóm|khu phố|lần|trang)"
    r"|[^\W\d_]-|№)\s?$",
    re.IGNORECASE,
)
_LOOKBACK = 24


def amount(text: str) -> Decimal:
    """Return what a Vietnamese or plain numeral stands for: `2.473` is 2473, `76,9` is 76.9, `2.925,5` is 2925.5."""
    if "," in text and "." in text:
        return Decimal(text.replace(".", "").replace(",", "."))
    if "," in text:
        return Decimal(text.replace(",", "") if text.count(",") > 1 else text.replace(",", "."))
    thousands = text.split(".")
    if len(thousands) > 1 and all(len(group) == 3 for group in thousands[1:]):
        return Decimal("".join(thousands))
    return Decimal(text)


def find(text: str) -> list[Phrase]:
    """Return the numbers of a text in order, each with its qualifier and unit inside the phrase."""
    found = [phrase for m in _matches(text) if (phrase := _phrase(text, m)) is not None]
    return sorted(found, key=lambda phrase: phrase.start)


def _matches(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for digits in _ARABIC.finditer(text):
        if digits.start() >= end and (found := _DIGIT.match(text, digits.start())):
            end = found.end()
            yield found
    end = 0
    for opening in _WORD_OPENING.finditer(text):
        start = opening.start()
        if start < end or (start and text[start - 1].isalnum()):
            continue
        found = _WORD.match(text, start)
        if found and (found["noun"] or found["scale"]):
            end = found.end()
            yield found


def _phrase(text: str, m: re.Match[str]) -> Phrase | None:
    groups = m.groupdict()
    start, before = m.start(), text[max(0, m.start() - _LOOKBACK) : m.start()]
    if groups.get("plain") and (_ORDINAL.search(before) or _part_exceeds(groups)):
        return None
    value, upper, qualifier = _amounts(groups)
    said = _QUALIFIER.search(before) if before[-1:].isspace() else None
    if said and qualifier is Qualifier.EXACTLY:
        qualifier = _QUALIFIERS[" ".join(said[1].lower().split())]
        start -= len(said.group())
    end = m.end("unit") if m["unit"].strip() else _numeral_end(m)
    if rounded := _ROUND_UP.match(text, end):
        qualifier = Qualifier.AT_LEAST if rounded[1].endswith("lên") else Qualifier.AT_MOST
    noun = (m["noun"] or m["unit"] or "").strip().lower()
    sort = _SORTS.get(" ".join(noun.split()), "scale" if m["scale"] else "")
    unit = " ".join(m["unit"].split())
    return Phrase(
        PhraseKind.NUMBER,
        start,
        end,
        NumberValue(_whole(value, sort), qualifier, unit, sort, (m.start(), _numeral_end(m)), upper),
    )


def _part_exceeds(groups: dict[str, str | None]) -> bool:
    """Tell whether a numeral is no part of a whole (*18/24 xã*) but a day and month (*20/11*)."""
    plain, whole = groups["plain"], groups.get("whole")
    return whole is not None and plain is not None and amount(plain) > amount(whole)


def _numeral_end(m: re.Match[str]) -> int:
    groups = m.groupdict()
    return max(m.end(name) for name in ("plain", "whole", "upper", "word", "ones", "many") if groups.get(name))


def _amounts(groups: dict[str, str | None]) -> tuple[Decimal | None, Decimal | None, Qualifier]:
    if plain := groups.get("plain"):
        upper = groups["upper"]
        return amount(plain), amount(upper) if upper else None, Qualifier.EXACTLY
    if word := groups.get("word"):
        ones = groups["ones"]
        value = _NUMERALS[" ".join(word.lower().split())] + (_DIGITS[ones.lower()] if ones else 0)
        return Decimal(value), None, Qualifier.EXACTLY
    return None, None, Qualifier.MANY


def _whole(value: Decimal | None, sort: str) -> Decimal | None:
    """Read *1,250 HTX* as 1250: what is counted in heads has no thousandths."""
    counted = sort in ("sector", "people", "bodies", "things", "places")
    if counted and value is not None and value.as_tuple().exponent == -3:
        return (value * 1000).to_integral_value()
    return value
