"""The one writer: applies whole documents to the graph and publishes the next generation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph_store.generations import Data, Generation
from ontology.iris import DEFAULT_BASE

Hook = Callable[[str], None]
"""Called at each stage of a publish with the stage's name (tests inject faults here)."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What one document's graph is to be: N-Quads, or None to withdraw it."""

    document: str
    graph: str
    quads: bytes | None


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying changes did to the document graphs."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    added: int = 0
    removed: int = 0


class Writer:
    """The only writer of a data folder; a context manager. StoreBusy on entry when another process writes."""

    def __init__(self, data: Data, *, base: str = DEFAULT_BASE, hook: Hook | None = None) -> None:
        """Prepare to write; the lock is taken on entry."""
        raise NotImplementedError

    def __enter__(self) -> Writer:
        """Take the lock and make the writable store what the generation in force says."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the lock go; what was not published is forgotten."""

    def apply(self, changes: Iterable[DocumentChange]) -> Applied:
        """Make document graphs what they are to be, touching only quads that differ."""
        raise NotImplementedError

    def identify(self, survivors: Mapping[str, str]) -> int:
        """Make `survivors` (loser → survivor) the identity overlay; return how many IRIs now mean another entity."""
        raise NotImplementedError

    def set_vocabulary(self, quads: bytes) -> Applied:
        """Make the vocabulary graph these triples (N-Triples or N-Quads)."""
        raise NotImplementedError

    def publish(self, *, journal: int = 0, decisions: int = 0, extractor: str = "", keep: int = 5) -> Generation:
        """Publish what was applied as the next generation; without any change, return the one in force."""
        raise NotImplementedError
