import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import iris

PINNED = [
    (
        ("person", "Nguyễn Văn An"),
        "Nguyễn Văn An",
        "https://w3id.org/htxgraph/id/person/nguyen-van-an-690e281bb1e5",
    ),
    (
        ("person", None),
        "",
        "https://w3id.org/htxgraph/id/person/e9e420f98eea",
    ),
    (
        ("award-decision", "1034/QĐ-UBND", 2022),
        "1034/QĐ-UBND",
        "https://w3id.org/htxgraph/id/award-decision/1034-qd-ubnd-611227533ffe",
    ),
    (
        ("event", "Hội nghị", "2022-03-22", None),
        "Hội nghị tổng kết hoạt động thành viên năm 2021 và triển khai nhiệm vụ",
        "https://w3id.org/htxgraph/id/event/hoi-nghi-tong-ket-hoat-dong-thanh-vien-nam-2021-va-trien-1f82715256a0",
    ),
]


@pytest.mark.parametrize(("parts", "label", "expected"), PINNED)
def test_the_recipe_is_pinned(parts, label, expected):
    assert iris.mint(*parts, label=label) == expected


def test_the_base_is_configurable_and_changes_nothing_else():
    ours = iris.mint("person", "An", label="An")
    theirs = iris.mint("person", "An", label="An", base="https://example.org/kg/")
    assert theirs == ours.replace(iris.DEFAULT_BASE, "https://example.org/kg/")
    assert iris.key(theirs, "https://example.org/kg/") == iris.key(ours)


def test_unicode_forms_of_one_name_are_one_name():
    name = "Trần Thị Hường"
    assert iris.mint("person", unicodedata.normalize("NFD", name), label=name) == iris.mint("person", name, label=name)


PART = st.one_of(st.none(), st.integers(), st.text(max_size=12))


@given(st.lists(PART, max_size=4), st.lists(PART, max_size=4))
def test_two_lists_of_parts_give_two_iris(one, other):
    def raw(parts):
        return [(type(p), unicodedata.normalize("NFC", p) if isinstance(p, str) else p) for p in parts]

    assert (iris.mint("person", *one) == iris.mint("person", *other)) == (raw(one) == raw(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        (("a", "b"), ('a","b',)),
        (("1",), (1,)),
        ((None,), ("",)),
        ((None,), ()),
        (("a",), ("a ",)),
    ],
)
def test_parts_do_not_run_together(one, other):
    assert iris.mint("person", *one) != iris.mint("person", *other)


@given(st.text(max_size=200))
def test_an_iri_is_plain_and_short_whatever_the_label(label):
    minted = iris.mint("organization", label, label=label)
    assert minted.isascii()
    assert len(minted.removeprefix(iris.DEFAULT_BASE + "id/organization/")) <= 60 + 1 + iris.HASH_LENGTH
    assert iris.iri(iris.key(minted)) == minted
    assert iris.kind(minted) == "organization"


def test_long_slugs_are_cut_between_words():
    minted = iris.mint("event", label="Hội nghị tổng kết hoạt động thành viên năm 2021 và triển khai nhiệm vụ")
    assert minted.startswith(iris.DEFAULT_BASE + "id/event/hoi-nghi-tong-ket-hoat-dong-thanh-vien-nam-2021-va-trien-")


@pytest.mark.parametrize("kind", ["Person", "per son", "", "a/b", "vocab", "person-"])
def test_odd_kinds_are_refused(kind):
    with pytest.raises(ValueError, match="kind"):
        iris.mint(kind, "x")


VOCABULARY_TERMS = [
    (iris.term("award", "bang_khen_tinh"), "vocab/award/bang_khen_tinh"),
    (iris.unit("2025-06-30", "province", "24"), "vocab/unit/2025-06-30/province/24"),
    (iris.unit("2025-07-01", "commune", "00004"), "vocab/unit/2025-07-01/commune/00004"),
]


@pytest.mark.parametrize(("iri", "key"), VOCABULARY_TERMS)
def test_vocabulary_terms_have_keys_too(iri, key):
    assert iris.key(iri) == key
    assert iris.iri(key) == iri
    assert iris.kind(iri) == "vocab"


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/id/person/x-1",
        "https://w3id.org/htxgraph/page/x",
        "",
        "https://w3id.org/htxgraph/id/person/a#b",
    ],
)
def test_other_iris_have_no_key(iri):
    with pytest.raises(ValueError, match="IRI"):
        iris.key(iri)


@pytest.mark.parametrize(
    "key", ["person", "person/", "/x", "person/a/b", "person/a#b", "vocab/", "vocab/a/../b c", "Person/a"]
)
def test_other_strings_are_no_keys(key):
    with pytest.raises(ValueError, match="key"):
        iris.iri(key)


def test_only_documents_have_graphs():
    document = iris.mint("document", "seed", "tin-1", label="tin 1")
    assert iris.graph(document) == document.replace("/id/document/", "/graph/")
    with pytest.raises(ValueError, match="documents"):
        iris.graph(iris.mint("person", "x"))


def test_our_own_graphs_are_three():
    assert iris.own_graph("identity") == "https://w3id.org/htxgraph/graph/identity"
    with pytest.raises(ValueError, match="shortcuts"):
        iris.own_graph("other")


def test_parts_of_a_thing_are_fragments():
    document = iris.mint("document", "x")
    assert iris.part(document, "extraction") == document + "#extraction"
    with pytest.raises(ValueError, match="part"):
        iris.part(document + "#a", "b")
