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
    ("Kết nạp được 40 thành viên trên tổng số 115 HTX của tỉnh.",
     ["số thành viên được kết nạp | exactly 40 thành viên | 2021",
      "tổng số HTX của tỉnh | exactly 115 HTX | 2021"]),
    # A year within what is measured is no part of it, a year before *HTX* counts none, a count begins no measure.
    ("Lợi nhuận sau thuế của các HTX năm 2020 đạt 1,35 tỷ đồng.",
     ["lợi nhuận sau thuế của các HTX | exactly 1.35 tỷ đồng | 2020"]),
    ("Đến cuối năm 2020 HTX đã đông.", []),
    ("Vốn vay từ Quỹ cho 97 dự án với 31,6 tỷ đồng.",
     ["số dự án | exactly 97 dự án | 2021", "vốn vay từ Quỹ | exactly 31.6 tỷ đồng | 2021"]),
    # What is done to what is counted.
    ("Trong năm, toàn tỉnh thành lập mới được 45 HTX, giải thể 12 HTX ngừng hoạt động.",
     ["số HTX thành lập mới | exactly 45 HTX | 2021", "số HTX ngừng hoạt động giải thể | exactly 12 HTX | 2021"]),
    ("Các HTX đã tạo việc làm thường xuyên cho 9.800 lao động.",
     ["số lao động được tạo việc làm | exactly 9800 lao động | 2021"]),
    ("Liên minh HTX tỉnh hướng dẫn thành lập 38 HTX và 55 HTX khác mở rộng ngành nghề.",
     ["số HTX được hướng dẫn thành lập | exactly 38 HTX | 2021"]),
    ("Toàn tỉnh thành lập mới 38 HTX và 2 liên hiệp HTX.",
     ["số HTX thành lập mới | exactly 38 HTX | 2021", "số liên hiệp HTX thành lập mới | exactly 2 liên hiệp HTX | 2021"]),
    ("Các HTX đã đóng góp 3,5 tỷ đồng xây dựng nông thôn mới.",
     ["đóng góp xây dựng nông thôn mới | exactly 3.5 tỷ đồng | 2021"]),
    ("Toàn tỉnh đã hỗ trợ 16 HTX với kinh phí 24 tỷ đồng.",
     ["số HTX được hỗ trợ | exactly 16 HTX | 2021", "kinh phí hỗ trợ | exactly 24 tỷ đồng | 2021"]),
    ("Từ tháng 5 đến tháng 8/2020, đã hỗ trợ tiêu thụ được khoảng 2.925,5 tấn vải thiều.",
     ["vải thiều được hỗ trợ tiêu thụ | about 2925.5 tấn | 2020-05/2020-08"]),
    # Whose, of which branch, with what.
    ("Toàn tỉnh có 172 HTX liên kết với doanh nghiệp tiêu thụ sản phẩm.",
     ["số HTX liên kết với doanh nghiệp tiêu thụ sản phẩm | exactly 172 HTX | 2021"]),
    ("Lĩnh vực nông nghiệp có 380 HTX; công nghiệp - tiểu thủ công nghiệp 45 HTX; vận tải 21 HTX.",
     ["số HTX lĩnh vực nông nghiệp | exactly 380 HTX | 2021",
      "số HTX công nghiệp - tiểu thủ công nghiệp | exactly 45 HTX | 2021", "số HTX vận tải | exactly 21 HTX | 2021"]),
    ("Hiện Liên minh HTX tỉnh có 385 thành viên.",
     ["số thành viên của liên minh HTX tỉnh | exactly 385 thành viên | 2022-01"]),
    ("Tỉnh có 2 liên hiệp HTX với 9 HTX thành viên.",
     ["số liên hiệp HTX | exactly 2 liên hiệp HTX | 2021", "số HTX thành viên của liên hiệp HTX | exactly 9 HTX | 2021"]),
    ("Tổng mức vốn đăng ký của 45 HTX mới thành lập là 89,6 tỷ đồng.",
     ["số HTX mới thành lập | exactly 45 HTX | 2021",
      "tổng mức vốn đăng ký của 45 HTX mới thành lập | exactly 89.6 tỷ đồng | 2021"]),
    ("Toàn tỉnh có 156 sản phẩm OCOP, trong đó 12 sản phẩm đạt 4 sao.",
     ["số sản phẩm OCOP | exactly 156 sản phẩm OCOP | 2021", "số sản phẩm đạt 4 sao | exactly 12 sản phẩm | 2021"]),
    ("Đã có 120/512 HTX tham gia chuỗi liên kết.", ["số HTX tham gia chuỗi liên kết | exactly 120 HTX | 2021"]),
    ("Hơn 300 đại biểu thay mặt cho trên 1.370 HTX trong tỉnh về dự.",
     ["số HTX trong tỉnh về dự | more_than 1370 HTX | 2021"]),
    ("Chương trình bình chọn có 9 hồ sơ dự thi của các HTX.",
     ["số hồ sơ dự thi của các HTX | exactly 9 hồ sơ | 2021"]),
    # On average.
    ("Doanh thu bình quân đạt 2,4 tỷ đồng/HTX.", ["doanh thu bình quân | exactly 2.4 tỷ đồng/HTX | 2021"]),
    ("Bình quân mỗi HTX có 35 thành viên, vốn điều lệ 1,2 tỷ đồng.",
     ["số thành viên bình quân mỗi HTX | exactly 35 thành viên | 2021",
      "vốn điều lệ bình quân mỗi HTX | exactly 1.2 tỷ đồng | 2021"]),
    ("Tổng số vốn hoạt động của các HTX đạt 1.250 tỷ đồng, bình quân 2,4 tỷ đồng/HTX.",
     ["tổng số vốn hoạt động của các HTX | exactly 1250 tỷ đồng | 2021",
      "tổng số vốn hoạt động của các HTX bình quân | exactly 2.4 tỷ đồng/HTX | 2021"]),
    ("Thu nhập bình quân người lao động trong HTX từ 4 - 6 triệu đồng/người/tháng.",
     ["thu nhập bình quân người lao động trong HTX | at_least 4 triệu đồng/người/tháng | 2021"]),
    # Growth and fall.
    ("Doanh thu của khu vực HTX ước đạt 5.600 tỷ đồng, tăng 12% so với cùng kỳ.",
     ["doanh thu của khu vực HTX | about 5600 tỷ đồng | 2021",
      "tỷ lệ doanh thu của khu vực HTX tăng so với cùng kỳ | exactly 12 % | 2021"]),
    ("So với năm 2020, số HTX tăng 7% (tăng 36 HTX).",
     ["tỷ lệ số HTX tăng | exactly 7 % | 2021", "số HTX tăng | exactly 36 HTX | 2021"]),
    ("Số lượng HTX tăng từ 400 HTX năm 2016 lên 512 HTX năm 2021.",
     ["số lượng HTX | exactly 400 HTX | 2016", "số HTX | exactly 512 HTX | 2021"]),
    # Shares.
    ("Số HTX hoạt động có hiệu quả là 310 HTX, chiếm 62% tổng số HTX.",
     ["số HTX hoạt động có hiệu quả | exactly 310 HTX | 2021",
      "tỷ lệ HTX hoạt động có hiệu quả trong tổng số HTX | exactly 62 % | 2021"]),
    ("Tỷ lệ HTX khá, giỏi chiếm 58,4%; HTX trung bình 31%.",
     ["tỷ lệ HTX khá, giỏi | exactly 58.4 % | 2021", "tỷ lệ HTX trung bình | exactly 31 % | 2021"]),
    ("Tỉnh có 773 sản phẩm OCOP, hơn 60% trong số đó do HTX làm chủ thể.",
     ["số sản phẩm OCOP | exactly 773 sản phẩm OCOP | 2021",
      "tỷ lệ sản phẩm OCOP do HTX làm chủ thể | more_than 60 % | 2021"]),
    ("Có 410 HTX nông nghiệp (chiếm 80%).",
     ["số HTX nông nghiệp | exactly 410 HTX nông nghiệp | 2021", "tỷ lệ HTX nông nghiệp | exactly 80 % | 2021"]),
    ("100% HTX đã chuyển đổi theo Luật HTX năm 2012.",
     ["tỷ lệ HTX đã chuyển đổi theo Luật HTX | exactly 100 % | 2021"]),
    ("Khu vực HTX đóng góp khoảng 5% GRDP của tỉnh.", ["tỷ lệ đóng góp GRDP của tỉnh | about 5 % | 2021"]),
    ("Trong năm thành lập mới 62 HTX, vượt 24% kế hoạch năm.",
     ["số HTX thành lập mới | exactly 62 HTX | 2021",
      "tỷ lệ HTX thành lập mới vượt kế hoạch năm | exactly 24 % | 2021"]),
    # Aimed at, not reached.
    ("Năm 2022, Liên minh HTX tỉnh phấn đấu thành lập mới 50 HTX, doanh thu bình quân tăng 10%.",
     ["mục tiêu số HTX thành lập mới | exactly 50 HTX | 2022",
      "mục tiêu tỷ lệ doanh thu bình quân tăng | exactly 10 % | 2022"]),
    ("Đến năm 2025, toàn tỉnh có 600 HTX.", ["mục tiêu số HTX | exactly 600 HTX | 2025"]),
    ("Đến năm 2020, toàn tỉnh có 400 HTX.", ["số HTX | exactly 400 HTX | 2020"]),
    # Times.
    ("Đến nay toàn tỉnh có 312 HTX.", ["số HTX | exactly 312 HTX | 2022-01"]),
    ("Tính đến 31/12/2021, toàn tỉnh có 512 HTX đang hoạt động.",
     ["số HTX đang hoạt động | exactly 512 HTX | 2021-12-31"]),
    ("Giai đoạn 2016 - 2020, toàn tỉnh thành lập mới 210 HTX, bình quân mỗi năm 42 HTX.",
     ["số HTX thành lập mới | exactly 210 HTX | 2016/2020", "số HTX bình quân mỗi năm | exactly 42 HTX | 2016/2020"]),
    ("Doanh thu đạt 3,2 tỷ đồng/HTX, tăng 200 triệu đồng so với năm 2020.",
     ["doanh thu | exactly 3.2 tỷ đồng/HTX | 2021", "doanh thu tăng so với năm 2020 | exactly 200 triệu đồng | 2021"]),
    # Recipients, delegates, gifts, ages, dates and numbers of decisions measure nothing.
    ("Có 02 HTX được nhận Cờ thi đua của UBND tỉnh.", []),
    ("Dự Hội nghị có hơn 200 đại biểu đại diện cho các HTX.", []),
    ("Dự Hội nghị có 150 đại biểu đại diện cho 85 HTX.", []),
    ("UBND tỉnh tặng Bằng khen cho 05 HTX và 12 cá nhân.", []),
    ("Liên minh HTX tỉnh vinh danh 20 HTX tiêu biểu và 15 giám đốc HTX giỏi.", []),
    ("Đoàn trao 20 suất quà, mỗi suất trị giá 1 triệu đồng cho thành viên HTX.", []),
    ("Quyết định số 35/QĐ-UBND ngày 10/01/2022 về HTX có hiệu lực.", []),
    ("Ông Lò Văn Tám, 45 tuổi, làm Giám đốc HTX.", []),
    ("Hội nghị nghe 12 ý kiến tham luận của các HTX.", []),
    ("Ngày 20/11 HTX họp bàn.", []),
    ("Mỗi xã có ít nhất một HTX.", []),
    # One cooperative's own figures are not the sector's.
    ("HTX Suối Mơ có 45 thành viên, doanh thu 3 tỷ đồng mỗi năm.", []),
    ("Ông Lò Văn Tám, Giám đốc HTX Suối Mơ cho biết HTX có 30 ha chè, mỗi năm thu 120 tấn.", []),
    ("HTX tiêu thụ cho thành viên 5.600 tấn nông sản.", []),
    # Those counted are receivers, or only tell delegates and stands apart.
    ("09 HTX và 14 cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen.", []),
    ("Cùng đi có giám đốc 22 HTX trong tỉnh.", []),
    ("Dự Hội nghị còn có lãnh đạo Liên minh HTX 7 tỉnh trong Cụm.", []),
    ("Hội chợ có 250 gian hàng của 130 HTX đến từ 22 tỉnh, thành.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES)
def test_figures_keep_measure_certainty_unit_and_period(text: str, told: list[str]) -> None:
    assert rows(text) == told


PLACES = [
    ("Cả nước có 29.378 HTX, trong đó Lào Cai có 446 HTX.", ["cả nước", "tỉnh Lào Cai"]),
    ("Toàn huyện Văn Yên có 62 HTX, 850 thành viên.", ["huyện Văn Yên", "huyện Văn Yên"]),
    ("Toàn tỉnh có 512 HTX.", ["tỉnh Yên Bái"]),
    ("So với cả nước, toàn tỉnh có 512 HTX.", ["tỉnh Yên Bái"]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_a_figure_is_of_the_place_named_last_before_it(text: str, places: list[str]) -> None:
    assert [one.place for one in observations(text)[0]] == places


def test_a_text_about_something_else_gives_no_figures() -> None:
    whole = "Bóng đá\n\nĐội bóng có 25 thành viên và doanh thu 3 tỷ đồng trong năm 2021.\n"
    reading = reader.extract(Document("d", "s", None, "", None, whole, blocks(whole)))
    assert not [c for c in reading.claims if isinstance(c, Observation)]


def test_a_share_tells_what_it_implies_and_corrects_nothing() -> None:
    found, issues = observations("Các HTX có 120 sản phẩm OCOP, chiếm 76,9% tổng sản phẩm OCOP toàn tỉnh.")
    assert [str(o.value) for o in found] == ["120", "76.9"]
    assert any("implies 156 in all" in what for what in issues)


NOTES = [
    ("Tổng số HTX là 500 HTX. Số HTX hoạt động khá là 310 HTX, chiếm 62% tổng số HTX.", []),
    ("Tổng số HTX là 500 HTX. Số HTX hoạt động khá là 310 HTX, chiếm 52% tổng số HTX.",
     ["310 HTX are 52%: that implies 596 in all, which the text does not say (it says 500 HTX)"]),
    ("Có 328 HTX nông nghiệp, trong đó 41% mở thêm dịch vụ mới.", []),
    ("Thành lập mới 45 HTX, đạt 112,5% kế hoạch năm.", []),
    ("Doanh thu của các HTX đạt 56 tỷ đồng, tăng 12% so với cùng kỳ.", []),
    ("Số HTX khá, giỏi là 120 HTX. Vốn của các HTX đạt 9 tỷ đồng. Số HTX khá, giỏi là 130 HTX.",
     ["số HTX khá, giỏi: 130 HTX here, 120 HTX before; both are kept"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "notes"), NOTES)
def test_figures_that_do_not_fit_are_told(text: str, notes: list[str]) -> None:
    assert observations(text)[1] == notes


def test_a_period_outside_of_the_report_is_flagged_and_kept() -> None:
    found, issues = observations(
        "Năm 2021 có 141 HTX thành lập mới. Tổng số HTX là 950 HTX. Từ tháng 5 đến tháng 8/2020, đã hỗ trợ tiêu thụ 543,5 tấn dưa của HTX."
    )
    assert [str(o.period) for o in found] == ["2021", "2021", "2020-05/2020-08"]
    assert any("2020-05/2020-08 is not in 2021" in what for what in issues)
