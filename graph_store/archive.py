"""The source of truth: documents as received with what was read in them, and the logs of revisions and decisions.

Blobs are content-addressed and never change; logs only grow. What is logged here is synced, so it may be
acknowledged; a generation records up to where it has applied the logs, and the next run applies the rest.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import zstandard

from graph_store import durable
from graph_store.errors import StoreDamaged, StoreError
from graph_store.generations import Data

DEFAULT_GRAPH = "default"
"""What stands for a document where a plain folder's default graph is revised."""
_UNTOLD: Mapping[str, None] = dict.fromkeys(
    ("id", "title", "url", "publisher", "place", "published", "file", "media_type")
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a document as logged: sha-256 names of its blobs, or `withdrawn` with a reason.

    `content` are the bytes as received, `text` what was read from, `claims` the facts as JSON, `quads` the
    document's graph as N-Quads. `metadata` is what the source says (address, publisher, title, file name …).
    """

    document: str
    graph: str
    content: str | None = None
    text: str | None = None
    claims: str | None = None
    quads: str | None = None
    extractor: str = ""
    metadata: Mapping[str, str | None] = field(default_factory=dict)
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is put into the archive for one document; see `Revision` for the parts."""

    document: str
    graph: str
    content: bytes
    text: str
    claims: bytes
    quads: bytes
    extractor: str = ""
    metadata: Mapping[str, str | None] = field(default_factory=dict)


_MARKED = 4096


class Archive:
    """The archive of one data folder. Reading needs no lock; writing is for whoever holds the data folder's lock."""

    def __init__(self, data: Data) -> None:
        """Open the archive; nothing is read before it is asked for."""
        self._data = data
        self._folder = data.archive_path
        self._journal = data.archive_path / "journal.jsonl"
        self._decisions = data.decisions_path
        self._places: dict[str, int] = {}
        self._owners: dict[str, str] = {}
        self._read_to = 0

    # --- documents

    def put(self, entries: Iterable[Entry]) -> tuple[Revision, ...]:
        """Store documents and log the revisions that differ from the last one; return those, in order, synced."""
        revisions: list[Revision] = []
        blobs: list[tuple[Path, bytes]] = []
        for entry in entries:
            revision = Revision(
                entry.document,
                entry.graph,
                _address(entry.content),
                _address(entry.text.encode("utf-8", "surrogatepass")),
                _address(entry.claims),
                _address(entry.quads),
                entry.extractor,
                dict(entry.metadata),
            )
            if self.latest(entry.document) == revision:
                continue
            parts = (entry.content, entry.text.encode("utf-8", "surrogatepass"), entry.claims, entry.quads)
            names = (revision.content, revision.text, revision.claims, revision.quads)
            blobs += [(self._blob(name), _pack(part)) for name, part in zip(names, parts, strict=True) if name]
            revisions.append(revision)
        durable.write_new(blobs)
        self._log(revisions)
        return tuple(revisions)

    def put_graphs(self, graphs: Mapping[str, bytes | None], metadata: Mapping[str, str | None]) -> None:
        """Log what graphs are to be, written by hand: N-Quads, or None for a graph that is dropped; all or none.

        `metadata` says who did it and when.
        """
        revisions: list[Revision] = []
        blobs: list[tuple[Path, bytes]] = []
        for graph, quads in graphs.items():
            document = self.owner(graph)
            last = self.latest(document)
            told = {**_UNTOLD, "url": document, **(last.metadata if last else {}), **metadata}
            if quads is None:
                reason = f"dropped by {metadata.get('by')} at {metadata.get('at')}"
                revisions.append(Revision(document, graph, metadata=told, withdrawn=reason))
                continue
            parts = {_address(quads): quads, _address(b""): b""}
            blobs += [(self._blob(name), _pack(part)) for name, part in parts.items()]
            revisions.append(Revision(document, graph, _address(quads), _address(b""), None, _address(quads), "", told))
        durable.write_new(blobs)
        self._log(revisions)

    def withdraw(self, document: str, reason: str) -> Revision:
        """Log that a document is withdrawn; StoreError for one that is not here. Its blobs stay until purged."""
        last = self.latest(document)
        if last is None:
            raise StoreError(f"no document {document} in the archive")
        if last.withdrawn is not None:
            return last
        revision = Revision(document, last.graph, withdrawn=reason)
        self._log([revision])
        return revision

    def latest(self, document: str) -> Revision | None:
        """Return the newest revision of a document (which may be its withdrawal), or None."""
        self._catch_up()
        place = self._places.get(document)
        if place is None:
            return None
        with self._journal.open("rb") as file:
            file.seek(place)
            return self._revision(file.readline(), place)

    def is_read(self, graph: str) -> bool:
        """Tell whether a graph holds what was read from a document, which is not withdrawn."""
        last = self.latest(self.owner(graph))
        return last is not None and last.claims is not None and last.withdrawn is None

    def owner(self, graph: str) -> str:
        """Return the document whose graph this is; a graph that was written by hand is its own."""
        self._catch_up()
        return self._owners.get(graph, graph or DEFAULT_GRAPH)

    def documents(self) -> Iterator[Revision]:
        """Yield the newest revision of every document that is not withdrawn, in the order of their first arrival."""
        self._catch_up()
        with_file = self._journal.open("rb") if self._places else None
        if with_file is None:
            return
        with with_file as file:
            for place in list(self._places.values()):
                file.seek(place)
                revision = self._revision(file.readline(), place)
                if revision.withdrawn is None:
                    yield revision

    def revisions(self, since: int = 0) -> Iterator[tuple[Revision, int]]:
        """Yield all logged revisions from byte `since` of the journal on, each with the journal's length after it."""
        if not self._journal.exists():
            return
        end = durable.whole_lines(self._journal)
        with self._journal.open("rb") as file:
            file.seek(since)
            while (place := file.tell()) < end:
                line = file.readline()
                yield self._revision(line, place), file.tell()

    def beside(self, name: str) -> Path:
        """Return the path of a file in the data folder, for what is derived from the archive."""
        return self._data.path / name

    def mark(self, place: int) -> str:
        """Return what tells this journal up to a byte from any other one: the sha-256 of the bytes before it."""
        if not 0 < place <= self.length():
            return ""
        with self._journal.open("rb") as file:
            file.seek(max(0, place - _MARKED))
            return _address(file.read(min(place, _MARKED)))

    def length(self) -> int:
        """Return the journal's length in bytes."""
        return durable.whole_lines(self._journal) if self._journal.exists() else 0

    def read(self, address: str | None) -> bytes:
        """Return a blob, checked against its address; StoreDamaged when it is gone or altered."""
        if address is None:
            raise StoreError("a withdrawn document has no content")
        path = self._blob(address)
        older = path.with_suffix(".gz")  # as blobs were packed before
        try:
            if not path.exists() and older.exists():
                content = gzip.decompress(older.read_bytes())
            else:
                content = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except (OSError, EOFError, zstandard.ZstdError) as error:
            raise StoreDamaged(f"archive file {path} cannot be read: {error}") from None
        if _address(content) != address:
            raise StoreDamaged(f"archive file {path} is not what was stored: its content has changed")
        return content

    def read_text(self, revision: Revision) -> str:
        """Return a document's text exactly as published."""
        return self.read(revision.text).decode("utf-8", "surrogatepass")

    # --- decisions

    def decide(self, decisions: Iterable[Mapping[str, object]]) -> int:
        """Append identity or review decisions; they are synced when this returns. Returns the log's length."""
        lines = [json.dumps(dict(one), ensure_ascii=False, sort_keys=True).encode() for one in decisions]
        self._decisions.parent.mkdir(parents=True, exist_ok=True)
        return durable.append(self._decisions, lines)

    def decisions(self) -> Iterator[dict[str, object]]:
        """Yield all decisions, oldest first."""
        if not self._decisions.exists():
            return
        end = durable.whole_lines(self._decisions)
        with self._decisions.open("rb") as file:
            while (place := file.tell()) < end:
                try:
                    yield json.loads(file.readline())
                except ValueError:
                    raise StoreDamaged(f"{self._decisions}: no JSON at byte {place}") from None

    def decisions_length(self) -> int:
        """Return the decision log's length in bytes."""
        return durable.whole_lines(self._decisions) if self._decisions.exists() else 0

    # --- inside

    def _log(self, revisions: list[Revision]) -> None:
        if not revisions:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(asdict(one), ensure_ascii=False, sort_keys=True).encode() for one in revisions]
        durable.append(self._journal, lines)
        self._catch_up()

    def _catch_up(self) -> None:
        if not self._journal.exists():
            return
        end = durable.whole_lines(self._journal)
        if end == self._read_to:
            return
        with self._journal.open("rb") as file:
            file.seek(self._read_to)
            while (place := file.tell()) < end:
                revision = self._revision(file.readline(), place)
                self._places[revision.document] = place
                self._owners[revision.graph] = revision.document
        self._read_to = end

    def _revision(self, line: bytes, place: int) -> Revision:
        try:
            return Revision(**json.loads(line))
        except (ValueError, TypeError):
            raise StoreDamaged(f"{self._journal}: no revision at byte {place}") from None

    def _blob(self, address: str) -> Path:
        return self._folder / "blobs" / address[:2] / f"{address}.zst"


def _address(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _pack(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(content)
