import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import turtle
from ontology.terms import RDF, XSD
from ontology.turtle import Value

GRAPH = ox.NamedNode("https://example.org/graph")
IRIS = st.sampled_from([ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b#c", "d?e=f")])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text: ox.Literal(text, language="vi"), TEXTS),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD.date)), TEXTS),
)
TRIPLES = st.lists(st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=8)


def expected(triples):
    found = {}
    for triple in triples:
        about = triple.object
        value = Value(about.value)
        if isinstance(about, ox.Literal):
            value = Value(about.value, about.language, about.datatype.value)
        found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(value)
    return found


@given(TRIPLES)
def test_quads_are_read_as_the_engine_writes_them(triples):
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH) for triple in triples]
    assert turtle.graph_of(ox.serialize(quads, format=ox.RdfFormat.N_QUADS)) == expected(triples)
    assert turtle.graph_of("".join(f"{quad} .\n" for quad in quads).encode()) == expected(triples)


@given(TRIPLES)
def test_triples_are_read_too(triples):
    assert turtle.graph_of(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)) == expected(triples)


def test_graphs_may_differ_from_line_to_line():
    told = turtle.graph_of(b'<s> <p> "1" .\n<s> <p> "2" <g> .\n<s> <p> <o> <h> .\n<s> <q> <h> .\n')
    assert told == {
        "s": {"p": [Value("1", None, XSD.string), Value("2", None, XSD.string), Value("o")], "q": [Value("h")]}
    }


def test_escapes_are_read():
    told = turtle.graph_of(b'<s> <p> "\\u1EA1\\U0001F33C\\t\\"<x>" <g> .\n_:b <p> _:c <g> .\n')
    assert told == {"s": {"p": [Value('ạ\U0001f33c\t"<x>', None, XSD.string)]}, "_:b": {"p": [Value("_:c")]}}


def test_entries_tell_the_members_of_a_union():
    entry = turtle.entries("core.ttl")["https://w3id.org/htxgraph/ontology#attestedOn"]
    assert entry.every("http://www.w3.org/2000/01/rdf-schema#range") == (XSD.date, XSD.gYearMonth, XSD.gYear)
    assert entry.one(RDF.type) is not None


def test_an_entry_without_a_label_is_a_fault():
    entry = turtle.entries("shapes.ttl")["https://w3id.org/htxgraph/shapes#ClaimShape"]
    with pytest.raises(ValueError, match="no vi label"):
        entry.named("vi")
