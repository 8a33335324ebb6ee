"""A service over a data folder that keeps graphs as they are written, with a key that may write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client that sends a key that may write."""
    data: Path = tmp_path_factory.mktemp("plain") / "data"
    _, token = Keys(data).add("tests", [Scope.WRITE])
    settings = Settings(data=data, workers=1, plain=True)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client
