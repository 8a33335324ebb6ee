"""Jobs: documents that were sent in, each read by the command `htxgraph ingest` in a process of its own.

A job is a folder beneath `jobs/` in the data folder, so that every process of the service can tell its state, and one
that is started anew, too. The command keeps its state in `report.json` there; what was sent is removed once it is read.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph_api.errors import UnknownJob
from graph_api.settings import Settings
from graph_store import durable
from graph_store.errors import StoreBusy
from queries.errors import BadParameter

FOLDER = "jobs"
KEPT = 200
"""Jobs that are remembered: of older ones the report is removed."""
MOST_WAITING = 16
_SECONDS = 3600
_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}\Z")
_NAME = re.compile(r"(?![.-])[^/\\\x00-\x1f\x7f]{1,150}\Z")


@dataclass(frozen=True, slots=True)
class Job:
    """One job: who sent what and when, its state (waiting, running, done, refused, failed), and its report so far."""

    id: str
    name: str
    by: str
    at: str
    state: str
    report: Mapping[str, Any]


def begin(settings: Settings, name: str, content: bytes, by: str, options: Mapping[str, str]) -> Job:
    """Keep what was sent and begin to read it; returns the job at once.

    Raises BadParameter for a name that is none of a file, StoreBusy when too many jobs wait.
    """
    if not _NAME.match(name):
        raise BadParameter(f"name: {name!r} is not the name of a file, such as khen-thuong.xlsx")
    root = settings.data / FOLDER
    waiting = [one for one in listed(settings) if one.state in ("waiting", "running")]
    if len(waiting) >= MOST_WAITING:
        raise StoreBusy(f"{len(waiting)} documents wait to be read; send this one later")
    now = datetime.now(UTC)
    folder = root / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    (folder / "sent").mkdir(parents=True)
    path = folder / "sent" / name
    path.write_bytes(content)
    about = {"name": name, "by": by, "at": now.isoformat(timespec="seconds")}
    durable.write(folder / "job.json", json.dumps(about, ensure_ascii=False).encode())
    command = [sys.executable, "-m", "htxgraph", "ingest", str(path), "--quiet", "--jobs=1", f"--wait={_SECONDS}"]
    command += [f"--data={settings.data}", f"--base={settings.base}", f"--report={folder / 'report.json'}"]
    command += [f"--most-mb={settings.upload_memory_mb}", f"--most-seconds={settings.upload_seconds}"]
    command += [f"--{key}={value}" for key, value in options.items()]
    with (folder / "said.txt").open("wb") as said:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
    durable.write(folder / "pid", str(running.pid).encode())
    threading.Thread(target=_ended, args=(running, folder), daemon=True).start()
    _forget(root)
    return told(settings, folder.name)


def told(settings: Settings, number: str) -> Job:
    """Return a job; UnknownJob when there is none of this id (any more)."""
    folder = settings.data / FOLDER / number
    if not _ID.match(number) or not (folder / "job.json").is_file():
        raise UnknownJob(f"there is no job {number!r} (any more)")
    about = json.loads((folder / "job.json").read_bytes())
    report = _report(folder)
    state = report.pop("state", "waiting")
    report.pop("pid", None)
    if state in ("waiting", "running") and not _is_alive(folder):
        report = _report(folder)  # it may have ended meanwhile
        state = report.pop("state", "failed")
        if state in ("waiting", "running", "failed"):
            state = "failed"
            report = {"why": report.get("why") or _said(folder) or "it was ended from outside; send the document again"}
    return Job(number, about["name"], about["by"], about["at"], state, report)


def listed(settings: Settings) -> list[Job]:
    """Return the jobs that are remembered, the newest first."""
    root = settings.data / FOLDER
    names = sorted((one.name for one in root.iterdir() if _ID.match(one.name)), reverse=True) if root.is_dir() else []
    return [told(settings, name) for name in names if (root / name / "job.json").is_file()]


def _report(folder: Path) -> dict[str, Any]:
    try:
        report: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    except FileNotFoundError:
        return {}
    return report


def _said(folder: Path) -> str:
    lines = (folder / "said.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip()[:500] for line in reversed(lines) if line.strip()), "")


def _is_alive(folder: Path) -> bool:
    try:
        pid = int((folder / "pid").read_bytes())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return not (folder / "pid").exists()  # it is about to begin
    return not (folder / "ended").exists()


def _ended(running: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait for the command; what was sent is not kept, since the archive has what was read of it."""
    try:
        running.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
    (folder / "ended").touch()
    shutil.rmtree(folder / "sent", ignore_errors=True)


def _forget(root: Path) -> None:
    """Remove the oldest jobs, and what was sent to jobs whose process has ended unseen."""
    names = sorted((one.name for one in root.iterdir() if _ID.match(one.name)), reverse=True)
    for place, name in enumerate(names):
        if (root / name / "pid").exists() and not _is_alive(root / name):
            shutil.rmtree(root / name / ("" if place >= KEPT else "sent"), ignore_errors=True)
