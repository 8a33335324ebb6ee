"""Conferrals told in passing: over years, by someone who speaks, in obituaries, and places listed after a colon."""

from collections.abc import Callable

import pytest

from ingest.extract import conferrals
from ingest.extract.tokens import Page
from ingest.model import Conferral

SUMMED_UP = [
    # Given over years or several times: not on the day of the event.
    (
        "Trong 5 năm, có 2 tập thể được tặng Huân chương Lao động.",
        ["Huân chương Lao động | cho 2 collective | ngày None"],
    ),
    (
        "{O|HTX Nà Sản} là đơn vị tiêu biểu. HTX đã 3 lần được {O|UBND tỉnh} tặng Bằng khen (các năm 2012, 2015).",
        [
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2012",
            "Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày 2015",
        ],
    ),
    (
        "{P|Ông Lò Văn Tám} chia sẻ: {O|HTX Nà Sản} đã được {O|UBND tỉnh} tặng Bằng khen.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho HTX Nà Sản | ngày None"],
    ),
    # … with the year that is told beside what was given.
    (
        "Năm 1976, {P|ông Lò Văn Tám} được bầu làm {R|Chủ nhiệm @HTX Nà Sản}, {O|HTX Nà Sản} được {R|Chủ tịch nước} tặng thưởng Huân chương Lao động hạng Ba năm 1984.",
        ["Huân chương Lao động hạng Ba | của Chủ tịch nước | cho HTX Nà Sản | ngày 1984"],
    ),
    (
        "{O|HTX Nà Sản} được {R|Thủ tướng} tặng Bằng khen vào năm 2019.",
        ["Bằng khen | của Thủ tướng | cho HTX Nà Sản | ngày 2019"],
    ),
    # What is handed over at the event is of its day.
    (
        "Qua 3 năm thi đua, {O|UBND tỉnh} tặng Bằng khen cho 2 tập thể.",
        ["Bằng khen | của UBND tỉnh Vân Hạc | cho 2 collective"],
    ),
    (
        "{P|Đồng chí Lò Văn Tám, nguyên Phó Giám đốc @Sở Công Thương}; Huân chương Kháng chiến hạng Nhì, Huy hiệu 55 năm tuổi Đảng, đã từ trần ngày 3/3/2020.",
        [
            "Huân chương Kháng chiến hạng Nhì | cho Lò Văn Tám | ngày None",
            "Huy hiệu 55 năm tuổi Đảng | cho Lò Văn Tám | ngày None",
        ],
    ),
    ("{P|Ông Lò Văn Tám} và {P|bà Lê Thị Mận}; Huân chương Lao động, đã từ trần.", []),
    ("{P|Ông Lò Văn Tám} từ trần ngày 3/3/2020.", []),
    (
        "Giải Nhì được trao cho {O|HTX Nà Sản}, giải Ba: {O|HTX Chè Mây}.",
        ["Giải Nhì | cho HTX Nà Sản", "Giải Ba | cho HTX Chè Mây"],
    ),
    (
        "Giải A được trao cho loạt bài về làng nghề của {P|bà Lê Thị Mận}.",
        ["Giải A | cho Lê Thị Mận"],
    ),
    # A chair who gives a paper gives that of the office; who only hands it over may not.
    (
        "{P|Chủ tịch @UBND huyện Nà Hang *Lò Văn Tám} tặng Giấy khen cho 5 hộ thành viên.",
        ["Giấy khen | của Chủ tịch UBND huyện Nà Hang | cho 5 household | trao Lò Văn Tám"],
    ),
    (
        "{P|Chủ tịch @UBND huyện Nà Hang *Lò Văn Tám} trao Giấy khen cho 12 điển hình tiên tiến.",
        ["Giấy khen | cho 12 individual | trao Lò Văn Tám"],
    ),
    (
        "{P|Phó Chủ tịch @UBND huyện Nà Hang *Lò Văn Tám} tặng Giấy khen cho 5 hộ thành viên.",
        ["Giấy khen | cho 5 household | trao Lò Văn Tám"],
    ),
    (
        "Thừa ủy quyền của {R|Thủ tướng}, {P|ông Lò Văn Tám} đã trao Bằng khen cho tập thể HTX. {O|HTX Nà Sản} phát huy.",
        [],  # which cooperative is meant, the text has not said
    ),
    (
        "{O|HTX Nà Sản} tổ chức lễ. Thừa ủy quyền của {R|Thủ tướng}, {P|ông Lò Văn Tám} đã trao Bằng khen cho tập thể HTX.",
        ["Bằng khen | của Thủ tướng | cho HTX Nà Sản | trao Lò Văn Tám | thay Thủ tướng"],
    ),
    (
        "{P|Ông Lò Văn Tám} trao Giấy chứng nhận sản phẩm OCOP hạng 3 sao cho 12 sản phẩm.",
        ["Giấy chứng nhận sản phẩm OCOP hạng 3 sao | cho 12 product | trao Lò Văn Tám"],
    ),
]


@pytest.mark.parametrize(("text", "rows"), SUMMED_UP)
def test_what_is_told_in_passing_has_its_own_time(text: str, rows: list[str], told: Callable[..., list[str]]) -> None:
    assert told(text) == [row.removesuffix(" | ngày None") for row in rows]


@pytest.mark.parametrize(("text", "rows"), SUMMED_UP)
def test_only_what_is_given_at_the_event_has_its_day(text: str, rows: list[str], page_of: Callable[..., Page]) -> None:
    page = page_of(text)
    dates = [claim.date for claim in conferrals.read(page) if isinstance(claim, Conferral)]
    main = page.context.main_event
    assert main is not None
    stated = [row.rpartition("ngày ")[2] if "ngày " in row else str(main.date) for row in rows]
    assert [str(date) for date in dates] == stated
