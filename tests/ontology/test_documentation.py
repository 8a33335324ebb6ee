import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDFS

from ontology import turtle
from ontology.documentation import data, sections
from ontology.terms import HTX, RDF, XSD


@pytest.fixture(scope="module")
def core():
    return rdflib.Graph().parse(data=turtle.content("core.ttl").decode(), format="turtle")


def relations(name, term):
    section = next(section for section in sections("en") if section.name == name)
    return dict(next(one for one in section.terms if one.name == term).relations)


def test_a_class_tells_what_it_is_under_and_close_to():
    told = relations("classes", "Conferral")
    assert told["kinds"] == (HTX.Claim,)
    assert "http://vivoweb.org/ontology/core#AwardReceipt" in told["close"]


def test_a_property_tells_its_domain_and_every_datatype_of_its_range():
    told = relations("literals", "attestedOn")
    assert told["domain"] == ("http://www.w3.org/ns/org#Membership",)
    assert told["range"] == (XSD.date, XSD.gYearMonth, XSD.gYear)
    assert relations("literals", "statedAs")["range"] == (RDF.langString,)


def test_a_class_of_closed_concepts_tells_its_members():
    assert HTX.moreThan in relations("classes", "Qualifier")["members"]
    assert relations("concepts", "moreThan")["class"] == (HTX.Qualifier,)


def test_every_term_is_in_one_section(core):
    names = [term.iri for section in sections("vi") for term in section.terms]
    assert sorted(names) == sorted({str(s) for s in core.subjects(RDFS.isDefinedBy)})


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_the_ontology_is_the_same_in_every_format(media, core):
    read = list(ox.parse(data(media), format=ox.RdfFormat.from_media_type(media)))
    assert len(read) == len(core)


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="no format of RDF"):
        data("text/plain-nonsense")
