"""Whatever the text: quotes re-slice, variants of one text say the same, others' paragraphs change nothing, no input raises."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

SENTENCES = [
    "Sáng 12/01/2024, Liên minh HTX tỉnh Vân Hạc tổ chức Hội nghị tổng kết năm 2023.",
    "Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì Hội nghị.",
    "UBND tỉnh tặng Bằng khen cho HTX Chè Sương Lam và 05 cá nhân.",
    "Bà Đào Thị Mười, Phó Chủ tịch UBND tỉnh, thừa ủy quyền của Chủ tịch UBND tỉnh trao Cờ thi đua cho 02 HTX.",
    "Toàn tỉnh có 412 HTX, tổng vốn điều lệ trên 1.086 tỷ đồng.",
    "Ông Lò Văn Tám được Chủ tịch nước tặng thưởng Huân chương Lao động hạng Ba.",
]
WORDS = st.sampled_from(
    [*" ".join(SENTENCES).split(), "HTX", "UBND", "Ủy ban", "uỷ", "Ban chỉ đạo", "trao", "tặng", "được", "nhận", "cho", "các", "ông", "(", ")",
     "“", "”", ";", ":", ",", ".", "\n", "\n\n", "-", "%", "100", "năm", "2023", "ngày", "hạng Nhất", "Giải", "\u00a0", "\u200b", "I.", "1.", "và"]
)  # fmt: skip


def document(text: str) -> Document:
    return Document("d", "s", None, "", PartialDate(2024, 1, 13), text, blocks(text), "Báo Vân Hạc", "tỉnh Vân Hạc")


def said(text: str) -> dict[str, object]:
    return {**facts(reader.extract(document(text))), "title": ""}


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_raises_and_every_quote_is_sliced_from_it(text: str) -> None:
    reading = reader.extract(document(text))
    for claim in reading.claims:
        assert claim.evidence
        for evidence in claim.evidence:
            assert evidence.span is not None
            assert text[evidence.span.start : evidence.span.end] == evidence.quote


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4, unique=True))
def test_spelling_of_the_bytes_changes_no_fact(sentences: list[str]) -> None:
    text = "Tin Vân Hạc\n\n" + "\n\n".join(sentences)
    expected = said(text)
    variants = (
        unicodedata.normalize("NFD", text),
        text.replace("\n", "\r\n"),
        text.replace(" ", "\u00a0"),
        text.replace("ủy", "uỷ"),
    )
    for variant in variants:
        assert said(variant) == {**expected, "id": "d"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4, unique=True))
def test_an_unrelated_paragraph_changes_no_claim_of_the_others(sentences: list[str]) -> None:
    text = "Tin Vân Hạc\n\n" + "\n\n".join(sentences)
    aside = "\n\nTrời hôm ấy mưa nhỏ, gió nhẹ, đường làng thơm mùi lúa mới."
    assert said(text + aside) == said(text)


def test_reading_again_gives_the_same_claims() -> None:
    text = "Tin\n\n" + "\n\n".join(SENTENCES)
    assert reader.extract(document(text)) == reader.extract(document(text))


def test_long_lines_and_deep_lists_are_read_to_their_end() -> None:
    line = "Tin\n\n" + " ".join(SENTENCES * 40)
    nested = "Tin\n\nUBND tỉnh tặng Bằng khen cho:\n\n" + "\n\n".join(f"- HTX Chè Sương Lam {n}" for n in range(300))
    for text in (line, nested, "(" * 5000, "Ban chỉ đạo phát triển " * 400, "“" * 3000):
        reading = reader.extract(document(text))
        assert all(
            e.span is None or text[e.span.start : e.span.end] == e.quote for c in reading.claims for e in c.evidence
        )
