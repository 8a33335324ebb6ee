"""Decisions go out as CSV and SSSOM and come back as they were."""

import pytest

from ingest.resolve import exchange
from ingest.resolve.decisions import BY_RULES, Decision, Verdict, standing, undone
from ingest.resolve.exchange import FileFormat

BASE = "https://example.org/"
A, B, C = (f"https://example.org/id/person/{name}" for name in "abc")
DECIDED = [
    Decision(A, B, Verdict.SAME, "Bàn Thị Mẫu", "2030-05-06", "cùng chức vụ", "đợt 1"),
    Decision(A, C, Verdict.DIFFERENT, "Bàn Thị Mẫu", "2030-05-06", "=HYPERLINK(1)"),
    Decision(B, C, Verdict.UNSURE, BY_RULES, "2030-05-07"),
]


@pytest.mark.parametrize("form", list(FileFormat))
def test_what_is_written_is_understood_again(form):
    text = exchange.written(DECIDED, form, base=BASE)
    assert exchange.understood(text, form, by="x", on="y") == DECIDED


def test_a_reason_is_no_formula_in_a_spreadsheet():
    assert ",=HYPERLINK" not in exchange.written(DECIDED, FileFormat.CSV, base=BASE)


def test_sssom_has_its_columns_and_says_what_its_prefixes_mean():
    lines = exchange.written(DECIDED, FileFormat.SSSOM, base=BASE).splitlines()
    assert "#curie_map:" in lines and f"#mapping_set_id: {BASE}decisions" in lines
    head, first, second, third = (line.split("\t") for line in lines if not line.startswith("#"))
    rows = [dict(zip(head, row, strict=True)) for row in (first, second, third)]
    assert [row["predicate_id"] for row in rows] == ["skos:exactMatch", "skos:exactMatch", "skos:relatedMatch"]
    assert [row["predicate_modifier"] for row in rows] == ["", "Not", ""]
    assert rows[2]["mapping_justification"] == "semapv:CompositeMatching"


def test_a_file_of_others_may_have_prefixes_and_other_columns():
    text = (
        "#curie_map:\n#  ex: https://example.org/id/person/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
        "ex:a\tskos:exactMatch\tex:b\tsemapv:LexicalMatching\t0.9\n"
    )
    assert exchange.understood(text, FileFormat.SSSOM, by="me", on="2030-01-02") == [
        Decision(A, B, Verdict.SAME, "me", "2030-01-02")
    ]


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        ("a,b\n", FileFormat.CSV, "column left"),
        (f"left,right,verdict\n{A},{B},perhaps\n", FileFormat.CSV, "decision 1"),
        (f"left,right,verdict\n{A},{A},same\n", FileFormat.CSV, "not two IRIs"),
        ("subject_id\tpredicate_id\n", FileFormat.SSSOM, "column object_id"),
        (
            f"subject_id\tpredicate_id\tobject_id\tmapping_justification\n{A}\tskos:broadMatch\t{B}\tx\n",
            FileFormat.SSSOM,
            "decision 1",
        ),
    ],
)
def test_what_cannot_be_understood_is_told_by_its_row(text, form, told):
    with pytest.raises(ValueError, match=told):
        exchange.understood(text, form, by="x", on="y")


def test_what_was_decided_together_is_taken_back_at_once():
    taken = undone(DECIDED, "đợt 1", "x", "2030-06-01")
    assert set(standing([*DECIDED, *taken])) == {(A, C), (B, C)}
    with pytest.raises(ValueError, match="nothing stands"):
        undone([*DECIDED, *taken], "đợt 1", "x", "2030-06-02")
