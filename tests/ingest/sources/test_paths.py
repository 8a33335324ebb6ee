"""Files are found in a stable order, each once; what cannot be read is told in its place."""

import os
import unicodedata
from pathlib import Path

import pytest

from ingest.issues import Issue, Level
from ingest.sources.paths import walk
from ingest.sources.shards import Shard


def found(*paths: Path | str) -> list[str]:
    return [path.name for path in walk(paths) if isinstance(path, Path)]


def told(*paths: Path | str) -> list[tuple[str, Level, str]]:
    return [(Path(one.source).name, one.level, one.what) for one in walk(paths) if isinstance(one, Issue)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "sub/c.TXT", "sub/deep/d.htm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def test_folders_are_read_by_name_whatever_order_the_disk_has(folder):
    assert found(folder) == ["a.html", "b.txt", "c.TXT", "d.htm"]


def test_a_file_named_twice_or_through_links_is_read_once(folder):
    (folder / "z.txt").symlink_to(folder / "b.txt")
    (folder / "hard.txt").hardlink_to(folder / "b.txt")
    assert found(folder / "b.txt", folder) == ["b.txt", "a.html", "c.TXT", "d.htm"]


def test_links_that_go_round_end(folder):
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to(folder / "sub" / "self")
    assert found(folder) == ["a.html", "b.txt", "c.TXT", "d.htm"]


def test_patterns_stand_for_files_and_folders(folder):
    assert found(str(folder / "*.txt")) == ["b.txt"]
    assert found(str(folder / "**" / "*.htm")) == ["d.htm"]
    assert told(str(folder / "*.pdf")) == [("*.pdf", Level.ERROR, "no file has a name of this pattern")]


def test_a_file_whose_name_looks_like_a_pattern_is_itself(folder):
    (folder / "x[1].txt").write_text("x")
    assert found(folder / "x[1].txt") == ["x[1].txt"]


def test_side_files_and_hidden_files_are_no_documents(folder):
    for name in ("source.toml", "b.txt.meta.json", ".hidden.txt", ".git/x.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert found(folder) == ["a.html", "b.txt", "c.TXT", "d.htm"]
    assert told(folder) == []


def test_other_files_in_folders_are_noted_and_when_named_outright_are_tried(folder):
    (folder / "p.png").write_bytes(b"x")
    ((name, level, what),) = told(folder)
    assert (name, level) == ("p.png", Level.NOTE)
    assert ".html" in what
    assert found(folder / "p.png") == ["p.png"]


def test_what_is_missing_or_leads_nowhere_is_an_error_in_its_place(folder):
    (folder / "aa.txt").symlink_to(folder / "gone.txt")
    os.mkfifo(folder / "pipe.txt")
    assert [name for name, level, _ in told(folder) if level is Level.ERROR] == ["aa.txt", "pipe.txt"]
    assert told(folder / "none")[0][2] == "no such file or folder"
    assert found(folder) == ["a.html", "b.txt", "c.TXT", "d.htm"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_an_error(folder):
    (folder / "sub").chmod(0)
    assert told(folder)[0][2].startswith("cannot be read")
    (folder / "sub").chmod(0o755)


def test_shards_cover_all_files_and_overlap_nowhere(tmp_path):
    for number in range(40):
        (tmp_path / f"tin-{number}.txt").write_text("x")
    shares = [[one for one in walk([tmp_path], Shard(number, 3)) if isinstance(one, Path)] for number in (1, 2, 3)]
    assert sorted(one for share in shares for one in share) == sorted(tmp_path.iterdir())
    assert all(len(share) > 5 for share in shares)


def test_a_file_is_in_the_same_shard_wherever_its_folder_lies(tmp_path):
    names: list[set[str]] = []
    for place in ("here", "there/deep"):
        (tmp_path / place / "sub").mkdir(parents=True)
        for number in range(20):
            (tmp_path / place / "sub" / f"{number}.txt").write_text("x")
        names.append({one.name for one in walk([tmp_path / place], Shard(1, 2)) if isinstance(one, Path)})
    assert names[0] == names[1]
    assert 0 < len(names[0]) < 20


def test_the_shard_of_a_name_stays_what_it_is_and_does_not_depend_on_how_its_accents_are_coded():
    assert [Shard(1, 2).has(name) for name in ("tin-1.txt", "tin-2.txt", "tin-3.txt", "tin-4.txt")] == [
        True,
        True,
        True,
        False,
    ]
    composed, decomposed = "bản-tin-ế.txt", unicodedata.normalize("NFD", "bản-tin-ế.txt")
    assert composed != decomposed
    assert all(Shard(one, 7).has(composed) == Shard(one, 7).has(decomposed) for one in range(1, 8))


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", "a/b", "1 /2", ""])
def test_what_is_no_shard_is_refused_with_its_form(text):
    with pytest.raises(ValueError, match=r"is no shard such as 2/4"):
        Shard.read(text)
