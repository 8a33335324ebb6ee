"""Documents as they were published: their text, and where in it what is said."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from graph_store.archive import Archive
from queries import catalog
from queries.entities import Graph
from queries.errors import UnknownEntity


@dataclass(frozen=True, slots=True)
class Said:
    """One passage: what it says or names (an IRI, with a label where it has one), its span in the text, the rule.

    `evidence` is the IRI of the passage itself.
    """

    claim: str
    label: str | None
    start: int
    end: int
    rule: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document: its text exactly as published, what its source says of it, its revision, and its passages in order."""

    iri: str
    text: str
    metadata: Mapping[str, str | None]
    content: str
    extractor: str
    said: tuple[Said, ...]


class Documents:
    """Reads documents out of the archive of the data folder that a graph speaks of. Thread-safe."""

    def __init__(self, graph: Graph) -> None:
        """Speak of a graph's data folder; nothing is read before it is asked for."""
        self._graph = graph
        self._archive = Archive(graph.data)
        self._lock = threading.Lock()

    def article(self, iri: str, generation: int | None = None) -> Article:
        """Return a document; UnknownEntity when it is not in the archive, or was withdrawn."""
        with self._lock:  # the archive reads on in its journal when it is asked
            revision = self._archive.latest(iri)
        if revision is None or revision.withdrawn is not None:
            raise UnknownEntity(f"no document {iri} in the archive, or it was withdrawn")
        rows = self._graph.rows(catalog.find("document-passages"), {"document": iri}, generation=generation)
        said = tuple(
            Said(row["claim"], row["label"], row["start"], row["end"], row["rule"], row["evidence"]) for row in rows
        )
        text = self._archive.read_text(revision)
        return Article(iri, text, revision.metadata, revision.content or "", revision.extractor, said)
