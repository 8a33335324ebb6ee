"""Who a cell or a line of a list names: a person (with what is told after the name), a body, or a household's head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.names import HONORIFIC, TITLE
from ingest.extract.organization_heads import HEADS
from ingest.extract.phrases import PhraseKind
from ingest.extract.places import Level
from ingest.extract.surnames import SURNAMES
from ingest.extract.tokens import Page
from ingest.model import Mention, MentionKind
from ingest.values import unify_tones

LONGEST_NAME = 160
"""Code points: a body's name is shorter."""
_BOTH = r"ông ?[(/] ?bà ?\)?"  # as forms print it: *Ông (bà)*
_LEAD = re.compile(rf"(?:(?:{_BOTH}|{HONORIFIC}|{TITLE})[:.]? )*", re.IGNORECASE)
_ADDRESSED = re.compile(rf"(?:{_BOTH}|{HONORIFIC})[:.]? ", re.IGNORECASE)
_HOUSEHOLD = re.compile(r"(?:hộ(?: gia đình)?|gia đình|chủ hộ)(?: của)?:? ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_NAME_ENDS = re.compile(r"\Z| ?(?:[,;:(]|[-–—] )")
_PLACED = re.compile(
    r" ?(?:[,;(]| [-–—]) ?(?=(?:thôn|bản|ấp|xóm|buôn|làng|tổ dân phố|tổ|khu phố|khu|khối|số \d|đường|xã|phường|thị trấn|huyện|thị xã|quận|"
    r"thành phố|tp\.?|tỉnh|đặc khu)(?!\w))",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(r"tập thể(?: cán bộ)?:? (?=[^\W\d_])", re.IGNORECASE)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A person named at the beginning of a cell: the mention, where what is told after it begins, how sure it is one."""

    mention: Mention
    rest: int
    addressed: bool
    household: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body named at the beginning of a cell, and where what is told after its name begins."""

    mention: Mention
    rest: int


def person(page: Page, start: int, end: int) -> Mention | None:
    """Return the person that a stretch names and nothing else, or None."""
    found = person_first(page, start, end)
    return found.mention if found is not None and found.rest >= end else None


def person_first(page: Page, start: int, end: int) -> Person | None:
    """Return the person with whose name a stretch begins; None for what is not spelled as a name."""
    text = page.text(start, end)
    household = _HOUSEHOLD.match(text)
    offset = household.end() if household else 0
    lead = _LEAD.match(text, offset)
    begin = lead.end() if lead else offset
    addressed = _ADDRESSED.match(text, offset) is not None
    words: list[str] = []
    position = begin
    while (word := _WORD.match(text, position)) is not None and len(words) <= _MOST_WORDS:
        if not word.group()[0].isupper():
            break
        words.append(word.group())
        position = word.end()
        if text[position : position + 1] != " ":
            break
        position += 1
    stop = begin + len(" ".join(words))
    if not 2 <= len(words) <= _MOST_WORDS or _NAME_ENDS.match(text, stop) is None:
        return None
    if not addressed and HEADS.at(page.shadow.lower, start + begin) is not None and words[0] not in SURNAMES:
        return None
    name = " ".join(_capitalised(word) for word in words)
    evidence = page.evidence(start + begin, start + stop)
    mention = Mention(MentionKind.PERSON, name, evidence, province=page.context.province)
    return Person(mention, start + stop, addressed, household is not None)


def like_person(found: Person) -> bool:
    """Tell whether a name that might be anyone's is a person's: addressed as one, or with a family name first."""
    first = unify_tones(found.mention.name.split(" ")[0])
    return found.addressed or (first in SURNAMES and len(found.mention.name.split(" ")) <= 5)


def _capitalised(word: str) -> str:
    return (
        "".join(part.capitalize() for part in re.split(r"(['’])", word)) if word.isupper() and len(word) > 1 else word
    )


def body_first(page: Page, start: int, end: int, head: str | None = None) -> Body | None:
    """Return the body with whose name a stretch begins, in the fullest form that the paper gives.

    `head` is what the column says its names are of (*HTX*), for names that stand without it. None for what is no name.
    """
    text = page.text(start, end)
    collective = _COLLECTIVE.match(text)
    begin = start + (collective.end() if collective else 0)
    placed = _PLACED.search(text, begin - start + 1)
    stop = start + placed.start() if placed else end
    stop = begin + len(page.text(begin, stop).rstrip(" .,;:-–"))
    told = _told(page, begin, stop, end)
    if told is not None:
        return told
    name = page.text(begin, stop)
    if not _is_name(name):
        return None
    found = HEADS.at(page.shadow.lower, begin)
    kind = found.value.kind if found is not None else None
    if found is None and head is not None:
        name, kind = f"{head} {name}", _kind(head)
    mention = Mention(
        MentionKind.ORGANIZATION,
        name[:1].upper() + name[1:],
        page.evidence(begin, stop),
        kind,
        page.context.province,
    )
    return Body(mention, stop)


def _told(page: Page, begin: int, stop: int, end: int) -> Body | None:
    """Return the body that the text's own names give for a stretch, when its name takes all of the stretch in."""
    for phrase in page.inside(begin, end, PhraseKind.ORGANIZATION):
        if phrase.start == begin and phrase.end >= stop and isinstance(phrase.value, Mention):
            return Body(phrase.value, phrase.end)
    return None


def _is_name(name: str) -> bool:
    letters = sum(letter.isalpha() for letter in name)
    return letters >= 2 and len(name) <= LONGEST_NAME and name[0].isalpha() and letters * 2 >= len(name)


def _kind(head: str) -> str | None:
    found = HEADS.at(head.lower(), 0)
    return found.value.kind if found is not None else None


def place_in(page: Page, start: int, end: int) -> str | None:
    """Return the administrative place that a stretch tells (from village to province), in reading form, or None."""
    for phrase in page.inside(start, end, PhraseKind.PLACE):
        value = phrase.value
        if value.units[0].type and value.level in (Level.VILLAGE, Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
            return str(value.name)
    return None
