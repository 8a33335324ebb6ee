"""What a conferral's row says of a counted group's known members follows them: their kind, their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.faults import digest
from graph_store.generations import Data
from graph_store.rows import ConferralFilter
from ingest.load import load, withdraw
from tests.graph_store.index_world import entry

AWARDED = """
:document\\/d1 a htx:NewsArticle ; dct:title "Khen thưởng"@vi ; dct:issued "2022-03-23"^^xsd:date .
:award\\/bk a htx:Award ; skos:prefLabel "Bằng khen"@vi .
:conferral\\/c1 a htx:Conferral ; htx:award :award\\/bk ; htx:recipient :group\\/g1 ; htx:status htx:conferred .
:group\\/g1 a htx:CountedGroup ; htx:count 2 ; htx:countQualifier htx:exactly ; htx:statedAs "02 đơn vị"@vi ;
  htx:knownMember :agent\\/kia .
"""
PERSON = ':agent\\/kia a foaf:Person ; skos:prefLabel "Lò Thị Sương"@vi .'
BODY = ':agent\\/kia a org:FormalOrganization ; skos:prefLabel "HTX Bến Đò"@vi .'


def kinds(data: Data) -> dict[str, int]:
    with data.in_force().index() as index:
        return {
            kind: len(index.conferrals(ConferralFilter(recipient_kinds=(kind,))).rows)
            for kind in ("person", "organization")
        }


@pytest.mark.parametrize("before", [PERSON, None])
def test_a_known_member_of_another_kind_changes_the_kinds_of_the_conferral(tmp_path: Path, before: str | None) -> None:
    data = Data(tmp_path / "data")
    load(data, [entry("d1", AWARDED), *([entry("d2", before)] if before else ())])
    assert kinds(data) == {"person": int(before is not None), "organization": 0}
    load(data, [entry("d2", BODY)])
    assert kinds(data) == {"person": 0, "organization": 1}
    anew = load(Data(tmp_path / "anew"), [entry("d1", AWARDED), entry("d2", BODY)]).generation
    assert anew is not None
    assert digest(data.in_force()) == digest(anew)
    withdraw(data, [entry("d2", BODY).document], "thử")
    assert kinds(data) == {"person": 0, "organization": 0}
