"""What side files say of documents: one file's own before the folder's for it, before the folder's for all."""

import os

import pytest

from ingest.context import Metadata, metadata
from ingest.errors import SourceError

FOLDER = """
[defaults]
publisher = "Báo Vân Hạc"
place = "tỉnh Vân Hạc"

[documents."a.txt"]
published = 2024-01-20
url = "https://tin.example/a"
"""


def test_the_nearer_word_goes_first_and_gaps_are_filled(tmp_path):
    (tmp_path / "source.toml").write_text(FOLDER)
    (tmp_path / "a.txt.meta.json").write_text('{"publisher": "Đài Vân Hạc", "note": "đã xem"}')
    assert metadata(tmp_path / "a.txt") == Metadata(
        "Đài Vân Hạc", "tỉnh Vân Hạc", "2024-01-20", "https://tin.example/a"
    )
    assert metadata(tmp_path / "b.txt") == Metadata("Báo Vân Hạc", "tỉnh Vân Hạc")
    assert Metadata(place="xã Suối Lạnh").over(metadata(tmp_path / "b.txt")).place == "xã Suối Lạnh"


def test_a_folder_without_side_files_says_nothing(tmp_path):
    assert metadata(tmp_path / "a.txt") == Metadata()


def test_a_changed_folder_file_is_read_again(tmp_path):
    (tmp_path / "source.toml").write_text('[defaults]\nplace = "tỉnh Vân Hạc"\n')
    assert metadata(tmp_path / "a.txt").place == "tỉnh Vân Hạc"
    (tmp_path / "source.toml").write_text('[defaults]\nplace = "tỉnh Vân Hải"\n')
    os.utime(tmp_path / "source.toml", (1, 1))
    assert metadata(tmp_path / "a.txt").place == "tỉnh Vân Hải"


WRONG = [
    ("source.toml", "[defaults", "cannot be understood"),
    ("source.toml", "defaults = 3", "a table of keys and texts is expected"),
    (
        "source.toml",
        "[defaults]\nplaec = 'x'",
        "unknown key 'plaec'; known are mapping, place, published, publisher, url",
    ),
    ("source.toml", "[defaults]\npublished = '20/1/2024'", "published: not a date of the form"),
    ("source.toml", "[defaults]\npublished = '2024-02-30'", "published: no such day"),
    ("source.toml", "[defaults]\nplace = 3", "place is a text"),
    ("a.txt.meta.json", "{", "cannot be understood"),
    ("a.txt.meta.json", "[]", "a table of keys and texts is expected"),
]


@pytest.mark.parametrize(("name", "content", "reason"), WRONG)
def test_a_side_file_that_cannot_be_understood_is_named_with_the_place_and_reason(tmp_path, name, content, reason):
    (tmp_path / name).write_text(content)
    with pytest.raises(SourceError) as refused:
        metadata(tmp_path / "a.txt")
    assert refused.value.source == str(tmp_path / name)
    assert reason in refused.value.what
