"""Tables kept as JSON: a list of objects, or one object a line; what is nested gets dotted names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ingest.errors import SourceError
from ingest.sources.article.encoding import decode
from ingest.sources.table.rows import Cell, Value, cell

DEEPEST = 20
MOST_COLUMNS = 2_000


def of_json(data: bytes, name: str) -> list[tuple[int, dict[str, Cell]]]:
    """Return the objects of a file, numbered from 1: those of its list, of the one list it has under a name, or itself."""
    content = _parsed(_text(data, name), name, "")
    found = content
    if isinstance(content, dict):
        lists = [one for one in content.values() if isinstance(one, list) and any(isinstance(i, dict) for i in one)]
        scalars = any(not isinstance(one, list | dict) for one in content.values())
        found = lists[0] if len(lists) == 1 and not (scalars and _is_record(content)) else [content]
    if not isinstance(found, list):
        raise SourceError(name, "", "a list of objects is expected, or one object")
    return [(number, _flat(one, name, f"object {number}")) for number, one in enumerate(found, 1)]


def of_lines(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Yield each line's number and its object; a line that is no JSON is a row that cannot be used."""
    for number, line in enumerate(_text(data, name).split("\n"), 1):
        if line.strip():
            try:
                yield number, _flat(_parsed(line, name, f"line {number}"), name, f"line {number}")
            except SourceError as error:
                yield number, {"": Cell(None, "", error.what)}


def _text(data: bytes, name: str) -> str:
    return decode(data, name).text.removeprefix("\ufeff")


def _is_record(content: Mapping[str, Any]) -> bool:
    """Tell one object with lists in it from a wrapping around a list (`{"total": 2, "items": [...]}`)."""
    return sum(not isinstance(one, list | dict) for one in content.values()) > 3


def _parsed(text: str, name: str, where: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refused)
    except json.JSONDecodeError as error:
        place = ", ".join(
            part for part in (where, f"line {error.lineno}" if not where else "", f"sign {error.colno}") if part
        )
        raise SourceError(name, place, f"no JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise SourceError(name, where, f"no JSON: {said}") from None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _flat(content: object, name: str, where: str) -> dict[str, Cell]:
    if not isinstance(content, dict):
        raise SourceError(name, where, "an object with names and values is expected")
    cells: dict[str, Cell] = {}

    def walk(value: object, path: str, depth: int) -> None:
        if depth > DEEPEST or len(cells) > MOST_COLUMNS:
            raise SourceError(name, where, f"nested too deeply, or more than {MOST_COLUMNS:,} values in one object")
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{path}.{key}" if path else str(key), depth + 1)
        elif isinstance(value, list):
            for index, inner in enumerate(value, 1):
                walk(inner, f"{path}[{index}]", depth + 1)
        else:
            cells[path] = cell(_value(value))

    walk(content, "", 0)
    return cells


def _value(value: object) -> Value:
    assert value is None or isinstance(value, str | int | Decimal | bool)
    return value
