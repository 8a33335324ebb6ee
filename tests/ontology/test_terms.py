import re
from importlib.resources import files

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import terms
from ontology.terms import HTX, PREFIXES

CORE = files("ontology").joinpath("core.ttl")


@pytest.fixture(scope="module")
def core():
    return rdflib.Graph().parse(data=CORE.read_text(encoding="utf-8"), format="turtle")


def constants(group):
    return {name: value for name, value in vars(group).items() if not name.startswith("_") and name != "NAMESPACE"}


def groups():
    return [group for group in vars(terms).values() if isinstance(group, type)]


def defined(core):
    return {str(s) for s in core.subjects(RDFS.isDefinedBy) if str(s).startswith(HTX.NAMESPACE)}


def test_every_constant_is_defined_and_every_definition_has_its_constant(core):
    assert set(constants(HTX).values()) == defined(core)


def test_nothing_of_ours_is_used_without_being_defined(core):
    used = {str(node) for triple in core for node in triple if str(node).startswith(HTX.NAMESPACE)}
    assert used - {HTX.NAMESPACE} <= defined(core)


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.__name__)
def test_a_constants_name_is_its_local_name(group):
    assert group.NAMESPACE in PREFIXES.values()
    for name, value in constants(group).items():
        assert value == group.NAMESPACE + name.rstrip("_")


def test_every_term_has_label_and_definition_in_both_languages(core):
    for term in sorted(defined(core)):
        for predicate in (RDFS.label, SKOS.definition):
            told = [literal.language for literal in core.objects(rdflib.URIRef(term), predicate)]
            assert sorted(told) == ["en", "vi"], f"{term} {predicate}"


def test_labels_tell_terms_of_one_sort_apart(core):
    for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for language in ("vi", "en"):
            labels = [
                str(label)
                for term in core.subjects(RDF.type, sort)
                for label in core.objects(term, RDFS.label)
                if label.language == language
            ]
            assert sorted(set(labels)) == sorted(labels)


def test_core_is_owl_of_one_ontology(core):
    assert [str(s) for s in core.subjects(RDF.type, OWL.Ontology)] == ["https://w3id.org/htxgraph/ontology"]
    sorts = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property}
    for term in defined(core):
        types = set(core.objects(rdflib.URIRef(term), RDF.type))
        assert len(types) == 1
        assert types <= sorts or {str(t) for t in types} <= defined(core), term


def test_a_property_that_ranges_over_literals_is_a_datatype_property(core):
    for prop in core.subjects(RDF.type, OWL.ObjectProperty):
        assert all(not str(r).startswith(PREFIXES["xsd"]) for r in core.objects(prop, RDFS.range)), prop


def test_both_parsers_read_the_same_triples(core):
    read = list(ox.parse(CORE.read_bytes(), format=ox.RdfFormat.TURTLE))
    assert len(read) == len(core)


def test_prefixes_abbreviate_each_namespace_once():
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", prefix) for prefix in PREFIXES)


ALIGNED = [
    ("Conferral", "http://vivoweb.org/ontology/core#AwardReceipt"),
    ("Conferral", "http://data.nobelprize.org/terms/LaureateAward"),
    ("Conferral", "http://www.wikidata.org/prop/direct/P166"),
    ("Event", "https://schema.org/Event"),
    ("Event", "http://linkedevents.org/ontology/Event"),
]


@pytest.mark.parametrize(("ours", "theirs"), ALIGNED)
def test_alignments_are_close_matches_and_no_subclasses(core, ours, theirs):
    term = rdflib.URIRef(HTX.NAMESPACE + ours)
    assert (term, SKOS.closeMatch, rdflib.URIRef(theirs)) in core
    assert (term, RDFS.subClassOf, rdflib.URIRef(theirs)) not in core


def test_same_as_and_held_by_are_never_asserted(core):
    assert not list(core.subject_objects(OWL.sameAs))
    assert not list(core.subject_objects(rdflib.URIRef(terms.ORG.heldBy)))
