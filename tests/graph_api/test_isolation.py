"""Nobody's query is another's trouble, seen from outside: deadlines, sizes, queues, vanished callers, other servers."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.lean import Lean
from graph_api.settings import BadSetting, Settings, as_environment, prefixes
from graph_store.generations import Data
from ingest import pipeline
from queries import entities, syntax

SAMPLES = Path(str(resources.files("ingest") / "samples"))
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    found = tmp_path_factory.mktemp("isolation") / "data"
    pipeline.ingest([SAMPLES], Data(found), jobs=1)
    return found


class Elsewhere(BaseHTTPRequestHandler):
    """Another SPARQL endpoint: one row for whoever asks."""

    calls: list[str] = []  # noqa: RUF012

    def do_GET(self):
        Elsewhere.calls.append(self.path)
        row = {"x": {"type": "literal", "value": "from elsewhere"}}
        body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [row]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def client(data, elsewhere) -> Iterator[TestClient]:
    settings = Settings(data=data, workers=2, query_timeout=5, query_max_mb=1, waiting=2, services=elsewhere)
    with TestClient(create_app(settings)) as found:
        yield found


def ask(client: TestClient, query: str, **more: str):
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": "application/sparql-results+json"})


def test_an_allowed_endpoint_is_called_and_no_other(client, elsewhere):
    rows = ask(client, f"SELECT ?x WHERE {{ SERVICE <{elsewhere}> {{ ?s ?p ?x }} }}")
    assert [row["x"]["value"] for row in rows.json()["results"]["bindings"]] == ["from elsewhere"]
    called = len(Elsewhere.calls)
    for other in (
        elsewhere.removesuffix("sparql"),
        elsewhere + "/../update",
        elsewhere.replace("127.0.0.1", "localhost"),
    ):
        refused = ask(client, f"SELECT ?x WHERE {{ SERVICE <{other}> {{ ?s ?p ?x }} }}")
        assert (refused.status_code, refused.json()["title"]) == (403, "Not allowed"), refused.text
        assert elsewhere in refused.json()["detail"]
    assert len(Elsewhere.calls) == called
    with TestClient(create_app(Settings(data=client.app.state.settings.data, workers=1))) as closed:
        refused = ask(closed, f"SELECT ?x WHERE {{ SERVICE <{elsewhere}> {{ ?s ?p ?x }} }}")
    assert refused.status_code == 403
    assert len(Elsewhere.calls) == called


@pytest.mark.parametrize(
    "prefix", ["https://example.org", "example.org/", "https:///x", "https://a@b/", "ftp://a/", "https://*/"]
)
def test_a_prefix_that_another_host_may_have_is_no_setting(prefix):
    with pytest.raises(BadSetting, match="HTXGRAPH_SERVICES"):
        prefixes(Settings(services=f"https://example.org/sparql {prefix}"))


def test_settings_survive_the_environment(data):
    settings = Settings(data=data, workers=1, cache_mb=0, services="https://example.org/sparql", query_timeout=1.5)
    assert Settings.from_environment(as_environment(settings)) == settings


LIMITS = [
    (RUNAWAY, {"timeout": "0.3"}, 504, "Query took too long"),
    ("SELECT * WHERE { ?s ?p ?o . ?a a htx:Conferral }", {}, 422, "Answer too large"),
    ("SELECT * WHERE " + "{" * 200 + "}" * 200, {}, 422, "Query too complex"),
    ("ASK { " + "{} UNION " * 900 + "{} }", {}, 422, "Query too complex"),
]


@pytest.mark.parametrize(("query", "more", "status", "title"), LIMITS)
def test_what_passes_a_limit_is_one_clear_error(client, query, more, status, title):
    answer = ask(client, query, **more)
    assert (answer.status_code, answer.json()["title"]) == (status, title)
    assert answer.json()["what_to_do"]
    assert ask(client, "ASK {}").json()["boolean"] is True


LONG = "SELECT * { VALUES ?x {" + " 1" * syntax.LONG + "} }"


@pytest.fixture
def seen(monkeypatch) -> list[str]:
    """In which threads long texts are looked at."""
    found: list[str] = []
    looked = entities._guarded

    def noting(*given):
        found.append(threading.current_thread().name)
        return looked(*given)

    monkeypatch.setattr(entities, "_guarded", noting)
    entities._long_guarded_once.cache_clear()
    return found


@pytest.mark.parametrize("end", ["", "}", " SERVICE <http://127.0.0.1/> {}"])
def test_a_long_query_is_read_aside_while_others_are_answered(client, seen, end):
    answer = client.post("/sparql", data={"query": LONG + end})
    assert answer.status_code == (200 if not end else 403 if "SERVICE" in end else 400)
    assert seen
    assert all(name.startswith("guard") for name in seen), seen


def test_long_queries_beyond_what_can_be_read_are_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr(entities, "_MOST_LOOKED_AT", 0)
    answer = client.post("/sparql", data={"query": LONG})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert ask(client, "ASK {}").status_code == 200


def test_of_a_long_query_no_evidence_is_given(client):
    answer = client.post("/sparql", data={"query": LONG, "evidence": "1"})
    assert (answer.status_code, answer.json()["title"]) == (422, "Query too complex")


def test_who_comes_when_too_many_wait_is_told_when_to_come_again(client):
    with ThreadPoolExecutor(8) as threads:
        crowd = [threads.submit(ask, client, f"{RUNAWAY} LIMIT {number + 1}", timeout="2") for number in range(8)]
        answers = [one.result() for one in crowd]
    told = [answer for answer in answers if answer.status_code == 503]
    assert {answer.status_code for answer in answers} == {503, 504}
    assert len(told) >= 4
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in told)
    assert ask(client, "ASK {}").status_code == 200


class Running:
    """The service on a port, in a thread."""

    def __init__(self, app):
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
        self.thread = threading.Thread(target=self.server.run)

    def __enter__(self) -> int:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self.server.servers[0].sockets[0].getsockname()[1]

    def __exit__(self, *_):
        self.server.should_exit = True
        self.thread.join()


@pytest.mark.parametrize("short", [True, False])
def test_the_query_of_a_caller_who_has_gone_is_stopped(data, short):
    app = create_app(Settings(data=data, workers=2, query_timeout=60))
    with Running(Lean(app) if short else app) as port:
        with socket.create_connection(("127.0.0.1", port)) as caller:
            caller.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            _until(lambda: app.state.graph.pool.load.running == 1)
        _until(lambda: app.state.graph.pool.load.running == 0)


def _until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def test_no_request_fails_while_generations_are_published(tmp_path):
    data = Data(tmp_path / "data")
    articles = sorted(SAMPLES.glob("*.html"))
    pipeline.ingest(articles[:1], data, jobs=1)
    app = create_app(Settings(data=data.path, workers=2))
    stop = threading.Event()
    seen: list[tuple[int, int]] = []

    def reader(client: TestClient) -> None:
        while not stop.is_set():
            answer = ask(client, "SELECT (COUNT(?d) AS ?n) WHERE { ?d a htx:Document }")
            seen.append((answer.status_code, int(answer.headers.get("x-generation", 0))))

    with TestClient(app) as client, ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(reader, client) for _ in range(3)]
        for article in articles[1:4]:
            pipeline.ingest([article], data, jobs=1)
        published = data.in_force().number
        _until(lambda: seen and seen[-1][1] == published)
        stop.set()
        for one in readers:
            one.result()
    assert {status for status, _ in seen} == {200}
    assert published > 1
