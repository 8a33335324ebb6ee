"""Runs the benches one after the other and writes what they found: `python -m bench.run [--scale 100k|1m|10m] [NAME…]`.

Each is a process of its own; its last line is its JSON. One that fails is told, and the others go on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SCALED = ("sparql", "relations", "ingest", "linking")
"""Benches of a world of a size."""
OTHERS = ("faults", "disks", "identity", "pages")


def run(name: str, scale: str) -> dict[str, Any]:
    """Run one bench; return what it found, with its `seconds`, or its `error`."""
    command = [sys.executable, "-m", f"bench.{name}", "--json", *(("--scale", scale) if name in SCALED else ())]
    began = time.monotonic()
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    seconds = round(time.monotonic() - began, 1)
    lines = done.stdout.splitlines()
    try:
        found: dict[str, Any] = json.loads(lines[-1])
    except (IndexError, ValueError):
        said = (done.stderr or done.stdout).strip().splitlines()
        return {"seconds": seconds, "error": said[-1] if said else f"it ended with {done.returncode}"}
    return {**found, "seconds": seconds}


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the numbers of all benches as a table in Markdown."""
    rows = ["| bench | key | value |", "|---|---|---|"]
    for name, found in results.items():
        rows += [
            f"| {name} | {key} | {value} |" for key, value in found.items() if isinstance(value, int | float | str)
        ]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Run the benches that are named, or all; write FILE.json and FILE.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join((*SCALED, *OTHERS))}; else all")
    parser.add_argument("--scale", default="100k", choices=("100k", "1m", "10m"))
    parser.add_argument(
        "--out", type=Path, default=Path("bench-results"), metavar="FILE", help="where to write, without ending"
    )
    options = parser.parse_args()
    for name in set(options.names) - {*SCALED, *OTHERS}:
        parser.error(f"there is no bench {name!r}")
    results: dict[str, dict[str, Any]] = {}
    for name in options.names or (*SCALED, *OTHERS):
        results[name] = run(name, options.scale)
        print(f"{name:12} {results[name]['seconds']:8} s  {results[name].get('error', 'done')}", flush=True)
        told = {"scale": options.scale, "results": results}
        options.out.with_suffix(".json").write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        options.out.with_suffix(".md").write_text(table(results), encoding="utf-8")
    sys.exit(any("error" in found for found in results.values()))


if __name__ == "__main__":
    main()
