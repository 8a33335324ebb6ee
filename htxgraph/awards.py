"""Commands that ask who awarded whom: each conferral, sums, tables by year or place, chains."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from graph_api.awarding_schemas import AwardChain, AwardMatrix
from graph_api.schemas import Conferral, ConferralPage, facets
from graph_store.rows import ConferralFilter, ConferralRow, Named, Order, PartyRole, Total
from htxgraph import output
from htxgraph.opened import meant, opened, perhaps
from htxgraph.options import BASE, DATA, Base, Cursor, DataFolder, From, Json, To
from htxgraph.output import Speaker
from queries import awarding
from queries.entities import Graph
from queries.network import Networks

Party = Annotated[str | None, Parameter(help="Name, key or IRI.")]
By = Annotated[
    Literal["grantor", "presenter", "principal"],
    Parameter(help="Whose award it is, who handed it over, or for whom the presenter stood in."),
]
Across = Literal["award", "category", "year", "level", "province", "province_now", "recipient_kind"]
Status = Literal["conferred", "decided", "proposed", "planned", "refused", "revoked"]
_IN_FORCE: tuple[Status, ...] = ("conferred", "decided")


def who_awarded_whom(
    *,
    grantor: Party = None,
    recipient: Party = None,
    award: Party = None,
    by: By = "grantor",
    from_: From = None,
    to: To = None,
    limit: int = 100,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Sum who awarded whom, most conferrals first."""
    with _chosen(data, base, grantor=grantor, recipient=recipient, award=award, since=from_, until=to) as (
        graph,
        choice,
    ):
        edges = graph.awarding(choice, by=by, limit=limit)
    speaker = Speaker(as_json=json)
    if json:
        speaker.result([asdict(edge) for edge in edges], "")
        return output.DONE
    rows = [
        [
            _name(edge.source, "(not stated)"),
            _name(edge.target, "(not named)"),
            edge.conferrals,
            _at_least(edge.at_least, edge.unsized),
            edge.first,
            edge.last,
        ]
        for edge in edges
    ]
    speaker.table([by, "recipient", "conferrals", "recipients", "first", "last"], rows)
    return output.DONE


def conferrals(
    *,
    grantor: Party = None,
    recipient: Party = None,
    presenter: Party = None,
    principal: Party = None,
    award: Party = None,
    event: Party = None,
    province: Annotated[str | None, Parameter(help="Key or IRI of an administrative unit.")] = None,
    now: Annotated[
        bool, Parameter(negative=(), help="Compare with the province of today, not the one at the time.")
    ] = False,
    from_: From = None,
    to: To = None,
    status: Annotated[list[Status] | None, Parameter(help="Those in force when left out.", negative=())] = None,
    order: Order = Order.NEWEST,
    limit: int = 50,
    cursor: Cursor = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """List conferrals with grantor, presenter, principal and recipients, newest first."""
    parties = {"grantor": grantor, "recipient": recipient, "presenter": presenter, "principal": principal}
    with _chosen(
        data,
        base,
        **parties,
        award=award,
        event=event,
        province=province,
        now=now,
        since=from_,
        until=to,
        statuses=tuple(status or _IN_FORCE),
    ) as (graph, choice):
        number = graph.at(None, cursor).number
        found = graph.conferrals(choice, order=order, cursor=cursor, limit=limit, generation=number)
        counted = graph.conferral_facets(choice, number) if cursor is None else None
    speaker = Speaker(as_json=json)
    if json:
        items = [Conferral.of(row, base) for row in found.rows]
        page = ConferralPage(
            items=items, next=found.cursor, generation=number, facets=facets(counted) if counted else None
        )
        speaker.result(page.model_dump(mode="json"), "")
        return output.DONE
    head = ["date", "award", "grantor", "presented by", "for", "to", "recipients", "status", "passages", "claim"]
    speaker.table(head, (_cells(row) for row in found.rows))
    if found.cursor:
        output.complain(f"there is more: --cursor {found.cursor}")
    return output.DONE


def matrix(
    *,
    grantor: Party = None,
    recipient: Party = None,
    award: Party = None,
    by: By = "grantor",
    across: Annotated[Across, Parameter(help="What stands in the columns.")] = "year",
    most: Annotated[int, Parameter(help="Rows and columns at most, those with most conferrals.")] = 20,
    from_: From = None,
    to: To = None,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Set out who awarded how often by year, award, level, province or kind of recipient."""
    with _chosen(data, base, grantor=grantor, recipient=recipient, award=award, since=from_, until=to) as (
        graph,
        choice,
    ):
        found = awarding.matrix(graph, choice, by=by, across=across, most=most)
        number = graph.generation().number
    speaker = Speaker(as_json=json)
    if json:
        speaker.result(AwardMatrix.of(found, number, base).model_dump(mode="json"), "")
        return output.DONE
    cells = {(cell.source.iri if cell.source else None, cell.group): cell.conferrals for cell in found.cells}
    columns = [one.value if isinstance(one, Total) else one for one in found.columns]
    names = [(one.who.label if one.who else one.value) if isinstance(one, Total) else one for one in found.columns]
    lines: list[list[object]] = [
        [_name(row.who, row.value), *(cells.get((row.value, column)) for column in columns), row.conferrals]
        for row in found.rows
    ]
    unstated = [cells.get((None, column)) for column in columns]
    if any(unstated):
        lines.append(["(not stated)", *unstated, None])
    speaker.table([by, *names, "all"], lines)
    if not found.complete:
        speaker.say(f"only the {most} rows and columns with most conferrals are shown (--most)")
    return output.DONE


def chains(
    through: Annotated[str | None, Parameter(help="Name, key or IRI of one in it.")] = None,
    *,
    data: DataFolder = DATA,
    base: Base = BASE,
    json: Json = False,
) -> int:
    """Find the longest chain of awarding: A honours B, who honours C, in person or by a post of its own."""
    with opened(data, base) as graph:
        found = awarding.longest_chain(graph, Networks(graph.data), through=perhaps(graph, through))
        number = graph.generation().number
    speaker = Speaker(as_json=json)
    if json:
        speaker.result(AwardChain.of(found, number, base).model_dump(mode="json"), "")
    elif found is None:
        speaker.say("no chain: nobody who was honoured honours others")
    else:
        lines = [
            [
                one.giver.label,
                one.receiver.label,
                _name(one.relations[0].award, "") if one.relations else "",
                one.relations[0].date if one.relations else None,
            ]
            for one in found.honours
        ]
        speaker.table(["honours", "whom", "by", "on"], lines)
    return output.DONE


@contextmanager
def _chosen(data: Path, base: str, **given: object) -> Iterator[tuple[Graph, ConferralFilter]]:
    """Open the graph with the filter that is meant: parties, award and event may be given by name."""
    with opened(data, base) as graph:
        meaning: dict[str, object] = {}
        for field, value in given.items():
            if isinstance(value, str) and field in _NAMED:
                meaning[field] = meant(graph, value, _NAMED[field])
            elif isinstance(value, str) and field == "province":
                meaning[field] = graph.iri(value)
            else:
                meaning[field] = value
        yield graph, ConferralFilter(**meaning)  # type: ignore[arg-type]


_NAMED: dict[str, tuple[str, ...]] = {
    "grantor": ("person", "organization", "post"),
    "recipient": ("person", "organization", "post"),
    "presenter": ("person", "organization"),
    "principal": ("organization", "post"),
    "award": ("award",),
    "event": ("event",),
}
"""What kinds of entities a name may mean where it is given for a party."""


def _cells(row: ConferralRow) -> list[object]:
    def of(role: PartyRole) -> str:
        return "; ".join(party.who.label for party in row.parties if party.role is role)

    principals = "; ".join(party.principal.label for party in row.parties if party.principal)
    award = _name(row.award or row.category, "") + (f", {row.grade}" if row.grade else "")
    count = _at_least(row.at_least, row.unsized)
    parties = of(PartyRole.GRANTOR) or "(not stated)", of(PartyRole.PRESENTER), principals, of(PartyRole.RECIPIENT)
    return [row.date, award, *parties, count, row.status, row.evidence, row.claim]


def _at_least(number: int, unsized: int) -> str:
    return f"≥ {number}" + (f" + {unsized} of unstated size" if unsized else "")


def _name(named: Named | None, otherwise: str) -> str:
    return named.label if named else otherwise
