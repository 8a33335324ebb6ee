"""Columns of `SELECT *`: in the order in which the query speaks of them."""

import pytest
from pyoxigraph import Store

from graph_store import columns

CASES = [
    ("SELECT * { ?s ?p ?o }", "?s ?p ?o"),
    ("select*{?s ?p ?o}", "?s ?p ?o"),
    ("PREFIX a: <urn:?z> # ?y *\nBASE <urn:b>\nSELECT DISTINCT * { ?s ?p ?o }", "?s ?p ?o"),
    ("SELECT REDUCED#c\n*{ ?z a 'a ?y \\' ?x' . ?x a <urn:?y> . $y a ?z }", "?z ?x ?y"),
    ("SELECT * { ?z ?y ?x FILTER NOT EXISTS { ?x ?w ?v } }", "?z ?y ?x"),
    ("SELECT * { { SELECT ?b (1 AS ?a) { ?c a ?b } } }", "?b ?a"),
]


@pytest.mark.parametrize(("text", "order"), CASES)
def test_a_star_is_written_out_in_the_order_of_the_text(text: str, order: str) -> None:
    found = [variable.value for variable in Store().query(text).variables]
    ordered = columns.named(text, found)
    assert ordered is not None
    assert [f"?{one.value}" for one in Store().query(ordered).variables] == order.split()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?a ?b ?c }",
        "SELECT ?b ?a { ?b ?a ?c }",
        "SELECT (COUNT(*) AS ?n) ?b { ?b a ?a } GROUP BY ?b",
        "# SELECT *\nSELECT ?b ?a { { SELECT * { ?b a ?a } } }",
        "SELECT * { ?s a 1 }",
    ],
)
def test_other_queries_stay_as_they_are(text: str) -> None:
    assert columns.named(text, [variable.value for variable in Store().query(text).variables]) is None
