"""Lists of a clause: the awards named one after another, and the parties that receive them."""

from __future__ import annotations

import re

from ingest.extract.acts import Given, Recipients
from ingest.extract.giving import Skeleton, Token

_ITEM = re.compile(
    r"(?:w&|[w#])?(?P<award>A)(?P<contest>E)?"
    r"(?:d(?P<hander>P),?X(?P<behalf>[OR])t(?![PORGA])"
    r"|(?:-(?=d))?(?P<how>[ufd])(?P<grantor>[PORpor](?:&[PORpor])*|w)(?:y?[tn](?![PORGA]))?|(?P<beside>[OR])(?=[ct](?!A))|u(?P<place>L))?(?:,?d(?P<by>P)y?[tn](?![PORGA]))?(?P<date>D)?N?"
)
# An award that *thuộc về* someone begins a clause of its own.
_MORE = re.compile(r"(?:[,;]&?|&|,?m)(?=(?:w&|[w#])?A(?!E?[wy,]{0,2}e))")
_RECIPIENT = re.compile(r"(?:w(?:[,&]w)?u?|wuw|ww?(?:uw)?u|w#?&|z|[w#]{1,5}uw?)?(?P<party>[POGV]|v(?!w))")
_INTRO = re.compile(r"(?:w?[,-]?m:?|:)")
_BETWEEN = re.compile(r"(?:[,;]?m(?:[wWLO]{1,3}Gw?m)?:?|:|[,;]&|[,;&]|-)")
_AFTER_PARTY = re.compile(
    r"(?:u[PORLpor]|[LD]|,L(?=[,;&.]|\Z)|-?R|-w(?=[,;&.ODL]|\Z)(?:[ODL](?=[,;&.D]|\Z))?|,R(?![tnab])|u?w(?=[,;&:m.]|\Z))*"
)
_SAID_OF_GROUP = r"[wWDELopru#fh~iXyzdc]|[uq][PORL]"
_AFTER_GROUP = re.compile(
    rf"(?:{_SAID_OF_GROUP}|,(?=W))*?(?=(?:,&|[,;&])G|(?:,?m:?|:)[POG])|(?:{_SAID_OF_GROUP}|,)*?(?=(?:,?m:?|:)\Z)"
)
# A party that does or undergoes something itself begins the next clause: *…, UBND huyện tặng Giấy khen …*.
_NEXT_AWARDED = re.compile(r"G(?:,?&?G)*[wyhFJD]{0,3}b[PORv]?[takn]A")
_NEXT_WINNER = re.compile(r"[POG](?:[&,][PO]){0,3}[wy]{0,2}H[w#]?A")
_NEXT_CLAUSE = re.compile(r"(?:[POR](?:&[POR])?|G(?:,?&?G)*)[wyhFJD,]{0,3}?(?:X|i?[takn]|b)")


def awards_from(skeleton: Skeleton, position: int) -> tuple[list[Given], int]:
    """Return the awards named from a position on, and where they end."""
    given: list[Given] = []
    while (item := _ITEM.match(skeleton.letters, position)) is not None:
        given.append(_given(skeleton, item))
        position = item.end()
        more = _MORE.match(skeleton.letters, position)
        if not more:
            break
        position = more.end()
    return given, position


def _given(skeleton: Skeleton, item: re.Match[str]) -> Given:
    def part(name: str, letters: str) -> tuple[Token, ...]:
        return tuple(t for t in skeleton.tokens[item.start(name) : item.end(name)] if t.letter in letters)

    tokens, index = skeleton.tokens, item.start("award")
    leading = tokens[item.start()] if item.start() < index else None
    given = Given(
        tokens[index].phrase,
        index,
        contest=tokens[item.start("contest")].phrase if item.group("contest") else None,
        count=leading if leading is not None and leading.letter == "#" else None,
        date=tokens[item.start("date")].phrase if item.group("date") else None,
    )
    if item.group("hander"):
        return Given(
            given.award, index, part("hander", "P"), given.contest, given.count, given.date, True, part("behalf", "OR")
        )
    handed_by = item.group("how") == "f" or (item.group("how") == "d" and "t" in item.group())
    named = part("grantor", "PORporw") if item.group("grantor") else ()
    grantors = named or part("beside", "OR") or part("place", "L")
    handers = part("by", "P") if item.group("by") else ()
    return Given(given.award, index, grantors, given.contest, given.count, given.date, handed_by, handers=handers)


def recipients_from(skeleton: Skeleton, position: int, upto: int | None = None) -> tuple[Recipients, int]:
    """Return the recipients listed from a position on, and where the list ends.

    Without `upto` the list ends before a party that begins a clause of its own.
    """
    letters = skeleton.letters
    intro = _INTRO.match(letters, position)
    at = intro.end() if intro else position
    found: list[tuple[Token, str]] = []
    separator = ":" if intro else ""
    end = position
    while (item := _RECIPIENT.match(letters, at)) is not None:
        if upto is None and found and _begins_clause(skeleton, item.start("party"), separator):
            break
        found.append((skeleton.tokens[item.start("party")], separator))
        end = item.end()
        skipped = _AFTER_GROUP if item.group("party") == "G" else _AFTER_PARTY
        filler = skipped.match(letters, end)
        between = _BETWEEN.match(letters, filler.end() if filler else end)
        if not between:
            break
        separator = between.group()
        at = between.end()
        if at == len(letters) and separator.endswith((":", "m")):
            return _arranged(found, open_=True), at
    if intro and not found and at >= len(letters):
        return Recipients(open=True), at
    return _arranged(found, open_=False), end


def _begins_clause(skeleton: Skeleton, position: int, separator: str) -> bool:
    if "m" in separator or ":" in separator:
        return False
    if ";" in separator and _NEXT_WINNER.match(skeleton.letters, position):
        return True
    if separator == "&" and skeleton.letters[position + 1 : position + 2] == ",":
        return False  # *… cho ông A và bà B, tặng Bằng khen …*
    token = skeleton.tokens[position]
    counted = token.letter != "G" or (token.phrase is not None and token.phrase.value.count is not None)
    if not counted:
        return _NEXT_AWARDED.match(skeleton.letters, position) is not None
    if "&" in separator and skeleton.letters[position + 1 : position + 2] == ",":
        return False  # *cho A và B, tặng Giấy khen cho C*: the next verb has the subject of the first one
    return _NEXT_CLAUSE.match(skeleton.letters, position) is not None


def _arranged(found: list[tuple[Token, str]], *, open_: bool) -> Recipients:
    """Sort out affiliations (*ông A, HTX X; bà B, HTX Y*), totals and the parties named among them."""
    segmented = any(";" in separator for _, separator in found)
    alternating = re.fullmatch(r"(?:PO)+P?", "".join(token.letter for token, _ in found)) is not None
    kept: list[Token] = []
    among: list[Token] = []
    counting = False
    last = ""
    for token, separator in found:
        beside = token.letter == "O" and last == "P" and separator in {",", "-"}
        last = token.letter
        if beside and (segmented or alternating or separator == "-"):
            continue
        if ("m" in separator or ":" in separator) and any(t.letter == "G" for t in kept):
            counting = True
        if counting and token.letter != "G":
            among.append(token)
        else:
            counting = False
            kept.append(token)
    return Recipients(tuple(kept), tuple(among), open_)
