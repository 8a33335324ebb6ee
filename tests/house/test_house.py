"""What keeps the house in order: import directions, one place for SPARQL and namespaces, rules with their cases."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "graph_store", "ingest", "queries", "graph_api", "htxgraph")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "service"}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the string constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_the_import_directions_hold() -> None:
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("import-linter is not installed in this environment")
    checked = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in MODULES if path.stem in FORBIDDEN_NAMES] == []


def test_sparql_text_stands_in_queries_sparql_only() -> None:
    sparql = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE)\b[\s\S]*[?$][A-Za-z]\w*[\s\S]*\{|\bWHERE\s*\{")
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in MODULES for line, text in strings(path) if sparql.search(text)
    ]
    assert found == []


def test_namespaces_are_written_in_the_ontology_only() -> None:
    namespace = re.compile(
        r"https?://(?:www\.w3\.org/(?:ns|1999|2000|2001|2002|2004|2006)/|purl\.org/|w3id\.org/htxgraph)"
    )
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] != "ontology"
        for line, text in strings(path)
        if namespace.search(text)
    ]
    assert found == []


def test_every_package_is_typed_and_comes_from_one_folder() -> None:
    folders = {Path(str(import_module(package).__file__)).parents[1] for package in PACKAGES}
    assert len(folders) == 1
    assert all((ROOT / package / "py.typed").exists() for package in PACKAGES)


def test_nothing_catches_every_exception_and_nothing_is_imported_inside_a_function() -> None:
    found = []
    for path in MODULES:
        code = path.read_text(encoding="utf-8")
        tree = ast.parse(code)
        for node in ast.walk(tree):
            broad = (
                isinstance(node, ast.ExceptHandler)
                and (
                    node.type is None
                    or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
                )
                and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
            )
            nested = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
                isinstance(inside, ast.Import | ast.ImportFrom) for inside in ast.walk(node)
            )
            if broad or nested:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
