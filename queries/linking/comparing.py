"""How well what is asked for fits an entry, feature by feature: what speaks for it and against it, as log-odds.

The weights are those of a Fellegi–Sunter comparison, set on generated registers (`bench/linking.py`, seed 1) and measured
on others. Candidates of one question compete: `queries.linking.matching` turns their sums into probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from queries.linking.spelling import ONE_A_PLACE, Spelt, spelt

FEATURES = {
    "code": "Registration or tax code",
    "name": "Name, with abbreviations written out",
    "trade": "Trade or sector in the name",
    "kind": "Kind of body",
    "place": "Administrative unit, then or now",
    "context": "Province that the documents naming it are about",
    "representative": "Legal representative",
    "date": "Date of founding",
    "others": "How common the name is among the candidates",
}
"""What is compared, with what people call it."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is: IRIs of the province now, of the district of old, and of the communes now that it may be in."""

    province: str | None = None
    district: str | None = None
    communes: frozenset[str] = frozenset()


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be meant: an entity of the graph, as far as it is compared."""

    iri: str
    kind: str
    classes: tuple[str, ...]
    name: str
    names: tuple[str, ...] = ()
    code: str | None = None
    where: Where = NOWHERE
    representative: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a name, or a code, or both, and what else is known.

    `context` are the provinces now that documents naming it are about: where no place is stated, they hint at one.
    """

    name: str
    code: str | None = None
    where: Where = NOWHERE
    representative: str | None = None
    date: str | None = None
    person: bool = False
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature: its weight in log-odds (for when positive) and why."""

    feature: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An entry with the reasons for and against it, and their sum."""

    entry: Entry
    reasons: tuple[Reason, ...]
    total: float = field(default=0.0)


def compare(asked: Asked, entry: Entry) -> Compared:
    """Return the entry with what speaks for and against it."""
    person = entry.kind == "person"
    wanted = spelt(asked.name, person) if asked.name else None
    reasons = [_code(asked.code, entry.code)]
    if wanted is not None:
        reasons += _best_name(wanted, entry, person)
    reasons += (
        _place(asked.where, entry.where) or _context(asked.context, entry.where.province),
        _representative(asked.representative, entry.representative),
        _date(asked.date, entry.date),
    )
    kept = tuple(one for one in reasons if one is not None)
    return Compared(entry, kept, sum(one.weight for one in kept))


def _code(asked: str | None, own: str | None) -> Reason | None:
    if asked is None or own is None:
        return None
    if asked == own:
        return Reason("code", 14.0, "the same code")
    if asked[:10] == own[:10]:
        return Reason("code", -3.0, "codes of one body and a branch of it")
    if sum(a != b for a, b in zip(asked, own, strict=False)) == 1 and len(asked) == len(own):
        return Reason("code", -1.0, "codes that differ in one digit")
    return Reason("code", -9.0, "other codes")


def _best_name(wanted: Spelt, entry: Entry, person: bool) -> list[Reason]:
    found = [_names(wanted, spelt(name, person)) for name in (entry.name, *entry.names)]
    return max(found, key=lambda one: sum(reason.weight for reason in one))


def _names(wanted: Spelt, own: Spelt) -> list[Reason]:
    reasons = [_core(wanted, own)]
    if wanted.trades or own.trades:
        reasons.append(_trades(wanted, own))
    if (wanted.kind and own.kind) or not ONE_A_PLACE.isdisjoint((wanted.kind, own.kind)):
        reasons.append(_kinds(wanted.kind, own.kind))
    return reasons


def _kinds(wanted: str, own: str) -> Reason:
    if wanted != own:
        return Reason("kind", -4.0, "other kinds")
    if own in ONE_A_PLACE:
        return Reason("kind", 4.0, "the same kind, of which a place has one")
    return Reason("kind", 0.3, "the same kind")


def _core(wanted: Spelt, own: Spelt) -> Reason:
    if wanted.core == own.core:
        return Reason("name", 6.0, "the same name")
    if wanted.whole == own.whole:
        return Reason("name", 6.0, "the same words")
    left, right = wanted.folded, own.folded
    if left == right:
        told = wanted.toned and own.toned
        return Reason("name", 3.5 if told else 5.5, "the same but for diacritics, or i and y")
    ordered = sorted(left) == sorted(right)
    if ordered and sorted(wanted.core) == sorted(own.core):
        return Reason("name", 5.0, "the same words in another order")
    if ordered:
        return Reason("name", 3.0, "the same words in another order, but for diacritics")
    best = max(_misspelt(" ".join(left), " ".join(right)), _misspelt(wanted.plain, own.plain, whole=True), key=_weight)
    more = _more(left, right)
    return max(best, more, key=_weight) if more is not None else best


def _weight(reason: Reason) -> float:
    return reason.weight


def _more(left: tuple[str, ...], right: tuple[str, ...]) -> Reason | None:
    """Compare names one of which has all words of the other."""
    shorter, longer = sorted((left, right), key=len)
    if not set(shorter) < set(longer):
        return None
    more = len(longer) - len(shorter)
    return Reason("name", 3.0 - 1.5 * more if len(shorter) > 1 else 0.5 - more, "one name has more words")


def _misspelt(left: str, right: str, *, whole: bool = False) -> Reason:
    """Compare names that have other letters; of whole names, kind and trades included, only small errors count."""
    away = OSA.distance(left, right, score_cutoff=2)
    length = max(len(left), len(right))
    if away <= 1 and length >= 5:
        return Reason("name", 4.0 if whole else 2.8, "one letter differs")
    if away == 2 and length >= 9:
        return Reason("name", 2.5 if whole else 1.5, "two letters differ")
    if whole:
        return Reason("name", -8.0, "other words")
    alike = ratio(left, right) / 100
    if alike >= 0.85:
        return Reason("name", -0.5, f"{alike:.0%} alike")
    return Reason("name", -8.0 + 6.0 * max(0.0, alike - 0.5), f"{alike:.0%} alike")


def _trades(wanted: Spelt, own: Spelt) -> Reason:
    left, right = set(wanted.trades), set(own.trades)
    if left == right:
        return Reason("trade", 1.5, "the same trades")
    if not left or not right or left <= right or right <= left:
        return Reason("trade", -0.2, "one name has more of the trades")
    shared = len(left & right) / len(left | right)
    return Reason("trade", -2.5 + 2.0 * shared, f"{shared:.0%} of the trades are shared")


def _place(asked: Where, own: Where) -> Reason | None:
    if asked.communes and own.communes:
        if asked.communes & own.communes:
            exact = len(asked.communes) == 1 or len(own.communes) == 1
            return Reason("place", 5.0 if exact else 3.5, "the same commune, or one that became of it")
        if asked.district is not None and asked.district == own.district:
            return Reason("place", 0.0, "the same district, another commune")
        if asked.province == own.province:
            return Reason("place", -3.5, "another commune of the province")
    if asked.district is not None and own.district is not None and asked.province == own.province:
        same = asked.district == own.district
        return Reason("place", 3.0 if same else -3.0, "the same district" if same else "another district")
    if asked.province is not None and own.province is not None:
        same = asked.province == own.province
        return Reason("place", 1.2 if same else -6.0, "the same province now" if same else "another province")
    return None


def _context(asked: frozenset[str], own: str | None) -> Reason | None:
    if not asked or own is None:
        return None
    if own in asked:
        return Reason("context", 1.0, "in the province that documents naming it are about")
    return Reason("context", -2.0, "in another province than documents naming it are about")


def _representative(asked: str | None, own: str | None) -> Reason | None:
    if not asked or not own:
        return None
    left, right = spelt(asked, True), spelt(own, True)
    if left.core == right.core:
        return Reason("representative", 5.0, "the same representative")
    if left.folded == right.folded:
        return Reason("representative", 4.0, "the same representative but for diacritics")
    if OSA.distance(" ".join(left.folded), " ".join(right.folded), score_cutoff=2) <= 1:
        return Reason("representative", 3.0, "a representative of nearly the same name")
    return Reason("representative", -1.0, "another representative")


def _date(asked: str | None, own: str | None) -> Reason | None:
    if not asked or not own:
        return None
    shared = min(len(asked), len(own))
    if asked[:shared] == own[:shared]:
        return Reason("date", {4: 1.0, 7: 2.5}.get(shared, 4.0), "the same date")
    return Reason("date", -1.0 if asked[:4] == own[:4] else -1.5, "another date")
