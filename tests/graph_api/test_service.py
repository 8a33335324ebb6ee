"""The service over HTTP: every format, every error as a problem document, relations with their evidence."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import BadSetting, Settings
from graph_store.generations import Data
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))
ASK = "ASK { ?c a htx:Conferral }"
ROWS = "SELECT ?name WHERE { ?p a foaf:Person ; skos:prefLabel ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?p skos:prefLabel ?name } WHERE { ?p a foaf:Person ; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("service") / "data"
    pipeline.ingest([SAMPLES], Data(data), jobs=1)
    with TestClient(create_app(Settings(data=data, workers=2, query_timeout=5))) as found:
        yield found


def hien(client: TestClient) -> str:
    return str(client.get("/api/search", params={"q": "nguyen duc hien"}).json()["items"][0]["key"])


ROW_FORMATS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]
GRAPH_FORMATS = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]


@pytest.mark.parametrize("media_type", ROW_FORMATS)
def test_rows_come_in_every_format_that_is_accepted(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": ROWS}, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert "Nguyễn Đức Hiền" in answer.text


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_graphs_come_in_every_format_that_is_accepted(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert "Nguyễn Đức Hiền" in answer.text or "Nguy\\u1EC5n" in answer.text


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_format_may_be_named_instead(client: TestClient, name: str) -> None:
    assert client.get("/sparql", params={"query": ROWS, "format": name}).status_code == 200


def test_a_query_may_be_posted_as_a_form_or_as_the_body(client: TestClient) -> None:
    form = client.post("/sparql", data={"query": ASK})
    body = client.post("/sparql", content=ASK, headers={"Content-Type": "application/sparql-query"})
    assert form.json()["boolean"] is body.json()["boolean"] is True


def test_a_dataset_of_ones_own_hides_everything_else(client: TestClient) -> None:
    graph = "https://w3id.org/htxgraph/graph/vocabulary"
    answer = client.get("/sparql", params={"query": ASK, "default-graph-uri": graph})
    assert answer.json()["boolean"] is False


def test_without_a_query_the_service_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "service-description#Service" in answer.text


PROBLEMS = [
    ("/sparql?query=SELECT", 400, "Bad query"),
    ("/sparql?query=SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403, "Not allowed"),
    ("/sparql?query=INSERT DATA { <a:b> <a:b> <a:b> }", 400, "Bad parameter"),
    ("/sparql?query=ASK {}&format=gif", 406, "Not acceptable"),
    ("/sparql?query=ASK {}&timeout=0", 400, "Bad parameter"),
    ("/sparql?query=ASK {}&generation=99", 404, "Unknown generation"),
    ("/queries/no-such-query", 404, "Unknown named query"),
    ("/queries/awards-received", 400, "Bad parameter"),
    ("/queries/awards-received?recipient=x y", 400, "Bad parameter"),
    ("/api/entities/person/nobody-000000000000", 404, "Unknown entity"),
    ("/api/entities/nonsense", 400, "Bad parameter"),
    ("/api/search", 400, "Bad parameter"),
    ("/api/search?q=a&limit=100000", 400, "Bad parameter"),
    ("/api/conferrals?cursor=forged", 400, "Unknown cursor"),
    ("/api/paths?from=person/x-000000000000&to=person/y-000000000000", 404, "Unknown entity"),
    ("/nowhere", 404, "Not found"),
]


@pytest.mark.parametrize(("address", "status", "title"), PROBLEMS)
def test_every_error_is_a_problem_document_that_says_what_to_do(
    client: TestClient, address: str, status: int, title: str
) -> None:
    answer = client.get(address)
    told = answer.json()
    assert (answer.status_code, told["status"], told["title"]) == (status, status, title)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["detail"]
    assert told["what_to_do"]


def test_other_methods_and_bodies_are_refused_by_name(client: TestClient) -> None:
    assert client.delete("/sparql").status_code == 405
    assert client.post("/sparql", content="x", headers={"Content-Type": "text/plain"}).status_code == 415


def test_a_runaway_query_ends_at_its_deadline_and_others_go_on(client: TestClient) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = client.get("/sparql", params={"query": runaway, "timeout": 1})
    assert (answer.status_code, answer.json()["title"]) == (504, "Query took too long")
    assert client.get("/sparql", params={"query": ASK}).status_code == 200


def test_a_card_has_exact_counts_and_its_relations_their_claims(client: TestClient) -> None:
    key = hien(client)
    card = client.get(f"/api/entities/{key}").json()
    relations = client.get(f"/api/entities/{key}/relations").json()
    assert card["label"] == "Nguyễn Đức Hiền"
    assert sum(one["count"] for one in card["counts"]) == len(relations["items"])
    assert all(one["claim"] and one["evidence"] >= 1 for one in relations["items"])
    counted = {one["kind"]: 0 for one in relations["items"]}
    for one in relations["items"]:
        counted[one["kind"]] += 1
    assert {one["value"]: one["count"] for one in relations["facets"]["kind"]} == counted


def test_every_claim_of_a_relation_shows_its_passages(client: TestClient) -> None:
    relations = client.get(f"/api/entities/{hien(client)}/relations", params={"kind": "presents"}).json()["items"]
    for relation in relations:
        passages = client.get(f"/api/entities/{relation['claim']}/evidence").json()["items"]
        assert len(passages) == relation["evidence"]
        assert all("Cờ thi đua" in passage["quote"] for passage in passages)


def test_pages_of_a_list_meet_without_overlap(client: TestClient) -> None:
    whole = [one["claim"] for one in client.get("/api/conferrals", params={"limit": 500}).json()["items"]]
    got: list[str] = []
    cursor = None
    while True:
        page = client.get("/api/conferrals", params={"limit": 4, **({"cursor": cursor} if cursor else {})}).json()
        got += [one["claim"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert got == whole


def test_who_awarded_whom_sums_conferrals_in_json_and_csv(client: TestClient) -> None:
    items = client.get("/api/who-awarded-whom").json()["items"]
    lines = client.get("/api/who-awarded-whom", headers={"Accept": "text/csv"}).text.splitlines()
    assert len(lines) == len(items) + 1
    assert all(one["conferrals"] >= 1 for one in items)


def test_a_path_joins_two_people_by_their_relations(client: TestClient) -> None:
    other = client.get("/api/search", params={"q": "Nguyễn Thị Thúy Dung"}).json()["items"][0]["key"]
    (path, *_) = client.get("/api/paths", params={"from": hien(client), "to": other}).json()["items"]
    steps = path["steps"]
    assert steps[0]["left"]["label"] == "Nguyễn Đức Hiền"
    assert steps[-1]["right"]["label"] == "Nguyễn Thị Thúy Dung"
    assert all(step["relations"] for step in steps)


def test_a_named_query_gives_each_row_its_evidence_on_demand(client: TestClient) -> None:
    rows = client.get("/queries/delegated-presentations", params={"evidence": 1}).json()["rows"]
    assert rows
    assert all(row["evidence"] or row["inferred_by"] for row in rows)
    plain = client.get("/queries/delegated-presentations", headers={"Accept": "text/csv"}).text
    assert len(plain.splitlines()) == len(rows) + 1


def test_things_lead_to_data_or_pages(client: TestClient) -> None:
    key = hien(client)
    data = client.get(f"/id/{key}", headers={"Accept": "text/turtle"}, follow_redirects=False)
    page = client.get(f"/id/{key}", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (data.status_code, data.headers["location"]) == (303, f"/data/{key}")
    assert (page.status_code, page.headers["location"]) == (303, f"/page/{key}")
    assert "Nguyễn Đức Hiền" in client.get(f"/data/{key}", headers={"Accept": "text/turtle"}).text


def test_an_unchanged_answer_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/conferrals")
    assert client.get("/api/conferrals", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_operations_tell_life_and_generation(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/readyz").json()["generation"] == 1
    assert "htxgraph_readers 2" in client.get("/metrics").text


def test_without_a_graph_the_service_lives_and_says_what_is_missing(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path / "none", workers=1))) as found:
        assert found.get("/healthz").status_code == 200
        for address in ("/readyz", "/api/conferrals", "/sparql?query=ASK {}"):
            answer = found.get(address)
            assert (answer.status_code, answer.json()["title"]) == (503, "No graph yet")


def test_openapi_names_every_route(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/sparql",
        "/queries/awards-received",
        "/api/search",
        "/api/conferrals",
        "/api/who-awarded-whom",
        "/api/paths",
    } <= set(paths)
    assert json.dumps(paths)


@pytest.mark.parametrize(("name", "value"), [("HTXGRAPH_PORT", "many"), ("HTXGRAPH_WORKERS", "0")])
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: value})


def test_settings_come_from_the_environment() -> None:
    found = Settings.from_environment({"HTXGRAPH_PORT": "9000", "HTXGRAPH_QUERY_TIMEOUT": "2.5"})
    assert (found.port, found.query_timeout) == (9000, 2.5)
