"""What can be wrong with a question: each error says what and, where it can, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


class QueryError(Exception):
    """A question that cannot be answered as asked; the message says why."""


class UnknownEntity(QueryError):
    """Nothing in this generation has that IRI."""


class MergedEntity(QueryError):
    """The entity was merged into another, `survivor`, which stands for it now."""

    def __init__(self, iri: str, survivor: str) -> None:
        """Keep both addresses."""
        super().__init__(f"{iri} was merged into {survivor}")
        self.iri = iri
        self.survivor = survivor


class UnknownQuery(QueryError):
    """There is no named query of that name."""


class BadParameter(QueryError):
    """A parameter is missing, unknown or not of its type."""


class UnknownCursor(BadParameter):
    """No page of this list begins there."""


class NotAllowed(QueryError):
    """The query is valid but asks for something this service refuses, such as SERVICE."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a query's text something is: line and column count from 1; `excerpt` is that line."""

    line: int
    column: int
    excerpt: str

    def marked(self) -> str:
        """Return the line with a caret under the place."""
        return f"{self.excerpt}\n{' ' * (self.column - 1)}^"


class BadQuery(QueryError):
    """The text is not a SPARQL query; `place` tells where it stops being one, `hint` what may be meant."""

    def __init__(self, message: str, place: Place | None = None, hint: str | None = None) -> None:
        """Keep the message with its place and hint."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """Return message, place and hint in one line."""
        where = f"line {self.place.line}, column {self.place.column}: " if self.place else ""
        return f"{where}{self.message}{f' ({self.hint})' if self.hint else ''}"


class QueryTooComplex(QueryError):
    """The query is larger or nested deeper than the engine can safely take."""
