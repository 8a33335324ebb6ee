"""Lists of pages (feeds, sitemaps) → a folder of pages with their addresses beside them, kept up to date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_store import durable
from ingest.context import SIDE_SUFFIX
from ingest.errors import SourceError
from ingest.fetcher import Fetcher
from ingest.issues import Issue, Level
from ingest.sources.feeds import listed
from ontology.spelling import slug

STATE = ".fetched.json"
_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
_DEEP = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was fetched: its address and file; `new` where its content is not what was there before."""

    address: str
    path: Path
    new: bool


def fetch(lists: Iterable[str], folder: Path, fetcher: Fetcher, *, most: int = 1000) -> Iterator[Kept | Issue]:
    """Yield what becomes of each page of the lists, up to `most` pages; what cannot be fetched as an issue.

    Pages that have not changed are not fetched again: the list's own word (the time it tells) goes first, then ETag and
    Last-Modified.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = _state(folder)
    count = 0
    for address, changed in _pages(lists, fetcher):
        if isinstance(changed, Issue):
            yield changed
            continue
        if count >= most:
            yield Issue(Level.NOTE, address, "", f"left out with those after it: {most} pages are fetched at once")
            break
        known = state.get(address, {})
        if changed is not None and known.get("changed") == changed and (folder / str(known["file"])).is_file():
            continue
        count += 1
        try:
            yield _page(address, changed, folder, fetcher, state)
        except SourceError as error:
            yield Issue(Level.ERROR, error.source, error.where, error.what)
    durable.write(folder / STATE, json.dumps(state, ensure_ascii=False, sort_keys=True, indent=1).encode())


def _pages(lists: Iterable[str], fetcher: Fetcher) -> Iterator[tuple[str, str | Issue | None]]:
    waiting = [(address, 0) for address in lists]
    seen: set[str] = set()
    while waiting:
        address, depth = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            answer = fetcher.get(address)
            found = listed(answer.body or b"", answer.address)
        except SourceError as error:
            yield address, Issue(Level.ERROR, error.source, error.where, error.what)
            continue
        for one in found:
            if one.further and depth < _DEEP:
                waiting.append((one.address, depth + 1))
            elif not one.further and one.address not in seen:
                seen.add(one.address)
                yield one.address, one.changed


def _page(
    address: str, changed: str | None, folder: Path, fetcher: Fetcher, state: dict[str, dict[str, str | None]]
) -> Kept:
    known = state.get(address, {})
    there = (folder / str(known.get("file"))).is_file()
    answer = fetcher.get(
        address, etag=known.get("etag") if there else None, modified=known.get("modified") if there else None
    )
    name = str(known.get("file"))
    new = False
    if answer.body is not None:
        ending = _ENDINGS.get(answer.media_type)
        if ending is None:
            raise SourceError(address, "", f"is of the type {answer.media_type}, which is not read")
        name = f"{slug(address.partition('//')[2])[:60]}-{hashlib.sha256(address.encode()).hexdigest()[:10]}{ending}"
        new = not (folder / name).is_file() or (folder / name).read_bytes() != answer.body
        if new:
            side = {"url": address}
            durable.write(folder / (name + SIDE_SUFFIX), json.dumps(side, ensure_ascii=False).encode())
            durable.write(folder / name, answer.body)
    state[address] = {"file": name, "changed": changed, "etag": answer.etag, "modified": answer.modified}
    return Kept(address, folder / name, new)


def _state(folder: Path) -> dict[str, dict[str, str | None]]:
    path = folder / STATE
    if not path.is_file():
        return {}
    try:
        found: dict[str, dict[str, str | None]] = json.loads(path.read_bytes())
    except ValueError:
        raise SourceError(str(path), "", "not what was written there; remove it, and all is fetched again") from None
    return found
