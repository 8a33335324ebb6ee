"""Errors that readers report: a form of ours only, kept for reviewers, and nothing in the graph follows by itself."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_api import reports
from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.pages import reporting
from graph_api.reports import Outcome, Reports, ReportsFull, UnknownReport, Wrong
from graph_api.settings import Settings
from graph_store.errors import StoreDamaged
from graph_store.generations import Data
from htxgraph import keeping
from ingest import pipeline

SAMPLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
HOSTILE = "<script>alert(1)</script>\u202e sai ngày\x07"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    found = Data(tmp_path_factory.mktemp("reports") / "data")
    pipeline.ingest([SAMPLE], found, jobs=1)
    return found


@pytest.fixture
def client(data: Data) -> Iterator[TestClient]:
    (data.path / reports.FILE).unlink(missing_ok=True)
    settings = Settings(data=data.path, workers=1)
    with TestClient(create_app(settings), headers={"Accept": "text/html"}, base_url="http://127.0.0.1") as found:
        yield found


def opened(client: TestClient) -> dict[str, str]:
    """The form of the document's first claim: its hidden fields."""
    items = client.get("/api/search", params={"q": "nhìn lại năm 2021", "kind": "document"}).json()["items"]
    page = client.get(f"/page/{items[0]['key']}").text
    address = next(one for one in re.findall(r'href="(/report\?[^"]+)"', page) if "claim=" in one)
    form = client.get(address.replace("&amp;", "&")).text
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def sent(client: TestClient, **changed: str) -> Any:
    return client.post("/report", data={"wrong": "claim", "note": "Sai năm.", **opened(client), **changed})


def test_a_reader_reports_a_claim_and_a_reviewer_resolves_it(client: TestClient, data: Data) -> None:
    before = client.get("/readyz").json()["generation"]
    answer = sent(client, by="Bạn đọc")
    assert "Đang chờ duyệt" in answer.text and "Sai năm." in answer.text and "Bạn đọc" not in answer.text
    (kept,) = Reports(data.path).all()
    text = client.app.state.documents.article(kept.document).text  # type: ignore[attr-defined]
    assert kept.quote == text[kept.start : kept.end]
    assert (kept.wrong, kept.by, kept.outcome) == (Wrong.CLAIM, "Bạn đọc", None)
    _, token = Keys(data.path).add("Người duyệt", [Scope.REVIEW])
    client.post("/review/session", data={"key": token})
    listed = client.get("/review/reports").text
    assert "Sai năm." in listed and "Bạn đọc" in listed
    csrf = re.findall(r'name="csrf" value="([^"]+)"', listed)[0]
    told = {"csrf": csrf, "outcome": "mended", "answer": "Cảm ơn, đã sửa."}
    assert "Không có báo lỗi" in client.post(f"/review/reports/{kept.id}", data=told).text
    assert "Cảm ơn, đã sửa." in client.get(f"/report/{kept.id}").text
    closed = client.get("/review/reports?state=closed").text
    assert "Người duyệt" in closed and "Đã sửa" in closed
    assert client.get("/readyz").json()["generation"] == before


def test_the_api_lists_and_resolves_for_reviewers_only(client: TestClient, data: Data) -> None:
    sent(client)
    _, token = Keys(data.path).add("Máy duyệt", [Scope.REVIEW])
    program = {"Accept": "application/json"}
    assert client.get("/api/review/reports", headers=program).status_code == 401
    program["Authorization"] = f"Bearer {token}"
    (one,) = client.get("/api/review/reports?waiting=true", headers=program).json()
    answer = client.post(f"/api/review/reports/{one['id']}", json={"outcome": "refused"}, headers=program)
    assert (answer.json()["outcome"], answer.json()["resolved_by"]) == ("refused", "Máy duyệt")
    assert client.get("/api/review/reports?waiting=true", headers=program).json() == []
    assert (
        client.post("/api/review/reports/0123456789ab", json={"outcome": "mended"}, headers=program).status_code == 404
    )


def test_a_form_of_another_site_is_refused(client: TestClient, data: Data) -> None:
    for csrf in ("", "0" * 64):
        assert sent(client, csrf=csrf).status_code == 403
    given = opened(client)
    client.cookies.clear()
    refused = client.post("/report", data={"wrong": "claim", "note": "x", **given})
    assert refused.status_code == 403 and "<h1" in refused.text
    assert Reports(data.path).all() == ()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"note": "  "}, 400),
        ({"wrong": "everything"}, 400),
        ({"document": "document/nobody-000000000000"}, 404),
        ({"claim": "conferral/000000000000"}, 404),
        ({"note": "x" * 30_000}, 413),
    ],
)
def test_what_cannot_be_a_report_is_told_and_not_kept(
    client: TestClient, data: Data, changed: dict[str, str], status: int
) -> None:
    assert sent(client, **changed).status_code == status
    assert Reports(data.path).all() == ()


def test_words_of_readers_are_shown_as_words(client: TestClient, data: Data) -> None:
    page = sent(client, note=HOSTILE).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert Reports(data.path).all()[0].note == "<script>alert(1)</script> sai ngày"


def test_a_passage_outside_the_text_is_left_out(client: TestClient, data: Data) -> None:
    sent(client, **{"from": "5", "to": "99999999"})
    (kept,) = Reports(data.path).all()
    assert (kept.start, kept.end, kept.quote) == (None, None, None)


def test_one_address_reports_so_often_and_no_more(client: TestClient, data: Data) -> None:
    given = {"wrong": "other", "note": "lặp", **opened(client)}
    answers = [client.post("/report", data=given, follow_redirects=False) for _ in range(reporting.RATE.amount + 1)]
    assert [one.status_code for one in answers] == [303] * reporting.RATE.amount + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert len(Reports(data.path).all()) == reporting.RATE.amount


def test_reports_filed_at_once_are_all_kept(tmp_path: Path) -> None:
    def file(number: int) -> None:
        Reports(tmp_path).add("d", Wrong.OTHER, str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(file, range(60)))
    assert sorted(int(one.note) for one in Reports(tmp_path).all()) == list(range(60))


def test_no_more_wait_than_reviewers_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_OPEN", 2)
    kept = Reports(tmp_path)
    first = kept.add("d", Wrong.OTHER, "1")
    kept.add("d", Wrong.OTHER, "2")
    with pytest.raises(ReportsFull, match="2 reports wait"):
        kept.add("d", Wrong.OTHER, "3")
    kept.resolve(first.id, Outcome.REFUSED, "ai đó")
    assert kept.add("d", Wrong.OTHER, "3").note == "3"


def test_a_log_that_is_not_as_it_was_written_is_told_by_its_line(tmp_path: Path) -> None:
    kept = Reports(tmp_path)
    kept.add("d", Wrong.OTHER, "1")
    path = tmp_path / reports.FILE
    path.write_bytes(path.read_bytes() + b'{"half')
    assert len(kept.all()) == 1  # of a crash: not yet written
    path.write_bytes(path.read_bytes() + b'"}\n')
    with pytest.raises(StoreDamaged, match=r"reports\.jsonl, line 2"):
        kept.all()
    with pytest.raises(UnknownReport):
        Reports(tmp_path / "other").find("0")


def test_a_backup_carries_reports(client: TestClient, data: Data, tmp_path: Path) -> None:
    sent(client)
    file, restored = tmp_path / "kept.tar.gz", tmp_path / "restored"
    assert keeping.backup(file, data=data.path, quiet=True) == 0
    assert keeping.restore(file, data=restored, quiet=True) == 0
    assert Reports(restored).all() == Reports(data.path).all() != ()
    assert json.loads((restored / reports.FILE).read_text(encoding="utf-8"))["note"] == "Sai năm."
