"""The one writer: applies whole documents to the graph and publishes the next generation.

The writable store is a draft of the next generation and nothing else: it is only taken up again when the note beside
it says that it equals the generation in force; after a crash it is made anew from that generation's snapshot.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from hashlib import sha256

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph_store import derived, durable, index_build
from graph_store.errors import StoreError
from graph_store.fresh import BULK, Triples, Waiting
from graph_store.fresh import triples as fresh_triples
from graph_store.generations import MERGED, PLAIN, Data, Generation, Manifest
from graph_store.merged import DefaultGraphKeeper
from graph_store.quads import Reader
from ontology.iris import DEFAULT_BASE, own_graph

Hook = Callable[[str], None]
"""Called at each stage of a publish with the stage's name (tests inject faults here)."""

STAGES = ("archived", "opened", "applying", "applied", "indexing", "indexed", "snapshot", "before-swap", "swapped")
"""The stages a load passes, in order; `applying` once for each batch of documents."""

_BATCH_QUADS = 100_000
_ONE_PIECE = 1_000_000
"""So many quads the engine loads into an empty store as one sorted piece."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What one document's graph is to be: N-Quads, or None to withdraw it."""

    document: str
    graph: str
    quads: bytes | None


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying changes did to the document graphs."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    added: int = 0
    removed: int = 0

    def __add__(self, other: Applied) -> Applied:
        """Return the sum of both."""
        return Applied(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Applied)))


@dataclass(frozen=True, slots=True)
class _Delta:
    graph: str
    added: set[Quad]
    removed: set[Quad]
    applied: Applied
    stays: bool = True
    fresh: Triples | None = None


class Writer:
    """The only writer of a data folder; a context manager. StoreBusy on entry when another process writes.

    Processes must not be forked while one is open: the engine's threads do not survive that.
    """

    def __init__(
        self,
        data: Data,
        *,
        base: str = DEFAULT_BASE,
        hook: Hook | None = None,
        anew: bool = False,
        plain: bool | None = None,
    ) -> None:
        """Prepare to write; the lock is taken on entry. `anew` begins with an empty graph.

        `plain` makes a new data folder one without anything derived: no merged default graph, no index. A folder
        keeps its layout; StoreError for one that was made otherwise, None to take it as it is.
        """
        self._data = data
        self._base = base
        self._anew = anew
        self._asked_plain = plain
        self._hook: Hook = hook or (lambda stage: None)
        self._held = ExitStack()
        self._store: Store | None = None
        self._in_force: Generation | None = None
        self._manifest = Manifest(0, 0, 0, 0, 0, base, "", "", "")
        self._reader = Reader()
        self._vocabulary = ""
        self._revised: set[str] = set()
        self._total = Applied()
        self._identified = 0
        self._bulk = 0
        self._waiting = Waiting(data.path / "writer-new.nq")

    def __enter__(self) -> Writer:
        """Take the lock and make the writable store what the generation in force says."""
        with ExitStack() as opening:
            opening.enter_context(self._data.lock())
            self._in_force = self._data.current()
            if self._in_force is not None:
                self._manifest = self._in_force.manifest
                if self._anew:
                    self._manifest = replace(
                        self._manifest, quads=0, documents=0, journal=0, decisions=0, vocabulary=""
                    )
                if self._manifest.base != self._base:
                    raise StoreError(
                        f"{self._data.path} was made for the base {self._manifest.base}, not {self._base}; "
                        "set HTXGRAPH_BASE, or use another data folder"
                    )
            self._lay_out()
            self._vocabulary = self._manifest.vocabulary
            self._sweep()
            self._waiting.forget()
            self._store = self._open()
            self._keeper = DefaultGraphKeeper(self._store, self._base)
            self._held = opening.pop_all()
        self._hook("opened")
        return self

    def __exit__(self, *_: object) -> None:
        """Let the lock go; what was not published is forgotten."""
        self._waiting.close()
        self._store = None
        del self._keeper
        self._held.close()

    @property
    def manifest(self) -> Manifest:
        """What the generation in force holds (all zero before the first one)."""
        return self._manifest

    @property
    def plain(self) -> bool:
        """Whether the data folder keeps graphs as they are written, with nothing derived."""
        return self._manifest.plain

    def quads(self, graph: str) -> set[Quad]:
        """Return the quads of one graph as they are now, unpublished changes included; "" is the default graph."""
        if graph in self._waiting.graphs or self._waiting.begun:
            self._load()
        return set(self._writable.quads_for_pattern(None, None, None, _name(graph)))

    def has(self, graph: str) -> bool:
        """Tell whether a graph is there, be it empty; the default graph always is."""
        return not graph or self._writable.contains_named_graph(NamedNode(graph))

    def graphs(self) -> list[str]:
        """Return the names of all graphs that are there now, "" for a plain folder's default graph."""
        self._load()
        named = [str(one.value) for one in self._writable.named_graphs() if isinstance(one, NamedNode)]
        return ["", *named] if self.plain else named

    def apply(self, changes: Iterable[DocumentChange]) -> Applied:
        """Make document graphs what they are to be, touching only quads that differ."""
        total = Applied()
        for batch in self._batches(changes):
            applied = sum((delta.applied for delta in batch), Applied())
            if applied != Applied(unchanged=applied.unchanged):
                self._hook("applying")
                for delta in batch:
                    if delta.fresh is not None:
                        self._waiting.add(delta.fresh)
                self._change(batch)
            total += applied
        self._total += total
        return total

    def begin(self) -> None:
        """Let the engine begin with what was applied, beside what is found out meanwhile; to be called once all is."""
        if self._waiting.number:
            self._soil()
            self._waiting.begin(self._writable)

    def identify(self, survivors: Mapping[str, str]) -> int:
        """Make `survivors` (loser → survivor) the identity overlay; return how many IRIs now mean another entity."""
        if self.plain:
            raise StoreError(f"{self._data.path} is laid out plain: nobody is merged there")
        if dict(survivors) == self._keeper.overlay.survivors:
            return 0
        self._soil()
        added, removed, differing = self._keeper.identify(survivors, but=self._waiting.graphs)
        self._writable.extend(added)
        for quad in removed:
            self._writable.remove(quad)
        self._identified += differing
        return differing

    def set_vocabulary(self, quads: bytes) -> Applied:
        """Make the vocabulary graph these triples (N-Triples or N-Quads)."""
        digest = sha256(quads).hexdigest()
        if digest == self._vocabulary:
            return Applied()
        delta = self._delta(own_graph("vocabulary", self._base), quads)
        self._change([delta])
        self._revised.update(str(quad.subject).strip("<>") for quad in delta.added | delta.removed)
        self._vocabulary = digest
        applied = Applied(added=len(delta.added), removed=len(delta.removed))
        self._total += applied
        return applied

    def publish(self, *, journal: int = 0, decisions: int = 0, extractor: str = "", keep: int = 5) -> Generation:
        """Publish what was applied as the next generation; without any change, return the one in force."""
        total = self._total
        manifest = Manifest(
            number=self._manifest.number + 1,
            quads=self._manifest.quads + total.added - total.removed,
            documents=self._manifest.documents + total.new - total.withdrawn,
            journal=journal,
            decisions=decisions,
            base=self._base,
            extractor=extractor or self._manifest.extractor,
            published=datetime.now(UTC).isoformat(timespec="seconds"),
            vocabulary=self._vocabulary,
            layout=self._manifest.layout,
        )
        if (
            self._in_force is not None
            and not self._anew
            and not (total.added or total.removed or total.new or total.withdrawn or self._identified)
        ):
            if not self.plain:
                self._mend_index(self._in_force)
            return self._note_positions(self._in_force, manifest)
        self._hook("applied")
        self._soil()
        self._load()
        self._keeper.settle()
        if self._bulk > max(self._manifest.quads // 10, 0 if self._manifest.quads else _ONE_PIECE):
            self._writable.optimize()  # what was loaded in bulk lies in pieces over one another
        target = self._data.generations_path / str(manifest.number)
        self._data.remove(manifest.number)
        target.parent.mkdir(parents=True, exist_ok=True)
        with durable.draft_folder(target) as draft:
            draft.mkdir()
            if not self.plain:
                self._index(manifest.number, keep)
            self._writable.flush()
            self._writable.backup(str(draft / "graph"))
            self._hook("snapshot")
            durable.write(draft / "manifest.json", manifest.to_bytes())
        self._hook("before-swap")
        generation = self._data.swap(manifest.number)
        self._hook("swapped")
        durable.write(self._data.writer_state_path, f"{manifest.number}\n".encode())
        self._begin_next(generation, manifest)
        self._data.prune(keep)
        return generation

    # --- inside

    def _lay_out(self) -> None:
        """Take the layout that is asked for, where the folder has none yet."""
        if self._in_force is None and self._asked_plain:
            self._manifest = replace(self._manifest, layout=PLAIN)
        if self._asked_plain is not None and self._asked_plain != self.plain:
            raise StoreError(
                f"{self._data.path} is laid out {self._manifest.layout}, not {PLAIN if self._asked_plain else MERGED}; "
                "use another data folder"
            )

    @property
    def _writable(self) -> Store:
        if self._store is None:
            raise StoreError("a writer is used inside its `with` block")
        return self._store

    def _open(self) -> Store:
        """Return the writable store, made anew from the generation in force unless it is known to equal it."""
        data = self._data
        if self._anew:
            self._soil()
            shutil.rmtree(data.writer_path, ignore_errors=True)
            return Store(str(data.writer_path))
        number = self._in_force.number if self._in_force else 0
        state = data.writer_state_path.read_text().strip() if data.writer_state_path.exists() else ""
        if state != str(number) or not data.writer_path.is_dir():
            shutil.rmtree(data.writer_path, ignore_errors=True)
            if self._in_force is not None:
                durable.link_tree(self._in_force.graph_path, data.writer_path)
                durable.sync_tree(data.writer_path)
                durable.write(data.writer_state_path, f"{number}\n".encode())
        return Store(str(data.writer_path))

    def _soil(self) -> None:
        """Note that the writable store no longer equals a generation, before it is changed."""
        if self._data.writer_state_path.exists():
            self._data.writer_state_path.unlink()
            durable.sync(self._data.path)

    def _sweep(self) -> None:
        """Remove what a crash left: drafts, and complete generations that never came into force."""
        number = self._in_force.number if self._in_force else 0
        if not self._data.generations_path.is_dir():
            return
        for path in list(self._data.generations_path.iterdir()):
            if not path.name.isdigit():
                shutil.rmtree(path, ignore_errors=True)
            elif int(path.name) > number:
                self._data.remove(int(path.name))

    def _batches(self, changes: Iterable[DocumentChange]) -> Iterator[list[_Delta]]:
        batch: list[_Delta] = []
        graphs: set[str] = set()
        size = 0
        for change in changes:
            if change.graph in graphs or size > _BATCH_QUADS:
                yield batch
                batch, graphs, size = [], set(), 0
            delta = self._delta(change.graph, change.quads)
            batch.append(delta)
            graphs.add(change.graph)
            size += delta.applied.added + delta.applied.removed
        if batch:
            yield batch

    def _delta(self, graph: str, quads: bytes | None) -> _Delta:
        old = self.quads(graph)
        fresh = fresh_triples(quads, graph, self._reader) if quads and not old and not self.plain else None
        if fresh is not None:
            return _Delta(graph, set(), set(), Applied(new=1, added=fresh.number), fresh=fresh)
        new = self._reader.read(quads, graph, anything=self.plain) if quads is not None else set()
        added, removed = new - old, old - new
        before, stays = self.has(graph), quads is not None or not graph
        if not added and not removed and before == stays:
            applied = Applied(unchanged=1)
        elif not before:
            applied = Applied(new=1, added=len(added))
        elif not stays:
            applied = Applied(withdrawn=1, removed=len(removed))
        else:
            applied = Applied(changed=1, added=len(added), removed=len(removed))
        return _Delta(graph, added, removed, applied, stays)

    def _load(self) -> None:
        """Load the new documents that wait."""
        if self._waiting.number:
            self._soil()
            number = self._waiting.number
            if self._waiting.load(self._writable, self._keeper.add_new):
                self._bulk += number

    def _change(self, deltas: Sequence[_Delta]) -> None:
        changed = [delta for delta in deltas if delta.fresh is None and not delta.applied.unchanged]
        if not changed:
            return
        self._soil()
        store = self._writable
        new = [quad for delta in changed for quad in delta.added]
        old = [quad for delta in changed for quad in delta.removed]
        bulk = len(new) > BULK or self._in_force is None  # into a new store this is three times as fast
        if bulk:
            self._bulk += len(new)
            store.bulk_extend(new)
        else:
            store.extend(new)
        for quad in old:
            store.remove(quad)
        for delta in changed:
            if delta.applied.withdrawn:  # else the graph would still be listed, without a quad
                store.remove_graph(NamedNode(delta.graph))
            elif delta.graph and not delta.added:
                store.add_graph(NamedNode(delta.graph))
        if not self.plain:
            self._keeper.add(new, bulk=bulk)
            self._keeper.drop(old)

    def _index(self, number: int, keep: int) -> None:
        """Bring the side index to the generation in the making; readers of older ones do not see it."""
        numbers = [*self._data.numbers(), number][-max(1, keep) :]
        found = index_build.update(
            self._data.index_path,
            self._writable,
            number,
            base=self._base,
            previous=self._in_force.number if self._in_force else 0,
            touched=None if self._anew else self._keeper.touched,
            revised=self._revised,
            oldest=numbers[0],
            hook=self._hook,
        )
        derived.keep(self._writable, NamedNode(own_graph("shortcuts", self._base)), found)

    def _mend_index(self, generation: Generation) -> None:
        """Make the index anew when it is lost or was left behind; a generation that came to nothing is taken back."""
        if index_build.newest(self._data.index_path) < generation.number:
            number = generation.number
            index_build.update(
                self._data.index_path,
                self._writable,
                number,
                base=self._base,
                previous=number,
                touched=None,
                oldest=number,
                hook=self._hook,
            )

    def _note_positions(self, generation: Generation, wanted: Manifest) -> Generation:
        """Keep in mind that the logs are applied further though that changed no quad, so that nobody applies them again."""
        manifest = replace(self._manifest, journal=wanted.journal, decisions=wanted.decisions)
        if manifest != self._manifest:
            durable.write(generation.path / "manifest.json", manifest.to_bytes())
            self._manifest = manifest
        return generation

    def _begin_next(self, generation: Generation, manifest: Manifest) -> None:
        self._in_force, self._manifest = generation, manifest
        self._total, self._identified, self._bulk = Applied(), 0, 0
        self._anew = False
        self._keeper.touched.clear()
        self._revised.clear()


def _name(graph: str) -> NamedNode | DefaultGraph:
    return NamedNode(graph) if graph else DefaultGraph()
