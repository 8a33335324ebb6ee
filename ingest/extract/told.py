"""One telling of a conferral: what conferrals and presentations are made of, before tellings are merged."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.awards import AwardForm, AwardValue
from ingest.model import AwardDecision, AwardStatus, Evidence, Mention, Party, PostMention, Recipient
from ingest.values import PartialDate, Period

COMMENDATION = AwardValue("Khen thưởng", AwardForm.PAPER)
"""What is conferred when people are commended and no form of award is named."""


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of a conferral: what `Conferral` and `Presentation` are made of, before tellings are merged."""

    rule: str
    award: AwardValue
    grantor: Party | None
    recipients: tuple[Recipient, ...]
    presenters: tuple[Mention, ...]
    principal: Party | None
    date: PartialDate | None
    period: Period | None
    decision: AwardDecision | None
    status: AwardStatus
    evidence: tuple[Evidence, ...]
    position: int
    at_event: bool
    reason: str | None = None
    presenting_posts: tuple[PostMention, ...] = ()
    listed: bool = False

    @property
    def name(self) -> str:
        """The award with its grade."""
        return (
            f"{self.award.name} {self.award.grade}"
            if self.award.form is AwardForm.ORDER and self.award.grade
            else self.award.name
        )
