"""What mapping needs to know of linking: the IRI of everything that a reading names or claims."""

from __future__ import annotations

from typing import Protocol

from ingest.model import (
    AwardDecision,
    Conferral,
    CountedGroup,
    Event,
    Membership,
    Mention,
    Participation,
    PostMention,
    Presentation,
)


class Links(Protocol):
    """Gives IRIs to mentions and claims; nothing but the reading decides them."""

    @property
    def base(self) -> str:
        """The address under which IRIs are minted."""

    @property
    def document(self) -> str:
        """The IRI of the document."""

    def mention(self, mention: Mention) -> str:
        """Return the IRI of who or what is mentioned."""

    def post(self, post: PostMention) -> str:
        """Return the IRI of a seat."""

    def membership(self, claim: Membership) -> str:
        """Return the IRI of a membership."""

    def event(self, event: Event) -> str:
        """Return the IRI of an event."""

    def participation(self, claim: Participation) -> str:
        """Return the IRI of a participation."""

    def award(self, claim: Conferral) -> str:
        """Return the IRI of the honour that a conferral gives."""

    def decision(self, decision: AwardDecision) -> str | None:
        """Return the IRI of a legal act; None when it has no number."""

    def conferral(self, claim: Conferral) -> str:
        """Return the IRI of a conferral."""

    def group(self, group: CountedGroup, owner: str) -> str:
        """Return the IRI of a counted group of a conferral or event."""

    def presentation(self, claim: Presentation) -> str:
        """Return the IRI of a presentation."""

    def claim(self, kind: str, *parts: str | None) -> str:
        """Return the IRI of any other claim from its resolved parts."""
