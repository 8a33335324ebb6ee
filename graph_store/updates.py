"""Writes as the service sees them: handed one by one to a process of their own, which may be killed."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_store import updating
from graph_store.errors import (
    BadPatch,
    BadQuads,
    GraphKept,
    GraphMissing,
    PoolBusy,
    QueryCrashed,
    QuerySyntax,
    QueryTimeout,
    StoreBusy,
    StoreError,
    UpdateFailed,
)
from graph_store.updating import Outcome

_ERRORS: Mapping[str, type[StoreError]] = {
    "patch": BadPatch,
    "bad": BadQuads,
    "missing": GraphMissing,
    "kept": GraphKept,
    "busy": StoreBusy,
    "failed": UpdateFailed,
}
_PATIENCE = 5.0
"""How long another writer is waited for."""
_PUBLISH_SECONDS = 600.0
"""How long archived changes may take until they are published."""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of an update: its text, and the graphs it can change; None where only the run can tell."""

    text: str
    touched: tuple[str, ...] | None


class Updates:
    """Writes to one data folder, one after the other. For one event loop; closed at its end."""

    def __init__(self, data: Path, base: str, *, plain: bool = False, memory: int = 4 << 30, waiting: int = 32) -> None:
        """Start nothing yet; at most `waiting` writes queue, and a process may use `memory` bytes over its start."""
        self._data, self._base, self._plain = data, base, plain
        self._memory, self._most = memory, waiting
        self._process: subprocess.Popen[bytes] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def update(
        self,
        text: str,
        steps: Sequence[Step],
        *,
        prefixes: Mapping[str, str],
        base: str,
        by: str,
        deadline: float,
    ) -> Outcome:
        """Run an update whole or not at all; QuerySyntax, QueryTimeout, GraphKept … say why not."""
        sent = [{"text": step.text, "touched": step.touched} for step in steps]
        request = {"what": "update", "steps": sent, "prefixes": dict(prefixes), "base": base, "by": by}
        return await self._ask(request, [text.encode()], deadline)

    async def put(
        self,
        graph: str,
        parts: Sequence[tuple[str, bytes]],
        *,
        base: str,
        by: str,
        deadline: float,
        merge: bool = False,
    ) -> Outcome:
        """Make a graph ("" for the default graph) what documents (media type, content) say, or add that to it."""
        types = [media_type for media_type, _ in parts]
        request = {"what": "post" if merge else "put", "graph": graph, "types": types, "base": base, "by": by}
        return await self._ask(request, [content for _, content in parts], deadline)

    async def drop(self, graph: str, *, by: str, deadline: float) -> Outcome:
        """Drop a graph; GraphMissing when there is none."""
        return await self._ask({"what": "delete", "graph": graph, "base": "", "by": by}, [], deadline)

    async def patch(
        self, graph: str, text: str, *, prefixes: Mapping[str, str], base: str, by: str, deadline: float
    ) -> Outcome:
        """Run an update on one graph, which it sees as the default graph, and on nothing else."""
        request = {"what": "patch", "graph": graph, "prefixes": dict(prefixes), "base": base, "by": by}
        return await self._ask(request, [text.encode()], deadline)

    async def close(self) -> None:
        """End the process; what it has archived is published by whoever writes next."""
        await self._end()

    # --- inside

    async def _ask(self, request: Mapping[str, object], parts: list[bytes], deadline: float) -> Outcome:
        if self._waiting >= self._most:
            raise PoolBusy("too many writes wait already", retry_after=2.0)
        self._waiting += 1
        try:
            async with self._turn:
                answer = await self._answer(request, parts, deadline)
        finally:
            self._waiting -= 1
        if "error" in answer:
            raise _refusal(answer)
        graphs = answer["graphs"]
        assert isinstance(graphs, list)
        return Outcome(
            int(str(answer["generation"])),
            int(str(answer["added"])),
            int(str(answer["removed"])),
            tuple(str(one) for one in graphs),
            bool(answer["existed"]),
        )

    async def _answer(self, request: Mapping[str, object], parts: list[bytes], deadline: float) -> dict[str, object]:
        head = {**request, "parts": [len(one) for one in parts], "patience": min(_PATIENCE, deadline)}
        done = False
        try:
            incoming, outgoing = await self._running()
            async with asyncio.timeout(deadline + _PATIENCE) as limit:
                outgoing.write(json.dumps(head).encode() + b"\n" + b"".join(parts))
                await outgoing.drain()
                while True:
                    line = await incoming.readline()
                    if not line:
                        raise QueryCrashed("the write needed more memory than it may use, or ended the engine")
                    answer: dict[str, object] = json.loads(line)
                    if not answer.get("archived"):
                        done = True
                        return answer
                    limit.reschedule(asyncio.get_running_loop().time() + _PUBLISH_SECONDS)
        except TimeoutError:
            raise QueryTimeout(f"the write did not end within {deadline:g} s; nothing is changed") from None
        except ConnectionError:
            raise QueryCrashed("the write needed more memory than it may use, or ended the engine") from None
        finally:
            if not done:
                await self._end()

    async def _running(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            ours, theirs = socket.socketpair()
            with theirs:
                number = str(theirs.fileno())
                layout = "plain" if self._plain else ""
                # by its path, so that nothing else than this package is found under its name
                command = [sys.executable, "-P", str(Path(updating.__file__)), number, str(self._memory)]
                root = str(Path(updating.__file__).parents[1])
                paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
                self._process = subprocess.Popen(
                    [*command, str(self._data), self._base, layout],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": paths},
                )
            self._streams = await asyncio.open_connection(sock=ours, limit=1 << 24)
        return self._streams

    async def _end(self) -> None:
        process, streams = self._process, self._streams
        self._process = self._streams = None
        if streams is not None:
            streams[1].close()
        if process is not None:
            process.kill()
            await asyncio.to_thread(process.wait)


def _refusal(answer: Mapping[str, object]) -> StoreError:
    message = str(answer["message"])
    if answer["error"] == "syntax":
        return QuerySyntax.told(message)
    return _ERRORS.get(str(answer["error"]), StoreError)(message)
