"""Whole results as tables and networks, the dataset as dumps, and its description: complete or an error."""

import csv
import gzip
import io
import json
import re
import time
from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from importlib import resources
from pathlib import Path

import httpx2
import networkx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import rdflib
import zstandard
from fastapi.testclient import TestClient

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_store.dumps import Dumps, ending
from graph_store.errors import StoreBusy
from graph_store.generations import Data
from htxgraph.cli import run
from ingest import pipeline

SAMPLES = Path(str(resources.files("ingest") / "samples"))
LICENCE = "https://example.org/licence"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
PARQUET = {"accept": "application/vnd.apache.parquet"}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Data:
    found = Data(tmp_path_factory.mktemp("exports") / "data")
    pipeline.ingest([SAMPLES], found, jobs=1)
    return found


@pytest.fixture(scope="module")
def client(data) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(data=data.path, workers=2, query_timeout=60, query_max_mb=1, licence=LICENCE))
    ) as found:
        yield found


def dumped(client: TestClient, address: str) -> httpx2.Response:
    """A dump, asked for again as its answer says while it is being made."""
    while (answer := client.get(address)).status_code == 503:
        time.sleep(float(answer.headers["retry-after"]))
    assert answer.status_code == 200, answer.text
    return answer


def table(client: TestClient, query: str) -> pa.Table:
    answer = client.get("/sparql", params={"query": query}, headers=PARQUET)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    return pq.read_table(io.BytesIO(answer.content))


COLUMNS = [
    ("1 2 UNDEF", pa.int64(), [1, 2, None]),
    ('1 "9223372036854775808"^^xsd:integer', pa.decimal128(38, 0), [Decimal(1), Decimal(9223372036854775808)]),
    ("1 2.25 2925.5", pa.decimal128(38, 2), [Decimal(1), Decimal("2.25"), Decimal("2925.5")]),
    ("1 2.5 1e3", pa.float64(), [1.0, 2.5, 1000.0]),
    ("true false", pa.bool_(), [True, False]),
    ('"2022-03-22"^^xsd:date UNDEF', pa.date32(), [date(2022, 3, 22), None]),
    ('"2022-03-22T10:00:00"^^xsd:dateTime', pa.timestamp("us"), [datetime(2022, 3, 22, 10)]),
    (
        '"2022-03-22T10:00:00Z"^^xsd:dateTime',
        pa.timestamp("us", tz="UTC"),
        [datetime(2022, 3, 22, 10, tzinfo=timezone.utc)],  # noqa: UP017
    ),
    ('"2022-03-22T10:00:00Z"^^xsd:dateTime "2022-03-22T10:00:00"^^xsd:dateTime', pa.string(), None),
    ('"2022"^^xsd:gYear', pa.string(), ["2022"]),
    ('1 "một"@vi <https://example.org/a>', pa.string(), ["1", "một", "https://example.org/a"]),
    ("UNDEF", pa.string(), [None]),
]


@pytest.mark.parametrize(("values", "kind", "wanted"), COLUMNS)
def test_a_column_of_one_kind_is_of_that_type(client, values, kind, wanted):
    found = table(client, f"SELECT ?x WHERE {{ VALUES ?x {{ {values} }} }}")
    assert found.schema.field("x").type == kind
    assert wanted is None or found.column("x").to_pylist() == wanted


def test_a_table_has_all_rows_that_csv_has(client):
    query = (
        "SELECT ?c ?award ?date WHERE { ?c a htx:Conferral ; htx:award ?award OPTIONAL { ?c htx:conferredOn ?date } }"
    )
    rows = list(csv.DictReader(io.StringIO(client.get("/sparql", params={"query": query, "format": "csv"}).text)))
    found = table(client, query)
    assert found.num_rows == len(rows) > 0
    assert sorted(found.column("c").to_pylist()) == sorted(row["c"] for row in rows)
    assert table(client, "ASK {}").to_pydict() == {"boolean": [True]}
    named = client.get("/queries/delegated-presentations", params={"format": "parquet"})
    assert pq.read_table(io.BytesIO(named.content)).num_rows > 0


def test_a_table_that_is_too_large_is_an_error(client):
    wide = "SELECT (CONCAT(STR(?s), STR(?o), STRUUID()) AS ?x) WHERE { ?s ?p ?o . ?a a htx:Conferral }"
    answer = client.get("/sparql", params={"query": wide}, headers=PARQUET)
    assert (answer.status_code, answer.json()["title"]) == (422, "Answer too large")


def test_a_construct_is_given_as_graphml_and_gexf(client):
    query = "CONSTRUCT { ?c htx:award ?a . ?a skos:prefLabel ?name ; a htx:Award } WHERE { ?c htx:award ?a . ?a skos:prefLabel ?name }"
    triples = client.get("/sparql", params={"query": query, "format": "nt"}).text
    graph = rdflib.Graph().parse(data=triples, format="nt")
    edges = {(str(s), str(o)) for s, p, o in graph if str(p).endswith("#award")}
    graphml = client.get("/sparql", params={"query": query}, headers={"accept": "application/graphml+xml"})
    assert graphml.headers["content-type"] == "application/graphml+xml"
    network = networkx.parse_graphml(graphml.text, force_multigraph=True)
    assert set(network.edges()) == edges != set()
    award = next(iter(edges))[1]
    assert network.nodes[award]["type"] == "htx:Award"
    assert network.nodes[award]["label"] in network.nodes[award]["skos:prefLabel"]
    gexf = client.get("/sparql", params={"query": query, "format": "gexf"})
    assert set(networkx.read_gexf(io.BytesIO(gexf.content)).edges()) >= edges
    described = client.get("/sparql", params={"query": f"DESCRIBE <{award}>", "format": "graphml"})
    assert award in networkx.parse_graphml(described.text, force_multigraph=True)


def test_dumps_are_listed_made_once_and_hold_the_graph(client, data, tmp_path):
    listed = client.get("/dumps").json()
    assert {one["name"].split(".", 1)[1] for one in listed} == {
        f"{kind}.{packing}" for kind in ("nq", "trig", "ttl", "jsonld") for packing in ("zst", "gz")
    }
    assert run(["export", str(tmp_path / "all.nt"), "--data", str(data.path), "--quiet"]) == 0
    wanted = len((tmp_path / "all.nt").read_bytes().splitlines())
    for one in listed:
        answer = dumped(client, one["url"])
        assert answer.headers["content-type"] == one["packing"]
        content = (
            gzip.decompress(answer.content)
            if one["name"].endswith("gz")
            else zstandard.ZstdDecompressor().decompressobj().decompress(answer.content)
        )
        if ".ttl." in one["name"]:
            assert len(rdflib.Graph().parse(data=content, format="turtle")) == wanted
        elif ".jsonld." in one["name"]:
            assert json.loads(content)
        elif ".nq." in one["name"]:
            lines = content.decode().splitlines()
            named = [line for line in lines if re.search(r" <[^<>]+> \.$", line) and line.count("> <") >= 2]
            assert (
                sum(not re.search(r"(>|\"|@[a-z-]+) <[^<>]+> \.$", line.split(" ", 2)[2]) for line in lines) == wanted
            )
            assert len(named) > wanted // 2
    assert all(one["bytes"] > 0 for one in client.get("/dumps").json())
    path = Dumps(data).path(data.in_force(), listed[0]["name"])
    before = path.stat().st_mtime_ns
    assert client.get(listed[0]["url"]).content == path.read_bytes()
    assert path.stat().st_mtime_ns == before


def test_a_part_of_a_dump_can_be_asked_for_and_an_unchanged_one_left(client):
    address = next(one["url"] for one in client.get("/dumps").json() if one["name"].endswith(".nq.gz"))
    whole = dumped(client, address)
    part = client.get(address, headers={"range": "bytes=2-9"})
    assert (part.status_code, part.content) == (206, whole.content[2:10])
    assert part.headers["content-range"] == f"bytes 2-9/{len(whole.content)}"
    changed = client.get(address, headers={"range": "bytes=2-9", "if-range": '"another"'})
    assert changed.status_code == 200
    assert client.head(address).headers["content-length"] == str(len(whole.content))
    assert whole.headers["etag"]
    missing = client.get("/dumps/htxgraph-99.nq.gz")
    assert (missing.status_code, missing.json()["status"]) == (404, 404)
    assert client.get("/dumps/..%2f..%2fCURRENT").status_code == 404


def test_one_dump_is_made_at_a_time_and_those_of_gone_generations_go(tmp_path):
    data = Data(tmp_path / "data")
    pipeline.ingest([SAMPLES / "bac-giang-2022-03-22.html"], data, jobs=1)
    known, generation = Dumps(data), data.in_force()
    first = known.make(generation, "htxgraph-1.nq.zst")
    with known._alone(), pytest.raises(StoreBusy, match="being made"):
        known.make(generation, "htxgraph-1.ttl.zst")
    gone = first.parent.parent / "0"
    gone.mkdir()
    known.make(generation, "htxgraph-1.ttl.zst")
    assert not gone.exists()
    assert sorted(path.name for path in first.parent.iterdir()) == ["htxgraph-1.nq.zst", "htxgraph-1.ttl.zst"]


def test_the_dataset_is_described_in_void_and_dcat(client, data):
    answer = client.get("/.well-known/void", headers={"accept": "text/turtle"})
    assert answer.status_code == 200, answer.text
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    dataset = next(graph.subjects(rdflib.RDF.type, VOID.Dataset))
    assert (dataset, rdflib.RDF.type, DCAT.Dataset) in graph
    triples = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"}).json()
    assert str(graph.value(dataset, VOID.triples)) == triples["results"]["bindings"][0]["n"]["value"]
    assert str(graph.value(dataset, VOID.documents)) == str(data.in_force().manifest.documents)
    assert graph.value(dataset, rdflib.DCTERMS.license) == rdflib.URIRef(LICENCE)
    assert str(graph.value(dataset, rdflib.DCTERMS.issued)) == data.in_force().manifest.published
    assert {str(one) for one in graph.objects(dataset, VOID.dataDump)} == {
        one["url"] for one in client.get("/dumps").json()
    }
    people = next(s for s in graph.subjects(VOID["class"], rdflib.FOAF.Person))
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(?p) AS ?n) WHERE { ?p a foaf:Person }"}).json()
    assert str(graph.value(people, VOID.entities)) == counted["results"]["bindings"][0]["n"]["value"]
    assert str(graph.value(dataset, VOID.sparqlEndpoint)).endswith("/sparql")
    for name in ("jsonld", "nt", "rdf"):
        assert client.get("/.well-known/void", params={"format": name}).status_code == 200
    service = client.get("/sparql", headers={"accept": "text/turtle"}).text
    assert "/.well-known/void" in service


ENDINGS = [
    ("a.nq", "nq", None),
    ("b.c.ttl.gz", "ttl", "gz"),
    ("x.jsonld.zst", "jsonld", "zst"),
    ("y.trig", "trig", None),
]


@pytest.mark.parametrize(("name", "kind", "packing"), ENDINGS)
def test_a_name_tells_how_a_dump_is_written(name, kind, packing):
    found = ending(name)
    assert (found[0].ending, found[1]) == (kind, packing)


@pytest.mark.parametrize("name", ["a.docx", "nq", "a.zst", "a.gz.nq.zip"])
def test_other_names_are_refused(name, data, tmp_path, capsys):
    assert run(["export", str(tmp_path / name), "--data", str(data.path)]) == 2
    assert ".trig" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_writes_every_format(data, tmp_path):
    for name in ("a.nq", "a.trig.gz", "a.ttl", "a.nt.zst", "a.jsonld", "a.rdf"):
        assert run(["export", str(tmp_path / name), "--data", str(data.path), "--quiet"]) == 0
        assert (tmp_path / name).stat().st_size > 0
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.parametrize("sign", ["\\u0001", "\\uFFFE"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [("SELECT ('{}' AS ?x) {{}}", "xml"), ("CONSTRUCT {{ <urn:a> <urn:b#c> '{}' }} WHERE {{}}", "rdf")],
)
def test_what_xml_cannot_hold_is_refused_in_xml_and_given_in_json(client, text, kind, sign):
    query = text.format(sign)
    refused = client.get("/sparql", params={"query": query, "format": kind})
    assert (refused.status_code, refused.json()["title"]) == (406, "Not writable in this format")
    assert client.get("/sparql", params={"query": query}).status_code == 200
    plain = client.get("/sparql", params={"query": text.format("Đ\\n\\u0009"), "format": kind})
    assert plain.status_code == 200


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_a_network_file_has_a_sign_for_what_xml_cannot_hold(client, kind):
    query = "CONSTRUCT { <urn:a> skos:prefLabel 'x\\u0001y' } WHERE {}"
    answer = client.get("/sparql", params={"query": query, "format": kind})
    assert answer.status_code == 200
    assert "x\ufffdy" in answer.text
