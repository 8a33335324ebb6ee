"""Lines as the frames of giving read them: with what a phrase hides of giving opened, and units told by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.choice import either
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.recipients import LEXICON, GroupValue
from ingest.extract.tokens import Line, Page, encode
from ingest.model import MemberKind, Qualifier

_GIVING_EVENT = re.compile(r"trao|tặng|tôn vinh|vinh danh|tuyên dương|nhận|phong|công bố|công nhận|gắn", re.IGNORECASE)
_ENDS = either(LEXICON["teams"]["ends"])
_HEADS = either(LEXICON["teams"]["units"])
_SMALL = either(unit.lower() for unit in LEXICON["teams"]["units"])
_NAMED = (
    rf"(?:{_HEADS}|(?:{_SMALL})(?= [A-ZĐÂÁÔ]))(?: [^\s,.;:()“”\"–-]+){{1,9}}?(?= (?:{_ENDS})(?!\w)|[,.;:()\n]| [–-]|\Z)"
)
_UNIT = re.compile(rf"(?:(?<=cho )|(?<=tặng )|(?<=tập thể )|(?<=nhóm ))(?:đội |tập thể |nhóm )?(?P<unit>{_NAMED})")
_LEADS = ("cho ", "tặng ", "tập thể ", "nhóm ")
_BEFORE_UNIT = max(map(len, _LEADS))
_NEXT = re.compile(rf"(?:, | và |; )(?:đội |tập thể )?(?P<unit>{_NAMED})")
_ITEM = re.compile(
    rf"\s*(?:[-+•*–—●▪·]|\d{{1,2}}[.)/]|[a-z][.)])?\s*(?:tập thể |cán bộ, nhân viên )?(?P<unit>(?:{_HEADS})(?: [^\s.;:()]+){{1,14}})[.;,]?\s*",
    re.IGNORECASE,
)
_LONG_NAME = 160
_NO_UNIT = re.compile(r"(?:Ban Tổ chức|Ban Giám khảo|Tổ chức|Ban tổ chức|Ban giám khảo)(?!\w)")
# Over these a unit's name may stand; where a party or a count is known, that one is meant.
_WITHIN = frozenset({PhraseKind.PLACE, PhraseKind.NUMBER, PhraseKind.DATE})


def opened(line: Line, page: Page) -> Line:
    """Return a line as giving is read from it.

    Events that tell of giving (*Lễ trao Giải thưởng … cho 100 HTX*) are no phrases; a number does not reach into the
    award it counts (*hai giải* … *Ba*); those who are given something are parties also where only their wording
    (*tập thể Đội Cảnh sát hình sự*) says so.
    """
    known = page.opened.get(line.sentence.start)
    if known is None or known[0] is not line:
        known = page.opened[line.sentence.start] = (line, _opened(line, page))
    return known[1]


def _opened(line: Line, page: Page) -> Line:
    telling = [p for p in line.phrases if p.kind is PhraseKind.EVENT and _tells(p, page)]
    said = page.text(max(0, line.sentence.start - _BEFORE_UNIT), line.sentence.end)
    units = list(_units(line, page)) if any(word in said for word in _LEADS) else []
    counting = any(_reaches(p, page) for p in line.phrases if p.kind is PhraseKind.NUMBER)
    if not (telling or units or counting):
        return line
    within = page.inside(line.sentence.start, line.sentence.end)
    kept = [_short_of_award(p, page) for p in within if not _hidden(p, telling, units)]
    kept = sorted([*kept, *units], key=lambda p: (p.start, -p.end))
    return next(iter(encode(page.shadow.lower, (line.sentence,), kept)))


def _hidden(phrase: Phrase, telling: list[Phrase], units: list[Phrase]) -> bool:
    if phrase.kind is PhraseKind.EVENT:
        return any(e.start <= phrase.start and phrase.end <= e.end for e in telling)
    return any(u.start <= phrase.start < u.end for u in units)


def _tells(event: Phrase, page: Page) -> bool:
    awards = page.inside(event.start, event.end, PhraseKind.AWARD)
    return bool(awards) and _GIVING_EVENT.search(page.text(event.start, awards[0].start)) is not None


def _reaches(number: Phrase, page: Page) -> bool:
    return _short_of_award(number, page) is not number


def _short_of_award(number: Phrase, page: Page) -> Phrase:
    """Return a number without the first word of the award that it counts."""
    if number.kind is not PhraseKind.NUMBER:
        return number
    awards = page.inside(number.start, number.end + _LONG_NAME, PhraseKind.AWARD)
    counted = next((p for p in awards if number.start < p.start < number.end <= p.end), None)
    if counted is None:
        return number
    numeral = page.text(number.start, counted.start).rstrip()
    return replace(number, end=number.start + len(numeral))


def _units(line: Line, page: Page) -> Iterator[Phrase]:
    text, end = page.shadow.text, line.sentence.end
    found = _UNIT.search(text, line.sentence.start, end)
    while found is not None:
        at = found.end()
        if not _NO_UNIT.match(text, found.start("unit")) and _free(found.start("unit"), at, line):
            yield _unit(found)
            following = _NEXT.match(text, at, end)
            found = following if following is not None else _UNIT.search(text, at, end)
        else:
            found = _UNIT.search(text, at, end)


def unit_of_item(line: Line, page: Page) -> Phrase | None:
    """Return the unit that a list item consists of: *- Phòng Chính sách và Phát triển HTX*."""
    found = _ITEM.fullmatch(page.shadow.text, line.sentence.start, line.sentence.end)
    return _unit(found) if found and not _NO_UNIT.match(found.group("unit")) else None


def _unit(found: re.Match[str]) -> Phrase:
    name = found.group("unit")
    value = GroupValue(
        None, MemberKind.COLLECTIVE, Qualifier.EXACTLY, "tập thể", name[:1].upper() + name[1:], team=True
    )
    return Phrase(PhraseKind.GROUP, *found.span("unit"), value)


def _free(start: int, end: int, line: Line) -> bool:
    """Tell whether no party, award or count is known in a stretch."""
    return not any(p.start < end and start < p.end and p.kind not in _WITHIN for p in line.phrases)
