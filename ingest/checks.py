"""Checks of what is stored: every quote against the archived text it was read from, every graph against the shapes."""

from __future__ import annotations

from collections.abc import Iterator

from graph_store.archive import Archive, Revision
from graph_store.audit import differences
from graph_store.errors import StoreDamaged
from graph_store.generations import Data
from ingest.identity import overlay
from ingest.issues import Issue, Level
from ingest.load import rebuild
from ingest.mapping.quotes import quotes
from ontology.shapes import violations
from ontology.turtle import graph_of
from ontology.vocabulary import vocabulary_quads


def validate(data: Data) -> Iterator[Issue]:
    """Yield what is wrong with what is stored.

    Quotes that the archived text does not have where the graph says so; broken shapes; and wherever archive, engine,
    default graph, manifest and side index do not say the same (`graph_store.audit`). StoreMissing without a graph.
    """
    for found in differences(data):
        yield Issue(Level.ERROR, found.where, "", found.what)
    archive = Archive(data)
    for revision in archive.documents():
        if revision.withdrawn is None:
            yield from _document(archive, revision)


def _document(archive: Archive, revision: Revision) -> Iterator[Issue]:
    name = str(revision.metadata.get("file") or revision.document)
    try:
        text, quads = archive.read_text(revision), archive.read(revision.quads)
    except StoreDamaged as error:
        yield Issue(Level.ERROR, name, "", str(error))
        return
    for quote, start, end in quotes(quads):
        if text[start:end] != quote:
            yield Issue(Level.ERROR, name, f"offset {start}", f"the text has not “{quote}” there")
    for found in violations(graph_of(quads)):
        yield Issue(Level.ERROR, name, found.node, found.message_en)


def rebuilt(data: Data, base: str) -> int:
    """Make the graph anew from the archive and return how many documents it has."""
    return rebuild(data, vocabulary=vocabulary_quads(), survivors=overlay, base=base).applied.new
