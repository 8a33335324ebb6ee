"""Entities with their names as the index has them: all, or those that are other ones than in an earlier generation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from graph_store.index_reading import Snapshot
from graph_store.index_schema import OPEN
from graph_store.rows import EntityNames


def changed(snapshot: Snapshot, since: int) -> set[str]:
    """Return the IRIs of entities whose row began or ended to hold after a generation."""
    rows = snapshot.each(
        "SELECT DISTINCT t.iri FROM entity e JOIN term t ON t.id = e.owner WHERE e.first > ? OR (e.last >= ? AND e.last < ?)",
        (since, since, OPEN),
    )
    return {iri for (iri,) in rows}


def named(snapshot: Snapshot, kinds: Iterable[str]) -> Iterator[EntityNames]:
    """Yield the entities of some kinds with all their names."""
    rows = snapshot.each(
        "SELECT t.iri, e.kind, e.classes, e.label, e.names, p.iri, n.iri, e.date FROM entity e"
        " JOIN term t ON t.id = e.owner LEFT JOIN term p ON p.id = e.province LEFT JOIN term n ON n.id = e.province_now"
        f" WHERE {snapshot.holds('e')} AND e.kind IN (SELECT value FROM json_each(?)) ORDER BY t.iri",
        (json.dumps(sorted(kinds)),),
    )
    for iri, kind, classes, label, names, province, now, date in rows:
        yield EntityNames(iri, kind, tuple(json.loads(classes)), label, tuple(json.loads(names)), province, now, date)
