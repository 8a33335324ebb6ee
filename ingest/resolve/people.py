"""Which persons are one: of one name, where posts and organizations agree, or both are told to be at one event."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.resolve import names
from ingest.resolve.clusters import Canon, Edge, by_token, chained, first_day
from ingest.resolve.tellings import Said

_SAME_POST, _SAME_BODY, _SAME_DEED = 0.99, 0.97, 0.95
_LEADING = re.compile(
    r"(?:tổng |phó )*(?:giám đốc|chủ tịch|bí thư|bộ trưởng|thứ trưởng|chủ nhiệm|viện trưởng|hiệu trưởng|hiệu phó|"
    r"cục trưởng|vụ trưởng|chánh\b|trưởng\b|tổng biên tập|phó\b|kế toán trưởng|thường trực|thủ tướng|tổ trưởng|đội trưởng|"
    r"chi hội trưởng|bí thư chi bộ)"
)
_HEAD = re.compile(r"(?:tổng )?giám đốc\Z|chủ tịch\Z|bí thư\Z|chủ nhiệm\Z|viện trưởng\Z|hiệu trưởng\Z|cục trưởng\Z")
_DEPUTY = re.compile(r"phó ")
_MEMBER = re.compile(r"(?:thành|xã|hội|đoàn|đảng|học) viên\Z|đại biểu\Z|cán bộ\Z|nhân viên\Z|chuyên viên\Z|nông dân\Z")
_DAY = len("2022-03-22")
_SHORTEST = 2
"""Words without which a name is a form of address at most (*bà Lan*)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post held, as told once: role, post and organization as resolved, and the day it is attested on."""

    role: str
    post: str
    organization: str
    former: bool
    day: str


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person. `deeds` are events taken part in, and awards received or given elsewhere, as resolved."""

    iri: str
    first: str
    keys: frozenset[str]
    seats: frozenset[Seat]
    deeds: frozenset[str]

    @property
    def bodies(self) -> frozenset[str]:
        """Return the organizations in which the person sits or sat."""
        return frozenset(seat.organization for seat in self.seats if seat.organization)


class People:
    """The rule for persons."""

    def __init__(self, is_local: Callable[[str], bool]) -> None:
        """Take how to tell that an organization is a small one, in which a name hardly recurs."""
        self._is_local = is_local

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Person:
        """Return what all documents tell of a person."""
        keys: set[str] = set()
        seats: set[Seat] = set()
        deeds: set[str] = set()
        for _, said in told:
            keys.update(names.person_key(row[0]) for row in said.get("name", ()))
            for role, post, body, former, day in said.get("seat", ()):
                seats.add(Seat(names.role_key(role), canon(post), canon(body) if body else "", former == "true", day))
            deeds.update(f"at {canon(event)}" for event, _ in said.get("did", ()))
            for feature in ("got", "gave"):
                for award, party, event, day in said.get(feature, ()):
                    if event:
                        deeds.add(f"at {canon(event)}")
                    elif len(day) == _DAY and party:
                        deeds.add(f"{feature} {award} {day} {canon(party)}")
        return Person(iri, first_day(told), frozenset(keys), frozenset(seats), frozenset(deeds))

    def keys(self, node: Person) -> Iterable[str]:
        """Namesakes are compared, letter by letter: folded names only find candidates for people to look at."""
        return (f"person {key}" for key in node.keys if len(key.split()) >= _SHORTEST)

    def joined(self, one: Person, other: Person) -> Person:
        """Return what is known of both."""
        return replace(one, keys=one.keys | other.keys, seats=one.seats | other.seats, deeds=one.deeds | other.deeds)

    def fits(self, one: Person, other: Person, edge: Edge) -> bool:
        """Two posts at once that one person cannot hold speak against; with a deed only, so do two organizations."""
        if edge.score <= _SAME_DEED and one.bodies and other.bodies and not one.bodies & other.bodies:
            return False
        return not _at_odds(one, other)

    def phases(self) -> Sequence[Callable[[Sequence[Person]], Iterator[Edge]]]:
        """Posts and organizations first, then deeds."""
        return (self._seated, self._met)

    def parts(self, node: Person) -> Iterable[tuple[str, str]]:
        """A person has none."""
        return ()

    def _seated(self, nodes: Sequence[Person]) -> Iterator[Edge]:
        posts = by_token(nodes, lambda node: {seat.post for seat in node.seats if self._tells(seat)})
        yield from chained(posts, _SAME_POST, "the same name", "the same post")
        bodies = by_token(nodes, lambda node: {s.organization for s in node.seats if s.organization and self._leads(s)})
        yield from chained(bodies, _SAME_BODY, "the same name", "leading the same organization")

    def _tells(self, seat: Seat) -> bool:
        """Tell whether few hold such a post."""
        return bool(seat.organization) and (not _MEMBER.search(seat.role) or self._is_local(seat.organization))

    def _leads(self, seat: Seat) -> bool:
        return bool(_LEADING.match(seat.role)) or self._is_local(seat.organization)

    def _met(self, nodes: Sequence[Person]) -> Iterator[Edge]:
        deeds = by_token(nodes, lambda node: node.deeds)
        yield from chained(deeds, _SAME_DEED, "the same name", "at the same event, or the same award given or received")


def _at_odds(one: Person, other: Person) -> bool:
    """Tell whether one heads an organization while the other is deputy there: on days that lie within each other."""
    for ours, theirs in ((one, other), (other, one)):
        heads, deputies = _days(ours, _HEAD), _days(theirs, _DEPUTY)
        for body in heads.keys() & deputies.keys():
            if max(min(heads[body]), min(deputies[body])) <= min(max(heads[body]), max(deputies[body])):
                return True
    return False


def _days(person: Person, role: re.Pattern[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for seat in person.seats:
        if seat.organization and seat.day and not seat.former and role.match(seat.role):
            found[seat.organization].append(seat.day)
    return found
