"""Conferrals: who awarded what to whom, in the ways news tells it; see `conftest` for the marks and the short rows."""

import time

import pytest

from ingest.extract.conferrals import RULES

ACTIVE = [
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 05 tập thể và 12 cá nhân.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 5 collective, 12 individual"],
    ),
    (
        "{P|Đồng chí Lò Văn Tám, Phó Chủ tịch @UBND tỉnh} trao Cờ thi đua của {O|UBND tỉnh} cho {O|HTX Nà Sản} và {O|HTX Chè Mây}.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây | trao Lò Văn Tám"],
    ),
    (
        "{P|Trung tướng Nguyễn Hoàng Quân, Thứ trưởng @Bộ Công an} trao Huân chương Chiến công hạng Nhì tặng {O|Công an tỉnh}; Huân chương Chiến công hạng Ba tặng {O|Phòng Cảnh sát hình sự} và 2 cá nhân.",
        [
            "Huân chương Chiến công hạng Nhì | cho Công an tỉnh Vân Hạc | trao Nguyễn Hoàng Quân",
            "Huân chương Chiến công hạng Ba | cho Phòng Cảnh sát hình sự, 2 individual | trao Nguyễn Hoàng Quân",
        ],
    ),
    (
        "Tại buổi lễ, {O|Công đoàn Giáo dục tỉnh} khen thưởng 12 tập thể, 30 cá nhân.",
        ["Khen thưởng | của Công đoàn Giáo dục tỉnh Vân Hạc | cho 12 collective, 30 individual"],
    ),
]

PASSIVE = [
    (
        "{P|Ông Giàng A Súa} vinh dự được {R|Chủ tịch nước} phong tặng danh hiệu Nghệ nhân Ưu tú.",
        ["Nghệ nhân Ưu tú | của Chủ tịch nước | cho Giàng A Súa"],
    ),
    (
        "Dịp này, 25 cá nhân được tặng Kỷ niệm chương “Vì sự nghiệp phát triển HTX”.",
        ["Kỷ niệm chương “Vì sự nghiệp phát triển HTX” | cho 25 individual"],
    ),
    (
        "{O|Trường THPT Hạc Trì} vinh dự được đón nhận Cờ thi đua của {O|Chính phủ}.",
        ["Cờ thi đua | của Chính phủ | cho Trường THPT Hạc Trì"],
    ),
    (
        "Tại hội nghị, 10 tập thể và 15 cá nhân được {R|Chủ tịch @UBND tỉnh} tặng Bằng khen theo Quyết định số 1034/QĐ-UBND ngày 15/01/2024.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 10 collective, 15 individual | số 1034/QĐ-UBND"],
    ),
]

DELEGATED = [
    (
        "Thừa ủy quyền của {R|Chủ tịch @UBND tỉnh}, {P|đồng chí Lò Văn Tám, Giám đốc @Sở Công Thương} đã trao Bằng khen của {R|Chủ tịch @UBND tỉnh} cho 3 tập thể; đồng thời trao Giấy khen của {O|Liên minh HTX tỉnh} cho 7 cá nhân.",
        [
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 3 collective | trao Lò Văn Tám | thay Chủ tịch UBND tỉnh Vân Hạc",
            "Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho 7 individual | trao Lò Văn Tám",
        ],
    ),
    (
        "> {P|Đ/c Lò Văn Tám, Chủ tịch @Liên minh HTX tỉnh} thừa ủy quyền của {R|Chủ tịch @UBND tỉnh} trao tặng Cờ thi đua cho 02 đơn vị dẫn đầu phong trào thi đua năm 2023",
        [
            "Cờ thi đua | của UBND tỉnh Vân Hạc | cho 2 collective | trao Lò Văn Tám | thay Chủ tịch UBND tỉnh Vân Hạc",
        ],
    ),
]

LISTED = [
    (
        "Các tập thể được tặng Cờ thi đua của {O|UBND tỉnh} gồm:\n- {O|HTX Nà Sản};\n- {O|HTX Chè Mây};\n- {O|HTX Dâu tằm Hạc Trì}.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây, HTX Dâu tằm Hạc Trì"],
    ),
]

NOT_IN_FORCE = [
    (
        "{P|Bà Hà Thị Mây} từ chối nhận Huân chương Lao động hạng Ba.",
        ["Huân chương Lao động hạng Ba | cho Hà Thị Mây | (refused)"],
    ),
    (
        "{O|UBND tỉnh} sẽ tặng Bằng khen cho 10 tập thể.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 10 collective | (planned)"],
    ),
]

CASES = [*ACTIVE, *PASSIVE, *DELEGATED, *LISTED, *NOT_IN_FORCE]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_sentence_tells_of_these_conferrals(told, text: str, expected: list[str]):
    assert told(text) == expected


def test_hostile_lines_take_linear_time(told):
    def seconds(times: int) -> float:
        begun = time.perf_counter()
        told("{O|UBND tỉnh} tặng Bằng khen cho 05 tập thể, được trao Cờ thi đua, " * times)
        return time.perf_counter() - begun

    seconds(20)
    assert seconds(1600) < 40 * max(seconds(200), 0.01)


def test_every_rule_has_a_name_of_its_own():
    assert len({rule.name for rule in RULES}) == len(RULES)
