"""Persons in lists and by their titles, winners beside what they won, and *đồng chí* over paragraphs, read from files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest import pipeline
from ingest.context import Metadata


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        path = tmp_path / "tin.txt"
        path.write_text(f"Tin tức Vân Hạc\n\n{text}\n", encoding="utf-8")
        found = pipeline.read_file(path, Metadata(place="tỉnh Vân Hạc")).facts
        assert found is not None
        return dict(found)

    return read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Dự Hội nghị có các ông Lò Văn Tám, Y Thuyên Niê và Mang Văn Thới.",
            {"Lò Văn Tám", "Y Thuyên Niê", "Mang Văn Thới"},
        ),
        ("PGS.TSKH Bế Ngọc Lĩnh phát biểu tại Hội nghị.", {"Bế Ngọc Lĩnh"}),
        ("PGS, TSKH Bế Ngọc Lĩnh phát biểu tại Hội nghị.", {"Bế Ngọc Lĩnh"}),
        ("Giải thưởng được trao cho bà Sơn Thị Sà Vane.", {"Sơn Thị Sà Vane"}),
    ],
)
def test_persons_are_found_by_lists_and_titles(text: str, names: set[str], told: Callable[[str], Any]) -> None:
    assert {one["name"] for one in told(text)["people"]} == names


def test_a_prize_beside_a_winner_is_no_part_of_its_name(told: Callable[[str], Any]) -> None:
    found = told("Kết quả, Ban Tổ chức trao giải Nhất cho HTX Nà Sản, HTX Bản Hon giải Nhì.")
    names = {one if isinstance(one, str) else one["name"] for one in found["organizations"]}
    assert {"HTX Nà Sản", "HTX Bản Hon"} <= names
    assert not any("giải" in name for name in names)
