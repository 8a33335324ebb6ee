"""Conferrals told by more than one sentence: ceremonies named after their award, lists, and words that point back."""

import pytest

CEREMONIES = [
    (
        "{O|Hội Doanh nhân tỉnh} tổ chức Lễ trao giải thưởng Doanh nhân Vân Hạc năm 2023 cho 20 doanh nhân.",
        ["Giải thưởng Doanh nhân Vân Hạc năm 2023 | của Hội Doanh nhân tỉnh Vân Hạc | cho 20 individual"],
    ),
    (
        "Tại Lễ tôn vinh 50 HTX tiêu biểu, trao Giải thưởng Bông lúa vàng năm 2023, {P|bà Lê Thị Mận} phát biểu.",
        ["Giải thưởng Bông lúa vàng năm 2023 | cho 50 cooperative"],
    ),
    (
        "{O|HTX Nà Sản} tổ chức Lễ kỷ niệm 20 năm thành lập và đón nhận Huân chương Lao động hạng Ba do {R|Chủ tịch nước} trao tặng.",
        ["Huân chương Lao động hạng Ba | của Chủ tịch nước | cho HTX Nà Sản"],
    ),
    ("{O|Hội Doanh nhân tỉnh} sẽ tổ chức Lễ trao giải thưởng Doanh nhân Vân Hạc năm 2023.", []),
    ("{P|Bà Lê Thị Mận} dự Lễ trao giải thưởng Doanh nhân Vân Hạc năm 2023.", []),
]

UNNAMED_PRIZE = [
    (
        "{O|Liên minh HTX tỉnh} trao Giải thưởng Bông lúa vàng năm 2023 cho 50 HTX. Tỉnh có 2 HTX được nhận giải là {O|HTX Nà Sản} và {O|HTX Chè Mây}.",
        [
            "Giải thưởng Bông lúa vàng năm 2023 | của Liên minh HTX tỉnh Vân Hạc | cho 50 cooperative, HTX Nà Sản, HTX Chè Mây"
        ],
    ),
    (
        "{O|Liên minh HTX tỉnh} trao Giải thưởng Bông lúa vàng năm 2023 cho 50 HTX. {P|Ông Lò Văn Tám} trao giải cho {O|HTX Nà Sản}; {O|HTX Chè Mây} nhận giải từ {P|bà Lê Thị Mận}.",
        [
            "Giải thưởng Bông lúa vàng năm 2023 | của Liên minh HTX tỉnh Vân Hạc | cho 50 cooperative",
            "Giải thưởng Bông lúa vàng năm 2023 | của Liên minh HTX tỉnh Vân Hạc | cho HTX Nà Sản | trao Lò Văn Tám",
            "Giải thưởng Bông lúa vàng năm 2023 | của Liên minh HTX tỉnh Vân Hạc | cho HTX Chè Mây | trao Lê Thị Mận",
        ],
    ),
    ("{P|Ông Lò Văn Tám} trao giải cho {O|HTX Nà Sản}.", []),
    ("{P|Ông Lò Văn Tám} nhận giải pháp từ {O|HTX Nà Sản}, Giải thưởng Bông lúa vàng năm 2023.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*CEREMONIES, *UNNAMED_PRIZE])
def test_a_text_tells_of_these_conferrals(told, text: str, expected: list[str]):
    assert told(text) == expected
