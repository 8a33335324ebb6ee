"""Drafts of mappings: a table that a shipped one reads is told so, the others get a draft that can be understood."""

from pathlib import Path

import pytest

from htxgraph import output
from htxgraph.cli import run
from ingest.tables.plan import parsed
from ingest.tables.suggest import suggest


def draft(folder: Path, text: str):
    path = folder / "bảng.csv"
    path.write_text(text, encoding="utf-8")
    (one,) = suggest(path)
    return one


def test_a_table_that_a_shipped_mapping_reads_is_told_so_and_its_draft_reads_it_too(tmp_path):
    one = draft(tmp_path, 'STT,Họ và tên,Chức vụ,Đơn vị,"Cỡ ""áo"""\n1,Lò Văn Tám,Giám đốc,HTX Hoa Mai,L\n')
    assert one.fitting == "member-list"
    plan = parsed(one.toml, "draft.toml")
    assert [column.key for column in plan.columns] == ["person", "post", "organization"]
    assert plan.ignores('Cỡ "áo"')
    assert '"Cỡ \\"áo\\"", # L' in one.toml


def test_of_a_table_nobody_knows_the_draft_tells_what_claims_there_are(tmp_path):
    one = draft(tmp_path, "Mã,Màu\n1,xanh\n2,đỏ\n")
    assert one.fitting is None
    assert '"Màu", # xanh; đỏ' in one.toml
    assert "#   conferral: award, recipient" in one.toml


def test_numbers_of_identity_papers_are_in_no_sample(tmp_path):
    one = draft(tmp_path, "Họ và tên,Số CCCD,Khác\nLò Văn Tám,001085012345,CMND 123456789\n")
    assert "001085012345" not in one.toml
    assert "123456789" not in one.toml


def test_the_command_lists_and_drafts(tmp_path, capsys):
    assert run(["map"]) == output.DONE
    assert "national-register" in capsys.readouterr().out
    (tmp_path / "b.csv").write_text("Mã,Màu\n1,xanh\n")
    assert run(["map", "--suggest", str(tmp_path / "b.csv")]) == output.DONE
    assert capsys.readouterr().out.startswith("# Drafted for b.csv")
    assert run(["map", "--suggest", str(tmp_path / "none.csv")]) == output.REFUSED
    assert "none.csv: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("columns", ["Tên sản phẩm,Chủ thể,Số sao", "Tập thể,Danh hiệu"])
def test_each_draft_after_a_fitting_mapping_is_one(columns, tmp_path):
    one = draft(tmp_path, f"{columns}\n{','.join('x' * len(columns.split(',')))}\n")
    assert one.fitting is not None
    assert parsed(one.toml, "draft.toml").fits(columns.split(","))
