"""One row of a table → the claims that its mapping makes of it, all or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from ingest.model import (
    AwardDecision,
    AwardStatus,
    Certification,
    Claim,
    Conferral,
    Evidence,
    Membership,
    Mention,
    Naming,
    Observation,
    OrganizationFact,
    OrganizationFactKind,
    Origin,
    Party,
    PostMention,
    Qualifier,
)
from ingest.sources.table.rows import EMPTY, Cell, Row
from ingest.tables import cells
from ingest.tables.cells import Act, Context, Honour, Read, Seat, Unreadable
from ingest.tables.plan import Column, Constant, Part, Plan, Told
from ingest.values import PartialDate, Period

_CONFIDENCE = 1.0
_NAMING = Origin("table.naming", _CONFIDENCE)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row makes no claims: the column (or None) and the reason."""

    column: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one sheet: by which name the table has each column, and what the document is about."""

    plan: Plan
    names: Mapping[str, str]
    province: str | None
    published: PartialDate | None

    @classmethod
    def of(cls, plan: Plan, columns: Iterable[str], province: str | None, published: PartialDate | None) -> Reader:
        """Return the reader of a sheet with these columns."""
        found = plan.found(tuple(columns))
        return cls(plan, {column.key: name for name, column in found.items()}, province, published)

    def read(self, row: Row, evidence: Evidence) -> tuple[Claim, ...] | Refused:
        """Return what a row claims, with the namings of whom it names; or why it is refused as a whole."""
        try:
            context = Context(evidence, self._province(row))
        except Unreadable as error:
            return Refused(self.names.get("province"), str(error))
        values: dict[str, Read] = {}
        for name, cell in row.cells.items():
            if cell.fault is not None and not self.plan.ignores(name):
                return Refused(name or None, cell.fault)
        for column in self.plan.columns:
            place = self.names.get(column.key, "")
            cell = row.cells.get(place, EMPTY)
            if not cell.text:
                if column.required:
                    return Refused(place or column.names[0], "is empty, and must not be")
                continue
            try:
                values[column.key] = self._value(column, cell, context)
            except Unreadable as error:
                return Refused(place, str(error))
        try:
            claims = tuple(self._claims(values, context))
        except Unreadable as error:
            return Refused(None, str(error))
        if not claims:
            return Refused(None, "says nothing that the mapping makes a claim of")
        return (*_namings(claims, evidence), *(claim for claim in claims if not isinstance(claim, Naming)))

    def _province(self, row: Row) -> str | None:
        """Return the province that a row is about: that of its own column, of its places, or of the document."""
        told = self.names.get("province")
        if told is not None and (text := row.cells.get(told, EMPTY).text):
            return cells.province_with_code(text, self.published) or cells.province(text) or text
        spots = [
            row.cells.get(self.names[c.key], EMPTY).text
            for c in self.plan.columns
            if c.type == "place" and c.key in self.names
        ]
        return cells.province(", ".join(one for one in spots if one)) or self.province

    def _value(self, column: Column, cell: Cell, context: Context) -> Read:
        if column.lookup is not None:
            table = self.plan.lookups[column.lookup]
            found = table.get(cell.text)
            if found is None:
                known = ", ".join(list(table)[:8])
                raise Unreadable(f"{cell.text!r} is not in [lookups.{column.lookup}] (known are {known})")
            cell = Cell(found, found)
        return cells.read(cell, column.type, Context(context.evidence, context.province, column.numbers))

    def _claims(self, values: Mapping[str, Read], context: Context) -> Iterator[Claim]:
        for told in self.plan.claims:
            parts = _Parts(told, values, context)
            if parts.complete():
                origin = Origin(f"table.{self.plan.name}.{told.kind}", _CONFIDENCE)
                yield from getattr(_Making(parts, context.evidence, origin, self.published), told.kind)()


@dataclass(frozen=True, slots=True)
class _Parts:
    told: Told
    values: Mapping[str, Read]
    context: Context

    def complete(self) -> bool:
        """Tell whether everything the claim needs is there."""
        from_columns = [parts for parts in self.told.parts.values() if isinstance(parts[0], Column)]
        if from_columns and not any(self._of(part) is not None for parts in from_columns for part in parts):
            return False
        return all(self.get(name) is not None for name in NEEDED[self.told.kind])

    def get(self, name: str, kind: str = "text") -> Read | None:
        """Return a part; one that the mapping states is read as `kind`."""
        parts = self.told.parts.get(name)
        if parts is None:
            return None
        if isinstance(parts[0], Constant):
            return cells.read(Cell(parts[0].text, parts[0].text), kind, self.context)
        found = [value for part in parts if (value := self._of(part)) is not None]
        if len(parts) > 1:
            return ", ".join(str(value) for value in found) or None
        return found[0] if found else None

    def _of(self, part: Part) -> Read | None:
        return self.values.get(part.key) if isinstance(part, Column) else None


NEEDED: Mapping[str, tuple[str, ...]] = {
    "membership": ("person", "post"),
    "conferral": ("award", "recipient"),
    "certification": ("product", "scheme"),
    "organization": ("organization",),
    "observation": ("measure", "value", "unit"),
}
"""Without these parts a row makes no claim of that kind."""


@dataclass(frozen=True, slots=True)
class _Making:
    parts: _Parts
    evidence: Evidence
    origin: Origin
    published: PartialDate | None

    def membership(self) -> Iterator[Claim]:
        """A person holds a post; attested on the table's day unless a column tells another."""
        get = self.parts.get
        seat = cast(Seat, get("post", "post"))
        organization = cast("Mention | None", get("organization", "organization"))
        yield Membership(
            cast(Mention, get("person", "person")),
            PostMention(seat.role, organization, self.evidence),
            cast("PartialDate | None", get("on", "date")) or self.published,
            cast("PartialDate | None", get("start", "date")),
            cast("PartialDate | None", get("end", "date")),
            seat.former,
            (self.evidence,),
            self.origin,
        )

    def conferral(self) -> Iterator[Claim]:
        """An award goes to one recipient."""
        get = self.parts.get
        honour = cast(Honour, get("award", "award"))
        act = cast("Act | None", get("decision", "decision"))
        issuer = cast("Party | None", get("issuer", "party"))
        issued = cast("PartialDate | None", get("issued", "date"))
        grantor = cast("Party | None", get("grantor", "party")) or honour.grantor
        decision = None
        if act is not None:
            decision = AwardDecision(act.number, issued or act.issued, issuer or grantor, self.evidence)
        period = get("period", "period")
        if isinstance(period, PartialDate):
            period = Period(period)
        status = self.parts.told.parts.get("status")
        yield Conferral(
            honour.award.name,
            honour.award.grade,
            grantor,
            (cast(Mention, get("recipient", "recipient")),),
            cast("PartialDate | None", get("date", "date")),
            cast("Period | None", period) or honour.award.period,
            decision,
            AwardStatus(cast(Constant, status[0]).text) if status else AwardStatus.CONFERRED,
            (self.evidence,),
            self.origin,
            cast("str | None", get("reason")),
        )

    def certification(self) -> Iterator[Claim]:
        """A product is certified under a scheme."""
        get = self.parts.get
        yield Certification(
            cast(Mention, get("product", "product")),
            cast(str, get("scheme")),
            cast("int | None", get("stars", "integer")),
            cast("Mention | None", get("owner", "organization")),
            cast("PartialDate | None", get("until", "date")),
            (self.evidence,),
            self.origin,
        )

    def organization(self) -> Iterator[Claim]:
        """An organization is named, and its facts told as far as they are known."""
        get = self.parts.get
        body = cast(Mention, get("organization", "organization"))
        yield Naming(body, False, (self.evidence,), _NAMING)
        founded = cast("PartialDate | None", get("founded", "date"))
        told: tuple[tuple[OrganizationFactKind, Mention | str | None], ...] = (
            (OrganizationFactKind.LOCATED_IN, cast("str | None", get("place"))),
            (OrganizationFactKind.IDENTIFIER, cast("str | None", get("code", "code"))),
            (OrganizationFactKind.FOUNDED, str(founded) if founded is not None else None),
            (OrganizationFactKind.PART_OF, cast("Mention | None", get("part_of", "organization"))),
        )
        for kind, value in told:
            if value is not None:
                yield OrganizationFact(body, kind, value, (self.evidence,), self.origin)

    def observation(self) -> Iterator[Claim]:
        """A figure of the row's place and time."""
        get = self.parts.get
        period = get("period", "period")
        value = get("value", "number")
        yield Observation(
            cast(str, get("measure")),
            Decimal(cast("int | Decimal", value)),
            Qualifier.EXACTLY,
            cast(str, get("unit")),
            cast("str | None", get("place")),
            Period(period) if isinstance(period, PartialDate) else cast("Period | None", period),
            str(value),
            (self.evidence,),
            self.origin,
        )


def _namings(claims: Iterable[Claim], evidence: Evidence) -> Iterator[Naming]:
    """Yield that the row names whom its claims are about, each once."""
    seen: dict[tuple[str, str], Mention] = {}
    for claim in claims:
        for mention in _mentions(claim):
            seen.setdefault((mention.kind, mention.name), mention)
    for mention in seen.values():
        yield Naming(mention, False, (evidence,), _NAMING)


def _mentions(claim: Claim) -> Iterator[Mention]:
    match claim:
        case Membership():
            yield claim.person
            yield from _bodies(claim.post)
        case Conferral():
            yield from (one for one in claim.recipients if isinstance(one, Mention))
            yield from _bodies(claim.grantor)
        case Certification():
            yield from _bodies(claim.owner)
        case OrganizationFact():
            yield claim.organization
        case Naming():
            yield claim.mention
        case _:
            return


def _bodies(party: Party | None) -> Iterator[Mention]:
    if isinstance(party, Mention):
        yield party
    elif party is not None and party.organization is not None:
        yield party.organization
