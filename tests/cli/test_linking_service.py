"""`htxgraph link --service`: our entities matched against another instance, in both versions, and what is no service refused."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import pipeline
from ingest.linking import links
from queries.errors import BadParameter
from queries.linking.comparing import Entry, Where
from queries.linking.elsewhere import Service
from queries.linking.matching import Verdict
from tests.cli.test_linking import ARTICLE

NOW = "https://w3id.org/htxgraph/vocab/unit/2025-07-01/province/24"
ENTITY = Entry("https://ours.example/id/organization/a", "organization", (), "HTX Chè Sương Lam", where=Where(NOW))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A second instance, which has read the same news under a base of its own."""
    folder = tmp_path_factory.mktemp("second")
    article = folder / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    base = "https://second.example/"
    pipeline.ingest([article], Data(folder / "data"), base=base, jobs=1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    app = create_app(Settings(data=folder / "data", base=base, workers=1))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/draft"])
def test_entities_are_linked_to_those_of_another_instance(
    address: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, data = tmp_path / "article.txt", str(tmp_path / "data")
    article.write_text(ARTICLE, encoding="utf-8")
    assert run(["ingest", str(article), "--data", data, "--quiet"]) == output.DONE
    asked = ["link", "second", "--service", f"{address}{path}", "--type", "organization", "--data", data, "--json"]
    assert run([*asked, "--list"]) == output.DONE
    told = json.loads(capsys.readouterr().out)
    made = links.known(Data(data), "second")
    assert told["links"] == len(made) >= 1
    alliance = next(one for one in made if "lien-minh" in one.entity)
    assert alliance.target.startswith("https://second.example/id/organization/lien-minh")
    assert {one["name"] for one in told["waiting"]} >= {"HTX Chè Sương Lam"}
    assert run(asked) == output.DONE
    assert json.loads(capsys.readouterr().out)["quads_added"] == 0


def client(answer: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.Client:
    return httpx2.Client(transport=httpx2.MockTransport(answer))


def fixed(manifest: dict[str, Any], result: Any) -> httpx2.Client:
    """A service that gives the same answer to every question."""
    return client(lambda request: httpx2.Response(200, json=manifest if request.method == "GET" else result))


OLD = {"versions": ["0.2"], "name": "Thử", "identifierSpace": "https://theirs.example/"}


def one(offers: list[dict[str, Any]]) -> list[Any]:
    service = Service("http://theirs.example", fixed(OLD, {"q0": {"result": offers}}))
    return list(service.proposals([ENTITY]))


def test_a_certain_match_of_the_same_name_is_a_link_and_of_another_name_waits() -> None:
    same = one([{"id": "1", "name": "Hợp tác xã Chè Sương Lam", "score": 100, "match": True}])
    assert [(each.target, each.verdict) for each in same] == [("https://theirs.example/1", Verdict.LINK)]
    other = one([{"id": "2", "name": "Công ty Gốm Sông Xa", "score": 100, "match": True}])
    assert [each.verdict for each in other] == [Verdict.REVIEW]
    both = one([{"id": n, "name": "HTX Chè Sương Lam", "score": 90, "match": True} for n in ("3", "4")])
    assert [each.verdict for each in both] == [Verdict.REVIEW, Verdict.REVIEW]


def test_what_was_refused_is_not_proposed_again() -> None:
    offers = [{"id": "1", "name": "HTX Chè Sương Lam", "score": 100, "match": True}]
    service = Service("http://theirs.example", fixed(OLD, {"q0": {"result": offers}}))
    assert list(service.proposals([ENTITY], different={ENTITY.iri: ["https://theirs.example/1"]})) == []


def test_what_we_know_is_told_under_the_services_own_names() -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            asked.append(request.content.decode())
        return httpx2.Response(200, json=OLD if request.method == "GET" else {"q0": {"result": []}})

    list(
        Service("http://theirs.example", client(answer)).proposals([ENTITY], kind="Q4539", properties={"place": "P131"})
    )
    assert "P131" in asked[0] and "Q4539" in asked[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx2.Response(404, text="not here"), "answers 404: not here"),
        (httpx2.Response(200, text="<html>"), "no JSON; is it a reconciliation service"),
        (httpx2.Response(200, json=[1]), "no JSON object"),
        (httpx2.Response(200, json={"versions": ["0.1"], "name": "x"}), "speaks 0.1"),
    ],
)
def test_what_is_no_service_is_refused_with_its_address(answer: httpx2.Response, said: str) -> None:
    with pytest.raises(BadParameter, match=f"http://theirs.example .*{said}"):
        list(Service("http://theirs.example/", client(lambda request: answer)).proposals([ENTITY]))


def test_answers_to_other_questions_than_were_asked_are_refused() -> None:
    with pytest.raises(BadParameter, match="something else than their candidates"):
        list(Service("http://theirs.example", fixed(OLD, {"q7": {"result": []}})).proposals([ENTITY]))


def test_a_service_that_cannot_be_reached_is_told_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["link", "x", "--service", "http://127.0.0.1:9/none", "--data", str(tmp_path)]) == output.USAGE
    assert "http://127.0.0.1:9/none cannot be asked" in capsys.readouterr().err
