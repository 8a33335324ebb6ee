"""Predecessors and successors of provinces' bodies: derived, never merged, true to the graph after every change."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from graph_store.archive import Entry
from graph_store.generations import Data
from ingest.load import decide, load, rebuild, withdraw
from ontology import iris
from ontology.iris import own_graph, term, unit
from ontology.shapes import violations
from ontology.terms import HTX, ORG, RDF, SKOS
from ontology.turtle import graph_of

GIANG, NINH, OFFICE = (iris.mint("organization", name) for name in ("giang", "ninh", "office"))
AGAIN = iris.mint("organization", "giang, told in other words")
THEN, NINH_THEN, NOW = (
    unit("2025-06-30", "province", "24"),
    unit("2025-06-30", "province", "27"),
    unit("2025-07-01", "province", "24"),
)
ALLIANCE = term("organization-kind", "lmhtx_tinh")


def entry(document: str, *bodies: tuple[str, str, str]) -> Entry:
    iri = iris.mint("document", document)
    graph = iris.graph(iri)
    lines = sorted(
        f"<{body}> <{prop}> {thing} <{graph}> .\n"
        for body, name, place in bodies
        for prop, thing in (
            (RDF.type, f"<{ORG.FormalOrganization}>"),
            (SKOS.prefLabel, f'"{name}"@vi'),
            (HTX.organizationKind, f"<{ALLIANCE}>"),
            (HTX.locatedIn, f"<{place}>"),
        )
    )
    return Entry(iri, graph, document.encode(), document, b"[]", "".join(lines).encode(), "test", {})


def derived(data: Data) -> list[Quad]:
    store = Store.read_only(str(data.in_force().graph_path))
    return list(store.quads_for_pattern(None, None, None, NamedNode(own_graph("shortcuts"))))


def parts(data: Data) -> set[tuple[str, str]]:
    found = derived(data)
    assert len({quad.subject for quad in found}) <= 1
    wanted = {ORG.originalOrganization: "before", ORG.resultingOrganization: "after"}
    return {(wanted[q.predicate.value], q.object.value) for q in found if q.predicate.value in wanted}


FIRST = entry(
    "a", (GIANG, "Liên minh HTX tỉnh Bắc Giang", THEN), (OFFICE, "Văn phòng Liên minh HTX tỉnh Bắc Giang", THEN)
)
SECOND = entry("b", (NINH, "Liên minh HTX tỉnh Bắc Ninh", NOW))


def test_a_predecessor_and_its_successor_are_told_with_day_and_source_and_stay_two(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [FIRST])
    assert parts(data) == {("before", GIANG)}
    load(data, [SECOND])
    assert parts(data) == {("before", GIANG), ("before", NINH), ("after", NINH)}
    said = {(quad.predicate.value, quad.object.value) for quad in derived(data)}
    assert (HTX.date, "2025-07-01") in said and (RDF.type, ORG.ChangeEvent) in said
    assert "202/2025/QH15" in {value for _, value in said}
    with data.in_force().index() as index:
        assert index.survivor(GIANG) in (None, GIANG) and index.survivor(NINH) in (None, NINH)


def test_changes_go_with_the_documents_that_name_the_bodies_and_a_rebuild_gives_the_same(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [FIRST, SECOND])
    withdraw(data, [FIRST.document], "a test")
    assert parts(data) == {("before", NINH), ("after", NINH)}
    before = set(derived(data))
    rebuild(data)
    assert set(derived(data)) == before
    withdraw(data, [SECOND.document], "a test")
    assert derived(data) == []


def test_a_change_names_whoever_stands_for_a_merged_body(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [FIRST, entry("c", (AGAIN, "LMHTX tỉnh Bắc Giang", THEN))])
    assert parts(data) == {("before", GIANG), ("before", AGAIN)}
    decide(data, [], survivors=lambda _: {AGAIN: GIANG})
    assert parts(data) == {("before", GIANG)}
    decide(data, [], survivors=lambda _: {})
    assert parts(data) == {("before", GIANG), ("before", AGAIN)}


def test_changes_keep_to_their_shape(tmp_path: Path) -> None:
    data = Data(tmp_path)
    load(data, [FIRST, SECOND])
    store = Store.read_only(str(data.in_force().graph_path))
    bodies = [quad for body in (GIANG, NINH) for quad in store.quads_for_pattern(NamedNode(body), None, None)]
    told = serialize([*derived(data), *bodies], format=RdfFormat.N_QUADS)
    assert violations(graph_of(told)) == []
    undated = b"".join(line for line in told.splitlines(keepends=True) if HTX.date.encode() not in line)
    assert [one.message_en for one in violations(graph_of(undated))] == ["A change has exactly one day."]
