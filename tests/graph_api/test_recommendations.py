"""docs/protocol.md names, for what each recommendation asks, tests that are there; and each of these tests is named."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "protocol.md"
_SECTION = re.compile(r"^## .+ · `tests/graph_api/(test_\w+\.py)`$", re.MULTILINE)
_ROW = re.compile(r"^\| (\S.*?) \| (\S.*?) \| (\S.*) \|$", re.MULTILINE)


def sections() -> dict[str, str]:
    """Return the text of each section of the page, by its file of tests."""
    parts = _SECTION.split(PAGE.read_text())[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def told_tests(file: str) -> set[str]:
    tree = ast.parse((HERE / file).read_text())
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


def test_all_three_recommendations_are_gone_through() -> None:
    assert list(sections()) == [
        "test_sparql_protocol.py",
        "test_graph_store_protocol.py",
        "test_service_description.py",
    ]


@pytest.mark.parametrize("file", sections())
def test_every_requirement_names_tests_that_are_there_and_every_test_is_named(file: str) -> None:
    rows = [row for row in _ROW.findall(sections()[file]) if row[0] not in ("§", "---")]
    assert rows
    named = [re.findall(r"`(test_\w+)`", tests) for _, _, tests in rows]
    assert all(named), [row for row, tests in zip(rows, named, strict=True) if not tests]
    assert {name for tests in named for name in tests} == told_tests(file)
