"""A web page's article is read as its readers see it, and nothing else of the page."""

import pytest

from ingest.errors import SourceError
from ingest.model import BlockKind
from ingest.sources.article import page, plain

PAGE = """<!DOCTYPE html><html><head><title>HTX Mây Ngàn đón bằng khen | Báo Vân Hạc</title>
<meta property="og:site_name" content="Báo Vân Hạc"><link rel="canonical" href="https://example.org/a/1">
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-05-19T08:00:00+07:00"}</script>
<style>p {color: red}</style></head><body>
<header><a href="/">Trang chủ</a></header>
<ul class="main-menu"><li><a href="/1">Thời sự</a></li><li><a href="/2">Kinh tế</a></li></ul>
<div id="content"><h1>HTX Mây&nbsp;Ngàn đón
  bằng khen</h1><span class="post-date">19/5/2023</span>
<p>Sáng nay, <b>HTX Mây Ngàn</b> tổ chức<br>lễ đón bằng khen.</p>
<h2>Khen thưởng</h2>
<ol><li>HTX Sương Lam;</li><li>HTX Lá Phong.</li></ol>
<table><tr><td><img src="a.jpg"></td></tr><tr><td>Bà Đàm Thúy Hạc trao bằng khen</td></tr></table>
<table><tr><th>Đơn vị</th><th>Hình thức</th></tr><tr><td>HTX Sương Lam</td><td>Giấy khen</td></tr></table>
<figure><img src="b.jpg"><figcaption>Toàn cảnh buổi lễ.</figcaption></figure>
<div class="PhotoCMS_Caption">Các đại biểu dự lễ</div>
<p style="display: none">không ai thấy</p><script>var a = "<p>x</p>";</script>
<p class="author">Kiều Vân Khê</p>
<div class="tin-lien-quan"><p>Bài khác về HTX khác</p></div>
<div><a href="/3">Một bài khác hẳn</a> <a href="/4">Bài thứ hai khác</a> <a href="/5">Bài thứ ba nữa</a></div>
</div><footer>Bản quyền thuộc Báo Vân Hạc</footer></body></html>"""


def blocks_of(html):
    shown = page.read(html, "a.html")
    return [(b.kind.value, shown.text[b.span.start : b.span.end]) for b in plain.label(shown.text, list(shown.parts))]


def test_titles_paragraphs_lists_cells_captions_and_bylines_are_kept_in_reading_order():
    assert blocks_of(PAGE) == [
        ("title", "HTX Mây\u00a0Ngàn đón bằng khen"),
        ("dateline", "19/5/2023"),
        ("paragraph", "Sáng nay, HTX Mây Ngàn tổ chức lễ đón bằng khen."),
        ("paragraph", "Khen thưởng"),
        ("list_item", "HTX Sương Lam;"),
        ("list_item", "HTX Lá Phong."),
        ("caption", "Bà Đàm Thúy Hạc trao bằng khen"),
        ("table_cell", "Đơn vị"),
        ("table_cell", "Hình thức"),
        ("table_cell", "HTX Sương Lam"),
        ("table_cell", "Giấy khen"),
        ("caption", "Toàn cảnh buổi lễ."),
        ("caption", "Các đại biểu dự lễ"),
        ("byline", "Kiều Vân Khê"),
    ]


def test_the_head_tells_publisher_address_and_day():
    shown = page.read(PAGE, "a.html")
    assert (shown.publisher, shown.url, str(shown.published)) == (
        "Báo Vân Hạc",
        "https://example.org/a/1",
        "2023-05-19",
    )


def test_a_page_without_a_heading_takes_its_title_from_the_head():
    html = "<title>Tin vắn</title><body><p>HTX Lá Phong được tặng giấy khen.</p></body>"
    assert blocks_of(html)[0] == ("title", "Tin vắn")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 5_000 + "x" + "</div>" * 5_000, "nested deeper"),
        ("<p>a" * 250_000, "more than"),
        ("<body><script>document.write('x')</script></body>", "shows no article text"),
        ("<html><frameset><frame src=a></frameset></html>", "without a body|shows no article text"),
    ],
)
def test_hostile_and_empty_pages_are_refused_by_name(html, reason):
    with pytest.raises(SourceError, match=reason) as refused:
        page.read(html, "a.html")
    assert refused.value.source == "a.html"


def test_a_caption_by_position_is_only_a_line_right_after_its_picture():
    html = "<h1>A B</h1><p><img src=a></p><p>Ông Tạ Bạch trao cờ</p><p>Buổi lễ kết thúc.</p>"
    assert [kind for kind, _ in blocks_of(html)] == [BlockKind.TITLE, BlockKind.CAPTION, BlockKind.PARAGRAPH]
