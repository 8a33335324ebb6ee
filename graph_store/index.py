"""The side index as of one generation: search, cards, relations, conferrals and who awarded whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_store import index_conferrals, index_named, index_network, index_relations, index_search, index_totals
from graph_store.errors import StoreMissing
from graph_store.index_connections import KEPT, key_of
from graph_store.index_reading import Snapshot, after, mark
from graph_store.index_schema import connect_to_read, held
from graph_store.rows import (
    ConferralFilter,
    ConferralRow,
    Direction,
    Edge,
    EntityNames,
    EntityRow,
    Facet,
    Hit,
    Honoured,
    LinkRow,
    Named,
    Neighbour,
    Order,
    Page,
    RelationFilter,
    RelationKind,
    RelationRow,
    Together,
    TogetherRow,
    Total,
)


class Index:
    """Answers from the side index exactly as of one generation. For one thread at a time; a context manager."""

    def __init__(self, path: Path, generation: int) -> None:
        """Open the index file for reading; StoreMissing when there is none."""
        self._key = key_of(path)
        self._connection = _kept(path, generation) or connect_to_read(path)
        self._closed = False
        oldest, newest = held(self._connection)
        if not oldest <= generation <= newest:
            self._connection.close()
            raise StoreMissing(
                f"{path} answers for generations {oldest} to {newest}, not {generation}; `htxgraph rebuild` makes it anew"
            )
        self._snapshot = Snapshot(self._connection, generation)

    def __enter__(self) -> Index:
        """Return the index itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Close it; after an error, what was half read goes with it."""
        if kind is not None and not self._closed:
            self._closed = True
            self._connection.close()
        self.close()

    def close(self) -> None:
        """Leave it to the next reader."""
        if not self._closed:
            self._closed = True
            KEPT.give_back(self._key, self._connection)

    def search(
        self,
        text: str,
        *,
        kinds: Iterable[str] = (),
        province: str | None = None,
        now: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """Return entities by name, best match first, then most documents: typed diacritics bind, missing ones fold."""
        return index_search.search(self._snapshot, text, kinds, province, now, limit)

    def names(self, iris: Iterable[str]) -> dict[str, Named]:
        """Return label and kind of many entities; IRIs the index does not know are left out."""
        known = {iri: self._snapshot.term(iri) for iri in iris}
        found = self._snapshot.named(known.values())
        shown = {iri: found[term] for iri, term in known.items() if term is not None}
        return {iri: name for iri, name in shown.items() if name.kind != "thing"}

    def entity(self, iri: str) -> EntityRow | None:
        """Return one entity's names, place and exact counts, or None."""
        snapshot = self._snapshot
        rows = snapshot.rows(
            "SELECT e.owner, e.kind, e.classes, e.label, e.names, p.iri, n.iri, e.date FROM term t"
            f" JOIN entity e ON e.owner = t.id AND {snapshot.holds('e')} LEFT JOIN term p ON p.id = e.province"
            " LEFT JOIN term n ON n.id = e.province_now WHERE t.iri = ?",
            (iri,),
        )
        for term, kind, classes, label, names, province, province_now, date in rows:
            counts = index_relations.counts(snapshot, term)
            documents = counts.get((Direction.IN, RelationKind.MENTIONS), 0)
            return EntityRow(
                iri,
                kind,
                tuple(json.loads(classes)),
                label,
                tuple(json.loads(names)),
                province,
                province_now,
                date,
                documents,
                counts,
            )
        return None

    def survivor(self, iri: str) -> str | None:
        """Return which IRI stands for one that was merged into it; None for one that was not."""
        snapshot = self._snapshot
        rows = snapshot.rows(
            "SELECT s.iri FROM term t JOIN merged m ON m.owner = t.id JOIN term s ON s.id = m.survivor"
            f" WHERE t.iri = ? AND {snapshot.holds('m')}",
            (iri,),
        )
        return str(rows[0][0]) if rows else None

    def entities(self, kind: str, *, cursor: str | None = None, limit: int = 100) -> Page[Named]:
        """Return all entities of a kind in a stable order, a page at a time."""
        snapshot = self._snapshot
        start = after(cursor, 2)
        rows = snapshot.rows(
            "SELECT e.sort, e.owner, t.iri, e.label, e.kind FROM entity e JOIN term t ON t.id = e.owner"
            f" WHERE e.kind = ? AND {snapshot.holds('e')}{' AND (e.sort, e.owner) > (?, ?)' if start else ''}"
            " ORDER BY e.sort, e.owner LIMIT ?",
            [kind, *(start or ()), limit + 1],
        )
        following = mark(rows[limit - 1][:2]) if len(rows) > limit else None
        return Page(tuple(Named(*row[2:]) for row in rows[:limit]), following)

    def newest(self, kind: str, *, limit: int = 10) -> list[tuple[Named, str | None]]:
        """Return the entities of a kind with the latest dates, each with its date as precise as stated."""
        snapshot = self._snapshot
        rows = snapshot.rows(
            "SELECT t.iri, e.label, e.kind, e.date FROM entity e JOIN term t ON t.id = e.owner"
            f" WHERE e.kind = ? AND {snapshot.holds('e')} ORDER BY e.date DESC, e.owner DESC LIMIT ?",
            [kind, limit],
        )
        return [(Named(*row[:3]), row[3]) for row in rows]

    def relations(
        self,
        iri: str,
        choice: RelationFilter | None = None,
        *,
        order: Order = Order.NEWEST,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RelationRow]:
        """Return an entity's relations; undated ones come last in both directions of time."""
        return index_relations.page(self._snapshot, iri, choice or RelationFilter(), order, cursor, limit)

    def relations_of(self, claims: Iterable[str]) -> dict[str, list[RelationRow]]:
        """Return the relations that claims stand for, by the claim's IRI."""
        return index_relations.of_claims(self._snapshot, claims)

    def timeline(
        self,
        iri: str,
        *,
        since: str | None = None,
        until: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RelationRow]:
        """Return an entity's dated relations, oldest first."""
        choice = RelationFilter(since=since or "0", until=until)
        return index_relations.page(self._snapshot, iri, choice, Order.OLDEST, cursor, limit)

    def facets(self, iri: str, choice: RelationFilter | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of an entity's relations: by kind, direction, counterpart_kind, award, level, year, province."""
        return index_relations.facets(self._snapshot, iri, choice or RelationFilter())

    def neighbours(self, iri: str, choice: RelationFilter | None = None, *, limit: int = 300) -> list[Neighbour]:
        """Return the entities one hop away, most often related first."""
        return index_relations.neighbours(self._snapshot, iri, choice or RelationFilter(), limit)

    def between(self, left: str, right: str, *, limit: int = 20) -> list[RelationRow]:
        """Return the relations that join two entities directly, in either direction."""
        return index_relations.between(self._snapshot, left, right, limit)

    def named(self, kinds: Iterable[str]) -> Iterator[EntityNames]:
        """Yield the entities of some kinds with all their names, by IRI."""
        return index_named.named(self._snapshot, kinds)

    def changed(self, since: int) -> set[str]:
        """Return the entities that are new, gone or described otherwise since a generation."""
        return index_named.changed(self._snapshot, since)

    def oldest(self) -> int:
        """Return the oldest generation of which the index knows what changed since."""
        return held(self._connection)[0]

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield (subject, kind, object) of every relation but mentions, each once: the network of this generation."""
        return index_relations.links(self._snapshot)

    def numbers(self) -> Iterator[LinkRow]:
        """Yield every relation of the network as numbers: subject, object, kind (`index_network.CODES`), day, evidence."""
        return index_network.links(self._snapshot)

    def kinds(self) -> Iterator[tuple[int, str]]:
        """Yield every entity's number with its kind, in the order of numbers."""
        return index_network.kinds(self._snapshot)

    def number(self, iri: str) -> int | None:
        """Return an entity's number in the network; None for an IRI that the index has never seen."""
        return self._snapshot.term(iri)

    def shown(self, numbers: Iterable[int]) -> dict[int, Named]:
        """Return how the entities of some numbers are shown."""
        return self._snapshot.named(numbers)

    def together(self, iri: str, how: Together, *, limit: int = 300) -> list[TogetherRow]:
        """Return who was with an entity at the same events or honoured with it, most often first."""
        return index_network.together(self._snapshot, iri, how, limit)

    def meetings(self, iris: Iterable[str], how: Together) -> Iterator[tuple[int, int, str]]:
        """Yield (entity, event or conferral, date) as numbers for some entities, no date as ''; the earliest first."""
        return index_network.meetings(self._snapshot, iris, how)

    def met(self, iri: str, how: Together) -> int:
        """Return with how many others an entity was at the same events or honoured."""
        return index_network.met(self._snapshot, iri, how)

    def conferral(self, claim: str) -> ConferralRow | None:
        """Return one conferral with its parties, or None."""
        return index_conferrals.one(self._snapshot, claim)

    def conferrals(
        self,
        choice: ConferralFilter | None = None,
        *,
        order: Order = Order.NEWEST,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[ConferralRow]:
        """Return conferrals with their parties, a page at a time."""
        return index_conferrals.page(self._snapshot, choice or ConferralFilter(), order, cursor, limit)

    def conferral_facets(self, choice: ConferralFilter | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of conferrals by award, level, year, province, province_now, status and recipient_kind."""
        return index_conferrals.facets(self._snapshot, choice or ConferralFilter())

    def awarding_edges(
        self,
        choice: ConferralFilter | None = None,
        *,
        by: str = "grantor",
        group: str | None = None,
        limit: int = 100,
        start: int = 0,
    ) -> list[Edge]:
        """Return who awarded whom, most conferrals first, the first `start` left out. `by` is grantor, presenter or principal (⇒ presenter).

        `group` sums by source and award, category, year, level, province, province_now or recipient_kind.
        """
        return index_conferrals.edges(self._snapshot, choice or ConferralFilter(), by, group, limit, start)

    def totals(self, choice: ConferralFilter | None = None, *, of: str = "grantor", limit: int = 100) -> list[Total]:
        """Return conferrals summed by one of `index_totals.OF`, most first; ValueError for something else."""
        return index_totals.totals(self._snapshot, choice or ConferralFilter(), of, limit)

    def both(self, *, cursor: str | None = None, limit: int = 50) -> Page[Honoured]:
        """Return who both hands over awards and receives some, by name, a page at a time."""
        return index_totals.both(self._snapshot, cursor, limit)

    def stats(self) -> dict[str, int]:
        """Return how many entities of each kind, relations and conferrals this generation has."""
        snapshot = self._snapshot
        rows = snapshot.rows(f"SELECT e.kind, count(*) FROM entity e WHERE {snapshot.holds('e')} GROUP BY 1")
        rows += [
            ("relations", snapshot.rows(f"SELECT count(*) FROM relation r WHERE {snapshot.holds('r')}")[0][0]),
            ("conferrals", snapshot.rows(f"SELECT count(*) FROM conferral c WHERE {snapshot.holds('c')}")[0][0]),
        ]
        return dict(sorted(rows))


def _kept(path: Path, generation: int) -> sqlite3.Connection | None:
    """Return a connection that was kept, if it can answer for a generation."""
    connection = KEPT.take(path)
    if connection is None:
        return None
    try:
        oldest, newest = held(connection)
    except sqlite3.Error:
        oldest, newest = 0, -1
    if oldest <= generation <= newest:
        return connection
    connection.close()
    return None
