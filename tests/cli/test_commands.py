"""The command line: what it prints, how it ends, and that bad input is named and the rest goes on."""

import json
import unicodedata
from pathlib import Path

import pytest

from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run

ARTICLE = """Liên minh HTX tỉnh Vân Hạc tổng kết năm 2023

Sáng 12/01/2024, Liên minh HTX tỉnh Vân Hạc tổ chức Hội nghị tổng kết năm 2023. Ông Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh, chủ trì.

Tại Hội nghị, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Chè Sương Lam.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def test_ingest_tells_what_it_did_and_again_changes_nothing(article, data, capsys):
    assert run(["ingest", str(article), "--data", data]) == output.DONE
    assert "1 read (1 new" in capsys.readouterr().out
    assert run(["ingest", str(article), "--data", data, "--json"]) == output.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["unchanged"], told["quads_added"], told["quads_removed"]) == (1, 0, 0)


def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_load(article, data, tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)) * 4)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert run(["ingest", str(tmp_path), "--data", data, "--json"]) == output.REFUSED
    answer = capsys.readouterr()
    told = json.loads(answer.out)
    assert (told["read"], told["refused"]) == (1, 2)
    for name in ("empty.txt", "picture.txt"):
        assert any(name in line and line.startswith("error:") for line in answer.err.splitlines())
    assert Data(data).in_force().manifest.documents == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_other_encodings_are_read_and_assumptions_told(encoding, tmp_path, data, capsys):
    path = tmp_path / "article.txt"
    text = ARTICLE
    if encoding == "cp1258":  # its letters are written with combining marks
        text = "Liên minh HTX tỉnh Bắc Giang\n\nHTX Chè nhận Bằng khen của UBND tỉnh.\n"
        text = "".join(_apart(letter) for letter in unicodedata.normalize("NFC", text))
    path.write_bytes(text.encode(encoding))
    assert run(["ingest", str(path), "--data", data]) == output.DONE
    if encoding == "cp1258":
        assert "assumed" in capsys.readouterr().err


def _apart(letter: str) -> str:
    """A letter as windows-1258 has it: the tone mark after the letter, other marks in it."""
    marks = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(p for p in parts if p not in marks)) + "".join(
        p for p in parts if p in marks
    )


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path, data, capsys):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert run(["ingest", str(path), "--data", data]) == output.REFUSED
    assert "too large" in capsys.readouterr().err


def test_extract_prints_the_facts_of_a_document_and_takes_what_its_source_says(article, capsys):
    assert run(["extract", str(article), "--publisher", "Báo Vân Hạc", "--published", "2024-01-13"]) == output.DONE
    told = json.loads(capsys.readouterr().out)
    assert told["publisher"] == "Báo Vân Hạc"
    assert [one["name"] for one in told["people"]] == ["Lò Văn Tám"]
    (conferral,) = told["conferrals"]
    assert (conferral["award"], conferral["grantor"]) == ("Bằng khen", "UBND tỉnh Vân Hạc")
    assert conferral["recipients"] == [{"name": "HTX Chè Sương Lam"}]


def test_extract_writes_one_file_a_document(article, tmp_path):
    out = tmp_path / "out"
    assert run(["extract", str(article), "--out-dir", str(out), "--quiet"]) == output.DONE
    assert json.loads((out / "article.json").read_text(encoding="utf-8"))["title"].startswith("Liên minh")
    assert run(["extract", str(article), "--out-dir", str(out), "--format", "ttl", "--quiet"]) == output.DONE
    first = (out / "article.ttl").read_bytes()
    assert run(["extract", str(article), "--out-dir", str(out), "--format", "ttl", "--quiet"]) == output.DONE
    assert (out / "article.ttl").read_bytes() == first
    assert b"htx:Conferral" in first


def test_side_files_say_what_the_text_does_not(article, capsys):
    article.with_name("article.txt.meta.json").write_text('{"publisher": "Báo Vân Hải", "published": "2024"}')
    assert run(["extract", str(article)]) == output.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["publisher"], told["published"]) == ("Báo Vân Hải", "2024")


def test_a_side_file_with_an_unknown_key_is_named(article, data, capsys):
    article.with_name("source.toml").write_text('[defaults]\npublsher = "Báo Vân Hải"\n')
    assert run(["ingest", str(article), "--data", data]) == output.REFUSED
    told = capsys.readouterr().err
    assert "source.toml" in told
    assert "'publsher'" in told


def test_questions_are_asked_by_name(article, data, capsys):
    run(["ingest", str(article), "--data", data, "--quiet"])
    assert run(["search", "lo van tam", "--data", data, "--json"]) == output.DONE
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["label"] == "Lò Văn Tám"
    assert run(["who-awarded-whom", "--grantor", "UBND tỉnh Vân Hạc", "--data", data, "--json"]) == output.DONE
    (edge,) = json.loads(capsys.readouterr().out)
    assert edge["target"]["label"] == "HTX Chè Sương Lam"
    assert run(["query", "unstated-grantors", "--data", data, "--format", "csv"]) == output.DONE
    assert capsys.readouterr().out.splitlines() == ["award,date,recipient,recipientName,conferral"]
    assert run(["stats", "--data", data, "--json"]) == output.DONE
    assert json.loads(capsys.readouterr().out)["documents"] == 1


def test_a_query_file_is_asked_within_the_guard(article, data, tmp_path, capsys):
    run(["ingest", str(article), "--data", data, "--quiet"])
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?c a htx:Conferral }")
    assert run(["query", str(file), "--data", data, "--format", "csv"]) == output.DONE
    assert capsys.readouterr().out.splitlines()[-1] == "1"
    file.write_text("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert run(["query", str(file), "--data", data]) == output.USAGE
    assert "SERVICE is refused" in capsys.readouterr().err


def test_documents_are_withdrawn_rebuilt_checked_exported_and_restored(article, data, tmp_path, capsys):
    run(["ingest", str(article), "--data", data, "--quiet"])
    assert run(["validate", "--data", data]) == output.DONE
    backup, other = str(tmp_path / "b.tar.gz"), str(tmp_path / "other")
    assert run(["backup", backup, "--data", data, "--quiet"]) == output.DONE
    for name in ("a.nt", "b.nt"):
        assert run(["export", str(tmp_path / name), "--data", data, "--quiet"]) == output.DONE
        assert run(["rebuild", "--data", data, "--quiet"]) == output.DONE
    assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()
    assert run(["withdraw", "article.txt", "--data", data, "--quiet"]) == output.DONE
    assert Data(data).in_force().manifest.documents == 0
    assert run(["withdraw", "nothing.txt", "--data", data]) == output.REFUSED
    assert run(["restore", backup, "--data", other, "--quiet"]) == output.DONE
    assert run(["export", str(tmp_path / "c.nt"), "--data", other, "--quiet"]) == output.DONE
    assert (tmp_path / "c.nt").read_bytes() == (tmp_path / "a.nt").read_bytes()
    assert run(["restore", backup, "--data", other]) == output.USAGE
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ingest"], output.USAGE, "requires an argument"),
        (["frobnicate"], output.USAGE, "Unknown command"),
        (["ingest", "nowhere.txt"], output.REFUSED, "nowhere.txt: no such file or folder"),
        (["ingest", "*.nothing"], output.REFUSED, "no file has a name of this pattern"),
        (["extract", "nowhere.txt", "--published", "2022-13"], output.USAGE, "no such month"),
        (["stats"], output.STORE, "run `htxgraph ingest` first"),
        (["serve"], output.STORE, "run `htxgraph ingest` first"),
        (["query", "no-such-query"], output.STORE, "run `htxgraph ingest` first"),
    ],
)
def test_wrong_calls_end_with_one_clear_line(arguments, code, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_extract_explains_each_claim_and_the_sentences_that_gave_none(article, capsys):
    article.write_text(ARTICLE + "\nÔng kể về Bằng khen năm xưa.\n", encoding="utf-8")
    assert run(["extract", str(article), "--explain"]) == output.DONE
    told = capsys.readouterr().out
    assert "conferral: conferred: Bằng khen of UBND tỉnh Vân Hạc to HTX Chè Sương Lam" in told
    assert "confidence" in told
    assert "'Bằng khen' at" in told
    assert "Ông kể về Bằng khen năm xưa." in told
