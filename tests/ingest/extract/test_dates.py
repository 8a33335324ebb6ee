"""Dates and periods: every spelling, and what must stay open or unread."""

import pytest

from ingest.extract import dates
from ingest.values import PartialDate

STATED = [
    ("Sáng ngày 22/3/2022, hội nghị khai mạc", [("Sáng ngày 22/3/2022", "2022-03-22")]),
    ("họp ngày 22-3-2022 tại trụ sở", [("ngày 22-3-2022", "2022-03-22")]),
    ("Cập nhật 22.3.2022 lúc trưa", [("22.3.2022", "2022-03-22")]),
    ("ký ngày 14 tháng 12 năm 2020", [("ngày 14 tháng 12 năm 2020", "2020-12-14")]),
    ("ngày 5 tháng tám năm 2024", [("ngày 5 tháng tám năm 2024", "2024-08-05")]),
    ("Sáng 14/01/2016, tại hội trường", [("Sáng 14/01/2016", "2016-01-14")]),
    ("vào tháng 5/2024 và tháng 11-2015", [("tháng 5/2024", "2024-05"), ("tháng 11-2015", "2015-11")]),
    ("quý I/2025, quý 3 năm 2024", [("quý I/2025", "2025-Q1"), ("quý 3 năm 2024", "2024-Q3")]),
    ("Trong năm 2021, cuối năm 2022", [("năm 2021", "2021"), ("cuối năm 2022", "2022")]),
    ("mở cửa từ 17/4 đến 20/4/2019", [("từ 17/4 đến 20/4/2019", "2019-04-17/2019-04-20")]),
    ("diễn ra 5-7/6/2024", [("5-7/6/2024", "2024-06-05/2024-06-07")]),
    ("từ ngày 28/12/2023 đến 2/1/2024", [("từ ngày 28/12/2023 đến 2/1/2024", "2023-12-28/2024-01-02")]),
    ("Trong hai ngày 5 và 6/6/2024, trại", [("hai ngày 5 và 6/6/2024", "2024-06-05/2024-06-06")]),
    ("từ tháng 5 đến tháng 8/2020, bán", [("từ tháng 5 đến tháng 8/2020", "2020-05/2020-08")]),
    (
        "giai đoạn 2021-2025; nhiệm kỳ 2020–2025",
        [("giai đoạn 2021-2025", "2021/2025"), ("nhiệm kỳ 2020–2025", "2020/2025")],
    ),
    (
        "6 tháng đầu năm 2019 và 3 tháng cuối năm 2020",
        [("6 tháng đầu năm 2019", "2019-01/2019-06"), ("3 tháng cuối năm 2020", "2020-10/2020-12")],
    ),
    ("kể từ năm 2019 đến nay", [("từ năm 2019 đến nay", "2019")]),
    ("kỷ niệm (14/4/1994 - 14/4/2024)", [("14/4/1994 - 14/4/2024", "1994-04-14/2024-04-14")]),
]

NONE = [
    "đạt trọn vẹn 3/3 đề cử",
    "Nghị định 04/2019 của Chính phủ",
    "thắng với tỷ số 3-1",
    "chỉ cần từ 2-3 người",
    "tăng 5-7% so với cùng kỳ",
    "2.284 vụ việc/5/5 lượt",
    "ngày 31/2/2020",
    "ngày 10/3 âm lịch",
    "chiếm 76,9% tổng số",
    "họp ba tháng một lần",
]

OPEN = [
    ("Tối 11/4, tại nhà văn hóa", "Tối 11/4", (4, 11)),
    ("diễn ra từ 17 đến 20-4 tại sân", "từ 17 đến 20-4", (4, 17)),
    ("hôm nay (11/5), hội", "hôm nay (11/5", (5, 11)),
    ("đại hội vào tháng 9 tới", "tháng 9 tới", (9, None)),
]

SETTLED = [
    (
        "dateline, weekday last",
        "Tin\n\n15:40 - Thứ Năm, 17/10/2024\n\nHội nghị diễn ra sáng nay.",
        "sáng nay",
        "2024-10-17",
    ),
    ("dateline, time last", "Tin\n\nThứ Năm, 29/01/2026 | 13:05\n\nTối qua, đại hội bế mạc.", "Tối qua", "2026-01-28"),
    ("dateline in brackets", "Tin\n\n(31/12/2025) - Sáng nay, liên minh họp.", "Sáng nay", "2025-12-31"),
    ("a line of its own", "Tin\n\nNgày 12/4/2025\n\nTối 11/4, tại nhà văn hóa.", "Tối 11/4", "2025-04-11"),
    ("the turn of the year", "Tin\n\n03/01/2024 | 08:00\n\nNgày 29/12, hợp tác xã họp.", "Ngày 29/12", "2023-12-29"),
    (
        "the day a report opens with",
        "Tin\n\nSáng 14/3/2016, lễ diễn ra. Trước đó, ngày 10/3, họp.",
        "ngày 10/3",
        "2016-03-10",
    ),
    ("last year", "Tin\n\nNgày 16/8/2022\n\nTháng 9 năm ngoái, HTX được khen.", "Tháng 9", "2021-09"),
    ("the same day with its year", "Ngày 11/5, lễ diễn ra (11/5/1989 – 11/5/2019).", "Ngày 11/5", "2019-05-11"),
]


def read(text: str, published: PartialDate | None = None) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], str(p.value.period)) for p in dates.find(text, published)]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_date_is_read_as_precisely_as_it_stands(text: str, expected: list[tuple[str, str]]):
    assert read(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_date_is_none(text: str):
    assert read(text) == []


@pytest.mark.parametrize(("text", "wording", "stated"), OPEN)
def test_a_date_without_a_year_stays_open(text: str, wording: str, stated: tuple[int, int | None]):
    (phrase,) = dates.find(text)
    assert (text[phrase.start : phrase.end], phrase.value.start) == (wording, None)
    assert (phrase.value.first.month, phrase.value.first.day) == stated


@pytest.mark.parametrize(("why", "text", "wording", "expected"), SETTLED)
def test_an_open_year_is_settled_where_exactly_one_is_possible(why: str, text: str, wording: str, expected: str):
    assert (wording, expected) in read(text), why


def test_the_source_s_date_settles_days_and_relative_words():
    text = "Chiều nay, hội nghị bế mạc. Ngày 2/1 sẽ có kết quả; năm nay có 3 giải."
    assert read(text, PartialDate(2024, 12, 30)) == [
        ("Chiều nay", "2024-12-30"),
        ("Ngày 2/1", "2025-01-02"),
        ("năm nay", "2024"),
    ]


def test_a_relative_word_on_an_undated_page_says_nothing():
    assert [p for p in dates.find("Sáng nay, hội nghị khai mạc.") if p.value.start] == []


def test_a_year_given_later_reaches_over_new_year():
    (phrase,) = dates.find("từ ngày 28/12 đến 2/1")
    assert str(phrase.value.complete(2024).period) == "2023-12-28/2024-01-02"
