"""A picture of who awarded whom: sources left, targets right, ribbons as wide as there are conferrals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_store.rows import Edge

WIDTH, _BAR, _LABEL = 960.0, 10.0, 300.0
_UNIT, _LEAST, _GAP = 9.0, 16.0, 8.0
_LONGEST = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """One end of ribbons: an entity (None for the unnamed), how it is called, and its place in the picture."""

    iri: str | None
    label: str
    full: str
    count: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One edge as an SVG path, with what it sums."""

    edge: Edge
    path: str
    about: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `height` user units at a width of WIDTH."""

    height: float
    left: tuple[Bar, ...]
    right: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]


def picture(edges: Iterable[Edge], unnamed: str, unstated: str) -> Picture:
    """Return the picture of edges; `unnamed` and `unstated` call recipients without names and unstated sources."""
    edges = list(edges)
    left = _bars(
        ((e.source.iri if e.source else None, e.source.label if e.source else unstated, e) for e in edges), _LABEL
    )
    right = _bars(
        ((e.target.iri if e.target else None, e.target.label if e.target else unnamed, e) for e in edges),
        WIDTH - _LABEL - _BAR,
    )
    ends = {bar.iri: bar for bar in left}, {bar.iri: bar for bar in right}
    used: tuple[dict[str | None, float], dict[str | None, float]] = ({}, {})
    ribbons = []
    order = [bar.iri for bar in right]
    for edge in sorted(edges, key=lambda e: order.index(e.target.iri if e.target else None)):
        keys = (edge.source.iri if edge.source else None, edge.target.iri if edge.target else None)
        bars = ends[0][keys[0]], ends[1][keys[1]]
        tops, widths = [], []
        for side in (0, 1):
            width = bars[side].height * edge.conferrals / bars[side].count
            tops.append(bars[side].y + used[side].get(keys[side], 0.0))
            used[side][keys[side]] = used[side].get(keys[side], 0.0) + width
            widths.append(width)
        about = f"{bars[0].full} → {bars[1].full}: {edge.conferrals}"
        ribbons.append(Ribbon(edge, _path(bars[0].x + _BAR, tops[0], widths[0], bars[1].x, tops[1], widths[1]), about))
    height = max((bar.y + bar.height for bar in (*left, *right)), default=0.0) + _GAP
    return Picture(height, left, right, tuple(ribbons))


def _bars(ends: Iterable[tuple[str | None, str, Edge]], x: float) -> tuple[Bar, ...]:
    counts: dict[str | None, int] = {}
    labels: dict[str | None, str] = {}
    for iri, label, edge in ends:
        counts[iri] = counts.get(iri, 0) + edge.conferrals
        labels[iri] = label
    y = _GAP
    bars = []
    for iri, count in sorted(counts.items(), key=lambda item: (-item[1], labels[item[0]])):
        height = max(_LEAST, count * _UNIT)
        full = labels[iri]
        label = full if len(full) <= _LONGEST else f"{full[: _LONGEST - 1].rstrip()}…"
        bars.append(Bar(iri, label, full, count, x, y, height))
        y += height + _GAP
    return tuple(bars)


def _path(x0: float, y0: float, w0: float, x1: float, y1: float, w1: float) -> str:
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + w1:.1f}C{middle:.1f} {y1 + w1:.1f} {middle:.1f} {y0 + w0:.1f} {x0:.1f} {y0 + w0:.1f}Z"
    )
