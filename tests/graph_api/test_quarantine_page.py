"""The quarantine page: what every run of ingest refused, where and why, for reviewers only."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings
from graph_store.errors import StoreDamaged
from graph_store.runs import FILE, MOST, Problem, Runs
from htxgraph import writing

TEXT = "Hội nghị Vân Hạc\n\nNgày 2/3/2022, ông Triệu Văn Mẫu dự Hội nghị tổng kết năm 2021 tại tỉnh Vân Hạc.\n"


def test_a_reviewer_sees_what_was_refused_and_anybody_else_does_not(tmp_path: Path) -> None:
    good, bad, data = tmp_path / "a.txt", tmp_path / "<b>.pdf", tmp_path / "data"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4 no pdf")
    assert writing.ingest([good, bad], data=data, jobs=1, quiet=True) == 1
    (run,) = Runs(data).all()
    assert (run.read, run.refused, run.generation) == (1, 1, 1)
    (problem,) = [one for one in run.problems if one.level == "error"]
    assert problem.source == str(bad) and problem.what
    _, token = Keys(data).add("Người duyệt", [Scope.REVIEW])
    settings = Settings(data=data, workers=1)
    with TestClient(create_app(settings), headers={"Accept": "text/html"}, base_url="http://127.0.0.1") as client:
        assert str(bad.parent) not in client.get("/review/quarantine").text
        client.post("/review/session", data={"key": token})
        page = client.get("/review/quarantine").text
        assert "&lt;b&gt;.pdf" in page and "<b>.pdf" not in page
        assert "/questions/doubtful-periods" in page


def test_a_run_with_too_many_problems_keeps_errors_first_and_counts_the_rest(tmp_path: Path) -> None:
    told = [Problem("warning", "f", str(n), "w") for n in range(MOST)] + [Problem("error", "f", "0", "e")]
    run = Runs(tmp_path).add(told, None, read=1, refused=1, rows=0, rows_refused=0)
    assert (run.problems[0].level, len(run.problems), run.more) == ("error", MOST, 1)
    assert Runs(tmp_path).all() == (run,)


def test_a_log_that_is_not_as_it_was_written_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{}\n", encoding="utf-8")
    with pytest.raises(StoreDamaged, match=r"runs\.jsonl, line 1"):
        Runs(tmp_path).all()
