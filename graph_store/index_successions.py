"""What became of provinces' bodies when provinces merged: it follows from the law on provinces, and no document says it.

The bodies stay apart. Changes go into the graph of what is derived, with the change of provinces that they follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_store.index_facts import Facts
from ontology import iris
from ontology.bodies import Succeeding, succeeding
from ontology.terms import DCT, HTX, ORG, PROV, RDF, SKOS, XSD

Told = tuple[str, str, str]
"""Subject and property as IRIs, and the object as N-Triples writes it."""

PARTS = (ORG.originalOrganization, ORG.resultingOrganization)
"""The properties by which a change names organizations."""


def changes(facts: Facts, bodies: Iterable[str], base: str) -> Iterator[Told]:
    """Yield the changes that organizations took part in, each with its day, its source and what it follows."""
    for body in bodies:
        kinds, places = facts.values(body, HTX.organizationKind), facts.values(body, HTX.locatedIn)
        for one in succeeding(facts.names(body), kinds, places) if kinds and places else ():
            event = iris.mint(
                "change", one.kind.key, one.change.iri, label=f"{one.kind.name} {one.change.name}", base=base
            )
            yield from _told(event, one)
            yield event, ORG.originalOrganization, f"<{body}>"
            if one.results:
                yield event, ORG.resultingOrganization, f"<{body}>"


def _told(event: str, one: Succeeding) -> Iterator[Told]:
    yield event, RDF.type, f"<{ORG.ChangeEvent}>"
    yield event, SKOS.prefLabel, f'"{one.kind.name}: {one.change.name}"@vi'
    yield event, SKOS.prefLabel, f'"{one.kind.name_en}: {one.change.name_en}"@en'
    yield event, HTX.date, f'"{one.change.on.isoformat()}"^^<{XSD.date}>'
    yield event, HTX.organizationKind, f"<{one.kind.iri}>"
    yield event, PROV.wasDerivedFrom, f"<{one.change.iri}>"
    if one.change.source is not None:
        yield event, DCT.source, f'"{one.change.source}"'
