"""Awards told by the rows of a table within a text: who, in which seat, which award, by which decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.tokens import Line, Page
from ingest.extract.told import Told
from ingest.model import AwardDecision, AwardStatus, Mention, party_name

_PARTIES = (PhraseKind.PERSON, PhraseKind.ORGANIZATION)
_GIVERS = (PhraseKind.POST, PhraseKind.ORGANIZATION)


def tabled(page: Page) -> Iterator[Told]:
    """Yield what the rows of a page's tables tell: a recipient in one cell, the award in a later one.

    Rows with the same award, giver and decision tell one conferral.
    """
    together: dict[tuple[str, str, str], Told] = {}
    for row in page.rows():
        told = _row(page, row)
        if told is None:
            continue
        giver = "" if told.grantor is None else party_name(told.grantor)
        key = (told.name, giver, (told.decision.number or "") if told.decision is not None else "")
        known = together.get(key)
        if known is not None:
            told = replace(
                known, recipients=(*known.recipients, *told.recipients), evidence=(*known.evidence, *told.evidence)
            )
        together[key] = told
    yield from together.values()


def _row(page: Page, row: Sequence[Line]) -> Told | None:
    who = _first(row, _PARTIES)
    award = _first(row[who[0] + 1 :], (PhraseKind.AWARD,)) if who is not None else None
    if who is None or award is None or not isinstance(who[1].value, Mention) or award[1].value.generic:
        return None
    end = row[who[0] + 1 + award[0]].sentence.end
    givers = page.inside(award[1].end, end, *_GIVERS)
    grantor = max(givers, key=lambda p: (p.end - p.start, p.kind is PhraseKind.POST), default=None)
    start, stop = row[0].sentence.start, row[-1].sentence.end
    number = next(iter(page.inside(start, stop, PhraseKind.DECISION)), None)
    decision = None
    if number is not None:
        decision = AwardDecision(number.value.number, None, None, page.evidence(number.start, number.end))
    return Told(
        "conferral.tabled",
        award[1].value,
        None if grantor is None else grantor.value,
        (who[1].value,),
        (),
        None,
        None,
        None,
        decision,
        AwardStatus.CONFERRED,
        (page.evidence(start, stop),),
        start,
        True,
        listed=True,
    )


def _first(cells: Sequence[Line], kinds: tuple[PhraseKind, ...]) -> tuple[int, Phrase] | None:
    """Return the first cell that has a phrase of one of the kinds, and that phrase."""
    for index, cell in enumerate(cells):
        found = next((p for p in cell.phrases if p.kind in kinds), None)
        if found is not None:
            return index, found
    return None
