"""The command line as a process: pipes that close, interrupts, folders that cannot be written, damaged archives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from htxgraph import output
from htxgraph.cli import run

COMMAND = [sys.executable, "-m", "htxgraph"]
TEXT = """HTX Rừng Biếc nhận Bằng khen

Ngày {day}/3/2024, tại Hội nghị tổng kết năm 2023, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc số {day}.

Ông Lò Văn Tám, Giám đốc HTX Rừng Biếc số {day}, nhận Bằng khen.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "news"
    found.mkdir()
    for number in range(180):
        (found / f"{number:03}.txt").write_text(TEXT.format(day=number % 28 + 1) + f"\nTin {number}.\n")
    return found


def test_whoever_has_read_enough_of_an_answer_may_hang_up(folder):
    process = subprocess.Popen(
        [*COMMAND, "extract", str(folder), "--jobs", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"{\n"
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == output.DONE
    assert b"Traceback" not in told


def test_names_are_written_whatever_the_language_of_the_terminal(folder):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    told = subprocess.run(
        [*COMMAND, "extract", str(folder / "000.txt")], env=environment, capture_output=True, check=True
    )
    assert "Lò Văn Tám" in told.stdout.decode()


def test_an_interrupted_ingest_leaves_all_as_it_was_and_the_next_run_ends_where_an_undisturbed_one_does(
    folder, tmp_path
):
    data = Data(tmp_path / "data")
    assert run(["ingest", str(folder / "000.txt"), "--data", str(data.path), "--quiet"]) == output.DONE
    before = data.in_force().number
    process = subprocess.Popen(
        [*COMMAND, "ingest", str(folder), "--data", str(data.path), "--jobs", "2"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while Archive(data).length() < 5_000 and time.monotonic() < deadline:  # some documents are archived
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert b"run the command again" in told
    assert b"Traceback" not in told
    assert data.in_force().number == before
    assert run(["ingest", str(folder), "--data", str(data.path), "--quiet", "--jobs", "1"]) == output.DONE
    other = Data(tmp_path / "other")
    assert run(["ingest", str(folder), "--data", str(other.path), "--quiet", "--jobs", "2"]) == output.DONE
    assert canonical_hash(data.in_force().graph_path) == canonical_hash(other.in_force().graph_path)


def test_a_place_that_cannot_be_written_is_named(folder, tmp_path, capsys):
    file = tmp_path / "file"
    file.write_text("")
    assert run(["ingest", str(folder / "000.txt"), "--data", str(file / "data")]) == output.STORE
    assert "file" in capsys.readouterr().err
    assert run(["extract", str(folder / "000.txt"), "--out-dir", str(file / "out")]) == output.STORE
    assert "file" in capsys.readouterr().err


def test_a_changed_file_of_the_archive_is_found(folder, tmp_path, capsys):
    data = Data(tmp_path / "data")
    run(["ingest", str(folder / "000.txt"), "--data", str(data.path), "--quiet"])
    (revision,) = Archive(data).documents()
    (blob,) = data.archive_path.rglob(f"{revision.text}.zst")
    blob.chmod(0o644)
    blob.write_bytes(b"something else")
    assert run(["validate", "--data", str(data.path)]) == output.REFUSED
    told = capsys.readouterr().err
    assert told.startswith("error: 000.txt: archive file")


def test_a_second_writer_is_told_to_wait(folder, tmp_path, capsys):
    data = Data(tmp_path / "data")
    with data.lock():
        for command in (["ingest", str(folder / "000.txt")], ["rebuild"]):
            assert run([*command, "--data", str(data.path)]) == output.STORE
            assert "is writing" in capsys.readouterr().err
