"""Registers as reference data: layouts found by columns, codes checked, old and new addresses, no identity papers."""

import csv
import gzip
import json
from importlib import resources
from pathlib import Path

import pytest

from bench import registers as invented
from graph_store.archive import Archive
from graph_store.errors import StoreError
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import checks
from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.linking import datasets, registers
from ingest.linking.datasets import Dataset
from ingest.linking.registers import RegisterEntry
from ontology import units
from ontology.terms import HTX

DAY = "2026-06-30"
PAPER = "027099000123"


def read(path: Path, **stated: object) -> tuple[list[RegisterEntry], list[Issue]]:
    """Read a register, entries and issues apart."""
    found = list(registers.read(path, **stated))  # type: ignore[arg-type]
    return [one for one in found if isinstance(one, RegisterEntry)], [one for one in found if isinstance(one, Issue)]


def written(path: Path, *rows: dict[str, str]) -> Path:
    """Write a CSV table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_an_export_of_the_national_system_is_read_the_same_from_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"register{suffix}"
    some = list(invented.cooperatives(40, 7))
    invented.write(path, iter(some))
    entries, issues = read(path)
    assert [one.code for one in entries] == [one.code for one in some]
    assert [one.name for one in entries] == [one.name for one in some]
    assert [one.representative for one in entries] == [one.representative for one in some]
    assert [str(one.registered) for one in entries] == [one.registered for one in some]
    assert sum(one.unit == own.commune for one, own in zip(entries, some, strict=True)) >= 38
    assert {one.kind for one in entries} <= {HTX.Cooperative, HTX.CooperativeUnion, HTX.PeoplesCreditFund}
    assert not [one for one in issues if one.level is not Level.NOTE]


def test_records_within_the_answer_of_a_lookup_are_found(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    some = [invented.as_record(one) for one in invented.cooperatives(3, 1)]
    path.write_text(json.dumps({"CoopCert": some}, ensure_ascii=False), encoding="utf-8")
    entries, _ = read(path)
    assert len(entries) == 3


def test_identity_papers_are_nowhere_in_the_data_folder(tmp_path: Path) -> None:
    one = invented.as_record(next(invented.cooperatives(1, 3)))
    one["DaiDienPhapLuat"] |= {"SoGiayChungThuc": PAPER, "NgayCap": "01/02/2021", "NoiCap": "Cục Thử Nghiệm"}
    one["DiaChiTruSo"][0]["DiaChiDayDu"] += f" (CCCD {PAPER})"
    path = tmp_path / "register.json"
    path.write_text(json.dumps([one], ensure_ascii=False), encoding="utf-8")
    data = Data(tmp_path / "data")
    report = datasets.register(path, Dataset("thu", "Sổ thử", DAY), data)
    assert report.entries == 1
    assert any("identity papers are not read" in issue.what for issue in report.issues)
    for file in data.path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            content = gzip.decompress(content) if file.suffix == ".gz" else content
            assert PAPER.encode() not in content and "Cục Thử Nghiệm".encode() not in content, file


ROW = {"Tên HTX": "HTX Chè Thử Nghiệm", "Mã số thuế": "", "Địa chỉ": "", "Ngày thành lập": ""}


@pytest.mark.parametrize(
    ("column", "value", "field", "kept", "said"),
    [
        ("Mã số thuế", "0100112437", "code", "0100112437", None),
        ("Mã số thuế", "100112437", "code", "0100112437", None),
        ("Mã số thuế", "0100112437-001", "code", "0100112437-001", None),
        ("Mã số thuế", "0100112438", "code", None, "is no code"),
        ("Mã số thuế", "chưa có", "code", None, "is no code"),
        ("Ngày thành lập", "05/06/2019", "registered", "2019-06-05", None),
        ("Ngày thành lập", "6/2019", "registered", "2019-06", None),
        ("Ngày thành lập", "2019", "registered", "2019", None),
        ("Ngày thành lập", "31/02/2019", "registered", None, "is no date"),
        ("Địa chỉ", "Khu phố 3, thị trấn Cầu Gồ, huyện Yên Thế, tỉnh Bắc Giang", "unit", "district", None),
        ("Địa chỉ", "nhà ông Thử", "unit", None, "no province is understood"),
        ("Tên HTX", "", "name", None, "it has no name"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told_with_its_place(
    tmp_path: Path, column: str, value: str, field: str, kept: str | None, said: str | None
) -> None:
    path = written(tmp_path / "list.csv", ROW | {column: value, "Ghi chú": "x"})
    entries, issues = read(path)
    if said is None:
        got = str(getattr(entries[0], field))
        assert kept is not None and kept in got and issues == []
    else:
        assert not entries or getattr(entries[0], field) is None
        assert any(said in one.what and "row 2" in one.where and one.source == str(path) for one in issues)


def test_a_place_is_understood_by_the_catalogue_of_the_lists_day(tmp_path: Path) -> None:
    rows = {"Tên HTX": "HTX Thử", "Địa chỉ": "tỉnh Bắc Ninh"}
    path = written(tmp_path / "list.csv", rows)
    before, _ = read(path, as_of="2024-12-31")
    after, _ = read(path, as_of="2026-01-01")
    old, now = units.find(before[0].unit or ""), units.find(after[0].unit or "")
    assert old is not None and now is not None and (old.old, now.old) == (True, False)


def test_a_list_of_products_keeps_stars_owner_and_term(tmp_path: Path) -> None:
    row = {
        "Tên sản phẩm": "Mật ong Sương Lam", "Số sao": "4 sao", "Chủ thể": "HTX Ong Sương Lam", "Tỉnh": "Bắc Giang",
        "Ngày công nhận": "20/12/2023", "Ngày hết hạn": "20/12/2026", "Nhóm sản phẩm": "Thực phẩm",
    }  # fmt: skip
    entries, issues = read(written(tmp_path / "ocop.csv", row, row | {"Tên sản phẩm": "Trà hoa", "Số sao": "9"}))
    assert (entries[0].of, entries[0].stars, entries[0].owner) == ("product", 4, "HTX Ong Sương Lam")
    assert str(entries[0].valid_until) == "2026-12-20"
    assert entries[1].stars is None and any("no stars" in one.what for one in issues)


def test_ones_own_layout_says_which_column_says_what(tmp_path: Path) -> None:
    path = written(tmp_path / "list.csv", {"Ten_DV": "HTX Thử", "MaDV": "7", "Rác": "x"})
    with pytest.raises(SourceError, match=r"no column has the names \(there are: Ten_DV, MaDV, Rác\)"):
        read(path)
    own = tmp_path / "own.toml"
    own.write_text('[columns]\nname = "Ten_DV"\nnumber = ["MaDV"]\n', encoding="utf-8")
    entries, issues = read(path, layout=own)
    assert (entries[0].name, entries[0].id) == ("HTX Thử", "7")
    assert any("left out: Rác" in one.what for one in issues)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "no TOML"),
        ('[columns]\nnumber = "x"', "which column has the names"),
        ('[columns]\nname = "x"\ncolour = "y"', "no such field"),
        ("[columns]\nname = 3", "a name of a column is expected"),
        ('of = "person"\n[columns]\nname = "x"', "organization or product"),
    ],
)
def test_a_layout_that_is_none_is_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path / "list.csv", {"x": "HTX Thử"})
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read(path, layout=own)


def test_two_rows_of_one_code_are_one_entry_and_the_second_is_told(tmp_path: Path) -> None:
    row = ROW | {"Mã số thuế": "0100112437"}
    entries, issues = read(written(tmp_path / "list.csv", row, row | {"Tên HTX": "HTX Khác"}))
    assert len(entries) == 1
    assert any("row 2 has the same code" in one.what and "row 3" in one.where for one in issues)


def test_a_register_taken_again_changes_only_what_changed_and_can_be_removed(tmp_path: Path) -> None:
    data, path = Data(tmp_path / "data"), tmp_path / "register.csv"
    some = list(invented.cooperatives(30, 11))
    invented.write(path, iter(some))
    about = Dataset("so-thu", "Sổ thử", DAY, "https://register.example/export", "Cơ quan Thử")
    first = datasets.register(path, about, data)
    assert first.loaded is not None and first.loaded.applied.new == 1
    again = datasets.register(path, about, data)
    assert again.loaded is not None and (again.loaded.applied.added, again.loaded.applied.removed) == (0, 0)
    invented.write(path, iter(some[1:]))
    less = datasets.register(path, about, data)
    # what the entry said, and the sha-256 of the whole
    assert less.loaded is not None and less.loaded.applied.added == 1 and 1 < less.loaded.applied.removed <= 13
    assert datasets.datasets(data) == {"so-thu": 29}
    assert list(checks.validate(data)) == []
    datasets.remove(data, "so-thu")
    assert datasets.datasets(data) == {}
    with pytest.raises(StoreError, match="no dataset 'so-thu'"):
        datasets.remove(data, "so-thu")


def test_a_large_register_is_in_parts_and_an_added_entry_moves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets, "_PART", 10)
    data, path = Data(tmp_path / "data"), tmp_path / "register.csv"
    some = list(invented.cooperatives(38, 12))
    invented.write(path, iter(some[:35]))
    about = Dataset("so-lon", "Sổ lớn", DAY)
    first = datasets.register(path, about, data)
    assert first.loaded is not None and first.loaded.applied.new == 4
    invented.write(path, iter(some))
    more = datasets.register(path, about, data)
    assert more.loaded is not None and more.loaded.applied.removed <= 3 and 0 < more.loaded.applied.added < 40
    assert datasets.datasets(data) == {"so-lon": 38}
    invented.write(path, iter(some[:9]))
    fewer = datasets.register(path, about, data)
    assert fewer.loaded is not None and datasets.datasets(data) == {"so-lon": 9}
    assert len([one for one in Archive(data).documents() if one.withdrawn is None]) == 1


def test_the_command_tells_what_it_did_and_refuses_what_is_no_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, data = tmp_path / "register.csv", str(tmp_path / "data")
    invented.write(path, invented.cooperatives(5, 2))
    asked = ["register", str(path), "--name", "so-thu", "--as-of", DAY, "--data", data]
    assert run(asked) == output.DONE
    assert "so-thu: 5 entries as of 2026-06-30, 0 warnings" in capsys.readouterr().out
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run([*asked[:1], str(bad), *asked[2:]]) == output.REFUSED
    assert str(bad) in capsys.readouterr().err
    assert run([*asked[:3], "Sổ Thử", *asked[4:]]) == output.USAGE
    assert run([*asked[:5], "2026-06", *asked[6:]]) == output.USAGE


def test_the_register_that_ships_is_read_whole_and_its_codes_are_of_an_office_that_is_none() -> None:
    with resources.as_file(resources.files("ingest.linking") / "samples" / "so-dang-ky-mau.csv") as path:
        entries, issues = read(path)
    assert len(entries) == 6
    assert {(one.code or "")[:2] for one in entries} == {"00"}
    assert {one.level for one in issues} == {Level.NOTE}, "its places are invented, which is told"
