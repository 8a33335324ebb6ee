"""Documents with their quads become the next generation: archived first, applied, then published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_store.archive import Archive, Entry, Revision
from graph_store.generations import Data, Generation
from graph_store.revisions import change_of, pending
from graph_store.writer import Applied, DocumentChange, Hook, Writer
from ontology.iris import DEFAULT_BASE

Archived = Callable[[Archive], None]
"""Told after each batch that went into an archive."""
Survivors = Callable[[Archive], Mapping[str, str]]
"""Reads the identity overlay (loser → survivor) out of an archive's decisions."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: documents new, changed, unchanged and withdrawn, quads added and removed, the generation."""

    applied: Applied
    generation: Generation | None


def load(
    data: Data,
    entries: Iterable[Entry],
    *,
    vocabulary: bytes | None = None,
    survivors: Survivors | None = None,
    base: str = DEFAULT_BASE,
    hook: Hook | None = None,
    batch: int = 500,
    gone: Callable[[Archive], Iterable[tuple[str, str]]] | None = None,
    archived: Archived | None = None,
) -> Loaded:
    """Archive documents, apply them and publish one generation; also applies what an interrupted run left.

    `gone` tells, after all of them, which documents are to be withdrawn, and why.
    """
    with Writer(data, base=base, hook=hook) as writer:
        archive = Archive(data)
        applied = writer.apply(pending(archive, writer.manifest.journal))
        for some in _batches(entries, batch):
            revisions = archive.put(some)
            applied += Applied(unchanged=len(some) - len(revisions))
            if archived is not None:
                archived(archive)
            if hook is not None:
                hook("archived")
            applied += writer.apply(change_of(archive, revision) for revision in revisions)
        if gone is not None:
            withdrawn = [archive.withdraw(document, reason) for document, reason in list(gone(archive))]
            applied += writer.apply(change_of(archive, revision) for revision in withdrawn)
        return _publish(writer, archive, applied, vocabulary, survivors)


def withdraw(
    data: Data,
    documents: Iterable[str],
    reason: str,
    *,
    survivors: Survivors | None = None,
    base: str = DEFAULT_BASE,
    hook: Hook | None = None,
) -> Loaded:
    """Take documents out of the graph, and with them only what no other document says."""
    with Writer(data, base=base, hook=hook) as writer:
        archive = Archive(data)
        for document in documents:
            archive.withdraw(document, reason)
        if hook is not None:
            hook("archived")
        applied = writer.apply(pending(archive, writer.manifest.journal))
        return _publish(writer, archive, applied, None, survivors)


def decide(
    data: Data,
    decisions: Iterable[Mapping[str, object]],
    *,
    survivors: Survivors,
    base: str = DEFAULT_BASE,
    hook: Hook | None = None,
) -> Loaded:
    """Log identity decisions and publish the graph with the overlay that all decisions give."""
    with Writer(data, base=base, hook=hook) as writer:
        archive = Archive(data)
        archive.decide(decisions)
        if hook is not None:
            hook("decided")
        applied = writer.apply(pending(archive, writer.manifest.journal))
        return _publish(writer, archive, applied, None, survivors)


def rebuild(
    data: Data,
    *,
    vocabulary: bytes | None = None,
    survivors: Survivors | None = None,
    quads_of: Callable[[Archive, Revision], bytes] | None = None,
    base: str = DEFAULT_BASE,
    hook: Hook | None = None,
) -> Loaded:
    """Make the graph anew from the archive and the decisions (from archived quads, or by mapping again)."""
    with Writer(data, base=base, hook=hook, anew=True) as writer:
        archive = Archive(data)

        def change(revision: Revision) -> DocumentChange:
            if quads_of is None:
                return change_of(archive, revision)
            return DocumentChange(revision.document, revision.graph, quads_of(archive, revision))

        applied = writer.apply(change(revision) for revision in archive.documents())
        return _publish(writer, archive, applied, vocabulary, survivors)


def _publish(
    writer: Writer, archive: Archive, applied: Applied, vocabulary: bytes | None, survivors: Survivors | None
) -> Loaded:
    if vocabulary is not None and not writer.plain:
        writer.set_vocabulary(vocabulary)
    writer.begin()
    if survivors is not None and not writer.plain:
        writer.identify(survivors(archive))
    generation = writer.publish(journal=archive.length(), decisions=archive.decisions_length())
    return Loaded(applied, generation)


def _batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    for entry in entries:
        some.append(entry)
        if len(some) >= size:
            yield some
            some = []
    if some:
        yield some
