"""Ruled lines of a page → tables: rows and columns, cells merged where no line parts them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.office.sheet import Rule, Word

_NEAR = 3.0
_LEAST = 4.0
MOST_SQUARES = 40_000
"""Squares of one page's grid; what has more is a drawing."""


@dataclass(frozen=True, slots=True)
class Area:
    """One cell: rows and columns it covers, all counted from 0, the ends beyond its last."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruled table: the heights of its level lines, the places of its upright ones, and its cells."""

    heights: tuple[float, ...]
    places: tuple[float, ...]
    areas: tuple[Area, ...]

    def holds(self, word: Word) -> bool:
        """Tell whether a word stands in the table."""
        return (
            self.heights[0] <= word.middle <= self.heights[-1]
            and self.places[0] <= (word.left + word.right) / 2 <= self.places[-1]
        )

    def square_of(self, word: Word) -> tuple[int, int]:
        """Return row and column in which the middle of a word lies."""
        row = bisect_left(self.heights, word.middle) - 1
        column = bisect_left(self.places, (word.left + word.right) / 2) - 1
        return max(row, 0), max(column, 0)


def tables(rules: Sequence[Rule]) -> list[Ruled]:
    """Return the tables of a page from top to bottom; lines that enclose nothing or one box are none."""
    level = _joined([rule for rule in rules if rule.level])
    upright = _joined([rule for rule in rules if not rule.level])
    found = [table for group in _touching(level, upright) if (table := _table(*group)) is not None]
    return sorted(found, key=lambda table: (table.heights[0], table.places[0]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Return lines made of the pieces that lie on one line and touch."""
    rules.sort(key=lambda rule: rule.at)
    lines: list[list[Rule]] = []
    for rule in rules:
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    joined: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start: float | None = None
        end = 0.0
        for rule in sorted(line, key=lambda one: one.start):
            if start is not None and rule.start - end <= _NEAR:
                end = max(end, rule.end)
                continue
            if start is not None:
                joined.append(Rule(line[0].level, at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(line[0].level, at, start, end))
    return [rule for rule in joined if rule.end - rule.start > _LEAST]


def _touching(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the groups of lines that cross or meet each other."""
    parents = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright, len(level)):
            across = flat.start - _NEAR <= tall.at <= flat.end + _NEAR
            if across and tall.start - _NEAR <= flat.at <= tall.end + _NEAR:
                parents[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, flat in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, tall in enumerate(upright, len(level)):
        groups.setdefault(root(j), ([], []))[1].append(tall)
    yield from groups.values()


def _table(level: list[Rule], upright: list[Rule]) -> Ruled | None:
    heights = sorted({rule.at for rule in level})
    places = sorted({rule.at for rule in upright})
    rows, columns = len(heights) - 1, len(places) - 1
    if rows < 1 or columns < 2 or rows * columns > MOST_SQUARES:
        return None
    return Ruled(tuple(heights), tuple(places), tuple(_areas(level, upright, heights, places)))


def _areas(level: list[Rule], upright: list[Rule], heights: Sequence[float], places: Sequence[float]) -> Iterator[Area]:
    rows, columns = len(heights) - 1, len(places) - 1
    under = [[False] * columns for _ in heights]
    beside = [[False] * rows for _ in places]
    for rule in level:
        _mark(under[heights.index(rule.at)], places, rule)
    for rule in upright:
        _mark(beside[places.index(rule.at)], heights, rule)
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not beside[right][row] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while bottom < rows and not any(under[bottom][column:right]):
                bottom += 1
            for y in range(row, bottom):
                for x in range(column, right):
                    taken[y][x] = True
            yield Area(row, bottom, column, right)


def _mark(sides: list[bool], borders: Sequence[float], rule: Rule) -> None:
    """Note along which sides of squares a line goes: those that lie within it."""
    for index in range(len(sides)):
        if rule.start - _NEAR <= borders[index] and borders[index + 1] <= rule.end + _NEAR:
            sides[index] = True
