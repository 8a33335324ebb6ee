"""Requests that were not meant well: for files elsewhere, for other hosts' names, for headers of one's own making."""

import http.client
import io
import os
import socket
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from bench.synthetic import documents
from graph_api.app import create_app
from graph_api.settings import BadSetting, Settings
from graph_store.generations import Data
from htxgraph import cli
from ingest.load import load

_SECRETS = (b"root:", b"keys", b"manifest")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The port of a service, as it is run."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    load(Data(folder), documents(6, seed=1))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "htxgraph",
        "serve",
        "--data",
        str(folder),
        "--port",
        str(port),
        "--processes",
        "1",
    ]
    environment = {**os.environ, "HTXGRAPH_ADDRESS": "https://graph.example.org"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            _until_ready(port)
            yield port
        finally:
            process.terminate()
            process.wait(60)


def _until_ready(port):
    for _ in range(600):
        try:
            if ask(port, "/readyz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("the service did not start")


def ask(port, target, method="GET", **headers):
    """Send a target as it is, which clients would tidy up."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.putrequest(method, target, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize("begin", ["/static/", "/dumps/", "/queries/", "/id/", "/page/", "/api/documents/"])
@pytest.mark.parametrize("way", ["../", "..%2f", "%2e%2e%2f", "..%5c", "%252e%252e%252f", "/"])
@pytest.mark.parametrize("target", ["etc/passwd", "keys.jsonl"])
def test_no_path_leads_out_of_what_is_served(served, begin, way, target):
    status, _, body = ask(served, begin + way * 8 + target)
    assert status in (303, 307, 308, 400, 401, 404, 405, 422)
    assert not any(secret in body for secret in _SECRETS[:1])
    assert b"pbkdf2" not in body and b'"hash"' not in body


@pytest.mark.parametrize("target", ["/", "/sparql", "/who-awarded-whom", "/dumps", "/docs", "/reconcile"])
def test_links_lead_to_the_public_address_whatever_host_is_named(target, served):
    status, headers, body = ask(served, target, Host="evil.example", X_Forwarded_Host="evil.example")
    assert status < 500
    assert b"evil.example" not in body
    assert "evil.example" not in str(headers)


def test_a_line_break_in_a_parameter_makes_no_header(served):
    for target in (
        "/id/person/x%0d%0aSet-Cookie:%20a=b",
        "/api/search?q=%0d%0aSet-Cookie:%20a=b",
        "/page/x%0aX-Evil:%201",
    ):
        _, headers, _ = ask(served, target)
        assert headers["Set-Cookie"] is None
        assert headers["X-Evil"] is None


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "DEBUG"])
def test_methods_that_nobody_needs_are_refused(served, method):
    status, _, body = ask(served, "/sparql", method, Cookie="secret=1")
    assert status in (400, 404, 405)
    assert b"secret=1" not in body


def test_a_request_line_and_headers_without_end_are_refused(served):
    status, _, _ = ask(served, "/api/search?q=" + "a" * 200_000)
    assert status in (400, 414, 422, 431)
    status, _, _ = ask(served, "/readyz", X_Long="a" * 200_000)
    assert status in (400, 431)
    assert ask(served, "/readyz")[0] == 200


def test_an_answer_is_kept_by_what_it_depends_on(served):
    """A cache between us and others must not give one caller's answer to another (RFC 9110, 12.5.5)."""
    query = "/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%201"
    _, json, _ = ask(served, query, Accept="application/sparql-results+json")
    _, csv, _ = ask(served, query, Accept="text/csv")
    assert "accept" in json["Vary"].lower()
    assert json["ETag"] != csv["ETag"]
    _, refused, _ = ask(served, "/review", Authorization="Bearer nobody")
    assert refused["ETag"] is None


def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path, capsys):
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        for name in ("archive/journal.jsonl", "../evil"):
            member = tarfile.TarInfo(name)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"evil"))
    assert cli.run(["restore", str(file), "--data", str(tmp_path / "data")]) == 2
    assert "not a backup that can be read" in capsys.readouterr().err
    assert not Path(tmp_path / "evil").exists()


def test_an_address_that_is_none_is_told(tmp_path):
    with pytest.raises(BadSetting, match="HTXGRAPH_ADDRESS"):
        create_app(Settings(data=tmp_path, address="graph.example.org"))
