"""Connections are kept for the next reader: never for two at a time, nor for a file that took the place of another."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph_store.errors import StoreMissing
from graph_store.generations import Data
from graph_store.index_connections import KEPT, Connections, key_of
from ingest.load import load
from tests.graph_store.index_world import SECOND, THIRD, entry, world


def test_a_closed_reader_leaves_its_connection_to_one_other(tmp_path: Path) -> None:
    generation = world(tmp_path)
    first = generation.index()
    connection = first._connection
    first.close()
    first.close()  # twice is once
    with generation.index() as second, generation.index() as third:
        assert second._connection is connection
        assert third._connection is not connection
        assert second.stats() == third.stats()


def test_after_an_error_a_connection_is_closed(tmp_path: Path) -> None:
    generation = world(tmp_path)
    with pytest.raises(KeyError), generation.index() as index:
        raise KeyError
    with pytest.raises(sqlite3.ProgrammingError):
        index._connection.execute("SELECT 1")


def test_what_is_published_meanwhile_is_seen(tmp_path: Path) -> None:
    world(tmp_path)
    data = Data(tmp_path)
    with data.in_force().index() as index:
        before = index.stats()
    load(data, [entry("d3", THIRD)])
    with data.in_force().index() as index:
        assert index.stats() != before
    with data.generation(1).index() as index:
        assert index.stats() == before


def test_another_file_in_the_same_place_is_opened_anew(tmp_path: Path) -> None:
    world(tmp_path / "one")
    load(Data(tmp_path / "two"), [entry("d2", SECOND)])
    data = Data(tmp_path / "one")
    with data.in_force().index() as index:
        old = index.stats()
    other = tmp_path / "other"
    shutil.copy(tmp_path / "two" / "index.sqlite", other)
    other.replace(data.index_path)
    with data.in_force().index() as index:
        assert index.stats() != old


def test_an_index_that_is_gone_is_told(tmp_path: Path) -> None:
    generation = world(tmp_path)
    generation.index().close()
    for path in tmp_path.glob("index.sqlite*"):
        path.unlink()
    with pytest.raises(StoreMissing):
        generation.index()


def test_many_readers_at_once_have_a_connection_each(tmp_path: Path) -> None:
    generation = world(tmp_path)
    using: set[int] = set()
    lock = threading.Lock()

    def read(_: int) -> int:
        with generation.index() as index:
            mine = id(index._connection)
            with lock:
                assert mine not in using
                using.add(mine)
            found = len(index.search("le"))
            with lock:
                using.remove(mine)
            return found

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(read, range(400)))) == 1


def test_only_a_few_are_kept_and_none_in_a_process_that_was_forked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    kept = Connections()
    some = [sqlite3.connect(path, check_same_thread=False) for _ in range(9)]
    for one in some:
        kept.give_back(key_of(path), one)
    assert [kept.take(path) for _ in range(5)] == [*some[:4:-1], None]
    kept.give_back(key_of(path), some[8])
    kept.forget()
    assert kept.take(path) is None
    KEPT.close()
