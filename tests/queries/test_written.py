"""A named query written out answers what the query answers with its parameters bound."""

import tomllib
from pathlib import Path

import pytest

from queries import catalog, written
from queries.entities import simple
from queries.errors import BadParameter

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_query_written_out_answers_as_the_named_one(case, graph):
    query = catalog.find(case.stem)
    for example in tomllib.loads(case.read_text(encoding="utf-8"))["case"]:
        given = {name: str(value) for name, value in example.get("given", {}).items()}
        for name, value in given.items():
            if value.startswith("@"):
                given[name] = next(hit.iri for hit in graph.search(value[1:]) if hit.label == value[1:])
        answer = simple(graph.ask(written.written(query, given)).body)
        rows = graph.rows(query, given)
        if query.compares:  # written out it tells the one state, which is all new beside nothing
            rows = [{**{name: row[name] for name in row if name != "change"}, "since": None} for row in rows]
        assert sorted(map(str, answer)) == sorted(map(str, rows))


def test_an_optional_parameter_left_out_stays_a_variable():
    query = catalog.find("award-counts")
    left_out = next(one.name for one in query.parameters if one.optional)
    assert f"?{left_out}" in written.written(query, {k: v for k, v in query.example.items() if k != left_out})


def test_what_is_not_given_may_be_anything(graph):
    query = catalog.find("posts-of-person")
    rows = simple(graph.ask(written.written(query, {})).body)
    assert len({row["person"] for row in rows}) > 1


def test_a_value_that_cannot_be_read_is_named():
    with pytest.raises(BadParameter, match="person"):
        written.written(catalog.find("posts-of-person"), {"person": "not a key"})
