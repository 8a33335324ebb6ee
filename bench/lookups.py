"""What lookups of relations ask: addresses of our API, and the same question as SPARQL where there is one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bench import awardworld
from graph_store.index import Index
from ontology.terms import PREFIXES

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dct", "htx", "skos"))
_SEARCHES = (
    "nguyen van an", "Đ/c Trần Đức Hiền", "htx che doi xanh", "UBND tỉnh số 24", "hợp tác xã rau", "le quang", "nguyen",
    "bằng khen", "Phạm Thị Lan", "chu tich", "lễ tổng kết số 7", "n",
)  # fmt: skip
_NEWEST = "?c htx:decision ?q . ?q dct:issued ?day } ORDER BY DESC(?day) LIMIT"
_AWARDED = "?c htx:recipient ?to } GROUP BY ?to ORDER BY DESC(?n) LIMIT 100"


@dataclass(frozen=True, slots=True)
class Question:
    """One question in some variants: addresses, and for each the SPARQL that asks the same; none where there is none."""

    name: str
    addresses: tuple[str, ...]
    sparql: tuple[str, ...] = ()


def questions(index: Index, seed: int) -> Iterator[Question]:
    """Yield the questions about entities of an `awardworld`: hubs, and many that have but a few relations."""
    some = entities(index, seed)
    hub = awardworld.ministry(0)
    yield _of("card", some, "/api/entities/{}", "SELECT ?p (COUNT(*) AS ?n) WHERE { { <THING> ?p ?o } UNION { ?o ?p <THING> } } GROUP BY ?p")  # fmt: skip
    yield _of("relations", some, "/api/entities/{}/relations", f"SELECT ?c ?day WHERE {{ ?c htx:recipient <THING> . {_NEWEST} 50")  # fmt: skip
    yield _of("relations_of_hub", [hub], "/api/entities/{}/relations", f"SELECT ?c ?day WHERE {{ ?c htx:grantor <THING> . {_NEWEST} 50")  # fmt: skip
    yield _of("awards_of_one", some, "/api/conferrals?recipient={}", "SELECT ?c ?award WHERE { ?c htx:recipient <THING> ; htx:award ?award } LIMIT 50")  # fmt: skip
    yield Question("latest", ("/api/conferrals?limit=20",), (f"{_PREFIXES}SELECT ?c ?day WHERE {{ {_NEWEST} 20",))
    whom = f"{_PREFIXES}SELECT ?to (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c htx:grantor <{hub}> . {_AWARDED}"
    yield Question("who_awarded_whom", (f"/api/who-awarded-whom?grantor={quote(hub)}",), (whom,))
    table = f"{_PREFIXES}SELECT ?from ?year (COUNT(?c) AS ?n) WHERE {{ ?c htx:grantor ?from ; htx:decision ?q . ?q dct:issued ?day BIND(YEAR(?day) AS ?year) }} GROUP BY ?from ?year"  # fmt: skip
    yield Question("matrix", ("/api/who-awarded-whom/matrix",), (table,))
    searched = tuple(f"{_PREFIXES}SELECT ?who ?name WHERE {{ ?who skos:prefLabel ?name FILTER(CONTAINS(LCASE(?name), '{text.lower()}')) }} LIMIT 20" for text in _SEARCHES)  # fmt: skip
    yield Question("search", tuple(f"/api/search?q={quote(text)}" for text in _SEARCHES), searched)
    typed = tuple(f"/api/suggest?q={quote(text[:size])}" for text in _SEARCHES for size in range(1, len(text) + 1, 3))
    yield Question("suggest", typed)
    yield _of("two_hops", some, "/api/network?by=award&size=100&entity={}", "SELECT DISTINCT ?other WHERE { ?c htx:recipient <THING> , ?other } LIMIT 100")  # fmt: skip
    pairs = zip(some[::2], some[1::2], strict=False)
    yield Question("path", tuple(f"/api/paths?limit=3&passages=0&from={quote(a)}&to={quote(b)}" for a, b in pairs))
    around = tuple(f"/api/network?depth=2&size=300&entity={quote(one)}" for one in some[:10])
    yield Question("network_300", around)


def entities(index: Index, seed: int) -> list[str]:
    """Return persons and organizations, those with most relations among them."""
    chance = random.Random(seed)
    found: list[str] = [awardworld.ministry(place) for place in range(2)]
    for kind in ("person", "organization"):
        some = [one.iri for one in index.entities(kind, limit=2000).rows]
        found += chance.sample(some, min(40, len(some)))
    chance.shuffle(found)
    return found


def _of(name: str, iris: list[str], address: str, sparql: str) -> Question:
    return Question(
        name,
        tuple(address.format(quote(iri, safe="" if "?" in address else ":/")) for iri in iris),
        tuple(_PREFIXES + sparql.replace("THING", iri) for iri in iris),
    )
