"""Agents are given the same core by the official protocol: in process, over stdio and over HTTP, with evidence."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from graph_api import agents
from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.generations import Data
from graph_store.workers import Pool
from ingest import pipeline
from queries.entities import Graph
from queries.network import Networks

SAMPLES = Path(str(resources.files("ingest") / "samples"))
TOOLS = {
    "search", "entity", "relations", "timeline", "holders", "paths", "network", "who_awarded_whom", "conferrals",
    "award_matrix", "award_chain", "named_queries", "ask_named_query", "sparql",
}  # fmt: skip
PERSON, OTHER = "person/nguyen-duc-hien-c7efccdc6000", "person/tran-quang-hung-d13df40aa262"
POST = "post/chu-tich-lien-minh-hop-tac-xa-tinh-bac-giang-3d057cf2044a"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Data:
    found = Data(tmp_path_factory.mktemp("agents") / "data")
    pipeline.ingest([SAMPLES], found, jobs=1)
    return found


@pytest.fixture(scope="module")
def graph(data) -> Iterator[Graph]:
    with Pool(data, 2) as pool:
        yield Graph(data, pool, deadline=5)


def asked(graph: Graph, *calls):
    """Return what tools answer, one after the other; what is an error as its message."""

    async def run():
        async with Client(agents.tools(lambda: graph, lambda: Networks(graph.data))) as client:
            return [told(await client.call_tool(name, given)) for name, given in calls]

    return asyncio.run(run())


def told(result):
    return str(result.content[0].text) if result.is_error else result.structured_content


def test_every_tool_is_listed_with_what_it_takes(graph):
    async def listed():
        async with Client(agents.tools(lambda: graph, lambda: Networks(graph.data))) as client:
            return (await client.list_tools()).tools

    found = {tool.name: tool for tool in asyncio.run(listed())}
    assert set(found) == TOOLS
    assert all(tool.description and tool.annotations.read_only_hint for tool in found.values())
    assert found["search"].input_schema["required"] == ["text"]


def test_search_entity_and_conferrals_lead_from_one_to_the_next_with_passages(graph):
    (hits,) = asked(graph, ("search", {"text": "nguyen duc hien"}))
    first = hits["items"][0]
    assert first["label"] == "Nguyễn Đức Hiền"
    assert any("Nguyễn Đức Hiền" in passage["quote"] for passage in first["evidence"])
    card, conferrals = asked(graph, ("entity", {"key": first["key"]}), ("conferrals", {"limit": 50}))
    assert card["card"]["label"] == "Nguyễn Đức Hiền"
    assert card["relations"]
    assert [relation for relation in card["relations"] if not relation["passages"]] == []
    assert conferrals["items"]
    assert all(item["passages"] for item in conferrals["items"])


def test_who_awarded_whom_comes_with_passages_of_that_pair(graph):
    (answer,) = asked(graph, ("who_awarded_whom", {"limit": 50}))
    assert answer["items"]
    assert all(item["evidence"] for item in answer["items"])
    pair = next(item for item in answer["items"] if item["source"] and item["target"])
    given = {"grantor": pair["source"]["key"], "recipient": pair["target"]["key"]}
    (again,) = asked(graph, ("who_awarded_whom", given))
    assert pair["target"]["iri"] in [item["target"]["iri"] for item in again["items"]]
    assert len(again["items"]) < len(answer["items"])


def test_relations_are_followed_with_passages_page_by_page(graph):
    whole, first, dated = asked(
        graph,
        ("relations", {"key": PERSON, "limit": 50}),
        ("relations", {"key": PERSON, "limit": 2, "kinds": ["presents", "holds"], "since": "2022"}),
        ("timeline", {"key": PERSON, "limit": 50}),
    )
    assert whole["items"]
    assert all(item["passages"] for item in [*whole["items"], *dated["items"]])
    assert sum(one["count"] for one in whole["facets"]["kind"]) == len(whole["items"])
    dates = [item["date"] for item in dated["items"]]
    assert dates == sorted(dates)
    chosen, cursor = first["items"], first["next"]
    while cursor:
        (page,) = asked(
            graph,
            (
                "relations",
                {"key": PERSON, "limit": 2, "kinds": ["presents", "holds"], "since": "2022", "cursor": cursor},
            ),
        )
        chosen, cursor = chosen + page["items"], page["next"]
    assert chosen == [item for item in whole["items"] if item["kind"] in ("presents", "holds")]


def test_posts_ways_and_neighbourhoods_are_told_with_passages(graph):
    holders, ways, around = asked(
        graph,
        ("holders", {"post": POST, "on": "2022-03-22"}),
        ("paths", {"start": PERSON, "end": OTHER}),
        ("network", {"key": PERSON, "size": 5}),
    )
    assert holders["answer"] == "yes"
    assert all(one["passages"] for one in holders["holders"])
    assert ways["items"]
    assert all(step["evidence"] for way in ways["items"] for step in way["steps"])
    assert len(around["nodes"]) == 5
    assert around["nodes"][0]["key"] == PERSON


def test_awards_are_set_out_and_followed_from_one_to_the_next(graph):
    table, chain, listed = asked(
        graph, ("award_matrix", {"across": "year", "most": 50}), ("award_chain", {}), ("conferrals", {"limit": 50})
    )
    assert table["complete"]
    years = {one["value"]: one["conferrals"] for one in table["columns"]}
    dates = [item["date"][:4] for item in listed["items"] if item["date"]]
    assert years == {year: dates.count(year) for year in dates}
    assert all(honour["evidence"] for honour in chain["honours"])


def test_named_queries_are_listed_and_asked_with_their_evidence(graph):
    listed, answer = asked(graph, ("named_queries", {}), ("ask_named_query", {"name": "delegated-presentations"}))
    assert "delegated-presentations" in {query["name"] for query in listed["queries"]}
    assert answer["rows"]
    assert all(row["evidence"] or row["inferred_by"] for row in answer["rows"])


def test_sparql_answers_rows_with_passages_and_booleans(graph):
    rows, boolean = asked(
        graph,
        ("sparql", {"query": "SELECT ?c ?award WHERE { ?c a htx:Conferral ; htx:award ?award } LIMIT 5"}),
        ("sparql", {"query": "ASK { ?c a htx:Conferral }"}),
    )
    assert len(rows["rows"]) == 5
    assert all(one["about"] == row["c"] for row in rows["rows"] for one in row["evidence"])
    assert all(row["evidence"] for row in rows["rows"])
    assert boolean["boolean"] is True


ERRORS = [
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE is refused"),
    ("sparql", {"query": "INSERT DATA { <x:a> <x:b> 1 }"}, "update"),
    ("sparql", {"query": "SELECT * WHERE { ?s ?p }"}, "Bad query"),
    ("sparql", {"query": "SELECT * WHERE { ?s ?p ?o }"}, "LIMIT"),
    ("sparql", {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, "SELECT or ASK"),
    ("sparql", {"query": RUNAWAY, "timeout": 0.3}, "Query took too long"),
    ("sparql", {"query": "ASK {}", "timeout": -1}, "greater than 0"),
    ("entity", {"key": "person/nobody-000000"}, "Unknown entity"),
    ("entity", {"key": "what is this"}, "Bad parameter"),
    ("who_awarded_whom", {"grantor": "what is this"}, "Bad parameter"),
    ("conferrals", {"since": "last year"}, "pattern"),
    ("relations", {"key": PERSON, "cursor": "x"}, "cursor"),
    ("relations", {"key": PERSON, "kinds": ["admires"]}, "'holds'"),
    ("paths", {"start": PERSON, "end": "person/nobody-000000000000"}, "nothing is related"),
    ("paths", {"start": PERSON, "end": OTHER, "kinds": ["mentions"]}, "ways do not lead over mentions"),
    ("holders", {"post": "post/none-000000000000", "on": "2022"}, "Unknown entity"),
    ("ask_named_query", {"name": "nothing-of-that-name"}, "Unknown named query"),
    ("ask_named_query", {"name": "awards-received"}, "needs the parameter"),
    ("ask_named_query", {"name": "description", "parameters": {"thing": "https://example.org/"}}, "gives a graph"),
]


@pytest.mark.parametrize(("tool", "given", "message"), ERRORS)
def test_errors_are_told_as_messages_that_help(graph, tool, given, message):
    (answer,) = asked(graph, (tool, given))
    assert isinstance(answer, str), answer
    assert message in answer


def test_agents_ask_over_stdio(data):
    async def run():
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "htxgraph", "agents", "--data", str(data.path)], env=environment
        )
        async with Client(stdio_client(command)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            return names, told(await client.call_tool("search", {"text": "Nguyễn Đức Hiền"}))

    names, answer = asyncio.run(run())
    assert names == TOOLS
    assert answer["items"][0]["label"] == "Nguyễn Đức Hiền"


def test_agents_ask_over_http(data):
    with TestClient(create_app(Settings(data=data.path, workers=1))) as client:
        headers = {"accept": "application/json, text/event-stream"}

        def call(method: str, parameters: dict) -> dict:
            asked = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
            answer = client.post("/mcp", json=asked, headers={**headers, "mcp-protocol-version": "2025-06-18"})
            assert answer.status_code == 200, answer.text
            return answer.json()["result"]

        assert {tool["name"] for tool in call("tools/list", {})["tools"]} == TOOLS
        result = call("tools/call", {"name": "sparql", "arguments": {"query": "ASK {}"}})
        assert result["structuredContent"] == {"generation": 1, "boolean": True}
        assert json.loads(result["content"][0]["text"])["boolean"] is True
