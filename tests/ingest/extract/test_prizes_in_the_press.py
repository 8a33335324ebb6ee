"""Prizes as newspapers tell them: places in lists, the best of a contest, classes of an order year by year."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

Row = tuple[str, str | None, list[str], str | None]

PRIZES: list[tuple[str, list[Row]]] = [
    # Places listed without a verb; sums of money are none.
    (
        "Kết quả, giải Nhất: Trần Văn Sáu; giải Nhì: Lê Văn Chín.",
        [("Giải Nhất", None, ["Trần Văn Sáu"], None), ("Giải Nhì", None, ["Lê Văn Chín"], None)],
    ),
    ("Giải Nhất: HTX Hoa Lê, HTX Hoa Mận.", [("Giải Nhất", None, ["HTX Hoa Lê", "HTX Hoa Mận"], None)]),
    ("Cơ cấu giải thưởng: giải Nhất: 10 triệu đồng; giải Nhì: 5 triệu đồng.", []),
    # Some of many winners.
    (
        "Trong số tác giả đoạt giải B có Trần Văn Sáu, Lê Văn Chín (Báo Hoa Mai) và Thiếu tá Nguyễn Văn Tư.",
        [("Giải B", None, ["Trần Văn Sáu", "Lê Văn Chín", "Nguyễn Văn Tư"], None)],
    ),
    ("Trong buổi lễ trao giải B có Trần Văn Sáu, Lê Văn Chín đến dự.", []),
    (
        "Giải đặc biệt thuộc về loạt 5 kỳ “Nắng mới” của nhóm tác giả Trần Văn Sáu, Lê Văn Chín.",
        [("Giải đặc biệt", None, ["Trần Văn Sáu", "Lê Văn Chín"], None)],
    ),
    # The best of a contest, and what a prize is for.
    (
        "Ban tổ chức trao danh hiệu Cầu thủ xuất sắc nhất giải cho Trần Văn Sáu; Thủ môn xuất sắc nhất cho Lê Văn Chín.",
        [
            ("Cầu thủ xuất sắc nhất giải", None, ["Trần Văn Sáu"], None),
            ("Thủ môn xuất sắc nhất", None, ["Lê Văn Chín"], None),
        ],
    ),
    ("Trần Văn Sáu là cầu thủ xuất sắc nhất của đội.", []),
    ("CLB Hoa Mai nhận giải phong cách.", [("Giải phong cách", None, ["CLB Hoa Mai"], None)]),
    # Classes of an order with their years.
    (
        "Trường THPT Hoa Mai từng đón nhận Huân chương Lao động hạng Ba (1986), hạng Nhì (1996).",
        [
            ("Huân chương Lao động hạng Ba", None, ["Trường THPT Hoa Mai"], "1986"),
            ("Huân chương Lao động hạng Nhì", None, ["Trường THPT Hoa Mai"], "1996"),
        ],
    ),
    (
        "Trường THPT Hoa Mai được trao Huân chương Lao động hạng Ba; trước đó trường từng nhận Cờ thi đua.",
        [
            ("Huân chương Lao động hạng Ba", None, ["Trường THPT Hoa Mai"], None),
            ("Cờ thi đua", None, ["Trường THPT Hoa Mai"], None),
        ],
    ),
    # On the spot; the prize of a body that bears its name; a Buddhist paper.
    (
        "Giám đốc Công an tỉnh Yên Bái Trần Văn Sáu trao giấy khen đột xuất của Giám đốc Công an tỉnh cho Trung sĩ Lê Văn Chín.",
        [("Giấy khen", "Giám đốc Công an tỉnh Yên Bái", ["Lê Văn Chín"], None)],
    ),
    (
        "Nhà văn Trần Văn Sáu được trao Giải thưởng Hội Nhà văn Việt Nam 2022.",
        [("Giải thưởng Hội Nhà văn Việt Nam 2022", "Hội Nhà văn Việt Nam", ["Trần Văn Sáu"], None)],
    ),
    (
        "Hội đồng Trị sự GHPGVN tặng Bằng Tuyên dương công đức cho ông Lê Văn Chín.",
        [("Bằng Tuyên dương công đức", "Hội đồng Trị sự Giáo hội Phật giáo Việt Nam", ["Lê Văn Chín"], None)],
    ),
    # Totals and those named among them, honours with another verb first, foreign states, fallen soldiers.
    (
        "Hội Nhà báo Việt Nam trao 5 giải B cho 5 tác phẩm. Trong số tác giả đoạt giải B có Trần Văn Sáu và Lê Văn Chín.",
        [("Giải B", "Hội Nhà báo Việt Nam", ["Trần Văn Sáu", "Lê Văn Chín"], None)],
    ),
    (
        "Liên đoàn Lao động tỉnh Yên Bái tuyên dương 30 công nhân tiêu biểu và trao Bằng Lao động sáng tạo cho ông Lê Văn Chín.",
        [("Bằng Lao động sáng tạo", "Liên đoàn Lao động tỉnh Yên Bái", ["Lê Văn Chín"], None)],
    ),
    (
        "Chính phủ Nhật Bản trao Huân chương Mặt trời mọc cho ông Lê Văn Chín.",
        [("Huân chương Mặt trời mọc", "Chính phủ Nhật Bản", ["Lê Văn Chín"], None)],
    ),
    (
        "Giải Nhì thuộc về Lê Văn Chín; giải Ba là Lê Thị Hoa.",
        [("Giải Nhì", None, ["Lê Văn Chín"], None), ("Giải Ba", None, ["Lê Thị Hoa"], None)],
    ),
    # Who receives last gives nothing.
    (
        "Hội Nông dân tỉnh Yên Bái trao Giấy khen cho ông Lê Văn Chín và ông Trần Văn Sáu, tặng Kỷ niệm chương cho 16 cá nhân.",
        [
            ("Giấy khen", "Hội Nông dân tỉnh Yên Bái", ["Lê Văn Chín", "Trần Văn Sáu"], None),
            ("Kỷ niệm chương", "Hội Nông dân tỉnh Yên Bái", [], None),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), PRIZES)
def test_a_prize_goes_to_whom_the_paper_names(text: str, rows: list[Row]) -> None:
    whole = f"Tin trong ngày\n\n{text}\n"
    document = Document("d", "s", None, "Tin trong ngày", PartialDate(2024, 3, 2), whole, blocks(whole))
    told = facts(reader.extract(document))["conferrals"]
    found = [
        (one["award"], one["grantor"], [r["name"] for r in one["recipients"] if "name" in r], one["date"])
        for one in told
    ]
    assert sorted(found, key=str) == sorted(rows, key=str)


def test_a_bare_deputy_is_of_the_one_body_whose_head_is_told() -> None:
    def roles(text: str) -> list[tuple[str, str | None]]:
        whole = f"Tin trong ngày\n\n{text}\n"
        document = Document("d", "s", None, "Tin trong ngày", PartialDate(2024, 3, 2), whole, blocks(whole))
        return [(one["person"], one["organization"]) for one in facts(reader.extract(document))["roles"]]

    one = "Ông Lê Văn Chín, Giám đốc Bệnh viện Hoa Mai, vắng mặt. Công việc do Phó Giám đốc Trần Thị Mận phụ trách."
    assert roles(one) == [("Lê Văn Chín", "Bệnh viện Hoa Mai"), ("Trần Thị Mận", "Bệnh viện Hoa Mai")]
    two = f"{one} Ông Trần Văn Sáu, Giám đốc Sở Y tế tỉnh Yên Bái, đến thăm."
    assert ("Trần Thị Mận", None) in roles(two)
