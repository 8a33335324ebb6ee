"""Lists of recipients, in tables and in numbered lines, with the headings over them → one entry a recipient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.awards import AwardValue
from ingest.extract.decided.act import Act
from ingest.extract.decided.columns import Headings, headings, text_of
from ingest.extract.decided.grants import listed_by
from ingest.extract.decided.lines import Stretch, prose
from ingest.extract.decided.rows import Entry, RowReader, line_entry
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.issues import Issue, Level
from ingest.model import MemberKind, TableRow, TextTable

_KINDS = (
    (MemberKind.INDIVIDUAL, re.compile(r"(?<!\w)cá nhân(?!\w)", re.IGNORECASE)),
    (MemberKind.HOUSEHOLD, re.compile(r"(?<!\w)hộ (?:gia đình|nông dân|kinh doanh)(?!\w)", re.IGNORECASE)),
    (MemberKind.COLLECTIVE, re.compile(r"(?<!\w)tập thể(?!\w)(?! dục)", re.IGNORECASE)),
)
_BODIES = re.compile(r"(?<!\w)(?:các )?(?:hợp tác xã|htx|doanh nghiệp|đơn vị|tổ chức)(?!\w)", re.IGNORECASE)
_ONLY_KIND = re.compile(
    r"(?:(?:[ivx]{1,5}|[a-zđ]|\d{1,2})\s?[.):/-]\s?|phần [ivx\d]+\s?[.:-]?\s?)?(?:về |danh sách |các |đối với |khối )?"
    r"(?:tập thể|cá nhân|hộ gia đình|hộ|hợp tác xã|htx|doanh nghiệp|đơn vị)(?:[ :(]+\d+[^|]{0,24}\)?)?[ .:;]*\Z",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:(?:[IVX]{1,5}|[A-ZĐ])\s?[.):/-]|[IVX]{1,5}\Z|[A-Z]\Z)")
_NUMBER = re.compile(r"\(?(\d{1,4})\s?[.)]?\Z")
_ITEM = re.compile(r"(?:\(?\d{1,3}\s?[.)]|[-–+•*])\s?(?=\S)")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)(?!\w)", re.IGNORECASE)
_ANNEXED = re.compile(r"(?:danh sách|phụ lục|biểu)(?!\w)", re.IGNORECASE)
_ENCLOSED = re.compile(r"\(?(?:ban hành )?kèm theo (?:quyết định|tờ trình)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a row tell: the award, the kind of recipients, the annex, the article it stands in."""

    award: AwardValue | None = None
    kind: MemberKind | None = None
    annex: str | None = None
    article: int | None = None


@dataclass(slots=True)
class Lists:
    """All entries of a decision in reading order, and what did not fit."""

    entries: list[Entry] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    listed: bool = False


def lists(page: Page, act: Act) -> Lists:
    """Return the recipients that a decision lists: in tables anywhere, in numbered lines of articles and annexes."""
    found = Lists()
    reader = _Reader(page, act, found)
    starts = [page.shadow.position(table.rows[0].span.start) for table in page.document.tables]
    waiting = list(zip(starts, page.document.tables, strict=True))
    articles = {line.start: article.number for article in act.articles for line in article.lines}
    for line in prose(page):
        while waiting and waiting[0][0] < line.start:
            reader.table(waiting.pop(0)[1])
        if line.start in articles:
            reader.of_article(line, articles[line.start])
        elif line.start >= act.end:
            reader.of_annex(line)
    for _, table in waiting:
        reader.table(table)
    return found


class _Reader:
    def __init__(self, page: Page, act: Act, found: Lists) -> None:
        self.page, self.act, self.found = page, act, found
        self.section = Section()
        self.headings: Headings | None = None
        self.above: list[str] = []

    def of_article(self, line: Stretch, article: int) -> None:
        """Read a line of an article: a heading, or one recipient after a number or dash."""
        if article != self.section.article:
            self.section = Section(article=article)
        mark = _ITEM.match(line.text)
        told = self._told(line)
        if told is not None:
            self.section = replace(told, article=article)
        elif mark is not None and not self.page.inside(line.start, line.end, PhraseKind.AWARD):
            self._item(line, mark.end(), sure=False)

    def of_annex(self, line: Stretch) -> None:
        """Read a line after the signature: a heading over what follows, or a recipient of a list without a table."""
        if self.section.article is not None:
            self.section = Section()
        if _ENCLOSED.match(line.text):
            return
        if _ANNEXED.match(line.text):
            self.found.listed = True
            self.section, self.headings = Section(annex=listed_by(line.text)), None
        told = self._told(line)
        mark = _ITEM.match(line.text)
        if told is not None:
            self.section = told
        elif mark is not None and self.found.listed:
            self._item(line, mark.end(), sure=True)

    def _item(self, line: Stretch, begin: int, *, sure: bool) -> None:
        entry = line_entry(self.page, line.start + begin, line.end, self.section.kind)
        if entry is not None:
            self._add(entry)
        elif sure:
            what = f"“{line.text}” is left out: neither a person's nor a body's name stands first in it"
            self.found.issues.append(Issue(Level.WARNING, "", f"list, “{line.text[:begin].strip()}”", what))

    def _add(self, entry: Entry) -> None:
        one = self.section
        self.found.listed = True
        self.found.entries.append(replace(entry, award=entry.award or one.award, annex=one.annex, article=one.article))

    def _told(self, line: Stretch) -> Section | None:
        return self._heading(line.start, line.end, line.text, line.capitals)

    def _heading(self, start: int, end: int, text: str, capitals: bool) -> Section | None:
        """Return the section that a heading begins, None when the words are no heading of one."""
        awards = {phrase.value for phrase in self.page.inside(start, end, PhraseKind.AWARD)}
        names = {award.name for award in awards}
        kinds = [kind for kind, pattern in _KINDS if pattern.search(text)]
        if not kinds and _BODIES.search(text):
            kinds = [MemberKind.COLLECTIVE]
        only = _ONLY_KIND.match(text) is not None
        marked = capitals or _MARK.match(text) is not None or only or text.endswith(":") or bool(_ANNEXED.match(text))
        if not (marked and (names or only or (kinds and (capitals or _ANNEXED.match(text))))):
            return None
        one = self.section
        kind = kinds[0] if len(kinds) == 1 else None
        if len(names) == 1:
            return Section(next(iter(awards)), kind, one.annex, one.article)
        return Section(one.award, kind, one.annex, one.article)

    # --- tables

    def table(self, table: TextTable) -> None:
        own = headings(self.page, table.rows)
        if own is None and self.headings is not None and self._same_columns(table):
            own, first = Headings(self.headings.columns, 0), 0
        elif own is not None:
            first = own.rows
        else:
            if self.found.listed or self.section.article is not None or len(table.rows) > 1:
                what = "the table is left out: its first rows do not tell in which column the recipients are named"
                self.found.issues.append(Issue(Level.WARNING, "", table.name, what))
            return
        self.headings, self.found.listed = own, True
        heads = {tuple(text_of(self.page, row, i) for i in range(len(row.cells))) for row in table.rows[:first]}
        numbered = self._is_numbered(table.rows[first:])
        reader = RowReader(self.page, table, own, numbered)
        inside = False
        for row in table.rows[first:]:
            texts = tuple(text_of(self.page, row, index) for index in range(len(row.cells)))
            if texts in heads or any(_TOTAL.match(text) for text in texts[:2]):
                continue
            told = self._section_row(row, texts, numbered)
            if told is not None:
                self.section, inside = told, True
                reader.begins_anew()
                continue
            result = reader.entry(row, self.section.kind, sure=inside)
            self.found.issues += reader.told()
            if result is not None:
                self._add(result)

    def _same_columns(self, table: TextTable) -> bool:
        assert self.headings is not None
        borders = [(column.left, column.right) for column in self.headings.columns]
        return all([(c.left, c.right) for c in row.cells] == borders for row in table.rows if len(row.cells) > 2)

    def _is_numbered(self, rows: Sequence[TableRow]) -> bool:
        texts = [text_of(self.page, row, 0) for row in rows if len(row.cells) > 1]
        return sum(_NUMBER.match(text) is not None for text in texts) * 2 > len(texts)

    def _section_row(self, row: TableRow, texts: Sequence[str], numbered: bool) -> Section | None:
        """Return the section that a row heads, None for a row of the list: one cell says it, over all columns."""
        told = list(self._said(row, texts))
        if not told or len(told) > 1:
            return None
        index = told[0]
        text = texts[index]
        number = _NUMBER.match(texts[0]) if index else None
        wide = row.cells[index].right - row.cells[index].left > 1
        marked = _MARK.match(texts[0]) is not None
        cell = row.cells[index].span
        start, end = self.page.shadow.position(cell.start), self.page.shadow.position(cell.end)
        stated = self._heading(start, end, text, True)
        if number is not None and not _ONLY_KIND.match(text):
            return None
        if stated is not None and (wide or marked or not numbered or number is not None or not texts[0]):
            return stated
        return self.section if wide or marked else None

    @staticmethod
    def _said(row: TableRow, texts: Sequence[str]) -> Iterator[int]:
        """Yield the cells that say something of their own, the number aside."""
        for index, text in enumerate(texts):
            mark = (
                index == 0
                and len(texts) > 1
                and (_NUMBER.match(text) or re.fullmatch(r"[IVXA-ZĐa-z\d.]{1,5}[.)]?", text))
            )
            above = row.cells[index].span.start < row.span.start
            if text and not mark and not above:
                yield index
