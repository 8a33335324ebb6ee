"""The ontology page, made from `core.ttl`: every class, property and concept, in Vietnamese or English."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from typing import Literal

from ontology import terms as vocabularies
from ontology import turtle
from ontology.terms import DCT, HTX, OWL, PREFIXES, RDF, RDFS, SKOS

Language = Literal["vi", "en"]
ONTOLOGY = "https://w3id.org/htxgraph/ontology"
_FILE = "core.ttl"

# Headings and labels of the page, in both languages.
_WORDS: dict[str, dict[Language, str]] = {
    "contents": {"vi": "Mục lục", "en": "Contents"},
    "version": {"vi": "Phiên bản", "en": "Version"},
    "namespace": {"vi": "Không gian tên", "en": "Namespace"},
    "licence": {"vi": "Giấy phép", "en": "Licence"},
    "formats": {"vi": "Định dạng", "en": "Formats"},
    "classes": {"vi": "Lớp", "en": "Classes"},
    "objects": {"vi": "Thuộc tính đối tượng", "en": "Object properties"},
    "literals": {"vi": "Thuộc tính dữ liệu", "en": "Datatype properties"},
    "others": {"vi": "Thuộc tính khác", "en": "Other properties"},
    "concepts": {"vi": "Khái niệm đóng", "en": "Closed concepts"},
    "kinds": {"vi": "Là lớp con của", "en": "Subclass of"},
    "subproperty": {"vi": "Là thuộc tính con của", "en": "Subproperty of"},
    "domain": {"vi": "Miền", "en": "Domain"},
    "range": {"vi": "Phạm vi", "en": "Range"},
    "used": {"vi": "Thuộc tính của lớp", "en": "Properties of the class"},
    "narrower": {"vi": "Lớp con", "en": "Subclasses"},
    "members": {"vi": "Gồm", "en": "Members"},
    "class": {"vi": "Thuộc lớp", "en": "Of class"},
    "close": {"vi": "Gần nghĩa với", "en": "Close to"},
    "exact": {"vi": "Đồng nghĩa với", "en": "Same as"},
    "other": {"vi": "English", "en": "Tiếng Việt"},
}
_STYLE = (
    "body{max-width:60rem;margin:auto;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}"
    "section>section{border-top:1px solid #ccc;padding:.5rem 0}dt{font-weight:600}dd{margin:0 0 .3rem 1rem}"
    "code{font-size:.95em}nav ul{columns:14rem;padding-left:1rem}a{color:#0b5394}:target{background:#fff6d6}"
    "h3{margin:.3rem 0}@media(prefers-color-scheme:dark){body{background:#16181d;color:#e6e6e6}a{color:#8ab4f8}"
    ":target{background:#3a3415}}"
)
_FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
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


@cache
def page(language: Language = "vi") -> str:
    """Return the ontology page as a whole HTML document; a term's local name is its anchor, as in its IRI."""
    other: Language = "en" if language == "vi" else "vi"
    about = turtle.entries(_FILE)[ONTOLOGY]
    title = escape(about.one(DCT.title, language) or "")
    return "".join(
        (
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<link rel="canonical" href="{ONTOLOGY}">\n<link rel="alternate" hreflang="{other}" href="?lang={other}">\n',
            *(f'<link rel="alternate" type="{media}" href="?format={name}">\n' for name, media in _FORMATS.items()),
            f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n",
            f'<p><a href="?lang={other}" hreflang="{other}" lang="{other}">{_WORDS["other"][language]}</a></p>\n',
            f"<h1>{title}</h1>\n{_head(about, language)}</header>\n<main>\n",
            *(_section(section, language) for section in sections(language)),
            "</main>\n</body>\n</html>\n",
        )
    )


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


def style_source() -> str:
    """Return what a content security policy must allow for the page's own style sheet (CSP level 3, hash-source)."""
    return f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"


def data(media_type: str) -> bytes:
    """Return the ontology itself in a format of RDF, named by its media type; ValueError for an unknown one."""
    return turtle.serialized(_FILE, media_type)


def _head(about: turtle.Entry, language: Language) -> str:
    formats = " · ".join(f'<a href="?format={name}" type="{media}">{media}</a>' for name, media in _FORMATS.items())
    licence = about.one(DCT.license) or ""
    told = (
        ("namespace", f"<code>{escape(HTX.NAMESPACE)}</code>"),
        ("version", escape(about.one(OWL.versionInfo) or "")),
        ("licence", f'<a href="{escape(licence)}">{escape(licence.rpartition("/")[2])}</a>'),
        ("formats", formats),
    )
    contents = "".join(
        f'<h3><a href="#{section.name}">{section.heading} ({len(section.terms)})</a></h3>\n<ul>'
        + "".join(f'<li><a href="#{term.name}">{term.name}</a></li>' for term in section.terms)
        + "</ul>\n"
        for section in sections(language)
    )
    return (
        f"<p>{escape(about.one(DCT.description, language) or '')}</p>\n<dl>"
        + "".join(f"<dt>{_WORDS[word][language]}</dt><dd>{value}</dd>" for word, value in told)
        + f'</dl>\n<nav aria-label="{_WORDS["contents"][language]}">\n<h2>{_WORDS["contents"][language]}</h2>\n'
        + f"{contents}</nav>\n"
    )


def _section(section: Section, language: Language) -> str:
    terms = "".join(_shown(term, language) for term in section.terms)
    return f'<section id="{section.name}">\n<h2>{section.heading}</h2>\n{terms}</section>\n'


def _shown(term: Term, language: Language) -> str:
    rows = "".join(
        f"<dt>{_WORDS[word][language]}</dt><dd>{', '.join(map(_link, iris))}</dd>" for word, iris in term.relations
    )
    return (
        f'<section id="{term.name}">\n<h3>{escape(term.label)} '
        f'<a href="#{term.name}"><code>htx:{term.name}</code></a></h3>\n<p>{escape(term.definition)}</p>\n'
        + (f"<dl>{rows}</dl>\n" if rows else "")
        + "</section>\n"
    )


def _link(iri: str) -> str:
    target = f"#{iri.removeprefix(HTX.NAMESPACE)}" if iri.startswith(HTX.NAMESPACE) else iri
    return f'<a href="{escape(target)}"><code>{escape(_short(iri))}</code></a>'


def _short(iri: str) -> str:
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
        ("used", _pointing(RDFS.domain, entry.iri)),
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


def _pointing(predicate: str, iri: str) -> Iterator[str]:
    return (entry.iri for entry in _defined() if iri in entry.every(predicate))


@cache
def _defined() -> tuple[turtle.Entry, ...]:
    return tuple(entry for entry in turtle.entries(_FILE).values() if ONTOLOGY in entry.every(RDFS.isDefinedBy))
