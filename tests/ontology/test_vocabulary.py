import csv
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from ontology import iris, turtle, vocabulary
from ontology.terms import HTX, PREFIXES

DOMAIN = Path(__file__).parents[2] / ".." / "shared" / "domain"
FILES = ("awards.ttl", "posts.ttl", "measures.ttl", "places.ttl")


def table(name):
    if not DOMAIN.is_dir():
        pytest.skip("the shared folder with the domain tables is not here")
    with (DOMAIN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def short(iri):
    return iri.rpartition("/")[2]


@pytest.fixture(scope="module")
def triples():
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(data=turtle.content(name).decode(), format="turtle")
    return graph


def test_every_award_of_the_domain_table_is_in_the_vocabulary():
    known = {short(award.iri): award for award in vocabulary.awards()}
    for row in table("awards.tsv"):
        award = known[row["key"]]
        assert award.name_en == row["en_label"].replace('"', "“", 1).replace('"', "”", 1)
        assert (award.start.isoformat() if award.start else "") == row["valid_from"]
        assert (award.end.isoformat() if award.end else "") == row["valid_to"]
        assert len(award.grades) == len([one for one in row["classes"].split(";") if one])


def test_every_organization_and_role_of_the_domain_tables_is_in_the_vocabulary():
    assert {row["key"] for row in table("orgs.tsv")} <= {short(iri) for iri in vocabulary.organization_kinds()}
    assert {row["key"] for row in table("roles.tsv")} <= {short(iri) for iri in vocabulary.post_kinds()}


def test_every_measure_of_the_domain_table_is_in_the_vocabulary():
    known = {short(one.iri): one for one in vocabulary.measures()}
    for row in table("measures.tsv"):
        assert float(known[row["key"]].scale) == float(row["scale"])
        assert known[row["key"]].base_unit == row["unit"]


def award(key):
    return next(one for one in vocabulary.awards() if short(one.iri) == key)


POWERS = [
    ("ocop_3_sao", date(2022, 1, 1), {"ubnd_tinh"}),
    ("ocop_3_sao", date(2024, 1, 1), {"ubnd_huyen"}),
    ("ocop_3_sao", date(2025, 7, 6), {"ubnd_tinh"}),
    ("ocop_5_sao", date(2025, 3, 1), {"bo_nnmt"}),
    ("bang_khen_tinh", date(2022, 1, 1), {"chu_tich_ubnd_tinh"}),
    ("thon_to_dan_pho_van_hoa", date(2025, 6, 30), {"chu_tich_ubnd_huyen"}),
    ("thon_to_dan_pho_van_hoa", date(2025, 7, 1), {"chu_tich_ubnd_xa"}),
]


@pytest.mark.parametrize(("key", "day", "holders"), POWERS)
def test_who_may_grant_depends_on_the_day(key, day, holders):
    assert {short(iri) for iri in award(key).granted_by_on(day)} == holders


def test_awards_are_of_the_laws_that_provide_for_them():
    assert [short(law) for law in award("bang_khen_tinh").laws] == ["2003", "2022"]
    assert [short(law) for law in award("cstd_cap_bo_2003").laws] == ["2003"]
    assert [short(law) for law in award("cstd_bo_nganh_tinh").laws] == ["2022"]


def test_every_concept_has_labels_and_a_scheme(triples):
    for kind in (HTX.AwardCategory, HTX.OrganizationKind, HTX.PostKind, HTX.Measure, HTX.Law):
        subjects = list(triples.subjects(RDF.type, rdflib.URIRef(kind)))
        assert subjects
        for subject in subjects:
            labels = [label.language for label in triples.objects(subject, SKOS.prefLabel)]
            assert sorted(labels) == ["en", "vi"], subject
            schemes = set(triples.objects(subject, SKOS.inScheme))
            assert schemes
            assert all((scheme, RDF.type, SKOS.ConceptScheme) in triples for scheme in schemes), subject


def test_what_the_vocabularies_point_at_exists(triples):
    described = set(triples.subjects())
    for subject, predicate, about in triples:
        if isinstance(about, rdflib.URIRef) and str(about).startswith(iris.VOCABULARY):
            assert about in described, (subject, predicate, about)


def test_the_vocabularies_use_only_defined_terms(triples):
    core = rdflib.Graph().parse(data=turtle.content("core.ttl").decode(), format="turtle")
    used = {str(node) for triple in triples for node in triple if str(node).startswith(HTX.NAMESPACE)}
    assert used <= {str(subject) for subject in core.subjects()}


@pytest.mark.parametrize("name", ["awards.ttl", "posts.ttl", "measures.ttl"])
def test_entries_are_sorted_within_their_part(name):
    for part in turtle.content(name).decode().split("# ----------")[1::1]:
        prefixed = [
            line.split(" ")[0] for line in part.splitlines() if " a htx:" in line and not line.startswith("power:")
        ]
        assert prefixed == sorted(prefixed), name


def test_the_vocabularys_triples_are_sorted_and_the_same_each_time():
    told = vocabulary.vocabulary_quads()
    lines = told.decode().splitlines()
    assert lines == sorted(set(lines))
    assert told == vocabulary.vocabulary_quads()
    read = list(ox.parse(told, format=ox.RdfFormat.N_TRIPLES))
    assert len(read) == len(lines)
    assert not any(isinstance(node, ox.BlankNode) for quad in read for node in (quad.subject, quad.object))


def test_the_vocabularys_triples_are_those_of_the_files():
    told = {str(quad.triple) for quad in ox.parse(vocabulary.vocabulary_quads(), format=ox.RdfFormat.N_TRIPLES)}
    for name in FILES:
        for quad in ox.parse(turtle.content(name), format=ox.RdfFormat.TURTLE):
            assert str(quad.triple) in told


def test_communes_are_told_only_when_asked_for():
    commune = iris.unit("2025-06-30", "commune", "00004")
    assert commune.encode() not in vocabulary.vocabulary_quads()
    told = vocabulary.vocabulary_quads([commune]).decode()
    assert f'<{commune}> <{PREFIXES["skos"]}prefLabel> "Phường Trúc Bạch"@vi .' in told
    assert f"<{HTX.originalUnit}> <{commune}> ." in told
    assert "unit/2025-07-01/commune/00008> <" not in told
