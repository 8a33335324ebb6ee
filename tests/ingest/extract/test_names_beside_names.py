"""Names that stand beside other names: of the highlands, of products, heads of agencies, lists that share a head."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks, is_byline
from ingest.values import PartialDate


def _read(text: str) -> dict[str, list[dict[str, object]]]:
    text = f"Tin trong tỉnh\n\n{text}"
    document = Document("d", "s", None, "", PartialDate(2024, 3, 2), text, blocks(text), "Liên minh HTX tỉnh Kon Tum")
    return facts(reader.extract(document))


PEOPLE = [
    ("Chủ tịch Liên minh HTX tỉnh A Thưu chủ trì buổi họp.", ["A Thưu"]),
    ("Bí thư Tỉnh ủy Y Mlinh đã đến dự buổi họp.", ["Y Mlinh"]),
    ("Dự buổi họp có các ông: Lò Văn Tám, U Krang, Y Mlinh và A Thưu.", ["Lò Văn Tám", "U Krang", "Y Mlinh", "A Thưu"]),
    ("Buổi họp diễn ra tại xã A Ngo và thị trấn A Thưu.", []),
    (
        "Dự buổi họp có các ông: Bố Thị Vân Hạc, Giám đốc Sở Tư pháp; Mang Thành Mận, Giám đốc Sở Nội vụ.",
        ["Bố Thị Vân Hạc", "Mang Thành Mận"],
    ),
    ("Tỉnh có ba vùng: Lạc Thủy Hạ, vùng chè; Mang Thành Mận, vùng lúa.", []),
    (
        "Cục trưởng Cục Kinh tế hợp tác và Phát triển nông thôn Lâm Quốc Mận cho biết như vậy.",
        ["Lâm Quốc Mận"],
    ),
    ("UBND tỉnh tặng Bằng khen cho HTX Nước mắm Phan Rí Cửa Mận.", []),
    ("Giám đốc HTX Phan Văn Tám cho biết như vậy.", ["Phan Văn Tám"]),
]
BODIES = [
    ("UBND tỉnh tặng Bằng khen cho HTX Nước mắm Phan Rí Cửa Mận.", "HTX Nước mắm Phan Rí Cửa Mận"),
    ("UBND tỉnh tặng Bằng khen cho HTX Mía đường Kroong Mận.", "HTX Mía đường Kroong Mận"),
    ("UBND tỉnh làm việc với Liên hiệp HTX Thương mại TP. Hồ Chí Minh.", "Liên hiệp HTX Thương mại TP. Hồ Chí Minh"),
    (
        "UBND tỉnh làm việc với Ngân hàng Hợp tác xã Việt Nam - Chi nhánh Tây Hạc.",
        "Ngân hàng Hợp tác xã Việt Nam - Chi nhánh Tây Hạc",
    ),
    (
        "Cục trưởng Cục Kinh tế hợp tác và Phát triển nông thôn Lâm Quốc Mận cho biết.",
        "Cục Kinh tế hợp tác và Phát triển nông thôn",
    ),
]
LISTS = [
    (
        "Lúa giống Núi Mây, Thốt nốt Ô Hạc, Vận tải Bến Mận và Vườn rau Mỹ Hạc",
        ["Lúa giống Núi Mây", "Thốt nốt Ô Hạc", "Vận tải Bến Mận", "Vườn rau Mỹ Hạc"],
    ),
    ("Nà Sản, Chè Mây và Sen Hạc", ["Nà Sản", "Chè Mây", "Sen Hạc"]),
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_people(text: str, people: list[str]) -> None:
    assert [one["name"] for one in _read(text)["people"]] == people


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_bodies(text: str, body: str) -> None:
    assert body in [one["name"] for one in _read(text)["organizations"]]


@pytest.mark.parametrize(("names", "bodies"), LISTS)
def test_names_that_share_a_head_after_a_colon(names: str, bodies: list[str]) -> None:
    told = _read(f"UBND tỉnh tặng Bằng khen cho {len(bodies)} HTX: {names}.")["conferrals"]
    assert [one["recipients"] for one in told] == [[{"name": f"HTX {body}"} for body in bodies]]


def test_the_bank_of_the_state_is_one_under_both_names() -> None:
    found = _read("Ngân hàng Nhà nước Việt Nam ra thông báo. Theo Ngân hàng Nhà nước, lãi suất giảm.")["organizations"]
    assert [one["name"] for one in found] == ["Ngân hàng Nhà nước Việt Nam"]


@pytest.mark.parametrize(
    ("told", "count"), [(".", 1), (" bị hủy bỏ.", 0), (" bị thu hồi, theo báo cáo.", 0), (" và bị nhắc nhở.", 1)]
)
def test_a_decision_that_is_undone_confers_nothing(told: str, count: int) -> None:
    text = f"Quyết định số 84/QĐ-UBND ngày 15/5/2023 của UBND tỉnh tặng Bằng khen cho HTX Nà Sản{told}"
    assert len(_read(text)["conferrals"]) == count


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("S.N - LÊ MẬN", True),
        ("Ký sự của LÊ MẬN - LÒ TÁM. Ảnh: Vàng A Mây", True),
        ("TL. CHỦ TỊCH - CHÁNH VĂN PHÒNG", False),
        ("KT. GIÁM ĐỐC", False),
    ],
)
def test_credits(line: str, credits: bool) -> None:
    assert is_byline(line) is credits


def test_who_wrote_is_credited_beside_who_took_the_pictures() -> None:
    found = _read("Buổi họp bế mạc.\n\nKý sự của LÊ VÂN MẬN - LÒ TÁM. Ảnh: Vàng A Mây")["people"]
    assert [one["name"] for one in found] == ["Lê Vân Mận", "Lò Tám", "Vàng A Mây"]


def test_what_is_between_two_goes_on_an_events_name() -> None:
    text = "Ngày 2/3/2024, Sở Công Thương tổ chức Hội nghị kết nối cung cầu giữa HTX với các siêu thị."
    assert [one["name"] for one in _read(text)["events"]] == ["Hội nghị kết nối cung cầu giữa HTX với các siêu thị"]
    text = "Ngày 2/3/2024, Sở Công Thương tổ chức Hội nghị xúc tiến thương mại với 200 đại biểu."
    assert [one["name"] for one in _read(text)["events"]] == ["Hội nghị xúc tiến thương mại"]


RECIPIENTS = [
    (
        "Liên minh HTX tỉnh trao Giấy khen cho các ông, bà: Y Mlinh (Hội Nông dân huyện), Lò Văn Tám, U Krang và A Thưu.",
        ["Y Mlinh", "Lò Văn Tám", "U Krang", "A Thưu"],
    ),
    ("Liên minh HTX tỉnh trao Giấy khen cho các anh, chị: Y Mlinh và Lò Văn Tám.", ["Y Mlinh", "Lò Văn Tám"]),
    ("Liên minh HTX tỉnh trao Giấy khen cho HTX Nà Sản và 6 hộ nông dân. Bà Lê Thị Mận phát biểu.", ["HTX Nà Sản", 6]),
]


@pytest.mark.parametrize(("text", "recipients"), RECIPIENTS)
def test_recipients_after_forms_of_address(text: str, recipients: list[object]) -> None:
    (told,) = _read(text)["conferrals"]
    found = told["recipients"]
    assert isinstance(found, list)
    assert [one.get("name", one.get("count")) for one in found] == recipients


def test_a_title_does_not_reach_over_a_full_stop() -> None:
    found = _read("Buổi họp có 6 hộ nông dân. Bà Lê Thị Mận trao Giấy khen của Hội Nông dân tỉnh cho HTX Nà Sản.")
    assert [one["presenter"] for one in found["conferrals"]] == ["Lê Thị Mận"]


def test_who_hands_over_something_hands_over_the_award_as_well() -> None:
    found = _read("Bà Lê Thị Mận trao bức trướng mừng Đại hội và tặng Kỷ niệm chương “Vì nông dân” cho 07 cá nhân.")
    assert [one["presenter"] for one in found["conferrals"]] == ["Lê Thị Mận"]


def test_awards_after_those_who_were_given_them_each_with_its_year() -> None:
    text = (
        "Quỹ tín dụng nhân dân Vân Hạc họp mặt. Năm tháng ấy được ghi nhận bằng nhiều phần thưởng tặng cho Quỹ: "
        "Huân chương Lao động hạng Ba (năm 2004), Cờ thi đua của Chính phủ (năm 2016)."
    )
    told = [(one["award"], one["date"], one["recipients"]) for one in _read(text)["conferrals"]]
    fund = [{"name": "Quỹ tín dụng nhân dân Vân Hạc"}]
    assert told == [("Cờ thi đua", "2016", fund), ("Huân chương Lao động hạng Ba", "2004", fund)]


OPENINGS = [
    ("Chiều 26/2 là lúc chờ đợi nhất.", "2024-02-26"),
    ("Chiều 26/2 có mưa.", "2024-02-25"),
]


@pytest.mark.parametrize(("opening", "day"), OPENINGS)
def test_a_paragraph_that_begins_with_its_day(opening: str, day: str) -> None:
    text = (
        "Sáng 25/2, Hội Nông dân tỉnh tổ chức Ngày hội Nông dân Vân Hạc lần thứ I.\n\n"
        f"{opening} Hội Nông dân tỉnh trao Giấy khen cho HTX Nà Sản."
    )
    assert [one["date"] for one in _read(text)["conferrals"]] == [day]


def test_a_fair_that_closes_has_the_days_that_end_with_it() -> None:
    text = "Sau 6 ngày (từ 24 đến 29-2-2024), tối 29-2-2024, Hội chợ Nông sản Vân Hạc 2024 đã khép lại."
    assert [one["date"] for one in _read(text)["events"]] == ["2024-02-24"]


def test_the_day_up_to_which_a_fair_lasts_is_not_its_day() -> None:
    text = "Ngày 26/2/2024, Sở Công Thương khai trương Triển lãm “Nông sản Vân Hạc”, kéo dài đến ngày 29/2/2024."
    assert [one["date"] for one in _read(text)["events"]] == ["2024-02-26"]


@pytest.mark.parametrize(("title", "day"), [("Bế mạc Hội chợ", "2024-02-29"), ("Khai mạc Hội chợ", "2024-02-24")])
def test_prizes_told_with_the_end_of_a_fair_are_of_its_last_day(title: str, day: str) -> None:
    text = (
        f"{title} Nông sản Vân Hạc 2024\n\nSau 6 ngày (từ 24 đến 29-2-2024), tối 29-2-2024, Hội chợ Nông sản Vân Hạc "
        "2024 do Sở Công Thương tỉnh Kon Tum tổ chức đã khép lại.\n\nTại hội chợ, Sở Công Thương tặng Giấy khen cho 3 tập thể."
    )
    document = Document("d", "s", None, "", PartialDate(2024, 3, 2), text, blocks(text), "Liên minh HTX tỉnh Kon Tum")
    assert [one["date"] for one in facts(reader.extract(document))["conferrals"]] == [day]
