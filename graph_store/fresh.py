"""Documents whose graphs are not there yet, as the lines they came in: the engine reads them itself, which is faster.

Comparing what a document says with what it said before takes quads as objects (`quads.Reader`); a new document has
nothing to be compared with. What is checked there is checked here on the lines, and any line in doubt is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store

from graph_store.errors import BadQuads
from graph_store.quads import Reader
from ontology.terms import RDF, SKOS

BULK = 20_000
"""From so many quads on they are loaded in bulk, beside the engine's transactions."""
_AT_ONCE = 64 << 20

_IRI = rb'<[^\x00-\x20<>"{}|^`\\]+>'
_TEXT = rb'"(?:[^"\\\n\r]|\\[tnr"\\])*+"'
_LINES = re.compile(
    b"(?:%b %b (?:%b|%b(?:@[a-z]+(?:-[a-z0-9]+)*|\\^\\^%b)?) %b \\.\n)*+" % (_IRI, _IRI, _IRI, _TEXT, _IRI, _IRI)
)
# On lines that were found to be such:
_TYPED = re.compile(rb'(?m)^[^"\n]*("[^\n]*"\^\^<[^>\n]*>) <[^>\n]*> \.$')
_GRAPH = re.compile(rb"(?m) <[^>\n]*> \.$")
_ENDS = re.compile(rb"(?m)^<[^>\n]*>|(?<=> )<[^>\n]*>(?= \.$)")
_SUBJECT = re.compile(rb"(?m)^<([^>\n]*)>")
_OBJECT = re.compile(rb"(?m)^<[^>\n]*> <(?!%b>)[^>\n]*> <([^>\n]*)> \.$" % re.escape(RDF.type.encode()))
_NAMED = re.compile(
    rb"(?m)^<([^>\n]*)> <(?:%b|%b)> " % (re.escape(SKOS.prefLabel.encode()), re.escape(SKOS.altLabel.encode()))
)


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of one new document: its N-Quads, each line once, and how many these are."""

    graph: str
    quads: bytes
    number: int


class Waiting:
    """New documents that wait in a file to be loaded together: one load makes one sorted piece, not many to be merged."""

    def __init__(self, path: Path) -> None:
        """Keep them in this file, which is made when there is one and is gone when nothing waits."""
        self._path = path
        self._file: BinaryIO | None = None
        self._beside = ThreadPoolExecutor(1, "loading")
        self._begun: Future[None] | None = None
        self.graphs: set[str] = set()
        self.number = 0

    def close(self) -> None:
        """Forget what waits, and end."""
        self.forget()
        self._beside.shutdown()

    def add(self, document: Triples) -> None:
        """Let a document wait."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        self._file.write(document.quads)
        self.graphs.add(document.graph)
        self.number += document.number

    @property
    def begun(self) -> bool:
        """Whether the engine has begun, so that nothing more can be added before it is done."""
        return self._begun is not None

    def begin(self, store: Store) -> None:
        """Let the engine begin with the documents' own graphs, beside whatever else is done; nothing more can be added."""
        if self._file is None or self._begun is not None:
            return
        self._file.close()
        into = store.bulk_load if self.number > BULK else store.load
        self._begun = self._beside.submit(into, path=str(self._path), format=RdfFormat.N_QUADS)

    def load(self, store: Store, merged: Callable[[bytes], bytes]) -> bool:
        """Load what waits, and what the default graph is to have of it; tell whether that was so much that it went in bulk.

        `merged` gives that for some N-Triples at a time, as such. BadQuads for what the engine cannot read.
        """
        self.begin(store)
        if self._begun is None:
            return False
        bulk = self.number > BULK
        default = self._path.with_name(f"{self._path.name}.default")
        try:
            with default.open("wb") as file:
                for quads in self._pieces():
                    file.write(merged(_GRAPH.sub(b" .", quads)))
            if not bulk:
                self._begun.result()  # one transaction after the other
            (store.bulk_load if bulk else store.load)(path=str(default), format=RdfFormat.N_QUADS)
            self._begun.result()
        except SyntaxError as error:
            raise BadQuads(f"{self._line(error.lineno)}: {error.msg}") from None
        finally:
            self.forget()
            default.unlink(missing_ok=True)
        return bulk

    def forget(self) -> None:
        """Let nothing wait any more."""
        if self._begun is not None:
            wait([self._begun])
            self._begun = None
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)
        self.graphs.clear()
        self.number = 0

    def _pieces(self) -> Iterator[bytes]:
        """Yield what waits in pieces of whole lines."""
        with self._path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                yield piece + file.readline()

    def _line(self, number: int | None) -> str:
        with self._path.open("rb") as file:
            found = next(islice(file, (number or 1) - 1, None), b"").decode()
        graph = found.rsplit(" ", 2)[-2] if found.count(" ") > 2 else self._path.name
        return f"a quad of {graph} cannot be read, {found.strip()[:200]}"


def triples(content: bytes, graph: str, reader: Reader) -> Triples | None:
    """Return what a document's N-Quads say; None when a line is not plainly as the engine would write it."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    if _LINES.fullmatch(content) is None or not all(reader.keeps(one.decode()) for one in set(_TYPED.findall(content))):
        return None
    lines = dict.fromkeys(content.splitlines(keepends=True))
    quads = b"".join(lines)
    return Triples(graph, quads, len(lines)) if quads.count(b" <%b> .\n" % graph.encode()) == len(lines) else None


def merged(triples: bytes, survivors: Mapping[bytes, bytes]) -> bytes:
    """Return N-Triples as the default graph has them: each once, losers replaced by survivors.

    `survivors` are terms as N-Triples writes them.
    """
    if survivors:
        triples = _ENDS.sub(lambda found: survivors.get(found[0], found[0]), triples)
    return b"".join(dict.fromkeys(triples.splitlines(keepends=True)))


def things(triples: bytes) -> set[str]:
    """Return the IRIs that N-Triples are about: all subjects, and objects other than classes."""
    return {one.decode() for one in {*_SUBJECT.findall(triples), *_OBJECT.findall(triples)}}


def named(triples: bytes) -> set[str]:
    """Return the IRIs that N-Triples give a name."""
    return {one.decode() for one in set(_NAMED.findall(triples))}
