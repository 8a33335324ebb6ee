"""Virtuoso 7 (Debian's virtuoso-opensource-7-bin) as a peer: its own folder, our triples, its own port."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.endpoints import Endpoint, free_port, wait

_GRAPH = "https://example.org/graph"
_SETTINGS = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx

[Parameters]
ServerPort = {sql_port}
DirsAllowed = {triples}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ServerThreads = 40
CheckpointInterval = 0

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxKeepAlives = 40
KeepAliveTimeout = 120
ServerRoot = {folder}

[SPARQL]
DefaultGraph = {graph}
ResultSetMaxRows = 100000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


@contextmanager
def virtuoso(folder: Path, triples: Path) -> Iterator[Endpoint | None]:
    """Serve an N-Triples file with Virtuoso, loaded by its bulk loader; None where it is not installed."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        yield None
        return
    folder.mkdir()
    port, sql_port = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(
        _SETTINGS.format(folder=folder, triples=triples.parent, port=port, sql_port=sql_port, graph=_GRAPH)
    )
    command = ["virtuoso-t", "-f", "-c", str(settings)]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        _say(sql_port, "status();")
        _say(sql_port, f"ld_dir('{triples.parent}', '{triples.name}', '{_GRAPH}'); rdf_loader_run(); checkpoint;")
        endpoint = Endpoint("Virtuoso", port, "/sparql")
        wait(endpoint, process)
        yield endpoint
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _say(port: int, what: str) -> None:
    """Have something done over SQL; the server takes a while to listen."""
    for _ in range(60):
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"EXEC={what}"], capture_output=True, check=False
        )
        if done.returncode == 0 and b"Error" not in done.stderr + done.stdout:
            return
        time.sleep(1)
    raise RuntimeError(f"Virtuoso: {(done.stderr or done.stdout).decode(errors='replace')[-300:]}")
