"""Bring a SPARQL engine elsewhere to what a generation says: only what differs from what it holds is sent.

python -m graph_store.pushing DATA      does so, with the engine as JSON on stdin
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, zip_longest

import httpx2
from pyoxigraph import BlankNode, NamedNode, Quad, Store

from graph_store.errors import EngineAway, EngineBehind, StoreBusy, StoreError
from graph_store.generations import Data, Generation
from graph_store.remote import Holding, Remote

_ONE_REQUEST = 2_000
"""Quads in one update: some engines compile each update as a program, and refuse long ones."""
_TOLD = 300
_SECONDS = 600.0
_MEDIA_TYPE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent: the generation that the engine holds now, and how many quads it got and lost."""

    generation: int
    added: int
    removed: int


Told = Callable[[int], None]
"""Called with how many quads have been sent so far."""


def push(data: Data, remote: Remote, *, anew: bool = False, told: Told | None = None) -> Pushed:
    """Bring an engine to the generation in force; with `anew` empty it first, whatever it holds.

    Raises EngineBehind where only that would do, EngineAway when it cannot be reached, StoreBusy while another process
    does the same. What is interrupted is gone on with by the next call.
    """
    holding = Holding(data, remote)
    with _alone(holding), _Updates(remote, told) as updates:
        target = data.in_force()
        if anew:
            return _whole(data, holding, updates, target)
        held = holding.read()
        if held is None:
            raise EngineBehind(
                f"nothing is known of what {remote.address} holds: `htxgraph push --anew` empties and fills it"
            )
        done = Pushed(held.generation, 0, 0)
        for number in (held.to, target.number):
            if number is not None and number != done.generation:
                done = _step(data, holding, updates, done, number)
        if held.to is not None and done.generation == held.generation:
            holding.note(done.generation)
        return done


def _step(data: Data, holding: Holding, updates: _Updates, done: Pushed, number: int) -> Pushed:
    """Bring the engine from one generation to another."""
    kept = data.numbers()
    for one in (done.generation, number):
        if one not in kept:
            raise EngineBehind(
                f"generation {one}, on which {holding.remote.address} stands, is gone: `htxgraph push --anew` fills it again"
            )
    removed, added = differing(data.generation(done.generation), data.generation(number))
    holding.note(done.generation, number)
    updates.change(removed, added)
    holding.note(number)
    return Pushed(number, done.added + len(added), done.removed + len(removed))


def _whole(data: Data, holding: Holding, updates: _Updates, target: Generation) -> Pushed:
    """Empty the engine and give it all."""
    holding.path.unlink(missing_ok=True)
    holding.note(0, target.number)
    graphs = {one for number in data.numbers() for one in _graphs(data.generation(number))}
    updates.clear(graphs)
    store = Store.read_only(target.graph)
    added = updates.change((), store.quads_for_pattern(None, None, None, None))
    holding.note(target.number)
    return Pushed(target.number, added, 0)


def differing(old: Generation, new: Generation) -> tuple[set[Quad], set[Quad]]:
    """Return the quads of the old generation that the new one lacks, and the other way round.

    Both are gone through side by side, in the same order, so that no more is kept than what differs.
    """
    removed: set[Quad] = set()
    added: set[Quad] = set()
    stores = [Store.read_only(one.graph) for one in (old, new)]
    sides = (store.quads_for_pattern(None, None, None, None) for store in stores)
    for before, after in zip_longest(*sides):
        if before == after:
            continue
        if before is not None:
            _pair(before, added, removed)
        if after is not None:
            _pair(after, removed, added)
    return removed, added


def _pair(quad: Quad, waiting: set[Quad], unmatched: set[Quad]) -> None:
    if quad in waiting:
        waiting.remove(quad)
    else:
        unmatched.add(quad)


def _graphs(generation: Generation) -> Iterator[str]:
    store = Store.read_only(generation.graph)
    return (one.value for one in store.named_graphs() if isinstance(one, NamedNode))


@contextmanager
def _alone(holding: Holding) -> Iterator[None]:
    descriptor = os.open(holding.lock_path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreBusy(f"another process is bringing {holding.remote.address} up to date") from None
        yield
    finally:
        os.close(descriptor)


class _Updates:
    """Sends updates, one after the other."""

    def __init__(self, remote: Remote, told: Told | None) -> None:
        if not remote.update:
            raise StoreError("HTXGRAPH_STORE_UPDATE must say where the engine takes updates")
        self._remote, self._told = remote, told or (lambda sent: None)
        self._sent = 0
        self._headers = {"Content-Type": _MEDIA_TYPE}
        if remote.authorization:
            self._headers["Authorization"] = remote.authorization
        self._client = httpx2.Client(timeout=httpx2.Timeout(_SECONDS, connect=10.0))

    def __enter__(self) -> _Updates:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def clear(self, graphs: Iterable[str]) -> None:
        """Empty the engine; of one with a graph in the place of the default graph, only graphs that we know of."""
        if not self._remote.merged:
            self._send("CLEAR SILENT ALL")
            return
        listed = sorted({*graphs, self._remote.merged})
        while listed:
            some, listed = listed[:_ONE_REQUEST], listed[_ONE_REQUEST:]
            self._send(" ;\n".join(f"CLEAR SILENT GRAPH <{one}>" for one in some))

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> int:
        """Take quads out and put quads in; return how many were put in."""
        number = 0
        rest = iter(removed)
        while some := list(islice(rest, _ONE_REQUEST)):
            self._send(self._data("DELETE", some))
        rest = iter(added)
        while some := list(islice(rest, _ONE_REQUEST)):
            self._send(self._data("INSERT", some))
            number += len(some)
            self._told(number)
        return number

    def _data(self, what: str, quads: Iterable[Quad]) -> str:
        graphs: defaultdict[str, list[str]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise StoreError(f"an engine elsewhere cannot be kept up with blank nodes, as in {quad}")
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else self._remote.merged
            graphs[name].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
        parts = [
            f"GRAPH <{name}> {{\n{''.join(lines)}}}\n" if name else "".join(lines) for name, lines in graphs.items()
        ]
        return f"{what} DATA {{\n{''.join(parts)}}}"

    def _send(self, text: str) -> None:
        try:
            response = self._client.post(self._remote.update, content=text.encode(), headers=self._headers)
            if response.status_code == 401 and self._remote.user and "Authorization" in self._headers:
                del self._headers["Authorization"]  # it wants them digested
                self._client.auth = httpx2.DigestAuth(self._remote.user, self._remote.password)
                response = self._client.post(self._remote.update, content=text.encode(), headers=self._headers)
        except httpx2.HTTPError as error:
            raise EngineAway(f"the engine at {self._remote.update} cannot be reached: {error}") from None
        if response.status_code >= 300:
            said = " ".join(response.text[:_TOLD].split())
            raise EngineAway(f"the engine at {self._remote.update} answers {response.status_code}: {said}")


def main(data: str) -> None:
    """Do it once, for the service; what goes wrong is told on standard error."""
    os.nice(10)
    remote = Remote(**json.load(sys.stdin))
    try:
        push(Data(data), remote)
    except StoreBusy:
        return
    except StoreError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
