"""Documents whose graphs are not there yet, as the lines they came in: the engine reads them itself, which is faster.

Comparing what a document says with what it said before takes quads as objects (`quads.Reader`); a new document has
nothing to be compared with. What is checked there is checked here on the lines, and any line in doubt is left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store

from graph_store.errors import BadQuads
from graph_store.quads import Reader
from ontology.terms import RDF

_TYPE = f"<{RDF.type}>"


Row = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them."""

BULK = 20_000
"""From so many quads on they are loaded in bulk, beside the engine's transactions."""
_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Triples:
    """The distinct triples of one new document."""

    graph: str
    rows: tuple[Row, ...]

    def quads(self) -> str:
        """Return the document's graph as N-Quads."""
        end = f" <{self.graph}> .\n"
        return "".join(f"{subject} {predicate} {thing}{end}" for subject, predicate, thing in self.rows)


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
        self._file.write(document.quads().encode())
        self.graphs.add(document.graph)
        self.number += len(document.rows)

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

    def load(self, store: Store, merged: Callable[[Iterable[Row]], bytes]) -> bool:
        """Load what waits, and what the default graph is to have of it; tell whether that was so much that it went in bulk.

        `merged` gives that as N-Triples, for some rows at a time. BadQuads for what the engine cannot read.
        """
        self.begin(store)
        if self._begun is None:
            return False
        bulk = self.number > BULK
        default = self._path.with_name(f"{self._path.name}.default")
        try:
            with default.open("wb") as file:
                for rows in _chunks(self._rows()):
                    file.write(merged(rows))
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

    def _rows(self) -> Iterator[Row]:
        with self._path.open("rb") as file:
            for line in file:
                subject, predicate, rest = line.decode().split(" ", 2)
                yield subject, predicate, rest.rsplit(" ", 2)[0]

    def _line(self, number: int | None) -> str:
        with self._path.open("rb") as file:
            found = next(islice(file, (number or 1) - 1, None), b"").decode()
        graph = found.rsplit(" ", 2)[-2] if found.count(" ") > 2 else self._path.name
        return f"a quad of {graph} cannot be read, {found.strip()[:200]}"


def _chunks(rows: Iterator[Row]) -> Iterator[Iterable[Row]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def triples(content: bytes, graph: str, reader: Reader) -> Triples | None:
    """Return what a document's N-Quads say; None when a line is not plainly as the engine would write it."""
    end = f" <{graph}> ."
    cut = -len(end)
    rows: dict[Row, None] = {}
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError:
        return None
    for line in lines:
        if not line:
            continue
        if not line.endswith(end):
            return None
        parts = line[:cut].split(" ", 2)
        if len(parts) != 3:
            return None
        subject, predicate, thing = parts
        if not (_named(subject) and _named(predicate) and (_named(thing) or _stored(thing, reader))):
            return None
        rows[subject, predicate, thing] = None
    return Triples(graph, tuple(rows))


def merged(rows: Iterable[Row], survivors: Mapping[str, str]) -> set[Row]:
    """Return triples as the default graph has them: each once, losers replaced by survivors.

    `survivors` are terms as N-Triples writes them.
    """
    if not survivors:
        return set(rows)
    get = survivors.get
    return {(get(subject, subject), predicate, get(thing, thing)) for subject, predicate, thing in rows}


def things(rows: Iterable[Row]) -> set[str]:
    """Return the IRIs that triples are about: all subjects, and objects other than classes."""
    found = set()
    for subject, predicate, thing in rows:
        found.add(subject)
        if thing[0] == "<" and predicate != _TYPE:
            found.add(thing)
    return {one[1:-1] for one in found}


def _named(term: str) -> bool:
    return term[:1] == "<" and term[-1] == ">" and term[1:2] != "<" and " " not in term and "\\" not in term


def _stored(term: str, reader: Reader) -> bool:
    """Tell whether a literal is written as the engine keeps it; one with a language or none always is."""
    if term[:1] != '"':
        return False
    text, caret, _ = term.rpartition("^^<")
    return term[-1] == '"' or (not caret and "@" in term) or (bool(caret) and text[-1] == '"' and reader.keeps(term))
