"""Watched folders: files are read once they are whole, again when they change, and a busy store is waited for."""

import json
import os
from pathlib import Path

from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest.watching import watch

ARTICLE = "Liên minh HTX tỉnh Vân Hạc tổng kết\n\nÔng Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì hội nghị.\n"


def reports(folder: Path, data: Data, steps):
    """Run the watch; each step is done between two looks."""
    coming = iter(steps)

    def pause() -> bool:
        step = next(coming, None)
        if step is None:
            return False
        step()
        return True

    return [
        (one.read, one.loaded.applied.new if one.loaded else None, [issue.what for issue in one.issues])
        for one in watch([folder], data, pause=pause, jobs=1)
    ]


def test_a_file_is_read_when_it_is_whole_and_again_when_it_changes(tmp_path):
    folder, data = tmp_path / "news", Data(tmp_path / "data")
    folder.mkdir()
    path = folder / "a.txt"

    def write(text: str, at: int) -> None:
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(at, at))

    found = reports(
        folder,
        data,
        [
            lambda: write(ARTICLE[:40], 1_000),
            lambda: write(ARTICLE, 2_000),
            lambda: None,
            lambda: None,
            lambda: write(ARTICLE + "\nThêm một câu.\n", 3_000),
            lambda: None,
        ],
    )
    assert found == [(1, 1, []), (1, 1, [])]


def test_while_another_writer_is_at_work_files_wait(tmp_path):
    folder, data = tmp_path / "news", Data(tmp_path / "data")
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    held = data.lock()
    held.__enter__()
    found = reports(folder, data, [lambda: None, lambda: held.__exit__(None, None, None)])
    assert [one[0] for one in found] == [0, 1]
    assert "it is tried again" in found[0][2][0]


def test_a_run_keeps_its_report_in_a_file(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    at = ["--data", str(tmp_path / "data"), "--report", str(tmp_path / "r.json"), "--quiet"]
    assert run(["ingest", str(path), *at]) == output.DONE
    told = json.loads((tmp_path / "r.json").read_text())
    assert (told["state"], told["new"], told["issues_total"]) == ("done", 1, 0)
    with Data(tmp_path / "data").lock():
        assert run(["ingest", str(path), *at, "--wait", "0.1"]) == output.STORE
    assert json.loads((tmp_path / "r.json").read_text())["state"] == "failed"
    assert run(["ingest", str(path), str(tmp_path / "b.txt"), "--url", "https://vanhac.example/a"]) == output.USAGE
    assert "the address of one document" in capsys.readouterr().err
