"""Documents whose graphs are not there yet, as the lines they came in: the engine reads them itself, which is faster.

Comparing what a document says with what it said before takes quads as objects (`quads.Reader`); a new document has
nothing to be compared with. What is checked there is checked here on the lines, and any line in doubt is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
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
"""Bytes of lines that are merged at a time."""

_IRI = rb'<[^\x00-\x20<>"{}|^`\\]+>'
_TEXT = rb'"(?:[^"\\\n\r]|\\[tnr"\\])*+"'
_LINES = re.compile(
    b"(?:%b %b (?:%b|%b(?:@[a-z]+(?:-[a-z0-9]+)*|\\^\\^%b)?) %b \\.\n)*+" % (_IRI, _IRI, _IRI, _TEXT, _IRI, _IRI)
)
_TYPE = f"<{RDF.type}>".encode()
_NAMING = frozenset(f"<{term}>".encode() for term in (SKOS.prefLabel, SKOS.altLabel))


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

    def load(self, store: Store, merged: Callable[[Iterable[bytes]], bytes]) -> bool:
        """Load what waits, and what the default graph is to have of it; tell whether that was so much that it went in bulk.

        `merged` gives that as N-Triples for the lines of some N-Quads. BadQuads for what the engine cannot read.
        """
        self.begin(store)
        if self._begun is None:
            return False
        bulk = self.number > BULK
        default = self._path.with_name(f"{self._path.name}.default")
        try:
            with default.open("wb") as file:
                for lines in self._pieces():
                    file.write(merged(lines))
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

    def _pieces(self) -> Iterator[list[bytes]]:
        """Yield the lines that wait, many at a time."""
        with self._path.open("rb") as file:
            while lines := file.readlines(_AT_ONCE):
                yield lines

    def _line(self, number: int | None) -> str:
        with self._path.open("rb") as file:
            found = next(islice(file, (number or 1) - 1, None), b"").decode()
        graph = found.rsplit(" ", 2)[-2] if found.count(" ") > 2 else self._path.name
        return f"a quad of {graph} cannot be read, {found.strip()[:200]}"


@dataclass(slots=True)
class Merged:
    """New documents' triples as the default graph has them, with the IRIs that they are about and those that they name."""

    triples: bytes
    things: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)


def triples(content: bytes, graph: str, reader: Reader) -> Triples | None:
    """Return what a document's N-Quads say; None when a line is not plainly as the engine would write it."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    if _LINES.fullmatch(content) is None:
        return None
    end = b" <%b> .\n" % graph.encode()
    lines = dict.fromkeys(content.splitlines(keepends=True))
    typed = {line[line.index(b'"') : -len(end)] for line in lines if b'"^^<' in line}
    if not all(line.endswith(end) for line in lines) or not all(reader.keeps(one.decode()) for one in typed):
        return None
    return Triples(graph, b"".join(lines), len(lines))


def merged(lines: Iterable[bytes], survivors: Mapping[bytes, bytes]) -> Merged:
    """Return what lines of N-Quads say as the default graph has it: each triple once, losers replaced by survivors.

    `survivors` are terms as N-Triples writes them. Things are all subjects, and objects other than classes.
    """
    found: dict[bytes, None] = {}
    things: set[bytes] = set()
    named: set[bytes] = set()
    get = survivors.get
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        thing = rest[: rest.rindex(b" <")]
        subject = get(subject, subject)
        things.add(subject)
        if thing[:1] == b"<" and predicate != _TYPE:
            thing = get(thing, thing)
            things.add(thing)
        elif predicate in _NAMING:
            named.add(subject)
        found[b"%b %b %b .\n" % (subject, predicate, thing)] = None
    return Merged(b"".join(found), _iris(things), _iris(named))


def _iris(terms: Iterable[bytes]) -> set[str]:
    return {term[1:-1].decode() for term in terms}
