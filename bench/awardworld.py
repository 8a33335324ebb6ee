"""A made-up world for lookups of relations: local news, and long lists of awards that few ministries grant most of.

Every second document is news as in `synthetic`, the others are lists with up to 200 recipients each, of which one
ministry grants more than half. At ten million quads it has about a million relations; most others have a handful.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench import synthetic
from bench.synthetic import PROVINCES, Page
from graph_store.archive import Entry
from ontology import iris
from ontology.terms import DCT, FOAF, HTX, ORG, RDF, SKOS, XSD

_MINISTRIES = ("Bộ Nông nghiệp", "Liên minh HTX Việt Nam", "Bộ Công Thương")
_SHARES = (0.6, 0.25, 0.1)
"""Of all lists; the others are a province's."""
_AWARDS = ("Bằng khen của Bộ trưởng", "Kỷ niệm chương Vì sự nghiệp phát triển HTX", "Cờ thi đua", "Bằng khen")
_LONGEST = 200
_QUADS_A_ROUND = 505
"""About how many quads a piece of news and a list have."""


def documents(quads: int, *, seed: int = 0) -> Iterator[Entry]:
    """Yield documents with about so many quads."""
    for place in range(number(quads)):
        yield document(place, quads, seed=seed)


def number(quads: int) -> int:
    """Return how many documents a world of about so many quads has."""
    return max(40, 2 * round(quads / _QUADS_A_ROUND))


def document(place: int, quads: int, *, seed: int = 0, variant: int = 0) -> Entry:
    """Return one document of a world; another `variant` of it says something else."""
    chance = random.Random(f"{seed}:{place}")
    if place % 2:
        return synthetic.document(place, max(40, quads // 400), chance, variant)
    return _list(place, max(40, quads // 100), chance, variant)


def ministry(place: int) -> str:
    """Return the IRI of one of the ministries, the one that grants most first."""
    return iris.mint("organization", "awardworld", _MINISTRIES[place], label=_MINISTRIES[place])


def _list(place: int, population: int, chance: random.Random, variant: int) -> Entry:
    iri = iris.mint("document", f"awardworld {place}", label=f"quyết định {place}")
    page = Page(iri, iris.graph(iri))
    date = f"{2005 + place // 2 % 21}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    page.say(iri, RDF.type, HTX.NewsArticle)
    page.tell(iri, DCT.title, f"Quyết định khen thưởng số {place}, bản {variant}")
    page.tell(iri, DCT.issued, date, f"^^<{XSD.date}>")
    grantor = _grantor(page, chance)
    award = _award(page, chance)
    decision = iris.mint("decision", f"awardworld {place}", label=f"{place}/QĐ")
    page.say(decision, RDF.type, HTX.AwardDecision)
    page.tell(decision, DCT.identifier, f"{place}/QĐ-KT", "")
    page.tell(decision, DCT.issued, date, f"^^<{XSD.date}>")
    conferral = iris.mint("conferral", award, grantor, decision)
    page.say(conferral, RDF.type, HTX.Conferral)
    page.say(conferral, HTX.award, award)
    page.say(conferral, HTX.grantor, grantor)
    page.say(conferral, HTX.decision, decision)
    page.say(conferral, HTX.status, HTX.conferred)
    page.prove(conferral)
    for recipient in _recipients(page, population, chance):
        page.say(conferral, HTX.recipient, recipient)
        page.say(iri, HTX.mentions, recipient)
    page.say(iri, HTX.mentions, grantor)
    text = f"Quyết định {place}, bản {variant}"
    return Entry(iri, page.graph, text.encode(), text, b"{}", "".join(page.quads).encode(), extractor="awardworld")


def _grantor(page: Page, chance: random.Random) -> str:
    roll = chance.random()
    for place, name in enumerate(_MINISTRIES):
        roll -= _SHARES[place]
        if roll < 0:
            iri = ministry(place)
            page.say(iri, RDF.type, ORG.FormalOrganization)
            page.say(iri, RDF.type, HTX.Ministry)
            page.tell(iri, SKOS.prefLabel, name)
            return iri
    return synthetic.committee_of(page, chance.choice(PROVINCES))[0]


def _award(page: Page, chance: random.Random) -> str:
    name = chance.choice(_AWARDS)
    iri = iris.mint("award", "awardworld", name, label=name)
    page.say(iri, RDF.type, HTX.Award)
    page.tell(iri, SKOS.prefLabel, name)
    return iri


def _recipients(page: Page, population: int, chance: random.Random) -> Iterator[str]:
    """Yield who is honoured, each once, and say who that is: cooperatives, and every third time a person."""
    for place in {synthetic.often(chance, population) for _ in range(chance.randint(2, _LONGEST))}:
        if place % 3:
            name = synthetic.cooperative_name(place)
            iri = iris.mint("organization", "synthetic", name, label=name)
            page.say(iri, RDF.type, HTX.Cooperative)
        else:
            iri, name = synthetic.person(place)
            page.say(iri, RDF.type, FOAF.Person)
        page.tell(iri, SKOS.prefLabel, name)
        yield iri
