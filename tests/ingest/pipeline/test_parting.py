"""Runs in parts make the graph that one run makes, go on where they were, and publish nothing that is not whole."""

import importlib.util
import json
import os
import signal
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from htxgraph import output
from htxgraph.cli import run
from ingest import parting, parts, pipeline, quarantine
from ingest.context import Metadata
from ingest.errors import SourceError
from ingest.sources.shards import Shard

TEXT = (
    "HTX Rừng Biếc nhận Bằng khen\n\nNgày 12/3/2024, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc.\n\nTin {}.\n"
)
TABLE = "Tập thể;Danh hiệu;Ngày tặng\nHTX Chè Sương Lam;Bằng khen;05/01/2024\nHTX Hoa Mai;Bằng khen;32/01/2024\n"
STATED = Metadata(place="tỉnh Vân Hạc", mapping="award-list")


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for number in range(6):
        (folder / f"tin-{number}.txt").write_text(TEXT.format(number), encoding="utf-8")
    (folder / "khen.csv").write_text(TABLE, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def whole(news, tmp_path_factory) -> Data:
    data = Data(tmp_path_factory.mktemp("whole"))
    pipeline.ingest([news], data, STATED, jobs=1)
    return data


def same(one: Data, other: Data) -> None:
    assert canonical_hash(one.in_force().graph_path) == canonical_hash(other.in_force().graph_path)
    archived = [{doc.document: (doc.content, doc.quads) for doc in Archive(data).documents()} for data in (one, other)]
    assert archived[0] == archived[1]
    assert sorted(quarantine.held(one), key=str) == sorted(quarantine.held(other), key=str)


def test_parts_are_published_as_one_run_would_and_made_again_only_where_documents_changed(
    news, whole, tmp_path, monkeypatch
):
    monkeypatch.setattr(parting, "FILES", 3)
    assert parting.make([news], tmp_path / "run", STATED, jobs=1) == (3, 3)
    parting.publish(tmp_path / "run", Data(tmp_path / "data"))
    same(Data(tmp_path / "data"), whole)
    assert parting.make([news], tmp_path / "run", STATED, jobs=1) == (0, 3)
    next((tmp_path / "run").glob("*.part")).unlink()
    with pytest.raises(SourceError, match="1 of 3 parts are not made yet"):
        parting.publish(tmp_path / "run", Data(tmp_path / "data"))
    assert parting.make([news], tmp_path / "run", STATED, jobs=1) == (1, 3)
    assert parting.make([news], tmp_path / "run", Metadata(place="tỉnh Khác", mapping="award-list"), jobs=1) == (3, 3)


def test_shards_are_published_when_all_are_there(news, whole, tmp_path):
    parting.make([news], tmp_path / "run", STATED, jobs=1, shard=Shard(2, 2))
    with pytest.raises(SourceError, match=r"all of them; there are: 2/2"):
        parting.publish(tmp_path / "run", Data(tmp_path / "data"))
    parting.make([news], tmp_path / "run", STATED, jobs=1, shard=Shard(1, 2))
    parting.publish(tmp_path / "run", Data(tmp_path / "data"))
    same(Data(tmp_path / "data"), whole)


def test_a_part_that_is_cut_off_or_changed_is_told(news, tmp_path):
    parting.make([news / "tin-1.txt"], tmp_path / "run", jobs=1)
    (part,) = (tmp_path / "run").glob("*.part")
    content = part.read_bytes()
    for broken in (content[: len(content) // 2], b"", b"x" + content):
        part.write_bytes(broken)
        with pytest.raises(SourceError, match=part.name):
            list(parts.read(part))


def test_what_was_read_comes_back_as_it_was(news, tmp_path):
    reads = list(pipeline.read_files([news], STATED, jobs=1))
    parts.write(tmp_path / "one.part", reads)
    back = list(parts.read(tmp_path / "one.part"))
    assert [(one.path, one.entry, one.issues, one.told, one.whole) for one in back] == [
        (one.path, one.entry, one.issues, one.told, one.whole) for one in reads
    ]
    assert [one.rows for one in back] == [one.rows for one in reads]


def test_the_commands_make_and_publish_parts(news, whole, tmp_path, capsys):
    data = ["--data", str(tmp_path / "data"), "--json"]
    given = ["--place", "tỉnh Vân Hạc", "--mapping", "award-list", "--jobs", "1"]
    assert run(["parts", str(news), "--into", str(tmp_path / "run"), *given, *data]) == output.DONE
    assert json.loads(capsys.readouterr().out) == {"parts": 1, "made": 1}
    assert run(["publish", str(tmp_path / "run"), *data]) == output.REFUSED  # one row and one file
    assert json.loads(capsys.readouterr().out)["read"] == 7
    same(Data(tmp_path / "data"), whole)
    assert run(["publish", str(tmp_path), *data]) == output.USAGE


@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="Dask is not installed")
def test_a_dask_cluster_makes_the_same_parts_though_a_worker_is_killed(news, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(parting, "FILES", 1)
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            workers = list(client.run(os.getpid).values())

        def kill(_done: int, _of: int) -> None:
            if workers:
                os.kill(workers.pop(), signal.SIGKILL)
                workers.clear()

        made = parting.make([news], tmp_path / "run", STATED, dask=cluster.scheduler_address, progress=kill)
    assert (made, workers) == ((8, 8), [])
    parting.publish(tmp_path / "run", Data(tmp_path / "data"))
    same(Data(tmp_path / "data"), whole)


@pytest.mark.skipif(importlib.util.find_spec("distributed") is not None, reason="Dask is installed")
def test_without_dask_it_is_told_how_to_get_it(news, tmp_path):
    with pytest.raises(SourceError, match="Dask is not installed"):
        parting.make([news], tmp_path / "run", dask="tcp://127.0.0.1:1")
