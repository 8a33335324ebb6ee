"""Who took part in an event, and how."""

import pytest

from ingest.extract import reader
from ingest.model import Document, Mention, Participation, Qualifier
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

OPENING = "Ngày 5/1/2024, Liên minh HTX tỉnh Vân Hạc tổ chức Hội nghị tổng kết năm 2023."


def told(text: str) -> list[tuple[str, str]]:
    whole = f"Hội nghị của Liên minh HTX\n\n{OPENING} {text}\n"
    document = Document("d", "s", None, "", PartialDate(2024, 1, 6), whole, blocks(whole), publisher="Báo Vân Hạc")
    claims = [c for c in reader.extract(document).claims if isinstance(c, Participation)]
    assert all(whole[e.span.start : e.span.end] == e.quote for c in claims for e in c.evidence if e.span)
    return [(str(c.role), c.agent.name if isinstance(c.agent, Mention) else c.agent.wording) for c in claims]


CASES = [
    ("Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh chủ trì Hội nghị.", [("chaired", "Lò Văn Tám")]),
    ("Chủ trì Hội nghị là ông Lò Văn Tám.", [("chaired", "Lò Văn Tám")]),
    ("Ông Lò Văn Tám và bà Đào Thị Mười đồng chủ trì.", [("chaired", "Lò Văn Tám"), ("chaired", "Đào Thị Mười")]),
    ("Dự Hội nghị có ông Lò Văn Tám, bà Đào Thị Mười và gần 150 đại biểu.",
     [("attended", "Lò Văn Tám"), ("attended", "Đào Thị Mười"), ("attended", "gần 150 đại biểu")]),
    ("Tham dự có các đồng chí: Lò Văn Tám - Phó Chủ tịch UBND tỉnh; Đào Thị Mười - Giám đốc HTX Suối Mơ.",
     [("attended", "Lò Văn Tám"), ("attended", "Đào Thị Mười")]),
    ("Tới dự có đại diện Sở Công Thương và hơn 60 đại biểu.",
     [("attended", "Sở Công Thương tỉnh Vân Hạc"), ("attended", "hơn 60 đại biểu")]),
    ("Ông Lò Văn Tám dự và phát biểu chỉ đạo.", [("attended", "Lò Văn Tám")]),
    ("Phát biểu tại Hội nghị, bà Đào Thị Mười đề nghị các HTX cố gắng.", [("spoke", "Đào Thị Mười")]),
    ("Ông Lò Văn Tám phát biểu chỉ đạo Hội nghị.", [("spoke", "Lò Văn Tám")]),
    ("Phát biểu kết luận Hội nghị, ông Lò Văn Tám ghi nhận kết quả.", [("concluded", "Lò Văn Tám")]),
    ("Ông Lò Văn Tám phát biểu kết luận Hội nghị.", [("concluded", "Lò Văn Tám")]),
    ("Báo cáo do bà Đào Thị Mười trình bày nêu rõ kết quả.", [("reported", "Đào Thị Mười")]),
    ("Bà Đào Thị Mười trình bày báo cáo tổng kết.", [("reported", "Đào Thị Mười")]),
    # Invited, absent, planned or elsewhere: no part.
    ("Ban tổ chức mời ông Lò Văn Tám.", []),
    ("Ông Lò Văn Tám không dự Hội nghị.", []),
    ("Ông Lò Văn Tám làm dự án trồng chè.", []),
    ("Tổng số có 9.250 thành viên.", []),
    ("Bà Đào Thị Mười là Giám đốc HTX Suối Mơ.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_parts_are_read_as_told(text: str, parts: list[tuple[str, str]]) -> None:
    assert told(text) == parts


def test_delegates_keep_their_qualifier() -> None:
    whole = f"Tin\n\n{OPENING} Dự Hội nghị có hơn 200 đại biểu.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    (claim,) = (c for c in reading.claims if isinstance(c, Participation))
    assert not isinstance(claim.agent, Mention)
    assert (claim.agent.count, claim.agent.qualifier) == (200, Qualifier.MORE_THAN)


def test_a_page_without_an_event_has_no_parts() -> None:
    whole = "Tin\n\nÔng Lò Văn Tám phát biểu.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    assert not [c for c in reading.claims if isinstance(c, Participation)]
