"""The shapes accept a small good graph, and each condition refuses it once one thing in it is broken."""

import pyshacl
import pytest
import rdflib
from rdflib.namespace import FOAF, RDF, SH

from ontology import turtle
from ontology.shapes import Violation, violations
from ontology.terms import PREFIXES
from ontology.turtle import graph_of

HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
HEAD += "@prefix d: <https://w3id.org/htxgraph/id/> .\n"

GOOD = """
d:document a htx:NewsArticle ; skos:prefLabel "Hoa Mai đón cờ"@vi ; dct:issued "2022-03-24"^^xsd:date ;
    htx:sha256 "0000000000000000000000000000000000000000000000000000000000000000" ; prov:wasGeneratedBy d:extraction .
d:extraction a prov:Activity .
d:an a foaf:Person ; foaf:name "Lê Thử An"@vi .
d:union a org:FormalOrganization , htx:CooperativeAlliance ; skos:prefLabel "Liên minh HTX tỉnh Hoa Mai"@vi .
d:chair a org:Post ; skos:prefLabel "Chủ tịch UBND tỉnh Hoa Mai"@vi ; org:postIn d:committee .
d:committee a org:FormalOrganization ; skos:prefLabel "UBND tỉnh Hoa Mai"@vi .
d:merger a org:ChangeEvent ; htx:date "2025-07-01"^^xsd:date ; org:originalOrganization d:union , d:former ;
    org:resultingOrganization d:union .
d:former a org:FormalOrganization ; skos:prefLabel "Liên minh HTX tỉnh Hoa Đào"@vi .
d:seat a org:Post ; skos:prefLabel "Chủ tịch Liên minh HTX tỉnh Hoa Mai"@vi ; org:postIn d:union .
d:membership a org:Membership ; org:member d:an ; org:organization d:union ; htx:post d:seat ;
    htx:attestedOn "2022-03-24"^^xsd:date ; htx:startDate "2020-05"^^xsd:gYearMonth ; htx:endDate "2025"^^xsd:gYear ;
    htx:former false .
d:ceremony a htx:Event , htx:Ceremony ; skos:prefLabel "Lễ đón cờ"@vi ; htx:date "2022-03-22"^^xsd:date ;
    htx:subEventOf d:conference ; htx:organizer d:union .
d:conference a htx:Event ; skos:prefLabel "Hội nghị tổng kết"@vi .
d:participation a htx:Participation ; htx:participant d:an ; htx:event d:conference ; htx:participationRole htx:chaired .
d:flag a htx:Award ; skos:prefLabel "Cờ thi đua"@vi ; htx:grade "hạng Nhất"@vi .
d:decision a htx:AwardDecision ; dct:identifier "17/QĐ-UBND" .
d:conferral a htx:Conferral ; htx:award d:flag ; htx:grantor d:committee ; htx:recipient d:group ;
    htx:conferredOn "2022-03-22"^^xsd:date ; htx:decision d:decision ; htx:status htx:conferred ;
    htx:category <https://w3id.org/htxgraph/vocab/award/co_thi_dua_tinh> ; htx:inProvince <https://w3id.org/htxgraph/vocab/unit/2025-06-30/province/24> .
d:group a htx:CountedGroup ; htx:count 2 ; htx:countMin 2 ; htx:countMax 2 ; htx:countQualifier htx:exactly ;
    htx:memberKind htx:cooperative ; htx:statedAs "02 HTX"@vi ; htx:knownMember d:one , d:two .
d:refusal a htx:UnrealizedAward ; htx:award d:flag ; htx:recipient d:an ; htx:status htx:refused .
d:presentation a htx:Presentation , prov:Activity ; htx:presents d:conferral ; htx:presenter d:an ; htx:onBehalfOf d:chair .
d:an prov:qualifiedDelegation d:delegation .
d:delegation a prov:Delegation ; prov:agent d:chair ; prov:hadActivity d:presentation .
d:observation a qb:Observation ; htx:measureName "tổng số HTX"@vi ; htx:value 950.0 ; htx:valueQualifier htx:exactly ;
    htx:statedAs "950 HTX"@vi .
d:certification a htx:Certification ; htx:certifiedProduct d:honey ; htx:stars 4 ; htx:validUntil "2027-01-01"^^xsd:date .
d:fact a htx:OrganizationFact ; htx:subject d:union .
d:evidence a oa:Annotation ; oa:motivatedBy htx:supporting ; oa:hasTarget d:target ; htx:rule "conferral.active" ;
    htx:confidence 0.9 ;
    oa:hasBody d:conferral , d:refusal , d:presentation , d:participation , d:membership , d:observation , d:fact ,
        d:certification .
d:target a oa:SpecificResource ; oa:hasSource d:document ; oa:hasSelector d:quote , d:position .
d:quote a oa:TextQuoteSelector ; oa:exact "02 HTX"@vi ; oa:prefix "Có "@vi ; oa:suffix " được"@vi .
d:position a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 .
d:other a oa:Annotation ; oa:motivatedBy htx:contradicting ; oa:hasTarget d:cells ; htx:rule "table" ; oa:hasBody d:an .
d:cells a oa:SpecificResource ; oa:hasSource d:document ; oa:hasSelector d:words , d:row .
d:words a oa:TextQuoteSelector ; oa:exact "1 | Hoa Mai" .
d:row a htx:RowSelector ; htx:sheet "Sheet1" ; htx:row 2 ; htx:column "HTX" .
d:entry a htx:RegisterEntry ; skos:prefLabel "HTX Hoa Mai"@vi ; dct:isPartOf d:register ;
    dct:spatial <https://w3id.org/htxgraph/vocab/unit/2025-06-30/province/24> .
d:link a htx:LinkRecord ; htx:linkFrom d:union ; htx:linkTo d:entry ; htx:linkRelation skos:exactMatch ;
    htx:linkMethod "compared" ; htx:linkScore 0.99 ; htx:asOf "2026-06-30"^^xsd:date .
"""

# What is taken away, what is put in its place, and what the shapes then say.
BROKEN = [
    ("d:link htx:linkFrom d:union", "", "A link record is from exactly one entity."),
    ("d:link htx:linkTo d:entry", "", "A link record is to exactly one entry."),
    (
        "d:link htx:linkRelation skos:exactMatch",
        "d:link htx:linkRelation skos:related",
        "A link is skos:exactMatch or skos:closeMatch.",
    ),
    ('d:link htx:linkMethod "compared"', "", "A link record tells how the link was found."),
    ("d:link htx:linkScore 0.99", "d:link htx:linkScore 9.9", "A link's score is a number from 0 to 1."),
    ('d:link htx:asOf "2026-06-30"^^xsd:date', "", "A link tells the day of the other data."),
    ('d:entry skos:prefLabel "HTX Hoa Mai"@vi', "", "A register entry has a name."),
    ("d:entry dct:isPartOf d:register", "", "A register entry is part of exactly one dataset."),
    ("", "d:entry dct:spatial d:committee", "An entry's place is a unit of a dated catalogue."),
    ("", "d:entry dct:isPartOf d:other", "A register entry is part of exactly one dataset."),
    ("d:evidence oa:hasBody d:fact", "", "A claim has at least one piece of evidence."),
    ("d:evidence oa:hasBody d:conferral", "", "A claim has at least one piece of evidence."),
    ("d:other oa:hasBody d:an", "", "Evidence is for something."),
    (
        "d:other oa:motivatedBy htx:contradicting",
        "d:other oa:motivatedBy oa:linking",
        "Evidence supports or contradicts.",
    ),
    ("d:other oa:hasTarget d:cells", "", "Evidence points at one passage."),
    ('d:other htx:rule "table"', "", "Evidence names the rule that read it."),
    ("d:evidence htx:confidence 0.9", "d:evidence htx:confidence 1.9", "Confidence is a number from 0 to 1."),
    ("d:target oa:hasSource d:document", "", "A passage is of one document."),
    ("d:target oa:hasSelector d:quote", "", "A passage has exactly one quote."),
    ("d:target oa:hasSelector d:position", "", "A passage has exactly one position."),
    ('d:quote oa:exact "02 HTX"@vi', 'd:quote oa:exact "2 HTX"@vi', "A quote is as long as its position says."),
    ('d:words oa:exact "1 | Hoa Mai"', "", "A quote is exact and not empty."),
    ('d:words oa:exact "1 | Hoa Mai"', 'd:words oa:exact ""', "A quote is exact and not empty."),
    ("", f'd:words oa:prefix "{"a" * 33}"', "What stands before is at most 32 characters."),
    ("", f'd:words oa:suffix "{"a" * 33}"', "What stands after is at most 32 characters."),
    ("d:position oa:start 3", "d:position oa:start 10", "A position starts before it ends."),
    ("d:position oa:end 9", "", "A position has an end."),
    ('d:row htx:sheet "Sheet1"', "", "A row is on one sheet."),
    ("d:row htx:row 2", "d:row htx:row 0", "A row has its number, counted from 1."),
    ("", 'd:conferral htx:grantor "UBND tỉnh"', "A grantor is an entity."),
    ("", "d:conferral htx:category d:flag", "A category is of the vocabulary."),
    ("", "d:conferral htx:inProvince d:province", "A province is of a dated catalogue."),
    ("", "d:conferral a htx:UnrealizedAward", None),
    ("d:conferral htx:award d:flag", "", "A conferral is of exactly one award."),
    ("d:conferral htx:recipient d:group", "", "A conferral has a recipient, named or counted."),
    (
        "d:conferral htx:status htx:conferred",
        "d:conferral htx:status htx:proposed",
        "An award proposed, planned, refused or revoked is no conferral.",
    ),
    ("d:refusal htx:status htx:refused", "d:refusal htx:status htx:decided", "An award that was given is a conferral."),
    ("d:presentation htx:presents d:conferral", "", "A presentation presents a conferral."),
    ("d:conferral a htx:Conferral", "", "A presentation presents a conferral."),
    ("d:presentation htx:presenter d:an", "", "A presentation has a presenter."),
    (
        "d:delegation prov:agent d:chair",
        "d:delegation prov:agent d:an",
        "Who presents on behalf of a principal has a delegation from that principal.",
    ),
    ('d:flag skos:prefLabel "Cờ thi đua"@vi', "", "An award has a name."),
    ("", 'd:flag htx:grade "hạng Ba"@vi', "An award is of one grade at most."),
    ('d:decision dct:identifier "17/QĐ-UBND"', "", "A decision has exactly one number."),
    ("", "d:decision htx:signedBy d:committee", "Who signed a decision is a person."),
    ('d:group htx:statedAs "02 HTX"@vi', "", "A group keeps its wording."),
    ("d:group htx:countQualifier htx:exactly", "", "A group tells how firmly it is counted."),
    ("d:group htx:count 2", 'd:group htx:count "02 HTX"', "A count is one whole number."),
    ("d:group htx:countMin 2", "d:group htx:countMin 3", "The least count is not above the most."),
    ("", "d:group htx:knownMember d:three", "Known members are not more than were counted."),
    ('d:an foaf:name "Lê Thử An"@vi', "", "A person has a name."),
    ("", "d:an a org:FormalOrganization", None),
    ('d:union skos:prefLabel "Liên minh HTX tỉnh Hoa Mai"@vi', "", "An organization has a name."),
    ('d:seat skos:prefLabel "Chủ tịch Liên minh HTX tỉnh Hoa Mai"@vi', "", "A post has a name."),
    ("", "d:seat org:postIn d:committee", "A post is in one organization at most."),
    ("", "d:chair a foaf:Person", None),
    ("", "d:seat org:heldBy d:an", "Who holds a post is told by dated memberships, never by org:heldBy."),
    ("", "d:an owl:sameAs d:chair", "The data never says owl:sameAs."),
    ('d:merger htx:date "2025-07-01"^^xsd:date', "", "A change has exactly one day."),
    ("", "d:merger org:originalOrganization d:an", "What was before a change is an organization."),
    ("", "d:merger org:resultingOrganization d:former", "One organization at most comes of a change."),
    ("d:membership org:member d:an", "", "A membership is of exactly one person."),
    ("d:membership htx:post d:seat", "", "A membership is in exactly one post."),
    ("", "d:membership org:organization d:committee", "A membership is in one organization at most."),
    ("d:membership htx:former false", "", "A membership tells whether it is a former one."),
    ('d:conference skos:prefLabel "Hội nghị tổng kết"@vi', "", "An event has a name."),
    ("", "d:ceremony htx:subEventOf d:union", "An event is part of another event."),
    ("d:participation htx:participant d:an", "", "A participation is of exactly one agent."),
    ("d:participation htx:event d:conference", "", "A participation is in exactly one event."),
    ("d:participation htx:participationRole htx:chaired", "", "A participation tells its role."),
    ("d:observation htx:value 950.0", "", "A figure has exactly one value."),
    ("d:observation htx:value 950.0", 'd:observation htx:value "950 HTX"', "A figure has exactly one value."),
    ('d:observation htx:measureName "tổng số HTX"@vi', "", "A figure tells what it measures."),
    ('d:observation htx:statedAs "950 HTX"@vi', "", "A figure keeps its wording."),
    ("d:observation htx:valueQualifier htx:exactly", "", "A figure tells how firmly it is stated."),
    ("d:certification htx:certifiedProduct d:honey", "", "A certification is of a product."),
    ("d:certification htx:stars 4", "d:certification htx:stars 6", "Stars are from one to five."),
    ("", 'd:conferral htx:conferredOn "24/3/2022"', "A date is a day, a month or a year."),
    ('d:ceremony htx:date "2022-03-22"^^xsd:date', 'd:ceremony htx:date "22/3"', "A date is a day, a month or a year."),
    ("", "d:membership htx:attestedOn 2022", "A date is a day, a month or a year."),
    ("", 'd:membership htx:startDate "nay"@vi', "A date is a day, a month or a year."),
    ("", 'd:membership htx:endDate "nay"@vi', "A date is a day, a month or a year."),
    ("", 'd:decision dct:issued "hôm nay"@vi', "A date is a day, a month or a year."),
    ("", 'd:certification htx:validUntil "2030-13"', "A date is a day, a month or a year."),
    ('d:document skos:prefLabel "Hoa Mai đón cờ"@vi', "", "A document has a name."),
    ("", 'd:document htx:sha256 "abc"', "A sha-256 is 64 hexadecimal digits."),
    ("d:document prov:wasGeneratedBy d:extraction", "", "A graph tells the extraction that made it."),
]


def read(text):
    return rdflib.Graph().parse(data=HEAD + text, format="turtle")


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(data=turtle.content("shapes.ttl").decode(), format="turtle")


def complaints(graph, shapes):
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    english = {str(text) for text in shapes.objects(None, SH.message) if text.language == "en"}
    return conforms, {str(text) for text in report.objects(None, SH.resultMessage)} & english


def test_a_good_graph_is_accepted(shapes):
    assert complaints(read(GOOD), shapes) == (True, set())
    assert told(read(GOOD)) == set()


@pytest.mark.parametrize(("taken", "put", "message"), BROKEN)
def test_a_broken_graph_is_refused(shapes, taken, put, message):
    graph = read(GOOD)
    for triple in read(f"{taken} ." if taken else ""):
        assert triple in graph
        graph.remove(triple)
    for triple in read(f"{put} ." if put else ""):
        graph.add(triple)
    conforms, messages = complaints(graph, shapes)
    assert not conforms
    assert message is None or message in messages
    assert told(graph) == messages or (message is None and told(graph))


def told(graph):
    return {found.message_en for found in violations(graph_of(graph.serialize(format="nt", encoding="utf-8")))}


def test_a_violation_names_its_node_and_speaks_both_languages():
    graph = read(GOOD)
    graph.remove((rdflib.URIRef("https://w3id.org/htxgraph/id/an"), FOAF.name, None))
    assert violations(graph_of(graph.serialize(format="nt", encoding="utf-8"))) == [
        Violation("https://w3id.org/htxgraph/id/an", "Người có tên.", "A person has a name.")
    ]


def test_every_condition_is_broken_once(shapes):
    told = {str(text) for text in shapes.objects(None, SH.message) if text.language == "en"}
    assert told == {message for _, _, message in BROKEN if message is not None}


def test_every_condition_speaks_both_languages(shapes):
    for subject in set(shapes.subjects(SH.message)):
        assert sorted(text.language for text in shapes.objects(subject, SH.message)) == ["en", "vi"]


def test_shapes_speak_of_defined_terms_only(shapes):
    core = rdflib.Graph().parse(data=turtle.content("core.ttl").decode(), format="turtle")
    ours = PREFIXES["htx"]
    used = {str(node) for triple in shapes for node in triple if str(node).startswith(ours)} - {ours}
    assert used <= {str(subject) for subject in core.subjects()}
    assert len(list(shapes.subjects(RDF.type, SH.NodeShape))) >= 20
