"""Conferrals in reports: units told by their wording, announcers, totals shared out, lists in lists, prizes among many."""

import pytest

from ingest.extract.conferrals import of_the_past

UNITS = [
    (
        "{R|Giám đốc @Công an tỉnh} tặng Giấy khen cho tập thể Đội Cảnh sát hình sự và 3 cá nhân.",
        ["Giấy khen | của Giám đốc Công an tỉnh Vân Hạc | cho Đội Cảnh sát hình sự, 3 individual"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho khoa Nội và khoa Nhi.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Khoa Nội, Khoa Nhi"],
    ),
    (
        "{O|Đảng ủy xã Nà Lèng} tặng Giấy khen cho Chi bộ Hồng Sơn, Chi bộ Nà Pán vì có thành tích xuất sắc.",
        ["Giấy khen | của Đảng ủy xã Nà Lèng | cho Chi bộ Hồng Sơn, Chi bộ Nà Pán"],
    ),
    (
        "{P|Ông Lò Văn Tám} tặng Giấy khen của {O|Sở Y tế} cho Ban Tổ chức hội thi.",
        [],
    ),
    ("{O|UBND tỉnh} giao cho Phòng Kế hoạch hoàn thiện hồ sơ tặng Bằng khen.", []),
]

ANNOUNCED = [
    (
        "Thừa ủy quyền của {R|Chủ tịch @UBND tỉnh}, {P|Giám đốc @Sở Nội vụ *Trịnh Văn Hào} công bố Quyết định và trao Bằng khen cho 6 tập thể.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 6 collective | trao Trịnh Văn Hào | thay Chủ tịch UBND tỉnh Vân Hạc"],
    ),
    (
        "{P|Đồng chí Trịnh Văn Hào} công bố quyết định và trao Cờ thi đua của {O|UBND tỉnh} cho {O|HTX Nà Sản}.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | trao Trịnh Văn Hào"],
    ),
    (
        "{P|Đồng chí Trịnh Văn Hào} công bố quyết định tặng Bằng khen của {O|UBND tỉnh} cho {O|HTX Nà Sản}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    (
        "{R|Thủ tướng} đã ký quyết định tặng thưởng Huân chương Lao động hạng Ba cho {P|bà Lê Thị Mận}.",
        ["Huân chương Lao động hạng Ba | của Thủ tướng | cho Lê Thị Mận"],
    ),
]

PLACES = [
    (
        "Kết quả, ban tổ chức trao giải Nhất cho {P|chị Lý Thị Mẩy} và hai giải Ba cho {P|Hoàng Văn Sơn}, {P|Nguyễn Thị Thu}.",
        ["Giải Nhất | cho Lý Thị Mẩy", "Giải Ba | cho Hoàng Văn Sơn, Nguyễn Thị Thu"],
    ),
    (
        "Tỉnh có 103 em đoạt giải, trong đó có 8 giải Nhất, 36 giải Nhì.",
        ["Giải Nhất | cho 8 individual", "Giải Nhì | cho 36 individual"],
    ),
    ("Ban tổ chức đã trao 5 giải Nhì, 15 giải Ba.", ["Giải Nhì | cho 5 individual", "Giải Ba | cho 15 individual"]),
    (
        "Ban tổ chức trao giải Nhất cho đội {O|HTX Nà Sản}. Giải “Thuyết trình hay nhất” thuộc về {P|Mai Thị Hạnh}.",
        ["Giải Nhất | cho HTX Nà Sản", "Giải “Thuyết trình hay nhất” | cho Mai Thị Hạnh"],
    ),
    ("{O|UBND tỉnh} tặng 5 Bằng khen cho 12 cá nhân.", ["Bằng khen | của UBND tỉnh Vân Hạc | cho 12 individual"]),
    (
        "{P|Ông Trần Hạ} được trao Giải thưởng Sông Mây năm 2019. Ông từng đoạt giải Nhì cuộc thi truyện ngắn Suối Reo.",
        ["Giải thưởng Sông Mây năm 2019 | cho Trần Hạ", "Giải Nhì cuộc thi truyện ngắn Suối Reo | cho Trần Hạ"],
    ),
]

AMONG = [
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 12 cá nhân. Trong số này có {P|ông Bùi Văn Tạo} và {P|bà Hà Thị Liên}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 12 individual, Bùi Văn Tạo, Hà Thị Liên"],
    ),
    (
        "Có 5 HTX được {O|UBND tỉnh} tặng Cờ thi đua. Trong đó có {O|HTX Nà Sản}, {O|HTX Chè Mây} và 3 HTX khác.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho 5 cooperative, HTX Nà Sản, HTX Chè Mây"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 12 cá nhân. Trong số này có {P|ông Bùi Văn Tạo} được đề nghị tặng Huân chương Lao động hạng Ba.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho 12 individual",
            "Huân chương Lao động hạng Ba | cho Bùi Văn Tạo | (proposed)",
        ],
    ),
    (
        "{P|Chị Lê Thị Mơ}, công nhân {O|Công ty May Suối Reo}, là một trong 10 cá nhân được {R|Thủ tướng Chính phủ} tặng Bằng khen.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Lê Thị Mơ, 10 individual"],
    ),
    (
        "Đây là lần thứ hai HTX nhận danh hiệu “HTX kiểu mới tiêu biểu”.",
        [],
    ),
]

SAID = [
    (
        "Ngày 3/1, {O|UBND tỉnh} cho biết, {R|Chủ tịch @UBND tỉnh} đã quyết định tặng Bằng khen cho {P|ông Phan Văn Trợ}.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho Phan Văn Trợ"],
    ),
    (
        "Ngày 3/1, {P|ông Lò Văn Tám} cho hay đã trao Giấy khen của {O|Sở Y tế} cho {P|bà Lê Thị Mận}.",
        ["Giấy khen | của Sở Y tế | cho Lê Thị Mận | trao Lò Văn Tám"],
    ),
    (
        "Ngày 3/1, {P|ông Lò Văn Tám} đã trao Giấy khen của {O|Sở Y tế} cho {P|bà Lê Thị Mận}.",
        ["Giấy khen | của Sở Y tế | cho Lê Thị Mận | trao Lò Văn Tám | ngày 2024-01-03"],
    ),
    (
        "{P|Ông Lò Văn Tám} đã đến dự và trao Bằng khen của {O|UBND tỉnh} cho 5 HTX.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 5 cooperative | trao Lò Văn Tám"],
    ),
    (
        "{P|Ông Lò Văn Tám} dự và trao Cờ thi đua cho {O|HTX Nà Sản}.",
        ["Cờ thi đua | cho HTX Nà Sản | trao Lò Văn Tám"],
    ),
    ("{P|Ông Lò Văn Tám} đến dự lễ trao Bằng khen.", []),
    (
        "{O|UBND tỉnh} tổ chức lễ trao tặng danh hiệu “Bà mẹ Việt Nam anh hùng” cho 25 mẹ.",
        ["Bà mẹ Việt Nam anh hùng | cho 25 individual"],
    ),
    (
        "{O|UBND tỉnh} long trọng trao Huân chương Lao động hạng Ba cho {O|HTX Nà Sản}.",
        ["Huân chương Lao động hạng Ba | cho HTX Nà Sản"],
    ),
    (
        "{O|Bộ Giáo dục và Đào tạo} trao Huy chương “Sáng danh” cho {P|ông Vi Văn Pao}.",
        ["Huy chương “Sáng danh” | của Bộ Giáo dục và Đào tạo | cho Vi Văn Pao"],
    ),
]

HOLDERS = [
    (
        "{P|Chị Trần Thị Sáu} nhận Giải thưởng Sông Mây. Giải thưởng do {O|Liên đoàn Lao động tỉnh} tổ chức hằng năm.",
        ["Giải thưởng Sông Mây | của Liên đoàn Lao động tỉnh Vân Hạc | cho Trần Thị Sáu"],
    ),
    (
        "Giải thưởng Sông Mây do {O|Hội Nhà văn Vân Hạc} sáng lập. {P|Chị Trần Thị Sáu} nhận Giải thưởng Sông Mây năm 2019.",
        ["Giải thưởng Sông Mây năm 2019 | của Hội Nhà văn Vân Hạc | cho Trần Thị Sáu"],
    ),
    (
        "{P|Chị Trần Thị Sáu} nhận Giải thưởng Sông Mây. Cuộc thi Mùa lúa do {O|Sở Y tế} tổ chức.",
        ["Giải thưởng Sông Mây | cho Trần Thị Sáu"],
    ),
    (
        "Thừa ủy nhiệm của {R|Chủ tịch @UBND tỉnh}, lãnh đạo {O|Sở Y tế} đã trao Bằng khen cho 4 thuyền viên.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 4 individual"],
    ),
    (
        "Lãnh đạo {O|Sở Y tế} đã trao Giấy khen cho 4 thuyền viên.",
        ["Giấy khen | của Sở Y tế | cho 4 individual"],
    ),
    ("{O|UBND huyện Hạc Trì} khen thưởng 2 em, mỗi em 500.000 đồng.", []),
    ("{O|UBND huyện Hạc Trì} khen thưởng 2 cá nhân với số tiền 3 triệu đồng.", []),
    (
        "{O|UBND huyện Hạc Trì} khen thưởng 2 cá nhân có nhiều đóng góp.",
        ["Khen thưởng | của UBND huyện Hạc Trì | cho 2 individual"],
    ),
    (
        "{P|Anh Vi Văn Hòa} cứu hai em nhỏ. {O|Hội Chữ thập đỏ huyện Hạc Trì} đã tặng Giấy khen cho nam thanh niên này.",
        ["Giấy khen | của Hội Chữ thập đỏ huyện Hạc Trì | cho Vi Văn Hòa"],
    ),
    (
        "{O|Tập đoàn Sông Mây} đón nhận Huân chương Độc lập hạng Nhì. {P|Bà Lê Thị Mận} đã trao Huân chương cho Tập đoàn. 5 tập thể được tặng Huân chương Lao động.",
        [
            "Huân chương Độc lập hạng Nhì | cho Tập đoàn Sông Mây | trao Lê Thị Mận",
            "Huân chương Lao động | cho 5 collective",
        ],
    ),
]

TOGETHER = [
    (
        "Các đồng chí: {P|Tòng Văn Hặc, Phó Chủ tịch @UBND tỉnh}; {P|Lê Văn Quyết, Chủ tịch @Liên minh HTX tỉnh} trao Giấy khen cho 20 HTX.",
        ["Giấy khen | cho 20 cooperative | trao Tòng Văn Hặc, Lê Văn Quyết"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho {P|ông Tòng Văn Hặc}; {P|ông Lê Văn Quyết} trao Giấy khen cho 20 HTX.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho Tòng Văn Hặc",
            "Giấy khen | cho 20 cooperative | trao Lê Văn Quyết",
        ],
    ),
    (
        "{O|UBND tỉnh} tặng Giấy khen cho 20 HTX và 15 giám đốc HTX.",
        ["Giấy khen | của UBND tỉnh Vân Hạc | cho 20 cooperative, 15 individual"],
    ),
    (
        "{O|HTX Nà Sản} và {O|HTX Chè Mây} là hai đơn vị được tặng Cờ thi đua.",
        ["Cờ thi đua | cho HTX Nà Sản, HTX Chè Mây"],
    ),
    (
        "{O|HTX Nà Sản} là một trong hai đơn vị được tặng Cờ thi đua.",
        ["Cờ thi đua | cho HTX Nà Sản, 2 collective"],
    ),
    (
        "{P|Ông Lê Văn Quyết} đã được nhận Bằng khen của {R|Thủ tướng Chính phủ} và nhiều Giấy khen khác.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Lê Văn Quyết"],
    ),
    (
        "{R|Chủ tịch @Liên minh HTX tỉnh} đã ký các Quyết định số 111/QĐ-LMHTX và 112/QĐ-LMHTX tặng Cờ thi đua cho 6 đơn vị.",
        ["Cờ thi đua | của Chủ tịch Liên minh HTX tỉnh Vân Hạc | cho 6 collective | số 112/QĐ-LMHTX"],
    ),
]

GAPPED = [
    ("Bố {P|anh Nguyễn Văn Tĩnh} nhận Huân chương Kháng chiến hạng Nhất.", []),
    ("Con trai {P|ông Nguyễn Văn Tĩnh} được {O|UBND tỉnh} tặng Bằng khen.", []),
    (
        "{P|Anh Nguyễn Văn Tĩnh} nhận Huân chương Kháng chiến hạng Nhất.",
        ["Huân chương Kháng chiến hạng Nhất | cho Nguyễn Văn Tĩnh"],
    ),
    (
        "Kết quả, {O|HTX Sơn Hà} giành giải Nhất, {O|HTX Trà Bồng} giải Nhì, {O|HTX Mộ Đức} và {O|HTX Ba Tơ} giải Ba.",
        [
            "Giải Nhất | cho HTX Sơn Hà",
            "Giải Nhì | cho HTX Trà Bồng",
            "Giải Ba | cho HTX Mộ Đức, HTX Ba Tơ",
        ],
    ),
    (
        "{P|Em Vi Thị Na} đoạt giải Nhất; {P|em Hồ Văn Lanh} giải Khuyến khích.",
        ["Giải Nhất | cho Vi Thị Na", "Giải Khuyến khích | cho Hồ Văn Lanh"],
    ),
    (
        "{O|HTX Sơn Hà} giành giải Nhất, {O|HTX Trà Bồng} không có giải.",
        ["Giải Nhất | cho HTX Sơn Hà"],
    ),
    (
        "Trao Bằng khen của {O|UBND tỉnh} cho {O|HTX Sơn Hà}, {P|ông Lê Viết Tâm} đề nghị HTX tiếp tục đổi mới.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Sơn Hà | trao Lê Viết Tâm"],
    ),
    (
        "Trao Bằng khen của {O|UBND tỉnh} cho {O|HTX Sơn Hà}, {P|ông Lê Viết Tâm} và {P|bà Hồ Thị Đào}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Sơn Hà, Lê Viết Tâm, Hồ Thị Đào"],
    ),
    (
        "{O|Liên minh HTX Việt Nam} tặng Kỷ niệm chương cho 250 cá nhân. Tỉnh có 3 cá nhân được tặng, gồm: {P|Lê Thị An}, {P|Trần Văn Bình}, {P|Đỗ Cảnh}.",
        ["Kỷ niệm chương | của Liên minh HTX Việt Nam | cho 250 individual, Lê Thị An, Trần Văn Bình, Đỗ Cảnh"],
    ),
]

LISTS = [
    (
        "Có 4 HTX được {O|UBND tỉnh} tặng Giấy khen. Các HTX được khen thưởng gồm: {O|HTX An Bình}, {O|HTX Sen Vàng}, {O|HTX Nà Sản} và {O|HTX Chè Mây}.",
        ["Giấy khen | của UBND tỉnh Vân Hạc | cho HTX An Bình, HTX Sen Vàng, HTX Nà Sản, HTX Chè Mây"],
    ),
    (
        "{O|UBND tỉnh} tặng Cờ thi đua cho 31 tập thể. Trong đợt này, {O|HTX Sen Vàng} được tặng thưởng.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho 31 collective, HTX Sen Vàng"],
    ),
    (
        "{O|UBND tỉnh} tặng Cờ thi đua cho 31 tập thể. Trong đợt này, {O|HTX Sen Vàng} sẽ được tặng thưởng.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho 31 collective"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 20 đơn vị, trong đó khu vực HTX có 2 đơn vị là {O|HTX Sen Vàng} và {O|HTX An Bình}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 20 collective, HTX Sen Vàng, HTX An Bình"],
    ),
    (
        "12 cá nhân nhận Bằng khen của {O|Liên minh HTX Việt Nam} do {P|đồng chí Nguyễn Văn Thịnh, Phó Chủ tịch @Liên minh HTX Việt Nam} trao tặng.",
        ["Bằng khen | của Liên minh HTX Việt Nam | cho 12 individual | trao Nguyễn Văn Thịnh"],
    ),
    (
        "{P|Ông Trần Văn Lý}, {O|HTX An Bình}; {P|bà Ngô Thị Cúc}, {O|HTX Sen Vàng} đạt giải Nhì.",
        ["Giải Nhì | cho Trần Văn Lý, Ngô Thị Cúc"],
    ),
    (
        "{O|Liên minh HTX tỉnh} quyết định khen thưởng các tập thể, cá nhân như sau:\n"
        "1. Tặng Cờ thi đua cho 02 HTX: {O|HTX Bình Minh} và {O|HTX Rạng Đông}.\n"
        "2. Tặng Giấy khen cho 03 tập thể:\n"
        "- {O|HTX Hòa Hợp}\n"
        "- Phòng Chính sách và Phát triển HTX\n"
        "- {O|HTX Quyết Tiến}\n"
        "3. Tặng Giấy khen cho {P|ông Bùi Văn Tạo}.",
        [
            "Cờ thi đua | của Liên minh HTX tỉnh Vân Hạc | cho HTX Bình Minh, HTX Rạng Đông",
            "Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho HTX Hòa Hợp, Phòng Chính sách và Phát triển HTX, HTX Quyết Tiến",
            "Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho Bùi Văn Tạo",
        ],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 8 tập thể (Quyết định số 1290/QĐ-UBND ngày 15/1/2024).",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 8 collective | số 1290/QĐ-UBND"],
    ),
    (
        "{O|HTX Nà Sản} đã nhận nhiều giải thưởng lớn, trong đó có Giải thưởng “Bông lúa bạc” (năm 2015), Bằng khen của {O|UBND tỉnh}.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản",
            "Giải thưởng “Bông lúa bạc” | cho HTX Nà Sản | ngày 2015",
        ],
    ),
    (
        "{O|Quỹ TDND Nà Sản} tổ chức kỷ niệm. Ghi nhận những đóng góp đó, Quỹ đã được {R|Chủ tịch nước} tặng Huân chương Lao động hạng Ba; {O|UBND tỉnh} tặng Cờ thi đua.",
        [
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Quỹ TDND Nà Sản",
            "Cờ thi đua | của UBND tỉnh Vân Hạc | cho Quỹ TDND Nà Sản",
        ],
    ),
    (
        "{P|Ông Lò Văn Tám} tặng Bằng khen của {O|UBND TP Vân Hạc} cho {O|Báo Suối Reo}.",
        ["Bằng khen | của UBND TP Vân Hạc | cho Báo Suối Reo | trao Lò Văn Tám"],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*UNITS, *ANNOUNCED, *PLACES, *AMONG, *SAID, *HOLDERS, *TOGETHER, *GAPPED, *LISTS]
)
def test_a_report_tells_of_these_conferrals(told, text: str, expected: list[str]):  # type: ignore[no-untyped-def]
    assert told(text) == expected


@pytest.mark.parametrize(
    ("name", "remembered"),
    [
        ("Lễ kỷ niệm 30 năm ngày thành lập (3/1/1986)", True),
        ("Lễ kỷ niệm ngày ra đời Báo Suối Reo (15/7/1986)", True),
        ("Lễ kỷ niệm 30 năm ngày thành lập (3/1/1986 – 3/1/2016)", False),
        ("Hội nghị tổng kết (3/1/1986)", False),
    ],
)
def test_a_day_within_an_events_name_is_what_it_remembers(name: str, remembered: bool):  # type: ignore[no-untyped-def]
    assert of_the_past(name, 1986) is remembered
