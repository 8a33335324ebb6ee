"""The commands of docs/identity.md and docs/geography.md run on the articles that ship; those marked ! are refused."""

import re
import shlex
from pathlib import Path

import pytest

from htxgraph.cli import run
from tests.promises.conftest import SAMPLES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["identity.md", "geography.md"])
def test_every_command_runs_or_is_refused_as_told(page: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTXGRAPH_DATA", str(tmp_path / "data"))
    assert run(["ingest", str(SAMPLES), "--quiet"]) == 0
    told = re.findall(r"^    ([$!]) htxgraph (.+)$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(told) > 5
    for sign, command in told:
        code = run(shlex.split(command))
        shown = capsys.readouterr()
        assert code == {"$": 0, "!": 2}[sign], (command, shown.err)
        if command.startswith("entity organization/uy-ban"):
            assert "successor (inferred: Ủy ban nhân dân tỉnh: Thành lập tỉnh Bắc Ninh mới, 202/2025/QH15)" in shown.out
