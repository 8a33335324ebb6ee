"""Which conferrals are one: of one award, by grantor, day or event, and recipients that do not contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.resolve.clusters import Canon, Edge, by_token, first_day, values
from ingest.resolve.tellings import Said

_DECIDED, _SAME_OCCASION, _SAME_RECIPIENTS = 0.99, 0.97, 0.95
_DAY = len("2022-03-22")
_NEAR = 40

Counted = tuple[str, str, str, str]
"""Whether people or bodies are counted, and the count, or from which to which number."""


@dataclass(frozen=True, slots=True)
class Giving:
    """What is known of a conferral, all by what it is resolved to."""

    iri: str
    first: str
    awards: frozenset[str]
    force: frozenset[str]
    grantors: frozenset[str]
    named: frozenset[str]
    counted: frozenset[Counted]
    groups: frozenset[tuple[Counted, str]]
    dates: frozenset[str]
    periods: frozenset[str]
    decisions: frozenset[str]
    events: frozenset[str]

    @property
    def days(self) -> frozenset[str]:
        """Return the dates that are days."""
        return frozenset(date for date in self.dates if len(date) == _DAY)


class Conferrals:
    """The rule for conferrals."""

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Giving:
        """Return what all documents tell of a conferral."""
        groups = frozenset(
            ((family, count, low, high), group)
            for _, said in told
            for group, family, count, low, high in said.get("group", ())
        )
        return Giving(
            iri,
            first_day(told),
            frozenset(canon(one) for one in values(told, "award")),
            values(told, "force"),
            frozenset(canon(one) for one in values(told, "grantor") if one),
            frozenset(canon(one) for one in values(told, "recipient")),
            frozenset(counted for counted, _ in groups),
            groups,
            values(told, "date"),
            values(told, "period"),
            frozenset(canon(one) for one in values(told, "decision")),
            frozenset(canon(one) for one in values(told, "event")),
        )

    def keys(self, node: Giving) -> Iterable[str]:
        """Conferrals of one award are compared that have an event, a decision, grantor and day, or a recipient in common."""
        for award in node.awards:
            yield from (f"given {award} at {one}" for one in node.events)
            yield from (f"given {award} under {one}" for one in node.decisions)
            yield from (f"given {award} by {one} on {day}" for one in node.grantors for day in node.days)
            yield from (f"given {award} to {one} in {year}" for one in node.named for year in _years(node))

    def joined(self, one: Giving, other: Giving) -> Giving:
        """Return what is known of both."""
        return replace(
            one,
            awards=one.awards | other.awards,
            force=one.force | other.force,
            grantors=one.grantors | other.grantors,
            named=one.named | other.named,
            counted=one.counted | other.counted,
            groups=one.groups | other.groups,
            dates=one.dates | other.dates,
            periods=one.periods | other.periods,
            decisions=one.decisions | other.decisions,
            events=one.events | other.events,
        )

    def fits(self, one: Giving, other: Giving, edge: Edge) -> bool:
        """Another grantor, day, period, decision, event or state speaks against, and so do other recipients."""
        return (
            one.force == other.force
            and not _apart(one.grantors, other.grantors)
            and not _apart(one.decisions, other.decisions)
            and not _apart(one.periods, other.periods)
            and not _apart(one.events, other.events)
            and _dates_agree(one.dates, other.dates)
            and _recipients_agree(one, other)
        )

    def phases(self) -> Sequence[Callable[[Sequence[Giving]], Iterator[Edge]]]:
        """All there is to go by is known at once; what two have joined may fit a third."""
        return (self._alike, self._alike)

    def parts(self, node: Giving) -> Iterable[tuple[str, str]]:
        """Groups counted alike in two tellings of one conferral are one group."""
        return (("|".join(counted), group) for counted, group in node.groups)

    def _alike(self, nodes: Sequence[Giving]) -> Iterator[Edge]:
        known = {node.iri: node for node in nodes}
        seen: set[tuple[str, str]] = set()
        for _, iris in sorted(by_token(nodes, self.keys).items()):
            ordered = sorted(iris)
            for place, left in enumerate(ordered):
                for right in ordered[place + 1 : place + 1 + _NEAR]:
                    if (left, right) not in seen:
                        seen.add((left, right))
                        yield from _compared(known[left], known[right])


def _compared(one: Giving, other: Giving) -> Iterator[Edge]:
    reasons = ["the same award"]
    if one.grantors & other.grantors:
        reasons.append("the same grantor")
    if one.named & other.named:
        reasons.append(f"{len(one.named & other.named)} recipients in common")
    if one.counted & other.counted:
        reasons.append("recipients counted alike")
    if one.decisions & other.decisions:
        yield Edge.of(one.iri, other.iri, _DECIDED, *reasons, "under the same decision")
    elif one.events & other.events:
        yield Edge.of(one.iri, other.iri, _SAME_OCCASION, *reasons, "at the same event")
    elif one.days & other.days and (one.grantors & other.grantors or one.named & other.named):
        yield Edge.of(one.iri, other.iri, _SAME_OCCASION, *reasons, "on the same day")
    elif one.named & other.named and (one.dates or one.periods) and (other.dates or other.periods):
        yield Edge.of(one.iri, other.iri, _SAME_RECIPIENTS, *reasons, "in the same year")


def _recipients_agree(one: Giving, other: Giving) -> bool:
    """Tell whether the two may be told of the same recipients, so that none is counted twice when they are one."""
    if one.counted == other.counted:
        return bool(one.named & other.named) or not (one.named and other.named)
    if one.counted and other.counted:
        return False
    fewer = other if one.counted else one  # the one that counts nobody must name nobody else
    more = one if one.counted else other
    return fewer.named <= more.named and bool(fewer.named)


def _dates_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return True
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _years(node: Giving) -> set[str]:
    return {value[:4] for value in (*node.dates, *node.periods)} or {""}


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)
