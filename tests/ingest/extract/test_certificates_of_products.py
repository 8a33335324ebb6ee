"""Certificates of products: those that a list under its heading names are among the counted ones; decided is not handed over."""

from collections.abc import Callable

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

LISTED = (
    "UBND tỉnh ban hành Quyết định số 29/QĐ-UBND cấp Giấy chứng nhận sản phẩm OCOP 4 sao cho 10 sản phẩm.\n\n"
    "Trong số các sản phẩm đạt hạng 4 sao có:\n\n"
    "- Tỏi đen Khe Rỗ (HTX Khe Rỗ);\n- Trà quế Suối Mơ (HTX Suối Mơ).\n\nCác sản phẩm được in nhãn.\n"
)
FLAT = (
    "UBND tỉnh ban hành Quyết định số 29/QĐ-UBND cấp Giấy chứng nhận sản phẩm OCOP 4 sao cho 2 sản phẩm.\n\n"
    "Danh sách sản phẩm OCOP 4 sao:\n\nSTT\nTên sản phẩm\nChủ thể\n1\nTỏi đen Khe Rỗ\nHTX Khe Rỗ\n2\nTrà quế Suối Mơ\n"
    "HTX Suối Mơ\n"
)
OTHER = (
    "UBND tỉnh ban hành Quyết định số 29/QĐ-UBND cấp Giấy chứng nhận sản phẩm OCOP 4 sao cho 2 sản phẩm.\n\n"
    "Danh sách sản phẩm OCOP 3 sao:\n\n- Tỏi đen Khe Rỗ (HTX Khe Rỗ)\n"
)


def _recipients(text: str) -> list[object]:
    whole = f"Tin OCOP\n\n{text}"
    document = Document(
        "d", "s", None, "", PartialDate(2024, 3, 2), whole, blocks(whole), "Liên minh HTX tỉnh Bắc Giang"
    )
    (one,) = facts(reader.extract(document))["conferrals"]
    return list(one["recipients"])


@pytest.mark.parametrize(("text", "count"), [(LISTED, 10), (FLAT, 2)])
def test_listed_products_are_among_those_certified(text: str, count: int) -> None:
    assert _recipients(text) == [
        {"count": count, "kind": "product"},
        {"name": "Tỏi đen Khe Rỗ"},
        {"name": "Trà quế Suối Mơ"},
    ]


def test_products_of_other_stars_are_not_among_them() -> None:
    assert _recipients(OTHER) == [{"count": 2, "kind": "product"}]


def test_a_province_s_share_of_a_decision_is_what_it_received(told: Callable[..., list[str]]) -> None:
    text = "{R|Bộ trưởng} ký Quyết định số 51/QĐ-BNN cấp Giấy chứng nhận sản phẩm OCOP 5 sao, trong đó tỉnh Vân Hạc có 3 sản phẩm."
    assert told(text, event=False) == [
        "Giấy chứng nhận sản phẩm OCOP 5 sao | của Bộ trưởng | cho 3 product | số 51/QĐ-BNN"
    ]


def test_a_pronoun_passes_over_persons_of_the_other_sex(told: Callable[..., list[str]]) -> None:
    text = "{P|Bà Lê Thị Mận} kể với {P|ông Lò Văn Tám}. Năm 2021, bà được {O|Hội Nông dân tỉnh} tặng Bằng khen."
    assert told(text, event=False) == ["Bằng khen | của Hội Nông dân tỉnh Vân Hạc | cho Lê Thị Mận | ngày 2021"]
