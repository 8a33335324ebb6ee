"""Whole graphs as files: made once per generation, found again by name, removed with their generation.

python -m graph_store.dumps DATA GENERATION NAME      makes one
"""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import zstandard
from pyoxigraph import DefaultGraph, RdfFormat, Store

from graph_store import durable
from graph_store.errors import StoreBusy
from graph_store.generations import Data, Generation
from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to write the graph: its format, and whether it holds all document graphs or the merged triples alone."""

    ending: str
    media_type: str
    every_graph: bool
    about: str


KINDS: Mapping[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("nq", "application/n-quads", True, "every quad of every document, with the merged triples"),
        Kind("trig", "application/trig", True, "every graph of every document, with the merged triples"),
        Kind("ttl", "text/turtle", False, "all triples, each once"),
        Kind("nt", "application/n-triples", False, "all triples, each once, in order"),
        Kind("jsonld", "application/ld+json", False, "all triples, each once"),
        Kind("rdf", "application/rdf+xml", False, "all triples, each once"),
    )
}
OFFERED = ("nq", "trig", "ttl", "jsonld")
PACKINGS: Mapping[str, str] = {"zst": "application/zstd", "gz": "application/gzip"}
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that is offered; `size` in bytes once it has been made, else None."""

    name: str
    kind: Kind
    packing: str
    size: int | None


class Dumps:
    """The dumps of a data folder."""

    def __init__(self, data: Data) -> None:
        """Speak of a data folder."""
        self._data = data
        self._path = data.path / "dumps"

    def offered(self, generation: Generation) -> tuple[Dump, ...]:
        """Return the dumps of a generation: those made, and those that can be."""
        return tuple(
            Dump(name, KINDS[ending], packing, self._size(generation, name))
            for ending in OFFERED
            for packing in PACKINGS
            for name in (f"htxgraph-{generation.number}.{ending}.{packing}",)
        )

    def path(self, generation: Generation, name: str) -> Path:
        """Return where a dump lies once it has been made."""
        return self._path / str(generation.number) / name

    def make(self, generation: Generation, name: str) -> Path:
        """Make a dump, if it is not there yet, and remove those of generations that are gone.

        Raises StoreBusy while another process makes one.
        """
        path = self.path(generation, name)
        if path.exists():
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if not path.exists():
                write(generation, path)
            kept = {str(number) for number in self._data.numbers()}
            for folder in self._path.iterdir():
                if folder.is_dir() and folder.name not in kept:
                    shutil.rmtree(folder, ignore_errors=True)
        return path

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._path / "LOCK").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreBusy("a dump is being made; come again in a moment") from None
            yield

    def _size(self, generation: Generation, name: str) -> int | None:
        try:
            return self.path(generation, name).stat().st_size
        except FileNotFoundError:
            return None


def write(generation: Generation, path: Path) -> None:
    """Write a generation into a file, whole or not at all; its name's ending says how. ValueError for other endings."""
    kind, packing = ending(path.name)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            with _packed(file, packing) as out:
                _dump(Store.read_only(generation.graph), kind, out)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        durable.sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def ending(name: str) -> tuple[Kind, str | None]:
    """Return what a file's name says it is: how the graph is written, and how that is packed (or None)."""
    parts = name.split(".")
    packing = parts.pop() if parts[-1] in PACKINGS else None
    if len(parts) < 2 or parts[-1] not in KINDS:
        raise ValueError(f"{name}: the name ends in {', '.join(f'.{one}' for one in KINDS)}, and .zst or .gz if packed")
    return KINDS[parts[-1]], packing


def _dump(store: Store, kind: Kind, out: IO[bytes]) -> None:
    form = RdfFormat.from_media_type(kind.media_type)
    assert form is not None
    if kind.ending == "nt":
        content = store.dump(format=form, from_graph=DefaultGraph())
        out.write(b"".join(sorted((content or b"").splitlines(keepends=True))))
    elif kind.every_graph:
        store.dump(out, format=form, prefixes=PREFIXES if kind.ending == "trig" else None)
    else:
        store.dump(out, format=form, from_graph=DefaultGraph(), prefixes=PREFIXES)


@contextlib.contextmanager
def _packed(file: IO[bytes], packing: str | None) -> Iterator[IO[bytes]]:
    match packing:
        case "zst":
            with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False) as out:
                yield out
        case "gz":
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                yield cast("IO[bytes]", packed)
        case _:
            yield file


def main(data: str, number: str, name: str) -> None:
    """Make one dump; being busy is no failure, as another process makes one."""
    os.nice(10)
    found = Data(data)
    with contextlib.suppress(StoreBusy):
        Dumps(found).make(found.generation(int(number)), name)


if __name__ == "__main__":
    main(*sys.argv[1:4])
