"""Articles are read from files, and each file that is none is refused with its name and the reason."""

import os

import pytest

from ingest.errors import SourceError
from ingest.model import BlockKind
from ingest.sources.article import ingester
from ingest.values import PartialDate

TEXT = "HTX Mây Ngàn nhận giấy khen\n\nSáng 19/5/2023, HTX Mây Ngàn được tặng giấy khen.\n\nKiều Vân Khê\n"


def test_text_is_stored_exactly_as_published(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    document = ingester.read_file(path)
    assert document.text == TEXT.replace("\n", "\r\n")
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.BYLINE]


def test_what_the_caller_says_of_a_source_goes_before_what_the_page_says(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        '<meta property="og:site_name" content="Báo A"><time datetime="2023-05-19"></time><h1>Tin</h1><p>Ở xã.</p>'
    )
    assert (ingester.read_file(path).publisher, ingester.read_file(path).published) == (
        "Báo A",
        PartialDate(2023, 5, 19),
    )
    told = ingester.read_file(path, publisher="Báo B", published="2024")
    assert (told.publisher, told.published, told.source) == ("Báo B", PartialDate(2024), "Báo B")


def test_markup_under_another_name_is_still_read_as_a_page(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("<!DOCTYPE html><html><body><h1>Tin</h1><p>HTX Lá Phong.</p></body></html>")
    document = ingester.read_file(path)
    assert (document.media_type, document.text) == ("text/html", "Tin\n\nHTX Lá Phong.")


def test_an_assumed_encoding_is_noted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("utf-16-le"))
    article = ingester.read(path)
    assert "utf-16-le" in article.notes[0].what
    assert article.data == TEXT.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \n\n", "empty"), (bytes(64), "binary"), (b"x" * (ingester.LARGEST + 1), "too large")],
)
def test_a_file_that_is_no_article_is_refused(tmp_path, data, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=reason) as refused:
        ingester.read(path)
    assert refused.value.source == str(path)


def test_missing_files_folders_and_loops_of_links_are_refused(tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path, reason in ((tmp_path / "none.txt", "cannot be read"), (tmp_path, "not a file"), (loop, "cannot be read")):
        with pytest.raises(SourceError, match=reason):
            ingester.read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(SourceError, match="cannot be read"):
        ingester.read(path)
