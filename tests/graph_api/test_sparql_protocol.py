"""SPARQL 1.1 Protocol, sentence by sentence: queries and updates as the recommendation has them."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

ONE, TWO = "http://example.org/one", "http://example.org/two"
QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
WHO = "SELECT ?who WHERE { ?who <urn:is> ?what } ORDER BY ?who"
HERE = "SELECT ?who WHERE { GRAPH ?g { ?who <urn:is> ?what } } ORDER BY ?who"


@pytest.fixture(scope="module")
def client(plain: TestClient) -> TestClient:
    put(plain, "?default", "<urn:nobody> <urn:is> 0 .")
    put(plain, f"?graph={ONE}", "<urn:an> <urn:is> 1 .")
    put(plain, f"?graph={TWO}", "<urn:binh> <urn:is> 2 .")
    return plain


def put(client: TestClient, where: str, turtle: str) -> None:
    answer = client.put(f"/graphs{where}", content=turtle, headers={"Content-Type": "text/turtle"})
    assert answer.status_code in (200, 201), answer.text


def found(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["who"]["value"].removeprefix("urn:") for row in answer.json()["results"]["bindings"]]


# --- 2.1 query operation: three ways, alike


def by_get(client: TestClient, query: str, **more: Any) -> Response:
    return client.get("/sparql", params={"query": query, **more})


def by_form(client: TestClient, query: str, **more: Any) -> Response:
    return client.post("/sparql", data={"query": query, **more})


def directly(client: TestClient, query: str, **more: Any) -> Response:
    return client.post("/sparql", params=more, content=query, headers={"Content-Type": QUERY})


WAYS = [by_get, by_form, directly]
Way = Callable[..., Response]


@pytest.mark.parametrize("way", WAYS)
def test_a_query_is_taken_by_get_by_form_and_as_the_body(client: TestClient, way: Way) -> None:
    assert found(way(client, WHO)) == ["nobody"]


@pytest.mark.parametrize("way", WAYS)
def test_the_dataset_is_what_the_request_names(client: TestClient, way: Way) -> None:
    both = {"default-graph-uri": [ONE, TWO]}
    assert found(way(client, WHO, **both)) == ["an", "binh"]
    assert found(way(client, HERE, **both)) == []
    assert found(way(client, WHO, **{"named-graph-uri": ONE})) == []
    assert found(way(client, HERE, **{"named-graph-uri": ONE})) == ["an"]
    mixed = {"default-graph-uri": ONE, "named-graph-uri": TWO}
    assert (found(way(client, WHO, **mixed)), found(way(client, HERE, **mixed))) == (["an"], ["binh"])


@pytest.mark.parametrize("way", WAYS)
def test_the_dataset_of_the_request_stands_before_the_one_of_the_query(client: TestClient, way: Way) -> None:
    stated = WHO.replace("WHERE", f"FROM <{TWO}> WHERE")
    assert found(way(client, stated)) == ["binh"]
    assert found(way(client, stated, **{"default-graph-uri": ONE})) == ["an"]


def test_parameters_are_percent_encoded_utf_8(client: TestClient) -> None:
    query = 'SELECT ("Đắk Lắk & Cà Mau + 1" AS ?who) {}'
    for way in WAYS:
        assert found(way(client, query)) == ["Đắk Lắk & Cà Mau + 1"]


def test_a_relative_address_in_a_query_is_relative_to_the_base(client: TestClient) -> None:
    assert found(by_get(client, "SELECT (<x> AS ?who) {}")) == ["https://w3id.org/htxgraph/x"]
    assert found(by_get(client, "BASE <urn:z:> SELECT (<urn:x> AS ?who) {}")) == ["x"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (
            WHO,
            [
                "application/sparql-results+json",
                "application/sparql-results+xml",
                "text/csv",
                "text/tab-separated-values",
            ],
        ),
        ("ASK {}", ["application/sparql-results+json", "application/sparql-results+xml"]),
        *(
            (query, ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
            for query in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:nobody>")
        ),
    ],
)
def test_every_form_of_answer_comes_in_the_types_it_has(client: TestClient, query: str, kinds: list[str]) -> None:
    for kind in kinds:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)


ROWS = {
    "": "application/sparql-results+json",
    "*/*": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/csv;q=0.2, application/sparql-results+xml;q=0.3": "application/sparql-results+xml",
    "text/csv;q=0.2, */*;q=0.1": "text/csv",
    "application/sparql-results+json;q=0, */*": "application/sparql-results+xml",
    "application/*;q=0.1, text/tab-separated-values;q=0.5": "text/tab-separated-values",
    "text/*;q=0.9, text/csv;q=0.1": "text/tab-separated-values",
    "text/csv; header=present": "text/csv",
    "TEXT/CSV": "text/csv",
    "text/csv;Q=0.2, application/sparql-results+xml;q=0.3": "application/sparql-results+xml",
    "text/csv;q=nan, application/sparql-results+xml;q=0.3": "application/sparql-results+xml",
    "text/csv;q=inf, application/sparql-results+xml;q=0.3": "application/sparql-results+xml",
    "text/turtle, text/csv;q=0.5": "text/csv",
}


@pytest.mark.parametrize(("accept", "kind"), ROWS.items())
def test_the_type_liked_best_is_chosen_as_http_says(client: TestClient, accept: str, kind: str) -> None:
    answer = client.get("/sparql", params={"query": WHO}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "application/sparql-results+json;q=0"])
def test_rows_in_no_type_that_is_wanted_are_refused_with_406(client: TestClient, accept: str) -> None:
    assert client.get("/sparql", params={"query": WHO}, headers={"Accept": accept}).status_code == 406


BAD_QUERIES: list[tuple[str, dict[str, Any], int]] = [
    ("PUT", {"params": {"query": WHO}}, 405),
    ("DELETE", {"params": {"query": WHO}}, 405),
    ("GET", {"params": {"query": [WHO, WHO]}}, 400),
    ("POST", {"data": {"query": [WHO, WHO]}}, 400),
    ("POST", {"params": {"query": WHO}, "data": {"query": WHO}}, 400),
    ("POST", {"data": {"other": WHO}}, 400),
    ("POST", {"content": WHO, "headers": {"Content-Type": "text/plain"}}, 415),
    ("POST", {"content": f"query={WHO}"}, 415),
    ("POST", {"content": WHO}, 415),
    ("POST", {"content": WHO.encode("utf-16"), "headers": {"Content-Type": QUERY}}, 400),
    ("POST", {"content": "ASK { 'é' }".encode("latin-1"), "headers": {"Content-Type": QUERY}}, 400),
    ("POST", {"content": WHO, "params": {"query": WHO}, "headers": {"Content-Type": QUERY}}, 400),
    ("GET", {"params": {"query": "SELECT nothing"}}, 400),
    ("GET", {"params": {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}}, 400),
    ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
    ("GET", {"params": {"query": WHO, "default-graph-uri": "not an IRI"}}, 400),
    ("GET", {"params": {"query": WHO, "named-graph-uri": "relative"}}, 400),
]


@pytest.mark.parametrize(("method", "sent", "status"), BAD_QUERIES)
def test_a_request_that_is_no_query_is_refused_with_a_body_that_says_why(
    client: TestClient, method: str, sent: dict[str, Any], status: int
) -> None:
    answer = client.request(method, "/sparql", **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


# --- 2.2 update operation


@pytest.fixture
def scratch(client: TestClient) -> str:
    name = "http://example.org/scratch"
    put(client, f"?graph={name}", "<urn:old> <urn:is> 3 .")
    return name


def told(client: TestClient, graph: str) -> list[str]:
    return found(by_get(client, WHO, **{"default-graph-uri": graph}))


def test_an_update_is_taken_as_a_form_and_as_the_body(client: TestClient, scratch: str) -> None:
    form = client.post("/update", data={"update": f"INSERT DATA {{ GRAPH <{scratch}> {{ <urn:form> <urn:is> 4 }} }}"})
    body = f"INSERT DATA {{ GRAPH <{scratch}> {{ <urn:body> <urn:is> 4 }} }}"
    direct = client.post("/update", content=body, headers={"Content-Type": UPDATE})
    assert (form.status_code, direct.status_code) == (200, 200)
    assert told(client, scratch) == ["body", "form", "old"]
    assert direct.json()["generation"] == form.json()["generation"] + 1
    assert (direct.json()["added"], direct.json()["removed"], direct.json()["graphs"]) == (1, 0, [scratch])


@pytest.mark.parametrize("by_form", [True, False])
def test_the_dataset_of_an_updates_pattern_is_what_the_request_names(
    client: TestClient, scratch: str, *, by_form: bool
) -> None:
    copying = f"INSERT {{ GRAPH <{scratch}> {{ ?who <urn:is> ?what }} }} WHERE {{ ?who <urn:is> ?what }}"
    named = copying.replace("WHERE { ?who <urn:is> ?what }", "WHERE { GRAPH ?g { ?who <urn:is> ?what } }")

    def send(update: str, **dataset: str | list[str]) -> None:
        if by_form:
            answer = client.post("/update", data={"update": update, **dataset})
        else:
            answer = client.post("/update", params=dataset, content=update, headers={"Content-Type": UPDATE})
        assert answer.status_code == 200, answer.text

    send(copying, **{"using-graph-uri": ONE})
    assert told(client, scratch) == ["an", "old"]
    send(named, **{"using-named-graph-uri": TWO})
    assert told(client, scratch) == ["an", "binh", "old"]
    send(f"DELETE WHERE {{ GRAPH <{scratch}> {{ ?who <urn:is> 3 }} }}", **{"using-named-graph-uri": scratch})
    assert told(client, scratch) == ["an", "binh"]


@pytest.mark.parametrize("clause", [f"USING <{ONE}>", f"USING NAMED <{ONE}>"])
@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_a_dataset_named_twice_for_an_update_is_an_error(client: TestClient, clause: str, name: str) -> None:
    update = f"INSERT {{ <urn:a> <urn:is> 1 }} {clause} WHERE {{ ?s ?p ?o }}"
    assert client.post("/update", data={"update": update, name: TWO}).status_code == 400
    update = f"WITH <{ONE}> INSERT {{ <urn:a> <urn:is> 1 }} WHERE {{ ?s ?p ?o }}"
    assert client.post("/update", data={"update": update, name: TWO}).status_code == 400


NOTHING = "INSERT DATA {}"
BAD_UPDATES: list[tuple[str, dict[str, Any], int]] = [
    ("GET", {"params": {"update": NOTHING}}, 405),
    ("PUT", {"params": {"update": NOTHING}}, 405),
    ("POST", {"data": {"update": [NOTHING, NOTHING]}}, 400),
    ("POST", {"data": {"query": "ASK {}"}}, 400),
    ("POST", {"data": {"query": "ASK {}", "update": NOTHING}}, 400),
    ("POST", {"params": {"update": NOTHING}}, 415),
    ("POST", {"content": NOTHING, "headers": {"Content-Type": "text/plain"}}, 415),
    ("POST", {"content": f"update={NOTHING}"}, 415),
    ("POST", {"content": NOTHING.encode("utf-16"), "headers": {"Content-Type": UPDATE}}, 400),
    ("POST", {"content": NOTHING, "params": {"update": NOTHING}, "headers": {"Content-Type": UPDATE}}, 400),
    ("POST", {"data": {"update": "INSERT DATA { ?s ?p ?o }"}}, 400),
    ("POST", {"data": {"update": "ASK {}"}}, 400),
    ("POST", {"data": {"update": NOTHING, "using-graph-uri": "relative"}}, 400),
    ("POST", {"data": {"update": "DROP GRAPH <urn:never-there>"}}, 409),
]


@pytest.mark.parametrize(("method", "sent", "status"), BAD_UPDATES)
def test_a_request_that_is_no_update_is_refused_with_a_body_that_says_why(
    client: TestClient, method: str, sent: dict[str, Any], status: int
) -> None:
    answer = client.request(method, "/update", **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_an_update_that_fails_in_the_middle_changes_nothing(client: TestClient, scratch: str) -> None:
    failing = f"INSERT DATA {{ GRAPH <{scratch}> {{ <urn:half> <urn:is> 5 }} }} ; DROP GRAPH <urn:never-there>"
    answer = client.post("/update", data={"update": failing})
    assert (answer.status_code, answer.json()["title"]) == (409, "Update failed")
    assert told(client, scratch) == ["old"]


def test_operations_of_one_request_run_in_their_order_and_see_each_other(client: TestClient, scratch: str) -> None:
    update = (
        f"CLEAR GRAPH <{scratch}> ; INSERT DATA {{ GRAPH <{scratch}> {{ <urn:a> <urn:is> 1 }} }} ;"
        f"PREFIX u: <urn:> WITH <{scratch}> DELETE {{ ?s u:is 1 }} INSERT {{ u:b u:is 1 }} WHERE {{ ?s u:is 1 }}"
    )
    assert client.post("/update", data={"update": update}).status_code == 200
    assert told(client, scratch) == ["b"]


def test_an_update_may_do_nothing(client: TestClient) -> None:
    before = client.post("/update", data={"update": ""}).json()["generation"]
    for nothing in ("# nothing", "PREFIX a: <urn:a>", NOTHING, "LOAD SILENT <http://127.0.0.1/>"):
        answer = client.post("/update", data={"update": nothing})
        assert (answer.status_code, answer.json()["generation"]) == (200, before)


def test_a_mistake_in_an_update_is_told_at_its_place(client: TestClient) -> None:
    told = client.post("/update", data={"update": "CLEAR ALL ;\nPREFIX a: <urn:a>\nINSERT DATA { a:b }"}).json()
    assert (told["line"], told["column"]) == (3, 19)
    assert told["excerpt"] == "INSERT DATA { a:b }\n                  ^"


# --- 4: who may


def test_reading_needs_no_key_and_writing_one_that_may(client: TestClient) -> None:
    stranger = {"Authorization": ""}
    assert client.get("/sparql", params={"query": "ASK {}"}, headers=stranger).status_code == 200
    assert client.get("/graphs?default", headers=stranger).status_code == 200
    for answer in (
        client.post("/update", data={"update": NOTHING}, headers=stranger),
        client.put("/graphs?default", content="", headers=stranger),
        client.post("/graphs?default", content="", headers=stranger),
        client.delete("/graphs?default", headers=stranger),
        client.patch("/graphs?default", content="", headers=stranger),
    ):
        assert (answer.status_code, "Bearer" in answer.headers["www-authenticate"]) == (401, True)
