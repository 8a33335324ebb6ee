"""Recipients without names, and the numbers of decisions."""

import pytest

from ingest.extract import decisions, recipients

GROUPS = [
    ("tặng Bằng khen cho 05 tập thể và 12 cá nhân", ["5 collective", "12 individual"]),
    ("tặng Giấy khen cho các tập thể, cá nhân", ["None collective", "None individual"]),
    ("trao Cờ cho hai đơn vị; tặng thưởng 1.200 hội viên", ["2 collective", "1200 individual"]),
    ("khen thưởng hơn 20 hộ gia đình", ["20 household"]),
    ("khen thưởng hàng chục HTX, 3 liên hiệp HTX", ["None cooperative", "3 cooperative_union"]),
    ("trao giải cho 16 công trình, sáng kiến", ["16 product"]),
    ("tặng Bằng khen gồm:\n- 3 tập thể thuộc ngành;\n- 4 cá nhân.", ["3 collective", "4 individual"]),
]

NO_GROUPS = [
    "Toàn tỉnh có 141 HTX, 20 doanh nghiệp và 16.509 thành viên.",
    "tặng Bằng khen cho các HTX Nà Sản".replace("HTX", "ông"),
    "khen ngợi 3 lần",
]

NUMBERS = [
    ("Quyết định số 1034/QĐ-UBND ngày 5/5", "1034/QĐ-UBND"),
    ("theo QĐ số 12/2024/QĐ-TTg", "12/2024/QĐ-TTg"),
    ("Quyết định 77 / QĐ - CTN", "77/QĐ-CTN"),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_a_group_has_its_count_and_kind(text: str, expected: list[str]):
    values = [phrase.value for phrase in recipients.find_groups(text)]
    assert [f"{value.count} {value.member_kind}" for value in values] == expected


@pytest.mark.parametrize("text", NO_GROUPS)
def test_figures_and_names_are_no_groups(text: str):
    assert recipients.find_groups(text) == []


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_decision_s_number_is_read_in_its_regular_form(text: str, expected: str):
    assert [phrase.value.number for phrase in decisions.find(text)] == [expected]


def test_other_documents_numbers_are_no_decisions():
    assert decisions.find("Nghị quyết số 20-NQ/TW và Chương trình số 375/CTr-UBND") == []
