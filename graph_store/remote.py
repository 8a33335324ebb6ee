"""A SPARQL 1.1 engine elsewhere that answers queries in place of our own readers, and what it is known to hold.

The data folder stays the source of truth: the engine is brought to what a generation says (`pushing`), and is only
asked while it is known to hold exactly the generation that a query is for.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from dataclasses import asdict, dataclass

from graph_store import durable
from graph_store.errors import StoreDamaged
from graph_store.generations import Data


@dataclass(frozen=True, slots=True)
class Remote:
    """Where an engine takes queries and updates, as whom we come, and which graph holds the merged triples.

    Without a user the password is sent as a bearer token. `merged` is empty where the engine has a default graph that
    can be written to; else it names the graph that stands for it.
    """

    address: str
    update: str = ""
    user: str = ""
    password: str = ""
    merged: str = ""

    @property
    def authorization(self) -> str:
        """The header that says who we are; empty where nobody needs to know."""
        if self.user:
            return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        return f"Bearer {self.password}" if self.password else ""

    def told(self) -> dict[str, str]:
        """Return what a reader is told of the engine."""
        return {"address": self.address, "authorization": self.authorization, "merged": self.merged}


@dataclass(frozen=True, slots=True)
class Held:
    """What an engine holds: a generation, or something on the way from one to another (`to`)."""

    address: str
    merged: str
    generation: int
    to: int | None = None


class Holding:
    """What the engine of a data folder holds, noted in the folder so that every process knows."""

    def __init__(self, data: Data, remote: Remote) -> None:
        """Speak of one engine; nothing is read yet."""
        self.remote = remote
        self.path = data.path / "engine.json"
        self.lock_path = data.path / "engine.lock"
        self._path = str(self.path)
        self._seen: tuple[tuple[int, int], int | None] | None = None

    def read(self) -> Held | None:
        """Return what is noted; None where nothing is, or only of another engine. StoreDamaged when it cannot be read."""
        try:
            found = Held(**json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise StoreDamaged(f"{self.path} cannot be read: {error}; `htxgraph push --anew` writes it again") from None
        mine = (self.remote.address, self.remote.merged)
        return found if (found.address, found.merged) == mine else None

    def note(self, generation: int, to: int | None = None) -> None:
        """Note that the engine holds a generation, or is on its way from there to another."""
        held = Held(self.remote.address, self.remote.merged, generation, to)
        durable.write(self.path, json.dumps(asdict(held)).encode() + b"\n")

    def number(self) -> int | None:
        """Return the generation that the engine holds whole; None where it holds none. Quick when nothing has changed."""
        try:
            stat = os.stat(self._path)  # noqa: PTH116 - asked for with every query, as `CURRENT` is
        except FileNotFoundError:
            return None
        key = (stat.st_ino, stat.st_mtime_ns)
        if self._seen is None or self._seen[0] != key:
            held = self.read()
            self._seen = key, held.generation if held is not None and held.to is None else None
        return self._seen[1]
