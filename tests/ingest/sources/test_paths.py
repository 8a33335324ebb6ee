"""Files are found in a stable order, each once; what cannot be read is told in its place."""

import os
from pathlib import Path

import pytest

from ingest.issues import Issue, Level
from ingest.sources.paths import walk


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
