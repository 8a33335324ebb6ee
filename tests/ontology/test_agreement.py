"""What the shipped samples become agrees with the ontology: shapes hold, and terms are used as defined."""

from importlib.resources import as_file, files

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graph_store.generations import Data
from ingest import checks, pipeline
from ingest.issues import Level
from ingest.pipeline import read_file
from ontology import turtle
from ontology.shapes import Violation
from ontology.terms import HTX, ORG

SAMPLES = sorted(one.name for one in files("ingest.samples").iterdir() if one.name.endswith((".html", ".txt")))


@pytest.fixture(scope="module")
def core():
    return rdflib.Graph().parse(data=turtle.content("core.ttl").decode(), format="turtle")


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(data=turtle.content("shapes.ttl").decode(), format="turtle")


@pytest.fixture(scope="module")
def graphs():
    found = {}
    for name in SAMPLES:
        with as_file(files("ingest.samples") / name) as path:
            entry = read_file(path).entry
        assert entry is not None, name
        triples = "".join(f"{quad.triple} .\n" for quad in ox.parse(entry.quads, format=ox.RdfFormat.N_QUADS))
        found[name] = rdflib.Graph().parse(data=triples, format="nt")
    return found


def classes(core, graph, node):
    """The classes of a node, with those above them as far as our ontology tells."""
    return {above for kind in graph.objects(node, RDF.type) for above in core.transitive_objects(kind, RDFS.subClassOf)}


def told(core, term, predicate):
    """Named classes or datatypes of a domain or range; unions are left to the shapes."""
    return [one for one in core.objects(term, predicate) if str(one).startswith((HTX.NAMESPACE, str(XSD), str(RDF)))]


def faults(core, graph):
    for subject, predicate, about in graph:
        if not str(predicate).startswith(HTX.NAMESPACE):
            continue
        kinds = set(core.objects(predicate, RDF.type))
        literal = isinstance(about, rdflib.Literal)
        if literal if OWL.ObjectProperty in kinds else not literal and OWL.DatatypeProperty in kinds:
            yield predicate, about
        for domain in told(core, predicate, RDFS.domain):
            if domain not in classes(core, graph, subject):
                yield predicate, "domain", domain, subject
        for expected in told(core, predicate, RDFS.range):
            if literal:
                if (about.datatype or (RDF.langString if about.language else XSD.string)) != expected:
                    yield predicate, "range", expected, about
            elif (about, RDF.type, None) in graph and expected not in classes(core, graph, about):
                yield predicate, "range", expected, about


def test_shapes_accept_what_samples_become(graphs, shapes):
    for name, graph in graphs.items():
        conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        assert conforms, f"{name}: {text}"


def test_a_document_whose_graph_breaks_a_shape_is_left_out_with_the_reason(monkeypatch):
    broken = Violation("https://w3id.org/htxgraph/id/an", "Người có tên.", "A person has a name.")
    monkeypatch.setattr(pipeline, "violations", lambda quads: [broken])
    with as_file(files("ingest.samples") / SAMPLES[0]) as path:
        found = pipeline.read_file(path)
    assert found.entry is None
    last = found.issues[-1]
    assert (last.level, last.where) == (Level.ERROR, broken.node)
    assert last.what.endswith("A person has a name.")


def test_what_is_stored_is_checked_against_the_shapes(monkeypatch, tmp_path):
    data = Data(tmp_path)
    with as_file(files("ingest.samples") / SAMPLES[0]) as path:
        pipeline.ingest([path], data, jobs=1)
    assert list(checks.validate(data)) == []
    broken = Violation("https://w3id.org/htxgraph/id/an", "Người có tên.", "A person has a name.")
    monkeypatch.setattr(checks, "violations", lambda quads: [broken])
    assert [(issue.where, issue.what) for issue in checks.validate(data)] == [(broken.node, broken.message_en)]


def test_terms_are_used_as_they_are_defined(graphs, core):
    assert {name: found for name, graph in graphs.items() if (found := sorted(map(str, faults(core, graph))))} == {}


def test_samples_are_rich_enough_to_check_with(graphs):
    found = {str(kind) for graph in graphs.values() for kind in graph.objects(None, RDF.type)}
    assert {HTX.Conferral, HTX.Presentation, HTX.CountedGroup, HTX.Event, ORG.Membership} <= found


def test_every_class_leads_up_without_a_ring(core):
    for kind in core.subjects(RDF.type, OWL.Class):
        above = list(core.objects(kind, RDFS.subClassOf))
        assert all(kind not in core.transitive_objects(one, RDFS.subClassOf) for one in above), kind


def test_a_subproperty_is_of_the_sort_of_its_property(core):
    for prop, above in core.subject_objects(RDFS.subPropertyOf):
        sorts = set(core.objects(above, RDF.type))
        assert not sorts or sorts == set(core.objects(prop, RDF.type)), prop
