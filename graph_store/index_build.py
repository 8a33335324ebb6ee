"""Brings the side index from one generation to the next: only what was touched, in one transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from pyoxigraph import Store

from graph_store.index_awards import Given, Taken, conferral, presentation, standing_in
from graph_store.index_claims import Related, relations
from graph_store.index_entities import CLAIMS, CLASSES, Described, describe, found_by, kind_of
from graph_store.index_facts import Facts
from graph_store.index_rows import RowKeeper
from graph_store.index_schema import (
    CONFERRAL,
    ENTITY,
    MERGED,
    NAME,
    PARTY,
    RELATION,
    TABLES,
    TALLY,
    connect,
    damage_told,
    held,
)
from graph_store.index_shortcuts import Changed, Hop, Shortcuts, shortcuts
from graph_store.index_sums import Sums
from graph_store.rows import Direction
from ontology.iris import own_graph
from ontology.terms import DCT, HTX, ORG, SDMX_DIMENSION

_FOLLOWING = (
    HTX.locatedIn, HTX.inPlace, ORG.postIn, HTX.event, HTX.atEvent, HTX.decision, HTX.recipient, HTX.grantor,
    HTX.presenter, HTX.knownMember, HTX.category, SDMX_DIMENSION.refArea, HTX.organizer, HTX.subEventOf, HTX.post, HTX.owner, ORG.organization, ORG.subOrganizationOf,
)  # fmt: skip
"""Properties through which a thing's rows follow another thing's place, date or name."""


def update(
    path: Path,
    store: Store,
    number: int,
    *,
    base: str,
    previous: int,
    touched: Iterable[str] | None,
    revised: Iterable[str] = (),
    oldest: int,
    hook: Callable[[str], None],
) -> Shortcuts:
    """Make the index answer for generation `number`, which this store holds.

    `touched` are the subjects and objects of what changed since `previous`; None makes every row anew. `revised` are
    vocabulary terms of which something else is said now, so that whatever uses them is looked at again. `oldest` is
    the oldest generation that will still be asked for. After a crash anywhere, call it again. Returns what follows from
    the claims that changed.
    """
    with closing(connect(path)) as connection, damage_told(path):
        connection.execute("BEGIN IMMEDIATE")
        rows = RowKeeper(connection, number)
        _, newest = held(connection)
        if newest > previous:
            rows.go_back(previous)
        fresh = newest < previous or newest == 0
        if fresh:
            rows.clear()
        hook("indexing")
        whole = fresh or touched is None
        found = _Builder(store, rows, base, fresh=fresh, whole=whole).build(None if fresh else touched, revised)
        rows.prune(oldest)
        rows.note(number if fresh else None, oldest, number)
        connection.execute("COMMIT")
        hook("indexed")
        _tidy(connection, fresh)
    return found


def newest(path: Path) -> int:
    """Return the newest generation that the index at a path knows; 0 when there is none."""
    if not path.exists():
        return 0
    with closing(connect(path)) as connection:
        return held(connection)[1]


def _tidy(connection: sqlite3.Connection, fresh: bool) -> None:
    """Let the planner know how large the tables are and fold the log into the file; readers may keep it busy."""
    if fresh:
        connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


class _Builder:
    def __init__(self, store: Store, rows: RowKeeper, base: str, *, fresh: bool, whole: bool) -> None:
        self._facts = Facts(store)
        self._base = base
        self._rows = rows
        self._fresh, self._whole = fresh, whole
        self._sums = Sums(rows)
        self._deltas: Counter[tuple[int, str, str]] = Counter()
        self._changed = Changed()

    def build(self, touched: Iterable[str] | None, revised: Iterable[str]) -> Shortcuts:
        """Bring the rows of everything touched, and of what follows from it, up to date; return what they imply."""
        whole = self._whole
        if touched is None:
            owners = self._all()
            for iri in self._in_turn(owners):
                self._entity(iri)
        else:
            terms = self._terms(revised)
            owners = {*touched, *terms}
            shifted = {iri for iri in sorted(owners) if self._entity(iri)}
            self._follow(owners, shifted | terms)
        for iri in sorted(owners):
            self._relations(iri)
        self._merged()
        self._rows.flush()
        self._tally()
        self._rows.flush()
        self._sums.settle(whole=whole)
        self._rows.flush()
        if whole:
            self._changed.note(self._rows.all_open(RELATION, ("kind", "claim", "subject", "object")), added=True)
        return shortcuts(self._facts, self._changed, self._rows.iri, self._stands, whole=whole, base=self._base)

    def _stands(self, hop: Hop) -> bool:
        kind, subject, thing = hop
        return self._rows.has_open(RELATION, {"subject": subject, "kind": kind, "object": thing})

    def _merged(self) -> None:
        """Note which IRIs are another's now, and which are their own again."""
        survivors = self._facts.merged(own_graph("identity", self._base))
        for loser in sorted(survivors.keys() | self._rows.owners(MERGED)):
            end = survivors.get(loser)
            rows = [] if end is None else [(self._rows.term(end),)]
            self._rows.replace(MERGED, self._rows.term(loser), rows)

    def _all(self) -> set[str]:
        return self._facts.of_classes(CLASSES) | (set() if self._fresh else self._rows.owners(*TABLES))

    def _in_turn(self, owners: Iterable[str]) -> list[str]:
        """Return things in the order in which they get rows: where all are new, the most written about come first.

        A search that finds very many names looks at the oldest rows first.
        """
        mentioned = self._facts.numbers_of(HTX.mentions) if self._fresh else Counter[str]()
        return sorted(owners, key=lambda iri: (-mentioned[iri], iri))

    def _terms(self, revised: Iterable[str]) -> set[str]:
        """Return vocabulary terms with all units that lie in one of them, or became one of them."""
        found: set[str] = set()
        waiting = list(revised)
        while waiting:
            iri = waiting.pop()
            if iri not in found:
                found.add(iri)
                waiting += self._facts.subjects(HTX.within, iri)
                waiting += self._facts.subjects(DCT.isReplacedBy, iri)
        return found

    def _follow(self, owners: set[str], shifted: set[str]) -> None:
        """Add to `owners` whatever has rows that follow from others', their own rows being brought up to date."""
        for iri in sorted(owners):
            kind = kind_of(self._facts, iri)
            if kind == "presentation":
                owners.update(self._facts.values(iri, HTX.presents))
            elif kind == "group":
                owners.update(self._facts.subjects(HTX.recipient, iri))
        while shifted:
            found = {one for iri in shifted for term in _FOLLOWING for one in self._facts.subjects(term, iri)}
            found |= {claim for iri in found for claim in self._facts.values(iri, HTX.presents)}
            groups = {group for iri in shifted for group in self._facts.subjects(HTX.knownMember, iri)}
            found |= {claim for group in groups for claim in self._facts.subjects(HTX.recipient, group)}
            found -= owners
            owners |= found
            shifted = {iri for iri in sorted(found) if self._entity(iri)}

    def _entity(self, iri: str) -> bool:
        """Bring an entity's own row up to date; tell whether others' rows may follow from the change."""
        kind = kind_of(self._facts, iri)
        owner = self._rows.term(iri) if kind is not None else self._rows.known_term(iri)
        if owner is None:
            return False
        if kind in (None, "organization"):
            self._changed.bodies.add(iri)
        entity = [] if kind is None or kind in CLAIMS else [self._described(describe(self._facts, iri, kind))]
        names = set() if kind is None else found_by(self._facts, iri, kind)
        self._rows.replace(NAME, owner, names)
        added, removed = self._rows.replace(ENTITY, owner, entity)
        if not self._whole and {row[0] for row in added} != {row[0] for row in removed}:
            self._sums.another_kind(owner)
        return [_followed(row) for row in added] != [_followed(row) for row in removed]

    def _relations(self, iri: str) -> None:
        kind = kind_of(self._facts, iri)
        owner = self._rows.term(iri) if kind is not None else self._rows.known_term(iri)
        if owner is None:
            return
        given: list[Given] = []
        parties: list[Taken] = []
        related: Iterable[Related] = ()
        if kind == "conferral":
            one, parties, related = conferral(self._facts, iri)
            given = [one]
        elif kind == "presentation" and not self._facts.values(iri, HTX.presents):
            related = standing_in(self._facts, presentation(self._facts, iri))
        elif kind is not None:
            related = relations(self._facts, iri, kind)
        added, removed = self._rows.replace(RELATION, owner, {self._related(row) for row in related})
        self._changed.note(added, added=True)
        self._changed.note(removed, added=False)
        if not self._whole:
            self._sums.relations(added, removed)
        for rows, step in ((added, 1), (removed, -1)):
            for row in rows:
                self._deltas[(row[2], Direction.OUT, row[0])] += step
                self._deltas[(row[3], Direction.IN, row[0])] += step
        if kind in (None, "conferral"):
            before = self._rows.open(CONFERRAL, owner), self._rows.open(PARTY, owner)
            now = [self._given(row) for row in given], sorted({self._taken(row) for row in parties}, key=repr)
            self._rows.replace(CONFERRAL, owner, now[0])
            self._rows.replace(PARTY, owner, now[1])
            if not self._whole:
                self._sums.conferral(before, now)

    def _tally(self) -> None:
        by_term: dict[int, Counter[tuple[str, str]]] = {}
        for (term, direction, kind), delta in self._deltas.items():
            if delta:
                by_term.setdefault(term, Counter())[(direction, kind)] += delta
        for term, deltas in sorted(by_term.items()):
            counts = Counter({(direction, kind): number for direction, kind, number in self._rows.open(TALLY, term)})
            counts.update(deltas)
            self._rows.replace(TALLY, term, [(*key, number) for key, number in counts.items() if number])

    # --- IRIs become ids

    def _described(self, row: Described) -> tuple[object, ...]:
        term = self._rows.maybe
        return (
            row.kind, row.classes, row.label, row.sort, row.names, term(row.province), term(row.province_now), row.date,
        )  # fmt: skip

    def _related(self, row: Related) -> tuple[object, ...]:
        term, maybe = self._rows.term, self._rows.maybe
        return (
            str(row.kind), term(row.claim), term(row.subject), term(row.object), row.role, row.date, row.end,
            row.former, maybe(row.event), maybe(row.award), row.level, maybe(row.province), maybe(row.province_now),
            row.status, row.evidence, row.documents,
        )  # fmt: skip

    def _given(self, row: Given) -> tuple[object, ...]:
        maybe = self._rows.maybe
        return (
            maybe(row.award), maybe(row.category), row.grade, row.level, row.status, row.date, row.period,
            maybe(row.decision), maybe(row.event), maybe(row.province), maybe(row.province_now), row.reason,
            row.named, row.at_least, row.unsized, row.evidence, row.documents, row.kinds,
        )  # fmt: skip

    def _taken(self, row: Taken) -> tuple[object, ...]:
        maybe = self._rows.maybe
        return (
            str(row.role), self._rows.term(row.who), row.date, row.sort, row.size, row.count, row.minimum, row.maximum,
            row.qualifier, row.member_kind, row.wording, maybe(row.principal), maybe(row.presentation),
        )  # fmt: skip


def _followed(row: tuple[object, ...]) -> tuple[object, ...]:
    """Return what of an entity's row others' rows repeat: kind, name, province then and now, and date."""
    kind, _, _, sort, _, province, province_now, date = row
    return kind, sort, province, province_now, date
