"""SPARQL 1.1 Graph Store HTTP Protocol, sentence by sentence."""

import pyoxigraph
import pytest
import rdflib
from fastapi.testclient import TestClient
from httpx2 import Response
from rdflib.compare import isomorphic

TURTLE = {"Content-Type": "text/turtle"}
NAME = "http://example.org/graph"
WHERE = f"/graphs?graph={NAME}"
JOHN = '@prefix f: <http://xmlns.com/foaf/0.1/> . <#me> f:name "John"@en ; f:knows [ f:name "Jane" ] .'


@pytest.fixture(scope="module")
def client(plain: TestClient) -> TestClient:
    assert plain.post("/update", data={"update": "INSERT DATA { <urn:a> <urn:b> 0 }"}).status_code == 200
    return plain


@pytest.fixture(autouse=True)
def clear(client: TestClient) -> None:
    client.delete(WHERE)


def put(client: TestClient, turtle: str, where: str = WHERE) -> Response:
    return client.put(where, content=turtle, headers=TURTLE)


def graph(client: TestClient, where: str = WHERE, accept: str = "text/turtle", kind: str = "turtle") -> rdflib.Graph:
    answer = client.get(where, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    if kind == "json-ld":  # rdflib's own reader of it warns
        triples = pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.JSON_LD)
        answer_lines = pyoxigraph.serialize([one.triple for one in triples], format=pyoxigraph.RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=answer_lines, format="nt")
    return rdflib.Graph().parse(data=answer.content, format=kind)


def said(turtle: str, base: str = NAME) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle", publicID=base)


# --- 4: which graph


def test_a_graph_is_named_by_its_iri_or_is_the_default_one_and_both_are_apart(client: TestClient) -> None:
    put(client, "<urn:a> <urn:b> 1 .")
    put(client, "<urn:a> <urn:b> 2 .", "/graphs?default")
    assert isomorphic(graph(client), said("<urn:a> <urn:b> 1 ."))
    assert isomorphic(graph(client, "/graphs?default"), said("<urn:a> <urn:b> 2 ."))


def test_a_graph_is_its_own_address_too(client: TestClient) -> None:
    assert put(client, "<> <urn:b> 1 .", "/graphs/person/1").status_code == 201
    here = "http://testserver/graphs/person/1"
    assert isomorphic(graph(client, "/graphs/person/1"), said("<> <urn:b> 1 .", here))
    assert isomorphic(graph(client, f"/graphs?graph={here}"), said("<> <urn:b> 1 .", here))
    assert client.delete("/graphs/person/1").status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        "/graphs",
        "/graphs?graph=relative",
        "/graphs?graph=",
        "/graphs?graph=urn:a&graph=urn:b",
        f"{WHERE}&default",
        "/graphs?default=yes",
        f"/graphs/direct?graph={NAME}",
        "/graphs?graph=http://example.org/a%20b",
    ],
)
def test_a_request_names_exactly_one_graph_by_an_absolute_iri(client: TestClient, where: str) -> None:
    assert client.get(where).status_code == 400
    assert put(client, "", where).status_code == 400


# --- 5.2 GET, 5.6 HEAD


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_a_graph_is_given_in_each_format(client: TestClient, accept: str, kind: str) -> None:
    put(client, JOHN)
    assert isomorphic(graph(client, accept=accept, kind=kind), said(JOHN))


@pytest.mark.parametrize("accept", ["", "*/*", "text/html;q=0.9, */*;q=0.1"])
def test_without_accept_a_graph_comes_as_turtle(client: TestClient, accept: str) -> None:
    put(client, JOHN)
    answer = client.get(WHERE, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == "text/turtle"


def test_a_graph_that_is_not_there_is_404_and_one_in_no_wanted_format_406(client: TestClient) -> None:
    assert client.get(WHERE).status_code == 404
    assert client.head(WHERE).status_code == 404
    put(client, JOHN)
    assert client.get(WHERE, headers={"Accept": "image/png"}).status_code == 406


def test_a_head_tells_what_a_get_would_give_without_its_body(client: TestClient) -> None:
    put(client, "<urn:a> <urn:b> 1 .")
    got, head = client.get(WHERE), client.head(WHERE)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers


def test_a_graph_can_be_asked_for_again_only_if_it_changed(client: TestClient) -> None:
    put(client, "<urn:a> <urn:b> 1 .")
    tag = client.get(WHERE).headers["etag"]
    assert client.get(WHERE, headers={"If-None-Match": tag}).status_code == 304
    put(client, "<urn:a> <urn:b> 2 .")
    assert client.get(WHERE, headers={"If-None-Match": tag}).status_code == 200


# --- 5.3 PUT


def test_a_put_makes_a_graph_with_201_and_then_replaces_all_of_it_with_200(client: TestClient) -> None:
    assert put(client, JOHN).status_code == 201
    again = put(client, "<urn:a> <urn:b> 1 .")
    assert again.status_code == 200
    assert isomorphic(graph(client), said("<urn:a> <urn:b> 1 ."))


def test_a_put_of_nothing_makes_an_empty_graph(client: TestClient) -> None:
    assert put(client, "").status_code == 201
    assert len(graph(client)) == 0
    assert put(client, JOHN).status_code == 200
    assert put(client, "").status_code == 200
    assert len(graph(client)) == 0


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("text/turtle", "<urn:a> <urn:b>", 400),
        ("text/turtle", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", 400),
        ("application/rdf+xml", "<rdf", 400),
        ("application/n-triples", "<relative> <urn:b> 1 .", 400),
        ("text/turtle; charset=utf-8", b"<urn:a> <urn:b> '\xff' .", 400),
        ("application/pdf", "", 415),
        ("", "<urn:a> <urn:b> 1 .", 415),
        ("text/turtle; charset=none-such", "", 415),
        ("text/turtle; charset=zip", b"x\x9c\x03\x00\x00\x00\x00\x01", 415),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_what_cannot_be_read_is_refused_and_changes_nothing(
    client: TestClient, method: str, kind: str, content: str | bytes, status: int
) -> None:
    put(client, JOHN)
    answer = client.request(method, WHERE, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert isomorphic(graph(client), said(JOHN))


def test_a_mistake_in_a_document_is_told_with_its_line(client: TestClient) -> None:
    assert "line 2" in put(client, "<urn:a> <urn:b> 1 .\n<urn:a> 2 .").json()["detail"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/n-triples", '<urn:a> <urn:b> "x" .'),
        ("application/ld+json", '{"@id": "urn:a", "urn:b": "x"}'),
        (
            "application/rdf+xml",
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:u='urn:'>"
            "<r:Description r:about='urn:a'><u:b>x</u:b></r:Description></r:RDF>",
        ),
        ("text/turtle;charset=utf-16", '<urn:a> <urn:b> "x" .'.encode("utf-16")),
    ],
)
def test_a_graph_is_taken_in_each_format(client: TestClient, kind: str, content: str | bytes) -> None:
    assert client.put(WHERE, content=content, headers={"Content-Type": kind}).status_code == 201
    assert isomorphic(graph(client), said('<urn:a> <urn:b> "x" .'))


def test_a_context_from_elsewhere_is_not_fetched(client: TestClient) -> None:
    content = '{"@context": "http://127.0.0.1:9/context", "@id": "urn:a"}'
    assert client.put(WHERE, content=content, headers={"Content-Type": "application/ld+json"}).status_code == 400


# --- 5.4 DELETE


def test_a_delete_drops_a_graph_once(client: TestClient) -> None:
    put(client, JOHN)
    assert client.delete(WHERE).status_code == 200
    assert client.get(WHERE).status_code == 404
    assert client.delete(WHERE).status_code == 404
    listed = client.get("/sparql", params={"query": f"ASK {{ GRAPH <{NAME}> {{}} }}"})
    assert listed.json()["boolean"] is False


def test_a_delete_of_the_default_graph_empties_it(client: TestClient) -> None:
    put(client, JOHN, "/graphs?default")
    assert client.delete("/graphs?default").status_code == 200
    assert len(graph(client, "/graphs?default")) == 0


# --- 5.5 POST


def test_a_post_merges_and_blank_nodes_of_two_documents_stay_two(client: TestClient) -> None:
    assert client.post(WHERE, content="_:x <urn:b> 1 .", headers=TURTLE).status_code == 201
    assert client.post(WHERE, content="_:x <urn:b> 1 .", headers=TURTLE).status_code == 200
    assert isomorphic(graph(client), said("_:x <urn:b> 1 . _:y <urn:b> 1 ."))


def test_a_post_of_nothing_changes_nothing(client: TestClient) -> None:
    first = put(client, JOHN).json()["generation"]
    answer = client.post(WHERE, content="", headers=TURTLE)
    assert (answer.status_code, answer.json()["generation"]) == (200, first)


def test_a_post_to_the_store_makes_a_new_graph_and_tells_its_address(client: TestClient) -> None:
    answer = client.post("/graphs", content="<> <urn:b> 1 .", headers=TURTLE)
    assert answer.status_code == 201
    address = answer.headers["location"]
    assert isomorphic(graph(client, address), said("<> <urn:b> 1 .", address))
    other = client.post("/graphs", content="<> <urn:b> 1 .", headers=TURTLE).headers["location"]
    assert other != address


def test_documents_of_several_parts_are_merged(client: TestClient) -> None:
    files = [
        ("a", ("a.ttl", '<urn:a> <urn:b> "x" .', "text/turtle")),
        ("b", ("b.nt", '<urn:a> <urn:b> "y" .', "application/n-triples")),
    ]
    assert client.post(WHERE, files=files).status_code == 201
    assert isomorphic(graph(client), said('<urn:a> <urn:b> "x", "y" .'))
    assert client.post(WHERE, files=[("c", ("c.pdf", "", "application/pdf"))]).status_code == 415


# --- 5.7 PATCH


def test_a_patch_is_an_update_of_the_graph_it_is_sent_to(client: TestClient) -> None:
    put(client, "<urn:a> <urn:b> 1 .")
    content = "DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"
    answer = client.patch(WHERE, content=content, headers={"Content-Type": "application/sparql-update"})
    assert answer.status_code == 200
    assert isomorphic(graph(client), said("<urn:a> <urn:b> 2 ."))


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }", "application/sparql-update", 422),
        ("INSERT DATA {", "application/sparql-update", 400),
        ("ASK {}", "application/sparql-update", 400),
        ("<urn:a> <urn:b> 1 .", "text/turtle", 415),
        ("LOAD <http://127.0.0.1/>", "application/sparql-update", 403),
    ],
)
def test_a_patch_that_is_none_is_refused(client: TestClient, content: str, kind: str, status: int) -> None:
    put(client, JOHN)
    assert client.patch(WHERE, content=content, headers={"Content-Type": kind}).status_code == status
    assert isomorphic(graph(client), said(JOHN))


# --- 5.1: how it is told


def test_other_methods_are_told_which_there_are(client: TestClient) -> None:
    answer = client.request("MKCOL", WHERE)
    allowed = {"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"}
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, allowed)
    asked = client.options(WHERE)
    assert (asked.status_code, set(asked.headers["allow"].split(", "))) == (204, allowed)


def test_pages_of_other_sites_are_told_that_they_may(client: TestClient) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    answer = client.options(WHERE, headers=headers)
    assert answer.status_code == 200
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert "authorization" in answer.headers["access-control-allow-headers"]


def test_a_document_larger_than_allowed_is_refused(client: TestClient) -> None:
    content = b"#" * ((64 << 20) + 1)
    assert client.put(WHERE, content=content, headers=TURTLE).status_code == 413
