"""Sentences, layers of phrases, and patterns over encoded sentences."""

import time

import pytest

from ingest.extract.grammar import Rule, ahead, end, gap, kind, many, matches, punctuation, start, unless, word, words
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import CODES, Page
from ingest.model import Block, BlockKind, Document, Span
from ingest.values import PartialDate

PERSON, AWARD, ORGANIZATION, EVENT = (
    PhraseKind.PERSON,
    PhraseKind.AWARD,
    PhraseKind.ORGANIZATION,
    PhraseKind.EVENT,
)


def page_of(text: str, *marked: tuple[PhraseKind, str]) -> Page:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(text.index(line), text.index(line) + len(line)))
        for line in text.split("\n")
        if line
    )
    page = Page.of(Document("d", "s", None, "", PartialDate(2024, 1, 20), text, blocks))
    found = [Phrase(k, text.index(part), text.index(part) + len(part), part) for k, part in marked]
    return page.with_phrases(found)


SENTENCES = [
    ("Ông An đến. Bà Bình đi.", ["Ông An đến.", "Bà Bình đi."]),
    ("TP. Hồ Chí Minh họp. PGS.TS. Lê Văn A nói.", ["TP. Hồ Chí Minh họp.", "PGS.TS. Lê Văn A nói."]),
    ("Đạt 2.473 tỷ đồng... của tỉnh.", ["Đạt 2.473 tỷ đồng... của tỉnh."]),
    ("“Tốt lắm!” Ông cười.", ["“Tốt lắm!”", "Ông cười."]),
    ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
    ("ThS. Vũ A và 1. Ông B", ["ThS. Vũ A và 1. Ông B"]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str, wanted: list[str]):
    page = page_of(text)
    assert [page.text(s.start, s.end) for s in page.sentences] == wanted


def test_a_line_has_one_character_for_each_outermost_phrase_and_leads_back():
    page = page_of(
        "Ông An dự Hội nghị của HTX Sao Mai hôm nay.",
        (PERSON, "An"),
        (EVENT, "Hội nghị của HTX Sao Mai"),
        (ORGANIZATION, "HTX Sao Mai"),
    )
    (line,) = page.lines
    assert line.text == f"ông {CODES[PERSON]} dự {CODES[EVENT]} hôm nay."
    place = line.text.index("hôm nay")
    assert page.text(*line.original(place, place + 7)) == "hôm nay"
    assert page.text(*line.original(4, 5)) == "An"
    assert [p.value for p in page.inside(0, 99, ORGANIZATION)] == ["HTX Sao Mai"]
    assert line.encoded(page.shadow.text.index("hôm")) == place


def test_a_rule_gives_its_parts_by_name_also_from_several_branches():
    given = kind(AWARD).named("award") + word("cho") + many(kind(PERSON)).named("recipients")
    got = many(kind(PERSON)).named("recipients") + words("được tặng", "được nhận") + kind(AWARD).named("award")
    rule = Rule("test.award", given | got, lambda page, match: ())
    page = page_of(
        "Trao Bằng khen cho An, Bình và Cúc.\nDũng được  tặng Cờ thi đua.",
        *((PERSON, name) for name in ("An", "Bình", "Cúc", "Dũng")),
        (AWARD, "Bằng khen"),
        (AWARD, "Cờ thi đua"),
    )
    told = [(m["award"].value, [p.value for p in m.all("recipients")]) for m in matches((rule,), page)]
    assert told == [("Bằng khen", ["An", "Bình", "Cúc"]), ("Cờ thi đua", ["Dũng"])]


def test_a_gap_stops_at_phrases_and_marks():
    rule = Rule("test.gap", kind(PERSON) + gap(20) + kind(AWARD).named("award"), lambda page, match: ())
    near = page_of("An vui mừng nhận Bằng khen.", (PERSON, "An"), (AWARD, "Bằng khen"))
    barred = page_of("An; Lan nhận Bằng khen.", (PERSON, "An"), (AWARD, "Bằng khen"))
    assert [m["award"].value for m in matches((rule,), near)] == ["Bằng khen"]
    assert not list(matches((rule,), barred))


def test_an_earlier_rule_bars_a_later_one_on_the_same_words():
    first = Rule("a", word("không") + kind(AWARD), lambda page, match: ())
    second = Rule("b", kind(AWARD), lambda page, match: ())
    page = page_of("Ông không nhận, bà không Bằng khen.", (AWARD, "Bằng khen"))
    assert [m.rule.name for m in matches((first, second), page)] == ["a"]


def test_anchors_and_look_ahead_take_nothing():
    rule = Rule("c", start() + kind(PERSON) + unless(word("không")) + ahead(word("nhận")), lambda page, match: ())
    assert [m.found.group() for m in matches((rule,), page_of("An nhận.", (PERSON, "An")))] == [CODES[PERSON] + " "]
    closing = Rule("d", kind(PERSON) + punctuation(",").opt() + end(), lambda page, match: ())
    assert list(matches((closing,), page_of("Tác giả: An./.", (PERSON, "An"))))


def test_a_day_without_a_year_falls_in_the_half_year_around_publication():
    page = page_of("x")
    assert page.year_for(25, 12) == 2023
    assert page.year_for(3, 2) == 2024


def test_a_long_line_without_marks_takes_linear_time():
    text = "được trao " * 50_000
    started = time.perf_counter()
    page = page_of(text)
    rule = Rule("e", word("được") + gap(60) + word("tặng") + gap(60) + word("cho"), lambda page, match: ())
    assert not list(matches((rule,), page))
    assert time.perf_counter() - started < 10
