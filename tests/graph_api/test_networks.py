"""Paths and neighbourhoods over HTTP, held against networkx and SPARQL on the same graph."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    found = Data(tmp_path_factory.mktemp("networks") / "data")
    pipeline.ingest([SAMPLES], found, jobs=1)
    return found


@pytest.fixture(scope="module")
def client(data: Data) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=data.path, workers=1))) as found:
        yield found


@pytest.fixture(scope="module")
def whole(data: Data) -> nx.Graph:
    """The whole network as the index lists it."""
    graph: nx.Graph = nx.Graph()
    with data.in_force().index() as index:
        for subject, kind, thing in index.links():
            if subject != thing:
                graph.add_edge(subject, thing)
                graph[subject][thing].setdefault("kinds", set()).add(kind)
    return graph


def key(client: TestClient, name: str) -> str:
    return str(client.get("/api/search", params={"q": name}).json()["items"][0]["key"])


def items(client: TestClient, address: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(address, params=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_every_hop_of_a_path_has_its_claim_and_a_passage_where_one_says_so(client: TestClient) -> None:
    (path, *_) = items(
        client, "/api/paths", **{"from": key(client, "Nguyễn Đức Hiền"), "to": key(client, "Trần Quang Hùng")}
    )
    assert path["hops"] == len(path["steps"])
    for left, right in pairwise(path["steps"]):
        assert left["right"]["iri"] == right["left"]["iri"]
    for step in path["steps"]:
        assert all(one["claim"] for one in step["relations"])
        assert bool(step["evidence"]) == any(one["evidence"] for one in step["relations"])
        assert all(passage["quote"] for passage in step["evidence"])


def test_shortest_paths_are_as_long_as_networkx_says(client: TestClient, whole: nx.Graph) -> None:
    ends = sorted(whole)[::7][:12]
    for left, right in pairwise(ends):
        found = items(client, "/api/paths", **{"from": left, "to": right, "limit": 20, "passages": 0})
        wanted = nx.shortest_path_length(whole, left, right) if nx.has_path(whole, left, right) else None
        if wanted is None or wanted > 6:
            assert found == []
        else:
            assert {path["hops"] for path in found} == {wanted}
            assert len(found) == min(20, len(list(nx.all_shortest_paths(whole, left, right))))


def test_paths_keep_to_the_kinds_and_the_period_asked_for(client: TestClient) -> None:
    ends: dict[str, Any] = {"from": key(client, "Nguyễn Đức Hiền"), "to": key(client, "Nguyễn Thị Thúy Dung")}
    found = items(client, "/api/paths", **ends, kind=["participation", "presents", "stands-in"], every=True, longest=4)
    assert found
    for path in found:
        for step in path["steps"]:
            assert {one["kind"] for one in step["relations"]} <= {"participation", "presents", "stands-in"}
    assert items(client, "/api/paths", **ends, until="1990") == []
    for path in items(client, "/api/paths", **ends, through=["event"], every=True, longest=4):
        assert all(step["right"]["kind"] == "event" for step in path["steps"][:-1])


@pytest.mark.parametrize("asked", [{"longest": 7}, {"limit": 0}, {"order": "beauty"}, {"kind": "mentions"}])
def test_paths_refuse_what_they_cannot_take(client: TestClient, asked: dict[str, Any]) -> None:
    ends: dict[str, Any] = {"from": key(client, "Nguyễn Đức Hiền"), "to": key(client, "Nguyễn Thị Thúy Dung")}
    answer = client.get("/api/paths", params={**ends, **asked})
    assert (answer.status_code, answer.json()["title"]) == (400, "Bad parameter")


@pytest.mark.parametrize("depth", [1, 2])
def test_a_neighbourhood_is_all_within_its_depth(client: TestClient, whole: nx.Graph, depth: int) -> None:
    root = key(client, "Nguyễn Đức Hiền")
    found = client.get("/api/network", params={"entity": root, "depth": depth, "size": 500}).json()
    within = nx.single_source_shortest_path_length(whole, found["root"], cutoff=depth)
    assert found["complete"]
    assert {node["iri"]: node["hops"] for node in found["nodes"]} == within
    assert {frozenset((link["left"], link["right"])): set(link["kinds"]) for link in found["links"]} == {
        frozenset(ends): whole.edges[ends]["kinds"] for ends in whole.subgraph(within).edges
    }
    assert {node["iri"]: node["neighbours"] for node in found["nodes"]} == {one: whole.degree(one) for one in within}
    graph = nx.Graph([(link["left"], link["right"]) for link in found["links"]])
    if len(graph) <= 60:
        central = nx.betweenness_centrality(graph)
        assert all(node["betweenness"] == pytest.approx(central[node["iri"]], abs=1e-5) for node in found["nodes"])


def test_a_small_neighbourhood_is_connected_and_says_what_it_leaves_out(client: TestClient) -> None:
    found = client.get("/api/network", params={"entity": key(client, "UBND tỉnh"), "depth": 2, "size": 9}).json()
    assert (len(found["nodes"]), found["complete"]) == (9, False)
    assert found["reached"] > 9
    assert nx.is_connected(nx.Graph([(link["left"], link["right"]) for link in found["links"]]))


PAIRS = {
    "participation": "?a htx:participant ?left ; htx:event ?in . ?b htx:participant ?right ; htx:event ?in .",
    "award": """?in a htx:Conferral ; htx:recipient ?one, ?two .
      ?one htx:knownMember? ?left . ?two htx:knownMember? ?right .""",
}


@pytest.mark.parametrize("by", sorted(PAIRS))
def test_who_was_together_is_what_sparql_counts(client: TestClient, by: str) -> None:
    query = f"""SELECT ?left ?right (COUNT(DISTINCT ?in) AS ?number) WHERE {{ {PAIRS[by]}
      FILTER(STR(?left) < STR(?right))
      MINUS {{ ?left a htx:CountedGroup }} MINUS {{ ?right a htx:CountedGroup }} }} GROUP BY ?left ?right"""
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    wanted = {(row["left"]["value"], row["right"]["value"]): int(row["number"]["value"]) for row in rows}
    assert wanted
    root = min(wanted)[0]
    graph = nx.Graph(list(wanted))
    within = nx.single_source_shortest_path_length(graph, root, cutoff=2)
    found = client.get("/api/network", params={"entity": root, "by": by, "depth": 2, "size": 500}).json()
    assert {node["iri"]: node["hops"] for node in found["nodes"]} == within
    assert {(link["left"], link["right"]): link["number"] for link in found["links"]} == {
        ends: number for ends, number in wanted.items() if set(ends) <= set(within)
    }


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_files_for_network_tools_hold_what_the_json_says(client: TestClient, name: str) -> None:
    asked: dict[str, Any] = {"entity": key(client, "Nguyễn Đức Hiền"), "depth": 2, "size": 40}
    told = client.get("/api/network", params=asked).json()
    answer = client.get("/api/network", params={**asked, "format": name})
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[name]
    graph = read(io.BytesIO(answer.content))
    assert name in answer.headers["content-type"]
    for node in told["nodes"]:
        kept = graph.nodes[node["iri"]]
        assert {field: kept[field] for field in ("kind", "hops", "community", "neighbours")} == {
            field: node[field] for field in ("kind", "hops", "community", "neighbours")
        }
        assert kept["betweenness"] == pytest.approx(node["betweenness"])
    assert {(link["left"], link["right"]): link["number"] for link in told["links"]} == {
        (left, right): weight for left, right, weight in graph.edges(data="weight")
    }
