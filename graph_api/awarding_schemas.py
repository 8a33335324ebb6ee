"""What sums of awards look like in JSON: rankings, tables, chains."""

from __future__ import annotations

from graph_api.schemas import AwardingEdge, Model, Relation, Thing
from graph_store.rows import Honoured, Total
from queries import awarding, chains


class AwardTotal(Model):
    """Conferrals of one party, award, place, level or year: at least so many recipients plus groups of unstated size."""

    value: str
    who: Thing | None
    conferrals: int
    at_least: int
    unsized: int
    first: str | None
    last: str | None

    @classmethod
    def of(cls, total: Total, base: str) -> AwardTotal:
        """Return the model of a total."""
        return cls(
            value=total.value,
            who=Thing.of(total.who, base) if total.who else None,
            conferrals=total.conferrals,
            at_least=total.at_least,
            unsized=total.unsized,
            first=total.first,
            last=total.last,
        )


class AwardMatrix(Model):
    """Givers by year, level, award, place or kind of recipient.

    `rows` and `columns` have exact totals of their own; `complete` tells whether all there is stands in the cells.
    """

    rows: list[AwardTotal]
    columns: list[AwardTotal | str]
    cells: list[AwardingEdge]
    complete: bool
    generation: int

    @classmethod
    def of(cls, matrix: awarding.Matrix, generation: int, base: str) -> AwardMatrix:
        """Return the model of a table."""
        return cls(
            rows=[AwardTotal.of(row, base) for row in matrix.rows],
            columns=[one if isinstance(one, str) else AwardTotal.of(one, base) for one in matrix.columns],
            cells=[AwardingEdge.of(edge, base) for edge in matrix.cells],
            complete=matrix.complete,
            generation=generation,
        )


class GiverAndReceiver(Model):
    """Someone who handed over in so many conferrals and received in others."""

    who: Thing
    presented: int
    received: int

    @classmethod
    def of(cls, one: Honoured, base: str) -> GiverAndReceiver:
        """Return the model of someone."""
        return cls(who=Thing.of(one.who, base), presented=one.presented, received=one.received)


class Honour(Model):
    """One hop of a chain of awarding, with the newest conferrals that say so."""

    giver: Thing
    receiver: Thing
    relations: list[Relation]


class AwardChain(Model):
    """Honours one after the other, each given by who received the one before, in person or by a post of its own."""

    honours: list[Honour]
    generation: int

    @classmethod
    def of(cls, chain: chains.Chain | None, generation: int, base: str) -> AwardChain:
        """Return the model of a chain; without honours where there is none."""
        honours = [
            Honour(
                giver=Thing.of(one.giver, base),
                receiver=Thing.of(one.receiver, base),
                relations=[Relation.of(row, base) for row in one.relations],
            )
            for one in (chain.honours if chain else ())
        ]
        return cls(honours=honours, generation=generation)
