"""The side index: names found as Vietnamese is typed, relations and conferrals with their parties, any generation."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from itertools import permutations

import pytest

from graph_store.errors import StoreMissing
from graph_store.generations import Data, Generation
from graph_store.index import Index
from graph_store.rows import ConferralFilter, Direction, Order, RelationFilter, RelationKind
from ingest.load import load, rebuild, withdraw
from tests.graph_store.index_world import (
    CATEGORY,
    EX,
    FIRST,
    NEW_PROVINCE,
    OLD_PROVINCE,
    SECOND,
    THIRD,
    VOCABULARY_GRAPH,
    entry,
    vocabulary,
    world,
)

HIEN, NAM, POST, COOPERATIVE = (f"{EX}{key}" for key in ("person/hien", "person/nam", "post/ct", "organization/htx"))
EVENT, FIRST_CONFERRAL = f"{EX}event/le", f"{EX}conferral/c1"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with world(tmp_path_factory.mktemp("world")).index() as found:
        yield found


SEARCHES = [
    ("le duc hien", ["Lê Đức Hiền"]),
    ("Lê Đức Hiền", ["Lê Đức Hiền"]),
    (unicodedata.normalize("NFD", "Lê Đức Hiền"), ["Lê Đức Hiền"]),
    ("Đ/c Lê Đức Hiền", ["Lê Đức Hiền"]),
    ("đồng chí LÊ ĐỨC HIỀN", ["Lê Đức Hiền"]),
    ("Hiền, Lê Đức", ["Lê Đức Hiền"]),
    ("duc hi", ["Lê Đức Hiền"]),
    ("lê đuc", ["Lê Đức Hiền"]),
    ("lé duc hien", []),
    ("Lê Nam", ["Lê Nam"]),
    ("lê năm", []),
    ("năm 2021", ["Trao thưởng năm 2021"]),
    ("htx chè", ["HTX Chè Đồi Xanh"]),
    ("Hợp tác xã chè Đồi Xanh", ["HTX Chè Đồi Xanh"]),
    ("uỷ ban nhân dân tỉnh sông cũ", ["UBND tỉnh Sông Cũ", "Chủ tịch UBND tỉnh Sông Cũ"]),
    ("!!!", []),
    ('"', []),
]


@pytest.mark.parametrize(("asked", "found"), SEARCHES)
def test_typed_diacritics_bind_and_missing_ones_fold(index, asked, found):
    assert [hit.label for hit in index.search(asked)] == found


HOSTILE = [
    "(",
    "a OR b",
    "x*y",
    "NEAR(a b)",
    '^"',
    "toned : le",
    "\x00",
    "\ud800",
    "🏆",
    "%_",
    "a" * 5000,
    "le " * 3000,
    "đ" * 100,
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_a_search_for_anything_at_all_gives_an_answer(index, asked):
    assert isinstance(index.search(asked), list)


def test_search_is_narrowed_by_kind_and_by_province_then_or_now(index):
    assert [hit.label for hit in index.search("song", kinds=["post"])] == ["Chủ tịch UBND tỉnh Sông Cũ"]
    assert {hit.kind for hit in index.search("ubnd", province=OLD_PROVINCE)} == {"post", "organization"}
    assert index.search("ubnd", province=NEW_PROVINCE) == []
    assert len(index.search("ubnd", province=NEW_PROVINCE, now=True)) == 2
    assert [(hit.documents, hit.province) for hit in index.search("ubnd", kinds=["organization"])] == [
        (2, OLD_PROVINCE)
    ]


def test_an_entity_has_names_place_and_exact_counts(index):
    committee = index.entity(f"{EX}organization/ub")
    assert committee is not None
    assert committee.names == ("UBND tỉnh Sông Cũ", "Ủy ban nhân dân tỉnh Sông Cũ")
    assert (committee.province, committee.province_now, committee.documents) == (OLD_PROVINCE, NEW_PROVINCE, 2)
    assert committee.counts[Direction.IN, RelationKind.MENTIONS] == 2
    assert committee.counts[Direction.OUT, RelationKind.ORGANIZES] == 1
    assert index.entity(f"{EX}person/nobody") is None
    assert index.names([HIEN, f"{EX}person/nobody"]).keys() == {HIEN}


def test_counts_are_those_of_the_relations(index):
    for key in ("person/hien", "post/ct", "organization/htx", "organization/ub", "event/le", "award/bk"):
        card = index.entity(f"{EX}{key}")
        rows = index.relations(f"{EX}{key}", limit=1000).rows
        assert card is not None
        for (direction, kind), number in card.counts.items():
            end = [row.subject if direction is Direction.OUT else row.object for row in rows if row.kind is kind]
            assert sum(one.iri == card.iri for one in end) == number
        assert sum(card.counts.values()) == len(rows)


def test_a_presenter_stands_in_for_a_post_and_is_no_grantor(index):
    rows = index.relations(HIEN, RelationFilter(kinds=(RelationKind.STANDS_IN,))).rows
    assert [(row.object.iri, row.date, row.event.iri if row.event else None) for row in rows] == [
        (POST, "2022-03-22", EVENT)
    ]
    assert index.relations(HIEN, RelationFilter(kinds=(RelationKind.GRANTS,))).rows == ()


def test_an_award_that_was_refused_is_nobodys_award(index):
    kinds = {row.kind: row.status for row in index.relations(HIEN).rows if row.status}
    assert kinds[RelationKind.PROPOSED] == "refused"
    assert RelationKind.RECEIVES not in kinds
    assert all(row.status == "conferred" for row in index.conferrals().rows)
    refused = index.conferrals(ConferralFilter(statuses=("refused",))).rows
    assert [row.claim for row in refused] == [f"{EX}unrealized/u1"]


def test_a_conferral_names_its_parties_and_counts_the_unnamed(index):
    one = index.conferral(FIRST_CONFERRAL)
    assert one is not None
    assert (one.named, one.at_least, one.unsized) == (2, 3, 1)  # the named member of "02 HTX" is one of the two
    assert (one.evidence, one.documents) == (2, 2)
    assert (one.date, one.level, one.province, one.province_now) == (
        "2022-03-22",
        "provinceLevel",
        OLD_PROVINCE,
        NEW_PROVINCE,
    )
    presenter = [(party.who.iri, party.principal.iri) for party in one.parties if party.principal]
    assert presenter == [(HIEN, POST)]
    groups = {party.group.wording: party.group.count for party in one.parties if party.group}
    assert groups == {"02 HTX": 2, "nhiều cá nhân": None}


CHOICES = [
    (ConferralFilter(), ["c2", "c1"]),
    (ConferralFilter(grantor=POST), ["c1"]),
    (ConferralFilter(recipient=NAM), ["c2"]),
    (ConferralFilter(presenter=HIEN, principal=POST), ["c1"]),
    (ConferralFilter(award=f"{EX}award/bk"), ["c2", "c1"]),
    (ConferralFilter(award=CATEGORY), ["c1"]),
    (ConferralFilter(level="provinceLevel", event=EVENT), ["c1"]),
    (ConferralFilter(province=NEW_PROVINCE), []),
    (ConferralFilter(province=NEW_PROVINCE, now=True), ["c1"]),
    (ConferralFilter(since="2023"), ["c2"]),
    (ConferralFilter(until="2022"), ["c1"]),
    (ConferralFilter(recipient_kinds=("cooperative",)), ["c1"]),
    (ConferralFilter(recipient_kinds=("person",)), ["c2"]),
    (ConferralFilter(grantor_unstated=True), ["c2"]),
    (ConferralFilter(unnamed_only=True), []),
    (ConferralFilter(statuses=()), ["c2", "c1", "u1"]),
    (ConferralFilter(grantor=f"{EX}person/nobody"), []),
]


@pytest.mark.parametrize(("choice", "found"), CHOICES)
def test_conferrals_are_chosen_by_any_party_place_or_time(index, choice, found):
    assert [row.claim.rpartition("/")[2] for row in index.conferrals(choice).rows] == found
    assert sum(facet.count for facet in index.conferral_facets(choice)["status"]) == len(found)


def test_who_awarded_whom_is_summed_and_unnamed_recipients_are_kept(index):
    edges = index.awarding_edges(ConferralFilter(grantor=POST))
    assert {(edge.target.label if edge.target else None, edge.at_least, edge.unsized) for edge in edges} == {
        ("HTX Chè Đồi Xanh", 1, 0),
        ("HTX Bến Đò", 1, 0),
        (None, 1, 1),
    }
    levels = index.awarding_edges(ConferralFilter(grantor=POST), group="level")
    assert [(edge.group, edge.conferrals, edge.at_least, edge.unsized) for edge in levels] == [
        ("provinceLevel", 1, 3, 1)
    ]
    now = index.awarding_edges(by="principal", group="province_now")
    assert {(edge.source.iri if edge.source else None, edge.group) for edge in now} == {
        (POST, NEW_PROVINCE),
        (None, None),
    }
    with pytest.raises(ValueError, match="grantor"):
        index.awarding_edges(by="recipient")
    with pytest.raises(ValueError, match="grouped by"):
        index.awarding_edges(group="colour")


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_joined_are_the_whole_list(index, order, limit):
    whole = index.relations(HIEN, order=order, limit=1000).rows
    joined, cursor = [], None
    while True:
        page = index.relations(HIEN, order=order, limit=limit, cursor=cursor)
        joined += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(joined) == whole
    conferrals = index.conferrals(order=order)
    first = index.conferrals(order=order, limit=1)
    assert first.rows + index.conferrals(order=order, limit=5, cursor=first.cursor).rows == conferrals.rows


def test_a_cursor_of_another_list_is_refused(index):
    with pytest.raises(ValueError, match="not a cursor"):
        index.relations(HIEN, cursor="nonsense")


def test_undated_relations_come_last_in_both_directions_of_time(index):
    for order in (Order.NEWEST, Order.OLDEST):
        dates = [row.date for row in index.relations(HIEN, order=order).rows]
        assert dates[-1] is None
        assert None not in dates[:-1]
    timeline = [row.date for row in index.timeline(HIEN).rows]
    assert timeline == sorted(timeline)
    assert [row.date for row in index.timeline(HIEN, since="2023").rows] == ["2023-05-01"]


def test_facets_count_what_the_filter_leaves(index):
    facets = index.facets(HIEN)
    assert {facet.value: facet.count for facet in facets["kind"]}["presents"] == 4
    only = index.facets(HIEN, RelationFilter(counterpart_kinds=("group",)))
    assert [(facet.value, facet.count) for facet in only["counterpart_kind"]] == [("group", 2)]


def test_neighbours_and_the_relations_between_two(index):
    first = index.neighbours(HIEN)[0]
    assert (first.who.iri, first.relations) == (POST, 3)
    assert {row.kind for row in index.between(POST, HIEN)} == {
        RelationKind.HOLDS,
        RelationKind.STANDS_IN,
        RelationKind.PROPOSED,
    }
    assert (POST, "grants", COOPERATIVE) in set(index.links())


def test_all_entities_of_a_kind_in_pages(index):
    first = index.entities("person", limit=2)
    assert [one.label for one in first.rows] == ["Lê Đức Hiền", "Lê Nam"]
    assert [one.label for one in index.entities("person", limit=2, cursor=first.cursor).rows] == ["Mai Hoa"]


# --- generations


def content(generation: Generation) -> dict[str, object]:
    """Everything an index says, without the numbers it uses inside."""
    with generation.index() as index:
        entities = [index.entity(one.iri) for kind in index.stats() for one in index.entities(kind).rows]
        return {
            "stats": index.stats(),
            "entities": sorted(repr(one) for one in entities),
            "relations": {
                one.iri: sorted(repr(row) for row in index.relations(one.iri, limit=1000).rows)
                for one in entities
                if one
            },
            "conferrals": sorted(repr(row) for row in index.conferrals(ConferralFilter(statuses=())).rows),
            "found": {text: index.search(text) for text in ("le", "nam", "song", "htx", "cong tac")},
        }


def made_anew(folder, documents) -> dict[str, object]:
    generation = load(Data(folder), documents, vocabulary=vocabulary()).generation
    assert generation is not None
    return content(generation)


DOCUMENTS = {"d1": FIRST, "d2": SECOND, "d3": THIRD}


@pytest.mark.parametrize("order", list(permutations(DOCUMENTS)))
def test_one_document_after_the_other_gives_the_index_that_all_at_once_give(tmp_path, order):
    data = Data(tmp_path / "data")
    kept: list[tuple[Generation, dict[str, object]]] = []
    for number in range(3):
        some = [entry(name, DOCUMENTS[name]) for name in order[: number + 1]]
        generation = load(data, some[-1:], vocabulary=vocabulary()).generation
        assert generation is not None
        assert content(generation) == made_anew(tmp_path / f"anew{number}", some)
        kept.append((generation, content(generation)))
    for generation, said in kept:  # every old generation still says what it said
        assert content(generation) == said


@pytest.mark.parametrize("gone", list(DOCUMENTS))
def test_withdrawing_a_document_leaves_the_index_of_the_others(tmp_path, gone):
    data = Data(tmp_path / "data")
    load(data, [entry(name, turtle) for name, turtle in DOCUMENTS.items()], vocabulary=vocabulary())
    generation = withdraw(data, [f"{EX}document/{gone}"], "nhầm").generation
    others = [entry(name, turtle) for name, turtle in DOCUMENTS.items() if name != gone]
    assert generation is not None
    assert content(generation) == made_anew(tmp_path / "anew", others)


@pytest.mark.parametrize(
    "other",
    [
        VOCABULARY_GRAPH,
        VOCABULARY_GRAPH.replace("provinceLevel", "nationalLevel"),
        VOCABULARY_GRAPH.replace("dct:isReplacedBy", "dct:replaces"),
        VOCABULARY_GRAPH.replace("Bằng khen cấp tỉnh", "Bằng khen của tỉnh"),
        "",
    ],
)
def test_another_vocabulary_changes_what_follows_from_it(tmp_path, other):
    data = Data(tmp_path / "data")
    load(data, [entry("d1", FIRST)])
    load(data, [entry("d2", SECOND)], vocabulary=vocabulary())
    generation = load(data, [], vocabulary=vocabulary(other)).generation
    assert generation is not None
    anew = load(
        Data(tmp_path / "anew"), [entry("d1", FIRST), entry("d2", SECOND)], vocabulary=vocabulary(other)
    ).generation
    assert anew is not None
    assert content(generation) == content(anew)


def test_merging_and_unmerging_comes_back_to_the_same_index(tmp_path):
    data = Data(tmp_path / "data")
    first = world(data.path)
    before = content(first)
    merged = load(data, [], survivors=lambda archive: {NAM: HIEN}).generation
    assert merged is not None
    with merged.index() as index:
        assert index.entity(NAM) is None
        assert (index.survivor(NAM), index.survivor(HIEN)) == (HIEN, None)
        assert index.conferrals(ConferralFilter(recipient=HIEN)).rows[0].claim == f"{EX}conferral/c2"
    unmerged = load(data, [], survivors=lambda archive: {}).generation
    assert unmerged is not None
    assert content(unmerged) == before
    with merged.index() as then, unmerged.index() as now:
        assert (then.survivor(NAM), now.survivor(NAM)) == (HIEN, None)


def test_rebuild_keeps_what_the_index_says(tmp_path):
    data = Data(tmp_path / "data")
    first = world(data.path)
    again = rebuild(data, vocabulary=vocabulary()).generation
    assert again is not None
    assert content(again) == content(first)


def test_a_lost_index_is_made_anew_by_the_next_run(tmp_path):
    data = Data(tmp_path / "data")
    first = world(data.path)
    before = content(first)
    for path in data.path.glob("index.sqlite*"):
        path.unlink()
    with pytest.raises(StoreMissing, match="ingest"):
        first.index()
    load(data, [])
    assert content(first) == before


def test_a_generation_the_index_does_not_know_is_refused(tmp_path):
    world(tmp_path)
    with pytest.raises(StoreMissing, match="rebuild"):
        Index(Data(tmp_path).index_path, 7)


def test_publishing_again_and_again_leaves_no_rows_of_pruned_generations(tmp_path):
    data = Data(tmp_path / "data")
    world(data.path)
    for _ in range(5):
        withdraw(data, [f"{EX}document/d2"], "nhầm")
        load(data, [entry("d2", SECOND)])
    with closing(sqlite3.connect(data.index_path)) as connection:
        closed = connection.execute("SELECT min(last) FROM relation").fetchone()[0]
    assert closed >= data.numbers()[0]


def test_readers_see_the_generation_in_force_while_the_next_one_is_made(tmp_path):
    data = Data(tmp_path / "data")
    first = world(data.path)
    before = content(first)
    seen: list[str] = []

    def hook(stage: str) -> None:
        current = data.current()
        assert current is not None
        if current == first:
            assert content(current) == before
            seen.append(stage)

    load(data, [entry("d3", THIRD)], hook=hook)
    assert {"indexing", "indexed", "snapshot", "before-swap"} <= set(seen)
    assert content(first) == before
