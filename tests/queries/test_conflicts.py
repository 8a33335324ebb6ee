"""Two holders at a time are a conflict of posts that one person holds, and none of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_store.archive import Entry
from graph_store.generations import Data
from graph_store.workers import Pool
from ingest.load import load
from ontology import iris
from ontology.terms import FOAF, HTX, ORG, RDF, SKOS, XSD
from queries import catalog
from queries.entities import Graph

DOCUMENT = iris.mint("document", "conflicts")
LEFT, RIGHT = iris.mint("person", "left"), iris.mint("person", "right")


def seat(person: str, role: str, day: str, former: str = "false") -> list[tuple[str, str, str]]:
    post = iris.mint("post", role)
    claim = iris.mint("membership", person, role, day)
    return [
        (post, RDF.type, f"<{ORG.Post}>"),
        (post, SKOS.prefLabel, f'"{role} HTX Sương Lam"@vi'),
        (post, HTX.roleName, f'"{role}"@vi'),
        (claim, RDF.type, f"<{ORG.Membership}>"),
        (claim, ORG.member, f"<{person}>"),
        (claim, HTX.post, f"<{post}>"),
        (claim, HTX.attestedOn, f'"{day}"^^<{XSD.date}>'),
        (claim, HTX.former, f'"{former}"^^<{XSD.boolean}>'),
    ]


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    said = [(one, RDF.type, f"<{FOAF.Person}>") for one in (LEFT, RIGHT)]
    said += [(one, term, f'"Lò Thử {one[-4:]}"@vi') for one in (LEFT, RIGHT) for term in (FOAF.name, SKOS.prefLabel)]
    for role in ("Giám đốc", "Phó Giám đốc", "Chuyên viên", "Thành viên"):
        said += [*seat(LEFT, role, "2022-03-22"), *seat(RIGHT, role, "2022-03-22")]
    said += [*seat(LEFT, "Trưởng ban", "2022-03-22"), *seat(RIGHT, "Trưởng ban", "2023-03-22")]
    said += [*seat(LEFT, "Chủ nhiệm", "2022-03-22"), *seat(RIGHT, "Chủ nhiệm", "2022-03-22", "true")]
    where = iris.graph(DOCUMENT)
    lines = sorted({f"<{subject}> <{term}> {thing} <{where}> .\n" for subject, term, thing in said})
    data = Data(tmp_path)
    load(data, [Entry(DOCUMENT, where, b"x", "x", b"[]", "".join(lines).encode(), "test", {})])
    with Pool(data, 1) as pool:
        yield Graph(data, pool)


def test_only_posts_of_one_holder_conflict_and_only_on_the_same_day(graph: Graph) -> None:
    rows = graph.rows(catalog.find("same-post-same-day"), {})
    assert [(row["postName"], str(row["day"])) for row in rows] == [("Giám đốc HTX Sương Lam", "2022-03-22")]
    assert {rows[0]["leftPerson"], rows[0]["rightPerson"]} == {LEFT, RIGHT}
