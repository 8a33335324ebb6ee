"""What is refused waits to be corrected: listed, exported, corrected, read again; nothing is lost, nothing comes twice."""

import csv
import io
import json
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import checks, pipeline, quarantine
from ingest.context import Metadata
from ingest.errors import SourceError

HEAD = "Tập thể, cá nhân;Hình thức khen thưởng;Ngày quyết định;Số quyết định\n"
ROWS = (
    "HTX Chè Sương Lam;Bằng khen;05/01/2024;12/QĐ-UBND\n"
    "HTX Hoa Mai;Bằng khen;32/01/2024;12/QĐ-UBND\n"
    "Mường Khen;Giấy khen;05/01/2024;=15\n"
)
STATED = Metadata(place="tỉnh Vân Hạc", url="https://vanhac.example/khen", mapping="award-list")


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(tmp_path / "data")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "khen.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def mended(data: Data, path: Path, **cells: tuple[str, str]) -> None:
    """Write the export with some cells corrected: `row=(column, text)`, rows by the first letters of the recipient."""
    rows = list(csv.DictReader(io.StringIO(quarantine.exported(quarantine.held(data)))))
    for one in rows:
        for start, (column, text) in cells.items():
            if one["Tập thể, cá nhân"].startswith(start):
                one[column] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_refused_rows_are_held_with_place_and_reason(data, table):
    pipeline.ingest([table], data, STATED, jobs=1)
    first, second = quarantine.held(data)
    assert (first.kind, first.where) == ("row", "row 3, column 'Ngày quyết định'")
    assert "no such day" in first.what
    assert second.cells["Tập thể, cá nhân"] == "Mường Khen"


def test_a_corrected_row_comes_in_with_what_was_put_right_and_stays_when_the_table_comes_again(data, table, tmp_path):
    pipeline.ingest([table], data, STATED, jobs=1)
    mended(data, tmp_path / "out.csv", HTX=("Ngày quyết định", "31/01/2024"))
    report = pipeline.retry(data, tmp_path / "out.csv", by="Lò Văn Tám")
    assert (report.loaded.applied.changed, report.rows_refused) == (1, 1)
    assert [one.cells["Tập thể, cá nhân"] for one in quarantine.held(data)] == ["Mường Khen"]
    (revision,) = Archive(data).documents()
    text = Archive(data).read_text(revision)
    assert "HTX Hoa Mai | Bằng khen | 32/01/2024 | 12/QĐ-UBND [đã sửa: Ngày quyết định: 31/01/2024]" in text
    assert list(checks.validate(data)) == []
    again = pipeline.ingest([table], data, STATED, jobs=1)
    assert (again.loaded.applied.unchanged, again.loaded.applied.added, again.loaded.applied.removed) == (1, 0, 0)


def test_what_looks_like_a_formula_is_none_in_the_export_and_comes_back_as_it_was(data, table, tmp_path):
    pipeline.ingest([table], data, STATED, jobs=1)
    assert ",'=15" in quarantine.exported(quarantine.held(data))
    mended(data, tmp_path / "out.csv")
    assert quarantine.corrected(data, tmp_path / "out.csv", "x") == []


def test_a_mended_file_or_table_leaves_the_quarantine_by_itself(data, table, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    pipeline.ingest([table, empty], data, STATED, jobs=1)
    assert [one.kind for one in quarantine.held(data)] == ["row", "row", "document"]
    table.write_text(HEAD + ROWS.replace("32/", "31/").splitlines(keepends=True)[1], encoding="utf-8")
    pipeline.ingest([table], data, STATED, jobs=1)
    assert [one.kind for one in quarantine.held(data)] == ["document"]
    empty.write_text("Liên minh HTX tỉnh Vân Hạc tổng kết\n\nÔng Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì.\n")
    report = pipeline.retry(data)
    assert (report.read, quarantine.held(data)) == (1, [])


def test_an_export_that_is_none_or_names_no_held_row_is_refused(data, table, tmp_path):
    pipeline.ingest([table], data, STATED, jobs=1)
    path = tmp_path / "out.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="no column _key"):
        pipeline.retry(data, path)
    path.write_text("_key,a\nffff,2\n")
    with pytest.raises(SourceError, match="no row 'ffff' is held back"):
        pipeline.retry(data, path)


def test_numbers_of_identity_papers_are_not_in_the_quarantine(data, tmp_path):
    path = tmp_path / "khen.csv"
    path.write_text(HEAD.strip() + ";Số CCCD;Khác\n" + "HTX Hoa;Bằng khen;x;12/QĐ-UBND;001085012345;CMND 123456789\n")
    pipeline.ingest([path], data, STATED, jobs=1)
    for kept in (data.path / "quarantine.jsonl").read_text(), quarantine.exported(quarantine.held(data)):
        assert "001085012345" not in kept
        assert "123456789" not in kept


def test_the_commands_list_export_and_retry(data, table, tmp_path, capsys):
    at = ["--data", str(data.path)]
    told = ["--mapping", "award-list", "--place", "tỉnh Vân Hạc"]
    assert run(["ingest", str(table), *told, *at, "--json"]) == output.REFUSED
    report = json.loads(capsys.readouterr().out)
    assert (report["rows"], report["rows_refused"], report["new"]) == (3, 2, 1)
    assert run(["quarantine", "list", *at, "--json"]) == output.DONE
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)] == ["row", "row"]
    out = tmp_path / "out.csv"
    assert run(["quarantine", "export", str(out), *at]) == output.DONE
    out.write_text(out.read_text(encoding="utf-8-sig").replace("32/01", "31/01"), encoding="utf-8")
    assert run(["quarantine", "retry", str(out), "--by", "Lò Văn Tám", *at]) == output.REFUSED
    assert "1 changed" in capsys.readouterr().out
    assert run(["quarantine", "list", *at]) == output.DONE
    assert "32/01" not in capsys.readouterr().out
    assert run(["withdraw", "khen.csv", *at]) == output.DONE
