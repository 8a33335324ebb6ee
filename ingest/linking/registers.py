"""Registers and lists → entries: codes checked, addresses understood as dated units, identity papers never read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from stdnum.vn import mst

from ingest.errors import SourceError
from ingest.issues import Issue, Level
from ingest.linking.layout import Layout, chosen
from ingest.sources.table import reader
from ingest.sources.table.rows import Cell, Row, Sheet
from ingest.values import PartialDate
from ontology import addresses, units
from ontology.kinds import organization_kind

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})\Z")
_STARS = re.compile(r"\A([1-5])(?: ?(?:\*|sao|stars?))?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a register has of one organization or product.

    `id` tells it from the register's other entries: its code, else its number there, else its name and address. `unit` is
    the IRI of the narrowest administrative unit that its address names.
    """

    id: str
    name: str
    of: str
    kind: str | None = None
    code: str | None = None
    number: str | None = None
    names: tuple[str, ...] = ()
    address: str | None = None
    unit: str | None = None
    representative: str | None = None
    registered: PartialDate | None = None
    changed: PartialDate | None = None
    sectors: tuple[str, ...] = ()
    status: str | None = None
    stars: int | None = None
    owner: str | None = None
    valid_until: PartialDate | None = None


def read(path: Path, *, as_of: str | None = None, layout: Path | None = None) -> Iterator[RegisterEntry | Issue]:
    """Yield a register's entries and what could not be used of it, row by row; `as_of` is the day of the list.

    Raises SourceError for a file that is no table, or has no column of names.
    """
    for sheet in reader.sheets(path):
        if sheet.columns and not sheet.hidden:
            yield from _sheet(sheet, as_of, layout)


def _sheet(sheet: Sheet, as_of: str | None, own: Path | None) -> Iterator[RegisterEntry | Issue]:
    layout = chosen(sheet.columns, own)
    if layout is None:
        raise SourceError(
            sheet.file,
            f"sheet {sheet.name!r}" if sheet.name else "",
            f"no column has the names (there are: {', '.join(sheet.columns[:12])}); say which does in a layout",
        )
    if sheet.left_out:
        said = f"columns of identity papers are not read: {', '.join(sheet.left_out)}"
        yield Issue(Level.NOTE, sheet.file, sheet.name, said)
    unused = layout.unused(sheet.columns)
    if unused:
        yield Issue(
            Level.NOTE, sheet.file, sheet.name, f"columns of no known meaning are left out: {', '.join(unused)}"
        )
    fields = layout.fields(sheet.columns)
    seen: dict[str, int] = {}
    for row in sheet.rows:
        reading = _Reading(row, fields, layout, as_of)
        entry = reading.entry()
        yield from reading.issues
        if entry is None:
            continue
        if entry.id in seen:
            yield reading.issue(Level.WARNING, f"left out: row {seen[entry.id]} has the same {_identity(entry)}")
            continue
        seen[entry.id] = row.number
        yield entry


def _identity(entry: RegisterEntry) -> str:
    return "code" if entry.code else "number" if entry.number else "name and address"


class _Reading:
    """Reads one row."""

    def __init__(self, row: Row, fields: Mapping[str, list[str]], layout: Layout, as_of: str | None) -> None:
        self._row, self._fields, self._layout = row, fields, layout
        self._on = as_of if units.side(as_of) else None  # a list of today still has addresses of before
        self.issues: list[Issue] = []

    def issue(self, level: Level, what: str, column: str | None = None) -> Issue:
        return Issue(level, self._row.file, self._row.where(column), what)

    def entry(self) -> RegisterEntry | None:
        for column, cell in self._row.cells.items():
            if cell.fault is not None:
                self.issues.append(self.issue(Level.WARNING, cell.fault, column))
        name = self._text("name")
        if name is None:
            self.issues.append(self.issue(Level.WARNING, "left out: it has no name", self._fields["name"][0]))
            return None
        code, number = self._code(), self._text("number")
        parts = (self._text("commune"), self._text("district"), self._text("province"))
        address = self._text("address") or ", ".join(part for part in parts if part) or None
        product = self._layout.of == "product"
        return RegisterEntry(
            # A product is not its owner's code: an owner has several.
            (code if not product else None) or number or f"{name} | {self._text('owner') or ''} | {address or ''}",
            name,
            self._layout.of,
            None if product else self._kind(name),
            code,
            number,
            tuple(dict.fromkeys(self._texts("names"))),
            address,
            self._unit(parts, address),
            self._text("representative"),
            self._date("registered"),
            self._date("changed"),
            tuple(dict.fromkeys(self._texts("sectors"))),
            self._text("status"),
            self._stars(),
            self._text("owner"),
            self._date("valid_until"),
        )  # fmt: skip

    def _cells(self, field: str) -> Iterator[tuple[str, Cell]]:
        for column in self._fields.get(field, ()):
            cell = self._row.cells[column]
            if cell.text and cell.fault is None:
                yield column, cell

    def _texts(self, field: str) -> list[str]:
        return [cell.text for _, cell in self._cells(field)]

    def _text(self, field: str) -> str | None:
        return next(iter(self._texts(field)), None)

    def _kind(self, name: str) -> str | None:
        for said in (self._text("kind"), name):
            found = organization_kind(said) if said else None
            if found is not None:
                return found.organization_class
        return None

    def _code(self) -> str | None:
        for column, cell in self._cells("code"):
            plain = mst.compact(cell.text)
            if plain.isdigit() and len(plain) == 9:
                plain = f"0{plain}"  # a spreadsheet has taken it for a number
            if mst.is_valid(plain):
                return str(mst.format(plain))
            said = f"{cell.text!r} is no code: ten digits, the last of which checks the others, or NNNNNNNNNN-NNN"
            self.issues.append(self.issue(Level.WARNING, f"the code is left out: {said}", column))
        return None

    def _unit(self, parts: tuple[str | None, str | None, str | None], address: str | None) -> str | None:
        found = addresses.of_parts(*parts, self._on) if parts[2] else addresses.Address()
        if found.commune is None and address is not None:
            whole = addresses.understood(address, self._on)
            found = whole if found.province is None or whole.commune is not None else found
        if found.province is None and address is not None:
            self.issues.append(self.issue(Level.NOTE, f"no province is understood in the address {address!r}"))
        narrowest = found.commune or found.district or found.province
        return narrowest.iri if narrowest is not None else None

    def _date(self, field: str) -> PartialDate | None:
        for column, cell in self._cells(field):
            try:
                return date_of(cell)
            except ValueError:
                self.issues.append(self.issue(Level.WARNING, f"{cell.text!r} is no date and is left out", column))
        return None

    def _stars(self) -> int | None:
        for column, cell in self._cells("stars"):
            found = _STARS.match(cell.text)
            if found is not None:
                return int(found[1])
            self.issues.append(self.issue(Level.WARNING, f"{cell.text!r} are no stars from 1 to 5; left out", column))
        return None


def date_of(cell: Cell) -> PartialDate:
    """Return the day, month or year that a cell tells (`05/06/2024`, `6/2024`, `2024`, ISO); ValueError for what is none."""
    if isinstance(cell.value, datetime.date):
        return PartialDate(cell.value.year, cell.value.month, cell.value.day)
    text = cell.text.partition("T")[0].removesuffix(" 00:00:00")
    if (found := _DAY.match(text)) is not None:
        return PartialDate(int(found[3]), int(found[2]), int(found[1]))
    if (found := _MONTH.match(text)) is not None:
        return PartialDate(int(found[2]), int(found[1]))
    return PartialDate.read(text)
