"""What strangers sent is read in a process that can do little harm: bombs are told with their reason, the graph stays."""

import os
import signal
import socket
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph_store.generations import Data
from ingest import confined, pipeline
from ingest.confined import Limits
from ingest.context import Metadata
from ingest.issues import Level
from tests.ingest.pipeline import bombs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are those of Linux")
LIMITS = Limits(memory_mb=200, seconds=1)
GOOD = "HTX Rừng Biếc nhận Bằng khen\n\nNgày 12/3/2024, UBND tỉnh Vân Hạc tặng Bằng khen cho HTX Rừng Biếc.\n"


def told(work: Any, limits: Limits = LIMITS) -> list[object]:
    return list(confined.each(work, limits, lost=lambda why: f"lost: {why}", open_net=lambda _: "open"))


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (bombs.memory, "lost: it takes more than 200 MB of memory to read"),
        (bombs.death, "lost: the process that read it, with 200 MB of memory, died of it (signal 6)"),
        (bombs.forever, "lost: it takes more than 1 seconds to read"),
    ],
)
def test_work_that_takes_too_much_ends_with_the_reason_after_what_it_gave(work, why):
    assert [one for one in told(work) if one != "open"] == [1, why]


def test_no_large_file_is_written(tmp_path):
    assert told(partial(bombs.file, str(tmp_path / "large")))[-1] == "File too large"


def test_nobody_is_called_by_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        results = told(partial(bombs.call, server.getsockname()[1]))
    if results[0] == "open":
        pytest.skip("the system does not let processes leave the network")
    assert results[0] != "connected"


@pytest.mark.skipif(os.geteuid() == 0, reason="the system lets root start processes without number")
def test_no_other_process_is_started():
    assert told(bombs.child)[-1] == "Resource temporarily unavailable"


def test_closed_early_no_process_is_left(monkeypatch):
    begun = []
    monkeypatch.setattr(confined.subprocess, "Popen", partial(_noted, subprocess.Popen, begun))
    coming = confined.each(bombs.forever, Limits(seconds=600), lost=str, open_net=str)
    next(coming)
    coming.close()
    assert [process.returncode for process in begun] == [-signal.SIGKILL]


def _noted(begin, begun, *command, **options):
    begun.append(begin(*command, **options))
    return begun[-1]


def test_a_table_that_unpacks_to_gigabytes_is_refused_and_the_next_document_is_read(tmp_path):
    bomb, data = tmp_path / "khen.xlsx", Data(tmp_path / "data")
    unpacks_to(bomb, 400 << 20)
    stated = Metadata(mapping="award-list")
    report = pipeline.ingest([bomb], data, stated, limits=LIMITS)
    errors = [issue for issue in report.issues if issue.level is Level.ERROR]
    assert [(one.source, report.read) for one in errors] == [(str(bomb), 0)]
    good = tmp_path / "a.txt"
    good.write_text(GOOD, encoding="utf-8")
    report = pipeline.ingest([good], data, limits=Limits())
    assert (report.read, [one for one in report.issues if one.level is Level.ERROR]) == (1, [])


def unpacks_to(path: Path, size: int) -> None:
    """Write a workbook whose only cell is so long."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            sheet.write(b'<row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(size >> 20):
                sheet.write(b"a" * (1 << 20))
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
