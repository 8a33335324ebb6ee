"""A draft of a mapping for a table: columns that shipped mappings know by name, and samples of the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ingest.sources.table.reader import sheets
from ingest.sources.table.rows import Sheet
from ingest.tables.kinds import KINDS
from ingest.tables.plan import Column, Constant, Plan, Told, load, shipped

_SAMPLED = 200
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What is suggested for a sheet: the shipped mapping that reads it as it is, if one does, and a draft in TOML."""

    sheet: str
    fitting: str | None
    toml: str


def suggest(path: Path) -> Iterator[Draft]:
    """Yield a draft for each sheet that has columns. SourceError for what is no table."""
    plans = [load(name) for name in shipped()]
    for sheet in sheets(path):
        samples = _samples(sheet)
        if sheet.columns and not sheet.hidden:
            best = max(plans, key=lambda plan: (plan.fits(sheet.columns), len(plan.found(sheet.columns))))
            fitting = best.name if best.fits(sheet.columns) else None
            yield Draft(sheet.name, fitting, _draft(path, sheet, best, samples))


def _samples(sheet: Sheet) -> Mapping[str, list[str]]:
    seen: dict[str, dict[str, None]] = {column: {} for column in sheet.columns}
    for row in islice(sheet.rows, _SAMPLED):
        for column, cell in row.cells.items():
            if cell.text and column in seen and len(seen[column]) < _SHOWN:
                seen[column][cell.text[:40]] = None
    return {column: list(texts) for column, texts in seen.items()}


def _draft(path: Path, sheet: Sheet, best: Plan, samples: Mapping[str, list[str]]) -> str:
    found = best.found(sheet.columns)
    others = [column for column in sheet.columns if column not in found]
    keys = {column.key for column in found.values()}
    claims = [one for one in best.claims if _possible(one, keys)]
    used = {part.key for one in claims for parts in one.parts.values() for part in parts if isinstance(part, Column)}
    lines = [
        f"# Drafted for {path.name} after the shipped mapping {best.name!r}: look at every line before it is used.",
        f"name = {_text(path.stem)}",
        f"summary = {_text(f'Bảng {path.stem}')}",
        *([f"sheets = [{_text(sheet.name)}]"] if sheet.name else []),
        "ignore = [",
        *(f"    {_text(column)}, # {'; '.join(samples[column]) or 'empty'}" for column in others),
        "]",
    ]
    for name, column in found.items():
        if column.key in used or column.type == "place":
            lines += ["", f"[columns.{column.key}] # {'; '.join(samples[name]) or 'empty'}", f"names = [{_text(name)}]"]
            lines += [f'type = "{column.type}"', *(["required = true"] if column.required else [])]
    for one in claims:
        lines += ["", "[[claims]]", f'kind = "{one.kind}"']
        lines += [f"{name} = {_parts(parts, keys)}" for name, parts in one.parts.items() if _parts(parts, keys)]
    if not claims:
        lines += ["", "# No claim can be drafted. Tell columns as [columns.key] and claims as [[claims]]; kinds are"]
        lines += [f"#   {kind}: {', '.join(roles)}" for kind, roles in KINDS.items()]
    return "\n".join(lines) + "\n"


def _possible(told: Told, keys: set[str]) -> bool:
    """Tell whether the columns give all that a claim needs."""
    needed = [name for name, role in KINDS[told.kind].items() if role.required]
    return all(_parts(told.parts[name], keys) for name in needed)


def _parts(parts: tuple[Column | Constant, ...], keys: set[str]) -> str:
    if isinstance(parts[0], Constant):
        return f"{{ value = {_text(parts[0].text)} }}"
    there = [_text(part.key) for part in parts if isinstance(part, Column) and part.key in keys]
    return there[0] if len(there) == 1 else f"[{', '.join(there)}]" if there else ""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
