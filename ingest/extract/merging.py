"""Tellings of one conferral become one: body, list and caption are several pieces of evidence, look-alikes stay apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.parties import same_authority, spelled
from ingest.extract.told import Told
from ingest.model import (
    AwardStatus,
    CountedGroup,
    Evidence,
    MemberKind,
    Mention,
    MentionKind,
    Party,
    PostMention,
    Recipient,
)
from ingest.values import PartialDate

_FAMILY = {
    MemberKind.INDIVIDUAL: "people",
    MemberKind.HOUSEHOLD: "people",
    MemberKind.COLLECTIVE: "bodies",
    MemberKind.COOPERATIVE: "bodies",
    MemberKind.COOPERATIVE_UNION: "bodies",
    MemberKind.ENTERPRISE: "bodies",
    MemberKind.ORGANIZATION: "bodies",
    MemberKind.PRODUCT: "products",
}
_LONG = 10
_YEAR = re.compile(r" (?:năm )?\d{4}$")
_FAR = 100
"""So many conferrals away a telling is still looked for: in one document there are hardly ever more."""
_PASSAGES = 50
_VAGUE = {MemberKind.COLLECTIVE, MemberKind.ORGANIZATION}


def family(recipient: Recipient) -> str:
    """Return whether recipients are people, bodies or products."""
    if isinstance(recipient, CountedGroup):
        return _FAMILY[recipient.member_kind]
    return {MentionKind.PERSON: "people", MentionKind.PRODUCT: "products"}.get(recipient.kind, "bodies")


def merge(tellings: Iterable[Told]) -> list[Told]:
    """Return the conferrals of a document: tellings joined by award, grantor, recipients and date or period.

    A telling of a form only (*trao Huân chương*, *trao Kỷ niệm chương cho các cá nhân*) adds to the conferral that it
    fits, if it fits exactly one; one that names recipients nobody else names stands for itself.
    """
    told = list(tellings)
    whole = [t for t in told if not t.award.generic and t.recipients]
    partial = [t for t in told if t.award.generic or not t.recipients]
    merged: list[Told] = []
    apart = _handed_out_apart(whole)
    # The most telling ones first, so that a caption without a grantor finds the conferral it illustrates.
    for one in sorted(whole, key=lambda t: (t.grantor is None, t.position)):
        _join(merged, one, apart)
    merged.sort(key=lambda t: t.position)
    for one in partial:
        near = range(*_around(merged, one.position))
        fitting = [i for i in near if _fits(merged[i], one, partial=True)]
        if one.award.generic and one.award.form is AwardForm.ORDER and one.presenters:
            # *trao Huân chương cho Tập đoàn* says nothing of the orders that others received.
            fitting = [i for i in fitting if _names_meet(merged[i], one)] or fitting
            for index in fitting:
                merged[index] = _add(merged[index], replace(one, recipients=()))
        elif len(fitting) == 1:
            merged[fitting[0]] = _add(merged[fitting[0]], one)
        elif not fitting and one.recipients and one.award.form is AwardForm.BADGE:
            merged.append(one)
    return sorted(merged, key=lambda t: t.position)


def _around(merged: list[Told], position: int) -> tuple[int, int]:
    at = bisect_left(merged, position, key=lambda told: told.position)
    return max(0, at - _FAR), min(len(merged), at + _FAR)


def _handed_out_apart(told: list[Told]) -> frozenset[str]:
    """Return the awards that different persons hand to different recipients, each of them named."""
    seen: dict[str, list[tuple[set[str], set[str]]]] = {}
    for one in told:
        presenters = {presenter.name for presenter in one.presenters}
        if presenters and _names(one):
            seen.setdefault(_plain(one.name), []).append((presenters, _names(one)))
    return frozenset(
        award
        for award, pairs in seen.items()
        if any(not (p & q) and not (a & b) for n, (p, a) in enumerate(pairs[:_FAR]) for q, b in pairs[:n])
    )


def _join(merged: list[Told], one: Told, apart: frozenset[str]) -> None:
    near = range(max(0, len(merged) - _FAR), len(merged))
    fitting = [i for i in near if _fits(merged[i], one) and not _kept_apart(merged[i], one, apart)]
    if len(fitting) > 1:
        fitting = _closest(merged, fitting, one)
    if len(fitting) == 1:
        merged[fitting[0]] = _add(merged[fitting[0]], one)
    elif not fitting or _names(one):
        merged.append(one)


def _kept_apart(other: Told, one: Told, apart: frozenset[str]) -> bool:
    if _plain(one.name) not in apart or _names(other) & _names(one):
        return False
    return {presenter.name for presenter in other.presenters} != {presenter.name for presenter in one.presenters}


def _closest(merged: list[Told], fitting: list[int], one: Told) -> list[int]:
    """Of several conferrals that a telling fits, keep those that it fits best."""
    scores = {index: _closeness(merged[index], one) for index in fitting}
    best = max(scores.values())
    return [index for index in fitting if scores[index] == best]


def _closeness(other: Told, one: Told) -> int:
    score = 4 * len(_names(other) & _names(one))
    score += 3 * (set(_counts(other.recipients)) == set(_counts(one.recipients)) and bool(_counts(one.recipients)))
    score += 2 * bool({p.name for p in other.presenters} & {p.name for p in one.presenters})
    score += 2 * any(_heads(post, other.grantor) for post in one.presenting_posts)
    score -= bool(other.presenters and one.presenters and not set(other.presenters) & set(one.presenters))
    return score


def _heads(post: PostMention, grantor: Party | None) -> bool:
    if grantor is None or post.organization is None:
        return False
    body = grantor if isinstance(grantor, Mention) else grantor.organization
    return body is not None and spelled(body.name) == spelled(post.organization.name)


def _fits(other: Told, one: Told, *, partial: bool = False) -> bool:
    return (
        _same_award(other, one, partial=partial)
        and same_authority(other.grantor, one.grantor)
        and _in_force(other.status) == _in_force(one.status)
        and (_in_force(one.status) or other.status is one.status)
        and (
            _compatible(other.recipients, one.recipients, edition=_one_edition(other, one))
            or _authors(other, one)
            or _authors(one, other)
        )
        and (other.date is None or one.date is None or other.date.covers(one.date) or one.date.covers(other.date))
        and (other.period is None or one.period is None or other.period == one.period)
        and (
            other.at_event == one.at_event
            or other.date is not None
            or one.date is not None
            or bool(_names(other) & _names(one))
            or _one_edition(other, one)
        )
    )


def _in_force(status: AwardStatus) -> bool:
    return status in (AwardStatus.CONFERRED, AwardStatus.DECIDED)


def _same_award(other: Told, one: Told, *, partial: bool) -> bool:
    if other.award.form is not one.award.form:
        titles = {AwardForm.TITLE, AwardForm.PRIZE, AwardForm.PLACE}
        alike = partial or same_name(other.name, one.name)
        if not (alike and {other.award.form, one.award.form} <= titles):
            return False
    if (
        AwardForm.ORDER is one.award.form
        and not one.award.generic
        and (one.award.grade is None) != (other.award.grade is None)
    ):
        return _names_meet(other, one) and same_name(other.award.name, one.award.name)
    if partial and one.award.generic:
        return one.award.form is other.award.form or other.award.form is AwardForm.PLACE
    return same_name(other.name, one.name) or _titles_alike(other, one) or _misspelled(other, one)


def same_name(left: str, right: str) -> bool:
    """Tell whether two wordings name one award."""
    a, b = _plain(left), _plain(right)
    return a == b


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    plain = spelled(name).replace("sản phẩm ocop", "ocop")
    for head in ("danh hiệu ", "giải thưởng ", "giải "):
        plain = plain.removeprefix(head)
    return plain


def _titles_alike(other: Told, one: Told) -> bool:
    """A prize with and without its year is the same prize; two years are two."""
    if other.award.form is not AwardForm.PRIZE and one.award.form is not AwardForm.PRIZE:
        return False
    a, b = _plain(other.award.name), _plain(one.award.name)
    shorter, longer = sorted((a, b), key=len)
    return bool(shorter) and longer.startswith(f"{shorter} ")


def _names_meet(other: Told, one: Told) -> bool:
    """Tell whether two tellings name a recipient alike: of an order told with and without its class."""
    return any(_same_party(a, b) for a in _names(other) for b in _names(one))


def _same_party(a: str, b: str) -> bool:
    """Tell whether a name is another one or a part of it (*Đại học Bách khoa*)."""
    shorter, longer = sorted((a, b), key=len)
    # "HTX Tân Sơn" and "HTX Tân Sơn Nhì" are two: only a left-out head makes one of them a part.
    return shorter == longer or (shorter.count(" ") > 1 and f" {shorter} " in longer)


def _misspelled(other: Told, one: Told) -> bool:
    """Tell whether the names of two prizes differ by one letter more or less (*Kovalevskaia*, *Kovalevskia*)."""
    if other.award.form is not AwardForm.PRIZE:
        return False
    a, b = sorted((_YEAR.sub("", _plain(other.name)), _YEAR.sub("", _plain(one.name))), key=len)
    if len(a) < _LONG or len(b) != len(a) + 1:
        return False
    at = next((i for i, letter in enumerate(a) if letter != b[i]), len(a))
    return a[at:] == b[at + 1 :] and not b[at].isdigit()


def _names(told: Told) -> set[str]:
    names = {spelled(r.name) for r in told.recipients if isinstance(r, Mention)}
    for group in told.recipients:
        if isinstance(group, CountedGroup):
            names |= {spelled(member.name) for member in group.known_members}
    return names


def _counts(recipients: tuple[Recipient, ...]) -> list[tuple[str, int]]:
    return [(family(r), r.count) for r in recipients if isinstance(r, CountedGroup) and r.count is not None]


def _one_edition(other: Told, one: Told) -> bool:
    """Tell whether both are told of one edition of a prize, so that those named are among the total."""
    return AwardForm.PRIZE in (other.award.form, one.award.form) and other.award.form is one.award.form


def _compatible(left: tuple[Recipient, ...], right: tuple[Recipient, ...], *, edition: bool = False) -> bool:
    """Tell whether two lists of recipients may be one: no count or name of one contradicts the other."""
    if not left or not right:
        return True
    smaller, larger = (left, right) if _weight(left) <= _weight(right) else (right, left)
    if len(smaller) > 1 and all(isinstance(r, CountedGroup) and r.count is None for r in smaller):
        return any(_within(one, larger) for one in smaller)
    return all(_within(one, larger) or (edition and _total_of(one, larger)) for one in smaller)


def _authors(named: Told, counted: Told) -> bool:
    """Tell whether those named made some of the works that are counted: *5 giải B*, *giải B có A và B (Báo X)*."""
    works = all(isinstance(r, CountedGroup) and r.member_kind is MemberKind.PRODUCT for r in counted.recipients)
    place = named.award.form is AwardForm.PLACE and counted.award.form is AwardForm.PLACE
    return place and works and all(isinstance(r, Mention) for r in named.recipients)


def _total_of(one: Recipient, larger: tuple[Recipient, ...]) -> bool:
    named = sum(isinstance(r, Mention) and family(r) == family(one) for r in larger)
    return isinstance(one, CountedGroup) and one.count is not None and named <= one.count


def _weight(recipients: tuple[Recipient, ...]) -> int:
    return sum(2 if isinstance(r, Mention) or r.count is not None else 1 for r in recipients)


def _within(one: Recipient, larger: tuple[Recipient, ...]) -> bool:
    named = [r for r in larger if isinstance(r, Mention)]
    known = [m for r in larger if isinstance(r, CountedGroup) for m in r.known_members]
    alike = [r for r in larger if isinstance(r, CountedGroup) and family(r) == family(one)]
    if isinstance(one, Mention):
        if any(_same_party(spelled(one.name), spelled(other.name)) for other in (*named, *known)):
            return True
        return any(group.count is None or group.known_members == () for group in alike) and not named
    same = [r for r in named if family(r) == family(one)]
    if one.count is None:
        # Certificates of products are handed to those who make them.
        makers = family(one) == "bodies" and any(family(r) == "products" for r in larger)
        return bool(alike or same or makers)
    if any(group.count in (None, one.count) for group in alike):
        return True
    return one.count == len(same) or (not same and one.count == len(named) and one.member_kind is MemberKind.PRODUCT)


def _add(other: Told, one: Told) -> Told:
    """Return a conferral with another telling of it added."""
    presenters = other.presenters or one.presenters
    return replace(
        other,
        award=_fuller(other, one),
        grantor=other.grantor if other.grantor is not None else one.grantor,
        recipients=other.recipients if _only_counts_again(other, one) else _united(other.recipients, one.recipients),
        presenters=presenters,
        principal=other.principal if other.principal is not None else one.principal,
        presenting_posts=other.presenting_posts or one.presenting_posts,
        date=_finer(other, one),
        period=other.period or one.period,
        decision=other.decision or one.decision,
        reason=other.reason or one.reason,
        at_event=other.at_event or one.at_event,
        evidence=_evidence(other, one),
        position=min(other.position, one.position),
        status=AwardStatus.CONFERRED if AwardStatus.CONFERRED in (other.status, one.status) else other.status,
    )  # fmt: skip


def _only_counts_again(other: Told, one: Told) -> bool:
    """Tell whether *ba người được nhận huân chương này* only counts those whom other sentences name."""
    counted = all(isinstance(r, CountedGroup) for r in one.recipients)
    return one.award.generic and counted and any(isinstance(r, Mention) for r in other.recipients)


def _evidence(other: Told, one: Told) -> tuple[Evidence, ...]:
    new = tuple(evidence for evidence in one.evidence if evidence not in other.evidence)
    return (*other.evidence, *new)[:_PASSAGES]


def _fuller(other: Told, one: Told) -> AwardValue:
    """Return the fuller name: of a titled badge before the bare one; a prize's as its recipients were told."""
    if one.award.generic or not one.recipients:
        return other.award
    if other.award.generic or not other.recipients:
        return one.award
    if one.award.form is AwardForm.ORDER and one.award.grade is not None:
        return one.award
    return one.award if len(one.award.name) > len(other.award.name) and not other.award.grade else other.award


def _finer(other: Told, one: Told) -> PartialDate | None:
    dates = [date for date in (other.date, one.date) if date is not None]
    return max(dates, key=lambda date: len(str(date)), default=None)


def _united(left: tuple[Recipient, ...], right: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Return both lists as one: names before bare counts of the same parties, exact counts before *các*."""
    united: list[Recipient] = list(left)
    for one in right:
        if isinstance(one, Mention):
            known = {spelled(m.name) for r in united if isinstance(r, CountedGroup) for m in r.known_members}
            named = known | {spelled(r.name) for r in united if isinstance(r, Mention)}
            if not any(_same_party(spelled(one.name), name) for name in named):
                united.append(one)
            continue
        index = next((i for i, r in enumerate(united) if _same_group(r, one)), None)
        if index is None:
            united.append(one)
            continue
        united[index] = _more_telling(united[index], one)
    return tuple(r for r in united if not _covered(r, united))


def _same_group(left: Recipient, right: CountedGroup) -> bool:
    return (
        isinstance(left, CountedGroup)
        and family(left) == family(right)
        and (left.count is None or right.count is None or left.count == right.count)
    )


def _more_telling(left: Recipient, right: CountedGroup) -> Recipient:
    if not isinstance(left, CountedGroup):
        return left
    chosen, other = (left, right) if (left.count is not None or right.count is None) else (right, left)
    kind = other.member_kind if chosen.member_kind in _VAGUE and other.member_kind not in _VAGUE else chosen.member_kind
    return replace(chosen, member_kind=kind, known_members=chosen.known_members or other.known_members)


def _covered(one: Recipient, united: list[Recipient]) -> bool:
    """Tell whether a group without members is said again by names: *các cá nhân* beside three persons."""
    if not isinstance(one, CountedGroup) or one.known_members:
        return False
    named = [r for r in united if isinstance(r, Mention) and family(r) == family(one)]
    bodies = [r for r in united if isinstance(r, Mention)]
    if one.count is None:
        return bool(named) or (family(one) == "bodies" and any(family(r) == "products" for r in united))
    return one.count == len(named) or (one.member_kind is MemberKind.PRODUCT and one.count == len(bodies))
