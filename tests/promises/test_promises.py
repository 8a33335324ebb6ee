"""The promises of the design, each a test that can fail."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from graph_store.rows import ConferralFilter, PartyRole
from graph_store.workers import Pool
from ingest import pipeline
from ingest.extract import reader
from ingest.facts import facts
from ingest.mapping.document import map_reading
from ingest.mapping.quotes import quotes
from ingest.resolve import linker
from ingest.sources.article import ingester
from queries import catalog
from queries.entities import Graph
from tests.promises.conftest import BAC_GIANG, SAMPLES

SEED = Path(__file__).parents[3] / "shared" / "seed" / "seed.txt"
DELEGATED = {
    ("Nguyễn Đức Hiền", "Chủ tịch UBND tỉnh Bắc Giang"),
    ("Nguyễn Thị Thúy Dung", "Chủ tịch UBND tỉnh Bắc Giang"),
    ("Trần Quang Hùng", "Chủ tịch Liên minh HTX Việt Nam"),
}


def rows(graph: Graph, name: str, **given: str) -> list[dict[str, object]]:
    return graph.rows(catalog.find(name), given)


def test_1_three_presenters_stand_in_for_posts_and_no_person_for_a_principal(conference: Graph) -> None:
    told = rows(conference, "delegated-presentations")
    assert {(row["presenterName"], row["principalName"]) for row in told} == DELEGATED
    assert {conference.entity(str(row["principal"])).kind for row in told} == {"post"}


def test_2_recipients_are_counted_and_not_invented(conference: Graph) -> None:
    conferrals = conference.conferrals(ConferralFilter()).rows
    assert sum(one.at_least for one in conferrals) == 10
    assert sum(1 for one in conferrals if one.unsized) == 3
    with conference.generation().index() as index:
        assert index.stats()["person"] == 4
    assert all(p.group is not None for one in conferrals for p in one.parties if p.role is PartyRole.RECIPIENT)


SECOND_SITE = """Bắc Giang: Hơn 200 đại biểu dự hội nghị của Liên minh HTX

Hội nghị tổng kết hoạt động năm 2021 do Liên minh HTX tỉnh Bắc Giang tổ chức ngày 22/3/2022.

Tại Hội nghị, 02 HTX được nhận Cờ thi đua của UBND tỉnh; 8 cá nhân được tặng Kỷ niệm chương “Vì sự nghiệp phát triển HTX”.
"""


def test_3_a_story_told_by_a_second_site_adds_evidence_and_no_conferral(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    second = tmp_path / "second.txt"
    second.write_text(SECOND_SITE, encoding="utf-8")

    def told() -> dict[str, tuple[int, int]]:
        with data.in_force().index() as index:
            return {one.claim: (one.evidence, one.documents) for one in index.conferrals().rows}

    pipeline.ingest([BAC_GIANG], data, jobs=1)
    first = told()
    pipeline.ingest([second], data, pipeline.Metadata(publisher="Báo Bắc Giang"), jobs=1)
    after = told()
    assert set(after) == set(first)
    assert sorted(documents for _, documents in after.values()) == [1, 1, 1, 2, 2]
    assert sum(passages for passages, _ in after.values()) == sum(passages for passages, _ in first.values()) + 2


def test_3_look_alikes_stay_apart(graph: Graph) -> None:
    flags = [
        one
        for one in graph.conferrals(ConferralFilter()).rows
        if one.award and one.award.label == "Cờ thi đua" and one.province is None
    ]
    assert {one.date for one in flags} == {"2022-01-14", "2023-01-12"}
    assert len({one.claim for one in flags}) == len(flags)


def test_3_the_flag_is_one_conferral_with_two_passages(conference: Graph) -> None:
    (flag,) = (
        one for one in conference.conferrals(ConferralFilter()).rows if one.award and "Cờ thi đua" in one.award.label
    )
    assert len(conference.evidence(flag.claim)) == flag.evidence == 2


def test_4_every_quote_stands_in_the_stored_text(data: Data) -> None:
    archive = Archive(data)
    checked = 0
    for revision in archive.documents():
        text = archive.read_text(revision)
        for quote, start, end in quotes(archive.read(revision.quads)):
            checked += 1
            assert text[start:end] == quote
    assert checked > 200


def test_4_one_changed_character_quarantines_the_claims_quoted_there_and_no_other() -> None:
    document = ingester.read_file(BAC_GIANG)
    reading = reader.extract(document)
    place = document.text.index("Cờ thi đua")
    changed = replace(document, text=document.text[:place] + "X" + document.text[place + 1 :])
    mapped = map_reading(replace(reading, document=changed), linker.link(reading), extractor="test")
    assert mapped.issues
    assert all("Cờ thi đua" in issue.what for issue in mapped.issues)
    assert mapped.claims == len(reading.claims) - len(mapped.issues)


VARIANTS = {
    "no-break spaces": lambda text: text.replace(" HTX", "\u00a0HTX").replace("22/3", "22/3"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_4_variants_of_one_text_give_the_same_facts_with_their_own_quotes(variant: str, tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text((SAMPLES / "van-hac-tong-ket-2021-dai.txt").read_text(encoding="utf-8"), encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_bytes(VARIANTS[variant](plain.read_text(encoding="utf-8")).encode())
    expected = facts(reader.extract(ingester.read_file(plain, place="tỉnh Vân Hạc")))
    reading = reader.extract(ingester.read_file(other, place="tỉnh Vân Hạc"))
    found = facts(reading)
    text = reading.document.text
    assert {**found, "id": "", "title": ""} == {**expected, "id": "", "title": ""}
    assert all(text[e.span.start : e.span.end] == e.quote for c in reading.claims for e in c.evidence if e.span)


def test_5_every_row_of_every_query_has_a_passage_or_names_its_rule(graph: Graph) -> None:
    asked = 0
    for query in catalog.catalog().values():
        if query.operation == "select" and all(p.optional or p.default for p in query.parameters):
            told = graph.with_evidence(query, graph.rows(query, query.example)[:20])
            asked += len(told)
            for row in told:
                assert row["evidence"] or row["inferred_by"], query.name
                if query.claims:
                    assert row["evidence"], query.name
    assert asked > 50


def test_10_a_province_is_answered_as_it_was_and_as_it_is(conference: Graph) -> None:
    (row,) = rows(conference, "awards-then-and-now")
    assert (row["thenName"], row["nowName"]) == ("Tỉnh Bắc Giang", "Tỉnh Bắc Ninh")


def test_12_the_same_files_twice_change_nothing(data: Data) -> None:
    before = data.in_force()
    report = pipeline.ingest([SAMPLES], data, jobs=1)
    assert report.loaded is not None
    assert (report.loaded.applied.added, report.loaded.applied.removed) == (0, 0)
    assert canonical_hash(data.in_force().graph_path) == canonical_hash(before.graph_path)


def test_12_withdrawing_takes_what_only_that_document_says_and_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    two, one = Data(tmp_path / "two"), Data(tmp_path / "one")
    pair = [SAMPLES / "van-hac-tong-ket-2021-bao.html", SAMPLES / "van-hac-tong-ket-2021-dai.txt"]
    pipeline.ingest(pair, two, jobs=1)
    pipeline.ingest(pair[:1], one, jobs=1)
    (name,) = (d["iri"] for d in pipeline.documents(two) if d["file"] == pair[1].name)
    pipeline.withdraw(two, [str(name)], "a test")
    left = canonical_hash(two.in_force().graph_path)
    assert left == canonical_hash(one.in_force().graph_path)
    pipeline.rebuild(two)
    assert canonical_hash(two.in_force().graph_path) == left


@pytest.mark.skipif(not SEED.exists(), reason="the sample article is not beside this checkout")
def test_the_sample_article_itself_keeps_its_promises(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    stated = pipeline.Metadata(publisher="Liên minh Hợp tác xã tỉnh Bắc Giang")
    pipeline.ingest([SEED], data, stated, jobs=1)
    with Pool(data, 1) as pool:
        graph = Graph(data, pool)
        told = rows(graph, "delegated-presentations")
        conferrals = graph.conferrals(ConferralFilter()).rows
    assert {(row["presenterName"], row["principalName"]) for row in told} == DELEGATED
    assert sum(one.at_least for one in conferrals) == 10
    assert sum(1 for one in conferrals if one.unsized) == 3
    with data.in_force().index() as index:
        assert index.stats()["person"] == 4
