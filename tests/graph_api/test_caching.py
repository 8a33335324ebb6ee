"""What a caller has already is not sent again, and what differs is never taken for the same."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api import sparql
from graph_api.app import create_app
from graph_api.caching import has
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

ARTICLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
ROWS = "/sparql?query=SELECT * { ?s a foaf:Person }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("caching") / "data"
    pipeline.ingest([ARTICLE], Data(data), jobs=1)
    with TestClient(create_app(Settings(data=data, workers=1))) as found:
        yield found


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        (None, False),
        ('"a"', True),
        ('"b", "a"', True),
        ('W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
    ],
)
def test_a_tag_is_found_among_those_a_caller_names(known: str | None, answer: bool) -> None:
    assert has(known, '"a"') is answer


@pytest.mark.parametrize(
    "address", [ROWS, "/api/conferrals", "/api/conferrals?format=csv", "/queries/unnamed-recipients"]
)
def test_an_answer_that_has_not_changed_is_answered_by_304_without_a_body(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert "Accept" in first.headers["vary"]
    assert first.headers["x-generation"] == "1"


def test_two_formats_of_one_answer_have_two_tags(client: TestClient) -> None:
    tags = {client.get(ROWS, headers={"Accept": kind}).headers["etag"] for kind in ("text/csv", "application/json")}
    assert len(tags) == 2


def test_two_questions_have_two_tags_and_one_question_has_one(client: TestClient) -> None:
    other = "/sparql?query=SELECT * { ?s a htx:Conferral }"
    tags = [client.get(address).headers["etag"] for address in (ROWS, other, ROWS, f"{ROWS}&hints=1")]
    assert tags[0] == tags[2]
    assert len(set(tags)) == 3


def test_what_the_caller_has_is_not_asked_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get(ROWS).headers["etag"]
    with monkeypatch.context() as without:
        without.setattr(sparql, "ask", None)
        again = client.get(ROWS, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["x-generation"]) == (304, b"", "1")
    assert client.get(ROWS, headers={"If-None-Match": tag, "Accept": "text/csv"}).status_code == 200
    assert client.get("/sparql?query=SELECT * {", headers={"If-None-Match": "*"}).status_code == 400


@pytest.mark.parametrize("text", ["SELECT (RAND() AS ?x) {}", "SELECT (now() AS ?x) {}", "SELECT (STRUUID() AS ?x) {}"])
def test_an_answer_that_another_call_would_not_give_has_no_tag(client: TestClient, text: str) -> None:
    for more in ("", "&evidence=1"):
        answer = client.get(f"/sparql?query={text}{more}", headers={"If-None-Match": "*"})
        assert answer.status_code == 200
        assert "etag" not in answer.headers
        assert answer.headers["x-generation"] == "1"


def test_an_error_has_no_tag(client: TestClient) -> None:
    assert "etag" not in client.get("/api/conferrals?cursor=forged").headers


def test_rows_with_evidence_come_as_csv_too_and_as_nothing_else(client: TestClient) -> None:
    lines = client.get("/queries/delegated-presentations?evidence=1&format=csv").text.splitlines()
    assert "quotes" in lines[0]
    assert "thừa ủy quyền" in "".join(lines)
    assert client.get("/queries/delegated-presentations?evidence=1&format=xml").status_code == 406
