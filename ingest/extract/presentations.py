"""Presentations: who handed a conferral over, and on whose behalf."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.told import Told
from ingest.model import Conferral, Event, Origin, Presentation

PRESENTER_TOLD = "presentation.presenter"
ON_BEHALF = "presentation.on_behalf"
_CONFIDENCE = 0.9


def presentations(told: Told, conferral: Conferral, event: Event | None) -> Iterator[Presentation]:
    """Yield a presentation of a conferral for each person who handed it over.

    The principal is a party of its own (mostly a post whose holder may be unknown), never the presenter's person.
    """
    rule = PRESENTER_TOLD if told.principal is None else ON_BEHALF
    for presenter in dict.fromkeys(told.presenters):
        yield Presentation(
            conferral, presenter, told.principal, event, conferral.date, conferral.evidence, Origin(rule, _CONFIDENCE)
        )
