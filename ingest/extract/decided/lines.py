"""The lines of a paper outside its tables, in shadow offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.extract.tokens import Page
from ingest.model import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line: where it stands in the shadow, its text in reading form, whether the paper has it in capitals."""

    start: int
    end: int
    text: str
    capitals: bool
    after_table: bool = False


def lines_only(document: Document) -> Document:
    """Return a decision's document with all lines as paragraphs: it has neither captions nor bylines."""
    kinds = (one.kind if one.kind is BlockKind.TABLE_CELL else BlockKind.PARAGRAPH for one in document.blocks)
    blocks = (replace(one, kind=kind) for one, kind in zip(document.blocks, kinds, strict=True))
    return replace(document, blocks=tuple(blocks))


def prose(page: Page) -> list[Stretch]:
    """Return the lines outside tables in order; `after_table` marks those right after one."""
    found: list[Stretch] = []
    table = False
    for block in page.document.blocks:
        if block.kind is BlockKind.TABLE_CELL:
            table = True
            continue
        start, end = page.shadow.position(block.span.start), page.shadow.position(block.span.end)
        stored = page.document.text[block.span.start : block.span.end]
        found.append(Stretch(start, end, page.text(start, end), stored.isupper(), table))
        table = False
    return found
