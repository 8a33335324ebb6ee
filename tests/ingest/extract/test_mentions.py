"""People, organizations and posts in plain sentences: what is named, in its fullest form, and who holds which seat."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate


def document(text: str, publisher: str | None = None, place: str | None = None) -> Document:
    return Document("d", "s", None, "", PartialDate(2024, 3, 2), text, blocks(text), publisher=publisher, place=place)


def told(text: str, publisher: str | None = None, place: str | None = None) -> dict[str, list[dict[str, object]]]:
    return facts(reader.extract(document(f"Tin hoạt động\n\n{text}\n", publisher, place)))


def organizations(text: str, publisher: str | None = "Liên minh HTX tỉnh Bắc Giang") -> list[str]:
    return [str(one["name"]) for one in told(text, publisher)["organizations"]]


ORGANIZATIONS = [
    ("Liên minh HTX tỉnh tổ chức hội nghị.", ["Liên minh HTX tỉnh Bắc Giang"]),
    ("Liên minh Hợp tác xã (HTX) tỉnh Bắc Giang ra mắt trang tin.", ["Liên minh Hợp tác xã tỉnh Bắc Giang"]),
    ("Liên minh HTX Việt Nam đánh giá cao kết quả này.", ["Liên minh HTX Việt Nam"]),
    ("Tỉnh ủy, HĐND, UBND tỉnh đã ban hành nhiều chính sách.",
     ["Tỉnh ủy Bắc Giang", "HĐND tỉnh Bắc Giang", "UBND tỉnh Bắc Giang"]),
    ("UBND huyện Yên Thế và UBND xã Tam Tiến cùng dự.", ["UBND huyện Yên Thế", "UBND xã Tam Tiến"]),
    ("Sở Nông nghiệp và PTNT, Sở Công Thương phối hợp.",
     ["Sở Nông nghiệp và PTNT tỉnh Bắc Giang", "Sở Công Thương tỉnh Bắc Giang"]),
    ("Bộ Kế hoạch và Đầu tư vừa ban hành thông tư.", ["Bộ Kế hoạch và Đầu tư"]),
    ("HTX Nông nghiệp hữu cơ Suối Mơ được công nhận.", ["HTX Nông nghiệp hữu cơ Suối Mơ"]),
    ("HTX Dịch vụ, Thương mại Ba Tia và Công ty TNHH Sao Khuê ký kết.",
     ["HTX Dịch vụ, Thương mại Ba Tia", "Công ty TNHH Sao Khuê"]),
    ("Quỹ tín dụng nhân dân xã Tân Mỹ hoạt động tốt.", ["Quỹ tín dụng nhân dân xã Tân Mỹ"]),
    ("Liên minh HTX các tỉnh Yên Bái, Lào Cai và TP. Hải Phòng cùng dự.",
     ["Liên minh HTX tỉnh Yên Bái", "Liên minh HTX tỉnh Lào Cai", "Liên minh HTX TP. Hải Phòng"]),
    ("Ban Chỉ đạo phát triển kinh tế tập thể tỉnh họp phiên đầu.",
     ["Ban Chỉ đạo phát triển kinh tế tập thể tỉnh Bắc Giang"]),
    ("Khối thi đua các HTX ký giao ước.", ["Khối thi đua các HTX"]),
    ("Phòng Chính sách, Liên minh HTX tỉnh tiếp nhận.", ["Phòng Chính sách, Liên minh HTX tỉnh Bắc Giang",
                                                         "Liên minh HTX tỉnh Bắc Giang"]),
    ("Trường THPT Yên Thế đón nhận bằng.", ["Trường THPT Yên Thế"]),
    ("Tổng công ty Điện Biển Đông (EBD) tài trợ. EBD cũng tặng quà.", ["Tổng công ty Điện Biển Đông"]),
    ("Quỹ Hỗ trợ phát triển HTX tỉnh giải ngân.", ["Quỹ Hỗ trợ phát triển HTX tỉnh Bắc Giang"]),
    ("Thanh tra Bộ Công an làm việc.", ["Thanh tra Bộ Công an", "Bộ Công an"]),
    ("Ban Tổ chức Tỉnh ủy công bố quyết định.", ["Ban Tổ chức Tỉnh ủy Bắc Giang", "Tỉnh ủy Bắc Giang"]),
    ("Viện Công nghệ sinh học (Đại học Huế) hợp tác.", ["Viện Công nghệ sinh học, Đại học Huế", "Đại học Huế"]),
    ("Hội Nông dân TPHCM và Sở Y tế Hà Nội cùng dự.", ["Hội Nông dân TPHCM", "Sở Y tế Hà Nội"]),
    ("HTX Rau sạch Vân Hội được khen.", ["HTX Rau sạch Vân Hội"]),
    ("HTX Chè Suối Mơ và HTX Mật ong Khe Rỗ được khen.", ["HTX Chè Suối Mơ", "HTX Mật ong Khe Rỗ"]),
    ("Ủy ban An toàn giao thông Quốc gia cho rằng cần làm ngay.", ["Ủy ban An toàn giao thông Quốc gia"]),
    # Groups, small talk and events name no organization.
    ("Các HTX trên địa bàn tỉnh hoạt động hiệu quả.", []),
    ("Có 141 HTX thành lập mới trong năm.", []),
    ("Hội nghị tổng kết diễn ra tại hội trường lớn.", []),
    ("Các sở, ngành, đoàn thể cùng vào cuộc.", []),
    ("HTX phát triển theo hướng sản phẩm sạch.", []),
    ("Vụ mùa năm nay bội thu.", []),
    ("Chủ trương của Đảng và Nhà nước được triển khai.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ORGANIZATIONS)
def test_organizations_are_named_in_their_fullest_form(text: str, names: list[str]) -> None:
    assert organizations(text) == names


def test_no_province_is_assumed_where_nothing_settles_it() -> None:
    assert organizations("Liên minh HTX tỉnh tổ chức hội nghị.", publisher=None) == ["Liên minh HTX tỉnh"]


def test_the_level_of_a_chain_stands_after_its_last_body() -> None:
    names = organizations("HĐND, UBND huyện Lục Ngạn báo cáo.")
    assert names == ["HĐND huyện Lục Ngạn", "UBND huyện Lục Ngạn"]


PEOPLE = [
    ("Ông Lò Văn Tám phát biểu.", ["Lò Văn Tám"]),
    ("Đồng chí Trần Thị Thu Hà chủ trì.", ["Trần Thị Thu Hà"]),
    ("PGS.TS Nguyễn Bá Lộc trình bày.", ["Nguyễn Bá Lộc"]),
    ("Phó Chủ tịch UBND tỉnh Hoàng Khải Vinh dự.", ["Hoàng Khải Vinh"]),
    ("Các đồng chí: Vũ Văn Chín, Đào Thị Mười cùng dự.", ["Vũ Văn Chín", "Đào Thị Mười"]),
    ("Ông Lò Văn Tám đến sớm. Chiều về, ông Tám ra đồng.", ["Lò Văn Tám"]),
    ("Bà H'Lan Niê nhận hoa.", ["H'Lan Niê"]),
    ("Huấn luyện viên Kim Sang Sik nói.", ["Kim Sang Sik"]),
    ("Nguyễn Thái Bình là xã viên.", ["Nguyễn Thái Bình"]),
    ("PGS Đinh Thị Lan (Giám đốc HTX Suối Mơ) nói. Bà Lan cười.", ["Đinh Thị Lan"]),
    ("Tôn Thất Hoài Ân (Giám đốc HTX Suối Mơ) dự.", ["Tôn Thất Hoài Ân"]),
    ("Phó Chủ tịch UBND thành phố Hoàng Khải Vinh dự.", ["Hoàng Khải Vinh"]),
    # Names of places, streets, schools and stages are of no person.
    ("Đường Nguyễn Trãi được mở rộng.", []),
    ("Trường THPT Lê Quý Đôn khai giảng.", []),
    ("Tỉnh Hà Giang có nhiều HTX.", []),
    ("Đoàn Thanh niên ra quân.", []),
    ("Ông cho biết kết quả tốt.", []),
    ("Quần đảo Trường Sa rất đẹp.", []),
    ("Sản phẩm Trà Bồng Thanh Nhàn (HTX Quế) bán chạy.", []),
    ("Chủ tịch Hồ Chí Minh dạy.", []),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_people_are_named_without_forms_of_address(text: str, names: list[str]) -> None:
    assert [one["name"] for one in told(text)["people"]] == names


def test_a_credit_names_its_author() -> None:
    assert [one["name"] for one in told("Hội nghị kết thúc tốt đẹp.\n\nTin, ảnh: Hoài Thương")["people"]] == [
        "Hoài Thương"
    ]


ROLES = [
    ("Ông Lò Văn Tám, Phó Chủ tịch UBND tỉnh dự.", [("Lò Văn Tám", "Phó Chủ tịch", "UBND tỉnh Bắc Giang")]),
    ("Chủ tịch Liên minh HTX tỉnh Lò Văn Tám dự.", [("Lò Văn Tám", "Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Đồng chí Lò Văn Tám - Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh dự.",
     [("Lò Văn Tám", "Phó Bí thư Thường trực", "Tỉnh ủy Bắc Giang"),
      ("Lò Văn Tám", "Chủ tịch", "HĐND tỉnh Bắc Giang")]),
    ("Ông Lò Văn Tám, Chủ tịch HĐQT kiêm Giám đốc HTX Suối Mơ nói.",
     [("Lò Văn Tám", "Chủ tịch Hội đồng quản trị", "HTX Suối Mơ"), ("Lò Văn Tám", "Giám đốc", "HTX Suối Mơ")]),
    ("Bà Đào Thị Mười (Giám đốc HTX Suối Mơ) nói.", [("Đào Thị Mười", "Giám đốc", "HTX Suối Mơ")]),
    ("Ông Lò Văn Tám được bầu giữ chức Chủ tịch Liên minh HTX tỉnh.",
     [("Lò Văn Tám", "Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Ông Lò Văn Tám và bà Đào Thị Mười được bầu làm Phó Chủ tịch Liên minh HTX tỉnh.",
     [("Lò Văn Tám", "Phó Chủ tịch", "Liên minh HTX tỉnh Bắc Giang"),
      ("Đào Thị Mười", "Phó Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Các đồng chí Phó Chủ tịch Liên minh HTX tỉnh: Vũ Văn Chín, Đào Thị Mười.",
     [("Vũ Văn Chín", "Phó Chủ tịch", "Liên minh HTX tỉnh Bắc Giang"),
      ("Đào Thị Mười", "Phó Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Ông Lò Văn Tám, Ủy viên BCH Liên minh HTX Việt Nam dự.",
     [("Lò Văn Tám", "Ủy viên Ban Chấp hành", "Liên minh HTX Việt Nam")]),
    ("HTX Suối Mơ làm ăn tốt. Ông Lò Văn Tám, Giám đốc HTX cho biết.", [("Lò Văn Tám", "Giám đốc", "HTX Suối Mơ")]),
    ("Ông Lò Văn Tám, Trưởng Ban Dân vận Tỉnh ủy dự.",
     [("Lò Văn Tám", "Trưởng ban", "Ban Dân vận Tỉnh ủy Bắc Giang")]),
    ("Ông Lò Văn Tám, Tỉnh ủy viên, Chủ tịch Liên minh HTX tỉnh dự.",
     [("Lò Văn Tám", "Tỉnh ủy viên", "Tỉnh ủy Bắc Giang"),
      ("Lò Văn Tám", "Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Tân Chủ tịch Liên minh HTX tỉnh Lò Văn Tám phát biểu.",
     [("Lò Văn Tám", "Chủ tịch", "Liên minh HTX tỉnh Bắc Giang")]),
    ("Ông Lò Văn Tám đến sớm. Ông là Giám đốc HTX Suối Mơ.", [("Lò Văn Tám", "Giám đốc", "HTX Suối Mơ")]),
    # A seat that someone stands in for, or may get, is not one's own.
    ("Ông Lò Văn Tám thừa ủy quyền của Chủ tịch UBND tỉnh trao Bằng khen.", []),
    ("Thừa ủy quyền của Chủ tịch UBND tỉnh, ông Lò Văn Tám trao Bằng khen.", []),
    ("Ông Lò Văn Tám ứng cử Chủ tịch UBND tỉnh.", []),
    ("Theo đề nghị của Giám đốc Sở Nội vụ, ông Lò Văn Tám dự.", []),
    ("Nông dân Lò Văn Tám kể lại.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_stand_with_their_organization(text: str, roles: list[tuple[str, str, str]]) -> None:
    found = told(text, "Liên minh HTX tỉnh Bắc Giang")["roles"]
    assert [(one["person"], one["role"], one["organization"]) for one in found] == roles


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lò Văn Tám, nguyên Chủ tịch UBND huyện Yên Thế dự.",
        "Trước năm 2020, ông Lò Văn Tám là Chủ tịch UBND huyện Yên Thế.",
        "Ông Lò Văn Tám thôi giữ chức Chủ tịch UBND huyện Yên Thế.",
        "Ông Lò Văn Tám, bấy giờ là Chủ tịch UBND huyện Yên Thế, lội suối vào bản.",
        "Ông Lò Văn Tám vừa nghỉ hưu sau 9 năm làm Chủ tịch UBND huyện Yên Thế.",
        "Ông Lò Văn Tám quê Yên Thế. Trước khi về tỉnh, ông từng là Chủ tịch UBND huyện Yên Thế.",
        "Ông Lò Văn Tám, Chủ tịch UBND huyện Yên Thế giai đoạn 2010 - 2015, kể.",
    ],
)
def test_a_seat_of_the_past_is_marked_as_such(text: str) -> None:
    (role,) = told(text)["roles"]
    assert role == {"person": "Lò Văn Tám", "role": "Chủ tịch", "organization": "UBND huyện Yên Thế", "former": True}


def test_every_quote_is_sliced_from_the_text() -> None:
    text = "Tin\n\nÔng Lò Văn Tám, Phó Chủ tịch UBND tỉnh Yên Bái dự.\n"
    reading = reader.extract(document(text))
    quotes = [(e.span, e.quote) for claim in reading.claims for e in claim.evidence]
    assert len(quotes) >= 3
    assert all(span is not None and text[span.start : span.end] == quote for span, quote in quotes)
