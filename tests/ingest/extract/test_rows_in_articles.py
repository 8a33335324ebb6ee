"""Tables that articles keep as lines with tabs: each row tells who, in which seat, received which award."""

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

HEAD = "Danh sách khen thưởng\n\nLiên minh HTX tỉnh Bắc Giang vừa khen thưởng:\n\n"
ROWS = (
    "TT\tHọ tên, đơn vị\tChức vụ\tHình thức\tQuyết định\n"
    "1\tHTX Khe Rỗ\t\tBằng khen của Chủ tịch UBND tỉnh\t2215/QĐ-UBND\n"
    "2\tÔng Lò Văn Tám\tGiám đốc HTX Suối Mơ\tBằng khen của Chủ tịch UBND tỉnh\t2215/QĐ-UBND\n"
    "3\tBà Lê Thị Mận\tTrưởng phòng Chính sách, Liên minh HTX tỉnh\tChiến sĩ thi đua cơ sở\t33/QĐ-LMHTX\n"
)


def _read(text: str) -> dict[str, list[dict[str, object]]]:
    document = Document("d", "s", None, "", PartialDate(2024, 3, 2), text, blocks(text), "Liên minh HTX tỉnh Bắc Giang")
    return facts(reader.extract(document))


def test_rows_with_one_award_and_decision_are_one_conferral() -> None:
    told = [(c["award"], c["grantor"], c["recipients"], c["decision"]) for c in _read(HEAD + ROWS)["conferrals"]]
    assert told == [
        (
            "Bằng khen",
            "Chủ tịch UBND tỉnh Bắc Giang",
            [{"name": "HTX Khe Rỗ"}, {"name": "Lò Văn Tám"}],
            "2215/QĐ-UBND",
        ),
        ("Chiến sĩ thi đua cơ sở", None, [{"name": "Lê Thị Mận"}], "33/QĐ-LMHTX"),
    ]


def test_a_cell_after_a_name_tells_the_seat() -> None:
    roles = [(one["person"], one["role"], one["organization"]) for one in _read(HEAD + ROWS)["roles"]]
    assert roles == [
        ("Lò Văn Tám", "Giám đốc", "HTX Suối Mơ"),
        ("Lê Thị Mận", "Trưởng phòng", "Phòng Chính sách, Liên minh HTX tỉnh Bắc Giang"),
    ]


def test_a_line_with_one_tab_is_no_row() -> None:
    found = _read("Danh sách\n\nTrang nội bộ.\n\nÔng Lò Văn Tám\tBằng khen của Chủ tịch UBND tỉnh\n")
    assert found["conferrals"] == []
