"""The reconciliation service: every live answer fits the published schemas, both versions, and OpenRefine's calls work."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))
SPECS = Path(__file__).parents[3] / "shared/recon"
needs_specs = pytest.mark.skipif(not SPECS.is_dir(), reason=f"the published schemas are not at {SPECS}")
ALLIANCE = "Liên minh HTX tỉnh Bắc Giang"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data: Path = tmp_path_factory.mktemp("reconciliation") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    return data


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=folder, workers=1))) as found:
        yield found


def fits(version: str, schema: str, answer: object) -> None:
    """Fail, with the first error, when an answer is not as a published schema has it."""
    if not SPECS.is_dir():
        pytest.skip(f"the published schemas are not at {SPECS}")
    folder = SPECS / version / "schemas"
    known = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    registry: Registry[Any] = Registry().with_resources(
        (one["$id"], Resource.from_contents(one, default_specification=DRAFT7)) for one in known
    )
    wanted = json.loads((folder / f"{schema}.json").read_text(encoding="utf-8"))
    errors = [error.message for error in Draft7Validator(wanted, registry=registry).iter_errors(answer)]
    assert errors == []


def asked(client: TestClient, queries: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    fits("0.2", "reconciliation-result-batch", found)
    return found


def examples(version: str, what: str, how: str) -> list[Path]:
    return sorted((SPECS / version / "examples" / what / how).glob("*.json"))


def test_the_manifests_fit_their_schemas_and_say_how_large_a_batch_may_be(client: TestClient) -> None:
    for version, path in (("0.2", "/reconcile"), ("1.0-draft", "/reconcile/draft")):
        found = client.get(path, headers={"Origin": "http://127.0.0.1:3333"})
        assert found.headers["access-control-allow-origin"] == "*"
        assert found.json()["versions"] == [version]
        assert found.json()["batchSize"] == 50
        fits(version, "manifest", found.json())


def test_a_name_is_found_with_reasons_and_a_place_tells_namesakes_apart(client: TestClient) -> None:
    found = asked(client, {"q0": {"query": "lien minh htx tinh bac giang", "type": "organization", "limit": 3}})
    best = found["q0"]["result"][0]
    assert best["name"] == ALLIANCE
    assert {one["id"] for one in best["features"]} >= {"name", "probability"}
    there = {"query": ALLIANCE, "properties": [{"pid": "place", "v": "Bắc Giang"}, {"pid": "asOf", "v": "2022-03-01"}]}
    elsewhere = {"query": ALLIANCE, "properties": [{"pid": "place", "v": "tỉnh Cà Mau"}]}
    both = asked(client, {"there": there, "elsewhere": elsewhere})
    assert both["there"]["result"][0]["match"] is True
    assert all(one["match"] is False for one in both["elsewhere"]["result"])


def test_a_day_that_is_none_is_refused_with_what_to_write(client: TestClient) -> None:
    query = {"q": {"query": ALLIANCE, "properties": [{"pid": "asOf", "v": "hôm qua"}]}}
    answer = client.post("/reconcile", data={"queries": json.dumps(query)})
    assert answer.status_code == 400
    assert "asOf" in answer.json()["detail"] and "2025-06-30" in answer.json()["detail"]


@pytest.mark.parametrize("path", examples("0.2", "reconciliation-query-batch", "valid"), ids=lambda path: path.stem)
def test_every_example_request_of_0_2_is_answered(client: TestClient, path: Path) -> None:
    queries = json.loads(path.read_text(encoding="utf-8"))
    assert set(asked(client, queries)) == set(queries)


@pytest.mark.parametrize("path", examples("0.2", "reconciliation-query-batch", "invalid"), ids=lambda path: path.stem)
def test_invalid_example_requests_of_0_2_are_refused_with_the_place(client: TestClient, path: Path) -> None:
    answer = client.post("/reconcile", data={"queries": path.read_text(encoding="utf-8")})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("queries: q")


@pytest.mark.parametrize(
    "path", examples("1.0-draft", "reconciliation-query-batch", "valid"), ids=lambda path: path.stem
)
def test_every_example_request_of_the_draft_is_answered(client: TestClient, path: Path) -> None:
    queries = json.loads(path.read_text(encoding="utf-8"))
    answer = client.post("/reconcile/draft/match", json=queries)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["results"]) == len(queries["queries"])
    fits("1.0-draft", "reconciliation-result-batch", answer.json())


@pytest.mark.parametrize(
    "path", examples("1.0-draft", "reconciliation-query-batch", "invalid"), ids=lambda path: path.stem
)
def test_invalid_example_requests_of_the_draft_are_refused(client: TestClient, path: Path) -> None:
    answer = client.post("/reconcile/draft/match", json=json.loads(path.read_text(encoding="utf-8")))
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("body: ")


def test_the_draft_finds_by_name_and_by_id_and_keeps_only_what_a_required_property_allows(client: TestClient) -> None:
    name = {"matchType": "name", "propertyValue": ALLIANCE}
    place = {"matchType": "property", "propertyId": "place", "propertyValue": "Cà Mau", "required": True}
    body = {"queries": [{"conditions": [name], "type": "organization"}, {"conditions": [name, place]}]}
    found = client.post("/reconcile/draft/match", json=body).json()
    fits("1.0-draft", "reconciliation-result-batch", found)
    best = found["results"][0]["candidates"][0]
    assert best["name"] == ALLIANCE
    assert found["results"][1]["candidates"] == []
    by_id = {"queries": [{"conditions": [{"matchType": "id", "propertyValue": best["id"]}]}]}
    assert client.post("/reconcile/draft/match", json=by_id).json()["results"][0]["candidates"][0]["score"] == 100


def test_suggestions_fit_their_schemas_in_both_versions(client: TestClient) -> None:
    for version, root in (("0.2", "/reconcile"), ("1.0-draft", "/reconcile/draft")):
        for kind, prefix, schema in (
            ("entity", "nguyen duc", "suggest-entities-response"),
            ("property", "mã", "suggest-properties-response"),
            ("type", "coop", "suggest-types-response"),
        ):
            found = client.get(f"{root}/suggest/{kind}", params={"prefix": prefix})
            assert found.status_code == 200 and found.json()["result"], (root, kind)
            fits(version, schema, found.json())


def test_properties_are_proposed_and_fetched(client: TestClient) -> None:
    best = asked(client, {"q": {"query": ALLIANCE, "type": "organization"}})["q"]["result"][0]
    wanted = {
        "ids": [best["id"], "organization/nobody-000000000000"],
        "properties": [
            {"id": "name"},
            {"id": "province"},
            {"id": "height"},
            {"id": "alias", "settings": {"limit": "1"}},
        ],
    }
    found = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    fits("0.2", "data-extension-response", found)
    assert found["rows"][best["id"]]["name"] == [{"str": ALLIANCE}]
    assert found["rows"][best["id"]]["province"][0]["name"] == "Tỉnh Bắc Ninh"
    assert found["rows"]["organization/nobody-000000000000"]["name"] == [{}]
    draft = client.post("/reconcile/draft/extend", json=wanted).json()
    fits("1.0-draft", "data-extension-response", draft)
    assert [row["id"] for row in draft["rows"]] == wanted["ids"]
    for version, path in (("0.2", "/reconcile/properties"), ("1.0-draft", "/reconcile/draft/extend/propose")):
        proposal = client.get(path, params={"type": "organization", "limit": 3}).json()
        assert len(proposal["properties"]) == 3
        fits(version, "data-extension-property-proposal", proposal)


def test_a_preview_shows_the_entity_and_an_unknown_one_is_told_without_running_its_text(client: TestClient) -> None:
    best = asked(client, {"q": {"query": ALLIANCE, "type": "organization"}})["q"]["result"][0]
    for address in (f"/reconcile/preview?id={best['id']}", f"/reconcile/draft/preview/{best['id']}"):
        assert f"<h1>{ALLIANCE}</h1>" in client.get(address).text
    unknown = client.get("/reconcile/preview", params={"id": "<script>alert(1)</script>"})
    assert unknown.status_code == 404 and "<script>" not in unknown.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"queries": "{"}, "no JSON"),
        ({"queries": "[]"}, "queries: "),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(51)})}, "at most 50"),
        ({"extend": json.dumps({"ids": ["a"]})}, "properties"),
        (
            {"extend": json.dumps({"ids": ["a"], "properties": [{"id": "name", "settings": {"limit": "x"}}]})},
            "whole number",
        ),
        ({"other": "1"}, "neither 'queries' nor 'extend'"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(
    client: TestClient, form: dict[str, str], said: str
) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_the_calls_that_openrefine_makes_are_answered(client: TestClient) -> None:
    # What OpenRefine 3.8 sends: the manifest, a guess of types from ten values without type, batches with a type and
    # columns as properties, suggestions, a preview in a frame and columns added from reconciled values.
    manifest = client.get("/reconcile").json()
    guess = {f"q{n}": {"query": name, "limit": 3} for n, name in enumerate([ALLIANCE, "Nguyễn Đức Hiền", "UBND tỉnh"])}
    guessed = asked(client, guess)
    assert guessed["q0"]["result"][0]["type"][-1]["id"] == "organization"
    batch = {
        "q0": {
            "query": "Nguyễn Đức Hiền", "type": "person", "type_strict": "should", "limit": 5,
            "properties": [{"pid": "place", "v": {"id": "vocab/unit/2025-06-30/province/24", "name": "Tỉnh Bắc Giang"}}],
        }
    }  # fmt: skip
    best = asked(client, batch)["q0"]["result"][0]
    assert best["name"] == "Nguyễn Đức Hiền"
    address = manifest["preview"]["url"].replace("{{id}}", best["id"].replace("/", "%2F"))
    assert "Nguyễn Đức Hiền" in client.get(address).text
    page = client.get(manifest["view"]["url"].replace("{{id}}", best["id"]))
    assert page.status_code == 200
    flyout = manifest["suggest"]["entity"]["flyout_service_path"].replace("${id}", best["id"])
    assert "Nguyễn Đức Hiền" in client.get(flyout).json()["html"]
    extend = {"ids": [best["id"]], "properties": [{"id": "name"}, {"id": "type"}]}
    rows = client.get("/reconcile", params={"extend": json.dumps(extend)}).json()["rows"]
    assert rows[best["id"]]["type"] == [{"id": "person", "name": "Người · Person"}]


def test_what_is_ingested_later_is_found_and_what_is_withdrawn_is_not(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    pipeline.ingest([SAMPLES], data, jobs=1)
    text = "Ngày 05/6/2024, bà Lò Thị Mây Trắng, Giám đốc HTX Rau sạch Mường Khoa phát biểu tại hội nghị.\n"
    later = tmp_path / "later.txt"
    later.write_text(text, encoding="utf-8")
    with TestClient(create_app(Settings(data=data.path, workers=1))) as client:

        def best() -> list[dict[str, Any]]:
            found = asked(client, {"q": {"query": "Rau sạch Mường Khoa", "type": "organization"}})["q"]["result"]
            return [one for one in found if "Mường Khoa" in one["name"]]

        assert best() == []
        pipeline.ingest([later], data, jobs=1)
        assert len(best()) == 1
        iri = next(one["iri"] for one in pipeline.documents(data) if one["file"] == "later.txt")
        assert iri is not None
        pipeline.withdraw(data, [iri], "test")
        assert best() == []


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(create_app(Settings(data=folder, workers=1)), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning")
def test_the_client_from_the_package_index_works_end_to_end(address: str) -> None:
    pandas = pytest.importorskip("pandas")
    reconciler = pytest.importorskip("reconciler")
    column = pandas.Series(["Nguyễn Đức Hiền", "Trần Quang Hùng"])
    found = reconciler.reconcile(column, type_id="person", reconciliation_endpoint=f"{address}/reconcile")
    assert list(found["name"]) == ["Nguyễn Đức Hiền", "Trần Quang Hùng"]
