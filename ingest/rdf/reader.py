"""An RDF file → a document: one line of text for each thing it speaks of, which is the evidence of what it claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.context import Metadata
from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.model import Block, BlockKind, Document, DocumentKind, Evidence, RowPosition, Span
from ingest.rdf.claims import Claims
from ingest.rdf.parsing import Things, things
from ingest.reading import Reading
from ingest.sources.paths import RDF as SUFFIXES
from ingest.sources.table import private
from ingest.sources.table.reader import contents
from ingest.tables import cells
from ingest.values import PartialDate
from ontology.terms import PREFIXES, RDF

EXTRACTOR = "rdf-1"
"""The version of the rules by which RDF is read."""
_TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class RdfRead:
    """A file as read: the document with its claims, what the archive keeps, and what was refused and why."""

    reading: Reading
    content: bytes
    issues: tuple[Issue, ...]


def is_rdf(path: Path) -> bool:
    """Tell by its name whether a file is read as RDF."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path, stated: Metadata) -> RdfRead:
    """Return what an RDF file claims. SourceError for what cannot be read, or says nothing that is understood.

    Numbers of identity papers are left out; the archive keeps the lines, not the file.
    """
    name, suffix = str(path), path.suffix.lower()
    said = _without_papers(things(contents(path), suffix, name))
    title = path.stem
    text = "\n".join([title, *(_line(thing, said) for thing in said)])
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    document_id = stated.url or f"sha256:{digest}"
    blocks = tuple(_blocks(text))
    evidence = {
        thing: Evidence(document_id, text[b.span.start : b.span.end], b.span, RowPosition("", number, ()))
        for number, (thing, b) in enumerate(zip(said, blocks[1:], strict=True), 1)
    }
    published = PartialDate.read(stated.published) if stated.published is not None else None
    province = cells.province(stated.place) or cells.province(stated.publisher)
    claims, refused = Claims(said, evidence, province, published).read()
    if not claims:
        why = f": {refused[0].what}" if refused else ""
        raise SourceError(name, "", f"says nothing in terms of htx:, org: or schema.org that is understood{why}")
    document = Document(
        id=document_id,
        source=stated.publisher or "rdf",
        url=stated.url,
        title=title,
        published=published,
        text=text,
        blocks=blocks,
        publisher=stated.publisher,
        place=stated.place,
        sha256=digest,
        media_type=_TYPES[suffix],
        kind=DocumentKind.DATA,
    )
    issues = tuple(Issue(Level.ERROR, name, one.thing, one.what) for one in refused)
    return RdfRead(Reading(document, tuple(claims)), content, issues)


def _without_papers(said: Things) -> Things:
    """Return what is said without properties of identity papers, and with their numbers masked in texts."""
    return {
        thing: [
            (term, value._replace(text=private.masked(value.text)) if value.literal else value)
            for term, value in told
            if not private.is_column(term.rpartition("#")[2].rpartition("/")[2])
        ]
        for thing, told in said.items()
    }


def _line(thing: str, said: Things) -> str:
    parts = [_short(thing)]
    for term, value in said[thing]:
        shown = " ".join(value.text.split()) if value.literal else _short(value.text)
        parts.append(shown if term == RDF.type else f"{_short(term)}: {shown}")
    return " | ".join(parts)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest:
            return f"{prefix}:{rest}"
    return iri


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        kind = BlockKind.TITLE if number == 0 else BlockKind.TABLE_CELL
        yield Block(kind, Span(start, start + len(line)))
        start += len(line) + 1
