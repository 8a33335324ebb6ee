"""A picture of a term of the ontology: what has the property and what it leads to, or what a class is and has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEIGHT, _GAP, _SPACE, _MARGIN = 44.0, 12.0, 64.0, 4.0
_CHARACTER, _PADDING, _LEAST = 7.6, 24.0, 84.0
_LONGEST = 34
MOST = 10
"""Boxes in one column."""


@dataclass(frozen=True, slots=True)
class Node:
    """A term to draw: its label, its prefixed name, its page, and its sort (class, property, datatype)."""

    label: str
    name: str
    address: str | None
    sort: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node at its place."""

    node: Node
    x: float
    y: float
    width: float
    label: str
    height: float = _HEIGHT

    @property
    def middle(self) -> float:
        """The height at which lines meet the box."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes as the path of an SVG; `kind` is *has* (to the right) or *under* (a superclass)."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines in user units; `hidden` rows had no room."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    hidden: int


def of_property(node: Node, domain: Sequence[Node], values: Sequence[Node], above: Sequence[Node]) -> Diagram:
    """Return the picture of a property: what has it, the property, what it leads to; what it is a kind of above it."""
    return _placed([domain[:MOST], [node], values[:MOST]], 1, above[:MOST])


def of_class(node: Node, has: Sequence[tuple[Node, Node | None]], above: Sequence[Node]) -> Diagram:
    """Return the picture of a class: what it is a kind of, its properties, and what each leads to (the first of them)."""
    rows = has[:MOST]
    found = _placed([[node], [one for one, _ in rows]], 0, above[:MOST], [other for _, other in rows])
    return Diagram(found.width, found.height, found.boxes, found.lines, len(has) - len(rows))


def _placed(
    columns: list[Sequence[Node]], center: int, above: Sequence[Node], ends: Sequence[Node | None] = ()
) -> Diagram:
    top = (_HEIGHT + _SPACE / 2) if above else 0.0
    tallest = max(len(column) for column in columns)
    height = top + tallest * (_HEIGHT + _GAP) - _GAP
    placed: list[list[Box]] = []
    x = _MARGIN
    for column in columns:
        start = top + (height - top - (len(column) * (_HEIGHT + _GAP) - _GAP)) / 2
        placed.append([_box(node, x, start + row * (_HEIGHT + _GAP)) for row, node in enumerate(column)])
        if column:
            x += max(box.width for box in placed[-1]) + _SPACE
    beside = [
        (_box(end, x, box.y - _MARGIN), box) for end, box in zip(ends, placed[-1], strict=bool(ends)) if end is not None
    ]
    middle = placed[center][0]
    over: list[Box] = []
    left = middle.x
    for node in above:
        over.append(_box(node, left, 0.0))
        left += over[-1].width + _GAP
    lines = [_to_right(one, other) for one, other in _pairs(placed)]
    lines += [_to_right(one, other) for other, one in beside]
    lines += [_upward(middle, box) for box in over]
    boxes = [box for column in placed for box in column] + [box for box, _ in beside] + over
    width = max(box.x + box.width for box in boxes) + _MARGIN
    return Diagram(width, height + 2 * _MARGIN, tuple(boxes), tuple(lines), 0)


def _pairs(placed: Sequence[Sequence[Box]]) -> Iterable[tuple[Box, Box]]:
    """Yield which boxes a line joins: every box of a column with those of the next; one of the two has a single one."""
    for left, right in pairwise(placed):
        for one in left:
            for other in right:
                yield one, other


def _box(node: Node, x: float, y: float) -> Box:
    label = node.label if len(node.label) <= _LONGEST else f"{node.label[: _LONGEST - 1]}…"
    longest = max(len(label), 0.82 * len(node.name))
    return Box(node, x, y + _MARGIN, max(_LEAST, longest * _CHARACTER + _PADDING), label)


def _to_right(one: Box, other: Box) -> Line:
    start, end = one.x + one.width, other.x - 2
    bend = (end - start) / 2
    path = f"M{start:.1f} {one.middle:.1f}C{start + bend:.1f} {one.middle:.1f} {end - bend:.1f} {other.middle:.1f} {end:.1f} {other.middle:.1f}"
    return Line(path, "has")


def _upward(one: Box, other: Box) -> Line:
    x = min(max(one.x + 20, other.x + 20), other.x + other.width / 2)
    return Line(f"M{one.x + 20:.1f} {one.y:.1f}L{x:.1f} {other.y + other.height + 2:.1f}", "under")
