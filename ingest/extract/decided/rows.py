"""One row of a list → one recipient with post, place and reason; what does not fit is told with its place, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.extract.awards import AwardValue
from ingest.extract.decided.cells import LONGEST_NAME, Person, body_first, like_person, person_first, place_in
from ingest.extract.decided.columns import NAMES, Column, Heading, Headings, kind_of
from ingest.extract.decided.grants import family
from ingest.extract.organization_heads import HEADS
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.issues import Issue, Level
from ingest.model import Evidence, MemberKind, Mention, PostMention, RowPosition, Span, TableRow, TextTable

_NUMBER = re.compile(r"\(?(\d{1,4})\s?[.)]?\Z")
_AFTER_NAME = re.compile(r" ?[,;:(–—-]+ ?")
_PARTS = re.compile(r" ?[,;(]| [-–—] | kiêm ")
_COLLECTIVE = re.compile(r"tập thể ", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—./ \d]*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One recipient of a list: who, of which kind, with which posts, where; `where` is its place in words."""

    recipient: Mention
    kind: MemberKind
    evidence: tuple[Evidence, ...]
    where: str
    posts: tuple[PostMention, ...] = ()
    place: str | None = None
    award: AwardValue | None = None
    reason: str | None = None
    annex: str | None = None
    article: int | None = None


class Unfit(Exception):
    """Why a row gives no recipient."""


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table one after another."""

    page: Page
    table: TextTable
    headings: Headings
    numbered: bool
    last: int | None = None
    issues: list[Issue] = field(default_factory=list)
    unread: bool = False

    def told(self) -> list[Issue]:
        """Return the issues since the last call."""
        issues, self.issues = self.issues, []
        return issues

    def begins_anew(self) -> None:
        """Let the numbers of the next section begin at 1 again."""
        self.last = None

    def entry(self, row: TableRow, kind: MemberKind | None, *, sure: bool) -> Entry | None:
        """Return the recipient of a row; `kind` is what the headings say, `sure` when one stands within the table."""
        self._columns()
        cells = _Cells(self.page, row, self.headings)
        where = self._where(row)
        try:
            self._count(cells, where)
            return self._entry(cells, kind, sure, where)
        except Unfit as reason:
            self.issues.append(Issue(Level.WARNING, "", where, f"the row is left out: {reason}", row.span))
            return None

    def _columns(self) -> None:
        if not self.unread:
            self.unread = True
            for column in self.headings.of(Column.UNKNOWN):
                if column.name:
                    what = f"the column {column.name!r} is not read"
                    self.issues.append(Issue(Level.NOTE, "", self.table.name, what))

    def _where(self, row: TableRow) -> str:
        page = self.page.document.page_of(row.span.start)
        return f"{self.table.name} row {row.number}" + (f" on page {page}" if page else "")

    def _count(self, cells: _Cells, where: str) -> None:
        """Note a number that does not follow the one before: a row may be missing."""
        said = next((_NUMBER.match(cells.text(column)) for column in self.headings.of(Column.NUMBER)), None)
        number = int(said.group(1)) if said is not None else None
        if number is not None and self.last is not None and number not in (self.last + 1, 1):
            what = f"the number {number} follows {self.last}: a row may be missing"
            self.issues.append(Issue(Level.WARNING, "", where, what))
        self.last = number if number is not None else self.last

    def _entry(self, cells: _Cells, kind: MemberKind | None, sure: bool, where: str) -> Entry:
        column = self._named_in(cells)
        start, end = cells.stretch(column)
        wanted = _wanted(column.holds, kind, sure)
        who, found, rest = _recipient(self.page, start, end, wanted, column)
        evidence = self._evidence(cells, column)
        posts = tuple(self._posts(cells, rest, end)) if found is MemberKind.INDIVIDUAL else ()
        place = self._place(cells, rest, end)
        return Entry(who, found, evidence, where, posts, place, self._award(cells), cells.said(Column.REASON))

    def _named_in(self, cells: _Cells) -> Heading:
        """Return the column that names the row's recipient: a person's before a body's, whose it then is."""
        filled = [column for column in self.headings.of(*NAMES) if cells.text(column)]
        if not filled:
            raise Unfit("no name stands in it")
        people = [column for column in filled if column.holds is not Column.BODY]
        if len(people) > 1:
            names = ", ".join(repr(column.name) for column in people)
            raise Unfit(f"names stand in several columns ({names})")
        chosen = people[0] if people else filled[0]
        if (
            not people
            and len(self.headings.of(Column.PERSON, Column.EITHER, Column.HOUSEHOLD)) == 1
            and not _collective(chosen)
        ):
            raise Unfit(f"no name stands in the column {self.headings.of(*NAMES)[0].name!r}")
        return chosen

    def _posts(self, cells: _Cells, rest: int, end: int) -> Iterator[PostMention]:
        stretches = [(rest, end)] if rest < end else []
        stretches += [cells.stretch(column) for column in self.headings.of(Column.POST) if cells.text(column)]
        unit = self._unit(cells)
        for start, stop in stretches:
            start += _lead(self.page.text(start, stop))
            if _NOTHING.match(self.page.text(start, stop)):
                continue
            yield from _seats(self.page, start, stop, unit)

    def _unit(self, cells: _Cells) -> Mention | None:
        people = self.headings.of(Column.PERSON, Column.EITHER, Column.HOUSEHOLD)
        units = self.headings.of(Column.UNIT) or (self.headings.of(Column.BODY) if people else ())
        for column in units:
            if cells.text(column):
                body = body_first(self.page, *cells.stretch(column), column.head)
                return body.mention if body is not None else None
        return None

    def _place(self, cells: _Cells, rest: int, end: int) -> str | None:
        told = (*self.headings.of(Column.ADDRESS), *self.headings.of(Column.UNIT, Column.POST))
        for column in told:  # *Chức vụ, địa chỉ*: of a body, a post's column may tell the place
            if (place := place_in(self.page, *cells.stretch(column))) is not None:
                return place
        return place_in(self.page, rest, end)

    def _award(self, cells: _Cells) -> AwardValue | None:
        for column in self.headings.of(Column.AWARD):
            found = self.page.inside(*cells.stretch(column), PhraseKind.AWARD)
            if found:
                value: AwardValue = found[0].value
                return value
            if cells.text(column):
                raise Unfit(f"“{cells.text(column)}” in the column {column.name!r} is no award that is known")
        return None

    def _evidence(self, cells: _Cells, named: Heading) -> tuple[Evidence, ...]:
        """Return the row's line as the quote, then the merged cells of rows above that are said of it, too."""
        row, document = cells.row, self.page.document
        columns = tuple(column.name for column in self.headings.columns if column.name and cells.text(column))
        position = RowPosition(self.table.name, row.number, columns)
        quotes = [Evidence(document.id, document.text[row.span.start : row.span.end], row.span, position)]
        for cell in row.cells:
            if cell.span.end > cell.span.start and cell.span.start < row.span.start:
                quote = document.text[cell.span.start : cell.span.end]
                quotes.append(Evidence(document.id, quote, cell.span))
        return tuple(quotes)


class _Cells:
    """The cells of one row by column."""

    def __init__(self, page: Page, row: TableRow, headings: Headings) -> None:
        self.page, self.row, self.headings = page, row, headings
        self._spans: dict[int, Span] = {}
        for column in headings.columns:
            inside = [cell for cell in row.cells if cell.left <= column.left < cell.right]
            if inside:
                self._spans[column.left] = inside[0].span

    def stretch(self, column: Heading) -> tuple[int, int]:
        span = self._spans.get(column.left)
        if span is None:
            return 0, 0
        return self.page.shadow.position(span.start), self.page.shadow.position(span.end)

    def text(self, column: Heading) -> str:
        return self.page.text(*self.stretch(column))

    def said(self, holds: Column) -> str | None:
        return next((text for column in self.headings.of(holds) if (text := self.text(column))), None)


def line_entry(page: Page, start: int, end: int, kind: MemberKind | None) -> Entry | None:
    """Return the recipient that a line of a list names first, None when neither person nor body stands there."""
    end = start + len(page.text(start, end).rstrip(" .;,"))
    try:
        who, found, rest = _recipient(page, start, end, kind, None)
    except Unfit:
        return None
    begin = rest + _lead(page.text(rest, end))
    posts = tuple(_seats(page, begin, end, None)) if found is MemberKind.INDIVIDUAL and begin < end else ()
    evidence = page.evidence(start, end)
    return Entry(who, found, (evidence,), f"“{page.text(start, end)[:60]}”", posts, place_in(page, rest, end))


def _wanted(holds: Column, kind: MemberKind | None, sure: bool) -> MemberKind | None:
    """Return which kind a cell must name: what a heading within the table says, else the column, else what is above."""
    own = kind_of(holds)
    if kind is not None and own is not None and family(kind) is not own and not sure:
        raise Unfit(f"the heading above says {kind}, the column names {own}s")
    return kind if kind is not None and (sure or own is None) else own


def _recipient(
    page: Page, start: int, end: int, wanted: MemberKind | None, column: Heading | None
) -> tuple[Mention, MemberKind, int]:
    """Return who a stretch names, of which kind, and where the name ends; Unfit when it does not name one of the kind."""
    text = page.text(start, end)
    someone = person_first(page, start, end)
    if wanted in (MemberKind.INDIVIDUAL, MemberKind.HOUSEHOLD):
        if someone is None:
            raise Unfit(f"“{text}” is not spelled as a person's name")
        kind = MemberKind.HOUSEHOLD if someone.household else wanted
        return someone.mention, kind, someone.rest
    bodied = _begins_body(page, start) or _COLLECTIVE.match(text) is not None
    if wanted is None:
        return _of_any(page, start, end, someone, bodied)
    if someone is not None and not bodied and _must_be_person(someone):
        raise Unfit(f"“{text}” is a person's name where a body's is expected")
    body = body_first(page, start, end, column.head if column is not None else None)
    if body is None:
        raise Unfit(f"“{text}” is not spelled as a body's name")
    return body.mention, MemberKind.COLLECTIVE, body.rest


def _of_any(page: Page, start: int, end: int, someone: Person | None, bodied: bool) -> tuple[Mention, MemberKind, int]:
    if someone is not None and not bodied and like_person(someone):
        kind = MemberKind.HOUSEHOLD if someone.household else MemberKind.INDIVIDUAL
        return someone.mention, kind, someone.rest
    body = body_first(page, start, end) if bodied else None
    if body is None:
        text = page.text(start, min(end, start + LONGEST_NAME))
        raise Unfit(f"“{text}” is neither surely a person's name nor a body's")
    return body.mention, MemberKind.COLLECTIVE, body.rest


def _must_be_person(someone: Person) -> bool:
    return someone.addressed or (like_person(someone) and len(someone.mention.name.split(" ")) in (3, 4))


def _begins_body(page: Page, start: int) -> bool:
    return HEADS.at(page.shadow.lower, start) is not None


def _collective(column: Heading) -> bool:
    return "tập thể" in column.name.lower() or column.head is not None


def _seats(page: Page, start: int, end: int, unit: Mention | None) -> Iterator[PostMention]:
    """Yield the posts of a stretch; one without a body is in the row's unit."""
    found = page.inside(start, end, PhraseKind.POST)
    if found and found[0].start == start:
        posts = [(phrase.end, phrase.value) for phrase in found if isinstance(phrase.value, PostMention)]
        own = next((post.organization for _, post in reversed(posts) if post.organization is not None), None)
        for stop, post in posts:
            role = post.role
            if post.organization is None:  # *Trưởng phòng Kế hoạch*: of a part that has no name elsewhere
                role += page.text(stop, stop + _part_end(page.text(stop, end)))
            yield PostMention(role, post.organization or own or unit, post.evidence)
        return
    stop = start + _part_end(page.text(start, end))
    begin = stop + _lead(page.text(stop, end))
    body = body_first(page, begin, end) if begin < end and _begins_body(page, begin) else None
    organization = body.mention if body is not None else unit
    role = page.text(start, stop)
    if organization is not None and 2 <= len(role) <= 60 and not any(letter.isdigit() for letter in role):
        yield PostMention(role[:1].upper() + role[1:], organization, page.evidence(start, stop))


def _part_end(text: str) -> int:
    parts = _PARTS.search(text)
    return parts.start() if parts else len(text)


def _lead(text: str) -> int:
    found = _AFTER_NAME.match(text)
    return found.end() if found else len(text) - len(text.lstrip())
