"""Trade unions, divisions, chairs, papers and companies of soldiers; names of the highlands and names told shorter."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

ALLIANCE = "Liên minh HTX tỉnh Bắc Giang"


def _read(text: str, publisher: str | None = ALLIANCE) -> dict[str, list[dict[str, object]]]:
    whole = f"Tin hoạt động\n\n{text}\n"
    document = Document(
        "d", "s", None, "Tin hoạt động", PartialDate(2024, 3, 2), whole, blocks(whole), publisher=publisher
    )
    return facts(reader.extract(document))


BODIES = [
    ("Đại diện Công đoàn Dệt may Việt Nam cùng dự.", ["Công đoàn Dệt may Việt Nam"]),
    ("Công đoàn Viên chức tỉnh cùng dự.", ["Công đoàn Viên chức tỉnh Bắc Giang"]),
    (
        "Tòa án nhân dân khu vực 3 - Bắc Giang và VKSND khu vực 12 cùng dự.",
        ["Tòa án nhân dân khu vực 3 - Bắc Giang", "VKSND khu vực 12"],
    ),
    ("Chánh án Tòa án nhân dân khu vực nông thôn miền núi cùng dự.", []),
    (
        "Viện kiểm sát nhân dân thành phố Huế họp. Viện trưởng VKSND TP Huế Lò Văn Tám chủ trì.",
        ["Viện kiểm sát nhân dân thành phố Huế"],
    ),
    (
        "Trường THPT Hoa Mai khai giảng. Học sinh Trường trung học phổ thông Hoa Mai cùng dự.",
        ["Trường trung học phổ thông Hoa Mai"],
    ),
    (
        "Công đoàn cơ sở Liên minh HTX tỉnh họp. Công đoàn Liên minh HTX tỉnh có 30 đoàn viên.",
        ["Công đoàn cơ sở Liên minh HTX tỉnh Bắc Giang", "Liên minh HTX tỉnh Bắc Giang"],
    ),
    (
        "Bà Lê Thị Mận, Trưởng Ban Tổ chức - Kiểm tra, Liên minh HTX Việt Nam cùng dự.",
        ["Ban Tổ chức - Kiểm tra, Liên minh HTX Việt Nam", "Liên minh HTX Việt Nam"],
    ),
    ("Ngân hàng Chính sách xã hội chi nhánh tỉnh cùng dự.", ["Ngân hàng Chính sách xã hội chi nhánh tỉnh Bắc Giang"]),
    ("Quỹ Hỗ trợ phát triển HTX cho vay 2 tỷ đồng.", ["Quỹ Hỗ trợ phát triển HTX tỉnh Bắc Giang"]),
    (
        "Bệnh viện Đa khoa Hoa Mai mở hội. Khoa Hồi sức tích cực - Chống độc, Khoa Ngoại thần kinh được khen.",
        [
            "Bệnh viện Đa khoa Hoa Mai",
            "Khoa Hồi sức tích cực - Chống độc, Bệnh viện Đa khoa Hoa Mai",
            "Khoa Ngoại thần kinh, Bệnh viện Đa khoa Hoa Mai",
        ],
    ),
    (
        "Ông Lò Văn Tám, Chính trị viên Đại đội 3, Trung đoàn 95 cùng dự.",
        ["Đại đội 3, Trung đoàn 95", "Trung đoàn 95"],
    ),
    ("Nhà báo Lê Văn Mận (báo Thanh Niên) nhận giải.", ["Báo Thanh Niên"]),
    ("Ông Trịnh Văn Tám (Đoàn Luật sư tỉnh Bắc Giang) cùng dự.", ["Đoàn Luật sư tỉnh Bắc Giang"]),
    (
        "Hội đồng Trị sự Giáo hội Phật giáo Việt Nam họp. Hội đồng Trị sự chứng minh buổi lễ.",
        ["Hội đồng Trị sự Giáo hội Phật giáo Việt Nam"],
    ),
    ("Hội Nông dân tỉnh mời Công an tỉnh.", ["Hội Nông dân tỉnh Bắc Giang", "Công an tỉnh Bắc Giang"]),
    ("Cuộc thi do báo Tiền Phong và báo Dân Việt tổ chức.", ["Báo Tiền Phong", "Báo Dân Việt"]),
    ("Bà Lê Thị Mận, Phó Tổng biên tập báo Mây Ngàn, cùng dự.", ["Báo Mây Ngàn"]),
    ("HTX Khe Rỗ 2 lần được khen, HTX Sông Thương 3 là đơn vị mới.", ["HTX Khe Rỗ", "HTX Sông Thương 3"]),
    ("Tổng cục trưởng Tổng cục Du lịch Hà Văn Mận cùng dự.", ["Tổng cục Du lịch"]),
    ("Trường THPT Khe Rỗ khai giảng năm học mới.", ["Trường THPT Khe Rỗ"]),
    ("Đại diện Vụ Hợp tác xã, Bộ Tài chính phát biểu.", ["Vụ Hợp tác xã, Bộ Tài chính", "Bộ Tài chính"]),
    ("Bộ Y tế họp. Đại diện Đảng ủy Bộ cùng dự.", ["Bộ Y tế", "Đảng ủy Bộ Y tế"]),
    ("Bà Lê Thị Mận, Bí thư Đoàn xã Tam Tiến, cùng dự.", ["Đoàn xã Tam Tiến"]),
    (
        "Bà Lê Thị Mận, Trưởng ban Sáng tác trẻ Hội Nhà văn Việt Nam cùng dự.",
        ["Ban Sáng tác trẻ Hội Nhà văn Việt Nam", "Hội Nhà văn Việt Nam"],
    ),
    (
        "Ban Trị sự Giáo hội Phật giáo Việt Nam (GHPGVN) tỉnh Bắc Giang họp. Ban Trị sự GHPGVN tỉnh ra mắt.",
        ["Ban Trị sự Giáo hội Phật giáo Việt Nam tỉnh Bắc Giang"],
    ),
    ("Ông Lò Văn Tám, Phó Chánh Văn phòng Liên minh HTX tỉnh, cùng dự.", [ALLIANCE]),
    ("Cụm thi đua số III thuộc Liên minh HTX Việt Nam tổng kết.", ["Cụm thi đua số III Liên minh HTX Việt Nam"]),
    ("Giám đốc HTX Tằng A Mận kể chuyện.", []),
    ("Chủ tịch Hội đồng Hứa Văn Mận kể chuyện.", []),
    ("Lễ trao giải diễn ra tại Nhà hát Khe Rỗ.", []),
    ("Học viên là tổ trưởng tổ hợp tác người Ê Đê.", []),
    # A group without a name, a paper that is only cited, a credit, a hospital's common ward.
    ("Buổi gặp mặt các HTX tiêu biểu nhân Ngày HTX Việt Nam.", []),
    ("Theo báo Thanh Niên, mùa này được giá.", []),
    ("Mùa này được giá (báo Thanh Niên).", []),
    ("Anh nằm tại khoa Hồi sức.", []),
    ("Vẫn còn HTX “ngủ đông” trong tỉnh.", []),
    ("Thông báo Mùa mới đã dán.", []),
]


@pytest.mark.parametrize(("text", "names"), BODIES)
def test_a_part_is_named_with_the_body_it_is_of(text: str, names: list[str]) -> None:
    assert sorted(str(one["name"]) for one in _read(text)["organizations"]) == sorted(names)


SEATS = [
    (
        "Bà Lê Thị Mận, Trưởng Ban Tổ chức - Kiểm tra, Liên minh HTX Việt Nam cùng dự.",
        [("Lê Thị Mận", "Trưởng Ban", "Ban Tổ chức - Kiểm tra, Liên minh HTX Việt Nam")],
    ),
    ("Bà Lê Thị Mận, Trưởng Ban tổ chức cùng dự.", [("Lê Thị Mận", "Trưởng ban tổ chức", None)]),
    (
        "Bà Lê Thị Mận, Chủ tịch Công đoàn Dệt may Việt Nam cùng dự.",
        [("Lê Thị Mận", "Chủ tịch", "Công đoàn Dệt may Việt Nam")],
    ),
    (
        "Công đoàn cơ sở Liên minh HTX tỉnh họp. Bà Lê Thị Mận, Chánh Văn phòng được bầu giữ chức Chủ tịch Công đoàn.",
        [
            ("Lê Thị Mận", "Chánh Văn phòng", ALLIANCE),
            ("Lê Thị Mận", "Chủ tịch", f"Công đoàn cơ sở {ALLIANCE}"),
        ],
    ),
    (
        "Ông Lò Văn Tám, Chính trị viên Đại đội 3, Trung đoàn 95 cùng dự.",
        [("Lò Văn Tám", "Chính trị viên", "Đại đội 3, Trung đoàn 95")],
    ),
]


@pytest.mark.parametrize(("text", "roles"), SEATS)
def test_a_seat_is_of_the_part_it_heads(text: str, roles: list[tuple[str, str, str | None]]) -> None:
    found = [(one["person"], one["role"], one["organization"]) for one in _read(text)["roles"]]
    assert sorted(found, key=str) == sorted(roles, key=str)


def test_the_office_is_not_the_alliances_on_another_page() -> None:
    found = _read("Liên minh HTX tỉnh họp. Bà Lê Thị Mận, Chánh Văn phòng cùng dự.", publisher="Báo Hoa Mai")
    assert [one["organization"] for one in found["roles"]] == [None]


PEOPLE = [
    ("Cùng đi có Siu Hoa, Chánh Văn phòng Liên minh HTX tỉnh.", ["Siu Hoa"]),
    ("Tiếp đoàn có ông K'Brội, Giám đốc HTX Rau Hoa Mai.", ["K'Brội"]),
    ("Các ông bà Lò Văn Tám và Siu Hoa được khen.", ["Lò Văn Tám", "Siu Hoa"]),
    ("Mùa vàng. Ảnh: Thành Mận", ["Thành Mận"]),
    ("Ni trưởng Thích nữ Diệu Mận và dịch giả Mộc Lam Mận cùng dự.", ["Thích nữ Diệu Mận", "Mộc Lam Mận"]),
    ("Mùa vàng trên nương.\n\nGhi chép của Nông Mận", ["Nông Mận"]),
    ("Mùa vàng trên nương.\n\nXã Tam Tiến", []),
    ("Nhà thơ Đường Mận kể. Khách sạn ở đường Trần Văn Mận.", ["Đường Mận"]),
    ("Chủ tịch Hội Chữ thập đỏ tỉnh Siu H'Mận cùng dự.", ["Siu H'Mận"]),
    ("Giám đốc HTX Tằng A Mận kể chuyện.", ["Tằng A Mận"]),
    ("NSND Thế Lữ Anh qua đời. Ông Trần Thế Lữ Anh sinh năm 1931. Ông Lữ Anh để lại 30 vở.", ["Trần Thế Lữ Anh"]),
    # A shorter name that has a family name of its own is someone else's; a street's is nobody's.
    ("Ông Nguyễn Lê Mận và bà Lê Mận cùng dự.", ["Nguyễn Lê Mận", "Lê Mận"]),
    ("Lễ viếng diễn ra tại số 5 Trần Văn Tám.", []),
    ("Đoàn đi qua Siu Hoa và nghỉ lại.", []),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_a_person_has_the_fullest_name_that_the_text_gives(text: str, names: list[str]) -> None:
    assert sorted(str(one["name"]) for one in _read(text)["people"]) == sorted(names)
