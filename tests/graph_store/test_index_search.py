"""What people type, and what they find first: accents, order, beginnings, forms of address, abbreviations, filters, rank."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from graph_store.generations import Data
from graph_store.index import Index
from ingest.load import load
from tests.graph_store.index_world import EX, NEW_PROVINCE, OLD_PROVINCE, entry, vocabulary

PEOPLE = (
    "Nguyễn Văn Nam", "Nguyễn Văn Năm", "Nguyễn Thị Thúy", "Nguyễn Thị Thúy Dung", "Trần Thị Hoà", "Đỗ Đức Hiền",
    "Do Duc Hien", "Hoàng Ông Bà",
)  # fmt: skip
BODIES = (
    "HTX Dịch vụ nông nghiệp Sông Lam", "HTX DVNN Đồi Cao", "Liên minh HTX tỉnh Sông Lam", "UBND tỉnh Sông Lam",
    "Văn phòng UBND tỉnh Sông Lam", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Sông Lam", "Hội LHPN tỉnh Sông Lam",
    "Quỹ tín dụng nhân dân Bến Đò", "Công ty TNHH MTV Trà Sương",
)  # fmt: skip
EVENTS = ("Lễ hội Sông Lam", "Hội nghị tổng kết KTTT năm 2022")


def _told() -> str:
    """All of them, the bodies in a province, one of them written about more often (by `_again`)."""
    lines = []
    for number, name in enumerate(PEOPLE):
        lines.append(f':person\\/p{number} a foaf:Person ; skos:prefLabel "{name}"@vi .')
    for number, name in enumerate(BODIES):
        place = f" ; htx:locatedIn <{OLD_PROVINCE}>" if number % 2 == 0 else ""
        lines.append(f':organization\\/o{number} a org:FormalOrganization ; skos:prefLabel "{name}"@vi{place} .')
    for number, name in enumerate(EVENTS):
        lines.append(f':event\\/e{number} a htx:Event ; skos:prefLabel "{name}"@vi .')
    return "\n".join(lines)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    again = [
        entry(
            f"d{number}",
            f':document\\/d{number} a htx:NewsArticle ; dct:title "Tin {number}"@vi ; htx:mentions :organization\\/o4 .',
        )
        for number in range(3)
    ]
    data = Data(tmp_path_factory.mktemp("search") / "data")
    load(data, [entry("told", _told()), *again], vocabulary=vocabulary())
    with data.in_force().index() as found:
        yield found


NAM = ["Nguyễn Văn Nam", "Nguyễn Văn Năm"]
CASES = [
    # Diacritics that are typed bind, missing ones fold, letter by letter; the name as typed comes first.
    ("nguyen van nam", NAM),
    ("Nguyễn Văn Nam", NAM),
    ("Nguyễn Văn Năm", NAM[1:]),
    ("nguyễn van năm", NAM[1:]),
    ("năm 2022", ["Hội nghị tổng kết KTTT năm 2022"]),
    (unicodedata.normalize("NFD", "Nguyễn Văn Năm"), NAM[1:]),
    ("NGUYỄN VĂN NĂM", NAM[1:]),
    ("do duc hien", ["Do Duc Hien", "Đỗ Đức Hiền"]),
    ("đo duc hien", ["Đỗ Đức Hiền"]),
    # Either placement of the tone is the same word.
    ("Trần Thị Hòa", ["Trần Thị Hoà"]),
    ("Trần Thị Hoà", ["Trần Thị Hoà"]),
    # The last word may only be begun, others may not; the whole name comes before longer ones.
    ("nguyen thi thu", ["Nguyễn Thị Thúy", "Nguyễn Thị Thúy Dung"]),
    ("Nguyễn Thị Thúy", ["Nguyễn Thị Thúy", "Nguyễn Thị Thúy Dung"]),
    ("nguyen thi thuy d", ["Nguyễn Thị Thúy Dung"]),
    ("ngu thi thuy", []),
    # Words in any order; those that stand as typed come first.
    ("nam nguyen van", NAM),
    ("Dung Nguyễn Thị Thúy", ["Nguyễn Thị Thúy Dung"]),
    ("Hiền, Đỗ Đức", ["Đỗ Đức Hiền"]),
    # Forms of address and academic titles are set aside, unless they are the name.
    ("Đ/c Nguyễn Văn Năm", NAM[1:]),
    ("đc nguyen van nam", NAM),
    ("dc nguyen van nam", NAM),
    ("đồng chí Đỗ Đức Hiền", ["Đỗ Đức Hiền"]),
    ("ong do duc hien", ["Do Duc Hien", "Đỗ Đức Hiền"]),
    ("PGS.TS. Nguyễn Thị Thúy Dung", ["Nguyễn Thị Thúy Dung"]),
    ("ông bà", ["Hoàng Ông Bà"]),
    # Abbreviations and what they stand for find each other.
    ("hợp tác xã dvnn sông lam", ["HTX Dịch vụ nông nghiệp Sông Lam"]),
    ("HTX DVNN Sông Lam", ["HTX Dịch vụ nông nghiệp Sông Lam"]),
    ("htx dich vu nong nghiep doi cao", ["HTX DVNN Đồi Cao"]),
    ("LMHTX tỉnh Sông Lam", ["Liên minh HTX tỉnh Sông Lam"]),
    ("lien minh hop tac xa song lam", ["Liên minh HTX tỉnh Sông Lam"]),
    ("uỷ ban nhân dân tỉnh Sông Lam", ["UBND tỉnh Sông Lam", "Văn phòng UBND tỉnh Sông Lam"]),
    ("Sở NN&PTNT tỉnh Sông Lam", ["Sở Nông nghiệp và Phát triển nông thôn tỉnh Sông Lam"]),
    ("hoi lien hiep phu nu", ["Hội LHPN tỉnh Sông Lam"]),
    ("QTDND Bến Đò", ["Quỹ tín dụng nhân dân Bến Đò"]),
    ("trach nhiem huu han mot thanh vien tra suong", ["Công ty TNHH MTV Trà Sương"]),
    ("kinh tế tập thể", ["Hội nghị tổng kết KTTT năm 2022"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), CASES, ids=[asked for asked, _ in CASES])
def test_people_find_what_they_mean_and_nothing_else(index: Index, asked: str, found: list[str]) -> None:
    assert [hit.label for hit in index.search(asked)] == found


def test_of_equal_matches_the_most_written_about_comes_first(index: Index) -> None:
    hits = index.search("song lam")
    assert {hit.quality for hit in hits} == {hits[0].quality}
    assert (hits[0].label, hits[0].documents) == ("Văn phòng UBND tỉnh Sông Lam", 3)
    assert [hit.documents for hit in hits[1:]] == [0] * 6


def test_a_better_match_comes_before_one_that_is_more_written_about(index: Index) -> None:
    assert [(hit.label, hit.documents) for hit in index.search("ubnd tinh song lam")] == [
        ("UBND tỉnh Sông Lam", 0),
        ("Văn phòng UBND tỉnh Sông Lam", 3),
    ]


def test_kinds_and_places_then_and_now_choose(index: Index) -> None:
    assert {hit.kind for hit in index.search("song lam")} == {"organization", "event"}
    assert [hit.label for hit in index.search("song lam", kinds=["event"])] == ["Lễ hội Sông Lam"]
    there = [hit.label for hit in index.search("song lam", province=OLD_PROVINCE)]
    assert len(there) == 4
    assert there[0] == "Văn phòng UBND tỉnh Sông Lam"
    assert index.search("song lam", province=NEW_PROVINCE) == []
    assert [hit.label for hit in index.search("song lam", province=NEW_PROVINCE, now=True)] == there
    assert index.search("song lam", kinds=["event"], province=OLD_PROVINCE) == []
    assert index.search("song lam", province=f"{EX}unit/none") == []


def test_a_limit_cuts_after_the_best(index: Index) -> None:
    whole = index.search("song lam")
    assert index.search("song lam", limit=2) == whole[:2]
