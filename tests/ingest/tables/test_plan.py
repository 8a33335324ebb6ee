"""Mappings: those that ship are understood, and a wrong one is told where it is wrong."""

import pytest

from ingest.errors import SourceError
from ingest.tables.plan import alike, load, parsed, shipped

GOOD = """
name = "nhỏ"
summary = "thử"
[columns.person]
names = ["Họ và tên"]
type = "person"
required = true
[columns.post]
names = ["Chức vụ"]
type = "post"
[[claims]]
kind = "membership"
person = "person"
post = "post"
"""


@pytest.mark.parametrize("name", shipped())
def test_each_shipped_mapping_is_understood_and_called_by_its_file(name):
    plan = load(name)
    assert plan.name == name
    assert plan.fits([column.names[0] for column in plan.columns])


def test_four_mappings_ship():
    assert shipped() == ["award-list", "member-list", "national-register", "ocop-list"]


@pytest.mark.parametrize(
    ("before", "after", "where", "what"),
    [
        ('type = "person"', 'type = "human"', "[columns.person]", "unknown type 'human'"),
        ('type = "post"', 'type = "date"', "[[claims]] 1 (membership), post", "it must be post"),
        ('post = "post"', "", "[[claims]] 1 (membership)", "needs post"),
        ('post = "post"', 'post = "seat"', "[[claims]] 1 (membership), post", "no [columns.seat]"),
        ('kind = "membership"', 'kind = "holding"', "[[claims]] 1", "kind is one of"),
        ("required = true", 'required = "yes"', "[columns.person]", "true or false"),
        ("required = true", "", "[columns]", "at least one column is required"),
        ('summary = "thử"', 'sumary = "thử"', "", "unknown key 'sumary'"),
        ('summary = "thử"', 'summary = "thử"\nexpect = {rows = "ten"}', "[expect]", "rows is a count"),
        ('summary = "thử"', 'summary = "thử"\ndocument = {published = "2024-13"}', "[document]", "no such month"),
        ('names = ["Chức vụ"]', 'names = "Chức vụ"', "[columns.post]", "names is a list"),
        ('name = "nhỏ"', "name = nhỏ", "", "no TOML"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(before, after, where, what):
    assert before in GOOD
    with pytest.raises(SourceError) as told:
        parsed(GOOD.replace(before, after, 1), "m.toml")
    assert told.value.source == "m.toml"
    assert told.value.where == where
    assert what in told.value.what


def test_a_column_that_no_claim_uses_belongs_under_ignore():
    text = GOOD.replace("[[claims]]", '[columns.note]\nnames = ["Ghi chú"]\n[[claims]]')
    with pytest.raises(SourceError, match="no claim uses it"):
        parsed(text, "m.toml")


@pytest.mark.parametrize(
    ("pattern", "name", "same"),
    [
        ("Họ và tên", "HỌ VÀ TÊN:", True),
        ("Tên", "Tên HTX", False),
        ("Điện thoại*", "Điện thoại (nếu có)", True),
        ("*cá nhân", "II. Cá nhân", True),
        ("DiaChiTruSo[1].TenTinhThanh", "DiaChiTruSo[2].TenTinhThanh", False),
        ("DiaChiTruSo*", "DiaChiTruSo[2].TenTinhThanh", True),
    ],
)
def test_columns_are_found_whatever_accents_case_and_signs_they_have(pattern, name, same):
    assert alike(pattern, name) is same


def test_an_unknown_mapping_is_told_with_those_there_are():
    with pytest.raises(SourceError, match="award-list"):
        load("no-such-mapping")
