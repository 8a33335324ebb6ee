"""Which bodies of provinces became which: a body whose kind follows its province goes with it when provinces merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ontology import units
from ontology.kinds import chain
from ontology.spelling import comparable
from ontology.units import Succession
from ontology.vocabulary import OrganizationKind, organization_kinds

_NO_SINGLE_BODY = frozenset({"so"})
"""Kinds of which a province has many: its departments were regrouped in March 2025, so that no name tells what became of one."""
_TYPES = ("tỉnh", "thành phố", "việt nam")


@dataclass(frozen=True, slots=True)
class Succeeding:
    """A part of a body in a merger of provinces' bodies.

    `kind` is the kind of bodies that merged, `change` the change of provinces that they followed. A body whose province
    kept its name is in it before and after (`results`); any other ended in it.
    """

    kind: OrganizationKind
    change: Succession
    results: bool


def succeeding(names: Iterable[str], kinds: Iterable[str], provinces: Iterable[str]) -> list[Succeeding]:
    """Return the mergers that a body took part in, by its names, its kinds and the units it is located in (IRIs).

    Only the one body of its kind in a whole province takes part: not its offices, branches or districts' bodies.
    """
    wordings = {comparable(name) for name in names}
    found = {
        (kind.iri, change.iri): Succeeding(kind, change, _bare(unit) == _bare(change.resulting))
        for unit in provinces
        for change in _changes().get(unit, ())
        for kind in _followed(kinds)
        if any(_is_of(wording, kind, unit) for wording in wordings)
    }
    return [found[key] for key in sorted(found)]


def _followed(kinds: Iterable[str]) -> Iterator[OrganizationKind]:
    """Yield, for each kind whose bodies follow their provinces, the most general of that sort."""
    for iri in kinds:
        known = organization_kinds().get(iri)
        following = [one for one in chain(known) if one.follows] if known is not None else []
        if following and following[-1].key not in _NO_SINGLE_BODY:
            yield following[-1]


def _is_of(wording: str, kind: OrganizationKind, unit: str) -> bool:
    """Tell whether a name is a kind's name followed by the province's, and by nothing else."""
    province = units.find(unit)
    for bare in (province.bare, *province.aliases) if province is not None else ():
        ending = f" {comparable(bare)}"
        if wording.endswith(ending):
            return _plain(wording.removesuffix(ending)) in _heads(kind.iri)
    return False


@cache
def _heads(iri: str) -> frozenset[str]:
    """Return how the names of bodies of a kind begin: the kind's own names and those of its special sorts."""
    return frozenset(
        _plain(comparable(name))
        for kind in organization_kinds().values()
        if any(one.iri == iri for one in chain(kind)) and kind.follows
        for name in kind.names()
        if not comparable(name).startswith("huyện ")
    )


def _plain(head: str) -> str:
    """Return the beginning of a body's name without the kind of its place."""
    for kind in _TYPES * 2:
        head = head.removesuffix(f" {kind}")
    return head


@cache
def _changes() -> dict[str, list[Succession]]:
    """Return the changes that each province, of either catalogue, took part in."""
    found: dict[str, list[Succession]] = {}
    for change in units.successions():
        for unit in (*change.originals, *change.parts, change.resulting):
            found.setdefault(unit, []).append(change)
    return found


def _bare(unit: str) -> str | None:
    found = units.find(unit)
    return found.bare if found is not None else None
