"""docs/api.md is true: every address it shows is asked and answers as shown, and every lookup is shown."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import uvicorn
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```http\nGET (\S+)\n```\n```json\n(.*?)\n```", TEXT, re.DOTALL)
CODE = re.findall(r"```python\n(.*?)\n```", TEXT, re.DOTALL)
SAMPLES = Path(str(resources.files("ingest") / "samples"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = tmp_path_factory.mktemp("document") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    return Settings(data=data, workers=1)


@pytest.fixture(scope="module")
def client(service: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as found:
        yield found


def shown(part: Any, whole: Any) -> bool:
    """Whether an answer has all that is shown of it: fields by name, items in their order, the first ones first."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and shown(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return (
            isinstance(whole, list)
            and len(part) <= len(whole)
            and (part == whole or bool(part))
            and all(map(shown, part, whole))
        )
    return bool(part == whole)


@pytest.mark.parametrize(("address", "answer"), EXAMPLES, ids=[address for address, _ in EXAMPLES])
def test_an_example_is_answered_as_shown(client: TestClient, address: str, answer: str) -> None:
    part = json.loads(answer)
    found = client.get(address)
    assert found.status_code == part.get("status", 200), found.text
    assert shown(part, found.json()), found.text


def test_every_lookup_is_shown_and_answers_under_its_version_too(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["paths"]
    lookups = [path for path, methods in told.items() if "get" in methods and path.startswith("/api/")]
    lookups = [path for path in lookups if not path.startswith(KEYED)]
    addresses = [urlsplit(address).path for address, _ in EXAMPLES]
    for path in lookups:
        pattern = re.compile(path.replace("{key}", "[a-z0-9-]+(/[a-z0-9-]+)?"))
        fitting = [one for one in addresses if pattern.fullmatch(one)]
        assert fitting, path
    for address, _ in EXAMPLES:
        versioned = client.get(address.replace("/api/", "/api/v1/", 1))
        assert versioned.content == client.get(address).content


def test_every_parameter_is_told(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["paths"]
    names = {
        one["name"]
        for path, methods in told.items()
        if "get" in methods and path.startswith("/api/") and not path.startswith(KEYED)
        for one in methods["get"].get("parameters", ())
        if one["in"] == "query"
    }
    assert [name for name in sorted(names - SELF_EVIDENT) if not re.search(rf"\b{name}\b", TEXT)] == []


KEYED = ("/api/review/", "/api/jobs")
"""What is only for holders of a key: docs/identity.md and docs/sources.md tell of it."""
SELF_EVIDENT = {"entity", "during", "longest", "passages", "grade", "decision", "event", "unnamed_only", "grantor_unstated",
                "recipient_kind", "most"}  # fmt: skip
"""Parameters that /docs tells of: their names say what they take."""


def test_the_python_client_runs(
    service: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    monkeypatch.setitem(sys.modules, "httpx", httpx2)
    names: dict[str, Any] = {}
    for code in CODE:
        exec(code.replace(":8000", f":{port}"), names)
    names["api"].close()
    server.should_exit = True
    thread.join()
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "2022-03-22"
    assert len(others) > 2
    assert len(CODE[0].split("\n\n")[-1].splitlines()) + 1 == 3  # the import stands apart


def test_schemathesis_is_told_of_just_those_lookups_that_take_a_cursor(client: TestClient) -> None:
    (stated,) = tomllib.loads((ROOT / "schemathesis.toml").read_text())["operations"]
    told = client.get("/openapi.json").json()["paths"]
    for path, methods in told.items():
        takes = path.startswith("/api/") and any(
            one["name"] == "cursor" for one in methods.get("get", {}).get("parameters", ())
        )
        assert bool(re.search(stated["include-path-regex"], path)) == takes, path
