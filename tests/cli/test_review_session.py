"""A review as a reviewer does it: keys typed at a terminal, each taken at once, taken back, and published at the end."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from htxgraph.cli import run
from ingest import pipeline

WAITED = 60  # s without a sign of the command under test
NAME = "Triệu Văn Mẫu"
TEXTS = (
    f"Hội nghị Vân Hạc\n\nNgày 2/3/2022, ông {NAME}, Giám đốc HTX Chè Sương Lam dự Hội nghị tổng kết tại tỉnh Vân Hạc.\n",
    f"Lễ hội Vân Hải\n\nNgày 5/6/2023, ông {NAME} dự Lễ khai mạc hội xuân tại tỉnh Vân Hải.\n",
)


@pytest.fixture
def data(tmp_path: Path) -> Data:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    found = Data(tmp_path / "data")
    pipeline.ingest(sorted(tmp_path.glob("*.txt")), found, jobs=1)
    return found


def typed(data: Data, keys: str, *, ahead: bool = False) -> str:
    """Run a review at a terminal, type these keys, each when asked or all ahead, and return all that the terminal shows."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "htxgraph", "review", "--data", str(data.path), "--by", "Người duyệt"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "COLUMNS": "160"}
    ) as running:
        os.close(theirs)
        shown = b""
        waiting = [] if ahead else list(keys)
        if ahead:
            os.write(ours, keys.encode())
        while True:
            if not select.select([ours], [], [], WAITED)[0]:
                running.kill()
                raise AssertionError(f"nothing more was shown for {WAITED} s; the last: {shown[-500:].decode()}")
            try:
                some = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            shown += some
            if waiting and shown.endswith(b"> "):
                os.write(ours, waiting.pop(0).encode())
        running.wait()
    os.close(ours)
    return shown.decode()


def test_a_reviewer_sees_both_sides_decides_takes_back_and_publishes(data: Data, capsys) -> None:
    shown = typed(data, "?dzsq")
    for said in (
        "[1/1]", f"ông «{NAME}»", "Giám đốc", "Lễ hội Vân Hải", "documents", "same name",
        "different", "taken back: different", "1 decided (1 same)", "--undo-batch",
    ):  # fmt: skip
        assert said in shown, shown
    (logged,) = Archive(data).decisions()
    assert (logged["verdict"], logged["by"]) == ("same", "Người duyệt")
    assert str(logged["batch"]).startswith("Người duyệt ")
    assert run(["review", "--log", "--json", "--data", str(data.path)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["names"], told["by"], told["stands"]) == ([NAME, NAME], "Người duyệt", True)


def test_an_end_before_any_decision_publishes_nothing(data: Data) -> None:
    assert "0 decided" in typed(data, "nq")
    assert list(Archive(data).decisions()) == [] and data.in_force().number == 1


def test_keys_typed_before_they_are_asked_for_are_taken(data: Data) -> None:
    assert "1 decided (1 different)" in typed(data, "dq", ahead=True)
