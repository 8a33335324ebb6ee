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
