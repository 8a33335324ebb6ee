"""Many connections at once, each asking again as soon as it has its answer: requests a second and their times.

`wrk` does it where it is installed, as it takes next to nothing of the machine that it measures; else we do.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked", re.IGNORECASE)
_LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Throughput:
    """What came back within the time: answers a second, how many were errors, and the slow end of the times."""

    per_second: float
    errors: int
    p95_ms: float


_SCRIPT = """
local asked = {}
for line in io.lines(os.getenv("HAMMER_REQUESTS")) do
  asked[#asked + 1] = wrk.format("GET", line, {["Accept"] = "application/sparql-results+json", ["Host"] = "127.0.0.1"})
end
local at = 0
function request() at = at + 1; return asked[at % #asked + 1] end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("TOLD %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(95),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


def hammer(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Throughput:
    """Send whole requests round and round over so many connections for so long."""
    if shutil.which("wrk") is not None:
        return _by_wrk(port, requests, connections, seconds)
    return asyncio.run(_hammer(port, requests, connections, seconds))


def _by_wrk(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Throughput:
    with tempfile.TemporaryDirectory(prefix="hammer-") as folder:
        script, lines = Path(folder, "hammer.lua"), Path(folder, "requests")
        script.write_text(_SCRIPT)
        lines.write_bytes(b"".join(request.split(b" ", 2)[1] + b"\n" for request in requests))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}", "-s", str(script)]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"],
            env={**os.environ, "HAMMER_REQUESTS": str(lines)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
    told = re.search(r"^TOLD (\d+) (\d+) (\d+) (\d+)$", said, re.MULTILINE)
    if told is None:
        raise RuntimeError(f"wrk said: {said}")
    count, microseconds, p95, errors = map(int, told.groups())
    return Throughput(round(count / microseconds * 1e6, 1), errors, round(p95 / 1000, 3))


async def _hammer(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Throughput:
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    clients = [_Client(itertools.cycle([*requests[at:], *requests[:at]]), until) for at in range(connections)]
    started = time.perf_counter()
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(client.done for client in clients))
    took = time.perf_counter() - started
    times = sorted(itertools.chain.from_iterable(client.times for client in clients))
    p95 = times[int(0.95 * (len(times) - 1))] if times else float("nan")
    return Throughput(round(len(times) / took, 1), sum(client.errors for client in clients), round(1000 * p95, 3))


class _Client(asyncio.Protocol):
    """One connection: sends, reads one whole answer, sends again."""

    def __init__(self, requests: Iterator[bytes], until: float) -> None:
        self._requests, self._until = requests, until
        self._got = bytearray()
        self._sent = 0.0
        self._transport: asyncio.Transport | None = None
        self.times: list[float] = []
        self.errors = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._got += data
        if _whole(self._got):
            self.times.append(time.perf_counter() - self._sent)
            self.errors += not self._got.startswith(b"HTTP/1.1 200")
            self._got.clear()
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.errors += 1
            self.done.set_result(None)

    def _send(self) -> None:
        assert self._transport is not None
        self._sent = time.perf_counter()
        if asyncio.get_running_loop().time() < self._until:
            self._transport.write(next(self._requests))
        elif not self.done.done():
            self.done.set_result(None)
            self._transport.close()


def _whole(answer: bytearray) -> bool:
    """Tell whether a whole HTTP answer is there."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    if (length := _LENGTH.search(answer, 0, head)) is not None:
        return len(answer) >= head + 4 + int(length.group(1))
    return _CHUNKED.search(answer, 0, head) is not None and answer.endswith(_LAST_CHUNK)
