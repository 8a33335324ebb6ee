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

LISTS = [
    (
        "{R|Chủ tịch @UBND tỉnh} ban hành Quyết định số 17/QĐ-UBND tặng Bằng khen cho 02 tập thể, 01 cá nhân có thành tích trong phong trào, cụ thể:\nI. Tập thể\n1. {O|HTX Nà Sản}.\n2. {O|HTX Chè Mây}.\nII. Cá nhân\n1. {P|Bà Lê Thị Mận}.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây, Lê Thị Mận | số 17/QĐ-UBND"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho các tập thể, cá nhân tiêu biểu. Danh sách như sau:\nTập thể:\n- {O|HTX Nà Sản}\n- {O|HTX Chè Mây}\nCá nhân:\n- {P|Bà Lê Thị Mận}",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây, Lê Thị Mận"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 04 tập thể. Dự hội nghị có:\n- {P|Ông Lò Văn Tám}\n- {P|Bà Lê Thị Mận}",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 4 collective"],
    ),
    (
        "Năm 2023, {O|Liên minh HTX tỉnh} đã đề nghị và được các cấp khen thưởng:\n+ Bằng khen của {R|Thủ tướng Chính phủ}: 01 tập thể.\n+ Giấy khen của {O|UBND huyện}: 03 cá nhân.",
        [
            "Bằng khen | của Thủ tướng Chính phủ | cho 1 collective",
            "Giấy khen | của UBND huyện | cho 3 individual",
        ],
    ),
    (
        "Năm 2023, {O|Liên minh HTX tỉnh} đã đề nghị khen thưởng:\n+ Bằng khen của {R|Thủ tướng Chính phủ}: 01 tập thể.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho 1 collective | (proposed)"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 3 cá nhân của tỉnh: {P|ông Lò Văn Tám}; {P|bà Lê Thị Mận}; {P|ông Vi Văn Pao}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám, Lê Thị Mận, Vi Văn Pao"],
    ),
]

POINTING_BACK = [
    (
        "{O|HTX Nà Sản} thành lập năm 2016. Năm 2020, đơn vị từng được {O|UBND tỉnh} tặng Cờ thi đua.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2020"],
    ),
    (
        "{O|HTX Nà Sản} trồng mận hậu. Nhờ đó, HTX vinh dự được {O|Liên minh HTX tỉnh} tặng Bằng khen.",
        ["Bằng khen | của Liên minh HTX tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    (
        "{P|Ông Lò Văn Tám} dựng 20 biển báo. {O|UBND tỉnh} đã tặng Bằng khen cho doanh nhân này.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám"],
    ),
    ("{O|HTX Nà Sản} trồng mận hậu. Các thành viên HTX được {O|UBND tỉnh} tặng Bằng khen.", []),
    ("{P|Ông Lò Văn Tám} đã mất. Gia đình ông được {O|UBND tỉnh} tặng Bằng khen.", []),
    ("{O|UBND tỉnh} họp. HTX được {O|UBND tỉnh} tặng Bằng khen.", []),
    (
        "{O|HTX Nà Sản} được {O|UBND tỉnh} công nhận danh hiệu Đơn vị tiên tiến. {P|Ông Lò Văn Tám} trao danh hiệu cho {O|HTX Nà Sản}.",
        ["Đơn vị tiên tiến | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | trao Lò Văn Tám"],
    ),
]

DECISIONS = [
    (
        "Theo Quyết định số 89/QĐ-UBND ngày 28/3/2023 của {R|Chủ tịch @UBND tỉnh}, có 11 tập thể và 9 cá nhân được tặng Bằng khen.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 11 collective, 9 individual | số 89/QĐ-UBND"],
    ),
    (
        "{P|Ông Lò Văn Tám} đạt danh hiệu “Chiến sĩ thi đua cơ sở” theo Quyết định số 41/QĐ-UBND của {R|Chủ tịch @UBND tỉnh}.",
        ["Chiến sĩ thi đua cơ sở | của Chủ tịch UBND tỉnh Vân Hạc | cho Lò Văn Tám | số 41/QĐ-UBND"],
    ),
    (
        "Thừa ủy quyền của {R|Chủ tịch nước}, {P|đồng chí Lò Văn Tám} trao Quyết định và Huân chương Lao động hạng Ba cho {P|bà Lê Thị Mận}.",
        ["Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Lê Thị Mận | trao Lò Văn Tám | thay Chủ tịch nước"],
    ),
    ("Quyết định số 89/QĐ-UBND của {R|Chủ tịch @UBND tỉnh} quy định tiêu chuẩn xét tặng Bằng khen.", []),
]


TOTALS = [
    (
        "{O|Bộ Nội vụ} trao 2 giải Nhất Giải thưởng Sáng kiến Trẻ năm 2023 cho 2 công trình; 3 giải Nhì Giải thưởng Sáng kiến Trẻ năm 2023 cho 3 công trình. 5 công trình nhận Giải thưởng Sáng kiến Trẻ năm 2023.",
        [
            "Giải Nhất Giải thưởng Sáng kiến Trẻ năm 2023 | của Bộ Nội vụ | cho 2 product",
            "Giải Nhì Giải thưởng Sáng kiến Trẻ năm 2023 | của Bộ Nội vụ | cho 3 product",
        ],
    ),
    (
        "{O|Hội Nông dân tỉnh} trao danh hiệu “Nông dân giỏi Vân Hạc” cho 100 nông dân. Trong 100 nông dân được tôn vinh có {P|ông Lò Văn Tám} và {P|bà Lê Thị Mận}.",
        ["Nông dân giỏi Vân Hạc | của Hội Nông dân tỉnh Vân Hạc | cho 100 individual, Lò Văn Tám, Lê Thị Mận"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 2 HTX. {P|Ông Lò Văn Tám} thông qua Quyết định số 56/QĐ-UBND khen thưởng 9 tập thể, 13 cá nhân.",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho 2 cooperative",
            "Khen thưởng | cho 9 collective, 13 individual | số 56/QĐ-UBND",
        ],
    ),
    (
        "{O|HTX Nà Sản} nhiều năm liền được {O|Chính phủ}, {O|Bộ Nội vụ}, {O|UBND tỉnh} khen thưởng.",
        [],
    ),
    (
        "Nhà vua trao Huân chương Mặt Trời cho 140 người nước ngoài. {P|Bà Lê Thị Mận} được tặng Huân chương Mặt Trời Vàng. Tỉnh có ba người được nhận huân chương này.",
        [
            "Huân chương Mặt Trời | của Nhà vua | cho 140 individual",
            "Huân chương Mặt Trời Vàng | của Nhà vua | cho Lê Thị Mận",
        ],
    ),
]

WHO_AND_WHEN = [
    (
        "{P|Bà Lê Thị Mận} từng nhận Bằng khen của {R|Thủ tướng Chính phủ} năm 2015 và nhiều Bằng khen của {O|Bộ Y tế}.",
        [
            "Bằng khen | của Thủ tướng Chính phủ | cho Lê Thị Mận | ngày 2015",
            "Bằng khen | của Bộ Y tế | cho Lê Thị Mận",
        ],
    ),
    (
        "{P|Bà Lê Thị Mận} dạy tiếng Nga. Bà là người Việt Nam duy nhất được nhận Huy chương Pushkin.",
        ["Huy chương Pushkin | cho Lê Thị Mận"],
    ),
    ("{P|Ông Lò Văn Tám} chúc mừng. Bà được tặng Huy chương Pushkin.", []),
    (
        "{P|Ông Lò Văn Tám} nhận nhiều giải thưởng, trong đó có Bằng khen của {O|UBND tỉnh}, Giấy khen của {O|UBND huyện}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám", "Giấy khen | của UBND huyện | cho Lò Văn Tám"],
    ),
]


REPORTS = [
    (
        "{P|Em Lê Thị Mận}, học sinh lớp 12 {O|Trường THPT Hạc Trì}, vừa đoạt giải Nhất.",
        ["Giải Nhất | cho Lê Thị Mận"],
    ),
    (
        "{P|Ông Lò Văn Tám}, một nông dân giỏi, được {O|UBND tỉnh} tặng Bằng khen.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám"],
    ),
    (
        "{P|Ông Lò Văn Tám}, {P|bà Lê Thị Mận}, {O|HTX Nà Sản}, được {O|UBND tỉnh} tặng Bằng khen.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho Lò Văn Tám, Lê Thị Mận, HTX Nà Sản"],
    ),
    (
        "{R|Thủ tướng} trao Huân chương Hữu nghị cho {P|ông Vi Văn Pao}; Huân chương Lao động hạng Nhất cho đội tuyển bóng đá nữ quốc gia.",
        [
            "Huân chương Hữu nghị | cho Vi Văn Pao",
            "Huân chương Lao động hạng Nhất | cho đội tuyển bóng đá nữ quốc gia",
        ],
    ),
    (
        "Đội tuyển U23 Vân Hạc được tặng Huân chương Lao động hạng Ba.",
        ["Huân chương Lao động hạng Ba | cho Đội tuyển U23 Vân Hạc"],
    ),
    (
        "{O|UBND tỉnh} tặng Bằng khen cho 2 đội tuyển đã giành huy chương.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 2 collective"],
    ),
    (
        "Năm 2017, {R|Thủ tướng Chính phủ} đã tặng ông Bằng khen. {P|Ông Lò Văn Tám} nói vậy.",
        [],
    ),
    (
        "{P|Ông Lò Văn Tám} làm Giám đốc. Năm 2017, {R|Thủ tướng Chính phủ} đã tặng ông Bằng khen.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho Lò Văn Tám | ngày 2017"],
    ),
    (
        "{O|HTX Nà Sản} được {O|UBND tỉnh} công nhận “HTX kiểu mẫu”.",
        ["HTX kiểu mẫu | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    ("{O|UBND tỉnh} công nhận “Đất lúa” của {O|HTX Nà Sản}.", []),
    (
        "{R|Chủ tịch nước} vừa ký quyết định truy tặng Huân chương Dũng cảm cho {P|anh Vi Văn Pao}.",
        ["Huân chương Dũng cảm | của Chủ tịch nước | cho Vi Văn Pao"],
    ),
    (
        "{P|Chủ tịch nước *Lò Văn Tám} ký quyết định tặng Huân chương Dũng cảm cho {P|anh Vi Văn Pao}.",
        ["Huân chương Dũng cảm | của Chủ tịch nước | cho Vi Văn Pao"],
    ),
    (
        "# {O|Trường Đại học Vân Hạc} đón nhận Huân chương Độc lập\n{O|Trường Đại học Vân Hạc} vinh dự đón nhận Huân chương Độc lập hạng Nhất.",
        ["Huân chương Độc lập hạng Nhất | cho Trường Đại học Vân Hạc"],
    ),
    (
        "{O|HTX Tân Sơn} được tặng Huân chương Độc lập. {O|HTX Tân Sơn Nhì} được tặng Huân chương Độc lập hạng Ba.",
        ["Huân chương Độc lập | cho HTX Tân Sơn", "Huân chương Độc lập hạng Ba | cho HTX Tân Sơn Nhì"],
    ),
    (
        "{O|Liên minh HTX tỉnh} thưởng Giấy khen 9 thành viên.",
        ["Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho 9 individual"],
    ),
    ("{O|UBND tỉnh} nhận phần thưởng, công tác khen thưởng có Bằng khen.", []),
]

PLACES_AND_UNITS = [
    (
        "{O|Liên minh HTX tỉnh} tặng Giấy khen cho {O|HTX Nà Sản}, huyện Mường La; {O|HTX Chè Mây}, huyện Phù Yên và {P|ông Lò Văn Tám}.",
        ["Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây, Lò Văn Tám"],
    ),
    (
        "Có 5 tập thể, 3 cá nhân được tặng Bằng khen của {O|UBND tỉnh}; trong đó có {O|HTX Nà Sản}, {P|ông Lò Văn Tám}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 5 collective, HTX Nà Sản, Lò Văn Tám, 3 individual"],
    ),
    (
        "Cụm thi đua thống nhất suy tôn {O|Liên minh HTX tỉnh} nhận Cờ thi đua của {O|Liên minh HTX Việt Nam}.",
        ["Cờ thi đua | của Liên minh HTX Việt Nam | cho Liên minh HTX tỉnh Vân Hạc | (proposed)"],
    ),
]


LEADS = [
    (
        "Sáng 31/10/2023, {O|Liên minh HTX tỉnh} gặp mặt các thành viên.\nDịp này, {O|UBND tỉnh} tặng Bằng khen cho 6 HTX.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 6 cooperative | ngày 2023-10-31"],
    ),
    (
        "Bên lề buổi họp mặt sáng 11/4/2023 ở Hạc Trì, {O|Liên minh HTX tỉnh} bàn việc vốn.\nTại đây, {P|ông Lò Văn Tám} trao Bằng khen của {O|UBND tỉnh} cho {O|HTX Nà Sản}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | trao Lò Văn Tám | ngày 2023-04-11"],
    ),
    (
        "Tính đến 31/12/2023, tỉnh có 400 HTX, {O|Liên minh HTX tỉnh} tổ chức nhiều lớp.\nDịp này, {O|UBND tỉnh} tặng Bằng khen cho 6 HTX.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 6 cooperative"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_without_a_dated_event_the_day_of_the_first_paragraphs_counts(told, text: str, expected: list[str]):
    assert told(text, event=False) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *CEREMONIES,
        *UNNAMED_PRIZE,
        *LISTS,
        *POINTING_BACK,
        *DECISIONS,
        *TOTALS,
        *WHO_AND_WHEN,
        *REPORTS,
        *PLACES_AND_UNITS,
    ],
)
def test_a_text_tells_of_these_conferrals(told, text: str, expected: list[str]):
    assert told(text) == expected
