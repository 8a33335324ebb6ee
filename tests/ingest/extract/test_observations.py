"""Figures of the sector: measure, value with its qualifier, unit, period; and what is no figure of the sector."""

import pytest

from ingest.extract import reader
from ingest.model import Document, Observation
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

AROUND = "Kinh tế tập thể, HTX của tỉnh phát triển. Liên minh HTX tỉnh đồng hành cùng các HTX. Nhiều HTX làm ăn khá."


def observations(text: str) -> tuple[list[Observation], list[str]]:
    whole = f"Kết quả năm 2021\n\n{AROUND}\n\n{text}\n"
    document = Document("d", "s", None, "", PartialDate(2022, 1, 6), whole, blocks(whole), "Liên minh HTX tỉnh Yên Bái")
    reading = reader.extract(document)
    found = [c for c in reading.claims if isinstance(c, Observation)]
    assert all(whole[e.span.start : e.span.end] == e.quote for c in found for e in c.evidence if e.span)
    return found, [issue.what for issue in reading.issues]


def rows(text: str) -> list[str]:
    found, _ = observations(text)
    return [f"{o.measure} | {o.qualifier} {o.value} {o.unit} | {o.period}" for o in found]


CASES = [
    ("Năm 2021 có 141 HTX thành lập mới.", ["số HTX thành lập mới | exactly 141 HTX | 2021"]),
    ("Tổng số HTX trong toàn tỉnh là 950 HTX.", ["tổng số HTX trong toàn tỉnh | exactly 950 HTX | 2021"]),
    ("Tổng vốn điều lệ của các HTX trên 2.473 tỷ đồng.",
     ["tổng vốn điều lệ của các HTX | more_than 2473 tỷ đồng | 2021"]),
    ("Tổng số thành viên tham gia HTX là 16.509 người.",
     ["tổng số thành viên tham gia HTX | exactly 16509 người | 2021"]),
    ("Từ tháng 5 đến tháng 8/2020, đã hỗ trợ tiêu thụ được khoảng 2.925,5 tấn vải thiều.",
     ["vải thiều | about 2925.5 tấn | 2020-05/2020-08"]),
    ("Đến nay toàn tỉnh có 312 HTX.", ["số HTX | exactly 312 HTX | 2022-01"]),
    ("Doanh thu bình quân đạt 2,4 tỷ đồng/HTX.", ["doanh thu bình quân | exactly 2.4 tỷ đồng/HTX | 2021"]),
    ("Toàn tỉnh có 172 HTX liên kết với doanh nghiệp tiêu thụ sản phẩm.",
     ["số HTX liên kết | exactly 172 HTX | 2021"]),
    # Recipients, delegates, gifts, ages, dates and numbers of decisions measure nothing.
    ("Có 02 HTX được nhận Cờ thi đua của UBND tỉnh.", []),
    ("Dự Hội nghị có hơn 200 đại biểu đại diện cho các HTX.", []),
    ("UBND tỉnh tặng Bằng khen cho 05 HTX và 12 cá nhân.", []),
    ("Đoàn trao 20 suất quà, mỗi suất trị giá 1 triệu đồng cho thành viên HTX.", []),
    ("Quyết định số 35/QĐ-UBND ngày 10/01/2022 về HTX có hiệu lực.", []),
    ("Ông Lò Văn Tám, 45 tuổi, làm Giám đốc HTX.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES)
def test_figures_keep_measure_certainty_unit_and_period(text: str, told: list[str]) -> None:
    assert rows(text) == told


def test_a_text_about_something_else_gives_no_figures() -> None:
    whole = "Bóng đá\n\nĐội bóng có 25 thành viên và doanh thu 3 tỷ đồng trong năm 2021.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    assert not [c for c in reading.claims if isinstance(c, Observation)]


def test_a_share_tells_what_it_implies_and_corrects_nothing() -> None:
    found, issues = observations("Các HTX có 120 sản phẩm OCOP, chiếm 76,9% tổng sản phẩm OCOP toàn tỉnh.")
    assert [str(o.value) for o in found] == ["120", "76.9"]
    assert any("implies 156 in all" in what for what in issues)


def test_a_period_outside_of_the_report_is_flagged_and_kept() -> None:
    found, issues = observations(
        "Năm 2021 có 141 HTX thành lập mới. Tổng số HTX là 950 HTX. Từ tháng 5 đến tháng 8/2020, đã hỗ trợ tiêu thụ 543,5 tấn dưa của HTX."
    )
    assert [str(o.period) for o in found] == ["2021", "2021", "2020-05/2020-08"]
    assert any("2020-05/2020-08 is not in 2021" in what for what in issues)
