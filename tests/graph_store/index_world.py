"""A small world of two ceremonies, as documents' graphs in Turtle, for the tests of the side index."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from graph_store.archive import Entry
from graph_store.generations import Data, Generation
from ingest.load import load
from ontology.iris import VOCABULARY, unit
from ontology.terms import PREFIXES

EX = "https://w3id.org/htxgraph/id/"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@prefix : <{EX}> .\n"

OLD_PROVINCE = unit("2025-06-30", "province", "24")
NEW_PROVINCE = unit("2025-07-01", "province", "24")
CATEGORY = f"{VOCABULARY}award/bang_khen_tinh"

VOCABULARY_GRAPH = f"""
<{OLD_PROVINCE}> a htx:Province ; skos:prefLabel "Tỉnh Sông Cũ"@vi ; dct:isReplacedBy <{NEW_PROVINCE}> .
<{NEW_PROVINCE}> a htx:Province ; skos:prefLabel "Tỉnh Sông Mới"@vi .
<{CATEGORY}> a htx:AwardCategory ; skos:prefLabel "Bằng khen cấp tỉnh"@vi ; htx:level htx:provinceLevel .
"""

PEOPLE = f"""
:person\\/hien a foaf:Person ; skos:prefLabel "Lê Đức Hiền"@vi ; foaf:name "Lê Đức Hiền" .
:organization\\/ub a org:FormalOrganization, htx:PeoplesCommittee ; skos:prefLabel "UBND tỉnh Sông Cũ"@vi ;
  skos:altLabel "Ủy ban nhân dân tỉnh Sông Cũ"@vi ; htx:locatedIn <{OLD_PROVINCE}> .
:organization\\/htx a org:FormalOrganization, htx:Cooperative ; skos:prefLabel "HTX Chè Đồi Xanh"@vi .
:post\\/ct a org:Post ; skos:prefLabel "Chủ tịch UBND tỉnh Sông Cũ"@vi ; org:postIn :organization\\/ub ; htx:roleName "Chủ tịch" .
:award\\/bk a htx:Award ; skos:prefLabel "Bằng khen"@vi .
"""

FIRST = f"""
:document\\/d1 a htx:NewsArticle ; dct:title "Trao thưởng năm 2021"@vi ; dct:issued "2022-03-23"^^xsd:date ;
  dct:creator :person\\/hoa ;
  htx:mentions :person\\/hien , :organization\\/ub , :organization\\/htx , :post\\/ct , :event\\/le .
:person\\/hoa a foaf:Person ; skos:prefLabel "Mai Hoa"@vi .
{PEOPLE}
:event\\/le a htx:Event, htx:Ceremony ; skos:prefLabel "Lễ tổng kết"@vi ; htx:date "2022-03-22"^^xsd:date ;
  htx:organizer :organization\\/ub ; htx:inPlace <{OLD_PROVINCE}> .
:membership\\/m1 a org:Membership ; org:member :person\\/hien ; org:organization :organization\\/ub ; htx:post :post\\/ct ;
  htx:attestedOn "2022-03-22"^^xsd:date ; htx:former false .
:participation\\/p1 a htx:Participation ; htx:participant :person\\/hien ; htx:event :event\\/le ;
  htx:participationRole htx:chaired .
:conferral\\/c1 a htx:Conferral ; htx:award :award\\/bk ; htx:category <{CATEGORY}> ; htx:grantor :post\\/ct ;
  htx:recipient :organization\\/htx , :group\\/g1 , :group\\/g2 ; htx:forPeriod "2021" ; htx:status htx:conferred ;
  htx:atEvent :event\\/le .
:group\\/g1 a htx:CountedGroup ; htx:count 2 ; htx:countQualifier htx:exactly ; htx:memberKind htx:cooperative ;
  htx:statedAs "02 HTX"@vi ; htx:knownMember :organization\\/kia .
:group\\/g2 a htx:CountedGroup ; htx:countQualifier htx:many ; htx:memberKind htx:individual ; htx:statedAs "nhiều cá nhân"@vi .
:organization\\/kia a org:FormalOrganization, htx:Cooperative ; skos:prefLabel "HTX Bến Đò"@vi .
:presentation\\/pr1 a htx:Presentation ; htx:presents :conferral\\/c1 ; htx:presenter :person\\/hien ; htx:onBehalfOf :post\\/ct ;
  htx:atEvent :event\\/le .
:evidence\\/e1 a oa:Annotation ; oa:hasBody :conferral\\/c1 ; oa:hasTarget :evidence\\/e1t .
:evidence\\/e1t oa:hasSource :document\\/d1 .
:evidence\\/e2 a oa:Annotation ; oa:hasBody :person\\/hien ; oa:hasTarget :evidence\\/e2t .
:evidence\\/e2t oa:hasSource :document\\/d1 .
"""

SECOND = f"""
:document\\/d2 a htx:NewsArticle ; dct:title "Tin thứ hai"@vi ; dct:issued "2023-05-01"^^xsd:date ;
  htx:mentions :person\\/hien , :organization\\/ub , :person\\/nam .
{PEOPLE}
:person\\/nam a foaf:Person ; skos:prefLabel "Lê Nam"@vi .
:conferral\\/c1 a htx:Conferral ; htx:award :award\\/bk ; htx:grantor :post\\/ct ; htx:recipient :organization\\/htx .
:evidence\\/e3 a oa:Annotation ; oa:hasBody :conferral\\/c1 ; oa:hasTarget :evidence\\/e3t .
:evidence\\/e3t oa:hasSource :document\\/d2 .
:conferral\\/c2 a htx:Conferral ; htx:award :award\\/bk ; htx:recipient :person\\/nam ; htx:status htx:conferred ;
  htx:conferredOn "2023"^^xsd:gYear .
:unrealized\\/u1 a htx:UnrealizedAward ; htx:award :award\\/bk ; htx:grantor :post\\/ct ; htx:recipient :person\\/hien ;
  htx:status htx:refused .
"""

THIRD = f"""
:document\\/d3 a htx:NewsArticle ; dct:title "Tin thứ ba"@vi ; htx:mentions :organization\\/ub .
{PEOPLE}
:event\\/le a htx:Event ; htx:date "2022-03"^^xsd:gYearMonth ; skos:prefLabel "Lễ tổng kết công tác năm"@vi .
:conferral\\/c1 htx:decision :decision\\/q1 .
:decision\\/q1 a htx:AwardDecision ; dct:identifier "12/QĐ-UBND" ; dct:issued "2022-03-01"^^xsd:date .
"""


def quads(turtle: str, graph: str) -> bytes:
    """Return Turtle (with our prefixes) as one graph's N-Quads."""
    triples = parse((HEAD + turtle.replace("\\\\/", "\\/")).encode(), format=RdfFormat.TURTLE)
    lines = (Quad(one.subject, one.predicate, one.object, NamedNode(graph)) for one in triples)
    return serialize(lines, format=RdfFormat.N_QUADS) or b""


def entry(name: str, turtle: str) -> Entry:
    """Return a document's graph as an entry for the archive."""
    graph = f"https://w3id.org/htxgraph/graph/{name}"
    return Entry(f"{EX}document/{name}", graph, turtle.encode(), turtle, b"[]", quads(turtle, graph))


def vocabulary(turtle: str = VOCABULARY_GRAPH) -> bytes:
    """Return the vocabulary graph as N-Quads without a graph."""
    triples = parse((HEAD + turtle).encode(), format=RdfFormat.TURTLE)
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def world(path: Path) -> Generation:
    """Load both ceremonies and return the generation."""
    found = load(Data(path), [entry("d1", FIRST), entry("d2", SECOND)], vocabulary=vocabulary()).generation
    assert found is not None
    return found
