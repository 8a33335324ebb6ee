"""Who took part in an event, and how."""

import pytest

from ingest.extract import reader
from ingest.model import Document, Mention, Participation, Qualifier
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

OPENING = "Ngày 5/1/2024, Liên minh HTX tỉnh Vân Hạc tổ chức Hội nghị tổng kết năm 2023."


def parts_of(text: str) -> list[tuple[str, str]]:
    gap = "\n\n" if text.startswith("> ") else " "
    whole = f"Hội nghị của Liên minh HTX\n\n{OPENING}{gap}{text.removeprefix('> ')}\n\nMọi người ra về phấn khởi.\n"
    document = Document("d", "s", None, "", PartialDate(2024, 1, 6), whole, blocks(whole), publisher="Báo Vân Hạc")
    claims = [c for c in reader.extract(document).claims if isinstance(c, Participation)]
    assert all(whole[e.span.start : e.span.end] == e.quote for c in claims for e in c.evidence if e.span)
    return [(str(c.role), c.agent.name if isinstance(c.agent, Mention) else c.agent.wording) for c in claims]


def told(text: str) -> list[tuple[str, str]]:
    return [part for part in parts_of(text) if part[0] != "organized"]


TÁM, MƯỜI = "Lò Văn Tám", "Đào Thị Mười"
CASES = [
    ("Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh chủ trì Hội nghị.", [("chaired", TÁM)]),
    ("Chủ trì Hội nghị là ông Lò Văn Tám.", [("chaired", TÁM)]),
    ("Ông Lò Văn Tám và bà Đào Thị Mười đồng chủ trì.", [("chaired", TÁM), ("chaired", MƯỜI)]),
    ("Hội nghị do đồng chí Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh chủ trì.", [("chaired", TÁM)]),
    ("Dưới sự chủ trì của đồng chí Lò Văn Tám, Hội nghị đã thảo luận sôi nổi.", [("chaired", TÁM)]),
    ("Chủ trì Hội nghị, đồng chí Lò Văn Tám nêu rõ mục đích.", [("chaired", TÁM)]),
    ("Dự Hội nghị có ông Lò Văn Tám, bà Đào Thị Mười và gần 150 đại biểu.",
     [("attended", TÁM), ("attended", MƯỜI), ("attended", "gần 150 đại biểu")]),
    ("Tham dự có các đồng chí: Lò Văn Tám - Phó Chủ tịch UBND tỉnh; Đào Thị Mười - Giám đốc HTX Suối Mơ.",
     [("attended", TÁM), ("attended", MƯỜI)]),
    ("Tới dự có đại diện Sở Công Thương và hơn 60 đại biểu.",
     [("attended", "Sở Công Thương tỉnh Vân Hạc"), ("attended", "hơn 60 đại biểu")]),
    ("Về phía tỉnh có các đồng chí: Lò Văn Tám, Phó Bí thư Tỉnh ủy; Đào Thị Mười, Chủ tịch HĐND tỉnh.",
     [("attended", TÁM), ("attended", MƯỜI)]),
    ("Hội nghị có sự tham dự của ông Lò Văn Tám, Chủ tịch UBND tỉnh.", [("attended", TÁM)]),
    ("Ông Lò Văn Tám và gần 50 đại biểu tham dự Hội nghị.", [("attended", TÁM), ("attended", "gần 50 đại biểu")]),
    ("Ông Lò Văn Tám dự và phát biểu chỉ đạo.", [("spoke", TÁM), ("attended", TÁM)]),
    ("Phát biểu tại Hội nghị, bà Đào Thị Mười đề nghị các HTX cố gắng.", [("spoke", MƯỜI)]),
    ("Ông Lò Văn Tám phát biểu chỉ đạo Hội nghị.", [("spoke", TÁM)]),
    ("Tại Hội nghị, bà Đào Thị Mười, Giám đốc HTX Suối Mơ nêu ý kiến về vốn.", [("spoke", MƯỜI)]),
    ("Tham luận tại Hội nghị, bà Đào Thị Mười chia sẻ kinh nghiệm.", [("spoke", MƯỜI)]),
    ("Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh khai mạc Hội nghị.", [("spoke", TÁM)]),
    ("> Đồng chí Lò Văn Tám phát biểu tại Hội nghị", [("spoke", TÁM)]),
    ("Phát biểu kết luận Hội nghị, ông Lò Văn Tám ghi nhận kết quả.", [("concluded", TÁM)]),
    ("Ông Lò Văn Tám phát biểu kết luận Hội nghị.", [("concluded", TÁM)]),
    ("Kết luận Hội nghị, ông Lò Văn Tám yêu cầu các HTX đổi mới.", [("concluded", TÁM)]),
    ("Báo cáo do bà Đào Thị Mười trình bày nêu rõ kết quả.", [("reported", MƯỜI)]),
    ("Bà Đào Thị Mười trình bày báo cáo tổng kết.", [("reported", MƯỜI)]),
    ("Bà Đào Thị Mười báo cáo kết quả công tác năm 2023.", [("reported", MƯỜI)]),
    ("Đồng chí Lò Văn Tám trao Bằng khen của UBND tỉnh cho 5 tập thể.", [("presented", TÁM)]),
    ("Thừa ủy quyền của Chủ tịch UBND tỉnh, ông Lò Văn Tám trao Cờ thi đua cho 2 HTX.", [("presented", TÁM)]),
    ("> Đồng chí Lò Văn Tám (bên trái) và bà Đào Thị Mười ký kết chương trình phối hợp",
     [("signed", TÁM), ("signed", MƯỜI)]),
    ("Liên minh HTX tỉnh đã ký giao ước thi đua với Liên minh HTX tỉnh Cao Bằng.",
     [("signed", "Liên minh HTX tỉnh Vân Hạc"), ("signed", "Liên minh HTX tỉnh Cao Bằng")]),
    # Whom a delegate speaks for, and where a post is, took no part.
    ("Dự Hội nghị có ông Lò Văn Tám và 30 đại biểu là thành viên của Liên minh HTX tỉnh.",
     [("attended", TÁM), ("attended", "30 đại biểu")]),
    # Invited, absent, planned, at another time or elsewhere: no part.
    ("Ban tổ chức mời ông Lò Văn Tám.", []),
    ("Ông Lò Văn Tám không dự Hội nghị.", []),
    ("Ông Lò Văn Tám vắng mặt tại Hội nghị.", []),
    ("Ông Lò Văn Tám sẽ chủ trì Hội nghị vào tháng tới.", []),
    ("Đồng chí Lò Văn Tám được mời dự Hội nghị.", []),
    ("Năm 2019, ông Lò Văn Tám tham dự một lớp tập huấn.", []),
    ("Ông Lò Văn Tám phát biểu ý kiến trên báo chí năm 2010.", []),
    ("Ông Lò Văn Tám làm dự án trồng chè.", []),
    ("Ông Lò Văn Tám được trao Bằng khen của UBND tỉnh.", []),
    ("Tổng số có 9.250 thành viên.", []),
    ("Bà Đào Thị Mười là Giám đốc HTX Suối Mơ.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_parts_are_read_as_told(text: str, parts: list[tuple[str, str]]) -> None:
    assert told(text) == parts


def test_who_holds_an_event_takes_part_by_holding_it() -> None:
    assert parts_of("Trời đẹp.") == [("organized", "Liên minh HTX tỉnh Vân Hạc")]


def test_evidence_holds_both_who_and_what() -> None:
    whole = f"Tin\n\n{OPENING} Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh phát biểu kết luận.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    quotes = [
        c.evidence[0].quote for c in reading.claims if isinstance(c, Participation) and str(c.role) == "concluded"
    ]
    assert quotes == ["Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh phát biểu kết luận"]


def test_delegates_keep_their_qualifier() -> None:
    whole = f"Tin\n\n{OPENING} Dự Hội nghị có hơn 200 đại biểu.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    (claim,) = (c for c in reading.claims if isinstance(c, Participation) and str(c.role) == "attended")
    assert not isinstance(claim.agent, Mention)
    assert (claim.agent.count, claim.agent.qualifier) == (200, Qualifier.MORE_THAN)


def test_a_page_without_an_event_has_no_parts() -> None:
    whole = "Tin\n\nÔng Lò Văn Tám phát biểu.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    assert not [c for c in reading.claims if isinstance(c, Participation)]
