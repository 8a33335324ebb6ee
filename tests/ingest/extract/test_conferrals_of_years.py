"""Awards of other years, lists under who was given, prizes called by what they are for, stars of products."""

import pytest

LISTED = [
    (
        "Về khen thưởng, {O|HTX Nà Sản} đã được:\n- {R|Chủ tịch nước} tặng Huân chương Lao động hạng Ba;\n"
        "- {O|UBND tỉnh} tặng Bằng khen các năm 2019, 2020.",
        [
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho HTX Nà Sản",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2019",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2020",
        ],
    ),
    (
        "{P|Ông Lò Văn Tám} đã vinh dự đón nhận:\n- Huân chương Lao động hạng Ba;\n- Bằng khen của {O|UBND tỉnh}.",
        [
            "Huân chương Lao động hạng Ba | cho Lò Văn Tám",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám",
        ],
    ),
    # A heading that says nothing of being given leaves its list to itself.
    ("{O|HTX Nà Sản} có các loại giấy tờ:\n- Bằng khen của {O|UBND tỉnh};\n- Giấy phép.", []),
]

YEARS = [
    (
        "{O|HTX Nà Sản} từng 2 lần được tặng Bằng khen của {O|UBND tỉnh} (2019, 2022).",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2019",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2022",
        ],
    ),
    (
        "{O|HTX Nà Sản} từng được tặng thưởng Huân chương Lao động hạng Ba (năm 2001), Huân chương Lao động hạng Nhì (2011).",
        [
            "Huân chương Lao động hạng Ba | cho HTX Nà Sản | ngày 2001",
            "Huân chương Lao động hạng Nhì | cho HTX Nà Sản | ngày 2011",
        ],
    ),
    (
        "{P|Bà Lê Thị Mận} được {R|Chủ tịch nước} phong tặng danh hiệu Nghệ nhân Ưu tú năm 2015 và trao tặng Huân chương Lao động hạng Ba năm 2018.",
        [
            "Nghệ nhân Ưu tú | của Chủ tịch nước | cho Lê Thị Mận | ngày 2015",
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Lê Thị Mận | ngày 2018",
        ],
    ),
    (
        "{O|HTX Nà Sản} đón nhận danh hiệu “HTX tiêu biểu” do {O|Liên minh HTX Việt Nam} trao tặng năm 2021.",
        ["HTX tiêu biểu | của Liên minh HTX Việt Nam | cho HTX Nà Sản | ngày 2021"],
    ),
    # A stretch of years is no list of years, and the year before that of the event may be what the award is for.
    (
        "{O|UBND tỉnh} tặng Bằng khen giai đoạn 2019-2023 cho {O|HTX Nà Sản}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    (
        "{O|HTX Nà Sản} được {O|UBND tỉnh} tặng Bằng khen năm 2023.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
]

PRIZES = [
    (
        "Giải Thí sinh tài năng thuộc về {P|anh Hà Công Thuấn}.",
        ["Giải Thí sinh tài năng | cho Hà Công Thuấn"],
    ),
    (
        "Giải thơ được trao cho tập “Mưa” của nhà thơ {P|Đoàn Thị Khê}, giải văn xuôi thuộc về tiểu thuyết “Bến” của {P|ông Lò Văn Tám}.",
        ["Giải thơ | cho Đoàn Thị Khê", "Giải văn xuôi | cho Lò Văn Tám"],
    ),
    (
        "Giải A thuộc về loạt bài “Phố cổ” của nhóm tác giả {P|Nguyễn Thu Cúc} - {P|Phạm Hoàng Oanh}.",
        ["Giải A | cho Nguyễn Thu Cúc, Phạm Hoàng Oanh"],
    ),
    ("{P|Em Lê Thị Mận} giành HCB.", ["HCB | cho Lê Thị Mận"]),
    (
        "{P|Bà Lê Thị Mận} trao Giấy chứng nhận OCOP 4 sao cho 7 sản phẩm.",
        ["Giấy chứng nhận OCOP 4 sao | cho 7 product | trao Lê Thị Mận"],
    ),
    ("Năm 2021 có 61 sản phẩm được cấp chứng nhận sản phẩm OCOP.", []),
    ("Giải pháp này thuộc về {P|ông Lò Văn Tám}.", []),
]

GIVERS = [
    (
        "{P|Ông Lò Văn Tám} được Đảng và Nhà nước trao tặng Huân chương Lao động hạng Ba và Huy hiệu 65 năm tuổi Đảng.",
        [
            "Huân chương Lao động hạng Ba | của Đảng và Nhà nước | cho Lò Văn Tám",
            "Huy hiệu 65 năm tuổi Đảng | của Đảng và Nhà nước | cho Lò Văn Tám",
        ],
    ),
    # A deputy gives nothing of their own.
    ("{R|Phó Thủ tướng} trao Bằng khen cho {O|HTX Nà Sản}.", ["Bằng khen | cho HTX Nà Sản"]),
    ("{R|Thủ tướng} tặng Bằng khen cho {O|HTX Nà Sản}.", ["Bằng khen | của Thủ tướng | cho HTX Nà Sản"]),
]


@pytest.mark.parametrize(("text", "expected"), [*LISTED, *YEARS, *PRIZES, *GIVERS])
def test_a_conferral_has_its_own_year_and_recipients(told, text: str, expected: list[str]):  # type: ignore[no-untyped-def]
    assert told(text) == expected
