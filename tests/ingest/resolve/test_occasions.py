"""Which events and conferrals people are asked about, and that what they decide of them holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph_store.generations import Data
from graph_store.quads import canonical_hash
from ingest import identity, pipeline
from ingest.context import Metadata
from ingest.resolve.decisions import Decision, Verdict
from ingest.resolve.judge import Kind
from ingest.resolve.occasions import Occasion, alike, may_be_one

TEXTS = (
    "Hội nghị tổng kết phong trào thi đua\n\nNgày 15/3/2024, tại tỉnh Vân Hạc, Liên minh HTX tỉnh Vân Hạc tổ chức Hội "
    "nghị tổng kết phong trào thi đua năm 2023. Ông Triệu Văn Mẫu, Chủ tịch Liên minh HTX tỉnh Vân Hạc chủ trì hội nghị. "
    "Tại hội nghị, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Chè Sương Lam và HTX Nấm Bến Sao.\n",
    "Vân Hạc: Hội nghị tổng kết công tác thi đua\n\nNgày 15/3/2024, Hội nghị tổng kết công tác thi đua, khen thưởng năm "
    "2023 diễn ra tại tỉnh Vân Hạc. Bà Khúc Thị Thử, Phó Chủ tịch UBND tỉnh Vân Hạc dự hội nghị. UBND tỉnh Vân Hạc tặng "
    "Bằng khen cho HTX Chè Sương Lam và 3 cá nhân.\n",
)

MEETING = Occasion(
    "a",
    Kind.EVENT,
    "Hội nghị tổng kết năm 2023",
    "2024-03-15",
    hosts=frozenset("h"),
    people=frozenset("pq"),
    documents=frozenset("1"),
)
AGAIN = replace(MEETING, iri="b", documents=frozenset("2"))
GIVEN = Occasion(
    "a",
    Kind.CONFERRAL,
    "Bằng khen",
    "2024-03-15",
    "2023",
    "bk",
    hosts=frozenset("h"),
    people=frozenset("pq"),
    documents=frozenset("1"),
)
TWICE = replace(GIVEN, iri="b", documents=frozenset("2"))

ASKED = [
    (MEETING, AGAIN, "the same organizer"),
    (MEETING, replace(AGAIN, name="Tổng kết phong trào thi đua", hosts=frozenset()), "for the same purpose (tổng kết)"),
    (MEETING, replace(AGAIN, date="2024-03-16"), "1 day apart"),
    (MEETING, replace(AGAIN, date="2024-03"), "in the same time, its day not told by both"),
    (GIVEN, TWICE, "2 recipients in common"),
    (GIVEN, replace(TWICE, date="2024-03-20", people=frozenset("p")), "5 days apart"),
    (
        replace(GIVEN, counted=frozenset("3")),
        replace(TWICE, people=frozenset(), counted=frozenset("3")),
        "recipients counted alike",
    ),
    (replace(GIVEN, date=None), replace(TWICE, date=None), "for the same year"),
]
LEFT_ALONE = [
    ("told as two in one document", MEETING, replace(AGAIN, documents=frozenset("12"))),
    ("far apart in time", MEETING, replace(AGAIN, date="2024-03-30")),
    ("in two provinces", replace(MEETING, province="x"), replace(AGAIN, province="y")),
    ("without a day", replace(MEETING, date=None), AGAIN),
    (
        "by two organizers for two purposes",
        MEETING,
        replace(AGAIN, name="Lễ trao Bằng khen", hosts=frozenset("k"), people=frozenset("r")),
    ),
    ("of two awards", GIVEN, replace(TWICE, award="gk")),
    ("for two years, as look-alikes are", GIVEN, replace(TWICE, period="2022")),
    ("under two decisions", replace(GIVEN, decision="7"), replace(TWICE, decision="8")),
    ("refused and given", GIVEN, replace(TWICE, status="refused")),
    ("by two grantors to others", GIVEN, replace(TWICE, hosts=frozenset("k"), people=frozenset("r"))),
    ("half a year apart", GIVEN, replace(TWICE, date="2024-09-15")),
    ("of two kinds", MEETING, TWICE),
]


@pytest.mark.parametrize(("left", "right", "reason"), ASKED)
def test_what_may_be_one_is_asked_about_with_its_reasons_either_way(
    left: Occasion, right: Occasion, reason: str
) -> None:
    found, mirrored = may_be_one(left, right), may_be_one(right, left)
    assert found is not None and found == mirrored
    assert reason in found.reasons and found.verdict is Verdict.UNSURE and 0.45 <= found.score <= 0.9


@pytest.mark.parametrize(("why", "left", "right"), LEFT_ALONE, ids=[row[0] for row in LEFT_ALONE])
def test_what_is_plainly_two_is_not_asked_about(why: str, left: Occasion, right: Occasion) -> None:
    assert may_be_one(left, right) is None and may_be_one(right, left) is None


def test_names_are_alike_by_their_telling_words() -> None:
    assert alike("Hội nghị tổng kết năm 2023", "Lễ tổng kết 2023") == 1.0
    assert alike("Hội nghị sơ kết quý I", "Lễ trao giải") == 0.0


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.CONFERRAL])
def test_two_tellings_of_one_ceremony_wait_are_merged_and_come_apart_again(kind: Kind, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    data = Data(tmp_path / "data")
    stated = Metadata(place="tỉnh Vân Hạc", published="2024-03-16")
    pipeline.ingest(sorted(tmp_path.glob("*.txt")), data, stated, jobs=1)
    before = canonical_hash(data.in_force().graph_path)
    (waiting,) = identity.candidates(data, kind)
    assert waiting.left.documents.isdisjoint(waiting.right.documents) and dict(waiting.left.facts)["date"]
    pair = Decision(waiting.judgement.left, waiting.judgement.right, Verdict.SAME, "a test", "2024-04-01")
    identity.decide(data, [pair])
    with data.in_force().index() as index:
        assert {index.survivor(pair.left) or pair.left, index.survivor(pair.right) or pair.right} < {
            pair.left,
            pair.right,
        }
    assert list(identity.candidates(data, kind)) == []
    identity.decide(data, [replace(pair, verdict=Verdict.UNDO)])
    assert canonical_hash(data.in_force().graph_path) == before
    identity.decide(data, [replace(pair, verdict=Verdict.DIFFERENT)])
    assert list(identity.candidates(data, kind)) == []
