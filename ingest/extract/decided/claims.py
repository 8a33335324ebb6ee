"""A decision as a whole → claims: conferrals under its number with every recipient's row, posts, places, who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.awards import AwardForm, AwardValue
from ingest.extract.decided import act as acts
from ingest.extract.decided.act import Act
from ingest.extract.decided.grants import UNNAMED, Grant, family, grants
from ingest.extract.decided.lists import Lists, lists
from ingest.extract.decided.rows import Entry
from ingest.extract.decided.signature import Signature
from ingest.extract.parties import spelled
from ingest.extract.phrases import PhraseKind
from ingest.extract.tokens import Page
from ingest.issues import Issue, Level
from ingest.model import (
    AwardDecision,
    AwardStatus,
    Claim,
    Conferral,
    CountedGroup,
    MemberKind,
    Membership,
    Mention,
    MentionKind,
    Naming,
    OrganizationFact,
    OrganizationFactKind,
    Origin,
    PostMention,
    Qualifier,
    Recipient,
    party_name,
)
from ingest.values import PartialDate

_CONFERRAL = Origin("decision.conferral", 0.97)
_NAMING = Origin("decision.named", 0.97)
_MEMBERSHIP = Origin("decision.post", 0.95)
_SIGNATURE = Origin("decision.signature", 0.97)
_PLACE = Origin("decision.place", 0.95)
_RECEIVES = re.compile(r"(?:cho|đối với|tới|công nhận|tặng|tập thể|cán bộ|nhân dân|là|[,;:]| và) ?\Z")
_KINDS = {
    MemberKind.INDIVIDUAL: "cá nhân",
    MemberKind.HOUSEHOLD: "hộ gia đình",
    MemberKind.COLLECTIVE: "tập thể",
}


@dataclass(slots=True)
class Given:
    """One award with everyone who receives it for one reason."""

    grant: Grant
    award: AwardValue
    reason: str | None
    entries: list[Entry] = field(default_factory=list)


def read(page: Page) -> Iterator[Claim | Issue]:
    """Yield the claims of a decision in reading order, then what did not fit; the page holds all its phrases."""
    act = acts.act(page)
    yield from _of_act(page, act)
    found = lists(page, act)
    given = grants(page, act)
    if not given:
        yield Issue(Level.WARNING, "", "", "no article gives an award that is known; nothing is claimed of it")
        return
    shared, issues = _shared(page, given, found)
    issued = act.issued or page.context.published
    for one in shared:
        yield from _entries(one.entries, issued)
    for one in shared:
        conferral = _conferral(act, one)
        if conferral.recipients:
            yield conferral
    yield from found.issues
    yield from issues


def told_once(claims: Sequence[Claim | Issue]) -> list[Claim | Issue]:
    """Return claims with each name and each holding of a post only once, with all passages that say it."""
    kept: dict[tuple[object, ...], Claim | Issue] = {}
    for number, claim in enumerate(claims):
        key: tuple[object, ...] = (number,)
        if isinstance(claim, Naming):
            key = ("named", claim.mention.kind, spelled(claim.mention.name))
        elif isinstance(claim, Membership):
            key = ("post", spelled(claim.person.name), spelled(party_name(claim.post)), claim.former)
        known = kept.get(key)
        if isinstance(claim, Naming | Membership) and isinstance(known, Naming | Membership):
            further = tuple(one for one in claim.evidence if one not in known.evidence)
            kept[key] = replace(known, evidence=(*known.evidence, *further))
        else:
            kept[key] = claim
    return list(kept.values())


def _of_act(page: Page, act: Act) -> Iterator[Claim | Issue]:
    if act.number is None:
        yield Issue(Level.WARNING, "", "", "the decision has no number: a draft, or the number is stamped on the paper")
    if act.issuer is None:
        yield Issue(Level.WARNING, "", "", "the decision does not tell whose it is")
    signed = act.signed
    if signed is None or signed.person is None:
        yield Issue(Level.NOTE, "", "", "no signature is found in the text")
    else:
        yield from _signed(page, act, signed, signed.person)


def _signed(page: Page, act: Act, signed: Signature, person: Mention) -> Iterator[Claim]:
    yield Naming(person, False, (person.evidence,), _NAMING)
    if signed.post is not None:
        if signed.post.organization is not None:
            yield Naming(signed.post.organization, False, (signed.post.organization.evidence,), _NAMING)
        day = act.issued or page.context.published
        yield Membership(person, signed.post, day, None, None, False, (signed.evidence,), _SIGNATURE)


def _entries(entries: Sequence[Entry], issued: PartialDate | None) -> Iterator[Claim]:
    for entry in entries:
        who = entry.recipient
        yield Naming(who, False, (who.evidence,), _NAMING)
        if entry.place is not None and who.kind is MentionKind.ORGANIZATION:
            yield OrganizationFact(who, OrganizationFactKind.LOCATED_IN, entry.place, entry.evidence, _PLACE)
        for post in entry.posts:
            if post.organization is not None:
                yield Naming(post.organization, False, (post.organization.evidence,), _NAMING)
            yield Membership(who, post, issued, None, None, False, entry.evidence, _MEMBERSHIP)


# --- whose award each recipient's is


def _shared(page: Page, given: Sequence[Grant], found: Lists) -> tuple[list[Given], list[Issue]]:
    """Return the awards with their recipients, and an issue for each recipient of whom the award cannot be told."""
    shared: dict[tuple[object, ...], Given] = {}
    issues: list[Issue] = []
    used: list[tuple[Grant, MemberKind]] = []
    for entry in (*_inline(page, given), *found.entries):
        chosen = _chosen(entry, given)
        if isinstance(chosen, str):
            issues.append(Issue(Level.WARNING, "", entry.where, f"{entry.recipient.name} is left out: {chosen}"))
            continue
        grant, award = chosen
        used.append((grant, family(entry.kind)))
        if grant.award is UNNAMED and award is not UNNAMED:  # its counts are of all the forms that its list names
            grant = replace(grant, award=award, groups=())
        _given(shared, grant, entry.reason).entries.append(entry)
    for grant in given:
        if not any(_same(one, grant) for one, _ in used):
            _given(shared, grant, None)
    return list(shared.values()), [*issues, *_miscounted(given, used)]


def _given(shared: dict[tuple[object, ...], Given], grant: Grant, reason: str | None) -> Given:
    award, why = grant.award, reason or grant.reason
    key = (award.name, award.grade, grant.grantor, grant.period, why, grant.revoked)
    return shared.setdefault(key, Given(grant, award, why))


def _inline(page: Page, given: Sequence[Grant]) -> Iterator[Entry]:
    """Yield the recipients that an article's own line names: persons with their posts, and bodies."""
    for grant in given:
        if grant.named is None:
            continue
        start, end = grant.named
        people = page.inside(start, end, PhraseKind.PERSON)
        for phrase in people:
            yield _named(phrase.value, MemberKind.INDIVIDUAL, grant)
        inside = [(p.start, p.end) for p in (*people, *page.inside(start, end, PhraseKind.POST))]
        taken: int = start
        for phrase in page.inside(start, end, PhraseKind.ORGANIZATION):
            within = any(a <= phrase.start < b for a, b in inside)
            told = _RECEIVES.search(page.shadow.lower, max(0, phrase.start - 16), phrase.start) is not None
            if phrase.start >= taken and told and not within and isinstance(phrase.value, Mention):
                yield _named(phrase.value, MemberKind.COLLECTIVE, grant)
                taken = phrase.end


def _named(who: Mention, kind: MemberKind, grant: Grant) -> Entry:
    return Entry(who, kind, (grant.evidence,), f"Điều {grant.article}", award=grant.award, article=grant.article)


def _chosen(entry: Entry, given: Sequence[Grant]) -> tuple[Grant, AwardValue] | str:
    """Return the grant that a recipient is listed under, with the award; or why it cannot be told."""
    fitting = [grant for grant in given if entry.article in (None, grant.article)]
    if entry.annex is not None and any(grant.annex == entry.annex for grant in fitting):
        fitting = [grant for grant in fitting if grant.annex == entry.annex]
    if entry.award is not None:
        wanted = entry.award
        named = [grant for grant in fitting if _is_award(grant.award, wanted)]
        open_ = [grant for grant in fitting if grant.award is UNNAMED]
        if not named and not open_:
            return f"no article gives the award that its list is of ({entry.award.name})"
        fitting = named or open_
    kinds = [grant for grant in fitting if grant.is_for(entry.kind)]
    fitting = kinds or fitting
    if not fitting:
        return "no article gives an award where it is listed"
    if any(not _same(fitting[0], other) for other in fitting[1:]):
        names = ", ".join(dict.fromkeys(grant.award.name for grant in fitting))
        return f"the list does not tell which award it is of ({names})"
    chosen = fitting[0]
    return chosen, entry.award if chosen.award is UNNAMED and entry.award is not None else chosen.award


def _is_award(one: AwardValue, other: AwardValue) -> bool:
    alike = one.name.casefold() == other.name.casefold()
    grades = {one.grade.casefold() if one.grade else None, other.grade.casefold() if other.grade else None}
    return alike and (len(grades) == 1 or None in grades)


def _same(one: Grant, other: Grant) -> bool:
    """Tell whether two articles or lines give one award by one authority for one reason and time."""
    return (one.award.name, one.award.grade, one.grantor, one.period, one.reason) == (
        other.award.name,
        other.award.grade,
        other.grantor,
        other.period,
        other.reason,
    )


# --- conferrals


def _conferral(act: Act, one: Given) -> Conferral:
    grant, award = one.grant, one.award
    signed = act.signed
    decision = AwardDecision(
        act.number,
        act.issued,
        act.issuer,
        act.evidence,
        signed.person if signed is not None else None,
        signed.principal if signed is not None else None,
        act.bases,
    )
    status = AwardStatus.REVOKED if grant.revoked else AwardStatus.DECIDED
    if act.draft or (act.number is None and act.issued is None):
        status = AwardStatus.PROPOSED
    rows = (quote for entry in one.entries for quote in entry.evidence)
    evidence = dict.fromkeys([grant.evidence, act.evidence, *rows])
    return Conferral(
        award.name,
        award.grade if award.form is AwardForm.ORDER else None,
        grant.grantor,
        tuple(_recipients(one)),
        act.issued,
        grant.period,
        decision,
        status,
        tuple(evidence),
        _CONFERRAL,
        one.reason,
    )


def _recipients(one: Given) -> Iterator[Recipient]:
    """Yield who receives it: what the article counts, with those of the list as its known members; others by name."""
    left = {kind: [e for e in one.entries if family(e.kind) is kind] for kind in _KINDS}
    counted: dict[MemberKind, list[CountedGroup]] = {}
    for group in one.grant.groups:
        counted.setdefault(family(group.member_kind), []).append(group)
    for kind, entries in left.items():
        people = _unique(entries)
        groups = counted.get(kind, [])
        if len(groups) == 1 and (groups[0].count or 0) >= len(people):
            yield replace(groups[0], known_members=tuple(people))
            continue
        if not people:
            yield from groups
        elif kind is MemberKind.HOUSEHOLD:
            evidence = entries[0].evidence[0]
            yield CountedGroup(
                len(people), kind, Qualifier.EXACTLY, _KINDS[kind], evidence, known_members=tuple(people)
            )
        else:
            yield from people


def _unique(entries: Sequence[Entry]) -> list[Mention]:
    known: dict[tuple[str, str | None], Mention] = {}
    for entry in entries:
        post = entry.posts[0] if entry.posts else None
        known.setdefault((entry.recipient.name.casefold(), _told(post) or entry.place), entry.recipient)
    return list(known.values())


def _told(post: PostMention | None) -> str | None:
    return None if post is None else f"{post.role} {post.organization.name if post.organization else ''}"


def _miscounted(given: Sequence[Grant], used: Sequence[tuple[Grant, MemberKind]]) -> Iterator[Issue]:
    """Yield where the articles count otherwise than the lists, and lists that the paper promises and does not hold."""
    if not used and any(grant.listed for grant in given):
        what = "no list of its recipients that can be read is in this file; they are only counted"
        yield Issue(Level.WARNING, "", "", what)
        return
    told: list[Grant] = []
    for grant in given:
        if any(_same(grant, other) for other in told):
            continue
        told.append(grant)
        for kind, name in _KINDS.items():
            groups = [group for other in given if _same(grant, other) for group in other.groups]
            stated = [group.count or 0 for group in groups if family(group.member_kind) is kind]
            listed = sum(_same(grant, other) and kind is own for other, own in used)
            if stated and listed and sum(stated) != listed:
                what = f"{grant.award.name}: Điều {grant.article} counts {sum(stated)} {name}, the list has {listed}"
                yield Issue(Level.WARNING, "", "", what)
