"""Conferrals of a document, with their presentations: who awarded what to whom, and who handed it over for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.founders import founders
from ingest.extract.frames import RULES
from ingest.extract.merging import family, merge, same_name
from ingest.extract.parties import same_authority
from ingest.extract.phrases import PhraseKind
from ingest.extract.presentations import presentations
from ingest.extract.products import with_products
from ingest.extract.telling import tellings
from ingest.extract.timing import Timing
from ingest.extract.tokens import Page
from ingest.extract.told import COMMENDATION, Told
from ingest.issues import Issue, Level
from ingest.model import (
    AwardStatus,
    BlockKind,
    Conferral,
    CountedGroup,
    Event,
    EventKind,
    Mention,
    Origin,
    Presentation,
)
from ingest.values import PartialDate

__all__ = ["RULES", "read"]

_CONFIDENCE = 0.9
_CLAUSE = 400
_GIVING_EVENT = re.compile(r"trao|tôn vinh|vinh danh|tuyên dương|biểu dương|khen thưởng", re.IGNORECASE)
_OCCASION = re.compile(
    r"(?:cũng )?(?:tại|trong) (?:buổi|hội nghị|lễ|đại hội|chương trình|cuộc|đây|hội thi|đêm|dịp|ngày hội|họp mặt|khuôn khổ)"
    r"|(?:nhân )?dịp này|(?:cũng )?nhân dịp|kết thúc|phát biểu|bế mạc|kết quả|ngoài ra|bên cạnh đó",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:lễ )?(?:bế mạc|kết thúc|khép lại)(?!\w)", re.IGNORECASE)
_HANDED = re.compile(r"\b(?:trao|gắn|đón nhận)\b", re.IGNORECASE)
_CONTEST = re.compile(r"(?:hội thi|cuộc thi)(?!\w)")
_CONTEST_PRIZES = frozenset({AwardForm.PRIZE, AwardForm.PLACE})
_ORGANIZERS_OWN = frozenset({AwardForm.PRIZE, AwardForm.PLACE, AwardForm.CERTIFICATE, AwardForm.TITLE})


def read(page: Page) -> Iterator[Conferral | Presentation | Issue]:
    """Yield the conferrals of a page in reading order, each followed by its presentations; then what stayed open.

    Awards that are proposed, planned, refused or revoked come with that status: they are never in force.
    """
    lead = Timing(page).lead()
    told = list(tellings(page))
    stated = frozenset(one.name.lower() for one in told if one.grantor is not None)
    told = [_completed(one, page, lead, stated) for one in told]
    held = founders(page)
    told = [_of_namesake(_of_founder(one, held, stated), page) for one in told]
    told = with_products(_named_in_full(told, page), page)
    merged = _families(merge(told))
    merged = [one for one in merged if not _said_otherwise(one, told) and not _shared_out(one, merged)]
    main = page.context.main_event
    for one in merged:
        event = main if one.at_event and main is not None and one.date in (None, main.date, main.end) else None
        conferral = _conferral(one, event)
        yield conferral
        if conferral.status in (AwardStatus.CONFERRED, AwardStatus.DECIDED):
            yield from presentations(one, conferral, event)
    yield from _issues(page, told)


def _conferral(told: Told, event: Event | None) -> Conferral:
    date = told.date
    return Conferral(
        told.award.name,
        told.award.grade if told.award.form is AwardForm.ORDER else None,
        told.grantor,
        told.recipients,
        date,
        told.period,
        told.decision,
        told.status,
        told.evidence,
        Origin(told.rule, _CONFIDENCE),
        told.reason,
        event,
    )


def _completed(told: Told, page: Page, lead: PartialDate | None, stated: frozenset[str]) -> Told:
    """Fill in what the document's main event settles: the day, and the giver of an organizer's own prize.

    An award whose giver is `stated` elsewhere has that one.

    What is told to happen *tại buổi lễ*, *dịp này* is of the day with which the text begins, if its event has none.
    """
    main = _of_this_time(page)
    issued = told.decision.issued if told.decision is not None else None
    handed = told.rule == "conferral.continued" or any(_HANDED.search(evidence.quote) for evidence in told.evidence)
    at_main = told.at_event and main is not None and main.date is not None
    only_decided = told.status is AwardStatus.DECIDED and not handed
    if told.date is None and issued is not None and (only_decided or not at_main):
        told = replace(told, date=issued)
    dateless = told.date is None and told.at_event and (main is None or main.date is None)
    if dateless and lead is not None and (handed or _occasion(told, page)):
        told = replace(told, date=lead)
    if main is None:
        return told
    if told.date is None and told.at_event and told.status in (AwardStatus.CONFERRED, AwardStatus.DECIDED):
        told = replace(told, date=main.date)
    contest = main.kind is EventKind.CONTEST and told.award.form in _CONTEST_PRIZES
    own = contest or (told.award.form in _ORGANIZERS_OWN and _GIVING_EVENT.search(main.name) is not None)
    if told.grantor is None and own and not _known(told, stated) and told.at_event and len(main.organizers) == 1:
        told = replace(told, grantor=main.organizers[0])
    return told


def _of_founder(told: Told, held: dict[str, Mention], stated: frozenset[str]) -> Told:
    """Give a prize to the body that the text says holds it, unless it says whose it is."""
    if told.grantor is not None or told.award.form is not AwardForm.PRIZE or _known(told, stated):
        return told
    name = told.name.lower()
    founder = held.get(name) or next((body for prize, body in held.items() if name.startswith(f"{prize} ")), None)
    return told if founder is None else replace(told, grantor=founder)


def _of_namesake(told: Told, page: Page) -> Told:
    """Give a prize to the body that it bears the name of: *Giải thưởng Hội Nhà văn Việt Nam 2022*."""
    title = told.award.title
    if told.grantor is not None or told.award.form is not AwardForm.PRIZE or not title:
        return told
    bodies = (p.value for p in page.of_kind(PhraseKind.ORGANIZATION) if title.startswith(p.value.name))
    body = max(bodies, key=lambda one: len(one.name), default=None)
    return told if body is None else replace(told, grantor=body)


def _known(told: Told, stated: frozenset[str]) -> bool:
    """Tell whether the award is among the named ones, with or without its year."""
    name = told.name.lower()
    return any(name == other or name.startswith(f"{other} ") or other.startswith(f"{name} ") for other in stated)


def of_the_past(name: str, year: int) -> bool:
    """Tell whether the one day in brackets within an event's name, of that year, is the day it remembers."""
    found = re.search(r"(?:thành lập|ra đời|số báo đầu tiên|truyền thống|ngày sinh|ngày mất)[^()]*\(([^()–-]*)\)", name)
    return found is not None and found.group(1).endswith(str(year))


def _of_this_time(page: Page) -> Event | None:
    """Return the document's main event, unless its day is of years before the document.

    A day in brackets within its name is what it remembers: *Lễ kỷ niệm ngày thành lập (3/1/1986)*.
    """
    main, published = page.context.main_event, page.context.published
    if main is not None and main.date is not None and of_the_past(main.name, main.date.year):
        return replace(main, date=None)
    if main is not None and main.end is not None and _closes(page):
        main = replace(main, date=main.end)
    if main is not None and main.date is not None and published is not None:
        told, day = str(main.date), str(published)
        # What is still to come gave nothing yet.
        if main.date.year < published.year - 1 or told[: len(day)] > day[: len(told)]:
            return None
    return main


def _closes(page: Page) -> bool:
    """Tell whether the title tells of the end of what the page reports on: what was awarded was so on its last day."""
    titles = (line for line in page.lines if line.kind is BlockKind.TITLE)
    return any(_CLOSING.match(page.shadow.text, line.sentence.start) is not None for line in titles)


def _occasion(told: Told, page: Page) -> bool:
    line = page.line_at(told.position)
    if line is None or told.status not in (AwardStatus.CONFERRED, AwardStatus.DECIDED):
        return False
    return line.kind is BlockKind.CAPTION or _OCCASION.match(page.shadow.text, line.sentence.start) is not None


def _named_in_full(told: list[Told], page: Page) -> list[Told]:
    """Name a place in a contest after the one prize that the document is about (*Giải nhất giải thưởng …*).

    A prize first named after the places (*giải “Thuyết trình hay nhất” thuộc về …*) is one beside them.
    """
    prizes: dict[str, AwardValue] = {}
    first = min((one.position for one in told if one.award.form is AwardForm.PLACE), default=0)
    for phrase in page.of_kind(PhraseKind.AWARD):
        value: AwardValue = phrase.value
        if value.form is AwardForm.PRIZE and not value.generic and phrase.start < first:
            prizes.setdefault(value.name.lower(), value)
    if len(prizes) != 1 or _contest_between(page, prizes.values(), first):
        return told
    prize = next(iter(prizes.values()))
    name = prize.name[:1].lower() + prize.name[1:]
    return [
        replace(one, award=replace(one.award, name=f"{one.award.name} {name}"))
        if one.award.form is AwardForm.PLACE
        and one.award.name == f"Giải {one.award.grade}"
        and not _of_a_contest(one, page)
        else one
        for one in told
    ]


def _contest_between(page: Page, prizes: Iterable[AwardValue], first: int) -> bool:
    """Tell whether a contest is told of between the prize and the places: the places are those of the contest."""
    last = max(p.start for p in page.of_kind(PhraseKind.AWARD) if p.start < first and p.value in prizes)
    return _CONTEST.search(page.shadow.lower, last, first) is not None


def _of_a_contest(told: Told, page: Page) -> bool:
    """Tell whether a place is said to be one in a contest of another name (*giải nhì cuộc thi truyện ngắn*)."""
    passage = page.text(told.position, min(told.position + _CLAUSE, len(page.shadow.text)))
    own = rf"{re.escape(told.award.name)} (?:tại |của |trong )?(?:cuộc thi|hội thi|kỳ thi|liên hoan|hội diễn|giải (?!thưởng))"
    return re.search(own, passage, re.IGNORECASE) is not None


def _families(merged: list[Told]) -> list[Told]:
    """Let a class of an order (*Thụy Bảo Vàng*) have the grantor and date told of the order as a whole.

    What different persons hand out of one prize has the grantor told of that prize.
    """
    orders = [one for one in merged if one.award.form is AwardForm.ORDER and one.grantor is not None]
    out: list[Told] = []
    for one in merged:
        wholes = [o for o in orders if o is not one and one.name.lower().startswith(o.name.lower())]
        whole = min(wholes, key=lambda o: o.date is None, default=None)
        if one.award.form is AwardForm.ORDER and one.grantor is None and whole is not None:
            one = replace(one, grantor=whole.grantor)
        if whole is not None and one.date is None and one.at_event:
            one = replace(one, date=whole.date)
        if one.award.form is AwardForm.PRIZE and one.grantor is None:
            grantors = {p.grantor for p in merged if p.grantor is not None and same_name(p.name, one.name)}
            one = replace(one, grantor=grantors.pop() if len(grantors) == 1 else None)
        out.append(one)
    return out


def _said_otherwise(one: Told, told: list[Told]) -> bool:
    """Tell whether a bare *khen thưởng* only sums up what other sentences name."""
    if one.award is not COMMENDATION:
        return False
    counted = any(isinstance(r, CountedGroup) and r.count is not None for r in one.recipients)
    named = any(isinstance(r, Mention) for r in one.recipients)
    if (not counted and not named) or (not counted and not one.at_event and one.date is None):
        return True
    others = [
        other
        for other in told
        if other.award is not COMMENDATION
        and other.recipients
        and (other.grantor is None or same_authority(other.grantor, one.grantor))
    ]
    if named or not counted:
        families = {family(r) for r in one.recipients}
        return any(families & {family(r) for r in other.recipients} for other in others)
    return bool(others) and all(_told_singly(r, others) for r in one.recipients if isinstance(r, CountedGroup))


def _told_singly(total: CountedGroup, others: list[Told]) -> bool:
    """Tell whether other tellings name or count as many as a total does."""
    alike = [r for other in others for r in other.recipients if family(r) == family(total)]
    if any(isinstance(r, CountedGroup) and r.count is None for r in alike):
        return True
    return sum(r.count or 0 if isinstance(r, CountedGroup) else 1 for r in alike) >= (total.count or 0)


def _shared_out(one: Told, merged: list[Told]) -> bool:
    """Tell whether a prize's total only sums up its places: *247 công trình …: 16 giải nhất, 42 giải nhì …*."""
    named = {r.name for r in one.recipients if isinstance(r, Mention)}
    if one.award.form is AwardForm.ORDER and named:
        classes = [o for o in merged if o.name.lower().startswith(f"{one.name.lower()} ")]
        return named <= {r.name for o in classes for r in o.recipients if isinstance(r, Mention)}
    if one.award.form is not AwardForm.PRIZE or named:
        return False
    places = [o for o in merged if o.award.form is AwardForm.PLACE and one.award.name.lower() in o.award.name.lower()]
    counts = [r.count or 0 for o in places for r in o.recipients if isinstance(r, CountedGroup)]
    total = [r.count or 0 for r in one.recipients if isinstance(r, CountedGroup)]
    return len(places) > 1 and sum(counts) >= sum(total)


def _issues(page: Page, told: list[Told]) -> Iterator[Issue]:
    """Yield a note for every sentence that names an award and tells, as far as could be read, of no conferral."""
    starts = sorted(one.position for one in told)
    for line in page.lines:
        awards = [phrase for phrase in line.phrases if phrase.kind is PhraseKind.AWARD and not phrase.value.generic]
        if not awards or any(line.sentence.start <= start < line.sentence.end for start in starts):
            continue
        span = page.shadow.span(line.sentence.start, line.sentence.end)
        what = f"an award ({awards[0].value.name}) is named, but not who gives it to whom"
        yield Issue(Level.NOTE, page.document.source, f"{page.document.id}, offset {span.start}", what, span)
