"""Which row of a sheet names its columns, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import SourceError
from ingest.sources.table.rows import Cell, letter
from ingest.values import fold

SEARCHED = 40
"""Rows at the top of a sheet among which its header is looked for."""

Found = Callable[[Sequence[str]], bool]
"""Tells whether names of columns are those of the table that is looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: row of its last line (from 1), and name by index of the column."""

    row: int
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of merged cells, all inclusive and counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


def find(
    rows: Sequence[tuple[int, Mapping[int, Cell]]],
    merged: Sequence[Merged],
    place: str,
    file: str,
    wanted: Found | None,
    stated: int | None = None,
) -> Header | None:
    """Return the header among the first rows: the stated row, else the first with the `wanted` columns, else the first
    that looks like one; None when there is none.

    SourceError for two columns of one name, which nobody could tell apart.
    """
    by_number = dict(rows)
    widest = max((sum(1 for cell in cells.values() if cell.text) for _, cells in rows), default=0)
    for number, cells in rows:
        if stated is not None and number != stated:
            continue
        for last in _depths(number, merged):
            names = _names(by_number, number, last, merged)
            fits = wanted(tuple(names.values())) if wanted else _looks_like(cells, widest)
            if stated is None and not fits:
                continue
            return Header(last, _single(names, place, last, file))
    return None


def _depths(number: int, merged: Sequence[Merged]) -> list[int]:
    """Return the rows at which a header that begins in a row may end: below merged cells there are names of parts."""
    wide = any(one.top == number - 1 and one.bottom == one.top and one.right > one.left for one in merged)
    tall = max((one.bottom for one in merged if one.top == number - 1 and one.bottom > one.top), default=None)
    if tall is not None and tall - (number - 1) <= 2:
        return [tall + 1]
    return [number + 1, number] if wide else [number]


def _names(rows: Mapping[int, Mapping[int, Cell]], first: int, last: int, merged: Sequence[Merged]) -> dict[int, str]:
    """Return the names of columns; under a merged name each part is called `whole – part`."""
    parts: dict[int, list[str]] = {}
    for number in range(first, last + 1):
        line = {index: cell.text for index, cell in rows.get(number, {}).items() if cell.text}
        for one in merged:
            if one.top == number - 1 and one.right > one.left and (text := line.get(one.left)):
                line.update(dict.fromkeys(range(one.left, one.right + 1), text))
        for index, text in line.items():
            known = parts.setdefault(index, [])
            if text not in known:
                known.append(text)
    return {index: " – ".join(parts[index]) for index in sorted(parts)}


def _looks_like(cells: Mapping[int, Cell], widest: int) -> bool:
    """Tell a header from a title, which is one cell above many, and from data, which has numbers and days."""
    told = [cell for cell in cells.values() if cell.text]
    texts = [cell for cell in told if isinstance(cell.value, str)]
    return 0 < len(texts) == len(told) and (len(told) >= 2 or widest == 1)


def _single(names: Mapping[int, str], place: str, row: int, file: str) -> Mapping[int, str]:
    seen: dict[str, int] = {}
    for index, name in names.items():
        key = fold(name)
        if key in seen:
            both = f"{letter(seen[key])} and {letter(index)}"
            where = f"{place}row {row}"
            raise SourceError(file, where, f"two columns are called {name!r} ({both}); give each a name of its own")
        seen[key] = index
    return names
