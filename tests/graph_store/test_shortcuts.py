"""Shortcuts follow from claims, stand in a graph of their own, and go when no claim implies them any more."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph_store.archive import Entry
from graph_store.generations import Data
from ingest.load import load, rebuild, withdraw
from ontology import iris
from ontology.iris import own_graph
from ontology.terms import FOAF, HTX, ORG, RDF, SKOS, XSD

CHAIR, BODY = iris.mint("post", "chair"), iris.mint("organization", "body")
HOLDER, OTHER, PRESENTER, WINNER = (iris.mint("person", name) for name in ("holder", "other", "presenter", "winner"))
GIVEN, HANDED, GROUP = iris.mint("conferral", "g"), iris.mint("presentation", "h"), iris.mint("counted-group", "u")
TYPES = {
    CHAIR: ORG.Post,
    BODY: ORG.FormalOrganization,
    GIVEN: HTX.Conferral,
    HANDED: HTX.Presentation,
    GROUP: HTX.CountedGroup,
}
TYPES |= dict.fromkeys((HOLDER, OTHER, PRESENTER, WINNER), FOAF.Person)


def entry(name: str, said: list[tuple[str, str, str]]) -> Entry:
    document = iris.mint("document", name)
    graph = iris.graph(document)
    told = {one for row in said for one in (row[0], row[2].strip("<>")) if one in TYPES}
    rows = [*said, *((one, RDF.type, f"<{TYPES[one]}>") for one in told)]
    rows += [(one, SKOS.prefLabel, f'"{one[-6:]}"@vi') for one in told]
    lines = sorted({f"<{subject}> <{term}> {thing} <{graph}> .\n" for subject, term, thing in rows})
    return Entry(document, graph, name.encode(), name, b"[]", "".join(lines).encode(), "test", {})


def seat(person: str, *days: str, former: bool = False) -> list[tuple[str, str, str]]:
    claim = iris.mint("membership", person, str(former))
    TYPES[claim] = ORG.Membership
    said = [(claim, ORG.member, f"<{person}>"), (claim, HTX.post, f"<{CHAIR}>"), (claim, ORG.organization, f"<{BODY}>")]
    said += [(claim, HTX.attestedOn, f'"{day}"^^<{XSD.date}>') for day in days]
    return [*said, *([(claim, HTX.former, f'"true"^^<{XSD.boolean}>')] if former else [])]


def handing(day: str | None = "2022-03-22") -> list[tuple[str, str, str]]:
    said = [
        (GIVEN, HTX.grantor, f"<{CHAIR}>"),
        (GIVEN, HTX.recipient, f"<{WINNER}>"),
        (GIVEN, HTX.recipient, f"<{GROUP}>"),
    ]
    said += [
        (HANDED, HTX.presents, f"<{GIVEN}>"),
        (HANDED, HTX.presenter, f"<{PRESENTER}>"),
        (HANDED, HTX.onBehalfOf, f"<{CHAIR}>"),
    ]
    return [*said, *([(GIVEN, HTX.conferredOn, f'"{day}"^^<{XSD.date}>')] if day else [])]


def found(data: Data) -> set[tuple[str, str, str]]:
    store = Store.read_only(str(data.in_force().graph_path))
    quads = store.quads_for_pattern(None, None, None, NamedNode(own_graph("shortcuts")))
    return {(quad.subject.value, quad.predicate.value.rpartition("#")[2], quad.object.value) for quad in quads}


AWARDED = {(CHAIR, "awarded", WINNER), (PRESENTER, "presentedTo", WINNER)}


def test_edges_follow_from_claims_and_stay_out_of_what_documents_say(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [entry("a", [*handing(), *seat(HOLDER, "2022-03-22")])])
    assert found(data) == AWARDED | {(HOLDER, "heldPostIn", BODY), (HANDED, "inferredHolder", HOLDER)}
    store = Store.read_only(str(data.in_force().graph_path))
    assert not list(store.quads_for_pattern(None, NamedNode(HTX.awarded), None, DefaultGraph()))


@pytest.mark.parametrize(
    ("why", "seats", "day", "wanted"),
    [
        ("attested that day", {HOLDER: ["2022-03-22"]}, "2022-03-22", HOLDER),
        ("attested before and after", {HOLDER: ["2021-01-01", "2023-01-01"]}, "2022-03-22", HOLDER),
        ("attested only before", {HOLDER: ["2021-01-01"]}, "2022-03-22", None),
        ("two hold it", {HOLDER: ["2022-03-22"], OTHER: ["2022-03-22"]}, "2022-03-22", None),
        ("another held it at another time", {HOLDER: ["2022-03-22"], OTHER: ["2020-01-01"]}, "2022-03-22", HOLDER),
        ("the day is not known", {HOLDER: ["2022-03-22"]}, None, None),
    ],
)
def test_a_holder_is_inferred_only_for_a_day_that_his_tenure_covers(
    why: str, seats: Mapping[str, list[str]], day: str | None, wanted: str | None, tmp_path: Path
) -> None:
    data = Data(tmp_path)
    load(data, [entry("a", [*handing(day), *(row for person, days in seats.items() for row in seat(person, *days))])])
    assert {edge[2] for edge in found(data) if edge[1] == "inferredHolder"} == ({wanted} if wanted else set()), why


def test_who_is_told_to_have_left_is_not_inferred(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [entry("a", [*handing(), *seat(HOLDER, "2022-03-22", former=True)])])
    assert not any(edge[1] == "inferredHolder" for edge in found(data))


def test_edges_go_with_the_last_document_that_implies_them_and_a_rebuild_gives_the_same(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [entry("a", handing())])
    assert found(data) == AWARDED
    load(data, [entry("b", handing())])
    load(data, [entry("c", seat(HOLDER, "2022-03-22"))])
    assert (HANDED, "inferredHolder", HOLDER) in found(data)
    withdraw(data, [iris.mint("document", "a")], "a test")
    whole = found(data)
    assert whole >= AWARDED
    rebuild(data)
    assert found(data) == whole
    load(data, [entry("d", seat(OTHER, "2022-03-22"))])
    assert not any(edge[1] == "inferredHolder" for edge in found(data))
    withdraw(data, [iris.mint("document", name) for name in "bcd"], "a test")
    assert found(data) == set()
