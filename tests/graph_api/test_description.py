"""The API's description is true: its examples are answered, its operations keep to it when schemathesis tries them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline
from queries import catalog, syntax

SAMPLES = Path(str(resources.files("ingest") / "samples"))


_SOME = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data = tmp_path_factory.mktemp("description") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    return Settings(data=data, workers=1)


@pytest.fixture(scope="module")
def client(service: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as found:
        yield found


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/openapi.json").json())


def examples(operation: dict[str, Any]) -> dict[str, str]:
    """The example of every parameter that must be given, and of those optional ones that have one."""
    found: dict[str, str] = {}
    for one in operation.get("parameters", ()):
        told = [one["example"]] if "example" in one else one["schema"].get("examples") or one.get("examples") or []
        told = told or next(
            (some.get("examples", []) for some in one["schema"].get("anyOf", ()) if "examples" in some), []
        )
        if told:
            found[one["name"]] = told[0]
        else:
            assert not one.get("required"), f"{operation['operationId']}: {one['name']} has no example"
    return found


def lookups(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        if path.startswith(("/api/review/", "/api/v1/review/", "/api/jobs")) or "get" not in methods:
            continue  # these need a key: test_reviewing.py, test_uploads.py
        if path.startswith(("/api/", "/queries/")) and not path.endswith(("-description", "/export")):
            yield path, methods["get"]


def test_every_example_is_answered(client: TestClient, described: dict[str, Any]) -> None:
    for path, operation in lookups(described):
        shown = examples(operation)
        address = path
        for one in operation.get("parameters", ()):
            if one["in"] == "path":
                address = address.replace(f"{{{one['name']}}}", shown.pop(one["name"]))
        answer = client.get(address, params=shown)
        assert answer.status_code == 200, f"{address} {shown}: {answer.text}"


def test_examples_of_questions_have_rows(client: TestClient) -> None:
    for query in catalog.catalog().values():
        if query.operation is syntax.Operation.SELECT and query.example:
            assert client.get(f"/queries/{query.name}", params=dict(query.example)).json()["rows"], query.name


def test_every_named_query_is_an_operation_with_its_own_parameters(described: dict[str, Any]) -> None:
    for query in catalog.catalog().values():
        if query.name in ("dataset-description", "passage"):
            continue  # their own parameters have names of all queries' parameters
        operation = described["paths"][f"/queries/{query.name}"]["get"]
        names = {one["name"] for one in operation["parameters"]}
        assert {one.name for one in query.parameters} <= names
        assert query.question in operation["description"]


def test_every_operation_tells_its_errors_as_problem_documents(described: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for _, operation in lookups(described):
        assert "422" not in operation["responses"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]


@pytest.fixture(scope="module")
def address(service: Settings) -> Iterator[str]:
    """The service itself on a port of this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_the_lookups_keep_to_their_description(address: str) -> None:
    """A few of schemathesis' cases for every lookup; the long run is `schemathesis run …/openapi.json`."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=SchemathesisConfig()).include(
        path_regex="^/api/"
    )
    tried = 0

    def kept(case: Any) -> None:
        nonlocal tried
        tried += 1
        if case.query and "cursor" in case.query and case.meta.generation.mode.is_positive:
            del case.query["cursor"]  # none that is made up can be one: test_paging.py
        case.call_and_validate()

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        strategy = found.ok().as_strategy()
        _SOME(given(case=strategy)(kept))()
    assert tried >= 50
