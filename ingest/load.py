"""Documents with their quads become the next generation: archived first, applied, then published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph_store.archive import Archive, Entry, Revision
from graph_store.generations import Data, Generation
from graph_store.writer import Applied, Hook
from ontology.iris import DEFAULT_BASE

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
) -> Loaded:
    """Archive documents, apply them and publish one generation; also applies what an interrupted run left."""
    raise NotImplementedError


def withdraw(
    data: Data, documents: Iterable[str], reason: str, *, survivors: Survivors | None = None, hook: Hook | None = None
) -> Loaded:
    """Take documents out of the graph, and with them only what no other document says."""
    raise NotImplementedError


def rebuild(
    data: Data,
    *,
    vocabulary: bytes | None = None,
    survivors: Survivors | None = None,
    quads_of: Callable[[Archive, Revision], bytes] | None = None,
    hook: Hook | None = None,
) -> Loaded:
    """Make the graph anew from the archive and the decisions (from archived quads, or by mapping again)."""
    raise NotImplementedError
