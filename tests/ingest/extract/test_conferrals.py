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
    (
        "{P|Đại tá Phan Văn Rương, Giám đốc @Công an tỉnh} đã trao Giấy khen của {R|Giám đốc @Công an tỉnh} cho {O|Đội Cảnh sát giao thông} và 4 cán bộ, chiến sĩ.",
        [
            "Giấy khen | của Giám đốc Công an tỉnh Vân Hạc | cho Đội Cảnh sát giao thông, 4 individual | trao Phan Văn Rương"
        ],
    ),
    (
        "Tại lễ kỷ niệm, {O|Đảng bộ xã Nà Lèng} tổ chức trao Huy hiệu 40, 45, 50 năm tuổi Đảng cho 12 đảng viên.",
        ["Huy hiệu 40, 45, 50 năm tuổi Đảng | của Đảng bộ xã Nà Lèng | cho 12 individual"],
    ),
    (
        "Kết quả, {O|HTX Nà Sản} đạt giải Nhất; {O|HTX Chè Mây} đạt giải Nhì; {O|HTX Dâu tằm} và {O|HTX Mật ong} đồng giải Ba.",
        ["Giải Nhất | cho HTX Nà Sản", "Giải Nhì | cho HTX Chè Mây", "Giải Ba | cho HTX Dâu tằm, HTX Mật ong"],
    ),
    (
        "Ban tổ chức trao 1 giải Nhất, 2 giải Nhì, 3 giải Ba và 10 giải Khuyến khích cho các thí sinh.",
        [
            "Giải Nhất | cho 1 individual",
            "Giải Nhì | cho 2 individual",
            "Giải Ba | cho 3 individual",
            "Giải Khuyến khích | cho 10 individual",
        ],
    ),
    (
        "{R|Chủ tịch nước} {P|Lê Văn Hải} trao Huân chương Hồ Chí Minh tặng {P|nguyên Phó Chủ tịch @Quốc hội *Trần Thị Lụa}.",
        ["Huân chương Hồ Chí Minh | cho Trần Thị Lụa | trao Lê Văn Hải"],
    ),
    (
        "Tại buổi lễ, thừa ủy quyền của {R|Chủ tịch nước}, {P|đồng chí Lò Văn Tám} gắn Huân chương Lao động hạng Ba lên lá cờ truyền thống của {O|Liên minh HTX tỉnh}.",
        [
            "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Liên minh HTX tỉnh Vân Hạc | trao Lò Văn Tám | thay Chủ tịch nước"
        ],
    ),
    (
        "{P|Đồng chí Lò Văn Tám} đã thừa ủy quyền của {R|Chủ tịch nước} trao Huân chương Lao động hạng Ba cho {P|bà Trần Thị Lụa}.",
        ["Huân chương Lao động hạng Ba | của Chủ tịch nước | cho Trần Thị Lụa | trao Lò Văn Tám | thay Chủ tịch nước"],
    ),
    (
        "Theo đề nghị của {O|Hội đồng Thi đua - Khen thưởng}, {R|Chủ tịch @UBND tỉnh} đã quyết định tặng Bằng khen cho 10 tập thể và 12 cá nhân.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 10 collective, 12 individual"],
    ),
    (
        "{R|Chủ tịch @UBND tỉnh} vừa ban hành Quyết định số 88/QĐ-UBND tặng Bằng khen cho 10 tập thể và 12 cá nhân có thành tích xuất sắc.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 10 collective, 12 individual | số 88/QĐ-UBND"],
    ),
    (
        "Hội nghị đã công bố Quyết định của {R|Chủ tịch @UBND tỉnh} về việc tặng Bằng khen cho 8 tập thể, 8 cá nhân.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 8 collective, 8 individual"],
    ),
    (
        "Hội nghị đã công bố các quyết định khen thưởng và trao Bằng khen của {R|Chủ tịch @UBND tỉnh} cho 8 tập thể, 8 cá nhân.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 8 collective, 8 individual"],
    ),
    (
        "> Trao Kỷ niệm chương cho các cá nhân có đóng góp cho sự phát triển HTX",
        ["Kỷ niệm chương | cho some individual"],
    ),
    (
        "{O|UBND tỉnh} tặng Cờ thi đua cho 2 tập thể ({O|HTX Nà Sản}, {O|HTX Chè Mây}).",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây"],
    ),
    (
        "{O|UBND tỉnh} tặng Cờ thi đua cho 02 đơn vị là {O|HTX Nà Sản} và {O|HTX Chè Mây}; Bằng khen cho 5 tập thể.",
        [
            "Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho 5 collective",
        ],
    ),
    (
        "{O|Trung ương Đoàn} trao Giải thưởng Lương Định Của cho 50 nhà nông trẻ xuất sắc.",
        ["Giải thưởng Lương Định Của | của Trung ương Đoàn | cho 50 individual"],
    ),
    (
        "{O|Bộ Nông nghiệp và Phát triển nông thôn} cũng đã trao Bằng khen cho {O|HTX Nà Sản} vì thành tích sản xuất.",
        ["Bằng khen | của Bộ Nông nghiệp và Phát triển nông thôn | cho HTX Nà Sản"],
    ),
    (
        "{O|Hội đồng thi đua} xét tặng danh hiệu Chiến sĩ thi đua cơ sở cho 15 cá nhân.",
        ["Chiến sĩ thi đua cơ sở | của Hội đồng thi đua | cho 15 individual | (proposed)"],
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
    (
        "Nhân dịp kỷ niệm 20 năm thành lập, {O|Trường THPT Hạc Trì} vinh dự được {R|Chủ tịch nước} tặng thưởng Huân chương Lao động hạng Nhì.",
        ["Huân chương Lao động hạng Nhì | của Chủ tịch nước | cho Trường THPT Hạc Trì"],
    ),
    (
        "Ghi nhận thành tích xuất sắc trong chiến dịch, {R|Bộ trưởng @Bộ Quốc phòng} tặng Bằng khen cho 3 tập thể; {R|Tư lệnh @Quân khu 2} tặng Bằng khen cho 5 cá nhân.",
        [
            "Bằng khen | của Bộ trưởng Bộ Quốc phòng | cho 3 collective",
            "Bằng khen | của Tư lệnh Quân khu 2 | cho 5 individual",
        ],
    ),
    (
        "Nghệ sĩ {P|Hà Thị Mây} được phong tặng danh hiệu Nghệ sĩ Nhân dân năm 2019.",
        ["Nghệ sĩ Nhân dân | cho Hà Thị Mây | ngày 2019"],
    ),
    (
        "{P|Ông Vi Văn Pao} được {R|Chủ tịch nước} tặng thưởng Huân chương Kháng chiến hạng Nhất, Huy chương Kháng chiến hạng Nhì và nhiều Bằng khen.",
        [
            "Huân chương Kháng chiến hạng Nhất | của Chủ tịch nước | cho Vi Văn Pao",
            "Huy chương Kháng chiến hạng Nhì | của Chủ tịch nước | cho Vi Văn Pao",
            "Bằng khen | của Chủ tịch nước | cho Vi Văn Pao",
        ],
    ),
    (
        "{O|HTX Nà Sản} đã vinh dự được {O|Chính phủ} tặng Cờ thi đua, {R|Thủ tướng Chính phủ} tặng Bằng khen.",
        ["Cờ thi đua | của Chính phủ | cho HTX Nà Sản", "Bằng khen | của Thủ tướng Chính phủ | cho HTX Nà Sản"],
    ),
    (
        "{O|HTX Nà Sản} vinh dự nhận Bằng khen của {R|Thủ tướng Chính phủ} và Cờ thi đua của {O|UBND tỉnh}.",
        ["Bằng khen | của Thủ tướng Chính phủ | cho HTX Nà Sản", "Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    (
        "Căn cứ Quyết định số 88/QĐ-UBND ngày 05/01/2024 của {R|Chủ tịch @UBND tỉnh} về việc tặng Bằng khen, 6 tập thể và 9 cá nhân đã được tặng Bằng khen.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 6 collective, 9 individual | số 88/QĐ-UBND"],
    ),
    (
        "Đại diện {O|HTX Nà Sản} nhận Cờ thi đua của {O|UBND tỉnh}.",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
    (
        "> Các tập thể, cá nhân nhận Giấy khen của {O|Liên minh HTX tỉnh}",
        ["Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho some collective, some individual"],
    ),
    ("Các tập thể và cá nhân được {O|Liên minh HTX tỉnh} khen thưởng tại hội nghị.", []),
    (
        "Nhân dịp này, có 3 tập thể và 5 cá nhân được {R|Chủ tịch @UBND tỉnh} tặng Bằng khen; 10 tập thể và 20 cá nhân được {R|Chủ tịch @Liên minh HTX tỉnh} tặng Giấy khen; 2 cá nhân được {O|Liên minh HTX Việt Nam} tặng Kỷ niệm chương.",
        [
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 3 collective, 5 individual",
            "Giấy khen | của Chủ tịch Liên minh HTX tỉnh Vân Hạc | cho 10 collective, 20 individual",
            "Kỷ niệm chương | của Liên minh HTX Việt Nam | cho 2 individual",
        ],
    ),
    (
        "Với những thành tích đó, tập thể cán bộ {O|Sở Công Thương} đã được {O|Đảng, Nhà nước} trao tặng nhiều phần thưởng cao quý.",
        [],
    ),
    ("Hội Nông dân xã đã nhiều lần được {O|UBND tỉnh} tặng Bằng khen.", []),
    (
        "Đến nay toàn tỉnh đã có 120 bà mẹ được phong tặng, truy tặng danh hiệu “Bà mẹ Việt Nam Anh hùng”.",
        ["Bà mẹ Việt Nam Anh hùng | cho 120 individual"],
    ),
    (
        "{P|Anh Sùng A Dế} là một trong 50 nhà nông trẻ được nhận Giải thưởng Lương Định Của năm 2023.",
        ["Giải thưởng Lương Định Của năm 2023 | cho Sùng A Dế, 50 individual"],
    ),
    ("{P|Bà Hà Thị Mây} được công nhận là Nghệ nhân Ưu tú.", ["Nghệ nhân Ưu tú | cho Hà Thị Mây"]),
    (
        "{O|Quân khu 2} được tuyên dương danh hiệu Anh hùng Lực lượng vũ trang nhân dân.",
        ["Anh hùng Lực lượng vũ trang nhân dân | cho Quân khu 2"],
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
    (
        "Nhân dịp này, {R|Chủ tịch @UBND tỉnh} tặng Bằng khen cho:\n- 5 tập thể có thành tích xuất sắc trong phát triển kinh tế tập thể;\n- 8 cá nhân có thành tích xuất sắc.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 5 collective, 8 individual"],
    ),
    (
        "Danh sách các cá nhân được tặng Kỷ niệm chương:\n1. {P|Ông Lò Văn Tám, Giám đốc @HTX Nà Sản};\n2. {P|Bà Hà Thị Mây, Phó Giám đốc @HTX Chè Mây};",
        ["Kỷ niệm chương | cho Lò Văn Tám, Hà Thị Mây"],
    ),
    (
        "Nhân dịp này, {R|Chủ tịch @UBND tỉnh} đã:\n- Tặng Cờ thi đua cho {O|HTX Nà Sản};\n- Tặng Bằng khen cho 5 tập thể.",
        [
            "Cờ thi đua | của Chủ tịch UBND tỉnh Vân Hạc | cho HTX Nà Sản",
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 5 collective",
        ],
    ),
    (
        "Theo dự kiến, {O|UBND tỉnh} sẽ:\n- Tặng Cờ thi đua cho {O|HTX Nà Sản};",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | (planned)"],
    ),
    (
        "Kết quả hội thi:\n- Giải Nhất: {O|HTX Nà Sản};\n- Giải Nhì: {O|HTX Chè Mây} và {O|HTX Dâu tằm};\n- 3 giải Ba: {P|Lê Văn Gấm}, {P|Hồ Thị Đào}, {P|Trần Bá Đào}.",
        [
            "Giải Nhất | cho HTX Nà Sản",
            "Giải Nhì | cho HTX Chè Mây, HTX Dâu tằm",
            "Giải Ba | cho Lê Văn Gấm, Hồ Thị Đào, Trần Bá Đào",
        ],
    ),
    (
        "Tại hội nghị, {O|Liên minh HTX tỉnh} đã khen thưởng cho các tập thể, cá nhân như sau:\n1. Cờ thi đua của {O|UBND tỉnh}: {O|HTX Nà Sản}, {O|HTX Chè Mây}.\n2. Bằng khen của {R|Chủ tịch @UBND tỉnh}: {O|HTX Dâu tằm}, {P|ông Vi Văn Pao}.\n3. Giấy khen của {O|Liên minh HTX tỉnh}: 5 tập thể, 7 cá nhân.",
        [
            "Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây",
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho HTX Dâu tằm, Vi Văn Pao",
            "Giấy khen | của Liên minh HTX tỉnh Vân Hạc | cho 5 collective, 7 individual",
        ],
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
    ("{O|UBND tỉnh} tôn vinh 20 doanh nghiệp, doanh nhân tiêu biểu.", []),
    ("Ông được tặng nhiều Huân chương, Huy chương cao quý.", []),
    (
        "Sở đã đề nghị {R|Chủ tịch @UBND tỉnh} tặng Bằng khen cho 3 cá nhân.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 3 individual | (proposed)"],
    ),
    (
        "Hội đồng đã họp xét, đề nghị phong tặng danh hiệu Nghệ nhân Ưu tú cho 5 cá nhân.",
        ["Nghệ nhân Ưu tú | cho 5 individual | (proposed)"],
    ),
    ("{P|Bà Hà Thị Mây} chưa được tặng Huân chương nào.", []),
    (
        '{O|HTX Nà Sản} nỗ lực phấn đấu để đạt danh hiệu "HTX tiêu biểu".',
        ["HTX tiêu biểu | cho HTX Nà Sản | (planned)"],
    ),
    (
        "Dự kiến, dịp này {O|UBND tỉnh} khen thưởng 5 tập thể.",
        ["Khen thưởng | của UBND tỉnh Vân Hạc | cho 5 collective | (planned)"],
    ),
]

MIXED = [
    (
        "Trong đó, {O|HTX Nà Sản} được tặng Cờ thi đua của {O|Chính phủ}; {O|HTX Chè Mây} và {O|HTX Dâu tằm} được tặng Cờ thi đua của {O|UBND tỉnh}; 12 tập thể, 15 cá nhân được tặng Bằng khen của {R|Chủ tịch @UBND tỉnh}.",
        [
            "Cờ thi đua | của Chính phủ | cho HTX Nà Sản",
            "Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Chè Mây, HTX Dâu tằm",
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 12 collective, 15 individual",
        ],
    ),
    (
        "Ngày 05/01/2024, {R|Chủ tịch @UBND tỉnh} ban hành Quyết định số 22/QĐ-UBND về việc tặng Bằng khen cho {P|ông Vi Văn Pao}, trú tại xã Nà Lèng, vì đã dũng cảm cứu người.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho Vi Văn Pao | ngày 2024-01-05 | số 22/QĐ-UBND"],
    ),
    (
        "{P|Ông Vi Văn Pao}, người vừa được {R|Chủ tịch @UBND tỉnh} tặng Bằng khen, cho biết gia đình rất vui.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho Vi Văn Pao"],
    ),
    (
        "Chiều 18/1, {R|Chủ tịch @UBND tỉnh} {P|Lò Văn Tám} đã đến thăm, trao Bằng khen và 10 triệu đồng cho gia đình {P|ông Vi Văn Pao}.",
        ["Bằng khen | cho Vi Văn Pao | trao Lò Văn Tám | ngày 2024-01-18"],
    ),
    (
        "Thay mặt lãnh đạo {O|Tỉnh ủy}, {P|đồng chí Lò Văn Tám} tặng hoa, quà và trao Huy hiệu 70 năm tuổi Đảng cho {P|đồng chí Vi Văn Pao}.",
        ["Huy hiệu 70 năm tuổi Đảng | của Tỉnh ủy Vân Hạc | cho Vi Văn Pao | trao Lò Văn Tám | thay Tỉnh ủy Vân Hạc"],
    ),
    (
        '{O|Ban Chấp hành Đảng bộ tỉnh} tặng {O|Đảng bộ huyện Hạc Trì} bức trướng và Cờ "Đảng bộ trong sạch vững mạnh tiêu biểu".',
        [
            "Cờ “Đảng bộ trong sạch vững mạnh tiêu biểu” | của Ban Chấp hành Đảng bộ tỉnh Vân Hạc | cho Đảng bộ huyện Hạc Trì"
        ],
    ),
    (
        "{O|Bộ Công an} quyết định tặng Cờ thi đua xuất sắc cho {O|Công an tỉnh}; tặng Bằng khen cho {O|Phòng Tham mưu} và 3 cá nhân.",
        [
            "Cờ thi đua xuất sắc | của Bộ Công an | cho Công an tỉnh Vân Hạc",
            "Bằng khen | của Bộ Công an | cho Phòng Tham mưu, 3 individual",
        ],
    ),
    (
        'Năm 2023, {O|Công an tỉnh} được {O|Bộ Công an} tặng Cờ "Đơn vị xuất sắc trong phong trào thi đua Vì an ninh Tổ quốc"; có 2 tập thể được {R|Chủ tịch nước} tặng Huân chương Chiến công hạng Ba.',
        [
            "Cờ “Đơn vị xuất sắc trong phong trào thi đua Vì an ninh Tổ quốc” | của Bộ Công an | cho Công an tỉnh Vân Hạc | ngày 2023",
            "Huân chương Chiến công hạng Ba | của Chủ tịch nước | cho 2 collective | ngày 2023",
        ],
    ),
    (
        "Với những nỗ lực không ngừng, {P|thầy Lê Văn Gấm} được {O|Bộ Giáo dục và Đào tạo} tặng Bằng khen, được công nhận Chiến sĩ thi đua cấp tỉnh.",
        ["Bằng khen | của Bộ Giáo dục và Đào tạo | cho Lê Văn Gấm", "Chiến sĩ thi đua cấp tỉnh | cho Lê Văn Gấm"],
    ),
    (
        "{P|Bác sĩ Lê Thị Mận} vinh dự là 1 trong 12 thầy thuốc của tỉnh được phong tặng danh hiệu Thầy thuốc Ưu tú.",
        ["Thầy thuốc Ưu tú | cho Lê Thị Mận, 12 individual"],
    ),
    (
        'Ban tổ chức đã trao giải A cho tác giả {P|Lê Văn Gấm} ({O|Báo Vân Hạc}) với tác phẩm "Nước"; giải B cho nhóm tác giả {P|Hồ Thị Đào}, {P|Trần Bá Đào}.',
        ["Giải A | cho Lê Văn Gấm", "Giải B | cho Hồ Thị Đào, Trần Bá Đào"],
    ),
    (
        '{O|Hội Nông dân Việt Nam} tôn vinh và trao danh hiệu "Nông dân Việt Nam xuất sắc" cho 100 nông dân, trong đó có {P|ông Vi Văn Pao} ở xã Nà Lèng.',
        ["Nông dân Việt Nam xuất sắc | của Hội Nông dân Việt Nam | cho 100 individual, Vi Văn Pao"],
    ),
    (
        "{P|Ông Giàng A Súa} nguyên là {R|Chủ tịch @UBND xã Nà Lèng}. Ông đã được tặng Huân chương Kháng chiến hạng Ba.",
        ["Huân chương Kháng chiến hạng Ba | cho Giàng A Súa"],
    ),
    (
        "Các tập thể được tặng Bằng khen của {O|UBND tỉnh} là {O|HTX Nà Sản}, {O|HTX Chè Mây}; các cá nhân được tặng Bằng khen là {P|ông Vi Văn Pao}, {P|bà Lê Thị Mận}.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây", "Bằng khen | cho Vi Văn Pao, Lê Thị Mận"],
    ),
    (
        "Tặng Bằng khen của {R|Chủ tịch @UBND tỉnh} cho 4 tập thể: {O|Phòng Nông nghiệp}, {O|Phòng Tài chính}, {O|HTX Nà Sản} và {O|HTX Chè Mây}; 2 cá nhân: {P|ông Vi Văn Pao} và {P|bà Lê Thị Mận}.",
        [
            "Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho Phòng Nông nghiệp, Phòng Tài chính, HTX Nà Sản, HTX Chè Mây, Vi Văn Pao, Lê Thị Mận"
        ],
    ),
    (
        "{O|UBND huyện Hạc Trì} biểu dương, khen thưởng 15 gia đình văn hóa tiêu biểu.",
        ["Khen thưởng | của UBND huyện Hạc Trì | cho 15 household"],
    ),
    (
        "Trước đó, {O|UBND tỉnh} đã tặng Bằng khen cho {O|HTX Nà Sản} năm 2020.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản"],
    ),
]

CASES = [*MIXED, *ACTIVE, *PASSIVE, *DELEGATED, *LISTED, *NOT_IN_FORCE]


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
