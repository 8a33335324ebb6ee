"""One reading → the quads of its document's named graph: the document itself, its claims, and their evidence."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.issues import Issue, Level
from ingest.mapping.claims import Claims
from ingest.mapping.entities import Entities
from ingest.mapping.links import Links
from ingest.mapping.places import unit_of
from ingest.mapping.triples import Triples
from ingest.model import Claim, Document, DocumentKind, Evidence, Naming
from ingest.reading import Reading
from ontology import iris
from ontology.terms import DCT, HTX, OA, PROV, XSD
from ontology.turtle import Graph

_CLASSES = {
    DocumentKind.ARTICLE: HTX.NewsArticle,
    DocumentKind.TABLE: HTX.TableDocument,
    DocumentKind.DATA: HTX.Document,
    DocumentKind.DECISION: HTX.DecisionDocument,
}
_AROUND = 32
"""Code points of text before and after a quote, which find it again when the text has moved."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What one document becomes: its IRI, its graph's IRI, quads (also as read), how many claims, what was left out."""

    document: str
    graph: str
    quads: bytes
    read: Graph
    claims: int
    issues: tuple[Issue, ...] = ()


def map_reading(reading: Reading, links: Links, *, extractor: str) -> Mapped:
    """Return the quads of a reading. A claim whose quotes are not in the stored text is left out, with an issue."""
    document, base, iri = reading.document, links.base, links.document
    triples = Triples()
    entities = Entities(triples, links, document.published)
    claims = Claims(triples, entities, links, iri)
    issues: list[Issue] = []
    shown: set[str] = set()
    kept = 0
    for claim in reading.claims:
        wrong = _wrong(document, claim)
        if wrong is not None:
            issues.append(wrong)
            continue
        body = claims.claim(claim)
        # Of a name the first passage is enough to show; the archive has all of the text.
        for evidence in claim.evidence[:1] if isinstance(claim, Naming) else claim.evidence:
            target = _evidence(triples, iri, body, evidence, claim, base)
            # Claims that one passage says share it; those of a row may name other columns of it.
            if target not in shown or evidence.row is not None:
                shown.add(target)
                _passage(triples, document, iri, target, evidence)
        kept += 1
    _document(triples, document, iri, extractor)
    triples.text(iri, HTX.provinceInFocus, _about(reading.claims))
    graph = iris.graph(iri, base)
    return Mapped(iri, graph, *triples.told(graph), kept, tuple(issues))


def _document(triples: Triples, document: Document, iri: str, extractor: str) -> None:
    extraction = iris.part(iri, "extraction")
    triples.a(iri, _CLASSES[document.kind])
    triples.text(iri, DCT.title, document.title or None)
    triples.label(iri, document.title or document.id)
    triples.date(iri, DCT.issued, document.published)
    if document.url is not None:
        triples.typed(iri, DCT.source, document.url, XSD.anyURI)
    triples.text(iri, DCT.publisher, document.publisher)
    triples.text(iri, HTX.placeName, document.place)
    if document.place is not None:
        triples.link(iri, HTX.place, unit_of(document.place, document.published))
    triples.text(iri, HTX.sha256, document.sha256 or None, None)
    triples.text(iri, DCT.format, document.media_type, None)
    triples.text(iri, DCT.language, "vi", None)
    triples.link(iri, PROV.wasGeneratedBy, extraction)
    triples.a(extraction, PROV.Activity)
    triples.text(extraction, HTX.extractorVersion, extractor, None)


def _about(claims: tuple[Claim, ...]) -> str | None:
    """Return the province in whose context a document's names stand, which tells namesakes apart."""
    named = (claim.mention.province for claim in claims if isinstance(claim, Naming))
    return next((one for one in named if one is not None), None)


def _evidence(triples: Triples, iri: str, body: str, evidence: Evidence, claim: Claim, base: str) -> str:
    """Say what an evidence is for, and return the IRI of its passage."""
    span, row = evidence.span, evidence.row
    where = [row.sheet, row.row] if row is not None else [span.start, span.end] if span is not None else []
    note = iris.mint("evidence", iri, *where, body, base=base)
    target = iris.mint("passage", iri, *where, base=base)
    triples.a(note, OA.Annotation)
    triples.link(note, OA.hasBody, body)
    triples.link(note, OA.motivatedBy, HTX.supporting)
    triples.link(note, OA.hasTarget, target)
    triples.text(note, HTX.rule, claim.origin.rule, None)
    triples.decimal(note, HTX.confidence, claim.origin.confidence)
    return target


def _passage(triples: Triples, document: Document, iri: str, target: str, evidence: Evidence) -> None:
    span, row = evidence.span, evidence.row
    quote, position = iris.part(target, "quote"), iris.part(target, "position")
    triples.a(target, OA.SpecificResource)
    triples.link(target, OA.hasSource, iri)
    triples.link(target, OA.hasSelector, quote)
    triples.a(quote, OA.TextQuoteSelector)
    triples.quote(quote, OA.exact, evidence.quote)
    if span is not None:
        triples.quote(quote, OA.prefix, document.text[max(0, span.start - _AROUND) : span.start])
        triples.quote(quote, OA.suffix, document.text[span.end : span.end + _AROUND])
        triples.link(target, OA.hasSelector, position)
        triples.a(position, OA.TextPositionSelector)
        triples.number(position, OA.start, span.start)
        triples.number(position, OA.end, span.end)
        triples.number(position, HTX.page, document.page_of(span.start))
    if row is not None:
        triples.link(target, OA.hasSelector, position)
        triples.a(position, HTX.RowSelector)
        triples.text(position, HTX.sheet, row.sheet, None)
        triples.number(position, HTX.row, row.row)
        for column in row.columns:
            triples.text(position, HTX.column, column, None)


def _wrong(document: Document, claim: Claim) -> Issue | None:
    """Return why a claim cannot stand: it has no evidence, or a quote that the stored text does not have there."""
    what = f"a claim ({claim.origin.rule}) was left out: "
    if not claim.evidence:
        return Issue(Level.ERROR, document.source, document.id, f"{what}it has no evidence")
    for evidence in claim.evidence:
        span = evidence.span
        if span is not None and document.text[span.start : span.end] != evidence.quote:
            reason = f"the text has not “{evidence.quote}” at {span.start}–{span.end}"
            return Issue(Level.ERROR, document.source, f"{document.id}, offset {span.start}", what + reason, span)
    return None
