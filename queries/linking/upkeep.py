"""The entries of a data folder's graph: brought up to the generation in force whenever they are asked, by what changed."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from graph_store.index import Index
from graph_store.rows import EntityNames
from ontology.terms import HTX
from queries import catalog
from queries.entities import Graph
from queries.linking.comparing import Asked, Entry, Where
from queries.linking.entries import Entries
from queries.linking.matching import Candidate, match
from queries.linking.places import of_unit

KINDS = ("award", "decision", "document", "event", "organization", "person", "place", "post", "product")
"""What can be matched."""

Facts = dict[str, str]


class Matching:
    """Matches names with the entities of a graph. Thread-safe; the file is the data folder's `matching.sqlite`."""

    def __init__(self, graph: Graph) -> None:
        """Speak of a graph; nothing is read before something is asked."""
        self._graph = graph
        self.path: Path = graph.data.path / "matching.sqlite"
        self._lock = threading.Lock()
        self._own = threading.local()
        self._generation = 0

    def match(self, asked: Asked, *, types: Iterable[str] = (), limit: int = 5) -> list[Candidate]:
        """Return who may be meant, the likeliest first."""
        return match(self.entries(), asked, types=types, limit=limit)

    def find(self, iri: str) -> Entry | None:
        """Return an entity as it is matched; None when it cannot be."""
        return self.entries().find(iri)

    def entries(self) -> Entries:
        """Return the entries as of the generation in force, open for this thread."""
        number = self._graph.generation().number
        if number != self._generation:
            with self._lock:
                if number != self._generation:
                    self._bring(number)
                    self._generation = number
        held: tuple[int, Entries] | None = getattr(self._own, "entries", None)
        if held is None or held[0] != number:
            if held is not None:
                held[1].close()
            held = self._own.entries = (number, Entries(self.path))
        return held[1]

    def _bring(self, number: int) -> None:
        """Make the file say what the generation does: from what changed, or anew where that is not known."""
        entries = Entries(self.path, write=True)
        with closing(entries), entries.changing():
            before = int(entries.note("generation") or 0)
            if before == number:
                return
            told = self._told(number)
            with self._graph.data.generation(number).index() as index:
                fresh = before == 0 or before > number or index.oldest() > before
                changed = None if fresh else index.changed(before)
                _bring(entries, index, told, changed, number)

    def _told(self, number: int) -> dict[str, Facts]:
        found: defaultdict[str, Facts] = defaultdict(dict)
        rows = self._graph.rows(catalog.find("matched-by"), {}, generation=number)
        for row in sorted(rows, key=lambda row: (row["entity"], row["property"], str(row["value"]))):
            found[row["entity"]].setdefault(row["property"], str(row["value"]))
        return dict(found)


def _bring(entries: Entries, index: Index, told: dict[str, Facts], changed: set[str] | None, number: int) -> None:
    """Write what is other than before; facts may change where the entity's own row did not."""
    now = {one.iri: _entry(one, told.get(one.iri, {})) for one in index.named(KINDS)}
    known = {} if changed is None else {entry.iri: entry for entry in entries.each()}
    gone = [iri for iri in known if iri not in now] if changed is not None else [one.iri for one in entries.each()]
    other = [entry for iri, entry in now.items() if known.get(iri) != entry]
    entries.change(other, gone, {"generation": str(number)})


def _entry(one: EntityNames, facts: Facts) -> Entry:
    place = facts.get(HTX.locatedIn) or facts.get(HTX.inPlace) or (one.iri if one.kind == "place" else one.province)
    where = of_unit(place) if place is not None else Where()
    if where.province is None and one.province_now is not None:
        where = Where(one.province_now)
    return Entry(
        one.iri,
        one.kind,
        tuple(sorted(one.classes)),
        one.label,
        tuple(name for name in one.names if name != one.label),
        facts.get(HTX.registrationCode),
        where,
        facts.get(HTX.representativeName),
        facts.get(HTX.foundedOn) or one.date,
    )
