"""What is given to others is understood by their own packages.

These draw in a hundred packages, so they are asked in an environment of their own: `pip install sssom followthemoney` in
one, and its interpreter in HTXGRAPH_PEERS.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from htxgraph import output
from htxgraph.cli import run

PEERS = os.environ.get("HTXGRAPH_PEERS", "")
ARTICLE = """Tổng kết phong trào hợp tác xã tỉnh Bắc Giang

Sáng 12/01/2024, Liên minh HTX tỉnh Bắc Giang tổ chức Hội nghị tổng kết năm 2023. Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì.

Tại Hội nghị, UBND tỉnh Bắc Giang tặng Bằng khen cho HTX Chè Sương Lam, HTX Mây Trắng.
"""
REGISTER = """Tên HTX,Mã số thuế,Địa chỉ
Hợp tác xã Chè Sương Lam,0100112437,"xã Xuân Lương, huyện Yên Thế, tỉnh Bắc Giang"
Liên minh hợp tác xã tỉnh Bắc Giang,,tỉnh Bắc Giang
"""
SSSOM = """
import sys
from sssom.constants import SchemaValidationType as Kind
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
table = parse_sssom_table(sys.argv[1])
found = validate(table, [Kind.JsonSchema, Kind.PrefixMapCompleteness, Kind.StrictCurieFormat], fail_on_error=False)
print(len(table.df), *[str(one) for report in found.values() for one in report.results], sep="\\n")
"""
FTM = """
import json, sys
from followthemoney import model
for line in open(sys.argv[1], encoding="utf-8"):
    told = json.loads(line)
    read = model.get_proxy(told, cleaned=False)
    kept = {name: sorted(read.get(name)) for name in told["properties"]}
    print(json.dumps([read.schema.name, sum(map(len, told["properties"].values())), sum(map(len, kept.values()))]))
"""
pytestmark = pytest.mark.skipif(not PEERS, reason="HTXGRAPH_PEERS names no interpreter that has the packages")


@pytest.fixture
def data(tmp_path: Path) -> str:
    article, register, folder = tmp_path / "article.txt", tmp_path / "so.csv", str(tmp_path / "data")
    article.write_text(ARTICLE, encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    assert run(["ingest", str(article), "--data", folder]) == output.DONE
    asked = ["register", str(register), "--name", "so", "--as-of", "2025-06-30", "--title", "Sổ của xã Thử"]
    assert run([*asked, "--data", folder]) == output.DONE
    return folder


def said(script: str, path: Path) -> list[str]:
    """Return the lines that a script prints of a file, run where the packages are."""
    done = subprocess.run([PEERS, "-c", script, str(path)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_links_and_refusals_are_valid_sssom(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "so.sssom.tsv"
    capsys.readouterr()
    assert run(["link", "so", "--list", "--json", "--data", data]) == output.DONE
    waiting = json.loads(capsys.readouterr().out)["waiting"][0]
    pair = f"{waiting['entity']}={waiting['target']}"
    assert run(["link", "so", "--different", pair, "--export", str(path), "--data", data]) == output.DONE
    assert said(SSSOM, path) == ["2"]


def test_decisions_on_who_is_who_are_valid_sssom(tmp_path: Path) -> None:
    people = [f"https://w3id.org/htxgraph/id/person/mau-{name}" for name in ("a", "b")]
    path, folder = tmp_path / "decided.sssom.tsv", str(tmp_path / "data")
    text = "Hội nghị\n\nNgày 2/3/2022, ông Triệu Văn Mẫu, Giám đốc HTX Chè Sương Lam dự Hội nghị tại tỉnh Bắc Giang.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run(["ingest", str(tmp_path / "a.txt"), "--data", folder]) == output.DONE
    assert run(["review", "--different", "=".join(people), "--by", "Người duyệt", "--data", folder]) == output.DONE
    assert run(["review", "--export", str(path), "--data", folder]) == output.DONE
    assert said(SSSOM, path) == ["1"]


def test_every_entity_and_value_is_followthemoneys(data: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.ftm.jsonl"
    assert run(["export", str(path), "--data", data]) == output.DONE
    found = [json.loads(line) for line in said(FTM, path)]
    assert {"Person", "PublicBody", "Organization", "Membership", "UnknownLink"} <= {schema for schema, _, _ in found}
    assert [(stated, kept) for _, stated, kept in found if stated != kept] == []
