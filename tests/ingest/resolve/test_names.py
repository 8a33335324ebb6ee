"""Names in comparable form: what is one name, and what only looks like it."""

import pytest

from ingest.resolve import names

SAME = [
    (names.name_key, "UBND tỉnh Vân Hạc", "Uỷ ban nhân dân tỉnh Vân Hạc"),
    (names.name_key, "HTX DVNN Chè Lam", "Hợp tác xã dịch vụ nông nghiệp Chè  Lam"),
    (names.name_key, "LMHTX tỉnh Vân Hạc", "Liên minh HTX tỉnh Vân Hạc"),
    (names.person_key, "NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa"),
    (names.person_key, "Y’Bhiu Ê-ban", "Y'Bhiu Ê ban"),
    (names.award_key, "danh hiệu Chiến sĩ thi đua", "Chiến sĩ thi đua"),
    (names.decision_key, "Số 5/QĐ - UBND".removeprefix("Số "), "05/QĐ-UBND"),
]
APART = [
    (names.person_key, "Nguyễn Thị Thúy", "Nguyễn Thị Thúy Dung"),
    (names.person_key, "Lê Văn Hùng", "Lê Văn Hưng"),
    (names.person_key, "TP Hùng", "Thành phố Hùng"),
    (names.name_key, "Liên minh HTX tỉnh Bắc Giang", "Liên minh HTX tỉnh Bắc Ninh"),
    (names.award_key, "Huân chương Lao động hạng Ba", "Huân chương Lao động hạng Nhì"),
    (names.decision_key, "15/QĐ-UBND", "51/QĐ-UBND"),
]


@pytest.mark.parametrize(("key", "left", "right"), SAME)
def test_one_name_written_in_two_ways_is_one(key, left, right):
    assert key(left) == key(right)


@pytest.mark.parametrize(("key", "left", "right"), APART)
def test_two_names_stay_two(key, left, right):
    assert key(left) != key(right)


ORGANIZATIONS = [
    ("Liên minh HTX tỉnh Vân Hạc", "Vân Hạc", "Liên minh HTX Vân Hạc", "Vân Hạc", True),
    ("Liên minh HTX tỉnh Vân Hạc", "tỉnh Vân Hạc", "Liên minh Hợp tác xã tỉnh Vân Hạc", "Vân Hạc", True),
    ("UBND thành phố Vân Hạc", "Vân Hạc", "UBND tỉnh Vân Hạc", "Vân Hạc", False),
    ("UBND thành phố Hải Phòng", "Hải Phòng", "UBND Hải Phòng", "Hải Phòng", True),
    ("Liên minh HTX Việt Nam", "Vân Hạc", "Liên minh HTX Việt Nam", "Vân Hải", True),
    ("HTX Rừng Biếc", "Vân Hạc", "HTX Rừng Biếc", "Vân Hải", False),
    ("HTX Rừng Biếc", "Vân Hạc", "HTX Rừng Biếc", None, False),
    ("Bộ Tài chính", "Vân Hạc", "Bộ Tài chính", None, True),
]


@pytest.mark.parametrize(("left", "place", "right", "other", "same"), ORGANIZATIONS)
def test_the_province_tells_namesakes_apart_and_national_bodies_have_none(left, place, right, other, same):
    assert (names.organization_key(left, place) == names.organization_key(right, other)) is same
