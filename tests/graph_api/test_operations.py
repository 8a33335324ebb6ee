"""What the service tells those who run it: readiness with reasons, numbers, and a line for each request."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from bench.synthetic import documents
from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest.load import load


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    found = Data(tmp_path_factory.mktemp("operations") / "data")
    load(found, documents(6, seed=1))
    return found


def numbers(text):
    """The samples of Prometheus' text, by name and labels."""
    return {
        (one.name, *sorted(one.labels.items())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def test_numbers_of_requests_readers_and_the_generation(data):
    with TestClient(create_app(Settings(data=data.path, workers=2))) as client:
        before = numbers(client.get("/metrics").text)
        for _ in range(3):
            client.get("/api/search?q=an")
        client.get("/no/such/path")
        after = numbers(client.get("/metrics").text)
    asked = ("htxgraph_request_seconds_count", ("method", "GET"), ("route", "/api/search"), ("status", "2xx"))
    lost = ("htxgraph_request_seconds_count", ("method", "GET"), ("route", "other"), ("status", "4xx"))
    assert after[asked] - before.get(asked, 0) == 3
    assert after[lost] - before.get(lost, 0) == 1
    assert after[("htxgraph_readers",)] == 2
    assert after[("htxgraph_generation",)] == 1
    assert after[("htxgraph_documents",)] == 6
    assert after[("htxgraph_quarantine",)] == 0
    assert 0 <= after[("htxgraph_generation_age_seconds",)] < 3600


def test_a_service_that_cannot_answer_says_why(data, tmp_path):
    shutil.copytree(data.path, tmp_path / "data", symlinks=True)
    with TestClient(create_app(Settings(data=tmp_path / "data", workers=1))) as client:
        assert client.get("/readyz").json() == {"status": "ok", "generation": 1}
        (tmp_path / "data" / "index.sqlite").unlink()
        told = client.get("/readyz")
        assert told.status_code == 503
        assert "no index at" in told.json()["detail"]
        (tmp_path / "data" / "CURRENT").unlink()
        assert "no graph in" in client.get("/readyz").json()["detail"]
        assert client.get("/healthz").status_code == 200


def test_a_request_keeps_its_name_and_becomes_a_line(data, capsys):
    with TestClient(create_app(Settings(data=data.path, workers=1, log_requests=True))) as client:
        answer = client.get("/api/search?q=an", headers={"X-Request-Id": "abc-1"})
        other = client.get("/api/search?q=an", headers={"X-Request-Id": "no name\x7f" + "x" * 80})
    assert answer.headers["X-Request-Id"] == "abc-1"
    assert len(other.headers["X-Request-Id"]) == 16
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    line = next(one for one in lines if one["id"] == "abc-1")
    assert (line["route"], line["status"], line["generation"]) == ("/api/search", 200, 1)
    assert line["ms"] >= 0
    assert line["bytes"] == int(answer.headers["Content-Length"])  # as packed


def test_a_failure_is_logged_without_what_the_caller_sent(data, capsys):
    def fails() -> None:
        raise RuntimeError("made to fail")

    app = create_app(Settings(data=data.path, workers=1))
    app.add_api_route("/fails", fails)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/fails", headers={"Authorization": "Bearer of-a-reviewer"}).status_code == 500
    said = capsys.readouterr().err
    assert "made to fail" in said and "of-a-reviewer" not in said


def test_processes_add_up_their_numbers_and_a_hangup_renews_them_without_a_failed_request(data):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "htxgraph", "serve", "--data", str(data.path), "--port", str(port)]
    environment = {**os.environ, "HTXGRAPH_WORKERS": "1"}
    with subprocess.Popen([*command, "--processes", "2", "--quiet"], env=environment) as served:
        try:
            _until(lambda: _get(f"{address}/readyz"))
            _until(lambda: numbers(_get(f"{address}/metrics"))[("htxgraph_readers",)] == 2)
            served.send_signal(signal.SIGHUP)
            for _ in range(40):
                assert _get(f"{address}/api/search?q=an")
                time.sleep(0.1)
            asked = ("htxgraph_request_seconds_count", ("method", "GET"), ("route", "/api/search"), ("status", "2xx"))
            _until(lambda: numbers(_get(f"{address}/metrics")).get(asked, 0) >= 40)
        finally:
            served.terminate()
            served.wait(120)


def _get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def _until(true):
    last = None
    for _ in range(600):
        try:
            if true():
                return
        except (OSError, KeyError) as error:
            last = error
        time.sleep(0.2)
    raise AssertionError(f"it did not come to that: {last}")
