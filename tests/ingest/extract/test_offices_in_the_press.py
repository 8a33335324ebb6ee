"""Offices as newspapers tell them: ministers by their subject, guests from abroad, boards led by someone, careers."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

Row = tuple[str, str, str | None, bool]

OFFICES: list[tuple[str, list[Row]]] = [
    # Ministers are of the ministry of their subject.
    ("Bộ trưởng Y tế Lê Văn Chín kiểm tra.", [("Lê Văn Chín", "Bộ trưởng", "Bộ Y tế", False)]),
    ("Ông Lê Văn Chín, nguyên Thứ trưởng Công Thương, nói.", [("Lê Văn Chín", "Thứ trưởng", "Bộ Công Thương", True)]),
    ("Bộ trưởng Quốc phòng Mỹ Emily Hoa đến.", [("Emily Hoa", "Bộ trưởng", "Bộ Quốc phòng Mỹ", False)]),
    ("Tổng thống Pháp Jean Mai phát biểu.", [("Jean Mai", "Tổng thống", None, False)]),
    # Boards led by someone; what a body gives him is his other seat's affair.
    (
        "Hội Văn học Hoa Mai do nhà thơ Trần Văn Sáu, Giám đốc Nhà hát Hoa Lê, làm Chủ tịch; bà Lê Thị Mận làm Phó Chủ tịch.",
        [
            ("Trần Văn Sáu", "Giám đốc", "Nhà hát Hoa Lê", False),
            ("Trần Văn Sáu", "Chủ tịch", "Hội Văn học Hoa Mai", False),
            ("Lê Thị Mận", "Phó Chủ tịch", "Hội Văn học Hoa Mai", False),
        ],
    ),
    ("Hội Văn học Hoa Mai ra mắt do ông Trần Văn Sáu tài trợ.", []),
    # Who appoints stands between.
    (
        "Ông Lê Văn Chín được Thủ tướng bổ nhiệm giữ chức Thứ trưởng Bộ Công Thương.",
        [("Lê Văn Chín", "Thứ trưởng", "Bộ Công Thương", False)],
    ),
    ("Ông Lê Văn Chín được Bộ Nội vụ cử làm Vụ trưởng Vụ Địa phương.", [("Lê Văn Chín", "Vụ trưởng", "Vụ Địa phương", False)]),
    ("Ông Lê Văn Chín được Thủ tướng hỏi thăm Giám đốc Sở Y tế.", []),
    # Careers.
    (
        "Ông Lê Văn Chín lần lượt là Phó Trưởng khoa rồi Trưởng khoa Ngoại Bệnh viện Hoa Mai.",
        [
            ("Lê Văn Chín", "Phó Trưởng khoa", "Khoa Ngoại Bệnh viện Hoa Mai", True),
            ("Lê Văn Chín", "Trưởng khoa", "Khoa Ngoại Bệnh viện Hoa Mai", True),
        ],
    ),
    (
        "Ông Lê Văn Chín từng là Phó Chủ tịch UBND xã Tam Tiến và Phó trưởng Ban quản lý Khu kinh tế Vân Phong.",
        [
            ("Lê Văn Chín", "Phó Chủ tịch", "UBND xã Tam Tiến", True),
            ("Lê Văn Chín", "Phó Trưởng ban", "Ban quản lý Khu kinh tế Vân Phong", True),
        ],
    ),
    (
        "Bà Lê Thị Mận nghỉ hưu sau 9 năm làm Hiệu trưởng Trường THPT Hoa Mai.",
        [("Lê Thị Mận", "Hiệu trưởng", "Trường THPT Hoa Mai", True)],
    ),
    ("Bà Lê Thị Mận đến sau 9 năm ngày Hiệu trưởng Trường THPT Hoa Mai nghỉ hưu.", []),
    # The body stands after the name.
    ("HLV Trần Văn Sáu của CLB Hoa Mai nói.", [("Trần Văn Sáu", "Huấn luyện viên", "CLB Hoa Mai", False)]),
    ("Đội trưởng Trần Văn Sáu ghi bàn vào lưới CLB Hoa Mai.", []),
    # Parts of bodies, the youth, police, churches and guests.
    ("Trưởng ban Nhà văn trẻ Hội Nhà văn Việt Nam Trần Văn Sáu nói.", [("Trần Văn Sáu", "Trưởng ban", "Ban Nhà văn trẻ Hội Nhà văn Việt Nam", False)]),
    ("Bà Lê Thị Mận, Bí thư Đoàn xã Tam Tiến, cùng dự.", [("Lê Thị Mận", "Bí thư", "Đoàn xã Tam Tiến", False)]),
    ("Trung tá Lê Văn Chín, Phó trưởng Công an xã Tam Tiến, nói.", [("Lê Văn Chín", "Phó Trưởng Công an", "Công an xã Tam Tiến", False)]),
    ("Giám mục Giáo phận Hoa Mai Lê Văn Chín chủ tế.", [("Lê Văn Chín", "Giám mục", "Giáo phận Hoa Mai", False)]),
    ("Giám mục Lê Văn Chín chủ tế.", []),
    ("Chủ tịch Hội Chữ thập đỏ tỉnh Siu H'Nhen trao quà.", [("Siu H'Nhen", "Chủ tịch", "Hội Chữ thập đỏ tỉnh", False)]),
    # Trials and investigations; what ends at a comma; guests of bodies abroad.
    (
        "Công an khởi tố Lê Văn Chín (SN 1970, nguyên Giám đốc Ban quản lý dự án huyện Yên Thế).",
        [("Lê Văn Chín", "Giám đốc", "Ban quản lý dự án huyện Yên Thế", True)],
    ),
    ("Công an khởi tố Lê Văn Chín (SN 1970) và giám đốc khác.", []),
    (
        "Đại tá Lê Văn Chín, Phó Thủ trưởng Cơ quan Cảnh sát điều tra Công an tỉnh Yên Bái, ký.",
        [("Lê Văn Chín", "Phó Thủ trưởng", "Cơ quan Cảnh sát điều tra Công an tỉnh Yên Bái", False)],
    ),
    ("Theo ông Lê Văn Chín - Viện trưởng Viện Dinh dưỡng, trẻ em cần ngủ đủ.", [("Lê Văn Chín", "Viện trưởng", "Viện Dinh dưỡng", False)]),
    ("Trưởng đại diện UNICEF tại Việt Nam Rana Hoa nói.", [("Rana Hoa", "Trưởng đại diện", "UNICEF", False)]),
    ("Chủ tịch Trung Quốc Vương Hoa đến thăm.", [("Vương Hoa", "Chủ tịch", None, False)]),
    (
        "GS Emily Hoa, Đại học Hoa Mai, Giám đốc Trung tâm Nghiên cứu Biển, phát biểu.",
        [("Emily Hoa", "Giám đốc", "Trung tâm Nghiên cứu Biển", False)],
    ),
    (
        "HĐND bầu ông Lê Văn Chín giữ chức Chủ tịch UBND xã Tam Tiến; miễn nhiệm chức danh Chủ tịch UBND xã Tam Tiến đối với ông Trần Văn Sáu.",
        [
            ("Lê Văn Chín", "Chủ tịch", "UBND xã Tam Tiến", False),
            ("Trần Văn Sáu", "Chủ tịch", "UBND xã Tam Tiến", True),
        ],
    ),
    (
        "Từ năm 2015 đến 2020, ông Lê Văn Chín giữ chức Phó Chủ tịch UBND xã Tam Tiến.",
        [("Lê Văn Chín", "Phó Chủ tịch", "UBND xã Tam Tiến", True)],
    ),
    (
        "Từ năm 2015 đến nay, ông Lê Văn Chín giữ chức Phó Chủ tịch UBND xã Tam Tiến.",
        [("Lê Văn Chín", "Phó Chủ tịch", "UBND xã Tam Tiến", False)],
    ),
    ("Ông Trần Văn Sáu bị phạt khi giữ chức Giám đốc Sở Y tế.", [("Trần Văn Sáu", "Giám đốc", "Sở Y tế", True)]),
    ("Ông Lê Văn Tư đến thăm khi Giám đốc Sở Y tế vắng mặt.", []),
    (
        "Ông Lê Văn Tư, Trưởng phòng Quản lý ngân sách Sở Tài chính, nói.",
        [("Lê Văn Tư", "Trưởng phòng", "Phòng Quản lý ngân sách Sở Tài chính", False)],
    ),
    (
        "Ông Lê Văn Tư, Phó Giám đốc phụ trách chuyên môn Bệnh viện Hoa Mai, nói.",
        [("Lê Văn Tư", "Phó Giám đốc phụ trách chuyên môn", "Bệnh viện Hoa Mai", False)],
    ),
    ("Ông Lê Văn Tư, Trưởng ban An toàn giao thông tỉnh Yên Bái.", [("Lê Văn Tư", "Trưởng ban", "Ban An toàn giao thông tỉnh Yên Bái", False)]),
    (
        "Ông Lê Văn Chín, Cục trưởng Cục Trồng trọt, Bộ Y tế, nói.",
        [("Lê Văn Chín", "Cục trưởng", "Cục Trồng trọt, Bộ Y tế", False)],
    ),
]  # fmt: skip


def _roles(text: str) -> list[Row]:
    whole = f"Tin trong ngày\n\n{text}\n"
    document = Document("d", "s", None, "Tin trong ngày", PartialDate(2024, 3, 2), whole, blocks(whole))
    roles = facts(reader.extract(document))["roles"]
    return [(one["person"], one["role"], one["organization"], one["former"]) for one in roles]


def test_words_around_tell_that_a_rare_family_name_begins_a_person() -> None:
    text = "Tôi hỏi Từ Quốc Hoa. Theo Hứa Vĩ Mai (35 tuổi), trời mưa. Đoàn đến Lạc Hồng Sơn. Đó là Ninh Bình Xanh."
    whole = f"Tin trong ngày\n\n{text}\n"
    document = Document("d", "s", None, "Tin trong ngày", PartialDate(2024, 3, 2), whole, blocks(whole))
    assert [one["name"] for one in facts(reader.extract(document))["people"]] == ["Từ Quốc Hoa", "Hứa Vĩ Mai"]


@pytest.mark.parametrize(("text", "roles"), OFFICES)
def test_an_office_is_read_with_its_body_and_its_holder(text: str, roles: list[Row]) -> None:
    assert sorted(_roles(text), key=str) == sorted(roles, key=str)
