"""Killed while it reads a table, a correction or what was sent: the next run reaches the same graph, nothing is lost."""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from graph_api import jobs
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from ingest import pipeline, quarantine
from ingest.context import Metadata

HEAD = "Tập thể, cá nhân;Hình thức khen thưởng;Ngày quyết định;Số quyết định\n"
GOOD = "HTX Chè Sương Lam;Bằng khen;05/01/2024;12/QĐ-UBND\n"
BAD = "HTX Hoa Mai;Bằng khen;32/01/2024;12/QĐ-UBND\n"
STATED = Metadata(place="tỉnh Vân Hạc", url="https://vanhac.example/khen", mapping="award-list")
OPTIONS = {"place": "tỉnh Vân Hạc", "url": "https://vanhac.example/khen", "mapping": "award-list"}
DIE = """
import os, signal, sys
from pathlib import Path
from graph_store.generations import Data
from ingest import pipeline
from ingest.context import Metadata
what, data, path, stage = sys.argv[1:5]
def hook(reached):
    if reached == stage:
        os.kill(os.getpid(), signal.SIGKILL)
if what == "table":
    stated = Metadata(place="tỉnh Vân Hạc", url="https://vanhac.example/khen", mapping="award-list")
    pipeline.ingest([path], Data(Path(data)), stated, jobs=1, hook=hook)
else:
    pipeline.retry(Data(Path(data)), Path(path), by="x", hook=hook)
"""


class State(NamedTuple):
    graph: str
    held: list[str]


class World(NamedTuple):
    """A data folder with a table's first version, its second version, and what an undisturbed run makes of it."""

    before: Path
    table: Path
    export: Path
    with_table: Path
    after_table: State
    after_correction: State


def state(data: Data) -> State:
    return State(canonical_hash(data.in_force().graph_path), [one.where for one in quarantine.held(data)])


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    folder = tmp_path_factory.mktemp("undisturbed")
    table, export = folder / "khen.csv", folder / "corrected.csv"
    table.write_text(HEAD + "HTX Rừng Biếc;Giấy khen;04/01/2024;9/QĐ-UBND\n", encoding="utf-8")
    data = Data(folder / "data")
    pipeline.ingest([table], data, STATED, jobs=1)
    shutil.copytree(data.path, folder / "before", symlinks=True)
    table.write_text(HEAD + GOOD + BAD, encoding="utf-8")
    pipeline.ingest([table], data, STATED, jobs=1)
    with_table = state(data)
    shutil.copytree(data.path, folder / "with", symlinks=True)
    rows = list(csv.DictReader(io.StringIO(quarantine.exported(quarantine.held(data)))))
    with export.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([{**one, "Ngày quyết định": "31/01/2024"} for one in rows])
    pipeline.retry(data, export, by="x")
    return World(folder / "before", table, export, folder / "with", with_table, state(data))


def killed(what: str, data: Data, path: Path, stage: str) -> None:
    root = Path(__file__).parents[2]
    found = subprocess.run([sys.executable, "-c", DIE, what, str(data.path), str(path), stage], cwd=root, check=False)
    assert found.returncode == -signal.SIGKILL


@pytest.mark.parametrize("stage", ["archived", "applying", "indexed", "before-swap", "swapped"])
def test_killed_while_a_table_is_read_the_next_run_reaches_the_same_graph_and_holds_the_same_rows(
    world, tmp_path, stage
):
    data = Data(tmp_path / "data")
    shutil.copytree(world.before, data.path, symlinks=True)
    killed("table", data, world.table, stage)
    pipeline.ingest([world.table], data, STATED, jobs=1)
    assert state(data) == world.after_table
    assert world.after_table.held == ["row 3, column 'Ngày quyết định'"]


@pytest.mark.parametrize("stage", ["archived", "before-swap", "swapped"])
def test_killed_while_a_correction_is_read_the_same_correction_again_reaches_the_same_graph(world, tmp_path, stage):
    data = Data(tmp_path / "data")
    shutil.copytree(world.with_table, data.path, symlinks=True)
    killed("correction", data, world.export, stage)
    pipeline.retry(data, world.export, by="x")
    assert state(data) == world.after_correction
    assert world.after_correction.held == []


def test_a_job_that_is_killed_is_told_as_failed_and_sent_again_reaches_the_same_graph(world, tmp_path):
    data = Data(tmp_path / "data")
    shutil.copytree(world.before, data.path, symlinks=True)
    settings = Settings(data=data.path)
    with data.lock():  # until it is let go, the job waits
        job = jobs.begin(settings, "khen.csv", world.table.read_bytes(), "x", OPTIONS)
        folder = data.path / jobs.FOLDER / job.id
        os.kill(int((folder / "pid").read_bytes()), signal.SIGKILL)
        found = ended(settings, job.id)
    assert (found.state, "send the document again" in found.report["why"]) == ("failed", True)
    again = jobs.begin(settings, "khen.csv", world.table.read_bytes(), "x", OPTIONS)
    assert ended(settings, again.id).state == "refused"  # one of its rows
    assert state(data) == world.after_table


def ended(settings: Settings, number: str) -> jobs.Job:
    while (found := jobs.told(settings, number)).state in ("waiting", "running"):
        time.sleep(0.1)
    return found
