"""What a run reads, summed up: a report for whoever called, and what is held back to be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from graph_store.archive import Archive, Entry
from graph_store.generations import Data
from ingest import quarantine
from ingest.context import Metadata
from ingest.facts import Facts
from ingest.issues import Issue, Level
from ingest.load import Loaded
from ingest.quarantine import Held
from ingest.resolve.tellings import Telling
from ingest.tables.chunks import Whole
from ingest.tables.reader import RefusedRow


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file, or of some rows of a table: facts and what the archive takes, or nothing; and issues.

    Of a table also its id, how many rows there were and which of them were refused; after its last rows, `whole` alone.
    """

    path: Path
    facts: Facts | None = None
    entry: Entry | None = None
    issues: tuple[Issue, ...] = ()
    table: str | None = None
    rows: int = 0
    refused: tuple[RefusedRow, ...] = ()
    whole: Whole | None = None
    told: tuple[Telling, ...] = ()


@dataclass(slots=True)
class Report:
    """What a run did: the load, how many documents and rows were read and refused, and all issues in order."""

    loaded: Loaded | None = None
    read: int = 0
    refused: int = 0
    rows: int = 0
    rows_refused: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts what is read, and remembers what was refused and which tables were read to their end."""

    stated: Metadata = field(default_factory=Metadata)
    report: Report = field(default_factory=Report)
    ended: dict[str, int] = field(default_factory=dict)
    _sources: set[str] = field(default_factory=set)
    _tables: set[str] = field(default_factory=set)
    _held: list[Held] = field(default_factory=list)

    def take(self, read: Read) -> Entry | None:
        """Count one that was read; return what the archive takes of it."""
        report = self.report
        report.issues.extend(read.issues)
        report.rows += read.rows
        report.rows_refused += len(read.refused)
        if read.whole is not None:
            self.ended[read.whole.table] = read.whole.chunks
            return None
        self._hold(read)
        if read.entry is not None:
            report.read += 1
        elif any(issue.level is Level.ERROR for issue in read.issues):
            report.refused += 1
        return read.entry

    def _hold(self, read: Read) -> None:
        if read.table is None:
            self._sources.add(str(read.path))
        else:
            self._tables.add(read.table)
            self._held += (quarantine.row(read.table, one) for one in read.refused)
        if not read.path.exists():
            return
        kind = "document" if read.entry is None else "passage"
        rows = len(read.refused)
        for issue in read.issues[rows:]:
            if issue.level is Level.ERROR:
                stated = asdict(self.stated)
                self._held.append(quarantine.other(kind, str(read.path), issue.where, issue.what, stated))

    def settle(self, data: Data) -> None:
        """Hold back what was refused, instead of what was held back of the same sources."""
        quarantine.renew(data, self._sources, self._tables, self._held)

    def beyond(self, archive: Archive) -> Iterator[tuple[str, str]]:
        """Yield the documents of tables that have become shorter, and why each is taken out."""
        for revision in archive.documents() if self.ended else ():
            table, own = revision.metadata.get("table") or "", revision.metadata.get("id") or ""
            if table in self.ended and own != table and int(own.rpartition("#")[2]) > self.ended[table]:
                yield revision.document, "the table has no such rows any more"
