"""What the archive's revisions make of the graph."""

from __future__ import annotations

from collections.abc import Iterator

from graph_store.archive import Archive, Revision
from graph_store.writer import DocumentChange


def pending(archive: Archive, since: int) -> Iterator[DocumentChange]:
    """Yield what is logged after byte `since` of the journal: the newest state of each such document."""
    documents = dict.fromkeys(revision.document for revision, _ in archive.revisions(since))
    for document in documents:
        revision = archive.latest(document)
        if revision is not None:
            yield change_of(archive, revision)


def change_of(archive: Archive, revision: Revision) -> DocumentChange:
    """Return what a revision makes of its graph."""
    quads = archive.read(revision.quads) if revision.withdrawn is None else None
    return DocumentChange(revision.document, revision.graph, quads)
