"""What the write side says: documents, mentions, claims and their evidence.

Claims hold mentions, never IRIs: who a mention is, the linker decides. Every type here is frozen;
a changed claim is a new claim (`dataclasses.replace`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.values import PartialDate, Period


class BlockKind(StrEnum):
    """What a block of a document is on the published page."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    BYLINE = "byline"
    DATELINE = "dateline"


class DocumentKind(StrEnum):
    """What sort of document a source gives."""

    ARTICLE = "article"
    TABLE = "table"
    DATA = "data"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in a document's stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document's text, in reading order."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table within a text: the columns it covers (`left` from 0, `right` beyond its last) and its text.

    A cell merged over several rows is in each of them with the one span of its text; that of an empty cell is empty.
    """

    left: int
    right: int
    span: Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table within a text: its number (from 1, headings counted), its line of the text, its cells."""

    number: int
    span: Span
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table within a document's text, numbered from 1 in reading order; one that goes on over pages is one table."""

    number: int
    rows: tuple[TableRow, ...]

    @property
    def name(self) -> str:
        """How the table is called where a sheet's name is asked for."""
        return f"Bảng {self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as received: its text exactly as published and what its source says of it.

    `id` is stable for a source and address (or content); `sha256` is of the bytes as received.
    `publisher` and `place` are context from the source's metadata, not from the text. `tables` are those whose rows
    and cells are known, `pages` the offsets at which printed pages begin; both are empty where the format has none.
    """

    id: str
    source: str
    url: str | None
    title: str
    published: PartialDate | None
    text: str
    blocks: tuple[Block, ...]
    publisher: str | None = None
    place: str | None = None
    sha256: str = ""
    media_type: str = "text/plain"
    kind: DocumentKind = DocumentKind.ARTICLE
    tables: tuple[TextTable, ...] = ()
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the printed page (from 1) on which an offset of the text stands; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class RowPosition:
    """Where in a table a claim was read: sheet, row number (1-based, header is 1) and column names."""

    sheet: str
    row: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that says so. For text `document.text[span.start:span.end] == quote`; for tables `row` tells where."""

    document: str
    quote: str
    span: Span | None = None
    row: RowPosition | None = None


class MentionKind(StrEnum):
    """What sort of thing a mention names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Mention:
    """A string that names something; not yet anyone.

    `name` is the fullest form that text and context give (`Liên minh HTX tỉnh Bắc Giang`), in reading form;
    `evidence.quote` is what the text has there (`Liên minh HTX tỉnh`). `subkind` is the organization kind's key
    in the vocabulary (`cooperative_alliance`, `cooperative`, …) where known; `province` the province's bare name in
    whose context the mention stands (`Bắc Giang`), which tells namesakes apart.
    """

    kind: MentionKind
    name: str
    evidence: Evidence
    subkind: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class PostMention:
    """A seat that can be held, as named: `role` without the organization (`Phó Chủ tịch Thường trực`)."""

    role: str
    organization: Mention | None
    evidence: Evidence


Party = Mention | PostMention
"""Who can grant, or stand behind a presenter: an organization, a person, or a post whose holder may be unknown."""


class MemberKind(StrEnum):
    """What the unnamed members of a counted group are."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    COOPERATIVE = "cooperative"
    COOPERATIVE_UNION = "cooperative_union"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"
    ORGANIZATION = "organization"
    PRODUCT = "product"


class Qualifier(StrEnum):
    """How firmly a number is stated."""

    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """Parties without names. `count` is None for *các* and *nhiều*; `wording` is what the text has."""

    count: int | None
    member_kind: MemberKind
    qualifier: Qualifier
    wording: str
    evidence: Evidence
    minimum: int | None = None
    maximum: int | None = None
    known_members: tuple[Mention, ...] = ()


Recipient = Mention | CountedGroup


@dataclass(frozen=True, slots=True)
class Origin:
    """How a claim came about: the rule that read it and how sure that rule is (0–1)."""

    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Naming:
    """A document names a person or organization; `author` when it is its byline or photo credit."""

    mention: Mention
    author: bool
    evidence: tuple[Evidence, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Membership:
    """A person holds (or, `former`, held) a post, attested on a day; start and end only when stated."""

    person: Mention
    post: PostMention
    attested_on: PartialDate | None
    start: PartialDate | None
    end: PartialDate | None
    former: bool
    evidence: tuple[Evidence, ...]
    origin: Origin


class EventKind(StrEnum):
    """Kinds of events; the same words as the facts format."""

    CONFERENCE = "conference"
    CONGRESS = "congress"
    CEREMONY = "ceremony"
    MEETING = "meeting"
    VISIT = "visit"
    CONTEST = "contest"
    TRAINING = "training"
    FAIR = "fair"
    CAMPAIGN = "campaign"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes place. `main` marks the event the document reports on."""

    name: str
    kind: EventKind
    date: PartialDate | None
    place: str | None
    organizers: tuple[Mention, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    end: PartialDate | None = None
    part_of: str | None = None
    main: bool = False


class ParticipationRole(StrEnum):
    """What an agent did at an event."""

    CHAIRED = "chaired"
    ATTENDED = "attended"
    SPOKE = "spoke"
    CONCLUDED = "concluded"
    PRESENTED = "presented"
    SIGNED = "signed"
    ORGANIZED = "organized"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Participation:
    """An agent took part in an event."""

    agent: Mention | CountedGroup
    event: Event
    role: ParticipationRole
    evidence: tuple[Evidence, ...]
    origin: Origin


class AwardStatus(StrEnum):
    """How far an award has come; only *conferred* is in force."""

    CONFERRED = "conferred"
    PROPOSED = "proposed"
    DECIDED = "decided"
    PLANNED = "planned"
    REFUSED = "refused"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class AwardDecision:
    """The legal act behind a conferral, as far as it is stated.

    `signed_for` is the post or body for which the signer signed (*KT.*, *TUQ.*, *TM.*), None when in their own right;
    `bases` are the grounds that the act states, as worded.
    """

    number: str | None
    issued: PartialDate | None
    issuer: Party | None
    evidence: Evidence
    signer: Mention | None = None
    signed_for: Party | None = None
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conferral:
    """An award goes from a grantor to recipients. `award` has no grantor in it (`Bằng khen`); grade stays apart."""

    award: str
    grade: str | None
    grantor: Party | None
    recipients: tuple[Recipient, ...]
    date: PartialDate | None
    period: Period | None
    decision: AwardDecision | None
    status: AwardStatus
    evidence: tuple[Evidence, ...]
    origin: Origin
    reason: str | None = None
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Presentation:
    """The handing-over of a conferral by a presenter, possibly on behalf of a principal."""

    conferral: Conferral
    presenter: Mention
    on_behalf_of: Party | None
    event: Event | None
    date: PartialDate | None
    evidence: tuple[Evidence, ...]
    origin: Origin


def award_name(conferral: Conferral) -> str:
    """Return the award with its grade (`Huân chương Lao động hạng Ba`), without its grantor."""
    if conferral.grade is None or conferral.grade.casefold() in conferral.award.casefold():
        return conferral.award
    return f"{conferral.award} {conferral.grade}"


def party_name(party: Party) -> str:
    """Return how a party is named: an organization's or person's name, or a post with its organization."""
    if isinstance(party, Mention):
        return party.name
    return party.role if party.organization is None else f"{party.role} {party.organization.name}"


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure with its measure, stated unit, place and period. `wording` is the number as published."""

    measure: str
    value: Decimal
    qualifier: Qualifier
    unit: str
    place: str | None
    period: Period | None
    wording: str
    evidence: tuple[Evidence, ...]
    origin: Origin


class OrganizationFactKind(StrEnum):
    """What is said of an organization."""

    PART_OF = "part_of"
    LOCATED_IN = "located_in"
    IDENTIFIER = "identifier"
    FOUNDED = "founded"


@dataclass(frozen=True, slots=True)
class OrganizationFact:
    """One stated fact of an organization; `value` is a mention for part_of/located_in, else text."""

    organization: Mention
    kind: OrganizationFactKind
    value: Mention | str
    evidence: tuple[Evidence, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Certification:
    """A product's certification under a scheme such as OCOP."""

    product: Mention
    scheme: str
    stars: int | None
    owner: Mention | None
    valid_until: PartialDate | None
    evidence: tuple[Evidence, ...]
    origin: Origin


Claim = (
    Naming
    | Membership
    | Event
    | Participation
    | Conferral
    | Presentation
    | Observation
    | OrganizationFact
    | Certification
)
