"""Numbers that Word writes before paragraphs by itself: counted here as the page shows them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

Element: TypeAlias = etree._Element
_VAL = qn("w:val")
_PLACE = re.compile(r"%(\d)")
_DEEPEST = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document: their levels by list, and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Return the numbering of an opened document; one without lists numbers nothing."""
        numbering = cls()
        part = next(
            (one for one in document.part.package.iter_parts() if one.partname.endswith("/numbering.xml")), None
        )
        root = getattr(part, "element", None)
        if root is None:
            return numbering
        for kind in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): _level(level) for level in kind.findall(qn("w:lvl"))}
            numbering.levels[kind.get(qn("w:abstractNumId"), "")] = levels
        for one in root.findall(qn("w:num")):
            numbering.lists[one.get(qn("w:numId"), "")] = _value(one, "w:abstractNumId", "")
        return numbering

    def number(self, paragraph: Element) -> str:
        """Return the number that stands before a paragraph, counting on; empty when there is none."""
        said = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if said is None:
            return ""
        one = _value(said, "w:numId", "")
        depth = min(int(_value(said, "w:ilvl", "0")), _DEEPEST)
        levels = self.levels.get(self.lists.get(one, ""), {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "-"
        counts = self.counted[one]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            index = int(found.group(1)) - 1
            own = levels.get(index, level)
            return _written(counts.get(index, own.start), own.form)

        return _PLACE.sub(shown, level.text)


def _level(element: Element) -> _Level:
    return _Level(
        int(_value(element, "w:start", "1")),
        _value(element, "w:numFmt", "decimal"),
        _value(element, "w:lvlText", ""),
    )


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(qn(name))
    return default if found is None else found.get(_VAL, default)


def _written(number: int, form: str) -> str:
    if form in ("lowerRoman", "upperRoman"):
        written = _roman(number)
        return written.upper() if form == "upperRoman" else written
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value and len(written) < 40:
            written += letters
            number -= value
    return written
