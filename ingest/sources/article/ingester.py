"""Articles from files: text as published, its blocks, and what the source says of it."""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.model import Block, BlockKind, Document
from ingest.sources.article import page, plain
from ingest.sources.article.encoding import decode
from ingest.sources.office import web
from ingest.sources.office.heads import is_decision, issued, subject
from ingest.sources.office.layout import laid
from ingest.values import PartialDate

SUFFIXES = (".txt", ".html", ".htm", ".xhtml")
"""The names of files that are read as articles."""
LARGEST = 20_000_000
"""Bytes: an article is some kilobytes; what is larger is another kind of file."""

_MARKUP = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article with what a reader should know of how it was read (an assumed encoding)."""

    document: Document
    data: bytes
    notes: tuple[Issue, ...] = ()


def read_file(
    path: Path,
    *,
    publisher: str | None = None,
    place: str | None = None,
    published: PartialDate | str | None = None,
    url: str | None = None,
) -> Document:
    """Return the article in a file, without the notes; see `read`."""
    return read(path, publisher=publisher, place=place, published=published, url=url).document


def read(
    path: Path,
    *,
    publisher: str | None = None,
    place: str | None = None,
    published: PartialDate | str | None = None,
    url: str | None = None,
) -> Article:
    """Return the article in a file; what the caller says of its source goes before what the page says.

    Raises SourceError, naming file, place and reason, for what is no article: unreadable, empty, too large, binary,
    in an unknown encoding, too deep, or a page that shows no text.
    """
    name = str(path)
    data = contents(path)
    decoded = decode(data, name)
    html = path.suffix.lower() in (".html", ".htm", ".xhtml") or _MARKUP.match(decoded.text) is not None
    shown = page.read(decoded.text, name) if html else None
    text = shown.text if shown else decoded.text
    decision = laid(web.parts(decoded.text)) if shown and is_decision(text) else None
    if decision is not None:
        text = decision.text
        blocks = tuple(Block(kind or BlockKind.PARAGRAPH, span) for span, kind in decision.parts)
    else:
        blocks = plain.label(text, list(shown.parts)) if shown else plain.blocks(text)
    if not blocks:
        raise SourceError(name, "", "no text in it")
    stated = PartialDate.read(published) if isinstance(published, str) else published
    url = url or (shown.url if shown else None)
    digest = hashlib.sha256(data).hexdigest()
    publisher = publisher or (shown.publisher if shown else None)
    document = Document(
        id=url or f"sha256:{digest}",
        source=publisher or "article",
        url=url,
        title=subject(text) if decision else _title(text, blocks),
        published=stated
        or (shown.published if shown else None)
        or (issued(text) if decision else _dateline(text, blocks)),
        text=text,
        blocks=blocks,
        publisher=publisher,
        place=place,
        sha256=digest,
        media_type="text/html" if shown else "text/plain",
        tables=decision.tables if decision else (),
    )
    assumed = f"read as {decoded.encoding}, which is assumed: the file does not say its encoding"
    return Article(document, data, (Issue(Level.NOTE, name, "", assumed),) if decoded.assumed else ())


def contents(path: Path) -> bytes:
    """Return a file's bytes; SourceError when it is no readable file, empty or larger than `LARGEST`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(str(path), "", "not a file")
        if status.st_size > LARGEST:
            size = f"{status.st_size / 1e6:,.0f} MB"
            raise SourceError(str(path), "", f"{size} is too large for an article (at most {LARGEST // 1_000_000} MB)")
        data = path.read_bytes()
    except OSError as error:
        # A loop of links, a missing file and a forbidden one differ in the system's own words.
        raise SourceError(str(path), "", f"cannot be read: {error.strerror or error}") from None
    if not data.strip():
        raise SourceError(str(path), "", "the file is empty")
    return data


def _title(text: str, blocks: tuple[Block, ...]) -> str:
    return next((text[b.span.start : b.span.end] for b in blocks if b.kind is BlockKind.TITLE), "")


def _dateline(text: str, blocks: tuple[Block, ...]) -> PartialDate | None:
    datelines = (text[b.span.start : b.span.end] for b in blocks if b.kind is BlockKind.DATELINE)
    return next((plain.date_of(line) for line in datelines), None)
