"""Award phrases in a text: the form, its title, its grade and a year or edition attached to it.

`find` reads plain shadow text; who grants an award (`của …`) stays outside its phrase.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from typing import Any

from ingest.extract.choice import either
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.places import UPPER
from ingest.extract.text import lower_case
from ingest.values import PartialDate, Period


class AwardForm(StrEnum):
    """What an award is by its wording."""

    PAPER = "paper"
    FLAG = "flag"
    BADGE = "badge"
    ORDER = "order"
    TITLE = "title"
    PRIZE = "prize"
    PLACE = "place"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class AwardValue:
    """An award as named: without grantor and without *danh hiệu*; the grade apart, a prize's edition kept.

    `title` is the name's own part (*Vì sự nghiệp …*, *Lao động*); `generic` when only the form is said of an
    award that has a name (*huân chương*, *giải thưởng*); `attached` is the year or edition right after it.
    """

    name: str
    form: AwardForm
    grade: str | None = None
    title: str | None = None
    generic: bool = False
    attached: str | None = None

    @property
    def period(self) -> Period | None:
        """The one year that is attached to the award, if any."""
        years = re.findall(r"\d{4}", self.attached or "")
        return Period(PartialDate(int(years[0]))) if len(years) == 1 and 1900 <= int(years[0]) < 2100 else None


_LEXICON: dict[str, Any] = tomllib.loads((files("ingest.extract.lexicon") / "awards.toml").read_text(encoding="utf-8"))


_FORMS = _LEXICON["forms"]
_BARES = [
    *_LEXICON["titles"]["bare"],
    *(f"{who} {how}" for who in _LEXICON["titles"]["who"] for how in _LEXICON["titles"]["best"]),
]
_SHORT: list[str] = _LEXICON["titles"]["short"]
# *được phong NSƯT năm 1988, NSND năm 1997*: what is given, not what somebody is called.
_BESTOWED = re.compile(r"(?:danh hiệu|phong|phong tặng|phong là|truy tặng|và danh hiệu) \Z", re.IGNORECASE)
_IN_YEAR = re.compile(r" (?:\()?(?:năm )?(?:19|20)\d\d(?!\w)")
_CLOSING = {'"': '"', "“": "”", "‘": "’", "'": "'", "”": "”", "«": "»", "„": "”"}
_QUOTED = re.compile(r"[\"“”‘'«„]")
_EDITION = re.compile(
    r" (?:lần thứ (?:[ivxlc]+|\d+|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"|lần (?:[ivxlc]+|\d+)|(?:năm|giai đoạn) \d{4}(?: ?[-–] ?\d{4})?|(?:19|20)\d\d(?![\d/-]|[.,]\d))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r" ?([^\s,.;:()\[\]\"“”‘’'…!?«»„]+)")
_TWO_SPACED = re.compile(r" {2,}")
# *giải thơ thuộc về …*, *giải Thí sinh tài năng được trao cho …*: whatever stands between is what it is for.
_WON = re.compile(
    rf" (?:(?:{either(_LEXICON['prizes']['genres'])})(?!\w)|(?-i:[{UPPER}]))[^.,;:\n“\"]{{0,40}}?"
    r"(?= (?:thuộc về|được trao|được dành|để trống|đã được trao|đã thuộc về)(?!\w))",
    re.IGNORECASE,
)
# *nhận giải phong cách*: what it is for, in small letters, and nothing more.
_GENRE = re.compile(
    rf" (?:{either(_LEXICON['prizes']['genres'])})(?=[.,;:)]| (?:cho|của|và|tại|năm|với|từ|do|trong|trị giá)(?!\w)|$)",
    re.I | re.M,
)
_HEAD = re.compile(
    rf"\b(?:(?P<paper>{either(_FORMS['papers'])}|bằng(?= ?[\"“‘'«]))"
    rf"|(?P<flag>(?<!lá )(?<!lên )(?:{either(_FORMS['flags'])})|cờ(?= ?[\"“'‘]| đơn vị | dẫn đầu | chính phủ\b))"
    rf"|(?P<badge>{either(_FORMS['badges'])})"
    rf"|(?P<order>{either(_FORMS['orders'])})"
    rf"|(?P<medal>{either(_FORMS['medals'])})"
    rf"|(?P<title>{either(_FORMS['titles'])})"
    rf"|(?P<prize>{either(_FORMS['prizes'])}|giải(?={_WON.pattern})|giải(?= (?:{either(_LEXICON['prizes']['names'])})\b)|giải (?=[\"“‘'«])|(?<=trao )giải|(?<=nhận )giải|(?<=đoạt )giải|(?<=lĩnh )giải"
    rf"|(?<=đạt )giải|(?<=giành )giải|giải(?= (?:{either(_LEXICON['grades']['places'] + _LEXICON['grades']['letters'])})\b))"
    rf"|(?P<certificate>(?:{either(_LEXICON['certificates']['heads'])})"
    rf"(?= (?:[\"“‘'«]|(?:{either(_LEXICON['certificates']['continuations'])})\b)))"
    rf"|(?P<starred>(?:{either(_LEXICON['certificates']['starred'])})(?= (?:(?:đạt|sản phẩm|đạt chuẩn|hạng) )*ocop(?: (?:hạng|đạt|đạt hạng|cấp tỉnh))? [345] sao(?!\w)))"
    rf"|(?P<acknowledged>(?:(?<=công nhận)|(?<=tôn vinh)|(?<=công nhận là)|(?<=tôn vinh là)|(?<=vinh danh là)|(?<=công nhận đạt)) (?=[“\"‘«]))"
    rf"|(?P<short>(?-i:{either(_SHORT)}))(?! (?-i:[{UPPER}])|\w)"
    rf"|(?P<bare>{either(_BARES)}))(?!\w)",
    re.IGNORECASE,
)
_FIRST = (
    {short.lower() for short in _SHORT}
    | {word for kind in ("papers", "flags", "badges", "orders", "medals", "titles", "prizes") for word in _FORMS[kind]}
    | {
        *_LEXICON["certificates"]["heads"],
        *_BARES,
        "bằng",
        "cờ",
        "giải",
    }
)
# Where an award can begin, in lower-case text: a plain alternation, which `re` scans for much faster than for a head.
_OPENING = re.compile(
    rf"(?<!\w)(?:{either(word.split()[0] for word in _FIRST)})(?!\w)|(?:(?<=nhận)|(?<=vinh)|(?<=là)|(?<=đạt)) (?=[“\"‘«])"
)
_PLACE = re.compile(
    rf" ((?:{either(_LEXICON['grades']['places'])})(?!\w| đội\b)|(?-i:{either(_LEXICON['grades']['letters'])})(?!\w))",
    re.IGNORECASE,
)
_FURTHER_CLASS = re.compile(
    rf"(?: \((?:năm )?\d{{4}}\)| năm \d{{4}})?(?:,? và|,) (?:hạng (?P<class>{either(_LEXICON['grades']['classes'])})(?!\w)"
    rf"|(?P<bare>{either(_LEXICON['grades']['classes'])})(?=[,;.]| \((?:năm )?\d{{4}}\)| (?:cho|của|tặng|và)\b|$))",
    re.IGNORECASE | re.MULTILINE,
)
_CLASS = re.compile(rf" hạng ({either(_LEXICON['grades']['classes'])})(?!\w)", re.IGNORECASE)
_SPORT = re.compile(rf" ({either(_LEXICON['orders']['sport'])})(?!\w)", re.IGNORECASE)
_ORDER = re.compile(rf" ({either(_LEXICON['orders']['names'])})(?!\w)", re.IGNORECASE)
_CAUSE = re.compile(rf" ({either(_LEXICON['causes']['names'])})(?!\w)", re.IGNORECASE)
_BARE = re.compile(rf" ({either(_BARES)})(?!\w)", re.IGNORECASE)
_ABBREVIATED = re.compile(rf" ({either(_SHORT)})(?!\w)")
_LEVEL = re.compile(
    r" (?:cấp|toàn) (?:tỉnh|thành phố|huyện|xã|bộ|ngành|cơ sở|trung ương|quốc gia|quân|quốc|ngành)\b", re.IGNORECASE
)
_OF_PRIZE = re.compile(r" (?:của )?(?P<prize>giải thưởng(?= )|(?-i:[Gg]iải)(?= (?-i:[A-ZĐÁÂ])))", re.IGNORECASE)
_NO_PLACE = re.compile(r" (?:đình|vì|môn|lan|thức|mục|vị|đồng)\b", re.IGNORECASE)
_PARTY_AGE = re.compile(r" \d{2}(?:(?:, ?|,? và | - ?)\d{2})*,? (?:năm )?tuổi đảng\b", re.IGNORECASE)
_TITLE_HEAD = re.compile(rf" (?:{either(_LEXICON['titles']['heads'])})(?!\w)", re.IGNORECASE)
_FLAG_TAIL = re.compile(
    r" (?:đơn vị )?(?:dẫn đầu|xuất sắc)(?: (?:xuất sắc|toàn diện))?"
    r"(?: (?:trong )?phong trào thi đua(?: yêu nước)?| toàn diện)?(?!\w)",
    re.IGNORECASE,
)
_NAME_AHEAD = re.compile(r" (?:[^\W\d_]\w*)(?: [^\W\d_]\w*){1,3}")
_HARD = frozenset(_LEXICON["endings"]["hard"])
_SOFT = frozenset(_LEXICON["endings"]["soft"])
_COMPOUNDS: dict[str, list[str]] = _LEXICON["endings"]["compounds"]
_GENERIC = re.compile(rf"(?:{either(_LEXICON['titles']['generic'])})(?!\w)", re.IGNORECASE)
_NUMBERED = re.compile(r" \d+ (?:tốt|không|sạch|sao|giỏi|tiêu biểu|nhất|gương mặt)\b", re.IGNORECASE)
_BARE_CERTIFICATE = re.compile(
    r"(?:(?<=trao )|(?<=tặng )|(?<=nhận ))(?:giấy chứng nhận|bằng chứng nhận|chứng nhận)(?= (?:cho|tới|đến|do|từ|của)\b|[.,;])",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"[.,;:)\n]|\Z| (?:cho|từ|do|tại|là|này|của|và|gồm|tới|đến|trong|lần này|đợt này|năm nay|năm \d{4})(?!\w)"
)
_CONTEST = re.compile(r" (?:cuộc thi|hội thi|cuộc vận động|hội diễn|liên hoan|hội thao|hội khỏe)\b", re.IGNORECASE)
_GIVEN_BEFORE = re.compile(r"(?:trao|tặng|nhận|đón) \Z", re.IGNORECASE)
UNNAMED_PRIZE = "Giải"
"""The name of a prize of which only *giải* is said."""
UNNAMED_TITLE = "Danh hiệu"
"""The name of a title of which only *danh hiệu* is said."""
_LONGEST = 14  # words of an unquoted name


def find(text: str) -> list[Phrase]:
    """Return the award phrases of a text in order; titles quoted once after an award word count wherever quoted again."""
    heads = [phrase for head in _heads(text) if (phrase := _phrase(text, head)) is not None]
    found = [phrase for award in _apart(heads) for phrase in (award, *_further_classes(text, award))]
    return sorted([*found, *_requoted(text, found), *_bare_again(text, found)], key=lambda phrase: phrase.start)


def _heads(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for opening in _OPENING.finditer(lower_case(text)):
        if opening.start() >= end and (head := _HEAD.match(text, opening.start())) is not None:
            yield head
            end = head.end()


def _bare_again(text: str, found: list[Phrase]) -> Iterator[Phrase]:
    """Yield *Giấy chứng nhận* alone where it is given, in a text that names the certificate in full."""
    if any(phrase.value.form is AwardForm.CERTIFICATE for phrase in found):
        taken = {phrase.start for phrase in found}
        for match in _BARE_CERTIFICATE.finditer(text):
            if match.start() not in taken:
                value = AwardValue(_capital(match.group()), AwardForm.CERTIFICATE, generic=True)
                yield Phrase(PhraseKind.AWARD, match.start(), match.end(), value)


def _apart(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Drop phrases that begin inside an earlier one."""
    end = 0
    for phrase in phrases:
        if phrase.start >= end:
            yield phrase
            end = phrase.end


def _phrase(text: str, head: re.Match[str]) -> Phrase | None:
    kind = head.lastgroup or ""
    read = _READERS[kind]
    result = read(text, head.start(), head.end())
    if result is None:
        return None
    value, end = result
    if kind != "prize" and value.form is not AwardForm.PLACE and (edition := _edition(text, end)) > end:
        # A year after a flag or title tells its period and is no part of its name: it stays outside the phrase.
        value = replace(value, attached=text[end:edition].strip())
    return Phrase(PhraseKind.AWARD, head.start(), end, value)


def _further_classes(text: str, award: Phrase) -> Iterator[Phrase]:
    """Yield the order again for each further class: *Huân chương Lao động hạng Nhì, hạng Ba*."""
    position = award.end
    while award.value.form is AwardForm.ORDER and award.value.grade and (more := _FURTHER_CLASS.match(text, position)):
        part = "class" if more.group("class") else "bare"
        start = more.start("bare") if part == "bare" else more.start("class") - len("hạng ")
        yield Phrase(PhraseKind.AWARD, start, more.end(), replace(award.value, grade=_grade(more.group(part))))
        position = more.end()


def _paper(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    name = text[start:end]
    quoted = _quote(text, end)
    if quoted and _is_title(text[end:quoted]):
        return AwardValue(_tidy(text[start:quoted]), AwardForm.PAPER, title=_inner(text[end:quoted])), quoted
    return AwardValue(_tidy(name), AwardForm.PAPER), end


def _flag(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    quoted = _quote(text, end)
    if quoted:
        return AwardValue(_tidy(text[start:quoted]), AwardForm.FLAG, title=_inner(text[end:quoted])), quoted
    tail = _FLAG_TAIL.match(text, end)
    if tail:
        return AwardValue(_tidy(text[start : tail.end()]), AwardForm.FLAG, title=tail.group().strip()), tail.end()
    bare = text[start:end].lower() == "cờ"
    if bare and text[end : end + 10].lower() != " chính phủ":
        return None
    return AwardValue("Cờ" if bare else _tidy(text[start:end]), AwardForm.FLAG), end


def _badge(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    quoted = _quote(text, end)
    if quoted:
        return AwardValue(_tidy(text[start:quoted]), AwardForm.BADGE, title=_inner(text[end:quoted])), quoted
    for pattern in (_PARTY_AGE, _CAUSE):
        tail = pattern.match(text, end)
        if tail:
            return AwardValue(_tidy(text[start : tail.end()]), AwardForm.BADGE, title=tail.group().strip()), tail.end()
    stop = _name(text, end, lower=("vì",))
    title = text[end:stop].strip()
    return AwardValue(_tidy(text[start:stop]), AwardForm.BADGE, title=title or None, generic=not title), stop


def _order(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    quoted = _quote(text, end)
    tail = _ORDER.match(text, end) or (_SPORT.match(text, end) if text[start:end].lower() == "huy chương" else None)
    stop = quoted or (tail.end() if tail else _name(text, end))
    if text[end:stop].lower().startswith(" hạng "):
        stop = end
    grade = _CLASS.match(text, stop)
    title = _inner(text[end:stop]) or None
    value = AwardValue(
        _tidy(text[start:stop]),
        AwardForm.ORDER,
        grade=_grade(grade.group(1)) if grade else None,
        title=title,
        generic=title is None,
    )
    return value, grade.end() if grade else stop


def _medal(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    return AwardValue(text[start:end].upper(), AwardForm.ORDER, title=text[start:end].upper()), end


def _title(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    quoted = _quote(text, end)
    if quoted:
        title = _inner(text[end:quoted])
        return AwardValue(_capital(title), AwardForm.TITLE, title=title), quoted
    bare = _BARE.match(text, end) or _ABBREVIATED.match(text, end)
    if bare:
        level = _LEVEL.match(text, bare.end())
        stop = level.end() if level else bare.end()
    else:
        stop = end if _GENERIC.match(text, end + 1) else _name(text, end, heads=True)
    title = text[end:stop].strip()
    if len(title.split()) < 2 and title not in _SHORT:
        given = text[start:end].lower() == "danh hiệu" and _GIVEN_BEFORE.search(text, max(0, start - 8), start)
        return _unnamed(text, end, UNNAMED_TITLE, AwardForm.TITLE) if given else None
    return AwardValue(_capital(title), AwardForm.TITLE, title=title), stop


def _acknowledged(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    """Read what is quoted after *công nhận*: *công nhận “HTX kiểu mẫu”* is a title, *công nhận “Đất lúa” là …* is none."""
    quoted = _quote(text, start)
    title = _inner(text[start:quoted])
    if not quoted or not _TITLE_HEAD.match(f" {title}"):
        return None
    return AwardValue(_capital(title), AwardForm.TITLE, title=title), quoted


def _bare(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    """Read a title said without *danh hiệu*; before a person's name it is a form of address, no award."""
    level = _LEVEL.match(text, end)
    stop = level.end() if level else end
    ahead = _NAME_AHEAD.match(text, stop)
    if (
        ahead
        and not text[start:end].isupper()
        and all(w[0].isupper() and not w.isupper() for w in ahead.group().split()[:2])
    ):
        return None
    title = text[start:stop]
    return AwardValue(_capital(title), AwardForm.TITLE, title=title), stop


def _short(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    """Read a title's abbreviation where it is given or has its year: *được phong NSƯT năm 1988, NSND năm 1997*."""
    if not _BESTOWED.search(text, max(0, start - 12), start) and not _IN_YEAR.match(text, end):
        return None
    return AwardValue(text[start:end], AwardForm.TITLE, title=text[start:end]), end


def _prize(text: str, start: int, end: int) -> tuple[AwardValue, int] | None:
    whole = text[start:end].strip().lower() == "giải thưởng"
    place = None if whole else _PLACE.match(text, end)
    if place:
        return _place(text, start, place)
    genre = None if whole else _GENRE.match(text, end)
    if genre:
        return AwardValue(_tidy(text[start : genre.end()]), AwardForm.PRIZE, title=genre.group().strip()), genre.end()
    won = None if whole else _WON.match(text, end)
    if won:
        title = won.group().strip()
        return AwardValue(_tidy(text[start : won.end()]), AwardForm.PRIZE, title=title), won.end()
    quoted = _quote(text, end)
    if quoted:
        stop = _edition(text, quoted)
    elif _GENERIC.match(text, end + 1) or _CONTEST.match(text, end):
        stop = end
    else:
        name = _name(text, end)
        stop = _edition(text, name) if name > end or whole else end
    if stop == end or _is_number(text[end:stop]):
        return _unnamed_prize(text, end, whole)
    if not whole and not quoted and len(text[end:stop].split()) < 2:
        return None
    title = _inner(text[end : quoted or stop])
    attached = text[quoted:stop].strip() if quoted else _attached(text[end:stop])
    return AwardValue(_tidy(text[start:stop]), AwardForm.PRIZE, title=title, attached=attached or None), stop


def _unnamed_prize(text: str, end: int, whole: bool) -> tuple[AwardValue, int] | None:
    """Read *giải thưởng*, and *giải* after a verb (*trao giải cho*, *nhận giải*): which prize, the text said before."""
    if whole:
        return AwardValue("Giải thưởng", AwardForm.PRIZE, generic=True), end
    return _unnamed(text, end, UNNAMED_PRIZE, AwardForm.PRIZE)


def _unnamed(text: str, end: int, name: str, form: AwardForm) -> tuple[AwardValue, int] | None:
    return (AwardValue(name, form, generic=True), end) if _TOLD_BEFORE.match(text, end) else None


def _place(text: str, start: int, place: re.Match[str]) -> tuple[AwardValue, int] | None:
    stop = place.end()
    if _NO_PLACE.match(text, stop) and place.group(1).lower() in {"ba", "nhất"}:
        return None
    name = f"Giải {place.group(1)}"
    prize = _OF_PRIZE.match(text, stop)
    if prize:
        head = prize.end()
        quoted = _quote(text, head)
        tail = _edition(text, quoted or _name(text, head))
        if tail > head:
            return AwardValue(
                f"{name} {_tidy(text[prize.start('prize') : tail], capital=False)}",
                AwardForm.PLACE,
                grade=place.group(1),
            ), tail
    return AwardValue(name, AwardForm.PLACE, grade=place.group(1)), stop


def _certificate(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    quoted = _quote(text, end)
    if quoted:
        return AwardValue(_tidy(text[start:quoted]), AwardForm.CERTIFICATE, title=_inner(text[end:quoted])), quoted
    stop = _name(text, end, anything=True)
    quoted = _quote(text, stop)
    stop = quoted or stop
    return AwardValue(_tidy(text[start:stop]), AwardForm.CERTIFICATE, title=text[end:stop].strip()), stop


def _starred(text: str, start: int, end: int) -> tuple[AwardValue, int]:
    """Read a product's certificate with its stars: *Giấy chứng nhận sản phẩm OCOP 4 sao*."""
    stop = text.index(" sao", end) + len(" sao") if " sao" in text[end : end + 60] else end
    return AwardValue(_tidy(text[start:stop]), AwardForm.CERTIFICATE, title=text[end:stop].strip()), stop


_READERS = {
    "paper": _paper,
    "flag": _flag,
    "badge": _badge,
    "order": _order,
    "medal": _medal,
    "title": _title,
    "acknowledged": _acknowledged,
    "prize": _prize,
    "certificate": _certificate,
    "starred": _starred,
    "bare": _bare,
    "short": _short,
}


def _quote(text: str, position: int) -> int:
    """Return the end of a quotation that begins at a position (after a space), or 0."""
    at = position + len(text[position : position + 2]) - len(text[position : position + 2].lstrip(" "))
    opening = text[at : at + 1]
    if opening not in _CLOSING or not opening:
        return 0
    for end in range(at + 1, min(len(text), at + 160)):
        if text[end] == "\n":
            return 0
        if text[end] == _CLOSING[opening] or (opening != "'" and text[end] in '”"' and opening in '“”"„'):
            return end + 1 if end > at + 2 else 0
    return 0


def _is_title(quoted: str) -> bool:
    return len(quoted.split()) <= 16 and _inner(quoted)[:1].isupper()


def _name(text: str, position: int, *, lower: tuple[str, ...] = (), heads: bool = False, anything: bool = False) -> int:
    """Return the end of an unquoted name: it begins with a capital (or an allowed word) and ends at an ending word."""
    first = _WORD.match(text, position)
    if not first or (text[position : position + 1] != " "):
        return position
    shouting = text[max(0, position - 5) : position].isupper()
    capital = first.group(1)[0].isupper() and not shouting
    allowed = anything or first.group(1).lower() in lower or (heads and _TITLE_HEAD.match(text, position))
    if not (capital or allowed or shouting):
        return position
    end, solid, words, previous = position, position, 0, ""
    while words < _LONGEST:
        edition = _EDITION.match(text, end)
        if edition and words:
            return end
        word = _WORD.match(text, end)
        if not word or "\n" in word.group() or (words and not word.group().startswith(" ")):
            break
        numbered = _NUMBERED.match(text, end)
        raw = word.group(1)
        lowered = raw.lower()
        plain = raw[0].islower() or shouting
        if words and plain and lowered in _HARD and previous not in _COMPOUNDS.get(lowered, ()):
            break
        previous = lowered
        if raw[0].isdigit() and not numbered:
            break
        if raw in {"-", "–", "—", "/", "&", "+", "|"} and raw != "&":
            break
        end = word.end()
        words += 1
        if not (words > 1 and plain and lowered in _SOFT) and solid == word.start():
            solid = end
    # Past a soft word a name only goes on when a year or edition closes it.
    return end if _EDITION.match(text, end) else solid


def _edition(text: str, position: int) -> int:
    end = position
    while (found := _EDITION.match(text, end)) is not None:
        end = found.end()
    return end


def _attached(name: str) -> str | None:
    found = [m.group().strip() for m in _EDITION.finditer(name)]
    return " ".join(found) or None


def _is_number(text: str) -> bool:
    return text.strip().isdigit()


def _requoted(text: str, found: list[Phrase]) -> Iterator[Phrase]:
    """Find titles again where they stand in quotation marks without their award word."""
    known: dict[str, AwardValue] = {}
    for phrase in found:
        value: AwardValue = phrase.value
        if value.title and len(value.title) > 5 and value.form is not AwardForm.ORDER:
            known.setdefault(value.title.lower(), value)
    if not known:
        return
    taken = [(phrase.start, phrase.end) for phrase in found]
    pattern = re.compile(rf"[\"“‘'«]({either(known)})[\"”’'»]", re.IGNORECASE)
    for match in pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield Phrase(PhraseKind.AWARD, match.start(), match.end(), known[match.group(1).lower()])


def _inner(text: str) -> str:
    return _TWO_SPACED.sub(" ", text.strip().strip("\"“”‘’'«»„").strip())


def _grade(word: str) -> str:
    return f"hạng {word.capitalize() if word.isupper() and word.strip('I') else word}"


def _capital(text: str) -> str:
    tidy = _TWO_SPACED.sub(" ", text.strip())
    if tidy.isupper() and len(tidy.split()) > 1:
        tidy = tidy.lower()
    return tidy[:1].upper() + tidy[1:]


def _tidy(text: str, *, capital: bool = True) -> str:
    """Return a name with single spaces, “typographic” quotes and a capital."""
    tidy = _TWO_SPACED.sub(" ", text.strip())
    quote = _QUOTED.search(tidy)
    if quote and tidy[-1] in "\"”’'»":
        tidy = f"{tidy[: quote.start()].strip()} “{_inner(tidy[quote.start() :])}”"
    elif quote and (closing := max(tidy.rfind(c) for c in '"”’»')) > quote.start():
        tidy = f"{tidy[: quote.start()].strip()} “{_inner(tidy[quote.start() : closing + 1])}”{tidy[closing + 1 :]}"
    return _capital(tidy) if capital else tidy
