"""Papers from files (PDF, DOCX): their text as it is stored, with blocks, tables and pages, and what their source says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.model import Block, BlockKind, Document
from ingest.sources.article import plain
from ingest.sources.article.ingester import Article, contents
from ingest.sources.office import docx, pdf
from ingest.sources.office.heads import is_decision, issued, subject
from ingest.sources.office.layout import Laid, laid
from ingest.values import PartialDate

SUFFIXES = (".pdf", ".docx")
"""The names of files that are read as papers."""
_REFUSED = (".doc", ".docm", ".dot", ".rtf", ".odt", ".wps")
_PDF, _ZIP, _OLE, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def is_paper(path: Path) -> bool:
    """Tell by name, or by the file's first bytes, whether it is one of a word processor or printer."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or suffix in _REFUSED:
        return True
    try:
        with path.open("rb") as file:
            first = file.read(8)
    except OSError:
        return False
    return first.startswith((_PDF, _OLE, _RTF))


def read(
    path: Path,
    *,
    publisher: str | None = None,
    place: str | None = None,
    published: PartialDate | str | None = None,
    url: str | None = None,
) -> Article:
    """Return the text of a paper; what the caller says of its source goes before what the paper says.

    Raises SourceError, naming file, place and reason, for what cannot be read: locked, broken, too large, an old
    Word file, a scan without text.
    """
    name = str(path)
    data = contents(path)
    media_type, parts, notes = _parts(data, name, path.suffix.lower())
    if not parts.text:
        raise SourceError(name, "", "no text in it")
    acting = is_decision(parts.text)
    blocks = _blocks(parts, acting)
    digest = hashlib.sha256(data).hexdigest()
    stated = PartialDate.read(published) if isinstance(published, str) else published
    title = subject(parts.text) if acting else next((_of(parts, b) for b in blocks if b.kind is BlockKind.TITLE), "")
    document = Document(
        id=url or f"sha256:{digest}",
        source=publisher or ("decision" if acting else "article"),
        url=url,
        title=title,
        published=stated or issued(parts.text) or _dateline(parts, blocks),
        text=parts.text,
        blocks=blocks,
        publisher=publisher,
        place=place,
        sha256=digest,
        media_type=media_type,
        tables=parts.tables,
        pages=parts.pages,
    )
    return Article(document, data, tuple(Issue(Level.WARNING, name, where, what) for where, what in notes))


def _parts(data: bytes, name: str, suffix: str) -> tuple[str, Laid, list[tuple[str, str]]]:
    if data.startswith(_PDF) or (suffix == ".pdf" and _PDF in data[:1024]):
        read = pdf.read(data, name)
        return "application/pdf", laid(read.parts), read.notes
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise SourceError(name, "", "the document is locked with a password; save it without one")
        raise SourceError(name, "", "an old Word file (.doc), which is not read; open it and save it as DOCX or PDF")
    if data.startswith(_ZIP) and suffix != ".odt":
        return _DOCX_TYPE, laid(docx.parts(data, name)), []
    if suffix in SUFFIXES:
        raise SourceError(name, "", f"called {suffix} but no such file by its content")
    raise SourceError(name, "", f"a {suffix} file, which is not read; open it and save it as DOCX or PDF")


def _blocks(parts: Laid, acting: bool) -> tuple[Block, ...]:
    if not acting:
        return plain.label(parts.text, list(parts.parts))
    return tuple(Block(kind or BlockKind.PARAGRAPH, span) for span, kind in parts.parts)


def _of(parts: Laid, block: Block) -> str:
    return parts.text[block.span.start : block.span.end]


def _dateline(parts: Laid, blocks: tuple[Block, ...]) -> PartialDate | None:
    datelines = (_of(parts, block) for block in blocks if block.kind is BlockKind.DATELINE)
    return next((plain.date_of(line) for line in datelines), None)
