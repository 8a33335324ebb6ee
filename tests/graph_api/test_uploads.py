"""Documents sent in by HTTP: who may, what becomes of them, and what is left of them."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_api import jobs
from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings

ARTICLE = (
    "Liên minh HTX tỉnh Vân Hạc tổng kết năm 2023\n\n"
    "Tại Hội nghị ngày 12/01/2024, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Chè Sương Lam.\n"
)
TABLE = "Tập thể;Danh hiệu;Ngày tặng\nHTX Chè Sương Lam;Bằng khen;05/01/2024\nHTX Hoa Mai;Bằng khen;32/01/2024\n"


@pytest.fixture
def client(tmp_path) -> Iterator[TestClient]:
    _, token = Keys(tmp_path / "data").add("Người gửi", [Scope.WRITE])
    with TestClient(create_app(Settings(data=tmp_path / "data", workers=1, update_max_mb=1))) as found:
        found.headers["Authorization"] = f"Bearer {token}"
        yield found


def ended(client: TestClient, job: str) -> dict[str, Any]:
    while (told := client.get(f"/api/jobs/{job}").json())["state"] in ("waiting", "running"):
        time.sleep(0.2)
    return told


def test_an_article_is_taken_read_and_answered_for_and_again_changes_nothing(client, tmp_path):
    sent = {"name": "a.txt", "publisher": "Báo Vân Hạc", "published": "2024-01-13"}
    answer = client.post("/api/documents", params=sent, content=ARTICLE.encode())
    assert answer.status_code == 202, answer.text
    job = ended(client, answer.json()["id"])
    assert (job["state"], job["by"], job["report"]["new"]) == ("done", "Người gửi", 1)
    assert answer.headers["Location"] == f"/api/jobs/{job['id']}"
    (edge,) = client.get("/api/who-awarded-whom").json()["items"]
    assert edge["target"]["label"] == "HTX Chè Sương Lam"
    again = client.post("/api/documents", params=sent, content=ARTICLE.encode()).json()
    assert ended(client, again["id"])["report"]["unchanged"] == 1
    assert [one["id"] for one in client.get("/api/jobs").json()] == [again["id"], job["id"]]


def test_a_table_is_read_by_its_mapping_and_a_bad_row_is_told(client, tmp_path):
    answer = client.post("/api/documents", params={"name": "khen.csv", "mapping": "award-list"}, content=TABLE.encode())
    job = ended(client, answer.json()["id"])
    assert job["state"] == "refused"
    assert (job["report"]["rows"], job["report"]["rows_refused"]) == (2, 1)
    assert "row 3, column 'Ngày tặng'" in [one["where"] for one in job["report"]["issues"]]
    for _ in range(100):
        if not (tmp_path / "data" / "jobs" / job["id"] / "sent").exists():
            return
        time.sleep(0.1)
    raise AssertionError("what was sent is still there")


@pytest.mark.parametrize(
    ("parameters", "content", "status", "says"),
    [
        ({"name": "../a.txt"}, b"x", 400, "is not the name of a file"),
        ({"name": "--data=x"}, b"x", 400, "is not the name of a file"),
        ({"name": "a.txt"}, b"", 400, "the body is empty"),
        ({"name": "a.csv", "mapping": "../../etc/passwd"}, b"x", 400, "mapping"),
        ({"name": "a.txt", "published": "soon"}, b"x", 400, "published"),
        ({"name": "a.txt"}, b"x" * 1_100_000, 413, "at most 1,048,576"),
        ({}, b"x", 400, "name"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(client, parameters, content, status, says):
    answer = client.post("/api/documents", params=parameters, content=content)
    assert answer.status_code == status, answer.text
    assert says in answer.json()["detail"]
    assert client.get("/api/jobs").json() == []


def test_nobody_sends_or_looks_without_a_key_that_may_write(client, tmp_path):
    _, token = Keys(tmp_path / "data").add("Người duyệt", [Scope.REVIEW])
    for header, status in ({"Authorization": ""}, 401), ({"Authorization": f"Bearer {token}"}, 403):
        assert client.post("/api/documents?name=a.txt", content=b"x", headers=header).status_code == status
        assert client.get("/api/jobs", headers=header).status_code == status
        assert client.get("/api/jobs/20240101T000000-00000000", headers=header).status_code == status


def test_an_unknown_job_is_not_found(client):
    for job in "20240101T000000-00000000", "..", "x":
        assert client.get(f"/api/jobs/{job}").status_code == 404


def test_no_more_wait_than_there_is_room_for(client, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_WAITING", 0)
    answer = client.post("/api/documents?name=a.txt", content=b"x")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_job_whose_process_is_gone_is_told_as_failed(client, tmp_path):
    folder = tmp_path / "data" / "jobs" / "20240101T000000-00000000"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text('{"name": "a.txt", "by": "x", "at": "2024-01-01"}')
    (folder / "report.json").write_text('{"state": "running", "done": 3}')
    (folder / "said.txt").write_text("")
    (folder / "pid").write_text("4194303")
    job = client.get("/api/jobs/20240101T000000-00000000").json()
    assert (job["state"], "send the document again" in job["report"]["why"]) == ("failed", True)
