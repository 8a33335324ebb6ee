"""Figures that do not fit each other: told, never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ingest.extract.tokens import Page
from ingest.issues import Issue, Level
from ingest.model import Observation, Qualifier

_PERCENT = "%"
_AROUND = 220


def contradictions(page: Page, told: Sequence[Observation]) -> Iterator[Issue]:
    """Yield what a share implies, figures of one measure that differ, and periods outside of the report's year."""
    years = [
        o.period.start.year for o in told if o.period is not None and o.period.end is None and o.period.quarter is None
    ]
    report = max(set(years), key=years.count) if years else None
    last: Observation | None = None
    for one in told:
        if one.unit == _PERCENT and last is not None and _close(last, one) and one.value:
            yield _implied(page, last, one)
        elif one.unit != _PERCENT:
            last = one
        if (
            report is not None
            and one.period is not None
            and one.period.end is not None
            and one.period.end.year < report
        ):
            what = f"{one.wording}: the period {one.period} is not in {report}, which the report is on"
            yield _issue(page, one, what)


def _close(left: Observation, right: Observation) -> bool:
    a, b = left.evidence[0].span, right.evidence[0].span
    return a is not None and b is not None and abs(b.start - a.start) <= _AROUND


def _implied(page: Page, part: Observation, share: Observation) -> Issue:
    whole = (part.value * 100 / share.value).quantize(Decimal(1), ROUND_HALF_UP)
    sign = {Qualifier.MORE_THAN: "less than ", Qualifier.LESS_THAN: "more than "}.get(share.qualifier, "")
    return _issue(
        page,
        share,
        f"{part.wording} are {share.wording}: that implies {sign}{whole} in all, which the text does not say",
    )


def _issue(page: Page, one: Observation, what: str) -> Issue:
    span = one.evidence[0].span
    where = f"{page.document.id}, offset {span.start if span is not None else 0}"
    return Issue(Level.NOTE, page.document.source, where, what, span)
