"""Award decisions as files → who got what under which number, with the row that says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.awardpapers import BODIES, bodies, of_45, people
from bench.papers import Part, as_docx, as_html, as_pdf
from ingest.extract.reader import extract
from ingest.issues import Level
from ingest.model import AwardStatus, Conferral, CountedGroup, Membership, Mention, OrganizationFact, party_name
from ingest.reading import Reading
from ingest.sources.article import ingester as article
from ingest.sources.office import ingester

Read = Callable[[list[Part]], Reading]


@pytest.fixture(params=["docx", "pdf", "html"])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Read:
    """Return a reader of papers in each format."""

    def reading(parts: list[Part]) -> Reading:
        path = tmp_path / f"quyet-dinh.{request.param}"
        path.write_bytes({"docx": as_docx, "pdf": as_pdf, "html": as_html}[request.param](parts))
        read = article.read if request.param == "html" else ingester.read
        return extract(read(path).document)

    return reading


def conferrals(reading: Reading) -> list[Conferral]:
    return [claim for claim in reading.claims if isinstance(claim, Conferral)]


def names(conferral: Conferral) -> list[str]:
    """Return the named recipients, those of counted groups too."""
    found: list[Mention] = []
    for one in conferral.recipients:
        found += one.known_members if isinstance(one, CountedGroup) else [one]
    return [mention.name for mention in found]


def complaints(reading: Reading) -> list[str]:
    return [f"{issue.where}: {issue.what}" for issue in reading.issues if issue.level is not Level.NOTE]


def test_45_of_45_rows_are_read_with_merged_cells_two_row_headings_and_page_breaks(read: Read) -> None:
    reading = read(of_45())
    assert complaints(reading) == []
    (conferral,) = conferrals(reading)
    assert sorted(names(conferral)) == sorted([*bodies(12), *people(33)])
    assert [(g.count, str(g.member_kind)) for g in conferral.recipients if isinstance(g, CountedGroup)] == [
        (33, "individual"),
        (12, "collective"),
    ]
    held = {(m.person.name, party_name(m.post)) for m in reading.claims if isinstance(m, Membership)}
    for n, name in enumerate(people(33)):
        role = "Giám đốc" if n % 3 == 0 else "Thành viên Ban Kiểm soát"
        assert (name, f"{role} {BODIES[n // 3 % 3]}") in held
    places = {f.organization.name for f in reading.claims if isinstance(f, OrganizationFact)}
    assert places == set(bodies(12))


def test_the_head_of_a_decision_tells_number_day_issuer_grantor_reason_and_signer(read: Read) -> None:
    reading = read(of_45())
    (conferral,) = conferrals(reading)
    decision = conferral.decision
    assert decision is not None
    assert decision.issuer is not None
    assert conferral.grantor is not None
    assert (conferral.award, str(conferral.date), str(conferral.period)) == ("Bằng khen", "2022-03-15", "2021")
    assert (decision.number, str(decision.issued)) == ("1034/QĐ-UBND", "2022-03-15")
    assert party_name(decision.issuer) == "Chủ tịch Ủy ban nhân dân tỉnh Vân Hạc"
    assert party_name(conferral.grantor) == "Chủ tịch Ủy ban nhân dân tỉnh Vân Hạc"
    assert conferral.reason == (
        "Có thành tích xuất sắc trong phong trào thi đua phát triển kinh tế tập thể, hợp tác xã năm 2021"
    )
    assert conferral.status is AwardStatus.DECIDED
    held = {(m.person.name, party_name(m.post)) for m in reading.claims if isinstance(m, Membership)}
    assert ("Lò Văn Tám", "Phó Chủ tịch Ủy ban nhân dân tỉnh Vân Hạc") in held


def test_every_quote_is_in_the_stored_text_and_rows_tell_their_table_and_page(read: Read) -> None:
    reading = read(of_45())
    document = reading.document
    rows = []
    for claim in reading.claims:
        for evidence in claim.evidence:
            assert evidence.span is not None
            assert document.text[evidence.span.start : evidence.span.end] == evidence.quote
            if isinstance(claim, Conferral) and evidence.row is not None:
                rows.append((evidence.row.sheet, evidence.row.row, document.page_of(evidence.span.start)))
    assert len(rows) == 45
    assert {sheet for sheet, _, _ in rows} == {"Bảng 1", "Bảng 2"}
    if document.pages:
        assert [page for _, _, page in rows if page is not None] == sorted(page for _, _, page in rows if page)
        assert len({page for _, _, page in rows}) > 1
