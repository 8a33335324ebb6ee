"""Readers of invented decisions for tests: one line for each claim."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.papers import Part, as_docx, as_html, as_pdf
from ingest.extract.reader import extract
from ingest.issues import Level
from ingest.model import AwardStatus, Conferral, CountedGroup, Membership, award_name, party_name
from ingest.reading import Reading
from ingest.sources.article import ingester as article
from ingest.sources.office import ingester


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
    """Return a reader of papers, which reads them as DOCX, PDF and HTML and holds that all tell the same."""

    def read(parts: Iterable[Part]) -> Told:
        every: list[Told] = []
        forms = {"docx": (as_docx, ingester.read), "pdf": (as_pdf, ingester.read), "html": (as_html, article.read)}
        for suffix, (made, reader) in forms.items():
            path = tmp_path / f"quyet-dinh.{suffix}"
            path.write_bytes(made(list(parts)))
            every.append(Told(extract(reader(path).document)))
        first, *others = every
        for other in others:
            assert first.conferrals == other.conferrals
            assert sorted(first.posts) == sorted(other.posts)
        return first

    return read
