"""Tables as documents: rows become claims with places, bad rows are refused one by one, nothing comes twice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from ingest import checks, parallel, pipeline, quarantine
from ingest.context import Metadata
from ingest.issues import Level
from ingest.model import Conferral, Membership, OrganizationFact
from ingest.resolve import linker
from ingest.tables import chunks as chunking
from ingest.tables import reader
from ingest.tables.chunks import Chunk, again, chunks
from ingest.tables.plan import load
from tests.ingest.sources.table.table_files import xlsx

STATED = Metadata(
    publisher="Liên minh HTX tỉnh Vân Hạc",
    place="tỉnh Vân Hạc",
    published="2024-01-10",
    url="https://vanhac.example/khen",
    mapping="award-list",
)
HEAD = "STT;Tập thể, cá nhân;Hình thức khen thưởng;Số quyết định;Ngày quyết định;Cấp khen thưởng\n"
ROWS = (
    "1;HTX Chè Sương Lam;Bằng khen;12/QĐ-UBND;05/01/2024;UBND tỉnh\n"
    "2;Lò Văn Tám;Giấy khen;15/QĐ-LMHTX;06/01/2024;Liên minh HTX tỉnh\n"
)


def read(path: Path, mapping: str = "award-list", stated: Metadata = STATED) -> list[reader.ChunkRead]:
    return [reader.read(one) for one in chunks(path, load(mapping), stated) if isinstance(one, Chunk)]


def table(folder: Path, text: str, name: str = "khen.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def quads(data: Data) -> list[bytes]:
    archive = Archive(data)
    return sorted(line for one in archive.documents() for line in archive.read(one.quads).splitlines())


def test_rows_of_an_award_list_are_conferrals_with_decision_and_place(tmp_path):
    (told,) = read(table(tmp_path, "DANH SÁCH KHEN THƯỞNG;;;;;\n" + HEAD + ROWS))
    first, second = (claim for claim in told.reading.claims if isinstance(claim, Conferral))
    assert (first.award, first.recipients[0].name, first.grantor.name) == (
        "Bằng khen",
        "HTX Chè Sương Lam",
        "UBND tỉnh Vân Hạc",
    )
    assert (second.decision.number, str(second.decision.issued)) == ("15/QĐ-LMHTX", "2024-01-06")
    (evidence,) = second.evidence
    assert (evidence.row.row, evidence.row.columns[0]) == (4, "Tập thể, cá nhân")
    assert told.reading.document.text[evidence.span.start : evidence.span.end] == evidence.quote
    assert evidence.quote == "2 | Lò Văn Tám | Giấy khen | 15/QĐ-LMHTX | 06/01/2024 | Liên minh HTX tỉnh"


def test_one_bad_row_in_a_thousand_is_refused_with_row_column_and_reason_and_the_rest_loads(tmp_path):
    rows = [
        f"{n};HTX Sương Lam {n};Bằng khen;{n}/QĐ-UBND;05/01/{'24' if n == 500 else '2024'};UBND tỉnh\n"
        for n in range(1, 1001)
    ]
    report = pipeline.ingest([table(tmp_path, HEAD + "".join(rows))], Data(tmp_path / "data"), STATED, jobs=1)
    assert (report.read, report.rows, report.rows_refused) == (1, 1000, 1)
    (issue,) = [one for one in report.issues if one.level is Level.ERROR]
    assert (issue.where, "four digits" in issue.what) == ("row 501, column 'Ngày quyết định'", True)
    assert (
        sum(
            b"rdf-syntax-ns#type> <https://w3id.org/htxgraph/ontology#Conferral>" in q
            for q in quads(Data(tmp_path / "data"))
        )
        == 999
    )
    assert list(checks.validate(Data(tmp_path / "data"))) == []


def test_the_same_table_again_changes_nothing_and_a_changed_row_only_itself(tmp_path):
    path, data = table(tmp_path, HEAD + ROWS), Data(tmp_path / "data")
    pipeline.ingest([path], data, STATED, jobs=1)
    before = quads(data)
    again = pipeline.ingest([path], data, STATED, jobs=1)
    assert (again.loaded.applied.unchanged, again.loaded.applied.added, again.loaded.applied.removed) == (1, 0, 0)
    table(tmp_path, HEAD + ROWS.replace("HTX Chè Sương Lam", "HTX Hoa Mai Vàng"))
    assert pipeline.ingest([path], data, STATED, jobs=1).loaded.applied.changed == 1
    assert not any("Chè Sương Lam".encode() in quad for quad in quads(data))
    table(tmp_path, HEAD + ROWS)
    pipeline.ingest([path], data, STATED, jobs=1)
    assert quads(data) == before


def test_a_long_table_is_several_documents_and_a_shorter_one_takes_the_rest_out(tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "ROWS", 2)
    rows = [f"{n};HTX Sương Lam {n};Bằng khen;{n}/QĐ-UBND;05/01/2024;UBND tỉnh\n" for n in range(1, 6)]
    path, data = table(tmp_path, HEAD + "".join(rows)), Data(tmp_path / "data")
    pipeline.ingest([path], data, STATED, jobs=1)
    assert [one["title"] for one in pipeline.documents(data)] == ["khen", "khen, hàng 4–5", "khen, hàng 6–6"]
    table(tmp_path, HEAD + "".join(rows[:3]))
    report = pipeline.ingest([path], data, STATED, jobs=1)
    assert (len(pipeline.documents(data)), report.loaded.applied.unchanged) == (2, 1)
    other = Data(tmp_path / "other")
    pipeline.ingest([path], other, STATED, jobs=1)
    assert quads(data) == quads(other)


def test_persons_of_one_name_in_two_rows_are_two_unless_their_seats_agree(tmp_path):
    text = (
        "Họ và tên;Chức vụ;Đơn vị;Địa bàn\n"
        "Lò Văn Tám;Giám đốc;HTX Tân Tiến;huyện Sương Lam\n"
        "Lò Văn Tám;Kế toán;HTX Tân Tiến;huyện Mường Khen\n"
        "Lò Văn Tám;Giám đốc;HTX Tân Tiến;huyện Sương Lam\n"
    )
    (told,) = read(table(tmp_path, text), "member-list")
    links = linker.link(told.reading)
    claims = [one for one in told.reading.claims if isinstance(one, Membership)]
    people = [links.mention(one.person) for one in claims]
    assert (people[0] == people[2], people[0] == people[1]) == (True, False)
    (told,) = read(table(tmp_path, HEAD + ROWS + ROWS.replace("15/", "16/")))
    links = linker.link(told.reading)
    assert len({links.mention(one.recipients[0]) for one in told.reading.claims if isinstance(one, Conferral)}) == 3


def test_an_extract_of_the_national_register_is_read_without_anything_of_identity_papers(tmp_path):
    person = {
        "HoVaTen": "Lò Văn Tám",
        "LoaiGiayToChungThuc": "CCCD",
        "SoGiayChungThuc": "001085012345",
        "NgayCap": "01/02/2020",
        "NoiCap": "Cục Cảnh sát",
    }
    place = {"SoNha": "số 5", "TenPhuongXa": "xã Sương Lam", "TenTinhThanh": "tỉnh Vân Hạc"}
    about = {
        "MaNoiBo": "1",
        "MaSoHTX": "2400123456",
        "TenTiengViet": "Hợp tác xã Chè Sương Lam",
        "NgayDangKyLanDau": "05/06/2019",
        "DaiDienPhapLuat": person,
        "DiaChiTruSo": [place],
        "NganhNgheKinhDoanh": [{"MaNganh": "0127", "TenNganh": "Trồng cây chè", "LaNganhChinh": 1}],
    }
    path = table(tmp_path, json.dumps([about]), "register.json")
    data = Data(tmp_path / "data")
    report = pipeline.ingest([path], data, Metadata(mapping="national-register"), jobs=1)
    assert [one for one in report.issues if one.level is not Level.NOTE] == []
    archive = Archive(data)
    (revision,) = archive.documents()
    for part in (revision.content, revision.text, revision.claims, revision.quads):
        kept = archive.read(part).decode()
        for secret in ("001085012345", "CCCD", "Cục Cảnh sát", "01/02/2020"):
            assert secret not in kept
    (told,) = read(path, "national-register", Metadata())
    facts = {str(one.kind): one.value for one in told.reading.claims if isinstance(one, OrganizationFact)}
    assert facts == {
        "located_in": "xã Sương Lam, tỉnh Vân Hạc",
        "identifier": "2400123456",
        "founded": "2019-06-05",
    }


def test_numbers_of_identity_papers_in_other_columns_are_masked_before_anything_is_kept(tmp_path):
    (told,) = read(table(tmp_path, HEAD.replace("STT", "Ghi chú") + ROWS.replace("2;Lò", "CMND 123456789;Lò")))
    assert b"123456789" not in told.content
    assert "123456789" not in told.reading.document.text


def test_products_of_an_ocop_list_are_certifications(tmp_path):
    data = xlsx(
        {
            "OCOP": [
                ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "Mã vùng"],
                [1, "Chè Sương Lam", "HTX Chè Sương Lam", "4 sao", "x"],
                [2, "Miến Vân Hạc", "HTX Miến Vân Hạc", 3, "x"],
                [3, "Mật ong", "HTX Mật ong Mường Khen", "bốn", "x"],
            ],
            "Phụ lục": [["A", "B"], ["1", "2"]],
        }
    )
    path = tmp_path / "ocop.xlsx"
    path.write_bytes(data)
    report = pipeline.ingest([path], Data(tmp_path / "data"), Metadata(mapping="ocop-list"), jobs=1)
    assert [(str(one.level), one.where) for one in report.issues] == [
        ("warning", "sheet 'OCOP', column 'Mã vùng'"),
        ("error", "sheet 'OCOP', row 4, column 'Hạng sao'"),
        ("note", "sheet 'Phụ lục'"),
    ]
    assert (report.rows, report.rows_refused) == (3, 1)


def test_headings_and_sums_among_the_rows_make_no_claims_and_no_complaints(tmp_path):
    text = HEAD + "I;TẬP THỂ;;;;\n" + ROWS + "Tổng cộng;2;;;;\n"
    (told,) = read(table(tmp_path, text))
    assert (told.rows, told.refused) == (4, ())
    assert "I | TẬP THỂ" in told.reading.document.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Tên;Loại\nAn;A\n", "lacking: 'Tập thể, cá nhân', 'Hình thức khen thưởng'"),
        (HEAD, "has 0 rows"),
        (HEAD + ROWS + '3;"mở', "never closed"),
    ],
)
def test_what_is_no_such_table_is_refused_whole(text, says, tmp_path):
    report = pipeline.ingest([table(tmp_path, text)], Data(tmp_path / "data"), STATED, jobs=1)
    assert (report.read, report.refused) == (0, 1)
    assert says in report.issues[0].what


def test_a_table_without_a_mapping_is_told_of(tmp_path):
    path = table(tmp_path, HEAD + ROWS)
    assert pipeline.ingest([path], Data(tmp_path / "data"), jobs=1).issues[0].level is Level.ERROR
    assert pipeline.ingest([tmp_path], Data(tmp_path / "data"), jobs=1).issues[0].level is Level.NOTE
    (tmp_path / "source.toml").write_text('[defaults]\nmapping = "award-list"\nplace = "tỉnh Vân Hạc"\n')
    assert pipeline.ingest([tmp_path], Data(tmp_path / "data"), jobs=1).read == 1


def test_what_the_archive_keeps_of_a_chunk_is_the_chunk_again(tmp_path):
    path = tmp_path / "ocop.xlsx"
    path.write_bytes(xlsx({"S": [["Tên sản phẩm", "Chủ thể", "Sao"], ["Chè", "HTX Chè Sương Lam", 4], ["", "x", ""]]}))
    (chunk,) = [one for one in chunks(path, load("ocop-list"), Metadata()) if isinstance(one, Chunk)]
    twin = again(chunking.kept(chunk), str(path))
    assert reader.read(twin) == reader.read(chunk)


def expecting(folder: Path, refused: str) -> Metadata:
    mapping = folder / "expecting.toml"
    shipped = load("award-list").source
    assert "expect" not in shipped
    mapping.write_text(
        shipped.replace("[columns.recipient]", f"expect = {{ refused = {refused} }}\n\n[columns.recipient]", 1)
    )
    return replace(STATED, mapping=str(mapping))


BAD = "3;HTX Sương Lam 3;Bằng khen;3/QĐ-UBND;05/01/24;UBND tỉnh\n4;HTX Sương Lam 4;Bằng khen;4/QĐ-UBND;06/01/24;UBND tỉnh\n"


def test_a_table_of_which_more_rows_are_refused_than_its_mapping_expects_is_not_taken(tmp_path):
    path = table(tmp_path, HEAD + ROWS + BAD)
    report = pipeline.ingest([path], Data(tmp_path / "data"), expecting(tmp_path, "0.25"), jobs=1)
    (issue,) = report.issues
    assert (issue.level, issue.source, issue.where) == (Level.ERROR, str(path), "column 'Ngày quyết định'")
    assert issue.what.startswith(
        "2 of 4 rows cannot be read (50 %); the mapping 'award-list' expects at most 25 %, so nothing of the table is taken. "
    )
    assert (report.read, report.refused, quads(Data(tmp_path / "data"))) == (0, 1, [])
    assert [one.kind for one in quarantine.held(Data(tmp_path / "data"))] == ["document"]


def test_a_table_of_which_just_as_many_rows_are_refused_as_its_mapping_expects_is_taken(tmp_path):
    path = table(tmp_path, HEAD + ROWS + BAD)
    report = pipeline.ingest([path], Data(tmp_path / "data"), expecting(tmp_path, "0.5"), jobs=1)
    assert (report.read, report.rows, report.rows_refused) == (1, 4, 2)


def test_the_parts_of_a_long_table_are_read_by_several_processes_to_the_same_quads(tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "ROWS", 110)
    begun: list[int] = []
    in_order = parallel.in_order
    monkeypatch.setattr(
        parallel, "in_order", lambda *given, **told: begun.append(told["jobs"]) or in_order(*given, **told)
    )
    rows = [f"{n};HTX Sương Lam {n};Bằng khen;{n}/QĐ-UBND;05/01/2024;UBND tỉnh\n" for n in range(1, 121)]
    path = table(tmp_path, HEAD + "".join(rows) * 2)
    one, two = (
        [read.entry.quads for read in pipeline.read_files([path], STATED, jobs=jobs) if read.entry] for jobs in (1, 2)
    )
    assert (len(one), begun) == (3, [2])
    assert one == two
