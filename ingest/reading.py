"""Everything one document says: what extraction hands to linking, mapping and the facts format."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.issues import Issue
from ingest.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its claims in reading order, and the places that could not be decided."""

    document: Document
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()
