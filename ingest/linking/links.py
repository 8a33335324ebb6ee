"""Links of our entities with other data as a document of the graph: matches, each with a record of how it was found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from graph_store.archive import Archive, Entry
from graph_store.generations import Data
from ingest import load as loading
from ingest.identity import overlay
from ingest.load import Loaded
from ingest.mapping.triples import Triples
from ingest.values import PartialDate
from ontology import iris
from ontology.iris import DEFAULT_BASE
from ontology.terms import DCT, HTX, PROV, SKOS, VOID, XSD
from ontology.vocabulary import vocabulary_quads

COMPARED, DECIDED = "compared", "decided"
"""How a link was found: by comparing what is known of both, or by a person."""
LINKER = "link/1"


@dataclass(frozen=True, slots=True)
class Link:
    """Our entity and the other data's, how they are related (SKOS), how sure, why, by whom, since when."""

    entity: str
    target: str
    relation: str
    method: str
    score: float
    reasons: tuple[str, ...]
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run did: links in all, new ones, those that are none any more, those that are other; and the load."""

    links: tuple[Link, ...]
    new: int
    gone: int
    other: int
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class Other:
    """The data that is linked to: what we call it, its title, the day of its state, its IRI here, its address."""

    name: str
    title: str
    as_of: str
    iri: str | None = None
    source: str | None = None


def document(dataset: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the document that holds the links to a dataset."""
    return iris.mint("document", "links", dataset, label=f"links {dataset}", base=base)


def known(data: Data, dataset: str, base: str = DEFAULT_BASE) -> tuple[Link, ...]:
    """Return the links to a dataset as they are in the graph."""
    archive = Archive(data)
    revision = archive.latest(document(dataset, base))
    if revision is None or revision.withdrawn is not None:
        return ()
    return tuple(_link(row) for row in json.loads(archive.read(revision.claims)))


def survivors(data: Data) -> Mapping[str, str]:
    """Return which entity each merged one now means."""
    return overlay(Archive(data))


def publish(data: Data, other: Other, links: Iterable[Link], *, base: str = DEFAULT_BASE) -> Linked:
    """Make these the links to other data and publish them; one that stays keeps its day."""
    before = {(one.entity, one.target): one for one in known(data, other.name, base)}
    now: dict[tuple[str, str], Link] = {}
    for one in sorted(links, key=lambda link: (link.entity, link.target)):
        old = before.get((one.entity, one.target))
        now[one.entity, one.target] = old if old is not None and replace(one, on=old.on) == old else one
    iri = document(other.name, base)
    kept = tuple(now.values())
    content = "".join(f"{json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)}\n" for one in kept).encode()
    graph = iris.graph(iri, base)
    entry = Entry(
        iri,
        graph,
        content,
        "",
        json.dumps([asdict(one) for one in kept], ensure_ascii=False, sort_keys=True).encode(),
        _quads(iri, kept, other, sha256(content).hexdigest(), base).told(graph)[0],
        LINKER,
        {
            "id": iri.rpartition("/")[2],
            "title": _title(other),
            "url": other.source,
            "publisher": None,
            "place": None,
            "published": other.as_of,
            "file": f"links-{other.name}.jsonl",
            "media_type": "application/x-ndjson",
            "links": other.name,
        },
    )
    loaded = loading.load(data, [entry], vocabulary=vocabulary_quads(), survivors=overlay, base=base)
    both = before.keys() & now.keys()
    return Linked(
        kept,
        len(now.keys() - before.keys()),
        len(before.keys() - now.keys()),
        sum(before[pair] != now[pair] for pair in both),
        loaded,
    )


def _title(other: Other) -> str:
    return f"Liên kết đến {other.title}"


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        row["entity"], row["target"], row["relation"], row["method"], float(row["score"]), tuple(row["reasons"]), row["by"],
        row["on"],
    )  # fmt: skip


def _quads(iri: str, links: Iterable[Link], other: Other, digest: str, base: str) -> Triples:
    triples = Triples()
    extraction = iris.part(iri, "extraction")
    triples.a(iri, HTX.Document, VOID.Linkset)
    triples.label(iri, _title(other))
    triples.text(iri, DCT.title, _title(other))
    triples.date(iri, DCT.issued, PartialDate.read(other.as_of))
    triples.text(iri, HTX.sha256, digest, None)
    triples.link(iri, VOID.objectsTarget, other.iri)
    triples.link(iri, PROV.wasGeneratedBy, extraction)
    triples.a(extraction, PROV.Activity)
    triples.text(extraction, HTX.extractorVersion, LINKER, None)
    number = 0
    for one in links:
        _record(triples, iri, one, other.as_of, base)
        triples.link(iri, VOID.linkPredicate, _relation(one))
        number += 1
    triples.number(iri, VOID.triples, number)
    return triples


def _record(triples: Triples, iri: str, one: Link, as_of: str, base: str) -> None:
    record = iris.mint("link", one.entity, one.target, base=base)
    triples.link(one.entity, _relation(one), one.target)
    triples.a(record, HTX.LinkRecord)
    triples.link(record, HTX.linkFrom, one.entity)
    triples.link(record, HTX.linkTo, one.target)
    triples.link(record, HTX.linkRelation, _relation(one))
    triples.text(record, HTX.linkMethod, one.method, None)
    triples.decimal(record, HTX.linkScore, one.score)
    triples.typed(record, HTX.asOf, as_of, XSD.date)
    triples.text(record, DCT.description, "; ".join(one.reasons) or None, "en")
    triples.text(record, DCT.creator, one.by, None)
    triples.date(record, DCT.created, PartialDate.read(one.on))
    triples.link(record, DCT.isPartOf, iri)


def _relation(one: Link) -> str:
    return SKOS.closeMatch if one.relation == "closeMatch" else SKOS.exactMatch
