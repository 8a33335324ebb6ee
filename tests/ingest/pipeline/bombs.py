"""Work that asks for more than it may have."""

import os
import socket
from collections.abc import Iterator


def memory() -> Iterator[int]:
    yield 1
    yield len(bytearray(1 << 33))


def death() -> Iterator[int]:
    yield 1
    os.abort()


def forever() -> Iterator[int]:
    yield 1
    while True:
        pass


def file(path: str) -> Iterator[str]:
    try:
        with open(path, "wb") as large:  # noqa: PTH123 - nothing else is to be loaded
            large.write(b"x" * (2 << 20))
            large.flush()
    except OSError as error:
        yield error.strerror


def call(port: int) -> Iterator[str]:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError as error:
        yield error.strerror
    else:
        yield "connected"


def child() -> Iterator[str]:
    try:
        os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    except OSError as error:
        yield error.strerror
    else:
        yield "started"
