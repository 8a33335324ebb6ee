"""A choice of words written as a tree finds what the words one after the other would, the longest first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.choice import either

LETTERS = "abă. "


def plainly(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@given(st.sets(st.text(LETTERS, min_size=1, max_size=4), min_size=1), st.text(LETTERS, max_size=12), st.booleans())
def test_a_tree_finds_what_the_words_find(words, text, whole):
    end = r"(?!\w)" if whole else ""
    tree, plain = re.compile(f"(?:{either(words)}){end}"), re.compile(f"(?:{plainly(words)}){end}")
    assert [found.span() for found in tree.finditer(text)] == [found.span() for found in plain.finditer(text)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["tặng", "trao", "trao tặng"], "đã trao tặng", "trao tặng"),
        (["trao", "trao tặng"], "trao tặn", "trao"),
        (["Ban", "ban tổ chức"], "BAN TỔ CHỨC", "BAN TỔ CHỨC"),
        (["a", "b", "c", "d", "e"], "x-E", "E"),
    ],
)
def test_the_longest_word_goes_first_in_any_case(words, text, found):
    match = re.search(rf"(?:{either(words)})(?!\w)", text, re.IGNORECASE)
    assert match is not None
    assert match.group() == found


def test_a_space_is_written_as_asked():
    assert re.fullmatch(either(["phó chủ tịch", "phó ban"], " +"), "phó  chủ   tịch")


def test_no_word_is_found_in_no_choice_of_the_text():
    assert not re.search(f"(?:{either(['hội', 'hội thi', 'lễ', 'giải', 'cuộc thi'])})", "đại hộ i")
