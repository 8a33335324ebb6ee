"""Killable readers: read-only worker processes behind a bounded queue with hard deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph_store.generations import Data


class Format(StrEnum):
    """How an answer is serialised, by media type."""

    JSON = "application/sparql-results+json"
    XML = "application/sparql-results+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    TURTLE = "text/turtle"
    N_TRIPLES = "application/n-triples"
    RDF_XML = "application/rdf+xml"
    JSON_LD = "application/ld+json"
    N_QUADS = "application/n-quads"
    TRIG = "application/trig"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: `kind` is select, ask or graph; `body` is serialised as asked; `generation` it is of."""

    kind: str
    body: bytes
    generation: int
    seconds: float


class Cancellation:
    """Hand one to `Pool.query` and call `cancel` from any thread to stop that query."""

    def cancel(self) -> None:
        """Stop the query if it runs, or keep it from starting."""


class Pool:
    """Reader processes for one data folder. Thread-safe; a context manager."""

    def __init__(self, data: Data, size: int = 3, *, memory: int = 2 << 30, waiting: int = 64) -> None:
        """Start `size` workers, each limited to `memory` bytes over its start; at most `waiting` queries queue."""
        raise NotImplementedError

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] | None = None,
        formats: tuple[Format, Format] = (Format.JSON, Format.TURTLE),
        deadline: float = 30.0,
        max_bytes: int = 256 << 20,
        generation: int | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        prefixes: Mapping[str, str] | None = None,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Run a query; the first format is for rows and booleans, the second for graphs.

        `bindings` gives variables terms as N-Triples writes them (`<iri>`, `"text"@vi`). Raises a QueryError.
        """
        raise NotImplementedError

    def select(self, text: str, **options: object) -> list[dict[str, dict[str, str]]]:
        """Return the rows of a SELECT as SPARQL JSON bindings; for small answers inside our own code."""
        raise NotImplementedError

    def close(self) -> None:
        """End all workers."""
