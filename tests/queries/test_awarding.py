"""Chains of awards and counts beside names, on an invented world small enough to see through."""

from collections.abc import Iterator

import pytest

from graph_store.archive import Entry
from graph_store.generations import Data
from graph_store.index import Index
from graph_store.rows import ConferralFilter
from graph_store.workers import Pool
from ingest.load import load
from ontology import iris
from ontology.terms import FOAF, HTX, ORG, RDF, SKOS, XSD
from queries import awarding, catalog
from queries.entities import Graph

DOCUMENT = iris.mint("document", "invented")
UNION, POST, OFFICE, MEMBER, FRIEND = (iris.mint("thing", name) for name in ("union", "post", "office", "member", "f"))
GIVEN, PASSED_ON = (iris.mint("conferral", name) for name in ("given", "passed on"))
MERIT, PRAISE, GROUP = (iris.mint("award", name) for name in ("merit", "praise", "group"))


def quads() -> bytes:
    named = {OFFICE: "Hội X", UNION: "Liên hiệp Y", MEMBER: "Bàn Thị Mẫu", FRIEND: "Lò Văn Mẫu", POST: "Chủ tịch Hội X"}
    said = [
        *((iri, SKOS.prefLabel, f'"{name}"@vi') for iri, name in named.items()),
        (MERIT, SKOS.prefLabel, '"Bằng khen"@vi'),
        (PRAISE, SKOS.prefLabel, '"Giấy khen"@vi'),
        (MEMBER, RDF.type, f"<{FOAF.Person}>"),
        (OFFICE, RDF.type, f"<{ORG.FormalOrganization}>"),
        (POST, ORG.postIn, f"<{OFFICE}>"),
        (GIVEN, RDF.type, f"<{HTX.Conferral}>"),
        (GIVEN, HTX.award, f"<{MERIT}>"),
        (GIVEN, HTX.grantor, f"<{UNION}>"),
        (GIVEN, HTX.recipient, f"<{OFFICE}>"),
        (PASSED_ON, RDF.type, f"<{HTX.Conferral}>"),
        (PASSED_ON, HTX.award, f"<{PRAISE}>"),
        (PASSED_ON, HTX.grantor, f"<{POST}>"),
        (PASSED_ON, HTX.recipient, f"<{MEMBER}>"),
        (PASSED_ON, HTX.recipient, f"<{GROUP}>"),
        (PASSED_ON, HTX.conferredOn, f'"2030-05-06"^^<{XSD.date}>'),
        (GROUP, RDF.type, f"<{HTX.CountedGroup}>"),
        (GROUP, HTX.count, f'"3"^^<{XSD.integer}>'),
        (GROUP, HTX.statedAs, '"ba cá nhân"@vi'),
    ]
    graph = iris.graph(DOCUMENT)
    return "".join(f"<{subject}> <{term}> {thing} <{graph}> .\n" for subject, term, thing in said).encode()


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    data = Data(tmp_path_factory.mktemp("awarding") / "data")
    load(data, [Entry(DOCUMENT, iris.graph(DOCUMENT), b"-", "-", b"{}", quads(), extractor="invented")])
    with Pool(data, 1) as pool:
        yield Graph(data, pool)


def test_who_was_honoured_and_honours_by_a_post_is_the_middle_of_a_chain(graph: Graph) -> None:
    rows = graph.rows(catalog.find("awarding-chains"), {})
    assert [(row["firstName"], row["middleName"], row["lastName"]) for row in rows] == [
        ("Liên hiệp Y", "Hội X", "Bàn Thị Mẫu")
    ]


@pytest.mark.parametrize(("middle", "chains"), [(OFFICE, 1), (MEMBER, 0)])
def test_chains_through_one_party_only_can_be_asked_for(graph: Graph, middle: str, chains: int) -> None:
    assert len(graph.rows(catalog.find("awarding-chains"), {"middle": middle})) == chains


def test_a_stated_number_is_set_beside_the_names_known(graph: Graph) -> None:
    (row,) = graph.rows(catalog.find("counts-beside-names"), {})
    assert (row["award"], row["wording"], row["stated"], row["named"]) == ("Giấy khen", "ba cá nhân", 3, 1)


def test_a_count_names_the_rule_that_made_it_where_no_passage_says_it(graph: Graph) -> None:
    query = catalog.find("recipients-by-kind")
    rows = graph.with_evidence(query, graph.rows(query, {}))
    assert rows
    assert all(row["inferred_by"] == query.rule for row in rows)


def test_tables_and_rankings_are_summed_up_once_for_a_generation(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ConferralFilter(since="2021", until="2022")
    first = awarding.matrix(graph, asked, across="level"), awarding.totals(graph, asked, of="award")
    monkeypatch.setattr(Index, "totals", None)
    monkeypatch.setattr(Index, "awarding_edges", None)
    assert (awarding.matrix(graph, asked, across="level"), awarding.totals(graph, asked, of="award")) == first
    with pytest.raises(TypeError):
        awarding.matrix(graph, asked, across="award")
