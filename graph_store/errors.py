"""What can go wrong with the graph on disk, told where it can be mended."""

from __future__ import annotations

import re

_PLACE = re.compile(r"error at (\d+):(\d+): ")


class StoreError(Exception):
    """Anything the graph on disk cannot do; the message says what to do about it."""


class StoreMissing(StoreError):
    """The data folder holds no published generation yet (or not the one asked for)."""


class UnknownGeneration(StoreMissing):
    """The generation asked for was never published, or has been pruned."""


class StoreBusy(StoreError):
    """Another process is writing to this data folder."""


class StoreDamaged(StoreError):
    """Something on disk is not what was written there; the message names the file."""


class BadQuads(StoreError):
    """A document's quads cannot be applied: broken syntax, a blank node, or a graph that is not the document's."""


class GraphMissing(StoreError):
    """There is no graph of that name."""


class GraphKept(StoreError):
    """The graph is made by ourselves from others, and is not written to."""


class BadPatch(StoreError):
    """A patch of one graph that changes another."""


class UpdateFailed(StoreError):
    """An update that can be read but not be done, such as dropping a graph that is not there; nothing is changed."""


class QueryError(StoreError):
    """A query that gave no answer; nothing partial is ever returned."""


class QuerySyntax(QueryError):
    """The engine could not read the query. `line` and `column` are 1-based where the engine told them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """Keep the engine's words and the place they speak of."""
        super().__init__(message)
        self.line = line
        self.column = column

    @classmethod
    def told(cls, message: str) -> QuerySyntax:
        """Return the error with the place that the engine's message begins with, where it does."""
        place = _PLACE.match(message)
        return cls(message, *(int(number) for number in place.groups())) if place else cls(message)


class QueryTimeout(QueryError):
    """The query passed its deadline and its worker was killed."""


class QueryCrashed(QueryError):
    """The worker died of this query (too deep, or out of memory), or the engine gave up on it."""


class AnswerUnwritable(QueryError):
    """The answer holds what its format cannot; ask for another format."""


class QueryTooBig(QueryError):
    """The answer is larger than allowed."""


class QueryCancelled(QueryError):
    """Whoever asked went away, and the query was stopped."""


class EngineAway(QueryError):
    """The engine elsewhere cannot be reached, or does not let us in; the message names it."""


class EngineBehind(StoreError):
    """The engine elsewhere holds nothing that it could be brought up to date from."""


class PoolBusy(QueryError):
    """Too many queries wait already; come again after `retry_after` seconds."""

    def __init__(self, message: str, retry_after: float) -> None:
        """Keep how long a caller does well to wait."""
        super().__init__(message)
        self.retry_after = retry_after
