"""Readers of invented decisions for tests: one line for each claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ingest.extract.reader import extract
from ingest.issues import Level
from ingest.model import AwardStatus, Conferral, CountedGroup, Membership, award_name, party_name
from ingest.reading import Reading
from ingest.sources.office import ingester
from tests.ingest.sources.office.papers import Part, as_docx, as_pdf


@dataclass(frozen=True)
class Told:
    """What a paper was read as: conferrals and memberships as lines, what was complained of, and all of the reading."""

    reading: Reading

    @property
    def conferrals(self) -> list[str]:
        return [_conferral(claim) for claim in self.reading.claims if isinstance(claim, Conferral)]

    @property
    def posts(self) -> list[str]:
        return [f"{c.person.name}: {party_name(c.post)}" for c in self.reading.claims if isinstance(c, Membership)]

    @property
    def complaints(self) -> list[str]:
        return [f"{i.where}: {i.what}".removeprefix(": ") for i in self.reading.issues if i.level is not Level.NOTE]


def _conferral(claim: Conferral) -> str:
    recipients: list[str] = []
    for one in claim.recipients:
        if isinstance(one, CountedGroup):
            known = ", ".join(mention.name for mention in one.known_members)
            recipients.append(f"{one.count} {one.member_kind}" + (f" ({known})" if known else ""))
        else:
            recipients.append(one.name)
    parts = [
        award_name(claim),
        claim.grantor and f"của {party_name(claim.grantor)}",
        f"cho {', '.join(recipients)}",
        claim.period and f"kỳ {claim.period}",
        claim.status is not AwardStatus.DECIDED and f"({claim.status})",
    ]
    return " | ".join(part for part in parts if part)


@pytest.fixture
def told(tmp_path: Path) -> Callable[[Iterable[Part]], Told]:
    """Return a reader of papers, which reads them as DOCX and as PDF and holds that both tell the same."""

    def read(parts: Iterable[Part]) -> Told:
        both: list[Told] = []
        for suffix, made in (("docx", as_docx(list(parts))), ("pdf", as_pdf(list(parts)))):
            path = tmp_path / f"quyet-dinh.{suffix}"
            path.write_bytes(made)
            both.append(Told(extract(ingester.read(path).document)))
        word, print_ = both
        assert word.conferrals == print_.conferrals
        assert sorted(word.posts) == sorted(print_.posts)
        return word

    return read


def signed(parts: list[Part], *lines: str) -> list[Part]:
    """Return a decision with another signature."""
    return [
        replace(part, right=lines) if hasattr(part, "right") and part.left[0].startswith("Nơi nhận") else part
        for part in parts
    ]
