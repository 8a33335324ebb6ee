"""Cells read as what a mapping says they are; what does not fit is refused with its reason, never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ingest.extract import awards, dates, decisions, places
from ingest.extract.awards import AwardValue
from ingest.extract.surnames import SURNAMES, run_at
from ingest.model import Evidence, Mention, MentionKind, Party, PostMention
from ingest.sources.table.rows import Cell
from ingest.values import PartialDate, Period, unify_tones
from ontology import kinds, units


class Unreadable(ValueError):
    """A cell that is not what its column is read as; the message says why."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read with: the row's evidence, the province that it is about, and how numbers are written."""

    evidence: Evidence
    province: str | None = None
    numbers: str = "vi"


@dataclass(frozen=True, slots=True)
class Honour:
    """An award as a cell names it, and the grantor named with it (*Bằng khen của UBND tỉnh*)."""

    award: AwardValue
    grantor: Party | None


@dataclass(frozen=True, slots=True)
class Act:
    """A decision's number, and its day where the cell gives it."""

    number: str
    issued: PartialDate | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A post's role; `former` when the cell says that it was held."""

    role: str
    former: bool


Read = str | int | Decimal | PartialDate | Period | Mention | PostMention | Honour | Act | Seat
"""What a cell may be read as."""


def read(cell: Cell, kind: str, context: Context) -> Read:
    """Return a filled cell as a value of a type of `kinds.TYPES`. Raises Unreadable with the reason."""
    if cell.fault is not None:
        raise Unreadable(cell.fault)
    return _READERS[kind](cell, context)


def province_with_code(text: str, on: PartialDate | None) -> str | None:
    """Return the bare name of the province that had a code on the table's day; None for what is no code.

    Raises Unreadable, naming what the code meant in each catalogue, where the table has no day that decides.
    """
    undated = units.undated_code(text)
    if undated is None:
        return None
    found = units.unit_with_code(units.Level.PROVINCE, text.strip().zfill(2), str(on)) if on is not None else None
    if found is None:
        raise Unreadable(f"{undated}; give the day of the document")
    return found.bare


def province(place: str | None) -> str | None:
    """Return the bare name of the province that a place names: a known one, or what stands after its type word."""
    if place is None:
        return None
    known = places.province_of(place)
    if known is not None:
        return known
    named = [found[1].strip() for part in place.split(",") if (found := _TYPED_PROVINCE.match(part.strip()))]
    return named[-1] if named else None


_TYPED_PROVINCE = re.compile(r"tỉnh\s+(?=\S)(.+)", re.IGNORECASE)
_FORMS = re.compile(
    r"(?:(?:ông|bà|anh|chị|cụ|đồng chí|đ/c|đc)(?:\s*:\s*|\.\s*|\s+)|(?:GS|PGS|TS|ThS|BS|KS|CN)(?:\.\s*|\s+))+",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=\w))*(?: [^\W\d_](?:[^\W\d_]|['’.-](?=\w))*){1,6}")
_DAY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})")
_MONTH = re.compile(r"(?:tháng\s)?(\d{1,2})\s?[/.-]\s?(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s)?(\d{4})", re.IGNORECASE)
_YEARS = re.compile(r"(?:năm\s)?(\d{4})\s?[-–—/]\s?(\d{4})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}.*)?")
_VIETNAMESE = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ENGLISH = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CODE = re.compile(r"[0-9A-ZĐ](?:[0-9A-ZĐ./_-]*[0-9A-ZĐ])?", re.IGNORECASE)
_LEVEL_ONLY = re.compile(r"(?:\A|\s)(tỉnh|thành phố|tp\.?)\Z", re.IGNORECASE)
_OFFICES = frozenset({"thủ tướng chính phủ", "thủ tướng", "chủ tịch nước"})
_HEADED = re.compile(
    r"((?:phó\s)?(?:chủ tịch|bộ trưởng|giám đốc|tổng giám đốc|trưởng ban|chủ nhiệm|viện trưởng))\s(.+)", re.IGNORECASE
)
_FORMER = re.compile(r"(?:nguyên|cựu)\s+", re.IGNORECASE)
_OF = re.compile(r"\s*(?:,\s*)?(?:của|do)\s+", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _text(cell: Cell, context: Context) -> str:
    return cell.text


def _person(cell: Cell, context: Context) -> Mention:
    name = _FORMS.sub("", cell.text, count=1) if _FORMS.match(cell.text) else cell.text
    if not _PERSON.fullmatch(name):
        raise Unreadable(f"{cell.text!r} is no person's name of two to seven words")
    if name.isupper():
        name = name.title()
    return Mention(MentionKind.PERSON, unify_tones(name), context.evidence, province=context.province)


def _organization(cell: Cell, context: Context) -> Mention:
    return _body(cell.text, context)


def _body(text: str, context: Context) -> Mention:
    if not any(letter.isalpha() for letter in text) or len(text) > 300:
        raise Unreadable(f"{text[:60]!r} is no organization's name")
    level = _LEVEL_ONLY.search(text)
    if level is not None:
        if context.province is None:
            raise Unreadable(f"which {level[1]} {text!r} means is not told; give the place of the document")
        text = f"{text} {context.province}"
    return Mention(MentionKind.ORGANIZATION, text, context.evidence, province=context.province)


def _recipient(cell: Cell, context: Context) -> Mention:
    """Read a person or an organization; which of both it is must be plain from the words."""
    name = _FORMS.sub("", cell.text, count=1) if _FORMS.match(cell.text) else cell.text
    if kinds.organization_kind(cell.text) is not None:
        return _body(cell.text, context)
    spelled = name.title() if name.isupper() else name
    words = [spelled[start:end] for start, end in run_at(spelled, 0)]
    if name != cell.text or (2 <= len(words) <= 5 and " ".join(words) == spelled and unify_tones(words[0]) in SURNAMES):
        return _person(cell, context)
    raise Unreadable(f"{cell.text!r} may be a person or an organization; read the column as one of both")


def _party(cell: Cell, context: Context) -> Party:
    return party(cell.text, context)


def party(text: str, context: Context) -> Party:
    """Return an organization, or a post in one (*Chủ tịch UBND tỉnh*), as named."""
    if unify_tones(text).casefold() in _OFFICES:
        return PostMention(text, None, context.evidence)
    headed = _HEADED.fullmatch(text)
    if headed is not None and kinds.organization_kind(headed[2]) is not None:
        return PostMention(headed[1], _body(headed[2], context), context.evidence)
    return _body(text, context)


def _product(cell: Cell, context: Context) -> Mention:
    return Mention(MentionKind.PRODUCT, cell.text, context.evidence, province=context.province)


def _post(cell: Cell, context: Context) -> Seat:
    former = _FORMER.match(cell.text)
    role = cell.text[former.end() :] if former else cell.text
    if not any(letter.isalpha() for letter in role):
        raise Unreadable(f"{cell.text!r} is no post")
    return Seat(role[:1].upper() + role[1:], former is not None)


def _award(cell: Cell, context: Context) -> Honour:
    text = cell.text
    found = [phrase for phrase in awards.find(text) if phrase.start == 0]
    if not found:
        raise Unreadable(f"no award is known by the name {text!r}")
    rest = text[found[0].end :].strip(" .;")
    if not rest:
        return Honour(found[0].value, None)
    of = _OF.match(f" {rest}")
    if of is None:
        raise Unreadable(f"what {rest!r} says of the award {text[: found[0].end]!r} is not understood")
    return Honour(found[0].value, party(f" {rest}"[of.end() :].strip(), context))


def _decision(cell: Cell, context: Context) -> Act:
    found = decisions.find(cell.text)
    if len(found) != 1:
        raise Unreadable(f"{cell.text!r} is no number of one decision, such as 1034/QĐ-UBND")
    days = [phrase.value.start for phrase in dates.find(cell.text[found[0].end :]) if phrase.value.is_day]
    return Act(found[0].value.number, days[0] if len(days) == 1 else None)


def _date(cell: Cell, context: Context) -> PartialDate:
    value = cell.value
    if isinstance(value, datetime.date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, int) and not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise Unreadable(f"{value} is a number, no day; keep days as days or as texts such as 05/06/2024")
    try:
        if day := _DAY.fullmatch(cell.text):
            return PartialDate(int(day[3]), int(day[2]), int(day[1]))
        if day := _ISO_DAY.fullmatch(cell.text):
            return PartialDate(int(day[1]), int(day[2]), int(day[3]))
        if month := _MONTH.fullmatch(cell.text):
            return PartialDate(int(month[2]), int(month[1]))
        if (year := _YEAR.fullmatch(cell.text)) and _FIRST_YEAR <= int(year[1]) <= _LAST_YEAR:
            return PartialDate(int(year[1]))
    except ValueError as error:
        raise Unreadable(f"{cell.text!r}: {error}") from None
    told = [phrase.value for phrase in dates.find(cell.text) if (phrase.start, phrase.end) == (0, len(cell.text))]
    if told and told[0].last is None and told[0].quarter is None and told[0].start is not None:
        start: PartialDate = told[0].start
        return start
    raise Unreadable(f"{cell.text!r} is no day, month or year with four digits, such as 05/06/2024")


def _period(cell: Cell, context: Context) -> Period:
    years = _YEARS.fullmatch(cell.text)
    if years is not None and int(years[1]) < int(years[2]):
        return Period(PartialDate(int(years[1])), PartialDate(int(years[2])))
    told = [phrase.value for phrase in dates.find(cell.text) if (phrase.start, phrase.end) == (0, len(cell.text))]
    if told and told[0].period is not None:
        period: Period = told[0].period
        return period
    return Period(_date(cell, context))


def _number(cell: Cell, context: Context) -> Decimal:
    if isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool):
        return Decimal(cell.value)
    text = cell.text.replace("\u2212", "-")
    shape = _VIETNAMESE if context.numbers == "vi" else _ENGLISH
    if not shape.fullmatch(text):
        usual = "1.234,5" if context.numbers == "vi" else "1,234.5"
        raise Unreadable(f"{cell.text!r} is no number written like {usual}")
    plain = text.replace(".", "").replace(",", ".") if context.numbers == "vi" else text.replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise Unreadable(f"{cell.text!r} is no number") from None


def _integer(cell: Cell, context: Context) -> int:
    text = re.sub(r"\s*(?:sao|\*|★)\Z", "", cell.text, flags=re.IGNORECASE)
    number = _number(Cell(cell.value if text == cell.text else text, text), context)
    if number != number.to_integral_value():
        raise Unreadable(f"{cell.text!r} is no whole number")
    return int(number)


def _code(cell: Cell, context: Context) -> str:
    text = cell.text.replace(" ", "")
    if not _CODE.fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise Unreadable(f"{cell.text!r} is no code of digits and letters")
    return text


_READERS: Mapping[str, Callable[[Cell, Context], Read]] = {
    "text": _text,
    "person": _person,
    "organization": _organization,
    "recipient": _recipient,
    "party": _party,
    "product": _product,
    "place": _text,
    "post": _post,
    "award": _award,
    "date": _date,
    "period": _period,
    "integer": _integer,
    "number": _number,
    "code": _code,
    "decision": _decision,
}
