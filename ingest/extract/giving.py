"""A sentence's skeleton: one letter for each phrase and word of giving, so that frames of giving are short patterns.

Letters of phrases: A award · P person · O organization · R post · G counted group · D date · N decision · E event ·
L place · # number. In lower case they stand in a circumstance (*tại*, *theo*, *cùng dự với* …) and are no party.
Letters of words: t give · a acknowledge · k commend · n receive · H win · b được · c cho · u của · d do · f từ ·
& và · X on behalf of · Y empower · z represent · v pronoun · V *đơn vị này* · m among them · i by decision · J proposed · F planned · Z refused ·
K revoked · ~ not real · h in the past · y done · l called up · e belongs to · x deceased · w other words · W many other words; and , ; : . ( ) -.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.choice import either
from ingest.extract.opening import opened
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.recipients import LEXICON, as_group
from ingest.extract.tokens import ANY_CODE, CODES, Line, Page

_PHRASES = {
    PhraseKind.AWARD: "A",
    PhraseKind.PERSON: "P",
    PhraseKind.ORGANIZATION: "O",
    PhraseKind.POST: "R",
    PhraseKind.GROUP: "G",
    PhraseKind.DATE: "D",
    PhraseKind.DECISION: "N",
    PhraseKind.EVENT: "E",
    PhraseKind.PLACE: "L",
    PhraseKind.NUMBER: "#",
    PhraseKind.GRADE: "w",
}
_LETTERS = {
    "give": "t",
    "acknowledge": "a",
    "commend": "k",
    "receive": "n",
    "win": "H",
    "passive": "b",
    "to": "c",
    "of": "u",
    "by": "d",
    "from": "f",
    "and": "&",
    "delegation": "X",
    "empower": "Y",
    "standing_for": "z",
    "among": "m",
    "proposed": "J",
    "planned": "F",
    "refused": "Z",
    "revoked": "K",
    "unreal": "~",
    "former": "h",
    "realized": "y",
    "deciding": "i",
    "pronoun": "v",
    "called": "l",
    "belong": "e",
    "deceased": "x",
    "circumstance": "q",
    "heads_of_state": "R",
    "skip": " ",
    "other": "w",
}
# Where a wording is in two lists, the earlier key of this order has it.
_CUES = {cue: letter for key, letter in reversed(_LETTERS.items()) for cue in LEXICON["cues"][key]}
_DECIDING = re.compile(r"(?<!trao )(?<!công bố )quyết định")
_SOMEONE_ELSE = re.compile(r"(?:gia đình|của|cha|bố|mẹ|con|vợ|chồng|thân nhân|vợ chồng|quê|nhà) \Z")
_RELATIVE = re.compile(
    r"(?<!\w)(?:bố|cha|mẹ|vợ|chồng|con trai|con gái|con|ông nội|ông ngoại|bà nội|bà ngoại|em trai|em gái|anh trai|chị gái|cháu nội) \Z"
)
_HONORIFIC = re.compile(r"(?:ông|bà|anh|chị|em|cô) ")
_BY_CODE = {CODES[kind]: letter for kind, letter in _PHRASES.items()}
_BODIES = either(LEXICON["pointing"]["bodies"])
_PERSONS = either(LEXICON["pointing"]["persons"])
_BEGINS = re.compile(rf"(?:\A|[,;:.{ANY_CODE}–-]|(?<!\w)(?:{either(LEXICON['pointing']['begin'])})) ?\Z")
_TOKEN = re.compile(
    rf"(?P<pointing>(?<!\w)(?:(?P<body>{_BODIES})|{_PERSONS}) (?:này|nói trên|trên)(?!\w))"
    rf"|(?P<goal>(?:(?<=\bcho )|(?<=\btặng )|(?<=truyền thống của )|(?<=lá cờ của ))(?:tập thể )?(?:{_BODIES})(?= ?(?:[.,;:]|\Z)| (?:(?:vì|và|do|nhân|vào|năm)\b|{CODES[PhraseKind.DATE]})))"
    rf"|(?P<same>(?<!\w)(?:{_BODIES})(?=(?: (?:{either(LEXICON['pointing']['adverbs'])}|(?:{CODES[PhraseKind.NUMBER]}|\d\d?(?= lần)) ?(?:lần)?))* "
    rf"(?:{either([*LEXICON['pointing']['undergo'], *LEXICON['pointing']['giving']])})(?!\w)))"
    rf"|(?P<code>[{ANY_CODE}])|(?P<mark>[,;:().…!?\-–—])|(?P<cue>(?<!\w)(?:{either(_CUES)})(?!\w))|(?P<word>\w+)"
)
_MARKS = {"–": "-", "—": "-", "…": ".", "!": ".", "?": "."}
_MANY_WORDS = 7


@dataclass(frozen=True, slots=True)
class Token:
    """One letter of a skeleton: where it stands in the encoded line, and its phrase if it is one."""

    letter: str
    start: int
    end: int
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A line's tokens, and their letters as one string of the same length."""

    line: Line
    tokens: tuple[Token, ...]
    letters: str

    @classmethod
    def of(cls, line: Line, page: Page) -> Skeleton:
        """Return the skeleton of a line; asides in brackets are left out, but not the members of a group."""
        line = opened(line, page)
        tokens = _verbs_joined(_one_among(_without_asides(_in_circumstances(list(_merged(_tokens(line, page)))))))
        return cls(line, tuple(tokens), "".join(token.letter for token in tokens))

    def text(self, index: int) -> str:
        """Return the lower-case text of a token."""
        token = self.tokens[index]
        return self.line.text[token.start : token.end]

    def original(self, first: int, last: int) -> tuple[int, int]:
        """Return the shadow offsets of the tokens from `first` up to and with `last`."""
        return self.line.original(self.tokens[first].start, self.tokens[last].end)


def _tokens(line: Line, page: Page) -> Iterator[Token]:
    phrases = iter(line.phrases)
    for found in _TOKEN.finditer(line.text):
        text = found.group()
        kind = "pointing" if found.group("pointing") else found.lastgroup
        if kind == "code" and _relative_of(line, page, found.start()):
            next(phrases, None)
            yield Token("w", found.start(), found.end())
        elif kind == "code":
            yield from _of_phrase(next(phrases, None), _BY_CODE[text], found, page)
        elif kind in {"pointing", "goal"}:
            body = kind == "goal" or found.group("body")
            yield Token("V" if body else "v", found.start(), found.end())
        elif kind == "same":
            begins = _BEGINS.search(line.text, max(0, found.start() - 24), found.start()) is not None
            begins = begins and not _is_name(line, page, found)
            yield Token("V" if begins else "w", found.start(), found.end())
        elif kind == "mark":
            yield Token(_MARKS.get(text, text), found.start(), found.end())
        elif kind == "cue":
            letter = _CUES[text]
            if letter == "v" and (
                _name_follows(line, page, found.end())
                or _SOMEONE_ELSE.search(line.text, max(0, found.start() - 12), found.start())
            ):
                letter = "w"
            if letter == "t" and _DECIDING.search(text):
                yield Token("i", found.start(), found.end())
            yield Token(letter, found.start(), found.end())
        else:
            yield Token("#" if text.isdecimal() else "w", found.start(), found.end())


def _relative_of(line: Line, page: Page, start: int) -> bool:
    """Tell whether a person is only named to say whose relative someone is: *Bố anh A nhận Huân chương*."""
    if line.text[start] != CODES[PhraseKind.PERSON] or not _RELATIVE.search(line.text, max(0, start - 16), start):
        return False
    at = line.original(start, start)[0]
    return _HONORIFIC.match(page.text(at, at + 5)) is not None


def _name_follows(line: Line, page: Page, end: int) -> bool:
    """Tell whether a capital follows: *ông Nguyễn* … names someone, and is no pronoun; in *tặng ông Bằng khen* it is."""
    if line.text[end : end + 2].strip()[:1] == CODES[PhraseKind.AWARD]:
        return False
    at = line.original(end, end)[0]
    return page.text(at, at + 2).strip()[:1].isupper()


def _is_name(line: Line, page: Page, found: re.Match[str]) -> bool:
    """Tell whether a word is written like a name (*cán bộ Đoàn, Hội*), not only as an abbreviation or first word."""
    start, end = line.original(*found.span())
    word = page.text(start, end)
    if not word[0].isupper() or word.isupper() or start == line.sentence.start:
        return False
    # *Ghi nhận thành tích đó, Quỹ được tặng …* stands alone; *Đoàn, Hội được …* is a list of names.
    before = re.search(r"(\w+), \Z", page.text(max(line.sentence.start, start - 24), start))
    return before is None or before.group(1)[0].isupper()


def _of_phrase(phrase: Phrase | None, letter: str, found: re.Match[str], page: Page) -> Iterator[Token]:
    """Yield the token of a phrase; a number that counts recipients or awards is read as these."""
    start, end = found.span()
    if phrase is not None and phrase.kind is PhraseKind.NUMBER:
        if page.text(max(0, phrase.start - 4), phrase.start) == "thứ ":
            return  # *lần thứ hai HTX nhận …* counts no HTX
        group = as_group(phrase)
        if group is not None:
            yield Token("G", start, end, group)
            return
        awards = page.inside(phrase.start, phrase.end, PhraseKind.AWARD)
        yield Token("#", start, end, phrase)
        yield from (Token("A", start, end, award) for award in awards[:1])
        return
    yield Token(letter, start, end, phrase)


def _merged(tokens: Iterator[Token]) -> Iterator[Token]:
    """Join runs of other words, and drop words that say nothing about giving."""
    run: list[Token] = []
    for token in tokens:
        if token.letter == " ":
            if not run:
                continue
            run.append(token)
        elif token.letter == "w":
            run.append(token)
        else:
            yield from _words(run)
            run = []
            yield token
    yield from _words(run)


def _words(run: list[Token]) -> Iterator[Token]:
    said = [token for token in run if token.letter == "w"]
    if said:
        letter = "W" if len(said) > _MANY_WORDS else "w"
        yield Token(letter, said[0].start, said[-1].end)


def _in_circumstances(tokens: list[Token]) -> list[Token]:
    """Write parties after a word of circumstance small, and drop that word."""
    out: list[Token] = []
    governed = False
    for token in tokens:
        if token.letter == "q":
            governed = True
            continue
        if governed and token.letter in "PORGLED":
            out.append(replace(token, letter=token.letter.lower() if token.letter in "PORG" else token.letter))
        else:
            out.append(token)
        governed = False
    return out


_MEMBERS = re.compile(r"G\((?:m:?)?[PO](?:[,;&]{1,2}[PO])*\)")


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Leave out what stands in brackets; the members of a group told there are *among* it."""
    letters = "".join(token.letter for token in tokens)
    if "(" not in letters:
        return [token for token in tokens if token.letter != ")"]
    for found in _MEMBERS.finditer(letters):
        tokens[found.start() + 1] = replace(tokens[found.start() + 1], letter="m")
        tokens[found.end() - 1] = replace(tokens[found.end() - 1], letter=" ")
    tokens = [token for at, token in enumerate(tokens) if not _around_year(letters, at)]
    out: list[Token] = []
    depth = 0
    for token in tokens:
        if token.letter == "(":
            depth += 1
        elif token.letter == ")":
            depth = max(0, depth - 1)
        elif not depth and token.letter != " ":
            out.append(token)
    return out if depth == 0 else [token for token in tokens if token.letter not in "() "]


_ONE_AMONG = re.compile(r"m#g")


_YEAR_OF_AWARD = re.compile(r"A(?:[ufd][OR])?\(D\)\Z")


def _around_year(letters: str, at: int) -> bool:
    """Tell whether a bracket only holds the year of the award before it: *Giải thưởng X (năm 2011)*."""
    opening = at if letters[at] == "(" else at - 2
    return (
        letters[at] in "()"
        and opening >= 0
        and _YEAR_OF_AWARD.search(letters, max(0, opening - 3), opening + 3) is not None
    )


def _one_among(tokens: list[Token]) -> list[Token]:
    """Read *là 1 trong 12 thầy thuốc* like *là một trong 12 thầy thuốc*."""
    found = _ONE_AMONG.search("".join(token.letter for token in tokens))
    if not found:
        return tokens
    group = replace(tokens[found.end() - 1], letter="G")
    return [*tokens[: found.start() + 1], group, *tokens[found.end() :]]


def _verbs_joined(tokens: list[Token]) -> list[Token]:
    """Make one word of giving of two that share their objects (*phong tặng, truy tặng*; *vinh danh và trao*)."""
    out: list[Token] = []
    for token in tokens:
        if token.letter == "t" and len(out) > 1 and out[-1].letter in ",&" and out[-2].letter in "tak":
            first = out[-2]
            del out[-2:]
            token = replace(token, start=first.start)
        out.append(token)
    return out
