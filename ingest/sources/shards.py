"""Shares of many documents: each document belongs to one of them by its name, wherever and whenever it is read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_FORM = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")


@dataclass(frozen=True, slots=True)
class Shard:
    """The share `number` (from 1) of so many: all of them together are all documents, no two have one in common."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """Return the shard that `2/4` is; ValueError for what is none."""
        found = _FORM.fullmatch(text)
        if found is None or int(found[1]) > int(found[2]):
            raise ValueError(f"{text!r} is no shard such as 2/4, the second of four")
        return cls(int(found[1]), int(found[2]))

    def has(self, name: str) -> bool:
        """Tell whether a document of this name is in the shard."""
        told = hashlib.sha256(unicodedata.normalize("NFC", name).encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(told[:8], "big") % self.of == self.number - 1

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.number}/{self.of}"


def name_within(path: Path, root: Path) -> str:
    """Return by which name a file is known that was found beneath a folder, or is itself what was named."""
    return path.relative_to(root).as_posix() if path != root else path.name
