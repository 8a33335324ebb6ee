"""What documents call differently has one label, whatever the order in which they came, and the other names besides."""

from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph_store.generations import Data
from graph_store.quads import canonical_hash
from graph_store.writer import DocumentChange, Writer
from ontology import iris
from ontology.terms import SKOS

BODY, OTHER = (iris.mint("organization", name) for name in ("one", "other"))
LONG, SHORT, LOUD = "Ủy ban nhân dân tỉnh Vân Hạc", "UBND tỉnh Vân Hạc", "UBND TỈNH VÂN HẠC"


def said(number: int, name: str | None, thing: str = BODY) -> DocumentChange:
    document = iris.mint("document", f"tin {number}")
    graph = iris.graph(document)
    quads = f'<{thing}> <{SKOS.prefLabel}> "{name}"@vi <{graph}> .\n'
    return DocumentChange(document, graph, quads.encode() if name is not None else None)


def called(data: Data, thing: str = BODY) -> tuple[list[str], list[str]]:
    store = Store.read_only(str(data.in_force().graph_path))
    found = []
    for term in (SKOS.prefLabel, SKOS.altLabel):
        quads = store.quads_for_pattern(NamedNode(thing), NamedNode(term), None, DefaultGraph())
        found.append(sorted(q.object.value for q in quads if isinstance(q.object, Literal)))
    return found[0], found[1]


def publish(data: Data, *changes: DocumentChange, means: dict[str, str] | None = None) -> None:
    with Writer(data) as writer:
        writer.apply(changes)
        writer.identify(means or {})
        writer.publish()


@pytest.mark.parametrize("order", list(permutations(((1, SHORT), (2, LONG), (3, SHORT), (4, LOUD)), 3)))
def test_the_name_that_most_documents_give_is_the_label_in_whatever_order_they_come(order, tmp_path: Path) -> None:
    one, other = Data(tmp_path / "one"), Data(tmp_path / "other")
    for number, name in order:
        publish(one, said(number, name))
    publish(other, *(said(number, name) for number, name in reversed(order)))
    names = [name for _, name in order]
    best = SHORT if names.count(SHORT) == 2 else LONG if LONG in names else SHORT
    assert called(one) == called(other) == ([best], sorted({*names} - {best}))
    assert canonical_hash(one.in_force().graph_path) == canonical_hash(other.in_force().graph_path)


def test_a_label_goes_when_its_documents_go(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    publish(data, said(1, SHORT), said(2, LONG), said(3, SHORT))
    publish(data, said(1, None))
    assert called(data) == ([LONG], [SHORT])
    publish(data, said(3, None))
    assert called(data) == ([LONG], [])


def test_of_two_that_are_one_the_label_is_one_and_each_has_its_own_again_when_they_are_two(tmp_path: Path) -> None:
    data = Data(tmp_path / "data")
    publish(data, said(1, SHORT), said(2, LONG, OTHER))
    before = canonical_hash(data.in_force().graph_path)
    publish(data, means={OTHER: BODY})
    assert called(data) == ([LONG], [SHORT])
    publish(data, said(3, SHORT), means={OTHER: BODY})
    assert called(data) == ([SHORT], [LONG])
    publish(data, said(3, None))
    assert canonical_hash(data.in_force().graph_path) == before
