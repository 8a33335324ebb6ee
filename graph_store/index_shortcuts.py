"""What follows and no document says: direct edges, who held a principal's post that day, what became of provinces' bodies.

They go into a graph of their own, so that everyone can tell them from what was read; claims stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from graph_store.index_entities import kind_of
from graph_store.index_facts import Facts
from graph_store.index_successions import Told, changes
from graph_store.rows import RelationKind
from ontology.terms import HTX, ORG

EDGES: Mapping[str, str] = {
    RelationKind.GRANTS: HTX.awarded,
    RelationKind.PRESENTS: HTX.presentedTo,
    RelationKind.MEMBERSHIP: HTX.heldPostIn,
    RelationKind.PARTICIPATION: HTX.tookPartIn,
}
"""Which property stands for which relation."""

Edge = tuple[str, str, str]
"""Subject, property and object, all IRIs."""
Hop = tuple[str, int, int]
"""A relation's kind, and the ids of its subject and object."""


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Edges to be there and not to be there; with `whole`, those to be there are all.

    Of every presentation in `judged`, only the holders in `wanted` are inferred; every organization of `bodies` took
    part in those of the `changes` only that name it.
    """

    wanted: frozenset[Edge] = frozenset()
    unwanted: frozenset[Edge] = frozenset()
    judged: frozenset[str] = frozenset()
    changes: frozenset[Told] = frozenset()
    bodies: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(slots=True)
class Changed:
    """What changed while the index was brought up to date: relations added and removed, and organizations (`bodies`)."""

    added: set[Hop] = field(default_factory=set)
    removed: set[Hop] = field(default_factory=set)
    presentations: set[int] = field(default_factory=set)
    posts: set[int] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)

    def note(self, rows: Iterable[tuple[object, ...]], *, added: bool) -> None:
        """Take note of rows of the relation table."""
        for kind, claim, subject, thing, *_ in rows:
            assert isinstance(kind, str) and isinstance(subject, int) and isinstance(thing, int)
            if kind in EDGES:
                (self.added if added else self.removed).add((kind, subject, thing))
            elif kind == RelationKind.STANDS_IN and isinstance(claim, int):
                self.presentations.add(claim)
            elif kind == RelationKind.HOLDS:
                self.posts.add(thing)


def shortcuts(
    facts: Facts, changed: Changed, name: Callable[[int], str], holds: Callable[[Hop], bool], *, whole: bool, base: str
) -> Shortcuts:
    """Return the edges that follow from what changed; `name` gives an id's IRI, `holds` tells whether a relation stands."""
    gone = {hop for hop in changed.removed - changed.added if not holds(hop)}
    wanted = {edge for hop in changed.added if not _counted(facts, edge := _edge(hop, name))}
    judged = {name(one) for one in changed.presentations}
    for post in sorted(name(one) for one in changed.posts):
        judged.update(facts.subjects(HTX.onBehalfOf, post))
    for one in sorted(judged):
        person = inferred_holder(facts, one)
        if person is not None:
            wanted.add((one, HTX.inferredHolder, person))
    unwanted = frozenset(_edge(hop, name) for hop in gone)
    became = frozenset(changes(facts, sorted(changed.bodies), base))
    return Shortcuts(frozenset(wanted), unwanted, frozenset(judged), became, frozenset(changed.bodies), whole)


def inferred_holder(facts: Facts, presentation: str) -> str | None:
    """Return the only person who is known to have held the post that an award was handed over for, on that day.

    The post must be attested of the person on the day, or both before and after it, or the day lie in a stated span;
    with two such persons, or a day that is not known, nobody is inferred.
    """
    posts = [one for one in facts.values(presentation, HTX.onBehalfOf) if kind_of(facts, one) == "post"]
    day = facts.date(presentation, HTX.date) or next(
        (on for one in facts.values(presentation, HTX.presents) if (on := facts.date(one, HTX.conferredOn))), None
    )
    if len(posts) != 1 or day is None or len(day) != len("2022-03-22"):
        return None
    known: defaultdict[str, set[str]] = defaultdict(set)
    for seat in facts.subjects(HTX.post, posts[0]):
        if facts.value(seat, HTX.former) == "true":
            continue
        days = set(facts.values(seat, HTX.attestedOn))
        days.update(on for term in (HTX.startDate, HTX.endDate) if (on := facts.date(seat, term)))
        for person in facts.values(seat, ORG.member):
            known[person] |= days
    holding = [person for person, days in known.items() if day in days or (days and min(days) < day < max(days))]
    return holding[0] if len(holding) == 1 else None


def _edge(hop: Hop, name: Callable[[int], str]) -> Edge:
    kind, subject, thing = hop
    return name(subject), EDGES[kind], name(thing)


def _counted(facts: Facts, edge: Edge) -> bool:
    """Tell whether an end is a counted group, which is nobody in particular."""
    return any(kind_of(facts, end) == "group" for end in (edge[0], edge[2]))
