"""Places: units with and without type words, addresses, and the province a page is about."""

import pytest

from ingest.extract import places

READ = [
    ("Liên minh HTX tỉnh Yên Bái họp", [("tỉnh Yên Bái", "province", "Yên Bái")]),
    ("đến từ An Giang, Kiên Giang", [("An Giang", "province", "An Giang"), ("Kiên Giang", "province", "Kiên Giang")]),
    ("tại thành phố Kon Tum, tỉnh Kon Tum", [("thành phố Kon Tum, tỉnh Kon Tum", "district", "Kon Tum")]),
    ("ở TP. Cần Thơ", [("TP. Cần Thơ", "province", "Cần Thơ")]),
    ("tại TP.HCM sáng nay", [("TP.HCM", "province", "Hồ Chí Minh")]),
    ("tại TP. Vinh", [("TP. Vinh", "district", None)]),
    (
        "cánh đồng xã Phú Lạc, huyện Vân Hồ, tỉnh Sơn La",
        [("xã Phú Lạc, huyện Vân Hồ, tỉnh Sơn La", "commune", "Sơn La")],
    ),
    ("HTX Hoa Ban (huyện Đăk Hà)", [("huyện Đăk Hà", "district", None)]),
    ("Chủ tịch UBND huyện Lục Ngạn Nguyễn Văn Mẫu", [("huyện Lục Ngạn", "district", None)]),
    ("UBND quận 7 và phường 12", [("quận 7", "district", None), ("phường 12", "commune", None)]),
    ("BẮC GIANG: TỔNG KẾT", [("BẮC GIANG", "province", "Bắc Giang")]),
    ("tỉnh Hoà Bình", [("tỉnh Hoà Bình", "province", "Hòa Bình")]),
    ("khu vực châu Á - Thái Bình Dương", [("Thái Bình Dương", "region", None)]),
    ("sang thăm Lào", [("Lào", "country", None)]),
    ("tỉnh Bà Rịa - Vũng Tàu", [("tỉnh Bà Rịa - Vũng Tàu", "province", "Bà Rịa - Vũng Tàu")]),
]

NONE = [
    "Chủ tịch Liên minh HTX tỉnh Trần Văn Mẫu",
    "Hợp tác xã Mỹ Phong họp",
    "tấm gương đạo đức Hồ Chí Minh",
    "Bộ Nông nghiệp và Phát triển nông thôn Trần Văn Mẫu",
    "anh Đức và chị Mỹ",
    "các tỉnh, thành phố trong cả nước",
]

FOCUS = [
    ("Hội nghị diễn ra sáng nay.", "Liên minh HTX tỉnh Bắc Giang", "", "Bắc Giang"),
    ("Hội nghị diễn ra sáng nay.", "Báo Vĩnh Long", "", "Vĩnh Long"),
    ("Hội nghị diễn ra sáng nay.", "Báo Nhân Dân", "Sơn La: thêm 20 HTX", "Sơn La"),
    ("T\n\nLiên minh HTX tỉnh Cà Mau họp tại Cần Thơ.", None, "", "Cà Mau"),
    ("T\n\nNgày 3/5, tại Hà Nội, Liên minh HTX Việt Nam họp.", None, "", None),
    ("T\n\nCụm gồm tỉnh Cà Mau, tỉnh Bạc Liêu và tỉnh Sóc Trăng.", None, "", None),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_place_is_found_with_its_type_and_province(text: str, expected: list[tuple[str, str, str | None]]):
    assert [(text[p.start : p.end], p.value.level.value, p.value.province) for p in places.find(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_a_person_a_body_or_a_plural_is_no_place(text: str):
    assert places.find(text) == []


@pytest.mark.parametrize(("text", "publisher", "title", "province"), FOCUS)
def test_the_province_in_focus_is_settled_by_context_or_not_at_all(
    text: str, publisher: str | None, title: str, province: str | None
):
    found = places.find(text)
    assert places.province_in_focus(text, found, publisher=publisher, title=title) == province


def test_the_nearest_province_is_the_one_before_else_the_one_after():
    text = "Cà Mau trước, tỉnh ở giữa, rồi Sóc Trăng"
    found = places.find(text)
    assert places.province_near(found, text.index("tỉnh")) == "Cà Mau"
    assert places.province_near(found, 0) == "Cà Mau"
    assert places.province_near(found, len(text)) == "Sóc Trăng"
