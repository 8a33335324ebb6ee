"""Seats taken from someone or given to someone, and careers: lists of offices that a person once held."""

import pytest

from ingest.extract import reader
from ingest.facts import facts
from ingest.model import Document
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate

ALLIANCE = "Liên minh HTX tỉnh Bắc Giang"

OFFICES = [
    (
        "Ban Bí thư quyết định cách chức Ủy viên Ban Thường vụ Tỉnh ủy nhiệm kỳ 2005-2010 và nhiệm kỳ 2010-2015, "
        "gồm cả các chức vụ Bí thư Ban cán sự đảng UBND tỉnh, Phó Bí thư Tỉnh ủy của ông Lò Văn Tám.",
        [
            ("Lò Văn Tám", "Ủy viên Ban Thường vụ", "Tỉnh ủy Bắc Giang", True),
            ("Lò Văn Tám", "Bí thư Ban cán sự đảng", "UBND tỉnh Bắc Giang", True),
            ("Lò Văn Tám", "Phó Bí thư", "Tỉnh ủy Bắc Giang", True),
        ],
    ),
    (
        "Hội nghị quyết định kỷ luật ông Lê Văn Chín bằng hình thức cách chức Phó Bí thư Tỉnh ủy, cách chức Bí thư Ban cán sự đảng UBND tỉnh.",
        [
            ("Lê Văn Chín", "Phó Bí thư", "Tỉnh ủy Bắc Giang", True),
            ("Lê Văn Chín", "Bí thư Ban cán sự đảng", "UBND tỉnh Bắc Giang", True),
        ],
    ),
    (
        "Bộ Công an bổ nhiệm Giám đốc Công an tỉnh Bắc Giang đối với Đại tá Trần Văn Sáu.",
        [("Trần Văn Sáu", "Giám đốc", "Công an tỉnh Bắc Giang", False)],
    ),
    (
        "Bà Lê Thị Mận từng đảm nhận các nhiệm vụ như Bí thư Huyện đoàn Nà Hang; Phó Bí thư Tỉnh đoàn Bắc Giang.",
        [
            ("Lê Thị Mận", "Bí thư", "Huyện đoàn Nà Hang", True),
            ("Lê Thị Mận", "Phó Bí thư", "Tỉnh đoàn Bắc Giang", True),
        ],
    ),
    (
        "Đại tá Trần Văn Hai là cán bộ trưởng thành từ cơ sở, đã kinh qua nhiều vị trí tại các đơn vị như Phó Giám đốc Công an tỉnh.",
        [("Trần Văn Hai", "Phó Giám đốc", "Công an tỉnh Bắc Giang", True)],
    ),
    (
        "Ông Lò Văn Ba sinh năm 1931 tại Bắc Giang, từng là Giám đốc Nhà hát Hoa Mai, Phó Chủ tịch Hội Nông dân tỉnh.",
        [
            ("Lò Văn Ba", "Giám đốc", "Nhà hát Hoa Mai", True),
            ("Lò Văn Ba", "Phó Chủ tịch", "Hội Nông dân tỉnh Bắc Giang", True),
        ],
    ),
    (
        "Ông Lê Văn Năm, nguyên Ủy viên Trung ương Đảng khóa V, VI, nguyên Phó Chủ tịch UBND tỉnh, từ trần.",
        [
            ("Lê Văn Năm", "Ủy viên", "Trung ương Đảng", True),
            ("Lê Văn Năm", "Phó Chủ tịch", "UBND tỉnh Bắc Giang", True),
        ],
    ),
    (
        "Ông Nguyễn Văn Lý (52 tuổi, nguyên Giám đốc Sở Công Thương) cùng dự.",
        [("Nguyễn Văn Lý", "Giám đốc", "Sở Công Thương tỉnh Bắc Giang", True)],
    ),
    # What another is asked to decide on, and a cadre's growing up, are no seats held.
    ("Giám đốc Sở Công Thương đề nghị khen thưởng đối với ông Lò Văn Tám.", []),
    ("Ông Lò Văn Tám là cán bộ trưởng thành từ cơ sở.", []),
]


@pytest.mark.parametrize(("text", "offices"), OFFICES)
def test_who_held_which_office_is_told_with_the_past_as_past(
    text: str, offices: list[tuple[str, str, str | None, bool]]
) -> None:
    whole = f"Tin nhân sự\n\n{text}\n"
    document = Document(
        "d", "s", None, "Tin nhân sự", PartialDate(2024, 3, 2), whole, blocks(whole), publisher=ALLIANCE
    )
    found = facts(reader.extract(document))["roles"]
    told = [(one["person"], one["role"], one["organization"], one["former"]) for one in found]
    assert sorted(told, key=str) == sorted(offices, key=str)
