"""Registers as datasets of the graph: each in a named graph of its own (in parts when large), with source and day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path

from graph_store.archive import Archive, Entry
from graph_store.errors import StoreError
from graph_store.generations import Data
from graph_store.writer import Applied
from ingest import load as loading
from ingest.identity import overlay
from ingest.issues import Issue, Level
from ingest.linking import registers
from ingest.linking.registers import RegisterEntry
from ingest.load import Loaded
from ingest.mapping.triples import Triples
from ingest.values import PartialDate
from ontology import iris
from ontology.iris import DEFAULT_BASE
from ontology.shapes import violations
from ontology.terms import DCT, HTX, PROV, SKOS, VOID, XSD
from ontology.turtle import graph_of
from ontology.vocabulary import vocabulary_quads

READER = "register/1"
KIND = "entry"
"""The kind under which entries have their IRIs."""
_PART = 20_000
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A register as its keeper tells of it: `name` is what we call it, `as_of` the day of its state (ISO)."""

    name: str
    title: str
    as_of: str
    source: str | None = None
    publisher: str | None = None
    licence: str | None = None

    def __post_init__(self) -> None:
        """Refuse names that are no words and days that are none."""
        if not _NAME.match(self.name):
            raise ValueError(f"a dataset's name is of small letters, digits and hyphens, not {self.name!r}")
        if PartialDate.read(self.as_of).day is None:
            raise ValueError(f"the day of the list is a whole date such as 2026-06-30, not {self.as_of!r}")

    def iri(self, base: str = DEFAULT_BASE) -> str:
        """Return the dataset's IRI, which is also that of its document."""
        return iris.mint("document", "dataset", self.name, label=self.name, base=base)


@dataclass(slots=True)
class Registered:
    """What became of a register: how many entries it has, what was loaded, and what could not be used."""

    entries: int = 0
    loaded: Loaded | None = None
    issues: list[Issue] = field(default_factory=list)


def entry_iri(dataset: str, entry: RegisterEntry, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of an entry of the dataset of a name."""
    label = entry.code or entry.number or ""
    return iris.mint(KIND, dataset, entry.id, label=label if entry.id == label else "", base=base)


def register(
    path: Path, dataset: Dataset, data: Data, *, layout: Path | None = None, base: str = DEFAULT_BASE
) -> Registered:
    """Make a file the present state of a dataset and publish it; entries that are not in it any more are gone.

    Raises SourceError for a file that cannot be read as a register, StoreBusy when another writer holds the folder.
    """
    report = Registered()
    found: list[RegisterEntry] = []
    for one in registers.read(path, as_of=dataset.as_of, layout=layout):
        if isinstance(one, Issue):
            report.issues.append(one)
        else:
            found.append(one)
    if not found:
        report.issues.append(
            Issue(Level.ERROR, str(path), "", "no row could be used, so the dataset is left as it was")
        )
        return report
    report.entries = len(found)
    entries = list(_entries(dataset, found, path.name, base))
    for entry in entries:
        for broken in violations(graph_of(entry.quads)):
            said = f"its graph is not as it must be: {broken.message_en}"
            report.issues.append(Issue(Level.ERROR, str(path), broken.node, said))
    if any(issue.level is Level.ERROR for issue in report.issues):
        report.entries = 0
        return report
    kept = {entry.document for entry in entries}
    gone = [one for one in _documents(Archive(data), dataset.name) if one not in kept]
    report.loaded = loading.load(data, entries, vocabulary=vocabulary_quads(), survivors=overlay, base=base, batch=4)
    if gone:
        more = loading.withdraw(data, gone, "the dataset has other parts now", survivors=overlay, base=base)
        report.loaded = Loaded(report.loaded.applied + more.applied, more.generation)
    return report


def datasets(data: Data) -> dict[str, int]:
    """Return the names of the datasets in force and how many entries each has."""
    found: dict[str, int] = {}
    for revision in Archive(data).documents():
        name = revision.metadata.get("dataset")
        if name is not None and revision.withdrawn is None:
            found[name] = found.get(name, 0) + int(revision.metadata.get("entries") or 0)
    return dict(sorted(found.items()))


def remove(data: Data, name: str, *, base: str = DEFAULT_BASE) -> Applied:
    """Take a dataset out of the graph; StoreError when there is none of this name."""
    gone = list(_documents(Archive(data), name))
    if not gone:
        raise StoreError(f"no dataset {name!r}; there are: {', '.join(datasets(data)) or 'none'}")
    return loading.withdraw(data, gone, "the dataset was removed", survivors=overlay, base=base).applied


def _documents(archive: Archive, name: str) -> Iterator[str]:
    for revision in archive.documents():
        if revision.metadata.get("dataset") == name:
            yield revision.document


def _entries(dataset: Dataset, found: list[RegisterEntry], file: str, base: str) -> Iterator[Entry]:
    """Yield what the archive takes: one document, or as many parts as keep an entry where it was when others come."""
    number = 1
    while len(found) > number * _PART:
        number *= 2
    parts: list[list[RegisterEntry]] = [[] for _ in range(number)]
    for one in found:
        parts[_place(one.id) % number].append(one)
    whole = dataset.iri(base)
    for index, some in enumerate(parts):
        some.sort(key=lambda one: one.id)
        document = (
            whole
            if number == 1
            else iris.mint(
                "document", "dataset", dataset.name, index, number, label=f"{dataset.name} {index + 1}", base=base
            )
        )
        graph = iris.graph(document, base)
        content = "".join(f"{json.dumps(_plain(one), ensure_ascii=False, sort_keys=True)}\n" for one in some).encode()
        triples = _described(dataset, document, content, base)
        for one in some:
            _about(triples, entry_iri(dataset.name, one, base), one, whole)
        yield Entry(
            document,
            graph,
            content,
            "",
            json.dumps([_matched(dataset.name, one, base) for one in some], ensure_ascii=False).encode(),
            triples.told(graph)[0],
            READER,
            {
                "id": document.rpartition("/")[2],
                "title": dataset.title,
                "url": dataset.source,
                "publisher": dataset.publisher,
                "place": None,
                "published": dataset.as_of,
                "file": file,
                "media_type": "application/x-ndjson",
                "dataset": dataset.name,
                "entries": str(len(some)),
            },
        )  # fmt: skip


def _place(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def _plain(one: RegisterEntry) -> dict[str, object]:
    """Return an entry as it is kept: what is known of it, dates as text."""
    said = {name: str(value) if isinstance(value, PartialDate) else value for name, value in _fields(one)}
    return {name: value for name, value in said.items() if value not in (None, (), [])}


def _fields(one: RegisterEntry) -> Iterator[tuple[str, object]]:
    for name in asdict(one):
        yield name, getattr(one, name)


def _matched(dataset: str, one: RegisterEntry, base: str) -> list[object]:
    """Return what an entry is matched by, as the archive's claims have it."""
    return [
        entry_iri(dataset, one, base),
        one.of,
        one.kind,
        one.name,
        list(one.names),
        one.code,
        one.unit,
        one.owner or one.representative,
        str(one.registered) if one.registered and one.of == "organization" else None,
    ]


def _described(dataset: Dataset, document: str, content: bytes, base: str) -> Triples:
    """Return what is said of the document that holds a dataset, or a part of it."""
    triples = Triples()
    whole, extraction = dataset.iri(base), iris.part(document, "extraction")
    triples.a(document, HTX.TableDocument)
    triples.label(document, dataset.title)
    triples.text(document, DCT.title, dataset.title)
    triples.date(document, DCT.issued, PartialDate.read(dataset.as_of))
    triples.text(document, DCT.publisher, dataset.publisher)
    if dataset.source is not None:
        triples.typed(document, DCT.source, dataset.source, XSD.anyURI)
    triples.link(document, DCT.license, dataset.licence)
    triples.a(whole, VOID.Dataset)
    if document != whole:
        triples.link(document, DCT.isPartOf, whole)
        triples.label(whole, dataset.title)
    triples.text(document, HTX.sha256, sha256(content).hexdigest(), None)
    triples.link(document, PROV.wasGeneratedBy, extraction)
    triples.a(extraction, PROV.Activity)
    triples.text(extraction, HTX.extractorVersion, READER, None)
    return triples


def _about(triples: Triples, iri: str, one: RegisterEntry, whole: str) -> None:
    triples.a(iri, HTX.RegisterEntry)
    triples.link(iri, DCT.isPartOf, whole)
    triples.link(iri, DCT.type, HTX.Product if one.of == "product" else one.kind)
    triples.label(iri, one.name)
    for name in one.names:
        triples.text(iri, SKOS.altLabel, name)
    triples.text(iri, DCT.identifier, one.code, None)
    triples.text(iri, HTX.statedAddress, one.address)
    triples.link(iri, DCT.spatial, one.unit)
    triples.text(iri, HTX.representativeName, one.representative)
    triples.text(iri, HTX.ownerName, one.owner)
    triples.date(iri, DCT.issued, one.registered)
    triples.date(iri, DCT.modified, one.changed)
    triples.date(iri, HTX.validUntil, one.valid_until)
    triples.number(iri, HTX.stars, one.stars)
    for sector in one.sectors:
        triples.text(iri, DCT.subject, sector)
