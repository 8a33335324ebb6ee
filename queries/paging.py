"""Cursors that keep to their generation: a list is read to its end as it was when its first page was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from graph_store.errors import UnknownGeneration
from graph_store.generations import Data, Generation
from graph_store.rows import Page
from queries.errors import UnknownCursor

Row = TypeVar("Row")


def at(data: Data, number: int | None, cursor: str | None) -> Generation:
    """Return the generation of a number, else that of a cursor while it is kept, else the one in force.

    Where a cursor's generation is gone, its list goes on in the one in force: after the same place in the order, so
    what stays there is told once.
    """
    if number is not None:
        return data.generation(number)
    stated, _ = _parts(cursor)
    if stated is None:
        return data.in_force()
    try:
        return data.generation(stated)
    except UnknownGeneration:
        return data.in_force()


def page(ask: Callable[[str | None], Page[Row]], generation: int, cursor: str | None) -> Page[Row]:
    """Return the page after a cursor, its own cursor naming the generation; UnknownCursor for one that is none."""
    try:
        found = ask(_parts(cursor)[1])
    except ValueError as error:
        raise UnknownCursor(f"cursor: {error}") from None
    return found if found.cursor is None else replace(found, cursor=f"{generation}.{found.cursor}")


def _parts(cursor: str | None) -> tuple[int | None, str | None]:
    if cursor is None:
        return None, None
    number, dot, key = cursor.partition(".")
    if not dot or not (number.isascii() and number.isdigit()) or len(number) > 15:
        return None, cursor
    return int(number), key
