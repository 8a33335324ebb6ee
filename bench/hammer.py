"""Many connections at once, each asking again as soon as it has its answer: requests a second and their times."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked", re.IGNORECASE)
_LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Throughput:
    """What came back within the time: answers a second, how many were errors, and the slow end of the times."""

    per_second: float
    errors: int
    p95_ms: float


def hammer(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Throughput:
    """Send whole requests round and round over so many connections for so long."""
    return asyncio.run(_hammer(port, requests, connections, seconds))


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
