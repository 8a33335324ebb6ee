"""What the mini world's documents become: the shape of the graph, one conferral told thrice, nothing invented."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from ingest.identity import telling
from ingest.issues import Level
from ingest.mapping.document import Mapped, map_reading
from ingest.mapping.quotes import quotes
from ingest.mapping.triples import to_turtle
from ingest.model import Conferral, Presentation, Span
from ingest.reading import Reading
from ingest.resolve import linker
from ingest.resolve.corpus import resolve
from ingest.resolve.ledger import Ledger
from ontology.shapes import violations
from ontology.terms import DCT, FOAF, HTX, OA, ORG, PROV, QB, RDF, SKOS
from tests.mini import world

GOLDEN = Path(__file__).parents[2] / "mini" / "dai.nq"


def mapped(reading: Reading) -> Mapped:
    return map_reading(reading, linker.link(reading), extractor="mini")


def quads(*readings: Reading) -> list[Quad]:
    return [quad for one in readings for quad in parse(mapped(one).quads, format=RdfFormat.N_QUADS)]


def of_class(found: Iterable[Quad], kind: str) -> set[str]:
    return {quad.subject.value for quad in found if quad.predicate.value == RDF.type and quad.object.value == kind}


def said(found: Iterable[Quad], subject: str, predicate: str) -> set[str]:
    return {q.object.value for q in found if q.subject.value == subject and q.predicate.value == predicate}


def subjects(found: Iterable[Quad], predicate: str, value: str) -> set[str]:
    return {q.subject.value for q in found if q.predicate.value == predicate and q.object.value == value}


def only(values: set[str]) -> str:
    (value,) = values
    return value


WORLD = quads(*world.READINGS)


def test_one_document_becomes_exactly_these_quads():
    assert mapped(world.READINGS[2]).quads.decode().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("reading", world.READINGS, ids=lambda reading: reading.document.id)
def test_the_quads_of_a_document_keep_to_the_shape_of_the_graph(reading):
    found = mapped(reading)
    assert found.issues == ()
    assert found.claims == len(reading.claims)
    lines = found.quads.splitlines()
    assert lines == sorted(set(lines))
    assert violations(found.read) == []
    for quad in parse(found.quads, format=RdfFormat.N_QUADS):
        assert quad.graph_name.value == found.graph
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


@pytest.mark.parametrize("reading", world.READINGS, ids=lambda reading: reading.document.id)
def test_every_claim_has_evidence_that_stands_in_the_text(reading):
    found = quads(reading)
    claims = {q.object.value for q in found if q.predicate.value == OA.hasBody}
    for kind in (
        HTX.Conferral,
        HTX.UnrealizedAward,
        HTX.Presentation,
        ORG.Membership,
        HTX.Participation,
        QB.Observation,
    ):
        assert of_class(found, kind) <= claims
    assert of_class(found, FOAF.Person) <= claims
    for quote, start, end in quotes(mapped(reading).quads):
        assert reading.document.text[start:end] == quote


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_claims_changes_no_byte(seed):
    for reading in world.READINGS:
        claims = list(reading.claims)
        random.Random(seed).shuffle(claims)
        assert mapped(replace(reading, claims=tuple(claims))).quads == mapped(reading).quads


def test_three_documents_on_one_ceremony_tell_one_conferral_with_three_passages(tmp_path):
    means = resolved(tmp_path, world.READINGS)
    conferral = only({means.get(one, one) for one in of_class(quads(world.READINGS[1]), HTX.Conferral)})
    told = [{means.get(one, one) for one in of_class(quads(world.READINGS[n]), HTX.Conferral)} for n in (0, 2)]
    assert {conferral} < told[0]
    assert {conferral} == told[1]
    passages = {q.subject.value for q in WORLD if q.predicate.value == OA.hasBody and _meant(means, q) == conferral}
    assert len(passages) == 3
    assert len({only(said(WORLD, only(said(WORLD, one, OA.hasTarget)), OA.hasSource)) for one in passages}) == 3
    given = [
        q
        for q in WORLD
        if q.predicate.value == HTX.recipient and means.get(q.subject.value, q.subject.value) == conferral
    ]
    assert len({_meant(means, q) for q in given}) == 2


def _meant(means: Mapping[str, str], quad: Quad) -> str:
    return means.get(quad.object.value, quad.object.value)


def resolved(folder: Path, readings: Iterable[Reading]) -> Mapping[str, str]:
    ledger = Ledger(folder / "identity.sqlite")
    changed = {iri for one in map(mapped, readings) for iri in ledger.tell(one.graph, telling(one.read))}
    means = resolve(ledger, changed, {})
    ledger.close(commit=False)
    return means


def test_of_those_named_alike_the_director_and_the_chairwoman_stay_two():
    assert len(subjects(WORLD, FOAF.name, "Kiều Vân Khê")) == 2


def test_a_person_without_a_post_waits_for_someone_to_say_who_it_is():
    assert len(subjects(WORLD, FOAF.name, "Lò Văn Tám")) == 2


def test_there_are_a_dozen_people_and_no_principal_is_one():
    names = Counter(q.object.value for q in WORLD if q.predicate.value == FOAF.name)
    assert len(names) == 12
    presentation = only(
        subjects(WORLD, RDF.type, HTX.Presentation)
        & {q.subject.value for q in WORLD if q.predicate.value == HTX.onBehalfOf}
    )
    principal = only(said(WORLD, presentation, HTX.onBehalfOf))
    assert principal in of_class(WORLD, ORG.Post)
    assert said(WORLD, principal, SKOS.prefLabel) == {"Chủ tịch UBND tỉnh Vân Hạc"}
    presenter = only(said(WORLD, presentation, HTX.presenter))
    delegation = only(said(WORLD, presenter, PROV.qualifiedDelegation))
    assert said(WORLD, delegation, PROV.agent) == {principal}
    assert said(WORLD, delegation, PROV.hadActivity) == {presentation}
    assert not any(q.predicate.value.endswith("heldBy") for q in WORLD)


def test_a_refused_honour_is_no_conferral():
    found = quads(world.READINGS[4])
    assert of_class(found, HTX.Conferral) == set()
    assert said(found, only(of_class(found, HTX.UnrealizedAward)), HTX.status) == {HTX.refused}


def test_unnamed_recipients_are_a_counted_group_of_their_conferral():
    group = only(of_class(WORLD, HTX.CountedGroup))
    assert said(WORLD, group, HTX.count) == {"2"}
    assert said(WORLD, group, HTX.countQualifier) == {HTX.exactly}
    assert said(WORLD, group, HTX.memberKind) == {HTX.individual}
    assert said(WORLD, group, HTX.statedAs) == {"02 cá nhân"}


def test_a_post_is_attested_on_the_day_of_the_document_and_never_since_it():
    memberships = of_class(WORLD, ORG.Membership)
    assert {v for one in memberships for v in said(WORLD, one, HTX.attestedOn)} == {
        "2023-01-12",
        "2023-01-13",
        "2024-01-20",
    }
    assert not any(said(WORLD, one, HTX.startDate) for one in memberships)
    assert sum(said(WORLD, one, HTX.former) == {"true"} for one in memberships) == 1


def test_a_decision_has_its_number_and_a_figure_its_qualifier():
    decision = only(of_class(WORLD, HTX.AwardDecision))
    assert said(WORLD, decision, DCT.identifier) == {"77/QĐ-CTN"}
    figure = only(of_class(WORLD, QB.Observation))
    assert said(WORLD, figure, HTX.value) == {"312"}
    assert said(WORLD, figure, HTX.valueQualifier) == {HTX.moreThan}
    assert said(WORLD, figure, HTX.statedAs) == {"trên 312"}


def test_a_claim_whose_quote_is_not_in_the_text_is_left_out_and_told():
    reading = world.READINGS[1]
    claim = next(one for one in reading.claims if isinstance(one, Conferral))
    moved = replace(claim.evidence[0], span=Span(0, len(claim.evidence[0].quote)))
    broken = tuple(replace(one, evidence=(moved,)) if one is claim else one for one in reading.claims)
    found = mapped(replace(reading, claims=broken))
    (issue,) = found.issues
    assert issue.level is Level.ERROR
    assert "the text has not" in issue.what
    assert HTX.Conferral.encode() not in found.quads
    assert found.claims == len(reading.claims) - 1


def test_a_claim_without_evidence_is_left_out_and_told():
    reading = world.READINGS[1]
    bare = tuple(replace(one, evidence=()) if isinstance(one, Conferral) else one for one in reading.claims)
    found = mapped(replace(reading, claims=bare))
    assert "no evidence" in found.issues[0].what
    assert HTX.Conferral.encode() not in found.quads


def test_a_presentation_brings_its_conferral_along():
    reading = world.READINGS[0]
    presentation = next(one for one in reading.claims if isinstance(one, Presentation))
    found = quads(replace(reading, claims=(presentation,)))
    assert of_class(found, HTX.Conferral) == said(found, only(of_class(found, HTX.Presentation)), HTX.presents)


def test_quotes_stay_as_published_and_names_are_composed():
    text = "Cha\u0300o\r\nNga\u0300y 12/01/2023, UBND ti\u0309nh tặng Bằng khen cho HTX Mâ\u0301t.\r\n"
    at = replace(world.RADIO, text=text)
    words = "HTX Mâ\u0301t"
    mention = at.body(words)
    found = quads(Reading(at.document, at.named(mention)))
    assert subjects(found, OA.exact, words)
    assert subjects(found, SKOS.prefLabel, "HTX Mất")


def test_turtle_names_only_the_prefixes_it_uses():
    told = to_turtle(mapped(world.READINGS[4]).quads)
    declared = set(re.findall(r"^@prefix (\w+):", told, re.MULTILINE))
    assert {"htx", "oa", "foaf"} <= declared
    assert "qb" not in declared
    assert {str(quad.triple) for quad in parse(told.encode(), format=RdfFormat.TURTLE)} == {
        str(quad.triple) for quad in quads(world.READINGS[4])
    }


def test_of_the_names_of_one_thing_the_one_said_most_is_its_label_and_the_others_are_names_besides():
    at = replace(world.RADIO, text="HTX Rừng Biếc. Hợp tác xã Rừng Biếc. Ông Lò Văn Tám, Giám đốc HTX Rừng Biếc.")
    short, long = at.body("HTX Rừng Biếc"), at.body("Hợp tác xã Rừng Biếc")
    claims = (*at.named(long, short), at.holds(at.person("Lò Văn Tám"), "Giám đốc", short))
    found = quads(Reading(at.document, claims))
    cooperative = only(of_class(found, HTX.Cooperative))
    assert said(found, cooperative, SKOS.prefLabel) == {"HTX Rừng Biếc"}
    assert said(found, cooperative, SKOS.altLabel) == {"Hợp tác xã Rừng Biếc"}
