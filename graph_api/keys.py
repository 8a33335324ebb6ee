"""API keys: made once, kept as hashes in the data folder, told to nobody again."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from graph_store import durable
from graph_store.errors import StoreDamaged

FILE = "keys.jsonl"
_TOKEN = re.compile(r"htx_([0-9a-f]{8})_([A-Za-z0-9_-]{43})\Z")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}\Z")


class Scope(StrEnum):
    """What a key lets its holder do; `admin` is all of it."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key in force: who holds it, what it allows, when it was made (UTC)."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created: str
    digest: str

    def allows(self, scope: Scope) -> bool:
        """Tell whether its holder may do something."""
        return scope in self.scopes or Scope.ADMIN in self.scopes or scope is Scope.READ


class Keys:
    """The keys of one data folder. The file is read again when it has changed, so a revoked key is one at once."""

    def __init__(self, data: Path) -> None:
        """Speak of the keys of a data folder; nothing is read yet."""
        self._path = data / FILE
        self._read: tuple[int, int, int] | None = None
        self._keys: dict[str, Key] = {}

    def all(self) -> tuple[Key, ...]:
        """Return the keys in force, oldest first. Raises StoreDamaged for a file that is not as it was written."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._read, self._keys = None, {}
            return ()
        mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if mark != self._read:
            self._keys = self._load()
            self._read = mark
        return tuple(self._keys.values())

    def find(self, token: str) -> Key | None:
        """Return the key that a token is of, or None; it takes as long for a token that is nearly right."""
        found = _TOKEN.match(token)
        self.all()
        key = self._keys.get(found.group(1)) if found else None
        right = hmac.compare_digest(_digest(token), key.digest if key else _digest(""))
        return key if right else None

    def add(self, name: str, scopes: Iterable[Scope]) -> tuple[Key, str]:
        """Make a key; returns it with the token to send, which is kept nowhere. Raises ValueError for a bad name."""
        if not _NAME.match(name):
            raise ValueError(f"a key is named by 1 to 100 characters on one line, not {name!r}")
        number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        token = f"htx_{number}_{secret}"
        created = datetime.now(UTC).isoformat(timespec="seconds")
        key = Key(number, name, frozenset(scopes), created, _digest(token))
        self._log(
            {"id": key.id, "name": name, "scopes": sorted(key.scopes), "created": created, "sha256": key.digest},
        )
        return key, token

    def revoke(self, number: str) -> Key:
        """Let a key be none any more; ValueError when there is no such key."""
        key = next((one for one in self.all() if one.id == number), None)
        if key is None:
            raise ValueError(f"there is no key {number!r}; `htxgraph keys list` tells which there are")
        self._log({"revoked": number, "at": datetime.now(UTC).isoformat(timespec="seconds")})
        return key

    def _log(self, line: dict[str, object]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        durable.append(self._path, [json.dumps(line, ensure_ascii=False).encode()])

    def _load(self) -> dict[str, Key]:
        found: dict[str, Key] = {}
        for number, line in enumerate(self._path.read_bytes().splitlines(), 1):
            try:
                told = json.loads(line)
                if "revoked" in told:
                    found.pop(told["revoked"], None)
                    continue
                scopes = frozenset(Scope(one) for one in told["scopes"])
                found[told["id"]] = Key(told["id"], told["name"], scopes, told["created"], told["sha256"])
            except (ValueError, KeyError, TypeError):
                raise StoreDamaged(f"{self._path}, line {number}: this is no key") from None
        return found


def token(headers: Mapping[str, str]) -> str | None:
    """Return the key that a request carries, by `Authorization: Bearer` or `X-API-Key`."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value.strip():
        return value.strip()
    return headers.get("x-api-key") or None


def _digest(token: str) -> str:
    """Return what is kept of a token: it is 256 bits of chance, so a plain hash tells nobody anything."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
