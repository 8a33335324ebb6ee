"""The review API: who may decide, what is shown, and that a decision changes who is who until it is undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from ingest import pipeline

TEXTS = {
    "a.txt": "Hội nghị Vân Hạc\n\nNgày 2/3/2022, ông Triệu Văn Mẫu dự Hội nghị tổng kết năm 2021 tại tỉnh Vân Hạc.\n",
    "b.txt": "Lễ hội Vân Hải\n\nNgày 5/6/2023, ông Triệu Văn Mẫu dự Lễ khai mạc hội xuân tại tỉnh Vân Hải.\n",
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests begin with a copy of."""
    folder = tmp_path_factory.mktemp("reviewing")
    (folder / "news").mkdir()
    for name, text in TEXTS.items():
        (folder / "news" / name).write_text(text, encoding="utf-8")
    pipeline.ingest([folder / "news"], Data(folder / "data"), jobs=1)
    return folder / "data"


@pytest.fixture
def client(begun: Path, tmp_path: Path) -> Iterator[TestClient]:
    data = Data(shutil.copytree(begun, tmp_path / "data", symlinks=True))
    _, token = Keys(data.path).add("Người duyệt", [Scope.REVIEW])
    with TestClient(create_app(Settings(data=data.path, workers=1))) as found:
        found.headers["Authorization"] = f"Bearer {token}"
        yield found


def state(client: TestClient) -> str:
    return canonical_hash(client.app.state.graph.data.in_force().graph_path)


def test_a_pair_is_shown_decided_exported_and_undone(client: TestClient) -> None:
    before = state(client)
    shown = client.get("/api/review/pairs").json()
    assert shown["total"] == len(shown["items"]) == 1
    pair = shown["items"][0]
    assert {pair["left"]["name"], pair["right"]["name"]} == {"Triệu Văn Mẫu"} and pair["reasons"]
    assert all(side["evidence"][0]["quote"] == "Triệu Văn Mẫu" for side in (pair["left"], pair["right"]))

    verdict = {"left": pair["left"]["iri"], "right": pair["right"]["iri"], "verdict": "same", "why": "cùng người"}
    done = client.post("/api/review/decisions", json={"decisions": [verdict], "batch": "đợt 1"})
    assert done.status_code == 200, done.text
    assert done.json() == {"decided": 1, "generation": 2}
    assert client.get("/api/review/pairs").json()["total"] == 0
    loser = max(pair["left"]["iri"], pair["right"]["iri"])
    assert client.get(f"/api/entities/{loser.partition('/id/')[2]}", follow_redirects=False).status_code == 308

    (logged,) = client.get("/api/review/decisions").json()
    assert logged["by"] == "Người duyệt" and logged["batch"] == "đợt 1" and logged["why"] == "cùng người"
    assert "skos:exactMatch" in client.get("/api/review/decisions?format=sssom").text
    assert "cùng người" in client.get("/api/review/decisions?format=csv").text

    assert client.post("/api/review/undo", params={"batch": "đợt 1"}).json()["decided"] == 1
    assert state(client) == before
    again = client.post("/api/review/undo", params={"batch": "đợt 1"})
    assert again.status_code == 400 and "nothing stands" in again.json()["detail"]


def test_a_list_of_decisions_is_taken_whole_as_the_senders_and_different_holds(client: TestClient) -> None:
    pair = client.get("/api/review/pairs").json()["items"][0]
    left, right = pair["left"]["iri"], pair["right"]["iri"]
    head, csv = "left,right,verdict,by,why\n", {"Content-Type": "text/csv; charset=utf-8"}
    bad = client.post(
        "/api/review/import", content=f"{head}{left},{right},different,,\n{left},{left},same,,\n", headers=csv
    )
    assert bad.status_code == 400 and bad.json()["detail"].startswith("decisions.csv: decision 2"), bad.text
    assert client.get("/api/review/decisions").json() == []

    sent = f"{head}{left},{right},different,Ai Đó,trùng tên\n"
    done = client.post("/api/review/import", params={"batch": "tệp 1"}, content=sent.encode(), headers=csv)
    assert done.status_code == 200 and done.json()["decided"] == 1, done.text
    assert client.get("/api/review/pairs").json()["total"] == 0
    (logged,) = client.get("/api/review/decisions", params={"entity": left}).json()
    assert (logged["by"], logged["verdict"], logged["batch"]) == ("Người duyệt", "different", "tệp 1") and logged[
        "stands"
    ]
    assert "trùng tên" in logged["why"] and "Ai Đó" in logged["why"]
    assert client.get("/api/review/decisions", params={"by": "Ai Đó"}).json() == []

    sssom = client.get("/api/review/decisions?format=sssom").text
    assert client.post("/api/review/undo", params={"batch": "tệp 1"}).json()["decided"] == 1
    assert [row["stands"] for row in client.get("/api/review/decisions").json()] == [False, False]
    tsv = {"Content-Type": "text/tab-separated-values"}
    assert client.post("/api/review/import", content=sssom.encode(), headers=tsv).json()["decided"] == 1
    assert client.get("/api/review/pairs").json()["total"] == 0
    refused = client.post("/api/review/import", content=b"{}", headers={"Content-Type": "application/json"})
    assert refused.status_code == 415


def test_nobody_decides_without_a_key(client: TestClient) -> None:
    nobody = {"Authorization": ""}
    for answer in (
        client.get("/api/review/pairs", headers=nobody),
        client.get("/api/review/decisions", headers=nobody),
        client.post("/api/review/undo?batch=x", headers=nobody),
        client.post(
            "/api/review/import", content=b"left,right,verdict\n", headers=nobody | {"Content-Type": "text/csv"}
        ),
        client.post("/api/review/decisions", json={"decisions": []}, headers=nobody),
    ):
        assert answer.status_code == 401, answer.text


@pytest.mark.parametrize(
    "decision",
    [
        {"left": "x", "right": "http://example.org/b", "verdict": "same"},
        {"left": "http://example.org/a", "right": "http://example.org/b", "verdict": "perhaps"},
        {"left": "http://example.org/a", "right": "http://example.org/a", "verdict": "same"},
    ],
)
def test_what_is_no_decision_is_refused_and_not_logged(client: TestClient, decision: dict[str, str]) -> None:
    answer = client.post("/api/review/decisions", json={"decisions": [decision]})
    assert answer.status_code in (400, 422), answer.text
    assert client.get("/api/review/decisions").json() == []
