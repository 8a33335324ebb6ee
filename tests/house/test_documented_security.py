"""docs/security.md names, for each threat, tests that are there."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "security.md"
_ROW = re.compile(r"^\| (\S.*?) \| (\S.*?) \| (\S.*) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def there(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_every_threat_names_tests_that_are_there():
    rows = [row for row in _ROW.findall(PAGE.read_text("utf-8")) if row[0] not in ("threat", "---")]
    assert len(rows) > 25
    named = {threat: _TEST.findall(tests) for threat, _, tests in rows}
    assert [threat for threat, tests in named.items() if not tests] == []
    missing = {f"{file}::{name}" for tests in named.values() for file, name in tests if name not in there(file)}
    assert missing == set()
