"""Conferrals told without a verb of their own, in lists behind a colon, by a bare noun, or without saying whose they are."""

from collections.abc import Callable

import pytest

BEHIND_A_COLON = [
    (
        "{P|Ông Lò Văn Tám} công bố và trao các quyết định khen thưởng của {R|Chủ tịch @UBND tỉnh}: Bằng khen tặng {O|HTX Nà Sản} vì thành tích chống dịch; Kỷ niệm chương “Vì sự nghiệp phát triển HTX Việt Nam” tặng {P|bà Lê Thị Mận}.",
        [
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho HTX Nà Sản | trao Lò Văn Tám",
            "Kỷ niệm chương “Vì sự nghiệp phát triển HTX Việt Nam” | của Chủ tịch UBND tỉnh Vân Hạc | cho Lê Thị Mận | trao Lò Văn Tám",
        ],
    ),
    ("Mẫu Bằng khen tặng mọi người đã in xong.", []),
]

BARE_NOUNS = [
    (
        "{O|Hội Nhà văn tỉnh} mở hội. Hội tặng Giấy khen cho {P|ông Lò Văn Tám} và {P|bà Lê Thị Mận}, tặng Kỷ niệm chương cho 16 nhà văn.",
        [
            "Giấy khen | của Hội Nhà văn tỉnh Vân Hạc | cho Lò Văn Tám, Lê Thị Mận",
            "Kỷ niệm chương | của Hội Nhà văn tỉnh Vân Hạc | cho 16 individual",
        ],
    ),
    ("{O|Hội Nhà văn tỉnh} mở hội. Hội tặng quà cho {P|ông Lò Văn Tám}.", []),
]

PROPOSED_TOO = [
    (
        "Hội nghị đề nghị {O|Liên minh HTX tỉnh} tặng Cờ thi đua cho {O|HTX Nà Sản}, tặng Bằng khen cho {O|HTX Chè Mây}.",
        [
            "Cờ thi đua | của Liên minh HTX tỉnh Vân Hạc | cho HTX Nà Sản | (proposed)",
            "Bằng khen | của Liên minh HTX tỉnh Vân Hạc | cho HTX Chè Mây | (proposed)",
        ],
    ),
]

NAMED_AFTER = [
    (
        "Giải thưởng {O|Hội Nhà văn Việt Nam} năm 2022 được truy tặng {P|ông Lò Văn Tám}.",
        ["Giải thưởng Hội Nhà văn Việt Nam năm 2022 | của Hội Nhà văn Việt Nam | cho Lò Văn Tám"],
    ),
    (
        "Giải thưởng Bông lúa vàng năm 2022 được truy tặng {P|ông Lò Văn Tám}.",
        ["Giải thưởng Bông lúa vàng năm 2022 | cho Lò Văn Tám"],
    ),
]

OF_WORKS = [
    (
        "Giải đặc biệt thuộc về loạt bài “Cột mốc” của nhóm tác giả {P|Lò Văn Tám}, {P|Lê Thị Mận}.",
        ["Giải đặc biệt | cho Lò Văn Tám, Lê Thị Mận"],
    ),
    (
        "{O|UBND tỉnh} trao giấy khen đột xuất cho {P|ông Lò Văn Tám}.",
        ["Giấy khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám"],
    ),
    (
        "{O|HTX Nà Sản} từng đón nhận Huân chương Lao động hạng Ba (1986), hạng Nhì (1996).",
        [
            "Huân chương Lao động hạng Ba | cho HTX Nà Sản | ngày 1986",
            "Huân chương Lao động hạng Nhì | cho HTX Nà Sản | ngày 1996",
        ],
    ),
    (
        "Ban tổ chức trao danh hiệu Cầu thủ xuất sắc nhất giải cho {P|Lò Văn Tám}; Thủ môn xuất sắc nhất cho {P|Vi Văn Pao}.",
        ["Cầu thủ xuất sắc nhất giải | cho Lò Văn Tám", "Thủ môn xuất sắc nhất | cho Vi Văn Pao"],
    ),
    ("{P|Lò Văn Tám} là cầu thủ xuất sắc nhất của đội.", []),
]

WITHOUT_A_VERB = [
    (
        "Kết quả, {O|HTX Nà Sản} giải Nhất; {O|HTX Chè Mây} và {O|HTX Lụa} giải Nhì.",
        ["Giải Nhất | cho HTX Nà Sản", "Giải Nhì | cho HTX Chè Mây, HTX Lụa"],
    ),
    (
        "Kết quả, giải Nhất: {O|HTX Nà Sản}; giải Nhì: {O|HTX Chè Mây} và {O|HTX Lụa}.",
        ["Giải Nhất | cho HTX Nà Sản", "Giải Nhì | cho HTX Chè Mây, HTX Lụa"],
    ),
    (
        "Đó là {P|Lê Thị Mận} với bài “Mùa dẻ” (giải Nhất) và {P|Lò Văn Tám} (giải Nhì).",
        ["Giải Nhất | cho Lê Thị Mận", "Giải Nhì | cho Lò Văn Tám"],
    ),
    ("{P|Lê Thị Mận} tiếc nuối (giải Nhất hụt).", []),
    ("Kết quả, {O|HTX Nà Sản} không có giải Nhất.", []),
]

SAID_BEFORE = [
    (
        "{O|Liên minh HTX Việt Nam} tặng {P|ông Lò Văn Tám} Kỷ niệm chương; thừa ủy quyền, {P|bà Lê Thị Mận} trao Kỷ niệm chương cho {P|ông Lò Văn Tám}.",
        [
            "Kỷ niệm chương | của Liên minh HTX Việt Nam | cho Lò Văn Tám | trao Lê Thị Mận | thay Liên minh HTX Việt Nam"
        ],
    ),
    (
        "{O|Liên minh HTX Việt Nam} tặng {P|ông Lò Văn Tám} Kỷ niệm chương “Vì sự nghiệp phát triển HTX Việt Nam”; thừa ủy quyền, {P|bà Lê Thị Mận} trao Kỷ niệm chương cho {P|ông Lò Văn Tám}.",
        [
            "Kỷ niệm chương “Vì sự nghiệp phát triển HTX Việt Nam” | của Liên minh HTX Việt Nam | cho Lò Văn Tám | trao Lê Thị Mận | thay Liên minh HTX Việt Nam"
        ],
    ),
    (
        "{P|Ông Lò Văn Tám} được tặng Huân chương Độc lập hạng Nhì. Nhà nước Lào tặng Huân chương Tự do hạng Nhất.",
        [
            "Huân chương Độc lập hạng Nhì | cho Lò Văn Tám",
            "Huân chương Tự do hạng Nhất | của Nhà nước Lào | cho Lò Văn Tám",
        ],
    ),
    (
        "{P|Bà Lê Thị Mận} được {P|ông Lò Văn Tám, Chủ tịch @Hội Nhà văn Việt Nam}, trao Kỷ niệm chương của tổ chức này.",
        ["Kỷ niệm chương | của Hội Nhà văn Việt Nam | cho Lê Thị Mận | trao Lò Văn Tám"],
    ),
]


@pytest.mark.parametrize(
    ("text", "conferrals"),
    [*WITHOUT_A_VERB, *SAID_BEFORE, *BEHIND_A_COLON, *BARE_NOUNS, *PROPOSED_TOO, *NAMED_AFTER, *OF_WORKS],
)
def test_what_is_told_shortly_is_read_in_full(text: str, conferrals: list[str], told: Callable[..., list[str]]) -> None:
    assert told(text, event=False) == conferrals
