"""What kind an organization, a post or a measure is by its name: the longest name of the vocabulary that fits decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ontology import units
from ontology.spelling import comparable
from ontology.terms import HTX
from ontology.vocabulary import OrganizationKind, measures, organization_kinds, post_kinds

_COUNTRY = "việt nam"
# Words before a measure's name that add nothing to it, and after it that tell only where or when.
_MEASURE_BEFORE = re.compile(r"\A(?:tổng số|tổng|số lượng|số) ")
_MEASURE_AFTER = re.compile(
    r"(?: (?:của|trong|trên)? ?(?:toàn |địa bàn |khu vực )*(?:tỉnh|cả nước|các hợp tác xã)| (?:trong )?năm \d{4}| trên địa bàn)+\Z"
)


@dataclass(frozen=True, slots=True)
class Classified:
    """What an organization's name tells: its class (a term of the ontology) and its kind where one is known."""

    organization_class: str
    kind: OrganizationKind | None


def organization_kind(name: str, notation: str | None = None) -> Classified | None:
    """Return the class and kind of an organization by its name, else by the word its reader had for it; None if neither.

    Names of single bodies (*Chính phủ*) must fit whole, names of kinds (*Sở*) begin the name. A name of two levels
    (*UBND thành phố*) is of the level of the place that follows it.
    """
    words = comparable(name).split()
    for length in range(len(words), 0, -1):
        head, rest = " ".join(words[:length]), " ".join(words[length:])
        fitting = [kind for kind in _by_name().get(head, ()) if not rest or rest == _COUNTRY or _generic(kind)]
        if fitting:
            return _decided(fitting, rest)
    kind = _by_notation().get(notation) if notation is not None else None
    return Classified(kind.organization_class, kind) if kind is not None else None


def chain(kind: OrganizationKind) -> Iterator[OrganizationKind]:
    """Return a kind and the more general ones, the nearest first."""
    known: OrganizationKind | None = kind
    while known is not None:
        yield known
        known = organization_kinds()[known.broader] if known.broader is not None else None


def post_kind(role: str, organization: str | None = None, notation: str | None = None) -> str | None:
    """Return the IRI of the post that a role is in an organization (both as named), or that it is anywhere; else None."""
    wanted = comparable(role)
    known = organization_kind(organization, notation) if organization is not None else None
    if known is not None and known.kind is not None:
        for kind in chain(known.kind):
            found = _posts().get((wanted, kind.iri))
            if found is not None:
                return found
    return _posts().get((wanted, None))


def measure(name: str) -> str | None:
    """Return the IRI of the measure that figures of this name measure; None unless one alone."""
    wanted = comparable(name)
    for tried in _measure_wordings(wanted):
        found = _measures().get(tried)
        if found is not None:
            return found if found else None
    fitting = [one.iri for one in measures() if any(re.fullmatch(pattern, wanted) for pattern in one.patterns)]
    return fitting[0] if len(fitting) == 1 else None


def _measure_wordings(wanted: str) -> Iterator[str]:
    yield wanted
    where = _MEASURE_AFTER.sub("", wanted)
    yield where
    yield _MEASURE_BEFORE.sub("", where)


def _generic(kind: OrganizationKind) -> bool:
    return kind.level != HTX.nationalLevel or kind.notation is not None


def _decided(fitting: list[OrganizationKind], rest: str) -> Classified:
    classes = {kind.organization_class for kind in fitting}
    if len(fitting) > 1:
        level = level_of_city(rest)
        fitting = [kind for kind in fitting if kind.level == level]
    only = fitting[0] if len(fitting) == 1 else None
    return Classified(only.organization_class if only is not None else min(classes), only)


def level_of_city(name: str) -> str | None:
    """Return the level of the city of a bare name: of a province, or of a district until 2025-06-30; None if no city."""
    if any(units.unit(f"thành phố {name}", units.Level.PROVINCE, day) for day in (units.LAST_DAY, "2025-07-01")):
        return HTX.provinceLevel
    return HTX.districtLevel if f"thành phố {name}" in _district_cities() else None


@cache
def _district_cities() -> frozenset[str]:
    return frozenset(comparable(one.name) for one in units.districts() if one.kind == "Thành phố")


@cache
def _by_name() -> dict[str, list[OrganizationKind]]:
    found: defaultdict[str, list[OrganizationKind]] = defaultdict(list)
    for kind in organization_kinds().values():
        for name in sorted({comparable(name) for name in kind.names()}):
            found[name].append(kind)
    return dict(found)


@cache
def _by_notation() -> dict[str, OrganizationKind]:
    return {kind.notation: kind for kind in organization_kinds().values() if kind.notation is not None}


@cache
def _posts() -> dict[tuple[str, str | None], str]:
    """The post for a role in a kind of organization, and (kind None) for a role by itself."""
    found: dict[tuple[str, str | None], str] = {}
    for post, name, iri in _told():
        for role in _roles(name, [iri]):
            found.setdefault((role, iri), post)
    for post, name, iri in _told():
        found.setdefault((name, iri), post)
    for post, name, iri in _told():
        # A name may say the body in the words of another kind that has the post: of all alliances, or of a province's.
        for role in _roles(name, post_kinds()[post].posts_in):
            found.setdefault((role, iri), post)
    for kind in post_kinds().values():
        for name in kind.names():
            found.setdefault((comparable(name), None), kind.iri)
    return found


def _roles(name: str, kinds: Iterable[str]) -> Iterator[str]:
    """What is left of a post's name without the body at its end."""
    for owner in (comparable(owner) for kind in kinds for owner in organization_kinds()[kind].names()):
        if name.endswith(f" {owner}"):
            yield name.removesuffix(f" {owner}")


def _told() -> Iterator[tuple[str, str, str]]:
    """Every post with each of its names and each kind of organization it is in."""
    for post in post_kinds().values():
        for name in post.names():
            for iri in post.posts_in:
                yield post.iri, comparable(name), iri


@cache
def _measures() -> dict[str, str]:
    """The measure for a name; the empty string for a name that two measures have."""
    found: dict[str, str] = {}
    for one in measures():
        for name in {comparable(name) for name in one.names()}:
            found[name] = "" if name in found else one.iri
    return found
