"""Files become a generation: all that can be read is loaded, what cannot is told, and no order or number of processes matters."""

import os
import time
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.errors import StoreBusy
from graph_store.generations import Data
from graph_store.quads import canonical_hash
from ingest import pipeline
from ingest.context import Metadata
from ingest.issues import Level
from ingest.sources.shards import Shard
from ontology import iris

GOOD = """HTX Rừng Biếc nhận Bằng khen

Ngày 12/3/2024, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc.

Tin số {}.
"""


def write(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"tin-{number:03}.txt").write_text(GOOD.format(number), encoding="utf-8")


def bad(folder: Path) -> dict[str, str]:
    """Write files that are no articles; return what must be said of each."""
    (folder / "bad-empty.txt").write_bytes(b"")
    (folder / "bad-blank.html").write_bytes(b" \n\t")
    (folder / "bad-binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "bad-utf16.txt").write_bytes(b"\xff\xfe" + GOOD.encode("utf-16-le")[:-3] + b"\xd8")
    (folder / "bad-latin.txt").write_bytes(("Các " + "ÿþ÷×" * 50).encode("latin-1"))
    (folder / "bad-deep.html").write_text("<div>" * 200_000 + "x", encoding="utf-8")
    (folder / "bad-shell.html").write_text("<html><body><script>run()</script></body></html>", encoding="utf-8")
    with (folder / "bad-large.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / "bad-loop.txt").symlink_to(folder / "bad-loop.txt")
    (folder / "bad-folder.txt").mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "bad-side.txt").write_text(GOOD.format("side"), encoding="utf-8")
    (folder / "bad-side.txt.meta.json").write_text('{"published": "hôm qua"}', encoding="utf-8")
    return {
        "bad-empty.txt": "empty",
        "bad-blank.html": "empty",
        "bad-binary.txt": "binary",
        "bad-utf16.txt": "not valid",
        "bad-latin.txt": "not UTF-8",
        "bad-deep.html": "deep",
        "bad-shell.html": "text",
        "bad-large.txt": "too large",
        "bad-loop.txt": "symbolic links",
        "bad-side.txt.meta.json": "not a date",
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_files_are_told_each_with_its_reason_and_all_good_ones_are_loaded(tmp_path, jobs):
    folder = tmp_path / "tin"
    write(folder, 20)
    expected = bad(folder)
    data = Data(tmp_path / "data")
    report = pipeline.ingest([folder], data, jobs=jobs)
    errors = {Path(issue.source).name: issue.what for issue in report.issues if issue.level is Level.ERROR}
    assert errors.keys() == expected.keys()
    for name, reason in expected.items():
        assert reason in errors[name], name
    assert (report.read, report.refused) == (20, len(expected))
    assert data.in_force().manifest.documents == 20
    assert {one["file"] for one in pipeline.documents(data)} == {f"tin-{number:03}.txt" for number in range(20)}


def test_a_page_made_to_exhaust_its_reader_is_read_or_refused_in_seconds(tmp_path):
    bombs = {
        "deep.html": "<b>" * 300_000,
        "attributes.html": "<p " + "a=1 " * 300_000 + ">HTX</p>",
        "entities.html": "&amp;" * 300_000,
        "open.html": "<" * 300_000,
        "comment.html": "<!--" * 100_000,
        "words.txt": "HTX Rừng Biếc tặng Bằng khen " * 3_000,
        "names.txt": "ông Lò Văn Tám, " * 5_000,
        "line.txt": "a" * 1_000_000,
        "brackets.txt": "(“" * 100_000,
    }
    for name, content in bombs.items():
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        begun = time.process_time()
        read = pipeline.read_file(path)
        assert read.entry is not None or read.issues, name
        assert time.process_time() - begun < 20, name


def test_one_process_or_two_give_the_same_graph(tmp_path):
    folder = tmp_path / "tin"
    write(folder, 40)
    hashes = set()
    for jobs in (1, 2):
        data = Data(tmp_path / f"data-{jobs}")
        pipeline.ingest([folder], data, jobs=jobs)
        hashes.add(canonical_hash(data.in_force().graph_path))
    assert len(hashes) == 1


def test_shards_read_one_after_the_other_make_the_graph_that_one_run_makes(tmp_path):
    write(tmp_path / "tin", 8)
    whole, shared = Data(tmp_path / "whole"), Data(tmp_path / "shared")
    pipeline.ingest([tmp_path / "tin"], whole, jobs=1)
    reports = [pipeline.ingest([tmp_path / "tin"], shared, jobs=1, shard=Shard(number, 2)) for number in (2, 1)]
    assert sorted(one.read for one in reports)[0] > 0
    assert sum(one.read for one in reports) == 8
    assert canonical_hash(shared.in_force().graph_path) == canonical_hash(whole.in_force().graph_path)


def test_all_at_once_one_by_one_and_backwards_give_the_same_graph(tmp_path):
    folder = tmp_path / "tin"
    write(folder, 4)
    files = sorted(folder.iterdir())
    hashes = set()
    for name, runs in (("once", [files]), ("each", [[one] for one in files]), ("back", [[one] for one in files[::-1]])):
        data = Data(tmp_path / name)
        for run in runs:
            pipeline.ingest(run, data, jobs=1)
        hashes.add(canonical_hash(data.in_force().graph_path))
    assert len(hashes) == 1


def test_a_changed_file_at_one_address_replaces_what_it_said(tmp_path):
    data = Data(tmp_path / "data")
    path = tmp_path / "tin.txt"
    stated = Metadata(url="https://tin.example/1")
    for cooperative in ("HTX Rừng Biếc", "HTX Mây Ngàn"):
        path.write_text(GOOD.format(1).replace("HTX Rừng Biếc", cooperative), encoding="utf-8")
        report = pipeline.ingest([path], data, stated, jobs=1)
        assert report.loaded is not None
    assert (report.loaded.applied.new, report.loaded.applied.changed) == (0, 1)
    with data.in_force().index() as index:
        assert [hit.label for hit in index.search("HTX Mây Ngàn", kinds=("organization",))][:1] == ["HTX Mây Ngàn"]
        assert "HTX Rừng Biếc" not in [hit.label for hit in index.search("HTX Rừng Biếc", kinds=("organization",))]


def test_what_is_stated_goes_before_side_files_and_they_before_the_page(tmp_path):
    page = '<meta property="og:site_name" content="Báo A"><h1>Tin</h1><p>HTX Rừng Biếc nhận Bằng khen.</p>'
    path = tmp_path / "tin.html"
    path.write_text(page, encoding="utf-8")
    assert pipeline.read_file(path).facts["publisher"] == "Báo A"
    (tmp_path / "source.toml").write_text('[defaults]\npublisher = "Báo B"\n', encoding="utf-8")
    assert pipeline.read_file(path).facts["publisher"] == "Báo B"
    assert pipeline.read_file(path, Metadata(publisher="Báo C")).facts["publisher"] == "Báo C"


def test_the_archive_keeps_the_file_as_received_its_text_and_what_is_known_of_it(tmp_path):
    path = tmp_path / "tin.txt"
    path.write_bytes(GOOD.format(1).replace("\n", "\r\n").encode("utf-8-sig"))
    data = Data(tmp_path / "data")
    pipeline.ingest([path], data, Metadata("Báo Vân Hạc", "tỉnh Vân Hạc", "2024-03-13"), jobs=1)
    archive = Archive(data)
    (revision,) = archive.documents()
    assert archive.read(revision.content) == path.read_bytes()
    assert archive.read_text(revision) == GOOD.format(1).replace("\n", "\r\n")
    assert revision.metadata["publisher"] == "Báo Vân Hạc"
    assert (revision.metadata["published"], revision.metadata["file"]) == ("2024-03-13", "tin.txt")
    assert revision.document.startswith(f"{iris.DEFAULT_BASE}id/document/")


def test_only_bad_files_leave_the_graph_as_it_was(tmp_path):
    data = Data(tmp_path / "data")
    write(tmp_path / "tin", 1)
    pipeline.ingest([tmp_path / "tin"], data, jobs=1)
    before = data.in_force().number
    (tmp_path / "empty.txt").write_bytes(b"")
    report = pipeline.ingest([tmp_path / "empty.txt"], data, jobs=1)
    assert (report.read, report.refused) == (0, 1)
    assert data.in_force().number == before


def test_nothing_is_read_while_another_writes(tmp_path):
    data = Data(tmp_path / "data")
    write(tmp_path / "tin", 1)
    seen: list[Path] = []
    with data.lock(), pytest.raises(StoreBusy):
        pipeline.ingest([tmp_path / "tin"], data, jobs=1, progress=lambda path, done: seen.append(path))
    assert seen == []


def test_progress_tells_every_file_in_order(tmp_path):
    write(tmp_path / "tin", 3)
    (tmp_path / "tin" / "a-empty.txt").write_bytes(b"")
    seen: list[tuple[str, int]] = []
    pipeline.ingest([tmp_path / "tin"], Data(tmp_path / "d"), jobs=1, progress=lambda p, n: seen.append((p.name, n)))
    assert seen == [("a-empty.txt", 1), ("tin-000.txt", 2), ("tin-001.txt", 3), ("tin-002.txt", 4)]
    assert pipeline.count([tmp_path / "tin"]) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    write(tmp_path / "tin", 2)
    (tmp_path / "tin" / "tin-000.txt").chmod(0)
    report = pipeline.ingest([tmp_path / "tin"], Data(tmp_path / "data"), jobs=1)
    assert (report.read, report.refused) == (1, 1)
