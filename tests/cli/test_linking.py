"""`htxgraph link`: entities of articles are linked to a register's entries, people decide the rest, and what is decided stays."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import checks
from ingest.linking import exchange, links
from ingest.resolve.decisions import Verdict

ARTICLE = """Tổng kết phong trào hợp tác xã tỉnh Bắc Giang

Sáng 12/01/2024, Liên minh HTX tỉnh Bắc Giang tổ chức Hội nghị tổng kết năm 2023. Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì.

Tại Hội nghị, UBND tỉnh Bắc Giang tặng Bằng khen cho HTX Chè Sương Lam, HTX Mây Trắng.
"""
REGISTER = """Tên HTX,Mã số thuế,Địa chỉ,Người đại diện
Hợp tác xã Chè Sương Lam,0100112437,"xã Xuân Lương, huyện Yên Thế, tỉnh Bắc Giang",Lò Văn Bảy
Hợp tác xã Mây Trắng,,"xã Tam Tiến, huyện Yên Thế, tỉnh Bắc Giang",Lò Thị Năm
Liên minh hợp tác xã tỉnh Bắc Giang,,tỉnh Bắc Giang,
Liên minh hợp tác xã tỉnh Bắc Ninh,,tỉnh Bắc Ninh,
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder that tests begin with a copy of."""
    place = tmp_path_factory.mktemp("linking")
    article, register, folder = place / "article.txt", place / "so.csv", str(place / "data")
    article.write_text(ARTICLE, encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    assert run(["ingest", str(article), "--data", folder]) == output.DONE
    asked = ["register", str(register), "--name", "so", "--as-of", "2025-06-30", "--data", folder]
    assert run([*asked, "--title", "Sổ của xã Thử"]) == output.DONE
    return folder


@pytest.fixture
def data(begun: str, tmp_path: Path) -> str:
    return str(shutil.copytree(begun, tmp_path / "data", symlinks=True))


@pytest.fixture
def linked(data: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Links, and return what the command tells as JSON."""

    def told(*more: str) -> dict[str, Any]:
        capsys.readouterr()
        assert run(["link", "so", "--data", data, "--json", *more]) == output.DONE
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return told


def test_what_is_sure_is_linked_and_what_is_not_waits_with_its_reasons(data: str, linked: Any) -> None:
    found = linked("--list")
    assert (found["links"], found["new"]) == (1, 1)
    only = links.known(Data(data), "so")[0]
    assert "bac-giang" in only.entity and only.relation == "exactMatch" and only.score >= 0.97
    assert any(reason.startswith("place: ") for reason in only.reasons)
    waiting = {one["target_name"]: one for one in found["waiting"]}
    assert set(waiting) == {"Hợp tác xã Chè Sương Lam", "Hợp tác xã Mây Trắng"}
    assert waiting["Hợp tác xã Mây Trắng"]["reasons"][0] == "name: the same name"
    assert list(checks.validate(Data(data))) == []


def test_an_entity_without_a_place_is_looked_for_where_the_documents_that_name_it_are_about(
    data: str, linked: Any, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    row = 'Hợp tác xã Chè Sương Lam,,"phường Ninh Kiều, thành phố Cần Thơ",\n'
    elsewhere.write_text(REGISTER + row, encoding="utf-8")
    assert run(["register", str(elsewhere), "--name", "so", "--as-of", "2025-06-30", "--data", data]) == output.DONE
    found = [one for one in linked("--list")["waiting"] if "Chè" in one["target_name"]]
    assert [one["code"] for one in found] == ["0100112437"], "the namesake of another province is none"
    assert any(reason.startswith("context: in the province") for reason in found[0]["reasons"])


def test_linking_again_changes_nothing(linked: Any) -> None:
    linked()
    again = linked()
    assert (again["new"], again["other"], again["gone"], again["quads_added"], again["quads_removed"]) == (
        0,
        0,
        0,
        0,
        0,
    )


def test_people_link_refuse_and_take_back_and_a_refusal_survives_another_ingest(
    data: str, linked: Any, tmp_path: Path
) -> None:
    waiting = linked("--list")["waiting"]
    tea = next(one for one in waiting if "Chè" in one["target_name"])
    cloud = next(one for one in waiting if "Mây" in one["target_name"])
    pair, other = f"{tea['entity']}={tea['target']}", f"{cloud['entity']}={cloud['target']}"
    found = linked("--same", pair, "--different", other, "--by", "Thử", "--why", "biển hiệu", "--list")
    assert (found["links"], found["new"], found["waiting"]) == (2, 1, [])
    made = next(one for one in links.known(Data(data), "so") if one.entity == tea["entity"])
    assert (made.method, made.score, made.by, made.reasons) == ("decided", 1.0, "Thử", ("biển hiệu",))
    more = tmp_path / "more.txt"
    more.write_text(ARTICLE.replace("Sáng 12/01", "Chiều 13/01"), encoding="utf-8")
    assert run(["ingest", str(more), "--data", data]) == output.DONE
    assert linked("--list")["waiting"] == []
    taken = linked("--undo", pair, "--undo", other, "--list")
    assert (taken["links"], taken["gone"]) == (1, 1)
    assert {one["target"] for one in taken["waiting"]} == {tea["target"], cloud["target"]}


def test_a_link_to_an_entry_that_is_gone_from_the_register_is_none_until_it_is_back(
    data: str, linked: Any, tmp_path: Path
) -> None:
    tea = next(one for one in linked("--list")["waiting"] if "Chè" in one["target_name"])
    assert linked("--same", f"{tea['entity']}={tea['target']}")["links"] == 2
    less, whole = tmp_path / "less.csv", tmp_path / "so.csv"
    whole.write_text(REGISTER, encoding="utf-8")
    less.write_text("".join(line for line in REGISTER.splitlines(True) if "Chè" not in line), encoding="utf-8")
    asked = ["register", "--name", "so", "--as-of", "2025-06-30", "--data", data, "--quiet"]
    assert run([*asked, str(less)]) == output.DONE
    assert linked()["links"] == 1
    assert run([*asked, str(whole)]) == output.DONE
    assert linked()["links"] == 2


def test_decisions_on_links_merge_nobody(data: str, linked: Any) -> None:
    tea = next(one for one in linked("--list")["waiting"] if "Chè" in one["target_name"])
    linked("--same", f"{tea['entity']}={tea['target']}")
    assert links.survivors(Data(data)) == {}
    assert run(["review", "--list", "--data", data]) == output.DONE


def test_links_go_out_as_sssom_and_come_back_as_decisions(data: str, linked: Any, tmp_path: Path) -> None:
    cloud = next(one for one in linked("--list")["waiting"] if "Mây" in one["target_name"])
    path = tmp_path / "so.sssom.tsv"
    linked("--different", f"{cloud['entity']}={cloud['target']}", "--export", str(path))
    text = path.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    rows = list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))
    assert any(line.startswith("#mapping_set_id: ") for line in head) and any("license" in line for line in head)
    assert {row["predicate_modifier"] for row in rows} == {"", "Not"}
    for row in rows:
        for name in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert re.fullmatch(r"[A-Za-z][\w.-]*:[\w./-]*\w", row[name]), row[name]
        prefixes = {line.split(":")[0].removeprefix("#").strip() for line in head[head.index("#curie_map:") + 1 :]}
        assert {row[name].partition(":")[0] for name in ("subject_id", "predicate_id", "object_id")} <= prefixes
    decided = exchange.understood(text, dataset="so", by="x", on="2026-01-01")
    assert {one.verdict for one in decided} == {Verdict.SAME, Verdict.DIFFERENT}
    assert (cloud["entity"], cloud["target"]) in {one.pair for one in decided}
    assert linked("--import", str(path))["links"] == 1
    assert {one.method for one in links.known(Data(data), "so")} == {"decided"}


def test_an_entrys_address_leads_to_what_the_register_has_of_it(data: str, linked: Any) -> None:
    tea = next(one for one in linked("--list")["waiting"] if "Chè" in one["target_name"])
    with TestClient(create_app(Settings(data=Path(data), workers=1))) as client:
        address = tea["target"].partition("/htxgraph")[2]
        found = client.get(address, headers={"Accept": "text/html"})
        assert found.status_code == 200 and "0100112437" in found.text
        assert client.get("/id/entry/nothing-0123456789ab").status_code == 404


def test_pairs_go_out_as_csv(linked: Any, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    linked("--export", str(path))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [(row["entity_name"], row["relation"]) for row in rows] == [("Liên minh HTX tỉnh Bắc Giang", "exactMatch")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\tb\n1\t2\n", "the column subject_id is missing"),
        ("subject_id\tpredicate_id\tobject_id\tmapping_justification\nx:1\tskos:exactMatch\tx:2\ty\n", "not declared"),
        (
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\nhttp://a/1\tskos:broadMatch\thttp://a/2\ty\n",
            "mapping 1: 'skos:broadMatch' is none of",
        ),
    ],
)
def test_mappings_that_cannot_be_understood_are_refused_with_their_row(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "bad.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    assert run(["link", "so", "--data", data, "--import", str(path)]) == output.USAGE
    told = capsys.readouterr().err
    assert str(path) in told and said in told


def test_a_dataset_that_is_not_there_is_told_with_those_that_are(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["link", "other", "--data", data]) == output.USAGE
    assert "no dataset 'other'; there are: so" in capsys.readouterr().err
