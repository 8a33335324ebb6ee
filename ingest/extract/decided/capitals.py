"""Lines in capitals in their reading form: *CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VÂN HẠC* is read as *Chủ tịch Ủy ban … Vân Hạc*.

Letter for letter, so that offsets stay; only what rules match changes, quotes are of the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.organization_heads import HEADS, SUBJECTS, Follows
from ingest.extract.places import known_place
from ingest.extract.surnames import SURNAMES
from ingest.extract.text import lower_case
from ingest.extract.tokens import Page, encode
from ingest.model import BlockKind

_WORD = re.compile(r"[^\W\d_]+")
_TYPE = re.compile(
    r"(?<!\w)(?<!hợp tác )(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|tỉnh ủy|thành ủy|huyện ủy) (?=[^\W\d_])"
)
_ENDS = frozenset(
    [
        "và",
        "của",
        "được",
        "đã",
        "có",
        "năm",
        "về",
        "cho",
        "tặng",
        "trong",
        "tại",
        "khen",
        "nhận",
        "giai",
        "đoạn",
        "đạt",
        "kèm",
        "theo",
        "danh",
        "sách",
        "các",
        "những",
        "ủy",
        "hội",
        "đoàn",
    ]
)
_LONGEST_PLACE = 3
_LONGEST_KNOWN = 4
_NAME_WORDS = range(2, 6)


def recased(page: Page) -> Page:
    """Return a page without phrases, its lines in capitals in their reading form; cells of tables stay."""
    text = page.shadow.text
    letters = list(text)
    for block in page.document.blocks:
        start, end = page.shadow.position(block.span.start), page.shadow.position(block.span.end)
        line = text[start:end]
        if block.kind is not BlockKind.TABLE_CELL and line.isupper() and " " in line and "/" not in line:
            letters[start:end] = _read(line)
    changed = "".join(letters)
    shadow = replace(page.shadow, text=changed, lower=lower_case(changed))
    return replace(page, shadow=shadow, lines=tuple(encode(shadow.lower, page.sentences, ())))


def _read(line: str) -> str:
    lower = lower_case(line)
    words = line.split(" ")
    if len(words) in _NAME_WORDS and words[0].capitalize() in SURNAMES and not list(HEADS.scan(lower)):
        return " ".join(word.capitalize() for word in words)
    letters = list(lower)
    for start, written in _spelled(lower):
        letters[start : start + len(written)] = written
    first = _WORD.search(lower)
    if first is not None:
        letters[first.start()] = letters[first.start()].upper()
    return "".join(letters)


def _spelled(lower: str) -> Iterator[tuple[int, str]]:
    """Yield what is written otherwise than small: heads of bodies, what they are of, and places."""
    for place in _TYPE.finditer(lower):
        yield from _capitalised(lower, place.end(), _LONGEST_PLACE)
    for word in _WORD.finditer(lower):
        yield from _known(lower, word.start())
    for head in HEADS.scan(lower):
        if len(head.value.text) == head.end - head.start:
            yield head.start, head.value.text
        if head.value.follows is Follows.NAME:
            yield from _capitalised(lower, head.end + 1, len(lower))
    for subject in SUBJECTS.scan(lower):
        if len(subject.value) == subject.end - subject.start and lower.startswith(
            ("sở ", "bộ ", "phòng "), max(0, lower.rfind(" ", 0, subject.start - 1) + 1)
        ):
            yield subject.start, subject.value


def _capitalised(lower: str, start: int, most: int) -> Iterator[tuple[int, str]]:
    for count, word in enumerate(_WORD.finditer(lower, start)):
        if count == most or word.group() in _ENDS or HEADS.at(lower, word.start()) is not None:
            return
        if word.start() > start and lower[word.start() - 1] != " ":
            return
        yield word.start(), word.group().capitalize()
        start = word.end() + 1


def _known(lower: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield a place that is known by its name alone: *Việt Nam*, a province."""
    end = start
    for _ in range(_LONGEST_KNOWN):
        word = _WORD.match(lower, end)
        if word is None:
            return
        end = word.end()
        name = known_place(lower[start:end])
        if name is not None and " " in name and len(name) == end - start:
            yield start, name
        if lower[end : end + 1] != " ":
            return
        end += 1
