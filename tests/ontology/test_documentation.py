from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDFS, SKOS

from ontology import turtle
from ontology.documentation import data, page, sections
from ontology.terms import HTX, RDF, XSD

VOID = {"meta", "link", "br"}


class Reader(HTMLParser):
    """Collects anchors, links and text, and fails on tags that do not nest."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.text, self.open = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "a":
            self.links.append(told["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module", params=["vi", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def core():
    return rdflib.Graph().parse(data=turtle.content("core.ttl").decode(), format="turtle")


def test_every_term_has_its_section_under_its_local_name(language, core):
    read = Reader(page(language))
    names = {str(s).removeprefix(HTX.NAMESPACE) for s in core.subjects(RDFS.isDefinedBy)}
    assert names <= set(read.ids)
    assert len(set(read.ids)) == len(read.ids)


def test_every_term_is_told_with_label_and_definition(language, core):
    text = "".join(Reader(page(language)).text)
    for term in core.subjects(RDFS.isDefinedBy):
        for predicate in (RDFS.label, SKOS.definition):
            told = next(o for o in core.objects(term, predicate) if o.language == language)
            assert str(told) in text, term


def test_links_within_the_page_lead_somewhere(language):
    read = Reader(page(language))
    inside = {link.removeprefix("#") for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert all(link.startswith(("#", "?", "http://", "https://")) for link in read.links)


def test_the_page_is_in_the_language_asked_for():
    assert '<html lang="vi">' in page("vi")
    assert "Thuộc tính đối tượng" in page("vi")
    assert '<html lang="en">' in page("en")
    assert "Object properties" in page("en")
    assert page() == page("vi")


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
