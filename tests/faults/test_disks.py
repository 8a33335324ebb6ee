"""A disk that is full: one clear message, and nothing is lost."""

import pytest

from bench.disks import Met, made, meet, possible
from graph_store import durable

pytestmark = pytest.mark.skipif(not possible(), reason="disks cannot be made here (unshare -rm mount)")


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return made(tmp_path_factory.mktemp("disks"))


def test_a_disk_that_takes_nothing_is_told_and_the_last_generation_stays(state):
    trouble = "full, 0 KB left"
    met = meet(trouble, *state)
    assert met == Met(trouble, 3, met.said, intact=True, converged=True)
    assert met.clear
    assert "No space left on device" in met.said[0]
    assert "/data/" in met.said[0]  # the file is named


def test_an_error_of_writing_names_its_file(tmp_path):
    with pytest.raises(IsADirectoryError) as caught:
        durable.append(tmp_path, [b"line"])
    assert caught.value.filename == str(tmp_path)
