"""One conferral told several times is one; look-alikes stay apart."""

import pytest

from ingest.extract import conferrals
from ingest.model import Conferral

ONE = [
    (
        "a caption adds the presenter",
        "{O|UBND tỉnh} tặng Cờ thi đua cho 02 HTX.\n> {P|Ông Lò Văn Tám, Giám đốc @Sở Công Thương} thừa ủy quyền của {R|Chủ tịch @UBND tỉnh} trao Cờ thi đua cho 02 đơn vị",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho 2 cooperative | trao Lò Văn Tám | thay Chủ tịch UBND tỉnh Vân Hạc"],
    ),
    (
        "a caption names the form only",
        "{O|Liên minh HTX Việt Nam} tặng Kỷ niệm chương “Vì sự nghiệp phát triển HTX” cho {P|ông Lò Văn Tám} và {P|bà Hà Thị Mây}.\n> {P|Ông Lê Văn Hải} trao Kỷ niệm chương cho các cá nhân",
        [
            "Kỷ niệm chương “Vì sự nghiệp phát triển HTX” | của Liên minh HTX Việt Nam | cho Lò Văn Tám, Hà Thị Mây | trao Lê Văn Hải"
        ],
    ),
    (
        "the headline tells it first",
        "# 5 tập thể, 8 cá nhân nhận Bằng khen\nTại hội nghị, {R|Chủ tịch @UBND tỉnh} tặng Bằng khen cho 5 tập thể và 8 cá nhân.",
        ["Bằng khen | của Chủ tịch UBND tỉnh Vân Hạc | cho 5 collective, 8 individual"],
    ),
    (
        "names after a total of the same size are the total",
        "Cờ thi đua của {O|UBND tỉnh} được trao cho hai đơn vị: {O|HTX Nà Sản} và {O|HTX Chè Mây}.\n> {P|Ông Lê Văn Hải} trao Cờ thi đua cho hai đơn vị",
        ["Cờ thi đua | của UBND tỉnh Vân Hạc | cho HTX Nà Sản, HTX Chè Mây | trao Lê Văn Hải"],
    ),
]

APART = [
    (
        "two authorities",
        "{O|UBND tỉnh} tặng Bằng khen cho 3 tập thể. {O|Liên minh HTX Việt Nam} tặng Bằng khen cho 4 tập thể.",
        2,
    ),
    (
        "two years",
        "Năm 2021, {O|HTX Nà Sản} được {O|UBND tỉnh} tặng Cờ thi đua. Năm 2022, {O|HTX Nà Sản} được {O|UBND tỉnh} tặng Cờ thi đua.",
        2,
    ),
    (
        "two grades",
        "{R|Chủ tịch nước} tặng Huân chương Lao động hạng Nhì cho {O|HTX Nà Sản}, Huân chương Lao động hạng Ba cho {O|HTX Chè Mây}.",
        2,
    ),
    (
        "one in force and one proposed",
        "{O|UBND tỉnh} tặng Bằng khen cho {O|HTX Nà Sản}. {O|HTX Nà Sản} được đề nghị tặng Huân chương Lao động hạng Ba.",
        2,
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), ONE)
def test_tellings_of_one_conferral_are_one(told, why: str, text: str, expected: list[str]):
    assert told(text) == expected, why


@pytest.mark.parametrize(("why", "text", "count"), APART)
def test_look_alikes_stay_apart(told, why: str, text: str, count: int):
    assert len(told(text)) == count, why


def test_every_telling_is_a_piece_of_evidence(page_of):
    page = page_of(ONE[0][1])
    (conferral,) = [claim for claim in conferrals.read(page) if isinstance(claim, Conferral)]
    assert len(conferral.evidence) == 2
    for evidence in conferral.evidence:
        assert evidence.span is not None
        assert page.document.text[evidence.span.start : evidence.span.end] == evidence.quote
