"""A side index that is none any more is told with its file and what mends it."""

import pytest

from graph_store.errors import StoreDamaged
from graph_store.generations import Data
from graph_store.index import Index
from htxgraph import output
from htxgraph.cli import run


def test_a_file_that_is_no_index_is_told(tmp_path):
    path = tmp_path / "index.sqlite"
    path.write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreDamaged, match=r"index\.sqlite is no index any more .*: remove it"):
        Index(path, 1).stats()


@pytest.mark.parametrize("damage", ["whole", "a page"])
def test_a_run_over_a_damaged_index_says_what_mends_it_and_leaves_the_generation(tmp_path, capsys, damage):
    for number in (1, 2):
        text = f"Hội nghị\n\nNgày {number}/3/2022, ông Triệu Văn Mẫu, Giám đốc HTX Chè Sương Lam dự Hội nghị.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    ask = ["--data", str(tmp_path / "data"), "--quiet"]
    assert run(["ingest", str(tmp_path / "1.txt"), *ask]) == output.DONE
    data = Data(tmp_path / "data")
    content = data.index_path.read_bytes()
    data.index_path.write_bytes(b"damaged" * 1000 if damage == "whole" else content[:4096] + bytes(len(content) - 4096))
    for beside in data.path.glob("index.sqlite-*"):
        beside.unlink()
    capsys.readouterr()
    assert run(["ingest", str(tmp_path / "2.txt"), *ask]) == output.STORE
    (said,) = capsys.readouterr().err.splitlines()
    assert "index.sqlite is no index any more" in said and "htxgraph rebuild" in said
    assert data.in_force().number == 1
    data.index_path.unlink()
    assert run(["ingest", str(tmp_path / "2.txt"), *ask]) == output.DONE
    assert data.in_force().manifest.documents == 2
