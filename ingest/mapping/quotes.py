"""Evidence read back from a document's quads: what was quoted, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import RdfFormat, parse

from ontology.terms import OA


def quotes(n_quads: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield every quote with its start and end in the text, in the order of places; those of tables are left out."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(n_quads, format=RdfFormat.N_QUADS):
        if quad.predicate.value in (OA.exact, OA.start, OA.end, OA.hasSelector):
            said[str(quad.subject)][quad.predicate.value].append(quad.object.value)
    found = []
    for about in said.values():
        selectors = [said[f"<{one}>"] for one in about.get(OA.hasSelector, ())]
        exact = next((one[OA.exact][0] for one in selectors if OA.exact in one), None)
        place = next((one for one in selectors if OA.start in one), None)
        if exact is not None and place is not None:
            found.append((int(place[OA.start][0]), int(place[OA.end][0]), exact))
    for start, end, exact in sorted(found):
        yield exact, start, end
