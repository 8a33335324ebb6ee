"""The side index as of one generation: search, cards, relations, conferrals and who awarded whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_store.rows import (
    ConferralFilter,
    ConferralRow,
    Edge,
    EntityRow,
    Facet,
    Hit,
    Named,
    Neighbour,
    Order,
    Page,
    RelationFilter,
    RelationRow,
)


class Index:
    """Answers from the side index exactly as of one generation. For one thread at a time; a context manager."""

    def __init__(self, path: Path, generation: int) -> None:
        """Open the index file for reading; StoreMissing when there is none."""
        raise NotImplementedError

    def __enter__(self) -> Index:
        """Return the index itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let the file go."""

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
        raise NotImplementedError

    def names(self, iris: Iterable[str]) -> dict[str, Named]:
        """Return label and kind of many entities; IRIs the index does not know are left out."""
        raise NotImplementedError

    def entity(self, iri: str) -> EntityRow | None:
        """Return one entity's names, place and exact counts, or None."""
        raise NotImplementedError

    def entities(self, kind: str, *, cursor: str | None = None, limit: int = 100) -> Page[Named]:
        """Return all entities of a kind in a stable order, a page at a time."""
        raise NotImplementedError

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
        raise NotImplementedError

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
        raise NotImplementedError

    def facets(self, iri: str, choice: RelationFilter | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of an entity's relations: by kind, direction, counterpart_kind, award, level, year, province."""
        raise NotImplementedError

    def neighbours(self, iri: str, choice: RelationFilter | None = None, *, limit: int = 300) -> list[Neighbour]:
        """Return the entities one hop away, most often related first."""
        raise NotImplementedError

    def between(self, left: str, right: str, *, limit: int = 20) -> list[RelationRow]:
        """Return the relations that join two entities directly, in either direction."""
        raise NotImplementedError

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield (subject, kind, object) of every relation but mentions, each once: the network of this generation."""
        raise NotImplementedError

    def conferral(self, claim: str) -> ConferralRow | None:
        """Return one conferral with its parties, or None."""
        raise NotImplementedError

    def conferrals(
        self,
        choice: ConferralFilter | None = None,
        *,
        order: Order = Order.NEWEST,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[ConferralRow]:
        """Return conferrals with their parties, a page at a time."""
        raise NotImplementedError

    def conferral_facets(self, choice: ConferralFilter | None = None) -> dict[str, tuple[Facet, ...]]:
        """Return exact counts of conferrals by award, level, year, province, province_now, status and recipient_kind."""
        raise NotImplementedError

    def awarding_edges(
        self,
        choice: ConferralFilter | None = None,
        *,
        by: str = "grantor",
        group: str | None = None,
        limit: int = 100,
    ) -> list[Edge]:
        """Return who awarded whom, most conferrals first. `by` is grantor, presenter or principal (⇒ presenter).

        `group` sums by source and award, category, year, level, province, province_now or recipient_kind.
        """
        raise NotImplementedError

    def stats(self) -> dict[str, int]:
        """Return how many entities of each kind, relations and conferrals this generation has."""
        raise NotImplementedError
