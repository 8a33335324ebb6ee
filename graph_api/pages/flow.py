"""A picture of who awarded whom: sources left, targets right, ribbons as wide as there are conferrals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, _BAR, _LABEL = 960.0, 10.0, 300.0
_UNIT, _LEAST, _GAP, _HIGHEST = 9.0, 16.0, 8.0, 720.0
_LONGEST = 36


@dataclass(frozen=True, slots=True)
class Stream:
    """What flows from one end to another: how the ends are called, how much it is, and where that is told.

    `left` and `right` tell ends apart; None is everything that has no name or is not stated.
    """

    left: str | None
    left_label: str
    right: str | None
    right_label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One end of ribbons: what it stands for, how it is called, and its place in the picture."""

    end: str | None
    label: str
    full: str
    count: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One stream as an SVG path, with what it sums."""

    stream: Stream
    path: str
    about: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `height` user units at a width of WIDTH."""

    height: float
    left: tuple[Bar, ...]
    right: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]


def picture(streams: Iterable[Stream]) -> Picture:
    """Return the picture of streams."""
    streams = list(streams)
    unit = min(_UNIT, _HIGHEST / max(1, sum(one.count for one in streams)))
    left = _bars(((one.left, one.left_label, one.count) for one in streams), _LABEL, unit)
    right = _bars(((one.right, one.right_label, one.count) for one in streams), WIDTH - _LABEL - _BAR, unit)
    ends = {bar.end: bar for bar in left}, {bar.end: bar for bar in right}
    used: tuple[dict[str | None, float], dict[str | None, float]] = ({}, {})
    ribbons = []
    order = {bar.end: place for place, bar in enumerate(right)}
    for one in sorted(streams, key=lambda one: order[one.right]):
        keys = one.left, one.right
        bars = ends[0][one.left], ends[1][one.right]
        tops, widths = [], []
        for side in (0, 1):
            width = bars[side].height * one.count / bars[side].count
            tops.append(bars[side].y + used[side].get(keys[side], 0.0))
            used[side][keys[side]] = used[side].get(keys[side], 0.0) + width
            widths.append(width)
        about = f"{bars[0].full} → {bars[1].full}: {one.count}"
        ribbons.append(Ribbon(one, _path(bars[0].x + _BAR, tops[0], widths[0], bars[1].x, tops[1], widths[1]), about))
    height = max((bar.y + bar.height for bar in (*left, *right)), default=0.0) + _GAP
    return Picture(height, left, right, tuple(ribbons))


def _bars(ends: Iterable[tuple[str | None, str, int]], x: float, unit: float) -> tuple[Bar, ...]:
    counts: dict[str | None, int] = {}
    labels: dict[str | None, str] = {}
    for end, label, number in ends:
        counts[end] = counts.get(end, 0) + number
        labels[end] = label
    y = _GAP
    bars = []
    for end, count in sorted(counts.items(), key=lambda item: (-item[1], labels[item[0]])):
        height = max(_LEAST, count * unit)
        full = labels[end]
        label = full if len(full) <= _LONGEST else f"{full[: _LONGEST - 1].rstrip()}…"
        bars.append(Bar(end, label, full, count, x, y, height))
        y += height + _GAP
    return tuple(bars)


def _path(x0: float, y0: float, w0: float, x1: float, y1: float, w1: float) -> str:
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + w1:.1f}C{middle:.1f} {y1 + w1:.1f} {middle:.1f} {y0 + w0:.1f} {x0:.1f} {y0 + w0:.1f}Z"
    )
