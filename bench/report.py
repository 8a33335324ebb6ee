"""How a measurement is told: a table for people and, on demand, one JSON object on the last line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any


def arguments(description: str) -> argparse.ArgumentParser:
    """Return a parser with what every measurement takes: `--scale`, `--seed` and `--json`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--scale", choices=("100k", "1m", "10m"), default="100k", help="quads to measure with")
    parser.add_argument("--seed", type=int, default=1, help="what random choices begin from")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a head, columns aligned; numbers to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in (list(head), *texts)) for i in range(len(head))]
    for cells, raw in ((list(head), None), *zip(texts, rows, strict=True)):
        parts = [
            cell.rjust(width) if raw is not None and isinstance(raw[i], int | float) else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        print("  ".join(parts).rstrip())


def finish(result: Mapping[str, Any], as_json: bool) -> None:
    """Print the JSON object on the last line, if it is wanted."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False))


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.3f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
