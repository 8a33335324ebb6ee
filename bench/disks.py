"""Disks that are full, read-only or damaged, clocks that go backwards, two writers at once: `python -m bench.disks`.

Each is met by `htxgraph ingest` on a disk of its own (a tmpfs in a namespace of its own: `unshare -rm`, Linux only).
It must end with one clear message and the last generation intact; once the cause is gone, the next run must end in the
very graph that an undisturbed one ends in.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from importlib import resources
from pathlib import Path

from bench.faults import Seen, seen, step
from graph_store.errors import StoreError
from graph_store.generations import Data

FULL = (0, 16, 64, 128, 256, 512, 1024, 2048)
"""KB that are left on a full disk."""
TROUBLES = (
    *(f"full, {left} KB left" for left in FULL),
    "read-only",
    "clock backwards",
    "two writers",
    "table file",
    "index",
)
_ROOM = "256m"


@dataclass(frozen=True, slots=True)
class Met:
    """What one trouble did: whether the run ended well, what it said, what was left, and what the next run made of it."""

    trouble: str
    code: int
    said: tuple[str, ...]
    intact: bool
    converged: bool

    @property
    def clear(self) -> bool:
        """Whether it ended well, or with one line that says what is wrong."""
        return self.code == 0 or (len(self.said) == 1 and self.said[0].startswith("error: "))


def possible() -> bool:
    """Tell whether disks can be made here."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def meet(trouble: str, before: Path, old: Seen, wanted: Seen) -> Met:
    """Meet one trouble on a copy of a data folder, of which `old` is seen; `wanted` is where there is no trouble."""
    with tempfile.TemporaryDirectory(prefix="htxgraph-disk-") as name:
        command = [
            sys.executable,
            "-m",
            "bench.disks",
            "--meet",
            trouble,
            str(before),
            name,
            *astuple(old),
            *astuple(wanted),
        ]
        done = subprocess.run(
            ["unshare", "-rm", *command], cwd=Path(__file__).parents[1], capture_output=True, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{trouble}: {done.stderr.decode(errors='replace')[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Met(**{**told, "said": tuple(told["said"])})


def made(folder: Path) -> tuple[Path, Seen, Seen]:
    """Return a data folder with one generation, what is seen of it, and what after an undisturbed run."""
    data, after = Data(folder / "before"), Data(folder / "after")
    step("first", data)
    shutil.copytree(data.path, after.path, symlinks=True)
    _ingest(after)
    return data.path, seen(data), seen(after)


def _met(trouble: str, before: Path, disk: Path, old: Seen, wanted: Seen) -> Met:
    """Do so, inside a namespace of its own."""
    _mount(disk, f"size={_ROOM}")
    data = Data(disk / "data")
    shutil.copytree(before, data.path, symlinks=True)
    code, said = _disturbed(trouble, data, disk)
    intact = _left(data) in ((old, wanted) if code == 0 else (old,))
    if trouble in ("table file", "index"):
        intact = True  # what was damaged is not
    _mount(disk, f"remount,rw,size={_ROOM}")
    (disk / "filler").unlink(missing_ok=True)
    if trouble == "table file":
        _run(["rebuild", "--data", str(data.path), "--quiet"])
    again, _ = _ingest(data)
    return Met(trouble, code, said, intact, again == 0 and _left(data) == wanted)


def _disturbed(trouble: str, data: Data, disk: Path) -> tuple[int, tuple[str, ...]]:
    if trouble.startswith("full"):
        left = int("".join(filter(str.isdigit, trouble))) << 10
        free = shutil.disk_usage(disk).free
        with (disk / "filler").open("wb") as file:
            file.write(bytes(max(0, free - left)))
        return _ingest(data)
    if trouble == "read-only":
        _mount(disk, "remount,ro")
        return _ingest(data)
    if trouble == "clock backwards":
        generation = data.in_force()
        path = generation.path / "manifest.json"
        path.write_text(path.read_text().replace(generation.manifest.published, "2099-01-01T00:00:00+00:00"))
        return _ingest(data)
    if trouble == "two writers":
        with data.lock():
            return _ingest(data)
    if trouble == "index":
        data.index_path.write_bytes(b"damaged" * 1000)
        return _ingest(data)
    table = max(data.in_force().graph_path.glob("*.sst"), key=lambda path: path.stat().st_size)
    content = bytearray(table.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 200] = bytes(200)
    for path in (table, data.writer_path / table.name):
        path.unlink(missing_ok=True)
        path.write_bytes(content)
    return _ingest(data)


def _left(data: Data) -> Seen | None:
    try:
        return seen(data)
    except (StoreError, OSError):
        return None


def _ingest(data: Data) -> tuple[int, tuple[str, ...]]:
    sample = resources.files("ingest") / "samples" / "bac-giang-2022-03-22.html"
    return _run(["ingest", str(sample), "--data", str(data.path), "--quiet"])


def _run(command: list[str]) -> tuple[int, tuple[str, ...]]:
    done = subprocess.run([sys.executable, "-m", "htxgraph", *command], capture_output=True, check=False)
    return done.returncode, tuple(done.stderr.decode(errors="replace").splitlines())


def _mount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(disk)], check=True)


def every(folder: Path) -> Iterator[Met]:
    """Meet all troubles."""
    state = made(folder)
    for trouble in TROUBLES:
        yield meet(trouble, *state)


def main() -> None:
    """Meet all troubles and print what became of each."""
    parser = argparse.ArgumentParser(prog="python -m bench.disks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object on the last line")
    parser.add_argument("--meet", nargs=7, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.meet:
        trouble, before, disk, *told = options.meet
        print(json.dumps(asdict(_met(trouble, Path(before), Path(disk), Seen(*told[:2]), Seen(*told[2:])))))
        return
    if not possible():
        sys.exit("disks cannot be made here: `unshare -rm mount` is not allowed")
    found: list[Met] = []
    with tempfile.TemporaryDirectory(prefix="htxgraph-disks-") as name:
        for met in every(Path(name)):
            found.append(met)
            verdict = ("" if met.clear else "NOT CLEAR ") + ("intact " if met.intact else "LOST ")
            verdict += "converged" if met.converged else "DID NOT CONVERGE"
            print(f"{met.trouble:22} {met.code}  {verdict:28} {' | '.join(met.said)[:200]}", flush=True)
    if options.json:
        result = {
            "troubles": len(found),
            "clear": sum(met.clear for met in found),
            "intact": sum(met.intact for met in found),
            "converged": sum(met.converged for met in found),
        }
        print(json.dumps(result))


if __name__ == "__main__":
    os.umask(0o022)
    main()
