"""Lives told of one person whom the sentences do not name again, titles by their abbreviations, and credits of two."""

from typing import Any

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

LEAD = "NSND Lò Thị Tám mất ở tuổi 84. Lò Thị Tám sinh năm 1941 tại bản Hon. "
BETWEEN = "Lúa được mùa. Trời đổ mưa to. Nắng lên cao. Chợ họp đông. "
OTHERS = "Ông Lò Văn Ba và bà Lê Thị Năm kể lại. "


def read(text: str) -> dict[str, Any]:
    whole = f"Nghệ sĩ Lò Thị Tám qua đời\n\n{text}\n"
    document = Document("d", "s", None, "Nghệ sĩ Lò Thị Tám qua đời", PartialDate(2024, 3, 2), whole, blocks(whole))
    return dict(facts(reader.extract(document)))


def roles(text: str) -> list[tuple[str, str, bool]]:
    return [(one["person"], one["role"], one["former"]) for one in read(text)["roles"]]


def received(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (recipient["name"], one["award"], one["date"])
        for one in read(text)["conferrals"]
        for recipient in one["recipients"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Từ năm 1984 đến năm 1996, bà là Phó Giám đốc Nhà hát Chèo Vân Hạc, sau đó làm ủy viên Ban Chấp hành "
            "Hội Nghệ sĩ Sân khấu Việt Nam hai nhiệm kỳ.",
            [("Lò Thị Tám", "Phó Giám đốc", True), ("Lò Thị Tám", "Ủy viên Ban Chấp hành", True)],
        ),
        (f"{BETWEEN}Đất nước thống nhất, bà làm Giám đốc Nhà hát Hoa Mai.", [("Lò Thị Tám", "Giám đốc", False)]),
        (
            "Hai khóa liền, từ 2011 đến 2021, bà là đại biểu HĐND huyện Nà Sản.",
            [("Lò Thị Tám", "Đại biểu", True)],
        ),
        # A man's, another's, and one of several are not hers.
        (f"{BETWEEN}Ông làm Giám đốc Nhà hát Hoa Mai.", []),
        ("Chồng bà, ông là Giám đốc Nhà hát Hoa Mai.", []),
        (f"{OTHERS}Bà làm Giám đốc Nhà hát Hoa Mai.", []),
    ],
)
def test_offices_belong_to_the_one_whom_the_page_is_about(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert sorted(roles(LEAD + text)) == sorted(expected)


def test_a_page_about_two_is_about_nobody() -> None:
    two = "Nghệ sĩ Lò Thị Tám và nghệ sĩ Lê Thị Năm mất hôm qua. "
    assert roles(f"{two}{BETWEEN}Bà làm Giám đốc Nhà hát Hoa Mai.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bà được phong tặng danh hiệu NSƯT năm 1988, NSND năm 1997.",
            [("Lò Thị Tám", "NSƯT", "1988"), ("Lò Thị Tám", "NSND", "1997")],
        ),
        ("Năm 1997 bà được phong NSND.", [("Lò Thị Tám", "NSND", "1997")]),
        ("Học trò út của bà, NSƯT Lâm Thị Chín, nhớ những buổi trưa.", []),
        ("Bà cùng các NSƯT dự lễ trao giải.", []),
        (
            "Bà Lê Thị Năm, Chủ tịch Công đoàn xã, cho biết chị Lò Thị Chín còn được LĐLĐ tỉnh tặng Bằng khen.",
            [("Lò Thị Chín", "Bằng khen", None)],
        ),
    ],
)
def test_titles_are_given_and_not_only_said(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert sorted(received(LEAD + text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Tang lễ do Nhà hát Cải lương Trần Văn Bốn tổ chức.", "Nhà hát Cải lương Trần Văn Bốn"),
        ("13 tuổi, bà theo gánh hát Hoa Mai.", "Gánh hát Hoa Mai"),
        ("Đoàn Văn công Hải quân đã đến thăm đảo.", "Đoàn Văn công Hải quân"),
    ],
)
def test_theatres_and_troupes_are_named(text: str, organization: str) -> None:
    assert organization in [one["name"] for one in read(LEAD + text)["organizations"]]


def test_persons_named_beside_other_things() -> None:
    def people(text: str) -> list[str]:
        return [one["name"] for one in read(text)["people"]]

    assert people("Trời mưa.\n\nBài: LÊ VĂN XUÂN - Ảnh: TRẦN THÁI BỐN")[-2:] == ["Lê Văn Xuân", "Trần Thái Bốn"]
    assert "Marijke de Wit" in people("Bà Marijke de Wit phát biểu.")
    assert "Giàng Pằng" not in people("Tháng năm, Giàng Pằng (xã Nà Sản) còn mù sương.")


def test_who_signs_a_line_of_their_own_wrote_it() -> None:
    assert "Lê Văn Xuân" in [one["name"] for one in read("Trời mưa.\n\nLÊ VĂN XUÂN thực hiện")["people"]]


PRIZES = (
    "\n• Huân chương Lao động hạng Ba (2019);\n• Bằng khen của UBND tỉnh Vân Hạc;\n"
    "• Giải thưởng Chất lượng Quốc gia năm 2017 - do Bộ Khoa học và Công nghệ trao tặng."
)
FIRM = "Công ty CP Hoa Mai dự lễ. Công ty CP Hoa Mai có 3 nhà máy.\n\n"


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("Những giải thưởng tiêu biểu Hoa Mai đã đạt được:", 3),
        ("Các danh hiệu Hoa Mai từng nhận:", 3),
        ("Những giải thưởng tiêu biểu Hoa Lan đã đạt được:", 0),
        ("Những giải thưởng Hoa Mai sẽ trao:", 0),
    ],
)
def test_prizes_under_a_heading_are_those_of_whom_it_names_shortly(heading: str, count: int) -> None:
    assert [one for one in received(f"{FIRM}{heading}{PRIZES}") if one[0] == "Công ty CP Hoa Mai"][count:] == []
    assert len(received(f"{FIRM}{heading}{PRIZES}")) == count


def test_a_prize_that_is_given_is_no_contest() -> None:
    found = read("Hội Nhà văn tỉnh vừa trao Giải thưởng Hoa Mai lần thứ V cho 167 công nhân cả nước.")
    assert found["events"] == []
    assert [one["award"] for one in found["conferrals"]] == ["Giải thưởng Hoa Mai lần thứ V"]


def test_seats_of_embassies_have_their_whole_title() -> None:
    told = roles("Hiệp hội trao Bằng khen cho Tham tán thương mại Trần Văn Bốn.")
    assert told == [("Trần Văn Bốn", "Tham tán thương mại", False)]
