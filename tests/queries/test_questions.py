"""Named queries on an invented world that has what the shipped article lacks: years in a row, lists, links, changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from graph_store.archive import Entry
from graph_store.generations import Data
from graph_store.workers import Pool
from ingest.load import load
from ontology import iris
from ontology.terms import DCT, FOAF, HTX, OA, ORG, RDF, SKOS, XSD
from queries import catalog, followthemoney
from queries.entities import Graph, Row
from queries.errors import BadParameter

DOCUMENT = iris.mint("document", "questions")
STEADY, BROKEN, OFFICE = (iris.mint("organization", name) for name in ("steady", "broken", "office"))
MERIT, GROUP, DECISION = iris.mint("award", "merit"), iris.mint("group", "g"), iris.mint("decision", "d")
LISTED = iris.mint("entry", "register", "0000001010")
COUNTED, EVIDENCE = iris.mint("conferral", "counted"), iris.mint("evidence", "e")
Said = tuple[str, str, str]


def conferral(recipient: str, year: int) -> list[Said]:
    claim = iris.mint("conferral", f"{recipient} {year}")
    return [
        (claim, RDF.type, f"<{HTX.Conferral}>"),
        (claim, HTX.award, f"<{MERIT}>"),
        (claim, HTX.grantor, f"<{OFFICE}>"),
        (claim, HTX.recipient, f"<{recipient}>"),
        (claim, HTX.forPeriod, f'"{year}"'),
        (claim, HTX.decision, f"<{DECISION}>"),
    ]


def world(steady: tuple[int, ...]) -> list[Said]:
    named = {STEADY: "HTX Đều", BROKEN: "HTX Ngắt Quãng", OFFICE: "Hội X"}
    return [
        *((iri, SKOS.prefLabel, f'"{name}"@vi') for iri, name in named.items()),
        *((iri, RDF.type, f"<{ORG.FormalOrganization}>") for iri in named),
        (STEADY, HTX.registrationCode, '"0100000001"'),
        (OFFICE, SKOS.exactMatch, "<http://www.wikidata.org/entity/Q1>"),
        (BROKEN, SKOS.exactMatch, f"<{LISTED}>"),
        (LISTED, RDF.type, f"<{HTX.RegisterEntry}>"),
        (LISTED, DCT.identifier, '"0000001010"'),
        (iris.mint("link", "l"), HTX.linkFrom, f"<{BROKEN}>"),
        (iris.mint("link", "l"), HTX.linkTo, f"<{LISTED}>"),
        (MERIT, SKOS.prefLabel, '"Bằng khen"@vi'),
        (DECISION, DCT.identifier, '"7/QĐ"'),
        *(said for year in steady for said in conferral(STEADY, year)),
        *(said for year in (2019, 2021, 2023) for said in conferral(BROKEN, year)),
        (COUNTED, RDF.type, f"<{HTX.Conferral}>"),
        (COUNTED, HTX.award, f"<{MERIT}>"),
        (COUNTED, HTX.decision, f"<{DECISION}>"),
        (COUNTED, HTX.recipient, f"<{GROUP}>"),
        (GROUP, RDF.type, f"<{HTX.CountedGroup}>"),
        (GROUP, HTX.count, f'"5"^^<{XSD.integer}>'),
        (GROUP, HTX.statedAs, '"năm HTX"@vi'),
        (EVIDENCE, RDF.type, f"<{OA.Annotation}>"),
        (EVIDENCE, OA.hasBody, f"<{COUNTED}>"),
        (EVIDENCE, OA.hasTarget, f"<{EVIDENCE}t>"),
        (f"{EVIDENCE}t", OA.hasSource, f"<{DOCUMENT}>"),
        (iris.mint("person", "p"), RDF.type, f"<{FOAF.Person}>"),
    ]


def entry(steady: tuple[int, ...]) -> Entry:
    graph = iris.graph(DOCUMENT)
    quads = "".join(f"<{subject}> <{term}> {thing} <{graph}> .\n" for subject, term, thing in world(steady)).encode()
    return Entry(DOCUMENT, graph, str(steady).encode(), "-", b"{}", quads, extractor="invented")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    data = Data(tmp_path_factory.mktemp("questions") / "data")
    load(data, [entry((2019, 2020, 2021))])
    load(data, [entry((2020, 2021, 2022))])
    with Pool(data, 1) as pool:
        yield Graph(data, pool)


def rows(graph: Graph, name: str, generation: int | None = None, **given: str) -> list[Row]:
    return graph.rows(catalog.find(name), given, generation=generation)


@pytest.mark.parametrize(
    ("years", "names"), [("2", ["HTX Đều"]), ("3", ["HTX Đều"]), ("4", []), ("1", ["HTX Đều", *["HTX Ngắt Quãng"] * 3])]
)
def test_years_in_a_row_are_counted_without_gaps(asked: Graph, years: str, names: list[str]) -> None:
    found = rows(asked, "repeated-awards", years=years)
    assert [row["recipientName"] for row in found] == names
    if years == "3":
        assert [(row["inARow"], row["first"], row["last"]) for row in found] == [(3, 2020, 2022)]


def test_a_number_is_set_beside_the_list_of_the_same_decision(asked: Graph) -> None:
    (row,) = rows(asked, "counts-beside-names")
    assert (row["number"], row["wording"], row["stated"], row["named"]) == ("7/QĐ", "năm HTX", 5, 2)


def test_what_is_matched_and_what_is_missing_is_told_of_every_organization(asked: Graph) -> None:
    found = {row["name"]: (row["code"], row["link"], row["missing"]) for row in rows(asked, "linked-organizations")}
    assert found == {
        "HTX Đều": ("0100000001", None, "link"),
        "Hội X": (None, "http://www.wikidata.org/entity/Q1", "code"),
        "HTX Ngắt Quãng": ("0000001010", LISTED, ""),
    }
    assert {row["name"] for row in rows(asked, "linked-organizations", lacking="code")} == {"Hội X"}


def test_how_many_are_matched_is_counted_over_all_organizations(asked: Graph) -> None:
    found = {row["class"]: row for row in rows(asked, "link-coverage")}[ORG.FormalOrganization]
    assert [found[name] for name in ("organizations", "withCode", "linked", "lacking")] == [3, 2, 1, 1]


def test_organizations_go_to_others_with_their_codes_and_awards(asked: Graph) -> None:
    found = list(followthemoney.entities(asked))
    named = {one["properties"]["name"][0]: one for one in found if "name" in one["properties"]}
    assert named["HTX Ngắt Quãng"]["properties"]["taxNumber"] == ["0000001010"]
    assert named["Hội X"]["properties"]["wikidataId"] == ["Q1"]
    assert "taxNumber" not in named["HTX Đều"]["properties"], "its code has a wrong check digit"
    awards = [one for one in found if one["schema"] == "UnknownLink"]
    pairs = {(one["properties"]["subject"][0], one["properties"]["object"][0]) for one in awards}
    assert pairs == {(named["Hội X"]["id"], named[name]["id"]) for name in ("HTX Đều", "HTX Ngắt Quãng")}
    assert len({one["id"] for one in found}) == len(found)
    known = {one["id"] for one in found}
    for one in found:
        assert re.fullmatch(r"[A-Za-z0-9_.-]{1,250}", one["id"])
        for name in ("member", "organization", "subject", "object"):
            assert set(one["properties"].get(name, ())) <= known


def test_claims_that_no_passage_says_are_told_from_those_of_one_document(asked: Graph) -> None:
    found = rows(asked, "single-source-claims")
    assert [row["claim"] for row in found if row["why"] == "one document"] == [COUNTED]
    assert sum(row["why"] == "inferred" for row in found) == 6


def test_changes_are_what_differs_from_an_earlier_generation(asked: Graph) -> None:
    gone, come = (iris.mint("conferral", f"{STEADY} {year}") for year in (2019, 2022))
    found = rows(asked, "changes")
    assert {(row["claim"], row["change"], row["since"]) for row in found} == {(gone, "lost", 1), (come, "new", 1)}
    assert all("Bằng khen" in row["says"] for row in found)
    assert rows(asked, "changes", since="2") == []
    assert {row["change"] for row in rows(asked, "changes", generation=1)} == {"new"}
    organizations = rows(asked, "changes", kind=ORG.FormalOrganization)
    assert organizations == []
    with pytest.raises(BadParameter, match="no whole number"):
        rows(asked, "changes", since="yesterday")


def test_everyone_is_told_how_a_change_was_found(asked: Graph) -> None:
    query = catalog.find("changes")
    proven = asked.with_evidence(query, rows(asked, "changes"))
    assert all(row["evidence"] or row["inferred_by"] == query.rule for row in proven)


def test_each_of_the_thirty_questions_has_its_query() -> None:
    words = {
        "Cờ|Ai trao": "award-presentations", "thừa ủy quyền": "delegated-presentations", "khác người trao": "grantor-is-not-presenter",
        "đã nhận khen thưởng nào": "awards-received", "chưa biết tên": "unnamed-recipients", "không nêu cơ quan": "unstated-grantors",
        "vừa trao vừa nhận": "presenters-who-received", "A→B→C": "awarding-chains", "bao nhiêu Bằng khen": "award-counts",
        "Số tập thể, cá nhân": "recipients-by-kind", "khác danh sách": "counts-beside-names", "năm liền": "repeated-awards",
        "Ngày D": "holders-on-day", "Quá trình chức vụ": "posts-of-person", "cấp tỉnh và trung ương": "posts-at-two-levels",
        "Ban Thường vụ": "body-members", "cùng một chức": "same-post-same-day", "chủ trì": "event-participants",
        "cùng sự kiện": "companions", "giao ước": "pledges-with-awards", "hằng năm": "yearly-conferences",
        "vốn điều lệ": "figures", "nói khác nhau": "differing-figures", "không khớp số học": "implied-totals",
        "nghi sai năm": "doubtful-periods", "Câu nguyên văn nào chứng minh": "evidence", "chỉ có một nguồn": "single-source-claims",
        "có thể trùng": "possible-duplicates", "lần nạp gần nhất": "changes", "Wikidata": "linked-organizations",
        "(34) so với": "awards-then-and-now",
    }  # fmt: skip
    assert len(set(words.values())) == 31, "question 7 has two"
    for said, name in words.items():
        assert any(part in catalog.find(name).question for part in said.split("|")), name
