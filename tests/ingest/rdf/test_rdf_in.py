"""RDF in: W3C ORG, schema.org and our own terms become claims with the line that says so; the rest is told of."""

import json
from pathlib import Path

import pytest

from graph_store.archive import Archive
from graph_store.generations import Data
from ingest import checks, pipeline
from ingest.context import Metadata
from ingest.issues import Level
from ingest.model import Conferral, Membership, OrganizationFact
from ingest.rdf import parsing
from ingest.rdf.reader import read
from ingest.resolve import linker
from ingest.sources.paths import RDF

STATED = Metadata(place="tỉnh Vân Hạc", published="2024-01-10", url="https://vanhac.example/data")
HEAD = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix htx: <https://w3id.org/htxgraph/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix x: <https://vanhac.example/> .
"""
BODIES = """
x:chè a org:FormalOrganization ; skos:prefLabel "Chè Sương Lam Coop"@en , "HTX Chè Sương Lam"@vi ;
    org:subOrganizationOf x:lm ; htx:registrationCode "2400123456" ; htx:foundedOn "2019-06" ; htx:placeName "huyện Sương Lam, tỉnh Vân Hạc" .
x:lm a htx:CooperativeAlliance ; skos:prefLabel "Liên minh HTX tỉnh Vân Hạc"@vi .
x:tám a foaf:Person ; foaf:name "Lò Văn Tám" ; x:soCCCD "001085012345" ; x:note "CMND 123456789" .
"""
SEATS = """
[] a org:Membership ; org:member x:tám ; org:organization x:chè ; org:role [ skos:prefLabel "Giám đốc"@vi ] ; htx:startDate "2020-05-06" .
"""
AWARDS = """
x:t1 a htx:Conferral ; htx:award [ skos:prefLabel "Bằng khen"@vi ] ; htx:recipient x:chè ; htx:grantor x:lm ;
    htx:conferredOn "2023-12-31" ; htx:decision [ dct:identifier "12/QĐ-LMHTX" ; dct:issued "2023-12-30" ] ; htx:status htx:conferred .
"""


def turtle(folder: Path, text: str, name: str = "data.ttl") -> Path:
    path = folder / name
    path.write_text(HEAD + text if name.endswith(".ttl") else text, encoding="utf-8")
    return path


def test_memberships_facts_and_conferrals_are_read_with_the_line_that_says_so(tmp_path):
    told = read(turtle(tmp_path, BODIES + SEATS + AWARDS), STATED)
    assert told.issues == ()
    claims, text = told.reading.claims, told.reading.document.text
    (seat,) = [one for one in claims if isinstance(one, Membership)]
    assert (seat.person.name, seat.post.role, seat.post.organization.name, str(seat.start)) == (
        "Lò Văn Tám",
        "Giám đốc",
        "HTX Chè Sương Lam",
        "2020-05-06",
    )
    (given,) = [one for one in claims if isinstance(one, Conferral)]
    assert (given.award, given.recipients[0].name, given.decision.number) == (
        "Bằng khen",
        "HTX Chè Sương Lam",
        "12/QĐ-LMHTX",
    )
    facts = {str(one.kind) for one in claims if isinstance(one, OrganizationFact)}
    assert facts == {"identifier", "founded", "part_of", "located_in"}
    for claim in claims:
        for evidence in claim.evidence:
            assert text[evidence.span.start : evidence.span.end] == evidence.quote
    assert "org:Membership | org:member: https://vanhac.example/tám" in seat.evidence[0].quote


def test_schema_org_in_json_ld_is_read_without_fetching_its_context(tmp_path):
    content = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Person",
                "name": "Lò Văn Tám",
                "jobTitle": "Giám đốc",
                "award": ["Bằng khen của UBND tỉnh"],
                "worksFor": {
                    "@type": "Organization",
                    "name": "HTX Hoa Mai",
                    "taxID": "2400123456",
                    "address": {
                        "@type": "PostalAddress",
                        "addressLocality": "xã Hoa Mai",
                        "addressRegion": "tỉnh Vân Hạc",
                    },
                },
            }
        ],
    }
    told = read(turtle(tmp_path, json.dumps(content), "a.jsonld"), STATED)
    assert told.issues == ()
    (seat,) = [one for one in told.reading.claims if isinstance(one, Membership)]
    assert (seat.post.role, seat.post.organization.name) == ("Giám đốc", "HTX Hoa Mai")
    (given,) = [one for one in told.reading.claims if isinstance(one, Conferral)]
    assert given.grantor.name == "UBND tỉnh Vân Hạc"
    places = [one.value for one in told.reading.claims if isinstance(one, OrganizationFact)]
    assert places == ["2400123456", "xã Hoa Mai, tỉnh Vân Hạc"]


def test_it_enters_as_a_document_of_its_own_once_and_only_once(tmp_path):
    path, data = turtle(tmp_path, BODIES + SEATS + AWARDS), Data(tmp_path / "data")
    first = pipeline.ingest([path], data, STATED, jobs=1)
    assert (first.read, first.issues) == (1, [])
    assert list(checks.validate(data)) == []
    again = pipeline.ingest([path], data, STATED, jobs=1)
    assert (again.loaded.applied.unchanged, again.loaded.applied.added, again.loaded.applied.removed) == (1, 0, 0)


def test_numbers_of_identity_papers_are_kept_nowhere(tmp_path):
    data = Data(tmp_path / "data")
    pipeline.ingest([turtle(tmp_path, BODIES + SEATS)], data, STATED, jobs=1)
    archive = Archive(data)
    (revision,) = archive.documents()
    for part in (revision.content, revision.text, revision.claims, revision.quads):
        assert b"001085012345" not in archive.read(part)
        assert b"123456789" not in archive.read(part)


def test_two_persons_of_one_name_stay_two(tmp_path):
    text = BODIES + 'x:tám2 a foaf:Person ; foaf:name "Lò Văn Tám" .' + SEATS
    links = linker.link(read(turtle(tmp_path, text), STATED).reading)
    told = read(turtle(tmp_path, text), STATED).reading
    people = {
        links.mention(one.mention)
        for one in told.claims
        if type(one).__name__ == "Naming" and one.mention.kind == "person"
    }
    assert len(people) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[] a org:Membership ; org:member x:tám .", "without a role"),
        ('[] a org:Membership ; org:member x:ai ; org:role "Giám đốc" .', "ai has no name in this file"),
        ('x:t a htx:Conferral ; htx:award [ skos:prefLabel "Kỷ vật" ] ; htx:recipient x:lm .', "no award is known"),
        ('x:t a htx:Conferral ; htx:award [ skos:prefLabel "Bằng khen" ] .', "without a named recipient"),
        ('x:o a org:Organization ; skos:prefLabel "HTX Hoa" ; htx:foundedOn "hôm qua" .', "not a date"),
    ],
)
def test_what_of_a_thing_cannot_be_read_is_told_and_the_rest_is_read(text, says, tmp_path):
    told = read(turtle(tmp_path, BODIES + text), STATED)
    (issue,) = told.issues
    assert says in issue.what
    assert told.reading.claims


@pytest.mark.parametrize(
    ("name", "text", "where", "says"),
    [
        ("a.ttl", "x:a x:b .", "line", "no .ttl that can be read"),
        ("a.jsonld", "{", "", "no JSON"),
        ("a.jsonld", '{"@context": "https://other.example/context", "name": "x"}', "", "no .jsonld that can be read"),
        ("a.ttl", "x:a x:b x:c .", "", "says nothing in terms of"),
        ("a.ttl", "", "", "says nothing in terms of"),
    ],
)
def test_what_is_no_rdf_or_says_nothing_is_refused_with_its_place(name, text, where, says, tmp_path):
    report = pipeline.ingest([turtle(tmp_path, text, name)], Data(tmp_path / "data"), STATED, jobs=1)
    (issue,) = report.issues
    assert issue.level is Level.ERROR
    assert says in issue.what
    assert where in issue.where


def test_every_name_that_is_read_as_rdf_has_its_format():
    assert tuple(parsing.FORMATS) == RDF
