"""Writing into a graph read from documents: merged once, archived, rebuilt the same; and what is not let through."""

import threading
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pyoxigraph
import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.keys import Keys, Scope
from graph_api.settings import Settings
from graph_store.generations import Data
from htxgraph import output
from htxgraph.cli import run
from ingest import pipeline
from ontology.iris import DEFAULT_BASE

ARTICLE = Path(str(resources.files("ingest") / "samples")) / "bac-giang-2022-03-22.html"
OWN = f"{DEFAULT_BASE}graph/default"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("updating") / "data"
    pipeline.ingest([ARTICLE], Data(data), jobs=1)
    return data


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    _, token = Keys(folder).add("Bà Bình", [Scope.WRITE])
    settings = Settings(data=folder, workers=1, update_timeout=3)
    with TestClient(create_app(settings), raise_server_exceptions=False) as found:
        found.headers["Authorization"] = f"Bearer {token}"
        yield found


def update(client: TestClient, text: str, status: int = 200) -> dict[str, object]:
    answer = client.post("/update", data={"update": text})
    assert answer.status_code == status, answer.text
    told: dict[str, object] = answer.json()
    return told


def count(client: TestClient, pattern: str) -> int:
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def document_graph(client: TestClient) -> str:
    answer = client.get("/sparql", params={"query": "SELECT ?g WHERE { GRAPH ?g { ?c a htx:Conferral } } LIMIT 1"})
    return str(answer.json()["results"]["bindings"][0]["g"]["value"])


def canonical(folder: Path) -> list[str]:
    store = pyoxigraph.Store.read_only(str(Data(folder).in_force().graph_path))
    return sorted(str(quad) for quad in store)


def test_what_is_written_to_the_default_graph_stands_in_a_graph_of_its_own_and_counts_once(client: TestClient) -> None:
    told = update(client, "INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
    assert told["graphs"] == [OWN, "urn:g"]
    assert count(client, "<urn:a> ?p ?o") == 1
    assert count(client, "GRAPH ?g { <urn:a> ?p ?o }") == 2
    update(client, "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }")
    assert count(client, "<urn:a> ?p ?o") == 1  # the other graph still says so
    update(client, "DELETE WHERE { <urn:a> ?p ?o }")
    assert count(client, "<urn:a> ?p ?o") == 0


def test_a_pattern_sees_what_all_documents_say(client: TestClient) -> None:
    people = count(client, "?who a foaf:Person")
    assert people > 0
    update(client, "INSERT { GRAPH <urn:people> { ?who <urn:seen> true } } WHERE { ?who a foaf:Person }")
    assert count(client, "GRAPH <urn:people> { ?who <urn:seen> true }") == people
    update(client, "DROP GRAPH <urn:people>")


def test_blank_nodes_become_addresses_that_no_two_writes_share(client: TestClient) -> None:
    for _ in range(2):
        update(client, "INSERT DATA { GRAPH <urn:blank> { _:x <urn:b> _:x } }")
    assert count(client, "GRAPH <urn:blank> { ?x <urn:b> ?x }") == 2
    assert count(client, "GRAPH <urn:blank> { ?x ?b ?y FILTER(isBlank(?x)) }") == 0
    update(client, "DROP GRAPH <urn:blank>")


@pytest.mark.parametrize("name", ["vocabulary", "identity", "shortcuts"])
def test_graphs_of_our_own_making_are_not_written_to(client: TestClient, name: str) -> None:
    before = client.get("/sparql", params={"query": "ASK {}"}).headers["x-generation"]
    told = update(client, f"INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/{name}> {{ <urn:a> <urn:b> 1 }} }}", 403)
    assert name in str(told["detail"])
    assert client.get("/sparql", params={"query": "ASK {}"}).headers["x-generation"] == before


def test_a_graph_says_what_its_document_says_so_it_can_be_dropped_and_not_rewritten(client: TestClient) -> None:
    graph = document_graph(client)
    for text in (f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> 1 }} }}", f"CLEAR GRAPH <{graph}>"):
        assert "document" in str(update(client, text, 403)["detail"])
    assert client.put(f"/graphs?graph={graph}", content="", headers={"Content-Type": "text/turtle"}).status_code == 403
    assert count(client, f"GRAPH <{graph}> {{ ?s ?p ?o }}") > 100


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "lOaD#\n<http://127.0.0.1:9/> INTO GRAPH <urn:g>",
        "INSERT DATA { <urn:a> <urn:b> 1 } ; LOAD <http://127.0.0.1:9/>",
        "LOAD SILENT <urn:a> # ; \n ; LOAD <http://127.0.0.1:9/>",
        "\\u004cOAD <http://127.0.0.1:9/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { { SELECT * { sErVice#\nSILENT<http://127.0.0.1:9/> { ?s ?p ?o } } } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER EXISTS { SERVICE ?o { ?a ?b ?c } } }",
    ],
)
def test_nothing_calls_out_from_an_update(client: TestClient, text: str) -> None:
    answer = client.post("/update", data={"update": text})
    assert answer.status_code in (400, 403)
    assert count(client, "<urn:a> ?p ?o") == 0


def test_a_silent_load_fetches_nothing_and_what_a_comment_hides_stays_hidden(client: TestClient) -> None:
    update(
        client,
        "LOAD SILENT <http://127.0.0.1:9/> # ; DROP ALL ;\n ; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }",
    )
    assert count(client, "GRAPH <urn:g> { ?s ?p ?o }") == 1
    assert count(client, "?c a htx:Conferral") > 0
    update(client, "DROP GRAPH <urn:g>")


def test_an_update_that_runs_too_long_is_ended_and_changes_nothing(client: TestClient) -> None:
    before = client.get("/sparql", params={"query": "ASK {}"}).headers["x-generation"]
    runaway = "INSERT { ?a ?b ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    told = update(client, runaway, 504)
    assert "nothing is changed" in str(told["detail"])
    assert client.get("/sparql", params={"query": "ASK {}"}).headers["x-generation"] == before
    update(client, "INSERT DATA { GRAPH <urn:after> { <urn:a> <urn:b> 1 } } ; DROP GRAPH <urn:after>")


def test_updates_at_the_same_time_all_come_into_force(client: TestClient) -> None:
    statuses: list[int] = []

    def write(number: int) -> None:
        text = f"INSERT DATA {{ GRAPH <urn:crowd> {{ <urn:x> <urn:n> {number} }} }}"
        statuses.append(client.post("/update", data={"update": text}).status_code)

    crowd = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert statuses == [200] * 4
    assert count(client, "GRAPH <urn:crowd> { <urn:x> <urn:n> ?n }") == 4


def test_a_rebuild_makes_the_same_graph_and_later_runs_change_nothing(client: TestClient, folder: Path) -> None:
    update(client, "INSERT DATA { <urn:kept> <urn:b> 1 . GRAPH <urn:notes> { <urn:noted> <urn:b> 2 } }")
    client.put("/graphs?graph=urn:empty", content="", headers={"Content-Type": "text/turtle"})
    before = canonical(folder)
    data = ["--data", str(folder), "--quiet"]
    assert run(["rebuild", *data]) == output.DONE
    assert canonical(folder) == before
    assert run(["validate", "--data", str(folder)]) == output.DONE
    assert run(["ingest", str(ARTICLE), *data]) == output.DONE
    assert canonical(folder) == before
    assert count(client, "<urn:noted> <urn:b> 2") == 1
    assert client.get("/graphs?graph=urn:empty").status_code == 200


def test_who_wrote_what_is_kept_in_the_archive(client: TestClient, folder: Path) -> None:
    update(client, "INSERT DATA { GRAPH <urn:told> { <urn:a> <urn:b> 1 } }")
    assert "Bà Bình" in (folder / "archive" / "journal.jsonl").read_text(encoding="utf-8").splitlines()[-1]


def test_dropping_a_documents_graph_withdraws_what_only_it_says(client: TestClient, folder: Path) -> None:
    update(client, f"DROP GRAPH <{document_graph(client)}>")
    assert count(client, "?c a htx:Conferral") == 0
    before = canonical(folder)
    assert run(["rebuild", "--data", str(folder), "--quiet"]) == output.DONE
    assert canonical(folder) == before
