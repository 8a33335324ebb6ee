"""A picture in time: posts as lanes with the days on which they are attested, awards and events as marks.

A post is drawn only where something is said of it: a mark for each day it is attested on, a thin line between the
first and the last of them, and a bar only for a span that is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH, _LEFT, _RIGHT, _TOP, _LANE = 960.0, 16.0, 20.0, 34.0, 46.0
_MOST_LANES, _MOST_TICKS, _LEAST_WIDTH = 24, 12, 9.0
_MARGIN, _LEAST_DAYS = 0.04, 366


@dataclass(frozen=True, slots=True)
class Told:
    """Something said of a date (`2022`, `2022-03`, `2022-03-22`), with its page."""

    date: str
    about: str
    address: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one lane is to show: its name and page, what is told, and a stated span (either end may be open).

    `lasts` says that what is told is of one thing that went on meanwhile, such as a post.
    """

    label: str
    address: str | None
    told: tuple[Told, ...]
    start: str | None = None
    end: str | None = None
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A day, month or year in the picture."""

    x: float
    width: float
    told: Told


@dataclass(frozen=True, slots=True)
class Lane:
    """A row placed: `thread` joins what is attested, `bar` is what is stated; both as x and width."""

    row: Row
    y: float
    marks: tuple[Mark, ...]
    thread: tuple[float, float] | None
    bar: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Lanes on a scale of years, `height` user units high at a width of WIDTH; `hidden` lanes had no more room."""

    height: float
    ticks: tuple[tuple[float, int], ...]
    lanes: tuple[Lane, ...]
    hidden: int


def picture(rows: Iterable[Row]) -> Picture | None:
    """Return the picture of rows, those without any date left out; None when there is none with a date."""
    dated = [row for row in rows if row.told or row.start or row.end]
    days = [day for row in dated for day in (*(one.date for one in row.told), row.start, row.end) if day]
    if not days:
        return None
    first, last = min(_day(day) for day in days), max(_day(day, last=True) for day in days)
    if last - first < _LEAST_DAYS:  # a day alone is no scale: its years are
        first, last = (
            _day(str(date.fromordinal(int(first)).year)),
            _day(str(date.fromordinal(int(last) - 1).year), last=True),
        )
    room = (last - first) * _MARGIN
    scale = _Scale(first - room, last + room)
    dated.sort(key=lambda row: min(day for day in (*(one.date for one in row.told), row.start, row.end) if day))
    shown = dated[:_MOST_LANES]
    lanes = tuple(_lane(row, _TOP + number * _LANE, scale) for number, row in enumerate(shown))
    return Picture(_TOP + len(lanes) * _LANE + 6, scale.ticks(), lanes, len(dated) - len(shown))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float

    def x(self, day: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first) / (self.last - self.first)

    def span(self, start: str, end: str) -> tuple[float, float]:
        x = self.x(_day(start))
        return x, max(self.x(_day(end, last=True)) - x, _LEAST_WIDTH)

    def ticks(self) -> tuple[tuple[float, int], ...]:
        years = range(date.fromordinal(int(self.first)).year, date.fromordinal(int(self.last)).year + 1)
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) / step <= _MOST_TICKS)
        placed = ((self.x(date(year, 1, 1).toordinal()), year) for year in years if year % step == 0)
        return tuple((x, year) for x, year in placed if x >= _LEFT)


def _lane(row: Row, y: float, scale: _Scale) -> Lane:
    marks = tuple(Mark(*scale.span(one.date, one.date), one) for one in row.told)
    days = sorted(one.date for one in row.told)
    thread = scale.span(days[0], days[-1]) if row.lasts and len(days) > 1 else None
    if row.start and row.end:
        bar = scale.span(row.start, row.end)
    elif row.start and days:  # begun on a stated day: known up to the last day it is attested
        bar = scale.span(min(row.start, days[-1]), days[-1])
    elif row.start or row.end:
        bar = scale.span(row.start or row.end or "", row.start or row.end or "")
    else:
        bar = None
    return Lane(row, y, marks, thread, bar)


def _day(text: str, *, last: bool = False) -> float:
    """Return the ordinal of a date's first day, or of the day after its last."""
    year, month, day = (*(int(part) for part in text[:10].split("-")), 0, 0)[:3]
    if not last:
        return date(year, month or 1, day or 1).toordinal()
    if day:
        return date(year, month, day).toordinal() + 1
    return date(year + (month in (0, 12)), month % 12 + 1, 1).toordinal()
