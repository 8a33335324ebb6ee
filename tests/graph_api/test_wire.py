"""Plain queries read off the wire are answered as by the long way, whatever way the bytes come."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import quote_plus

import pytest
import uvicorn

from graph_api.app import create_app
from graph_api.lean import Lean
from graph_api.settings import Settings
from graph_api.wire import Wire
from graph_store.generations import Data
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))
NAMES = "SELECT ?name WHERE { ?p a foaf:Person ; skos:prefLabel ?name } ORDER BY ?name"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = {"Accept": "application/sparql-results+json"}


class Counted(Wire):
    """Counts what is taken off the wire."""

    taken = 0

    def _short(self, *given):
        found = super()._short(*given)
        Counted.taken += found
        return found


class Running:
    """A service on a port, in a thread."""

    def __init__(self, app, http_class):
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_level="critical", http=http_class, server_header=False
        )
        self.server, self.app = uvicorn.Server(config), app
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]

    def close(self):
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    found = tmp_path_factory.mktemp("wire") / "data"
    pipeline.ingest([SAMPLES], Data(found), jobs=1)
    return found


@pytest.fixture(scope="module")
def both(data) -> Iterator[tuple[Running, Running]]:
    settings = Settings(data=data, workers=2, query_timeout=5)
    long, short = Running(create_app(settings), "httptools"), Running(Lean(create_app(settings)), Counted)
    yield long, short
    long.close()
    short.close()


def get(port: int, target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders() if name.lower() != "date"}, body


def query(text: str, more: str = "") -> str:
    return f"/sparql?query={quote_plus(text)}{more}"


ASKED = [
    (query("ASK {}"), {}, True),
    (query(NAMES), JSON, True),
    (query(NAMES), {"Accept": "text/csv", "User-Agent": "a test"}, True),
    (query(NAMES, "&format=tsv&timeout=2"), {}, True),
    (query("ASK {}"), {**JSON, "Accept-Encoding": "gzip"}, True),
    (query(NAMES + " # " + "x" * 2000), {**JSON, "Accept-Encoding": "gzip"}, True),
    (query("SELECT * WHERE { ?s ?p ?o } LIMIT 3000"), JSON, True),
    (query("SELECT * WHERE { ?s ?p }"), JSON, True),
    (query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), JSON, True),
    (query("CLEAR ALL"), JSON, True),
    (query("ASK {} %"), JSON, True),
    (query("SELECT * { ?s ?p ?o } ~"), JSON, True),
    ("/sparql?query=ASK%20%7B%7D%", JSON, True),
    (query(RUNAWAY, "&timeout=0.3"), JSON, True),
    (query(NAMES), {"Accept": "image/png"}, True),
    (query(NAMES, "&timeout=none"), JSON, True),
    (query("CONSTRUCT WHERE { ?s a ?o }", "&format=graphml"), {}, False),
    (query("ASK {}"), {"Origin": "https://example.org"}, False),
    (query("ASK {}"), {"Connection": "close"}, False),
    (query("ASK {}"), {"If-None-Match": "*"}, False),
    ("/sparql?update=CLEAR+ALL", {}, False),
    ("/sparql", {"Accept": "text/turtle"}, False),
    ("/readyz", {}, False),
]


@pytest.mark.parametrize(("target", "headers", "taken"), ASKED)
def test_both_ways_answer_alike(both, target, headers, taken):
    long, short = both
    get(short.port, target, headers)  # the first of its kind goes the long way
    before = Counted.taken
    found, wanted = get(short.port, target, headers), get(long.port, target, headers)
    assert Counted.taken - before == taken
    if target == "/sparql":  # it tells its own address
        found, wanted = found[:1], wanted[:1]
    assert found == wanted


def request(text: str, *more: str) -> bytes:
    return "\r\n".join([f"GET {query(text)} HTTP/1.1", "Host: x", *more, "", ""]).encode()


def answers(port: int, parts: list[bytes], wanted: int) -> list[bytes]:
    """Send bytes in parts; return so many answers' bodies in their order."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(0.02)
        found = []
        for _ in range(wanted):
            answer = http.client.HTTPResponse(connection)
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += connection.recv(1)
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = b""
            while len(body) < length:
                body += connection.recv(length - len(body))
            found.append(body)
            answer.close()
    return found


def row(number: int) -> str:
    return f"SELECT ({number} AS ?x) {{}}"


def test_requests_sent_all_at_once_are_answered_in_their_order(both):
    _, short = both
    sent = [request(row(number), *(["Origin: x"] if number % 3 == 0 else [])) for number in range(12)]
    for parts in ([b"".join(sent)], sent, [b"".join(sent[:5]), b"".join(sent[5:])]):
        found = answers(short.port, parts, 12)
        assert [f'"{number}"'.encode() in body for number, body in enumerate(found)] == [True] * 12


def test_a_request_that_comes_in_pieces_is_one_request(both):
    _, short = both
    whole = request(row(7))
    for at in (1, 5, 20, len(whole) - 3, len(whole) - 1):
        assert b'"7"' in answers(short.port, [whole[:at], whole[at:]], 1)[0]


def test_what_looks_like_a_request_within_another_is_not_taken_for_one(both):
    _, short = both
    hidden = request(row(9))
    body = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    before = Counted.taken
    with socket.create_connection(("127.0.0.1", short.port), timeout=10) as connection:
        connection.sendall(body % len(hidden))
        time.sleep(0.1)
        connection.sendall(hidden)
        assert b" 400 " in connection.recv(1 << 16).split(b"\r\n")[0]
    with socket.create_connection(("127.0.0.1", short.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ")
        time.sleep(0.1)
        connection.sendall(hidden)
        connection.recv(1 << 16)
    assert Counted.taken == before


def test_the_query_of_a_caller_who_has_gone_is_stopped(both):
    _, short = both
    pool = short.app.graph.pool
    with socket.create_connection(("127.0.0.1", short.port)) as caller:
        caller.sendall(request(RUNAWAY))
        _until(lambda: pool.load.running == 1)
    _until(lambda: pool.load.running == 0)


def test_a_service_that_ends_gives_the_answers_that_are_under_way(data):
    running = Running(Lean(create_app(Settings(data=data, workers=2, query_timeout=1))), Wire)
    with socket.create_connection(("127.0.0.1", running.port), timeout=60) as caller:
        caller.sendall(request(RUNAWAY))
        _until(lambda: running.app.graph.pool.load.running == 1)
        ended = threading.Thread(target=running.close)
        ended.start()
        assert b" 504 " in caller.recv(1 << 16).split(b"\r\n")[0]
    ended.join()


def _until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
