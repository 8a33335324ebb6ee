"""Which events are looked at beside each other: near in time, of one place, alike by name; few lookups however many there are."""

from types import SimpleNamespace
from typing import Any, cast

from graph_store.index import Index
from graph_store.quoted import Quotes
from graph_store.rows import EntityNames, Page
from ingest import occasions
from ingest.resolve.judge import Kind


class Events:
    """An index of events by (day, name, province), each told in a document of its own; counts what is looked up."""

    def __init__(self, *events: tuple[str | None, str, str | None]) -> None:
        self._events, self.looked_up = events, 0

    def named(self, kinds: tuple[str, ...]) -> Any:
        for number, (day, name, province) in enumerate(self._events):
            yield EntityNames(f"e{number}", "event", (), name, (name,), province, province, day)

    def relations(self, *_: Any, **__: Any) -> Page[Any]:
        self.looked_up += 1
        return Page((), None)

    def entity(self, iri: str) -> Any:
        return SimpleNamespace(label=iri)

    def documents(self, iri: str) -> frozenset[str]:
        return frozenset([iri])

    def pairs(self) -> list[tuple[str, str]]:
        found = occasions.pairs(cast(Index, self), cast(Quotes, self), Kind.EVENT)
        return [(left.iri, right.iri) for left, right, _ in found]


SUMMARY = "Hội nghị tổng kết phong trào thi đua 2023"


def test_days_at_the_turn_of_a_month_are_near_and_a_month_holds_its_days() -> None:
    assert Events(("2024-03-31", SUMMARY, "x"), ("2024-04-01", SUMMARY, "x")).pairs() == [("e0", "e1")]
    assert Events(("2024-03-28", SUMMARY, "x"), ("2024-03", SUMMARY, "x")).pairs() == [("e0", "e1")]
    assert Events(("2024-04-28", SUMMARY, "x"), ("2024-03", SUMMARY, "x")).pairs() == []
    assert Events(("2024-03-01", SUMMARY, "x"), ("2024-03-20", SUMMARY, "x")).pairs() == []
    assert Events((None, SUMMARY, "x"), ("2024", SUMMARY, "x")).pairs() == []


def test_other_provinces_and_other_names_are_not_looked_at() -> None:
    told = Events(
        ("2024-03-15", SUMMARY, "x"), ("2024-03-15", SUMMARY, "y"), ("2024-03-15", "Lễ khánh thành cầu Sương", "x")
    )
    assert told.pairs() == [] and told.looked_up == 0


def test_an_event_is_compared_with_a_bounded_number_of_others() -> None:
    many = Events(*[("2024-03-15", SUMMARY, None)] * 150)
    assert len(many.pairs()) < 150 * 61 and many.looked_up == 150
