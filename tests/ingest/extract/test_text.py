"""The shadow text: the same for every way of writing the same letters, and every span leads back."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.text import Shadow

PLAIN = "Đồng chí Nguyễn Thị Thuý Hoà, Phó Chủ tịch Uỷ ban nhân dân tỉnh.\nÔng quý mến bà Khuê; hoàng hôn ở Thuỵ Sĩ."
LETTERS = st.text(
    alphabet=st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÀỷộễ ,.\n\r\u00a0\u200b\u0301\u0309\u0323uoaýỳ"), max_size=80
)


def test_a_normal_text_is_its_own_shadow_with_one_tone_placement():
    shadow = Shadow.of(PLAIN)
    assert shadow.text == PLAIN.replace("Thuý", "Thúy").replace("Hoà", "Hòa").replace("Uỷ", "Ủy").replace(
        "Thuỵ", "Thụy"
    )
    assert shadow.span(3, 9) == (shadow.span(3, 9).__class__)(3, 9)


def test_no_break_spaces_decomposed_letters_crlf_and_tone_variants_give_one_shadow():
    wanted = Shadow.of(PLAIN).text
    assert Shadow.of(PLAIN.replace(" ", "\u00a0")).text == wanted
    assert Shadow.of(unicodedata.normalize("NFD", PLAIN)).text == wanted
    assert Shadow.of(PLAIN.replace("\n", "\r\n")).text == wanted
    assert Shadow.of(PLAIN.replace("Uỷ", "Ủy").replace("Hoà", "Hòa")).text == wanted
    assert Shadow.of("\ufeff" + PLAIN.replace("n", "n\u200b")).text == wanted


def test_spans_lead_back_to_the_stored_wording():
    stored = unicodedata.normalize("NFD", "Bà Lê Thị Thuỷ\u00a0Tiên,\r\nchủ tịch")
    shadow = Shadow.of(stored)
    start = shadow.text.index("Lê Thị Thủy Tiên")
    span = shadow.span(start, start + len("Lê Thị Thủy Tiên"))
    assert unicodedata.normalize("NFC", stored[span.start : span.end]) == "Lê Thị Thuỷ\u00a0Tiên"


def test_a_span_takes_no_invisible_characters_at_its_ends():
    stored = "ông\u200b An\u200b đến"
    shadow = Shadow.of(stored)
    start = shadow.text.index("An")
    span = shadow.span(start, start + 2)
    assert stored[span.start : span.end] == "An"


@settings(max_examples=150, deadline=None)
@given(LETTERS)
def test_any_stretch_of_any_shadow_has_the_same_shadow_as_its_stored_text(text: str):
    shadow = Shadow.of(text)
    for start in range(0, len(shadow.text), 3):
        end = min(start + 5, len(shadow.text))
        span = shadow.span(start, end)
        assert 0 <= span.start <= span.end <= len(text)
    whole = shadow.span(0, len(shadow.text))
    assert Shadow.of(text[whole.start : whole.end]).text == shadow.text


@settings(max_examples=150, deadline=None)
@given(LETTERS)
def test_positions_and_spans_agree(text: str):
    shadow = Shadow.of(text)
    for start in range(len(shadow.text)):
        span = shadow.span(start, start + 1)
        assert span.start < span.end
        assert shadow.position(span.start) <= start
