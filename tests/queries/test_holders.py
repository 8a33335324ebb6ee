"""Tenures of all who held a post are asked for at once, however many they are."""

from typing import Any

from graph_store.rows import Direction, RelationFilter, RelationKind
from queries.entities import Graph


class Counted:
    """Counts the queries that a graph is asked."""

    def __init__(self, graph: Graph, monkeypatch: Any) -> None:
        self.asked = 0
        rows = graph.rows

        def counting(*given: Any, **named: Any) -> Any:
            self.asked += 1
            return rows(*given, **named)

        monkeypatch.setattr(graph, "rows", counting)


def test_an_organizations_tenures_take_one_query_and_keep_their_order(graph: Graph, monkeypatch) -> None:
    body = next(hit.iri for hit in graph.search("Liên minh HTX tỉnh Bắc Giang", kinds=("organization",)))
    choice = RelationFilter(kinds=(RelationKind.MEMBERSHIP,), direction=Direction.IN)
    told = graph.relations(body, choice, limit=50).rows
    counted = Counted(graph, monkeypatch)
    found = graph.tenures(body, told)
    assert counted.asked == 1 and len(told) > 1
    assert [one.claim for one in found] == [row.claim for row in told]
    assert all(one.days == ("2022-03-22",) for one in found if one.person.label == "Nguyễn Đức Hiền")


def test_nothing_is_asked_for_nobody(graph: Graph, monkeypatch) -> None:
    counted = Counted(graph, monkeypatch)
    assert graph.tenures("https://w3id.org/htxgraph/id/post/none-000000000000", []) == []
    assert counted.asked == 0
