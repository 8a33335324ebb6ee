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
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 05 tập thể, 12 cá nhân; {O|Liên minh HTX tỉnh} tặng Giấy khen cho 10 tập thể, 20 cá nhân.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho 5 collective, 12 individual",
            "Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho 10 collective, 20 individual",
        ],
    ),
    (
        "Tại Hội nghị, {R|Chủ tịch @UBND tỉnh} đã tặng Bằng khen cho 7 tập thể và 9 cá nhân có thành tích xuất sắc; {R|Chủ tịch @Liên minh HTX Việt Nam} tặng Bằng khen cho 4 tập thể.",
        [
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 7 collective, 9 individual",
            "Bằng khen | của Chủ tịch Liên minh HTX Việt Nam | cho 4 collective",
        ],
    ),
    (
        "Nhân dịp này, {O|Bộ Y tế} tặng Kỷ niệm chương “Vì sức khỏe nhân dân” cho các ông, bà: {P|Lê Thị Mận}, {P|Trần Bá Đào}, {P|Võ Hoàng Lê}.",
        ["Kỷ niệm chương “Vì sức khỏe nhân dân” | của Bộ Y tế | cho Lê Thị Mận, Trần Bá Đào, Võ Hoàng Lê"],
    ),
    (
        "Nhân dịp này, {O|UBND tỉnh} và {O|Liên minh HTX Việt Nam} tặng Bằng khen cho 6 tập thể.",
        ["Bằng khen | của UBND tỉnh Vân Hạc, Liên minh HTX Việt Nam | cho 6 collective"],
    ),
    (
        "{O|Bộ Giáo dục và Đào tạo} công nhận {O|Trường THPT Hạc Trì} đạt danh hiệu Tập thể Lao động xuất sắc.",
        ["Tập thể Lao động xuất sắc | của Bộ Giáo dục và Đào tạo | cho Trường THPT Hạc Trì"],
    ),
    (
        "Theo Quyết định số 120/QĐ-TTg, {R|Thủ tướng Chính phủ} tặng Bằng khen cho {P|bà Lê Thị Mận}, {P|ông Võ Hoàng Lê} vì đã có thành tích trong công tác.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Lê Thị Mận, Võ Hoàng Lê | số 120/QĐ-TTg"],
    ),
    (
        "{P|Đồng chí Lê Văn Hải, Bí thư @Tỉnh ủy} và {P|đồng chí Lò Văn Tám, Chủ tịch @UBND tỉnh} trao Bằng khen của {R|Thủ tướng Chính phủ} cho 2 tập thể.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho 2 collective | trao Lê Văn Hải, Lò Văn Tám"],
    ),
    (
        "# Trao Bằng khen của {R|Thủ tướng Chính phủ} cho {P|ông Sùng A Dế}",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Sùng A Dế"],
    ),
    ("# Truy tặng Huân chương Dũng cảm cho {P|em Bùi Văn Núi}", ["Huân chương Dũng cảm | cho Bùi Văn Núi"]),
    (
        "Giải Nhất được trao cho {P|Nguyễn Bá Thông}; giải Nhì thuộc về {P|Trần Thị Lụa}; 2 giải Ba thuộc về {P|Lê Văn Gấm} và {P|Hồ Thị Đào}.",
        ["Giải Nhất | cho Nguyễn Bá Thông", "Giải Nhì | cho Trần Thị Lụa", "Giải Ba | cho Lê Văn Gấm, Hồ Thị Đào"],
    ),
    (
        "Ban tổ chức đã trao giải Nhất cho đội {O|Trường THPT Hạc Trì}, giải Nhì cho đội {O|Trường THCS Vân Sơn}, 2 giải Ba và 5 giải Khuyến khích cho các đội còn lại.",
        [
            "Giải Nhất | cho Trường THPT Hạc Trì",
            "Giải Nhì | cho Trường THCS Vân Sơn",
            "Giải Ba | cho 2 collective",
            "Giải Khuyến khích | cho 5 collective",
        ],
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
    (
        "{P|Bà Lê Thị Mận} được {O|Trung ương Hội Nông dân Việt Nam} bình chọn và trao tặng danh hiệu “Nông dân Việt Nam xuất sắc năm 2023”.",
        ["Nông dân Việt Nam xuất sắc năm 2023 | của Trung ương Hội Nông dân Việt Nam | cho Lê Thị Mận"],
    ),
    (
        "{P|Ông Sùng A Dế} vừa được {R|Chủ tịch nước} truy tặng Huân chương Dũng cảm.",
        ["Huân chương Dũng cảm | của Chủ tịch nước | cho Sùng A Dế"],
    ),
    (
        "Với những đóng góp đó, năm 2022, {P|ông Sùng A Dế} được {R|Thủ tướng Chính phủ} tặng Bằng khen.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Sùng A Dế | ngày 2022"],
    ),
    (
        "Năm 2021, {O|HTX Nà Sản} được {O|UBND tỉnh} tặng Bằng khen; năm 2022 được {O|Liên minh HTX Việt Nam} tặng Cờ thi đua.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2021",
            "Cờ thi đua | của Liên minh HTX Việt Nam | cho HTX Nà Sản | ngày 2022",
        ],
    ),
    (
        "Có 12 tập thể được tặng Bằng khen, trong đó có {O|HTX Nà Sản} và {O|HTX Chè Mây}.",
        ["Bằng khen | cho 12 collective, HTX Nà Sản, HTX Chè Mây"],
    ),
    (
        "Giấy khen của {R|Giám đốc @Sở Y tế} cũng được trao cho 20 cá nhân.",
        ["Giấy khen | của Giám đốc Sở Y tế | cho 20 individual"],
    ),
    (
        "{O|HTX Nà Sản}, {O|HTX Chè Mây}, {O|HTX Dâu tằm Hạc Trì} và 3 cá nhân được nhận Giấy khen của {R|Chủ tịch @UBND huyện Hạc Trì}.",
        [
            "Giấy khen | của Chủ tịch UBND huyện Hạc Trì | cho HTX Nà Sản, HTX Chè Mây, HTX Dâu tằm Hạc Trì, 3 individual"
        ],
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
    (
        "{O|Liên minh HTX tỉnh} đã đón nhận Huân chương Lao động hạng Ba do {P|đồng chí Lê Văn Hải, Phó Chủ tịch @UBND tỉnh} thừa ủy quyền {R|Chủ tịch nước} trao tặng.",
        [
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Liên minh HTX tỉnh Vân Hạc | trao Lê Văn Hải | thay Chủ tịch nước"
        ],
    ),
    (
        "{P|Đồng chí Lò Văn Tám} thay mặt {O|Ban Thường vụ Tỉnh ủy} trao Huy hiệu 55 năm tuổi Đảng tặng {P|đồng chí Vi Văn Pao}.",
        [
            "Huy hiệu 55 năm tuổi Đảng | của Ban Thường vụ Tỉnh ủy | cho Vi Văn Pao | trao Lò Văn Tám | thay Ban Thường vụ Tỉnh ủy"
        ],
    ),
    (
        "Được sự ủy quyền của {R|Chủ tịch nước}, {P|ông Lê Văn Hải, Chủ tịch @UBND tỉnh} trao Huân chương Lao động hạng Nhì cho {O|Liên minh HTX tỉnh}, Huân chương Lao động hạng Ba cho {P|ông Nguyễn Bá Thông} và {P|bà Trần Thị Lụa}.",
        [
            "Huân chương Lao động hạng Nhì | của Chủ tịch nước | cho Liên minh HTX tỉnh Vân Hạc | trao Lê Văn Hải | thay Chủ tịch nước",
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Nguyễn Bá Thông, Trần Thị Lụa | trao Lê Văn Hải | thay Chủ tịch nước",
        ],
    ),
    (
        "{R|Chủ tịch nước} ủy quyền cho {R|Chủ tịch @UBND tỉnh} trao Huân chương Lao động hạng Ba cho {O|HTX Nà Sản}.",
        ["Huân chương Lao động hạng Ba | của Chủ tịch nước | cho HTX Nà Sản"],
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
    (
        "{O|HTX Nà Sản} được đề nghị tặng thưởng Huân chương Lao động hạng Nhì.",
        ["Huân chương Lao động hạng Nhì | cho HTX Nà Sản | (proposed)"],
    ),
    (
        "{O|Hội đồng Thi đua - Khen thưởng tỉnh} thống nhất trình {R|Chủ tịch nước} tặng thưởng Huân chương Lao động cho {O|HTX Nà Sản}.",
        ["Huân chương Lao động | của Chủ tịch nước | cho HTX Nà Sản | (proposed)"],
    ),
    (
        "{O|UBND tỉnh} quyết định thu hồi Bằng khen của {P|ông Đinh Công Mạnh}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Đinh Công Mạnh | (revoked)"],
    ),
    (
        "{R|Chủ tịch nước} đã ký quyết định tước danh hiệu Nghệ sĩ Nhân dân của {P|ông Đinh Công Mạnh}.",
        ["Nghệ sĩ Nhân dân | của Chủ tịch nước | cho Đinh Công Mạnh | (revoked)"],
    ),
    (
        "Phấn đấu năm 2025, {O|HTX Nà Sản} được tặng Cờ thi đua của {O|Chính phủ}.",
        ["Cờ thi đua | của Chính phủ | cho HTX Nà Sản | (planned)"],
    ),
    ("Nếu đạt kết quả tốt, {O|HTX Nà Sản} sẽ được tặng Bằng khen.", ["Bằng khen | cho HTX Nà Sản | (planned)"]),
    ("{O|UBND tỉnh} không tặng Bằng khen cho tập thể nào.", []),
    ("Với thành tích đã đạt được, {O|HTX Nà Sản} nhiều năm liền được các cấp tặng Bằng khen, Giấy khen.", []),
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
