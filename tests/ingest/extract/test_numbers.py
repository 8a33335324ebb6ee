"""Numbers with qualifier and unit: Vietnamese and plain spellings, and figures that are no amounts."""

from decimal import Decimal

import pytest

from ingest.extract import numbers

READ = [
    ("tổng vốn điều lệ trên 2.473 tỷ đồng", [("trên 2.473 tỷ đồng", "2473", "more_than", "tỷ đồng")]),
    (
        "bán khoảng 2.925,5 tấn vải; 543,5 tấn dưa",
        [("khoảng 2.925,5 tấn", "2925.5", "about", "tấn"), ("543,5 tấn", "543.5", "exactly", "tấn")],
    ),
    (
        "120 sản phẩm, chiếm 76,9% tổng số",
        [("120 sản phẩm", "120", "exactly", "sản phẩm"), ("76,9%", "76.9", "exactly", "%")],
    ),
    ("02 HTX và 35.5 % còn lại", [("02 HTX", "2", "exactly", "HTX"), ("35.5 %", "35.5", "exactly", "%")]),
    ("gần 6 triệu thành viên", [("gần 6 triệu thành viên", "6", "about", "triệu thành viên")]),
    ("đạt 1,2 triệu đồng/người/tháng", [("1,2 triệu đồng/người/tháng", "1.2", "exactly", "triệu đồng/người/tháng")]),
    (
        "Sáu HTX và mười lăm tổ hợp tác",
        [("Sáu HTX", "6", "exactly", "HTX"), ("mười lăm tổ hợp tác", "15", "exactly", "tổ hợp tác")],
    ),
    (
        "hai mươi lăm hộ, gần một trăm xã viên",
        [("hai mươi lăm hộ", "25", "exactly", "hộ"), ("gần một trăm xã viên", "100", "about", "xã viên")],
    ),
    (
        "thành lập ít nhất 80 HTX, tối đa 90 HTX",
        [("ít nhất 80 HTX", "80", "at_least", "HTX"), ("tối đa 90 HTX", "90", "at_most", "HTX")],
    ),
    ("dưới 50 lao động", [("dưới 50 lao động", "50", "less_than", "lao động")]),
    ("từ 3 sao trở lên", [("3 sao", "3", "at_least", "sao")]),
    ("hàng chục tấn mỳ", [("hàng chục tấn", None, "many", "tấn")]),
    ("tới 59 tỉnh, thành phố", [("59 tỉnh, thành phố", "59", "exactly", "tỉnh, thành phố")]),
    ("có 1,250 HTX", [("1,250 HTX", "1250", "exactly", "HTX")]),
    ("trên diện tích 1ha", [("1ha", "1", "exactly", "ha")]),
    ("số xã viên là 16.509", [("16.509", "16509", "exactly", "")]),
]

NONE = [
    "lúc 15h30 và 15:40",
    "Kế hoạch số 375/KH-UBND",
    "đại dịch COVID-19",
    "lần thứ 5, khóa 14",
    "giải quyết của Tổ 503",
    "đạt trọn vẹn 3/3 đề cử",
    "Nghị quyết 20-NQ/TW",
]

NUMERALS = [
    ("2.473", "2473"),
    ("76,9", "76.9"),
    ("2.925,5", "2925.5"),
    ("02", "2"),
    ("1.106", "1106"),
    ("2.5", "2.5"),
    ("1.234.567", "1234567"),
    ("12,345,678", "12345678"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_number_keeps_its_qualifier_and_unit(text: str, expected: list[tuple[str, str | None, str, str]]):
    read = [(text[p.start : p.end], p.value.value, p.value.qualifier.value, p.value.unit) for p in numbers.find(text)]
    assert read == [(w, None if v is None else Decimal(v), q, u) for w, v, q, u in expected]


@pytest.mark.parametrize("text", NONE)
def test_a_name_or_a_time_is_no_amount(text: str):
    assert numbers.find(text) == []


@pytest.mark.parametrize(("numeral", "value"), NUMERALS)
def test_a_numeral_stands_for_its_number(numeral: str, value: str):
    assert numbers.amount(numeral) == Decimal(value)


def test_a_range_keeps_both_ends():
    (phrase,) = numbers.find("chỉ cần từ 2-3 người")
    assert (phrase.value.value, phrase.value.upper) == (2, 3)
