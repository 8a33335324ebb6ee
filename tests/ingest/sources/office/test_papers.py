"""Papers from files: what is read of them, and one clear sentence for each that cannot be read."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bench.awardpapers import of_45
from bench.papers import Break, Cell, Centred, Pair, Part, Table, as_docx, as_pdf, pdf
from ingest.errors import SourceError
from ingest.sources.office import ingester
from ingest.sources.office import pdf as printed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def text_of(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return ingester.read(path).document.text


def refusal(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        ingester.read(path)
    assert str(path) in str(refused.value)
    return str(refused.value).removeprefix(f"{path}: ")


def zipped(**files: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return written.getvalue()


def with_document(xml: bytes) -> bytes:
    """Return a Word document whose body is replaced."""
    made = BytesIO(as_docx(["Một đoạn."]))
    written = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one, xml if one.filename == "word/document.xml" else old.read(one))
    return written.getvalue()


def test_old_word_files_are_refused_with_advice(tmp_path: Path) -> None:
    said = "an old Word file (.doc), which is not read; open it and save it as DOCX or PDF"
    assert refusal(tmp_path, "a.doc", OLE) == said
    assert refusal(tmp_path, "renamed.docx", OLE) == said
    assert (
        refusal(tmp_path, "a.rtf", b"{\\rtf1 x}")
        == "a .rtf file, which is not read; open it and save it as DOCX or PDF"
    )


def test_locked_files_say_so(tmp_path: Path) -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert refusal(tmp_path, "a.docx", locked) == "the document is locked with a password; save it without one"
    keys = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>/ID[<00><00>]"
    assert refusal(tmp_path, "a.pdf", pdf([""], extra=keys)) == "the PDF is locked with a password; save it without one"


def test_scans_need_ocr_and_are_told_so_once(tmp_path: Path) -> None:
    picture = "q 200 0 0 200 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    said = "only pictures of pages, without text; make its text readable (OCR) and give that file"
    assert refusal(tmp_path, "scan.pdf", pdf([picture, picture])) == said


def test_a_picture_among_pages_of_text_is_told_with_its_page(tmp_path: Path) -> None:
    picture = "q 200 0 0 200 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    word = f"BT /F 12 Tf 1 0 0 1 60 700 Tm <{'Chữ'.encode('utf-16-be').hex()}> Tj ET"
    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf([word, picture]))
    (note,) = ingester.read(path).notes
    assert (note.where, note.what) == ("page 2", "not read: only pictures of pages, without text; it needs OCR")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_broken_and_misnamed_files_are_one_sentence(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, name, b"Chi la chu").startswith(f"called {name[1:]} but no such file")
    assert refusal(tmp_path, name, b"") == "the file is empty"


def test_cut_files_are_one_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.docx", as_docx(of_45())[:3000]).startswith("no Word document that can be read")
    assert refusal(tmp_path, "b.docx", zipped(readme=b"x")).startswith("no Word document that can be read")
    assert refusal(tmp_path, "a.pdf", b"%PDF-1.7\nnothing").startswith("no PDF that can be read")


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(word__document_xml=bytes(201_000_000))
    assert len(bomb) < 1_000_000
    assert refusal(tmp_path, "bomb.docx", bomb).startswith("unpacks to 201 MB in 1 files; at most 200 MB")


def test_entities_of_xml_are_refused(tmp_path: Path) -> None:
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 9))
    bomb = f"<!DOCTYPE x [<!ENTITY l0 'ha'>{levels}]><w:document xmlns:w='x'>&l8;</w:document>".encode()
    said = "word/document.xml: declares a document type, which no Word document does"
    assert refusal(tmp_path, "a.docx", with_document(bomb)) == said


def test_a_paper_of_too_many_pages_is_refused_before_it_is_read(tmp_path: Path) -> None:
    pages = pdf([""] * (printed.MOST_PAGES + 1))
    assert refusal(tmp_path, "a.pdf", pages) == "2,001 pages; at most 2,000 are read: split the file"


def test_a_thousand_pages_are_read(tmp_path: Path) -> None:
    word = f"BT /F 12 Tf 1 0 0 1 60 700 Tm <{'Một dòng chữ.'.encode('utf-16-be').hex()}> Tj ET"
    assert text_of(tmp_path, "a.pdf", pdf([word] * 1000)).count("Một dòng chữ.") == 1000


def test_a_page_drawn_full_of_lines_is_refused_with_its_number(tmp_path: Path) -> None:
    drawing = "\n".join(f"{n % 500} 10 m {n % 500} 90 l S" for n in range(21_000))
    assert refusal(tmp_path, "a.pdf", pdf(["", drawing])) == "page 2: more characters or lines than a printed page has"


def test_a_letterhead_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    parts: list[Part] = [
        Pair(("ỦY BAN NHÂN DÂN", "TỈNH VÂN HẠC", "Số: 12/QĐ-UBND"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập")),
        "Một đoạn văn dài hơn một dòng để thấy rằng các dòng của nó được nối lại thành một dòng duy nhất khi đọc.",
    ]
    expected = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH VÂN HẠC",
        "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
        "Một đoạn văn dài hơn một dòng để thấy rằng các dòng của nó được nối lại thành một dòng duy nhất khi đọc.",
    ]
    assert text_of(tmp_path, "a.docx", as_docx(parts)).split("\n") == expected
    assert text_of(tmp_path, "a.pdf", as_pdf(parts)).split("\n") == expected


def test_both_formats_store_the_same_table_text(tmp_path: Path) -> None:
    table = Table(
        (40, 200, 200),
        (
            ("STT", "Tên", "Nơi ở"),
            ("1", "Một", Cell("Chung", down=2)),
            ("2", "Hai"),
            ("3", Cell("Ba và bốn", across=2)),
        ),
    )
    parts: list[Part] = [Centred("Trên bảng"), table, Centred("Dưới bảng")]
    expected = ["Trên bảng", "STT | Tên | Nơi ở", "1 | Một | Chung", "2 | Hai | ", "3 | Ba và bốn", "Dưới bảng"]
    assert text_of(tmp_path, "a.docx", as_docx(parts)).split("\n") == expected
    assert text_of(tmp_path, "a.pdf", as_pdf(parts)).split("\n") == expected


def test_numbers_of_identity_papers_are_not_in_the_stored_text(tmp_path: Path) -> None:
    table = Table((40, 200, 200), (("STT", "Họ và tên", "Số CCCD"), ("1", "Nguyễn Văn Mẫu", "024099012345")))
    for name, data in (("a.docx", as_docx([table])), ("a.pdf", as_pdf([table]))):
        text = text_of(tmp_path, name, data)
        assert "Nguyễn Văn Mẫu" in text
        assert "024099" not in text


def test_numbers_that_word_writes_by_itself_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Một", "Hai"):
        document.add_paragraph(text, style="List Number")
    paragraph = document.add_paragraph("Ba")
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", "1")):
        one = OxmlElement(tag)
        one.set(qn("w:val"), value)
        numbering.append(one)
    properties.append(numbering)
    written = BytesIO()
    document.save(written)
    assert text_of(tmp_path, "a.docx", written.getvalue()).split("\n")[-1].endswith("Ba")


def test_what_tracked_changes_deleted_or_is_hidden_is_not_read(tmp_path: Path) -> None:
    body = (
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>"
        "<w:r><w:t xml:space='preserve'>Còn </w:t></w:r><w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "</w:p></w:body></w:document>"
    )
    assert text_of(tmp_path, "a.docx", with_document(body.encode())) == "Còn thêm"


WIDTHS = (40, 160, 260)
HEAD = ("STT", "Họ và tên", "Chức vụ, đơn vị")


def printed_text(tmp_path: Path, *parts: Part) -> list[str]:
    return text_of(tmp_path, "a.pdf", as_pdf(parts)).split("\n")


def test_a_row_that_a_page_break_parts_is_one_row(tmp_path: Path) -> None:
    upper = Table(WIDTHS, (HEAD, ("1", "Nguyễn Văn Mẫu", "Giám đốc"), ("2", "Trần Thị", "Kế toán HTX Nông nghiệp")))
    lower = Table(WIDTHS, (HEAD, ("", "Thử", "Sen Vàng"), ("3", "Lê Ví Dụ", "Thủ quỹ")))
    assert printed_text(tmp_path, upper, Break(), lower) == [
        " | ".join(HEAD),
        "1 | Nguyễn Văn Mẫu | Giám đốc",
        "2 | Trần Thị Thử | Kế toán HTX Nông nghiệp Sen Vàng",
        "3 | Lê Ví Dụ | Thủ quỹ",
    ]


def test_tables_of_other_columns_on_the_next_page_are_tables_of_their_own(tmp_path: Path) -> None:
    upper = Table(WIDTHS, (HEAD, ("1", "Nguyễn Văn Mẫu", "Giám đốc")))
    lower = Table((60, 200, 200), (("STT", "Tên", "Địa chỉ"), ("1", "HTX Sen Vàng", "xã Mây Trắng")))
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf([upper, Break(), lower]))
    document = ingester.read(path).document
    assert [len(table.rows) for table in document.tables] == [2, 2]
    assert [document.page_of(table.rows[0].span.start) for table in document.tables] == [1, 2]


def test_a_table_with_a_heading_between_is_not_continued(tmp_path: Path) -> None:
    upper = Table(WIDTHS, (HEAD, ("1", "Nguyễn Văn Mẫu", "Giám đốc")))
    lower = Table(WIDTHS, (HEAD, ("1", "Lê Ví Dụ", "Thủ quỹ")))
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf([upper, Break(), Centred("II. DANH SÁCH KHÁC"), lower]))
    assert len(ingester.read(path).document.tables) == 2


def test_pages_turned_by_a_quarter_are_read_as_seen(tmp_path: Path) -> None:
    upright = as_pdf([Centred("Trên bảng"), Table(WIDTHS, (HEAD, ("1", "Nguyễn Văn Mẫu", "Giám đốc")))])
    expected = text_of(tmp_path, "a.pdf", upright)
    for degrees, matrix in ((90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 0 595")):
        box = "0 0 595 842" if degrees == 180 else "0 0 842 595"
        turned = as_pdf(
            [Centred("Trên bảng"), Table(WIDTHS, (HEAD, ("1", "Nguyễn Văn Mẫu", "Giám đốc")))],
            turn=(degrees, matrix, box),
        )
        assert text_of(tmp_path, f"{degrees}.pdf", turned) == expected, degrees
