"""The graph as FollowTheMoney entities, one JSON object a line: persons, organizations, memberships, and who awarded whom.

The model: https://followthemoney.tech. What it has no word for (evidence, events, counted groups) stays here; each entity has
the address at which it is shown with its passages.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from graph_store.index import Index
from graph_store.rows import ConferralRow, Direction, EntityNames, Named, PartyRole, RelationFilter, RelationKind
from ontology import iris
from ontology.identifiers import org_id
from ontology.terms import HTX, PREFIXES
from queries import catalog
from queries.entities import Graph

ENDING = ".ftm.jsonl"
"""How files of it end."""
_SIGNS = re.compile(r"[^A-Za-z0-9_.-]+")
_COMPANIES = frozenset({HTX.Enterprise, HTX.Bank})
_PUBLIC = frozenset(
    {HTX.PeoplesCommittee, HTX.PeoplesCouncil, HTX.Ministry, HTX.Department, HTX.StateOrgan, HTX.Government}
)
_PAGE = 500
_IN_FORCE = ("conferred", "decided")


def lines(graph: Graph) -> Iterator[str]:
    """Yield every entity as a line of JSON, in order."""
    for one in entities(graph):
        yield json.dumps(one, ensure_ascii=False, sort_keys=True)


def entities(graph: Graph) -> Iterator[dict[str, Any]]:
    """Yield persons and organizations, then memberships, then awards between named parties, each in order."""
    known = _identifiers(graph)
    with graph.generation().index() as index:
        named = list(index.named(("organization", "person")))
        for one in named:
            yield _thing(one, known.get(one.iri, {}), graph.base)
        shown = {one.iri for one in named}
        for one in named:
            if one.kind == "person":
                yield from _memberships(index, one.iri, shown, graph.base)
        for conferral in _conferrals(index):
            if conferral.status in _IN_FORCE:
                yield from _awards(conferral, shown, graph.base)


def _identifiers(graph: Graph) -> Mapping[str, Mapping[str, list[str]]]:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.rows(catalog.find("linked-organizations"), {"lacking": ""}):
        own, code, link = found[row["organization"]], row["code"], str(row["link"] or "")
        if code:
            own["registrationNumber"].append(str(code))
            own["taxNumber"] += [str(code)] if org_id(str(code)) else []
        if link.startswith(PREFIXES["wd"]):
            own["wikidataId"].append(link.removeprefix(PREFIXES["wd"]))
    return found


def _thing(one: EntityNames, known: Mapping[str, list[str]], base: str) -> dict[str, Any]:
    schema = "Person" if one.kind == "person" else _schema(one.classes)
    told: dict[str, Iterable[str]] = {
        "name": [one.label],
        "alias": [name for name in one.names if name != one.label],
        "country": ["vn"] if one.province is not None else [],
        "sourceUrl": [one.iri],
        **known,
    }
    if one.date is not None and one.kind == "organization":
        told["incorporationDate"] = [one.date]
    return _entity(key(one.iri, base), schema, told)


def _schema(classes: Iterable[str]) -> str:
    found = set(classes)
    return "Company" if found & _COMPANIES else "PublicBody" if found & _PUBLIC else "Organization"


def _memberships(index: Index, person: str, shown: set[str], base: str) -> Iterator[dict[str, Any]]:
    choice = RelationFilter(kinds=(RelationKind.MEMBERSHIP,), direction=Direction.OUT)
    cursor = None
    while True:
        page = index.relations(person, choice, cursor=cursor, limit=_PAGE)
        for one in page.rows:
            if one.object.iri in shown:
                told = {
                    "member": [key(one.subject.iri, base)],
                    "organization": [key(one.object.iri, base)],
                    "role": [one.role] if one.role else [],
                    # The day on which it is attested, or from which it is stated to be: never taken for a beginning.
                    "date": [one.date] if one.date else [],
                    "endDate": [one.end] if one.end else [],
                    "status": ["former"] if one.former else [],
                    "sourceUrl": [one.claim],
                }
                yield _entity(key(one.claim, base), "Membership", told)
        cursor = page.cursor
        if cursor is None:
            return


def _conferrals(index: Index) -> Iterator[ConferralRow]:
    cursor = None
    while True:
        page = index.conferrals(cursor=cursor, limit=_PAGE)
        yield from page.rows
        cursor = page.cursor
        if cursor is None:
            return


def _awards(one: ConferralRow, shown: set[str], base: str) -> Iterator[dict[str, Any]]:
    grantors, recipients = _parties(one, PartyRole.GRANTOR, shown), _parties(one, PartyRole.RECIPIENT, shown)
    for number, (grantor, recipient) in enumerate(product(grantors, recipients), 1):
        told = {
            "subject": [key(grantor.iri, base)],
            "object": [key(recipient.iri, base)],
            "role": [f"tặng {one.award.label}"] if one.award is not None else [],
            "status": [one.status],
            "date": [one.date] if one.date else [],
            "sourceUrl": [one.claim],
        }
        yield _entity(f"{key(one.claim, base)}.{number}", "UnknownLink", told)


def _parties(one: ConferralRow, role: PartyRole, shown: set[str]) -> list[Named]:
    return [party.who for party in one.parties if party.role is role and party.who.iri in shown]


def key(iri: str, base: str) -> str:
    """Return an entity's identifier as FollowTheMoney allows it: letters, digits, hyphens, dots."""
    try:
        return f"htx-{_SIGNS.sub('-', iris.key(iri, base))}"
    except ValueError:
        return f"htx-{_SIGNS.sub('-', iri)}"


def _entity(identifier: str, schema: str, told: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    properties = {name: sorted({str(value) for value in values}) for name, values in told.items()}
    return {"id": identifier, "schema": schema, "properties": {name: some for name, some in properties.items() if some}}
