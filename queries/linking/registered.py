"""The entries of a dataset (a register taken as reference data), kept to be matched: made anew when the dataset changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from graph_store.archive import Archive, Revision
from graph_store.generations import Data
from ontology.units import LAST_DAY
from queries.errors import BadParameter
from queries.linking.comparing import NOWHERE, Entry
from queries.linking.entries import Entries
from queries.linking.places import of_unit


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset in force: its name, title, the day of its state, how many entries it has, and what they are of."""

    name: str
    title: str
    as_of: str
    source: str | None
    entries: int


def datasets(data: Data) -> tuple[Dataset, ...]:
    """Return the datasets in force by name."""
    found: dict[str, Dataset] = {}
    for one in _revisions(Archive(data)):
        name = str(one.metadata["dataset"])
        before = found[name].entries if name in found else 0
        found[name] = Dataset(
            name,
            one.metadata.get("title") or name,
            one.metadata.get("published") or LAST_DAY,
            one.metadata.get("url"),
            before + int(one.metadata.get("entries") or 0),
        )
    return tuple(found[name] for name in sorted(found))


def dataset(data: Data, name: str) -> Dataset:
    """Return a dataset by name; BadParameter when there is none."""
    known = datasets(data)
    for one in known:
        if one.name == name:
            return one
    raise BadParameter(f"no dataset {name!r}; there are: {', '.join(one.name for one in known) or 'none'}")


def entries(data: Data, name: str) -> Entries:
    """Return the entries of a dataset, to be closed after use; BadParameter when there is none of this name."""
    archive = Archive(data)
    some = [one for one in _revisions(archive) if one.metadata["dataset"] == name]
    if not some:
        dataset(data, name)
    stamp = sha256("".join(str(one.claims) for one in some).encode()).hexdigest()
    path = data.path / "linking" / f"{name}.sqlite"
    if path.is_file():
        known = Entries(path, write=True)
        with closing(known):
            fresh = known.note("stamp") == stamp
        if fresh:
            return Entries(path)
        for ending in ("", "-wal", "-shm"):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    with closing(Entries(path, write=True)) as filling:
        filling.fill(_entries(archive, some))
        with filling.changing():
            filling.change((), (), {"stamp": stamp})
    return Entries(path)


def missing(data: Data, name: str, iris: Iterable[str]) -> set[str]:
    """Return those of some IRIs that are no entries of a dataset (any more)."""
    with closing(entries(data, name)) as found:
        return {iri for iri in iris if found.find(iri) is None}


def _revisions(archive: Archive) -> list[Revision]:
    return [one for one in archive.documents() if one.metadata.get("dataset") and one.withdrawn is None]


def _entries(archive: Archive, some: list[Revision]) -> Iterator[Entry]:
    for revision in some:
        for iri, of, kind, name, names, code, unit, who, date in json.loads(archive.read(revision.claims)):
            where = of_unit(unit) if unit is not None else NOWHERE
            yield Entry(iri, of, (kind,) if kind else (), name, tuple(names), code, where, who, date)
