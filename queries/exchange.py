"""Graphs as network tools read them: GraphML and GEXF of the triples of a CONSTRUCT."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import networkx as nx

from graph_store.triples import PlainTriple
from ontology.terms import PREFIXES, RDF, RDFS, SKOS
from queries.errors import QueryTooComplex

MOST_TRIPLES = 200_000
"""More than network tools can draw, and than we can hold for everyone who asks."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LABELS = (SKOS.prefLabel, RDFS.label)


def graphml(triples: Iterable[PlainTriple]) -> bytes:
    """Return GraphML: things are nodes with their texts, numbers and classes; triples between things are edges."""
    out = io.BytesIO()
    nx.write_graphml(_network(triples), out, named_key_ids=True)
    return out.getvalue()


def gexf(triples: Iterable[PlainTriple]) -> bytes:
    """Return GEXF 1.2 with the same nodes and edges."""
    out = io.BytesIO()
    nx.write_gexf(_network(triples), out)
    return out.getvalue()


def _network(triples: Iterable[PlainTriple]) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, triple in enumerate(triples):
        if number >= MOST_TRIPLES:
            raise QueryTooComplex(f"a network file holds {MOST_TRIPLES:,} triples at most: construct less")
        name = triple.subject.value
        network.add_node(name)
        if triple.predicate == RDF.type:
            _add(network.nodes[name], "type", _short(triple.object.value))
        elif triple.object.literal:
            if triple.predicate in _LABELS:
                network.nodes[name].setdefault("label", _text(triple.object.value))
            _add(network.nodes[name], _short(triple.predicate), _text(triple.object.value))
        else:
            network.add_edge(name, triple.object.value, label=_short(triple.predicate), predicate=triple.predicate)
    for name in network:
        network.nodes[name].setdefault("label", name)
    return network


def _add(attributes: dict[str, str], name: str, value: str) -> None:
    """Note a text under a name; several stand beside each other."""
    attributes[name] = f"{attributes[name]} | {value}" if name in attributes else value


def _text(value: str) -> str:
    """Return a text as XML can hold it: a sign that stands for the unknown in place of each that it cannot."""
    return _NO_XML.sub("\ufffd", value)


def _short(iri: str) -> str:
    """Return an IRI with its prefix, where there is one for it."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
