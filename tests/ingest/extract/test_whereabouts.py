"""Where organizations are told to be, right after their names, and what only tells where something happened."""

import pytest

from ingest.extract import reader
from ingest.model import Block, BlockKind, Document, OrganizationFact, Span

TOLD = [
    ("HTX Nông nghiệp Tân Tiến, huyện Yên Thế nhận Bằng khen.", ("HTX Nông nghiệp Tân Tiến", "huyện Yên Thế")),
    ("HTX Sao Mai (xã Hương Vĩ, huyện Yên Thế) nhận Bằng khen.", ("HTX Sao Mai", "xã Hương Vĩ, huyện Yên Thế")),
    ("Hợp tác xã Đồng Tâm (Yên Thế) nhận Bằng khen.", ("Hợp tác xã Đồng Tâm", "huyện Yên Thế")),
    ("HTX Đồng Tâm có trụ sở tại xã Hương Vĩ nhận Bằng khen.", ("HTX Đồng Tâm", "xã Hương Vĩ")),
    ("Đoàn đến thăm UBND xã Hương Vĩ, huyện Yên Thế.", ("UBND xã Hương Vĩ", "huyện Yên Thế")),
]
SILENT = [
    "Đoàn trao quà cho HTX Sao Mai tại huyện Yên Thế.",
    "HTX Sao Mai (thành lập 2019) nhận Bằng khen.",
    "Sở Công Thương, huyện Yên Thế cùng dự.",
]


def places(text: str) -> list[tuple[str, str]]:
    whole = Span(0, len(text))
    document = Document("x", "x", None, "", None, text, (Block(BlockKind.PARAGRAPH, whole),), place="tỉnh Bắc Giang")
    claims = reader.extract(document).claims
    return [(one.organization.name, str(one.value)) for one in claims if isinstance(one, OrganizationFact)]


@pytest.mark.parametrize(("text", "place"), TOLD)
def test_a_place_right_after_a_name_is_where_it_is(text: str, place: tuple[str, str]) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize("text", SILENT)
def test_no_place_is_taken_from_what_tells_something_else(text: str) -> None:
    assert places(text) == []
