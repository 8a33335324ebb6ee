"""The process that writes for the service: SPARQL updates and whole graphs become revisions and a new generation.

An update is tried on a copy. What it changed is archived, graph by graph, and then applied by the one writer; so a
failing update changes nothing, and a rebuild makes the same graph. The process keeps the lock for a moment after each
write, as writes come in rows.
"""

from __future__ import annotations

import json
import select
import shutil
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from graph_store import durable, worker
from graph_store.archive import Archive
from graph_store.errors import (
    BadPatch,
    BadQuads,
    GraphKept,
    GraphMissing,
    QuerySyntax,
    StoreBusy,
    StoreError,
    UpdateFailed,
)
from graph_store.generations import Data
from graph_store.merged import DefaultGraphKeeper
from graph_store.revisions import change_of, pending
from graph_store.writer import Writer
from ontology.iris import OWN_GRAPHS, WRITTEN, own_graph

LINGER_SECONDS = 0.5
"""How long the lock is kept after a write for another one to follow."""
_IN_MEMORY = 50_000
_LOOK_SECONDS = 0.05
_SCRATCH = "scratch"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: quads added and removed, graphs that differ now, whether the graph named had been there."""

    generation: int
    added: int
    removed: int
    graphs: tuple[str, ...]
    existed: bool = True


class Editor:
    """Writes to one data folder while it holds its lock; reopened by `held`."""

    def __init__(self, data: Data, base: str, *, plain: bool | None) -> None:
        """Prepare; nothing is locked before the first write."""
        self._data, self._base, self._plain = data, base, plain
        self._archive = Archive(data)
        self._writer: Writer | None = None
        self._copy: Store | None = None

    def begin(self, patience: float) -> None:
        """Take the lock, waiting for another writer at most so many seconds; StoreBusy after that."""
        until = time.monotonic() + patience
        while self._writer is None:
            try:
                self._writer = Writer(self._data, base=self._base, plain=self._plain).__enter__()
            except StoreBusy:
                if time.monotonic() > until:
                    raise
                time.sleep(_LOOK_SECONDS)
        shutil.rmtree(self._data.path / _SCRATCH, ignore_errors=True)
        if self._archive.length() > self._writer.manifest.journal:  # what another run archived and did not publish
            self._writer.apply(pending(self._archive, self._writer.manifest.journal))
            self._publish()

    def end(self) -> None:
        """Let the lock go; what was not published is forgotten."""
        self._copy = None
        if self._writer is not None:
            self._writer.__exit__()
            self._writer = None

    def update(
        self, text: str, steps: Iterable[Mapping[str, object]], prefixes: Mapping[str, str], base: str, by: str
    ) -> Iterator[Outcome | None]:
        """Run an update; yields None once it is archived, then what it did. QuerySyntax for a text that is none."""
        _read(text, prefixes, base)
        touched: set[str] = set()
        with self._scratch() as scratch:
            keeper = None if self.writer.plain else DefaultGraphKeeper(scratch, self._base)
            for step in steps:
                named = step["touched"]
                graphs = {str(one) for one in named} if isinstance(named, list) else self._all(scratch)
                before = {graph: _quads(scratch, graph) for graph in graphs} if keeper is not None else {}
                _run(scratch, str(step["text"]), prefixes, base)
                if not isinstance(named, list):
                    graphs |= self._all(scratch)
                touched |= graphs
                if keeper is not None:
                    after = {graph: _quads(scratch, graph) for graph in graphs}
                    for graph, quads in after.items():
                        keeper.add(quads - before.get(graph, set()))
                    for graph, quads in after.items():
                        keeper.drop(before.get(graph, set()) - quads)
                    keeper.settle()
            there = self._all(scratch) | {""}
            wanted = {graph: _quads(scratch, graph) if graph in there else None for graph in sorted(touched)}
        yield from self._write(wanted, by)

    def put(
        self, graph: str, parts: Iterable[tuple[str, bytes]], base: str, by: str, *, merge: bool
    ) -> Iterator[Outcome | None]:
        """Make a graph what the parts (media type, content) say, or with `merge` add that to it."""
        graph = self._named(graph)
        old, there = self.writer.quads(graph), self.writer.has(graph)
        said = {quad for media_type, content in parts for quad in _parsed(media_type, content, graph, base)}
        self._copy = None
        yield from self._write({graph: old | said if merge else said}, by, existed=there)

    def drop(self, graph: str, by: str) -> Iterator[Outcome | None]:
        """Drop a graph; GraphMissing when there is none."""
        graph = self._named(graph)
        if not self.writer.has(graph) and graph != own_graph(WRITTEN, self._base):
            raise GraphMissing(f"there is no graph {graph}")
        self._copy = None
        yield from self._write({graph: None if graph else set()}, by)

    def patch(self, graph: str, text: str, prefixes: Mapping[str, str], base: str, by: str) -> Iterator[Outcome | None]:
        """Run an update that sees one graph only, as its default graph."""
        graph = self._named(graph)
        old, there = self.writer.quads(graph), self.writer.has(graph)
        scratch = Store()
        scratch.extend(Quad(one.subject, one.predicate, one.object) for one in old)
        _read(text, prefixes, base)
        _run(scratch, text, prefixes, base)
        if any(True for _ in scratch.named_graphs()):
            raise BadPatch("a patch changes the graph it is sent to, and no other")
        name = NamedNode(graph) if graph else DefaultGraph()
        self._copy = None
        new = {Quad(one.subject, one.predicate, one.object, name) for one in _quads(scratch, "")}
        yield from self._write({graph: new}, by, existed=there)

    # --- inside

    @property
    def writer(self) -> Writer:
        """The writer, while the lock is held."""
        if self._writer is None:
            raise StoreError("nothing is written before `begin`")
        return self._writer

    def _named(self, graph: str) -> str:
        return own_graph(WRITTEN, self._base) if not graph and not self.writer.plain else graph

    def _all(self, store: Store) -> set[str]:
        named = {one.value for one in store.named_graphs() if isinstance(one, NamedNode)}
        return {"", *named} if self.writer.plain else named

    @contextmanager
    def _scratch(self) -> Iterator[Store]:
        """Give a copy of the graph to try an update on."""
        writer = self.writer
        current = self._data.current()
        if current is None or writer.manifest.quads <= _IN_MEMORY:
            copy, self._copy = self._copy or self._loaded(), None
            yield copy
            self._copy = copy if writer.plain else None  # so it is after a success, too
            return
        path = self._data.path / _SCRATCH
        durable.link_tree(current.graph_path, path)
        try:
            yield Store(str(path))
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def _loaded(self) -> Store:
        copy = Store()
        for graph in self.writer.graphs():
            if graph:
                copy.add_graph(NamedNode(graph))
            copy.extend(self.writer.quads(graph))
        if not self.writer.plain:
            copy.extend(self.writer.quads(""))
        return copy

    def _write(
        self, wanted: Mapping[str, set[Quad] | None], by: str, *, existed: bool = True
    ) -> Iterator[Outcome | None]:
        """Archive and publish what graphs are to be, None for not there; those that are so already are left alone."""
        kept = {} if self.writer.plain else {own_graph(name, self._base): name for name in OWN_GRAPHS}
        contents: dict[str, bytes | None] = {}
        for graph, quads in wanted.items():
            new = None if quads is None else quads if self.writer.plain else set(self._named_blanks(quads))
            there = self.writer.has(graph)
            if there is (new is not None) and (not there or new == self.writer.quads(graph)):
                continue
            if graph in kept:
                raise GraphKept(f"the graph {graph} is made by htxgraph from the others; it is not written to")
            if new is not None and self._archive.is_read(graph):
                raise GraphKept(
                    f"the graph {graph} says what a document says, and only that; it can be dropped, not rewritten"
                )
            contents[graph] = _lines(new) if new is not None else None
        if not contents:
            yield Outcome(self.writer.manifest.number, 0, 0, (), existed)
            return
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._archive.put_graphs(contents, {"by": by, "at": at})
        yield None
        owners = {graph: self._archive.owner(graph) for graph in contents}
        latest = [self._archive.latest(document) for document in owners.values()]
        applied = self.writer.apply(change_of(self._archive, one) for one in latest if one is not None)
        number = self._publish()
        yield Outcome(number, applied.added, applied.removed, tuple(contents), existed)

    def _publish(self) -> int:
        manifest = self.writer.manifest
        return self.writer.publish(journal=self._archive.length(), decisions=manifest.decisions).number

    def _named_blanks(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Give blank nodes addresses (RDF 1.1, 3.5): a graph that many graphs are merged into must tell them apart."""
        for quad in quads:
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                raise BadQuads("triple terms cannot be stored here")
            subject = self._skolem(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject
            thing = self._skolem(quad.object) if isinstance(quad.object, BlankNode) else quad.object
            yield Quad(subject, quad.predicate, thing, quad.graph_name)

    def _skolem(self, blank: BlankNode) -> NamedNode:
        return NamedNode(f"{self._base}.well-known/genid/{blank.value}")


def _read(text: str, prefixes: Mapping[str, str], base: str) -> None:
    """Have the engine read the whole text, so that what is wrong in it is told at its own place."""
    with suppress(OSError, RuntimeError):  # such as a graph that is not there: that is for the run to tell
        try:
            Store().update(text, base_iri=base, prefixes=dict(prefixes) or None)
        except (SyntaxError, ValueError) as error:
            raise _unreadable(error) from None


def _run(store: Store, text: str, prefixes: Mapping[str, str], base: str) -> None:
    try:
        store.update(text, base_iri=base, prefixes=dict(prefixes) or None)
    except (SyntaxError, ValueError) as error:
        raise _unreadable(error) from None
    except (OSError, RuntimeError) as error:
        raise UpdateFailed(f"the update cannot be done: {error}") from None


def _unreadable(error: SyntaxError | ValueError) -> QuerySyntax:
    return QuerySyntax(str(error.msg) if isinstance(error, SyntaxError) else str(error))


def _quads(store: Store, graph: str) -> set[Quad]:
    name = NamedNode(graph) if graph else DefaultGraph()
    return set(store.quads_for_pattern(None, None, None, name))


def _parsed(media_type: str, content: bytes, graph: str, base: str) -> set[Quad]:
    """Return what a document says, as quads of a graph, in the engine's form."""
    name = NamedNode(graph) if graph else DefaultGraph()
    kind = RdfFormat.from_media_type(media_type)
    if kind is None:
        raise BadQuads(f"{media_type} cannot be read")
    scratch = Store()
    try:
        for quad in parse(content, format=kind, base_iri=base, rename_blank_nodes=True):
            scratch.add(Quad(quad.subject, quad.predicate, quad.object, name))
    except (SyntaxError, ValueError) as error:
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        told = error.msg if isinstance(error, SyntaxError) else error
        raise BadQuads(f"{line}this is no {media_type}: {told}") from None
    return set(scratch)


def _lines(quads: Iterable[Quad]) -> bytes:
    found = serialize(quads, format=RdfFormat.N_QUADS)
    assert found is not None
    return b"".join(sorted(found.splitlines(keepends=True)))


# --- the process

_ERRORS: tuple[tuple[type[StoreError], str], ...] = (
    (QuerySyntax, "syntax"),
    (BadPatch, "patch"),
    (BadQuads, "bad"),
    (GraphMissing, "missing"),
    (GraphKept, "kept"),
    (StoreBusy, "busy"),
    (UpdateFailed, "failed"),
    (StoreError, "store"),
)


def _answers(editor: Editor, request: Mapping[str, object], parts: list[bytes]) -> Iterator[dict[str, object]]:
    """Yield what to tell the asker: once archived, and at the end."""
    base, by = str(request["base"]), str(request["by"])
    graph = str(request.get("graph", ""))
    said = request.get("prefixes")
    prefixes = {str(name): str(iri) for name, iri in said.items()} if isinstance(said, dict) else {}
    types = request.get("types")
    try:
        editor.begin(float(str(request["patience"])))
        match request["what"]:
            case "update":
                steps = request["steps"]
                assert isinstance(steps, list)
                done = editor.update(parts[0].decode(), steps, prefixes, base, by)
            case "put" | "post":
                assert isinstance(types, list)
                sent = zip((str(one) for one in types), parts, strict=True)
                done = editor.put(graph, sent, base, by, merge=request["what"] == "post")
            case "delete":
                done = editor.drop(graph, by)
            case _:
                done = editor.patch(graph, parts[0].decode(), prefixes, base, by)
        for one in done:
            if one is None:
                yield {"archived": True}
            else:
                yield {
                    "generation": one.generation,
                    "added": one.added,
                    "removed": one.removed,
                    "graphs": list(one.graphs),
                    "existed": one.existed,
                }
    except StoreError as error:
        editor.end()
        yield {"error": next(name for kind, name in _ERRORS if isinstance(error, kind)), "message": str(error)}


def receive(incoming: BufferedReader) -> tuple[dict[str, object], list[bytes]] | None:
    """Return the next request and its parts, or None when the asker has gone."""
    line = incoming.readline()
    if not line.endswith(b"\n"):
        return None
    request = json.loads(line)
    parts = [incoming.read(length) for length in request["parts"]]
    return request, parts


def main(descriptor: int, memory: int, data: str, base: str, layout: str) -> None:
    """Write what is asked for until the asker hangs up."""
    connection = socket.socket(fileno=descriptor)
    incoming = connection.makefile("rb")
    worker.leave_network()
    worker.end_with_parent()
    worker.limit_memory(memory)
    editor = Editor(Data(Path(data)), base, plain=True if layout == "plain" else None)
    while True:
        ready, _, _ = select.select([connection], [], [], LINGER_SECONDS)
        if not ready:
            editor.end()
            select.select([connection], [], [])
        request = receive(incoming)
        if request is None:
            break
        for answer in _answers(editor, *request):
            connection.sendall(json.dumps(answer).encode() + b"\n")
    editor.end()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5])
