"""Places as news names them: administrative units with or without their type word, regions and countries."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from ingest.extract.choice import either
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.surnames import COMMON, HIGHLAND, begins_person, is_person
from ingest.extract.wordlist import WordList
from ingest.values import unify_tones


class Level(StrEnum):
    """What sort of place a name is of, from the narrowest to the widest."""

    STREET = "street"
    VILLAGE = "village"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"


_WIDTH = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as named: its level, the type word as written (empty when there is none) and its bare name."""

    level: Level
    type: str
    name: str

    @property
    def full(self) -> str:
        """Return the unit with its type word: *huyện Yên Thế*."""
        return f"{self.type} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place as named, narrowest unit first: *xã Mỹ Quý, huyện Tháp Mười, tỉnh Đồng Tháp* has three units."""

    units: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """Return the whole place in reading form."""
        return ", ".join(unit.full for unit in self.units)

    @property
    def level(self) -> Level:
        """Return the level of the narrowest unit."""
        return self.units[0].level

    @property
    def province(self) -> str | None:
        """Return the bare name of the province, if the place names one."""
        return next((unit.name for unit in self.units if unit.level is Level.PROVINCE), None)


def _lexicon() -> dict[str, Any]:
    return tomllib.loads((resources.files("ingest.extract") / "lexicon" / "places.toml").read_text("utf-8"))


_WORDS = _lexicon()
_TYPES = {word.lower(): Level(level) for level, words in _WORDS["types"].items() for word in words}


def _key(name: str) -> str:
    return " ".join(unify_tones(name).casefold().split())


_PROVINCES = {
    **{_key(name): name for name in (*_WORDS["provinces"], *_WORDS["historical"])},
    **{other: name for name, others in _WORDS["spellings"].items() for other in others},
}
MUNICIPALITIES = frozenset(_WORDS["municipalities"])
"""The bare names of cities that are provinces."""

_KNOWN: dict[str, Unit] = {
    **{_key(name): Unit(Level.COUNTRY, "", name) for name in _WORDS["countries"]},
    **{_key(name): Unit(Level.REGION, "", name) for name in _WORDS["regions"]},
    **{_key(name): Unit(Level.DISTRICT, "", name) for name in _WORDS["towns"]},
    **{key: Unit(Level.PROVINCE, "", name) for key, name in _PROVINCES.items()},
}


def known_place(name: str) -> str | None:
    """Return the usual spelling of a province, town, region or country that is known by its bare name, or None."""
    unit = _known(name)
    return unit.name if unit is not None else None


@lru_cache(maxsize=1 << 14)
def _known(name: str) -> Unit | None:
    return _KNOWN.get(_key(name))


COUNTRIES: WordList[str] = WordList((name, name) for name in _WORDS["countries"] if name[0].isupper())
"""Countries by their names."""

_LONGEST = max(len(key.split()) for key in _KNOWN)
_FIRST = frozenset(key.split()[0] for key in _KNOWN)

UPPER = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper() and (c < 0x180 or c > 0x1E00 or chr(c) in "ƠƯ"))
"""Every capital letter of Vietnamese and of the languages of its minorities, for character classes."""

_SYLLABLE = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf"{_SYLLABLE}(?:[ -]{_SYLLABLE}){{0,4}}(?: \d{{1,2}}(?![\d/.,%]))?|\d{{1,3}}(?![\d/.,%])")
_WORD = re.compile(rf"(?<![^\W_]){_SYLLABLE}")
_ANY_TYPE = either(_TYPES)
_TYPED = re.compile(
    rf"(?<!\w)(?<!hợp tác )(?<!nhật )(?<!nông )(?<!mía )(?:{_ANY_TYPE})(?=(?: |(?<=\.))[{UPPER}\d])", re.IGNORECASE
)
_AT = re.compile(r"(?<!\w)(?:ở|tại|thuộc|trên địa bàn) \Z", re.IGNORECASE)
_LEAD = re.compile(r"(?:^|\W)(?:nước|tại|ở|sang|thăm|từ|tới|đến|và|Cộng hòa|Liên bang)\s$", re.IGNORECASE)
_SURNAMES = re.compile(
    rf"(?<=\w) (?=(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Đào) [{UPPER}])"
)
_JOINT = re.compile(r"\s?(?:,|-|–|\()\s?\Z|\s?thuộc\s\Z|\s\Z")


def find(text: str) -> list[Phrase]:
    """Return the places a text names, in order; units named one within the other are one phrase."""
    typed = list(_typed(text))
    single = sorted([*typed, *_bare(text, typed)], key=lambda found: found[0])
    phrases: list[Phrase] = []
    for start, end, unit in single:
        if phrases and _within(text, phrases[-1], start, unit):
            previous = phrases.pop()
            phrases.append(Phrase(PhraseKind.PLACE, previous.start, end, PlaceValue((*previous.value.units, unit))))
        else:
            phrases.append(Phrase(PhraseKind.PLACE, start, end, PlaceValue((unit,))))
    return phrases


def _within(text: str, previous: Phrase, start: int, unit: Unit) -> bool:
    """Tell whether a unit goes on the address of the phrase before it."""
    between = text[previous.end : start]
    last: Unit = previous.value.units[-1]
    wider = _WIDTH[unit.level] > _WIDTH[last.level] and last.level is not Level.REGION
    if between == " " and not unit.type:
        return False
    return wider and len(between) <= 7 and _JOINT.match(between) is not None and (unit.type != "" or last.type != "")


def _typed(text: str) -> Iterator[tuple[int, int, Unit]]:
    done = 0
    for found in _TYPED.finditer(text):
        start = found.end() + (text[found.end()] == " ")
        name = _NAME.match(text, start)
        if found.start() < done or name is None:
            continue
        word = found.group()
        level = _TYPES[word.lower()]
        known = _longest(text, start, min(len(text), start + 60), True) if level is Level.PROVINCE else None
        if (
            known is None
            and level is not Level.STREET
            and (is_person(text, start) or name.group().split(" ")[0] in HIGHLAND)
            and not _AT.search(text, max(0, found.start() - 16), found.start())
        ):
            continue
        end = known[1] if known else _end(text, start, name.end(), level)
        unit = _unit(level, word, text[start:end])
        if unit is not None:
            yield found.start(), end, unit
            done = end


def _unit(level: Level, word: str, bare: str) -> Unit | None:
    """Return the unit a type word and a name say; a city that is no province is of district level."""
    if bare.isdigit() and level in (Level.PROVINCE, Level.STREET):
        return None
    if level is not Level.PROVINCE:
        return Unit(level, word, bare)
    province = _PROVINCES.get(_key(bare.replace("–", "-")))
    if word.lower() in ("tỉnh", "thủ đô"):
        if province is None and (
            begins_person(bare, 0)
            or bare.count(" ") > 1
            or bare.split(" ")[0] in COMMON | HIGHLAND
            or bare[1:2] == " "  # *Chủ tịch Liên minh HTX tỉnh A Thút*
        ):
            return None
        return Unit(level, word, province or bare)
    if province is not None and province in MUNICIPALITIES:
        return Unit(level, word, province)
    return Unit(Level.DISTRICT, word, bare)


def _end(text: str, start: int, end: int, level: Level) -> int:
    """Return where a unit's name ends: a known name is taken as it is, others stop before a person's name."""
    words = [m.end() for m in _WORD.finditer(text, start, end)]
    if text[start:end].isupper() and len(words) > 2:
        return words[1]
    if level is not Level.STREET and (person := _SURNAMES.search(text, start + 1, end)):
        return person.start()
    return end


def _bare(text: str, typed: Sequence[tuple[int, int, Unit]]) -> Iterator[tuple[int, int, Unit]]:
    """Yield known names without a type word, outside the units already found."""
    taken = iter(typed)
    barrier = next(taken, None)
    done = 0
    for word in _WORD.finditer(text):
        start = word.start()
        while barrier is not None and barrier[1] <= start:
            barrier = next(taken, None)
        if start < done or (barrier is not None and barrier[0] <= start) or word.group().casefold() not in _FIRST:
            continue
        stop = barrier[0] if barrier is not None else len(text)
        found = _longest(text, start, min(stop, start + 60))
        if found is not None:
            done = found[1]
            yield found


_TOKENS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _longest(text: str, start: int, limit: int, typed: bool = False) -> tuple[int, int, Unit] | None:
    best = None
    for count, token in enumerate(_TOKENS.finditer(text, start, limit)):
        if count >= _LONGEST + 1:
            break
        unit = _known(text[start : token.end()].replace("–", "-"))
        if unit is not None:
            best = (start, token.end(), unit)
    if best is None or (text[best[1] : best[1] + 1].isalnum()):
        return None
    one_word = " " not in text[start : best[1]].strip() and len(text[start : best[1]]) < 6 and best[2].name != "Huế"
    if typed:
        return best
    if best[2].name == "Hồ Chí Minh" and text[start : best[1]].casefold() == "hồ chí minh":
        return None
    if one_word and not text[start : best[1]].isupper() and not _LEAD.search(text, max(0, start - 12), start):
        return None
    return best


def province_of(text: str | None) -> str | None:
    """Return the bare name of the one province a short text (a publisher, a place, a title) names, or None."""
    if not text:
        return None
    named = set(_owners(unify_tones(text)))
    return next(iter(named)) if len(named) == 1 else None


def _provinces(found: Iterable[Phrase]) -> Iterator[str]:
    for phrase in found:
        if phrase.kind is PhraseKind.PLACE and phrase.value.province is not None:
            yield phrase.value.province


_VENUE = re.compile(r"(?:^|\W)(?:tại|ở|sang|đến|về|thăm)\s$", re.IGNORECASE)


def _owners(text: str, found: Sequence[Phrase] | None = None, start: int = 0, end: int | None = None) -> Iterator[str]:
    """Yield the provinces a stretch of text is about: *tại Hà Nội* only tells where something took place."""
    for phrase in find(text) if found is None else found:
        if start <= phrase.start and (end is None or phrase.end <= end) and phrase.value.province is not None:
            venue = not phrase.value.units[0].type and _VENUE.search(text, max(0, phrase.start - 8), phrase.start)
            if not venue:
                yield phrase.value.province


def province_in_focus(
    text: str,
    found: Sequence[Phrase],
    *,
    publisher: str | None = None,
    place: str | None = None,
    title: str = "",
) -> str | None:
    """Return the province that *tỉnh* and *toàn tỉnh* mean on a page, or None where nothing settles it.

    The publisher's own name goes first, then the place its source gives, the title, the opening of the text, and
    last the only province (or one named far more often than any other) in the whole text. Never a default.
    """
    for said in (publisher, place, title):
        if (province := province_of(said)) is not None:
            return province
    opening = set(_owners(text, found, 0, _lead_end(text)))
    if len(opening) == 1:
        return next(iter(opening))
    counted = Counter(_owners(text, found)).most_common(2)
    if counted and counted[0][1] >= 2 and (len(counted) == 1 or counted[0][1] >= 3 * counted[1][1]):
        return counted[0][0]
    return None


def province_near(found: Sequence[Phrase], position: int) -> str | None:
    """Return the province named last before a position, or else first after it."""
    before = [p for p in found if p.end <= position and p.kind is PhraseKind.PLACE and p.value.province]
    if before:
        province: str = before[-1].value.province
        return province
    return next(_provinces(p for p in found if p.start >= position), None)


def _lead_end(text: str) -> int:
    """Return where the first two paragraphs after the title end."""
    end = -1
    for _ in range(3):
        while end + 1 < len(text) and text[end + 1] == "\n":
            end += 1
        following = text.find("\n", end + 1)
        if following < 0:
            return len(text)
        end = following
    return end
