"""The service with an engine elsewhere: queries go there, it is kept up with the data folder, and its absence is told."""

import time

import pytest
from fastapi.testclient import TestClient

from bench.synthetic import documents
from graph_api.app import create_app
from graph_api.settings import BadSetting, Settings, remote
from graph_store.generations import Data
from graph_store.pushing import push
from ingest.load import load
from tests.graph_store.engines import Engine

COUNT = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "format": "csv"}
PATIENCE = 60.0


def test_the_service_asks_the_engine_keeps_it_up_and_tells_when_it_is_gone(tmp_path):
    data = Data(tmp_path / "data")
    load(data, documents(4))
    engine = Engine()
    push(data, engine.remote, anew=True)
    where = {"store": engine.remote.address, "store_update": engine.remote.update}
    with TestClient(create_app(Settings(data=data.path, workers=1, cache_mb=0, **where))) as client:
        asked: list[str] = []
        engine.before = asked.append
        first = client.get("/sparql", params=COUNT).text
        assert asked == ["/query"]
        load(data, documents(2, first=4))
        holding = client.app.state.graph.pool.holding
        until = time.monotonic() + PATIENCE
        while holding.number() != 2 and time.monotonic() < until:
            time.sleep(0.05)
        assert "/update" in asked
        asked.clear()
        assert client.get("/sparql", params=COUNT).text != first
        assert client.get("/readyz").status_code == 200
        assert asked == ["/query", "/query"]
        engine.before = lambda path: b"503"
        for path in ("/sparql", "/readyz"):
            answer = client.get(path, params=COUNT if path == "/sparql" else {})
            assert (answer.status_code, answer.json()["title"]) == (503, "Engine away")
            assert engine.remote.address in answer.json()["detail"]
        engine.before = lambda path: None
    engine.close()


def test_an_address_that_is_none_is_told_by_the_setting():
    with pytest.raises(BadSetting, match="HTXGRAPH_STORE_UPDATE: 'ftp://x' is no address"):
        remote(Settings(store="https://query.example.org/sparql", store_update="ftp://x"))
    assert remote(Settings()) is None
