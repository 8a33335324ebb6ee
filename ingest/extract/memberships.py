"""Memberships: persons in posts as a text attests them, and the phrases of persons with their posts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.extract.holders import Held
from ingest.extract.names import Named
from ingest.extract.phrases import Phrase, PhraseKind
from ingest.extract.posts import ALONE, LEXICON, Seat
from ingest.extract.tokens import Page
from ingest.model import Evidence, Membership, Mention, MentionKind, Origin, PostMention
from ingest.values import PartialDate, unify_tones

_DEPUTY = re.compile(r"\A(?:nguyên |quyền )?phó |(?: thường trực| phụ trách| điều hành)\Z")
_HEADS = ("giám đốc", "hiệu trưởng", "viện trưởng", "tổng giám đốc", "cục trưởng", "chánh án", "tổng biên tập")
_APPOSED = Origin("membership.apposed", 0.97)
_TOLD = Origin("membership.told", 0.9)


def mention(page: Page, one: Named) -> Mention:
    """Return the mention of a named person; its evidence is the name alone."""
    return Mention(MentionKind.PERSON, one.name, page.evidence(one.start, one.end), province=page.context.province)


def phrases(page: Page, seats: Sequence[Seat], named: Sequence[Named], held: Sequence[Held]) -> Iterator[Phrase]:
    """Yield PERSON phrases, each with forms of address and apposed posts, and the POST phrases."""
    apposed: dict[int, list[Seat]] = {}
    for one in held:
        if one.apposed:
            apposed.setdefault(one.person.start, []).append(one.seat)
    text = page.shadow.text
    for person in named:
        if person.author:
            continue
        mine = apposed.get(person.start, [])
        start = min([person.lead, *(seat.start for seat in mine if seat.start < person.start)])
        end = max([person.end, *(seat.end for seat in mine if seat.end > person.end)])
        if text[end : end + 1] == ")" and "(" in text[person.end : end]:
            end += 1
        yield Phrase(PhraseKind.PERSON, start, end, mention(page, person))
    for seat in seats:
        yield seat.phrase


def read(page: Page, held: Sequence[Held]) -> list[Membership]:
    """Return the memberships of a page, one for each person, post and state, with all passages that attest it."""
    completed = list(_completed(held))
    merged: dict[tuple[str, str, str, bool], Membership] = {}
    for one in completed:
        claim = _membership(page, one)
        organization = claim.post.organization
        name = _key(organization.name) if organization is not None else ""
        key = (_key(claim.person.name), _key(claim.post.role), name, claim.former)
        known = merged.get(key)
        merged[key] = claim if known is None else _joined(known, claim)
    return _without_doubles(list(merged.values()))


def _membership(page: Page, held: Held) -> Membership:
    person, seat = held.person, held.seat
    evidence = page.evidence(min(person.start, seat.start), max(person.end, seat.end, held.stop))
    start = PartialDate(held.years[0]) if held.years else None
    end = PartialDate(held.years[1]) if held.years else None
    origin = _APPOSED if held.apposed else _TOLD
    attested = None if held.former else page.context.published
    return Membership(mention(page, person), seat.post, attested, start, end, held.former, (evidence,), origin)


def _completed(held: Sequence[Held]) -> Iterator[Held]:
    """Give bare seats the organization of the same person's same seat, or of the seat filled just before."""
    known: dict[tuple[str, str], PostMention] = {}
    for one in held:
        if one.seat.post.organization is not None:
            known.setdefault((one.person.name, _key(one.seat.post.role)), one.seat.post)
    only = _only_bodies(held)
    previous: Held | None = None
    for one in held:
        post = one.seat.post
        if post.organization is None:
            other = known.get((one.person.name, _key(post.role)))
            if other is None and not one.apposed and previous is not None and _near(previous, one):
                other = previous.seat.post
            if other is None and post.role not in ALONE:
                other = only.get(_family(post.role))
            if other is not None:
                post = replace(post, organization=other.organization)
                one = replace(one, seat=replace(one.seat, post=post))
        if one.seat.post.organization is not None and not (
            one.apposed and previous is not None and _near(previous, one)
        ):
            previous = one
        yield one


def _family(role: str) -> str:
    """Return the seat that a deputy stands in for: *Phó Giám đốc Thường trực* and *Giám đốc* are of one body."""
    return _DEPUTY.sub("", _key(role))


def _only_bodies(held: Sequence[Held]) -> dict[str, PostMention]:
    """Return the seats by family of which all that a page tells are of one body, named more than in passing."""
    found: dict[str, list[PostMention]] = {}
    for one in held:
        if one.seat.post.organization is not None:
            found.setdefault(_family(one.seat.post.role), []).append(one.seat.post)
    return {
        family: posts[0]
        for family, posts in found.items()
        if family.startswith(_HEADS) and len({p.organization.name for p in posts if p.organization is not None}) == 1
    }


def _near(previous: Held, one: Held) -> bool:
    return previous.seat.start == one.seat.start or (
        not previous.apposed and 0 <= one.seat.start - previous.seat.end < 400
    )


def _joined(left: Membership, right: Membership) -> Membership:
    evidence = left.evidence + tuple(e for e in right.evidence if e not in left.evidence)
    return replace(left, evidence=evidence, start=left.start or right.start, end=left.end or right.end)


def _key(text: str) -> str:
    return unify_tones(text).casefold()


def _without_doubles(claims: list[Membership]) -> list[Membership]:
    """Drop a seat without an organization where the same person's same seat has one."""
    full = {(_key(c.person.name), _key(c.post.role)) for c in claims if c.post.organization is not None}
    finer = {(_key(c.person.name), _key(c.post.role), _body(c)) for c in claims}
    return [
        c
        for c in claims
        if (c.post.organization is not None or (_key(c.person.name), _key(c.post.role)) not in full)
        and not any((_key(c.person.name), f"{_key(c.post.role)} {more}", _body(c)) in finer for more in _FINER)
    ]


_FINER = tuple(_key(word) for word in LEXICON["qualifiers"])


def _body(claim: Membership) -> str:
    return "" if claim.post.organization is None else _key(claim.post.organization.name)


def evidence_of(claims: Iterable[Membership]) -> tuple[Evidence, ...]:
    """Return the passages of several memberships in order."""
    return tuple(evidence for claim in claims for evidence in claim.evidence)
