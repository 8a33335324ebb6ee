"""Lookups from the command line: the same answers as over HTTP, tables for people, one clear line when something is off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import pipeline

HIEN, HUNG = "Nguyễn Đức Hiền", "Trần Quang Hùng"
COMMITTEE = "organization/uy-ban-nhan-dan-bac-giang-dab7e26436ba"
POST = "post/chu-tich-lien-minh-hop-tac-xa-tinh-bac-giang-3d057cf2044a"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lookups") / "data"
    pipeline.ingest([Path(str(resources.files("ingest") / "samples"))], Data(folder), jobs=1)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=data, workers=1))) as found:
        yield found


def asked(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code = run([*arguments, "--data", str(data), "--json"])
    told = capsys.readouterr()
    assert code == output.DONE, told.err
    return json.loads(told.out)


PERSON = "person/nguyen-duc-hien-c7efccdc6000"
SAME = [
    (["entity", HIEN, "--each", "5"], f"/api/entities/{PERSON}"),
    (["relations", HIEN, "--kind", "holds", "--kind", "presents"], f"/api/entities/{PERSON}/relations?kind=holds&kind=presents"),
    (["relations", HIEN, "--from", "2022", "--to", "2022-12", "--order", "evidence"], f"/api/entities/{PERSON}/relations?from=2022&to=2022-12&order=evidence"),
    (["timeline", PERSON, "--limit", "3"], f"/api/entities/{PERSON}/timeline?limit=3"),
    (["holders", POST, "2022-03-22"], f"/api/posts/{POST}/holders?on=2022-03-22"),
    (["conferrals", "--grantor", COMMITTEE], f"/api/conferrals?grantor={COMMITTEE}"),
    (["conferrals", "--status", "proposed", "--limit", "2"], "/api/conferrals?status=proposed&limit=2"),
    (["paths", HIEN, HUNG, "--limit", "2"], f"/api/paths?from={PERSON}&to=person/tran-quang-hung-d13df40aa262&limit=2"),
    (["network", HIEN, "--depth", "2", "--size", "30"], f"/api/network?entity={PERSON}&depth=2&size=30"),
    (["network", HIEN, "--by", "participation"], f"/api/network?entity={PERSON}&by=participation"),
    (["matrix", "--across", "level"], "/api/who-awarded-whom/matrix?across=level"),
    (["chains"], "/api/chains"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "address"), SAME, ids=[" ".join(one) for one, _ in SAME])
def test_json_is_what_the_api_answers(data, client, capsys, arguments, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert asked(data, capsys, *arguments) == answer.json()


def test_pages_are_gone_on_with_by_the_cursor(data, capsys):
    whole = asked(data, capsys, "relations", HIEN)["items"]
    found, cursor = [], None
    while True:
        more = ["--cursor", cursor] if cursor else []
        page = asked(data, capsys, "relations", HIEN, "--limit", "2", *more)
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(whole) > 2
    assert found == whole


TABLES = [
    (["entity", HIEN], [HIEN, PERSON, "posts", "presented_to"]),
    (["relations", HIEN], ["relation", "passages", "there is"]),
    (["timeline", HIEN], ["relation", "2022-03"]),
    (["holders", POST, "2022-03-22"], ["on 2022-03-22: yes", "held by"]),
    (["holders", POST, "1999"], ["on 1999: not known", "nearest"]),
    (["conferrals"], ["presented by", "≥", "claim"]),
    (["paths", HIEN, HUNG], ["1. ", "hops, cost", "“"]),
    (["network", HIEN], ["betweenness", "community"]),
    (["matrix"], ["grantor", "all"]),
    (["chains"], []),
    (["who-awarded-whom", "--by", "presenter"], ["presenter", "≥"]),
]


@pytest.mark.parametrize(("arguments", "words"), TABLES, ids=[" ".join(one) for one, _ in TABLES])
def test_people_get_tables(data, capsys, monkeypatch, arguments, words):
    monkeypatch.setenv("COLUMNS", "240")
    extra = ["--limit", "1"] if arguments[0] == "relations" else []
    assert run([*arguments, *extra, "--data", str(data)]) == output.DONE
    told = capsys.readouterr()
    for word in words:
        assert word in told.out + told.err


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_neighbourhood_becomes_a_file_for_network_tools(data, tmp_path, capsys, ending):
    path = tmp_path / f"around.{ending}"
    assert run(["network", HIEN, "--out", str(path), "--data", str(data)]) == output.DONE
    assert ElementTree.parse(path).getroot().tag.endswith(ending)
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["entity", "Người Không Có"], "means nothing in this graph"),
        (["entity", "person/khong-co-000000000000"], "nothing in this generation has the IRI"),
        (["relations", HIEN, "--kind", "admires"], "admires"),
        (["relations", HIEN, "--from", "2022-13"], "a day is"),
        (["relations", HIEN, "--cursor", "x"], "cursor"),
        (["relations", HIEN, "--limit", "0"], "limit"),
        (["conferrals", "--grantor", "Nguyễn"], "means several things"),
        (["holders", POST, "yesterday"], "a day is"),
        (["paths", HIEN, HUNG, "--longest", "9"], "longest is 1 to 6"),
        (["paths", HIEN, HUNG, "--kind", "mentions"], "ways do not lead over mentions"),
        (["network", HIEN, "--out", "around.png"], ".graphml or .gexf"),
        (["network", HIEN, "--depth", "9"], "depth is 1 to 3"),
        (["matrix", "--most", "0"], "most"),
    ],
)
def test_what_is_off_is_told_in_one_line_and_is_usage(data, capsys, arguments, said):
    assert run([*arguments, "--data", str(data)]) == output.USAGE
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err


def test_without_a_graph_every_lookup_says_so(tmp_path, capsys):
    for arguments in (
        ["entity", "x"],
        ["chains"],
        ["matrix"],
        ["conferrals"],
        ["network", "x"],
        ["holders", "x", "2022"],
    ):
        assert run([*arguments, "--data", str(tmp_path / "none")]) == output.STORE
        assert "run `htxgraph ingest` first" in capsys.readouterr().err
