"""A decision's file → its graph: the act with number, signer and grounds, and each recipient's row with its page."""

import pytest
from pyoxigraph import RdfFormat, Store

from bench.awardpapers import of_45
from bench.papers import as_pdf
from ingest.context import Metadata
from ingest.mapping.quotes import quotes
from ingest.pipeline import read_file
from ontology.terms import DCT, HTX, OA, RDF, SKOS


@pytest.fixture(scope="module", name="paper")
def _paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, str]:
    path = tmp_path_factory.mktemp("papers") / "quyet-dinh.pdf"
    path.write_bytes(as_pdf(of_45()))
    read = read_file(path, Metadata(url="https://example.org/quyet-dinh"))
    assert [issue for issue in read.issues if issue.level != "note"] == []
    assert read.entry is not None
    store = Store()
    store.load(read.entry.quads, format=RdfFormat.N_QUADS)
    for quote, start, end in quotes(read.entry.quads):
        assert read.entry.text[start:end] == quote
    return store, read.entry.text


def told(store: Store, predicate: str) -> list[tuple[str, str]]:
    return [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, None, None, None)
        if quad.predicate.value == predicate
    ]


def test_the_act_has_number_day_issuer_signer_and_grounds(paper: tuple[Store, str]) -> None:
    store, _ = paper
    ((decision, number),) = told(store, DCT.identifier)
    assert number == "1034/QĐ-UBND"
    names = dict(told(store, SKOS.prefLabel))
    about = {p: [o for s, o in told(store, p) if s == decision] for p in (HTX.decidedBy, HTX.signedBy, HTX.signedFor)}
    assert [names[one] for one in about[HTX.signedBy]] == ["Lò Văn Tám"]
    assert about[HTX.decidedBy] == about[HTX.signedFor]
    assert [names[one] for one in about[HTX.decidedBy]] == ["Chủ tịch Ủy ban nhân dân tỉnh Vân Hạc"]
    assert len(told(store, HTX.basedOn)) == 3
    assert HTX.DecisionDocument in {o for _, o in told(store, RDF.type)}


def test_each_row_is_a_passage_with_table_row_columns_and_page(paper: tuple[Store, str]) -> None:
    store, text = paper
    rows = {s: int(o) for s, o in told(store, HTX.row)}
    sheets, pages = dict(told(store, HTX.sheet)), dict(told(store, HTX.page))
    starts = dict(told(store, OA.start))
    assert len(rows) == 45
    assert set(sheets.values()) == {"Bảng 1", "Bảng 2"}
    for one in rows:
        line = text[int(starts[one]) :].split("\n", 1)[0]
        assert line.split(" | ")[0].isdigit()
        assert int(pages[one]) >= 2
    columns = {o for s, o in told(store, HTX.column) if sheets[s] == "Bảng 2"}
    assert columns == {"TT", "Họ và tên", "Nơi công tác – Chức vụ", "Nơi công tác – Đơn vị"}
