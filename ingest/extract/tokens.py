"""The picture of a document that all claim rules share: sentences, phrases, and sentences encoded for matching.

How the parts fit together (for writers of rules):

    page = Page.of(document)                       # shadow, sentences; no phrases yet
    page = page.with_phrases(dates_found)          # each call adds a layer; phrases are in shadow offsets
    for line in page.lines:                        # one a sentence, encoded, in reading order
        line.text                                  # 'sáng ngày \\ue007, \\ue001 đã tổ chức \\ue009.'
        line.phrases                               # the outermost phrases, in order: one a private-use character
        line.original(start, end)                  # shadow offsets of a stretch of line.text
    page.evidence(start, end)                      # Evidence of a stretch of the shadow (stored offsets, exact quote)
    page.text(start, end)                          # the shadow's own text there (case kept)
    page.inside(start, end, PhraseKind.ORGANIZATION)   # all phrases of a kind within a stretch, nested ones too
    page.person(phrase), page.organization(phrase)     # their Mention (full name)
    page.post(phrase)                              # the PostMention of a POST phrase
    page.context                                   # publisher, place, province, organization in focus, published, …
    page.year_for(day, month)                      # the only year the document allows, or None

`line.text` is lower case; each outermost phrase is the character `CODES[kind]`. Where phrases of different kinds
overlap, the longer one is the outer; at equal length the one whose kind stands first in `PRECEDENCE`.
What the mention layer has done before other rules run:
- a PERSON phrase covers the person *with* forms of address and posts in apposition (*Đồng chí Nguyễn Văn A, Phó
  Chủ tịch UBND tỉnh*): rules see one character for it; `phrase.value` is the person's `Mention`;
- a POST phrase is a post without a named holder (*Chủ tịch UBND tỉnh* in *thừa ủy quyền Chủ tịch UBND tỉnh*); its
  value is a `PostMention` with the organization resolved;
- an ORGANIZATION phrase's value is a `Mention` with the fullest name the document gives.
Use `page.inside` to look into an outer phrase (the organizations in an EVENT's name).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.extract.phrases import Phrase, PhraseKind, Sentence
from ingest.extract.text import Shadow
from ingest.model import BlockKind, Document, Event, Evidence, Mention, PostMention, Span
from ingest.values import PartialDate

CODES: dict[PhraseKind, str] = {kind: chr(0xE000 + number) for number, kind in enumerate(PhraseKind)}
"""The private-use character that stands for a phrase of each kind in an encoded sentence."""

ANY_CODE = f"\ue000-{chr(0xE000 + len(CODES) - 1)}"
"""All of those characters, for use inside a character class."""

PRECEDENCE: tuple[PhraseKind, ...] = (
    PhraseKind.DATE,
    PhraseKind.DECISION,
    PhraseKind.AWARD,
    PhraseKind.PERSON,
    PhraseKind.EVENT,
    PhraseKind.POST,
    PhraseKind.ORGANIZATION,
    PhraseKind.GROUP,
    PhraseKind.PLACE,
    PhraseKind.NUMBER,
    PhraseKind.GRADE,
)
_RANK = {kind: rank for rank, kind in enumerate(PRECEDENCE)}
_PRIVATE = re.compile("[\ue000-\uf8ff]")

# A sentence ends at . ! ? … before a space and a capital, digit, quote or dash, unless an abbreviation stands there.
_END = re.compile(r"[.!?…]+[”\"’)]*(?=\s)|\n+")
_SHORT = re.compile(
    r"(?:^|[\s(\[“\"/.-])(?:tp|tx|tt|ts|ths|gs|pgs|bs|ks|cn|ls|đ/c|đc|st|tr|vd|stt|số|mr|mrs|dr|co|ltd|inc|jr|no|\w)\.\Z",
    re.IGNORECASE,
)
# *đến hết ngày 11/5. Tối …*, *Đoàn Hoa Mai 2. Từ …*: a number at the end of what is told, and no item's own.
_NUMBER_ENDS = re.compile(r"(?:\d/|(?<!\w)(?P<named>[^\W\d_]{2,}) )\d\.\Z")
_NUMBERED = frozenset({"điều", "khoản", "mục", "phần", "lục", "chương", "bảng", "câu", "bài", "số"})
_BLANK = re.compile(r"\s*")
_WINDOW = 12
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around the text: from its source's metadata, its title and dateline, and what it is about."""

    publisher: str | None = None
    place: str | None = None
    province: str | None = None
    organization: Mention | None = None
    published: PartialDate | None = None
    years: frozenset[int] = frozenset()
    main_event: Event | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, encoded: lower-case shadow text with one private-use character for each outermost phrase."""

    sentence: Sentence
    text: str
    phrases: tuple[Phrase, ...]
    _places: tuple[int, ...] = ()

    @property
    def kind(self) -> BlockKind:
        """Return what the sentence's block is."""
        return self.sentence.kind

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the shadow offsets of `self.text[start:end]`; phrases count whole."""
        return self._original(start), self._original(end)

    def between(self, start: int, end: int) -> tuple[Phrase, ...]:
        """Return the outermost phrases within `self.text[start:end]`."""
        return self.phrases[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def encoded(self, position: int) -> int:
        """Return the offset in `self.text` of a shadow offset (a phrase's own, when the offset is inside one)."""
        index = bisect_right(self.phrases, position, key=lambda phrase: phrase.start) - 1
        if index < 0:
            return position - self.sentence.start
        phrase = self.phrases[index]
        if position < phrase.end:
            return self._places[index]
        return self._places[index] + 1 + position - phrase.end

    def _original(self, position: int) -> int:
        index = bisect_left(self._places, position) - 1
        if index < 0:
            return self.sentence.start + position
        return self.phrases[index].end + position - self._places[index] - 1


@dataclass(frozen=True, slots=True)
class Page:
    """A document prepared for reading: shadow, sentences, phrases and encoded lines. See the module's docstring."""

    document: Document
    shadow: Shadow
    sentences: tuple[Sentence, ...]
    phrases: tuple[Phrase, ...] = ()
    lines: tuple[Line, ...] = ()
    context: Context = field(default_factory=Context)
    opened: dict[int, tuple[Line, Line]] = field(default_factory=dict, repr=False, compare=False)
    """What `opening.opened` gave for lines, by where their sentence starts."""
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _begins: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, document: Document) -> Page:
        """Return the page of a document, without phrases."""
        shadow = Shadow.of(document.text)
        sentences = tuple(split(document, shadow))
        context = Context(document.publisher, document.place, published=document.published)
        page = cls(document, shadow, sentences, context=context)
        begins = tuple(sentence.start for sentence in sentences)
        return replace(page, lines=tuple(encode(shadow.lower, sentences, ())), _begins=begins)

    def with_phrases(self, found: Iterable[Phrase], without: PhraseKind | None = None) -> Page:
        """Return the page with a further layer of phrases, having dropped all of kind `without`."""
        kept = [phrase for phrase in self.phrases if phrase.kind is not without]
        phrases = tuple(sorted((*kept, *found), key=_order))
        lines = tuple(encode(self.shadow.lower, self.sentences, phrases))
        starts = tuple([phrase.start for phrase in phrases])
        return replace(self, phrases=phrases, lines=lines, opened={}, _starts=starts)

    def with_context(self, context: Context) -> Page:
        """Return the page with another context."""
        return replace(self, context=context)

    def text(self, start: int, end: int) -> str:
        """Return a stretch of the shadow text."""
        return self.shadow.text[start:end]

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence for a stretch of the shadow: stored offsets and the exact quote, without outer spaces."""
        text = self.shadow.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        span: Span = self.shadow.span(start, end)
        return Evidence(self.document.id, self.document.text[span.start : span.end], span)

    def inside(self, start: int, end: int, *kinds: PhraseKind) -> tuple[Phrase, ...]:
        """Return all phrases (of the given kinds, if any) that lie wholly within a stretch of the shadow."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return tuple([p for p in self.phrases[first:last] if p.end <= end and (not kinds or p.kind in kinds)])

    def rows(self) -> Iterator[tuple[Line, ...]]:
        """Yield the rows of tables that are lines with tabs, each as the lines of its cells."""
        row: list[Line] = []
        for line in self.lines:
            if row and not self._beside(row[-1], line):
                if len(row) > 1:
                    yield tuple(row)
                row = []
            row.append(line)
        if len(row) > 1:
            yield tuple(row)

    def _beside(self, left: Line, right: Line) -> bool:
        if left.sentence.block != right.sentence.block:
            return False
        stored = self.shadow.span(left.sentence.end, right.sentence.start)
        return "\t" in self.document.text[stored.start : stored.end]

    def of_kind(self, kind: PhraseKind) -> tuple[Phrase, ...]:
        """Return all phrases of a kind, in reading order."""
        return tuple([phrase for phrase in self.phrases if phrase.kind is kind])

    def line_at(self, position: int) -> Line | None:
        """Return the line in which a shadow offset stands."""
        index = bisect_right(self._begins, position) - 1
        if index < 0 or position >= self.lines[index].sentence.end:
            return None
        return self.lines[index]

    def index_of(self, line: Line) -> int:
        """Return which of the page's lines one is."""
        return bisect_left(self._begins, line.sentence.start)

    def person(self, phrase: Phrase) -> Mention:
        """Return the person a PERSON phrase names."""
        return _mention(phrase)

    def organization(self, phrase: Phrase) -> Mention:
        """Return the organization an ORGANIZATION phrase names."""
        return _mention(phrase)

    def post(self, phrase: Phrase) -> PostMention:
        """Return the post a POST phrase names."""
        if not isinstance(phrase.value, PostMention):
            raise TypeError(f"a {phrase.kind} phrase names no post")
        return phrase.value

    def year_for(self, day: int | None, month: int) -> int | None:
        """Return the year of a date told without one: by the day of publication, else the text's only year."""
        published = self.context.published
        if published is not None and published.month is not None:
            return _nearest_year(published, day, month)
        if published is not None:
            return published.year
        if month == 1:
            return None  # early in a year news tells of the year before
        return next(iter(self.context.years)) if len(self.context.years) == 1 else None


def _mention(phrase: Phrase) -> Mention:
    if not isinstance(phrase.value, Mention):
        raise TypeError(f"a {phrase.kind} phrase holds no mention")
    return phrase.value


def _nearest_year(published: PartialDate, day: int | None, month: int) -> int:
    """News tells of dates less than half a year from the day it is published."""
    assert published.month is not None
    here = published.month * 31 + (published.day or 15)
    there = month * 31 + (day or 15)
    if there - here > 186:
        return published.year - 1
    return published.year + 1 if here - there > 186 else published.year


def _order(phrase: Phrase) -> tuple[int, int, int]:
    return phrase.start, -phrase.end, _RANK[phrase.kind]


def split(document: Document, shadow: Shadow) -> Iterable[Sentence]:
    """Yield the sentences of every block, in shadow offsets, without outer spaces."""
    text = shadow.text
    for number, block in enumerate(document.blocks):
        begin = start = shadow.position(block.span.start)
        end = shadow.position(block.span.end)
        for found in _END.finditer(text, start, end):
            if found.group()[0] != "\n" and not _ends(text, start, found.start(), found.end(), end):
                continue
            if found.start() - begin < 3 and text[begin : found.start()].isdecimal():
                continue  # "1." begins a list item
            yield from _sentence(text, start, found.end(), number, block.kind)
            start = found.end()
        yield from _sentence(text, start, end, number, block.kind)


def _ends(text: str, start: int, mark: int, after: int, end: int) -> bool:
    near = max(start, mark - _WINDOW)
    short = text[mark] == "." and after == mark + 1 and _SHORT.search(text, near, mark + 1)
    if short and not _number_ends(text, near, mark + 1):
        return False
    following = _BLANK.match(text, after, end)
    position = following.end() if following else after
    return position >= end or not text[position].islower()


def _number_ends(text: str, near: int, after: int) -> bool:
    found = _NUMBER_ENDS.search(text, near, after)
    word = found["named"] if found else None
    return found is not None and (word is None or (word[0].isupper() and word.lower() not in _NUMBERED))


def _sentence(text: str, start: int, end: int, block: int, kind: BlockKind) -> Iterable[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:  # no one wrote this: cut, so that reading stays linear in the page's length
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Sentence(start, cut, block, kind)
        start = cut + (text[cut] == " ")
    if start < end:
        yield Sentence(start, end, block, kind)


def outermost(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return non-overlapping phrases: longer before shorter, then by the order of kinds in `PRECEDENCE`."""
    chosen: list[Phrase] = []
    for phrase in phrases:
        while chosen and phrase.start < chosen[-1].end:
            last = chosen[-1]
            if (phrase.start - phrase.end, _RANK[phrase.kind]) >= (last.start - last.end, _RANK[last.kind]):
                break
            chosen.pop()
        else:
            chosen.append(phrase)
    return chosen


def encode(lower: str, sentences: Iterable[Sentence], phrases: Iterable[Phrase]) -> Iterable[Line]:
    """Yield every sentence with its outermost phrases as single characters; phrases across a border are left out.

    `lower` is the shadow's text in lower case.
    """
    lower = _PRIVATE.sub("\ufffd", lower)
    chosen = outermost(phrases)
    index = 0
    for sentence in sentences:
        while index < len(chosen) and chosen[index].start < sentence.start:
            index += 1
        parts: list[str] = []
        places: list[int] = []
        inside: list[Phrase] = []
        done, length = sentence.start, 0
        while index < len(chosen) and chosen[index].start < sentence.end:
            phrase = chosen[index]
            index += 1
            if phrase.end > sentence.end:
                continue
            parts.append(lower[done : phrase.start])
            length += phrase.start - done
            parts.append(CODES[phrase.kind])
            places.append(length)
            inside.append(phrase)
            length += 1
            done = phrase.end
        parts.append(lower[done : sentence.end])
        yield Line(sentence, "".join(parts), tuple(inside), tuple(places))
