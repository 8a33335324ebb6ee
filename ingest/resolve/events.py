"""Which events are one: of one day, by who organizes them, what they are for, who is there, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.resolve import areas, names
from ingest.resolve.clusters import Canon, Edge, by_token, first_day, values
from ingest.resolve.linker import purpose
from ingest.resolve.tellings import Said

_NAMED, _ORGANIZED, _ATTENDED = 0.99, 0.97, 0.95
_LONG = 5
"""Words from which on a name is hardly that of two events of one day."""
_DAY = len("2022-03-22")
_GATHERINGS = frozenset({"Conference", "Congress", "Ceremony", "Meeting", "Training", "Event"})
_VAGUE = frozenset(
    [
        "hoạt",
        "động",
        "công",
        "tác",
        "phong",
        "trào",
        "thi",
        "đua",
        "nhiệm",
        "vụ",
        "triển",
        "khai",
        "ngày",
        "tháng",
        "đầu",
        "cuối",
        "quý",
        "phương",
        "hướng",
    ]
)
COMMON = frozenset(
    [
        "hội",
        "nghị",
        "lễ",
        "buổi",
        "cuộc",
        "năm",
        "và",
        "của",
        "các",
        "về",
        "cho",
        "tại",
        "tỉnh",
        "hợp",
        "tác",
        "xã",
        "tổ",
        "chức",
    ]
)
"""Words that names of most events and conferrals have, so that they tell none apart."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is known of an event; `people` are names in comparable form, `documents` those that tell of it."""

    iri: str
    first: str
    names: frozenset[str]
    classes: frozenset[str]
    days: frozenset[str]
    organizers: frozenset[str]
    areas: frozenset[str]
    people: frozenset[str]
    documents: frozenset[int]

    @property
    def purposes(self) -> frozenset[str]:
        """Return what it is for, as its names tell."""
        return frozenset(found for name in self.names if (found := purpose(name)) is not None)

    @property
    def subjects(self) -> frozenset[str]:
        """Return the words of its names that tell of what it is, its purpose left out."""
        return self.words - {word for one in self.purposes for word in one.split()} - _VAGUE

    @property
    def words(self) -> frozenset[str]:
        """Return the words of its names that say something."""
        return frozenset(word for name in self.names for word in name.split()) - COMMON


class Events:
    """The rule for events."""

    def node(self, iri: str, told: Sequence[tuple[int, Said]], canon: Canon) -> Gathering:
        """Return what all documents tell of an event."""
        where = {areas.area(unit) for unit in values(told, "unit")}
        if not where:
            where = {areas.named(row[0], first_day([one])) for one in told for row in one[1].get("about", ())}
        return Gathering(
            iri,
            first_day(told),
            frozenset(names.name_key(name) for name in values(told, "name")),
            values(told, "class") - {"Event"},
            frozenset(date for date in values(told, "date") if len(date) == _DAY),
            frozenset(canon(one) for one in values(told, "organizer")),
            frozenset(where),
            frozenset(names.person_key(name) for name in values(told, "with") if name),
            frozenset(document for document, _ in told),
        )

    def keys(self, node: Gathering) -> Iterable[str]:
        """Events of one day are compared that have an organizer, a guest or a name in common."""
        for day in node.days:
            yield from (f"event {day} by {one}" for one in node.organizers)
            yield from (f"event {day} with {one}" for one in node.people)
            yield from (f"event {day} called {one}" for one in node.names if len(one.split()) >= _LONG)

    def joined(self, one: Gathering, other: Gathering) -> Gathering:
        """Return what is known of both."""
        return replace(
            one,
            names=one.names | other.names,
            classes=one.classes | other.classes,
            days=one.days | other.days,
            organizers=one.organizers | other.organizers,
            areas=one.areas | other.areas,
            people=one.people | other.people,
            documents=one.documents | other.documents,
        )

    def fits(self, one: Gathering, other: Gathering, edge: Edge) -> bool:
        """Other days, organizers, provinces or sorts of events speak against, and so does a document that tells of both."""
        if one.documents & other.documents or not one.days & other.days or _apart(one.areas, other.areas):
            return False
        if _apart(one.organizers, other.organizers) or (
            min(len(one.subjects), len(other.subjects)) > 1 and _apart(one.subjects, other.subjects)
        ):
            return False
        kinds = one.classes | other.classes
        return not _apart(one.classes, other.classes) or kinds <= _GATHERINGS

    def phases(self) -> Sequence[Callable[[Sequence[Gathering]], Iterator[Edge]]]:
        """All there is to go by is known at once."""
        return (self._alike,)

    def parts(self, node: Gathering) -> Iterable[tuple[str, str]]:
        """An event has none."""
        return ()

    def _alike(self, nodes: Sequence[Gathering]) -> Iterator[Edge]:
        known = {node.iri: node for node in nodes}
        seen: set[tuple[str, str]] = set()
        for _, iris in sorted(by_token(nodes, self.keys).items()):
            ordered = sorted(iris)
            for place, left in enumerate(ordered):
                for right in ordered[place + 1 : place + 1 + _NEAR]:
                    if (left, right) not in seen:
                        seen.add((left, right))
                        yield from _compared(known[left], known[right])


_NEAR = 40
"""With how many others of one day and organizer or guest an event is compared at most."""


def _compared(one: Gathering, other: Gathering) -> Iterator[Edge]:
    organizers = bool(one.organizers & other.organizers)
    guests = len(one.people & other.people)
    called = {name for name in one.names & other.names if len(name.split()) >= _LONG}
    aims = one.purposes & other.purposes
    common = one.words & other.words
    likeness = len(common) / max(1, min(len(one.words), len(other.words)))
    reasons = ["on the same day"]
    reasons += ["the same organizer"] if organizers else []
    reasons += [f"{guests} persons in common"] if guests else []
    reasons += [f"for the same purpose ({min(aims)})"] if aims else []
    if called and (organizers or guests or one.areas & other.areas):
        yield Edge.of(one.iri, other.iri, _NAMED, "the same name", *reasons)
    elif organizers and (aims or likeness >= 0.5 or (guests and not (one.purposes and other.purposes))):
        yield Edge.of(one.iri, other.iri, _ORGANIZED, *reasons)
    elif (guests > 1 and (aims or likeness >= 0.5)) or (guests and aims and likeness >= 0.5):
        yield Edge.of(one.iri, other.iri, _ATTENDED, *reasons)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)
