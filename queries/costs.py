"""Why a query took too long, by its own patterns, and what answers the question sooner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import quote

from ontology import iris
from ontology.terms import HTX, ORG, PREFIXES, QB
from queries import catalog, syntax
from queries.errors import BadQuery, Place, QueryError
from queries.patterns import Group, Pattern, groups
from queries.tokens import Token, TokenKind, place, tokens

_LONGEST = 20_000
"""Characters; a longer text is not looked at."""
_MOST_REASONS = 3
_NEAR = 0.3
_LONGEST_SHOWN = 120
_IN_TEXTS = frozenset(("REGEX", "CONTAINS", "STRSTARTS", "STRENDS", "LCASE", "UCASE"))
_GENERIC = ("rdf", "rdfs", "owl", "xsd", "skos", "foaf", "dct")
_SIDE = frozenset(("OPTIONAL", "MINUS", "EXISTS", "UNION"))
"""Groups that leave the others' matches as they are, or stand beside them."""
_SUMS = frozenset(("COUNT", "SUM", "AVG", "MIN", "MAX"))


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the query that makes it long: where it stands, its text, and what it makes the engine do."""

    place: Place
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Instead:
    """What answers the question sooner: an address below the service, and what it gives."""

    address: str
    gives: str


class QuerySlow(QueryError):
    """The query passed its deadline; `reasons` say why, `instead` what to ask."""

    def __init__(self, message: str, reasons: Sequence[Reason], instead: Sequence[Instead]) -> None:
        """Keep what is told beside the message."""
        why = f"; {reasons[0].text} (line {reasons[0].place.line}) {reasons[0].why}" if reasons else ""
        super().__init__(f"{message}{why}")
        self.reasons = tuple(reasons)
        self.instead = tuple(instead)


def explained(text: str, message: str, base: str = iris.DEFAULT_BASE) -> QuerySlow:
    """Return the error for a query that passed its deadline, with what looking at it tells."""
    if len(text) > _LONGEST:
        return QuerySlow(message, (), ())
    try:
        cut = list(tokens(text))
    except BadQuery:
        return QuerySlow(message, (), ())
    read = groups(cut)
    reasons = sorted(_reasons(text, cut, read), key=lambda one: one[0])
    return QuerySlow(message, [reason for _, reason in reasons[:_MOST_REASONS]], list(_instead(text, cut, read, base)))


# --- why


def _reasons(text: str, cut: Sequence[Token], read: Iterable[Group]) -> Iterator[tuple[int, Reason]]:
    """Yield reasons with how bad they are, 0 for the worst."""

    def told(found: Iterable[tuple[int, int, int, str]]) -> Iterator[tuple[int, Reason]]:
        for bad, start, end, why in found:
            first, last = cut[start], cut[end - 1]
            shown = " ".join(text[first.start : last.start + len(last.text)].split())
            yield bad, Reason(place(text, first.start), shown[:_LONGEST_SHOWN], why)

    for group in read:
        yield from told(_of_group(cut, group, frozenset(), frozenset()))
    orders = (at for at, token in enumerate(cut) if token.upper == "ORDER")
    yield from told((8, at, _clause_end(cut, at), "sorts all rows before the first is given") for at in orders)


def _of_group(
    cut: Sequence[Token], group: Group, around: frozenset[str], given: frozenset[str]
) -> Iterator[tuple[int, int, int, str]]:
    """Yield how bad, from which terminal to which, and why; `around` are the variables outside, `given` those led to."""
    for pattern in _products(group, around):
        yield 0, pattern.start, pattern.end, "shares no variable with the rest: every match is joined with every other"
    anchored = _anchored(group, given)
    yield from _of_patterns(group, anchored)
    yield from _of_filters(cut, group)
    for inner in group.groups:
        apart = inner.shown is not None or group.shown is not None  # a SELECT inside is answered by itself
        outside = frozenset() if apart else around | group.variables
        yield from _of_group(cut, inner, outside, frozenset() if apart else anchored)


def _of_patterns(group: Group, anchored: frozenset[str]) -> Iterator[tuple[int, int, int, str]]:
    free = [one for one in group.patterns if one.variables and not one.variables & anchored and not one.given]
    for pattern in free:
        if pattern.endless:
            yield 1, pattern.start, pattern.end, "follows ways of any length from everything: give it one end"
        elif pattern.predicate is not None:
            yield 2, pattern.start, pattern.end, "matches every triple: give its property or one of its ends"
    if free and not free[0].endless and free[0].predicate is None:
        yield 7, free[0].start, free[0].end, "begins from every match, as nothing that it is joined with is given"
    for inner in group.groups:
        if inner.kind in _SIDE and len(inner.patterns) > 1:
            first, last = inner.patterns[0], inner.patterns[-1]
            yield 6, first.start, last.end, f"{inner.kind} of several patterns, joined for every match of the others"


def _of_filters(cut: Sequence[Token], group: Group) -> Iterator[tuple[int, int, int, str]]:
    for start in group.filters:
        end = _end(cut, start)
        words = {token.upper for token in cut[start:end]}
        if words & _IN_TEXTS:
            yield 3, start, end, "reads every text to look into it; names are found by /api/search"
        elif "IN" in words and "NOT" not in words:
            yield 5, start, end, "is tried on every match: list the values with VALUES, after the pattern"


def _products(group: Group, around: frozenset[str]) -> list[Pattern]:
    """Return a pattern of each part of a group that shares no variable with the others, but of the first part."""
    links = [one.variables for one in group.groups if one.kind not in _SIDE]
    joined = [one for one in (around, *links) if one]
    parts: list[set[str]] = []
    for variables in [*(pattern.variables for pattern in group.patterns), *joined]:
        near = [part for part in parts if part & variables]
        parts = [part for part in parts if part not in near]
        if variables:
            parts.append(set(variables).union(*near))
    firsts: dict[int, Pattern] = {}
    for pattern in group.patterns:
        number = next((number for number, one in enumerate(parts) if one & pattern.variables), None)
        if number is not None:
            firsts.setdefault(number, pattern)
    found = sorted(firsts.values(), key=lambda one: one.start)
    return found if len(parts) > len(firsts) else found[1:]


def _anchored(group: Group, given: frozenset[str]) -> frozenset[str]:
    """Return the variables that something given leads to."""
    found = set(given | group.values)
    for inner in group.groups:
        if inner.kind not in _SIDE:
            found |= inner.values
            found |= {name for pattern in inner.patterns if pattern.given for name in pattern.variables}
    changed = True
    while changed:
        changed = False
        for pattern in group.patterns:
            if (pattern.given or pattern.variables & found) and not pattern.variables <= found:
                found |= pattern.variables
                changed = True
    return frozenset(found)


def _end(cut: Sequence[Token], start: int) -> int:
    """Return behind which terminal a FILTER ends."""
    depth = 0
    for at in range(start, len(cut)):
        opens, closes = cut[at].text in ("(", "{"), cut[at].text in (")", "}")
        depth += opens - closes
        if closes and depth <= 0:
            return at + (depth == 0)
    return len(cut)


def _clause_end(cut: Sequence[Token], start: int) -> int:
    """Return behind which terminal an ORDER BY ends."""
    for at in range(start + 2, len(cut)):
        if cut[at].upper in ("LIMIT", "OFFSET", "VALUES") or cut[at].text == "}":
            return at
    return len(cut)


# --- what instead


@dataclass(frozen=True, slots=True)
class _Lookup:
    terms: frozenset[str]
    address: str
    gives: str
    takes: Mapping[str, str]


_PARTIES = {HTX.recipient: "recipient", HTX.grantor: "grantor", HTX.award: "award"}
_AWARDING = frozenset((HTX.recipient, HTX.grantor, HTX.award, HTX.conferredOn, HTX.Conferral, HTX.awarded))
_LOOKUPS = (
    _Lookup(
        frozenset((HTX.presenter, HTX.onBehalfOf, HTX.presents, HTX.Presentation, HTX.presentedTo)),
        "/api/who-awarded-whom?by=presenter",
        "who handed awards over to whom, summed",
        {},
    ),
    _Lookup(frozenset((QB.Observation, QB.dataSet)), "/api/observations", "figures by measure, place and period", {}),
    _Lookup(
        frozenset((ORG.member, ORG.organization, ORG.Membership, HTX.post, HTX.attestedOn, HTX.heldPostIn)),
        "/api/entities/{key}/relations",
        "who held which post, newest first, with exact counts by kind",
        {},
    ),
    _Lookup(
        frozenset((HTX.participant, HTX.event, HTX.Participation, HTX.tookPartIn)),
        "/api/entities/{key}/timeline",
        "what a person, body or event took part in, by date",
        {},
    ),
)
_SUMMED = _Lookup(_AWARDING, "/api/who-awarded-whom", "who awarded whom, with exact counts", _PARTIES)
_LISTED = _Lookup(_AWARDING, "/api/conferrals", "conferrals with all parties, newest first", _PARTIES)


def _instead(text: str, cut: Sequence[Token], read: Sequence[Group], base: str) -> Iterator[Instead]:
    """Yield lookups and named queries that speak of the same, each once."""
    used = _terms(text, cut)
    every = [one for outer in read for one in outer.all()]
    patterns = [pattern for group in every for pattern in group.patterns]
    if any(token.upper in _IN_TEXTS for token in cut):
        yield Instead("/api/search?q=…", "entities by name, with or without diacritics")
    if any(pattern.endless for pattern in patterns):
        yield Instead("/api/paths?from=…&to=…", "the ways between two entities")
    sums = any(token.upper in _SUMS for token in cut)
    for lookup in (_SUMMED if sums else _LISTED, *_LOOKUPS):
        if used & lookup.terms:
            yield Instead(_filled(lookup, text, cut, base), lookup.gives)
    name = _nearest(frozenset(used))
    if name is not None:
        yield Instead(f"/queries/{name}", catalog.find(name).summary)
    if not used and sums and any(p.subject and p.predicate and p.object for p in patterns):
        yield Instead("/.well-known/void", "how many triples, entities and properties there are")


def _filled(lookup: _Lookup, text: str, cut: Sequence[Token], base: str) -> str:
    """Return a lookup's address, with what the query gives for its parameters."""
    namespaces = _namespaces(text)
    given: dict[str, str] = {}
    key = None
    for before, token in pairwise(cut):
        full = _full(token, namespaces)
        try:
            found = iris.key(full, base) if full is not None else None
        except ValueError:
            continue
        if found is not None:
            key = key or found
            name = lookup.takes.get(_full(before, namespaces) or "")
            if name is not None:
                given[name] = found
    address = lookup.address.replace("{key}", key or "…")
    return address + ("?" + "&".join(f"{name}={quote(value)}" for name, value in given.items()) if given else "")


def ready() -> None:
    """Read the named queries now, rather than when the first query has taken too long."""
    _catalogued()


@cache
def _catalogued() -> Mapping[str, frozenset[str]]:
    """Return the terms that named queries use, those that everything uses left out."""
    return {name: frozenset(_terms(one.text, list(tokens(one.text)))) for name, one in catalog.catalog().items()}


def _nearest(used: frozenset[str]) -> str | None:
    """Return the named query that speaks of the same terms, if one is near."""

    def nearness(name: str) -> float:
        theirs = _catalogued()[name]
        return len(used & theirs) / len(used | theirs) if len(used & theirs) > 1 else 0.0

    best = max(_catalogued(), key=nearness)
    return best if nearness(best) >= _NEAR else None


def _terms(text: str, cut: Sequence[Token]) -> set[str]:
    """Return the terms of vocabularies in a query, without those that tell nothing of its subject."""
    namespaces = _namespaces(text)
    generic = tuple(PREFIXES[name] for name in _GENERIC)
    known = tuple(PREFIXES.values())
    found = {full for token in cut if (full := _full(token, namespaces)) is not None}
    return {one for one in found if one.startswith(known) and not one.startswith(generic) and one not in known}


def _namespaces(text: str) -> dict[str, str]:
    return {**PREFIXES, **syntax.declared(text)}


def _full(token: Token, namespaces: Mapping[str, str]) -> str | None:
    if token.kind is TokenKind.IRI:
        return token.text[1:-1]
    if token.kind is TokenKind.NAME:
        prefix, _, local = token.text.partition(":")
        return f"{namespaces[prefix]}{local}" if prefix in namespaces and local else None
    return None
