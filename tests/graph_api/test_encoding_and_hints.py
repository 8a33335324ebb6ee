"""Answers packed as the caller can unpack them, and notes on terms that do not exist."""

import gzip

import pytest
import zstandard
from fastapi.testclient import TestClient

from graph_api.encoding import chosen

LONG = "SELECT ?n { VALUES ?n { " + " ".join(map(str, range(500))) + " } }"
WRONG = "SELECT ?c { ?c htx:recipent ?x }"


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        (None, None),
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("*;q=0", None),
        ("br", None),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=soon", None),
    ],
)
def test_the_encoding_liked_best_is_chosen(accept: str | None, encoding: str | None) -> None:
    assert chosen(accept) == encoding


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_large_answer_is_packed_and_known_again_by_its_own_tag(plain: TestClient, encoding: str) -> None:
    plain.post("/update", data={"update": "INSERT DATA { <urn:a> <urn:b> 1 }"})
    bare = plain.get("/sparql", params={"query": LONG}, headers={"Accept-Encoding": "identity"})
    with plain.stream("GET", "/sparql", params={"query": LONG}, headers={"Accept-Encoding": encoding}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == encoding
    assert int(answer.headers["content-length"]) == len(packed) < len(bare.content)
    unpacked = (
        gzip.decompress(packed)
        if encoding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    )
    assert unpacked == bare.content
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.headers["etag"] != bare.headers["etag"]
    for tag, accept in ((answer.headers["etag"], encoding), (bare.headers["etag"], "identity")):
        headers = {"Accept-Encoding": accept, "If-None-Match": tag}
        again = plain.get("/sparql", params={"query": LONG}, headers=headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_small_answer_is_not_packed(plain: TestClient) -> None:
    answer = plain.get("/sparql", params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_a_term_that_does_not_exist_is_told_in_a_header(plain: TestClient) -> None:
    for sent in ({"query": WRONG}, {"query": WRONG, "hints": "0"}):
        answer = plain.get("/sparql", params=sent)
        assert answer.headers["warning"] == '299 htxgraph "unknown term htx:recipent (did you mean htx:recipient?)"'
        assert "hints" not in answer.json()
    right = plain.get("/sparql", params={"query": WRONG.replace("recipent", "recipient"), "hints": "1"})
    assert "warning" not in right.headers
    assert "hints" not in right.json()


@pytest.mark.parametrize(
    ("accept", "query"),
    [
        ("application/sparql-results+xml", WRONG),
        ("text/turtle", WRONG.replace("SELECT ?c", "CONSTRUCT WHERE")),
        ("application/n-triples", WRONG.replace("SELECT ?c", "CONSTRUCT WHERE")),
        ("application/rdf+xml", WRONG.replace("SELECT ?c", "CONSTRUCT WHERE")),
    ],
)
def test_an_answer_that_found_nothing_says_why_where_its_format_has_room(
    plain: TestClient, accept: str, query: str
) -> None:
    asked = {"query": query, "hints": "1"}
    answer = plain.get("/sparql", params=asked, headers={"Accept": accept})
    assert "unknown term htx:recipent" in answer.text
    told = plain.get("/sparql", params={"query": WRONG, "hints": "1"}).json()
    assert told["hints"] == ["unknown term htx:recipent (did you mean htx:recipient?)"]
    assert told["results"]["bindings"] == []


def test_whoever_prefers_plain_text_reads_an_error_with_its_line(plain: TestClient) -> None:
    answer = plain.get("/sparql", params={"query": "SELECT { }"}, headers={"Accept": "text/plain"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (400, "text/plain")
    assert "SELECT { }\n       ^" in answer.text
