"""Award phrases: form, title, grade, edition, and what only looks like an award."""

import pytest

from ingest.extract import awards

NAMED = [
    ("được tặng Huân chương Lao động hạng Ba của Chủ tịch nước", ["Huân chương Lao động/hạng Ba"]),
    ("nhận huân chương sao vàng", ["Huân chương sao vàng"]),
    ("tặng Huy chương Vì an ninh Tổ quốc cho 4 người", ["Huy chương Vì an ninh Tổ quốc"]),
    ("TRAO HUÂN CHƯƠNG LAO ĐỘNG HẠNG BA CHO", ["Huân chương lao động/hạng Ba"]),
    (
        "Huân chương Lao động hạng Nhất, hạng Nhì, hạng Ba cho 3 tập thể",
        ["Huân chương Lao động/hạng Nhất", "Huân chương Lao động/hạng Nhì", "Huân chương Lao động/hạng Ba"],
    ),
    (
        "Huân chương Chiến công hạng Nhì, Ba cho 3 cán bộ",
        ["Huân chương Chiến công/hạng Nhì", "Huân chương Chiến công/hạng Ba"],
    ),
    ("Kỷ niệm chương Vì sự nghiệp phát triển HTX cho 5 cá nhân", ["Kỷ niệm chương Vì sự nghiệp phát triển HTX"]),
    ('Kỷ niệm chương  "Vì sự nghiệp Giáo dục" cho bà', ["Kỷ niệm chương “Vì sự nghiệp Giáo dục”"]),
    ("Huy hiệu 30 năm tuổi Đảng cho đồng chí", ["Huy hiệu 30 năm tuổi Đảng"]),
    ("Bằng khen, Giấy khen các cấp", ["Bằng khen", "Giấy khen"]),
    ("Bằng “Lao động sáng tạo” của Tổng Liên đoàn", ["Bằng “Lao động sáng tạo”"]),
    ("Cờ thi đua xuất sắc của Bộ", ["Cờ thi đua xuất sắc"]),
    ("Cờ đơn vị dẫn đầu phong trào thi đua cho", ["Cờ đơn vị dẫn đầu phong trào thi đua"]),
    ("danh hiệu Anh hùng LLVT nhân dân thời kỳ đổi mới cho", ["Anh hùng LLVT nhân dân thời kỳ đổi mới"]),
    ("Danh hiệu Nhà giáo Nhân dân, Nhà giáo Ưu tú lần thứ 16", ["Nhà giáo Nhân dân", "Nhà giáo Ưu tú"]),
    ("danh hiệu HTX tiêu biểu xuất sắc năm 2023", ["HTX tiêu biểu xuất sắc"]),
    ("danh hiệu cao quý Anh hùng Lao động", ["Anh hùng Lao động"]),
    ("Giải thưởng Sao Đỏ năm 2023 cho", ["Giải thưởng Sao Đỏ năm 2023"]),
    ("giải Mai Vàng lần thứ 25 tại", ["Giải Mai Vàng lần thứ 25"]),
    ("đoạt giải A Giải Báo chí Quốc gia", ["Giải A Giải Báo chí Quốc gia"]),
    ("3 giải nhất, 5 giải nhì", ["Giải nhất", "Giải nhì"]),
    ("Giấy chứng nhận Nghệ nhân ưu tú cho", ["Giấy chứng nhận Nghệ nhân ưu tú"]),
    ("Bằng công nhận xã đạt chuẩn nông thôn mới cho", ["Bằng công nhận xã đạt chuẩn nông thôn mới"]),
    (
        'danh hiệu "Nông dân Hạc Trì giỏi giang". Các "Nông dân Hạc Trì giỏi giang" dự lễ',
        ["Nông dân Hạc Trì giỏi giang", "Nông dân Hạc Trì giỏi giang"],
    ),
]

NONE = [
    "giải pháp công nghệ và giải ngân vốn",
    "đăng cai giải vô địch quốc gia",
    "Nhà giáo Ưu tú Hà Thị Mây phát biểu",
    "giữ vững danh hiệu này",
    "gắn Huân chương lên lá cờ truyền thống"[14:],
    "được cấp giấy chứng nhận quyền sử dụng đất",
    "công bằng, dân chủ",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_an_award_is_named_without_its_grantor_and_with_its_grade_apart(text: str, expected: list[str]):
    values = [phrase.value for phrase in awards.find(text)]
    assert [value.name + (f"/{value.grade}" if value.form == "order" and value.grade else "") for value in values] == (
        expected
    )


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_an_award_is_none(text: str):
    assert awards.find(text) == []


def test_a_form_alone_is_generic():
    (phrase,) = awards.find("Chủ tịch nước trao huân chương cho các cá nhân")
    assert phrase.value.generic


def test_the_edition_of_a_prize_is_kept_apart_too():
    (phrase,) = awards.find("trao Giải thưởng Sao Đỏ năm 2023 cho")
    assert (phrase.value.attached, str(phrase.value.period)) == ("năm 2023", "2023")
