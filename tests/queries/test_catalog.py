"""Named queries: each is sound, has a case with the rows it gives on the shipped article, and binds its parameters."""

import tomllib
from pathlib import Path

import pytest

from queries import catalog
from queries.entities import Graph
from queries.errors import BadParameter, BadQuery, NotAllowed, UnknownQuery

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def found(graph: Graph, name: str) -> str:
    """The IRI of the only entity of a name."""
    return next(hit.iri for hit in graph.search(name) if hit.label == name)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_query_gives_the_rows_of_its_case(case: Path, graph: Graph) -> None:
    told = tomllib.loads(case.read_text(encoding="utf-8"))
    query = catalog.find(case.stem)
    for example in told["case"]:
        given = {
            name: found(graph, value.removeprefix("@")) if str(value).startswith("@") else str(value)
            for name, value in example.get("given", {}).items()
        }
        rows = graph.rows(query, given)
        columns = example["columns"]
        shown = sorted([["" if row[name] is None else str(row[name]) for name in columns] for row in rows])
        assert shown == sorted(example["rows"])


def test_every_query_has_a_case() -> None:
    inner = {"attestations", "evidence", "description", "service-description", "dataset-description", "export"}
    inner |= {"document-passages", "claim-description", "identifiers", "graph-exists", "graphs-about", "matched-by"}
    inner |= {"naming", "passage", "members-of-class", "uses-of-property", "mentioned-in"}
    inner |= {"some-passages", "triple-count"}
    assert set(catalog.catalog()) - inner == {path.stem for path in CASES}


def test_an_unknown_name_is_answered_with_what_there_is() -> None:
    with pytest.raises(UnknownQuery, match="awards-received"):
        catalog.find("no-such-query")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "needs the parameter recipient"),
        ({"recipient": "person/x-0123456789ab", "colour": "red"}, "no parameter 'colour'"),
        ({"recipient": "not an iri"}, "neither an IRI nor an entity's key"),
        ({"recipient": "http://x/> } INSERT {"}, "neither an IRI nor an entity's key"),
    ],
)
def test_parameters_are_read_strictly(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        catalog.bind(catalog.find("awards-received"), given)


def test_a_text_parameter_cannot_leave_its_quotes(graph: Graph) -> None:
    hostile = 'Cờ" . ?s ?p ?o . FILTER("x" = "x'
    assert graph.rows(catalog.find("award-presentations"), {"award": hostile}) == []


def test_a_query_that_forgets_to_project_a_parameter_is_refused() -> None:
    text = '#+ summary = "s"\n#+ question = "q"\n#+ [params]\n#+ who = "iri"\nSELECT ?award WHERE { ?c htx:recipient ?who ; htx:award ?award }'
    with pytest.raises(BadQuery, match=r"does not project the parameter \?who"):
        catalog.read("wrong", text)


@pytest.mark.parametrize(
    "body",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { { SeRvIcE #\n SILENT<http://127.0.0.1/> { ?s ?p ?o } } }",
        "LOAD <http://127.0.0.1/>",
    ],
)
def test_a_named_query_may_not_call_other_servers_either(body: str) -> None:
    with pytest.raises(NotAllowed, match="refused"):
        catalog.read("calling", f'#+ summary = "s"\n#+ question = "q"\n{body}')
