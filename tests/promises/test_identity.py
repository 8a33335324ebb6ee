"""Merge and unmerge lose nothing; a different survives; a merged IRI leads to its survivor; three answers on a day."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from htxgraph.cli import run
from ingest import identity, pipeline
from ingest.resolve.decisions import Decision, Verdict
from tests.promises.conftest import SAMPLES

FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html"))


def state(data: Data) -> str:
    return canonical_hash(data.in_force().graph_path)


def people(data: Data) -> dict[str, str]:
    with data.in_force().index() as index:
        return {one.label: one.iri for one in index.entities("person", limit=500).rows}


def pair(data: Data, verdict: Verdict) -> Decision:
    known = people(data)
    left, right = known["Lương Bạch Vĩ"], known["Tạ Nguyệt Cầm"]
    return Decision(left, right, verdict, "a test", "2024-01-01")


def test_7_merging_and_unmerging_lose_nothing_even_with_documents_in_between(tmp_path: Path) -> None:
    merged, plain = Data(tmp_path / "merged"), Data(tmp_path / "plain")
    pipeline.ingest(FILES[:6], merged, jobs=1)
    before = state(merged)
    identity.decide(merged, [pair(merged, Verdict.SAME)])
    assert state(merged) != before
    pipeline.ingest(FILES[6:], merged, jobs=1)
    identity.decide(merged, [Decision(*_merged(merged), Verdict.UNDO, "a test", "2024-01-02")])
    pipeline.ingest(FILES, plain, jobs=1)
    assert state(merged) == state(plain)


def _merged(data: Data) -> tuple[str, str]:
    from_log = [one for one in identity.read(identity.Archive(data).decisions()) if one.verdict is Verdict.SAME]
    return from_log[-1].left, from_log[-1].right


def test_a_different_survives_ingest_and_rebuild(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    pipeline.ingest(FILES[:6], data, jobs=1)
    identity.decide(data, [pair(data, Verdict.DIFFERENT)])
    pipeline.ingest(FILES, data, jobs=1)
    pipeline.rebuild(data)
    assert {"Lương Bạch Vĩ", "Tạ Nguyệt Cầm"} <= set(people(data))
    left, right = pair(data, Verdict.DIFFERENT).pair
    assert all((one.judgement.left, one.judgement.right) != (left, right) for one in identity.candidates(data))


def test_a_name_that_begins_another_is_never_merged_by_itself(alone: Data) -> None:
    (candidate,) = identity.candidates(alone)
    assert {candidate.left.name, candidate.right.name} == {"Nguyễn Thị Thúy", "Nguyễn Thị Thúy Dung"}
    assert candidate.judgement.verdict is Verdict.UNSURE
    assert identity.automatic(alone, "2024-01-01") == []


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory):
    data = Data(tmp_path_factory.mktemp("merged") / "data")
    pipeline.ingest(FILES, data, jobs=1)
    decision = pair(data, Verdict.SAME)
    identity.decide(data, [decision])
    with TestClient(create_app(Settings(data=data.path, workers=1))) as client:
        yield client, decision


def test_a_merged_address_leads_to_its_survivor(service) -> None:
    client, decision = service
    survivor, loser = (iri.partition("/id/")[2] for iri in decision.pair)
    for path in ("/id", "/api/entities"):
        answer = client.get(f"{path}/{loser}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, f"{path}/{survivor}")


def test_6_who_held_a_post_on_a_day_has_three_answers(service) -> None:
    client, _ = service
    found = client.get("/api/search", params={"q": "Chủ tịch Liên minh HTX tỉnh Bắc Giang", "kind": "post"}).json()
    key = found["items"][0]["key"]
    told = client.get(f"/api/posts/{key}/holders", params={"on": "2022-03-22"}).json()
    assert (told["answer"], [one["person"]["label"] for one in told["holders"]]) == ("yes", ["Nguyễn Đức Hiền"])
    told = client.get(f"/api/posts/{key}/holders", params={"on": "2021-01-01"}).json()
    assert (told["answer"], told["holders"]) == ("not known", [])
    assert [(one["person"]["label"], one["first"]) for one in told["nearest"]] == [("Nguyễn Đức Hiền", "2022-03-22")]


def test_review_lists_decides_exports_and_undoes(tmp_path: Path, capsys) -> None:
    data = str(tmp_path / "data")
    assert run(["ingest", str(SAMPLES), "--data", data, "--quiet"]) == 0
    before = state(Data(data))
    decision = pair(Data(data), Verdict.SAME)
    both = f"{decision.left}={decision.right}"
    assert run(["review", "--same", both, "--data", data]) == 0
    assert run(["review", "--export", str(tmp_path / "d.csv"), "--data", data]) == 0
    assert "reviewer" in (tmp_path / "d.csv").read_text(encoding="utf-8")
    assert run(["review", "--undo", both, "--data", data]) == 0
    assert state(Data(data)) == before
    capsys.readouterr()
    assert run(["review", "--import", str(tmp_path / "d.csv"), "--json", "--data", data]) == 0
    assert json.loads(capsys.readouterr().out) == {"decided": 1}
    assert state(Data(data)) != before
    assert run(["review", "--same", "nonsense", "--data", data]) == 2
    capsys.readouterr()


@pytest.mark.parametrize("path", ["/api/conferrals", "/api/who-awarded-whom"])
def test_10_a_code_without_a_day_is_refused(service, path: str) -> None:
    client, _ = service
    refused = client.get(path, params={"province": "24"})
    assert refused.status_code == 400
    told = refused.json()["detail"]
    assert "Tỉnh Bắc Giang until 2025-06-30 (vocab/unit/2025-06-30/province/24)" in told
    assert "Tỉnh Bắc Ninh since 2025-07-01 (vocab/unit/2025-07-01/province/24)" in told
    assert client.get(path, params={"province": "vocab/unit/2025-06-30/province/24"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/api/entities/24", {}),
        ("/api/search", {"q": "Bắc", "province": "24"}),
        ("/queries/identifiers", {"entity": "24"}),
        ("/queries/awards-received", {"recipient": "24"}),
        ("/reconcile", {"queries": '{"q": {"query": "HTX", "properties": [{"pid": "place", "v": "24"}]}}'}),
    ],
)
def test_10_a_code_without_a_day_is_refused_wherever_it_comes_in(service, path: str, params: dict[str, str]) -> None:
    client, _ = service
    refused = client.get(path, params=params)
    assert refused.status_code == 400, refused.text
    told = refused.json()["detail"]
    assert "Bắc Giang until 2025-06-30" in told and "Bắc Ninh since 2025-07-01" in told


def test_10_a_code_with_a_day_is_the_unit_of_that_day(service) -> None:
    client, _ = service
    properties = [{"pid": "place", "v": "24"}, {"pid": "asOf", "v": "2022-03-22"}]
    asked = {"q": {"query": "Liên minh HTX tỉnh Bắc Giang", "properties": properties}}
    answer = client.get("/reconcile", params={"queries": json.dumps(asked)})
    assert answer.json()["q"]["result"][0]["name"] == "Liên minh HTX tỉnh Bắc Giang"


def test_10_the_command_line_refuses_it_too(tmp_path: Path, capsys) -> None:
    data = str(tmp_path / "data")
    assert run(["ingest", str(SAMPLES), "--data", data, "--quiet"]) == 0
    for asked in (["conferrals", "--province", "24"], ["query", "identifiers", "--param", "entity=24"]):
        assert run([*asked, "--data", data]) == 2
        assert "Bắc Ninh since 2025-07-01" in capsys.readouterr().err
