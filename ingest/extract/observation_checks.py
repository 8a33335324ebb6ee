"""Figures that do not fit each other: told, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ingest.extract.tokens import Page
from ingest.issues import Issue, Level
from ingest.model import Observation, Qualifier

_PERCENT = "%"
_AROUND = 220
# A growth or the share of a plan that is fulfilled is no share of a whole.
_NO_SHARE = re.compile(r" (?:tăng|giảm|vượt|so với)(?: |\Z)")
_WHOLE = re.compile(r"(?:tổng số|số lượng|số) ")
_TOLERANCE = Decimal(1)


def contradictions(page: Page, told: Sequence[Observation]) -> Iterator[Issue]:
    """Yield shares that their parts do not bear out, figures of one measure that differ, and periods out of the report."""
    years = [
        o.period.start.year for o in told if o.period is not None and o.period.end is None and o.period.quarter is None
    ]
    report = max(set(years), key=years.count) if years else None
    last: Observation | None = None
    for one in told:
        if one.unit == _PERCENT:
            if last is not None and _is_share(last, one):
                yield from _share(page, last, one, told)
        else:
            last = one
        if (
            report is not None
            and one.period is not None
            and one.period.end is not None
            and one.period.end.year < report
        ):
            what = f"{one.wording}: the period {one.period} is not in {report}, which the report is on"
            yield _issue(page, one, what)
    yield from _differing(page, told)


def _is_share(part: Observation, share: Observation) -> bool:
    a, b = part.evidence[0].span, share.evidence[0].span
    close = a is not None and b is not None and abs(b.start - a.start) <= _AROUND
    of_it = re.match(rf"tỷ lệ {re.escape(_subject(part))}(?: trong |\Z)", share.measure)
    return close and bool(share.value) and not _NO_SHARE.search(share.measure) and of_it is not None


def _subject(one: Observation) -> str:
    return _WHOLE.sub("", one.measure.removeprefix("mục tiêu "), count=1)


def _share(page: Page, part: Observation, share: Observation, told: Sequence[Observation]) -> Iterator[Issue]:
    """Tell what whole a share implies: nothing when the text states that whole, and which it states when another."""
    implied = (part.value * 100 / share.value).quantize(Decimal(1), ROUND_HALF_UP)
    stated = [one for one in told if one is not part and _may_be_whole(one, part)]
    near = [one for one in stated if one.value and abs(part.value * 100 / one.value - share.value) <= _TOLERANCE]
    if near:
        return
    sign = {Qualifier.MORE_THAN: "less than ", Qualifier.LESS_THAN: "more than "}.get(share.qualifier, "")
    what = f"{part.wording} are {share.wording}: that implies {sign}{implied} in all, which the text does not say"
    totals = [one.wording for one in stated if one.measure.startswith("tổng số")]
    if totals:
        what += f" (it says {', '.join(totals)})"
    yield _issue(page, share, what)


def _may_be_whole(whole: Observation, part: Observation) -> bool:
    return (
        whole.unit == part.unit
        and whole.place == part.place
        and whole.value >= part.value
        and _WHOLE.match(whole.measure) is not None
        and len(whole.measure) < len(part.measure) + len("tổng ")
    )


def _differing(page: Page, told: Sequence[Observation]) -> Iterator[Issue]:
    first: dict[tuple[str, ...], Observation] = {}
    for one in told:
        if one.qualifier is not Qualifier.EXACTLY or len(_subject(one).split()) < 2:
            continue
        known = first.setdefault((_subject(one).lower(), one.unit.lower(), str(one.place), str(one.period)), one)
        if known.value != one.value:
            yield _issue(page, one, f"{one.measure}: {one.wording} here, {known.wording} before; both are kept")


def _issue(page: Page, one: Observation, what: str) -> Issue:
    span = one.evidence[0].span
    where = f"{page.document.id}, offset {span.start if span is not None else 0}"
    return Issue(Level.NOTE, page.document.source, where, what, span)
