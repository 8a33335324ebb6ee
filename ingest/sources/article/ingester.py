"""Articles from files: text as published, its blocks, and what the source says of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.model import BlockKind, Document
from ingest.sources.article import plain
from ingest.sources.article.encoding import decode
from ingest.values import PartialDate


def read_file(
    path: Path,
    *,
    publisher: str | None = None,
    place: str | None = None,
    published: PartialDate | str | None = None,
    url: str | None = None,
) -> Document:
    """Return the article in a file; what the caller says of its source goes before what the page says."""
    data = path.read_bytes()
    text = decode(data, str(path)).text
    blocks = plain.blocks(text)
    digest = hashlib.sha256(data).hexdigest()
    title = next((text[b.span.start : b.span.end] for b in blocks if b.kind is BlockKind.TITLE), "")
    if isinstance(published, str):
        published = PartialDate.read(published)
    if published is None:
        datelines = [text[b.span.start : b.span.end] for b in blocks if b.kind is BlockKind.DATELINE]
        published = plain.date_of(datelines[0]) if datelines else None
    return Document(
        id=url or f"sha256:{digest}",
        source=publisher or "article",
        url=url,
        title=title,
        published=published,
        text=text,
        blocks=blocks,
        publisher=publisher,
        place=place,
        sha256=digest,
    )
