"""A small pattern language over encoded sentences; patterns are values that compile to one `re` pattern.

    PARTY = kind(PhraseKind.PERSON, PhraseKind.ORGANIZATION)
    AWARD = word("danh hiệu").opt() + kind(PhraseKind.AWARD).named("award")
    BY = kind(PhraseKind.POST).named("grantor").opt()
    PASSIVE = many(PARTY).named("recipients") + word("được") + BY + GIVE + AWARD

    def conferral(page: Page, match: Match) -> Iterator[Claim | Issue]:
        award = match["award"]                       # the Phrase, or None when that part did not take part
        recipients = match.all("recipients")         # every outermost phrase in that part
        yield Conferral(…, evidence=(match.evidence(page),), origin=match.origin(0.9))

    RULES = (Rule("conferral.passive", PASSIVE, conferral),)

    def read(page: Page) -> Iterator[Claim | Issue]:
        for match in matches(RULES, page):           # per sentence: rules in order, overlapping later matches dropped
            yield from match.rule.build(page, match)

An encoded sentence (see `tokens`) is lower-case shadow text in which every phrase is one private-use character.
Parts joined with `+` may have spaces (and nothing else) between them; write `punctuation(",")` or `gap(30)` for more.
All repetition is bounded, so matching time is linear in the sentence's length. One name may be used in several
branches of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import ANY_CODE, CODES, Line, Page
from ingest.issues import Issue
from ingest.model import Claim, Evidence, Origin

_SPACE = " *"
_SEPARATOR = r" *(?:[,;] *(?:và|cùng|với|cùng với)?|và|cùng|cùng với|&|\+)(?!\w) *"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A piece of a pattern: `source` is `re` text, `needs` the kinds one of which (per set) must be in the sentence."""

    source: str
    needs: frozenset[frozenset[PhraseKind]] = frozenset()

    def __add__(self, other: Pattern) -> Pattern:
        """Return this, then the other, with nothing but spaces between."""
        return Pattern(f"{self.source}{_SPACE}{other.source}", self.needs | other.needs)

    def __or__(self, other: Pattern) -> Pattern:
        """Return this or else the other."""
        shared = self.needs & other.needs
        if len(self.needs) == len(other.needs) == 1 and not shared:
            shared = frozenset({next(iter(self.needs)) | next(iter(other.needs))})
        return Pattern(f"(?:{self.source}|{other.source})", shared)

    def opt(self) -> Pattern:
        """Return this or nothing."""
        return Pattern(f"(?:{self.source})?")

    def named(self, name: str) -> Pattern:
        """Return this under a name, by which a match gives its phrases."""
        return Pattern(f"(?P<{name}>{self.source})", self.needs)

    def then(self, other: Pattern) -> Pattern:
        """Return this, then the other, with nothing at all between."""
        return Pattern(f"{self.source}{other.source}", self.needs | other.needs)


def word(text: str) -> Pattern:
    """Match one fixed wording, as whole words, in any case and with any spacing."""
    return words(text)


def words(*texts: str) -> Pattern:
    """Match any of several wordings, longest first."""
    options = sorted({" +".join(map(re.escape, text.lower().split())) for text in texts}, key=lambda o: (-len(o), o))
    joined = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return Pattern(rf"(?<!\w){joined}(?!\w)")


def kind(*kinds: PhraseKind) -> Pattern:
    """Match one phrase of one of the kinds."""
    return Pattern(f"[{''.join(CODES[k] for k in kinds)}]", frozenset({frozenset(kinds)}))


def punctuation(marks: str) -> Pattern:
    """Match one of the marks."""
    return Pattern(f"[{re.escape(marks)}]")


def gap(longest: int, *, over: Sequence[PhraseKind] = (), stop: str = ".;:!?") -> Pattern:
    """Match as few characters as possible, up to `longest`: no mark of `stop`, no phrase except of the kinds `over`."""
    barred = "".join(CODES[k] for k in PhraseKind if k not in over)
    return Pattern(f"[^{re.escape(stop)}{barred}]{{0,{longest}}}?")


def many(part: Pattern, most: int = 60, separator: str = _SEPARATOR) -> Pattern:
    """Match the part once or several times, with commas, semicolons and *và* between, up to `most` times."""
    return Pattern(f"{part.source}(?:{separator}{part.source}){{0,{most - 1}}}", part.needs)


def start() -> Pattern:
    """Match the beginning of a sentence."""
    return Pattern(r"\A")


def end() -> Pattern:
    """Match the end of a sentence, with or without its last mark."""
    return Pattern(r"[.!?…/]*\Z")


def ahead(part: Pattern) -> Pattern:
    """Match where the part follows, without taking it."""
    return Pattern(f"(?={part.source})", part.needs)


def unless(part: Pattern) -> Pattern:
    """Match where the part does not follow."""
    return Pattern(f"(?!{part.source})")


def raw(source: str) -> Pattern:
    """Match `re` text over the encoded sentence, for what the other pieces cannot say."""
    return Pattern(source)


Builder = Callable[[Page, "Match"], Iterable[Claim | Issue]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way news says something: a name (`conferral.passive`), a pattern, and what makes claims of a match."""

    name: str
    pattern: Pattern
    build: Builder
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _names: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _filter: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the pattern; names used in several branches become one."""
        source, names = _unique(self.pattern.source)
        object.__setattr__(self, "_compiled", re.compile(source))
        object.__setattr__(self, "_names", names)
        codes = ("".join(sorted(CODES[k] for k in kinds)) for kinds in self.pattern.needs)
        object.__setattr__(self, "_filter", tuple(re.compile(f"[{c}]") for c in sorted(codes)))

    def matches(self, line: Line) -> Iterator[Match]:
        """Yield the matches in one line, left to right, not overlapping."""
        if all(needed.search(line.text) for needed in self._filter):
            for found in self._compiled.finditer(line.text):
                yield Match(self, line, found, self._names)


_GROUP = re.compile(r"\(\?P<(\w+)>")


def _unique(source: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    names: dict[str, tuple[str, ...]] = {}

    def rename(found: re.Match[str]) -> str:
        name = found.group(1)
        own = f"{name}__{len(names.get(name, ()))}"
        names[name] = (*names.get(name, ()), own)
        return f"(?P<{own}>"

    return _GROUP.sub(rename, source), names


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: its parts by name, as phrases or spans."""

    rule: Rule
    line: Line
    found: re.Match[str]
    _names: dict[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> Phrase | None:
        """Return the first phrase of a named part, or None."""
        phrases = self.all(name)
        return phrases[0] if phrases else None

    def __contains__(self, name: str) -> bool:
        """Tell whether a named part took part in the match."""
        return self.encoded(name) is not None

    def all(self, name: str) -> tuple[Phrase, ...]:
        """Return every outermost phrase of a named part, in order."""
        place = self.encoded(name)
        return () if place is None else self.line.between(*place)

    def encoded(self, name: str) -> tuple[int, int] | None:
        """Return a named part's offsets in the encoded sentence."""
        for own in self._names.get(name, ()):
            if self.found.start(own) >= 0:
                return self.found.span(own)
        return None

    def span(self, name: str | None = None) -> tuple[int, int] | None:
        """Return the shadow offsets of a named part, or of the whole match."""
        place = self.found.span() if name is None else self.encoded(name)
        return None if place is None else self.line.original(*place)

    def wording(self, page: Page, name: str) -> str:
        """Return the shadow text of a named part, or an empty string."""
        place = self.span(name)
        return "" if place is None else page.text(*place)

    def evidence(self, page: Page, name: str | None = None) -> Evidence:
        """Return the evidence of a named part, or of the whole match."""
        place = self.span(name)
        if place is None:
            raise KeyError(f"{self.rule.name}: no part {name!r} in this match")
        return page.evidence(*place)

    def origin(self, confidence: float = 1.0) -> Origin:
        """Return the origin that claims of this match carry."""
        return Origin(self.rule.name, confidence)


def matches(rules: Iterable[Rule], page: Page) -> Iterator[Match]:
    """Yield the matches of all rules, sentence by sentence; an earlier rule's match bars a later rule's over it."""
    for line in page.lines:
        taken: list[Match] = []
        for rule in rules:
            for match in rule.matches(line):
                start, end = match.found.span()
                if end > start and all(end <= t.found.start() or start >= t.found.end() for t in taken):
                    taken.append(match)
        yield from sorted(taken, key=lambda match: match.found.start())


ANYTHING = f"[^{ANY_CODE}]"
"""A character class of plain text, for `raw` patterns."""
