"""A side index that is none any more is told with its file and what mends it."""

import pytest

from graph_store.errors import StoreDamaged
from graph_store.index import Index


def test_a_file_that_is_no_index_is_told(tmp_path):
    path = tmp_path / "index.sqlite"
    path.write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreDamaged, match=r"index\.sqlite is no index any more .*: remove it"):
        Index(path, 1).stats()
