"""A chunk of rows → a document with the rows as its text, and what they claim; rows that cannot be read are listed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.model import Block, BlockKind, Claim, Document, DocumentKind, Evidence, RowPosition, Span
from ingest.reading import Reading
from ingest.sources.table.rows import Row
from ingest.tables import cells, chunks, corrected
from ingest.tables.chunks import Chunk, Whole
from ingest.tables.claims import Reader, Refused
from ingest.tables.plan import Plan
from ingest.values import PartialDate

EXTRACTOR = "table-1"
"""The version of the rules by which rows are read."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that makes no claims: where it stands, in which column the reason lies, and the reason."""

    row: Row
    column: str | None
    what: str


@dataclass(frozen=True, slots=True)
class ChunkRead:
    """A chunk as read: the document with its claims, what the archive keeps, and the rows that were refused and why."""

    reading: Reading
    content: bytes
    rows: int
    refused: tuple[RefusedRow, ...] = ()
    issues: tuple[Issue, ...] = ()


def read(chunk: Chunk) -> ChunkRead:
    """Return what the rows of a chunk claim. Rows that cannot be read are refused one by one, with an issue each."""
    stated = chunk.stated
    published = PartialDate.read(stated.published) if stated.published is not None else None
    province = cells.province(stated.place) or cells.province(stated.publisher)
    reader = Reader.of(chunk.plan, chunk.columns, province, published)
    content = chunks.kept(chunk)
    title = _title(chunk)
    head = " | ".join(chunk.columns)
    rows = [corrected.apply(chunk.table, row, chunk.corrections) for row in chunk.rows]
    text, blocks = _laid_out(title, f"{chunk.sheet}: {head}" if chunk.sheet else head, [text for _, text in rows])
    claims: list[Claim] = []
    refused: list[RefusedRow] = []
    for published_row, (row, line), block in zip(chunk.rows, rows, blocks[2:], strict=True):
        if _passes(chunk, row):
            continue
        columns = tuple(name for name in reader.names.values() if row.cells[name].text)
        evidence = Evidence(chunk.id, line, block.span, RowPosition(chunk.sheet, row.number, columns))
        told = reader.read(row, evidence)
        if isinstance(told, Refused):
            refused.append(RefusedRow(published_row, told.column, told.what))
        else:
            claims += told
    document = Document(
        id=chunk.id,
        source=stated.publisher or "table",
        url=stated.url,
        title=title,
        published=published,
        text=text,
        blocks=blocks,
        publisher=stated.publisher,
        place=stated.place,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=chunk.media_type,
        kind=DocumentKind.TABLE,
    )
    issues = tuple(_issue(chunk, one) for one in refused)
    return ChunkRead(Reading(document, tuple(claims)), content, len(chunk.rows), tuple(refused), issues)


def held_to(plan: Plan, pieces: Iterable[Chunk | Issue | Whole]) -> None:
    """Read a table's rows to see whether no more of them are refused than its mapping expects.

    Raises SourceError, with both shares and the most frequent reason, for a table of which more are: it is not taken.
    """
    rows = 0
    file = ""
    refused: Counter[tuple[str, str]] = Counter()
    for piece in pieces:
        if isinstance(piece, Chunk):
            told = read(piece)
            rows, file = rows + told.rows, piece.file
            refused.update((f"column {one.column!r}" if one.column else "", one.what) for one in told.refused)
    most = plan.expected.refused
    if refused.total() <= most * rows:
        return
    ((where, what), times), *_ = refused.most_common(1)
    often = f"{times} times: {what}" if times > 1 else what
    raise SourceError(
        file,
        where,
        f"{refused.total():,} of {rows:,} rows cannot be read ({_percent(refused.total() / rows)}); the mapping "
        f"{plan.name!r} expects at most {_percent(most)}, so nothing of the table is taken. {often}",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _issue(chunk: Chunk, one: RefusedRow) -> Issue:
    return Issue(Level.ERROR, chunk.file, one.row.where(one.column), one.what)


def _title(chunk: Chunk) -> str:
    title = chunk.plan.document.get("title") or Path(chunk.file).stem
    if chunk.number == 1:
        return title
    return f"{title}, hàng {chunk.rows[0].number}–{chunk.rows[-1].number}"


def _laid_out(title: str, head: str, rows: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of the document, one row a line, and where its lines are."""
    parts: list[str] = []
    blocks: list[Block] = []
    place = 0
    for kind, line in _lines(title, head, rows):
        blocks.append(Block(kind, Span(place, place + len(line))))
        parts.append(line)
        place += len(line) + 1
    return "\n".join(parts), tuple(blocks)


def _lines(title: str, head: str, rows: Sequence[str]) -> Iterator[tuple[BlockKind, str]]:
    yield BlockKind.TITLE, title
    yield BlockKind.PARAGRAPH, head
    for row in rows:
        yield BlockKind.TABLE_CELL, row


def _passes(chunk: Chunk, row: Row) -> bool:
    """Tell whether a row is a heading or a sum, as the mapping has it, by the first words in it."""
    said = [cell.text for cell in row.cells.values() if cell.text]
    return any(chunk.plan.lets_pass(text) for text in said[:2])
