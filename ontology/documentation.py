"""What there is to say of the ontology, from `core.ttl`: every class, property and concept, in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ontology import terms as vocabularies
from ontology import turtle
from ontology.terms import DCT, HTX, OWL, PREFIXES, RDF, RDFS, SH, SKOS

Language = Literal["vi", "en"]
ONTOLOGY = "https://w3id.org/htxgraph/ontology"
_FILE, _SHAPES = "core.ttl", "shapes.ttl"

# What sections and relations are called, in both languages.
_WORDS: dict[str, dict[Language, str]] = {
    "classes": {"vi": "Lớp", "en": "Classes"},
    "objects": {"vi": "Thuộc tính đối tượng", "en": "Object properties"},
    "literals": {"vi": "Thuộc tính dữ liệu", "en": "Datatype properties"},
    "others": {"vi": "Thuộc tính khác", "en": "Other properties"},
    "concepts": {"vi": "Khái niệm đóng", "en": "Closed concepts"},
    "kinds": {"vi": "Là lớp con của", "en": "Subclass of"},
    "subproperty": {"vi": "Là thuộc tính con của", "en": "Subproperty of"},
    "domain": {"vi": "Miền", "en": "Domain"},
    "range": {"vi": "Phạm vi", "en": "Range"},
    "of": {"vi": "Dùng cho lớp", "en": "Used on"},
    "used": {"vi": "Thuộc tính của lớp", "en": "Properties of the class"},
    "narrower": {"vi": "Lớp con", "en": "Subclasses"},
    "members": {"vi": "Gồm", "en": "Members"},
    "class": {"vi": "Thuộc lớp", "en": "Of class"},
    "close": {"vi": "Gần nghĩa với", "en": "Close to"},
    "exact": {"vi": "Đồng nghĩa với", "en": "Same as"},
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept: its IRI and local name, label and definition in one language, and its relations.

    `relations` maps a relation's name (`kinds`, `domain`, `range`, `close`, …) to IRIs.
    """

    iri: str
    name: str
    label: str
    definition: str
    relations: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: a name (`classes`, `objects`, `literals`, `others`, `concepts`), a heading, its terms."""

    name: str
    heading: str
    terms: tuple[Term, ...]


@cache
def sections(language: Language) -> tuple[Section, ...]:
    """Return all terms of the ontology by sort, in one language, each sort in alphabetical order of local names."""
    sorts = {OWL.Class: "classes", OWL.ObjectProperty: "objects", OWL.DatatypeProperty: "literals"}
    found: dict[str, list[Term]] = {name: [] for name in ("classes", "objects", "literals", "others", "concepts")}
    for entry in _defined():
        kind = entry.one(RDF.type) or ""
        name = sorts.get(kind, "concepts" if kind.startswith(HTX.NAMESPACE) else "others")
        found[name].append(_term(entry, language))
    return tuple(
        Section(name, _WORDS[name][language], tuple(sorted(terms, key=lambda term: (term.name.lower(), term.name))))
        for name, terms in found.items()
    )


@dataclass(frozen=True, slots=True)
class About:
    """What the ontology says of itself, in one language."""

    title: str
    description: str
    version: str
    licence: str


def about(language: Language) -> About:
    """Return what the ontology says of itself."""
    said = turtle.entries(_FILE)[ONTOLOGY]
    return About(
        said.one(DCT.title, language) or "",
        said.one(DCT.description, language) or "",
        said.one(OWL.versionInfo) or "",
        said.one(DCT.license) or "",
    )


def term(name: str, language: Language) -> tuple[Section, Term] | None:
    """Return the term of a local name with the section it is in; None when there is none."""
    return _by_name(language).get(name)


@cache
def _by_name(language: Language) -> dict[str, tuple[Section, Term]]:
    return {one.name: (section, one) for section in sections(language) for one in section.terms}


def word(name: str, language: Language) -> str:
    """Return what a section or relation of terms is called; KeyError for an unknown one."""
    return _WORDS[name][language]


@cache
def others() -> tuple[str, ...]:
    """Return the terms of other vocabularies that the graph uses, prefixed (`org:member`), in order."""
    prefix = {namespace: name for name, namespace in PREFIXES.items()}
    groups = (group for group in vars(vocabularies).values() if isinstance(group, type) and group is not HTX)
    named = ((prefix.get(vars(group).get("NAMESPACE", "")), vars(group)) for group in groups)
    return tuple(
        sorted(
            f"{name}:{local}"
            for name, found in named
            if name
            for local in found
            if not local.isupper() and local[0] != "_"
        )
    )


def data(media_type: str) -> bytes:
    """Return the ontology itself in a format of RDF, named by its media type; ValueError for an unknown one."""
    return turtle.serialized(_FILE, media_type)


def short(iri: str) -> str:
    """Return an IRI of a vocabulary with its prefix (`org:member`); the whole IRI where there is none."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _term(entry: turtle.Entry, language: Language) -> Term:
    told: Iterable[tuple[str, Iterable[str]]] = (
        ("class", (kind for kind in entry.every(RDF.type) if kind.startswith(HTX.NAMESPACE))),
        ("kinds", entry.every(RDFS.subClassOf)),
        ("narrower", _pointing(RDFS.subClassOf, entry.iri)),
        ("subproperty", entry.every(RDFS.subPropertyOf)),
        ("domain", entry.every(RDFS.domain)),
        ("range", entry.every(RDFS.range)),
        ("of", (one for one, paths in _shaped().items() if entry.iri in paths and one not in entry.every(RDFS.domain))),
        ("used", dict.fromkeys((*_pointing(RDFS.domain, entry.iri), *_shaped().get(entry.iri, ())))),
        ("members", _pointing(RDF.type, entry.iri)),
        ("exact", entry.every(SKOS.exactMatch)),
        ("close", entry.every(SKOS.closeMatch)),
    )
    relations = ((name, tuple(iris)) for name, iris in told)
    return Term(
        entry.iri,
        entry.iri.removeprefix(HTX.NAMESPACE),
        entry.one(RDFS.label, language) or "",
        entry.one(SKOS.definition, language) or "",
        tuple((name, iris) for name, iris in relations if iris),
    )


@cache
def _shaped() -> dict[str, tuple[str, ...]]:
    """Return the properties that the shapes speak of, by the class that they are about."""
    graph = turtle.graph(_SHAPES)
    found: dict[str, tuple[str, ...]] = {}
    for said in graph.values():
        paths = [path.text for one in said.get(SH.property, ()) for path in graph.get(one.text, {}).get(SH.path, ())]
        for target in said.get(SH.targetClass, ()):
            named = (path for path in paths if path.startswith(HTX.NAMESPACE))
            found[target.text] = tuple(dict.fromkeys((*found.get(target.text, ()), *named)))
    return found


def _pointing(predicate: str, iri: str) -> Iterator[str]:
    return (entry.iri for entry in _defined() if iri in entry.every(predicate))


@cache
def _defined() -> tuple[turtle.Entry, ...]:
    return tuple(entry for entry in turtle.entries(_FILE).values() if ONTOLOGY in entry.every(RDFS.isDefinedBy))
