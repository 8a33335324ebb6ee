"""Bodies in their fullest form and seats beside other bodies, in whole sentences of the genre."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

ALLIANCE = "Liên minh HTX tỉnh Bắc Giang"

NAMED = [
    ("Tin hoạt động", "Ban Thường vụ Tỉnh ủy tổ chức hội nghị.", ["Ban Thường vụ Tỉnh ủy Bắc Giang"]),
    ("Tin hoạt động", "Cơ quan Liên minh HTX tỉnh đạt chuẩn văn hóa.", ["Cơ quan Liên minh HTX tỉnh Bắc Giang"]),
    ("Tin hoạt động", "Viện Kinh tế hợp tác và các đồng chí nguyên lãnh đạo cùng dự.", ["Viện Kinh tế hợp tác"]),
    (
        "Tin hoạt động",
        "Trường Bồi dưỡng nghiệp vụ Liên minh HTX Việt Nam mở lớp. Trường Bồi dưỡng nghiệp vụ đã mở 3 lớp.",
        ["Trường Bồi dưỡng nghiệp vụ Liên minh HTX Việt Nam"],
    ),
    ("Tin hoạt động", "Ngân hàng Nhà nước chi nhánh tỉnh cùng dự.", ["Ngân hàng Nhà nước chi nhánh tỉnh Bắc Giang"]),
    ("Tin hoạt động", "HTX Vườn đồi Trường Khánh được khen.", ["HTX Vườn đồi Trường Khánh"]),
    ("HTX Khe Rỗ đón khách", "HTX Nông nghiệp Khe Rỗ đón đoàn.", ["HTX Nông nghiệp Khe Rỗ"]),
    (
        "Tin hoạt động",
        "Sở Nông nghiệp và Phát triển nông thôn dự. Sở Nông nghiệp và PTNT tỉnh Bắc Giang phối hợp.",
        ["Sở Nông nghiệp và Phát triển nông thôn tỉnh Bắc Giang"],
    ),
    (
        "Tin hoạt động",
        "Năm 2018, Liên minh HTX tỉnh Yên Bái được UBND tỉnh tặng Cờ thi đua.",
        ["Liên minh HTX tỉnh Yên Bái", "UBND tỉnh Yên Bái"],
    ),
    # A place, a day, a number, a count and a headline in capitals name no body.
    ("Hải Phòng gặp mặt nhân Ngày HTX Việt Nam", "Buổi gặp mặt diễn ra sáng 11/4.", []),
    ("Tin hoạt động", "Quyết định số 12/QĐ-UBND có hiệu lực.", []),
    ("Tin hoạt động", "Doanh thu bình quân mỗi HTX 265 triệu đồng.", []),
    ("HỘI THI NHÀ QUẢN LÝ HTX GIỎI", "Hội thi có 40 thí sinh.", []),
    ("CỤM THI ĐUA SỐ HAI TỔNG KẾT", "Hội nghị có 40 đại biểu.", []),
]


def _read(title: str, text: str) -> dict[str, list[dict[str, object]]]:
    whole = f"{title}\n\n{text}\n"
    document = Document("d", "s", None, title, PartialDate(2024, 3, 2), whole, blocks(whole), publisher=ALLIANCE)
    return facts(reader.extract(document))


@pytest.mark.parametrize(("title", "text", "names"), NAMED)
def test_a_body_has_the_fullest_name_that_its_text_gives(title: str, text: str, names: list[str]) -> None:
    found = {str(one["name"]) for one in _read(title, text)["organizations"]}
    assert set(names) <= found
    # What a longer name takes in (its owner) may be named, too.
    assert all(any(one in name for name in names) for one in found), found


SEATS = [
    (
        "Bà Cà Thị Nhót, Phó Bí thư Đảng ủy, Chủ tịch UBND xã Tam Tiến cùng dự.",
        [
            ("Cà Thị Nhót", "Phó Bí thư", "Đảng ủy xã Tam Tiến"),
            ("Cà Thị Nhót", "Chủ tịch", "UBND xã Tam Tiến"),
        ],
    ),
    (
        "Ông Lò Văn Tám, Ủy viên Ban Thường vụ Đảng ủy, Phó Chủ tịch Liên minh HTX Việt Nam cùng dự.",
        [
            ("Lò Văn Tám", "Ủy viên Ban Thường vụ", "Đảng ủy Liên minh HTX Việt Nam"),
            ("Lò Văn Tám", "Phó Chủ tịch", "Liên minh HTX Việt Nam"),
        ],
    ),
    (
        "HTX Khe Rỗ có 23 thành viên. Theo Giám đốc HTX Võ Thành Lâm, HTX sẽ mở rộng.",
        [("Võ Thành Lâm", "Giám đốc", "HTX Khe Rỗ")],
    ),
    (
        "Giám đốc HTX Dệt lanh Khe Rỗ Vàng Thị Mẩy chia sẻ kinh nghiệm.",
        [("Vàng Thị Mẩy", "Giám đốc", "HTX Dệt lanh Khe Rỗ")],
    ),
    (
        "HTX Khe Rỗ đón khách. Ông Lò Văn Tám, người sáng lập và là Chủ tịch HĐQT HTX, cho biết kết quả.",
        [("Lò Văn Tám", "Chủ tịch Hội đồng quản trị", "HTX Khe Rỗ")],
    ),
    (
        "Bà Lê Thị Mận, thành viên sáng lập HTX Khe Rỗ, nhận hoa.",
        [("Lê Thị Mận", "Thành viên sáng lập", "HTX Khe Rỗ")],
    ),
    ("Trưởng Ban Lễ tang là đồng chí Lò Văn Tám.", [("Lò Văn Tám", "Trưởng Ban Lễ tang", None)]),
    ("Cùng đi có bà Lê Thị Mận và giám đốc 22 HTX.", []),
    (
        "Ông Lò Văn Tám được chỉ định giữ chức Chủ tịch Liên minh HTX tỉnh Yên Bái. Ông Vi Văn Pao, nguyên Chủ tịch Liên minh HTX "
        "tỉnh Lào Cai, làm Phó Chủ tịch. Các Phó Chủ tịch còn lại là ông Tẩn Văn Ly và bà Lê Thị Mận.",
        [
            ("Lò Văn Tám", "Chủ tịch", "Liên minh HTX tỉnh Yên Bái"),
            ("Vi Văn Pao", "Chủ tịch", "Liên minh HTX tỉnh Lào Cai"),
            ("Vi Văn Pao", "Phó Chủ tịch", "Liên minh HTX tỉnh Yên Bái"),
            ("Tẩn Văn Ly", "Phó Chủ tịch", "Liên minh HTX tỉnh Yên Bái"),
            ("Lê Thị Mận", "Phó Chủ tịch", "Liên minh HTX tỉnh Yên Bái"),
        ],
    ),
    (
        "Ban Lễ tang gồm 21 đồng chí, do ông Lò Văn Tám, Bộ trưởng Bộ Y tế làm Trưởng ban; bà Lê Thị Mận làm Phó Trưởng ban.",
        [
            ("Lò Văn Tám", "Bộ trưởng", "Bộ Y tế"),
            ("Lò Văn Tám", "Trưởng ban", "Ban Lễ tang"),
            ("Lê Thị Mận", "Phó Trưởng ban", "Ban Lễ tang"),
        ],
    ),
    (
        "Bà Lê Thị Mận bỏ nghề dạy học. Nay bà là Giám đốc HTX Khe Rỗ.",
        [("Lê Thị Mận", "Giám đốc", "HTX Khe Rỗ")],
    ),
    (
        "Bà Lê Thị Mận, Phó Chủ tịch Thường trực UBND tỉnh, dự. Phó Chủ tịch UBND tỉnh Lê Thị Mận phát biểu.",
        [("Lê Thị Mận", "Phó Chủ tịch Thường trực", "UBND tỉnh Bắc Giang")],
    ),
    (
        "Bà Lê Thị Mận, Trưởng ban Ban Tổ chức - Cán bộ Liên minh HTX Việt Nam, cùng dự.",
        [("Lê Thị Mận", "Trưởng ban", "Ban Tổ chức - Cán bộ Liên minh HTX Việt Nam")],
    ),
    ("Thạc sĩ Lê Thị Mận, giảng viên Trường Đại học Khe Rỗ, dạy lớp này.", []),
    ("Nay bà con là thành viên HTX Khe Rỗ.", []),
]


@pytest.mark.parametrize(("text", "roles"), SEATS)
def test_a_seat_is_of_the_body_told_beside_it(text: str, roles: list[tuple[str, str, str | None]]) -> None:
    found = [(one["person"], one["role"], one["organization"]) for one in _read("Tin hoạt động", text)["roles"]]
    assert sorted(found, key=str) == sorted(roles, key=str)


def test_an_obituary_tells_whence_before_which_posts() -> None:
    text = (
        "Đồng chí LÒ VĂN TÁM, sinh năm 1938, quê quán xã Tam Tiến, huyện Yên Thế; nguyên Ủy viên Ban Chấp hành Trung ương "
        "Hội Nông dân Việt Nam, nguyên Phó Giám đốc Sở Công Thương đã từ trần."
    )
    found = {(one["role"], one["organization"], one["former"]) for one in _read("Tin buồn", text)["roles"]}
    assert ("Ủy viên Ban Chấp hành", "Trung ương Hội Nông dân Việt Nam", True) in found
    assert ("Phó Giám đốc", "Sở Công Thương tỉnh Bắc Giang", True) in found
